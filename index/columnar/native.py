"""The loops that are compiled, if a compiler was at hand when the package was installed; else NumPy does their work.

Whoever asks looks at `compiled` each time: the tests turn it off to compare both.
"""

import sys

import numpy as np

try:
    from index.columnar import _postings as postings
    from index.columnar import _sets as sets

    # They read arrays as the files have them, in little-endian order, and NumPy's indexes as 64 bits.
    compiled = sys.byteorder == "little" and np.dtype(np.intp).itemsize == 8
except (ImportError, TypeError, ValueError):  # none, or one that was compiled of other sources
    compiled = False

__all__ = ["compiled", "postings", "sets"]
