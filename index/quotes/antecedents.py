"""Whom `he` and `she` mean: the subject of the sentences before, or whoever spoke last."""

import re
from collections.abc import Sequence

from index.quotes.cues import is_speech_form
from index.quotes.lexicon import AUXILIARIES, ORGANISATIONS, PERSON_NOUNS, VERBS, word_set
from index.quotes.names import may_be_person, may_name, surname
from index.quotes.people import People, Sighting, word_before

_BREAK = re.compile(r"(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z])[.!?][\"”'’)]*\s")
_NOUN_BEHIND = re.compile(r" ([a-z]+)")
_WORD_BEHIND = re.compile(r"([\s,]{1,2})(\w+)")
_LATE_VERB = re.compile(r"(?:,\s[^.,;!?]{2,100},)?\s(\w{1,30})(?:[.]|\s(?:in|on|at|during|after)\s[^.,;!?]{2,60}[.])")
_TELLING = frozenset(("told", "tells", "asked", "asks"))
_OF_WHOM = word_set("of at from with for by")  # `Ruiz of Marsh & Lund said`
_VERBS_BEHIND = AUXILIARIES | VERBS
_MOST_READ = 12  # places of a name looked at
_FURTHEST = 3000  # characters that a pronoun looks back


def meant_by(people: People, gender: str, at: int, paragraph: int, speaker: tuple[str, int] | None) -> str | None:
    """Return whom `he` or `she` at offset `at` means, in a paragraph that begins at `paragraph`, or None.

    `speaker` is the last person who spoke, with the offset of the mention.
    """
    here = _subject(people, _before(people, at, paragraph, gender))
    if here is not None:
        return _named(people, here)
    floor = max(0, at - _FURTHEST)
    if speaker is not None and speaker[1] >= floor and _may_speak_on(people, speaker[0], gender):
        opening = _opening(people, _before(people, at, speaker[1] + 1, gender), speaker[1])
        return _named(people, opening) if opening is not None else speaker[0]
    last = _subject(people, _before(people, at, floor, gender)) or _subject(people, _unsure(people, at, floor, gender))
    return _named(people, last) if last is not None else None


def _may_speak_on(people: People, name: str, gender: str) -> bool:
    return people.fits(name, gender) and may_be_person(name)


def _named(people: People, seen: Sighting) -> str:
    return people.full_name(seen.name, seen.start, seen.gender)


def _before(people: People, at: int, floor: int, gender: str) -> list[Sighting]:
    """Return the fitting people named in `body[floor:at]`, the last one first."""
    return [seen for seen in reversed(people.between(floor, at)) if _may_be(people, seen, gender)]


def _unsure(people: People, at: int, floor: int, gender: str) -> list[Sighting]:
    """Where nobody fits who is surely a person: whoever has a name of two words."""
    between = reversed(people.between(floor, at))
    seen = (one for one in between if one.key in people.full and may_be_person(one.name) and may_name(one.key))
    fits = (one for one in seen if one.gender in (None, gender) and people.fits(_named(people, one), gender))
    return [one for one in fits if not _is_place(people, one)]


def _is_place(people: People, seen: Sighting) -> bool:
    """`in San Moro`: what things happen in is nobody."""
    places = people.full_places(_named(people, seen))[:_MOST_READ]
    return any(word_before(people.body, at).lower() == "in" for at in places)


def _may_be(people: People, seen: Sighting, gender: str) -> bool:
    if seen.gender not in (None, gender) or _qualifies(people, seen) or not may_be_person(seen.name):
        return False
    if not _is_person(people, seen) and not (may_name(seen.key) and _speaks(people, seen)):
        return False
    return people.fits(_named(people, seen), gender)


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


def _subject(people: People, seen: Sequence[Sighting]) -> Sighting | None:
    """Of the people of the latest sentence, who says it at its end, else the one named first, but for `Ruiz's`."""
    if not seen:
        return None
    best = seen[0]
    for other in seen:
        if _BREAK.search(people.body, other.start, best.start):
            break
        if _says_at_end(people, other):
            return other
        if _owns(people, best) or not _owns(people, other):
            best = other
    return best


def _says_at_end(people: People, seen: Sighting) -> bool:
    """`The choice of Marsh was late, Ruiz said.`, `..., Ruiz, a diver, said.`."""
    lead = people.body[max(0, seen.start - 80) : seen.start].rpartition(",")
    if not lead[1] or len(lead[2].split()) > 4 or any(mark in lead[2] for mark in '.!?;"”'):
        return False
    verb = _LATE_VERB.match(people.body, seen.start + len(seen.name))
    return verb is not None and is_speech_form(verb[1])


def _opening(people: People, seen: Sequence[Sighting], speaker: int) -> Sighting | None:
    """A person who opens a paragraph is its subject, and one who says something speaks."""
    return next((one for one in seen if _opens(people, one) or _speaks(people, one, since=speaker)), None)


def _opens(people: People, seen: Sighting) -> bool:
    lead = people.body[max(0, seen.start - 40) : seen.start]
    return "\n" in lead and "," not in lead.rpartition("\n")[2]


def _speaks(people: People, seen: Sighting, since: int = 0) -> bool:
    """`Ruiz said the sea was rough`, `said Ruiz`; the Tide Board does not in `Ruiz, head of the Tide Board, said`.

    `since` is where the last speaker stands.
    """
    end = seen.start + len(seen.name)
    before = word_before(people.body, seen.start)
    behind = _WORD_BEHIND.match(people.body, end, end + 24)
    if behind is not None and is_speech_form(behind[2]):
        apposed = "," in behind[1] and not _BREAK.search(people.body, since, seen.start)
        return before not in _OF_WHOM and not apposed
    subject = behind is not None and behind[2] in _VERBS_BEHIND  # `Marsh said Ruiz had left`
    return is_speech_form(before) and before not in _TELLING and not subject
