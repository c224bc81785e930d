"""Articles on their way into segments: they are analyzed as they come, and written when the memory is used up."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.columnar.arrays_writer import Written
from index.columnar.batch import Batch
from index.columnar.vocabulary import Vocabulary
from index.manifest import SEGMENTS, made, unwritten
from index.memory import MB, resident

Order = Article | str  # an article to put, or the id of one to drop
FIXED = 20 * MB  # what writing a segment takes whatever its size: pieces of arrays, texts to draw a dictionary from
_LEAST = 8 * MB  # of a batch, whatever room there is
_PER_SPELLING = 400  # bytes of the vocabulary for each distinct word, and as many while a segment is written


@dataclass(frozen=True, slots=True)
class Fresh:
    """A file that was written into the index's folder, by the name that a manifest gives it."""

    name: str
    written: Written


@dataclass(frozen=True, slots=True)
class Flushed:
    """What came of some orders: the ids that were dropped, and then the segment of the articles that were put."""

    dropped: frozenset[str]
    segment: Fresh | None


class Feed:
    """Takes orders. Of an id the last order counts."""

    def __init__(self, location: Path, memory: int) -> None:
        self._location, self._memory = location, memory
        self._begin()

    def take(self, order: Order) -> list[Flushed]:
        """Put or drop an article, and return what was written, if anything.

        Raises:
            IndexUnavailable: the disk is full or cannot be written to; the order is kept for the next attempt.
        """
        if isinstance(order, str):
            self._batch.drop(order)
            self._dropped.add(order)
            return []
        self._batch.put(order)
        return self.flush() if self._is_full() else []

    def flush(self) -> list[Flushed]:
        """Write what there is.

        Raises:
            IndexUnavailable: the disk is full or cannot be written to; what there is is kept for the next attempt.
        """
        if not len(self._batch) and not self._dropped:
            return []
        segment = fresh(self._location, "arrays", self._batch.write) if len(self._batch) else None
        flushed = Flushed(frozenset(self._dropped), segment)
        self._begin()
        return [flushed]

    def close(self) -> None:
        """Nothing is held but memory."""

    @property
    def _of_spellings(self) -> int:
        """The memory of the words, while the batch is written too."""
        return 2 * len(self._vocabulary.words) * _PER_SPELLING

    def _begin(self) -> None:
        self._dropped: set[str] = set()
        self._vocabulary = Vocabulary()  # that of all batches would grow with the archive, and spares 2 % of the time
        self._batch = Batch(self._vocabulary)
        self._room: int | None = None

    def _is_full(self) -> bool:
        taken = self._batch.memory + self._of_spellings
        if taken <= _LEAST:
            return False
        if self._room is None:  # asked only now: to tell takes 0.3 ms, and most commits are small
            self._room = self._memory - FIXED - (resident() - taken)
        return taken > self._room


def fresh(location: Path, kind: str, write: Callable[[Path], Written]) -> Fresh:
    """Write a file of the index under a name that no other has.

    Raises:
        IndexUnavailable: the disk is full or cannot be written to; nothing is left of the file then.
    """
    name = f"{SEGMENTS}/{secrets.token_hex(8)}.{kind}"
    path = location / name
    try:
        made(path.parent)
        return Fresh(name, write(path))
    except OSError as error:
        path.unlink(missing_ok=True)
        raise unwritten(location, error) from error
