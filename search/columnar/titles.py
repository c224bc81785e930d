"""The titles of a segment as one line of word numbers, the newest article first.

A title that matches is nearly always among the newest, and where none does, all are looked through: 1.6 million words
of 215,780 titles in a millisecond. The line is made of the inverted lists when it is first asked for, and lies in no
file.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.columnar.arrays import Ints, Mask, starts_of
from index.columnar.inverted import Inverted, stretches
from index.columnar.kept import remembered
from index.columnar.segment import Segment
from index.fields import GROUPS
from search.columnar.arrays import distinct

_TITLE = GROUPS["text"][1].index("title")
_FIRST = 1 << 14  # words looked at first; then each time as many as four times before
_POSTINGS = 1 << 18  # that are read at once: few enough for a cache


class Title(NamedTuple):
    """An article of a segment, and what is equal for titles of the same words there."""

    number: int
    words: bytes


class Titles:
    """The titles of a segment; its words are known by their numbers there."""

    def __init__(self, segment: Segment) -> None:
        self._newest = _newest_first(segment)
        lengths = segment.lengths("title").astype(np.int64)
        self._starts = starts_of(lengths.take(self._newest))
        starts = np.empty(segment.size, np.int64)
        starts[self._newest] = self._starts[:-1]
        self._words = np.zeros(int(self._starts[-1]), np.uint32)
        for documents, positions, numbers in _title_words(segment):
            self._words[starts.take(documents) + positions] = numbers

    def beginning(self, before: Sequence[int], within: range, alive: Mask) -> Iterator[Title]:
        """Yield the titles with some words in a row and then one of a range of words, the newest first.

        One that matches in two stretches of the line comes twice.
        """
        start, size = 0, _FIRST
        while start < len(self._words):
            for place in self._places(start, start + size, before, within).tolist():
                number = int(self._newest[place])
                if alive[number]:
                    yield Title(number, self._words[self._starts[place] : self._starts[place + 1]].tobytes())
            start, size = start + size, size * 4

    def _places(self, start: int, end: int, before: Sequence[int], within: range) -> Ints:
        """Return the places among the newest of the titles that match from somewhere in a stretch of the line on."""
        at = np.flatnonzero(self._words[start:end] - np.uint32(within.start) < np.uint32(len(within))) + start
        for back, number in enumerate(reversed(before), 1):
            at = at[self._words.take(at - back, mode="clip") == number]
        title = self._starts.searchsorted(at, "right") - 1
        return distinct(title[at - len(before) >= self._starts.take(title)])


@remembered()
def titles(segment: Segment) -> Titles:
    """Return the titles of a segment."""
    return Titles(segment)


def _newest_first(segment: Segment) -> Ints:
    """Return the articles by date, those without one last, of equals by id."""
    return np.lexsort((segment.rank, -segment.number("seconds"), segment.number("day") <= 0))


def _title_words(segment: Segment) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield the article, the position and the number of each word of all titles."""
    inverted = segment.groups["text"]
    first, words = inverted.first_form, _by_form(inverted)
    start = 0
    while start < len(inverted.stems):
        end = max(start + 1, _after(inverted, start))
        documents, stems, positions, forms = _in_titles(segment, np.arange(start, end))
        yield documents, positions, words.take(first.take(stems) + forms)
        start = end


def _after(inverted: Inverted, stem: int) -> int:
    """Return up to which stem those from one on have _POSTINGS together."""
    edge = inverted.bounds("postings", stem)[0] + _POSTINGS
    return bisect_right(range(len(inverted.stems)), edge, key=lambda one: inverted.bounds("postings", one)[1])


def _in_titles(segment: Segment, stems: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the article, the stem, the position and the form of each word of titles that is of some stems in a row."""
    inverted, first, last = segment.groups["text"], int(stems[0]), int(stems[-1])
    documents, _, tailed, tails = inverted.gathered(stems)
    times = tails[:, _TITLE].astype(np.int64)
    # Within a posting titles come first among the tail fields.
    places = stretches(starts_of(tails.sum(axis=1, dtype=np.int64))[:-1], times)
    tail, tail_forms = (
        (inverted.bounds(name, first)[0], inverted.bounds(name, last)[1]) for name in ("tail", "tail_forms")
    )
    forms = np.zeros(tail[1] - tail[0], np.int64)
    several = np.repeat(inverted.forms_of[first : last + 1] > 1, segment.arrays["text.tail"][first : last + 1])
    forms[several] = inverted.tail_forms.stretch(*tail_forms)
    stem_of = np.repeat(stems, segment.arrays["text.tailed"][first : last + 1])
    return (
        np.repeat(documents.take(tailed), times),
        np.repeat(stem_of, times),
        inverted.tail_positions.stretch(*tail).take(places).astype(np.int64),
        forms.take(places),
    )


def _by_form(inverted: Inverted) -> Ints:
    """Return the number of each word by its stem and form."""
    numbers = np.empty(len(inverted.words), np.int64)
    numbers[inverted.first_form.take(inverted.word_stem) + inverted.word_form] = np.arange(len(numbers))
    return numbers
