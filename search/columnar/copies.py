"""Articles with the same text."""

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from index.columnar.arrays import Array, Ints, Mask
from index.columnar.kept import kept


class Copies:
    """Which articles have the text of which others, given a hash of each one's text."""

    def __init__(
        self, hashes: Array, sorted_hashes: Sequence[Array], alive: Mask, ids: Callable[[Ints], list[str]]
    ) -> None:
        """Take them.

        Args:
            sorted_hashes: those of each segment, ascending.
            ids: gives the ids of articles.
        """
        self._hashes, self._sorted, self._alive, self._ids = hashes, sorted_hashes, alive, ids

    def counts(self, documents: Ints) -> list[int]:
        """Return how many articles have the text of each of a few."""
        hashes = self._hashes.take(documents)
        counts = reduce(np.add, [_times(one, hashes) for one in self._sorted])
        if self._dead.size:
            counts = counts - _times(self._dead, hashes)
        found: list[int] = counts.tolist()
        return found

    @kept
    def _dead(self) -> Array:
        """The hashes of deleted articles, ascending."""
        return np.sort(self._hashes[~self._alive])

    @kept
    def groups(self) -> Ints | None:
        """The number of each article's group of copies, -1 where it has none; None where no article has one."""
        distinct, _ = self._copied
        if not distinct.size:
            return None
        places = distinct.searchsorted(self._hashes)
        return np.where(self._alive & (distinct.take(places, mode="clip") == self._hashes), places, -1)

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
    def _copied(self) -> tuple[Array, Array]:
        """The hashes that several articles have, ascending, and how many have each."""
        ordered = np.sort(self._hashes if self._alive.all() else self._hashes[self._alive])
        first = np.ones(len(ordered), np.bool_)
        first[1:] = ordered[1:] != ordered[:-1]
        starts = first.nonzero()[0]
        times = np.diff(starts, append=len(ordered))
        several = (times > 1).nonzero()[0]
        return ordered.take(starts.take(several)), times.take(several)


def _times(ascending: Array, wanted: Array) -> Ints:
    """Return how often each of some numbers stands among others."""
    return ascending.searchsorted(wanted, "right") - ascending.searchsorted(wanted)
