"""Tells whom a quotation names in the third person: he is not the one who says it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from index.quotes.lexicon import AUXILIARIES
from index.quotes.names import names_in, surname
from index.quotes.pairing import Paragraph
from index.quotes.runs import capitals

_OF_HIMSELF: Final = re.compile(r"(?:\bI am|\bI['’]m|\bI,|\bname is|\bname['’]s|\bmyself,|\bme,|\bthe|\bThe) $")
_OPENS: Final = re.compile(r"(?:\A|[.!?:]\W+)\Z")
_BEHIND: Final = re.compile(r"['’]s\b|,| ([a-z]+)")


def is_spoken_of(name: str, said: str) -> bool:
    """Tell whether the words `said` speak of the person of this full name: `I have nothing against Ruiz`.

    `I am Ruiz` and `the Ruiz plan` do not.
    """
    words = name.split()
    if words[0] not in said and words[-1] not in said:
        return False
    return not {name, words[0], surname(words)}.isdisjoint(_named_in(said))


@lru_cache(maxsize=4)
def _named_in(said: str) -> frozenset[str]:
    """Return the names in full, the given names and, in small letters, the surnames that stand alone."""
    return frozenset(form for name, at in _names(said) if _is_third_person(said, name, at) for form in _forms(name))


def _forms(name: str) -> tuple[str, ...]:
    return (name,) if " " in name else (name, name.lower())


def _names(said: str) -> Iterator[tuple[str, int]]:
    for text, at in capitals(said, [Paragraph(0, len(said), ())]):
        for name in names_in(text):
            yield name.text, at + name.start


def _is_third_person(said: str, name: str, at: int) -> bool:
    if _OF_HIMSELF.search(said, max(0, at - 12), at):
        return False
    if " " in name or not _OPENS.search(said, max(0, at - 4), at):
        return True
    behind = _BEHIND.match(said, at + len(name))  # `Marsh has gone`; `Will you go?`, `Young men go` name nobody
    return behind is not None and name.lower() not in AUXILIARIES and (behind[1] is None or behind[1] in AUXILIARIES)
