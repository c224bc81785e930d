"""Where words, phrases and NEARs stand, over all documents of a segment at once (search.proximity)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from index.analysis import stem
from index.columnar.arrays import Array, Ints, Mask
from index.columnar.inverted import Postings, stretches
from index.columnar.segment import Segment
from index.errors import QueryError
from index.fields import GROUPS, VALUE_GAP
from search.columnar.arrays import NONE, PLACE, found_in, intersection, placed_in, union
from search.columnar.finder import by_stem
from search.columnar.runs import runs
from search.columnar.words import Spelled
from search.nodes import Expanding, Fuzzy, Near, Node, Or, Phrase, Prefix, Simple, Term, Wildcard
from search.query import MAX_PLACES

# A segment, the words of a group there, and the number of its first document among those of all segments.
Piece = tuple[Segment, Spelled, int]
_LAST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Spans:
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


_NOWHERE = Spans(NONE, NONE, np.zeros(0, np.uint8))


class Places:
    """The matches in the main field of a group, or in its tail fields.

    Words without a field look in `fields`.
    """

    def __init__(
        self, piece: Piece, group: str, fields: Sequence[str], check: Callable[[], None], *, tails: bool = False
    ) -> None:
        """Begin.

        Args:
            check: called before each node; what it raises ends the work.
        """
        segment, self._spelled, _ = piece
        self._inverted, self._size, self._check = segment.groups[group], segment.size, check
        self._group, self._tails = group, tails
        main, others = GROUPS[group]
        self.names: Sequence[str] = others if tails else [main or ""]
        self._looked = np.array([name in fields for name in self.names])

    def spans(self, node: Node, documents: Ints | None = None) -> Spans:
        """Return where a simple leaf, an Or of such or a NEAR matches, in some documents or in all."""
        self._check()
        match node:
            case Or(children):
                return _joined(self._each(dict.fromkeys(children), documents))
            case Near(apart=True):
                return self.partners(node, documents)
            case Near(left, right):
                documents = self._both(documents, node)
                sides = self.spans(left, documents), self.spans(right, documents)
                return _covers(*sides, self._reach(node), ordered=node.ordered)
            case Phrase(words):
                return self._in_field(node, self._phrase(words, node.slop, documents))
            case Term(word):
                postings = self._inverted.stem(stem(word))
                return self._in_field(node, self._stem(postings, None, documents) if postings else _NOWHERE)
            case Prefix() | Wildcard() | Fuzzy():
                return self._in_field(node, self._expanded(node, documents))
        raise TypeError(f"{type(node).__name__} has no places")

    def _each(self, nodes: Iterable[Node], documents: Ints | None) -> list[Spans]:
        """Return the matches of several nodes.

        Raises:
            QueryError: they are in more places than a search may hold.
        """
        found: list[Spans] = []
        for node in nodes:
            found.append(self.spans(node, documents))
            if sum(len(one.first) for one in found) > MAX_PLACES:
                raise QueryError(f"this is in over {MAX_PLACES:,} places: ask for fewer or rarer words", node.start)
        return found

    def partners(self, near: Near, documents: Ints | None = None) -> Spans:
        """Return the matches of the left side with one of the right side near, or with `apart` those without."""
        documents = self._both(documents, near)
        left, right = self.spans(near.left, documents), self.spans(near.right, documents)
        found = _near(left, right, self._reach(near), ordered=near.ordered)
        return left.take(np.flatnonzero(found != near.apart))

    def documents(self, node: Node) -> Ints | None:
        """Return documents that hold all that match a node, in any field; None where that may be all."""
        match node:
            case Term(word):
                return self._with((word,))
            case Phrase(words):
                return self._with(words)
            case Or(children):
                found = [self.documents(child) for child in children]
                known = [one for one in found if one is not None]
                return union(known, self._size) if len(known) == len(found) else None
            case Near(left, right):
                return self.documents(left) if node.apart else self._met(self.documents(left), self.documents(right))
        return None

    def _both(self, documents: Ints | None, near: Near) -> Ints | None:
        return self._met(documents, self.documents(near))

    def _met(self, one: Ints | None, other: Ints | None) -> Ints | None:
        if one is None or other is None:
            return other if one is None else one
        return intersection(one, other, self._size)

    def _with(self, words: Sequence[str]) -> Ints:
        found = [self._inverted.stem(stem(word)) for word in words]
        sets = sorted((one.documents for one in found if one), key=len)
        return (
            reduce(lambda one, other: intersection(one, other, self._size), sets) if len(sets) == len(found) else NONE
        )

    def _reach(self, near: Near) -> int:
        return min(near.distance, VALUE_GAP) if self._tails else near.distance

    def _in_field(self, leaf: Simple, found: Spans) -> Spans:
        """Return those in the fields that a leaf looks in."""
        wanted = self._looked if leaf.field is None else np.array([name == leaf.field for name in self.names])
        return found if wanted.all() else found.take(np.flatnonzero(wanted[found.field]))

    def _phrase(self, words: Sequence[str], slop: int, documents: Ints | None) -> Spans:
        documents = self._met(documents, self._with(words))
        each = [self._stem(self._inverted.stem(stem(word)), None, documents) for word in words]
        starts, lasts = runs([one.first for one in each], slop)
        return Spans(each[0].first.take(starts), lasts, each[0].field.take(starts))

    def _expanded(self, leaf: Expanding, documents: Ints | None) -> Spans:
        stems, forms, starts = by_stem(self._inverted, self._spelled.expanded(leaf))
        return _joined(
            [
                self._stem(self._inverted.postings(at), forms[starts[n] : starts[n + 1]], documents)
                for n, at in enumerate(stems.tolist())
            ]
        )

    def _stem(self, postings: Postings | None, forms: Ints | None, documents: Ints | None) -> Spans:
        """Return where a stem stands, or some of its words."""
        if postings is None:
            return _NOWHERE
        some = forms is not None and len(forms) < postings.words
        found = self._in_tails(postings, documents) if self._tails else self._in_main(postings, documents)
        return found.of(forms, postings.words) if some and forms is not None else found.spans

    def _in_main(self, postings: Postings, documents: Ints | None) -> "_Occurrences":
        every = postings.documents
        if documents is None:
            documents, counts = every, postings.counts.astype(np.int64)
            occurrences = np.arange(int(counts.sum()))
        else:
            at, which = placed_in(documents, every, self._size)
            documents = documents if which is None else documents.take(which)
            counts = postings.counts.take(at).astype(np.int64)
            occurrences = stretches(postings.starts_at(at), counts)
        keys: Ints = np.repeat(documents, counts) << PLACE | postings.positions.take(occurrences)
        return _Occurrences(keys, np.zeros(len(keys), np.uint8), lambda: postings.forms.take(occurrences))

    def _in_tails(self, postings: Postings, documents: Ints | None) -> "_Occurrences":
        own = postings.documents.take(postings.tailed)
        rows = np.arange(len(own)) if documents is None else np.flatnonzero(found_in(own, documents)[1])
        counts = postings.tails.take(rows, axis=0).sum(axis=1, dtype=np.int64)
        occurrences = stretches(postings.tail_starts.take(rows), counts)
        keys: Ints = np.repeat(own.take(rows), counts) << PLACE | postings.tail_positions.take(occurrences)
        fields = postings.tail_fields.take(occurrences)
        return _Occurrences(keys, fields, lambda: postings.tail_forms.take(occurrences))


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Where a stem stands, in which field, and as which of its words."""

    keys: Ints
    fields: Array
    forms: Callable[[], Array]

    @property
    def spans(self) -> Spans:
        return Spans(self.keys, self.keys, self.fields)

    def of(self, forms: Ints, words: int) -> Spans:
        """Return those of some of the stem's words."""
        wanted = np.zeros(words, np.bool_)
        wanted[forms] = True
        return self.spans.take(np.flatnonzero(wanted[self.forms()]))


