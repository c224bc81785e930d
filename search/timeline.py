"""Hits over time: how precise dates are, which interval shows them best, and which periods are listed."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

from index.errors import QueryError
from search.hits import bucket_start
from search.query import INTERVALS, Interval
from search.results import Period
from search.told import told

AskedInterval = Literal["auto", "day", "week", "month", "year"]
ASKED_INTERVALS: tuple[AskedInterval, ...] = get_args(AskedInterval)

# How precise a date is: known to the day, to the month, or to the year only.
DAY, MONTH, YEAR = range(3)
COARSEST: dict[Interval, int] = {"day": DAY, "week": DAY, "month": MONTH, "year": YEAR}
_FINEST_FIRST: tuple[Interval, ...] = ("day", "week", "month", "year")
MOST_CHOSEN = 120  # periods of an interval that "auto" chooses: a bar for each fits a page
MOST_FILLED = 4_000  # periods that are listed with those that are empty: ten years of days


class Dated(NamedTuple):
    """The hits that have a date: the first and the last day (ordinals), and how many are known to DAY, MONTH, YEAR."""

    first: int
    last: int
    known: Sequence[int]


def precision(published: str) -> int:
    """Return how precise an ISO 8601 date is that says no more than is known: DAY, MONTH or YEAR."""
    return {4: YEAR, 7: MONTH}.get(len(published), DAY)


def tells(interval: Interval, known: int) -> bool:
    """Tell whether a date of some precision says which period of an interval it lies in."""
    return known <= COARSEST[interval]


def check_interval(interval: str) -> None:
    """Refuse an interval that there is not.

    Raises:
        QueryError: it is none of ASKED_INTERVALS.
    """
    if interval not in ASKED_INTERVALS:
        message = told(
            "%(name)s is one of %(known)s, not %(given)s",
            name="interval",
            known=", ".join(ASKED_INTERVALS),
            given=repr(interval),
        )
        raise QueryError(message, parameter="interval")


def chosen_interval(asked: AskedInterval, dated: Dated | None) -> Interval:
    """Return the interval asked for. "auto": the finest with MOST_CHOSEN periods at most that suits most of the hits.

    It suits where at least half of the dated hits say which period they lie in. A year is taken where none does.
    """
    if asked != "auto":
        return asked
    return next((one for one in _FINEST_FIRST if dated and _suits(one, dated)), INTERVALS[0])


def periods(interval: Interval, hits: Mapping[str, int], archive: Mapping[str, int]) -> tuple[tuple[Period, ...], bool]:
    """Return the periods from the first to the last that has a hit, and whether the empty ones are among them."""
    found = sorted(start for start, count in hits.items() if count)
    if not found:
        return (), True
    first, last = (_day(start) for start in (found[0], found[-1]))
    complete = _many(interval, first, last) <= MOST_FILLED
    starts = _starts(interval, first, last) if complete else found
    return tuple(Period(start, hits.get(start, 0), archive.get(start, 0)) for start in starts), complete


def last_day(interval: Interval, start: str) -> int:
    """Return the last day of a period, as an ordinal."""
    first = date.fromordinal(_day(start))
    match interval:
        case "year":
            return first.replace(month=12, day=31).toordinal()
        case "month":
            return first.replace(day=monthrange(first.year, first.month)[1]).toordinal()
        case "week":
            return min(first.toordinal() + 6, date.max.toordinal())
        case "day":
            return first.toordinal()


def _suits(interval: Interval, dated: Dated) -> bool:
    known = sum(count for at, count in enumerate(dated.known) if tells(interval, at))
    return _many(interval, dated.first, dated.last) <= MOST_CHOSEN and 2 * known >= sum(dated.known)


def _many(interval: Interval, first: int, last: int) -> int:
    """Return how many periods there are from one day to another."""
    one, other = date.fromordinal(first), date.fromordinal(last)
    match interval:
        case "year":
            return other.year - one.year + 1
        case "month":
            return _month(last) - _month(first) + 1
        case "week":
            return (last - 1) // 7 - (first - 1) // 7 + 1  # day 1 was a Monday
        case "day":
            return last - first + 1


def _starts(interval: Interval, first: int, last: int) -> Iterator[str]:
    if interval in ("day", "week"):
        step = 7 if interval == "week" else 1
        yield from (bucket_start(interval, date.fromordinal(day)) for day in range(first, last + 1, step))
    elif interval == "month":
        yield from (f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(_month(first), _month(last) + 1))
    else:
        yield from (f"{year:04d}" for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1))


def _month(day: int) -> int:
    found = date.fromordinal(day)
    return 12 * found.year + found.month - 1


def _day(start: str) -> int:
    """Return the first day of a period."""
    return date.fromisoformat(start + "0001-01-01"[len(start) :]).toordinal()
