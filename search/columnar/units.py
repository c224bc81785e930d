"""Sentences, paragraphs and beginnings in which a part of a query holds, over all documents of a segment at once."""

from collections.abc import Callable
from functools import reduce

import numpy as np

from index.columnar.arrays import Ints
from index.columnar.inverted import stretches
from index.columnar.kept import kept, remembered
from index.fields import DEFAULT_FIELDS, GROUPS
from search.columnar.arrays import NONE, PLACE, distinct, found_in, intersection, union
from search.columnar.found import Part
from search.columnar.near import Piece, Places, Spans
from search.columnar.runs import counted
from search.nodes import UNIT_FIELDS, And, Node, Not, Or, Unit, Within, shown_leaves

_TITLE = GROUPS["text"][1].index("title")
Look = Callable[[Node], Ints]  # of a leaf, the numbers of the units that it matches in, ascending


class Units:
    """The units of the documents of a segment that can match a node. A title's number is its document's."""

    def __init__(self, piece: Piece, node: Within, check: Callable[[], None]) -> None:
        self._segment, self._node = piece[0], node
        self._size = self._segment.size
        self._places = {
            "title": Places(piece, "text", ("title",), check, tails=True),
            "body": Places(piece, "text", DEFAULT_FIELDS, check),
        }

    def parts(self) -> list[Part]:
        """Return in how many units of each field the child holds; of beginnings, in which fields it matches."""
        if self._node.unit in ("lead", "first"):
            return self._beginning(self._node)
        titles = self._holding(self._node, "title")
        bodies = self._ends(self._node.unit).take(self._holding(self._node, "body")) >> PLACE
        found = (("title", titles), ("body", bodies))
        return [(name, *counted(own, np.zeros(len(own), np.bool_))) for name, own in found if own.size]

    def _holding(self, node: Within, name: str) -> Ints:
        """Return the units of a field in which the child holds."""

        def look(leaf: Node) -> Ints:
            if isinstance(leaf, Within):
                smaller = self._holding(leaf, name)
                return smaller if name == "title" else self._around(smaller, leaf.unit, node.unit)
            spans = self._places[name].spans(leaf, self._documents)
            return _titles(spans) if name == "title" else _numbers(spans, self._ends(node.unit))

        return _holding(node.child, look)

    def _around(self, numbers: Ints, smaller: Unit, unit: Unit) -> Ints:
        """Return the units in which smaller ones lie."""
        return distinct(self._ends(unit).searchsorted(self._ends(smaller).take(numbers)))

    @remembered()
    def _ends(self, unit: Unit) -> Ints:
        """Return where the sentences or paragraphs of the documents end."""
        ends = self._segment.ends(unit)
        if self._documents is None:
            return ends.keys
        starts = ends.starts.take(self._documents)
        return ends.keys.take(stretches(starts, ends.starts.take(self._documents + 1) - starts))

    @kept
    def _documents(self) -> Ints | None:
        """The documents that can match; None where that may be all."""
        return self._candidates(self._node.child)

    def _beginning(self, node: Within) -> list[Part]:
        def look(name: str, leaf: Node) -> Ints:
            spans = self._places[name].spans(leaf, self._documents)
            return _titles(spans) if name == "title" else self._begun(spans, node)

        found = _holding(node.child, lambda leaf: union([look(name, leaf) for name in UNIT_FIELDS], self._size))
        parts: list[Part] = []
        for name in UNIT_FIELDS:
            every = union([NONE, *(look(name, leaf) for leaf in shown_leaves(node.child))], self._size)
            own = intersection(found, every, self._size)
            parts += [(name, own, np.ones_like(own), np.zeros_like(own))] if own.size else []
        return parts

    def _begun(self, spans: Spans, node: Within) -> Ints:
        """Return the documents of matches at the beginning of the body."""
        if node.unit == "first":
            near = (spans.last & ((1 << PLACE) - 1)) < node.words
        else:
            ends = self._segment.ends("paragraph")
            near = spans.last < ends.keys.take(ends.starts.take(spans.documents))
        return distinct(spans.documents[near])

    def _candidates(self, node: Node) -> Ints | None:
        """Return documents that hold all that match a node; None where that may be all."""
        match node:
            case And(children):
                found = [self._candidates(child) for child in children if not isinstance(child, Not)]
                known = [one for one in found if one is not None]
                return reduce(lambda one, other: intersection(one, other, self._size), known) if known else None
            case Or(children):
                found = [self._candidates(child) for child in children]
                known = [one for one in found if one is not None]
                return union(known, self._size) if len(known) == len(found) else None
            case Within(_, child):
                return self._candidates(child)
            case _:
                return self._places["body"].documents(node)


def _holding(node: Node, look: Look) -> Ints:
    """Return the units for which a node holds. A NOT only takes away: the parser sees to it."""
    match node:
        case And(children):
            wanted = sorted((_holding(one, look) for one in children if not isinstance(one, Not)), key=len)
            units = reduce(lambda one, other: one[found_in(one, other)[1]], wanted)
            for one in children:
                if isinstance(one, Not):
                    units = units[~found_in(units, _holding(one.child, look))[1]]
            return units
        case Or(children):
            return distinct(np.concatenate([_holding(child, look) for child in children]))
        case _:
            return look(node)


def _titles(spans: Spans) -> Ints:
    return distinct(spans.documents[spans.field == _TITLE])


def _numbers(spans: Spans, ends: Ints) -> Ints:
    """Return the units that matches lie in whole."""
    units = ends.searchsorted(spans.first, side="right")
    if spans.several:
        units = units[units == ends.searchsorted(spans.last, side="right")]
    return distinct(units)
