"""The people of one article: who they are in full, where they are named, whom a pronoun means."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.quotes.bare import is_given_title, is_no_name
from index.quotes.cues import is_speech_form
from index.quotes.lexicon import (
    COMPANY_TAILS,
    DEMONYMS,
    DOCUMENTS,
    FEMALE,
    FEMALE_WORDS,
    GIVEN,
    GROUPS,
    MALE,
    MALE_WORDS,
    OFFICES,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    PERSON_NOUNS,
    PLACES,
    SUFFIXES,
    TITLES,
    WEEKDAYS,
)
from index.quotes.pairing import Paragraph
from index.quotes.runs import Run, capital_runs

_BREAK = re.compile(r"(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z])[.!?][\"”'’)]*\s")
_NOUN_BEHIND = re.compile(r" ([a-z]+)")
_WORD_BEHIND = re.compile(r"[\s,]{1,2}(\w+)")
_OFFICE_BEFORE = re.compile(r" of (the )?(?:[A-Z][\w-]+ and )?\Z")
_MAY_FOLLOW_OFFICE = ("of ", "the ", "and ")
_PERSON_BEHIND = re.compile(r", (?:who\b|a |an |the |\d\d,)| \([DR]-")
_BODIES = ORGANISATIONS | COMPANY_TAILS
_PRONOUN_BEHIND = re.compile(r" [a-z][a-z ]{2,60}[.] (He|She)\b")
_SENTENCE_OPENS = frozenset(("", ". ", "\n\n"))
_PLATFORMS = frozenset(("instagram", "youtube", "tiktok", "whatsapp", "snapchat", "reddit", "netflix", "spotify"))
_PLURAL_THINGS = PERSON_NOUNS | DOCUMENTS
_THINGS = ORGANISATIONS | COMPANY_TAILS | DOCUMENTS | GROUPS | _PLATFORMS
_NEVER_ALONE = (OPENERS | TITLES | DEMONYMS | WEEKDAYS) - ORGANISATIONS
_OPENING = "\"“‘'([—–-"
_SMALL_PARTS = PARTICLES | SUFFIXES
_TELLING = frozenset(("told", "tells", "asked", "asks"))
_MOST_NAMES = 8  # full names kept for one surname; a list of thousands of Smiths stays linear
_MOST_BACK = 12  # sightings that a pronoun looks back at
_FURTHEST = 3000  # characters that a pronoun looks back


class Sighting(NamedTuple):
    """A person named at `start`; `key` is the surname in lower case, `name` what was written of it."""

    start: int
    key: str
    name: str
    gender: str | None


@dataclass(slots=True)
class People:
    """Everybody named outside quotation marks; filled once, then asked."""

    body: str
    sightings: list[Sighting] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    full: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    given: dict[str, set[str]] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    evident: frozenset[str] = frozenset()  # surnames that a title, a given name, a noun shows to be a person's

    def full_name(self, name: str, at: int, gender: str | None = None) -> str:
        """Return the longest form of `name`, as written at offset `at`, that the article gives."""
        words = name.split()
        if not words:
            return name
        if len(words) > 1 and words[-1].lower() not in SUFFIXES:
            return self._behind_particle(name, words)
        choices = [full for full in self.full.get(surname(words), ()) if self._fits(full, gender)]
        if not choices:
            by_given = self.given.get(name.lower(), set())
            return next(iter(by_given)) if len(by_given) == 1 else name
        return max(choices, key=lambda full: self._weight(surname(words), full, at))

    def _behind_particle(self, name: str, words: list[str]) -> str:
        """`Le Clair` is Marc Le Clair."""
        if words[0].lower() not in PARTICLES:
            return name
        return next((full for full in self.full.get(surname(words), ()) if full.endswith(f" {name}")), name)

    def of_surname(self, name: str, at: int, gender: str | None) -> list[str]:
        """Return the people of this surname named in full before `at`, one name of each: Ida Lund, not I. Lund too."""
        words = name.split()
        if len(words) != 1:
            return []
        known = self.full.get(surname(words), {})
        fits = [full for full, seen in known.items() if seen[0] < at and self._fits(full, gender)]
        given = {full: full.split()[0].rstrip(".") for full in fits}
        longer = {name[0] for name in given.values() if len(name) > 1}
        return list({name: full for full, name in given.items() if len(name) > 1 or name not in longer}.values())

    def full_places(self, name: str) -> list[int]:
        """Return where this full name stands."""
        return self.full.get(surname(name.split()), {}).get(name, [])

    def _weight(self, key: str, full: str, at: int) -> tuple[bool, int, int]:
        """Named before `at`, then named often, then named late."""
        seen = self.full[key][full]
        return seen[0] < at, len(seen), -abs(at - seen[-1])

    def _fits(self, name: str, gender: str | None) -> bool:
        return gender is None or self.genders.get(name, gender) == gender

    def meant_by(self, gender: str, at: int, paragraph: int, speaker: tuple[str, int] | None) -> str | None:
        """Return whom `he` or `she` at offset `at` means, in a paragraph that begins at `paragraph`, or None.

        `speaker` is the last person who spoke, with the offset of the mention.
        """
        here = self._subject(self._before(at, paragraph, gender))
        if here is not None:
            return self._named(here)
        floor = max(0, at - _FURTHEST)
        spoke = speaker is not None and speaker[1] >= floor and self._fits(speaker[0], gender)
        spoke = spoke and speaker is not None and may_be_person(speaker[0])
        if spoke and speaker is not None:
            opening = self._opening(self._before(at, speaker[1] + 1, gender))
            return self._named(opening) if opening is not None else speaker[0]
        last = self._subject(self._before(at, floor, gender)) or self._subject(self._unsure(at, floor, gender))
        return self._named(last) if last is not None else None

    def between(self, start: int, end: int) -> list[Sighting]:
        """Return who is named in `body[start:end]`, the last few of them."""
        last = bisect_left(self.starts, end)
        return self.sightings[max(bisect_left(self.starts, start), last - _MOST_BACK) : last]

    def _named(self, sighting: Sighting) -> str:
        return self.full_name(sighting.name, sighting.start, sighting.gender)

    def _before(self, at: int, floor: int, gender: str) -> list[Sighting]:
        """Return the fitting people named in `body[floor:at]`, the last one first."""
        return [seen for seen in reversed(self.between(floor, at)) if self._may_be(seen, gender)]

    def _unsure(self, at: int, floor: int, gender: str) -> list[Sighting]:
        """Where nobody fits who is surely a person: whoever has a name of two words."""
        between = reversed(self.between(floor, at))
        seen = (one for one in between if one.key in self.full and may_be_person(one.name) and _may_name(one.key))
        return [one for one in seen if one.gender in (None, gender) and self._fits(self._named(one), gender)]

    def _may_be(self, seen: Sighting, gender: str) -> bool:
        if seen.gender not in (None, gender) or self._qualifies(seen) or not may_be_person(seen.name):
            return False
        if seen.key not in self.persons and not (_may_name(seen.key) and self._speaks(seen)):
            return False
        return self._fits(self._named(seen), gender)

    def _qualifies(self, seen: Sighting) -> bool:
        """`the Ruiz administration`, `Ruiz aides`: a name that only tells which ones."""
        behind = _NOUN_BEHIND.match(self.body, seen.start + len(seen.name))
        return behind is not None and (behind[1] in ORGANISATIONS or behind[1].removesuffix("s") in PERSON_NOUNS)

    def _owns(self, seen: Sighting) -> bool:
        """`Ruiz's charges`."""
        end = seen.start + len(seen.name)
        return self.body[end : end + 2] in ("'s", "’s")

    def _subject(self, seen: Sequence[Sighting]) -> Sighting | None:
        """Of the people named in the latest sentence, the one named first: the subject, as a rule, but for `Ruiz's`."""
        if not seen:
            return None
        best = seen[0]
        for other in seen[1:]:
            if _BREAK.search(self.body, other.start, best.start):
                break
            if self._owns(best) or not self._owns(other):
                best = other
        return best

    def _opening(self, seen: Sequence[Sighting]) -> Sighting | None:
        """A person who opens a paragraph is its subject, and one who says something speaks."""
        return next((one for one in seen if self._opens(one) or self._speaks(one)), None)

    def _opens(self, seen: Sighting) -> bool:
        lead = self.body[max(0, seen.start - 40) : seen.start]
        return "\n" in lead and "," not in lead.rpartition("\n")[2]

    def _speaks(self, seen: Sighting) -> bool:
        """`Ruiz said the sea was rough`, `said Ruiz`."""
        end = seen.start + len(seen.name)
        behind = _WORD_BEHIND.match(self.body, end, end + 24)
        before = word_before(self.body, seen.start)
        if behind is not None and is_speech_form(behind[1]):
            return True
        return is_speech_form(before) and before not in _TELLING  # `told Ruiz`


def _may_name(key: str) -> bool:
    return key not in _BODIES and key not in PLACES and key not in DEMONYMS and not is_no_name(key)


def may_be_person(name: str) -> bool:
    """False for what `he` and `she` never mean: bodies, platforms, papers, plural nouns, `NASA`."""
    words = name.split()
    low, acronym = words[-1].lower(), any(len(word) > 2 and word.isupper() and word.isalpha() for word in words)
    if low in _THINGS or (low.removesuffix("s") in _PLURAL_THINGS and low not in PERSON_NOUNS):
        return False
    return not (acronym and not name.isupper()) and not (len(words) == 1 and acronym and len(name) < 6)


def surname(words: Sequence[str]) -> str:
    """Return the key of a name: its last word, with the generation where one is given."""
    if len(words) > 1 and words[-1].lower() in SUFFIXES:
        return f"{words[-2]} {words[-1]}".lower().rstrip(".")
    return words[-1].lower()


def read_people(body: str, paragraphs: Sequence[Paragraph]) -> People:
    people = People(body)
    for run in capital_runs(body, paragraphs):
        _enter(people, run)
    people.starts = [seen.start for seen in people.sightings]
    people.evident = frozenset(people.persons)
    _spread_genders(people)
    return people


def _spread_genders(people: People) -> None:
    """`Mr. Ruiz` tells of A. B. Ruiz as well, where the article has no other Ruiz."""
    for seen in people.sightings:
        known = people.full.get(seen.key, {}) if seen.gender is not None and seen.name.lower() == seen.key else {}
        if len(known) == 1 and seen.gender is not None:
            people.genders.setdefault(next(iter(known)), seen.gender)
    for full, gender in _pronouns_of(people).items():
        people.genders.setdefault(full, gender)


def _pronouns_of(people: People) -> dict[str, str]:
    """`Ruiz sat down. He was tired.`: nobody else is named between the one who opens the sentence and `he`."""
    votes: dict[str, set[str]] = {}
    for seen in people.sightings:
        after = _PRONOUN_BEHIND.match(people.body, seen.start + len(seen.name))
        known = people.full.get(seen.key, {})
        if (
            after is not None
            and len(known) == 1
            and people.body[max(0, seen.start - 2) : seen.start] in _SENTENCE_OPENS
        ):
            votes.setdefault(next(iter(known)), set()).add("male" if after[1] == "He" else "female")
    return {full: next(iter(found)) for full, found in votes.items() if len(found) == 1}


def _enter(people: People, run: Run) -> None:
    if len(run) == 1:
        _enter_single(people, *run[0])
        return
    words, titles = _split_titles(run)
    if not words or words[-1][0].lower() in WEEKDAYS:
        return
    first = words[0][1]
    if people.body.endswith(_MAY_FOLLOW_OFFICE, max(0, first - 4), first):
        office = _OFFICE_BEFORE.search(people.body, max(0, first - 40), first)
        words = _behind_office(words, of_the=office[1] is not None) if office is not None else words
    texts, start = [word for word, _ in words], words[0][1]
    name, key = " ".join(texts), surname(texts)
    word = word_before(people.body, start)
    gender = _gender(word, titles, texts)
    if 1 < len(texts) < 6 and not {text.lower() for text in texts} & ORGANISATIONS and _no_place(texts):
        _enter_full(people, name, key, start, gender)
    if _is_person(people.body, start + len(name), word, titles, texts):
        people.persons.add(key)
    people.sightings.append(Sighting(start, key, name, gender))


def _enter_single(people: People, word: str, start: int) -> None:
    """Enter one capitalised word: most runs are, and most of these are no people."""
    key = word.lower()
    if key in _NEVER_ALONE:
        return
    before = word_before(people.body, start).lower()
    gender = "female" if before in FEMALE_WORDS else "male" if before in MALE_WORDS else None
    if before in PERSON_NOUNS and key not in _BODIES and key not in PLACES and not is_no_name(key):
        people.persons.add(key)
    people.sightings.append(Sighting(start, key, word, gender))


def word_before(body: str, start: int) -> str:
    """Return the word that one space parts from offset `start`, or ''."""
    if start < 2 or body[start - 1] != " ":
        return ""
    words = body[max(0, start - 24) : start - 1].split()
    return words[-1].lstrip(_OPENING) if words else ""


def _behind_office(run: Run, *, of_the: bool) -> Run:
    """`Minister of Foreign Affairs Amara Diallo`, `Head of the Treasury Amara Diallo`: the name is the last two."""
    names = [at for at, (word, _) in enumerate(run) if word.lower() not in _SMALL_PARTS]
    if len(names) > 2:
        return run[names[-2] :]
    return run[names[-1] :] if len(names) == 2 and of_the else run


def _enter_full(people: People, name: str, key: str, start: int, gender: str | None) -> None:
    known = people.full.setdefault(key, {})
    if name in known or len(known) < _MOST_NAMES:
        known.setdefault(name, []).append(start)
        given = people.given.setdefault(name.split()[0].lower(), set())
        if len(given) < _MOST_NAMES:
            given.add(name)
        if gender is not None:
            people.genders.setdefault(name, gender)


def _split_titles(run: Run) -> tuple[Run, list[str]]:
    """Return the bare name and, in lower case, the titles and the like before it."""
    first = 0
    for at, (word, _) in enumerate(run[:-1]):
        low = word.lower()
        before = run[at - 1][0].lower() if at else None
        if is_given_title(low, before, len(run) - at - 1):
            continue
        if low in OFFICES or low in DEMONYMS or low in OPENERS or low in WEEKDAYS or low in ORGANISATIONS:
            first = at + 1
    last = run[-1][0].lower()
    if last in ORGANISATIONS:
        return run, []
    if first == len(run) - 1 and (last in OPENERS or last in TITLES or last in DEMONYMS):
        return [], []
    while first < len(run) - 1 and run[first][0] in PARTICLES:
        first += 1
    return run[first:], [word.lower() for word, _ in run[:first]]


def _gender(before: str, titles: list[str], texts: list[str]) -> str | None:
    signs = {*titles, before.lower().rstrip(","), texts[0].lower() if len(texts) > 1 else ""}  # `Mother Bourne`
    if signs & FEMALE_WORDS or (len(texts) > 1 and texts[0].lower() in FEMALE):
        return "female"
    if signs & MALE_WORDS or (len(texts) > 1 and texts[0].lower() in MALE):
        return "male"
    return None


def _no_place(texts: list[str]) -> bool:
    """`Michael Jordan` is none, `Saudi Arabia` is one."""
    given = texts[0].lower() if len(texts) > 1 else ""
    return texts[-1].lower() not in PLACES or (given in GIVEN and given not in PLACES)


def _is_person(body: str, end: int, before: str, titles: list[str], texts: list[str]) -> bool:
    if texts[-1].lower() in _BODIES or not _no_place(texts):
        return False
    if len(texts) == 1 and is_no_name(texts[0].lower()):
        return False
    if set(titles) & OFFICES or (len(texts) > 1 and texts[0].lower() in GIVEN):
        return True
    return before.rstrip(",") in PERSON_NOUNS or (len(texts) > 1 and _PERSON_BEHIND.match(body, end) is not None)
