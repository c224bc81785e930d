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
        self.words: list[str] = ["", *_ENDS]
        self._hashes = np.zeros(0, np.uint64)
        self._known: dict[str, int] = {_ENDS[0]: SENTENCE, _ENDS[1]: PARAGRAPH}
        self._spellings = _Spellings(self)
        self._short = lru_cache(1 << 14)(self._analyzed)

    @property
    def hashes(self) -> Hashes:
        """The hash of each word."""
        fresh = [word_hash(word) for word in self.words[len(self._hashes) :]]
        self._hashes = np.concatenate([self._hashes, np.array(fresh, np.uint64)])
        return self._hashes

    def number(self, word: str) -> int:
        """Return the number of a word that the analyzer gave."""
        number = self._known.get(word)
        if number is None:
            number = self._known[word] = len(self.words)
            self.words.append(word)
        return number

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the words of a text, in order; NO_WORD may stand among them."""
        return self._short(text) if len(text) <= _SHORT else self._analyzed(text)

    def numbers_and_ends(self, text: str) -> list[int]:
        """Return the numbers of the words of a text, SENTENCE and PARAGRAPH where one ends."""
        return self._analyzed(marked(text, *_ENDS))

    def _analyzed(self, text: str) -> list[int]:
        try:
            return list(map(self._spellings.__getitem__, chunks(text)))
        except _SeveralWords:
            return [self.number(word) for word in words(text)]


class _Spellings(dict[str, int]):
    """Chunk -> number of its word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, chunk: str) -> int:
        plain = chunk.isascii() and chunk.isalnum()
        found = [chunk.lower()] if plain else words(chunk)
        if len(found) > 1:
            raise _SeveralWords
        number = self[chunk] = self._vocabulary.number(found[0]) if found else NO_WORD
        return number
