"""What a leaf of a query finds, and the part of the combined frequency that it earns.

The frequency of a document (search.ranking) is the sum over fields of weight * (n + EXACT * e) / norm. How often a stem
occurs, n, lies ready in its postings; how often as the query's own word, e, must be counted occurrence by
occurrence. So e is left open until few documents are left: it is at least 0 and at most n.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np

from index.columnar.arrays import Array, Ints
from index.columnar.impacts import LOWER, UPPER
from index.columnar.kept import kept
from search import ranking
from search.columnar.arrays import Floats, about_kth, placed_in, union
from search.columnar.joined import Joined
from search.columnar.joined import Part as JoinedPart
from search.columnar.snapshot import Scale

Group = tuple[str | None, Sequence[str]]  # the main field of inverted lists, and their tail fields
Bounds = tuple[Array, Array]  # the lower and the upper, in 32 bits
Coded = tuple[Ints, Array, Array, Array]
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

    def bounds(self, at: Ints | None, idf: float) -> Bounds:
        """Return bounds of the scores of the documents at some places, or of all; the same array is the scores."""
        ...

    def coded(self, idf: float) -> list[Coded]:
        """Return where the bounds of all documents lie ready as impact codes; nothing where they do not.

        Stretches of the documents, the code of each, and the bounds that the codes stand for, as `bounds` gives them.
        """
        ...

    def likeliest(self, k: int) -> tuple[Ints, float]:
        """Return the places of `k` documents or more, and a frequency that no other document is above."""
        ...

    def reaching(self, frequency: float) -> Ints:
        """Return the places of all documents whose frequency can be as high as this."""
        ...

    def fields(self, documents: Ints) -> list[tuple[str, ...]]:
        """Return the fields in which the leaf matches, for each of a few documents."""
        ...


class FoundStem:
    """Documents with a stem, in all fields of its group or in one."""

    def __init__(self, joined: Joined, scale: Scale, group: Group, field: str | None) -> None:
        self._joined, self._scale = joined, scale
        self._main, self._tails = group
        self._names = (self._main, *self._tails)
        self._field = field

    @kept
    def documents(self) -> Ints:
        """See Found."""
        return self._joined.documents if self._picked is None else self._joined.documents.take(self._picked)

    def exactly(self, at: Ints) -> Floats:
        """See Found."""
        scales = self._scale.columns(self._names, self._field)
        return self._joined.frequencies(at if self._picked is None else self._picked.take(at), scales)

    def bounds(self, at: Ints | None, idf: float) -> Bounds:
        """See Found."""
        if self._field is not None:
            return _scores(self.exactly(np.arange(len(self.documents)) if at is None else at), idf)
        tables = [self._tables(part, idf) for part in self._joined.parts]
        lower, upper = ([one[side] for one in tables] for side in (0, 1))
        return self._joined.by_impact(lower, at), self._joined.by_impact(upper, at)

    def coded(self, idf: float) -> list[Coded]:
        """See Found."""
        if self._field is not None:
            return []
        parts = zip(self._joined.parts, self._joined.documents_by_part, strict=True)
        return [(documents, part.postings.impacts, *self._tables(part, idf)) for part, documents in parts]

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

    def fields(self, documents: Ints) -> list[tuple[str, ...]]:
        """See Found."""
        places, which = placed_in(documents, self._joined.documents, None)
        own = [named(self._names, self._field, columns) for columns in self._joined.columns(places)]
        if which is None:
            return own
        found: list[tuple[str, ...]] = [()] * len(documents)
        for at, names in zip(which.tolist(), own, strict=True):
            found[at] = names
        return found

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

    def _tables(self, part: JoinedPart, idf: float) -> Bounds:
        """Return the bounds of scores that impact codes stand for."""
        weight = np.float32(idf * (ranking.K1 + 1))
        least, most = self._exactness
        lower, upper = _saturations(part.drift[0] * least, part.drift[1] * most, ranking.K1)
        return weight * lower, weight * upper

    def _upper(self, part: JoinedPart) -> Array:
        return UPPER * np.float32(part.drift[1] * self._exactness[1])

    @kept
    def _exactness(self) -> tuple[float, float]:
        """What occurrences count for at least and at most beside those of another word of the stem."""
        always, ever = self._joined.forms
        return _ALL_EXACT if always else 1.0, _ALL_EXACT if ever else 1.0


class FoundExactly:
    """Documents whose frequencies are worked out already, in `_base`."""

    documents: Ints
    _base: Floats

    def exactly(self, at: Ints) -> Floats:
        """See Found."""
        return self._base.take(at)

    def bounds(self, at: Ints | None, idf: float) -> Bounds:
        """See Found."""
        return _scores(self._base if at is None else self._base.take(at), idf)

    def coded(self, idf: float) -> list[Coded]:
        """See Found."""
        return []

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
        self.parts, self._scale, self._size = parts, scale, size

    @kept
    def documents(self) -> Ints:
        """See Found."""
        return union([documents for _, documents, _, _ in self.parts], self._size)

    @kept
    def _base(self) -> Floats:
        found = np.zeros(len(self.documents))
        for field, documents, counts, exact in self.parts:
            frequencies = (counts + ranking.EXACT * exact) * self._scale.factors(field, documents)
            if len(documents) == len(found):
                found += frequencies
            else:
                found[np.searchsorted(self.documents, documents)] += frequencies
        return found

    def fields(self, documents: Ints) -> list[tuple[str, ...]]:
        """See Found."""
        return fields_among([(field, some) for field, some, _, _ in self.parts], documents)


class FoundSums(FoundExactly):
    """Documents with the sum of the frequencies of many words."""

    def __init__(self, documents: Ints, frequencies: Floats, columns: Array, names: Sequence[str | None]) -> None:
        """Keep the sums.

        Args:
            columns: the fields in which the words stand in each document, as bits; `names` tells the fields, the
                lowest bit's first.
        """
        self.documents, self._base, self._columns, self._names = documents, frequencies, columns, names

    def fields(self, documents: Ints) -> list[tuple[str, ...]]:
        """See Found."""
        found: list[tuple[str, ...]] = [()] * len(documents)
        places, which = placed_in(documents, self.documents, None)
        at = range(len(documents)) if which is None else which.tolist()
        for one, columns in zip(at, self._columns.take(places).tolist(), strict=True):
            found[one] = named(self._names, None, columns)
        return found


class FoundElsewhere(FoundExactly):
    """Quotations whose article matches: that decides whether they are found, not how well."""

    def __init__(self, quotes: Ints, field: str) -> None:
        self.documents, self._field = quotes, field
        self._base = np.zeros(len(quotes))

    def fields(self, documents: Ints) -> list[tuple[str, ...]]:
        """See Found."""
        return fields_among([(self._field, self.documents)], documents)


def fields_among(parts: Sequence[tuple[str, Ints]], documents: Ints) -> list[tuple[str, ...]]:
    """Return for each of a few documents the fields among whose documents, ascending, it is."""
    found: list[tuple[str, ...]] = [()] * len(documents)
    for field, some in parts:
        _, which = placed_in(documents, some, None)
        for at in range(len(documents)) if which is None else which.tolist():
            if field not in found[at]:
                found[at] += (field,)
    return found


@lru_cache(64)
def _saturations(least: float, most: float, k1: float) -> Bounds:
    """Return bounds of tf / (tf + k1) for the impact codes, given what their impacts are multiplied by.

    It is written so that an impact without end, the upper bound of the last code, gives 1.
    """
    low, high = LOWER * np.float32(least), UPPER * np.float32(most)
    return 1 - np.float32(k1) / (low + np.float32(k1)), 1 - np.float32(k1) / (high + np.float32(k1))


def _scores(frequencies: Floats, idf: float) -> Bounds:
    scores = (idf * ranking.saturated(frequencies)).astype(np.float32)
    return scores, scores


@lru_cache(1024)
def named(names: Sequence[str | None], only: str | None, columns: int) -> tuple[str, ...]:
    """Return the names of some columns (bits, the lowest for the first name), or only that one."""
    return tuple(name for at, name in enumerate(names) if name and columns >> at & 1 and only in (None, name))
