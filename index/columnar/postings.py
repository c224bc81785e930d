"""The postings of one stem, and of one of its words, as arrays."""

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from index.columnar import native
from index.columnar.arrays import Array, Ints, starts_of
from index.columnar.kept import kept
from index.columnar.lists import TAIL

if TYPE_CHECKING:
    from index.columnar.inverted import Inverted

_FEW = 32  # times as many postings as places: then samples are cheaper than adding up all counts


class Postings:
    """The documents that have a stem, and its occurrences in them. Arrays are made when they are asked for."""

    __slots__ = ("__dict__", "_inverted", "stem")

    def __init__(self, inverted: "Inverted", stem: int) -> None:
        self._inverted = inverted
        self.stem = stem

    @kept
    def compiled(self) -> "native.postings.Stem":
        """The same for compiled loops, which may be used by one thread."""
        return native.postings.Stem(self._inverted.compiled, self.stem, self.several)

    @kept
    def documents(self) -> Ints:
        """The numbers of the documents, ascending."""
        return self.compiled.documents() if native.compiled else self._inverted.documents(self.stem)

    @kept
    def counts(self) -> Array:
        """How often the stem stands in the main field of each document."""
        first, last = self._inverted.bounds("postings", self.stem)
        return self._inverted.counts.stretch(first, last)

    @kept
    def impacts(self) -> Array:
        """How much each posting counts for at least and at most (index.columnar.impacts)."""
        first, last = self._inverted.bounds("postings", self.stem)
        return self._inverted.impacts[first:last]

    @kept
    def tailed(self) -> Ints:
        """The places among `documents` of those with occurrences in tail fields."""
        first, last = self._inverted.bounds("postings", self.stem)
        return np.flatnonzero(self._inverted.counts.raw[first:last] >= TAIL)

    @kept
    def mixes(self) -> Array:
        """Which row of the table of mixes tells the tail counts of each of `tailed`."""
        first, last = self._inverted.bounds("tailed", self.stem)
        return self._inverted.mixes.stretch(first, last)

    @kept
    def tails(self) -> Array:
        """How often the stem stands in each tail field: a row for each of `tailed`, a column a field."""
        tails: Array = self._inverted.mix_table.take(self.mixes, axis=0)
        return tails

    @kept
    def starts(self) -> Ints:
        """Where the main occurrences of each document begin among the stem's; one more at the end."""
        return starts_of(self.counts)

    @kept
    def tail_starts(self) -> Ints:
        """Where the tail occurrences of each of `tailed` begin among the stem's; one more at the end."""
        return starts_of(self._inverted.mix_sums.take(self.mixes))

    def counts_at(self, places: Ints) -> Array:
        """Return `counts` of the documents at some places."""
        return self._inverted.counts.at(places + self._inverted.bounds("postings", self.stem)[0])

    def starts_at(self, places: Ints) -> Ints:
        """Return `starts` of the documents at some places: of few, without adding up the counts of all."""
        if "starts" in self.__dict__ or len(places) * _FEW > len(self.counts):
            return self.starts.take(places)
        postings = places + self._inverted.bounds("postings", self.stem)[0]
        return self._inverted.occurrences_before(postings) - self._inverted.bounds("main", self.stem)[0]

    def tail_rows(self, places: Ints) -> tuple[Ints, Ints]:
        """Return the rows of `tails` of the documents at some places, and which of these have one."""
        first, _ = self._inverted.bounds("postings", self.stem)
        postings = places + first
        which = (self._inverted.counts.raw.take(postings) >= TAIL).nonzero()[0]
        return self._inverted.tailed_before(postings.take(which)) - self._inverted.bounds("tailed", self.stem)[0], which

    def tails_at(self, rows: Ints) -> Array:
        """Return some rows of `tails`."""
        first, _ = self._inverted.bounds("tailed", self.stem)
        tails: Array = self._inverted.mix_table.take(self._inverted.mixes.at(rows + first), axis=0)
        return tails

    @property
    def words(self) -> int:
        """The number of the stem's words."""
        return int(self._inverted.forms_of[self.stem])

    @property
    def several(self) -> bool:
        """Whether the stem has more than one word, so that forms are kept."""
        return self.words > 1

    @kept
    def forms(self) -> Array:
        """Which of the stem's words each main occurrence is."""
        return self._inverted.forms.stretch(*self._inverted.bounds("forms", self.stem))

    @kept
    def tail_forms(self) -> Array:
        """Which of the stem's words each tail occurrence is."""
        return self._inverted.tail_forms.stretch(*self._inverted.bounds("tail_forms", self.stem))

    @kept
    def positions(self) -> Array:
        """Where each main occurrence stands in its document, in words."""
        return self._inverted.positions.stretch(*self._inverted.bounds("main", self.stem))

    @kept
    def tail_positions(self) -> Array:
        """Where each tail occurrence stands in its document, in words; the values of the fields lie apart."""
        return self._inverted.tail_positions.stretch(*self._inverted.bounds("tail", self.stem))

    @kept
    def tail_cells(self) -> Ints:
        """The place of each tail occurrence in the flat table `tails`."""
        return np.repeat(np.arange(self.tails.size), self.tails.ravel().astype(np.int64))

    @kept
    def tail_fields(self) -> Array:
        """The tail field of each tail occurrence: positions rise from field to field."""
        fields: Array = self.tail_cells % self.tails.shape[1]
        return fields


class Word(Struct, frozen=True):
    """One of the words of a stem: the stem's postings, and the word's number among the stem's words."""

    postings: Postings
    form: int
