"""The page of one tag: its articles over time, who is quoted in them, and which tags go with it."""

from dataclasses import dataclass, replace

from search.query import Query
from search.results import Hit, Results
from search.searcher import Searcher
from web.overview import (
    SHOWN,
    Subject,
    Value,
    counted_only,
    subject,
    valued,
    values,
    with_facets,
)
from web.params import QUOTES, Asked
from web.urls import list_url, other_list


@dataclass(frozen=True, slots=True)
class TagPage:
    """What the page shows; `together` are the tags that are unusually common in its articles."""

    subject: Subject
    quotes: int
    quotes_url: str
    speakers: tuple[Value, ...]
    together: tuple[Value, ...]
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
    quotes = _quotes(searcher, results.query)
    return TagPage(
        subject=subject(searcher, results, "tag", every, share=share),
        quotes=quotes.total.value,
        quotes_url=list_url(quotes.query),
        speakers=values(quotes, "speaker"),
        together=_together(searcher, results.query),
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
