"""The people of one article: who they are in full, where they are named."""

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from msgspec import Struct

from index.quotes.bare import is_age
from index.quotes.cues import is_speech_form
from index.quotes.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    FEMALE_WORDS,
    GIVEN,
    KIN,
    MALE_WORDS,
    OFFICES,
    ORGANISATIONS,
    PARTICLES,
    PERSON_NOUNS,
    PREPOSITIONS,
)
from index.quotes.names import (
    GIVEN_MONTHS,
    NEVER_ALONE,
    NEVER_NAMES,
    PEERS,
    Name,
    behind_office,
    gender_of_given,
    generation_of,
    is_given_behind,
    is_name_alone,
    names_in,
    surname,
)
from index.quotes.nicknames import nicknamed
from index.quotes.pairing import Paragraph
from index.quotes.places import holds, places
from index.quotes.runs import bare_name, capitals

_BEHIND_OFFICES = frozenset(("of", "for", "to"))
_MAY_FOLLOW_OFFICE = ("of", "for", "to", "the", "and")
_OFFICES_AND_BODIES = OFFICES | ORGANISATIONS
_PERSON_BEHIND = re.compile(r", (?:who\b|a |an |the |\d\d,)| \([DR]-")
_APPOSED = re.compile(r",((?: [a-z][\w-]*){1,4})")
_PRONOUN_BEHIND = re.compile(r" [a-z][a-z ]{2,60}[.] (He|She)\b")
_SENTENCE_OPENS = frozenset(("", ". ", "\n\n"))
_GENDERS = dict.fromkeys(MALE_WORDS, "male") | dict.fromkeys(FEMALE_WORDS, "female")
_LEADING_UP = PERSON_NOUNS.union(_GENDERS, (f"{word}," for word in _GENDERS))  # `His wife, Ida, left.`
_HIMSELF = {" himself": "he", " herself": "she"}  # `Ruiz himself was careful.`
_IN_ORDERS = frozenset(("Sister", "Brother"))  # `Sister Elena` is Elena Vega
_NOT_GIVEN = PERSON_NOUNS | {"meet", "enter", "remember", "poor", "dear"}
_SURELY_GIVEN = GIVEN - AUXILIARIES
_ARTICLES = ("al-", "el-")
_BEFORE_MONTHS = PREPOSITIONS | {"last", "this", "next", "early", "late"}
_LEAD_VERBS = frozenset(("Said", "Says", "Added", "Adds", "Asked", "Asks", "Wrote", "Writes"))
_OPENING = "\"“‘'([—–-"
_OWNED_BEHIND = re.compile(r"(?:, \d\d)?, (?:his|her) (\w+)")
# `Tide Vox said it was reviewing the plan`; in `Ruiz said it was late`, `it would take years` it is no body.
_IT_IS = re.compile(
    r"(?:that )?it(?:s | (?:plans|expects|hopes|intends"
    r"|(?:was|is)(?: not)? [\"“‘]?(?!(?:rain|snow|go|be)ing)\w+ing"
    r"|(?:has|had|would|will)(?: not)? (?!be|take|mean|come|happen|rain|snow|seem|cost|help|hurt|work|ma[dk]e)\w+)\b)"
)
_SAYING = (" said ", " says ")
_MOST_NAMES = 8  # full names kept for one surname; a list of thousands of Smiths stays linear
_FAR = 2000  # characters that a surname looks back for a full name in somebody's words
_MOST_BACK = 12  # sightings that a pronoun looks back at


class Sighting(Struct, frozen=True, gc=False):
    """A person named at `start`; `key` is the surname in lower case, `name` what was written of it."""

    start: int
    key: str
    name: str
    gender: str | None


