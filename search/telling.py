"""Which stems may tell what a text is about: no function words, no numbers, and none that too many articles have."""

from index.analysis import stem
from search.function_words import FUNCTION_WORDS

FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))
_FEW = 10  # articles, which are never too many


def may_tell(one: str) -> bool:
    """Tell whether a stem is that of a word with a meaning of its own."""
    return one not in FUNCTION_STEMS and not one.isdecimal()


def most_common(documents: int, share: float) -> float:
    """Return in how many of `documents` articles a stem is at most that tells something."""
    return max(_FEW, share * documents)
