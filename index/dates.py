"""Printed dates to ISO 8601, as precise as they were printed and never more."""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import takewhile

from index.months import OTHER_MONTH, in_english
from index.patterns import pattern

Published = tuple[str, str]

_FIRST_YEAR, _LAST_YEAR = 1400, 2200  # before printed news; after any clock that is merely wrong
_LONGEST = 100
_ISO = pattern(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})"
    r"(?:(?:T|\s+)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?)?)?)?",
    re.I,
)
_ISO_DAY = pattern(r"\d{4}(?:-\d\d(?:-\d\d(?:T|$)|$)|$)")
_FIGURES = (
    (pattern(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), ("year", "month", "day")),
    (pattern(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]"), ("year", "month", "day")),
    # Where points are used the day comes first.
    (pattern(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)"), ("day", "month", "year")),
    (pattern(r"(?<!\d)(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?!\d)"), ("first", "second", "year")),
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "SAST": 2, "PKT": 5, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "ADT": -3, "AST": -4, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
    "AKDT": -8, "AKST": -9, "HST": -10,
}  # fmt: skip
# "IST" (India, Ireland, Israel) and "ET" (summer or not) say no certain offset: they are read as no zone.
_AMERICAN = pattern(r"[ECMP][SD]?T")  # zones where the month comes first
_NAMES = rf"{'|'.join(_ZONES)}|[ECMP]T|IST"
_CLOCK_ZONE = pattern(
    r"(?:\d[:.]\d\d(?:[.,]\d+)?|\d\s*[ap]\.?\s?m\b\.?)(?:\s*[ap]\.?\s?m\b\.?)?"
    r"(?P<zone>\s*\(?(?:(?:(?:GMT|UTC)\s?)?(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?(?!\d)"
    rf"(?:\s*\([^()]*\))?|(?P<name>{_NAMES})\b\.?)\)?)",
    re.I,
)
_HOUR = pattern(r"\b(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?\s*([ap])\.?\s?m\b\.?", re.I)
_CLOCK = pattern(r"\d{1,2}:\d\d")
_DOTTED = pattern(r"(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)(?!\.?\d|\s+\d{4}\b)")  # a clock where no date has points
_NOISE = pattern(r"[()\[\]|·•–—]|\s-\s|\b(?:at|on|um|first|published|posted|date|o'clock|uhr|hrs?)\b:?", re.I)
_CHANGED = pattern(
    r"\b(?:updated|modified|corrected|revised|aktualisiert|akt\.|mis à jour|actualizad[oa]|atualizad[oa]|aggiornat[oa]|"
    r"bijgewerkt|oppdatert|opdateret|uppdaterad|zaktualizowano|aktualizováno)(?!\w)|更新",
    re.I,
)
_PARTS = ("year", "month", "day", "hour", "minute", "second")
_LENGTHS = {"year": 4, "month": 7, "day": 10}

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_TIME = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?\s?m\b\.?)?|\d{1,2}\s*[ap]\.?\s?m\b\.?"
_EASTERN = r"\d{1,2}\s?[時时시]\s?\d{1,2}\s?[分분]"
_EASTERN_CLOCK = re.compile(r"(\d{1,2})\s?[時时시]\s?(\d{1,2})\s?[分분]")
_TIME_ZONE = rf"(?:\s*\(?(?:(?:GMT|UTC)?\s?[+-]\d\d:?\d\d|(?:{_NAMES})\b)\)?)?"
_DATE = (
    rf"(?:{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_DAY}\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}|"
    rf"\d{{1,2}}(?:er|[.ºª])?\s+(?:(?:de|di)\s+)?(?:{OTHER_MONTH})\b\.?,?\s+(?:del?\s+)?\d{{4}}|{_MONTH},?\s+\d{{4}}|"
    r"\d{4}-\d\d-\d\d|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{4}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|"
    r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일])"
)
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
_PRINTED = pattern(
    rf"\b(?:(?:{_TIME}){_TIME_ZONE},?\s+(?:on\s+)?)?{_WEEKDAY}{_DATE}(?:\b|(?=T\d)|(?<=[日일]))"
    rf"(?:(?:T|,?\s+(?:(?:at|um)\s+|[|·•–—-]\s+)?)(?:{_TIME}){_TIME_ZONE}|\s?{_EASTERN})?",
    re.I,
)


def parse_date(text: str) -> Published | None:
    """Return the date as ISO 8601 with its precision, or None; what is not printed is not added.

    The precision is "year", "month", "day", "minute" or "second". A date like 5/6/2015, which is May in one
    country and June in another, gives its year only, unless an American zone beside it tells the country.
    """
    text = " ".join(in_english(_EASTERN_CLOCK.sub(_colon, text)).split())
    if not text or len(text) > _LONGEST:
        return None
    bare, zone, name = _split_zone(text)
    try:
        return _iso(bare, zone) or _numeric(bare, zone, american=bool(_AMERICAN.fullmatch(name))) or _worded(bare, zone)
    except (
        ValueError,
        ArithmeticError,
        TypeError,
        AttributeError,
        IndexError,
    ):  # all met from dateutil on noise
        return None


def _colon(clock: re.Match[str]) -> str:
    """Write a clock of East Asia, "8時5分", with a colon."""
    return f" {clock[1]}:{clock[2]:0>2}"


