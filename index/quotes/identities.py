"""Who is called so elsewhere in the article: `the senator` is Sen. Elena Marsh, `Holm's lawyer` Ida Lund, a lawyer."""

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from msgspec.structs import replace

from index.quotes.appositions import apposed_to, without_determiner
from index.quotes.bare import bare
from index.quotes.callings import is_called, is_told, role_words
from index.quotes.capitals import Capitals
from index.quotes.lexicon import DEMONYMS, DETERMINERS, GROUPS, PARTISANS, PERSON_NOUNS, TITLES
from index.quotes.line import Line
from index.quotes.names import gender_of, surname
from index.quotes.people import People, word_before
from index.quotes.phrases import Phrase
from index.quotes.phrases import is_one_person as is_one
from index.quotes.references import of_place
from index.quotes.roles import Roles
from index.quotes.sentences import ANYBODY
from index.quotes.sources import POINTING, Speaker, office_of
from index.quotes.tokens import Passage
from index.quotes.topics import REMEMBERED

NEAR: Final = 1500  # characters, two or three paragraphs
_HEAD: Final = 300  # characters of a story that may begin with somebody who is named below
_BELOW: Final = 400  # characters below the head
_SHORT: Final = 3  # letters of words that tell nothing
_BEHIND: Final = 200  # characters behind a name that may tell its role
_IDENTIFYING: Final = re.compile(r", (?:who |an? |the |\d\d[, ])")  # `Ida Holm, 61, ...`, `Ida Holm, who ...`
_OWNERS: Final = frozenset(("his", "her", "their"))
_LONGEST: Final = 6  # tokens of a nominal
_SEAT: Final = 24  # characters of `, R-Texas,`


