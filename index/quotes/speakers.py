"""Turns the phrase that a rule found into a speaker: who it is in this article, of which kind, with which role."""

import re
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from index.quotes.antecedents import Wanted, is_anybody_named, meant_by, named_next, passes_over
from index.quotes.bare import bare
from index.quotes.bodies import body_meant
from index.quotes.callings import HELD
from index.quotes.cues import TELLING
from index.quotes.descriptions import Nominals
from index.quotes.identities import NEAR
from index.quotes.lexicon import FIRMS, TITLES, word_set
from index.quotes.line import Line
from index.quotes.names import surname
from index.quotes.newcomers import Newcomer, asks, newcomer_before
from index.quotes.pairs import two_apposed, two_named
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.predicates import cue_behind
from index.quotes.references import (
    announced_by,
    body_named,
    body_told,
    passage_above,
    several_in_sentence,
    source_before,
)
from index.quotes.sources import (
    Speaker,
    is_epithet,
    is_first_person,
    is_named,
    is_one_person,
    is_pair,
    is_several,
    organisation_of,
)
from index.quotes.topics import Sought, Topic

_GENDERS: Final = {"he": "male", "his": "male", "she": "female", "her": "female"}
_PLURAL: Final = frozenset(("they", "their"))
_ANSWERING: Final = frozenset(("replied", "replies", "answered", "answers", "responded", "responds"))
_CRIED: Final = word_set("yelled shouted screamed cried muttered hollered barked")
_WHOSE: Final = re.compile(r"\b[Tt]he (\w+)['’]s\b")
_BODIES: Final = FIRMS | word_set(
    "group organization organisation association agency bank manufacturer developer supplier newspaper district ngo"
)


