"""Sets of documents as ascending arrays, and the choosing of the best of many: what the executor is made of."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrays import Array
from index.columnar.inverted import stretches as stretches

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

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
    if len(few) * _FAR >= len(many):
        return chosen(few, mask_of(many, size))
    return few.take(np.flatnonzero(found_in(few, many)[1]))


def union(sets: Sequence[Ints], size: int) -> Ints:
    """Return the documents in any of the sets."""
    if len(sets) == 1:
        return sets[0]
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
    if size is not None and len(few) > _FEW and len(few) * _FAR >= len(many):
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
    return np.partition(values, len(values) - k)[len(values) - k]


def about_kth(values: Array, k: int) -> Any:
    """Return at most the `k`-th largest of at least `k` values, and not much less: that of the largest of 16 each."""
    if len(values) > 64 * k:
        values = values[: len(values) // 16 * 16].reshape(16, -1).max(axis=0)
    return kth(values, k)


def sums(values: NDArray[np.generic], counts: Ints) -> Ints:
    """Return the sums of the first `counts[0]` values, of the next `counts[1]` and so on."""
    before = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=before[1:])
    ends = np.cumsum(counts)
    return before.take(ends) - before.take(ends - counts)


def best(k: int, keys: Sequence[NDArray[np.generic]]) -> Ints:
    """Return the places of the `k` smallest by several keys, the first counting most; in no order."""
    sure: list[Ints] = []
    places: Ints | None = None
    for key in keys:
        values = key if places is None else key.take(places)
        if len(values) <= k:
            break
        edge = np.partition(values, k - 1)[k - 1] if k else None
        if edge is None:
            return NONE
        below, equal = np.flatnonzero(values < edge), np.flatnonzero(values == edge)
        sure.append(below if places is None else places.take(below))
        places, k = (equal if places is None else places.take(equal)), k - len(below)
    if places is None:
        return np.arange(min(k, len(keys[0])))
    return np.concatenate([*sure, places[:k]])
