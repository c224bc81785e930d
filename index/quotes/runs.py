"""Finds the runs of capitalised words in the narration of an article."""

import itertools
import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from index.quotes.lexicon import PARTICLES, PATRONYMICS
from index.quotes.pairing import Paragraph
from index.quotes.tokens import LARGE, LED, bare_word


def _one_of(words: frozenset[str]) -> str:
    """Return a pattern of these words that tries those alone that begin with the letter that is there."""
    letters = itertools.groupby(sorted(words), key=itemgetter(0))
    first = (f"{letter}(?:{'|'.join(re.escape(word[1:]) for word in group)})" for letter, group in letters)
    return f"(?:{'|'.join(first)})"


# ASCII is spelt out in each class of characters: a bit of a table answers, and Unicode is asked for the rest only.
_LEADING: Final = rf"(?:{LED}|['‘’](?=[AEIOUĀĒĪŌŪ]\w\w+(?![\w'‘’]))|)"
_REST: Final = r"[a-zA-Z0-9_\w'’.\-\u0300-\u036f]*"
_JOINT: Final = rf"(?: (?={LARGE})|\s{{1,12}}(?:{_one_of(PARTICLES)}\s{{1,12}}){{0,5}}{_LEADING})"
_FATHERS: Final = rf"(?: {_one_of(PATRONYMICS)}\b|)"
# The first large letter leads, and what is before it is looked at behind it: so the search runs in C by that table.
_WORDS: Final = re.compile(rf"{LARGE}(?<![\w'’].){_REST}(?:{_JOINT}{LARGE}{_REST})*{_FATHERS}")
_LED_BEFORE: Final = re.compile(rf"(?<![\w'’]){LED}\Z")
_LONGEST_LED: Final = 4  # characters of `ash-`

_LONGEST_GAP: Final = 12  # characters of particles between two words of a name: ` van der `


Run = tuple[list[str], list[int]]  # the words that make one name, with titles before it, and where each begins


def capitals(body: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, int]]:
    """Give what is written in capitalised words outside quotation marks, one or more runs, and where it begins."""
    for start, end in _narration(paragraphs):
        for found in _WORDS.finditer(body, start, end):
            text, at = found[0], found.start()
            if body[at - 1] == "-":
                before = _LED_BEFORE.search(body, max(start, at - _LONGEST_LED), at)  # `al-Khalil`
                text, at = (before[0] + text, before.start()) if before is not None else (text, at)
            yield text, at


def _narration(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    for paragraph in paragraphs:
        start = paragraph.start
        for span in paragraph.spans:
            yield start, span.left
            start = span.right if span.right > start else start
        yield start, paragraph.end


def runs(text: str) -> Iterator[Run]:
    """Give the runs in the words of `capitals`, with offsets into these: names, with titles before them."""
    words = text.split(" ")
    if all(map(str.isalnum, words)) and PARTICLES.isdisjoint(words):
        yield words, _starts(words)
        return
    names: list[str] = []
    starts: list[int] = []
    particles: list[str] = []
    last = end = 0
    for word in text.split():
        place = text.index(word, end)
        end = place + len(word)
        if word in PARTICLES:
            particles.append(word)
            continue
        name, goes_on = (word, True) if word.isalnum() else bare_name(word)
        if names and (last < 0 or place - last > _LONGEST_GAP):
            yield names, starts
            names, starts = [], []
        elif particles:
            names.extend(particles)
            starts.extend([last] * len(particles))
        names.append(name)
        starts.append(place)
        particles, last = [], place + len(name) if goes_on else -1
    yield names, starts


def _starts(words: list[str]) -> list[int]:
    """Return where words begin that single spaces part."""
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return starts


def bare_name(text: str) -> tuple[str, bool]:
    """Return the word without `'s` and marks, and whether the name may go on behind it."""
    word = bare_word(text)
    possessive = word.endswith(("'s", "’s", "s'", "s’"))
    name = word[: -2 if word[-1] == "s" else -1] if possessive else word
    return name, not possessive and len(word) == len(text)
