"""How old articles are, for the order that weighs their scores down by it."""

import numpy as np

from index.columnar.arrays import Array, Ints
from search.columnar.snapshot import Snapshot


def ages(snapshot: Snapshot, articles: Ints) -> Array:
    """Return how many days before the newest article each was published; the undated as the oldest one."""
    dated = snapshot.days[snapshot.alive & snapshot.dated]
    newest, oldest = (int(dated.max()), int(dated.min())) if dated.size else (0, 0)
    days = snapshot.days.take(articles)
    return newest - np.where(days > 0, days, oldest)
