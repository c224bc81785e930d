"""Finds whom the sentences before are about: in `Ruiz sat down. He was tired. "...," the diver said` it is Ruiz."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from index.quotes.bare import bare
from index.quotes.cues import is_speech
from index.quotes.lexicon import DETERMINERS, KIN, PARTISANS, TITLES, word_set
from index.quotes.line import Line, read_line
from index.quotes.names import gender_of, may_be_person, may_name, surname
from index.quotes.naming import Namer
from index.quotes.newcomers import ASKING, OPPOSITE, asks, is_speaking
from index.quotes.nominals import is_plural
from index.quotes.pairing import Paragraph
from index.quotes.people import People, Sighting, word_before
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.roles import Roles
from index.quotes.sentences import (
    LEADING,
    Sentence,
    identified,
    is_asked_of,
    is_somebody,
    offsets_of,
    own_subject,
    read_apart,
    sentences,
    with_subject,
)
from index.quotes.sources import Speaker, is_one_unnamed, noun_of
from index.quotes.spoken_of import is_spoken_of

_GENDERS: Final = {"he": "male", "she": "female"}
_OF_HIM: Final = {"male": re.compile(r"\b[Hh](?:e|im|is)\b"), "female": re.compile(r"\b(?:[Ss]he|[Hh]er)\b")}
_OBJECTS: Final = {"male": "him", "female": "her"}
_MOST_ABOVE: Final = 12  # paragraphs: of some only what somebody says is there
_MOST_BACK: Final = 8  # sentences
_DONE_BY_PEOPLE: Final = word_set(
    "sat stood smiled grinned laughed chuckled nodded shrugged sighed wept cried paused hesitated frowned winced "
    "blushed glanced stared walked ran spoke waved apologized apologised resigned"
)
_NEW: Final = frozenset(("a", "an", "his", "her", "their"))
_HEARD: Final = 6  # speakers looked at for one sentence
REMEMBERED: Final = 40  # speakers


class Sought(Struct, frozen=True, gc=False):
    """Somebody of this `gender`, if it is known, who says the words `said`; `noun` is what he is called by.

    Who `answers` is not who asked in the sentence before. `other` is somebody who is not meant.
    """

    gender: str | None
    said: str = ""
    noun: str | None = None
    answers: bool = False
    other: str | None = None


class Topic(Struct, frozen=True, gc=False):
    """Whom a sentence, `steps` before, is about: somebody by `name`, or the unnamed `subject` of `line`.

    Not `sure` where a sentence since is about somebody who may be another.
    """

    name: str | None
    line: Line
    subject: Phrase | None = None
    steps: int = 0
    sure: bool = True


@dataclass
class Topics:
    """Reads back, sentence by sentence, until one is about somebody who fits.

    `heard` holds the speakers by where they are mentioned, `named` gives the name that a nominal stands for.
    """

    people: People
    roles: Roles
    namer: Namer
    heard: dict[int, Speaker]
    named: Callable[[Line, Phrase], str | None]
    _lines: dict[int, Line] = field(default_factory=dict)
    _titled: dict[str, str] | None = None

    def before(self, line: Line, at: int, sought: Sought, most: int = _MOST_BACK) -> Topic | None:
        """Return whom the text before token `at`, of `most` sentences, is about, or None.

        Nobody unnamed is, where a sentence since is about several people: `A diver fell. It was wet, divers said.`
        Where the gender is not known, the first `he` or `she` that a sentence is about tells it.
        """
        sure, others = True, False
        unresolved: Topic | None = None
        of_pronoun = sought.gender is not None and sought.noun is None
        for steps, sentence in enumerate(islice(self.sentences_before(line, at), most)):
            if is_asked_of(sentence):
                continue
            if steps == 0 and sought.answers and _asks(sentence):
                asked = self._asked(sentence, sought)
                if asked is not None:
                    return asked
                continue
            if sought.noun is not None and sentence.subject is not None and not _leads(sentence):
                sought = replace(sought, other=self._in_full(sentence.line, sentence.subject, sought))
                continue  # `Ruiz spoke of the day when the witness said ...`: somebody else
            topic = self._who_said(sentence, sought)
            if topic is None:
                sentence = sentence if sentence.subject is not None else with_subject(sentence)
                topic = self._of(sentence, sought)
            if topic is not None and topic.name is None and unresolved is not None:
                if unresolved.subject is not None and unresolved.subject.head in TITLES:
                    continue  # `A man shouted. The candidate smiled.`: a title is of somebody else
                return unresolved
            if topic is not None and not (others and topic.name is None):
                return replace(topic, steps=steps, sure=sure)
            subject = sentence.subject
            others = others or (subject is not None and is_plural(subject.head))
            if subject is not None and subject.kind == "pronoun" and sought.gender is None:
                sought = replace(sought, gender=_GENDERS.get(subject.head))
            if not others and self._may_be_another(sentence, sought):
                sure = False
                unresolved = unresolved or (Topic(None, sentence.line, subject, steps, sure) if of_pronoun else None)
        return unresolved

    def _asked(self, sentence: Sentence, sought: Sought) -> Topic | None:
        """`Ruiz asked Marsh what to do.`: Marsh, who answers."""
        tokens = sentence.line.tokens
        verb = next((at for at in range(sentence.start, sentence.end - 1) if tokens[at].low in ASKING), None)
        phrase = phrase_at(tokens, verb + 1) if verb is not None else None
        return self._fitting(self._in_full(sentence.line, phrase, sought), sentence, sought)

    def _who_said(self, sentence: Sentence, sought: Sought) -> Topic | None:
        """`"...," Ruiz said.`: who says what the sentence begins with, so that nothing else need be read."""
        heard = self._heard(sentence) if sentence.line.tokens[sentence.start].quote >= 0 else None
        named = heard is not None and heard.source_type == "named"
        return self._fitting(heard.name, sentence, sought) if heard is not None and named else None

    def _of(self, sentence: Sentence, sought: Sought) -> Topic | None:
        subject = sentence.subject
        if subject is not None and _asks_another(sentence, subject, sought.gender):
            return None
        if subject is not None and subject.kind == "name" and not _is_opposite(sentence, sought):
            topic = self._fitting(self._own_name(sentence, subject, sought), sentence, sought)
            if topic is not None:
                return None if _is_spoken_of(sentence.line, subject, sought.said) else topic
        heard = self._heard(sentence)
        if heard is not None and heard.source_type == "named":
            return self._fitting(heard.name, sentence, sought)
        if heard is not None and heard.source_type == "unnamed":
            return Topic(None, sentence.line) if is_one_unnamed(heard, sought.gender) else None
        if subject is not None and is_somebody(sentence, subject):
            return self._of_nominal(sentence, subject, sought)
        if subject is not None and subject.head in PARTISANS:
            return None
        return None if _is_same(subject, sought) else self._only_named(sentence, sought)

    def _of_nominal(self, sentence: Sentence, subject: Phrase, sought: Sought) -> Topic | None:
        line = sentence.line
        if _is_spoken_of(line, subject, sought.said) or (asks(line, subject) and not sought.said.endswith("?")):
            return None
        name = self.named(line, subject) or self._in_full(line, identified(sentence, subject), sought)
        if name is not None or _is_opposite(sentence, sought):
            return self._fitting(name, sentence, sought) or self._only_named(sentence, sought)
        meant = subject.head == sought.noun or _is_new(line, subject) or self.has_spoken(subject.head)
        return Topic(None, line, subject) if meant else None

    def has_spoken(self, noun: str) -> bool:
        """True where somebody unnamed, called by this noun, spoke before."""
        heard = islice(reversed(self.heard.values()), REMEMBERED)
        unnamed = (one.name for one in heard if one.source_type == "unnamed" and one.name is not None)
        return any(noun_of(name) == noun for name in unnamed)

    def _own_name(self, sentence: Sentence, subject: Phrase, sought: Sought) -> str | None:
        name = self._in_full(sentence.line, subject, sought)
        known = name is not None and (
            surname(name.split()) in self.people.persons or self._may_name(name, sentence, subject)
        )
        return name if known or self._speaks(sentence, subject) else None

    def _may_name(self, name: str, sentence: Sentence, subject: Phrase) -> bool:
        """`Oona Zwick was late.`, `Zwick sat down.`, of whom nothing shows a person but that; not `Harbour News.`.

        No body is called by the last word of its name: `Zwick drew a crowd` is somebody's, behind `Oona Zwick`.
        """
        key = surname(name.split())
        if subject.end < sentence.end and sentence.line.tokens[subject.end].low in _DONE_BY_PEOPLE:
            return may_name(key)
        named = subject.name is not None and subject.end + 1 < sentence.end
        before = sentence.line.end_of(subject.end - 1)
        return named and may_name(key) and any(place < before for place in self.people.full_places(name)[:1])

    def _speaks(self, sentence: Sentence, subject: Phrase) -> bool:
        """`Ruiz disagreed.` shows a person; `Deputies disagreed.` does not."""
        line = sentence.line
        if subject.end >= sentence.end or not is_speech(line.tokens, subject.end):
            return False
        return self.namer.of_phrase(line, subject, line.start_of(subject.start)).source_type == "named"

    def _in_full(self, line: Line, phrase: Phrase | None, sought: Sought) -> str | None:
        if phrase is None or phrase.name is None:
            return None
        gender = gender_of(token.low for token in line.tokens[phrase.start : phrase.name]) or sought.gender
        written, at = bare(line.words(phrase.name, phrase.end)), line.start_of(phrase.name)
        return self.namer.told_apart(written, self.people.full_name(written, at, gender), None, gender, line, at)[0]

    def _only_named(self, sentence: Sentence, sought: Sought) -> Topic | None:
        """`A bell of Ruiz's rang.`, `It was won by Ruiz.`: the one person of the sentence who fits."""
        seen = [one for one in self.people.between(*offsets_of(sentence)) if self._is_person(one)]
        names = {self.people.full_name(one.name, one.start, one.gender) for one in seen}
        topics = [topic for topic in (self._fitting(name, sentence, sought) for name in names) if topic is not None]
        full = [topic for topic in topics if topic.name is not None and " " in topic.name]
        return next((found[0] for found in (topics, full) if len(found) == 1), None)

    def _is_person(self, seen: Sighting) -> bool:
        return seen.key in self.people.persons or word_before(self.people.body, seen.start) == "named"

    def _fitting(self, name: str | None, sentence: Sentence, sought: Sought) -> Topic | None:
        """Return the topic of this name; a given name alone tells the gender as well."""
        if name is None or name == sought.other or not self._may_be_person(name) or is_spoken_of(name, sought.said):
            return None
        return Topic(name, sentence.line) if self._fits(name, sought.gender) else None

    def _may_be_person(self, name: str) -> bool:
        return may_be_person(name) and not self.people.is_body(name)

    def _fits(self, name: str, gender: str | None) -> bool:
        """`Ruiz` fits where an Elena Ruiz does, `Abel` where a man is sought."""
        if " " in name or gender is None:
            return self.people.fits(name, gender)
        key = name.lower()
        bearers = self.people.full.get(key, ())
        known = self._gender_of(key)
        return known in (None, gender) and (not bearers or any(self.people.fits(full, gender) for full in bearers))

    def _gender_of(self, key: str) -> str | None:
        """`Mr. Ruiz`, `her brother Abel` tell the gender of who has one name only."""
        if self._titled is None:
            self._titled = {seen.key: seen.gender for seen in self.people.sightings if seen.gender is not None}
        return self._titled.get(key) or gender_of((key,))

    def sentences_before(self, line: Line, at: int) -> Iterator[Sentence]:
        """Give what is before token `at` in its sentence, and the sentences before, the last one first."""
        opening = line.openings[bisect_right(line.openings, at) - 1]
        own = own_subject(line.tokens, opening, at)
        if own is not None:
            yield Sentence(line, own.start, at, own)
        yield from sentences(line, opening)
        above = self.roles.paragraph_before(line.start)
        for _ in range(_MOST_ABOVE):
            if above is None:
                return
            yield from self._sentences_in(above)
            above = self.roles.paragraph_before(above.start)

    def _sentences_in(self, paragraph: Paragraph) -> Iterator[Sentence]:
        """Give the sentences of a paragraph, the last one first; where nobody is quoted, each is read for itself."""
        if paragraph.start not in self._lines and not paragraph.spans:
            return read_apart(self.people.body, paragraph)
        line = self.line_of(paragraph)
        return sentences(line, len(line.tokens))

    def line_of(self, paragraph: Paragraph) -> Line:
        """Return a paragraph ready for the rules, read once."""
        if paragraph.start not in self._lines:
            self._lines[paragraph.start] = read_line(self.people.body, paragraph)
        return self._lines[paragraph.start]

    def keep(self, line: Line) -> None:
        """Keep a paragraph that was read already."""
        self._lines[line.start] = line

    def _heard(self, sentence: Sentence) -> Speaker | None:
        start, end = offsets_of(sentence)
        return next((self.heard[at] for at in islice(reversed(self.heard), _HEARD) if start <= at < end), None)

    def _may_be_another(self, sentence: Sentence, sought: Sought) -> bool:
        """`The lead engineer said so.`, where the article has called nobody so before."""
        subject = sentence.subject
        if subject is None or _is_opposite(sentence, sought) or asks(sentence.line, subject):
            return False
        return is_somebody(sentence, subject) or is_speaking(sentence.line, subject)


def _leads(sentence: Sentence) -> bool:
    """`When Ruiz left, the mayor ...`: a clause that leads up."""
    tokens, at = sentence.line.tokens, sentence.start
    return at > 0 and tokens[at - 1].low in LEADING


def _is_spoken_of(line: Line, subject: Phrase, said: str) -> bool:
    """`His father, Abel, sat down. "He is tired," ...`: whose father he is speaks of him."""
    if line.tokens[subject.start].low not in ("his", "her"):
        return False
    lows = [token.low for token in line.tokens[subject.start : subject.end]]
    gender = gender_of(lows) if not KIN.isdisjoint(lows) else None
    return gender is not None and _OF_HIM[gender].search(said) is not None


def _asks(sentence: Sentence) -> bool:
    """`"Who knew?" Ruiz asked.`, `Ruiz asked who knew.`"""
    return any(token.low in ASKING for token in sentence.line.tokens[sentence.start : sentence.end])


def _asks_another(sentence: Sentence, subject: Phrase, gender: str | None) -> bool:
    """`Ida Holm asked her about it. "No," she said.`: whoever is asked answers."""
    asked = sentence.line.tokens[subject.end : min(sentence.end, subject.end + 2)]
    return len(asked) == 2 and asked[0].low in ASKING and gender is not None and asked[1].low == _OBJECTS[gender]


def _is_new(line: Line, subject: Phrase) -> bool:
    """`a diver`, `his wife`, `Ruiz's uncle`: somebody brought in."""
    words = line.tokens[subject.start : subject.end]
    owned = words[0].low not in DETERMINERS and any(word.is_possessive for word in words[:3])
    return owned or words[0].low in _NEW


def _is_opposite(sentence: Sentence, sought: Sought) -> bool:
    """`the old man`, where a woman is sought."""
    subject, gender = sentence.subject, sought.gender
    if subject is None or gender is None or subject.name == subject.start:
        return False
    tokens, end = sentence.line.tokens, subject.end if subject.name is None else subject.name
    start = next((at + 1 for at in reversed(range(subject.start, end)) if tokens[at].is_possessive), subject.start)
    return any(token.low in OPPOSITE[gender] for token in tokens[start:end])


def _is_same(subject: Phrase | None, sought: Sought) -> bool:
    """`He waved at Ruiz.`, where a man is sought, `I waved at Ruiz.`; not `They waved at Ruiz.`."""
    if subject is None or subject.kind != "pronoun" or subject.head == "they":
        return False
    return sought.gender is None or _GENDERS.get(subject.head, sought.gender) == sought.gender
