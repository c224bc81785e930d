"""What a speaker is: role words before the name, an apposition behind it, an earlier sentence that says more."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from index.quotes.appositions import (
    NO_ROLE,
    apposition,
    before_rank,
    in_clause,
    is_rank,
    is_weak,
    role_words,
    tells_deeds,
    without_determiner,
)
from index.quotes.bare import bare, names_office
from index.quotes.cues import is_speech
from index.quotes.earlier import BEFORE, MOST_READ, Earlier
from index.quotes.extents import is_agent
from index.quotes.lexicon import KIN, OPENERS, PERSON_NOUNS, TITLES, word_set
from index.quotes.names import gender_of, surname
from index.quotes.people import People, word_before
from index.quotes.phrases import Phrase, is_one_person, phrase_at
from index.quotes.places import places
from index.quotes.tokens import Passage, Token, read_passage

_COURTESY: Final = frozenset(("dr", "dr.", "doctor", "prof", "prof.", "rev", "rev."))
_CLOSE_TO: Final = KIN | word_set("friend colleague rival counterpart opponent partner successor predecessor")
_UNDER: Final = frozenset(("boss", "deputy"))
_MARKS_BEHIND: Final = (",", " (", " –", " —", " - ")  # behind a name whose role follows
_NO_ROLE_BEHIND: Final = tuple(
    f", {word} "
    for word in word_set(
        "and but or said says added in on at with that which when while as to for from he she they it his her their "
        "after before has had is was will would if because although though whose where so not"
    )
)
_BEING_BEHIND: Final = (" is ", " was ")
_TELLING_BEHIND: Final = (*_BEING_BEHIND, " serves ", " served ", " works ", " acts ")
_MAY_TELL: Final = (", ", *_TELLING_BEHIND)
_WHOSE: Final = re.compile(r"\bwhose ((?:[\w-]{2,20} ){1,4})(?:is|was) \Z")
_WHOSE_WITHIN: Final = 70  # characters
_LONGEST: Final = 240  # characters of a sentence that brings somebody in
_ENDS: Final = (".", "!", "?")
_BEFORE_NAMED: Final = ("\n", ". ", '" ', "” ", "» ", "’ ", "' ")
_ANSWERING: Final = frozenset(("disputed", "denied", "rejected", "disagreed", "contradicted"))
_OF: Final = ("for", "of", "at", "in", "with")
_LONG: Final = 2  # words of a role that need no fuller one
_MOST_TOLD: Final = 3  # mentions of a name with a word or a mark beside it that may tell its role


@dataclass
class Roles(Earlier):
    """Looks up roles in one article; what was found once is kept."""

    people: People
    known: dict[str, str | None] = field(default_factory=dict)

    def of_mention(self, passage: Passage, phrase: Phrase) -> str | None:
        """Return the role that stands at a mention itself: `spokesman Ruiz`, `Ruiz, a pollster,`."""
        if phrase.kind != "name" or phrase.name is None:
            return None
        own = _before_name(passage, phrase)
        if own is not None and not is_weak(own):
            return own
        behind = apposition(passage, phrase.end)
        if own is None or behind is None:
            return own or behind
        return own if is_weak(behind) or (is_rank(own) and tells_deeds(behind)) else behind

    def of_speaker(self, own: str | None, name: str, at: int, *, sure: bool) -> str | None:
        """Return the role of whom a mention at `at` calls so: the article may have said more than `Secretary Ruiz`."""
        full = own is not None and _is_whole(own)
        known = self.known.get(name) if full else self.of_person(name, at)
        if own is None or (known is not None and sure and (is_weak(own) or _is_fuller(known, own))):
            return known
        role = self.linked(own, at)
        if sure and (known is None or is_weak(known) or _is_fuller(role, known)):
            self.known[name] = role
        return role

    def of_person(self, name: str, at: int) -> str | None:
        """Return the first role that the article gives the person with this full name, in its fullest words."""
        if name not in self.known:
            found = _fullest(self._given(name)) or _fullest(self._given_later(name)) or self._brought_in(name)
            self.known[name] = self.linked(found, at) if found is not None else None
        return self.known[name]

    def linked(self, role: str, at: int) -> str:
        """Return what an earlier sentence makes of a bare `spokesman`: `spokesman for the governor of ...`."""
        noun = role.rpartition(" ")[2].lower()
        small = role[: -len(noun)] + noun if noun.startswith("spokes") else role  # `Spokesman Ruiz` opens a sentence
        if not small.endswith(noun) or noun not in PERSON_NOUNS:
            return role
        if noun != small and not self._is_told_with_tail(noun, at):
            return role
        for passage, phrase in self.before(noun, at):
            if phrase.kind == "nominal" and phrase.end - phrase.start > 2:
                text = without_determiner(passage, phrase)
                same = text.startswith(f"{small} ") or (_is_of_office(passage, phrase) and _is_fuller(text, small))
                return text if same else role
        return role

    def _is_told_with_tail(self, noun: str, at: int) -> bool:
        """`the spokesman for`, somewhere before `at`."""
        low = self.lowered()
        return any(low.rfind(f"{noun} {of} ", 0, at) >= 0 for of in _OF)

    def _is_followed(self, end: int) -> bool:
        """True for a name with a comma, a dash, a bracket behind it that a role may stand behind."""
        return self.body.startswith(_MARKS_BEHIND, end) and not self.body.startswith(_NO_ROLE_BEHIND, end)

    def _is_led(self, start: int) -> bool:
        """True for a name with a word or a comma before it that a role may stand before."""
        if self.body[max(0, start - 2) : start] == ", ":
            return True
        before = word_before(self.body, start)
        if before[:1].isupper():
            return before.lower() not in OPENERS
        field = self.body.endswith(f" of {before} ", 0, start)  # `head of nursing Ida Ruiz`
        return field or before in PERSON_NOUNS or before in TITLES or before == "named" or is_agent(before)

    def _given(self, name: str) -> Iterator[str | None]:
        key = surname(name.split())
        return self._at(self.people.full.get(key, {}).get(name, ()), name)

    def _given_later(self, name: str) -> Iterator[str | None]:
        """`Ida Ruiz is the mayor.`, or, where nobody else is called Ruiz, `Ruiz, the mayor,`."""
        known = self.people.full.get(surname(name.split()), {})
        for at in known.get(name, ())[:MOST_READ]:
            if self.body.endswith(_BEING_BEHIND, 0, at):
                yield self._whose(at)
            yield from self._told_behind(at + len(name), len(name) - 1)
        given, _, last = name.rpartition(" ")
        if len(known) == 1 and given:
            alone = [*islice(self._alone(given, last), MOST_READ)]
            yield from self._at(alone, last)
            for at in alone:
                yield from self._told_behind(at + len(last), len(last) - 1)

    def _alone(self, given: str, last: str) -> Iterator[int]:
        """Give where a surname stands without the given names, with something behind it that may tell the role."""
        for at in places(self.body, last):
            whole = not self.body[at - 1 : at].isalnum() and self.body.startswith(_MAY_TELL, at + len(last))
            if whole and not self.body.endswith(given, 0, max(0, at - 1)):
                yield at

    def _told_behind(self, end: int, before: int) -> Iterator[str | None]:
        """`Ida Ruiz is the mayor.`, `Ruiz serves as mayor.`: the name ends at `end`."""
        if self.body.startswith(_TELLING_BEHIND, end):
            for passage, phrase in self.around(end - 1, before):
                yield in_clause(passage, phrase.end)

    def _whose(self, at: int) -> str | None:
        """`the port, whose spokeswoman is Ida Ruiz`: hers is the noun."""
        found = _WHOSE.search(self.body, max(0, at - _WHOSE_WITHIN), at)
        role = found[1].rstrip() if found is not None else ""
        noun = role.rpartition(" ")[2]
        return role if noun in PERSON_NOUNS and noun not in _CLOSE_TO else None

    def _brought_in(self, name: str) -> str | None:
        """`A spokeswoman for the port said no. "We wait," Ida Ruiz said.`: she is named right behind."""
        at = next(iter(self.people.full_places(name)), 0)
        if not self.body.endswith(_BEFORE_NAMED, 0, at):
            return None
        begins, end = self._sentence_before(at)
        if not self.body.startswith(("A ", "An "), begins, end):
            return None
        passage = read_passage(self.body, begins, end)
        phrase = phrase_at(passage.tokens, 0)
        if phrase is None or not is_one_person(phrase) or not _says(passage.tokens, phrase.end):
            return None
        told = gender_of(token.low for token in passage.tokens[: phrase.end])
        return role_words(passage, 0, phrase.end) if told in (None, self.people.genders.get(name, told)) else None

    def _sentence_before(self, at: int) -> tuple[int, int]:
        """Return where the sentence before a name begins and ends, a quotation between them left out."""
        paragraph = self.paragraph_of(at)
        spans = paragraph.spans if paragraph is not None else ()
        nearest = bisect_left(spans, at - 1, key=lambda span: span.right)
        if nearest < len(spans) and spans[nearest].right == at - 1:
            at = spans[nearest].left
        end = len(self.body[max(0, at - _LONGEST) : at].rstrip()) + max(0, at - _LONGEST)
        if not self.body.endswith(_ENDS, 0, end):
            return end, end
        floor = max(0, end - _LONGEST)
        point = self.body.rfind(". ", floor, end - 1)
        return max(self.body.rfind("\n", floor, end - 1) + 1, point + 2 if point >= 0 else floor), end

    def _at(self, places: Iterable[int], name: str) -> Iterator[str | None]:
        """Give what the mentions of a name at these places tell of its role."""
        led = ((at, self._is_led(at)) for at in islice(places, MOST_READ))
        telling = ((at, is_led) for at, is_led in led if is_led or self._is_followed(at + len(name)))
        for at, is_led in islice(telling, _MOST_TOLD):
            before = BEFORE if is_led else len(name) - 1
            end = at + len(name)
            for passage, phrase in self.around(end - 1, before):
                if (
                    not phrase.apposed or phrase.name is None or passage.start_of(phrase.name) < end
                ):  # `Governor Holm's aide, Ida Ruiz`
                    yield self.of_mention(passage, phrase)


def _before_name(passage: Passage, phrase: Phrase) -> str | None:
    """`Navy spokesman Ruiz`, `the mayor, Ruiz`; `the union's Ruiz`, `the mayor and Ms. Ruiz` tell no role."""
    tokens, name = passage.tokens, phrase.end if phrase.name is None else phrase.name
    end = _end_of_office(tokens, phrase.start, name, apposed=phrase.apposed)
    related = any(token.low in _CLOSE_TO for token in tokens[phrase.start : end]) or tokens[end - 1].low in _UNDER
    if end + 1 < name and related and names_office(tokens, end + 1, name) and not tokens[name - 1].is_possessive:
        behind = role_words(passage, end + 1, name)  # `his rival in May, Senator Ruiz`
        if behind is not None and not is_weak(behind):
            return behind
    owned = end > phrase.start and (tokens[end - 1].is_possessive or tokens[end - 1].low == "and")
    office = phrase.apposed or names_office(tokens, phrase.start, end)
    return role_words(passage, phrase.start, end) if office and not owned and end > phrase.start else None


def _end_of_office(tokens: list[Token], start: int, name: int, *, apposed: bool) -> int:
    """`the mayor, Ruiz`; `the Director, Tide Operations, Ruiz`: behind a comma the office may tell of its body."""
    places = range(name - 1, start - 1, -1) if apposed else range(start, name)
    end = next((at for at in places if tokens[at].text == ","), name)
    while (
        end > start and tokens[end - 1].low in NO_ROLE and tokens[end - 2].low != "of"
    ):  # `Prime Minister Sir Abel Holm`
        end -= 1
    if end - 1 > start and tokens[end - 1].low in _COURTESY:  # `Ruiz's colleague Dr Abel Holm`
        end -= 1
    return before_rank(tokens, start, end)


def _fullest(roles: Iterator[str | None]) -> str | None:
    """Return the first role that tells an office, else the first of all, as the article gives it in most words."""
    best: str | None = None
    for role in filter(None, roles):
        if best is None or _is_fuller(role, best) or (is_weak(best) and not is_weak(role)):
            best = role
        if _is_whole(best):
            return best
    return best


def _says(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].low in _ANSWERING or is_speech(tokens, at))


def _is_whole(role: str) -> bool:
    """`spokesman for the port`: few words leave something to be told."""
    return role.count(" ") >= _LONG - 1 and not is_weak(role)


def _is_fuller(role: str, other: str) -> bool:
    """`spokesman for the port` says more than `spokesman`, and than `port spokesman`, `port's spokesman`."""
    return len(role) > len(other) and _words_of(other) <= _words_of(role)


def _words_of(role: str) -> set[str]:
    return set(map(bare, role.lower().split()))


def _is_of_office(passage: Passage, phrase: Phrase) -> bool:
    """`a spokesman for the port`, `the director of the port`: one person holds it; `a diver from Norport` is any."""
    return phrase.head.startswith("spokes") or passage.tokens[phrase.start].low == "the"
