"""What a list shows of hits, from their stored heads; bodies and quotations are read only where they are shown."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
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

ArticleOf = Callable[[Segment, int], Article]  # reads each article of a page once


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
    shown, article_of = expression if execution.query.highlight else None, cache(Segment.article)
    return tuple(
        [
            _hit(execution, shown, one, article_of, leaves, own, times)
            for one, own, times in zip(ranked, fields, copies, strict=False)
        ]
    )


def _hit(
    execution: Execution,
    shown: Expression | None,
    one: Ranked,
    article_of: ArticleOf,
    leaves: tuple[str, ...],
    fields: tuple[tuple[str, ...], ...],
    copies: int,
) -> Hit:
    """Return a hit, given the fields in which each leaf matches."""
    query, head = execution.query, one.segment.head(one.number)
    quote = article_of(one.segment, one.number).quotes[one.quote] if query.of == "quotes" else None
    return make_hit(
        head,
        title_spans=mark(shown, "title", head.title, query.of),
        speakers=head.speakers,
        quotes=head.quotes,
        copies=copies - 1,
        score=one.score,
        snippets=_snippets(execution, shown, one, article_of) if query.highlight else (),
        matched=tuple([_matched(*both) for both in zip(leaves, fields, strict=True) if both[1]]),
        quote=quote,
    )


@lru_cache(1024)
def _matched(leaf: str, fields: tuple[str, ...]) -> Matched:
    return Matched(leaf, tuple(field for field in TEXTS if field in fields))


def _snippets(
    execution: Execution, expression: Expression | None, one: Ranked, article_of: ArticleOf
) -> tuple[Snippet, ...]:
    query = execution.query
    if query.of == "articles" and not query.speakers:
        return snippets(expression, one.segment.body(one.number))
    article = article_of(one.segment, one.number)
    quote = article.quotes[one.quote] if query.of == "quotes" else None
    return shown_snippets(article, quote, query, expression, execution.snapshot.same("speaker"))
