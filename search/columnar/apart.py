"""A word that stands somewhere without another one near: nearly always that is most of what the word alone finds."""

import numpy as np

from index.columnar.arrays import Ints
from index.columnar.kept import kept
from search.columnar.arrays import NONE, Floats, difference, found_in, placed_in
from search.columnar.found import Bounds, Coded, FoundCounts, FoundStem


class FoundApart:
    """The documents of a word without those where it is always near the other one."""

    def __init__(self, word: FoundStem, gone: Ints, fewer: FoundCounts | None, size: int) -> None:
        """Take what the word finds, none of it as its own form.

        Args:
            gone: the documents where it is always near the other one.
            fewer: those where it is only sometimes, with how often it is not; None where there are none.
        """
        self._word, self._gone, self._fewer, self._size = word, gone, fewer, size

    @kept
    def documents(self) -> Ints:
        """See Found."""
        return difference(self._word.documents, self._gone, self._size) if self._gone.size else self._word.documents

    def exactly(self, at: Ints) -> Floats:
        """See Found."""
        found = self._word.exactly(self._of_word(at))
        places, which = self._fewer_at(at)
        if self._fewer and len(places):
            found[slice(None) if which is None else which] = self._fewer.exactly(places)
        return found

    def bounds(self, at: Ints | None, idf: float) -> Bounds:
        """See Found: fewer occurrences score less than all of them, but no less than none."""
        at = np.arange(len(self.documents)) if at is None else at
        low, high = self._word.bounds(self._of_word(at), idf)
        places, which = self._fewer_at(at)
        if len(places):
            low[slice(None) if which is None else which] = 0
        return low, high

    def coded(self, idf: float) -> list[Coded]:
        """See Found."""
        return []

    def likeliest(self, k: int) -> tuple[Ints, float]:
        """See Found."""
        places, others = self._word.likeliest(k + len(self._gone))
        return self._own(places), others

    def reaching(self, frequency: float) -> Ints:
        """See Found."""
        return self._own(self._word.reaching(frequency))

    def fields(self, documents: Ints) -> list[tuple[str, ...]]:
        """See Found."""
        every = self._word.fields(documents)
        if self._fewer is None:
            return every
        return [own or word for own, word in zip(self._fewer.fields(documents), every, strict=True)]

    def _fewer_at(self, at: Ints) -> tuple[Ints, Ints | None]:
        """Return where those of the documents at some places are that have the word less often, and which these are."""
        few = self._fewer.documents if self._fewer else NONE
        return placed_in(self.documents.take(at), few, self._size)

    @kept
    def _places(self) -> Ints:
        """The places of the documents among those of the word."""
        return placed_in(self.documents, self._word.documents, self._size)[0]

    def _of_word(self, at: Ints) -> Ints:
        return self._places.take(at) if self._gone.size else at

    def _own(self, places: Ints) -> Ints:
        """Return the places of documents given those among the word's, without what is gone."""
        if not self._gone.size:
            return places
        own, there = found_in(places, self._places)
        return own[there]
