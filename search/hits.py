"""What every engine shows alike, once it knows which articles match: hits, values of facets, suggestions."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import islice
from time import perf_counter
from typing import NamedTuple

from index.article import Article, Quote, signed
from index.fields import facet_key
from index.record import Head
from search.matching import mark
from search.query import Expression, Interval, Leaf, Query, Term, leaves, simple_leaves
from search.results import FacetValue, Hit, Matched, Snippet, Span, Suggestion
from search.same import Same
from search.snippets import paragraphs, said, snippets

_LONGEST = 40  # letters of a word that may be a slip of the pen
_MOST_MENDED = 3  # words of one query


def make_hit(
    article: Article | Head,
    *,
    title_spans: tuple[Span, ...],
    speakers: tuple[str, ...],
    quotes: int,
    copies: int,
    score: float,
    snippets: tuple[Snippet, ...],
    matched: tuple[Matched, ...],
    quote: Quote | None,
) -> Hit:
    """Return what a list shows of an article, or of one of its quotes."""
    return Hit(  # by place: by name it takes four times as long
        quote.id if quote else article.id,
        article.id,
        article.url,
        article.title,
        title_spans,
        article.published,
        article.published_precision,
        article.source,
        signed(article.byline, article.authors),
        article.tags,
        article.lang,
        speakers,
        quotes,
        copies,
        score,
        snippets,
        matched,
        quote,
    )


def shown_snippets(
    article: Article, quote: Quote | None, query: Query, expression: Expression | None, speakers: Same
) -> tuple[Snippet, ...]:
    """Return what shows why a hit is listed: the quote, what the chosen speakers say in it, else where it matches."""
    if quote:
        return (_whole(article, quote, expression),)
    chosen = {facet_key("speaker", value) for value in query.speakers}
    theirs = [q for q in article.quotes if q.speaker and speakers.key(facet_key("speaker", q.speaker)) in chosen]
    return said(expression, article, theirs) or snippets(expression, article.body)


def _whole(article: Article, quote: Quote, expression: Expression | None) -> Snippet:
    """Return the whole text of a quote, at the place where its first part stands in the article."""
    start = quote.parts[0][0] if quote.parts else 0
    before = [(number, at) for number, (at, _) in enumerate(paragraphs(article.body)) if at <= start]
    number, at = before[-1] if before else (0, 0)
    marked = mark(expression, "quote", quote.text, "quotes")
    return Snippet(field="quote", spans=marked, paragraph=number, offset=start - at, speaker=quote.speaker)


class Told(NamedTuple):
    """The values of a facet that a query names, by their keys."""

    chosen: Mapping[str, str]
    excluded: Mapping[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in the order in which lists of values have them: first of all others."""
        return tuple({**self.chosen, **self.excluded})


def told(query: Query, facet: str) -> Told:
    """Return the values of a facet that a query chooses and excludes."""
    lists = query.chosen(facet), query.excluded(facet)
    return Told(*({facet_key(facet, value): value for value in values} for values in lists))


def facet_value(
    facet: str, key: str, count: int, label: str | None, told: Told, aliases: tuple[str, ...] = ()
) -> FacetValue:
    """Return a value of a facet to list; `label` is None for one that no article has."""
    form = (told.chosen.get(key) or told.excluded[key]) if label is None else label
    value = key if facet == "speaker" else form
    return FacetValue(value, form, count, key in told.chosen, key in told.excluded, aliases)


def bucket_start(interval: Interval, day: date) -> str:
    """Return the start of the year, month, week or day that a day lies in, as a Bucket has it."""
    first = day - timedelta(days=day.weekday()) if interval == "week" else day
    return first.isoformat()[: {"year": 4, "month": 7}.get(interval, 10)]


def did_you_mean(expression: Expression | None, better: Callable[[Term], str | None]) -> Suggestion | None:
    """Return the query with its unknown words replaced; `better` gives None for a word that is known."""
    words = simple_leaves(expression.root, excluded=False) if expression else ()
    terms = [leaf for leaf in words if isinstance(leaf, Term)]
    spelt = (term for term in terms if len(term.word) <= _LONGEST and not _has_digit(term.word))
    unknown = ((term, word) for term in spelt if (word := better(term)))
    found = list(islice(unknown, _MOST_MENDED))
    if not expression or not found:
        return None
    text = expression.text
    for term, word in sorted(found, key=lambda pair: -pair[0].start):
        text = text[: term.start] + word + text[term.end :]
    first, word = found[0]
    return Suggestion(expression.text[first.start : first.end], word, text)


def _has_digit(word: str) -> bool:
    """`2024` is a year that was meant, and not 2023 misspelt."""
    return any(map(str.isdigit, word))


def since(started: float) -> float:
    """Return the milliseconds since a `perf_counter` reading."""
    return round((perf_counter() - started) * 10_000) / 10  # to round to a digit takes longer than all of this


def leaves_of(expression: Expression | None) -> tuple[Leaf, ...]:
    """Return the leaves of an expression, none where there is none."""
    return leaves(expression.root) if expression else ()
