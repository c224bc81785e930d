"""Whom a nominal means: `the 43-year-old`, `the senator`, `the statement`, `one`."""

import re
from dataclasses import dataclass, field
from itertools import islice

from msgspec.structs import replace

from index.quotes.appositions import apposed_to, is_predicate, without_determiner
from index.quotes.bare import bare, is_age
from index.quotes.callings import is_called, is_told, role_words
from index.quotes.capitals import Capitals
from index.quotes.lexicon import (
    DEMONYMS,
    DETERMINERS,
    GROUPS,
    INSCRIBED,
    PARTISANS,
    PERSON_NOUNS,
    TITLES,
    word_set,
)
from index.quotes.line import Line, sentence_start
from index.quotes.names import gender_of, surname
from index.quotes.naming import Namer
from index.quotes.newcomers import Newcomer
from index.quotes.nominals import kind_of
from index.quotes.people import People, word_before
from index.quotes.phrases import Phrase
from index.quotes.phrases import is_one_person as is_one
from index.quotes.references import is_brought_in, of_place, said_before, source_before
from index.quotes.roles import Roles
from index.quotes.sentences import ANYBODY
from index.quotes.sources import (
    POINTING,
    Speaker,
    bears_words,
    is_description,
    is_several,
    office_of,
    organisation_of,
    owner_of,
)
from index.quotes.tokens import Passage
from index.quotes.topics import REMEMBERED, Sought, Topic, Topics

NEAR = 1500  # characters, two or three paragraphs
_HEAD = 300  # characters of a story that may begin with somebody who is named below
_BELOW = 400  # characters below the head
_SHORT = 3  # letters of words that tell nothing
_BESIDE = 200  # characters between a speaker and `in a statement`
_IDENTIFYING = re.compile(r", (?:who |an? |the |\d\d[, ])")  # `Ida Holm, 61, ...`, `Ida Holm, who ...`
_OWNERS = frozenset(("his", "her", "their"))
_TITLES_OR_PEOPLE = TITLES | PERSON_NOUNS
_LONGEST = 6  # tokens of a nominal
_FURTHER = frozenset(("second", "third", "other"))
_LAWMAKERS = word_set("mp lawmaker legislator senator congressman congresswoman assemblyman assemblywoman")
_SEAT = 24  # characters of `, R-Texas,`


