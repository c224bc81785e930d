"""The postings of one stem in all segments as one list: documents are numbered through, segment by segment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar.arrays import Array, Ints
from index.columnar.inverted import Postings, stretches
from index.columnar.kept import kept
from search.columnar.arrays import placed_in, sums


@dataclass(frozen=True, slots=True)
class Part:
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
        self.parts = parts

    @kept
    def documents(self) -> Ints:
        """The numbers of the documents, ascending."""
        return _one([_moved(part.postings.documents, part.base) for part in self.parts])

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

    def by_impact(self, table: Callable[[Part], Array], at: Ints | None) -> Array:
        """Return what tables give for the impact codes of the documents at some places, or of all."""
        if len(self.parts) == 1:
            return table(self.parts[0]).take(self.impacts if at is None else self.impacts.take(at))
        every = np.concatenate([table(part).take(part.postings.impacts) for part in self.parts])
        return every if at is None else every.take(at)

    def tail_rows(self, places: Ints) -> tuple[Ints, Ints]:
        """Return the rows of `tails` of the documents at some places, and which of these have one."""
        if len(self.parts) == 1 and "tailed" not in self.__dict__:
            return self.parts[0].postings.tail_rows(places)
        rows, which = placed_in(places, self.tailed, None)
        return rows, np.arange(len(places)) if which is None else which

    def tails_at(self, rows: Ints) -> Array:
        """Return some rows of `tails`."""
        if len(self.parts) == 1:
            return self.parts[0].postings.tails_at(rows)
        found: Array = self.tails.take(rows, axis=0)
        return found

    @property
    def forms(self) -> tuple[bool, bool]:
        """Whether all occurrences are the query's own word, and whether any can be."""
        own = [part.form is not None for part in self.parts]
        return all(own) and not any(part.postings.several for part in self.parts), any(own)

    def exact_counts(self, places: Ints) -> Ints:
        """Return how often the query's own word stands in the main field of the documents at some places."""
        if len(self.parts) == 1:
            return _exact(self.parts[0], places)
        counts = np.zeros(len(places), np.int64)
        part_of = self._offsets.searchsorted(places, side="right") - 1
        for number, part in enumerate(self.parts):
            if (here := (part_of == number).nonzero()[0]).size:
                counts[here] = _exact(part, places.take(here) - self._offsets[number])
        return counts

    def exact_tails(self, rows: Ints) -> Array:
        """Return how often the query's own word stands in each tail field of some of `tailed`: as `tails`."""
        if len(self.parts) == 1:
            return _exact_tails(self.parts[0], rows)
        tails = self.tails.take(rows, axis=0)
        part_of = self._tail_offsets.searchsorted(rows, side="right") - 1
        for number, part in enumerate(self.parts):
            if (here := (part_of == number).nonzero()[0]).size:
                tails[here] = _exact_tails(part, rows.take(here) - self._tail_offsets[number])
        return tails

    @kept
    def _offsets(self) -> Ints:
        return np.cumsum([0, *(len(part.postings.documents) for part in self.parts)])[:-1]

    @kept
    def _tail_offsets(self) -> Ints:
        return np.cumsum([0, *(len(part.postings.tailed) for part in self.parts)])[:-1]


def _exact(part: Part, places: Ints) -> Ints:
    postings = part.postings
    if part.form is None:
        return np.zeros(len(places), np.int64)
    counts = postings.counts.take(places).astype(np.int64)
    if not postings.several:
        return counts
    occurrences = stretches(postings.starts_at(places), counts)
    return sums(postings.forms.take(occurrences) == part.form, counts)


def _exact_tails(part: Part, rows: Ints) -> Array:
    postings, tails = part.postings, part.postings.tails_at(rows)
    if part.form is None:
        return np.zeros_like(tails)
    if not postings.several:
        return tails
    counts = tails.ravel().astype(np.int64)
    occurrences = stretches(postings.tail_starts.take(rows), tails.sum(axis=1, dtype=np.int64))
    return sums(postings.tail_forms.take(occurrences) == part.form, counts).reshape(tails.shape)


def _moved(numbers: Ints, by: int) -> Ints:
    return numbers + by if by else numbers


def _one(arrays: Sequence[Array]) -> Array:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
