"""Quotations as pages show them: the words with their marks, who says them, how sure that is, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from index.article import Article, Quote
from index.fields import named_speaker
from index.quotes import Evidence, evidence
from search.matching import mark
from search.occurrences import place_of_quote
from search.query import Expression, Of, Query
from search.results import Hit, Occurrence, Span
from search.searcher import Searcher
from web.params import QUOTES
from web.quotations import is_corrected, number_of, shown_role, speaker_url, with_marks
from web.urls import quote_url, reading_url


@dataclass(frozen=True, slots=True)
class Card:
    """A quotation; `parts` are what stands within each pair of marks, `said_so` the sentence that names the speaker."""

    number: int
    quote: Quote
    parts: tuple[tuple[Span, ...], ...]
    speaker_url: str | None
    role: str | None
    corrected: bool
    evidence: Evidence
    said_so: str | None
    url: str  # of the quotation's own page


@dataclass(frozen=True, slots=True)
class Listed:
    """A card in a list of quotations; `others` counts the other places where it stands, `first` is the earliest."""

    card: Card
    hit: Hit
    place_url: str  # where it stands in its article
    others: int
    first: Occurrence | None


def cards(article: Article, expression: Expression | None, places: range) -> tuple[Card, ...]:
    """Return those quotations of an article that stand at these places in its list."""
    return tuple(_card(article, place, expression, "articles", QUOTES.defaults) for place in places)


def card(article: Article, place: int, query: Query) -> Card:
    """Return a quotation among the hits of a query."""
    return _card(article, place, query.expression, query.of, query)


def listed(hits: Iterable[Hit], query: Query, searcher: Searcher) -> list[Listed]:
    """Return the quotations of a page of results; those whose article was dropped meanwhile are left out."""
    found, article_of = [], cache(searcher.get)
    for hit in hits:
        article = article_of(hit.article)
        place = _place(article, hit)
        if article and place is not None:
            own = card(article, place, query)
            found.append(Listed(own, hit, place_url(hit, own.number, query), *_elsewhere(hit, searcher)))
    return found


def with_others(hits: Iterable[Hit], searcher: Searcher) -> frozenset[str]:
    """Return the articles among the hits that have quotations by others than the speakers whom a list names."""
    found = (searcher.get(hit.article) for hit in hits if hit.speakers)
    return frozenset(one.id for one in found if one and not all(map(named_speaker, one.quotes)))


def place_url(hit: Hit, number: int, query: Query) -> str:
    """Return the address of the place where a quotation stands in its article."""
    return f"{reading_url(hit.article, query)}#q{number}"


def _place(article: Article | None, hit: Hit) -> int | None:
    quotes = article.quotes if article else ()
    return place_of_quote(quotes, hit.id)


def _elsewhere(hit: Hit, searcher: Searcher) -> tuple[int, Occurrence | None]:
    found = searcher.occurrences(hit.id)
    if found is None or len(found.found) < 2:
        return 0, None
    first = found.found[0]
    return len(found.found) - 1, first if first.hit.id != hit.id else None


def _card(article: Article, place: int, expression: Expression | None, of: Of, query: Query) -> Card:
    quote = article.quotes[place]
    found = evidence(article.body, quote)
    texts = [article.body[start:end] for start, end in quote.parts] or [quote.text]
    return Card(
        number=number_of(quote, place),
        quote=quote,
        parts=tuple(mark(expression, "quote", text, of) for text in texts if text),
        speaker_url=speaker_url(quote, query),
        role=shown_role(quote),
        corrected=is_corrected(quote),
        evidence=found,
        said_so=_said_so(article, quote, found),
        url=quote_url(quote.id, query),
    )


def _said_so(article: Article, quote: Quote, evidence: Evidence) -> str | None:
    """Return the sentence that names the speaker, with an ellipsis for the words of the quotation."""
    if evidence.start is None or evidence.end is None:
        return None
    pieces, done = [], evidence.start
    for start, end in sorted(with_marks(article.body, *part) for part in quote.parts):
        if start < evidence.end and end > done:
            pieces += [article.body[done : max(done, start)], "…"]
            done = end
    return " ".join("".join([*pieces, article.body[done : evidence.end]]).split())
