"""Some articles of a commit, searched as the whole is."""

from collections.abc import Collection, Iterator

import numpy as np

from search.columnar.snapshot import Snapshot
from search.same import Same


class Restricted(Snapshot):
    """A commit of which only some articles are there; which names mean one is as in the whole of it."""

    def __init__(self, whole: Snapshot, ids: Collection[str]) -> None:
        """Begin; ids that the commit does not have make no difference."""
        alive = np.zeros(whole.size, np.bool_)
        alive[[number for one in ids if (number := whole.find(one)) is not None]] = True
        each = [alive[base : base + segment.size] for segment, base in whole.parts]
        kept = whole.carried, whole.links, whole.aliases, whole.day
        super().__init__(whole.segments, each, whole.revision, whole.commit, *kept)
        self._whole = whole

    def same(self, facet: str) -> Same:
        """See Snapshot.same."""
        return self._whole.same(facet)


def ids(snapshot: Snapshot) -> Iterator[str]:
    """Yield the ids of all articles, sorted within each segment."""
    for segment, base in snapshot.parts:
        alive = snapshot.alive.take(segment.by_rank + base).tolist()
        for there, name in zip(alive, segment.ids.words(0, segment.size), strict=True):
            if there:
                yield name.decode()