def plain_day(text: str) -> str:
    """Return a printed day or month, "June 2024", as ISO 8601 without a clock; any other text as it is, stripped."""
    text = text.strip()
    found = None if _ISO_DAY.match(text) else parse_date(text)
    return found[0][:10] if found and found[1] != "year" else text  # of 5/6/2015 but the year is sure


def find_date(text: str) -> tuple[Published, int, int] | None:
    """Return the first date printed within a line, with its place there."""
    for found in _PRINTED.finditer(text):
        if published := parse_date(found[0]):
            return published, found.start(), found.end()
    return None


def is_of_change(text: str, start: int) -> bool:
    """Tell if the date that begins at `start` is said to be that of an update, which dates no article."""
    return bool(_CHANGED.search(text, 0, start))


@lru_cache(4_096)  # asked twice for each article, and many have one day
def local_day(iso: str) -> int | None:
    """Return `date.toordinal()` of the printed local day; a month or a year counts as its first day."""
    if not _ISO_DAY.match(iso):
        return None
    try:
        return date.fromisoformat(iso[:10] + "0001-01-01"[len(iso) :]).toordinal()
    except ValueError:
        return None


def local_seconds(iso: str) -> int | None:
    """Return the seconds of the printed local time, `local_day` times 86,400 and the time of day: a sort key."""
    day = local_day(iso)
    if day is None:
        return None
    clock = [int(part) for part in re.findall(r"\d\d", iso[10:19])]
    return day * 86_400 + sum(value * unit for value, unit in zip(clock, (3600, 60, 1), strict=False))


def _split_zone(text: str) -> tuple[str, timezone | None, str]:
    """Take out the zone after the time, and its name: dateutil reads "GMT-0400 (EDT)" as four hours ahead."""
    found = _CLOCK_ZONE.search(text)
    if not found:
        return text, None, ""
    rest = f"{text[: found.start('zone')]} {text[found.end() :]}"
    if found["sign"]:
        return rest, _timezone(found), ""
    name = found["name"].upper()
    hours = _ZONES.get(name)
    return rest, None if hours is None else timezone(timedelta(hours=hours)), name


def _timezone(found: re.Match[str]) -> timezone | None:
    minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    return timezone(timedelta(minutes=-minutes if found["sign"] == "-" else minutes)) if minutes < 15 * 60 else None


def _iso(text: str, zone: timezone | None) -> Published | None:
    found = _ISO.fullmatch(text.strip())
    if not found:
        return None
    known = {name: int(value) for name, value in found.groupdict().items() if value is not None}
    return _published(known, zone)


def _numeric(text: str, zone: timezone | None, *, american: bool) -> Published | None:
    """Read a date in figures amid other words, as 18/5/2015, 18.5.2015 or 2015-05-18."""
    for form, order in _FIGURES:
        if found := form.search(text):
            date_parts = dict(zip(order, map(int, found.groups()), strict=True))
            rest = _plain(text[: found.start()] + " " + text[found.end() :])
            return _published(_sure(date_parts, american=american) | _clock(rest), zone)
    return None


def _sure(parts: dict[str, int], *, american: bool) -> dict[str, int]:
    """Return the parts of a date in figures; else only a number over 12 tells the day from the month."""
    if "month" in parts:
        return parts
    first, second, year = parts["first"], parts["second"], parts["year"]
    if first <= 12 and second <= 12 and first != second and not american:
        return {"year": year}
    day, month = (first, second) if first > 12 else (second, first)
    return {"year": year, "month": month, "day": day}


def _clock(text: str) -> dict[str, int]:
    if not _CLOCK.search(text):
        return {}
    return {name: value for name, value in _understood(text).items() if name in _PARTS[3:]}


def _worded(text: str, zone: timezone | None) -> Published | None:
    known = _understood(_plain(text))
    if not re.search(rf"(?<!\d){known.get('year', 0):04}", text):  # two digits: the century would be a guess
        return None
    return _published(known, zone)


def _plain(text: str) -> str:
    spelt = _HOUR.sub(_spelt, _DOTTED.sub(r"\1:\2", text))
    return _NOISE.sub(" ", spelt).strip(" ,.:;-")


def _spelt(clock: re.Match[str]) -> str:
    """Write an hour of twelve in one way; "15:48 PM" is a clock of 24 hours whatever is added."""
    half = f" {clock[3]}m" if int(clock[1]) <= 12 else ""
    return f"{clock[1]}:{clock[2] or '00'}{half}"


def _understood(text: str) -> dict[str, int]:
    """Return what the text says: the parts that do not change with the defaults that dateutil fills in."""
    from dateutil import parser as dateutil  # a fifth of what starting a search costs, and none reads such dates

    low = dateutil.parse(text, default=datetime(2000, 1, 1), ignoretz=True)
    high = dateutil.parse(text, default=datetime(2004, 12, 31, 23, 59, 59), ignoretz=True)
    return {name: getattr(low, name) for name in _PARTS if getattr(low, name) == getattr(high, name)}


def _published(known: dict[str, int], zone: timezone | None) -> Published | None:
    parts = list(takewhile(known.__contains__, _PARTS))
    if not parts or not _FIRST_YEAR <= known["year"] <= _LAST_YEAR:
        return None
    precision = "day" if parts[-1] == "hour" else parts[-1]
    values = [known[name] for name in parts]
    moment = datetime(*(values + [1] * (3 - len(values)))[:6], tzinfo=zone)  # type: ignore[arg-type,misc]
    return moment.isoformat()[: _LENGTHS.get(precision)], precision
