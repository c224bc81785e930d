"""Finds the runs of capitalised words in the narration of an article."""

import re
from collections.abc import Iterator, Sequence

from index.quotes.lexicon import PARTICLES
from index.quotes.pairing import Paragraph
from index.quotes.tokens import bare_word

_CAPITAL = re.compile(r"(?<![\w'’])(?:al-|el-|ul-|as-|at-|an-|ad-|ar-)?[^\W\d_a-z][\w'’.\-\u0300-\u036f]*")

Run = list[tuple[str, int]]


def capital_runs(body: str, paragraphs: Sequence[Paragraph]) -> Iterator[Run]:
    """Give the runs of capitalised words outside quotation marks: names, with titles before them."""
    for paragraph in paragraphs:
        start = paragraph.start
        for span in paragraph.spans:
            yield from _runs_between(body, start, span.left)
            start = max(start, span.right)
        yield from _runs_between(body, start, paragraph.end)


def _runs_between(body: str, start: int, end: int) -> Iterator[Run]:
    run: Run = []
    last = -1
    for found in _CAPITAL.finditer(body, start, end):
        word = bare_word(found.group())
        possessive = word.endswith(("'s", "’s"))
        word = word[:-2] if possessive else word
        if run and (last < 0 or not _joined(body[last : min(found.start(), last + 12)], found.start() - last)):
            yield run
            run = []
        elif run and found.start() - last > 1:
            run += [(particle, last) for particle in body[last : found.start()].split()]
        run.append((word, found.start()))
        last = -1 if possessive or len(word) < len(found.group()) else found.start() + len(word)
    if run:
        yield run


def _joined(gap: str, length: int) -> bool:
    if len(gap) < length or not gap[:1].isspace():
        return False
    return len(gap) == 1 or all(word in PARTICLES for word in gap.split())
