"""The leaves of a query, looked up in all segments."""

from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np

from index.analysis import stem
from index.columnar.arrays import Array, Ints
from index.columnar.inverted import Inverted, Postings
from index.columnar.kept import kept
from index.columnar.segment import Segment
from index.fields import GROUP_OF, GROUPS
from search.columnar.arrays import NONE, PLACE, intersection, sums
from search.columnar.found import Found, FoundCounts, FoundStem, FoundSums, Part
from search.columnar.joined import Joined
from search.columnar.joined import Part as JoinedPart
from search.columnar.runs import Places, main_places, runs, tail_places
from search.columnar.snapshot import Scale, Snapshot
from search.query import Expanding, Leaf, Phrase, Term


class Finder:
    """Finds the articles in which leaves match."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._scale = snapshot.scale("articles")

    def find(self, leaf: Leaf) -> Found | None:
        """Return where a leaf matches, None where it does nowhere."""
        group = group_of(leaf.field)
        match leaf:
            case Term(word):
                joined = self.joined(group, word)
                return FoundStem(joined, self._scale, GROUPS[group], leaf.field) if joined else None
            case Phrase(words):
                return self._phrase(group, words, leaf)
            case _:
                return self._any(group, leaf)

    def joined(self, group: str, word: str) -> Joined | None:
        """Return the postings of a word's stem, None where no document has it."""
        parts, stemmed = [], stem(word)
        for (inverted, base), drift in zip(self._inverted(group), self._snapshot.drifts(group), strict=True):
            postings = inverted.stem(stemmed)
            if postings is not None:
                parts.append(JoinedPart(postings, base, form_of(inverted, word), drift))
        return Joined(parts) if parts else None

    def articles_with(self, word: str, field: str | None) -> int:
        """Return how many articles have exactly this word in a field, or where a word without a field looks."""
        group, count = group_of(field), 0
        for inverted, base in self._inverted(group):
            found = inverted.word(word)
            if found is not None:
                parts = form_parts(found.postings, [found.form], group, field, base)
                count += len(self._snapshot.living(FoundCounts(parts, self._scale, self._snapshot.size).documents))
        return count

    def _inverted(self, group: str) -> Iterable[tuple[Inverted, int]]:
        return [(segment.groups[group], base) for segment, base in self._snapshot.parts]

    def _phrase(self, group: str, words: Sequence[str], leaf: Phrase) -> Found | None:
        main, _ = GROUPS[group]
        pieces: list[Part] = []
        for segment, base in self._snapshot.parts:
            run = Run(segment, group, words, leaf.slop)
            found = run.main() if main and leaf.field in (None, main) else []
            found += [part for part in run.tails() if leaf.field in (None, part[0])] if leaf.field != main else []
            pieces += [(field, documents + base, counts, exact) for field, documents, counts, exact in found]
        return FoundCounts(_by_field(pieces), self._scale, self._snapshot.size) if pieces else None

    def _any(self, group: str, leaf: Expanding) -> Found | None:
        sums_of = _Sums(self._scale, self._snapshot.size, group, leaf.field)
        for spelled, (inverted, base) in zip(self._snapshot.spelled(group), self._inverted(group), strict=True):
            stems, forms, starts = by_stem(inverted, spelled.expanded(leaf))
            whole = np.diff(starts) == inverted.forms_of[stems]
            sums_of.add_stems(inverted, stems[whole], base)
            for at in np.flatnonzero(~whole).tolist():
                some = forms[starts[at] : starts[at + 1]].tolist()
                sums_of.add_parts(form_parts(inverted.postings(int(stems[at])), some, group, leaf.field, base))
        return sums_of.found()


class _Sums:
    """The frequencies of documents with any of many words, added up."""

    def __init__(self, scale: Scale, size: int, group: str, field: str | None) -> None:
        self._scale, self._size = scale, size
        self._main, self._tails = GROUPS[group]
        self._field = field
        self._parts: list[tuple[str, Ints, Array]] = []

    def add_stems(self, inverted: Inverted, stems: Ints, base: int) -> None:
        """Add all postings of some stems of a segment."""
        if not stems.size:
            return
        documents, counts, tailed, tails = inverted.gathered(stems)
        documents = documents + base if base else documents
        if self._main and self._field in (None, self._main):
            there = None if counts.all() else np.flatnonzero(counts)
            of_main, times = (documents, counts) if there is None else (documents.take(there), counts.take(there))
            self._add(self._main, of_main, times)
        with_tail = documents.take(tailed)
        for column, name in enumerate(self._tails):
            if self._field in (None, name) and (there := np.flatnonzero(tails[:, column])).size:
                self._add(name, with_tail.take(there), tails[:, column].take(there))

    def add_parts(self, parts: Iterable[Part]) -> None:
        """Add counts by field."""
        for field, documents, counts, _ in parts:
            self._add(field, documents, counts)

    def found(self) -> Found | None:
        """Return the documents with any of the words, None where there are none."""
        return FoundSums(self._parts, self._size) if self._parts else None

    def _add(self, field: str, documents: Ints, counts: Array) -> None:
        if documents.size:
            self._parts.append((field, documents, counts * self._scale(field).take(documents)))


