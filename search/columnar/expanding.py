"""Prefixes, patterns and near words: the frequencies of all words that a leaf stands for, added up."""

from collections.abc import Sequence

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Ints
from index.columnar.inverted import Inverted
from index.columnar.postings import Postings
from index.fields import GROUPS
from search.columnar.arrays import mask_of, placed_in, sums
from search.columnar.found import Found, FoundSums, Part
from search.columnar.snapshot import Scale


class Sums:
    """The frequencies of documents with any of many words, added up."""

    def __init__(self, scale: Scale, size: int, group: str, field: str | None) -> None:
        self._scale, self._size, self._group, self._field = scale, size, group, field
        main, tails = GROUPS[group]
        self._names = (main, *tails)
        self._parts: list[tuple[str, Ints, Array]] = []
        self._stems: list[tuple[native.postings.Stem, int, Array | None]] = []

    def add_stems(self, inverted: Inverted, stems: Ints, base: int) -> None:
        """Add all postings of some stems of a segment, whose first document has the number `base`."""
        if native.compiled:
            self._stems += [(inverted.postings(stem).compiled, base, None) for stem in stems.tolist()]
            return
        if not stems.size:
            return
        documents, counts, tailed, tails = inverted.gathered(stems)
        documents = documents + base if base else documents
        columns = [(documents, counts), *((documents.take(tailed), column) for column in tails.T)]
        for name, (some, times) in zip(self._names, columns, strict=True):
            if name and self._field in (None, name) and (there := np.flatnonzero(times)).size:
                self._add(name, some.take(there), times.take(there))

    def add_forms(self, postings: Postings, forms: Ints, base: int) -> None:
        """Add the occurrences of some of the words of a stem."""
        if native.compiled:
            self._stems.append((postings.compiled, base, _wanted(postings, forms)))
            return
        for field, documents, counts, _ in form_parts(postings, forms, self._group, self._field, base):
            self._add(field, documents, counts)

    def found(self) -> Found | None:
        """Return the documents with any of the words, None where there are none."""
        if self._stems:
            scales = self._scale.columns(self._names, self._field)
            documents, sums, columns = native.postings.sums(self._stems, scales.compiled, self._size)
            return FoundSums(documents, sums, columns, self._names) if documents.size else None
        return self._summed() if self._parts else None

    def _summed(self) -> FoundSums:
        every = np.concatenate([documents for _, documents, _ in self._parts])
        documents = mask_of(every, self._size).nonzero()[0]
        places, _ = placed_in(every, documents, self._size)
        frequencies = np.concatenate([found for _, _, found in self._parts])
        columns, start = np.zeros(len(documents), np.uint8), 0
        for name, some, _ in self._parts:
            columns[places[start : start + len(some)]] |= 1 << self._names.index(name)
            start += len(some)
        sums = np.bincount(places, frequencies, len(documents)).astype(np.float64, copy=False)
        return FoundSums(documents, sums, columns, self._names)

    def _add(self, field: str, documents: Ints, counts: Array) -> None:
        self._parts.append((field, documents, counts * self._scale.factors(field, documents)))


def form_parts(postings: Postings, forms: Sequence[int] | Ints, group: str, field: str | None, base: int) -> list[Part]:
    """Return where some of the words of a stem stand, by field."""
    main, tails = GROUPS[group]
    wanted = _wanted(postings, forms).view(np.bool_)
    parts: list[Part] = []
    if main and field in (None, main):
        counts = sums(wanted[postings.forms], postings.counts) if postings.several else postings.counts
        parts += _part(main, postings.documents, counts, base)
    if field != main and postings.tailed.size:
        cells = postings.tail_cells[wanted[postings.tail_forms]] if postings.several else postings.tail_cells
        table = np.bincount(cells, minlength=postings.tails.size).reshape(postings.tails.shape)
        documents = postings.documents.take(postings.tailed)
        for at, name in enumerate(tails):
            parts += _part(name, documents, table[:, at], base) if field in (None, name) else []
    return parts


def _part(field: str, documents: Ints, counts: Array, base: int) -> list[Part]:
    there = np.flatnonzero(counts)
    none = np.zeros(len(there), np.int64)
    return [(field, documents.take(there) + base, counts.take(there), none)] if there.size else []


def _wanted(postings: Postings, forms: Sequence[int] | Ints) -> Array:
    """Return for each of a stem's words a byte, 1 for some of them."""
    wanted = np.zeros(postings.words, np.uint8)
    wanted[forms] = 1
    return wanted
