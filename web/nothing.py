"""What a page offers where nothing is found: changes to the search that find something, each counted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from index.errors import QueryError
from search.allowance import Allowance
from search.loosening import Likeness, Offer, around, likenesses, offers
from search.query import FACETS, Query
from search.results import Results
from search.searcher import Searcher
from search.told import to_translate
from web.filters import excluded, label, selected
from web.languages import gettext, translated
from web.params import FILTERS
from web.urls import asking, barred, list_url, toggled, without

_MOST = 8  # filters: each costs a search
# Facets within a sentence.
_NAMES = {
    "tag": to_translate("tag"),
    "speaker": to_translate("speaker"),
    "source": to_translate("source"),
    "byline": to_translate("byline"),
    "section": to_translate("section"),
    "year": to_translate("year"),
    "lang": to_translate("language"),
    "told_to": to_translate("told to"),
    "source_type": to_translate("kind of source"),
    "kind": to_translate("kind of quote"),
}


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
    alike = [_like(one, query) for one in likenesses(searcher, query, allowance)]
    fewer = [_offered(one, query) for one in found if one.kind in ("fewer", "around")]
    others = [_offered(one, query) for one in found if one.kind not in ("fewer", "around")]
    return [*alike, *fewer, *counted(_any(query)), *others, *counted(_filters(results))]


def beside(results: Results, searcher: Searcher, allowance: Allowance) -> Way | None:
    """Return the list of quotations in articles that have the words, where it is longer than that of some results."""
    query, total = results.query, results.total.value
    offer = around(searcher, query, allowance) if total else None
    return _offered(offer, query) if offer and offer.hits > total else None


def _like(one: Likeness, query: Query) -> Way:
    facet, value = one.facet, one.value
    text = gettext("%(facet)s “%(value)s”", facet=gettext(FACETS[facet].label), value=label(facet, value))
    rest = tuple(given for given in query.chosen(facet) if given != one.given)
    changes: dict[str, Any] = {FACETS[facet].attribute: (*rest, value.value), "page": 1}
    return Way(text, list_url(replace(query, **changes)), value.count)


def _offered(offer: Offer, query: Query) -> Way:
    what = translated(offer.what)
    return Way(what[:1].upper() + what[1:], list_url(asking(offer.text, query)), offer.hits)


def _with_hits(searcher: Searcher, allowance: Allowance, changes: Iterable[tuple[str, Query]]) -> Iterator[Way]:
    for text, query in islice(changes, _MOST):
        if allowance.left and (count := _hits(searcher, query)):
            yield Way(text, list_url(query), count)


def _hits(searcher: Searcher, query: Query) -> int:
    """Return how many hits a query has; none where it is refused."""
    try:
        return searcher.count(query)
    except QueryError:
        return 0


def _any(query: Query) -> Iterator[tuple[str, Query]]:
    if query.mode == "all" and query.expression is not None and " " in query.expression.text.strip():
        yield gettext("Any of the words"), replace(query, mode="any", page=1)


def _filters(results: Results) -> Iterator[tuple[str, Query]]:
    each = list(_each_filter(results))
    yield from each
    if len(each) > 1:
        yield gettext("Without the filters"), without(results.query, *FILTERS)


def _each_filter(results: Results) -> Iterator[tuple[str, Query]]:
    query = results.query
    for name in FACETS:
        facet = gettext(_NAMES[name])
        for value in selected(results.facets.get(name)):
            text = gettext("Without %(facet)s “%(value)s”", facet=facet, value=label(name, value))
            yield text, toggled(query, name, value.value)
        for value in excluded(results.facets.get(name)):
            text = gettext("With %(facet)s “%(value)s” too", facet=facet, value=label(name, value))
            yield text, barred(query, name, value.value)
    if query.role:
        yield gettext("Without role “%(role)s”", role=query.role), without(query, "role")
    if query.min_confidence is not None:
        yield gettext("However sure the speaker is"), without(query, "min_confidence")
    if query.date_from or query.date_to:
        yield gettext("At any date"), without(query, "from", "to")
