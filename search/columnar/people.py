"""Which speakers of a commit are one person, kept from one commit to the next."""

import threading
from collections.abc import Sequence

import numpy as np

from index.columnar.arrays import Mask
from index.columnar.segment import Segment
from index.speaker_names import Speakers

Apart = frozenset[frozenset[str]]  # groups of keys


class People:
    """Knows the speakers of the segments last asked for. Another commit costs what differs from these."""

    def __init__(self) -> None:
        self._apart: Apart = frozenset()
        self._speakers = Speakers()
        self._used: dict[Segment, Mask] = {}  # which of the forms of a segment an article has that is not deleted
        self._lock = threading.Lock()

    def keep(self, segments: Sequence[Segment]) -> None:
        """Forget the segments that a new commit has no more: they would keep files mapped that are gone."""
        with self._lock:
            self._forget(segments)

    def same(self, segments: Sequence[Segment], alive: Sequence[Mask], apart: Apart) -> dict[str, str]:
        """Return the key that stands for a person by each other key of that person.

        Args:
            alive: which articles of each segment are not deleted.
            apart: groups of keys of which no two are one.
        """
        with self._lock:
            if apart != self._apart:
                self._apart, self._speakers, self._used = apart, Speakers(apart), {}
            self._forget(segments)
            for segment, living in zip(segments, alive, strict=True):
                self._turn(segment, _used(segment, living))
            return self._speakers.same()

    def _forget(self, segments: Sequence[Segment]) -> None:
        for segment in self._used.keys() - set(segments):
            self._turn(segment, np.zeros(len(self._used[segment]), np.bool_))
            del self._used[segment]

    def _turn(self, segment: Segment, used: Mask) -> None:
        """Have these forms of a segment and no others."""
        before = self._used.get(segment, np.zeros(len(used), np.bool_))
        column = segment.values("speaker")
        keys, forms, of_form = column.keys, column.forms, column.form_key
        for at in (used != before).nonzero()[0].tolist():
            (self._speakers.add if used[at] else self._speakers.remove)(keys[of_form[at]], forms[at])
        self._used[segment] = used


def _used(segment: Segment, living: Mask) -> Mask:
    column = segment.values("speaker")
    if living.all():
        return np.ones(len(column.forms), np.bool_)  # a segment is written without those that no article has
    entries = column.entries[np.repeat(living, np.diff(column.starts))]
    return np.bincount(entries, minlength=len(column.forms)) > 0
