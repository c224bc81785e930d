"""Reads who is named in an article, outside quotation marks: the entries of `people.People`."""

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from index.quotes.bare import is_age
from index.quotes.cues import LEAD_VERBS, is_speech_form
from index.quotes.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    FEMALE_WORDS,
    GIVEN,
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
    is_given_behind,
    is_name_alone,
    names_in,
    surname,
)
from index.quotes.nicknames import nicknamed
from index.quotes.pairing import Paragraph
from index.quotes.people import OPENING, People, Sighting, ends_with, word_before
from index.quotes.places import holds
from index.quotes.runs import bare_name, capitals

_BEHIND_OFFICES: Final = frozenset(("of", "for", "to"))
_MAY_FOLLOW_OFFICE: Final = ("of", "for", "to", "the", "and")
_OFFICES_AND_BODIES: Final = OFFICES | ORGANISATIONS
_PERSON_BEHIND: Final = re.compile(r", (?:who\b|a |an |the |\d\d,)| \([DR]-")
_APPOSED: Final = re.compile(r",((?: [a-z][\w-]*){1,4})")
_PRONOUN_BEHIND: Final = re.compile(r" [a-z][a-z ]{2,60}[.] (He|She)\b")
_SENTENCE_OPENS: Final = frozenset(("", ". ", "\n\n"))
_GENDERS: Final = dict.fromkeys(MALE_WORDS, "male") | dict.fromkeys(FEMALE_WORDS, "female")
_LEADING_UP: Final = PERSON_NOUNS.union(_GENDERS, (f"{word}," for word in _GENDERS))  # `His wife, Ida, left.`
_HIMSELF: Final = {" himself": "he", " herself": "she"}  # `Ruiz himself was careful.`
_OF_FATHER: Final = frozenset(("bin", "binti", "binte", "bint", "ibn", "ben", "ould", "ag"))
_NOT_GIVEN: Final = PERSON_NOUNS | {"meet", "enter", "remember", "poor", "dear"}
_SURELY_GIVEN: Final = GIVEN - AUXILIARIES
_BEFORE_MONTHS: Final = PREPOSITIONS | {"last", "this", "next", "early", "late"}
_START: Final = attrgetter("start")


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
        people.enter_full(body[start:end], key, start, gender_of_given(given))
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
            if name.partition(" ")[0] in LEAD_VERBS and _leads(people.body, name, known[name]):
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
    if not ends_with(full, name):
        return False
    if first in PARTICLES:
        return True
    if given in _NOT_GIVEN or (first in GIVEN and given not in _SURELY_GIVEN):
        return False  # `Rider Tadej Holm`, `Meet Tadej Holm`, `Rangers Abel Holm`, `Will Abel Holm`
    return known[full][0] < known[name][0]


def _shorten(people: People) -> None:
    for known in people.full.values():
        for name in known if len(known) > 1 else ():
            fuller = [full for full in known if _is_short_for(name, full)]
            if len(fuller) == 1:
                people.short[name] = fuller[0]
    for names in people.given.values():
        for full in names if len(names) > 1 else ():
            short = _without_father(full)
            if short in names:
                people.short[short] = full


def _without_father(full: str) -> str:
    """`Siti Aminah` is Siti Aminah binti Osman."""
    words = full.split()
    behind = next((at for at, word in enumerate(words) if word in _OF_FATHER), 0)
    return " ".join(words[:behind])


def _is_short_for(name: str, full: str) -> bool:
    """`Elena Ruiz` is Elena M. Ruiz."""
    words, more = name.split(), full.split()
    return len(words) == 2 < len(more) and words[0] == more[0] and words[1] == more[-1]


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
        people.enter_full(text, key, start, gender)
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
    office = words[-2].rpartition("-")[2].lstrip(OPENING)
    if not office.isalnum() or not (office[0].isupper() or is_given_behind(name)):
        return name
    return behind_office(name, of_the=of_the) if of_the or office.lower() in _OFFICES_AND_BODIES else name


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
