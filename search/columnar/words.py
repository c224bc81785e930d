"""Which words of a segment a leaf stands for: prefixes, patterns, and words that are near to another."""

import re
from fnmatch import translate

import numpy as np
from numpy.typing import NDArray

from index.columnar import native
from index.columnar.arrays import Ints, Mask
from index.columnar.kept import kept
from index.columnar.lexicon import Lexicon
from search.columnar.arrays import distinct
from search.query import Expanding, Fuzzy, Prefix, Wildcard
from search.spelling import distance

_LITERAL = re.compile(r"[^?*]*")
# A bit for each byte value modulo 64: a word's letters as a set.
_BITS = np.uint64(1) << (np.arange(256, dtype=np.uint64) % np.uint64(64))
_WIDEST = 4  # bytes of a character


def _expanded(leaf: Expanding, spelled: "Spelled") -> Ints:
    match leaf:
        case Prefix(stub):
            found = spelled.words.beginning(stub.encode())
            return np.arange(found.start, found.stop)
        case Wildcard(pattern):
            return _fitting(pattern, spelled.words)
        case Fuzzy(word, edits):
            return spelled.near(word, edits)


def _fitting(pattern: str, words: Lexicon) -> Ints:
    literal = _LITERAL.match(pattern)
    within = words.beginning(literal.group().encode() if literal else b"")
    fits = re.compile(translate(pattern)).match
    found = words.words(within.start, within.stop)
    return np.array([within.start + at for at, word in enumerate(found) if fits(word.decode())], np.int64)


class Spelled:
    """The words of a segment, with what tells quickly that two words are not near."""

    def __init__(self, words: Lexicon) -> None:
        self.words = words
        self._kept: tuple[Expanding, Ints] | None = None

    def expanded(self, leaf: Expanding) -> Ints:
        """Return the numbers of the words that a leaf stands for, ascending; the last answer is kept.

        A search asks twice: whether there are too many, and then which.
        """
        known = self._kept
        if known is None or known[0] != leaf:
            known = self._kept = leaf, _expanded(leaf, self)
        return known[1]

    def near(self, word: str, edits: int, first: str = "") -> Ints:
        """Return the numbers of the words at most `edits` edits from a word, and beginning with `first`."""
        within = self.words.beginning(first.encode())
        if native.compiled and word.isascii():
            return self._compiled(word, edits, within)
        maybe = self._maybe(word.encode(), edits, within) + within.start
        if edits != 1 or not word.isascii():
            return self._read(word, edits, maybe)
        plain = ~self._beyond_ascii.take(maybe)
        sure = self._within_one(word.encode(), maybe[plain])
        return np.sort(np.concatenate([sure, self._read(word, edits, maybe[~plain])]))

    def _compiled(self, word: str, edits: int, within: range) -> Ints:
        own = word.encode()
        places = self._of_length(len(own) - edits, len(own) + edits)
        if len(within) < len(self.words):
            places = places[(places >= within.start) & (places < within.stop)]
        wide = self._wide_words[(self._wide_words >= within.start) & (self._wide_words < within.stop)]
        letters = int(_letters_of(own))
        words = self.words
        near = native.sets.near(words.lines, words.ends, self._lengths, self._letters, places, own, letters, edits)
        read = self._read(word, edits, wide)
        near = near.take(self._beyond_ascii.take(near).__invert__().nonzero()[0]) if self._wide_words.size else near
        return np.sort(np.concatenate([near, read]))

    def _read(self, word: str, edits: int, maybe: Ints) -> Ints:
        """Return those of some words that are near, compared one by one."""
        near = (at for at in maybe.tolist() if distance(word, self.words.word(at).decode(), edits) <= edits)
        return np.array(list(near), np.int64)

    def _within_one(self, word: bytes, maybe: Ints) -> Ints:
        """Return those of some words, of about the same length, that are at most one edit from a word.

        What a word shares with the other at its beginning and at its end leaves one letter, or two that changed places.
        """
        own, lengths = np.frombuffer(word, np.uint8), self._lengths.take(maybe)
        ends = self.words.ends.take(maybe)
        lines = np.frombuffer(self.words.lines, np.uint8)
        steps = np.arange(len(own))
        shorter = np.minimum(lengths, len(own))[:, None]
        heads = lines.take((ends - lengths)[:, None] + steps, mode="clip")
        tails = lines.take(ends[:, None] - 1 - steps, mode="clip")
        inside = steps < shorter
        before = np.logical_and.accumulate((heads == own) & inside, axis=1).sum(axis=1)
        after = np.logical_and.accumulate((tails == own[::-1]) & inside, axis=1).sum(axis=1)
        longer = np.maximum(lengths, len(own))
        near = before + after >= longer - 1
        swapped = (lengths == len(own)) & (before + after == longer - 2)
        for at in swapped.nonzero()[0].tolist():
            place = int(before[at])
            near[at] = bytes(heads[at, place : place + 2]) == word[place : place + 2][::-1]
        found: Ints = maybe[near]
        return found

    def _maybe(self, word: bytes, edits: int, within: range) -> Ints:
        """Return the places of words of about this length with about these letters.

        An edit changes one letter for another at most, so two bits of the set; a letter may be up to 4 bytes.
        """
        wide = edits * (1 if word.isascii() else _WIDEST)
        places = self._of_length(len(word) - wide, len(word) + wide)
        if len(within) < len(self.words):
            places = places[(places >= within.start) & (places < within.stop)]
        maybe = np.bitwise_count(self._letters.take(places) ^ _letters_of(word)) <= 2 * wide
        found = np.concatenate([places[maybe], self._wide_words])
        return distinct(found[(found >= within.start) & (found < within.stop)]) - within.start

    def _of_length(self, shortest: int, longest: int) -> Ints:
        """Return the words of some lengths in bytes."""
        first, last = self._sorted_lengths.searchsorted((max(0, shortest), longest + 1))
        return self._by_length[first:last]

    @kept
    def _by_length(self) -> Ints:
        return np.argsort(self._lengths, kind="stable")

    @kept
    def _sorted_lengths(self) -> Ints:
        return self._lengths.take(self._by_length)

    @kept
    def _wide_words(self) -> Ints:
        return self._beyond_ascii.nonzero()[0]

    @kept
    def _lengths(self) -> Ints:
        return np.diff(self.words.ends, prepend=-1) - 1

    @kept
    def _letters(self) -> NDArray[np.uint64]:
        """The set of each word's bytes."""
        bits = _BITS[np.frombuffer(self.words.lines, np.uint8)]
        bits[self.words.ends] = 0
        return np.bitwise_or.reduceat(bits, self.words.ends - self._lengths) if len(bits) else bits

    @kept
    def _beyond_ascii(self) -> Mask:
        """The words that have other letters: their bytes say little."""
        wide = np.frombuffer(self.words.lines, np.uint8) > 127
        return np.logical_or.reduceat(wide, self.words.ends - self._lengths) if len(wide) else wide


def _letters_of(word: bytes) -> np.uint64:
    return np.uint64(np.bitwise_or.reduce(_BITS[np.frombuffer(word, np.uint8)]))
