"""A sorted list of words in one string of bytes: words and their numbers, found in either direction."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from index.columnar.arrays import Array, Arrays, ArraysWriter
from index.columnar.kept import kept

_BLOCK = 16  # words between two that are held apart, to bisect by


def write_lexicon(out: ArraysWriter, name: str, words: Sequence[bytes]) -> None:
    """Write sorted words; word i is line i."""
    out.pack_text(name, b"".join(word + b"\n" for word in words))


class Lexicon:
    """Words in the order of their UTF-8 bytes, numbered from 0."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self.lines = arrays.text(name)
        self._array = np.frombuffer(self.lines, np.uint8)

    def __len__(self) -> int:
        return len(self.ends)

    @kept
    def ends(self) -> Array:
        """Where each word ends in the lines, in bytes."""
        return self._ends()

    def _ends(self) -> Array:
        return np.flatnonzero(self._array == ord("\n"))

    @kept
    def _starts(self) -> list[int]:
        """Where each block begins."""
        ends = self._ends()  # not kept: ids are looked up one by one, in as little memory as can be
        return [0, *(ends[_BLOCK - 1 : -1 : _BLOCK] + 1).tolist()]

    @kept
    def _heads(self) -> list[bytes]:
        """The first word of each block."""
        lines = self.lines
        return [lines[start : lines.index(b"\n", start)] for start in self._starts] if lines else []

    @property
    def every(self) -> list[bytes]:
        """All words."""
        return self.lines.split(b"\n")[:-1]

    def word(self, number: int) -> bytes:
        """Return a word by its number."""
        return self.lines[int(self.ends[number - 1]) + 1 if number else 0 : int(self.ends[number])]

    def words(self, first: int, last: int) -> list[bytes]:
        """Return the words with the numbers from `first` to `last` (exclusive)."""
        if first >= last:
            return []
        return self.lines[int(self.ends[first - 1]) + 1 if first else 0 : int(self.ends[last - 1])].split(b"\n")

    def place(self, word: bytes) -> int:
        """Return the number of the first word that is not less."""
        block = bisect_right(self._heads, word) - 1
        if block < 0:
            return 0
        first = block * _BLOCK
        return first + bisect_left(self.words(first, min(first + _BLOCK, len(self.ends))), word)

    def number(self, word: bytes) -> int:
        """Return the number of a word, -1 where it is not there."""
        block = bisect_right(self._heads, word) - 1
        if block < 0:
            return -1
        start = self._starts[block]
        end = self._starts[block + 1] if block + 1 < len(self._starts) else len(self.lines)
        try:
            return block * _BLOCK + self.lines[start:end].split(b"\n").index(word)
        except ValueError:
            return -1

    def beginning(self, stub: bytes) -> range:
        """Return the numbers of the words that begin with `stub`."""
        return range(self.place(stub), self.place(stub + b"\xff"))