@dataclass
class Resolver(Nominals):
    """Resolves phrases in the order of the article, since `he` depends on who spoke last."""

    def resolve(self, line: Line, phrase: Phrase, said: str = "") -> Speaker:
        """Return the speaker that a phrase of this line means; a pronoun means nobody named in the words `said`."""
        at = line.start_of(phrase.start)
        if at not in self._seen:
            self.topics.keep(line)
            self._seen[at] = self._resolve(line, phrase, at, said)
            self._remember(self._seen[at], at)
        return self._seen[at]

    def _resolve(self, line: Line, phrase: Phrase, at: int, said: str = "") -> Speaker:
        if phrase.kind == "pronoun":
            return self._pronoun(line, phrase, at, said)
        if is_epithet(line, phrase):
            return self._epithet(line, phrase, at, said)
        if phrase.kind == "name":
            return self.namer.of_phrase(line, phrase, at)
        if phrase.kind == "organisation":
            return self._organisation(line, phrase, at)
        if phrase.kind == "pair":
            return self.namer.of_pair(line, phrase)
        return self._nominal(line, phrase, at, said)

    def _organisation(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        """`VANCE: "..."` is Petra Vance, where the article has her."""
        if phrase.end - phrase.start == 2 and line.tokens[phrase.start].low == "the":
            holder = self._in_role(line, phrase, at) if phrase.head in HELD else None
            return holder or self._by_initials(line.tokens[phrase.start + 1].text, at) or self._body(line, phrase, at)
        known = phrase.head in self.people.full and phrase.head in self.people.persons
        if known and phrase.end - phrase.start == 1:
            return self.namer.of_phrase(line, replace(phrase, kind="name", name=phrase.start), at)
        return Speaker(organisation_of(line, phrase), "organisation")

    def _body(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        """`the center`: the Storm Center named before; `the group`: the body that the sentences before are about, or
        that spoke last, not long ago. Where it is none of them the answer is short of the name, and unchecked.
        """
        named = body_named(self.roles, phrase.head, at)
        if named is not None or phrase.head not in _BODIES:
            return Speaker(named or organisation_of(line, phrase), "organisation")
        last = self.last[0] if self.last is not None and at - self.last[1] <= NEAR else None
        bodies = (one for one in (self._body_before(line, phrase), last) if one is not None)
        found = next((one for one in bodies if one.source_type == "organisation" and is_named(one)), None)
        if found is None:
            told = body_told(self.roles, phrase.head, at)
            found = Speaker(told or organisation_of(line, phrase), "organisation", sure=False)
        return found

    def _remember(self, speaker: Speaker, at: int) -> None:
        if speaker.name is None:
            return
        self.last = speaker, at
        if is_pair(speaker):
            self.last_named = None
        elif speaker.source_type == "named":
            self.last_named = speaker.name, at
            self.people.persons.add(surname(speaker.name.split()))
            self.spoken[speaker.name] = at
            if self._rivalled.get(speaker.name) != at:
                (self._doubted.discard if speaker.sure else self._doubted.add)(speaker.name)

    def _pronoun(self, line: Line, phrase: Phrase, at: int, said: str) -> Speaker:
        gender = _GENDERS.get(phrase.head)
        if phrase.head == "it":
            return self._body_before(line, phrase)
        if gender is None:
            return self._several(line, phrase, at) if phrase.head in _PLURAL else Speaker()
        wanted = Wanted(gender, at, said)
        announced = announced_by(self.people, line, phrase, gender)
        if announced is not None:
            return self._person(line, announced, wanted)
        sought = Sought(gender, said, answers=_answers(line, phrase), other=self._told(line, phrase))
        topic = self.topics.before(line, phrase.start, sought)
        if topic is not None and topic.name is not None and topic.steps == 0:
            return self._person(line, topic.name, wanted)
        return self._further(line, phrase, wanted, topic)

    def _told(self, line: Line, phrase: Phrase) -> str | None:
        """`she told the judge`: the judge is not who she is."""
        told = phrase.end + 1 < len(line.tokens) and line.tokens[phrase.end].low in TELLING
        whom = phrase_at(line.tokens, phrase.end + 1) if told else None
        return self.topics.named(line, whom) if whom is not None and whom.kind == "nominal" else None

    def _further(self, line: Line, phrase: Phrase, wanted: Wanted, topic: Topic | None) -> Speaker:
        """Return whom a pronoun means where the sentence before is about nobody by name."""
        rival = self._rival(line, phrase, wanted)
        newcomer = self._newcomer(rival, wanted) if rival is not None and rival.spoke else None
        if newcomer is not None:
            return self._who_cried(line, phrase, wanted) or newcomer
        topical = topic.name if topic is not None else None
        since = self._since(topic) if topic is not None else None
        if topic is not None and topic.subject is not None and self.topics.has_spoken(topic.subject.head) and since:
            return since
        if topical is None and since is None and self._goes_on_unnamed(wanted.at, wanted.gender):
            return self._same_as_last(wanted.at)
        if topical is None and since is not None and topic is not None and topic.steps == 0 and self._has_said(topic):
            return since
        nearest = meant_by(self.people, wanted, line.start, self.last_named)
        name = topical or nearest
        if rival is not None and rival.spoke and (name is None or rival.holds(surname(name.split()))):
            return self._introduced(rival)
        if name is None:
            return since or self._guessed(line, phrase, rival, wanted)
        speaker = self._person(line, name, wanted)
        if rival is not None and rival.phrase.head not in (speaker.role or "").lower().split():
            return self._rivalled_by(rival, speaker, name, wanted.at)
        return speaker if topic is not None and topic.sure and topical == nearest else replace(speaker, sure=False)

    def _who_cried(self, line: Line, phrase: Phrase, wanted: Wanted) -> Speaker | None:
        """`Ruiz ran. A witness told police he yelled, "..."`: somebody tells what another cried, unchecked."""
        if phrase.end >= len(line.tokens) or line.tokens[phrase.end].low not in _CRIED:
            return None
        name = meant_by(self.people, wanted, line.start, self.last_named)
        return replace(self._person(line, name, wanted), sure=False) if name is not None else None

    def _rivalled_by(self, rival: Newcomer, speaker: Speaker, name: str, at: int) -> Speaker:
        """`Judge Ruiz left. The prosecutor said no. "...," he said`: no judge; without a role known, nobody knows."""
        if rival.spoke and speaker.role is not None:
            return replace(self._introduced(rival), sure=False)
        self._rivalled[name] = at
        return replace(speaker, sure=False)

    def _body_before(self, line: Line, phrase: Phrase) -> Speaker:
        """`The ferry's owner, Tide Lines, is sorry. "...," it said`: the body that the sentences before are about."""
        found = body_meant(self.people, self.topics.sentences_before(line, phrase.start))
        if found is None:
            return Speaker()
        sentence, body, steps = found
        if phrase.head == "it" and sentence.line.tokens[body.start].low == "the" and body.end - body.start == 2:
            return self._body(sentence.line, body, sentence.line.start_of(body.start))  # `The agency, it said`
        name = organisation_of(sentence.line, body)
        return Speaker(self.capitals.in_full(name), "organisation", sure=steps == 0)

    def _guessed(self, line: Line, phrase: Phrase, rival: Newcomer | None, wanted: Wanted) -> Speaker:
        """Return the unnamed person who did something before, else who is named next; nothing of it is sure."""
        if rival is not None:
            return replace(self._introduced(rival), sure=False)
        name = named_next(self.people, wanted)
        if name is not None:
            return Speaker(name, "named", self.roles.of_person(name, wanted.at), sure=False)
        before = self._source_before(line, phrase)
        unnamed = before is not None and before.source_type == "unnamed" and is_one_person(before, wanted.gender)
        return replace(before, sure=False) if before is not None and unnamed else Speaker()

    def _person(self, line: Line, name: str, wanted: Wanted) -> Speaker:
        """Return the person of this name, whom a pronoun means."""
        at = wanted.at
        role, sure = self.roles.of_person(name, at), self._is_surely_person(name, at)
        sure = sure and not self._is_first_person(line)
        sure = sure and not self._is_rivalled(name, at) and not passes_over(self.people, wanted, line.start, name)
        if name not in self.spoken:
            sure = sure and self.namer.told_apart(name.split()[-1], name, None, wanted.gender, line, at)[1]
        if sure:
            self.people.genders.setdefault(name, wanted.gender)
        return Speaker(name, "named", role, sure)

    def _is_first_person(self, line: Line) -> bool:
        if line.start not in self._of_reporter:
            self._of_reporter[line.start] = is_first_person(line)
        return self._of_reporter[line.start]

    def _is_rivalled(self, name: str, at: int) -> bool:
        """True where `he` was as well an unnamed person, and this one has not been named since."""
        since, key = self._rivalled.get(name), surname(name.split())
        return since is not None and all(seen.key != key for seen in self.people.between(since, at))

    def _rival(self, line: Line, phrase: Phrase, wanted: Wanted) -> Newcomer | None:
        """Return the unnamed person who spoke before the pronoun, and behind whose sentence nobody is named."""
        found = newcomer_before(line, phrase.start, passage_above(self.roles, line, phrase), wanted.gender)
        if found is None or (asks(found.line, found.phrase) and not wanted.said.endswith("?")):
            return None
        return found if not is_anybody_named(self.people, found.claim, wanted) else None

    def _newcomer(self, found: Newcomer, wanted: Wanted) -> Speaker | None:
        """`A driver said ...` is somebody new; `the driver` is whom the article calls so before, if anybody."""
        named = is_anybody_named(self.people, found.line.end_of(found.phrase.end - 1), wanted)
        speaker = self._introduced(found)
        written = bare(found.line.words(found.phrase.start, found.phrase.end))
        if speaker.source_type == "unnamed" and speaker.name == written and not found.new:
            return None
        if speaker.source_type == "named" and not self.people.fits(speaker.name or "", wanted.gender):
            return None
        return replace(speaker, sure=speaker.sure and not named)

    def _is_surely_person(self, name: str, at: int) -> bool:
        """A title, a given name, a role, or words of his own under a name of two words show a person."""
        if name in self._doubted:
            return False
        evident = name in self.people.genders or surname(name.split()) in self.people.evident
        return evident or (" " in name and name in self.spoken) or self.roles.of_person(name, at) is not None

    def _several(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        """`officials said. "...," they said`: the people, or the body, that spoke last, not long ago."""
        own = several_in_sentence(line, phrase.start)
        here = self._unnamed(line, own) if own is not None else None
        if here is not None and is_several(here):
            return here
        brought = source_before(self.roles, line, phrase.start)
        apposed = two_apposed(*brought) if brought is not None else None
        if apposed is not None:
            return Speaker(apposed, "named")
        last = self.last[0] if self.last is not None and at - self.last[1] <= NEAR else None
        if last is not None and (last.source_type == "organisation" or is_several(last) or is_pair(last)):
            return last
        before = self._source_before(line, phrase)
        if before is not None and is_several(before):
            return before
        both = two_named(self.people, at)
        return Speaker(both, "named", sure=False) if both is not None else Speaker()

    def _has_said(self, topic: Topic) -> bool:
        """`A spokesman said she would not go. "...," he said.`: the spokesman."""
        tokens, subject = topic.line.tokens, topic.subject
        new = subject is not None and tokens[subject.start].low in ("a", "an")
        return new and subject is not None and cue_behind(tokens, subject) == subject.end

    def _since(self, topic: Topic) -> Speaker | None:
        """Return the unnamed person whom the text is about since somebody spoke last, or None."""
        if topic.subject is None or (self.last is not None and topic.line.start_of(topic.subject.start) < self.last[1]):
            return None
        named = self._named_later(topic.line, topic.subject)
        return named or replace(self._unnamed(topic.line, topic.subject), sure=False)

    def _goes_on_unnamed(self, at: int, gender: str) -> bool:
        """The last speaker was one unnamed person, and nobody has been named since."""
        if self.last is None or self.last[0].source_type != "unnamed" or not is_one_person(self.last[0], gender):
            return False
        people = self.people
        named = (seen for seen in people.between(self.last[1], at) if seen.key in people.persons)
        return not any(people.fits(people.full_name(seen.name, seen.start, seen.gender), gender) for seen in named)

    def _same_as_last(self, at: int) -> Speaker:
        """Return who spoke last, unchecked where somebody's title stands between: `It hit the mayor's foot.`"""
        last, since = self.last or (Speaker(), at)
        titled = any(found[1] in TITLES for found in _WHOSE.finditer(self.people.body, since, at))
        return replace(last, sure=last.sure and not titled)


def _answers(line: Line, phrase: Phrase) -> bool:
    """`he replied`"""
    behind = line.tokens[phrase.end : phrase.end + 1]
    return bool(behind) and behind[0].low in _ANSWERING
