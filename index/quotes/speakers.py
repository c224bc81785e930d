"""Turns the phrase that a rule found into a speaker: who it is in this article, of which kind, with which role."""

from dataclasses import dataclass, field
from typing import NamedTuple

from index.quotes.antecedents import Wanted, fitting, meant_by
from index.quotes.bare import is_given_title, name_start
from index.quotes.capitals import Capitals
from index.quotes.lexicon import (
    DOCUMENTS,
    FEMALE_WORDS,
    GIVEN_DEMONYMS,
    GROUPS,
    MALE_WORDS,
    ORGANISATIONS,
    PERSON_NOUNS,
    PREPOSITIONS,
)
from index.quotes.line import Line, begins_sentence, read_line, sentence_start
from index.quotes.names import gender_of, may_be_person, surname
from index.quotes.newcomers import Newcomer, newcomer_before, opens_with_nobody
from index.quotes.people import People
from index.quotes.phrases import Phrase
from index.quotes.roles import Roles, without_determiner
from index.quotes.subjects import main_subject
from index.quotes.tokens import Token

_GENDERS = {"he": "male", "his": "male", "she": "female", "her": "female"}
_PLURAL = frozenset(("they", "their"))
_NEAR = 1500  # characters, two or three paragraphs
_LATE = ("said.", "says.", "added.")
_STILL_SAID = (" he said.", " she said.")
_POINTING = frozenset(("the", "that", "this"))


class Speaker(NamedTuple):
    """Who speaks; all None when the phrase is understood but the person is not known.

    Not `sure` where others fit as well, or where a pronoun means somebody who may be no person.
    """

    name: str | None = None
    source_type: str | None = None
    role: str | None = None
    sure: bool = True