_START = attrgetter("start")


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
    small: dict[str, str] = field(default_factory=dict)  # `ELENA RUIZ`, the first words of a story, is Elena Ruiz
    bodies: dict[str, bool] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)  # `Elena Ruiz` is Elena M. Ruiz, where no Elena K. Ruiz is
    evident: frozenset[str] = frozenset()  # surnames that a title, a given name, a noun shows to be a person's

    def full_name(self, name: str, at: int, gender: str | None = None) -> str:
        """Return the longest form of `name`, as written at offset `at`, that the article gives."""
        words = name.split()
        if not words:
            return name
        generation = generation_of(words)
        if len(words) > 1 + bool(generation):
            return self._of_more_words(name, words, at)
        choices = [full for full in self.full.get(surname(words), ()) if self.fits(full, gender)]
        if generation:
            choices = [full for full in choices if generation_of(full.split()) == generation]
        if len(choices) > 1:
            choices = [full for full in choices if full not in self.short]
        if len(choices) == 1:
            return choices[0]
        if not choices:
            return self._by_other_part(name)
        return max(choices, key=lambda full: self._weight(surname(words), full, at))

    def _by_other_part(self, name: str) -> str:
        """`Hamid` is Bashar al-Hamid, `Elena` is Elena Ruiz, where nobody else is called so."""
        low = name.lower()
        others = [full for article in _ARTICLES for full in self.full.get(article + low, ())]
        others = others or [*(self.given.get(low) or self.inner.get(low) or ())]
        return others[0] if len(others) == 1 else name

    def is_relative(self, name: str) -> bool:
        """`Her daughter, Ida Ruiz`, `Ida Ruiz, his wife`: the surname alone may as well mean whose daughter she is."""
        places = self.full_places(name)
        if not places or word_before(self.body, places[0]).rstrip(",").lower() in KIN:
            return bool(places)
        behind = _OWNED_BEHIND.match(self.body, places[0] + len(name))
        return behind is not None and behind[1] in KIN

    def is_body(self, name: str) -> bool:
        """True where `it` is who has this name, and nothing shows a person: `Tide Vox said its boats were late`."""
        if name in self.genders:
            return False
        if name not in self.bodies:
            evident = surname(name.split()) in self.evident
            self.bodies[name] = not evident and any(_says_of_it(self.body, f"{name}{verb}") for verb in _SAYING)
        return self.bodies[name]

    def full_in_words(self, name: str, at: int) -> str:
        """Return `Elena Ruiz` for `Ruiz` where only somebody's words, not long before `at`, have her in full."""
        place = self.body.rfind(f" {name}", max(0, at - _FAR), at)
        given = word_before(self.body, place + 1) if place > 0 else ""
        if not given[:1].isupper() or given.lower() not in GIVEN or place <= len(given):
            return name
        if word_before(self.body, place - len(given))[:1].isupper():
            return name  # `Martin Luther Ruiz`
        full = f"{given} {name}"
        _enter_full(self, full, name.lower(), place - len(given), None)
        return full

    def _of_more_words(self, name: str, words: list[str], at: int) -> str:
        """`Vega Montes` is Elena Vega Montes, and `Van Houten`, where a sentence begins, Peter van Houten."""
        key = surname(words)
        known = self.full.get(key, {})
        if len(words) == 2 and words[0] in _IN_ORDERS:
            named = self._by_other_part(words[1])
            return named if named != words[1] else name
        if name in known:
            return self.short.get(name) or self.small.get(name, name)
        choices = [full for full in known if _ends_with(full, name)]
        choices = choices or [full for full in known if _ends_with(name, full)]  # `Class Elena Vega`
        return max(choices, key=lambda full: self._weight(key, full, at), default=self.small.get(name, name))

    def of_surname(self, name: str, at: int, gender: str | None) -> list[str]:
        """Return the people of this surname named in full before `at`, one name of each: Ida Lund, not I. Lund too."""
        words = name.split()
        if not words or (len(words) > 1 and words[0].lower() not in PARTICLES):
            return []
        known = self.full.get(surname(words), {})
        fits = [full for full, seen in known.items() if seen[0] < at and self.fits(full, gender)]
        if len(words) > 1:
            fits = [full for full in fits if _ends_with(full, name)]
        if len(fits) < 2:
            return fits
        fits = [full for full in fits if not any(self._stands_for(other, full) for other in fits)]
        given = {full: full.split()[0].rstrip(".") for full in fits}
        longer = {name[0] for name in given.values() if len(name) > 1}
        kept = {full: name for full, name in given.items() if len(name) > 1 or name not in longer}
        born = {full: generation_of(full.split()) or _initials(full) for full in kept}
        apart = len(set(born.values()) - {""}) > 1  # `Abel Holm Sr.` and `Abel Holm Jr.`, `Abel W. Holm`
        return list({(name, apart and born[full]): full for full, name in kept.items()}.values())

    def of_given(self, name: str, at: int, gender: str | None) -> list[str]:
        """Return the people of this given name named in full before `at`: Kim Ha-na and Kim Il-su."""
        named = self.given.get(name.lower(), ())
        if len(named) < 2:
            return []
        return sorted(full for full in named if self.fits(full, gender) and self.full_places(full)[:1] < [at])

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


def read_people(body: str, paragraphs: Sequence[Paragraph]) -> People:
    people = People(body)
    for text, at in capitals(body, paragraphs):
        if text in NEVER_NAMES:
            continue
        if text.isalnum():
            _enter_single(people, text, at)
        elif " " not in text and len(text.split()) == 1:
            _enter_single(people, bare_name(text)[0], at)
        else:
            for name in names_in(text):
                _enter(people, name, at)
    for start, end, given, key in nicknamed(body, paragraphs):
        people.persons.add(key)
        _enter_full(people, body[start:end], key, start, gender_of_given(given))
    _drop_verbs(people)
    _drop_surnames(people)
    _write_small(people)
    _shorten(people)
    people.starts = list(map(_START, people.sightings))
    people.evident = frozenset(people.persons)
    _spread_genders(people)
    return people


