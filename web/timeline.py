"""Hits over time: as JSON, and as a chart whose bars are links."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from search.query import Interval, Query
from search.results import Period, Timeline
from search.timeline import last_day
from web.filters import Link
from web.formats import counted, day, number
from web.params import API_TIMELINE, View, joined
from web.render import Json, index_json
from web.urls import list_url, page_url, within_url

HEIGHT = 60  # of the chart; its width is WIDTH for any number of bars
WIDTH = 600
_LEAST = 1.5  # height of a bar that is there
_DIGITS = 6  # of a share


@dataclass(frozen=True, slots=True)
class Bar:
    """A period: its place and size in the chart, what it is called, and the list of its hits where it has any."""

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


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart of a timeline. `apart` says what stands in no bar."""

    noun: str
    interval: str
    bars: tuple[Bar, ...]
    first: str
    last: str
    rows: tuple[Row, ...]
    apart: str
    switch: Link
    width: int = WIDTH
    height: int = HEIGHT


def timeline_json(line: Timeline, view: View) -> Json:
    """Return a timeline as the API gives it."""
    asked = [("interval", view.interval)] if view.interval != "auto" else []
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
            "self": joined(API_TIMELINE.path, [*API_TIMELINE.pairs(line.query), *asked]),
            "html": page_url(line.query),
        },
        "index": index_json(line),
        "took_ms": line.took_ms,
    }


def chart(line: Timeline, *, share: bool) -> Chart | None:
    """Return the chart of a timeline, of numbers or of shares of the archive; None where it would have one bar."""
    if len(line.periods) < 2:
        return None
    noun, query = line.query.of.removesuffix("s"), line.query
    plain = list_url(replace(query, page=1))
    switch = Link(f"Numbers of {noun}s", plain) if share else Link(f"Share of all {noun}s", _sharing(plain))
    return Chart(
        noun=noun,
        interval=line.interval,
        bars=tuple(_bars(line, share)),
        first=called(line.interval, line.periods[0].start),
        last=called(line.interval, line.periods[-1].start),
        rows=tuple(_row(line.interval, one) for one in line.periods if one.count),
        apart=_apart(line),
        switch=switch,
    )


def called(interval: Interval, start: str) -> str:
    """Return what a period is called."""
    return f"week of {day(start)}" if interval == "week" else day(start)


def _bars(line: Timeline, share: bool) -> Iterator[Bar]:
    sizes = [(one.share or 0) if share else one.count for one in line.periods]
    most, width = max(sizes), WIDTH / len(sizes)
    url = within_url(line.query)
    for at, (one, size) in enumerate(zip(line.periods, sizes, strict=True)):
        high = round(max(_LEAST, size / most * HEIGHT), 2) if one.count else 0
        link = url(*_range(line.query, line.interval, one.start)) if one.count else None
        name = _named(line, one, share)
        yield Bar(round(at * width, 2), round(HEIGHT - high, 2), round(width * 0.85, 2), high, name, link)


def _named(line: Timeline, one: Period, share: bool) -> str:
    name = f"{called(line.interval, one.start)}: {counted(one.count, line.query.of.removesuffix('s'))}"
    return f"{name} of {number(one.archive)}, {_percent(one)}" if share else name


def _range(query: Query, interval: Interval, start: str) -> tuple[str, str]:
    """Return the dates of a period that the query's own leave: as they are written in an address."""
    first, last = date.fromisoformat(start + "0001-01-01"[len(start) :]), last_day(interval, start)
    least, most = query.days
    cut = (least or 0) > first.toordinal() or (most or last) < last
    if not cut and interval != "week":
        return start, start
    ends = max(first.toordinal(), least or 0), min(last, most or last)
    return date.fromordinal(ends[0]).isoformat(), date.fromordinal(ends[1]).isoformat()


def _row(interval: Interval, one: Period) -> Row:
    return Row(called(interval, one.start), one.count, one.archive, _percent(one))


def _percent(one: Period) -> str:
    return f"{100 * (one.share or 0):.3g}\u202f%"


def _apart(line: Timeline) -> str:
    parts = []
    if line.imprecise:
        longer = f"{number(line.imprecise)} known to a longer time than a {line.interval} only"
        parts.append(f"{longer} (the lists behind the bars have them on its first day)")
    if line.undated:
        parts.append(f"{number(line.undated)} without a date")
    if not line.complete:
        parts.append(f"a {line.interval} without any is left out")
    return "; ".join(parts)


def _sharing(url: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}share=true"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)
