"""Finds the runs of capitalised words in the narration of an article."""

import re
from collections.abc import Iterator, Sequence

from index.quotes.lexicon import PARTICLES
from index.quotes.pairing import Paragraph
from index.quotes.tokens import bare_word

# The first letter leads, and what may be before it is looked at behind it: so the search runs in C by a table.
_CAPITAL = re.compile(
    r"[^\W\d_b-df-tv-z](?<![\w'’].)(?:(?<![aeu])|(?<=a)[lstndr]-(?=[^\W\d_a-z])|(?<=[eu])l-(?=[^\W\d_a-z]))"
    r"[\w'’.\-\u0300-\u036f]*"
)

_LONGEST_GAP = 12  # characters of particles between two words of a name: ` van der `
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
        text, place = found.group(), found.start()
        word, goes_on = text, True
        if not text.isalnum():
            word, goes_on = _name_in(text)
        if run and not (last >= 0 and place - last <= _LONGEST_GAP and _joined(body[last:place])):
            yield run
            run = []
        elif run and place - last > 1:
            run += [(particle, last) for particle in body[last:place].split()]
        run.append((word, place))
        last = place + len(word) if goes_on else -1
    if run:
        yield run


def _name_in(text: str) -> tuple[str, bool]:
    """Return the word without `'s` and marks, and whether the name may go on behind it."""
    word = bare_word(text)
    possessive = word.endswith(("'s", "’s", "s'", "s’"))
    name = word[: -2 if word[-1] == "s" else -1] if possessive else word
    return name, not possessive and len(word) == len(text)


def _joined(gap: str) -> bool:
    return gap == " " or (gap[:1].isspace() and all(word in PARTICLES for word in gap.split()))
