"""Whom a nominal means: `the 43-year-old`, `the senator`, `the statement`, `one`."""

from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from index.quotes.appositions import is_predicate
from index.quotes.bare import is_age
from index.quotes.callings import HELD
from index.quotes.identities import NEAR, Identities
from index.quotes.lexicon import INSCRIBED, PARTISANS, PERSON_NOUNS, TITLES, word_set
from index.quotes.line import Line, sentence_start
from index.quotes.names import gender_of
from index.quotes.naming import Namer
from index.quotes.newcomers import Newcomer
from index.quotes.nominals import kind_of
from index.quotes.phrases import Phrase, is_one_person
from index.quotes.references import is_brought_in, said_before, source_before
from index.quotes.sentences import ANYBODY
from index.quotes.sources import POINTING, Speaker, bears_words, is_description, is_several, organisation_of, owner_of
from index.quotes.tokens import Passage
from index.quotes.topics import Sought, Topic, Topics

_BESIDE: Final = 200  # characters between a speaker and `in a statement`
_TITLES_OR_PEOPLE: Final = TITLES | PERSON_NOUNS
_FURTHER: Final = frozenset(("second", "third", "other", "another"))
_LAWMAKERS: Final = word_set("mp td lawmaker legislator senator congressman congresswoman assemblyman assemblywoman")


@dataclass
class Nominals(Identities):
    """Resolves nominals in the order of the article: whom `the diver` means depends on whom the text is about."""

    _doubted: set[str] = field(default_factory=set)
    _rivalled: dict[str, int] = field(default_factory=dict)
    _known_as: dict[str, str] = field(default_factory=dict)
    _of_reporter: dict[int, bool] = field(default_factory=dict)
    _unnamed_as: set[str] = field(default_factory=set)
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
        if phrase.end - phrase.start > 1 and not _FURTHER.isdisjoint(_first_two(line, phrase)):
            return self._unnamed(line, phrase)  # `the other official`, `another aide`: nobody who is named or spoke
        called = self._called_so(line, phrase, at)
        if called is not None:
            return self._identified(line, phrase, called, said)
        one = is_one_person(phrase) or phrase.head in HELD
        known = self._named_later(line, phrase) or (self._in_role(line, phrase, at) if one else None)
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
        if not is_one_person(phrase) or line.tokens[phrase.start].low not in POINTING:
            return None
        return self.topics.before(line, phrase.start, Sought(None, said, phrase.head), most=1)

    def _introduced(self, found: Newcomer) -> Speaker:
        """Return who has just come in: somebody whom the article calls so before, or nobody known."""
        called = self._called_so(found.line, found.phrase, found.start)
        if called is None:
            return self._named_later(found.line, found.phrase) or self._unnamed(found.line, found.phrase)
        return self._identified(found.line, found.phrase, called, "")

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


def _first_two(line: Line, phrase: Phrase) -> list[str]:
    return [token.low for token in line.tokens[phrase.start : phrase.end - 1][:2]]
