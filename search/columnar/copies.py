"""Articles with the same text."""

from collections.abc import Callable

import numpy as np

from index.columnar.arrays import Array
from index.columnar.kept import kept
from search.columnar.arrays import Ints, Mask


class Copies:
    """Which articles have the text of which others, given a hash of each one's text."""

    def __init__(self, hashes: Array, alive: Mask, ids: Callable[[Ints], list[str]]) -> None:
        self._hashes, self._alive, self._ids = hashes, alive, ids

    def counts(self, documents: Ints) -> list[int]:
        """Return how many articles have the text of each of a few."""
        hashes = self._hashes.take(documents)
        first, last = (np.searchsorted(self._sorted, hashes, side=side) for side in ("left", "right"))
        counts: list[int] = (last - first).tolist()
        return counts

    @kept
    def groups(self) -> Ints | None:
        """The number of each article's group of copies, -1 where it has none; None where no article has one."""
        distinct, times = np.unique(self._sorted, return_counts=True)
        copied = distinct[times > 1]
        if not copied.size:
            return None
        there = self._alive & np.isin(self._hashes, copied)
        return np.where(there, np.searchsorted(copied, self._hashes), -1)

    @kept
    def id_ranks(self) -> Ints:
        """The place of each copy's id among those of all copies."""
        ranks = np.zeros(len(self._hashes), np.int64)
        if self.groups is not None:
            documents = np.flatnonzero(self.groups >= 0)
            ids = self._ids(documents)
            ranks[documents[sorted(range(len(ids)), key=ids.__getitem__)]] = np.arange(len(ids))
        return ranks

    @kept
    def _sorted(self) -> Array:
        return np.sort(self._hashes if self._alive.all() else self._hashes[self._alive])
