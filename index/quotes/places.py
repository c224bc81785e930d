"""Finds where a text stands in an article.

Only its first characters are read: an article has some thousands, and of a book a search for each name would be
quadratic.
"""

from collections.abc import Iterator
from typing import Final

_READ: Final = 50_000  # characters


def places(body: str, text: str) -> Iterator[int]:
    """Give where a text stands."""
    at = body.find(text, 0, _READ)
    while at >= 0:
        yield at
        at = body.find(text, at + 1, _READ)


def word_places(body: str, word: str) -> Iterator[int]:
    """Give where a text stands as a word of its own."""
    for at in places(body, word):
        end = at + len(word)
        if not (body[at - 1 : at].isalnum() or body[end : end + 1].isalnum()):
            yield at


def holds(body: str, text: str) -> bool:
    """True where the text stands anywhere."""
    return body.find(text, 0, _READ) >= 0
