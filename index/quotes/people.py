"""The people of one article: who they are in full, where they are named."""

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import Final

from msgspec import Struct

from index.quotes.lexicon import (
    GIVEN,
    KIN,
    PARTICLES,
)
from index.quotes.names import (
    generation_of,
    surname,
)
from index.quotes.places import holds, places

_IN_ORDERS: Final = frozenset(("Sister", "Brother"))  # `Sister Elena` is Elena Vega
_ARTICLES: Final = ("al-", "el-")
OPENING: Final = "\"“‘'([—–-"
_OWNED_BEHIND: Final = re.compile(r"(?:, \d\d)?, (?:his|her) (\w+)")
# `Tide Vox said it was reviewing the plan`; in `Ruiz said it was late`, `it would take years` it is no body.
_IT_IS: Final = re.compile(
    r"(?:that )?it(?:s | (?:plans|expects|hopes|intends"
    r"|(?:was|is)(?: not)? [\"“‘]?(?!(?:rain|snow|go|be)ing)\w+ing"
    r"|(?:has|had|would|will)(?: not)? (?!be|take|mean|come|happen|rain|snow|seem|cost|help|hurt|work|ma[dk]e)\w+)\b)"
)
_SAYING: Final = (" said ", " says ")
_MOST_NAMES: Final = 8  # full names kept for one surname; a list of thousands of Smiths stays linear
_FAR: Final = 2000  # characters that a surname looks back for a full name in somebody's words
_MOST_BACK: Final = 12  # sightings that a pronoun looks back at


class Sighting(Struct, frozen=True, gc=False):
    """A person named at `start`; `key` is the surname in lower case, `name` what was written of it."""

    start: int
    key: str
    name: str
    gender: str | None


