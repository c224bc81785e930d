"""Days as people write them: 2015, 2015-05, May 2015, 18 May 2015, last week, past 3 days, 2015..2016.

What depends on the day of asking is told by that day, which is given: the same text and day read the same for ever.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from index.dates import parse_date
from index.months import in_english
from index.patterns import pattern

Days = tuple[int | None, int | None]

_PARTS = pattern(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
_BETWEEN = pattern(r"\[?(.*?)(?:\.\.+| TO )(.*?)\]?")
_OPEN = pattern(r"(<=|>=|<|>)(.+)")
_UNITS = {
    "d": "day", "day": "day", "w": "week", "wk": "week", "week": "week",
    "mo": "month", "mth": "month", "month": "month", "y": "year", "yr": "year", "year": "year",
}  # fmt: skip
_UNIT = rf"({'|'.join(sorted(_UNITS, key=len, reverse=True))})s?"
_NUMBERED = pattern(rf"(?:last|past|previous)\s+(\d{{1,4}})\s*{_UNIT}")
_AGO = pattern(rf"(\d{{1,4}})\s*{_UNIT}\s+ago")
_NAMED = pattern(rf"(this|last|past|previous)\s+{_UNIT}")
_WEEKDAY = pattern(rf"(?:last\s+)?({'|'.join(calendar.day_name)})", re.IGNORECASE)
_MONTH = pattern(rf"({'|'.join(name for name in calendar.month_name if name)})", re.IGNORECASE)
_OPEN_ENDS = ("", "*")
_LAST = date.max.toordinal()


def read_days(text: str, today: date) -> Days | None:
    """Return the first and the last day that a text means, as ordinals; None where it is not understood.

    An end that is left open is None. Days the other way round are put right.
    """
    text = " ".join(text.split())
    if found := _BETWEEN.fullmatch(text):
        return _between(found[1].strip(), found[2].strip(), today)
    if found := _OPEN.fullmatch(text):
        return _from_or_to(found[1], found[2].strip(), today)
    return _one(text, today)


def _between(first: str, last: str, today: date) -> Days | None:
    """Return the days from one to another; either may be left open, not both."""
    start = (None, None) if first in _OPEN_ENDS else _one(first, today)
    end = (None, None) if last in _OPEN_ENDS else _one(last, today)
    if start is None or end is None or (start[0] is None and end[0] is None):
        return None
    if start[0] is not None and end[1] is not None and start[0] > end[1]:
        start, end = end, start
    return start[0], end[1]


def _from_or_to(sign: str, text: str, today: date) -> Days | None:
    days = _one(text, today)
    if days is None or days[0] is None or days[1] is None:
        return None
    if (sign == "<" and days[0] == 1) or (sign == ">" and days[1] == _LAST):  # there is no such day
        return None
    return {">": (days[1] + 1, None), ">=": (days[0], None), "<": (None, days[0] - 1), "<=": (None, days[1])}[sign]


def _one(text: str, today: date) -> Days | None:
    try:
        known = _iso(text) or _relative(in_english(text).lower().strip(), today)
    except (ValueError, OverflowError):  # the 31st of February, or years beyond all calendars
        return None
    if known:
        return known[0].toordinal(), known[1].toordinal()
    found = parse_date(text)
    return _one(found[0][:10], today) if found and found[0] != text else None


def _iso(text: str) -> tuple[date, date] | None:
    found = _PARTS.fullmatch(text)
    if not found:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    last = 12 if month is None else month
    end = date(year or 0, last, _length(year or 0, last) if day is None else day)
    return date(year or 0, 1 if month is None else month, 1 if day is None else day), end


def _relative(text: str, today: date) -> tuple[date, date] | None:
    for form, read in _RELATIVE:
        if found := form.fullmatch(text):
            return read(found, today)
    return None


def _day(found: re.Match[str], today: date) -> tuple[date, date]:
    day = today if found[0] == "today" else today - timedelta(1)
    return day, day


def _numbered(found: re.Match[str], today: date) -> tuple[date, date]:
    """Return so many days, weeks, months or years up to today."""
    return _back(today, int(found[1]), _UNITS[found[2]]) + timedelta(1), today


def _ago(found: re.Match[str], today: date) -> tuple[date, date]:
    """Return the day, or the whole week, month or year, that lies so far back."""
    unit = _UNITS[found[2]]
    return _whole(_back(today, int(found[1]), unit), unit)


def _named(found: re.Match[str], today: date) -> tuple[date, date]:
    """Return this week, month or year, or the whole one before it."""
    unit = _UNITS[found[2]]
    return _whole(today if found[1] == "this" else _back(today, 1, unit), unit)


def _weekday(found: re.Match[str], today: date) -> tuple[date, date]:
    """Return the last such day before today."""
    wanted = [name.lower() for name in calendar.day_name].index(found[1])
    day = today - timedelta((today.weekday() - wanted - 1) % 7 + 1)
    return day, day


def _month(found: re.Match[str], today: date) -> tuple[date, date]:
    """Return the last such month that has begun."""
    month = [name.lower() for name in calendar.month_name].index(found[1])
    return _whole(date(today.year - (month > today.month), month, 1), "month")


def _back(day: date, many: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day - timedelta(many * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - many * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def _whole(day: date, unit: str) -> tuple[date, date]:
    if unit == "week":
        first = day - timedelta(day.weekday())
        return first, first + timedelta(6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=_length(day.year, day.month))
    return (day.replace(month=1, day=1), day.replace(month=12, day=31)) if unit == "year" else (day, day)


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


_RELATIVE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], tuple[date, date]]], ...] = (
    (pattern("today|yesterday"), _day),
    (_NUMBERED, _numbered),
    (_AGO, _ago),
    (_NAMED, _named),
    (_WEEKDAY, _weekday),
    (_MONTH, _month),
)
