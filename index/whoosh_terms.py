"""The terms of a segment, field by field, and the articles with each: what Whoosh wants and the arrays hold otherwise.

The lists of a segment belong to stems, and hold all fields of a group; here they are taken apart by field and word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrays import Array, Ints, Mask
from index.columnar.labels import LabelColumn
from index.columnar.postings import Postings
from index.columnar.segment import Segment
from index.fields import GROUP_OF, GROUPS, VALUE_GAP

_CACHED = 256  # terms of a field whose articles are kept: a scorer, a matcher and a count ask for the same ones
_SIGN = 1 << 63  # what makes Whoosh's signed 64-bit numbers sort as unsigned ones
_SHIFTS = range(0, 64, 8)  # the coarser terms that DATETIME adds, so that a range is few of them


@dataclass(frozen=True, slots=True)
class Posting:
    """The articles with a term, ascending; how often each has it; where, from `starts` of each on."""

    documents: Ints
    counts: Ints
    starts: Ints
    positions: Ints

    def places(self, at: int) -> list[int]:
        """Return where the term stands in the article at a place of the list."""
        first = int(self.starts[at])
        found: list[int] = self.positions[first : first + int(self.counts[at])].tolist()
        return found


class Terms(Protocol):
    """The terms of a field."""

    def find(self, term: bytes) -> Posting | None:
        """Return the articles with a term, None where there is none."""
        ...

    def since(self, term: bytes) -> Iterator[bytes]:
        """Yield the terms that are not less, ascending."""
        ...


class Listed:
    """Sorted terms, and for each the articles that have it: term i has `documents[starts[i] : starts[i + 1]]`."""

    def __init__(self, terms: Sequence[bytes], documents: Ints, starts: Ints) -> None:
        self._terms, self._documents, self._starts = terms, documents, starts
        self._places = {term: at for at, term in enumerate(terms)}

    def find(self, term: bytes) -> Posting | None:
        """See Terms.find."""
        at = self._places.get(term)
        if at is None:
            return None
        found = self._documents[self._starts[at] : self._starts[at + 1]]
        return Posting(found, np.ones_like(found), np.zeros_like(found), found[:0])

    def since(self, term: bytes) -> Iterator[bytes]:
        """See Terms.since."""
        return (one for one in self._terms if one >= term)


def ids(segment: Segment) -> Listed:
    """Return the ids of articles."""
    return Listed(segment.ids.words(0, segment.size), segment.by_rank, np.arange(segment.size + 1))


def labels(column: LabelColumn) -> Listed:
    """Return the values of a facet, as the articles write them."""
    written = [form.encode("utf-8", "surrogatepass") for form in column.forms]
    order = sorted(range(len(written)), key=written.__getitem__)
    rank = np.zeros(len(order), np.int64)
    rank[order] = np.arange(len(order))
    rows = np.repeat(np.arange(len(column.starts) - 1), np.diff(column.starts))
    return _grouped([written[at] for at in order], rank[column.entries], rows)


def moments(microseconds: NDArray[np.uint64], documents: Ints) -> Listed:
    """Return the terms of DATETIME for articles, given their times from the year 1 on."""
    terms: list[bytes] = []
    numbers: list[Array] = []
    for shift in _SHIFTS:
        coarse = (microseconds + np.uint64(_SIGN)) >> np.uint64(shift)
        values, which = np.unique(coarse, return_inverse=True)
        numbers.append(which + len(terms))
        terms += [bytes([shift]) + value.to_bytes(8, "big") for value in values.tolist()]
    return _grouped(terms, np.concatenate(numbers), np.tile(documents, len(_SHIFTS)))


def _grouped(terms: Sequence[bytes], numbers: Array, documents: Array) -> Listed:
    """Return terms with their articles, given pairs of a term's number and an article, the articles ascending."""
    order = np.argsort(numbers, kind="stable")
    return Listed(terms, documents[order], np.searchsorted(numbers[order], np.arange(len(terms) + 1)))


