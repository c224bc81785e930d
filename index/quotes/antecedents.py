"""Whom `he` and `she` mean: the subject of the sentences before, or whoever spoke last."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from index.quotes.cues import TELLING, is_speech_form
from index.quotes.lexicon import AUXILIARIES, ORGANISATIONS, PERSON_NOUNS, VERBS, word_set
from index.quotes.names import may_be_person, may_name, surname
from index.quotes.people import People, Sighting, word_before
from index.quotes.spoken_of import is_spoken_of

# The mark leads, and what is before it is looked at behind it: so the search runs by a table.
BREAK: Final = re.compile(r"[.!?](?<!\b[A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[\"”'’)]*\s(?![a-z])")
_OPENING: Final = re.compile(r"(?:\A|\n|[.!?][\"”'’)]*\s)([A-Z][a-z]+)\b[^.!?\n]*\Z")
_BRINGING_IN: Final = frozenset(("One", "Another", "His", "Her", "Their", "A", "An"))
_ASKED: Final = re.compile(r"\b(?:Asked|Pressed|Questioned|Told|Confronted)\b[^.!?\n]*\Z")
_LEADING: Final = word_set("told after before when while as if since although though because unlike despite")
_LONGEST_LEAD: Final = 120  # characters
_NOUN_BEHIND: Final = re.compile(r" ([a-z]+)")
_WORD_BEHIND: Final = re.compile(r"([\s,]{1,2})(\w+)")
_LATE_VERB: Final = re.compile(
    r"(?:,\s[^.,;!?]{2,100},)?\s(\w{1,30})(?:[.]|\s(?:in|on|at|during|after)\s[^.,;!?]{2,60}[.])"
)
_OF_WHOM: Final = word_set("of at from with for by")  # `Ruiz of Marsh & Lund said`
_VERBS_BEHIND: Final = AUXILIARIES | VERBS
_PRONOUNS: Final = ("He ", "She ")
_MOST_READ: Final = 12  # places of a name looked at
_FIRST: Final = 5000  # characters of a first paragraph
_AHEAD: Final = 400  # characters that it looks ahead
_FURTHEST: Final = 3000  # characters that a pronoun looks back


class Wanted(Struct, frozen=True, gc=False):
    """A pronoun: `gender` of its person, the offset `at` where it stands, and the words `said` by whom it means."""

    gender: str
    at: int
    said: str


def meant_by(people: People, wanted: Wanted, paragraph: int, speaker: tuple[str, int] | None) -> str | None:
    """Return whom a pronoun means, in a paragraph that begins at `paragraph`, or None.

    `speaker` is the last person who spoke, with the offset of the mention.
    """
    here = _subject(people, _fitting(people, paragraph, wanted))
    if here is not None:
        return _named(people, here)
    floor = max(0, wanted.at - _FURTHEST)
    if speaker is not None and speaker[1] >= floor and _may_speak_on(people, speaker[0], wanted):
        opening = _opening(people, _fitting(people, speaker[1] + 1, wanted), speaker[1])
        return _named(people, opening) if opening is not None else speaker[0]
    last = _subject(people, _fitting(people, floor, wanted)) or _subject(people, _unsure(people, floor, wanted))
    return _named(people, last) if last is not None else None


def named_next(people: People, wanted: Wanted) -> str | None:
    """`"Everything," he says of what he lost. Omar Ruiz owned ...`: in the first paragraph, who opens the next one."""
    before = people.between(0, wanted.at)
    if (
        wanted.at > _FIRST
        or people.body.find("\n\n", 0, wanted.at) >= 0
        or any(seen.key in people.persons for seen in before)
    ):
        return None
    behind = people.between(wanted.at, wanted.at + _AHEAD)
    fits = (_named(people, seen) for seen in behind if _opens(people, seen) and _may_be(people, seen, wanted))
    return next((name for name in fits if " " in name and may_be_person(name)), None)


def _may_speak_on(people: People, name: str, wanted: Wanted) -> bool:
    return people.fits(name, wanted.gender) and may_be_person(name) and not is_spoken_of(name, wanted.said)


def _named(people: People, seen: Sighting) -> str:
    return people.full_name(seen.name, seen.start, seen.gender)


def is_anybody_named(people: People, floor: int, wanted: Wanted) -> bool:
    """Tell whether the pronoun may mean one of the people named behind offset `floor`."""
    return next(_fitting(people, floor, wanted), None) is not None


def _fitting(people: People, floor: int, wanted: Wanted) -> Iterator[Sighting]:
    """Give whom the pronoun may mean of the people named behind offset `floor`, the last one first."""
    return (seen for seen in reversed(people.between(floor, wanted.at)) if _may_be(people, seen, wanted))


def _unsure(people: People, floor: int, wanted: Wanted) -> Iterator[Sighting]:
    """Where nobody fits who is surely a person: whoever has a name of two words."""
    between = reversed(people.between(floor, wanted.at))
    seen = (one for one in between if one.key in people.full and may_be_person(one.name) and may_name(one.key))
    fits = (one for one in seen if _fits(people, one, wanted) and not _has_article(people, one))
    return (one for one in fits if not _is_place(people, one))


def passes_over(people: People, wanted: Wanted, paragraph: int, name: str) -> bool:
    """`Ruiz's star, running back Dee Onti, ran`: who may be no person is apposed behind `name` in this paragraph."""
    near = people.between(paragraph, wanted.at)
    last = near[-1] if near else None
    if last is None or last.key in people.persons or _named(people, last) == name or not _fits(people, last, wanted):
        return False
    _, comma, role = people.body[max(0, last.start - 60) : last.start].rpartition(", ")
    closed = people.body.startswith(", ", last.start + len(last.name))
    return closed and bool(comma) and role.islower() and len(role.split()) < 4


def _fits(people: People, seen: Sighting, wanted: Wanted) -> bool:
    if seen.gender not in (None, wanted.gender):
        return False
    name = _named(people, seen)
    return people.fits(name, wanted.gender) and not is_spoken_of(name, wanted.said)


def _has_article(people: People, seen: Sighting) -> bool:
    """`the Tide Gazette`, `the Gazette`: no person's name has an article right before it."""
    return people.body[max(0, seen.start - 4) : seen.start].lower() == "the "