class Run:
    """A phrase in a group of fields of a segment."""

    def __init__(self, segment: Segment, group: str, words: Sequence[str], slop: int) -> None:
        self._group, self._words, self._slop, self._size = group, words, slop, segment.size
        self._inverted = segment.groups[group]

    def main(self) -> list[Part]:
        """Return the matches in the main field."""
        name = GROUPS[self._group][0]
        if not self._candidates.size or name is None:
            return []
        keys, exact, _ = self._matched([main_places(one, self._candidates, self._size) for one in self._postings])
        return self._parts([name], keys, exact, np.zeros(len(keys), np.int64))

    def tails(self) -> list[Part]:
        """Return the matches in the tail fields."""
        if not self._candidates.size:
            return []
        keys, exact, fields = self._matched(self._tail_places)
        return self._parts(GROUPS[self._group][1], keys, exact, fields)

    def in_tail(self, field: str) -> tuple[Ints, Ints, Array]:
        """Return the document and the position of each match in a tail field, and whether it is exact."""
        if not self._candidates.size:
            return NONE, NONE, np.zeros(0, np.bool_)
        keys, exact, fields = self._matched(self._tail_places)
        here = np.flatnonzero(fields == GROUPS[self._group][1].index(field))
        keys = keys.take(here)
        return self._candidates.take(keys >> PLACE), keys & ((1 << PLACE) - 1), exact.take(here)

    @kept
    def _postings(self) -> list[Postings]:
        """The postings of the words' stems; none where one of them is nowhere."""
        found = [self._inverted.stem(stem(word)) for word in self._words]
        return [postings for postings in found if postings] if None not in found else []

    @kept
    def _candidates(self) -> Ints:
        """The documents that have all of the stems."""
        if not self._postings:
            return NONE
        sets = sorted((postings.documents for postings in self._postings), key=len)
        return reduce(lambda one, other: intersection(one, other, self._size), sets)

    @kept
    def _tail_places(self) -> list[Places]:
        return [tail_places(one, self._candidates) for one in self._postings]

    def _matched(self, places: Sequence[Places]) -> tuple[Ints, Array, Array]:
        """Return the keys of the matches, whether each is exact, and its field."""
        starts = runs([one.keys for one in places], self._slop)
        keys = places[0].keys.take(starts)
        exact = np.zeros(len(keys), np.bool_)
        if starts.size:
            exactly = [one.of(form_of(self._inverted, word)) for one, word in zip(places, self._words, strict=True)]
            exact[np.searchsorted(keys, exactly[0].take(runs(exactly, self._slop)))] = True
        fields = places[0].fields
        return keys, exact, np.zeros(len(keys), np.int64) if fields is None else fields.take(starts)

    def _parts(self, names: Sequence[str], keys: Ints, exact: Array, fields: Array) -> list[Part]:
        parts = []
        for at, name in enumerate(names):
            here = np.flatnonzero(fields == at)
            if here.size:
                documents, counts, exactly = counted(keys.take(here) >> PLACE, exact.take(here))
                parts.append((name, self._candidates.take(documents), counts, exactly))
        return parts


def group_of(field: str | None) -> str:
    """Return the group of inverted lists that a field is in, or that a word without a field looks in."""
    return "text" if field is None else GROUP_OF[field]


def form_of(inverted: Inverted, word: str) -> int | None:
    """Return the number of a word among those of its stem, None where no document has the word."""
    found = inverted.word(word)
    return None if found is None else found.form


def by_stem(inverted: Inverted, words: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the stems of some words, the numbers of the words within them, and where those of each stem begin."""
    stems = inverted.word_stem[words].astype(np.int64)
    order = np.argsort(stems, kind="stable")
    distinct, starts = np.unique(stems[order], return_index=True)
    return distinct, inverted.word_form[words[order]], np.append(starts, len(words))


def form_parts(postings: Postings, forms: Sequence[int], group: str, field: str | None, base: int) -> list[Part]:
    """Return where some of the words of a stem stand, by field."""
    main, tails = GROUPS[group]
    wanted = np.zeros(postings.words, np.bool_)
    wanted[forms] = True
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


def counted(ascending: Ints, exact: Array) -> tuple[Ints, Ints, Ints]:
    """Return the distinct of some ascending numbers, how often each stands there, and how often with `exact`."""
    first = np.flatnonzero(np.diff(ascending, prepend=-1))
    counts = np.diff(first, append=len(ascending))
    return ascending.take(first), counts, sums(exact, counts)


def _part(field: str, documents: Ints, counts: Array, base: int) -> list[Part]:
    there = np.flatnonzero(counts)
    none = np.zeros(len(there), np.int64)
    return [(field, documents.take(there) + base, counts.take(there), none)] if there.size else []


def _by_field(pieces: Sequence[Part]) -> list[Part]:
    """Return the parts of each field, which come segment by segment, as one."""
    parts: list[Part] = []
    for field in dict.fromkeys(piece[0] for piece in pieces):
        documents, counts, exact = zip(*(piece[1:] for piece in pieces if piece[0] == field), strict=True)
        parts.append((field, np.concatenate(documents), np.concatenate(counts), np.concatenate(exact)))
    return parts