def _drop_verbs(people: People) -> None:
    """`Hosting Ruiz`, `Said Ruiz` are no names where Elena Ruiz is known."""
    for known in people.full.values():
        verbs = [name for name in known if _is_verb(name.split()[0].lower())] if len(known) > 1 else []
        if 0 < len(verbs) < len(known):
            for name in verbs:
                del known[name]
        elif len(known) == 1:
            name = next(iter(known))
            if name.partition(" ")[0] in _LEAD_VERBS and _leads(people.body, name, known[name]):
                del known[name]


def _leads(body: str, name: str, places: list[int]) -> bool:
    """`Said Ruiz, who came late: "..."`: the verb, for it begins a sentence and a mark stands behind the name."""
    ends = (body[at + len(name) : at + len(name) + 1] for at in places)
    return all(body[max(0, at - 2) : at] in _SENTENCE_OPENS for at in places) and all(end in ",:" for end in ends)


def _drop_surnames(people: People) -> None:
    """`Van Houten`, `Vega Montes` are no full names where Peter van Houten, Elena Vega Montes are known."""
    for known in people.full.values():
        for name in list(known) if len(known) > 1 else ():
            if any(_is_surname_of(name, full, known) for full in known):
                del known[name]
                people.given[name.split()[0].lower()].discard(name)


def _is_surname_of(name: str, full: str, known: dict[str, list[int]]) -> bool:
    first, given = name.split()[0].lower(), full.split()[0].lower()
    if first in PEERS:
        return given not in PEERS  # `Lord Barrow`, where Abel Barrow is known
    if not _ends_with(full, name):
        return False
    if first in PARTICLES:
        return True
    if given in _NOT_GIVEN or (first in GIVEN and given not in _SURELY_GIVEN):
        return False  # `Rider Tadej Holm`, `Meet Tadej Holm`, `Rangers Abel Holm`, `Will Abel Holm`
    return known[full][0] < known[name][0]


def _says_of_it(body: str, lead: str) -> bool:
    return any(_IT_IS.match(body, at + len(lead)) is not None for at in places(body, lead))


def _initials(full: str) -> str:
    return "".join(word for word in full.split()[1:-1] if word[-1] == ".")


def _shorten(people: People) -> None:
    for known in people.full.values():
        for name in known if len(known) > 1 else ():
            fuller = [full for full in known if _is_short_for(name, full)]
            if len(fuller) == 1:
                people.short[name] = fuller[0]


def _is_short_for(name: str, full: str) -> bool:
    """`Elena Ruiz` is Elena M. Ruiz."""
    words, more = name.split(), full.split()
    return len(words) == 2 < len(more) and words[0] == more[0] and words[1] == more[-1]


def _ends_with(full: str, name: str) -> bool:
    """Tell whether a full name ends in the words of another one, whatever the capitals of its particles."""
    return full.lower().endswith(f" {name.lower()}")


def _write_small(people: People) -> None:
    """`RUIZ` is capitals for show where the article has a Ruiz as well."""
    large = [name for known in people.full.values() for name in known if name.isupper()]
    for name in large:
        small = name.title()
        if holds(people.body, small.rpartition(" ")[2]):
            people.small[name] = small
            _rename(people, name, small)


def _rename(people: People, name: str, small: str) -> None:
    """Enter under the name `small` what is known of `name`."""
    places = people.full[surname(name.split())]
    places[small] = sorted(places.pop(name) + places.get(small, []))
    if name in people.genders:
        people.genders.setdefault(small, people.genders.pop(name))
    first, *inner = name.lower().split()[:-1]
    for names in (people.given.get(first), *map(people.inner.get, inner)):
        if names is not None and name in names:
            names.remove(name)
            names.add(small)


def _is_verb(low: str) -> bool:
    return is_speech_form(low) or (low.endswith("ing") and low not in GIVEN)


def _spread_genders(people: People) -> None:
    """`Mr. Ruiz` tells of A. B. Ruiz as well, where the article has no other Ruiz."""
    only = {key: next(iter(known)) for key, known in people.full.items() if len(known) == 1}
    votes: dict[str, set[str]] = {}
    for seen in people.sightings:
        full = only.get(seen.key)
        if full is None:
            continue
        if seen.gender is not None and seen.name.lower() == seen.key:
            people.genders.setdefault(full, seen.gender)
        pronoun = _pronoun_behind(people.body, seen.start, seen.start + len(seen.name))
        if pronoun is not None:
            votes.setdefault(full, set()).add(pronoun)
    for full, found in votes.items():
        if len(found) == 1:
            people.genders.setdefault(full, found.pop())


