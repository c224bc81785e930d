"""Which values are unusually common among hits: the log-likelihood ratio of Ted Dunning, Accurate Methods for the
Statistics of Surprise and Coincidence (Computational Linguistics 19, 1993).

The hits are compared with the rest of the archive: how often each of the two has a value, against how often both would
if it were as frequent in the one as in the other. Unlike a ratio of shares it does not put what is rare first.
"""

import numpy as np

from index.columnar.arrays import Array, Ints, Mask

LEAST_HITS = 3  # fewer hits with a value tell nothing of it
LEAST = 10.83  # by chance alone one value in a thousand reaches it (chi-squared, one degree of freedom)
_DIGITS = 4  # sums in another order may differ in the last bits, which must not decide an order


def significance(counts: Ints, archive: Ints, hits: int, documents: int) -> Array:
    """Return the log-likelihood ratio of each value, 0 where it is not more frequent among the hits than elsewhere.

    Args:
        counts: the hits that have each value.
        archive: the documents of the archive, hits included, that have each value.
        hits: the number of hits.
        documents: the number of documents of the archive.
    """
    rest = documents - hits
    cells = np.array([counts, hits - counts, archive - counts, rest - (archive - counts)], np.float64)
    rows, columns = np.array([hits, hits, rest, rest], np.float64), np.array([archive, documents - archive])
    expected = rows[:, None] * columns[[0, 1, 0, 1]] / max(1, documents)
    safe = np.where((cells > 0) & (expected > 0), cells / np.where(expected > 0, expected, 1), 1)
    ratio = 2 * (cells * np.log(safe)).sum(axis=0)
    return np.where(counts * rest > (archive - counts) * hits, ratio, 0).round(_DIGITS)


def unusual(counts: Ints, ratios: Array) -> Mask:
    """Return which values are unusually common."""
    found: Mask = (counts >= LEAST_HITS) & (ratios >= LEAST)
    return found
