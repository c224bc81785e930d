"""A sorted list of words in one string of bytes: words and their numbers, found in either direction."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Arrays, Ints
from index.columnar.kept import kept

if TYPE_CHECKING:
    from index.columnar.arrays_writer import ArraysWriter

_BLOCK = 16  # words between two whose places are held, to bisect by


def write_lexicon(out: "ArraysWriter", name: str, words: Sequence[bytes]) -> None:
    """Write sorted words; word i is line i."""
    out.pack_text(name, b"\n".join([*words, b""]))


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
    def _starts(self) -> Ints:
        """Where each block begins."""
        ends = self._ends()  # not kept: ids are looked up one by one, in as little memory as can be
        return np.concatenate([np.zeros(min(len(ends), 1), np.int64), ends[_BLOCK - 1 : -1 : _BLOCK] + 1])

    @kept
    def _compiled(self) -> "native.sets.Lines":
        """The same for compiled loops."""
        return native.sets.Lines(self._array, self._starts, _BLOCK)

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
        block = self._block(word)
        if block < 0:
            return 0
        first = block * _BLOCK
        return first + bisect_left(self.words(first, min(first + _BLOCK, len(self.ends))), word)

    def number(self, word: bytes) -> int:
        """Return the number of a word, -1 where it is not there."""
        if native.compiled:
            return self._compiled.number(word)
        place = self.place(word)
        return place if self.words(place, min(place + 1, len(self))) == [word] else -1

    def beginning(self, stub: bytes) -> range:
        """Return the numbers of the words that begin with `stub`."""
        return range(self.place(stub), self.place(stub + b"\xff"))

    def _block(self, word: bytes) -> int:
        """Return the block that a word would be in, -1 where it would be before the first."""
        return bisect_right(self._starts, word, key=self._word_at) - 1

    def _word_at(self, start: np.int64) -> bytes:
        """Return the word that begins there."""
        return self.lines[start : self.lines.index(b"\n", start)]