class Text:
    """The stems of a searchable field, or its unstemmed words."""

    def __init__(self, segment: Segment, field: str, *, stems: bool) -> None:
        group = GROUP_OF[field]
        main, tails = GROUPS[group]
        self._segment, self._field, self._stemmed = segment, field, stems
        self._inverted, self._group = segment.groups[group], group
        self._tail = None if field == main else tails.index(field)
        self._lexicon = self._inverted.stems if stems else self._inverted.words
        self._posting = lru_cache(_CACHED)(self._read)

    def find(self, term: bytes) -> Posting | None:
        """See Terms.find."""
        number = self._lexicon.number(term)
        found = self._posting(number) if number >= 0 else None
        return found if found and found.documents.size else None

    def since(self, term: bytes) -> Iterator[bytes]:
        """See Terms.since."""
        first = np.searchsorted(self._numbers, self._lexicon.place(term))
        return map(self._lexicon.word, self._numbers[first:].tolist())

    def _read(self, number: int) -> Posting:
        form = None if self._stemmed else int(self._inverted.word_form[number])
        postings = self._inverted.postings(number if form is None else int(self._inverted.word_stem[number]))
        documents, positions = self._main(postings, form) if self._tail is None else self._tails(postings, form)
        found, starts, counts = np.unique(documents, return_index=True, return_counts=True)
        return Posting(found, counts, starts, positions)

    def _main(self, postings: Postings, form: int | None) -> tuple[Ints, Ints]:
        """Return the article and the position of each occurrence."""
        documents = np.repeat(postings.documents, postings.counts)
        kept = postings.forms == form if form is not None and postings.several else slice(None)
        return documents[kept], postings.positions[kept].astype(np.int64)

    def _tails(self, postings: Postings, form: int | None) -> tuple[Ints, Ints]:
        documents = np.repeat(postings.documents[postings.tailed], np.diff(postings.tail_starts))
        kept = postings.tail_fields == self._tail
        if form is not None and postings.several:
            kept &= postings.tail_forms == form
        positions = postings.tail_positions[kept].astype(np.int64)
        return documents[kept], positions - self._begins[documents[kept]]

    @cached_property
    def _begins(self) -> Ints:
        return _begins(self._segment, self._field)

    @cached_property
    def _numbers(self) -> Ints:
        """The terms of the group that occur in this field, ascending."""
        if self._stemmed:
            return np.flatnonzero(self._stems)
        stems, several = self._inverted.word_stem, self._inverted.forms_of > 1
        there = self._stems[stems]
        by_form = np.argsort(stems, kind="stable")
        for stem in np.flatnonzero(self._stems & several).tolist():
            words = by_form[self._inverted.first_form[stem] :][: self._inverted.forms_of[stem]]
            there[words] = np.bincount(self._forms(stem), minlength=len(words)) > 0
        return np.flatnonzero(there)

    @cached_property
    def _stems(self) -> Mask:
        """Which stems of the group occur in this field."""
        if self._tail is None:
            return np.asarray(self._segment.arrays[f"{self._group}.main"] > 0)
        tailed = self._segment.arrays[f"{self._group}.tailed"]
        codes = self._inverted.mixes.stretch(0, int(tailed.sum()))
        here = self._inverted.mix_table[codes, self._tail] > 0
        return np.asarray(np.bincount(np.repeat(np.arange(len(tailed)), tailed)[here], minlength=len(tailed)) > 0)

    def _forms(self, stem: int) -> Array:
        """Return which of a stem's words stands at each of its occurrences in this field."""
        postings = self._inverted.postings(stem)
        return postings.forms if self._tail is None else postings.tail_forms[postings.tail_fields == self._tail]


def _begins(segment: Segment, field: str) -> Ints:
    """Return where the first value of a tail field begins in the positions of each article.

    The fields follow each other there, each of their values VALUE_GAP after the one before (index.columnar.batch).
    """
    match field:
        case "tag":
            return segment.number("words.title") + VALUE_GAP
        case "quote":
            quote = np.searchsorted(segment.number("quote.article"), np.arange(segment.size))
            return np.asarray(np.append(segment.number("quote.start"), 0)[quote])
        case "source":
            return segment.number("words.speaker") + VALUE_GAP * _speakers(segment)
        case "byline":
            sources = np.diff(segment.values("source").starts)
            return np.asarray(_begins(segment, "source") + segment.number("words.source") + VALUE_GAP * sources)
        case _:
            return np.zeros(segment.size, np.int64)


def _speakers(segment: Segment) -> Ints:
    """Return how many speakers, as the text has them, each article quotes."""
    said = segment.quote_values("said_by")
    articles = np.repeat(segment.number("quote.article"), np.diff(said.starts))
    pairs = np.unique(np.stack([articles, said.entries.astype(np.int64)]), axis=1)
    return np.bincount(pairs[0], minlength=segment.size)
