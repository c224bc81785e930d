"""Turns the phrase that a rule found into a speaker: who it is in this article, of which kind, with which role."""

from dataclasses import dataclass, field

from msgspec.structs import replace

from index.quotes.antecedents import Wanted, is_anybody_named, meant_by, named_next, passes_over
from index.quotes.appositions import without_determiner
from index.quotes.capitals import Capitals
from index.quotes.lexicon import (
    DEMONYMS,
    FEMALE_WORDS,
    GROUPS,
    INSCRIBED,
    PARTISANS,
    PERSON_NOUNS,
    RELATIVES,
    TITLES,
)
from index.quotes.line import Line
from index.quotes.names import gender_of, surname
from index.quotes.naming import Namer
from index.quotes.newcomers import Newcomer, newcomer_before
from index.quotes.pairs import two_named
from index.quotes.people import People
from index.quotes.phrases import Phrase
from index.quotes.phrases import is_one_person as is_one
from index.quotes.references import (
    announced_by,
    body_named,
    passage_above,
    said_before,
    several_in_sentence,
    source_before,
)
from index.quotes.roles import Roles
from index.quotes.sources import (
    Speaker,
    bare,
    is_epithet,
    is_first_person,
    is_named,
    is_one_person,
    is_pair,
    is_several,
    organisation_of,
    owner_of,
)
from index.quotes.tokens import Passage

