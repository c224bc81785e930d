"""Sentences, paragraphs and beginnings in which a part of a query holds, over all documents of a segment at once."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Protocol

import numpy as np

from index.columnar import native
from index.columnar.arrays import Ints, Mask
from index.columnar.inverted import stretches
from index.columnar.kept import kept, remembered
from index.columnar.postings import Postings
from index.errors import QueryError
from index.fields import DEFAULT_FIELDS, GROUPS
from search import query as limits
from search.columnar.arrays import NONE, PLACE, distinct, found_in, intersection, meeting, placed_in, union
from search.columnar.found import Part
from search.columnar.near import Piece, Places
from search.columnar.pairs import MOST_WORDS
from search.columnar.runs import counted
from search.columnar.spans import Spans, fresh, least_after
from search.language.joining import anchored
from search.nodes import UNIT_FIELDS, And, Node, Not, Or, Term, Unit, Within, shown_leaves
from search.told import told

_FEW = 16  # times as many documents in a segment: then a search among the ends of few is worth gathering them
_HELD = 4  # times the places that may be sorted: 9 bytes each
_TITLE = GROUPS["text"][1].index("title")


class Look(Protocol):
    """Where leaves match among units, which have numbers below `count`. A title's number is its document's."""

    count: int

    def size(self, leaf: Node) -> int:
        """Return in about how many units a leaf matches, at most."""
        ...

    def units(self, leaf: Node) -> Ints:
        """Return the units in which a leaf matches, ascending."""
        ...

    def among(self, leaf: Node, units: Ints) -> Mask:
        """Return in which of some units, ascending, a leaf matches."""
        ...


class Units:
    """The units of the documents of a segment in which a node holds."""

    def __init__(self, piece: Piece, node: Within, check: Callable[[], None]) -> None:
        self._piece, self._segment, self._node, self._check = piece, piece.segment, node, check
        self._size = self._segment.size
        self._titles = Places(piece, ("title",), check, tails=True)
        self._bodies = Places(piece, DEFAULT_FIELDS, check)

    def parts(self) -> list[Part]:
        """Return in how many units of each field the child holds; of beginnings, in which fields it matches."""
        if self._node.unit in ("lead", "first"):
            return self._beginning(self._node)
        if native.compiled and (groups := _plain_words(self._node.child)):
            return self._together(groups)
        titles = _holding(self._node.child, _Whole(self._size, self._in_titles))
        bodies = self._ends(self._node.unit).take(self._in_bodies(self._node)) >> PLACE
        found = (("title", titles), ("body", bodies))
        return [(name, *counted(own, np.zeros(len(own), np.bool_))) for name, own in found if own.size]

    def _together(self, groups: Sequence[Sequence[str]]) -> list[Part]:
        """Return in how many units of each field a word of each of some groups stands."""
        each = [[one for word in words if (one := self._piece.stem(word))] for words in groups]
        if not all(each):
            return []
        numbers, postings = zip(*[(number, one) for number, some in enumerate(each) for one in some], strict=True)
        documents, places = self._places(each)
        ends = self._segment.ends(self._node.unit)
        bounds = ends.keys, ends.starts.take(documents), ends.starts.take(documents + 1)
        counts = native.postings.together([one.compiled for one in postings], places, numbers, bounds, _TITLE + 1)
        parts = [(name, own, own.nonzero()[0]) for name, own in (("title", counts[:, 1]), ("body", counts[:, 0]))]
        return [(name, documents.take(at), own.take(at), np.zeros_like(at)) for name, own, at in parts if at.size]

    def _places(self, groups: Sequence[Sequence[Postings]]) -> tuple[Ints, list[Ints]]:
        """Return the documents with a word of each group, and where they are among those of each word; -1 for not."""
        if all(len(group) == 1 for group in groups):
            return meeting([one.documents for group in groups for one in group], self._size)
        sets = [union([one.documents for one in group], self._size) for group in groups]
        documents = reduce(lambda one, other: intersection(one, other, self._size), sets)
        places = [np.full(len(documents), -1) for group in groups for _ in group]
        for own, one in zip(places, (one for group in groups for one in group), strict=True):
            at, which = placed_in(documents, one.documents, self._size)
            own[slice(None) if which is None else which] = at
        return documents, places

    def _in_titles(self, leaf: Node) -> Ints:
        """Return the titles in which a leaf, or a unit of one unit, matches."""
        if isinstance(leaf, Within):
            return _holding(leaf.child, _Whole(self._size, self._in_titles))
        return _titles(self._titles.spans(leaf, self._of_titles))

    def _in_bodies(self, node: Within) -> Ints:
        """Return the units of bodies in which the child holds."""

        def look(leaf: Node) -> Spans:
            return self._bodies.spans(leaf, self._of_bodies)

        def smaller(leaf: Within) -> Ints:
            return distinct(ends.searchsorted(self._ends(leaf.unit).take(self._in_bodies(leaf))))

        ends = self._ends(node.unit)
        return _holding(node.child, _Inside(ends, look, smaller, self._check))

    @remembered()
    def _ends(self, unit: Unit) -> Ints:
        """Return where sentences or paragraphs end: in all documents, or in those that can match if they are few."""
        ends, documents = self._segment.ends(unit), self._of_bodies
        if documents is None or len(documents) * _FEW > self._size:
            return ends.keys
        starts = ends.starts.take(documents)
        return ends.keys.take(stretches(starts, ends.starts.take(documents + 1) - starts))

    @kept
    def _of_titles(self) -> Ints | None:
        """The documents whose titles can match; None where that may be all."""
        return self._candidates(self._node.child, self._titles)

    @kept
    def _of_bodies(self) -> Ints | None:
        """The documents that can match; None where that may be all."""
        return self._candidates(self._node.child, self._bodies)

    def _beginning(self, node: Within) -> list[Part]:
        def look(leaf: Node) -> Ints:
            return union([self._begun(name, leaf) for name in UNIT_FIELDS], self._size)

        found = _holding(node.child, _Whole(self._size, look))
        parts: list[Part] = []
        for name in UNIT_FIELDS:
            every = union([NONE, *(self._begun(name, leaf) for leaf in shown_leaves(node.child))], self._size)
            own = intersection(found, every, self._size)
            parts += [(name, own, np.ones_like(own), np.zeros_like(own))] if own.size else []
        return parts

    @remembered()
    def _begun(self, name: str, leaf: Node) -> Ints:
        """Return the documents in whose title, or at the beginning of whose body, a leaf matches."""
        if name == "title":
            return _titles(self._titles.spans(leaf, self._of_bodies))
        spans = self._bodies.spans(leaf, self._of_bodies)
        if self._node.unit == "first":
            near = (spans.last & ((1 << PLACE) - 1)) < self._node.words
        else:
            ends = self._segment.ends("paragraph")
            near = spans.last < ends.keys.take(ends.starts.take(spans.documents))
        return _distinct(spans.documents[near])

    def _candidates(self, node: Node, places: Places) -> Ints | None:
        """Return documents that hold all that match a node; None where that may be all."""
        match node:
            case And(children):
                found = [self._candidates(child, places) for child in children if not isinstance(child, Not)]
                known = [one for one in found if one is not None]
                return reduce(lambda one, other: intersection(one, other, self._size), known) if known else None
            case Or(children):
                found = [self._candidates(child, places) for child in children]
                known = [one for one in found if one is not None]
                return union(known, self._size) if len(known) == len(found) else None
            case Within(_, child):
                return self._candidates(child, places)
            case _:
                return places.documents(node)


def _plain_words(node: Node) -> list[list[str]]:
    """Return the words that a node wants in one unit, or any of each bracket; none where it is anything else."""
    children = [child.children if isinstance(child, Or) else (child,) for child in _children(node)]
    every = [one for words in children for one in words]
    plain = all(isinstance(one, Term) and one.field is None for one in every)
    few = len(every) == len(children) or len(every) <= MOST_WORDS
    return [[one.word for one in words if isinstance(one, Term)] for words in children] if plain and few else []


def _children(node: Node) -> Sequence[Node]:
    return node.children if isinstance(node, And) else ()


def _holding(node: Node, look: Look) -> Ints:
    """Return the units for which an anchored node holds. The parser sees to it that it is one."""
    match node:
        case And(children):
            first = min(filter(anchored, children), key=lambda one: _size(one, look))
            units = _holding(first, look)
            for one in children:
                units = units if one is first else units[_among(one, units, look)]
            return units
        case Or(children):
            return union([_holding(child, look) for child in children], look.count)
        case _:
            return look.units(node)


def _size(node: Node, look: Look) -> int:
    """Return for about how many units an anchored node holds, at most."""
    match node:
        case And(children):
            return min(_size(one, look) for one in children if anchored(one))
        case Or(children):
            return sum(_size(one, look) for one in children)
        case _:
            return look.size(node)


def _among(node: Node, units: Ints, look: Look) -> Mask:
    """Return for which of some units, ascending, a node holds."""
    match node:
        case And(children):
            return reduce(np.logical_and, [_among(one, units, look) for one in children])
        case Or(children):
            return reduce(np.logical_or, [_among(one, units, look) for one in children])
        case Not(child):
            return ~_among(child, units, look)
        case _:
            return look.among(node, units)


class _Whole:
    """Units that are documents, given those in which a leaf matches."""

    def __init__(self, count: int, find: Callable[[Node], Ints]) -> None:
        self.count, self._find = count, find

    @remembered()
    def units(self, leaf: Node) -> Ints:
        """See Look."""
        return self._find(leaf)

    def size(self, leaf: Node) -> int:
        """See Look."""
        return len(self.units(leaf))

    def among(self, leaf: Node, units: Ints) -> Mask:
        """See Look."""
        return found_in(units, self.units(leaf))[1]


class _Inside:
    """Units inside of bodies, each from the end of the one before it to its own: only those asked for are looked at."""

    def __init__(
        self,
        ends: Ints,
        find: Callable[[Node], Spans],
        smaller: Callable[[Within], Ints],
        check: Callable[[], None],
    ) -> None:
        self.count, self._places = len(ends), 0
        self._ends, self._find, self._smaller, self._check = ends, find, smaller, check

    @remembered()
    def units(self, leaf: Node) -> Ints:
        """See Look."""
        self._check()
        if isinstance(leaf, Within):
            return self._smaller(leaf)
        spans = self._spans(leaf)
        units = self._ends.searchsorted(spans.first, side="right")
        if spans.several:  # a match lies in a unit whole
            units = units[spans.last < self._ends.take(units)]
        return _distinct(units)

    def size(self, leaf: Node) -> int:
        """See Look."""
        return len(self.units(leaf)) if isinstance(leaf, Within) else len(self._spans(leaf).first)

    def among(self, leaf: Node, units: Ints) -> Mask:
        """See Look."""
        self._check()
        if isinstance(leaf, Within):
            return found_in(units, self.units(leaf))[1]
        spans = self._spans(leaf)
        if not spans.first.size:
            return np.zeros(len(units), np.bool_)
        begins = np.where(units > 0, self._ends.take(units - 1, mode="clip"), 0)
        at = spans.first.searchsorted(begins)
        found: Mask = (at < len(spans.first)) & (least_after(spans).take(at, mode="clip") < self._ends.take(units))
        return found

    @remembered()
    def _spans(self, leaf: Node) -> Spans:
        """Return where a leaf matches, which is held until all leaves are looked at.

        Raises:
            QueryError: they match in more places together than a search may hold.
        """
        found = self._find(leaf)
        self._places += len(found.first)
        if self._places > _HELD * limits.MAX_PLACES:
            most = _HELD * limits.MAX_PLACES
            message = told("this is in over %(places)s places: ask for fewer or rarer words", places=most)
            raise QueryError(message, leaf.start)
        return found


def _titles(spans: Spans) -> Ints:
    return _distinct(spans.documents[spans.field == _TITLE])


def _distinct(ascending: Ints) -> Ints:
    return ascending.take(fresh(ascending))