def _is_place(people: People, seen: Sighting) -> bool:
    """`in San Moro`: what things happen in is nobody."""
    places = people.full_places(_named(people, seen))[:_MOST_READ]
    return any(word_before(people.body, at).lower() == "in" for at in places)


def _may_be(people: People, seen: Sighting, wanted: Wanted) -> bool:
    if seen.gender not in (None, wanted.gender) or _qualifies(people, seen) or not may_be_person(seen.name):
        return False
    if not _is_person(people, seen) and not (may_name(seen.key) and (_speaks(people, seen) or _answers(people, seen))):
        return False
    return _fits(people, seen, wanted) and not _has_article(people, seen)


def _is_person(people: People, seen: Sighting) -> bool:
    """A surname of somebody, or the given name of one known in full."""
    if seen.key in people.persons:
        return True
    named = people.given.get(seen.key, ()) if seen.name.lower() == seen.key else ()
    return len(named) == 1 and all(surname(full.split()) in people.persons for full in named)


def _qualifies(people: People, seen: Sighting) -> bool:
    """`the Ruiz administration`, `Ruiz aides`: a name that only tells which ones."""
    behind = _NOUN_BEHIND.match(people.body, seen.start + len(seen.name))
    return behind is not None and (behind[1] in ORGANISATIONS or behind[1].removesuffix("s") in PERSON_NOUNS)


def _owns(people: People, seen: Sighting) -> bool:
    """`Ruiz's charges`."""
    end = seen.start + len(seen.name)
    return people.body[end : end + 2] in ("'s", "’s")


def _subject(people: People, seen: Iterator[Sighting]) -> Sighting | None:
    """Of the people of the latest sentence, who says it at its end, else the one named first, but for `Ruiz's`."""
    best: Sighting | None = None
    for other in seen:
        if best is not None and BREAK.search(people.body, other.start, best.start):
            break
        if _says_at_end(people, other):
            return other
        if best is None or (
            (_owns(people, best) or not _owns(people, other)) and not _stands_in_lead(people, other, best)
        ):
            best = other
    return best


def _stands_in_lead(people: People, one: Sighting, main: Sighting) -> bool:
    """`Pressed by Ruiz, Marsh waved`, `When Ruiz had left, Marsh waved`: who stands before the comma is no subject."""
    between = people.body[one.start + len(one.name) : main.start].rpartition(",")
    if not between[1] or not all(word.istitle() for word in between[2].split()):
        return False
    opening = _OPENING.search(people.body, max(0, one.start - _LONGEST_LEAD), one.start)
    low = opening[1].lower() if opening is not None else ""
    return low in _LEADING or low.endswith(("ed", "ing"))


def _says_at_end(people: People, seen: Sighting) -> bool:
    """`The choice of Marsh was late, Ruiz said.`, `..., Ruiz, a diver, said.`."""
    lead = people.body[max(0, seen.start - 80) : seen.start].rpartition(",")
    if not lead[1] or len(lead[2].split()) > 4 or any(mark in lead[2] for mark in '.!?;"”'):
        return False
    verb = _LATE_VERB.match(people.body, seen.start + len(seen.name))
    return verb is not None and is_speech_form(verb[1])


def _opening(people: People, seen: Iterator[Sighting], speaker: int) -> Sighting | None:
    """A person who opens a paragraph is its subject, and one who says something speaks."""
    return next((one for one in seen if _opens(people, one) or _speaks(people, one, since=speaker)), None)


def _opens(people: People, seen: Sighting) -> bool:
    _, above, lead = people.body[max(0, seen.start - 40) : seen.start].rpartition("\n")
    if lead.endswith(", "):
        return _is_apposed(lead)
    return bool(above) and "," not in lead and not lead.startswith(_PRONOUNS)  # `He told us that Marsh, "..."`


def _is_apposed(lead: str) -> bool:
    """`People wept. One of them, Ruiz, left.`: `lead` is what stands before the name."""
    opening = lead.rpartition(". ")[2][:-2]
    return opening.partition(" ")[0] in _BRINGING_IN and "," not in opening


def _answers(people: People, seen: Sighting) -> bool:
    """`Asked whether he would run, Ruiz paused.`"""
    body, start = people.body, seen.start
    return body[start - 2 : start] == ", " and bool(_ASKED.search(body, max(0, start - _LONGEST_LEAD), start))


def _speaks(people: People, seen: Sighting, since: int = 0) -> bool:
    """`Ruiz said the sea was rough`, `said Ruiz`; the Tide Board does not in `Ruiz, head of the Tide Board, said`.

    `since` is where the last speaker stands.
    """
    end = seen.start + len(seen.name)
    before = word_before(people.body, seen.start)
    behind = _WORD_BEHIND.match(people.body, end, end + 24)
    if behind is not None and is_speech_form(behind[2]):
        apposed = "," in behind[1] and not BREAK.search(people.body, since, seen.start)
        return before not in _OF_WHOM and not apposed
    subject = behind is not None and behind[2] in _VERBS_BEHIND  # `Marsh said Ruiz had left`
    return is_speech_form(before) and before not in TELLING and not subject
