"""The page of one tag: its articles over time, who is quoted in them, and which tags go with it."""

from dataclasses import dataclass, replace

from search.query import Query
from search.results import Hit, Results
from search.searcher import Searcher
from web.overview import (
    SHOWN,
    Narrowed,
    Value,
    charted,
    counted_only,
    narrowed,
    own_value,
    valued,
    values,
    with_facets,
    years,
)
from web.params import QUOTES, Asked
from web.timeline import Chart
from web.urls import list_url, other_list, tag_page


@dataclass(frozen=True, slots=True)
class TagPage:
    """What the page shows; `together` are the tags that are unusually common in its articles."""

    name: str
    names: tuple[str, ...]
    query: Query
    total: int
    quotes: int
    years: str
    url: str
    list_url: str
    quotes_url: str
    narrowed: Narrowed | None
    chart: Chart | None
    speakers: tuple[Value, ...]
    together: tuple[Value, ...]
    sources: tuple[Value, ...]
    newest: tuple[Hit, ...]


def tag_view(searcher: Searcher, tag: str, asked: Asked) -> TagPage | None:
    """Return the page of a tag; None where no article has it.

    Raises:
        QueryError: the query asks for more than the limits allow.
    """
    query = replace(asked.query, of="articles", tags=(tag,), sort="newest", span=True)
    results = searcher.search(with_facets(query, "tag", "source"))
    every = searcher.count(Query(tags=(tag,)))
    return _page(searcher, results, every, share=asked.view.share) if every else None


def _page(searcher: Searcher, results: Results, every: int, *, share: bool) -> TagPage:
    query, own = results.query, own_value(results, "tag")
    here, quotes = tag_page(own.label, query), _quotes(searcher, query)
    return TagPage(
        name=own.label,
        names=own.aliases,
        query=query,
        total=results.total.value,
        quotes=quotes.total.value,
        years=years(results.dates),
        url=here,
        list_url=list_url(query),
        quotes_url=list_url(quotes.query),
        narrowed=narrowed(results, every, tag_page(own.label), "tag"),
        chart=charted(searcher, query, here, share=share),
        speakers=values(quotes, "speaker"),
        together=_together(searcher, query),
        sources=values(results, "source"),
        newest=results.hits,
    )


def _quotes(searcher: Searcher, query: Query) -> Results:
    """Return the quotations in the articles of a tag, with who is quoted most."""
    quotes = replace(other_list(query), sort="newest")
    found = searcher.search(with_facets(counted_only(quotes), "speaker"))
    return replace(found, query=replace(found.query, size=QUOTES.defaults.size))


def _together(searcher: Searcher, query: Query) -> tuple[Value, ...]:
    found = searcher.values(replace(query, facet_size=SHOWN + 1), "tag", order="distinctive")
    return tuple(valued(one, "tag", query) for one in found.values if not (one.selected or one.excluded))[:SHOWN]
