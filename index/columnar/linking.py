"""Which texts are nearly the same: files of pairs of the hashes that copies share, a few for an index.

A commit writes the pairs that it found, and all pairs into one file once there are many files, so that an article
more costs what is new and not what there is.
"""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrays import Mask
from index.columnar.arrays_writer import ArraysWriter, Written
from index.columnar.feed import fresh
from index.columnar.links import read_links
from index.manifest import Manifest
from index.sketch import Hashes, distinct

_MOST = 8  # files
_SHARE = 4  # the largest is written again when the others are at least such a part of it

Known = dict[str, tuple[int, str]]


class Links:
    """The links of an index that is being written."""

    def __init__(self, location: Path, manifest: Manifest) -> None:
        self._location = location
        self.files: Known = {name: manifest.files[name] for name in manifest.links}
        self._new: list[Hashes] = []

    def add(self, pairs: Iterable[Hashes]) -> None:
        """Take pairs of hashes of texts that are nearly the same."""
        self._new += filter(len, pairs)

    def forget(self, gone: Hashes, living: Iterable[Hashes]) -> None:
        """Leave out the links of texts that are gone, unless they live elsewhere.

        Args:
            gone: hashes of texts of which an article is deleted, ascending.
            living: those of the articles of each segment, ascending.
        """
        pairs = self._with_new(self.files)
        linked = gone[within(gone, np.sort(pairs[:, 0]))]
        there = np.zeros(len(linked), np.bool_)
        for one in living:
            there |= within(linked, one)
        lost = linked[~there]
        if lost.size:
            self.files, self._new = {}, [pairs[~within(pairs, lost).any(axis=1)]]

    def seal(self) -> None:
        """Write what is new to the disk.

        Raises:
            IndexUnavailable: the disk is full or cannot be written to.
        """
        if not self._new:
            return
        due = self._due()
        pairs = self._with_new(due)
        kept = {name: file for name, file in self.files.items() if name not in due}
        if pairs.size:
            file = fresh(self._location, "links", lambda path: write_links(path, pairs))
            kept[file.name] = (file.written.size, file.written.digest)
        self.files, self._new = kept, []

    def _due(self) -> list[str]:
        """Return the files that go into one with what is new: none of few, and the largest only with many others."""
        names = sorted(self.files, key=lambda name: self.files[name][0], reverse=True)
        if len(names) < _MOST:
            return []
        size = [self.files[name][0] for name in names]
        return names if size[0] < sum(size[1:]) * _SHARE else names[1:]

    def _with_new(self, names: Iterable[str]) -> Hashes:
        return both_ways(chain((read_links(self._location / name) for name in names), self._new))


def both_ways(pairs: Iterable[Hashes]) -> Hashes:
    """Return each pair in both directions, ascending, each once."""
    each = np.concatenate([np.zeros((0, 2), np.uint64), *pairs])
    return distinct(np.concatenate([each, each[:, ::-1]]))


def within(some: Hashes, ascending: Hashes) -> NDArray[np.bool_]:
    """Tell which of some hashes are among others."""
    if not ascending.size:
        return np.zeros(some.shape, np.bool_)
    found: Mask = ascending.take(ascending.searchsorted(some), mode="clip") == some
    return found


def write_links(path: Path, pairs: Hashes) -> Written:
    """Write pairs, in both directions, ascending.

    Raises:
        OSError: the disk is full or cannot be written to.
    """
    out = ArraysWriter(path.parent)
    out.append("links", pairs.ravel())  # hashes: no compressor makes them smaller
    return out.write(path)
