"""What an article itself shows of outlets: which names are only told and report, which are people's."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from index.quotes.lexicon import OPENERS, PERSON_NOUNS, word_set
from index.quotes.media import is_listed, names_outlet
from index.quotes.people import People, word_before
from index.quotes.places import holds, places, word_places

# Of these an article gives the whole name once: `the Ledger` is the Norport Ledger.
_TITLES_OF_PAPERS: Final = word_set(
    "post times journal tribune herald guardian gazette star register globe chronicle telegraph independent observer "
    "inquirer examiner standard mail mirror sun courier argus advertiser sentinel enquirer dispatch ledger monitor "
    "bulletin echo express statesman mercury clarion vanguard citizen news"
)
_LONGEST_TITLE: Final = 4  # words before `Ledger`
_TOLD: Final = re.compile(
    r"(?:\b(?:told|tells|telling|informed|informing|according to|(?:quoted|reached|contacted|interviewed|reported) by"
    r"|(?:interview|conversation|call|chat) with|(?:remarks|statement|comments|message|account) to"
    r"|(?:speaking|spoke|spoken|talking|talked) (?:to|with)|[a-z]+ed to)) (?:an? |the )?\Z",
    re.IGNORECASE,
)
_TOLD_WITHIN: Final = 28  # characters
_REPORTS_BEHIND: Final = re.compile(
    r"(?: (?:reported|reports?|quoted|cited|pointed out|noted|broadcast|aired|showed|story|(?:was|were|has been) told"
    r"|has learned|learned|published|carried)\b|['’]s? (?:report|story)\b)"
)
_CAPITALS: Final = re.compile(r"(?!The )[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ0-9][\w-]*)*")
_SMALL: Final = re.compile(r"[a-z]+")
_BEFORE_IT: Final = tuple(f"{medium} " for medium in (
    "agency", "newspaper", "broadcaster", "daily", "station", "site", "website", "magazine", "network", "channel",
))  # fmt: skip
_BEHIND_IT: Final = (" news agency", " newspaper", " daily", " magazine", " website")


@dataclass
class Outlets:
    """What an article shows of outlets: the words of its own `source`, and who its `people` are."""

    source: tuple[str, ...]
    people: People
    told: list[str] = field(default_factory=list)  # what quotations before were told to
    full: dict[str, str] = field(default_factory=dict)  # names that were looked for, in full
    only: dict[str, bool] = field(default_factory=dict)  # and whether they are only told
    media: dict[str, bool] = field(default_factory=dict)  # and whether the article says that they are outlets

    def is_source(self, names: list[str]) -> bool:
        """`the Courier`, in the Norport Courier."""
        return bool(names) and tuple(names) == self.source[-len(names) :]

    def is_told_only(self, name: str) -> bool:
        """Tell whether the article speaks of `name` only as of one who is told or reports, as of no person or place."""
        if self.is_person(name):
            return False
        if name not in self.only:
            self.only[name] = self._is_only_told(name)
        return self.only[name]

    def _is_only_told(self, name: str) -> bool:
        body = self.people.body
        seen = [*word_places(body, name)]
        last = name.rpartition(" ")[2]
        if last != name and len(seen) < sum(1 for _ in word_places(body, last)):
            return False  # `told Chinwe Okafor`, `Okafor waved`
        return all(
            _REPORTS_BEHIND.match(body, at + len(name)) or _TOLD.search(body, max(0, at - _TOLD_WITHIN), at)
            for at in seen
        )

    def is_medium(self, name: str) -> bool:
        """`the Sela news agency`, `broadcaster Sela`: the article says what Sela is."""
        if self._is_known_else(name):
            return False
        if name not in self.media:
            self.media[name] = self._is_called_medium(name)
        return self.media[name]

    def _is_called_medium(self, name: str) -> bool:
        body = self.people.body
        return any(holds(body, f"{name}{medium}") for medium in _BEHIND_IT) or any(
            holds(body, f"{medium}{name}") for medium in _BEFORE_IT
        )

    def last_before(self, start: int, end: int) -> str | None:
        """Return the last outlet that is named in `body[start:end]`."""
        body = self.people.body
        named = [*_CAPITALS.finditer(body, start, end)]
        told = (found for found in reversed(named) if _word_at(body, found.end() + 1) not in PERSON_NOUNS)
        return next((found[0] for found in told if self._is_outlet(found[0])), None)

    def _is_outlet(self, name: str) -> bool:
        if names_outlet(name.split()) or is_listed(name):
            return not self._is_known_else(name)
        return " " not in name and self.is_told_only(name)

    def is_person(self, name: str) -> bool:
        """Tell whether the article knows a person by this name, whom a title, a given name or a pronoun shows."""
        if name.isupper() and " " not in name:
            return False  # `state broadcaster STV`
        people = self.people
        key = name.lower().rpartition(" ")[2]
        named = (*people.full.get(key, ()), *people.given.get(key, ()))
        return name in people.genders or key in people.evident or any(one in people.genders for one in named)

    def _is_known_else(self, name: str) -> bool:
        """Tell whether the name may be somebody's, or a part of it: it takes less than `is_person`."""
        low, people = name.lower(), self.people
        known = people.full.get(low.rpartition(" ")[2], ())
        return any(one != name for one in known) or low in people.given or low in people.persons

    def in_full(self, name: str) -> str:
        """`the Ledger` is the Norport Ledger, where the article has it, and no other that is called The Ledger."""
        if name.lower() not in _TITLES_OF_PAPERS:
            return name
        if name not in self.full:
            self.full[name] = self._in_full(name)
        return self.full[name]

    def _in_full(self, name: str) -> str:
        body = self.people.body
        own = next(places(body, f" The {name}"), 0)
        if own > 0 and body[own - 1] not in ".?!\n":
            return name
        led = ([*islice(_capitals_before(body, at), _LONGEST_TITLE)] for at in word_places(body, name))
        return " ".join([*reversed(next(filter(None, led), [])), name])


def _word_at(body: str, at: int) -> str:
    """Return the small letters that begin at an offset."""
    found = _SMALL.match(body, at)
    return found[0] if found is not None else ""


def _capitals_before(body: str, at: int) -> Iterator[str]:
    """Give the words with capitals that lead up to an offset, the last one first."""
    word = word_before(body, at)
    while word[:1].isupper() and word[-1] not in ".," and word.lower() not in OPENERS:
        yield word
        at -= len(word) + 1
        word = word_before(body, at)


def outlets_of(source: str | None, people: People) -> Outlets:
    """Return what tells outlets in an article of this source, the name of its outlet."""
    words = (source or "").split()
    return Outlets(tuple(words[1:] if words[:1] == ["The"] else words), people)
