"""Tells whether one capitalised word is a person: a capital that opens a sentence says nothing."""

import re
from dataclasses import dataclass

from index.quotes.bare import is_no_name
from index.quotes.cues import is_verb_form
from index.quotes.lexicon import COMPANY_TAILS, DEMONYMS, GIVEN, PLACES
from index.quotes.people import People

# The large, the small letter leads, and what is before it is looked at behind it: so the search runs by a table.
_FIRM = re.compile(
    r"([A-Z](?<!\w.)[\w-]{1,40})(?: [A-Z&][\w-]{0,40}){0,3} "
    r"(?:Inc|Corp|Co|Ltd|PLC|Plc|LLC|AG|SA|Energy|Holdings|Airways|Pharmaceuticals|Technologies|"
    r"Rail|Lines|Motors|Airlines|Partners|Systems|Industries|Foods|Logistics|Software)\b"
)
_SMALL = re.compile(r"[a-z](?<![\w'’].)[a-z'’-]{2,}")


@dataclass(slots=True)
class Capitals:
    """Judges the words of one article; which of them it writes in small letters is read once, when needed."""

    people: People
    _small: frozenset[str] | None = None
    _firms: dict[str, str] | None = None

    def kind(self, low: str, *, opens: bool) -> str | None:
        """Return what `low`, a single capitalised word, is: `named`, `organisation`, or None for no source.

        `opens` is True where the word opens its sentence.
        """
        if low in self.people.persons:
            return "named"
        if low in PLACES or low in self._firms_named():
            return "organisation"
        if low in COMPANY_TAILS or len(low) == 1 or (opens and self._is_plain(low)):
            return None
        return "named"

    def in_full(self, word: str) -> str:
        """Return the whole name of the firm or the place that `word` stands for."""
        return self._firms_named().get(word.lower(), word)

    def _firms_named(self) -> dict[str, str]:
        """`Tide Freight Inc` is `Tide` further on."""
        if self._firms is None:
            found = list(_FIRM.finditer(self.people.body))
            self._firms = {firm[1].lower(): " ".join(firm[0].split()) for firm in reversed(found)}
        return self._firms

    def _is_plain(self, low: str) -> bool:
        if low in GIVEN:
            return False
        if low in DEMONYMS or is_verb_form(low) or is_no_name(low):
            return True
        if low in self.people.full:
            return False
        if self._small is None:
            self._small = frozenset(_SMALL.findall(self.people.body))
        return low in self._small
