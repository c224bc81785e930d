"""The page of hits over time: a large chart of numbers or shares, by an interval that may be chosen."""

from dataclasses import dataclass, replace

from search.query import KINDS, Interval, Query
from search.results import Timeline
from search.searcher import Searcher
from search.timeline import ASKED_INTERVALS, AskedInterval
from search.told import to_translate
from web.filters import Link, chips
from web.formats import counted, noun_of
from web.languages import gettext
from web.listing import called
from web.overview import counted_only, with_facets
from web.params import FILTERS, TIMELINE, Asked, Pairs, View
from web.timeline import PERIODS, Chart, chart
from web.urls import chart_pairs, list_url, timeline_url, without

MOST = 400  # bars: a year of days
_BY: dict[Interval, str] = {
    "day": to_translate("by day"),
    "week": to_translate("by week"),
    "month": to_translate("by month"),
    "year": to_translate("by year"),
}


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What the page shows; `too_many` is how many bars the interval that was asked for would have, if too many."""

    noun: str
    status: str
    query: Query
    chart: Chart | None
    filters: tuple[str, ...]
    all_url: str
    kinds: tuple[Link, ...]
    intervals: tuple[Link, ...]
    too_many: int
    list_url: str
    box: Pairs  # what the search box keeps, and
    kept: Pairs  # the form of dates


def timeline_view(searcher: Searcher, asked: Asked) -> TimelinePage:
    """Return the page of a query.

    Raises:
        QueryError: the query asks for more than the limits allow.
    """
    query, view = asked.query, asked.view
    line = searcher.timeline(query, view.interval)
    too_many = len(line.periods) if len(line.periods) > MOST and view.interval != "auto" else 0
    if too_many:
        view = replace(view, interval="auto")
        line = searcher.timeline(query)
    return _page(searcher, line, view, too_many)


def _page(searcher: Searcher, line: Timeline, view: View, too_many: int) -> TimelinePage:
    query, plain = line.query, replace(view, share=False)
    found = searcher.search(with_facets(counted_only(query)))
    held = tuple(chips(found))
    return TimelinePage(
        noun=noun_of(query.of),
        status=_status(line, len(held)),
        query=query,
        chart=chart(line, share=view.share, here=timeline_url(query, plain), large=True),
        filters=tuple(f"{chip.label}: {chip.value}" for chip in held),
        all_url=timeline_url(without(query, *FILTERS), view),
        kinds=tuple(_kinds(query, view)),
        intervals=tuple(_intervals(query, view)),
        too_many=too_many,
        list_url=list_url(query),
        box=TIMELINE.pairs(query, without=("q", "mode")),
        kept=[*TIMELINE.pairs(query, without=("from", "to")), *chart_pairs(view)],
    )


def _status(line: Timeline, filters: int) -> str:
    hits, narrowed = counted(line.total, noun_of(line.query.of)), counted(filters, "filter") if filters else ""
    return ", ".join(filter(None, (hits, narrowed, gettext(_BY[line.interval])))) + "."


def _kinds(query: Query, view: View) -> list[Link]:
    return [Link(called(of), timeline_url(replace(query, of=of), view), of == query.of) for of in KINDS]


def _intervals(query: Query, view: View) -> list[Link]:
    return [
        Link(_named(one), timeline_url(query, replace(view, interval=one)), one == view.interval)
        for one in ASKED_INTERVALS
    ]


def _named(interval: AskedInterval) -> str:
    return gettext("Automatic") if interval == "auto" else gettext(PERIODS[interval])
