"""A page of results from one commit."""

from functools import partial
from time import perf_counter
from typing import Any

import numpy as np
from msgspec.structs import replace

from index.columnar.arrays import Ints
from search.columnar.arrays import NONE, Floats
from search.columnar.execution import Execution
from search.columnar.finder import Finder, group_of
from search.columnar.hits import make_hits
from search.columnar.order import after, listed, place_of, ranked
from search.columnar.ready import ready
from search.columnar.snapshot import Snapshot
from search.cursor import decode, encode
from search.hits import did_you_mean, since
from search.query import (
    Query,
    Term,
)
from search.results import Hit, Results, Suggestion, Total
from search.spelling import most_edits, nearest
from search.syntax import expression_of


def answer(query: Query, snapshot: Snapshot) -> Results:
    """Return one page of what matches in a commit."""
    started = perf_counter()
    execution = ready(query, snapshot)
    query, expression = execution.query, expression_of(execution.query)
    total = len(execution.hits)
    hits = listed(execution)
    shown, scores, more = _page(execution, hits)
    found = make_hits(execution, expression, shown, scores)
    return Results(
        query=query,
        total=Total(total, total - len(hits)),
        hits=found,
        **_counted(execution),
        did_you_mean=_meant(execution),
        diagnostics=expression.diagnostics if expression else (),
        revision=snapshot.revision,
        documents=snapshot.documents,
        engine=snapshot.engine,
        took_ms=since(started),
        cursor=_cursor(execution, shown[-1:], found[-1]) if more else None,
    )


def _counted(execution: Execution) -> dict[str, Any]:
    """Return what is counted over all hits, as far as it is asked for."""
    query = execution.query
    if not (query.facets or query.span or query.histogram):
        return {}
    from search.columnar.facets import dates, facet, histogram

    return {
        "facets": {name: facet(name, execution) for name in query.facets},
        "dates": dates(execution) if query.span else None,
        "histogram": histogram(execution),
    }


def _cursor(execution: Execution, document: Ints, last: Hit) -> str:
    newest = execution.ages.newest if execution.query.sort == "recent" else 0
    return encode(execution.query, place_of(execution, document, last), newest)


def _meant(execution: Execution) -> Suggestion | None:
    """Return the query with its unknown words replaced. Where a hit has every word, each is known."""
    if execution.wants_all and len(execution.hits):
        return None
    return did_you_mean(expression_of(execution.query), partial(_better, execution))


def _page(execution: Execution, hits: Ints) -> tuple[Ints, Floats, bool]:
    """Return the hits of the page in order, their scores, and whether there are more after them."""
    query, place = execution.query, decode(execution.query)
    if not query.size:
        return NONE, np.zeros(0), False
    rest = hits if place is None else after(execution, hits, place)
    end = query.page * query.size
    first, scores = ranked(execution, rest, end)
    return first[end - query.size :], scores[end - query.size :], len(rest) > end


def _better(execution: Execution, term: Term) -> str | None:
    """Return the nearest word of the articles, None where an article has the term."""
    query, snapshot = execution.query, execution.snapshot
    leaf = term if query.of == "articles" or term.field else replace(term, field="quote")
    found = execution.find(term) if query.of == "articles" else Finder(snapshot).find(leaf)
    if found is not None and snapshot.living(found.documents).size:
        return None
    finder = Finder(snapshot)
    edits, first = most_edits(term.word), term.word[:1]
    near = {
        one.words.word(at).decode()
        for one in snapshot.spelled(group_of(leaf.field))
        for at in one.near(term.word, edits, first).tolist()
    }
    return nearest(term.word, ((word, finder.articles_with(word, leaf.field)) for word in near))