@dataclass
class Identities:
    """Finds who has the name, the office or the role that a nominal tells, in the order of the article."""

    people: People
    roles: Roles
    capitals: Capitals
    last_named: tuple[str, int] | None = None
    last: tuple[Speaker, int] | None = None
    spoken: dict[str, int] = field(default_factory=dict)
    _role_words: dict[str, frozenset[str]] = field(default_factory=dict)

    def _spoke_last(self, line: Line, name: str) -> bool:
        """True for who spoke last in this paragraph or the one above, or else is the only person named there."""
        above = self.roles.paragraph_before(line.start)
        floor = above.start if above is not None else line.start
        if self.last is not None and self.last[1] >= floor:
            return self.last[0].name == name
        key = surname(name.split())
        near = [seen.key for seen in self.people.between(floor, line.end) if seen.key in self.people.persons]
        return bool(near) and all(one == key for one in near)

    def _in_role(self, line: Line, phrase: Phrase, at: int) -> Speaker | None:
        """`the attorney`, `Holm's lawyer`: the only person named before whose role says so."""
        words = [bare(token.low) for token in line.tokens[phrase.start : phrase.end]]
        told = words[words[0] in POINTING : -1]
        if len(words) > _LONGEST or not DETERMINERS.isdisjoint(told[:1]) or self._is_owned_before(phrase, at):
            return None
        gender = gender_of(words)
        known = {name: self._words_of(name, at) for name in self._named_before(at) if self.people.fits(name, gender)}
        called = (name for name, role in known.items() if is_called(phrase.head, role))
        only = [name for name in called if all(is_told(word, known[name]) for word in told)]
        return Speaker(only[0], "named", self.roles.of_person(only[0], at)) if len(only) == 1 else None

    def _by_initials(self, word: str, at: int) -> Speaker | None:
        """`the DPO`, behind `District Police Officer Ida Holm`."""
        for name in self._named_before(at) if word.isupper() and len(word) > 1 else ():
            role = self.roles.of_person(name, at)
            if role is not None and "".join(part[0] for part in role.split() if part[0].isupper()) == word:
                return Speaker(name, "named", role)
        return None

    def _is_owned_before(self, phrase: Phrase, at: int) -> bool:
        """`Norland's governor waved. "...," the governor said`: not the governor who is named."""
        last = self.people.body.rfind(f" {phrase.head} ", max(0, at - NEAR), at)
        return last > 0 and self.people.body.endswith(("'s", "’s"), 0, last)

    def _named_before(self, at: int) -> list[str]:
        """Return who spoke and who was named not long before, in full."""
        near = (self.people.full_name(seen.name, seen.start, seen.gender) for seen in self.people.between(0, at))
        names = dict.fromkeys([*islice(reversed(self.spoken), REMEMBERED), *near])
        return [name for name in names if " " in name and " and " not in name]

    def _words_of(self, name: str, at: int) -> frozenset[str]:
        """Return the words of the role of the person of this full name, with title, age, party and state."""
        if name not in self._role_words:
            place = next(iter(self.people.full_places(name)), 0)
            role = f"{self.roles.of_person(name, at) or ''} {word_before(self.people.body, place)}"
            end = place + len(name)
            self._role_words[name] = role_words(role, self.people.body[end : end + _SEAT])
        return self._role_words[name]

    def _named_later(self, line: Line, phrase: Phrase) -> Speaker | None:
        """`A Norland diver is sorry.` begins a story: the first who is named below is it, unchecked.

        If his role says so, or if the next paragraph opens with his name and tells who he is.
        """
        body, at = self.people.body, line.start_of(phrase.start)
        one = is_one(phrase) or phrase.head in PARTISANS
        if not one or at > _HEAD or body.find("\n\n", 0, at) >= 0:
            return None
        named = [seen for seen in self.people.between(0, line.end + _BELOW) if seen.key in self.people.persons]
        if not named or named[0].start < line.end or " " not in named[0].name:
            return self._titled_later(phrase, at)
        name, end = named[0].name, named[0].start + len(named[0].name)
        gender = gender_of(token.low for token in line.tokens[phrase.start : phrase.end])
        subject = phrase.start == 0 or not line.tokens[phrase.start - 1].is_word
        opens = subject and not body[line.end : named[0].start].strip() and _IDENTIFYING.match(body, end) is not None
        if not self.people.fits(name, gender) or not (opens or self._has_role(line, phrase, name, end)):
            return self._titled_later(phrase, at)
        return Speaker(name, "named", self.roles.of_person(name, at), sure=False)

    def _titled_later(self, phrase: Phrase, at: int) -> Speaker | None:
        """`A judge has said no.`, at the head of a story: Judge Holm, wherever she is named below, unchecked."""
        found = self.roles.earlier_fuller(phrase.head, len(self.people.body)) if phrase.head in TITLES else None
        if found is None or found[1].kind != "name":
            return None
        return replace(self._antecedent(*found, len(self.people.body)), sure=False)

    def _has_role(self, line: Line, phrase: Phrase, name: str, at: int) -> bool:
        """Tell whether the role of the person of this name, which ends at offset `at`, is what the phrase says."""
        found = self.roles.earlier_fuller(phrase.head, at + _BEHIND)
        if found is not None and self._antecedent(*found, at).name == name:
            return True
        role = (self.roles.of_person(name, at) or "").lower().split()
        words = {token.low for token in line.tokens[phrase.start : phrase.end] if len(token.low) > _SHORT}
        return phrase.head in role or len(words.intersection(role)) > 1

    def _called_so(self, line: Line, phrase: Phrase, at: int) -> tuple[Passage, Phrase] | None:
        """Return who was called as this nominal calls somebody: `the senator`, `the Norland senator`."""
        if line.tokens[phrase.start].low in POINTING and phrase.end - phrase.start == 2:
            found = self.roles.earlier_fuller(phrase.head, at) or self.roles.in_office(phrase.head, at)
            if found is not None:
                passage, fuller = found
                fuller = apposed_to(passage.tokens, fuller) or fuller  # `Ruiz, the panel's chairman,`
                return self._named_since(passage, fuller, at) or (passage, fuller)
        named = self._owned(line, phrase, at) or self._named_as(line, phrase, at)
        return named or of_place(self.roles, self.people, line, phrase) or self._in_office(line, phrase, at)

    def _owned(self, line: Line, phrase: Phrase, at: int) -> tuple[Passage, Phrase] | None:
        """`his mother`, where the text has `his mother, Elena Ruiz`."""
        owner = line.tokens[phrase.start].low
        if owner not in _OWNERS or phrase.end - phrase.start != 2:
            return None
        found = self.roles.earlier_fuller(phrase.head, at)
        if found is None or found[1].name is None:
            return None
        before = found[0].tokens[max(0, found[1].name - 3) : found[1].name]
        return found if [token.low for token in before] == [owner, phrase.head, ","] else None

    def _named_since(self, passage: Passage, phrase: Phrase, at: int) -> tuple[Passage, Phrase] | None:
        """Of two senators `the senator` is the one named last, where `phrase` is who was called so last."""
        if phrase.kind != "name" or phrase.name is None:
            return None
        place = passage.start_of(phrase.name)
        holder = self.people.full_name(bare(passage.words(phrase.name, phrase.end)), place)
        office = office_of(self.roles.of_person(holder, at))
        for seen in reversed(self.people.between(place + 1, at)):
            name = self.people.full_name(seen.name, seen.start, seen.gender)
            if name == holder or office is None:
                return None
            if seen.key in self.people.persons and office_of(self.roles.of_person(name, at)) == office:
                return next(((found, one) for found, one in self.roles.around(seen.start) if one.kind == "name"), None)
        return None

    def _named_as(self, line: Line, phrase: Phrase, at: int) -> tuple[Passage, Phrase] | None:
        """`the Norland senator`, where an earlier sentence has `Norland Sen. Elena Marsh`."""
        if line.tokens[phrase.start].low not in POINTING or phrase.end - phrase.start < 3:
            return None
        words = {token.low for token in line.tokens[phrase.start + 1 : phrase.end]} - {phrase.head, "same"}
        found = self.roles.named_as(words, phrase.head, at)
        if found is None and "lieutenant" in words:
            found = self.roles.named_as(words - {"lieutenant"} | {"lt."}, phrase.head, at)  # `Lt. Gov. Elena Marsh`
        return found

    def _in_office(self, line: Line, phrase: Phrase, at: int) -> tuple[Passage, Phrase] | None:
        """`the Iowa senator`, `the first-time candidate`, `the Israeli leader`: who has the office and spoke last."""
        if line.tokens[phrase.start].low != "the" or not 2 < phrase.end - phrase.start < 5:
            return None
        origins = {token.low for token in line.tokens[phrase.start + 1 : phrase.end - 1]} & DEMONYMS
        found = self.roles.in_office(phrase.head, at, origins)
        found = found or (self.roles.earlier_fuller(phrase.head, at) if not origins else None)
        if found is None or found[1].kind != "name" or found[1].name is None:
            return None
        written = bare(found[0].words(found[1].name, found[1].end))
        sure = bool(origins) or self._spoke_last(line, self.people.full_name(written, at))
        return found if sure else None

    def _unnamed(self, passage: Passage, phrase: Phrase) -> Speaker:
        """A bare `police`, `the report` names no role beyond itself."""
        role: str | None = without_determiner(passage, phrase)
        if not role or (role.lower() == phrase.head and phrase.head not in PERSON_NOUNS - GROUPS):
            role = None
        name = bare(passage.words(phrase.start, phrase.end))
        alone = phrase.end - phrase.start == 1 and phrase.head in ANYBODY
        return Speaker(name, "unnamed", bare(role) if role else None, sure=not alone)

    def _antecedent(self, passage: Passage, phrase: Phrase, at: int) -> Speaker:
        if phrase.kind == "name" and phrase.name is not None:
            written = bare(passage.words(phrase.name, phrase.end))
            name = self.people.full_name(written, at)
            return Speaker(name, "named", self.roles.of_person(name, at))
        return self._unnamed(passage, phrase)
