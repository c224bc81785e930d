"""Where a query matches in a long text, by analysing only the stretches of it that can hold a match.

Analysis reads a few megabytes a second: ten whole bodies of a page would cost more than the search did. So a regular
expression looks for the beginnings of the query's words first, in a sketch of the text: ASCII in lower case, as long as
the text, `?` for each character beyond ASCII that may be of a word. A run of letters, digits, apostrophes and `?` holds
whole words only: analysed alone, it gives the words that it gives in the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from index.analysis import Token, stem, tokenize
from search import matching
from search.matching import ranges_of, spans
from search.query import (
    Expression,
    Mode,
    Near,
    Node,
    Of,
    Or,
    Phrase,
    Prefix,
    Simple,
    Term,
    Wildcard,
    fields_of,
    simple_leaves,
)
from search.results import Span

# Apostrophes keep their meaning. The other signs stand in no word: only what is beyond ASCII after them may do so.
_PLAIN = {"’": "'", "‘": "'", **dict.fromkeys("?_“”„«»–—…•·£€\xa0", ".")}
_OUTLINE = bytes(range(256)).lower().translate(bytes.maketrans(b"?_", b".."))  # the same for each byte of ASCII
_LONGEST = 6  # letters of a beginning: more tell few words apart, and take longer to compile
# Beyond these bounds reading all of the text, paragraph by paragraph, costs less than reading around each candidate.
_FARTHEST = 64  # words that a phrase reaches over
_MOST_FOREIGN = 64  # characters beyond ASCII where there are phrases,
_FOREIGN_SHARE = 16  # else one in so many
_RUN = rb"[\w?']*+"
_FOREIGN = re.compile(rb"\?" + _RUN)
_WHOLE = (re.compile(rb"[^\n]+(?:\n[^\n]+)*"),)


class _Plan(Struct, frozen=True):
    """How to look for some leaves: what finds runs that may hold a word of theirs, how far a match goes from one."""

    leaves: tuple[Simple | Near, ...]
    runs: tuple[re.Pattern[bytes], ...]
    reach: re.Pattern[bytes]
    words: int  # that `reach` goes over, on either side


def likely(expression: Expression | None, field: str, text: str, of: Of = "articles") -> Iterator[tuple[int, int]]:
    """Return the stretches of a text, in order, that hold all that its matches hold or go over.

    `search.matching.ranges` finds in the words that `read` gives of them what it finds in all words of the text.
    """
    plan = _plan(expression.root, expression.mode, field, of) if expression else None
    return _stretches(sketch(text), plan) if plan else iter(())


def leaves_in(expression: Expression | None, field: str, of: Of = "articles") -> tuple[Simple | Near, ...]:
    """As `search.matching.leaves_in`, remembered."""
    plan = _plan(expression.root, expression.mode, field, of) if expression else None
    return plan.leaves if plan else ()


def read(text: str, start: int, end: int, at: int = 0) -> list[Token]:
    """Return the words of a stretch, their offsets counted from a place `at` in the text."""
    return tokenize(text[start:end], start - at)


def mark(expression: Expression | None, field: str, text: str, of: Of = "articles") -> tuple[Span, ...]:
    """Return the whole of a field's text as spans, what matches flagged."""
    if expression is None:
        return (Span(text),) if text else ()
    words = [word for start, end in likely(expression, field, text, of) for word in read(text, start, end)]
    found = ranges_of(leaves_in(expression, field, of), field, words, of) if words else []
    return spans(text, [hit[:2] for hit in found])


def sketch(text: str) -> bytes:
    """Return a text's outline, as long as the text, that beginnings are looked for in."""
    if not text.isascii():
        for sign, plain in _PLAIN.items():
            text = text.replace(sign, plain)
        return text.encode("ascii", "replace").lower()
    return text.encode().translate(_OUTLINE)


def _stretches(outline: bytes, plan: _Plan) -> Iterator[tuple[int, int]]:
    """Yield the stretches to analyse, in order and apart, each from the edge of a run to the edge of a run."""
    first = last = 0
    for start, end in _reached(outline, plan):
        if start > last:
            yield first, last
            first = start
        last = end
    yield first, last