@dataclass
class People:
    """Everybody named outside quotation marks; filled once, then asked."""

    body: str
    sightings: list[Sighting] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    full: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    given: dict[str, set[str]] = field(default_factory=dict)
    inner: dict[str, set[str]] = field(default_factory=dict)  # Elena Vega Montes by `vega`
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    small: dict[str, str] = field(default_factory=dict)  # `ELENA RUIZ`, the first words of a story, is Elena Ruiz
    bodies: dict[str, bool] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)  # `Elena Ruiz` is Elena M. Ruiz, where no Elena K. Ruiz is
    evident: frozenset[str] = frozenset()  # surnames that a title, a given name, a noun shows to be a person's

    def full_name(self, name: str, at: int, gender: str | None = None) -> str:
        """Return the longest form of `name`, as written at offset `at`, that the article gives."""
        words = name.split()
        if not words:
            return name
        generation = generation_of(words)
        if len(words) > 1 + bool(generation):
            return self._of_more_words(name, words, at)
        choices = [full for full in self.full.get(surname(words), ()) if self.fits(full, gender)]
        if generation:
            choices = [full for full in choices if generation_of(full.split()) == generation]
        if len(choices) > 1:
            choices = [full for full in choices if full not in self.short]
        if len(choices) == 1:
            return choices[0]
        if not choices:
            return self._by_other_part(name)
        return max(choices, key=lambda full: self._weight(surname(words), full, at))

    def _by_other_part(self, name: str) -> str:
        """`Hamid` is Bashar al-Hamid, `Elena` is Elena Ruiz, where nobody else is called so."""
        low = name.lower()
        others = [full for article in _ARTICLES for full in self.full.get(article + low, ())]
        others = others or [*(self.given.get(low) or self.inner.get(low) or ())]
        return others[0] if len(others) == 1 else name

    def is_relative(self, name: str) -> bool:
        """`Her daughter, Ida Ruiz`, `Ida Ruiz, his wife`: the surname alone may as well mean whose daughter she is."""
        places = self.full_places(name)
        if not places or word_before(self.body, places[0]).rstrip(",").lower() in KIN:
            return bool(places)
        behind = _OWNED_BEHIND.match(self.body, places[0] + len(name))
        return behind is not None and behind[1] in KIN

    def is_body(self, name: str) -> bool:
        """True where `it`, or what `which` tells of, has this name, and nothing shows a person.

        `Tide Vox said its boats were late`; `Tide Vox, which owns them, waits`.
        """
        if name in self.genders:
            return False
        if name not in self.bodies:
            evident = surname(name.split()) in self.evident
            self.bodies[name] = not evident and (
                holds(self.body, f"{name}, which ") or any(_says_of_it(self.body, f"{name}{verb}") for verb in _SAYING)
            )
        return self.bodies[name]

    def full_in_words(self, name: str, at: int) -> str:
        """Return `Elena Ruiz` for `Ruiz` where only somebody's words, not long before `at`, have her in full."""
        place = self.body.rfind(f" {name}", max(0, at - _FAR), at)
        given = word_before(self.body, place + 1) if place > 0 else ""
        if not given[:1].isupper() or given.lower() not in GIVEN or place <= len(given):
            return name
        if word_before(self.body, place - len(given))[:1].isupper():
            return name  # `Martin Luther Ruiz`
        full = f"{given} {name}"
        self.enter_full(full, name.lower(), place - len(given), None)
        return full

    def _of_more_words(self, name: str, words: list[str], at: int) -> str:
        """`Vega Montes` is Elena Vega Montes, and `Van Houten`, where a sentence begins, Peter van Houten."""
        key = surname(words)
        known = self.full.get(key, {})
        if len(words) == 2 and words[0] in _IN_ORDERS:
            named = self._by_other_part(words[1])
            return named if named != words[1] else name
        if name in known:
            return self.short.get(name) or self.small.get(name, name)
        choices = [full for full in known if ends_with(full, name)]
        choices = choices or [full for full in known if ends_with(name, full)]  # `Class Elena Vega`
        return max(choices, key=lambda full: self._weight(key, full, at), default=self.small.get(name, name))

    def of_surname(self, name: str, at: int, gender: str | None) -> list[str]:
        """Return the people of this surname named in full before `at`, one name of each: Ida Lund, not I. Lund too."""
        words = name.split()
        if not words or (len(words) > 1 and words[0].lower() not in PARTICLES):
            return []
        known = self.full.get(surname(words), {})
        fits = [full for full, seen in known.items() if seen[0] < at and self.fits(full, gender)]
        if len(words) > 1:
            fits = [full for full in fits if ends_with(full, name)]
        if len(fits) < 2:
            return fits
        fits = [full for full in fits if not any(self._stands_for(other, full) for other in fits)]
        given = {full: full.split()[0].rstrip(".") for full in fits}
        longer = {name[0] for name in given.values() if len(name) > 1}
        kept = {full: name for full, name in given.items() if len(name) > 1 or name not in longer}
        born = {full: generation_of(full.split()) or _initials(full) for full in kept}
        apart = len(set(born.values()) - {""}) > 1  # `Abel Holm Sr.` and `Abel Holm Jr.`, `Abel W. Holm`
        return list({(name, apart and born[full]): full for full, name in kept.items()}.values())

    def of_given(self, name: str, at: int, gender: str | None) -> list[str]:
        """Return the people of this given name named in full before `at`: Kim Ha-na and Kim Il-su."""
        named = self.given.get(name.lower(), ())
        if len(named) < 2:
            return []
        return sorted(full for full in named if self.fits(full, gender) and self.full_places(full)[:1] < [at])

    def _stands_for(self, other: str, full: str) -> bool:
        """`Vega Montes` is Elena Vega Montes, `Would Ida Lund` is Ida Lund: the one written oftener stays."""
        if other == full or not (other.endswith(f" {full}") or full.endswith(f" {other}")):
            return False
        often, seldom = len(self.full_places(other)), len(self.full_places(full))
        return (often, len(other)) > (seldom, len(full))

    def full_places(self, name: str) -> list[int]:
        """Return where this full name stands."""
        return self.full.get(surname(name.split()), {}).get(name, [])

    def _weight(self, key: str, full: str, at: int) -> tuple[bool, int, int]:
        """Named before `at`, then named often, then named late."""
        seen = self.full[key][full]
        return seen[0] < at, len(seen), -abs(at - seen[-1])

    def fits(self, name: str, gender: str | None) -> bool:
        """Tell whether a person of this full name may be of this gender."""
        return gender is None or self.genders.get(name, gender) == gender

    def between(self, start: int, end: int) -> list[Sighting]:
        """Return who is named in `body[start:end]`, the last few of them."""
        last = bisect_left(self.starts, end)
        return self.sightings[max(bisect_left(self.starts, start), last - _MOST_BACK) : last]

    def enter_full(self, name: str, key: str, start: int, gender: str | None) -> None:
        """Enter somebody whose full name stands at offset `start`."""
        known = self.full.setdefault(key, {})
        if name in known or len(known) < _MOST_NAMES:
            insort(known.setdefault(name, []), start)
            first, *inner = name.lower().split()[:-1]
            _add(self.given, first, name)
            for word in inner:
                _add(self.inner, word, name)
            if gender is not None:
                self.genders.setdefault(name, gender)


def _says_of_it(body: str, lead: str) -> bool:
    return any(_IT_IS.match(body, at + len(lead)) is not None for at in places(body, lead))


def ends_with(full: str, name: str) -> bool:
    """Tell whether a full name ends in the words of another one, whatever the capitals of its particles."""
    return full.lower().endswith(f" {name.lower()}")


def word_before(body: str, start: int) -> str:
    """Return the word that one space parts from offset `start`, or ''."""
    if start < 2 or body[start - 1] != " ":
        return ""
    words = body[start - 24 if start > 24 else 0 : start - 1].rsplit(None, 1)
    return words[-1].lstrip(OPENING) if words else ""


def _add(names: dict[str, set[str]], word: str, name: str) -> None:
    known = names.setdefault(word, set())
    if len(known) < _MOST_NAMES:
        known.add(name)


def _initials(full: str) -> str:
    return "".join(word for word in full.split()[1:-1] if word[-1] == ".")
