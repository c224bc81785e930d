"""The scale of a chart: which numbers stand at its side, and which periods are named below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from search.query import Interval
from web.formats import day
from web.languages import gettext

_STEPS = (1, 2, 3, 4, 5, 10)
_YEARS, _DATES = 6, 4  # names below a chart that a telephone has room for
# In percent of the narrowest chart, that of a window of 320 px: a letter of a name, the least between two names, and
# what of one may stand beyond the chart.
_LETTER, _GAP, _MARGIN = 3.1, 2.5, 5.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A place of the scale, in percent of its length, and what stands there; `anchor` is that of SVG's text."""

    at: float
    text: str
    anchor: str = "middle"


def called(interval: Interval, start: str) -> str:
    """Return what a period is called."""
    return gettext("week of %(day)s", day=day(start)) if interval == "week" else day(start)


def steps(most: float, parts: int, *, whole: bool) -> list[float]:
    """Return at most `parts` + 1 round numbers, equally far apart, from 0 to one that is not below `most`."""
    wanted = most / parts
    unit = 10.0 ** floor(log10(wanted))
    step = next(unit * one for one in _STEPS if unit * one >= wanted * (1 - 1e-9))
    step = max(1.0, step) if whole else step
    return [at * step for at in range(ceil(most / step - 1e-9) + 1)]


def below(interval: Interval, starts: Sequence[str]) -> list[Tick]:
    """Return the names below the bars of periods: years, months or periods, the longest of which there are several.

    They touch in no window of 320 px or more.
    """
    names = [_tick(round(100 * (at + 0.5) / len(starts), 2), name) for at, name in _thinned(interval, starts)]
    fewer = (names[::every] for every in range(2, len(names)))
    return next(filter(_apart, (names, names[1:], *fewer)), names[:1])


def _apart(ticks: Sequence[Tick]) -> bool:
    return all(_end(one) + _GAP <= _begin(other) for one, other in pairwise(ticks))


def _tick(place: float, name: str) -> Tick:
    half = _LETTER * len(name) / 2
    return Tick(place, name, "start" if place + _MARGIN < half else "end" if place - _MARGIN > 100 - half else "middle")


def _begin(tick: Tick) -> float:
    """Return where a name begins in the narrowest chart."""
    return tick.at - _LETTER * len(tick.text) * {"start": 0.0, "middle": 0.5, "end": 1.0}[tick.anchor]


def _end(tick: Tick) -> float:
    return _begin(tick) + _LETTER * len(tick.text)


def _thinned(interval: Interval, starts: Sequence[str]) -> list[tuple[int, str]]:
    years, months = _changes(starts, 4), _changes(starts, 7)
    if interval == "year" or len(years) > 2:
        every = next(step for step in _round_numbers() if len(years) <= _YEARS * step)
        return [(at, starts[at][:4]) for at in years if int(starts[at][:4]) % every == 0]
    places = months if interval in ("week", "day") and len(months) > 2 else list(range(len(starts)))
    every = ceil(len(places) / _DATES)
    length = 7 if places is months else 10
    return [(at, day(starts[at][:length], short=True)) for at in places[::every]]


def _changes(starts: Sequence[str], length: int) -> list[int]:
    """Return the places where the beginning of a period's name differs from the one before."""
    return [0, *(at for at, (one, two) in enumerate(pairwise(starts), 1) if one[:length] != two[:length])]


def _round_numbers() -> Iterator[int]:
    power = 1
    while True:
        yield from (power * step for step in (1, 2, 5))
        power *= 10
