"""What an index holds, looked up in its segments: a table of a million articles would take half a gigabyte."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.columnar.arrays import Arrays, Ints, Mask
from index.columnar.labels import LabelColumn
from index.columnar.segment import Segment
from index.damage import damage_named
from index.manifest import Manifest
from index.writer import Known, hashed

# What the arrays of a segment are, by the first part of their names (docs/index-format.md); the rest are columns.
_PARTS = {"text": "postings", "names": "postings", "stored": "texts"}


def sizes(location: Path, manifest: Manifest) -> dict[str, int]:
    """Return how many bytes of an index are postings, stored texts and columns.

    Raises:
        IndexUnavailable: a segment cannot be read.
    """
    found = Counter({"postings": 0, "texts": 0, "columns": 0})
    with damage_named(location):
        for entry in manifest.segments:
            for name, size in Arrays(location / entry.file).sizes().items():
                found[_PARTS.get(name.split(".")[0], "columns")] += size
    return dict(found)


class SegmentHoldings:
    """The Holdings of one commit."""

    def __init__(self, segments: Sequence[tuple[Segment, Mask]]) -> None:
        self._parts = [_Part(segment, alive.copy()) for segment, alive in segments]

    def get(self, article_id: str) -> Known | None:
        """See Holdings.get."""
        return next((known for part in self._parts if (known := part.get(article_id))), None)

    def article(self, article_id: str) -> Article | None:
        """See Holdings.article."""
        return next((article for part in self._parts if (article := part.article(article_id))), None)

    def ids_of(self, file: str | None) -> set[str]:
        """See Holdings.ids_of."""
        return {name for part in self._parts for name in part.ids_of(file)}

    def files(self) -> set[str]:
        """See Holdings.files."""
        return {file for part in self._parts for file in part.files()}

    def copies(self, copy: str) -> int:
        """See Holdings.copies."""
        return sum(part.copies(np.uint64(int(copy, 16))) for part in self._parts)


class _Part:
    """What a segment holds that is not deleted."""

    def __init__(self, segment: Segment, alive: Mask) -> None:
        self._segment, self._alive = segment, alive
        self._files = LabelColumn(segment.arrays, "file")

    def get(self, article_id: str) -> Known | None:
        number = self._segment.find(article_id)
        return None if number is None or not self._alive[number] else self._known(number)

    def article(self, article_id: str) -> Article | None:
        number = self._segment.find(article_id)
        return None if number is None or not self._alive[number] else self._segment.article(number)

    def ids_of(self, file: str | None) -> Iterator[str]:
        first, last = np.searchsorted(self._files_sorted, (place := self._place(file), place + 1))
        return (self._segment.id(number) for number in self._by_file[first:last].tolist() if self._alive[number])

    def files(self) -> list[str]:
        there = np.unique(self._file[self._alive]).tolist()
        return [self._files.forms[place] for place in there if place >= 0]

    def copies(self, copy: np.uint64) -> int:
        first = int(self._copies.searchsorted(copy))
        if first == len(self._copies) or self._copies[first] != copy:
            return 0
        return int(self._copies.searchsorted(copy, "right")) - first

    def _known(self, number: int) -> Known:
        arrays, file = self._segment.arrays, int(self._file[number])
        name = self._files.forms[file] if file >= 0 else None
        return Known(hashed(int(arrays["digest"][number])), hashed(int(arrays["copy"][number])), name)

    def _place(self, file: str | None) -> int:
        """Return the number of a file; that of articles without one is -1, and of one that is not there -2."""
        if file is None:
            return -1
        place = bisect_left(self._files.forms, file)
        return place if self._files.forms[place : place + 1] == [file] else -2

    @cached_property
    def _file(self) -> Ints:
        """The number of the file of each article, -1 for those without one."""
        found = np.full(self._segment.size, -1, np.int64)
        found[np.flatnonzero(np.diff(self._files.starts))] = self._files.entries
        return found

    @cached_property
    def _by_file(self) -> Ints:
        return np.argsort(self._file, kind="stable")

    @cached_property
    def _files_sorted(self) -> Ints:
        return self._file[self._by_file]

    @cached_property
    def _copies(self) -> NDArray[np.uint64]:
        return self._segment.copies if self._alive.all() else np.sort(self._segment.number("copy")[self._alive])
