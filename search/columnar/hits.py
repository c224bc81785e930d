"""What a list shows of hits, from their stored heads; bodies and quotations are read only where they are shown."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat

import numpy as np

from index.article import Article
from index.columnar.segment import Segment
from index.fields import TEXTS
from search.columnar.execution import Execution
from search.columnar.order import Ranked
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


def make_hits(execution: Execution, expression: Expression | None, ranked: Sequence[Ranked]) -> tuple[Hit, ...]:
    """Return the hits of a page."""
    if not ranked:
        return ()
    documents = np.array([one.document for one in ranked], np.int64)
    leaves = tuple([describe(leaf) for leaf, _ in execution.found])
    fields = (
        zip(*(map(tuple, found.fields(documents)) for _, found in execution.found), strict=True)
        if leaves
        else repeat(())
    )
    copies: Iterable[int] = repeat(1)
    if execution.query.of == "articles":
        copies = execution.snapshot.copies.counts(documents)
    elif execution.query.fold:
        copies = execution.snapshot.quote_copies.counts(documents)
    shown, articles = expression if execution.query.highlight else None, _Articles()
    return tuple(
        [
            _hit(execution, shown, one, articles, leaves, own, times)
            for one, own, times in zip(ranked, fields, copies, strict=False)
        ]
    )


def _hit(
    execution: Execution,
    shown: Expression | None,
    one: Ranked,
    articles: _Articles,
    leaves: tuple[str, ...],
    fields: tuple[tuple[str, ...], ...],
    copies: int,
) -> Hit:
    """Return a hit, given the fields in which each leaf matches."""
    query, head = execution.query, one.segment.head(one.number)
    quote = articles[one.segment, one.number].quotes[one.quote] if query.of == "quotes" else None
    return make_hit(
        head,
        title_spans=mark(shown, "title", head.title, query.of),
        speakers=head.speakers,
        quotes=head.quotes,
        copies=copies - 1,
        score=one.score,
        snippets=_snippets(execution, shown, one, articles) if query.highlight else (),
        matched=_matched(leaves, fields),
        quote=quote,
    )


@lru_cache(1024)
def _matched(leaves: tuple[str, ...], fields: tuple[tuple[str, ...], ...]) -> tuple[Matched, ...]:
    """Return the leaves that match, with their fields in the order of index.fields."""
    both = zip(leaves, fields, strict=True)
    return tuple(Matched(leaf, tuple(name for name in TEXTS if name in own)) for leaf, own in both if own)


def _snippets(
    execution: Execution, expression: Expression | None, one: Ranked, articles: _Articles
) -> tuple[Snippet, ...]:
    execution.check_time()
    query = execution.query
    if query.of == "articles" and not query.speakers:
        return snippets(expression, one.segment.body(one.number))
    article = articles[one.segment, one.number]
    quote = article.quotes[one.quote] if query.of == "quotes" else None
    return shown_snippets(article, quote, query, expression, execution.snapshot.same("speaker"))
