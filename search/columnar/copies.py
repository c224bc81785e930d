"""Articles with the same text, or nearly the same."""

from collections.abc import Callable, Sequence

import numpy as np

from index.columnar.arrays import Array, Ints, Mask
from index.columnar.kept import kept, remembered
from index.sketch import Hashes, components

_FEW = 64  # texts that are looked up one by one
_KINS = 10_000  # articles of which is kept how many have nearly the same text


class Copies:
    """Which articles have the text of which others, given a hash of each one's text."""

    def __init__(
        self,
        hashes: Array,
        sorted_hashes: Sequence[Array],
        alive: Mask,
        links: Sequence[Hashes],
        ids: Callable[[Ints], list[str]],
    ) -> None:
        """Take them.

        Args:
            sorted_hashes: those of each segment, ascending.
            links: pairs of hashes of texts that are nearly the same, in both directions, in lists of which each is
                ascending; some may be of articles that are deleted.
            ids: gives the ids of articles.
        """
        self._hashes, self._sorted, self._alive, self._links, self._ids = hashes, sorted_hashes, alive, links, ids
        self._known: dict[int, int] = {}

    def counts(self, documents: Ints) -> list[int]:
        """Return how many articles have the text of each of a few, or nearly that."""
        known, numbers = self._known, documents.tolist()
        if new := [number for number in numbers if number not in known]:
            if len(known) >= _KINS:  # another thread may be reading what it has in hand
                known = self._known = {}
                new = numbers
            known.update(zip(new, self._counted(np.array(new, np.int64)), strict=True))
        return [known[number] for number in numbers]

    def others(self, document: int) -> Ints:
        """Return the other articles that have the text of one, or nearly that, by their ids."""
        group = -1 if self.groups is None else int(self.groups[document])
        if self.groups is None or group < 0:
            return np.zeros(0, np.int64)
        found: Ints = np.flatnonzero(self.groups == group)
        found = found[found != document]
        order = np.argsort(self.id_ranks.take(found))
        return found[order]

    def _counted(self, documents: Ints) -> list[int]:
        hashes = self._hashes.take(documents)
        counts: list[int] = self._times(hashes).tolist()
        for firsts, _ in self._sides:
            for at in _times(firsts, hashes).nonzero()[0].tolist():
                counts[at] = self._kin(int(hashes[at]))
        return counts

    @remembered(_KINS)
    def _kin(self, key: int) -> int:
        """Return how many articles have a text, or one that it is linked with, directly or through others."""
        found, waiting, count = {key}, [key], 0
        while waiting:
            if len(found) > _FEW:
                return self._of_many(key)
            one = waiting.pop()
            times = int(self._times(np.array([one], np.uint64))[0])
            fresh = self._near(one) - found if times else set()
            found |= fresh
            waiting += fresh
            count += times
        return count

    def _of_many(self, key: int) -> int:
        """As `_kin`, of a text that is linked with many: they are all counted at once."""
        keys, first = self._linked
        at = int(keys.searchsorted(np.uint64(key)))
        there = at < len(keys) and int(keys[at]) == key  # not where no article of all the others is left
        kin = keys[first == first[at]] if there else np.array([key], np.uint64)
        return int(self._times(kin).sum())

    def _near(self, key: int) -> set[int]:
        found = set()
        for firsts, seconds in self._sides:
            first, last = (int(firsts.searchsorted(np.uint64(key), side)) for side in ("left", "right"))
            found.update(seconds[first:last].tolist())
        return found

    @kept
    def _sides(self) -> list[tuple[Array, Array]]:
        """The first and the second of each pair, side by side: a column of a table is copied when it is searched."""
        return [(np.ascontiguousarray(pairs[:, 0]), pairs[:, 1]) for pairs in self._links]

    @kept
    def groups(self) -> Ints | None:
        """The number of each article's group of copies, -1 where it has none; None where no article has one."""
        keys = self._keys
        ordered = np.sort(keys if self._alive.all() else keys[self._alive])
        again = ordered[1:][ordered[1:] == ordered[:-1]]
        if not again.size:
            return None
        places = again.searchsorted(keys)
        return np.where(self._alive & (again.take(places, mode="clip") == keys), places, -1)

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
    def _keys(self) -> Array:
        """The hash of each article's text; of all texts that are nearly the same, that of one of them."""
        keys, first = self._linked
        if not keys.size:
            return self._hashes
        places = keys.searchsorted(self._hashes)
        there = keys.take(places, mode="clip") == self._hashes
        return np.where(there, keys.take(first.take(places, mode="clip")), self._hashes)

    @kept
    def _linked(self) -> tuple[Hashes, Ints]:
        """The hashes of texts that are nearly the same as others, and of each the place of one of all of its kind."""
        pairs = np.concatenate([np.zeros((0, 2), np.uint64), *self._links])
        there = self._times(pairs.ravel()) > 0  # of others no article is left
        return components(pairs[there.reshape(-1, 2).all(axis=1)])

    def _times(self, wanted: Array) -> Ints:
        """Return how many articles have each of some hashes."""
        counts = sum((_times(one, wanted) for one in self._sorted), np.zeros(len(wanted), np.int64))
        return counts - _times(self._dead, wanted) if self._dead.size else counts

    @kept
    def _dead(self) -> Array:
        """The hashes of deleted articles, ascending."""
        return np.sort(self._hashes[~self._alive])


def _times(ascending: Array, wanted: Array) -> Ints:
    """Return how often each of some numbers stands among others."""
    return ascending.searchsorted(wanted, "right") - ascending.searchsorted(wanted)
