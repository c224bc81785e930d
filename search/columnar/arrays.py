"""Sets of documents as ascending arrays, and the choosing of the best of many: what the executor is made of."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar import native
from index.columnar.arrays import Array, Ints, Mask, starts_of
from index.columnar.breaks import PLACE as PLACE
from index.columnar.kept import kept

Floats = NDArray[np.float64]

Factors = tuple[Array, Floats]  # the length of each document, and what an occurrence counts for by length

NONE: Ints = np.zeros(0, np.int64)
_FEW = 64
_FAR = 16  # times as many documents in one set as in the other: then looking the few up is cheaper than a mask


def mask_of(documents: Ints, size: int) -> Mask:
    """Return a mask over `size` documents."""
    mask = np.zeros(size, np.bool_)
    mask[documents] = True
    return mask


def chosen(documents: Ints, mask: Mask) -> Ints:
    """Return those of the documents that a mask has."""
    return documents.take(mask.take(documents).nonzero()[0])


def intersection(one: Ints, other: Ints, size: int) -> Ints:
    """Return the documents in both sets."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if native.compiled:
        return native.sets.intersection(few, many, size)
    if len(few) * _FAR >= len(many):
        return chosen(few, mask_of(many, size))
    return few.take(np.flatnonzero(found_in(few, many)[1]))


def meeting(sets: Sequence[Ints], size: int) -> tuple[Ints, list[Ints]]:
    """Return the documents in all of some sets, and where they stand in each of these."""
    first, *rest = sorted(range(len(sets)), key=lambda at: len(sets[at]))
    places: dict[int, Ints] = {}
    documents, own = sets[first], None  # where they stand in the first set; None: where they stand among themselves
    for at in rest:
        there, which = placed_in(documents, sets[at], size)
        if which is not None:
            documents, places = documents.take(which), {one: known.take(which) for one, known in places.items()}
            own = which if own is None else own.take(which)
        places[at] = there
    places[first] = np.arange(len(documents)) if own is None else own
    return documents, [places[at] for at in range(len(sets))]


def union(sets: Sequence[Ints], size: int) -> Ints:
    """Return the documents in any of the sets."""
    if len(sets) == 1:
        return sets[0]
    if native.compiled:
        return native.sets.union(sets, size)
    if sum(map(len, sets)) * _FAR < size:
        return distinct(np.concatenate([NONE, *sets]))
    mask = np.zeros(size, np.bool_)
    for documents in sets:
        mask[documents] = True
    return mask.nonzero()[0]


def distinct(numbers: Ints) -> Ints:
    """Return numbers ascending, each once: numpy.unique hashes them since 2.3, at three times the cost."""
    ordered = np.sort(numbers)
    return ordered.take(np.flatnonzero(np.diff(ordered, prepend=-1)))


def difference(one: Ints, other: Ints, size: int) -> Ints:
    """Return the documents of the first set that are not in the other."""
    if native.compiled:
        return native.sets.difference(one, other, size)
    if len(one) * _FAR < len(other):
        return one.take(np.flatnonzero(~found_in(one, other)[1]))
    return chosen(one, ~mask_of(other, size))


def found_in(few: Ints, many: Ints) -> tuple[Ints, Mask]:
    """Return where each of the few stands among the many, and whether it does."""
    places = many.searchsorted(few)
    if not many.size:
        return places, np.zeros(len(few), np.bool_)
    return places, many.take(places, mode="clip") == few


def placed_in(few: Ints, many: Ints, size: int | None) -> tuple[Ints, Ints | None]:
    """Return where those of the few that are among the many stand there, and which of the few these are (None: all).

    With the size of the archive, a table of it is made where the few are many.
    """
    if native.compiled:
        return native.sets.placed(few, many, -1 if size is None else size)
    if size is not None and many.size and len(few) > _FEW and len(few) * _FAR >= len(many):
        table = np.empty(size, np.int32)  # what is not written here is found wrong below
        table[many] = np.arange(len(many), dtype=np.int32)
        places = table.take(few).astype(np.int64)
        there = many.take(places, mode="clip") == few
    else:
        places, there = found_in(few, many)
    if there.all():
        return places, None
    which = there.nonzero()[0]
    return places.take(which), which


def kth(values: Array, k: int) -> Any:
    """Return the `k`-th largest of at least `k` values."""
    return kth_least(values, len(values) - k + 1)


def kth_least(values: Array, k: int) -> Any:
    """Return the `k`-th least of at least `k` values, as numpy.partition in half its time where they are few."""
    ordered = values.copy()
    ordered.partition(k - 1)
    return ordered[k - 1]


def about_kth(values: Array, k: int) -> Any:
    """Return at most the `k`-th largest of at least `k` values, and not much less: that of the largest of 16 each."""
    if len(values) > 64 * k:
        values = values[: len(values) // 16 * 16].reshape(16, -1).max(axis=0)
    return kth(values, k)


class Scales:
    """What an occurrence in each of some columns counts for, by document; None for a column that does not count."""

    def __init__(self, columns: Sequence[Factors | None]) -> None:
        self.columns = columns

    @kept
    def compiled(self) -> "native.postings.Scales":
        """The same for compiled loops."""
        return native.postings.Scales(self.columns)


def factors(found: Factors, documents: Ints) -> Floats:
    """Return what an occurrence in each of some documents counts for."""
    lengths, table = found
    return table.take(lengths.take(documents))


def sums(values: Array, counts: Array) -> Ints:
    """Return the sums of the first `counts[0]` values, of the next `counts[1]` and so on."""
    return np.diff(starts_of(values).take(starts_of(counts)))


def top(values: Array, k: int) -> Ints:
    """Return the places of the `k` largest values in their order, those that are equal as they stand."""
    places = np.flatnonzero(values >= kth(values, k)) if 0 < k < len(values) else np.arange(len(values))
    return places.take(np.argsort(-values.take(places), kind="stable")[:k])


def tally(rows: Ints, values: Array) -> Ints:
    """Return how many of some rows have each value, from 0 to the greatest."""
    if native.compiled and rows.size:
        return native.sets.tally(rows, values)
    return np.bincount(values.take(rows))


def least_and_greatest(rows: Ints, values: Array) -> tuple[int, int]:
    """Return the least and the greatest of the values of some rows that are above 0; 0 and 0 where there is none."""
    if native.compiled and rows.size:
        return native.sets.least_and_greatest(rows, values)
    own = values.take(rows)
    own = own[own > 0]
    return (int(own.min()), int(own.max())) if own.size else (0, 0)
