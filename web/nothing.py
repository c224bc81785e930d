"""What a page offers where nothing is found: changes to the search that find something, each counted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from index.errors import QueryError
from search.allowance import Allowance
from search.loosening import Offer, offers
from search.query import FACETS, Query
from search.results import Results
from search.searcher import Searcher
from web.filters import excluded, label, selected
from web.urls import asking, barred, list_url, toggled, without

_MOST = 8  # filters: each costs a search


@dataclass(frozen=True, slots=True)
class Way:
    """A change to a query without hits that would find `count`."""

    text: str
    url: str
    count: int


def ways(results: Results, searcher: Searcher, allowance: Allowance) -> list[Way]:
    """Return what finds something where a query does not: fewer of its words, other spellings, a filter less."""
    query = results.query
    found = offers(searcher, query, allowance)
    counted = partial(_with_hits, searcher, allowance)
    fewer = [_offered(one, query) for one in found if one.kind == "fewer"]
    others = [_offered(one, query) for one in found if one.kind != "fewer"]
    return [*fewer, *counted(_any(query)), *others, *counted(_filters(results))]


def _offered(offer: Offer, query: Query) -> Way:
    what = offer.what[:1].upper() + offer.what[1:]
    return Way(what, list_url(asking(offer.text, query)), offer.hits)


def _with_hits(searcher: Searcher, allowance: Allowance, changes: Iterable[tuple[str, Query]]) -> Iterator[Way]:
    for text, query in islice(changes, _MOST):
        if allowance.left and (count := _hits(searcher, query)):
            yield Way(text, list_url(query), count)


def _hits(searcher: Searcher, query: Query) -> int:
    """Return how many hits a query has; none where it is refused."""
    try:
        return searcher.search(replace(query, size=0, facets=(), highlight=False, span=False, fold=False)).total.value
    except QueryError:
        return 0


def _any(query: Query) -> Iterator[tuple[str, Query]]:
    if query.mode == "all" and query.expression is not None and " " in query.expression.text.strip():
        yield "Any of the words", replace(query, mode="any", page=1)


def _filters(results: Results) -> Iterator[tuple[str, Query]]:
    query = results.query
    for name, facet in FACETS.items():
        for value in selected(results.facets.get(name)):
            yield f"Without {facet.label.lower()} “{label(name, value)}”", toggled(query, name, value.value)
        for value in excluded(results.facets.get(name)):
            yield f"With {facet.label.lower()} “{label(name, value)}” too", barred(query, name, value.value)
    if query.role:
        yield f"Without role “{query.role}”", without(query, "role")
    if query.min_confidence is not None:
        yield "However sure the speaker is", without(query, "min_confidence")
    if query.date_from or query.date_to:
        yield "At any date", without(query, "from", "to")
