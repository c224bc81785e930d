"""What a leaf of a query finds, and the part of the combined frequency that it earns.

The frequency of a document (search.ranking) is the sum over fields of weight * (n + EXACT * e) / norm. How often a stem
occurs, n, lies ready in its postings; how often as the query's own word, e, must be counted occurrence by
occurrence. So e is left open until few documents are left: it is at least 0 and at most n.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Protocol

import numpy as np

from index.columnar.arrays import Array
from index.columnar.kept import kept
from search import ranking
from search.columnar.arrays import Floats, Ints, found_in, mask_of, placed_in, union
from search.columnar.joined import Joined
from search.columnar.snapshot import Scale

Group = tuple[str | None, Sequence[str]]  # the main field of inverted lists, and their tail fields
Part = tuple[str, Ints, Array, Array]  # field, documents, how often in each, and how often exactly
_ALL_EXACT = 1 + ranking.EXACT


class Found(Protocol):
    """The documents, ascending, deleted ones included, in which a leaf matches."""

    low: float  # factors between which the frequency of a document is, times `base`
    high: float

    @property
    def documents(self) -> Ints:
        """The numbers of the documents."""
        ...

    def base(self, at: Ints) -> Floats:
        """Return the frequencies, without exact forms, of the documents at some places."""
        ...

    def rough(self, at: Ints | None) -> Array:
        """Return the same in 32 bits; of all documents without places."""
        ...

    def exactly(self, at: Ints, base: Floats) -> Floats:
        """Return the frequencies of the documents at some places, given those without exact forms."""
        ...

    def fields(self, documents: Ints) -> list[list[str]]:
        """Return the fields in which the leaf matches, for each of a few documents."""
        ...


class FoundStem:
    """Documents with a stem, in all fields of its group or in one."""

    def __init__(self, joined: Joined, scale: Scale, group: Group, field: str | None) -> None:
        self._joined, self._scale = joined, scale
        self._main, self._tails = group
        self._field = field
        always, ever = joined.forms
        self.low, self.high = _ALL_EXACT if always else 1.0, _ALL_EXACT if ever else 1.0

    @kept
    def documents(self) -> Ints:
        """See Found."""
        return self._joined.documents if self._picked is None else self._joined.documents.take(self._picked)

    def base(self, at: Ints) -> Floats:
        """See Found."""
        places = at if self._picked is None else self._picked.take(at)
        return self._frequencies(places, self._joined.counts.take(places), None)

    def exactly(self, at: Ints, base: Floats) -> Floats:
        """See Found."""
        if self.low == self.high:
            return base if self.low == 1.0 else base * self.low
        places = at if self._picked is None else self._picked.take(at)
        counts = self._joined.exact_counts(places) if self._asks(self._main) else None
        return base + self._frequencies(places, counts, self._joined.exact_tails) * ranking.EXACT

    def rough(self, at: Ints | None) -> Array:
        """See Found."""
        if self._picked is not None or at is not None:
            at = np.arange(len(self.documents)) if at is None else at
            return self.base(at).astype(np.float32)
        joined, factors = self._joined, self._scale.rough
        found: Array = np.zeros(len(joined.documents), np.float32)
        if self._main is not None:
            found = factors(self._main).take(joined.documents)
            found *= joined.counts
        if joined.tailed.size:
            documents = joined.documents.take(joined.tailed)
            for column, name in enumerate(self._tails):
                if (tail := joined.tail(column)) is not None:
                    tail *= factors(name).take(documents)
                    found[joined.tailed] += tail
        return found

    def fields(self, documents: Ints) -> list[list[str]]:
        """See Found."""
        joined = self._joined
        places, there = found_in(documents, joined.documents)
        counts = (joined.counts.take(places, mode="clip") > 0) & there
        main = [self._main] if self._main is not None and self._asks(self._main) else []
        found = [main[:] if one else [] for one in counts.tolist()]
        rows, tailed = found_in(places, joined.tailed)
        for at in (tailed & there).nonzero()[0].tolist():
            tails = joined.tails[rows[at]].tolist()
            found[at] += [name for name, count in zip(self._tails, tails, strict=True) if count and self._asks(name)]
        return found

    def _asks(self, field: str | None) -> bool:
        return field is not None and self._field in (None, field)

    @kept
    def _picked(self) -> Ints | None:
        """The places among the postings of those with the field that is asked for; None for all."""
        if self._field is None:
            return None
        if self._field == self._main:
            counts = self._joined.counts
            return None if counts.all() else np.flatnonzero(counts > 0)
        column = self._joined.tails[:, self._tails.index(self._field)]
        return self._joined.tailed.take(np.flatnonzero(column > 0))

    def _frequencies(self, places: Ints, counts: Array | None, exact_tails: Callable[[Ints], Array] | None) -> Floats:
        """Return the frequencies of the postings at some places, given how often they count in the main field; and in
        the tail fields for some rows of `tailed`, where not every occurrence does."""
        documents = self._joined.documents.take(places)
        found = np.zeros(len(documents))
        if self._main is not None and counts is not None and self._asks(self._main):
            found += self._scale(self._main).take(documents) * counts
        rows, which = placed_in(places, self._joined.tailed, None)
        if not rows.size:
            return found
        which = np.arange(len(places)) if which is None else which
        tails = exact_tails(rows) if exact_tails else self._joined.tails.take(rows, axis=0)
        documents = documents.take(which)
        for column, name in enumerate(self._tails):
            own = tails[:, column]
            if self._asks(name) and own.any():
                found[which] += self._scale(name).take(documents) * own
        return found


class FoundCounts:
    """Documents with how often a leaf matches in them, counted to the end, field by field."""

    low = high = 1.0

    def __init__(self, parts: Sequence[Part], scale: Scale, size: int) -> None:
        self._parts, self._scale, self._size = parts, scale, size

    @kept
    def documents(self) -> Ints:
        """See Found."""
        return union([documents for _, documents, _, _ in self._parts], self._size)

    @kept
    def _base(self) -> Floats:
        found = np.zeros(len(self.documents))
        for field, documents, counts, exact in self._parts:
            frequencies = (counts + ranking.EXACT * exact) * self._scale(field).take(documents)
            if len(documents) == len(found):
                found += frequencies
            else:
                found[np.searchsorted(self.documents, documents)] += frequencies
        return found

    def base(self, at: Ints) -> Floats:
        """See Found."""
        return self._base.take(at)

    def rough(self, at: Ints | None) -> Array:
        """See Found."""
        return (self._base if at is None else self._base.take(at)).astype(np.float32)

    def exactly(self, at: Ints, base: Floats) -> Floats:
        """See Found."""
        return base

    def fields(self, documents: Ints) -> list[list[str]]:
        """See Found."""
        return fields_among([(field, some) for field, some, _, _ in self._parts], documents)


class FoundSums:
    """Documents with the sum of the frequencies of many words."""

    low = high = 1.0

    def __init__(self, parts: Sequence[tuple[str, Ints, Array]], size: int) -> None:
        """Add up.

        Args:
            parts: field, documents in any order, the frequency in each; a document may come again.
        """
        documents = np.concatenate([some for _, some, _ in parts])
        self.documents = mask_of(documents, size).nonzero()[0]
        table = np.empty(size, np.int32)
        table[self.documents] = np.arange(len(self.documents), dtype=np.int32)
        places = table.take(documents)
        frequencies = np.concatenate([found for _, _, found in parts])
        self._base: Floats = np.bincount(places, frequencies, len(self.documents)).astype(np.float64, copy=False)
        self._fields = [(field, places[first:last]) for field, first, last in _stretches_of(parts)]

    def base(self, at: Ints) -> Floats:
        """See Found."""
        return self._base.take(at)

    def exactly(self, at: Ints, base: Floats) -> Floats:
        """See Found."""
        return base

    def rough(self, at: Ints | None) -> Array:
        """See Found."""
        return (self._base if at is None else self._base.take(at)).astype(np.float32)

    def fields(self, documents: Ints) -> list[list[str]]:
        """See Found."""
        places, there = found_in(documents, self.documents)
        found: list[list[str]] = [[] for _ in documents]
        for field in dict.fromkeys(name for name, _ in self._fields):
            having = np.zeros(len(self.documents), np.bool_)
            for name, some in self._fields:
                if name == field:
                    having[some] = True
            for at in (having.take(places, mode="clip") & there).nonzero()[0].tolist():
                found[at].append(field)
        return found


def _stretches_of(parts: Sequence[tuple[str, Ints, Array]]) -> list[tuple[str, int, int]]:
    """Return the field of each part, and where it begins and ends among all."""
    ends = list(accumulate(len(some) for _, some, _ in parts))
    return [(part[0], end - len(part[1]), end) for part, end in zip(parts, ends, strict=True)]


class FoundElsewhere:
    """Quotations whose article matches: that decides whether they are found, not how well."""

    low = high = 1.0

    def __init__(self, quotes: Ints, field: str) -> None:
        self.documents, self._field = quotes, field

    def base(self, at: Ints) -> Floats:
        """See Found."""
        return np.zeros(len(at))

    def rough(self, at: Ints | None) -> Array:
        """See Found."""
        return np.zeros(len(self.documents if at is None else at), np.float32)

    def exactly(self, at: Ints, base: Floats) -> Floats:
        """See Found."""
        return base

    def fields(self, documents: Ints) -> list[list[str]]:
        """See Found."""
        return fields_among([(self._field, self.documents)], documents)


def fields_among(parts: Sequence[tuple[str, Ints]], documents: Ints) -> list[list[str]]:
    """Return for each of a few documents the fields among whose documents, ascending, it is."""
    found: list[list[str]] = [[] for _ in documents]
    for field, some in parts:
        _, which = placed_in(documents, some, None)
        for at in range(len(documents)) if which is None else which.tolist():
            if field not in found[at]:
                found[at].append(field)
    return found