def _joined(many: Sequence[Spans]) -> Spans:
    """Return the matches of several, in order, each once."""
    if len(many) == 1:
        return many[0]
    first, last = (np.concatenate([NONE, *(getattr(one, name) for one in many)]) for name in ("first", "last"))
    field = np.concatenate([_NOWHERE.field, *(one.field for one in many)])
    if not any(one.several for one in many):
        order = np.argsort(first, kind="stable")  # it merges what is in order
        every = Spans(first, first, field).take(order)
        return every.take(np.flatnonzero(np.diff(every.first, prepend=-1)))
    order = np.lexsort((last, first))
    every = Spans(first, last, field).take(order)
    fresh = (np.diff(every.first, prepend=-1) != 0) | (np.diff(every.last, prepend=-1) != 0)
    return every if fresh.all() else every.take(np.flatnonzero(fresh))


def _near(left: Spans, right: Spans, reach: int, *, ordered: bool) -> Mask:
    """Return which of the matches on the left have one on the right near."""
    if not left.first.size or not right.first.size:
        return np.zeros(len(left.first), np.bool_)
    found = _next(left.last, right.first, reach)[1]
    if ordered:
        return found
    found |= _before(left.first, np.sort(right.last) if right.several else right.last, reach)[1]
    return found | _holding(left, right) | _held(left, right)


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
    least = np.append(np.minimum.accumulate(inner.last[::-1])[::-1], _LAST)
    found: Mask = least.take(inner.first.searchsorted(outer.first, side="right")) < outer.last
    return found


def _held(inner: Spans, outer: Spans) -> Mask:
    """Return which matches lie strictly inside one of the others."""
    if not outer.several:
        return np.zeros(len(inner.first), np.bool_)
    most = np.append(-1, np.maximum.accumulate(outer.last))
    found: Mask = most.take(outer.first.searchsorted(inner.first, side="left")) > inner.last
    return found


def _covers(left: Spans, right: Spans, reach: int, *, ordered: bool) -> Spans:
    if not left.first.size or not right.first.size:
        return _NOWHERE
    found = _nearest(left, right, reach)
    if not ordered:
        found += _nearest(right, left, reach)
        found.append(left.take(np.flatnonzero(_holding(left, right))))
        found.append(right.take(np.flatnonzero(_holding(right, left))))
    return _joined(found)


def _nearest(before: Spans, after: Spans, reach: int) -> list[Spans]:
    """Return from each match to the next one after it, and to each from the last one before it."""
    places, near = _next(before.last, after.first, reach)
    here = np.flatnonzero(near)
    following = Spans(before.first.take(here), after.last.take(places.take(here)), before.field.take(here))
    order = np.lexsort((before.first, before.last))
    places, near = _before(after.first, before.last.take(order), reach)
    here = np.flatnonzero(near)
    leading = before.first.take(order.take(places.take(here)))
    return [following, Spans(leading, after.last.take(here), after.field.take(here))]
