"""The postings of one stem in all segments as one list: documents are numbered through, segment by segment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar.arrays import Array
from index.columnar.inverted import Postings
from index.columnar.kept import kept
from search.columnar.arrays import Ints, stretches, sums


@dataclass(frozen=True, slots=True)
class Part:
    """The postings of a stem in one segment, whose first document has the number `base`.

    `form` is the number of the query's own word among those of the stem there, None where it is not among them.
    """

    postings: Postings
    base: int
    form: int | None


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

    def tail(self, column: int) -> Array | None:
        """Return how often the stem stands in one tail field, for each of `tailed`; None for never."""
        if len(self.parts) == 1:
            return self.parts[0].postings.tail(column)
        pieces = [(part.postings.tail(column), len(part.postings.tailed)) for part in self.parts]
        if all(piece is None for piece, _ in pieces):
            return None
        return np.concatenate([np.zeros(size, np.float32) if piece is None else piece for piece, size in pieces])

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
    postings, tails = part.postings, part.postings.tails.take(rows, axis=0)
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
