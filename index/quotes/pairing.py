"""Finds the quotations of a text by pairing its marks, one paragraph at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_BREAK = re.compile(r"\n[ \t\r\f\v]*\n")
# Of three apostrophes the outer mark is the first two where they open, the last two where they close.
_MARK = re.compile(r"[\"“”„‟«»＂]|(?<![^\s(\[])''|''(?!')|``|’’|‘‘")
# `WASHINGTON, April 29 - The ...`, `KABUL (Reuters) — The ...`: the place is nobody who speaks.
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z'’.\-/]{2,20}(?:\s[A-Z][A-Z'’.\-/]{1,20}){0,3}"
    r"(?=,|\s\()(?:,\s[A-Z][\w.'’ ]{1,25}){0,2}(?:\s\([A-Z][^()\n]{1,24}\))?\s(?:--?|–|—)\s"
)
_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)")
_OPENING = frozenset(("“", "„", "‟", "«", "``", "‘‘"))
_CLOSING = frozenset(("”", "»", "’’"))
_BEFORE_OPENING = frozenset("([{—–-/")
_AFTER_CLOSING = frozenset(")]},.;:!?—–-/…")


class Span(NamedTuple):
    """One pair of marks: the words are `body[start:end]`, marks and words are `body[left:right]`."""

    start: int
    end: int
    left: int
    right: int
    closed: bool = True
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`body[start:end]` with the quotations in it, in order."""

    start: int
    end: int
    spans: tuple[Span, ...]


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool | None  # None: the mark alone does not tell


def paragraphs(body: str) -> list[Paragraph]:
    """Return the paragraphs, parted by empty lines, with their outermost quotations."""
    return [Paragraph(start, end, _spans(body, start, end)) for start, end in _pieces(body)]


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


def _spans(body: str, start: int, end: int) -> tuple[Span, ...]:
    marks = [_mark(body, found, start, end) for found in _MARK.finditer(body, start, end)]
    return tuple(span for span in _pair(body, marks, end) if span.start < span.end)


def _mark(body: str, found: re.Match[str], start: int, end: int) -> _Mark:
    """Tell by its surroundings, and only then by its shape, what a mark does."""
    mark, left, right = found.group(), found.start(), found.end()
    before = body[left - 1] if left > start else " "
    after = body[right] if right < end else " "
    return _Mark(left, right, _opens(mark, before, after))


@lru_cache(maxsize=4096)
def _opens(mark: str, before: str, after: str) -> bool | None:
    loose_left = before.isspace() or before in _BEFORE_OPENING
    loose_right = after.isspace() or after in _AFTER_CLOSING
    if mark in _OPENING:
        return None if before.isspace() and after.isspace() and mark != "«" else loose_left or not loose_right
    if mark in _CLOSING:
        return before.isspace() and after.isalnum() and mark != "»"
    if before.isspace() and after.isspace():
        return None
    return True if loose_left else False if loose_right else None


def _pair(body: str, marks: list[_Mark], end: int) -> Iterator[Span]:
    opened: _Mark | None = None
    depth, nested = 0, False
    for at, mark in enumerate(marks):
        if opened is None:
            if mark.opens is not False:
                opened, depth, nested = mark, 0, False
        elif mark.opens and _is_inner(marks, at):
            depth, nested = depth + 1, True
        elif mark.opens and body[mark.end : mark.end + 1].isalnum():
            yield _span(body, opened, (mark.start, mark.start), closed=False, nested=nested)
            opened, depth, nested = mark, 0, False
        elif depth:
            depth -= 1
        else:
            yield _span(body, opened, (mark.start, mark.end), closed=True, nested=nested)
            opened = None
    if opened is not None:
        yield _span(body, opened, (end, end), closed=False, nested=nested)


def _is_inner(marks: list[_Mark], at: int) -> bool:
    """Two closing marks must follow: otherwise the closing mark of the one before was forgotten."""
    following = marks[at + 1 : at + 3]
    return len(following) == 2 and not any(mark.opens for mark in following)


def _span(body: str, opened: _Mark, closing: tuple[int, int], *, closed: bool, nested: bool) -> Span:
    end, right = closing
    if not closed:
        end = right = max(opened.end, opened.end + len(body[opened.end : end].rstrip()))
    start = opened.end
    if not body[start:end].strip():
        end = start
    return Span(start, end, opened.start, right, closed, nested or bool(_SINGLE.search(body, start, end)))