_GENDERS = {"he": "male", "his": "male", "she": "female", "her": "female"}
_SEXES = ("male", "female")
_PLURAL = frozenset(("they", "their"))
_NEAR = 1500  # characters, two or three paragraphs
_BESIDE = 200  # characters between a speaker and `in a statement`
_ANYBODY = frozenset(("one", "another"))  # `"...," one said`: of whom, the sentence does not say
_POINTING = frozenset(("the", "that", "this"))
_IN_OFFICE = TITLES - {"host", "nominee", "candidate", "coach", "lady"}  # `the mayor` may stay without a name
_BODIES = frozenset(("group", "organization", "organisation", "association", "union"))


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
    namer: Namer = field(init=False)

    def __post_init__(self) -> None:
        self.namer = Namer(self.people, self.roles, self.capitals, self.spoken)

    def resolve(self, line: Line, phrase: Phrase, said: str = "") -> Speaker:
        """Return the speaker that a phrase of this line means; a pronoun means nobody named in the words `said`."""
        at = line.start_of(phrase.start)
        if at not in self._seen:
            self._seen[at] = self._resolve(line, phrase, at, said)
            self._remember(self._seen[at], at)
        return self._seen[at]

    def _resolve(self, line: Line, phrase: Phrase, at: int, said: str = "") -> Speaker:
        if phrase.kind == "pronoun":
            return self._pronoun(line, phrase, at, said)
        if is_epithet(line, phrase):
            return self._epithet(line, phrase, at)
        if phrase.kind == "name":
            return self.namer.of_phrase(line, phrase, at)
        if phrase.kind == "organisation":
            return self._organisation(line, phrase, at)
        if phrase.kind == "pair":
            return self.namer.of_pair(line, phrase)
        return self._nominal(line, phrase, at)

    def _organisation(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        """`VANCE: "..."` is Petra Vance, where the article has her."""
        if phrase.end - phrase.start == 2 and line.tokens[phrase.start].low == "the":
            return self._body(line, phrase, at)
        known = phrase.head in self.people.full and phrase.head in self.people.persons
        if known and phrase.end - phrase.start == 1:
            return self.namer.of_phrase(line, replace(phrase, kind="name", name=phrase.start), at)
        return Speaker(organisation_of(line, phrase), "organisation")

    def _body(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        """`the center`: the Storm Center named before; `the group`: the body that the sentence before is about, or that
        spoke last, not long ago.
        """
        if phrase.head not in _BODIES:
            return Speaker(body_named(self.roles, phrase.head, at) or organisation_of(line, phrase), "organisation")
        last = self.last[0] if self.last is not None and at - self.last[1] <= _NEAR else None
        bodies = (one for one in (self._source_before(line, phrase), last) if one is not None)
        found = next((one for one in bodies if one.source_type == "organisation" and is_named(one)), None)
        return found or Speaker(organisation_of(line, phrase), "organisation")

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
        if gender is None:
            return self._several(line, phrase, at) if phrase.head in _PLURAL else Speaker()
        wanted = Wanted(gender, at, said)
        announced = announced_by(self.people, line, phrase, gender)
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
            return self._guessed(line, phrase, rival, wanted)
        speaker = self._person(line, name, wanted)
        if rival is None or rival.phrase.head in (speaker.role or "").lower().split():
            return speaker
        self._rivalled[name] = at
        return replace(speaker, sure=False)

    def _guessed(self, line: Line, phrase: Phrase, rival: Newcomer | None, wanted: Wanted) -> Speaker:
        """Return the unnamed person who did something before, else who is named next; nothing of it is sure."""
        if rival is not None:
            return replace(self._nominal(rival.line, rival.phrase, rival.start), sure=False)
        name = named_next(self.people, wanted)
        if name is not None:
            return Speaker(name, "named", self.roles.of_person(name, wanted.at), sure=False)
        before = self._source_before(line, phrase)
        unnamed = before is not None and before.source_type == "unnamed" and is_one_person(before, wanted.gender)
        return replace(before, sure=False) if before is not None and unnamed else Speaker()

    def _epithet(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        """`the Romanian` is who `he` or `she` would be, where only one of them is anybody."""
        means = (meant_by(self.people, Wanted(gender, at, ""), line.start, self.last_named) for gender in _SEXES)
        named = {name for name in means if name is not None and surname(name.split()) in self.people.persons}
        if phrase.head in PARTISANS and phrase.end - phrase.start == 2:
            found = self.roles.of_party(phrase.head, at)
            if found is not None:
                return self._antecedent(*found, at)
        if len(named) != 1:
            return replace(self._unnamed(line, phrase), sure=False)
        name = named.pop()
        sure = phrase.head in PARTISANS and self._spoke_last(line, name)
        return Speaker(name, "named", self.roles.of_person(name, at), sure)

    def _spoke_last(self, line: Line, name: str) -> bool:
        """True for who spoke last in this paragraph or the one above, or else is the only person named there."""
        above = self.roles.paragraph_before(line.start)
        floor = above.start if above is not None else line.start
        if self.last is not None and self.last[1] >= floor:
            return self.last[0].name == name
        key = surname(name.split())
        near = [seen.key for seen in self.people.between(floor, line.end) if seen.key in self.people.persons]
        return bool(near) and all(one == key for one in near)

    def _person(self, line: Line, name: str, wanted: Wanted) -> Speaker:
        """Return the person of this name, whom a pronoun means."""
        at = wanted.at
        role, sure = self.roles.of_person(name, at), self._is_surely_person(name, at) and not is_first_person(line)
        sure = sure and not self._is_rivalled(name, at) and not passes_over(self.people, wanted, line.start, name)
        if name not in self.spoken:
            sure = sure and self.namer.told_apart(name.split()[-1], name, None, wanted.gender, line, at)[1]
        if sure:
            self.people.genders.setdefault(name, wanted.gender)
        return Speaker(name, "named", role, sure)

    def _is_rivalled(self, name: str, at: int) -> bool:
        """True where `he` was as well an unnamed person, and this one has not been named since."""
        since, key = self._rivalled.get(name), surname(name.split())
        return since is not None and all(seen.key != key for seen in self.people.between(since, at))

    def _rival(self, line: Line, phrase: Phrase, wanted: Wanted) -> Newcomer | None:
        """Return the unnamed person who spoke before the pronoun, and behind whose sentence nobody is named."""
        found = newcomer_before(line, phrase.start, passage_above(self.roles, line, phrase), wanted.gender)
        return found if found is not None and not is_anybody_named(self.people, found.claim, wanted) else None

    def _newcomer(self, found: Newcomer, wanted: Wanted) -> Speaker | None:
        """`A driver said ...` is somebody new; `the driver` is whom the article calls so before, if anybody."""
        named = is_anybody_named(self.people, found.line.end_of(found.phrase.end - 1), wanted)
        speaker = self._nominal(found.line, found.phrase, found.start)
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
        last = self.last[0] if self.last is not None and at - self.last[1] <= _NEAR else None
        if last is not None and (last.source_type == "organisation" or is_several(last) or is_pair(last)):
            return last
        before = self._source_before(line, phrase)
        if before is not None and is_several(before):
            return before
        both = two_named(self.people, at)
        return Speaker(both, "named", sure=False) if both is not None else Speaker()

    def _source_before(self, line: Line, phrase: Phrase) -> Speaker | None:
        """`Aides say he is tired. "...," one said.`: the people, or the body, that the sentence before is about."""
        found = source_before(self.roles, line, phrase.start)
        if found is None:
            return None
        line, subject = found
        organised = subject.kind == "organisation"
        return Speaker(organisation_of(line, subject), "organisation") if organised else self._unnamed(line, subject)

    def _goes_on_unnamed(self, at: int, gender: str) -> bool:
        """The last speaker was one unnamed person, and nobody has been named since."""
        if self.last is None or self.last[0].source_type != "unnamed" or not is_one_person(self.last[0], gender):
            return False
        people = self.people
        named = (seen for seen in people.between(self.last[1], at) if seen.key in people.persons)
        return not any(people.fits(people.full_name(seen.name, seen.start, seen.gender), gender) for seen in named)

    def _nominal(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        owner = owner_of(line.tokens, phrase)
        if owner is not None:
            return self._resolve(line, owner, at)
        if phrase.head in INSCRIBED:
            return Speaker()  # a thing holds the words: whoever wrote them is not known
        if phrase.head == "statement" and phrase.end - phrase.start == 2:
            stated = self._stated(at)
            if stated is not None:
                return stated
        if phrase.end - phrase.start == 1 and line.tokens[phrase.start].is_name and phrase.head in self.people.full:
            return self.namer.of_phrase(
                line, replace(phrase, kind="name", name=phrase.start), at
            )  # `Doctor` after Ken Doctor
        if line.tokens[phrase.start].low in _POINTING and phrase.end - phrase.start == 2:
            found = self.roles.earlier_fuller(phrase.head, at) or self.roles.in_office(phrase.head, at)
            if found is not None:
                return self._antecedent(*found, at)
        if phrase.head == "one" and phrase.end - phrase.start == 1:
            return self._one_of(line, phrase)
        named = self._named_as(line, phrase, at) or self._in_office(line, phrase, at)
        if named is not None:
            return self._antecedent(*named, at)
        unnamed = self._unnamed(line, phrase)
        return self._described(line, phrase, unnamed) if _is_description(line, phrase) else unnamed

    def _described(self, line: Line, phrase: Phrase, unnamed: Speaker) -> Speaker:
        """`the midfielder`, whom the article has not called so: whoever spoke last, if not long ago, unchecked."""
        above = self.roles.paragraph_before(line.start)
        floor = above.start if above is not None else line.start
        gender = gender_of(token.low for token in line.tokens[phrase.start : phrase.end])
        if self.last_named is not None and self.last_named[1] >= floor:
            name = self.last_named[0]
            if self.people.fits(name, gender):
                return Speaker(name, "named", self.roles.of_person(name, floor), sure=False)
        near = self.people.between(max(0, floor - _NEAR), line.end)
        return replace(unnamed, sure=not any(seen.key in self.people.persons for seen in near))

    def _one_of(self, line: Line, phrase: Phrase) -> Speaker:
        """`Aides say he is tired. "...," one said.`: one of the aides."""
        several = self._source_before(line, phrase)
        words = (several.role or several.name) if several is not None and is_several(several) else None
        if words is None:
            return self._unnamed(line, phrase)
        return Speaker(f"one of the {words[0].lower()}{words[1:]}", "unnamed", sure=False)

    def _stated(self, at: int) -> Speaker | None:
        """`..., Ruiz said in a statement. "...," the statement added.`"""
        stated = self.people.body.rfind(" in a statement", max(0, at - _NEAR), at)
        found = said_before(self.roles, stated) if stated > 0 else None
        if found is not None:
            return self._resolve(*found, found[0].start_of(found[1].start))
        last, place = self.last if self.last is not None and at - self.last[1] <= _NEAR else (Speaker(), -_NEAR)
        beside = self.people.body[max(0, place - _BESIDE) : max(0, place + _BESIDE)]
        return last if last.name is not None and "statement" not in last.name and "a statement" in beside else None

    def _named_as(self, line: Line, phrase: Phrase, at: int) -> tuple[Passage, Phrase] | None:
        """`the Norland senator`, where an earlier sentence has `Norland Sen. Elena Marsh`."""
        if line.tokens[phrase.start].low not in _POINTING or phrase.end - phrase.start < 3:
            return None
        words = {token.low for token in line.tokens[phrase.start + 1 : phrase.end]} - {phrase.head}
        return self.roles.named_as(words, phrase.head, at)

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
        alone = phrase.end - phrase.start == 1 and phrase.head in _ANYBODY
        return Speaker(name, "unnamed", bare(role) if role else None, sure=not alone)

    def _antecedent(self, passage: Passage, phrase: Phrase, at: int) -> Speaker:
        if phrase.kind == "name" and phrase.name is not None:
            written = bare(passage.words(phrase.name, phrase.end))
            name = self.people.full_name(written, at)
            return Speaker(name, "named", self.roles.of_person(name, at))
        return self._unnamed(passage, phrase)


def _is_description(line: Line, phrase: Phrase) -> bool:
    """`the midfielder`, `the mother of two`; not `the mayor`, `the aide to Ruiz`, `the man who fell`."""
    words, behind = line.tokens[phrase.start : phrase.end], line.tokens[phrase.end : phrase.end + 2]
    one = (is_one(phrase) or phrase.head in FEMALE_WORDS) and phrase.head not in _IN_OFFICE
    if not one or words[0].low not in _POINTING or not 1 < len(words) < 5:
        return False
    told = any(token.is_name or token.is_possessive for token in words[1:])
    return not told and not any(token.low in RELATIVES for token in behind)
