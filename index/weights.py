"""What one occurrence of a word counts for: the part of the ranking (search.ranking) that the index keeps bounds of.

With other numbers here the bounds in an index that was made before are wrong: SCHEMA_VERSION of index.fields goes up.
"""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

# One article's number, or those of many at once: the arithmetic is the same.
Number = TypeVar("Number", float, NDArray[Any])

WEIGHT = {"title": 3.0, "body": 1.0, "tag": 2.0, "quote": 1.0, "speaker": 1.0, "source": 1.0, "byline": 1.0}
# Title, tags and names are short by nature: their length says little about what the article is about.
B = {"title": 0.3, "body": 0.75, "tag": 0.3, "quote": 0.75, "speaker": 0.3, "source": 0.3, "byline": 0.3}


def factor(field: str, length: Number, average: float) -> Number:
    """Return what an occurrence in a field counts for: the field's weight over the norm of its length."""
    return WEIGHT[field] / (1 - B[field] + B[field] * length / average)


def average(lengths: NDArray[Any]) -> float:
    """Return the mean length of a field, in words, over the documents that have it."""
    having = int(np.count_nonzero(lengths))
    return int(lengths.sum()) / having if having else 1.0
