"""Phrases: where words follow each other, over all documents at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar.arrays import Array, Ints
from index.columnar.inverted import Postings, stretches
from search.columnar.arrays import PLACE, found_in, placed_in


@dataclass(frozen=True, slots=True)
class Places:
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


def runs(keys: Sequence[Ints], slop: int) -> Ints:
    """Return where the first of several words begins a run: the places in `keys[0]`.

    From each place of the first word the next later place of each following word is taken; it is a run where at most
    `slop` other words stand among them.
    """
    starts = np.arange(len(keys[0]))
    now = keys[0]
    for at, following in enumerate(keys[1:], 1):
        if not starts.size or not following.size:
            return starts[:0]
        after = np.searchsorted(following, now, side="right")
        reached = following.take(after, mode="clip")
        ok = (after < len(following)) & (reached - keys[0].take(starts) <= at + slop)
        kept = np.flatnonzero(ok)
        starts, now = starts.take(kept), reached.take(kept)
    return starts
