"""Stretches of words in documents, and which lie near each other: search.proximity for many documents at once."""

from collections.abc import Iterable, Iterator

import numpy as np
from msgspec import Struct

from index.columnar.arrays import Array, Ints, Mask
from index.errors import QueryError
from search import query as limits
from search.columnar.arrays import NONE, PLACE
from search.nodes import Near, Node
from search.told import told

_LAST = np.iinfo(np.int64).max


class Spans(Struct, frozen=True):
    """Matches, ascending by their first and then their last word, each `document << PLACE | position`; and their field.

    The field is the number of one of the group's tail fields, 0 in the main field.
    """

    first: Ints
    last: Ints
    field: Array

    def take(self, at: Ints) -> "Spans":
        """Return some of them."""
        first = self.first.take(at)
        return Spans(first, self.last.take(at) if self.several else first, self.field.take(at))

    @property
    def several(self) -> bool:
        """Whether some may be of several words."""
        return self.last is not self.first

    @property
    def documents(self) -> Ints:
        """The document of each."""
        return self.first >> PLACE


NOWHERE = Spans(NONE, NONE, np.zeros(0, np.uint8))


def joined(many: Iterable[Spans], node: Node) -> Spans:
    """Return the matches of several, which are those of a node, in order, each once.

    Raises:
        QueryError: they are more than a search may sort at once.
    """
    found = list(_bounded(many, node))
    if len(found) == 1:
        return found[0]
    first, last = (np.concatenate([NONE, *(getattr(one, name) for one in found)]) for name in ("first", "last"))
    field = np.concatenate([NOWHERE.field, *(one.field for one in found)])
    if not any(one.several for one in found):
        order = np.argsort(first, kind="stable")  # it merges what is in order
        every = Spans(first, first, field).take(order)
        return every.take(fresh(every.first))
    order = np.lexsort((last, first))
    every = Spans(first, last, field).take(order)
    new = (np.diff(every.first, prepend=-1) != 0) | (np.diff(every.last, prepend=-1) != 0)
    return every if new.all() else every.take(new.nonzero()[0])


def _bounded(many: Iterable[Spans], node: Node) -> Iterator[Spans]:
    """Yield the matches of several as long as they are not too many."""
    places = 0
    for one in many:
        places += len(one.first)
        if places > limits.MAX_PLACES:
            message = told("this is in over %(places)s places: ask for fewer or rarer words", places=limits.MAX_PLACES)
            raise QueryError(message, node.start)
        yield one


def fresh(ascending: Ints) -> Ints:
    """Return where each of some ascending numbers stands for the first time."""
    new = np.empty(len(ascending), np.bool_)
    new[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return new.nonzero()[0]


def near(left: Spans, right: Spans, reach: int, *, ordered: bool) -> Mask:
    """Return which of the matches on the left have one on the right near."""
    if not left.first.size or not right.first.size:
        return np.zeros(len(left.first), np.bool_)
    if not (ordered or left.several or right.several):
        return _beside(left.first, right.first, reach)
    found = _next(left.last, right.first, reach)[1]
    if ordered:
        return found
    found |= _before(left.first, np.sort(right.last) if right.several else right.last, reach)[1]
    return found | _holding(left, right) | _held(left, right)


def _beside(places: Ints, others: Ints, reach: int) -> Mask:
    """Return which words have another one near, before or after: both looked for at once."""
    at = others.searchsorted(places)
    after = others.take(at, mode="clip")
    same = after == places
    if same.any():  # a word is not near itself
        after = others.take(at + same, mode="clip")
    found = (after > places) & (after - places <= reach)
    before = others.take(at - 1, mode="clip")
    found |= (before < places) & (places - before <= reach)
    return found


def _next(lasts: Ints, firsts: Ints, reach: int) -> tuple[Ints, Mask]:
    """Return for each end the place of the next beginning, and whether it is near."""
    places = firsts.searchsorted(lasts, side="right")
    return places, (places < len(firsts)) & (firsts.take(places, mode="clip") - lasts <= reach)


def _before(firsts: Ints, lasts: Ints, reach: int) -> tuple[Ints, Mask]:
    """Return for each beginning the place of the last end before it, and whether it is near."""
    places = lasts.searchsorted(firsts, side="left") - 1
    return places, (places >= 0) & (firsts - lasts.take(places, mode="clip") <= reach)


def _holding(outer: Spans, inner: Spans) -> Mask:
    """Return which matches have one of the others strictly inside."""
    if not outer.several:
        return np.zeros(len(outer.first), np.bool_)
    found: Mask = np.append(least_after(inner), _LAST).take(inner.first.searchsorted(outer.first, "right")) < outer.last
    return found


def least_after(spans: Spans) -> Ints:
    """Return for each match the least end of it and of those after it."""
    return np.minimum.accumulate(spans.last[::-1])[::-1] if spans.several else spans.last


def _held(inner: Spans, outer: Spans) -> Mask:
    """Return which matches lie strictly inside one of the others."""
    if not outer.several:
        return np.zeros(len(inner.first), np.bool_)
    most = np.append(-1, np.maximum.accumulate(outer.last))
    found: Mask = most.take(outer.first.searchsorted(inner.first, side="left")) > inner.last
    return found


def covers(left: Spans, right: Spans, reach: int, node: Near) -> Spans:
    """Return the stretches from a match of one side to the nearest one of the other, before and after it.

    Raises:
        QueryError: see `joined`.
    """
    if not left.first.size or not right.first.size:
        return NOWHERE
    found = _nearest(left, right, reach)
    if not node.ordered:
        found += _nearest(right, left, reach)
        found.append(left.take(_holding(left, right).nonzero()[0]))
        found.append(right.take(_holding(right, left).nonzero()[0]))
    return joined(found, node)


def _nearest(before: Spans, after: Spans, reach: int) -> list[Spans]:
    """Return from each match to the next one after it, and to each from the last one before it."""
    places, near = _next(before.last, after.first, reach)
    here = near.nonzero()[0]
    following = Spans(before.first.take(here), after.last.take(places.take(here)), before.field.take(here))
    order = np.argsort(before.last, kind="stable")
    places, near = _before(after.first, before.last.take(order), reach)
    here = near.nonzero()[0]
    leading = before.first.take(order.take(places.take(here)))
    return [following, Spans(leading, after.last.take(here), after.field.take(here))]
