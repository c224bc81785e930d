"""The fragments of an article that show best why it was found, as spans of the stored text."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index.analysis import tokenize
from index.article import Article, Quote
from index.fields import facet_key
from search.matching import mark, ranges, spans
from search.query import Expression, Leaf
from search.results import Snippet

FRAGMENT = 200  # characters of a fragment, about two printed lines
MOST = 3  # fragments of an article
_SAME = 2  # of which show the same leaves
# A text this long has shown its best by then: highlighting must not cost more than searching.
_ENOUGH = 200_000
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+")


@dataclass(frozen=True, slots=True)
class _Fragment:
    paragraph: int
    start: int  # offsets in the paragraph
    end: int
    hits: tuple[tuple[int, int], ...]
    leaves: frozenset[Leaf]


def snippets(expression: Expression | None, body: str) -> tuple[Snippet, ...]:
    """Return up to MOST fragments of the body in its order, those with the most different leaves; else its lead."""
    fragments: list[_Fragment] = []
    texts: list[str] = []
    for number, (start, text) in enumerate(paragraphs(body)):
        texts.append(text)
        fragments += _fragments(expression, number, text)
        if start + len(text) > _ENOUGH and fragments:
            break
    chosen = _best(fragments)
    if not chosen and texts:
        chosen = [_Fragment(0, *_window(texts[0], 0, 0), (), frozenset())]
    return tuple(_snippet(fragment, texts[fragment.paragraph]) for fragment in chosen)


def said(expression: Expression | None, article: Article, speakers: Collection[str]) -> tuple[Snippet, ...]:
    """Return what the speakers, given by their keys, say in an article: the first part of up to _SAME quotations."""
    theirs = (q for q in article.quotes if q.parts and q.speaker and facet_key("speaker", q.speaker) in speakers)
    return tuple(_said(expression, article.body, quote) for quote in islice(theirs, _SAME))


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


def _fragments(expression: Expression | None, number: int, paragraph: str) -> list[_Fragment]:
    found = ranges(expression, "body", tokenize(paragraph)) if expression else []
    fragments: list[_Fragment] = []
    place = end = 0
    while place < len(found):
        start, end = _window(paragraph, found[place][0], found[place][1], floor=end)
        last = place + 1
        while last < len(found) and found[last][0] < end:
            last += 1
        inside = found[place:last]
        end = max(end, max(hit[1] for hit in inside))  # the last match is shown whole
        place = last
        hits = tuple(hit[:2] for hit in inside)
        fragments.append(_Fragment(number, start, end, hits, frozenset(hit[2] for hit in inside)))
    return fragments


def _best(fragments: Sequence[_Fragment]) -> list[_Fragment]:
    """Return the fragments that between them show most leaves, then most matches, earliest first."""
    seen: frozenset[Leaf] = frozenset()
    rest = list(fragments)
    chosen: list[_Fragment] = []
    while rest and len(chosen) < MOST:
        best = max(rest, key=lambda f: (len(f.leaves - seen), len(f.leaves), len(f.hits), -f.paragraph, -f.start))
        if len(chosen) >= _SAME and not best.leaves - seen:
            break
        rest.remove(best)
        chosen.append(best)
        seen |= best.leaves
    return sorted(chosen, key=lambda fragment: (fragment.paragraph, fragment.start))


def _window(paragraph: str, start: int, end: int, floor: int = 0) -> tuple[int, int]:
    """Return a stretch of about FRAGMENT characters around a match, from a sentence's beginning if one is near."""
    earliest = min(start, max(floor, start - FRAGMENT // 3))
    sentences = [match.end() for match in _SENTENCE_END.finditer(paragraph, earliest, start)]
    left = sentences[0] if sentences else _word_start(paragraph, earliest, start)
    right = _word_end(paragraph, max(end, left + FRAGMENT), end)
    return left, right


def _word_start(text: str, at: int, last: int) -> int:
    """Return the first beginning of a word from `at` on, at most `last`."""
    if at == 0:
        return len(text[:last]) - len(text[:last].lstrip())
    space = re.compile(r"\s+\S").search(text, at - 1, last + 1)
    return space.end() - 1 if space else last


def _word_end(text: str, at: int, first: int) -> int:
    """Return the last end of a word up to `at`, at least `first`."""
    if at >= len(text):
        return max(first, len(text.rstrip()))
    cut = max(text.rfind(" ", first, at + 1), text.rfind("\n", first, at + 1))
    return max(first, len(text[:cut].rstrip())) if cut > first else max(first, _run_end(text, first, at))


def _run_end(text: str, first: int, at: int) -> int:
    """Return the end of the word that the match ends in; a run without spaces (Chinese, Japanese) is cut at `at`."""
    run = re.compile(r"\S*").match(text, first)
    end = run.end() if run else first
    return end if end - first <= FRAGMENT else at


def _snippet(fragment: _Fragment, paragraph: str) -> Snippet:
    start, end = fragment.start, fragment.end
    inside = [(left - start, right - start) for left, right in fragment.hits]
    return Snippet(
        field="body",
        spans=spans(paragraph[start:end], inside),
        paragraph=fragment.paragraph,
        offset=start,
        before=start > 0,
        after=end < len(paragraph),
    )
