"""Tells which person of the article a written name means: `Ruiz`, `Dean Ruiz`, `Holm and Lund`."""

from dataclasses import dataclass

from msgspec.structs import replace

from index.quotes.bare import is_given_title
from index.quotes.capitals import Capitals
from index.quotes.lexicon import GIVEN_DEMONYMS
from index.quotes.line import Line, begins_sentence
from index.quotes.names import gender_of, without_honours
from index.quotes.pairs import two_of
from index.quotes.people import People
from index.quotes.phrases import Phrase
from index.quotes.roles import Roles
from index.quotes.sources import Speaker, bare


@dataclass(slots=True)
class Namer:
    """Gives written names in full; `spoken` is where everybody who spoke did so last, by full name."""

    people: People
    roles: Roles
    capitals: Capitals
    spoken: dict[str, int]

    def of_phrase(self, line: Line, phrase: Phrase, at: int) -> Speaker:
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
        if name == written and " " not in name:
            name = self.people.full_in_words(name, at)
        own = self.roles.of_mention(line, phrase)
        name, sure = self.told_apart(written, name, own, gender, line, at)
        role = self.roles.linked(own, at) if own is not None else self.roles.of_person(name, at)
        if own is not None and sure:
            self.roles.known.setdefault(name, role)
        return Speaker(name, "named", role, sure)

    def of_pair(self, line: Line, phrase: Phrase) -> Speaker:
        """`Holm and Lund` are Abel Holm and Ida Lund."""
        both = [self.of_phrase(line, one, line.start_of(one.start)) for one in two_of(line, phrase) or ()]
        names = [one.name for one in both if one.name is not None]
        return Speaker(" and ".join(names), "named", sure=all(one.sure for one in both)) if names else Speaker()

    def told_apart(
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
        return (name, False) if only is None else (only, only in titled or not self.people.is_relative(only))

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
