"""Where words, phrases and NEARs stand, over all documents of a segment at once (search.proximity)."""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce

import numpy as np
from msgspec import Struct

from index.analysis import stem
from index.columnar.arrays import Array, Ints
from index.columnar.inverted import stretches
from index.columnar.kept import remembered
from index.columnar.postings import Postings
from index.columnar.segment import Segment
from index.fields import GROUPS, VALUE_GAP
from search.columnar.arrays import NONE, PLACE, intersection, placed_in, union
from search.columnar.finder import by_stem
from search.columnar.runs import runs
from search.columnar.spans import NOWHERE, Spans, covers, joined, near
from search.columnar.words import Spelled
from search.nodes import Expanding, Fuzzy, Near, Node, Or, Phrase, Prefix, Simple, Term, Wildcard

_STEMS = 16  # whose lists are held at once: those of a common word take megabytes


class Piece:
    """The words of a group of fields in a segment, whose first document has the number `base` among all."""

    def __init__(self, segment: Segment, group: str, spelled: Spelled, base: int) -> None:
        self.segment, self.group, self.spelled, self.base = segment, group, spelled, base
        self.inverted = segment.groups[group]

    @remembered(_STEMS)
    def stem(self, word: str) -> Postings | None:
        """Return the postings of a word's stem, None where no document has it."""
        return self.inverted.stem(stem(word))


class Places:
    """The matches in the main field of a group, or in its tail fields.

    Words without a field look in `fields`.
    """

    def __init__(self, piece: Piece, fields: Sequence[str], check: Callable[[], None], *, tails: bool = False) -> None:
        """Begin.

        Args:
            check: called before each node; what it raises ends the work.
        """
        self._piece, self._size, self._check, self._tails = piece, piece.segment.size, check, tails
        main, others = GROUPS[piece.group]
        self.names: Sequence[str] = others if tails else [main or ""]
        self._looked = np.array([name in fields for name in self.names])

    def spans(self, node: Node, documents: Ints | None = None) -> Spans:
        """Return where a simple leaf, an Or of such or a NEAR matches, in some documents or in all."""
        self._check()
        if documents is not None and not documents.size:
            return NOWHERE
        match node:
            case Or(children):
                return joined((self.spans(child, documents) for child in dict.fromkeys(children)), node)
            case Near(apart=True):
                return self.partners(node, documents)
            case Near(left, right):
                documents = self._both(documents, node)
                sides = self.spans(left, documents), self.spans(right, documents)
                return covers(*sides, self._reach(node), node)
            case Phrase(words):
                return self._in_field(node, self._phrase(words, node.slop, documents))
            case Term(word):
                postings = self._piece.stem(word)
                return self._in_field(node, self._stem(postings, None, documents) if postings else NOWHERE)
            case Prefix() | Wildcard() | Fuzzy():
                return self._in_field(node, joined(self._forms(node, documents), node))
        raise TypeError(f"{type(node).__name__} has no places")

    def partners(self, node: Near, documents: Ints | None = None) -> Spans:
        """Return the matches of the left side with one of the right side near, or with `apart` those without."""
        documents = self._both(documents, node)
        left, right = (self.spans(side, documents) for side in (node.left, node.right))
        found = near(left, right, self._reach(node), ordered=node.ordered)
        return left.take((found != node.apart).nonzero()[0])

    def documents(self, node: Node) -> Ints | None:
        """Return documents that hold all that match a node, in any of the fields; None where that may be all."""
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

    def _both(self, documents: Ints | None, node: Near) -> Ints | None:
        return self._met(documents, self.documents(node))

    def _met(self, one: Ints | None, other: Ints | None) -> Ints | None:
        if one is None or other is None:
            return other if one is None else one
        return one if one is other else intersection(one, other, self._size)

    def _with(self, words: Sequence[str]) -> Ints:
        found = [self._piece.stem(word) for word in words]
        sets = sorted((_tailed(one) if self._tails else one.documents for one in found if one), key=len)
        return reduce(self._common, sets) if len(sets) == len(found) else NONE

    def _common(self, one: Ints, other: Ints) -> Ints:
        return intersection(one, other, self._size)

    def _reach(self, node: Near) -> int:
        return min(node.distance, VALUE_GAP) if self._tails else node.distance

    def _in_field(self, leaf: Simple, found: Spans) -> Spans:
        """Return those in the fields that a leaf looks in."""
        wanted = self._looked if leaf.field is None else np.array([name == leaf.field for name in self.names])
        return found if wanted.all() else found.take(np.flatnonzero(wanted[found.field]))

    def _phrase(self, words: Sequence[str], slop: int, documents: Ints | None) -> Spans:
        documents = self._met(documents, self._with(words))
        found = {word: self._stem(self._piece.stem(word), None, documents) for word in dict.fromkeys(words)}
        each = [found[word] for word in words]
        starts, lasts = runs([one.first for one in each], slop)
        return Spans(each[0].first.take(starts), lasts, each[0].field.take(starts))

    def _forms(self, leaf: Expanding, documents: Ints | None) -> Iterator[Spans]:
        """Yield where the words stand that a leaf stands for, stem by stem."""
        inverted = self._piece.inverted
        stems, forms, starts = by_stem(inverted, self._piece.spelled.expanded(leaf))
        for n, at in enumerate(stems.tolist()):
            self._check()
            yield self._stem(inverted.postings(at), forms[starts[n] : starts[n + 1]], documents)

    def _stem(self, postings: Postings | None, forms: Ints | None, documents: Ints | None) -> Spans:
        """Return where a stem stands, or some of its words."""
        if postings is None:
            return NOWHERE
        some = forms is not None and len(forms) < postings.words
        found = self._in_tails(postings, documents) if self._tails else self._in_main(postings, documents)
        return found.of(forms, postings.words) if some and forms is not None else found.spans

    def _in_main(self, postings: Postings, documents: Ints | None) -> "_Occurrences":
        every = postings.documents
        if documents is None or documents is every:
            documents, counts = every, postings.counts.astype(np.int64)
            occurrences = np.arange(int(counts.sum()))
        else:
            at, which = placed_in(documents, every, self._size)
            documents = documents if which is None else documents.take(which)
            counts = postings.counts.take(at).astype(np.int64)
            occurrences = stretches(postings.starts_at(at), counts)
        keys: Ints = np.repeat(documents << PLACE, counts) + postings.positions.take(occurrences)
        return _Occurrences(keys, np.zeros(len(keys), np.uint8), lambda: postings.forms.take(occurrences))

    def _in_tails(self, postings: Postings, documents: Ints | None) -> "_Occurrences":
        own = _tailed(postings)
        if documents is None:
            documents, rows = own, np.arange(len(own))
        else:
            rows, which = placed_in(documents, own, self._size)
            documents = documents if which is None else documents.take(which)
        tails = postings.tails_at(rows)
        counts = tails.sum(axis=1, dtype=np.int64)
        occurrences = stretches(postings.tail_starts.take(rows), counts)
        keys: Ints = np.repeat(documents << PLACE, counts) + postings.tail_positions.take(occurrences)
        fields = np.repeat(np.tile(np.arange(tails.shape[1], dtype=np.uint8), len(rows)), tails.ravel())
        return _Occurrences(keys, fields, lambda: postings.tail_forms.take(occurrences))


class _Occurrences(Struct, frozen=True):
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


def _tailed(postings: Postings) -> Ints:
    """Return the documents with a stem in a tail field."""
    return postings.documents.take(postings.tailed)
