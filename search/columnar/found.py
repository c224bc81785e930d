"""What a leaf of a query finds, and the part of the combined frequency that it earns.

The frequency of a document (search.ranking) is the sum over fields of weight * (n + EXACT * e) / norm. How often a stem
occurs, n, lies ready in its postings; how often as the query's own word, e, must be counted occurrence by
occurrence. So e is left open until few documents are left: it is at least 0 and at most n.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Protocol

import numpy as np

from index.columnar.arrays import Array, Ints
from index.columnar.impacts import LOWER, UPPER
from index.columnar.kept import kept
from search import ranking
from search.columnar.arrays import NONE, Floats, about_kth, found_in, mask_of, placed_in, union
from search.columnar.joined import Joined
from search.columnar.joined import Part as JoinedPart
from search.columnar.snapshot import Scale

Group = tuple[str | None, Sequence[str]]  # the main field of inverted lists, and their tail fields
Score = Callable[[Array], Array]
Part = tuple[str, Ints, Array, Array]  # field, documents, how often in each, and how often exactly
_ALL_EXACT = 1 + ranking.EXACT


class Found(Protocol):
    """The documents, ascending, deleted ones included, in which a leaf matches."""

    @property
    def documents(self) -> Ints:
        """The numbers of the documents."""
        ...

    def exactly(self, at: Ints) -> Floats:
        """Return the frequencies of the documents at some places."""
        ...

    def bounds(self, at: Ints | None, score: Score) -> tuple[Array, Array]:
        """Return a lower and an upper bound of what `score`, which never falls, gives for the frequencies of the
        documents at some places, or of all; where both are the same array, they are the scores in 32 bits."""
        ...

    def likeliest(self, k: int) -> tuple[Ints, float]:
        """Return the places of `k` documents or more, and a frequency that no other document is above."""
        ...

    def reaching(self, frequency: float) -> Ints:
        """Return the places of all documents whose frequency can be as high as this."""
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
        self._least, self._most = _ALL_EXACT if always else 1.0, _ALL_EXACT if ever else 1.0

    @kept
    def documents(self) -> Ints:
        """See Found."""
        return self._joined.documents if self._picked is None else self._joined.documents.take(self._picked)

    def exactly(self, at: Ints) -> Floats:
        """See Found."""
        places = at if self._picked is None else self._picked.take(at)
        documents = self._joined.documents.take(places)
        found = np.zeros(len(places))
        if self._main is not None and self._asks(self._main):
            found += self._scale(self._main).take(documents) * self._counts(places)
        asked = [column for column, name in enumerate(self._tails) if self._asks(name)]
        rows, which = self._joined.tail_rows(places) if asked else (NONE, NONE)
        if rows.size:
            found[which] += self._of_tails(documents.take(which), self._tails_at(rows), asked)
        return found

    def bounds(self, at: Ints | None, score: Score) -> tuple[Array, Array]:
        """See Found."""
        if self._field is not None:
            scores = score(self.exactly(np.arange(len(self.documents)) if at is None else at)).astype(np.float32)
            return scores, scores
        lower = self._joined.by_impact(lambda part: score(self._lower(part)), at)
        return lower, self._joined.by_impact(lambda part: score(self._upper(part)), at)

    def likeliest(self, k: int) -> tuple[Ints, float]:
        """See Found."""
        if self._field is not None or k >= len(self.documents):
            return np.arange(len(self.documents)), 0.0
        least = about_kth(self._joined.impacts, k)
        others = max(float(self._upper(part)[least - 1]) for part in self._joined.parts) if least else 0.0
        return self._joined.with_impact(lambda part: least), others

    def reaching(self, frequency: float) -> Ints:
        """See Found."""
        return self._joined.with_impact(lambda part: int(self._upper(part).searchsorted(frequency)))

    def fields(self, documents: Ints) -> list[list[str]]:
        """See Found."""
        joined = self._joined
        places, there = found_in(documents, joined.documents)
        counts = (joined.counts.take(places, mode="clip") > 0) & there
        main = [self._main] if self._main is not None and self._asks(self._main) else []
        found = [main[:] if one else [] for one in counts.tolist()]
        own = there.nonzero()[0]
        rows, which = joined.tail_rows(places.take(own))
        for at, tails in zip(own.take(which).tolist(), joined.tails_at(rows).tolist(), strict=True):
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

    def _lower(self, part: JoinedPart) -> Array:
        return LOWER * np.float32(part.drift[0] * self._least)

    def _upper(self, part: JoinedPart) -> Array:
        return UPPER * np.float32(part.drift[1] * self._most)

    def _counts(self, places: Ints) -> Array:
        """Return how much the occurrences in the main field count, exact forms as more."""
        counts = self._joined.counts.take(places)
        if self._least == self._most:
            return np.asarray(counts * self._least)
        return np.asarray(counts + ranking.EXACT * self._joined.exact_counts(places))

    def _tails_at(self, rows: Ints) -> Array:
        """Return how much the occurrences in the tail fields count, exact forms as more."""
        tails = self._joined.tails_at(rows)
        if self._least == self._most:
            return tails * self._least
        return tails + ranking.EXACT * self._joined.exact_tails(rows)

    def _of_tails(self, documents: Ints, tails: Array, asked: Sequence[int]) -> Floats:
        found = np.zeros(len(documents))
        for column in asked:
            counts = tails[:, column]
            if counts.any():
                found += self._scale(self._tails[column]).take(documents) * counts
        return found


class FoundExactly:
    """Documents whose frequencies are worked out already, in `_base`."""

    documents: Ints
    _base: Floats

    def exactly(self, at: Ints) -> Floats:
        """See Found."""
        return self._base.take(at)

    def bounds(self, at: Ints | None, score: Score) -> tuple[Array, Array]:
        """See Found."""
        scores = score(self._base if at is None else self._base.take(at)).astype(np.float32)
        return scores, scores

    def likeliest(self, k: int) -> tuple[Ints, float]:
        """See Found."""
        if k >= len(self.documents):
            return np.arange(len(self.documents)), 0.0
        edge = about_kth(self._base, k)
        return (self._base >= edge).nonzero()[0], float(edge)

    def reaching(self, frequency: float) -> Ints:
        """See Found."""
        return (self._base >= frequency).nonzero()[0]


class FoundCounts(FoundExactly):
    """Documents with how often a leaf matches in them, counted to the end, field by field."""

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

    def fields(self, documents: Ints) -> list[list[str]]:
        """See Found."""
        return fields_among([(field, some) for field, some, _, _ in self._parts], documents)


class FoundSums(FoundExactly):
    """Documents with the sum of the frequencies of many words."""

    def __init__(self, parts: Sequence[tuple[str, Ints, Array]], size: int) -> None:
        """Add up.

        Args:
            parts: field, documents in any order, the frequency in each; a document may come again.
        """
        documents = np.concatenate([some for _, some, _ in parts])
        self.documents = mask_of(documents, size).nonzero()[0]
        places, _ = placed_in(documents, self.documents, size)
        frequencies = np.concatenate([found for _, _, found in parts])
        self._base: Floats = np.bincount(places, frequencies, len(self.documents)).astype(np.float64, copy=False)
        self._fields = [(field, places[first:last]) for field, first, last in _stretches_of(parts)]

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


class FoundElsewhere(FoundExactly):
    """Quotations whose article matches: that decides whether they are found, not how well."""

    def __init__(self, quotes: Ints, field: str) -> None:
        self.documents, self._field = quotes, field
        self._base = np.zeros(len(quotes))

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
