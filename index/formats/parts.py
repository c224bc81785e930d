"""A file as a tree of parts, each opened only when its turn comes: a reading that was ended goes on behind one.

The way to a part is told by numbers, one a level: (2, 0, 7) is the eighth thing in the first one in the third. It is
the same whenever the same bytes are read, whatever of them is passed over.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Union

from index.article import Article
from index.files import Failure
from index.formats.place import guarded

Found = Article | Failure
Way = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One article that is still to be made. `name` is its place, as `Failure` has it."""

    name: str
    make: Callable[[], Found]

    def made(self) -> Found:
        """Return the article, or why there is none."""
        return next(guarded(self.name, lambda: [self.make()]))


@dataclass(frozen=True, slots=True)
class Part:
    """What holds items and parts; iterated over, it gives the articles in it and the failures, in their order."""

    name: str
    inside: Callable[[], Iterable[Union["Part", Item, Found]]]

    def opened(self) -> Iterator[Union["Part", Item, Found]]:
        """Yield what is directly inside. What goes wrong in that ends it, as a failure."""
        return guarded(self.name, self.inside)

    def __iter__(self) -> Iterator[Found]:
        return (step for step in steps(self) if not isinstance(step, Mark))


class Mark(IntEnum):
    """Where a reading is, between the articles: it went into a part, out of one, or past a thing."""

    IN = 0
    OUT = 1
    PAST = 2


Step = Article | Failure | Mark


class At:
    """Where a reading is: the way to the thing that comes next."""

    def __init__(self) -> None:
        self._way = [0]
        self._new = True  # whether anything came since the last reader ended

    @property
    def way(self) -> Way:
        """The way to what is not read, after `lost`."""
        return tuple(self._way)

    def take(self, step: Step) -> None:
        """Follow a reader by a step."""
        self._new |= step is not Mark.PAST
        if step is Mark.IN:
            self._way.append(0)
        elif step is not Mark.PAST:
            if step is Mark.OUT:
                self._way.pop()
            self._way[-1] += 1

    def lost(self) -> bool:
        """Take note that a reader ended here, and tell if another can go on; it must pass over more each time."""
        if not self._new:
            self._way.pop()
        self._new = False
        return bool(self._way)


def steps(part: Part) -> Iterator[Step]:
    """Yield all that is in a part, with the marks of its inner parts."""
    for thing in part.opened():
        yield from _steps(thing)


def steps_behind(part: Part, way: Way, reason: str) -> Iterator[Step]:
    """Yield what comes behind a thing, after the reason why that one is not read; what comes before it stays closed."""
    for number, thing in enumerate(part.opened()):
        if number < way[0]:
            yield Mark.PAST
        elif number > way[0]:
            yield from _steps(thing)
        elif isinstance(thing, Part) and len(way) > 1:
            yield from steps_behind(thing, way[1:], reason)
            yield Mark.OUT
        else:
            yield _passed_over(thing, reason)


def _steps(thing: Part | Item | Found) -> Iterator[Step]:
    if isinstance(thing, Item):
        yield thing.made()
    elif isinstance(thing, Part):
        yield Mark.IN
        yield from steps(thing)
        yield Mark.OUT
    else:
        yield thing


def _passed_over(thing: Part | Item | Found, reason: str) -> Found:
    if isinstance(thing, Part):
        return Failure(thing.name, f"{reason}: left out from there on", lasting=False)
    return Failure(thing.name, reason, lasting=False) if isinstance(thing, Item) else thing
