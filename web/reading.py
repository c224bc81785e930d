"""An article as a page reads it: paragraphs cut where a quotation begins and ends, what matched marked."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import itemgetter

from index.article import Article, Quote
from search.matching import mark
from search.query import Expression
from search.results import Span
from search.snippets import paragraphs
from web.cards import Card, cards
from web.params import PAGE
from web.quotations import number_of, with_marks
from web.urls import quote_url

LISTED = 100  # quotations with their evidence on one page


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that is within one quotation, or in none.

    `begins` and `ends` are true once for each quotation: there its anchor and its reference stand. `before` counts the
    marked places of the article before it.
    """

    spans: tuple[Span, ...]
    quotation: int | None = None
    begins: bool = False
    ends: bool = False
    before: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the text leads from a quotation: to its card on this page, else to a page of its own."""

    url: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """An article to read, with all its text, and one page of its list of quotations.

    `first` counts the quotations listed on pages before; `page` counts pages from 1.
    """

    title: tuple[Span, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    quotations: tuple[Card, ...]
    references: Mapping[int, Reference]  # by the numbers that anchors have
    first: int
    page: int
    pages: int

    @property
    def marks(self) -> int:
        """How many places are marked: the title as one, and each in the text."""
        pieces = (piece for paragraph in self.paragraphs for piece in paragraph)
        return _marked_title(self.title) + sum(map(_hits, pieces))

    @property
    def passage(self) -> str | None:
        """The first paragraph with a mark."""
        for paragraph in self.paragraphs:
            if any(map(_hits, paragraph)):
                return "".join(span.text for piece in paragraph for span in piece.spans)
        return None


@dataclass(frozen=True, slots=True, order=True)
class _Part:
    start: int
    end: int
    number: int
    begins: bool
    ends: bool


def reading(article: Article, expression: Expression | None, page: int = 1) -> Reading:
    """Return the article to read, with the places marked where the expression matches.

    A `page` of quotations that is beyond the last one is the last.
    """
    parts = _parts(article)
    pages = max(1, -(-len(article.quotes) // LISTED))
    page = min(max(page, 1), pages)
    places = range((page - 1) * LISTED, min(page * LISTED, len(article.quotes)))
    title = mark(expression, "title", article.title)
    body = (
        tuple(_pieces(mark(expression, "body", text), start, start + len(text), _within(parts, start, len(text))))
        for start, text in paragraphs(article.body)
    )
    return Reading(
        title=title,
        paragraphs=tuple(_numbered(body, _marked_title(title))),
        quotations=cards(article, expression, places),
        references={number_of(quote, at): _reference(quote, at, places) for at, quote in enumerate(article.quotes)},
        first=places.start,
        page=page,
        pages=pages,
    )


def _marked_title(title: tuple[Span, ...]) -> int:
    return any(span.hit for span in title)


def _hits(piece: Piece) -> int:
    return sum(span.hit for span in piece.spans)


def _numbered(body: Iterable[tuple[Piece, ...]], before: int) -> Iterator[tuple[Piece, ...]]:
    """Yield the paragraphs, each piece with the number of marked places before it."""
    for pieces in body:
        at = list(accumulate(map(_hits, pieces), initial=before))
        yield tuple(replace(piece, before=count) for piece, count in zip(pieces, at, strict=False))
        before = at[-1]


def _reference(quote: Quote, at: int, places: range) -> Reference:
    # Alone, without the query that led here: a long text has thousands of these links.
    url = f"#s{number_of(quote, at)}" if at in places else quote_url(quote.id, PAGE.defaults)
    return Reference(url, quote.speaker)


def _parts(article: Article) -> list[_Part]:
    """Return the parts of all quotations in the order of the text, without those inside another."""
    found = sorted(
        _Part(*with_marks(article.body, *part), number_of(quote, at), place == 0, place == len(quote.parts) - 1)
        for at, quote in enumerate(article.quotes)
        for place, part in enumerate(quote.parts)
    )
    apart: list[_Part] = []
    for part in found:
        if part.start < part.end and (not apart or apart[-1].end <= part.start):
            apart.append(part)
    return apart


def _within(parts: list[_Part], start: int, length: int) -> list[_Part]:
    """Return the parts, which do not overlap, that reach into a paragraph."""
    first = bisect_right(parts, start, key=lambda part: part.end)
    return parts[first : bisect_left(parts, start + length, key=lambda part: part.start)]


def _pieces(marked: tuple[Span, ...], start: int, end: int, parts: list[_Part]) -> Iterator[Piece]:
    begins = accumulate((len(span.text) for span in marked), initial=0)
    spans = list(zip(begins, marked, strict=False))
    done = start
    for part in parts:
        left, right = max(part.start, start), min(part.end, end)
        if left > done:
            yield Piece(_cut(spans, done - start, left - start))
        yield Piece(
            _cut(spans, left - start, right - start),
            part.number,
            begins=part.begins and left == part.start,
            ends=part.ends and right == part.end,
        )
        done = right
    if done < end:
        yield Piece(_cut(spans, done - start, end - start))


def _cut(spans: Sequence[tuple[int, Span]], start: int, end: int) -> tuple[Span, ...]:
    """Return the spans of a part of their text, given with the offset where each begins."""
    found = []
    for at, span in spans[max(0, bisect_right(spans, start, key=itemgetter(0)) - 1) :]:
        if at >= end:
            break
        left, right = max(start - at, 0), min(end - at, len(span.text))
        if left < right:
            found.append(Span(span.text[left:right], span.hit))
    return tuple(found)
