"""The people of one article: who they are in full, where they are named, whom a pronoun means."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
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

_OFFICE_BEFORE = re.compile(r"(\w+) of (the )?(?:[A-Z][\w-]+ and )?\Z")
_MAY_FOLLOW_OFFICE = ("of ", "the ", "and ")
_PERSON_BEHIND = re.compile(r", (?:who\b|a |an |the |\d\d,)| \([DR]-")
_APPOSED = re.compile(r",((?: [a-z][\w-]*){1,4})")
_BODIES = ORGANISATIONS | COMPANY_TAILS
_PRONOUN_BEHIND = re.compile(r" [a-z][a-z ]{2,60}[.] (He|She)\b")
_SENTENCE_OPENS = frozenset(("", ". ", "\n\n"))
_PLATFORMS = frozenset(("instagram", "youtube", "tiktok", "whatsapp", "snapchat", "reddit", "netflix", "spotify"))
_PLURAL_THINGS = PERSON_NOUNS | DOCUMENTS
_OCCASIONS = frozenset(
    ("conference", "summit", "forum", "festival", "convention", "congress", "award", "prize", "act", "treaty", "plan")
)
_THINGS = ORGANISATIONS | COMPANY_TAILS | DOCUMENTS | GROUPS | _PLATFORMS | _OCCASIONS
_OFFICES_AND_BODIES = OFFICES | ORGANISATIONS
_TELLING_OFFICES = OFFICES - {"state"}  # of the Conference of State Mayors, `state` says nothing
_NEVER_ALONE = (OPENERS | TITLES | DEMONYMS | WEEKDAYS) - ORGANISATIONS
_OPENING = "\"“‘'([—–-"
_SMALL_PARTS = PARTICLES | SUFFIXES
_MOST_NAMES = 8  # full names kept for one surname; a list of thousands of Smiths stays linear
_MOST_BACK = 12  # sightings that a pronoun looks back at


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
    inner: dict[str, set[str]] = field(default_factory=dict)  # Elena Vega Montes by `vega`
    genders: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    evident: frozenset[str] = frozenset()  # surnames that a title, a given name, a noun shows to be a person's

    def full_name(self, name: str, at: int, gender: str | None = None) -> str:
        """Return the longest form of `name`, as written at offset `at`, that the article gives."""
        words = name.split()
        if not words:
            return name
        generation = generation_of(words)
        if len(words) > 1 + bool(generation):
            return self._behind_particle(name, words)
        choices = [full for full in self.full.get(surname(words), ()) if self.fits(full, gender)]
        choices = [full for full in choices if generation in ("", generation_of(full.split()))]
        if not choices:
            others = self.given.get(name.lower()) or self.inner.get(name.lower(), set())
            return next(iter(others)) if len(others) == 1 else name
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
        fits = [full for full, seen in known.items() if seen[0] < at and self.fits(full, gender)]
        fits = [full for full in fits if not any(self._stands_for(other, full) for other in fits)]
        given = {full: full.split()[0].rstrip(".") for full in fits}
        longer = {name[0] for name in given.values() if len(name) > 1}
        return list({name: full for full, name in given.items() if len(name) > 1 or name not in longer}.values())

    def _stands_for(self, other: str, full: str) -> bool:
        """`Vega Montes` is Elena Vega Montes, `Would Ida Lund` is Ida Lund: the one written oftener stays."""
        if other == full or not (other.endswith(f" {full}") or full.endswith(f" {other}")):
            return False
        often, seldom = len(self.full_places(other)), len(self.full_places(full))
        return (often, len(other)) > (seldom, len(full))

    def full_places(self, name: str) -> list[int]:
        """Return where this full name stands."""
        return self.full.get(surname(name.split()), {}).get(name, [])

    def _weight(self, key: str, full: str, at: int) -> tuple[bool, int, int]:
        """Named before `at`, then named often, then named late."""
        seen = self.full[key][full]
        return seen[0] < at, len(seen), -abs(at - seen[-1])

    def fits(self, name: str, gender: str | None) -> bool:
        """Tell whether a person of this full name may be of this gender."""
        return gender is None or self.genders.get(name, gender) == gender

    def between(self, start: int, end: int) -> list[Sighting]:
        """Return who is named in `body[start:end]`, the last few of them."""
        last = bisect_left(self.starts, end)
        return self.sightings[max(bisect_left(self.starts, start), last - _MOST_BACK) : last]


def may_name(key: str) -> bool:
    """Return whether a word, in lower case, can be a surname."""
    return key not in _BODIES and key not in PLACES and key not in DEMONYMS and not is_no_name(key)


def may_be_person(name: str) -> bool:
    """False for what `he` and `she` never mean: bodies, platforms, papers, plural nouns, `NASA`."""
    words = name.split()
    low, acronym = words[-1].lower(), any(len(word) > 2 and word.isupper() and word.isalpha() for word in words)
    if low in _THINGS or (low.removesuffix("s") in _PLURAL_THINGS and low not in PERSON_NOUNS):
        return False
    return not (acronym and not name.isupper()) and not (len(words) == 1 and acronym and len(name) < 6)


def surname(words: Sequence[str]) -> str:
    """Return the key of a name: its last word, without the generation."""
    return words[-2 if generation_of(words) else -1].lower()


def generation_of(words: Sequence[str]) -> str:
    """Return `jr` of `Ruiz Jr.`, or ''."""
    last = words[-1].lower()
    return last.rstrip(".") if len(words) > 1 and last in SUFFIXES else ""


def read_people(body: str, paragraphs: Sequence[Paragraph]) -> People:
    people = People(body)
    for run in capital_runs(body, paragraphs):
        _enter(people, run)
    _drop_verbs(people)
    people.starts = [seen.start for seen in people.sightings]
    people.evident = frozenset(people.persons)
    _spread_genders(people)
    return people


def _drop_verbs(people: People) -> None:
    """`Hosting Ruiz`, `Said Ruiz` are no names where Elena Ruiz is known."""
    for known in people.full.values():
        verbs = [name for name in known if _is_verb(name.split()[0].lower())]
        if 0 < len(verbs) < len(known):
            for name in verbs:
                del known[name]


def gender_of(titles: Iterable[str]) -> str | None:
    """Return the gender that the words before a name tell, or None."""
    words = {title.lower() for title in titles}
    return "female" if words & FEMALE_WORDS else "male" if words & MALE_WORDS else None


def _is_verb(low: str) -> bool:
    return is_speech_form(low) or (low.endswith("ing") and low not in GIVEN)


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
        known = people.full.get(seen.key, ())
        if len(known) != 1 or people.body[max(0, seen.start - 2) : seen.start] not in _SENTENCE_OPENS:
            continue
        after = _PRONOUN_BEHIND.match(people.body, seen.start + len(seen.name))
        if after is not None:
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
        if office is not None and office[1][0].isupper() and (office[2] or office[1].lower() in _OFFICES_AND_BODIES):
            words = _behind_office(words, of_the=office[2] is not None)
    texts, start = [word for word, _ in words], words[0][1]
    if run[0][0] == "The" and len(texts) > 1 and not OFFICES.intersection(titles):
        return  # `The Holm File`
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
        first, *inner = (word.lower() for word in name.split()[:-1])
        _add(people.given, first, name)
        for word in inner if first in GIVEN else ():
            _add(people.inner, word, name)
        if gender is not None:
            people.genders.setdefault(name, gender)


def _add(names: dict[str, set[str]], word: str, name: str) -> None:
    known = names.setdefault(word, set())
    if len(known) < _MOST_NAMES:
        known.add(name)


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
    if _TELLING_OFFICES.intersection(titles) or (len(texts) > 1 and texts[0].lower() in GIVEN):
        return True
    return before.rstrip(",") in PERSON_NOUNS or (len(texts) > 1 and _is_described(body, end))


def _is_described(body: str, end: int) -> bool:
    """`Robin Holm, who ...`, `Robin Holm, chief economist at ...`: what stands behind a name is of a person."""
    if _PERSON_BEHIND.match(body, end) is not None:
        return True
    apposed = _APPOSED.match(body, end)
    return apposed is not None and not PERSON_NOUNS.isdisjoint(apposed[1].split())
