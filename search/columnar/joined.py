"""The postings of one stem in all segments as one list: documents are numbered through, segment by segment."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Ints
from index.columnar.inverted import stretches
from index.columnar.kept import kept
from index.columnar.postings import Postings
from search import ranking
from search.columnar.arrays import NONE, Floats, Scales, factors, sums


class Part(NamedTuple):
    """The postings of a stem in one segment, whose first document has the number `base`.

    `form` is the number of the query's own word among those of the stem there, None where it is not among them. `drift`
    bounds what the segment's impacts have been multiplied by since they were written.
    """

    postings: Postings
    base: int
    form: int | None
    drift: tuple[float, float]


class Joined:
    """The postings of one stem in at least one segment."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Read the numbers of the documents, ascending: of each part, and of all."""
        self.parts = parts
        self.documents_by_part = [_moved(part.postings.documents, part.base) for part in parts]
        self.documents = _one(self.documents_by_part)

    @kept
    def counts(self) -> Array:
        """How often the stem stands in the main field of each document."""
        return _one([part.postings.counts for part in self.parts])

    @kept
    def tailed(self) -> Ints:
        """The places among `documents` of those with occurrences in tail fields."""
        return _one(
            [_moved(part.postings.tailed, at) for part, at in zip(self.parts, self._offsets.tolist(), strict=True)]
        )

    @kept
    def tails(self) -> Array:
        """How often the stem stands in each tail field: a row for each of `tailed`, a column a field."""
        return _one([part.postings.tails for part in self.parts])

    @kept
    def impacts(self) -> Array:
        """The impact codes of the documents."""
        return _one([part.postings.impacts for part in self.parts])

    def with_impact(self, least: Callable[[Part], int]) -> Ints:
        """Return the places of the documents whose code is at least what `least` gives for their segment."""
        if len(self.parts) == 1:
            return (self.impacts >= least(self.parts[0])).nonzero()[0]
        offsets = self._offsets.tolist()
        pieces = [(part.postings.impacts >= least(part)).nonzero()[0] for part in self.parts]
        return np.concatenate([_moved(piece, at) for piece, at in zip(pieces, offsets, strict=True)])

    def by_impact(self, tables: Sequence[Array], at: Ints | None) -> Array:
        """Return what the tables of the parts give for the impact codes of the documents at some places, or of all."""
        if len(self.parts) == 1:
            return tables[0].take(self.impacts if at is None else self.impacts.take(at))
        each = zip(tables, self.parts, strict=True)
        every = np.concatenate([table.take(part.postings.impacts) for table, part in each])
        return every if at is None else every.take(at)

    def frequencies(self, places: Ints, scales: Scales) -> Floats:
        """Return what the occurrences at some places count for, those of the query's own word as more."""
        documents, total = self.documents.take(places), np.zeros(len(places))
        if len(self.parts) == 1:
            _add(self.parts[0], total, places, documents, scales)
            return total
        for part, here, own in self._by_part(places):
            some = np.zeros(len(here))
            _add(part, some, own, documents.take(here), scales)
            total[here] = some
        return total

    def columns(self, places: Ints) -> list[int]:
        """Return for each place the columns in which the stem stands: bits, the lowest for the main field."""
        if len(self.parts) == 1:
            return _columns(self.parts[0], places)
        found = np.zeros(len(places), np.int64)
        for part, here, own in self._by_part(places):
            found[here] = _columns(part, own)
        return found.tolist()

    @property
    def forms(self) -> tuple[bool, bool]:
        """Whether all occurrences are the query's own word, and whether any can be."""
        own = [part.form is not None for part in self.parts]
        return all(own) and not any(part.postings.several for part in self.parts), any(own)

    def _by_part(self, places: Ints) -> Iterator[tuple[Part, Ints, Ints]]:
        """Give each part that has some of the places: which of these, and where they are there."""
        part_of = self._offsets.searchsorted(places, side="right") - 1
        for number, part in enumerate(self.parts):
            if (here := (part_of == number).nonzero()[0]).size:
                yield part, here, places.take(here) - self._offsets[number]

    @kept
    def _offsets(self) -> Ints:
        return np.cumsum([0, *(len(part.postings.documents) for part in self.parts)])[:-1]


def _add(part: Part, total: Floats, places: Ints, documents: Ints, scales: Scales) -> None:
    """Add what the occurrences at some places of a part count for."""
    postings, form = part.postings, -1 if part.form is None else part.form
    if native.compiled:
        return postings.compiled.add(total, places, documents, scales.compiled, form, ranking.EXACT)
    main, *tails = scales.columns
    if main is not None:
        counts = postings.counts.take(places)
        total += factors(main, documents) * (counts + ranking.EXACT * _own(part, places, counts))
    rows, which = postings.tail_rows(places) if any(scale is not None for scale in tails) else (NONE, NONE)
    if rows.size:
        table = postings.tails_at(rows)
        table = table + ranking.EXACT * _own_tails(part, rows, table)
        for column, scale in enumerate(tails):
            if scale is not None:
                total[which] += factors(scale, documents.take(which)) * table[:, column]
    return None


def _own(part: Part, places: Ints, counts: Array) -> Array:
    """Return how often the query's own word stands in the main field at some places."""
    if part.form is None or not part.postings.several:
        return np.zeros_like(counts) if part.form is None else counts
    occurrences = stretches(part.postings.starts_at(places), counts.astype(np.int64))
    return sums(part.postings.forms.take(occurrences) == part.form, counts)


def _own_tails(part: Part, rows: Ints, tails: Array) -> Array:
    """Return how often the query's own word stands in each tail field of some of `tailed`."""
    if part.form is None or not part.postings.several:
        return np.zeros_like(tails) if part.form is None else tails
    occurrences = stretches(part.postings.tail_starts.take(rows), tails.sum(axis=1, dtype=np.int64))
    counts = tails.ravel().astype(np.int64)
    return sums(part.postings.tail_forms.take(occurrences) == part.form, counts).reshape(tails.shape)


def _columns(part: Part, places: Ints) -> list[int]:
    if native.compiled:
        return part.postings.compiled.columns(places)
    found = (part.postings.counts.take(places) > 0).astype(np.int64)
    rows, which = part.postings.tail_rows(places)
    tails = part.postings.tails_at(rows) > 0
    found[which] |= (tails << np.arange(1, tails.shape[1] + 1)).sum(axis=1)
    bits: list[int] = found.tolist()
    return bits


def _moved(numbers: Ints, by: int) -> Ints:
    return numbers + by if by else numbers


def _one(arrays: Sequence[Array]) -> Array:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
