"""The columns of numbers of articles and of quotations: which there are, and how one is read."""

import numpy as np

from index.columnar.arrays import Array, Arrays
from index.fields import TEXTS
from index.sketch import WORDS

# `day` and `seconds` are those of `index.dates`, 0 where there is no date; `image` is 1 where there is one; `digest`,
# `copy` and `quote.said` are 64-bit hashes.
SKETCH = tuple(f"sketch.{at}" for at in range(WORDS))  # index.sketch
NUMBERS = ("day", "seconds", "image", "digest", "copy", *SKETCH, *(f"words.{name}" for name in TEXTS))
HASHES = {  # kept as wide as they are
    **dict.fromkeys(("digest", "copy", "quote.said"), np.uint64),
    **dict.fromkeys(SKETCH, np.uint32),
}
QUOTE_NUMBERS = ("quote.article", "quote.start", "quote.words", "quote.confidence", "quote.said")


def number_column(arrays: Arrays, name: str) -> Array:
    """Return a column of numbers, which is kept by whoever asks."""
    found = arrays.once(name)
    return found if name in HASHES else found.astype(np.int64, copy=False)
