"""Columns of all segments one after the other, kept from one commit to the next."""

import threading
from collections.abc import Callable, Hashable, Sequence

import numpy as np
from msgspec import Struct

from index.columnar.arrays import Array
from index.columnar.segment import Segment

Piece = Callable[[Segment, int], Array]  # of a segment, the first article of which has the number given
_SPARE = 8  # a part of a column's length is left free behind it


class _Column(Struct, frozen=True):
    segments: tuple[Segment, ...]
    ends: tuple[int, ...]  # of each segment's piece
    buffer: Array


class Growing:
    """Makes columns. What a commit adds is written behind what there was: copying all of it would cost milliseconds.

    An older commit's columns are the beginning of the same memory, which is never written to again.
    """

    def __init__(self) -> None:
        self._columns: dict[Hashable, _Column] = {}
        self._lock = threading.Lock()

    def keep(self, segments: Sequence[Segment]) -> None:
        """Forget the columns of segments that a new commit has no more: they would keep files mapped that are gone."""
        with self._lock:
            for name, known in list(self._columns.items()):
                if not set(known.segments) <= set(segments):
                    del self._columns[name]

    def column(self, name: Hashable, segments: Sequence[Segment], bases: Sequence[int], piece: Piece) -> Array:
        """Return the pieces of some segments as one array."""
        if len(segments) == 1:
            return piece(segments[0], 0)
        with self._lock:
            known = self._columns.get(name)
            own = shared(known.segments, segments) if known else 0
            if known is None or own < min(len(known.segments), len(segments)):
                known = _Column((), (), np.zeros(0, np.uint8))
                own = 0
            if own < len(segments):
                new = [piece(*one) for one in zip(segments[own:], bases[own:], strict=True)]
                known = self._columns[name] = _extended(known, tuple(segments), new)
            return known.buffer[: known.ends[len(segments) - 1]] if segments else np.zeros(0, np.int64)


def shared(some: Sequence[Segment], others: Sequence[Segment]) -> int:
    """Return how many segments both begin with."""
    pairs = zip(some, others, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one is not other), min(len(some), len(others)))


def _extended(known: _Column, segments: tuple[Segment, ...], pieces: Sequence[Array]) -> _Column:
    ends = list(known.ends)
    for piece in pieces:
        ends.append((ends[-1] if ends else 0) + len(piece))
    used, kind = known.ends[-1] if known.ends else 0, np.result_type(*pieces, *([known.buffer] if known.ends else []))
    buffer = known.buffer
    if ends[-1] > len(buffer) or buffer.dtype != kind:
        buffer = np.empty(ends[-1] + ends[-1] // _SPARE, kind)
        buffer[:used] = known.buffer[:used]
    for piece, end in zip(pieces, ends[len(known.ends) :], strict=True):
        buffer[end - len(piece) : end] = piece
    return _Column(segments, tuple(ends), buffer)