def _reached(outline: bytes, plan: _Plan) -> Iterable[tuple[int, int]]:
    """Return how far a match through each likely run may go. In ASCII a word alone goes from its beginning on."""
    foreign = outline.count(b"?")
    whole = foreign > (_MOST_FOREIGN if plan.words else len(outline) // _FOREIGN_SHARE) or plan.runs is _WHOLE
    found = sorted(run.span() for runs in (_WHOLE if whole else plan.runs) for run in runs.finditer(outline))
    return found if whole or not (plan.words or foreign) else _widened(outline, plan.reach, found)


def _widened(outline: bytes, reach: re.Pattern[bytes], runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield how far a match through each run may go; what is to its left is read in the mirror."""
    mirror, length = outline[::-1], len(outline)
    for start, end in runs:
        left, right = reach.match(mirror, length - start), reach.match(outline, end)
        yield length - left.end() if left else start, right.end() if right else end


@lru_cache(maxsize=256)
def _plan(root: Node, mode: Mode, field: str, of: Of) -> _Plan | None:
    """Return how to look for the leaves of a tree that look in a field, None where there are none."""
    shown = matching.leaves_in(root, mode, field, of)
    wanted = [one for leaf in shown for one in simple_leaves(leaf) if field in fields_of(one, of)]
    begun = [beginnings(leaf) for leaf in wanted]
    words = max(map(_words_over, shown), default=0)
    if words > _FARTHEST or None in begun:
        return _Plan(shown, _WHOLE, _reach(0), 0)
    return _Plan(shown, _runs(one for many in begun for one in many or ()), _reach(words), words) if wanted else None


def _words_over(node: Node) -> int:
    """Return how many words a match may go on from one that it must hold."""
    match node:
        case Phrase(words):
            return len(words) - 1 + node.slop
        case Near(left, right, distance):
            return distance + max(_words_over(left), _words_over(right))
        case Or(children):
            return max(map(_words_over, children))
        case _:
            return 0


def beginnings(leaf: Simple) -> frozenset[str] | None:
    """Return what every word of ASCII that a leaf may match begins with, one of these; None where that is not known.

    A phrase matches only around its longest word. A word beyond ASCII is found by its characters instead.
    """
    match leaf:
        case Term(word):
            return _of_stem(stem(word)) if word.isascii() else frozenset()
        case Phrase(words):
            return beginnings(Term(max(words, key=lambda word: (not word.isascii(), len(word)))))
        case Prefix(stub) | Wildcard(stub) if letters := re.split(r"[*?]", stub)[0]:
            return frozenset([letters[:_LONGEST]] if letters.isascii() else ())
        case _:
            return None


def _of_stem(stemmed: str) -> frozenset[str]:
    """Return what the words of a stem begin with: its letters, but the last may have come of an i or a y.

    So do happy and happi, hoping and hope, capability and capabl, skies and sky; dying and die lose a letter more.
    """
    head, last = stemmed[:-1], stemmed[-1]
    if len(stemmed) == 3 and stemmed.endswith("ie"):
        return frozenset((head, f"{head[0]}y"))
    return frozenset((head + letter)[:_LONGEST] for letter in (f"{last}iy" if stemmed.isalpha() else last))


def _runs(begun: Iterable[str]) -> tuple[re.Pattern[bytes], ...]:
    """Return the expressions of runs from a beginning of a word on, and from a character beyond ASCII.

    One for each first letter, and what stands before it looked at after it: those that begin with one letter are fast.
    """
    branches = [rf"{one}(?<!\w{one})(?<!\w'{one}){_tree(rest)}" for one, rest in _branches(begun)]
    return *(re.compile(branch.encode() + _RUN) for branch in branches), _FOREIGN


def _tree(begun: Sequence[str]) -> str:
    """Return the expression of any of some beginnings; apostrophes inside a word do not count."""
    if "" in begun:
        return ""
    either = "|".join(letter + _tree(rest) for letter, rest in _branches(begun))
    return f"'?(?:{either})" if "|" in either else f"'?{either}"


def _branches(begun: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    for letter, same in groupby(sorted(begun), key=lambda word: word[0]):
        yield letter, [word[1:] for word in same]


def _reach(words: int) -> re.Pattern[bytes]:
    """Return the expression of the rest of a run and the runs after it, up to so many that hold a word for certain."""
    return re.compile(_RUN + rb"(?:\W*+\w%b){0,%d}+" % (_RUN, words))
