"""Texts to word numbers in bulk: each distinct spelling is analyzed once, however often it occurs.

`index.analysis` says what a word is. Here whitespace and punctuation are only made apart from what may stand
in a word; each chunk between them is looked up, and one that was not seen before is analyzed.
"""

import secrets
from functools import lru_cache

import numpy as np

from index.analysis import chunks, words
from index.sentences import marked
from index.sketch import Hashes, word_hash

_SHORT = 32  # characters of a text that is likely to come again: a tag, a name
NO_WORD = 0  # the number of a chunk without a letter or digit, as an apostrophe alone
SENTENCE, PARAGRAPH = 1, 2  # the numbers of what stands for the end of one
_ENDS = [f"end{secrets.token_hex(8)}", f"end{secrets.token_hex(8)}"]  # words that no text has


class _SeveralWords(Exception):
    """A chunk is more than one word."""


class Vocabulary:
    """The words seen so far, numbered in the order of their first occurrence, the first after PARAGRAPH."""

    def __init__(self) -> None:
        self._spellings = _Spellings()
        self.words = self._spellings.words
        self._short = lru_cache(1 << 14)(self._spellings.numbers)

    @property
    def hashes(self) -> Hashes:
        """The hash of each word."""
        return np.array(list(map(word_hash, self.words)), np.uint64)

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the words of a text, in order; NO_WORD may stand among them."""
        return self._short(text) if len(text) <= _SHORT else self._spellings.numbers(text)

    def numbers_and_ends(self, text: str) -> list[int]:
        """Return the numbers of the words of a text, SENTENCE and PARAGRAPH where one ends."""
        return self._spellings.numbers(marked(text, *_ENDS))


class _Spellings(dict[str, int]):
    """Chunk -> number of its word."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = ["", *_ENDS]
        self._known: dict[str, int] = {_ENDS[0]: SENTENCE, _ENDS[1]: PARAGRAPH}

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the words of a text, in order."""
        try:
            return list(map(self.__getitem__, chunks(text)))
        except _SeveralWords:
            return [self._number(word) for word in words(text)]

    def _number(self, word: str) -> int:
        """Return the number of a word that the analyzer gave."""
        number = self._known.get(word)
        if number is None:
            number = self._known[word] = len(self.words)
            self.words.append(word)
        return number

    def __missing__(self, chunk: str) -> int:
        plain = chunk.isascii() and chunk.isalnum()
        found = [chunk.lower()] if plain else words(chunk)
        if len(found) > 1:
            raise _SeveralWords
        number = self[chunk] = self._number(found[0]) if found else NO_WORD
        return number
