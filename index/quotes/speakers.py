"""Turns the phrase that a rule found into a speaker: who it is in this article, of which kind, with which role."""

from dataclasses import dataclass, field

from index.quotes.antecedents import Wanted, fitting, meant_by, named_next
from index.quotes.bare import is_given_title
from index.quotes.capitals import Capitals
from index.quotes.lexicon import (
    GIVEN_DEMONYMS,
    GROUPS,
    INSCRIBED,
    PERSON_NOUNS,
)
from index.quotes.line import Line, begins_sentence, read_line, sentence_start
from index.quotes.names import gender_of, may_be_person, surname, without_honours
from index.quotes.newcomers import Newcomer, newcomer_before, opens_with_nobody
from index.quotes.people import People
from index.quotes.phrases import Phrase
from index.quotes.roles import Roles, without_determiner
from index.quotes.sources import (
    Speaker,
    bare,
    is_epithet,
    is_first_person,
    is_one_person,
    is_plural,
    organisation_of,
    owner_of,
)
from index.quotes.subjects import main_subject
from index.quotes.tokens import Passage

_GENDERS = {"he": "male", "his": "male", "she": "female", "her": "female"}
_SEXES = ("male", "female")
_PLURAL = frozenset(("they", "their"))
_NEAR = 1500  # characters, two or three paragraphs
_BESIDE = 200  # characters between a speaker and `in a statement`
_LATE = ("said.", "says.", "added.")
_STILL_SAID = (" he said.", " she said.")
_ANYBODY = frozenset(("one", "another"))  # `"...," one said`: of whom, the sentence does not say
_POINTING = frozenset(("the", "that", "this"))


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
            return self._name(line, phrase, at)
        if phrase.kind == "organisation":
            return self._organisation(line, phrase, at)
        return self._nominal(line, phrase, at)

    def _organisation(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        """`VANCE: "..."` is Petra Vance, where the article has her."""
        known = phrase.head in self.people.full and phrase.head in self.people.persons
        if known and phrase.end - phrase.start == 1:
            return self._name(line, phrase._replace(kind="name", name=phrase.start), at)
        return Speaker(organisation_of(line, phrase), "organisation")

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
            return self._guessed(rival, wanted)
        speaker = self._person(line, name, wanted)
        if rival is None or rival.phrase.head in (speaker.role or "").lower().split():
            return speaker
        self._rivalled[name] = at
        return speaker._replace(sure=False)

    def _guessed(self, rival: Newcomer | None, wanted: Wanted) -> Speaker:
        """Return the unnamed person who did something before, else who is named next; nothing of it is sure."""
        if rival is not None:
            return self._nominal(rival.line, rival.phrase, rival.start)._replace(sure=False)
        name = named_next(self.people, wanted)
        return Speaker(name, "named", self.roles.of_person(name, wanted.at), sure=False) if name else Speaker()

    def _epithet(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        """`the Romanian` is who `he` or `she` would be, where only one of them is anybody."""
        means = (meant_by(self.people, Wanted(gender, at, ""), line.start, self.last_named) for gender in _SEXES)
        named = {name for name in means if name is not None and surname(name.split()) in self.people.persons}
        if len(named) != 1:
            return self._unnamed(line, phrase)
        name = named.pop()
        return Speaker(name, "named", self.roles.of_person(name, at), sure=False)

    def _person(self, line: Line, name: str, wanted: Wanted) -> Speaker:
        """Return the person of this name, whom a pronoun means."""
        at = wanted.at
        role, sure = self.roles.of_person(name, at), self._is_surely_person(name, at) and not is_first_person(line)
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
        named = fitting(self.people, found.line.end_of(found.phrase.end - 1), wanted)
        speaker = self._nominal(found.line, found.phrase, found.start)
        written = bare(found.line.words(found.phrase.start, found.phrase.end))
        if speaker.source_type == "unnamed" and speaker.name == written and not found.new:
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
        written = bare(line.words(lead.name, lead.end))
        name = self.people.full_name(written, line.start_of(lead.name))
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
        several = speaker.source_type == "organisation" or (speaker.source_type == "unnamed" and is_plural(speaker))
        return speaker if several else Speaker()

    def _goes_on_unnamed(self, at: int, gender: str) -> bool:
        """The last speaker was one unnamed person, and nobody has been named since."""
        if self.last is None or self.last[0].source_type != "unnamed" or not is_one_person(self.last[0], gender):
            return False
        return not any(seen.key in self.people.persons for seen in self.people.between(self.last[1], at))

    def _name(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        if phrase.end - phrase.start == 1:
            opens = begins_sentence(line, phrase.start)
            kind = self.capitals.kind(bare(phrase.head), opens=opens)
            if kind != "named":
                return Speaker(self.capitals.in_full(bare(line.tokens[phrase.start].text)) if kind else None, kind)
        phrase = self._behind_title(line, phrase)
        words = line.words(phrase.start if phrase.name is None else phrase.name, phrase.end)
        gender = gender_of(token.low for token in line.tokens[phrase.start : phrase.name])
        written = " ".join(without_honours(bare(words).split()))
        name = self.people.full_name(written, at, gender)
        own = self.roles.of_mention(line, phrase)
        name, sure = self._told_apart(written, name, own, gender, line, at)
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
        others = self.people.full.get(bare(phrase.head), ())
        known = any(not name.startswith(given) for name in others)
        return phrase._replace(name=phrase.name + 1) if known else phrase

    def _nominal(self, line: Line, phrase: Phrase, at: int) -> Speaker:
        owner = owner_of(line.tokens, phrase)
        if owner is not None:
            return self._resolve(line, owner, at)
        if phrase.head in INSCRIBED:
            return Speaker()  # a thing holds the words: whoever wrote them is not known
        if phrase.head == "statement" and phrase.end - phrase.start == 2 and self._stated(at):
            return self.last[0] if self.last else Speaker()
        if phrase.end - phrase.start == 1 and line.tokens[phrase.start].is_name and phrase.head in self.people.full:
            return self._name(line, phrase._replace(kind="name", name=phrase.start), at)  # `Doctor` after Ken Doctor
        if line.tokens[phrase.start].low in _POINTING and phrase.end - phrase.start == 2:
            found = self.roles.earlier_fuller(phrase.head, at) or self.roles.in_office(phrase.head, at)
            if found is not None:
                return self._antecedent(*found, at)
        named = self._named_as(line, phrase, at)
        return self._antecedent(*named, at) if named is not None else self._unnamed(line, phrase)

    def _stated(self, at: int) -> bool:
        """`..., Ruiz said in a statement. "...," the statement added.`"""
        if self.last is None or at - self.last[1] > _NEAR or "statement" in (self.last[0].name or ""):
            return False
        return "a statement" in self.people.body[max(0, self.last[1] - _BESIDE) : self.last[1] + _BESIDE]

    def _named_as(self, line: Line, phrase: Phrase, at: int) -> tuple[Passage, Phrase] | None:
        """`the Norland senator`, where an earlier sentence has `Norland Sen. Elena Marsh`."""
        if line.tokens[phrase.start].low not in _POINTING or phrase.end - phrase.start < 3:
            return None
        words = {token.low for token in line.tokens[phrase.start + 1 : phrase.end]} - {phrase.head}
        return self.roles.named_as(words, phrase.head, at)

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