@dataclass
class Nominals:
    """Resolves nominals in the order of the article: whom `the diver` means depends on whom the text is about."""

    people: People
    roles: Roles
    capitals: Capitals
    last_named: tuple[str, int] | None = None
    last: tuple[Speaker, int] | None = None
    spoken: dict[str, int] = field(default_factory=dict)
    _doubted: set[str] = field(default_factory=set)
    _rivalled: dict[str, int] = field(default_factory=dict)
    _known_as: dict[str, str] = field(default_factory=dict)
    _of_reporter: dict[int, bool] = field(default_factory=dict)
    _unnamed_as: set[str] = field(default_factory=set)
    _role_words: dict[str, frozenset[str]] = field(default_factory=dict)
    _seen: dict[int, Speaker] = field(default_factory=dict)
    namer: Namer = field(init=False)
    topics: Topics = field(init=False)

    def __post_init__(self) -> None:
        self.namer = Namer(self.people, self.roles, self.capitals, self.spoken)
        self.topics = Topics(self.people, self.roles, self.namer, self._seen, self._name_of)

    def _resolve(self, line: Line, phrase: Phrase, at: int, said: str = "") -> Speaker:
        """Return the speaker that a phrase of any kind means."""
        raise NotImplementedError

    def _epithet(self, line: Line, phrase: Phrase, at: int, said: str) -> Speaker:
        """`the Romanian` is who `he` or `she` would be, where only one of them is anybody."""
        known = self._named_later(line, phrase)
        if known is None and (phrase.head in PARTISANS or is_age(phrase.head)):
            known = self._in_role(line, phrase, at)
        if known is not None:
            return known
        if phrase.head in PARTISANS and phrase.end - phrase.start == 2:
            found = self.roles.of_party(phrase.head, at)
            if found is not None:
                return self._antecedent(*found, at)
        topic = self.topics.before(line, phrase.start, Sought(None, said))
        if topic is None or (topic.name is None and topic.subject is None):
            return replace(self._unnamed(line, phrase), sure=False)
        sure = phrase.head in PARTISANS and topic.name is not None and self._spoke_last(line, topic.name)
        return self._of_topic(topic, line, phrase, sure=sure)

    def _of_topic(self, topic: Topic, line: Line, phrase: Phrase, *, sure: bool = False) -> Speaker:
        """Return whom the text is about, whom a phrase calls otherwise."""
        if topic.name is None:
            found = self._unnamed(topic.line, topic.subject) if topic.subject is not None else Speaker()
            return replace(found, sure=sure)
        return Speaker(topic.name, "named", self.roles.of_person(topic.name, line.start_of(phrase.start)), sure)

    def _spoke_last(self, line: Line, name: str) -> bool:
        """True for who spoke last in this paragraph or the one above, or else is the only person named there."""
        above = self.roles.paragraph_before(line.start)
        floor = above.start if above is not None else line.start
        if self.last is not None and self.last[1] >= floor:
            return self.last[0].name == name
        key = surname(name.split())
        near = [seen.key for seen in self.people.between(floor, line.end) if seen.key in self.people.persons]
        return bool(near) and all(one == key for one in near)

    def _source_before(self, line: Line, phrase: Phrase) -> Speaker | None:
        """`Aides say he is tired. "...," one said.`: the people, or the body, that the sentence before is about."""
        found = source_before(self.roles, line, phrase.start)
        if found is None:
            return None
        line, subject = found
        organised = subject.kind == "organisation"
        return Speaker(organisation_of(line, subject), "organisation") if organised else self._unnamed(line, subject)

    def _nominal(self, line: Line, phrase: Phrase, at: int, said: str = "") -> Speaker:
        owner = owner_of(line.tokens, phrase)
        if owner is not None:
            return self._resolve(line, owner, at)
        if phrase.head in INSCRIBED or bears_words(line, phrase):
            return Speaker()  # a thing holds the words: whoever wrote them is not known
        if phrase.head == "statement" and phrase.end - phrase.start == 2:
            stated = self._stated(at)
            if stated is not None:
                return stated
        if phrase.end - phrase.start == 1 and line.tokens[phrase.start].is_name and phrase.head in self.people.full:
            return self.namer.of_phrase(
                line, replace(phrase, kind="name", name=phrase.start), at
            )  # `Doctor` after Ken Doctor
        if phrase.head in ANYBODY and phrase.end - phrase.start == 1:
            return self._one_of(line, phrase)
        if phrase.end - phrase.start > 2 and line.tokens[phrase.start + 1].low in _FURTHER:
            return self._unnamed(line, phrase)  # `the other official`: nobody who is named or spoke
        called = self._called_so(line, phrase, at)
        if called is not None:
            return self._identified(line, phrase, called, said)
        known = self._named_later(line, phrase) or (self._in_role(line, phrase, at) if is_one(phrase) else None)
        if known is not None:
            return known
        unnamed = self._unnamed(line, phrase)
        if is_description(line, phrase):
            return self._described(line, phrase, at, unnamed, said)
        topic = self._topic_beside(line, phrase, said)
        if topic is None or topic.name is None:
            return unnamed
        alone = self._is_office_alone(line, phrase) and self.roles.of_person(topic.name, at) is None
        meant = alone or (phrase.head in _LAWMAKERS and topic.steps == 0)
        return self._of_topic(topic, line, phrase) if meant else replace(unnamed, sure=False)

    def _is_office_alone(self, line: Line, phrase: Phrase) -> bool:
        """`the prime minister`, in a sentence that names nobody before."""
        start = line.start_of(sentence_start(line, phrase.start))
        named = self.people.between(start, line.start_of(phrase.start))
        alone = all(token.low in _TITLES_OR_PEOPLE for token in line.tokens[phrase.start + 1 : phrase.end])
        return alone and all(seen.key not in self.people.persons for seen in named)

    def _topic_beside(self, line: Line, phrase: Phrase, said: str) -> Topic | None:
        """`Ruiz hates it. "...," the Tide Mines director says.`: whom the sentence before is about."""
        if not is_one(phrase) or line.tokens[phrase.start].low not in POINTING:
            return None
        return self.topics.before(line, phrase.start, Sought(None, said, phrase.head), most=1)

    def _introduced(self, found: Newcomer) -> Speaker:
        """Return who has just come in: somebody whom the article calls so before, or nobody known."""
        called = self._called_so(found.line, found.phrase, found.start)
        if called is None:
            return self._named_later(found.line, found.phrase) or self._unnamed(found.line, found.phrase)
        return self._identified(found.line, found.phrase, called, "")

    def _in_role(self, line: Line, phrase: Phrase, at: int) -> Speaker | None:
        """`the attorney`, `Holm's lawyer`: the only person named before whose role says so."""
        words = [bare(token.low).rstrip("'’") for token in line.tokens[phrase.start : phrase.end]]
        told = words[words[0] in POINTING : -1]
        if len(words) > _LONGEST or not DETERMINERS.isdisjoint(told[:1]) or self._is_owned_before(phrase, at):
            return None
        gender = gender_of(words)
        known = {name: self._words_of(name, at) for name in self._named_before(at) if self.people.fits(name, gender)}
        called = (name for name, role in known.items() if is_called(phrase.head, role))
        only = [name for name in called if all(is_told(word, known[name]) for word in told)]
        return Speaker(only[0], "named", self.roles.of_person(only[0], at)) if len(only) == 1 else None

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
        found = self.roles.earlier_fuller(phrase.head, at + _BESIDE)
        if found is not None and self._antecedent(*found, at).name == name:
            return True
        role = (self.roles.of_person(name, at) or "").lower().split()
        words = {token.low for token in line.tokens[phrase.start : phrase.end] if len(token.low) > _SHORT}
        return phrase.head in role or len(words.intersection(role)) > 1

    def _name_of(self, line: Line, phrase: Phrase) -> str | None:
        """Return the name of whom the article calls as this nominal does, or None."""
        at = line.start_of(phrase.start)
        if phrase.head in self._known_as and line.tokens[phrase.start].low in POINTING:
            return self._known_as[phrase.head]
        found = self._called_so(line, phrase, at)
        speaker = self._antecedent(*found, at) if found is not None else self._in_role(line, phrase, at)
        return speaker.name if speaker is not None and speaker.source_type == "named" else None

    def _identified(self, line: Line, phrase: Phrase, called: tuple[Passage, Phrase], said: str) -> Speaker:
        """Return who was `called` so before, by name where the text tells it.

        `A diver has won. ... Ruiz waved. "...," the diver said`: whom a story begins with is named later.
        """
        passage, fuller = called
        at, place = line.start_of(phrase.start), passage.start_of(fuller.start)
        speaker = self._seen.get(place) or self._antecedent(passage, fuller, at)
        definite = passage.tokens[fuller.start].low in POINTING or is_predicate(passage.tokens, fuller)
        beside = not definite and (line.start <= place or self.roles.paragraph_before(place) is not None)
        if place in self._seen or speaker.source_type == "named" or beside:
            return speaker
        topic = self._topic_at(place) if definite else None
        topic = topic or self.topics.before(line, phrase.start, Sought(None, said, phrase.head))
        if topic is None or topic.name is None:
            return replace(speaker, sure=False)
        self._known_as[phrase.head] = topic.name
        return self._of_topic(topic, line, phrase)

    def _topic_at(self, place: int) -> Topic | None:
        """Return whom the text before the phrase at an offset is about."""
        paragraph = self.roles.paragraph_of(place)
        if paragraph is None:
            return None
        line = self.topics.line_of(paragraph)
        return self.topics.before(line, line.number_at(place), Sought(None))

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

    def _described(self, line: Line, phrase: Phrase, at: int, unnamed: Speaker, said: str) -> Speaker:
        """`the midfielder`, whom the article has not called so: whom the sentences before are about, unchecked."""
        gender = gender_of(token.low for token in line.tokens[phrase.start : phrase.end])
        if phrase.head in self._unnamed_as or is_brought_in(line, phrase, max(0, at - NEAR)):
            return unnamed
        topic = self.topics.before(line, phrase.start, Sought(gender, said, phrase.head))
        if topic is not None and topic.name is not None:
            self._known_as[phrase.head] = topic.name
        else:
            self._unnamed_as.add(phrase.head)
        if topic is not None and (topic.name is not None or topic.subject is not None):
            return self._of_topic(topic, line, phrase, sure=topic.name is None)
        return replace(unnamed, sure=not self.people.persons)

    def _one_of(self, line: Line, phrase: Phrase) -> Speaker:
        """`Aides say he is tired. "...," one said. Another said "..."`: one of the aides, another of them."""
        several = self._source_before(line, phrase)
        words = (several.role or several.name) if several is not None and is_several(several) else None
        one = self.last[0].name if self.last is not None else None
        if phrase.head == "another" and one is not None and one.startswith("one of "):
            return Speaker(f"another{one[3:]}", "unnamed", sure=False)
        if words is None:
            return self._unnamed(line, phrase)
        return Speaker(f"{phrase.head} of the {kind_of(words)}", "unnamed", sure=False)

    def _stated(self, at: int) -> Speaker | None:
        """`..., Ruiz said in a statement. "...," the statement added.`"""
        stated = self.people.body.rfind(" in a statement", max(0, at - NEAR), at)
        found = said_before(self.roles, stated) if stated > 0 else None
        if found is not None:
            return self._resolve(*found, found[0].start_of(found[1].start))
        last, place = self.last if self.last is not None and at - self.last[1] <= NEAR else (Speaker(), -NEAR)
        beside = self.people.body[max(0, place - _BESIDE) : max(0, place + _BESIDE)]
        return last if last.name is not None and "statement" not in last.name and "a statement" in beside else None

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
