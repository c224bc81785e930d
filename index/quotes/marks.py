"""Pairs single quotation marks, which British papers set around speech, and never an apostrophe."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

# The mark leads, and what is before it is looked at behind it: so the search runs by a table.
# Not before `'90s`, `'em`, `rock 'n' roll`, whose mark stands for letters left out.
_MARK: Final = re.compile(
    r"['‘’](?:(?P<opens>(?<=['‘])(?<![^\s(\[{—–\-/\"“«].)(?<!'(?='))"
    r"(?!\s|\d\ds?\b|(?:tis|twas|em|til|till|cause|bout|round|n)\b))"
    r"|(?<=[^\s'’]['’])(?=[\s,.;:!?)\]}—–\-…\"”»]|\Z))",
    re.IGNORECASE,
)
_DOUBLE: Final = re.compile('["“”„«»]')
_STRONG_BEFORE: Final = frozenset(",.!?…;—–-)")
_STRONG_AFTER: Final = frozenset(",.;:!?)]")
_LEFT_OUT: Final = frozenset("snfo")  # `workers' boats`, `sailin' home`, `o' the sea`
_LEAD: Final = frozenset(",:.")


class Span(Struct, frozen=True, gc=False):
    """One pair of marks: the words are `body[start:end]`, marks and words are `body[left:right]`."""

    start: int
    end: int
    left: int
    right: int
    closed: bool = True
    nested: bool = False


def single_spans(body: str, start: int, end: int) -> tuple[Span, ...]:
    """Return what stands between single marks in `body[start:end]`, in order."""
    return tuple(span for span in _pair(body, start, end) if body[span.start : span.end].strip())


def _pair(body: str, start: int, end: int) -> Iterator[Span]:
    opened, weak = -1, -1
    for mark in _MARK.finditer(body, start, end):
        at = mark.start()
        if mark["opens"] is not None:
            if opened >= 0 and weak >= 0:
                yield _span(body, opened, weak)
            opened, weak = at, -1
        elif opened >= 0 and _closes_surely(body, at, end):
            yield _span(body, opened, at)
            opened, weak = -1, -1
        elif weak < 0:
            weak = at
    if opened >= 0 and weak > opened:
        yield _span(body, opened, weak)
    elif opened >= 0 and (opened == start or body[start:opened].rstrip()[-1:] in _LEAD):
        last = opened + len(body[opened:end].rstrip())
        yield Span(opened + 1, last, opened, last, False, bool(_DOUBLE.search(body, opened, last)))


def _closes_surely(body: str, at: int, end: int) -> bool:
    after = body[at + 1] if at + 1 < end else "."
    return body[at - 1] in _STRONG_BEFORE or after in _STRONG_AFTER or body[at - 1].lower() not in _LEFT_OUT


def _span(body: str, left: int, closing: int) -> Span:
    return Span(left + 1, closing, left, closing + 1, True, bool(_DOUBLE.search(body, left, closing)))
