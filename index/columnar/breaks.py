"""Where sentences and paragraphs end in the bodies of a segment: a byte for most sentences, a bit for each paragraph.

`sentences` has the number of words of each sentence, those of one body after those of the one before; WIDE stands for
so many words and no end yet. The bodies' own numbers of words tell whose a sentence is. `paragraphs` has a bit for each
sentence: whether it is its paragraph's last.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from index.columnar.arrays import Arrays, Ints, Mask, starts_of

if TYPE_CHECKING:
    from index.columnar.arrays_writer import ArraysWriter

WIDE = 255
PLACE = 32  # bits of a position in a key: `document << PLACE | position`


class Breaks(Struct, frozen=True):
    """The sentences of bodies in their order: how many words each has, and whether a paragraph ends with it."""

    words: Ints
    last: Mask

    @classmethod
    def of(cls, sentences: Ints, paragraphs: Ints, bodies: Ints) -> "Breaks":
        """Return the breaks at places that are counted in words from the first body on.

        Args:
            sentences: ends of sentences, in any order; some more than once.
            paragraphs: ends of paragraphs, as well.
            bodies: the words of each body, whose ends are both.
        """
        closed = np.union1d(paragraphs, np.cumsum(bodies))
        ends = np.union1d(sentences, closed)
        ends = ends[ends > 0]
        return cls(np.diff(ends, prepend=0), np.isin(ends, closed, assume_unique=True))

    def where(self, alive: Mask, bodies: Ints) -> "Breaks":
        """Return those of some bodies, given the words of all."""
        if alive.all():
            return self
        kept = alive[np.searchsorted(np.cumsum(bodies), np.cumsum(self.words))]
        return Breaks(self.words[kept], self.last[kept])

    @classmethod
    def joined(cls, many: Sequence["Breaks"]) -> "Breaks":
        """Return the breaks of several segments after each other."""
        return cls(np.concatenate([one.words for one in many]), np.concatenate([one.last for one in many]))

    def keys(self, bodies: Ints) -> Ints:
        """Return the end of each sentence: the key of the word after it."""
        ends, every = np.cumsum(self.words), starts_of(bodies)
        documents = every[1:].searchsorted(ends)
        keys: Ints = documents << PLACE | (ends - every.take(documents))
        return keys

    def write(self, out: "ArraysWriter") -> None:
        """Add them to a segment."""
        times, rest = np.divmod(self.words, WIDE)
        codes = np.full(int(times.sum()) + len(rest), WIDE, np.uint8)
        codes[np.cumsum(times + 1) - 1] = rest
        out.pack("sentences", codes)
        out.pack("paragraphs", np.packbits(self.last, bitorder="little"))


def read_breaks(arrays: Arrays) -> Breaks:
    """Read what `write` added."""
    codes = arrays["sentences"]
    ends = np.flatnonzero(codes < WIDE)
    words = np.diff(starts_of(codes).take(ends + 1), prepend=0)
    return Breaks(words, np.unpackbits(arrays["paragraphs"], count=len(ends), bitorder="little").view(np.bool_))


class Ends(Struct, frozen=True):
    """The ends of sentences or of paragraphs: the keys of the words after them, and where those of each body begin."""

    keys: Ints
    starts: Ints

    @classmethod
    def of(cls, keys: Ints, bodies: int) -> "Ends":
        """Return ends, given their keys, ascending."""
        return cls(keys, starts_of(np.bincount(keys >> PLACE, minlength=bodies)))
