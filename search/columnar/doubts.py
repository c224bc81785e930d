"""The least certain quotations of a commit."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from index.columnar.arrays import Ints
from index.fields import thousandths
from search.columnar.execution import Execution
from search.columnar.order import Ranked, ranked
from search.columnar.snapshot import Snapshot
from search.query import Everything, Query
from search.results import Doubt, Doubts
from search.same import canonical
from search.syntax import expression_of


def doubts(query: Query, snapshot: Snapshot) -> Doubts:
    """Return the quotations that a query finds with a confidence under 1, the least certain first."""
    query = replace(canonical(query, snapshot.same), of="quotes", sort="newest")
    expression = expression_of(query)
    execution = Execution(query, expression.root if expression else Everything(), snapshot)
    confidence = snapshot.column("quote.confidence").take(execution.hits)
    total = int(np.count_nonzero(confidence < thousandths(1)))
    found = map(_doubt, _first(execution, confidence, min(query.size, total)))
    return Doubts(total, tuple(found))


def _first(execution: Execution, confidence: Ints, wanted: int) -> Iterator[Ranked]:
    """Yield the hits of the least confidence, then those of the next one; there are few different ones."""
    for value in np.unique(confidence).tolist():
        if wanted <= 0:
            return
        some = ranked(execution, execution.hits.take(np.flatnonzero(confidence == value)), wanted)
        wanted -= len(some)
        yield from some


def _doubt(one: Ranked) -> Doubt:
    article = one.segment.article(one.number)
    return Doubt(article.quotes[one.quote], article)
