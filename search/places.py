"""Where a word, a phrase or a part of a word matches among words: the plain rule that every engine must agree with."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import translate
from functools import lru_cache, partial
from typing import NamedTuple

from index.analysis import stem
from search.nodes import Expanding, Fuzzy, Phrase, Prefix, Simple, Term, Wildcard
from search.spelling import distance


class Match(NamedTuple):
    """The places `first` to `last` (exclusive) in a list of words; `exact` where the words are the query's own."""

    first: int
    last: int
    exact: bool = False


def matches(leaf: Simple, words: Sequence[str], stems: Mapping[str, Sequence[int]] | None = None) -> Iterator[Match]:
    """Yield where a leaf matches in the words of one value, overlapping phrases included.

    Args:
        stems: where each stem stands in `words`, for a text that many leaves are looked for in.
    """
    match leaf:
        case Term(word) if stems is not None:
            yield from (Match(place, place + 1, words[place] == word) for place in stems.get(stem(word), ()))
        case Term(word):
            yield from _runs((word,), 0, words, stems)
        case Phrase(wanted):
            yield from _runs(wanted, leaf.slop, words, stems)
        case Prefix() | Wildcard() | Fuzzy():
            fits = fitting(leaf)
            yield from (Match(i, i + 1) for i, word in enumerate(words) if fits(word))


def fitting(leaf: Expanding) -> Callable[[str], bool]:
    """Return what tells whether a leaf stands for a word."""
    match leaf:
        case Prefix(stub):
            return lambda word: word.startswith(stub)
        case Wildcard(pattern):
            pieces = re.compile(translate(pattern))  # words hold no [: what else fnmatch knows cannot be there
            return lambda word: pieces.match(word) is not None
        case Fuzzy(near, edits):
            return partial(_is_near, near, edits)


@lru_cache(1 << 16)  # the words of a page of texts come again and again
def _is_near(near: str, edits: int, word: str) -> bool:
    return distance(near, word, edits) <= edits


def _runs(
    wanted: Sequence[str], slop: int, words: Sequence[str], stems: Mapping[str, Sequence[int]] | None
) -> Iterator[Match]:
    stemmed = [stem(word) for word in wanted]
    starts = range(len(words)) if stems is None else stems.get(stemmed[0], ())
    for start in starts:
        near = words[start : start + len(wanted) + slop]
        if (reach := _reach(stemmed, [stem(word) for word in near])) is not None:
            yield Match(start, start + reach + 1, _reach(wanted, near) is not None)


def _reach(wanted: Sequence[str], words: Sequence[str]) -> int | None:
    """Return where the last of the wanted stands, each at the next later place, from the first word on."""
    if words[0] != wanted[0]:
        return None
    place = 0
    for word in wanted[1:]:
        if word not in words[place + 1 :]:
            return None
        place = words.index(word, place + 1)
    return place
