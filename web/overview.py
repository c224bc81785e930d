"""What pages over hits share: how they are narrowed, values with what a click gives, a chart if there is time."""

from dataclasses import dataclass, replace
from functools import partial

from index.errors import QueryError
from search.query import FACETS, Query
from search.results import FacetValue, Results
from search.searcher import Searcher
from web.filters import chips, label
from web.languages import gettext
from web.timeline import Chart, chart
from web.urls import click_url, list_url, own_page, speaker_page, tag_page

SHOWN = 10  # values of a list


@dataclass(frozen=True, slots=True)
class Value:
    """A value, how many hits it has, and the list of these; `page` is its own, where it has one."""

    label: str
    count: int
    url: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters that hold on a page, in words, and how many hits there are without them."""

    filters: tuple[str, ...]
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What the pages of a speaker and of a tag both show: `names` are others for the same, `folded` hits are copies."""

    name: str
    names: tuple[str, ...]
    query: Query
    total: int
    folded: int
    years: str
    list_url: str
    narrowed: Narrowed | None
    chart: Chart | None
    sources: tuple[Value, ...]


def subject(searcher: Searcher, results: Results, facet: str, every: int, *, share: bool) -> Subject:
    """Return what is shown of the one chosen value of a facet.

    Args:
        every: how many hits there are without other filters.
        share: whether the chart shows parts of the archive.
    """
    query, own = results.query, own_value(results, facet)
    page_of = partial(speaker_page, own.value) if facet == "speaker" else partial(tag_page, own.label)
    return Subject(
        name=own.label,
        names=own.aliases,
        query=query,
        total=results.total.value,
        folded=results.total.folded,
        years=years(results.dates),
        list_url=list_url(query),
        narrowed=narrowed(results, every, page_of() or "", facet),
        chart=charted(searcher, query, page_of(query), share=share),
        sources=values(results, "source"),
    )


def with_facets(query: Query, *facets: str) -> Query:
    """Return a query that counts some facets, and those that it filters by: their values have labels then."""
    chosen = [name for name in FACETS if query.chosen(name) or query.excluded(name)]
    return replace(query, facets=tuple(dict.fromkeys((*facets, *chosen))), facet_size=SHOWN + 1)


def values(results: Results, facet: str) -> tuple[Value, ...]:
    """Return the most frequent values of a facet that are not chosen, each with the list that a click gives."""
    found = [value for value in results.facets[facet].values if not (value.selected or value.excluded)]
    return tuple(valued(value, facet, results.query) for value in found[:SHOWN])


def valued(value: FacetValue, facet: str, query: Query) -> Value:
    """Return a value that some hits of a query have."""
    return Value(label(facet, value), value.count, click_url(facet, value, query), own_page(facet, value))


def own_value(results: Results, facet: str) -> FacetValue:
    """Return the value of a facet that a page is of."""
    return next(value for value in results.facets[facet].values if value.selected)


def narrowed(results: Results, total: int, url: str, own: str) -> Narrowed | None:
    """Return how a page of `total` hits is narrowed, the facet aside that it is of; None where it is not."""
    expression = results.query.expression
    text = [gettext("“%(text)s”", text=expression.text)] if expression else []
    told = [f"{chip.label}: {chip.value}" for chip in chips(results) if chip.label != gettext(FACETS[own].label)]
    return Narrowed((*text, *told), total, url) if text or told else None


def charted(searcher: Searcher, query: Query, here: str | None = None, *, share: bool) -> Chart | None:
    """Return the chart of the hits of a query; None too where counting takes too long: a page can do without."""
    try:
        return chart(searcher.timeline(query), share=share, here=here)
    except QueryError:
        return None


def counted_only(query: Query) -> Query:
    """Return a query that asks for nothing but numbers."""
    return replace(query, size=0, highlight=False, span=False, fold=False)


def years(dates: tuple[str, str] | None) -> str:
    """Return the first and the last year of some hits."""
    return "–".join(dict.fromkeys(day[:4] for day in dates or ()))
