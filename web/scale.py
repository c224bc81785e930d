"""The scale of a chart: which numbers stand at its side, and which periods are named below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from search.query import Interval
from web.formats import day

_STEPS = (1, 2, 3, 4, 5, 10)
_YEARS, _DATES = 6, 4  # names below a chart that a telephone has room for
_LEAST = 14.0  # percent of the width between two names
_EDGE = 8.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A place of the scale, in percent of its length, and what stands there; `anchor` is that of SVG's text."""

    at: float
    text: str
    anchor: str = "middle"


def called(interval: Interval, start: str) -> str:
    """Return what a period is called."""
    return f"week of {day(start)}" if interval == "week" else day(start)


def steps(most: float, parts: int, *, whole: bool) -> list[float]:
    """Return at most `parts` + 1 round numbers, equally far apart, from 0 to one that is not below `most`."""
    wanted = most / parts
    unit = 10.0 ** floor(log10(wanted))
    step = next(unit * one for one in _STEPS if unit * one >= wanted * (1 - 1e-9))
    step = max(1.0, step) if whole else step
    return [at * step for at in range(ceil(most / step - 1e-9) + 1)]


def below(interval: Interval, starts: Sequence[str]) -> Iterator[Tick]:
    """Yield the names below the bars of periods: years, months or periods, the longest of which there are several."""
    before = -_LEAST
    for at, name in _thinned(interval, starts):
        place = round(100 * (at + 0.5) / len(starts), 2)
        if place - before >= _LEAST:
            yield Tick(place, name, "start" if place < _EDGE else "end" if place > 100 - _EDGE else "middle")
            before = place


def _thinned(interval: Interval, starts: Sequence[str]) -> list[tuple[int, str]]:
    years, months = _changes(starts, 4), _changes(starts, 7)
    if interval == "year" or len(years) > 2:
        every = next(step for step in _round_numbers() if len(years) <= _YEARS * step)
        return [(at, starts[at][:4]) for at in years if int(starts[at][:4]) % every == 0]
    places = months if interval in ("week", "day") and len(months) > 2 else list(range(len(starts)))
    every = ceil(len(places) / _DATES)
    return [(at, day(starts[at][:7]) if places is months else called(interval, starts[at])) for at in places[::every]]


def _changes(starts: Sequence[str], length: int) -> list[int]:
    """Return the places where the beginning of a period's name differs from the one before."""
    return [0, *(at for at, (one, two) in enumerate(pairwise(starts), 1) if one[:length] != two[:length])]


def _round_numbers() -> Iterator[int]:
    power = 1
    while True:
        yield from (power * step for step in (1, 2, 5))
        power *= 10
