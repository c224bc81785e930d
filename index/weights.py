"""What one occurrence of a word counts for: the part of the ranking (search.ranking) that the index keeps bounds of.

With other numbers here the bounds in an index that was made before are wrong: SCHEMA_VERSION of index.fields goes up.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

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


class Words(NamedTuple):
    """The words of a field in some documents, and how many of these have it."""

    words: int
    having: int

    @classmethod
    def of(cls, lengths: NDArray[Any]) -> "Words":
        """Return them, given the length of the field in each document."""
        return cls(int(lengths.sum()), int(np.count_nonzero(lengths)))

    @classmethod
    def sum(cls, many: "Iterable[Words]") -> "Words":
        """Return those of several sets of documents together."""
        words, having = zip((0, 0), *many, strict=True)
        return cls(sum(words), sum(having))

    def without(self, some: "Words") -> "Words":
        """Return those of the other documents."""
        return Words(self.words - some.words, self.having - some.having)

    @property
    def average(self) -> float:
        """The mean length of the field over the documents that have it."""
        return self.words / self.having if self.having else 1.0
