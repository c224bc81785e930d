"""Tells which person of the article a written name means: `Ruiz`, `Dean Ruiz`, `Holm and Lund`."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from msgspec.structs import replace

from index.quotes.bare import bare, is_given_title
from index.quotes.capitals import Capitals
from index.quotes.lexicon import FIRMS, GIVEN, GIVEN_DEMONYMS, PERSON_NOUNS, word_set
from index.quotes.line import Line, begins_sentence
from index.quotes.names import gender_of, generation_of, without_honours
from index.quotes.pairs import two_of
from index.quotes.people import People
from index.quotes.phrases import Phrase
from index.quotes.places import word_places
from index.quotes.roles import Roles
from index.quotes.sources import Speaker, noun_of, organisation_of

_MOST_READ: Final = 12  # places of a name where an age may stand
_OF_AGE: Final = re.compile(r"\b(elder|older|younger) (?:M(?:r|s|rs)\.? )?\Z")
_AGE: Final = re.compile(r", (\d{1,3}),")
_BEFORE: Final = 16  # characters of `younger Mrs. `
_SENIOR, _JUNIOR = 200, 0  # as if they were ages
_BODIES: Final = FIRMS | word_set(
    "agency corporation manufacturer bank hospital university college school party newspaper museum institute "
    "foundation trust council commission authority bureau club league federation association organisation organization "
    "society group network platform brand label studio brewery refinery railway supermarket subsidiary cooperative "
    "co-op consortium thinktank nonprofit non-profit ngo department ministry militia army"
)
_BODIES_OF_SEVERAL: Final = _BODIES - PERSON_NOUNS - {"operator"}
_BODIES_OF_ONE_WORD: Final = _BODIES | word_set(
    "owner maker builder developer contractor supplier producer publisher exporter importer dealer"
)
_CALLED_BEHIND: Final = re.compile(r", (?:an?|the|its|\w+['’]s) ([^,.;:()\"“”\n]{2,80}),")
_CALLED_BEFORE: Final = re.compile(
    r"(?:\A|[.?!\"”»’'\n] ?)(?:an?|the|its|\w+['’]s) ((?:[\w-]+ ){0,3}[\w-]+),? \Z", re.IGNORECASE
)
_CALLED_WITHIN: Final = 60  # characters
_MOST_CALLED: Final = 3  # places of a name where an article may say what it is


@dataclass
class Namer:
    """Gives written names in full; `spoken` is where everybody who spoke did so last, by full name."""

    people: People
    roles: Roles
    capitals: Capitals
    spoken: dict[str, int]
    _called: dict[str, bool] = field(default_factory=dict)

    def of_phrase(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        if phrase.end - phrase.start == 1:
            opens = begins_sentence(line, phrase.start)
            word = bare(line.tokens[phrase.start].text)
            kind = self.capitals.kind(word, opens=opens)
            if kind != "named":
                return Speaker(self.capitals.in_full(word) if kind else None, kind)
        phrase = self._behind_title(line, phrase)
        words = line.words(phrase.start if phrase.name is None else phrase.name, phrase.end)
        gender = gender_of(token.low for token in line.tokens[phrase.start : phrase.name])
        written = " ".join(without_honours(bare(words).split()))
        name = self.people.full_name(written, at, gender)
        if name == written and " " not in name:
            name = self.people.full_in_words(name, at)
        if self._is_called_body(name):
            return Speaker(name, "organisation")
        own = self.roles.of_mention(line, phrase)
        own = None if own in ("elder", "older", "younger") else own
        if own is None and self.people.is_body(name) and self.roles.of_person(name, at) is None:
            return Speaker(name, "organisation")
        place = line.start_of(phrase.start if phrase.name is None else phrase.name)
        name, sure = self.told_apart(written, name, own, gender, line, place)
        return Speaker(name, "named", self.roles.of_speaker(own, name, at, sure=sure), sure)

    def _is_called_body(self, name: str) -> bool:
        """`the grid operator, Tidelec,`, `Tidelec, a state oil company,`: the article says what it is."""
        people = self.people
        if name in people.genders or name.partition(" ")[0].lower() in GIVEN:
            return False
        if name not in self._called:
            nouns = _BODIES_OF_SEVERAL if " " in name else _BODIES_OF_ONE_WORD
            at = islice(word_places(people.body, name), _MOST_CALLED)
            self._called[name] = any(noun in nouns for place in at for noun in _called(people.body, place, name))
        return self._called[name]

    def of_pair(self, line: Line, phrase: Phrase) -> Speaker:
        """`Holm and Lund` are Abel Holm and Ida Lund, `Holm and the Tide Board` he and that body."""
        both = [self._of_either(line, one) for one in two_of(line, phrase) or ()]
        names = [one.name for one in both if one.name is not None]
        bodies = all(one.source_type == "organisation" for one in both)
        kind = "organisation" if bodies else "named"
        return Speaker(" and ".join(names), kind, sure=all(one.sure for one in both)) if names else Speaker()

    def _of_either(self, line: Line, phrase: Phrase) -> Speaker:
        if phrase.kind == "organisation":
            return Speaker(organisation_of(line, phrase), "organisation")
        return self.of_phrase(line, phrase, line.start_of(phrase.start))

    def told_apart(
        self, written: str, name: str, own: str | None, gender: str | None, line: Line, at: int
    ) -> tuple[str, bool]:
        """Of two people of one surname: the one of this title, else the only one named in full in this paragraph, or
        who spoke or was named close by; else the one who was not brought in as a relative, unchecked.
        """
        others = self.people.of_surname(written, at, gender) or self.people.of_given(written, at, gender)
        if len(others) < 2:
            return name, True
        older = self._by_age(others, at)
        if older is not None:
            return older, True
        titled = [one for one in others if own is not None and own in (self.roles.of_person(one, at) or "")]
        floor = max(0, self.people.body.rfind("\n\n", 0, max(0, line.start - 2)))
        here = self._named_between(others, line.start, at)
        spoke = [one for one in others if self.spoken.get(one, -1) >= floor]
        named = self._named_between(others, floor, at)
        only = next((found[0] for found in (titled, here, spoke, named) if len(found) == 1), None)
        if only is not None:
            return only, only in titled or not self.people.is_relative(only)
        main = [one for one in others if not self.people.is_relative(one)]
        return main[0] if len(main) == 1 else name, False

    def _by_age(self, names: list[str], at: int) -> str | None:
        """`The elder Ruiz`: of two people whose ages the article gives, or a senior and a junior."""
        before = _OF_AGE.search(self.people.body, max(0, at - _BEFORE), at)
        older = before is not None and before[1] != "younger"
        ages = {name: self._age(name) for name in names} if before is not None else {}
        if len(ages) != 2 or None in ages.values() or len(set(ages.values())) < 2:
            return None
        return (max if older else min)(ages, key=lambda name: ages[name] or 0)

    def _age(self, name: str) -> int | None:
        generation = generation_of(name.split())
        if generation:
            return _SENIOR if generation == "sr" else _JUNIOR
        ages = (_AGE.match(self.people.body, at + len(name)) for at in self.people.full_places(name)[:_MOST_READ])
        return next((int(age[1]) for age in ages if age is not None), None)

    def _named_between(self, names: list[str], start: int, end: int) -> list[str]:
        """Return which of these full names stand in `body[start:end]`."""
        return [name for name in names if self._is_between(self.people.full_places(name), start, end)]

    def _is_between(self, places: list[int], start: int, end: int) -> bool:
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end

    def _behind_title(self, line: Line, phrase: Phrase) -> Phrase:
        """`Dean Nelson` is the dean where the article knows a Sarah Nelson."""
        if phrase.name is None or not is_given_title(line.tokens[phrase.name].low, None, phrase.end - phrase.name - 1):
            return phrase
        if line.tokens[phrase.name].low in GIVEN_DEMONYMS:
            return phrase
        given = line.tokens[phrase.name].text
        others = self.people.full.get(bare(phrase.head), ())
        known = any(not name.startswith(given) for name in others)
        return replace(phrase, name=phrase.name + 1) if known else phrase


def _called(body: str, at: int, name: str) -> Iterator[str]:
    """Give the nouns that stand before and behind a name, parted by a comma."""
    before = _CALLED_BEFORE.search(body, max(0, at - _CALLED_WITHIN), at)
    behind = _CALLED_BEHIND.match(body, at + len(name))
    return (noun_of(found[1]) for found in (before, behind) if found is not None)
