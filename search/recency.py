"""How old articles are, for the order that weighs their scores down by it; the same in every engine.

Ages count back from the newest article that is not dated after the day of its commit: one that is misdated to come must
not make all others equally old. What is dated later has the age 0, what is undated that of the oldest.
"""

from typing import NamedTuple

import numpy as np

from index.columnar.arrays import Array, Ints


class Ages(NamedTuple):
    """The days that ages count from, and that of what is undated; 0 and 0 where nothing is dated."""

    newest: int
    oldest: int

    @classmethod
    def among(cls, days: Array, commit: int) -> "Ages":
        """Return those of an archive.

        Args:
            days: when its articles were published (1 = 1 January of year 1), 0 where that is not known.
            commit: the day of the commit.
        """
        dated = days[days > 0]
        past = dated[dated <= commit]
        newest = past if past.size else dated
        return cls(int(newest.max(initial=0)), int(dated.min()) if dated.size else 0)

    def of(self, days: Array) -> Ints:
        """Return the ages in days of articles that were published on some days."""
        return np.maximum(self.newest - np.where(days > 0, days, self.oldest).astype(np.int64), 0)
