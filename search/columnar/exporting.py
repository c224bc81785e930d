"""All hits of a query from one commit: their order is worked out once, articles are read as they are asked for."""

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter

import numpy as np

from index.article import Article
from index.columnar.arrays import Ints
from index.record import article_of
from search.columnar.arrays import Floats
from search.columnar.execution import Execution
from search.columnar.order import listed, order_keys
from search.columnar.ready import ready
from search.columnar.snapshot import Snapshot
from search.query import Query
from search.results import Export, Listed

_ARTICLES = 64  # kept, since the quotations of one mostly follow each other


def export(query: Query, snapshot: Snapshot) -> Export:
    """Return all that matches in a commit, in order."""
    execution = ready(query, snapshot)
    every = listed(execution)
    scores = execution.scores(every)
    order = _in_order(execution, every, scores)
    hits, found = every.take(order), scores.take(order)
    return Export(len(hits), snapshot.revision, _rows(execution, hits, found))


def _rows(execution: Execution, documents: Ints, scores: Floats) -> Iterator[Listed]:
    snapshot, of = execution.snapshot, execution.query.of
    article_at = lru_cache(_ARTICLES)(partial(_article, snapshot))
    # A number at a time: as a list they would take eight times the memory.
    for document, score in zip(documents, scores, strict=True):
        number = int(snapshot.quote_article[document]) if of == "quotes" else int(document)
        article = article_at(number)
        quote = article.quotes[int(document) - snapshot.quotes_of(number).start] if of == "quotes" else None
        yield Listed(article, quote, float(score))


def _article(snapshot: Snapshot, document: int) -> Article:
    """Return an article without the path of its file, which takes as long to find as a hundred articles."""
    segment, number = snapshot.at(document)
    return article_of(segment.record(number), None)


def _in_order(execution: Execution, documents: Ints, scores: Floats) -> Ints:
    """Return the places of documents in the order of Place.key (search.cursor)."""
    keys = order_keys(execution, documents, lambda _: scores)
    order = np.lexsort([documents, *reversed(keys)])
    same = np.ones(len(order), np.bool_)
    for key in keys:
        same &= np.diff(key.take(order), prepend=np.nan) == 0
    return _by_id(execution, documents, order, np.cumsum(~same))


def _by_id(execution: Execution, documents: Ints, order: Ints, groups: Ints) -> Ints:
    """Return the order with what ties, which is of one group, by the id of its article; of one article as it is."""
    tied = np.flatnonzero(np.bincount(groups)[groups] > 1) if len(groups) else groups
    articles = execution.articles(documents.take(order.take(tied)))
    names = [segment.id(number) for segment, number in map(execution.snapshot.at, articles.tolist())]
    rows = zip(groups.take(tied).tolist(), names, order.take(tied).tolist(), strict=True)
    order[tied] = [
        place for _, group in groupby(rows, itemgetter(0)) for _, _, place in sorted(group, key=itemgetter(1))
    ]
    return order
