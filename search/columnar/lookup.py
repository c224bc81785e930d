"""The leaves of a query, looked up among the articles, or the quotations, of all segments."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.analysis import stem
from index.columnar.arrays import Ints
from index.columnar.inverted import Inverted
from index.columnar.kept import kept
from index.errors import QueryError
from search import query as limits
from search.columnar.arrays import Floats
from search.columnar.finder import Finder, group_of
from search.columnar.found import Found
from search.columnar.snapshot import Snapshot
from search.nodes import Leaf, Of, Phrase, Simple
from search.proximity import reach_of
from search.told import told

if TYPE_CHECKING:
    from search.columnar.compound import Compound
    from search.columnar.quoted import QuoteFinder

_LONG = 16  # words of a phrase


class Lookup:
    """Finds where leaves match: words and phrases by a Finder, what is made of them by a Compound."""

    def __init__(self, snapshot: Snapshot, of: Of, check: Callable[[], None]) -> None:
        """Begin.

        Args:
            check: called again and again; what it raises ends the work.
        """
        self._snapshot, self._of, self._check = snapshot, of, check

    def find(self, leaf: Leaf) -> Found | None:
        """Return where a leaf matches, None where it does nowhere."""
        return self.found(leaf) if isinstance(leaf, Simple) else self._compound.find(leaf)

    def close(self, leaf: Phrase, among: Ints) -> Floats:
        """Return the frequency of the words of a phrase near each other, in some documents that have them all.

        See search.proximity.closeness.
        """
        return self._finder.close(leaf, among, reach_of(leaf.words))

    def found(self, leaf: Simple) -> Found | None:
        """Return where a word, a phrase or a part of a word is.

        Raises:
            QueryError: the words of a long phrase, which are all looked at together, are in too many documents.
        """
        if isinstance(leaf, Phrase) and len(leaf.words) > _LONG:
            each = (inverted.stem(stem(word)) for inverted in self._inverted(leaf) for word in leaf.words)
            if sum(len(one.documents) for one in each if one) > limits.MAX_PLACES:
                raise QueryError(told("this phrase is of too many common words: shorten it"), leaf.start)
        return self._finder.find(leaf)

    def _inverted(self, leaf: Simple) -> list[Inverted]:
        return [segment.groups[group_of(leaf.field)] for segment, _ in self._snapshot.parts]

    @kept
    def _finder(self) -> "Finder | QuoteFinder":
        if self._of == "articles":
            return Finder(self._snapshot)
        from search.columnar.quoted import QuoteFinder

        return QuoteFinder(self._snapshot)

    @kept
    def _compound(self) -> "Compound":
        from search.columnar.compound import Compound  # not at the start: with all that it needs, 9 ms

        return Compound(self._snapshot, self._of, self._check)
