"""Finds names with a nickname between marks or brackets: `Robert "Bob" Holm`, `Robert W. (Bob) Holm Jr.`."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from index.quotes.lexicon import GIVEN
from index.quotes.pairing import Paragraph

_LONGEST: Final = 24  # characters of a nickname, with its marks
_AROUND: Final = ((" (", ") "), (" ‘", "’ "))
_GIVEN_BEFORE: Final = re.compile(r"\b([A-Z][a-z]\w*)(?: [A-Z]\.)? \Z")
_SURNAME_BEHIND: Final = re.compile(r" ([A-Z][\w'’-]*\w)(?: (?:Jr\.|Sr\.|II|III|IV)(?!\w))?")
_FAR: Final = 40  # characters before it


def nicknamed(body: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int, str, str]]:
    """Give where such names begin and end, with the given name and the surname, in lower case."""
    for start, end in _asides(body, paragraphs):
        before = _GIVEN_BEFORE.search(body, max(0, start - _FAR), start)
        behind = _SURNAME_BEHIND.match(body, end)
        nickname = body[start + 1 : end - 1]
        if before is None or behind is None or not nickname.replace(" ", "").isalpha() or not nickname.istitle():
            continue
        if before[1].lower() in GIVEN:
            yield before.start(), behind.end(), before[1].lower(), behind[1].lower()


def _asides(body: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Give where marks or brackets stand that may hold a nickname: a capital follows."""
    for paragraph in paragraphs:
        for span in paragraph.spans:
            if span.right - span.left < _LONGEST and body[span.right : span.right + 2][1:].isupper():
                yield span.left, span.right
    for opening, closing in _AROUND:
        at = body.find(opening)
        while at >= 0:
            end = body.find(closing, at, at + _LONGEST)
            if end > 0 and body[end + 2 : end + 3].isupper():
                yield at + 1, end + 1
            at = body.find(opening, at + 1)
