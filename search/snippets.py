"""The fragments of an article that show best why it was found, as spans of the stored text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import nlargest
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from index.analysis import Token
from index.article import Article, Quote
from index.patterns import pattern
from search.finding import leaves_in, likely, mark, read
from search.matching import ranges_of, spans
from search.nodes import Near, Simple, loosened
from search.query import Expression, Leaf
from search.results import Snippet

FRAGMENT = 200  # characters of a fragment, about two printed lines
MOST = 3  # fragments of an article
_SAME = 2  # of which show the same leaves
# A text this long has shown its best by then: highlighting must not cost more than searching.
_ENOUGH = 200_000
_PARAGRAPH = pattern(r"[^\n]+(?:\n[^\n]+)*")
_BREAK = pattern(r"\n\n+")
_SENTENCE_END = pattern(r"[.!?…][\"'”’)\]]*\s+")
_WORD_START = pattern(r"\s+\S")
_RUN = pattern(r"\S*")


class _Fragment(NamedTuple):
    """A stretch of a paragraph; `start`, `end` and `hits` are offsets in it, `at` is where it starts in the body."""

    at: int
    paragraph: str
    start: int
    end: int
    hits: tuple[tuple[int, int], ...]
    leaves: frozenset[Leaf]


def snippets(expression: Expression | None, body: str) -> tuple[Snippet, ...]:
    """Return up to MOST fragments of the body in its order, those with the most different leaves; else its lead."""
    fragments: list[_Fragment] = []
    if expression and (loose := loosened(expression.root)) is not expression.root:
        expression = replace(expression, root=loose)
    leaves = leaves_in(expression, "body")
    for at, text, words in _read(body, likely(expression, "body", body)):
        if fragments and body[_ENOUGH:at].strip("\n"):
            break
        fragments += _fragments(leaves, at, text, words)
    return tuple(_snippet(fragment, body) for fragment in _best(fragments) or _lead(body))


def _lead(body: str) -> list[_Fragment]:
    first = islice(paragraphs(body), 1)
    return [_Fragment(at, text, *_window(text, 0, 0), (), frozenset()) for at, text in first]


def said(expression: Expression | None, article: Article, quotes: Iterable[Quote]) -> tuple[Snippet, ...]:
    """Return what some quotations of an article say: the first part of up to _SAME of them."""
    placed = (quote for quote in quotes if quote.parts)
    return tuple(_said(expression, article.body, quote) for quote in islice(placed, _SAME))


def _said(expression: Expression | None, body: str, quote: Quote) -> Snippet:
    start, end = quote.parts[0]
    number, (at, _) = max((n, p) for n, p in enumerate(paragraphs(body)) if p[0] <= start)
    return Snippet(
        field="quote",
        spans=mark(expression, "quote", body[start:end]),
        paragraph=number,
        offset=start - at,
        after=len(quote.parts) > 1,
        speaker=quote.speaker,
    )


def paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """Yield where each paragraph starts and its text: what a snippet's number and offset count in."""
    for match in _PARAGRAPH.finditer(body):
        yield match.start(), match.group()


def _read(body: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str, list[Token]]]:
    """Yield the paragraphs with a part in some stretches, given in order: its start, its text, the words there."""
    for (at, last), parts in groupby(_parts(body, stretches), itemgetter(0)):
        yield at, body[at:last], [word for _, (start, end) in parts for word in read(body, start, end, at)]


