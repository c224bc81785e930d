"""The least certain quotations of a commit."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from index.article import UNCHECKED
from index.columnar.arrays import Ints
from index.fields import thousandths
from search.columnar.execution import Execution
from search.columnar.order import ranked
from search.columnar.ready import ready
from search.columnar.snapshot import Snapshot
from search.query import Query
from search.results import Doubt, Doubts

_NEXT = thousandths(1)  # parts the kinds of doubt: a guess, no speaker, the rest


def doubts(query: Query, snapshot: Snapshot) -> Doubts:
    """Return the quotations that a query finds with a confidence under 1, guesses first, the least certain first."""
    execution = ready(replace(query, of="quotes", sort="newest"), snapshot)
    query = execution.query
    confidence = snapshot.column("quote.confidence").take(execution.hits).astype(np.int64)
    unchecked, known = confidence < thousandths(UNCHECKED), snapshot.said.known.take(execution.hits)
    order = confidence + _NEXT * np.where(unchecked, np.where(known, 0, 1), 2)
    order[confidence >= thousandths(1)] = 4 * _NEXT
    total, end = int(np.count_nonzero(confidence < thousandths(1))), query.page * query.size
    found = np.array(list(_first(execution, order, min(end, total)))[end - query.size :], np.int64)
    guessed = int(np.count_nonzero(unchecked & known))
    return Doubts(total, tuple(_doubts(execution, found)), int(np.count_nonzero(unchecked)), guessed)


def _first(execution: Execution, order: Ints, wanted: int) -> Iterator[int]:
    """Yield the hits of the least number, then those of the next one; there are few different ones."""
    for value in np.unique(order).tolist():
        if wanted <= 0:
            return
        some, _ = ranked(execution, execution.hits.take(np.flatnonzero(order == value)), wanted)
        wanted -= len(some)
        yield from some.tolist()


def _doubts(execution: Execution, found: Ints) -> Iterator[Doubt]:
    articles = execution.snapshot.all_at(execution.articles(found))
    for (segment, number), place in zip(articles, execution.places_of(found), strict=True):
        article = segment.article(number)
        yield Doubt(article.quotes[place], article)
