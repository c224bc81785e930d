"""Tags and speakers that begin as typed."""

from bisect import bisect_left
from functools import lru_cache
from itertools import takewhile
from operator import itemgetter

import numpy as np

from index.analysis import fold
from search.columnar.snapshot import Snapshot
from search.results import Completion


def completions(snapshot: Snapshot, prefix: str) -> list[Completion]:
    """Return the tags and speakers that begin as typed, the most frequent first."""
    wanted, sorted_ones = fold(prefix), _all(snapshot)
    first = bisect_left(sorted_ones, wanted, key=itemgetter(0))
    found = takewhile(lambda entry: entry[0].startswith(wanted), sorted_ones[first:])
    return sorted((one for _, one in found), key=lambda one: (-one.count, one.kind, one.text))


@lru_cache(2)  # of the commits that are open: the last and perhaps the one before
def _all(snapshot: Snapshot) -> list[tuple[str, Completion]]:
    """Return all tags and speakers by their folded labels."""
    found: list[tuple[str, Completion]] = []
    for facet in ("tag", "speaker"):
        column = snapshot.values(facet)
        counts = column.counts(np.flatnonzero(snapshot.alive)).tolist()
        labels = ((column.labels.get(key, key), count) for key, count in zip(column.keys, counts, strict=True) if count)
        found += [(fold(label), Completion(facet, label, count)) for label, count in labels]
    return sorted(found, key=itemgetter(0))
