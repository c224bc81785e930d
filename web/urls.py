"""The addresses of queries, articles and quotations, and how a click changes a query."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from index.fields import facet_key
from search.query import EXCLUDED, FACETS, Query, widens
from search.results import FacetValue
from web.parameters import Format
from web.params import (
    API,
    API_ARTICLE,
    API_QUOTE,
    API_QUOTES,
    ARTICLE,
    ATOM_FEED,
    ATTRIBUTES,
    EXPORT,
    FACET,
    JSON_FEED,
    PAGE,
    QUOTE,
    QUOTES,
    SIMILAR,
    SPEAKER,
    TAG,
    TIMELINE,
    Pairs,
    Shape,
    Surface,
    View,
    joined,
)

_NO_FILTERS = Query()
_NO_PATH = re.compile(r"/|\.{1,2}$|$")  # how a tag begins that browsers or servers take for another path
_VIEW = View()
_PLACE = "\0 what no value of a facet is called"


def article_url(article_id: str, query: Query | None = None, *, api: bool = False) -> str:
    """Return the address of an article, with what marks the query's words in it."""
    path = f"{API.path}/" if api else ARTICLE.path
    marking = API_ARTICLE.pairs(query) if query else []
    return joined(path + _segment(article_id), marking)


def similar_url(article_id: str, query: Query = PAGE.defaults, *, api: bool = False) -> str:
    """Return the address of the articles like one, with all that leads back to a list."""
    return joined(f"{article_url(article_id, api=api)}/similar", [] if api else SIMILAR.pairs(query))


def reading_url(article_id: str, query: Query = PAGE.defaults, quotes: int = 1) -> str:
    """Return the address of an article as a list links it: with all that leads back to this list.

    `quotes` is the page of its list of quotations.
    """
    pairs = ARTICLE.pairs(query) + ([("quotes", str(quotes))] if quotes > 1 else [])
    return joined(ARTICLE.path + _segment(article_id), pairs)


def quote_url(quote_id: str, query: Query = QUOTES.defaults, *, api: bool = False) -> str:
    """Return the address of a quotation, with all that leads back to a list that was asked for."""
    if api:
        return API_QUOTE.path + _segment(quote_id)
    pairs = QUOTE.pairs(query)
    return joined(QUOTE.path + _segment(quote_id), [] if pairs == [("of", "articles")] else pairs)


def list_url(query: Query) -> str:
    """Return the page of results of a query of pages: the list of articles or that of quotations."""
    return _list_of(query).url(query)


def list_pairs(query: Query, without: Collection[str] = ()) -> Pairs:
    """Return the parameters of `list_url`, but for those named."""
    return _list_of(query).pairs(query, without)


def list_path(query: Query) -> str:
    """Return the path of `list_url`."""
    return _list_of(query).path


def other_list(query: Query) -> Query:
    """Return the query for quotations in place of articles, or the other way, with the same text and filters."""
    defaults = (PAGE if query.of == "quotes" else QUOTES).defaults
    return replace(query, of=defaults.of, facets=defaults.facets, page=1)


def _list_of(query: Query) -> Surface:
    return PAGE if query.of == "articles" else QUOTES


def _segment(article_id: str) -> str:
    return quote(article_id, safe="", errors="replace")


def speaker_page(speaker: str, query: Query = QUOTES.defaults) -> str | None:
    """Return the page of a speaker, given by name or id, with the filters of a query; None for what has no id."""
    key = facet_key("speaker", speaker)
    return joined(SPEAKER.path + _segment(key), SPEAKER.pairs(query)) if key else None


def tag_page(tag: str, query: Query = PAGE.defaults) -> str:
    """Return the page of a tag with the filters of a query; the list of its articles where a path cannot hold it."""
    if _NO_PATH.match(tag):
        return list_url(replace(query, of="articles", tags=(tag,), page=1))
    return joined(TAG.path + _segment(tag), TAG.pairs(query))


def timeline_url(query: Query, view: View = _VIEW) -> str:
    """Return the page of the hits of a query over time."""
    return joined(TIMELINE.path, [*TIMELINE.pairs(query), *chart_pairs(view)])


def chart_pairs(view: View) -> Pairs:
    """Return the parameters of a chart that are none of the query."""
    return [*interval_pairs(view), *([("share", "true")] if view.share else [])]


def interval_pairs(view: View) -> Pairs:
    """Return the parameter of the interval, where one is asked for."""
    return [("interval", view.interval)] if view.interval != _VIEW.interval else []


def sharing(url: str) -> str:
    """Return an address that shows parts of the archive in place of numbers."""
    return f"{url}{'&' if '?' in url else '?'}share=true"


def own_page(facet: str, value: FacetValue) -> str | None:
    """Return the page of a speaker or of a tag; None for values of other facets."""
    if facet == "speaker":
        return speaker_page(value.value)
    return tag_page(value.label) if facet == "tag" else None


def click_url(facet: str, value: FacetValue, query: Query) -> str:
    """Return the list of what `FacetValue.count` counts: with the value alone where several of them widen."""
    before = () if widens(query, facet) else query.chosen(facet)
    changes: dict[str, Any] = {FACETS[facet].attribute: (*before, value.value), "page": 1}
    return list_url(replace(query, **changes))


def within_url(query: Query) -> Callable[[str, str], str]:
    """Return what gives the list of a query from one date to another: for many dates, as those of a chart."""
    pairs = list_pairs(replace(query, date_from="0001", date_to="0001", page=1))
    around = _around(query, pairs, pairs.index(("from", "0001")), 2)
    return lambda first, last: around(f"from={first}&to={last}")


