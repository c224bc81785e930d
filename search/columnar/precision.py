"""Which articles of a commit are dated by a month or a year only."""

import numpy as np

from index.columnar.arrays import Array, Ints
from index.columnar.kept import remembered
from index.columnar.segment import Segment
from search.columnar.counting import first_of_month
from search.columnar.snapshot import Snapshot
from search.timeline import DAY, precision

_SECONDS = 86_400


@remembered()
def vague(snapshot: Snapshot, finest: int) -> Ints:
    """Return the articles, ascending, whose date is less precise than `finest` (DAY or MONTH)."""
    parts = [np.flatnonzero(_precision(segment) > finest) + base for segment, base in snapshot.parts]
    return np.concatenate([np.zeros(0, np.int64), *parts])


@remembered()
def _precision(segment: Segment) -> Array:
    """Return how precise the date of each article of a segment is, DAY where there is none.

    The columns do not say: what is dated by less than a day stands at the first second of a month, so only the articles
    that do are looked at.
    """
    days, seconds = segment.number("day"), segment.number("seconds")
    found = np.full(len(days), DAY, np.int8)
    for number in np.flatnonzero((days > 0) & (seconds % _SECONDS == 0) & first_of_month(days)).tolist():
        found[number] = precision(segment.head(number).published or "")
    return found
