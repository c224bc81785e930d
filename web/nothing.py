"""What a page offers where nothing is found, or little: changes to the search that find more, each counted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.errors import QueryError
from search.allowance import Allowance
from search.chosen import Absent, absent_values, in_place, namesakes
from search.loosening import Offer, offers, with_hits
from search.loosening import beside as offered
from search.query import FACETS, Query
from search.results import FacetValue, Results
from search.searcher import Searcher
from search.syntax import expression_of, parse
from search.told import to_translate
from web.filters import Link, excluded, label, named, selected
from web.languages import gettext, ngettext, translated
from web.params import FILTERS
from web.urls import asking, barred, list_url, speaker_page, toggled, without

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


@dataclass(frozen=True, slots=True)
class Nothing:
    """What is said where nothing is found: which chosen values there are not, and ways to find something.

    `unchecked` are the pages of chosen names to which quotations are attributed, none for sure.
    """

    absent: tuple[str, ...]
    unchecked: tuple[Link, ...]
    ways: tuple[Way, ...]


def nothing(results: Results, searcher: Searcher, allowance: Allowance) -> Nothing:
    """Return what finds something where a query does not: other names, fewer of its words, a filter less."""
    query = results.query
    found = offers(searcher, query, allowance)
    absent = absent_values(searcher, query, allowance)
    alike = [_with_value(query, one.facet, one.given, value) for one in absent for value in one.alike]
    others = [_with_value(query, "speaker", given, value) for given, value in _namesakes(searcher, query)]
    fewer = (
        Way(told, list_url(asked), hits) for told, asked, hits in with_hits(searcher, _filters(results), allowance)
    )
    unsure = tuple(_unchecked(one) for one in absent if one.unchecked)
    gone = tuple(_absent(one) for one in absent if not one.unchecked)
    return Nothing(gone, unsure, (*alike, *others, *(_offered(one, query) for one in found), *fewer))


@dataclass(frozen=True, slots=True)
class Beside:
    """Another search that is offered beside hits: its kind, in words, and how much it finds.

    The kind is that of an `Offer`, or "namesake".
    """

    kind: str
    what: str
    url: str
    count: int


def beside(results: Results, searcher: Searcher, allowance: Allowance) -> list[Beside]:
    """Return what is offered beside the hits of some results; none where there are none."""
    query, total = results.query, results.total.value
    found = offered(searcher, query, total, allowance) if total else ()
    others = (_namesake(query, given, value) for given, value in _namesakes(searcher, query)) if total else ()
    return [*others, *(Beside(one.kind, translated(one.what), _url(one, query), one.hits) for one in found)]


def _namesakes(searcher: Searcher, query: Query) -> Iterator[tuple[str, FacetValue]]:
    """Yield each surname that is chosen alone with a speaker who bears it, too."""
    return ((one.given, value) for one in namesakes(searcher, query) for value in one.others)


def _namesake(query: Query, given: str, value: FacetValue) -> Beside:
    what = gettext("with the speaker “%(name)s”", name=value.label)
    return Beside("namesake", what, list_url(in_place(query, "speaker", given, value.value)), value.count)


def _absent(one: Absent) -> str:
    facet, value = gettext(FACETS[one.facet].label), named(one.facet, one.given)
    told = gettext("%(facet)s “%(value)s”: exactly this is nowhere in the archive.", facet=facet, value=value)
    names = gettext("Under other filters: %(names)s.", names=", ".join(one.elsewhere)) if one.elsewhere else ""
    return f"{told} {names}".strip()


def _unchecked(one: Absent) -> Link:
    told = ngettext(
        "%(num)s quote is attributed to “%(name)s”, unchecked",
        "%(num)s quotes are attributed to “%(name)s”, unchecked",
        one.unchecked,
        name=one.given,
    )
    return Link(told, speaker_page(one.given) or "")


def _with_value(query: Query, facet: str, given: str, value: FacetValue) -> Way:
    """Return another value in the place of a chosen one."""
    text = gettext("%(facet)s “%(value)s”", facet=gettext(FACETS[facet].label), value=label(facet, value))
    return Way(text, list_url(in_place(query, facet, given, value.value)), value.count)


def _offered(offer: Offer, query: Query) -> Way:
    what = translated(offer.what)
    return Way(what[:1].upper() + what[1:], _url(offer, query), offer.hits)


def _url(offer: Offer, query: Query) -> str:
    return list_url(_by_mode(offer, query) or asking(offer.text, query))


def _by_mode(offer: Offer, query: Query) -> Query | None:
    """Return what asks for any of the words in the text as it was typed, where that is the same."""
    asked = replace(query, mode="any", page=1)
    try:
        expression = expression_of(asked) if offer.kind == "any" else None
    except QueryError:
        return None
    return asked if expression and expression.root == parse(offer.text).root else None


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