def adding_url(facet: str, query: Query) -> Callable[[str], str | None]:
    """Return what gives `search_url` of a value: for many values, as the tags of a list of hits."""
    held = {facet_key(facet, one) for one in (*query.chosen(facet), *query.excluded(facet))}
    changes: dict[str, Any] = {FACETS[facet].attribute: (*query.chosen(facet), _PLACE), "page": 1}
    pairs = list_pairs(replace(query, **changes))
    around = _around(query, pairs, pairs.index((facet, _PLACE)), 1)
    return lambda value: None if facet_key(facet, value) in held else around(joined("", [(facet, value)])[1:])


def _around(query: Query, pairs: Pairs, at: int, count: int) -> Callable[[str], str]:
    """Return what puts an encoded text in the place of some parameters of a list's address."""
    before, after = (joined("", some)[1:] for some in (pairs[:at], pairs[at + count :]))
    path = list_path(query)
    return lambda text: f"{path}?" + "&".join(filter(None, (before, text, after)))


def reading_urls(query: Query) -> Callable[[str], str]:
    """Return what gives `reading_url` of an article: for many articles, as those of a list."""
    return _with_tail(joined("", ARTICLE.pairs(query)))


def similar_urls(query: Query) -> Callable[[str], str]:
    """Return what gives `similar_url` of an article: for many articles, as those of a list."""
    return _with_tail(joined("/similar", SIMILAR.pairs(query)))


def _with_tail(tail: str) -> Callable[[str], str]:
    return lambda article_id: f"{ARTICLE.path}{_segment(article_id)}{tail}"


def api_url(query: Query, shape: Shape) -> str:
    """Return the canonical URL of a query in the API, with the shape that its hits were asked in."""
    surface = API if query.of == "articles" else API_QUOTES
    pairs = surface.pairs(query)
    if shape.highlight != "html":
        pairs.append(("highlight", shape.highlight))
    if shape.fields is not None and shape.fields != surface.fields:
        pairs.append(("fields", ",".join(shape.fields)))
    return joined(surface.path, pairs)


def page_url(query: Query) -> str:
    """Return the page of results that stands for a query of the API: listed as pages list."""
    defaults = _list_of(query).defaults
    return list_url(replace(query, fold=defaults.fold, size=defaults.size, page=1))


def export_url(query: Query, form: Format = "csv") -> str:
    """Return the address of all that a query finds, copies too, in one file."""
    asked = replace(query, fold=EXPORT.defaults.fold)
    return joined(EXPORT.path, [("format", form), *EXPORT.pairs(asked, without=("size", "page"))])


def feed_url(query: Query, *, json: bool = False) -> str:
    """Return the address of the newest hits of a query as a feed, Atom or JSON."""
    feed = JSON_FEED if json else ATOM_FEED
    return joined(feed.path, feed.pairs(query, without=("sort", "size", "page")))


def toggled(query: Query, facet: str, value: str) -> Query:
    """Return the query with a facet's value added, or taken away where it is chosen; from the first page on.

    One that is excluded is no more excluded.
    """
    if facet_key(facet, value) in {facet_key(facet, one) for one in query.excluded(facet)}:
        return barred(query, facet, value)
    key = facet_key(facet, value)
    rest = tuple(chosen for chosen in query.chosen(facet) if facet_key(facet, chosen) != key)
    values = rest if len(rest) < len(query.chosen(facet)) else (*rest, value)
    changes: dict[str, Any] = {FACETS[facet].attribute: values, "page": 1}
    return replace(query, **changes)


def barred(query: Query, facet: str, value: str) -> Query:
    """Return the query with a facet's value excluded, or no more excluded where it is; from the first page on."""
    key, attribute = facet_key(facet, value), EXCLUDED[facet]
    chosen, excluded = (
        [one for one in values if facet_key(facet, one) != key]
        for values in (query.chosen(facet), query.excluded(facet))
    )
    if len(excluded) == len(query.excluded(facet)):
        excluded.append(value)
    changes: dict[str, Any] = {FACETS[facet].attribute: tuple(chosen), attribute: tuple(excluded), "page": 1}
    return replace(query, **changes)


def search_url(facet: str, value: str, query: Query = PAGE.defaults) -> str | None:
    """Return the results of a query with a facet's value added; None where it is chosen already."""
    chosen = toggled(query, facet, value)
    return list_url(chosen) if len(chosen.chosen(facet)) > len(query.chosen(facet)) else None


def without(query: Query, *filters: str) -> Query:
    """Return the query without these of its FILTERS; from the first page on."""
    changes: dict[str, Any] = {ATTRIBUTES[name]: getattr(_NO_FILTERS, ATTRIBUTES[name]) for name in filters}
    return replace(query, **changes, page=1)


def asking(text: str, query: Query) -> Query:
    """Return the query with another text, for its URL: the tree stays that of the old text."""
    expression = query.expression and replace(query.expression, text=text)
    return replace(query, expression=expression, page=1)


def facet_url(facet: str, query: Query, view: View = _VIEW, surface: Surface = FACET) -> str:
    """Return the address of the values of a facet among what a query finds, from the query's page on."""
    return joined(surface.path + facet, [*surface.pairs(query), *view_pairs(view)])


def values_url(facet: str, query: Query, view: View = _VIEW) -> str:
    """Return the page of the values of a facet that stands for a query of a list or of the API."""
    return facet_url(
        facet, replace(query, page=1, size=FACET.defaults.size, facet_size=FACET.defaults.facet_size), view
    )


def view_pairs(view: View) -> Pairs:
    """Return the parameters of a list of values that are none of the query."""
    pairs = (("prefix", view.prefix), ("order", view.order))
    return [(name, value) for name, value in pairs if value != getattr(_VIEW, name)]
