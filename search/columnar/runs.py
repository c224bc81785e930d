"""Phrases: where words follow each other, over all documents at once."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from index.columnar import native
from index.columnar.arrays import Array, Ints
from index.columnar.inverted import stretches
from index.columnar.kept import kept
from index.columnar.postings import Postings
from index.columnar.segment import Segment
from index.fields import GROUPS
from search.columnar.arrays import NONE, PLACE, Floats, found_in, meeting, placed_in, sums
from search.columnar.found import Part


class Places(Struct, frozen=True):
    """Where a stem stands in candidate documents: `candidate << PLACE | position`, ascending."""

    keys: Ints
    forms: Array | None  # which of the stem's words; None where it has only one
    fields: Array | None  # which tail field; None in the main field

    def of(self, form: int | None) -> Ints:
        """Return those of one word."""
        if form is None:
            return self.keys[:0]
        return self.keys if self.forms is None else self.keys[self.forms == form]


def main_places(postings: Postings, candidates: Ints, size: int) -> Places:
    """Return where a stem stands in the main field of candidates that all have it."""
    at, _ = placed_in(candidates, postings.documents, size)
    counts = postings.counts.take(at).astype(np.int64)
    occurrences = stretches(postings.starts.take(at), counts)
    documents = np.repeat(np.arange(len(candidates)), counts)
    forms = postings.forms.take(occurrences) if postings.several else None
    return Places(documents << PLACE | postings.positions.take(occurrences), forms, None)


def tail_places(postings: Postings, candidates: Ints) -> Places:
    """Return where a stem stands in the tail fields of candidates that all have it."""
    at, there = found_in(postings.documents.take(postings.tailed), candidates)
    rows = np.flatnonzero(there)
    counts = postings.tails.take(rows, axis=0).sum(axis=1, dtype=np.int64)
    occurrences = stretches(postings.tail_starts.take(rows), counts)
    documents = np.repeat(at.take(rows), counts)
    forms = postings.tail_forms.take(occurrences) if postings.several else None
    keys = documents << PLACE | postings.tail_positions.take(occurrences)
    return Places(keys, forms, postings.tail_fields.take(occurrences))


def runs(keys: Sequence[Ints], slop: int) -> tuple[Ints, Ints]:
    """Return where the first of several words begins a run (places in `keys[0]`), and the key of each run's last word.

    From each place of the first word the next later place of each following word is taken; it is a run where at most
    `slop` other words stand among them.
    """
    starts = np.arange(len(keys[0]))
    now = keys[0]
    for at, following in enumerate(keys[1:], 1):
        if not starts.size or not following.size:
            return starts[:0], now[:0]
        after = np.searchsorted(following, now, side="right")
        reached = following.take(after, mode="clip")
        ok = (after < len(following)) & (reached - keys[0].take(starts) <= at + slop)
        kept = np.flatnonzero(ok)
        starts, now = starts.take(kept), reached.take(kept)
    return starts, now


def near_runs(keys: Sequence[Ints], reach: int) -> tuple[Ints, Floats]:
    """Return from which places of the first word the others stand near, and what each counts for.

    See search.proximity.closeness.
    """
    farthest = np.zeros(len(keys[0]), np.int64)
    for at, following in enumerate(keys[1:], 1):
        if not following.size:
            return NONE, np.zeros(0)
        wanted = keys[0] + at
        after = following.searchsorted(wanted)
        ahead = np.abs(following.take(after, mode="clip") - wanted)
        behind = np.abs(wanted - following.take(np.maximum(after - 1, 0)))
        farthest = np.maximum(farthest, np.minimum(ahead, behind))
    starts = (farthest <= reach).nonzero()[0]
    return starts, 1 / (1 + farthest.take(starts))


class Run:
    """A phrase in a group of fields of a segment."""

    def __init__(
        self,
        segment: Segment,
        group: str,
        words: Sequence[str],
        postings: Sequence[Postings | None],
        slop: int,
        among: Ints | None = None,
        reach: int = 0,
    ) -> None:
        """Look in all documents, or among some that have all of the words; `postings` are those of their stems.

        Args:
            reach: how far words may stand from where the phrase has them; then it counts as search.proximity.closeness.
        """
        self._group, self._words, self._slop, self._size = group, words, slop, segment.size
        self._reach = reach
        self._inverted, self._among = segment.groups[group], among
        self._postings = [one for one in postings if one] if None not in postings else []

    def parts(self) -> list[Part]:
        """Return the matches in each field."""
        if not self._candidates.size:
            return []
        return self._compiled() if native.compiled else self._vectorised()

    def _compiled(self) -> list[Part]:
        forms = [self._inverted.form(word) for word in self._words]
        numbers = [-1 if form is None else form for form in forms]
        stems = [one.compiled for one in self._postings]
        counts, exact = native.postings.phrases(stems, self._places, numbers, self._slop, self._reach)
        parts = []
        main, tails = GROUPS[self._group]
        for column, name in enumerate((main or "", *tails)):
            if (here := counts[column].nonzero()[0]).size:
                parts.append((name, self._candidates.take(here), counts[column].take(here), exact[column].take(here)))
        return parts

    def _vectorised(self) -> list[Part]:
        main, tails = GROUPS[self._group]
        in_main = [main_places(one, self._candidates, self._size) for one in self._postings] if main else []
        found = self._parts([main], *self._matched(in_main)) if main else []
        return found + self._parts(tails, *self._matched(self._tail_places))

    def in_tail(self, field: str) -> tuple[Ints, Ints, Array, Array]:
        """Return the document and the position of each match in a tail field, whether it is exact, its weight."""
        if not self._candidates.size:
            return NONE, NONE, np.zeros(0, np.bool_), np.zeros(0)
        keys, exact, fields, weights = self._matched(self._tail_places)
        here = np.flatnonzero(fields == GROUPS[self._group][1].index(field))
        keys = keys.take(here)
        return self._candidates.take(keys >> PLACE), keys & ((1 << PLACE) - 1), exact.take(here), weights.take(here)

    @property
    def _candidates(self) -> Ints:
        """The documents that have all of the stems."""
        return self._met[0]

    @property
    def _places(self) -> list[Ints]:
        """Where the candidates stand among the documents of each word."""
        return self._met[1]

    @kept
    def _met(self) -> tuple[Ints, list[Ints]]:
        """The candidates and their places."""
        if not self._postings:
            return NONE, []
        documents = [postings.documents for postings in self._postings]
        if self._among is None:
            return meeting(documents, self._size)
        return self._among, [placed_in(self._among, one, None)[0] for one in documents]

    @kept
    def _tail_places(self) -> list[Places]:
        return [tail_places(one, self._candidates) for one in self._postings]

    def _matched(self, places: Sequence[Places]) -> tuple[Ints, Array, Array, Array]:
        """Return the keys of the matches, whether each is exact, its field, and what it counts for."""
        starts, weights = self._runs([one.keys for one in places])
        keys = places[0].keys.take(starts)
        exact = np.zeros(len(keys), np.bool_)
        if starts.size:
            exactly = [one.of(self._inverted.form(word)) for one, word in zip(places, self._words, strict=True)]
            exact[np.searchsorted(keys, exactly[0].take(runs(exactly, self._slop)[0]))] = True
        fields = places[0].fields
        return keys, exact, np.zeros(len(keys), np.int64) if fields is None else fields.take(starts), weights

    def _runs(self, keys: Sequence[Ints]) -> tuple[Ints, Array]:
        if self._reach:
            return near_runs(keys, self._reach)
        starts, _ = runs(keys, self._slop)
        return starts, np.ones(len(starts))

    def _parts(self, names: Sequence[str], keys: Ints, exact: Array, fields: Array, weights: Array) -> list[Part]:
        parts = []
        for at, name in enumerate(names):
            here = np.flatnonzero(fields == at)
            if here.size:
                documents, counts, exactly = counted(keys.take(here) >> PLACE, exact.take(here))
                counts = added(weights.take(here), counts) if self._reach else counts
                parts.append((name, self._candidates.take(documents), counts, exactly))
        return parts


def added(weights: Array, times: Ints) -> Array:
    """Return the sums of the first `times[0]` weights, of the next `times[1]` and so on."""
    return np.bincount(np.repeat(np.arange(len(times)), times), weights, len(times))


def counted(ascending: Ints, exact: Array) -> tuple[Ints, Ints, Ints]:
    """Return the distinct of some ascending numbers, how often each stands there, and how often with `exact`."""
    first = np.flatnonzero(np.diff(ascending, prepend=-1))
    counts = np.diff(first, append=len(ascending))
    return ascending.take(first), counts, sums(exact, counts)
