"""What is counted of the whole archive, to compare hits with: worked out once a commit."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from index.columnar.arrays import Array, Ints
from index.columnar.segment import Segment
from search.columnar.counting import first_of_month
from search.columnar.snapshot import Snapshot
from search.query import QUOTE_FACETS, Of
from search.timeline import DAY, precision

_SECONDS = 86_400
_Value = TypeVar("_Value")
_Asked = ParamSpec("_Asked")
_precisions: WeakKeyDictionary[Segment, Array] = WeakKeyDictionary()


def once_a_commit(
    make: Callable[Concatenate[Snapshot, _Asked], _Value],
) -> Callable[Concatenate[Snapshot, _Asked], _Value]:
    """Return a function that keeps its answers as long as the commit is open.

    An answer must not hold the snapshot: then it would stay open for ever.
    """
    known: WeakKeyDictionary[Snapshot, dict[Any, _Value]] = WeakKeyDictionary()

    @wraps(make)
    def asked(snapshot: Snapshot, /, *given: _Asked.args, **named: _Asked.kwargs) -> _Value:
        answers = known.setdefault(snapshot, {})
        key = (given, *named.items())
        if key not in answers:
            answers[key] = make(snapshot, *given, **named)
        return answers[key]

    return asked


@once_a_commit
def archive_counts(snapshot: Snapshot, facet: str, of: Of) -> Ints:
    """Return how many articles or quotations have each value of a facet, in the order of its keys."""
    if of == "articles":
        return snapshot.values(facet).counts(np.flatnonzero(snapshot.alive))
    quotes = np.flatnonzero(snapshot.quote_alive)
    if facet in QUOTE_FACETS:
        return snapshot.values(facet, "quotes").counts(quotes)
    return snapshot.values(facet).counts(snapshot.quote_article.take(quotes), once=False)


@once_a_commit
def vague(snapshot: Snapshot, finest: int) -> Ints:
    """Return the articles, ascending, whose date is less precise than `finest` (DAY or MONTH)."""
    parts = [np.flatnonzero(_precision(segment) > finest) + base for segment, base in snapshot.parts]
    return np.concatenate([np.zeros(0, np.int64), *parts])


def _precision(segment: Segment) -> Array:
    """Return how precise the date of each article of a segment is, DAY where there is none.

    The columns do not say: what is dated by less than a day stands at the first second of a month, so only the articles
    that do are looked at.
    """
    found = _precisions.get(segment)
    if found is None:
        days, seconds = segment.number("day"), segment.number("seconds")
        found = np.full(len(days), DAY, np.int8)
        for number in np.flatnonzero((days > 0) & (seconds % _SECONDS == 0) & first_of_month(days)).tolist():
            found[number] = precision(segment.head(number).published or "")
        _precisions[segment] = found
    return found
