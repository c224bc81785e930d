"""Tells whether one capitalised word is a person: a capital that opens a sentence says nothing."""

import re
from dataclasses import dataclass, field
from typing import Final

from index.quotes.bare import is_no_name
from index.quotes.cues import is_verb_form
from index.quotes.known_bodies import OF_ONE_WORD_TOO
from index.quotes.lexicon import COMPANY_TAILS, DEMONYMS, GIVEN, PLACES
from index.quotes.people import People, word_before
from index.quotes.places import word_places

_FIRM: Final = re.compile(
    r"[A-Z][\w-]{1,40}(?: [A-Z&][\w-]{0,40}){0,3} "
    r"(?:Inc|Corp|Co|Ltd|PLC|Plc|LLC|AG|SA|Energy|Holdings|Airways|Pharmaceuticals|Technologies|"
    r"Rail|Lines|Motors|Airlines|Partners|Systems|Industries|Foods|Logistics|Software|"
    r"Group|Capital|Ventures|Brands|Labs|Entertainment|Pipelines|Utilities)\b"
)
_INSIDE_WORDS: Final = frozenset("'’-_")


@dataclass
class Capitals:
    """Judges the words of one article; each is looked for in it once."""

    people: People
    _small: dict[str, bool] = field(default_factory=dict)
    _firms: dict[str, str | None] = field(default_factory=dict)

    def kind(self, word: str, *, opens: bool) -> str | None:
        """Return what `word`, a single capitalised one, is: `named`, `organisation`, or None for no source.

        `opens` is True where the word opens its sentence.
        """
        low = word.lower()
        if low in self.people.persons:
            return "named"
        if low in PLACES or (low in OF_ONE_WORD_TOO and low not in self.people.full) or self._firm(word) is not None:
            return "organisation"
        if low in COMPANY_TAILS or len(low) == 1 or (opens and self._is_plain(low)):
            return None
        return "named"

    def in_full(self, word: str) -> str:
        """Return the whole name of the firm that `word` stands for, or the word."""
        return self._firm(word) or word

    def _firm(self, word: str) -> str | None:
        """`Tide Freight Inc` is `Tide` further on."""
        if word not in self._firms:
            body = self.people.body
            firms = (_FIRM.match(body, at) for at in word_places(body, word) if not word_before(body, at).istitle())
            firm = next(filter(None, firms), None)
            self._firms[word] = " ".join(firm[0].split()) if firm is not None else None
        return self._firms[word]

    def _is_plain(self, low: str) -> bool:
        if low in GIVEN:
            return False
        if low in DEMONYMS or is_verb_form(low) or is_no_name(low):
            return True
        if low in self.people.full:
            return False
        if low not in self._small:
            body, length = self.people.body, len(low)
            self._small[low] = any(_is_whole(body, at, at + length) for at in word_places(body, low))
        return self._small[low]


def _is_whole(body: str, start: int, end: int) -> bool:
    """`well` is no word of its own in `well-known`."""
    return _INSIDE_WORDS.isdisjoint(body[max(0, start - 1) : start] + body[end : end + 1])
