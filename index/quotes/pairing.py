"""Finds the quotations of a text by pairing its marks, one paragraph at a time."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Final

from msgspec import Struct

from index.quotes.marks import Span, single_spans

_BREAK: Final = re.compile(r"\n[ \t\r\f\v]*\n")
# Of three apostrophes the outer mark is the first two where they open, the last two where they close.
# One literal at the head of each branch, and what is before it looked at behind it: so the search runs in C by a table.
_MARK: Final = re.compile(r"\"|“|”|„|‟|«|»|＂|''(?:(?<![^\s(\[]'')|(?!'))|``|’’|‘‘")
_STRAIGHT: Final = re.compile('"')  # one character is found fastest
_SLANTED: Final = ("“", "”", "„", "‟", "«", "»", "＂", "''", "``", "’’", "‘‘")
# `WASHINGTON, April 29 - The ...`, `KABUL (Reuters) — The ...`, `NORPORT — The ...`: the place is nobody who speaks.
_DATELINE: Final = re.compile(
    r"\s*[A-Z][A-Z'’.\-/]{2,20}(?:\s[A-Z][A-Z'’.\-/]{1,20}){0,3}"
    r"(?=,|\s\(|\s(?:--?|–|—)\s(?:[A-Z][a-z .]|[\"“'‘]))"
    r"(?:,\s[A-Z][\w.'’ ]{1,25}){0,2}(?:\s\([A-Z][^()\n]{1,24}\))?\s(?:--?|–|—)\s"
)
_SINGLE: Final = re.compile(r"['‘](?<!\w.)(?=\w)")
_OPENING: Final = frozenset(("“", "„", "‟", "«", "``", "‘‘"))
_CLOSING: Final = frozenset(("”", "»", "’’"))
_BEFORE_OPENING: Final = frozenset("([{—–-/")
_LEFT: Final = attrgetter("left")
_AFTER_CLOSING: Final = frozenset(")]},.;:!?—–-/…")


class Paragraph(Struct, frozen=True, gc=False):
    """`body[start:end]` with the quotations in it, in order."""

    start: int
    end: int
    spans: tuple[Span, ...]


_Mark = tuple[int, int, bool | None]  # where it begins, where it ends, if it opens; None: the mark alone does not tell


def paragraphs(body: str) -> list[Paragraph]:
    """Return the paragraphs, parted by empty lines, with their outermost quotations."""
    marks = _MARK if any(mark in body for mark in _SLANTED) else _STRAIGHT
    found = [Paragraph(start, end, _spans(body, start, end, marks)) for start, end in _pieces(body)]
    if not _may_be_single(body, found):
        return found
    single = [Paragraph(piece.start, piece.end, single_spans(body, piece.start, piece.end)) for piece in found]
    if _outside(single, found) <= _outside(found, single):
        return found
    return [_merged(*pieces) for pieces in zip(single, found, strict=True)]


def _may_be_single(body: str, found: list[Paragraph]) -> bool:
    """Single marks are outer ones only where one opens before the first double mark does."""
    first = next((piece for piece in found if piece.spans), None)
    return _SINGLE.search(body, 0, first.spans[0].left if first is not None else len(body)) is not None


def _outside(pieces: list[Paragraph], others: list[Paragraph]) -> int:
    """Count the spans that lie in none of the other reading's."""
    pairs = zip(pieces, others, strict=True)
    return sum(not _is_inside(span, other.spans) for piece, other in pairs for span in piece.spans)


def _is_inside(span: Span, others: tuple[Span, ...]) -> bool:
    at = bisect_right(others, span.left, key=_LEFT) - 1
    return at >= 0 and span.right <= others[at].right


def _merged(outer: Paragraph, inner: Paragraph) -> Paragraph:
    """Keep the spans of `inner` as well that touch none of `outer`."""
    more = [span for span in inner.spans if not _touches(span, outer.spans)]
    return Paragraph(outer.start, outer.end, tuple(sorted((*outer.spans, *more), key=_LEFT)))


def _touches(span: Span, others: tuple[Span, ...]) -> bool:
    at = bisect_left(others, span.right, key=_LEFT) - 1
    return at >= 0 and others[at].right > span.left


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _BREAK.finditer(body):
        if gap.start() > start:
            yield _behind_dateline(body, start, gap.start()), gap.start()
        start = gap.end()
    if start < len(body):
        yield _behind_dateline(body, start, len(body)), len(body)


def _behind_dateline(body: str, start: int, end: int) -> int:
    dateline = _DATELINE.match(body, start, end)
    return dateline.end() if dateline else start


def _spans(body: str, start: int, end: int, kinds: re.Pattern[str]) -> tuple[Span, ...]:
    marks: list[_Mark] = []
    for found in kinds.finditer(body, start, end):
        left, right = found.span()
        before = body[left - 1] if left > start else " "
        after = body[right] if right < end else " "
        marks.append((left, right, _opens(found[0], before, after)))
    return tuple([span for span in _pair(body, marks, end) if span.start < span.end]) if marks else ()


@lru_cache(maxsize=4096)
def _opens(mark: str, before: str, after: str) -> bool | None:
    """Tell by its surroundings, and only then by its shape, what a mark does."""
    loose_left = before.isspace() or before in _BEFORE_OPENING
    loose_right = after.isspace() or after in _AFTER_CLOSING
    if mark in _OPENING:
        return None if before.isspace() and after.isspace() and mark != "«" else loose_left or not loose_right
    if mark in _CLOSING:
        return before.isspace() and after.isalnum()
    if before.isspace() and after.isspace():
        return None
    return True if loose_left else False if loose_right else None


def _pair(body: str, marks: list[_Mark], end: int) -> Iterator[Span]:
    opened: _Mark | None = None
    depth, nested = 0, False
    for at, mark in enumerate(marks):
        left, right, opens = mark
        if opened is None:
            if opens is not False:
                opened, depth, nested = mark, 0, False
        elif opens and _is_inner(marks, at):
            depth, nested = depth + 1, True
        elif opens and body[right : right + 1].isalnum():
            yield _span(body, opened, left, None, nested)
            opened, depth, nested = mark, 0, False
        elif depth:
            depth -= 1
        else:
            yield _span(body, opened, left, right, nested)
            opened = None
    if opened is not None:
        yield _span(body, opened, end, None, nested)


def _is_inner(marks: list[_Mark], at: int) -> bool:
    """Two closing marks must follow: otherwise the closing mark of the one before was forgotten."""
    return at + 2 < len(marks) and not marks[at + 1][2] and not marks[at + 2][2]


def _span(body: str, opened: _Mark, end: int, right: int | None, nested: bool) -> Span:
    """Return the words up to `end`, without the space of `« tout va bien »`; the closing mark ends at `right`."""
    left, start, _ = opened
    closed = right is not None
    words = body[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if right is None:
        right = end
    return Span(start, end, left, right, closed, nested or _SINGLE.search(body, start, end) is not None)
