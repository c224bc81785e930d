"""What a list shows of hits, from their stored heads; bodies and quotations are read only where they are shown."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat

from index.article import Article, Quote
from index.columnar.arrays import Ints
from index.columnar.segment import Segment
from index.fields import TEXTS
from search.columnar.arrays import Floats
from search.columnar.execution import Execution
from search.finding import mark
from search.hits import make_hit, shown_snippets
from search.query import Expression, describe
from search.results import Hit, Matched, Snippet
from search.snippets import snippets


class _Articles(dict[tuple[Segment, int], Article]):
    """Reads each article of a page once."""

    def __missing__(self, place: tuple[Segment, int]) -> Article:
        segment, number = place
        article = self[place] = segment.article(number)
        return article


def make_hits(execution: Execution, expression: Expression | None, documents: Ints, scores: Floats) -> tuple[Hit, ...]:
    """Return the hits of a page, given which these are."""
    if not documents.size:
        return ()
    query, articles = execution.query, _Articles()
    shown, at = expression if query.highlight else None, execution.snapshot.all_at(execution.articles(documents))
    heads, quotes = [segment.heads[number] for segment, number in at], _quotes(execution, documents, at, articles)
    found: Iterable[tuple[Snippet, ...]] = repeat(())
    if query.highlight:
        found = [_snippets(execution, shown, articles, *one) for one in zip(at, quotes, strict=True)]
    rows = zip(
        heads,
        _copies(execution, documents),
        scores.tolist(),
        found,
        _matched(execution, documents),
        quotes,
        strict=False,
    )
    return tuple(
        [
            make_hit(
                head,
                title_spans=mark(shown, "title", head.title, query.of),
                speakers=head.speakers,
                quotes=head.quotes,
                copies=copies - 1,
                score=score,
                snippets=own,
                matched=matched,
                quote=quote,
            )
            for head, copies, score, own, matched, quote in rows
        ]
    )


def _quotes(
    execution: Execution, documents: Ints, at: Sequence[tuple[Segment, int]], articles: _Articles
) -> Sequence[Quote | None]:
    """Return the quotation that each hit is, None for an article."""
    if execution.query.of == "articles":
        return [None] * len(at)
    return [articles[one].quotes[place] for one, place in zip(at, execution.places_of(documents), strict=True)]


def _copies(execution: Execution, documents: Ints) -> Iterable[int]:
    """Return how many there are of each hit, itself included; without end where nobody counts them."""
    if execution.query.of == "articles":
        return execution.snapshot.copies.counts(documents)
    return execution.snapshot.quote_copies.counts(documents) if execution.query.fold else repeat(1)


def _matched(execution: Execution, documents: Ints) -> Iterable[tuple[Matched, ...]]:
    """Return for each of some documents the leaves that it holds; without end where there are none."""
    leaves = tuple([describe(leaf) for leaf, _ in execution.found])
    if not leaves:
        return repeat(())
    fields = zip(*[found.fields(documents) for _, found in execution.found], strict=True)
    return [_named(leaves, own) for own in fields]


@lru_cache(1024)
def _named(leaves: tuple[str, ...], fields: tuple[tuple[str, ...], ...]) -> tuple[Matched, ...]:
    """Return the leaves that match, with their fields in the order of index.fields."""
    both = zip(leaves, fields, strict=True)
    return tuple(Matched(leaf, tuple(name for name in TEXTS if name in own)) for leaf, own in both if own)


def _snippets(
    execution: Execution,
    expression: Expression | None,
    articles: _Articles,
    at: tuple[Segment, int],
    quote: Quote | None,
) -> tuple[Snippet, ...]:
    execution.check_time()
    query = execution.query
    if query.of == "articles" and not query.speakers:
        return snippets(expression, at[0].body(at[1]))
    return shown_snippets(articles[at], quote, query, expression, execution.snapshot.same("speaker"))
