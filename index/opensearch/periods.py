"""Which periods of time a date tells: the rule of search.timeline for what is written."""

from datetime import date, timedelta

_PRECISE = {4: 2, 7: 1}  # by the length of the date: a year, a month; any longer one tells the day
_COARSEST = {"year": 2, "month": 1, "week": 0, "day": 0}


def precision(published: str) -> int:
    """Return how precise an ISO 8601 date is: 0 to the day, 1 to the month, 2 to the year."""
    return _PRECISE.get(len(published), 0)


def period_starts(published: str, day: date) -> dict[str, str]:
    """Return the start of each period that a date tells, as search.results.Bucket has it."""
    monday = day - timedelta(days=day.weekday()) if day.toordinal() > day.weekday() else date.min
    starts = {
        "year": day.isoformat()[:4],
        "month": day.isoformat()[:7],
        "week": monday.isoformat(),
        "day": day.isoformat(),
    }
    known = precision(published)
    return {interval: start for interval, start in starts.items() if known <= _COARSEST[interval]}
