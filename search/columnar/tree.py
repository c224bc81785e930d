"""The documents that a tree matches, given those that its leaves do."""

from collections.abc import Callable, Collection
from functools import reduce

import numpy as np

from index.columnar.arrays import Ints, Mask
from search.columnar.arrays import NONE, difference, intersection, mask_of, union
from search.columnar.found import Found
from search.columnar.snapshot import Snapshot
from search.nodes import And, Everything, Has, Leaf, Node, Not, Nothing, Of, Or, Published

Find = Callable[[Leaf], Found | None]


class Tree:
    """Evaluates trees over articles or quotations, deleted ones included."""

    def __init__(self, snapshot: Snapshot, of: Of, find: Find) -> None:
        self._snapshot, self._of, self._find = snapshot, of, find
        self._size = snapshot.size_of(of)

    def documents(self, node: Node) -> Ints:
        """Return the documents that a node matches, ascending."""
        match node:
            case Everything():
                return np.arange(self._size)
            case Nothing():
                return NONE
            case And(children):
                return self._all(dict.fromkeys(children))
            case Or(children):
                return union([self.documents(child) for child in dict.fromkeys(children)], self._size)
            case Not(child):
                return difference(np.arange(self._size), self.documents(child), self._size)
            case Published() | Has():
                mask = self._mask(node)
                return np.flatnonzero(mask if self._of == "articles" else mask.take(self._snapshot.quote_article))
            case leaf:
                found = self._find(leaf)
                return found.documents if found else NONE

    def _all(self, children: Collection[Node]) -> Ints:
        wanted = sorted((self.documents(one) for one in children if not isinstance(one, Not)), key=len)
        documents = reduce(self._both, wanted) if wanted else np.arange(self._size)
        for one in children:
            if isinstance(one, Not):
                documents = difference(documents, self.documents(one.child), self._size)
        return documents

    def _both(self, one: Ints, other: Ints) -> Ints:
        return intersection(one, other, self._size)

    def _mask(self, node: Published | Has) -> Mask:
        """Return which articles are of some days, or have something."""
        snapshot = self._snapshot
        if isinstance(node, Published):
            return days_mask(snapshot, node.first, node.last)
        if node.what == "quotes":
            return mask_of(snapshot.quote_article, snapshot.size)
        return snapshot.column("image") > 0


def days_mask(snapshot: Snapshot, first: int | None, last: int | None) -> Mask:
    """Return which articles were published from one day to another; none that is not dated."""
    dated: Mask = snapshot.days >= max(1, first or 1)
    return dated if last is None else dated & (snapshot.days <= last)