def _parts(body: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield each stretch cut where a paragraph ends, every piece after the bounds of its paragraph."""
    bounds = 0, 0
    for start, end in stretches:
        for part in _PARAGRAPH.finditer(body, start, end):
            if part.start() >= bounds[1]:
                bounds = _paragraph(body, bounds[1], part.start())
            yield bounds, part.span()


def _paragraph(body: str, after: int, at: int) -> tuple[int, int]:
    """Return the start and the end of the paragraph around a place, given where one before it ends."""
    match = _PARAGRAPH.search(body, max(after, body.rfind("\n\n", after, at)))
    return match.span() if match else (at, at)


def _number(body: str, at: int) -> int:
    """Return how many paragraphs there are before the one that starts at a place."""
    return len(_BREAK.findall(body, 0, at)) - body.startswith("\n\n")


def _fragments(leaves: Sequence[Simple | Near], at: int, paragraph: str, words: Sequence[Token]) -> Iterator[_Fragment]:
    """Yield a fragment around the first match in a paragraph, one around the first after it, and so on."""
    found = ranges_of(leaves, "body", words, "articles")
    place = shown = 0
    while place < len(found):
        first, shown = _window(paragraph, *found[place][:2], floor=shown)
        inside = found[place : bisect_left(found, shown, place + 1, key=itemgetter(0))]
        place += len(inside)
        shown = max(shown, *[hit[1] for hit in inside])  # the last match is shown whole
        hits = tuple(hit[:2] for hit in inside)
        yield _Fragment(at, paragraph, first, shown, hits, frozenset(hit[2] for hit in inside))


def _best(fragments: Sequence[_Fragment]) -> list[_Fragment]:
    """Return the fragments that between them show most leaves, then most matches, earliest first."""
    if len(fragments) <= _SAME:
        return list(fragments)
    seen: frozenset[Leaf] = frozenset()
    rest = _foremost(fragments)
    chosen: list[_Fragment] = []
    while rest and len(chosen) < MOST:
        best = max(rest, key=lambda f: (len(f.leaves - seen), len(f.leaves), len(f.hits), -f.at, -f.start))
        if len(chosen) >= _SAME and not best.leaves - seen:
            break
        rest.remove(best)
        chosen.append(best)
        seen |= best.leaves
    return sorted(chosen, key=lambda fragment: (fragment.at, fragment.start))


def _foremost(fragments: Sequence[_Fragment]) -> list[_Fragment]:
    """Return of the fragments that show the same leaves the MOST with most matches: no other is among the best."""
    alike: dict[frozenset[Leaf], list[_Fragment]] = {}
    for fragment in fragments:
        alike.setdefault(fragment.leaves, []).append(fragment)
    return [one for same in alike.values() for one in nlargest(MOST, same, key=lambda fragment: len(fragment.hits))]


def _window(paragraph: str, start: int, end: int, floor: int = 0) -> tuple[int, int]:
    """Return a stretch of about FRAGMENT characters around a match.

    It begins with a sentence if one begins near, and goes to the paragraph's end where little is left of that.
    """
    earliest = min(start, max(floor, start - FRAGMENT // 3))
    sentence = _SENTENCE_END.search(paragraph, earliest, start)
    left = sentence.end() if sentence else _word_start(paragraph, earliest, start)
    last = max(end, left + FRAGMENT)
    return left, _word_end(paragraph, last if last < len(paragraph) - FRAGMENT // 3 else len(paragraph), end)


def _word_start(text: str, at: int, last: int) -> int:
    """Return the first beginning of a word from `at` on, at most `last`."""
    if at == 0:
        return last - len(text[:last].lstrip())
    space = _WORD_START.search(text, at - 1, last + 1)
    return space.end() - 1 if space else last


def _word_end(text: str, at: int, first: int) -> int:
    """Return the last end of a word up to `at`, at least `first`."""
    if at >= len(text):
        return first + len(text[first:].rstrip())
    cut = max(text.rfind(" ", first, at + 1), text.rfind("\n", first, at + 1))
    return first + len(text[first:cut].rstrip()) if cut > first else max(first, _run_end(text, first, at))


def _run_end(text: str, first: int, at: int) -> int:
    """Return the end of the word that the match ends in; a run without spaces (Chinese, Japanese) is cut at `at`."""
    run = _RUN.match(text, first)
    end = run.end() if run else first
    return end if end - first <= FRAGMENT else at


def _snippet(fragment: _Fragment, body: str) -> Snippet:
    start, end = fragment.start, fragment.end
    inside = [(left - start, right - start) for left, right in fragment.hits]
    found, number = spans(fragment.paragraph[start:end], inside), _number(body, fragment.at)
    return Snippet("body", found, number, start, start > 0, end < len(fragment.paragraph))