def _pronoun_behind(body: str, start: int, end: int) -> str | None:
    """`Ruiz sat down. He was tired.`: nobody else is named between the one who opens the sentence and `he`."""
    if body[start - 2 if start > 2 else 0 : start] not in _SENTENCE_OPENS:
        return None
    behind = _PRONOUN_BEHIND.match(body, end)
    return _GENDERS[behind[1].lower()] if behind is not None else None


def _enter(people: People, name: Name, at: int) -> None:
    """Enter a name out of a run at offset `at`."""
    start = at + name.start
    if len(name.words) == 1:
        _enter_single(people, name.text, start)
        return
    if start > 3 and people.body.endswith(_MAY_FOLLOW_OFFICE, start - 4, start - 1):
        name = _of_office(people.body, name, start)
        start = at + name.start
    text, key, gender = name.text, name.key, name.gender
    before = word_before(people.body, start)
    if before.lower() in _BEFORE_MONTHS and name.words[name.first].lower() in GIVEN_MONTHS:
        _enter_single(people, name.words[-1], at + name.starts[-1])  # `in June Ruiz left`
        return
    if before and gender != "female":
        gender = _GENDERS.get(before.lower().rstrip(","), gender)
    if name.is_full:
        _enter_full(people, text, key, start, gender)
    if name.is_person or (name.may_be and _is_person(people.body, text, start, before)):
        people.persons.add(key)
    people.sightings.append(Sighting(start, key, text, gender))


def _enter_single(people: People, word: str, start: int) -> None:
    """Enter one capitalised word: most runs are, and most of these are no people."""
    key = word.lower()
    if key in NEVER_ALONE:
        return
    before = word_before(people.body, start).lower()
    end = start + len(word)
    himself = _HIMSELF.get(people.body[end : end + 8])
    if before in _LEADING_UP:
        before, person = before.removesuffix(","), is_name_alone(key)
    elif himself is not None:
        before, person = himself, is_name_alone(key)
    else:
        person = people.body[end : end + 1] == "," and before not in PREPOSITIONS and key in people.full
        person = person and _holds_office(people.body, end)
    if person:
        people.persons.add(key)
    people.sightings.append(Sighting(start, key, word, _GENDERS.get(before)))


def _of_office(body: str, name: Name, start: int) -> Name:
    """Return the name without the department or the country before it, where an office leads up to it.

    `Minister of Trade and `, `Secretary of State for `, `Ambassador to the `.
    """
    words = body[max(0, start - 40) : start].split()
    if words[-1] == "and" and len(words) > 1 and words[-2][0].isupper():
        del words[-2:]
    of_the = words[-1:] == ["the"]
    if of_the:
        del words[-1]
    if len(words) < 2 or words[-1] not in _BEHIND_OFFICES:
        return name
    office = words[-2].rpartition("-")[2].lstrip(_OPENING)
    if not office.isalnum() or not (office[0].isupper() or is_given_behind(name)):
        return name
    return behind_office(name, of_the=of_the) if of_the or office.lower() in _OFFICES_AND_BODIES else name


def word_before(body: str, start: int) -> str:
    """Return the word that one space parts from offset `start`, or ''."""
    if start < 2 or body[start - 1] != " ":
        return ""
    words = body[start - 24 if start > 24 else 0 : start - 1].rsplit(None, 1)
    return words[-1].lstrip(_OPENING) if words else ""


def _enter_full(people: People, name: str, key: str, start: int, gender: str | None) -> None:
    known = people.full.setdefault(key, {})
    if name in known or len(known) < _MOST_NAMES:
        insort(known.setdefault(name, []), start)
        first, *inner = name.lower().split()[:-1]
        _add(people.given, first, name)
        if inner and first in GIVEN:
            for word in inner:
                _add(people.inner, word, name)
        if gender is not None:
            people.genders.setdefault(name, gender)


def _add(names: dict[str, set[str]], word: str, name: str) -> None:
    known = names.setdefault(word, set())
    if len(known) < _MOST_NAMES:
        known.add(name)


def _is_person(body: str, name: str, start: int, before: str) -> bool:
    if before.rstrip(",") in PERSON_NOUNS or is_age(before):
        return True
    return " " in name and _is_described(body, start + len(name))


def _holds_office(body: str, end: int) -> bool:
    """`Holm, deputy mayor since May, ...`"""
    apposed = _APPOSED.match(body, end)
    words = apposed[1].split() if apposed is not None else []
    return bool(words) and words[0] not in DETERMINERS and not PERSON_NOUNS.isdisjoint(words)


def _is_described(body: str, end: int) -> bool:
    """`Robin Holm, who ...`, `Robin Holm, chief economist at ...`: what stands behind a name is of a person."""
    if _PERSON_BEHIND.match(body, end) is not None:
        return True
    apposed = _APPOSED.match(body, end)
    return apposed is not None and not PERSON_NOUNS.isdisjoint(apposed[1].split())
