"""Hits over time: as JSON, and as a chart whose bars are links."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from search.query import Interval, Query
from search.results import Period, Timeline
from search.timeline import last_day
from search.told import to_translate
from web.filters import Link
from web.formats import counted, noun_of, number, percent
from web.languages import gettext
from web.params import API_TIMELINE, View, joined
from web.render import Json, index_json
from web.scale import Tick, below, called, steps
from web.urls import interval_pairs, list_url, page_url, sharing, timeline_url, within_url

_LEAST = 2.5  # height of a bar that is there, in percent
_DIGITS = 6  # of a share
_NUMBERS = {
    "article": {
        "day": to_translate("Articles by day"),
        "week": to_translate("Articles by week"),
        "month": to_translate("Articles by month"),
        "year": to_translate("Articles by year"),
    },
    "quote": {
        "day": to_translate("Quotes by day"),
        "week": to_translate("Quotes by week"),
        "month": to_translate("Quotes by month"),
        "year": to_translate("Quotes by year"),
    },
}
_SHARES = {
    "article": {
        "day": to_translate("Share of all articles by day"),
        "week": to_translate("Share of all articles by week"),
        "month": to_translate("Share of all articles by month"),
        "year": to_translate("Share of all articles by year"),
    },
    "quote": {
        "day": to_translate("Share of all quotes by day"),
        "week": to_translate("Share of all quotes by week"),
        "month": to_translate("Share of all quotes by month"),
        "year": to_translate("Share of all quotes by year"),
    },
}
PERIODS: dict[Interval, str] = {
    "day": to_translate("Day"),
    "week": to_translate("Week"),
    "month": to_translate("Month"),
    "year": to_translate("Year"),
}
# Dates that are longer than a bar.
_YEARS = to_translate("%(number)s dated to a year only, which lists count on its first day")
_MONTHS = to_translate("%(number)s dated to a month or a year only, which lists count on its first day")
_LEFT_OUT = {
    "day": to_translate("a day without any is left out"),
    "week": to_translate("a week without any is left out"),
    "month": to_translate("a month without any is left out"),
    "year": to_translate("a year without any is left out"),
}
_PARTS = {False: 2, True: 5}  # of the scale, of a small chart and of a large one


@dataclass(frozen=True, slots=True)
class Bar:
    """A period: its place and size in percent of the chart's, what it is called, and the list of its hits if any."""

    x: float
    y: float
    width: float
    height: float
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A period in the table."""

    name: str
    count: int
    archive: int
    share: str
    url: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart of a timeline with its scale. `apart` says what stands in no bar, `larger` leads to a large one."""

    noun: str
    label: str  # what it shows
    period: str  # what a bar is
    bars: tuple[Bar, ...]
    scale: tuple[Tick, ...]  # from the top down
    below: tuple[Tick, ...]
    rows: tuple[Row, ...]
    apart: str
    switch: Link
    share: bool
    large: bool
    larger: str | None


def timeline_json(line: Timeline, view: View) -> Json:
    """Return a timeline as the API gives it."""
    return {
        "interval": line.interval,
        "total": {"value": line.total, "relation": "eq"},
        "buckets": [
            {"start": one.start, "count": one.count, "all": one.archive, "share": _rounded(one.share)}
            for one in line.periods
        ],
        "imprecise": line.imprecise,
        "undated": line.undated,
        "complete": line.complete,
        "links": {
            "self": joined(API_TIMELINE.path, [*API_TIMELINE.pairs(line.query), *interval_pairs(view)]),
            "html": page_url(line.query),
        },
        "index": index_json(line),
        "took_ms": line.took_ms,
    }


def chart(line: Timeline, *, share: bool, here: str | None = None, large: bool = False) -> Chart | None:
    """Return the chart of a timeline, of numbers or of shares of the archive; None where it would have one bar.

    `here` is the page that shows the chart, where it is not the list of its hits.
    """
    if len(line.periods) < 2:
        return None
    noun, query = noun_of(line.query.of), line.query
    plain = here or list_url(replace(query, page=1))
    sizes = [(one.share or 0) if share else one.count for one in line.periods]
    scale = steps(max(sizes), _PARTS[large], whole=not share)
    rows = list(_rows(line))
    return Chart(
        noun=noun,
        label=gettext((_SHARES if share else _NUMBERS)[noun][line.interval]),
        period=gettext(PERIODS[line.interval]),
        bars=tuple(_bars(line, [size / scale[-1] for size in sizes], [row.url for row in rows], share=share)),
        scale=tuple(_ticks(scale, share=share)),
        below=tuple(below(line.interval, [one.start for one in line.periods])),
        rows=tuple(row for row in rows if row.count),
        apart=_apart(line),
        switch=_switch(noun, plain, share=share),
        share=share,
        large=large,
        larger=None if large else timeline_url(query, View(share=share)),
    )


def _switch(noun: str, plain: str, *, share: bool) -> Link:
    """Return the link to the other chart."""
    if share:
        return Link(gettext("Numbers of quotes") if noun == "quote" else gettext("Numbers of articles"), plain)
    text = gettext("Share of all quotes") if noun == "quote" else gettext("Share of all articles")
    return Link(text, sharing(plain))


def _bars(line: Timeline, sizes: list[float], urls: list[str], *, share: bool) -> Iterator[Bar]:
    """Yield the bars, given their sizes as parts of the chart's height."""
    width = 100 / len(sizes)
    for at, (one, size) in enumerate(zip(line.periods, sizes, strict=True)):
        high = round(max(_LEAST, 100 * size), 2) if one.count else 0
        link = urls[at] if one.count else None
        name = _named(line, one, share)
        yield Bar(round(at * width, 3), round(100 - high, 2), round(width * 0.85, 3), high, name, link)


def _ticks(scale: list[float], *, share: bool) -> Iterator[Tick]:
    for size in reversed(scale):
        text = percent(size, "g") if share else number(round(size))
        yield Tick(round(100 - 100 * size / scale[-1], 2), text)


def _named(line: Timeline, one: Period, share: bool) -> str:
    name, hits = called(line.interval, one.start), counted(one.count, noun_of(line.query.of))
    if not share:
        return f"{name}: {hits}"
    return gettext(
        "%(period)s: %(hits)s of %(all)s, %(share)s",
        period=name, hits=hits, all=number(one.archive), share=percent(one.share or 0),
    )  # fmt: skip


def _range(query: Query, interval: Interval, start: str) -> tuple[str, str]:
    """Return the dates of a period that the query's own leave: as they are written in an address."""
    first, last = date.fromisoformat(start + "0001-01-01"[len(start) :]), last_day(interval, start)
    least, most = query.days
    cut = (least or 0) > first.toordinal() or (most or last) < last
    if not cut and interval != "week":
        return start, start
    ends = max(first.toordinal(), least or 0), min(last, most or last)
    return date.fromordinal(ends[0]).isoformat(), date.fromordinal(ends[1]).isoformat()


def _rows(line: Timeline) -> Iterator[Row]:
    url = within_url(line.query)
    for one in line.periods:
        link = url(*_range(line.query, line.interval, one.start))
        yield Row(called(line.interval, one.start), one.count, one.archive, percent(one.share or 0), link)


def _apart(line: Timeline) -> str:
    parts = []
    if line.imprecise:
        longer = _YEARS if line.interval == "month" else _MONTHS
        parts.append(gettext(longer, number=number(line.imprecise)))
    if line.undated:
        parts.append(gettext("%(number)s without a date", number=number(line.undated)))
    if not line.complete:
        parts.append(gettext(_LEFT_OUT[line.interval]))
    return "; ".join(parts)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)