@dataclass(slots=True)
class Resolver:
    """Resolves phrases in the order of the article, since `he` depends on who spoke last."""

    people: People
    roles: Roles
    capitals: Capitals
    last_named: tuple[str, int] | None = None
    last: tuple[Speaker, int] | None = None
    spoken: dict[str, int] = field(default_factory=dict)
    _doubted: set[str] = field(default_factory=set)
    _rivalled: dict[str, int] = field(default_factory=dict)
    _seen: dict[int, Speaker] = field(default_factory=dict)

    def resolve(self, line: Line, phrase: Phrase, said: str = "") -> Speaker:
        """Return the speaker that a phrase of this line means; a pronoun means nobody named in the words `said`."""
        at = line.tokens[phrase.start].start
        if at not in self._seen:
            self._seen[at] = self._resolve(line, phrase, at, said)
            self._remember(self._seen[at], at)
        return self._seen[at]

    def _resolve(self, line: Line, phrase: Phrase, at: int, said: str = "") -> Speaker:
        if phrase.kind == "pronoun":
            return self._pronoun(line, phrase, at, said)
        if phrase.kind == "name":
            return self._name(line, phrase, at)
        if phrase.kind == "organisation":
            return Speaker(_organisation(line, phrase), "organisation")
        return self._nominal(line, phrase, at)

    def _remember(self, speaker: Speaker, at: int) -> None:
        if speaker.name is None:
            return
        self.last = speaker, at
        if speaker.source_type == "named":
            self.last_named = speaker.name, at
            self.people.persons.add(surname(speaker.name.split()))
            self.spoken[speaker.name] = at
            if self._rivalled.get(speaker.name) != at:
                (self._doubted.discard if speaker.sure else self._doubted.add)(speaker.name)

    def _pronoun(self, line: Line, phrase: Phrase, at: int, said: str) -> Speaker:
        gender = _GENDERS.get(phrase.head)
        if gender is None:
            return self._several(at) if phrase.head in _PLURAL else Speaker()
        wanted = Wanted(gender, at, said)
        announced = self._announced(line, phrase, gender)
        rival = self._rival(line, phrase, wanted) if announced is None else None
        newcomer = self._newcomer(rival, wanted) if rival is not None and rival.spoke else None
        if newcomer is not None:
            return newcomer
        if announced is None and self._goes_on_unnamed(at, gender):
            return self.last[0] if self.last else Speaker()
        name = announced or meant_by(self.people, wanted, line.start, self.last_named)
        if rival is not None and rival.spoke and (name is None or rival.holds(surname(name.split()))):
            return self._nominal(rival.line, rival.phrase, rival.start)
        if name is None:
            return Speaker()
        speaker = self._person(line, name, wanted)
        if rival is None or rival.phrase.head in (speaker.role or "").lower().split():
            return speaker
        self._rivalled[name] = at
        return speaker._replace(sure=False)

    def _person(self, line: Line, name: str, wanted: Wanted) -> Speaker:
        """Return the person of this name, whom a pronoun means."""
        at = wanted.at
        role, sure = self.roles.of_person(name, at), self._is_surely_person(name, at) and not _is_first_person(line)
        sure = sure and not self._is_rivalled(name, at)
        if name not in self.spoken:
            sure = sure and self._told_apart(name.split()[-1], name, None, wanted.gender, line, at)[1]
        if sure:
            self.people.genders.setdefault(name, wanted.gender)
        return Speaker(name, "named", role, sure)

    def _is_rivalled(self, name: str, at: int) -> bool:
        """True where `he` was as well an unnamed person, and this one has not been named since."""
        since, key = self._rivalled.get(name), surname(name.split())
        return since is not None and all(seen.key != key for seen in self.people.between(since, at))

    def _above(self, line: Line, phrase: Phrase) -> Line | None:
        """Return the sentence above, or, where it ends in `he said.`, its paragraph.

        None where `phrase` stands in no first sentence, where somebody is quoted above, or where a name begins it.
        """
        if sentence_start(line, phrase.start) > 0:
            return None
        above = self.roles.paragraph_before(line.start)
        if above is None or above.spans:
            return None
        if line.body.endswith(_STILL_SAID, above.start, above.end):
            return read_line(line.body, above)
        start = max(line.body.rfind(". ", above.start, above.end) + 2, above.start)
        opening = line.body[start : min(start + 24, above.end)].split(None, 1)
        nobody = bool(opening) and opens_with_nobody(opening[0].lower().rstrip(","))
        if not nobody and not line.body.endswith(_LATE, start, above.end):
            return None
        return read_line(line.body, above._replace(start=start))

    def _rival(self, line: Line, phrase: Phrase, wanted: Wanted) -> Newcomer | None:
        """Return the unnamed person who spoke before the pronoun, and behind whose sentence nobody is named."""
        found = newcomer_before(line, phrase.start, self._above(line, phrase), wanted.gender)
        return found if found is not None and not fitting(self.people, found.claim, wanted) else None

    def _newcomer(self, found: Newcomer, wanted: Wanted) -> Speaker | None:
        """`A driver said ...` is somebody new; `the driver` is whom the article calls so before, if anybody."""
        named = fitting(self.people, found.line.tokens[found.phrase.end - 1].end, wanted)
        speaker = self._nominal(found.line, found.phrase, found.start)
        own = speaker.source_type == "unnamed" and speaker.name == _phrase_text(found.line, found.phrase)
        if own and not found.new:
            return None
        if speaker.source_type == "named" and not self.people.fits(speaker.name or "", wanted.gender):
            return None
        return speaker._replace(sure=speaker.sure and not named)

    def _announced(self, line: Line, phrase: Phrase, gender: str) -> str | None:
        """`Ruiz's deputy, Amara Bello, was blunt: "We sail," she said.`: who leads up to the marks says it."""
        start = sentence_start(line, phrase.start)
        quote = next((at for at in range(start, phrase.start) if line.tokens[at].quote >= 0), 0)
        if quote <= start or line.tokens[quote - 1].text != ":":
            return None
        lead = main_subject(line.tokens, start, quote - 1)
        if lead is None or lead.kind != "name" or lead.name is None:
            return None
        written = _bare(_plain(line.body, line.tokens, lead.name, lead.end))
        name = self.people.full_name(written, line.tokens[lead.name].start)
        fits = self.people.genders.get(name, gender) == gender
        return name if fits and may_be_person(name) else None

    def _is_surely_person(self, name: str, at: int) -> bool:
        """A title, a given name, a role, or words of his own under a name of two words show a person."""
        if name in self._doubted:
            return False
        evident = name in self.people.genders or surname(name.split()) in self.people.evident
        return evident or (" " in name and name in self.spoken) or self.roles.of_person(name, at) is not None

    def _several(self, at: int) -> Speaker:
        """`officials said. "...," they said`: the people, or the body, that spoke last, not long ago."""
        if self.last is None or at - self.last[1] > _NEAR:
            return Speaker()
        speaker = self.last[0]
        several = speaker.source_type == "organisation" or (speaker.source_type == "unnamed" and _is_plural(speaker))
        return speaker if several else Speaker()

    def _goes_on_unnamed(self, at: int, gender: str) -> bool:
        """The last speaker was one unnamed person, and nobody has been named since."""
        if self.last is None or self.last[0].source_type != "unnamed" or not _is_one_person(self.last[0], gender):
            return False
        return not any(seen.key in self.people.persons for seen in self.people.between(self.last[1], at))

    def _name(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        if phrase.end - phrase.start == 1:
            opens = begins_sentence(line, phrase.start)
            kind = self.capitals.kind(_bare(phrase.head), opens=opens)
            if kind != "named":
                return Speaker(self.capitals.in_full(_bare(line.tokens[phrase.start].text)) if kind else None, kind)
        phrase = self._behind_title(line, phrase)
        words = _plain(line.body, line.tokens, phrase.start if phrase.name is None else phrase.name, phrase.end)
        gender = gender_of(token.low for token in line.tokens[phrase.start : phrase.name])
        name = self.people.full_name(_bare(words), at, gender)
        own = self.roles.of_mention(line.tokens, phrase)
        name, sure = self._told_apart(_bare(words), name, own, gender, line, at)
        role = self.roles.linked(own, at) if own is not None else self.roles.of_person(name, at)
        if own is not None and sure:
            self.roles.known.setdefault(name, role)
        return Speaker(name, "named", role, sure)

    def _told_apart(
        self, written: str, name: str, own: str | None, gender: str | None, line: Line, at: int
    ) -> tuple[str, bool]:
        """Of two people of one surname: the one of this title, else the only one who spoke or was named close by."""
        others = self.people.of_surname(written, at, gender)
        if len(others) < 2:
            return name, True
        titled = [one for one in others if own is not None and own in (self.roles.of_person(one, at) or "")]
        floor = max(0, self.people.body.rfind("\n\n", 0, max(0, line.start - 2)))
        spoke = [one for one in others if self.spoken.get(one, -1) >= floor]
        named = [one for one in others if any(floor <= place < at for place in self.people.full_places(one))]
        only = next((found[0] for found in (titled, spoke, named) if len(found) == 1), None)
        return (name, False) if only is None else (only, True)

    def _behind_title(self, line: Line, phrase: Phrase) -> Phrase:
        """`Dean Nelson` is the dean where the article knows a Sarah Nelson."""
        if phrase.name is None or not is_given_title(line.tokens[phrase.name].low, None, phrase.end - phrase.name - 1):
            return phrase
        if line.tokens[phrase.name].low in GIVEN_DEMONYMS:
            return phrase
        given = line.tokens[phrase.name].text
        others = self.people.full.get(_bare(phrase.head), ())
        known = any(not name.startswith(given) for name in others)
        return phrase._replace(name=phrase.name + 1) if known else phrase

    def _nominal(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        owner = _owner(line.tokens, phrase)
        if owner is not None:
            return self._resolve(line, owner, at)
        if phrase.end - phrase.start == 1 and line.tokens[phrase.start].is_name and phrase.head in self.people.full:
            return self._name(line, phrase._replace(kind="name", name=phrase.start), at)  # `Doctor` after Ken Doctor
        if line.tokens[phrase.start].low in _POINTING and phrase.end - phrase.start == 2:
            found = self.roles.earlier_fuller(phrase.head, at) or self.roles.in_office(phrase.head, at)
            if found is not None:
                return self._antecedent(*found, at)
        named = self._named_as(line, phrase, at)
        return self._antecedent(*named, at) if named is not None else self._unnamed(line.tokens, phrase)

    def _named_as(self, line: Line, phrase: Phrase, at: int) -> tuple[list[Token], Phrase] | None:
        """`the Norland senator`, where an earlier sentence has `Norland Sen. Elena Marsh`."""
        if line.tokens[phrase.start].low not in _POINTING or phrase.end - phrase.start < 3:
            return None
        words = {token.low for token in line.tokens[phrase.start + 1 : phrase.end]} - {phrase.head}
        return self.roles.named_as(words, phrase.head, at)

    def _unnamed(self, tokens: list[Token], phrase: Phrase) -> Speaker:
        """A bare `police`, `the report` names no role beyond itself."""
        role: str | None = without_determiner(self.people.body, tokens, phrase)
        if not role or (role.lower() == phrase.head and phrase.head not in PERSON_NOUNS - GROUPS):
            role = None
        name = _bare(_plain(self.people.body, tokens, phrase.start, phrase.end))
        return Speaker(name, "unnamed", _bare(role) if role else None)

    def _antecedent(self, tokens: list[Token], phrase: Phrase, at: int) -> Speaker:
        if phrase.kind == "name" and phrase.name is not None:
            written = _bare(_plain(self.people.body, tokens, phrase.name, phrase.end))
            name = self.people.full_name(written, at)
            return Speaker(name, "named", self.roles.of_person(name, at))
        return self._unnamed(tokens, phrase)


def _owner(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`Ruiz's statement read`, `the ministry's letter said`: the owner of what is written speaks."""
    if phrase.head not in DOCUMENTS:
        return None
    at = next((at for at in range(phrase.start, phrase.end - 1) if tokens[at].is_possessive), None)
    word = _bare(tokens[at].low) if at is not None else ""
    if at is None or not (word in ORGANISATIONS or word in PERSON_NOUNS or tokens[at].is_name):
        return None
    if word in ORGANISATIONS:
        return Phrase(phrase.start, at + 1, "organisation", word)
    if not tokens[at].is_name:
        return Phrase(phrase.start, at + 1, "nominal", word)
    name = name_start(tokens, phrase.start, at + 1)
    return Phrase(min(phrase.start, name), at + 1, "name", word, min(name, at))


def _phrase_text(line: Line, phrase: Phrase) -> str:
    return _bare(_plain(line.body, line.tokens, phrase.start, phrase.end))


def _plain(body: str, tokens: list[Token], start: int, end: int) -> str:
    return " ".join(body[tokens[start].start : tokens[end - 1].end].split())


def _is_first_person(line: Line) -> bool:
    """`The look he gave me when I asked about Holm`: whom a reporter talks to is `he` for pages, whoever is named."""
    return any(token.text == "I" or token.low in ("me", "my") for token in line.tokens)


def _bare(name: str) -> str:
    return name[:-2] if name.endswith(("'s", "’s")) else name


def _organisation(line: Line, phrase: Phrase) -> str:
    named = line.tokens[phrase.end - 1].is_name
    start = phrase.start + (named and line.tokens[phrase.start].low == "the")
    return _bare(_plain(line.body, line.tokens, start, phrase.end))


def _is_one_person(speaker: Speaker, gender: str) -> bool:
    """True for `a young fisherman`; for `the lawsuit`, `officials`, and `a spokesman` as `she`, False."""
    words = {word.lower() for word in (speaker.name or "").split()}
    others = MALE_WORDS if gender == "female" else FEMALE_WORDS
    return bool(words & PERSON_NOUNS) and not words & others and not _is_plural(speaker)


def _is_plural(speaker: Speaker) -> bool:
    """`senior officials of the bank`; not `an analyst at Tide Securities`."""
    words = (speaker.role or speaker.name or "").lower().split()
    noun = next((at for at, word in enumerate(words) if word in PREPOSITIONS and at > 0), len(words))
    return bool(words) and words[noun - 1].endswith("s")
