"""What the words of a name say by themselves: its bare form, its surname, its gender, if a person has it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.quotes.bare import is_age, is_given_title, is_no_name, is_trade
from index.quotes.lexicon import (
    COMPANY_TAILS,
    DEMONYMS,
    DOCUMENTS,
    FEMALE,
    FEMALE_WORDS,
    GIVEN,
    GROUPS,
    HONOURS,
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
    word_set,
)
from index.quotes.runs import Run, runs

_SHORT = 64  # characters; what is longer is not kept, so that the memory is bounded
_BODIES = ORGANISATIONS | COMPANY_TAILS
_PLATFORMS = frozenset(("instagram", "youtube", "tiktok", "whatsapp", "snapchat", "reddit", "netflix", "spotify"))
_PLURAL_THINGS = PERSON_NOUNS | DOCUMENTS
_OCCASIONS = word_set("conference summit forum festival convention congress award prize act treaty plan war cup")
_THINGS = ORGANISATIONS | COMPANY_TAILS | DOCUMENTS | GROUPS | _PLATFORMS | _OCCASIONS
_NEVER_ALONE = (OPENERS | TITLES | DEMONYMS | WEEKDAYS) - ORGANISATIONS
NEVER_NAMES = frozenset(map(str.capitalize, _NEVER_ALONE))  # `The`, `However`: most capitals are these
_BEFORE_NAMES = OFFICES | DEMONYMS | OPENERS | WEEKDAYS | ORGANISATIONS
_NO_LAST_WORD = OPENERS | TITLES | DEMONYMS
_TELLING_OFFICES = OFFICES - {"state"}  # of the Conference of State Mayors, `state` says nothing
_SMALL_PARTS = PARTICLES | SUFFIXES


class Name(NamedTuple):
    """A bare name of a run, which may have titles before it.

    `start` is an offset into the text of the run, `key` the surname in lower case; `is_full` where it seems a person's
    name in full; `may_be` where it can be a person's, and `is_person` where a title or a given name says so.
    """

    text: str
    start: int
    key: str
    gender: str | None
    is_full: bool
    may_be: bool
    is_person: bool
    run: Run
    first: int  # word of the run


def names_in(text: str) -> tuple[Name, ...]:
    """Return the names in a text of capitalised words, as `runs.capitals` finds them."""
    return _kept_names(text) if len(text) < _SHORT else _read_names(text)


def _read_names(text: str) -> tuple[Name, ...]:
    return tuple(filter(None, map(_of_run, runs(text))))


_kept_names = lru_cache(maxsize=8192)(_read_names)


def stands_for_name(low: str) -> bool:
    """False for a word, in lower case, that opens a sentence, for a title, a weekday, a word of origin."""
    return low not in _NEVER_ALONE


def is_name_alone(low: str) -> bool:
    """False for bodies and places, and for a word, in lower case, that its ending shows to be none."""
    return low not in _BODIES and low not in PLACES and not is_no_name(low)


def without_honours(words: Sequence[str]) -> Sequence[str]:
    """`Oliver Stamp QC` is Oliver Stamp."""
    end = len(words)
    while end > 2 and words[end - 1].lower() in HONOURS and words[end - 1][:2].isupper():
        end -= 1
    return words[:end]


def _of_run(run: Run) -> Name | None:
    run = Run(list(without_honours(run.words)), run.starts)
    lows = [word.lower() for word in run.words]
    if len(lows) == 1:
        return _read_name(run, lows, 0, [])
    first, last = _behind_titles(run.words, lows), lows[-1]
    if last in WEEKDAYS or (first == len(lows) - 1 and last in _NO_LAST_WORD):
        return None
    if run.words[0] == "The" and first < len(lows) - 1 and OFFICES.isdisjoint(lows[:first]):
        return None  # `The Holm File`
    return _read_name(run, lows, first, lows[:first])


def _behind_titles(words: list[str], lows: list[str]) -> int:
    """Return the number of titles and the like before the bare name; the name of a body has none."""
    first, last = 0, len(lows) - 1
    if lows[last] in ORGANISATIONS:
        return 0
    for at in range(last):
        title = lows[at] in _BEFORE_NAMES and not is_given_title(lows[at], lows[at - 1] if at else None, last - at)
        title = title or is_trade(lows[at], lows[at + 1 :])
        if title or is_age(lows[at]):
            first = at + 1
    while first < last and words[first] in PARTICLES:
        first += 1
    return first


def _read_name(run: Run, lows: list[str], first: int, titles: list[str]) -> Name:
    length, last = len(lows) - first, lows[-1]
    given = lows[first] if length > 1 else ""
    # `Michael Jordan` is no place, `Saudi Arabia` is one.
    place = last in PLACES and (given not in GIVEN or given in PLACES)
    may_be = last not in _BODIES and not place and (length > 1 or not is_no_name(last))
    return Name(
        " ".join(run.words[first:]),
        run.starts[first],
        lows[-2] if length > 1 and last in SUFFIXES else last,
        _gender(given, titles),
        1 < length < 6 and not place and ORGANISATIONS.isdisjoint(lows[first:]),
        may_be,
        may_be and (given in GIVEN or not _TELLING_OFFICES.isdisjoint(titles) or any(map(is_age, titles))),
        run,
        first,
    )


def _gender(given: str, titles: list[str]) -> str | None:
    if given in FEMALE or given in FEMALE_WORDS or not FEMALE_WORDS.isdisjoint(titles):  # `Mother Bourne`
        return "female"
    return "male" if given in MALE or given in MALE_WORDS or not MALE_WORDS.isdisjoint(titles) else None


def behind_office(name: Name, *, of_the: bool) -> Name:
    """`Minister of Foreign Affairs Amara Diallo`, `Head of the Treasury Amara Diallo`: the name is the last two."""
    lows = [word.lower() for word in name.run.words]
    names = [at for at in range(name.first, len(lows)) if lows[at] not in _SMALL_PARTS]
    first = names[-2] if len(names) > 2 else names[-1] if len(names) == 2 and of_the else name.first
    return _read_name(name.run, lows, first, lows[: name.first])


def is_given_behind(name: Name) -> bool:
    """`Norland Trust Paul Holm`: a common given name behind other words than names and titles."""
    words = name.run.words[name.first :]
    if len(words) < 3 or words[-1].lower() in _BODIES:
        return False
    return words[-2].lower() in GIVEN and GIVEN.isdisjoint(map(str.lower, words[:-2]))


def gender_of(titles: Iterable[str]) -> str | None:
    """Return the gender that the words before a name tell, or None."""
    words = {title.lower() for title in titles}
    return "female" if words & FEMALE_WORDS else "male" if words & MALE_WORDS else None


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
