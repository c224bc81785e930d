"""What the words of a name say by themselves: its bare form, its surname, its gender, if a person has it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

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

_PLACED: Final = frozenset(("Camp", "Fort", "Mount", "Cape"))
_SHORT: Final = 64  # characters; what is longer is not kept, so that the memory is bounded
_BODIES: Final = ORGANISATIONS | COMPANY_TAILS
_PLATFORMS: Final = frozenset(
    ("instagram", "youtube", "tiktok", "whatsapp", "snapchat", "reddit", "netflix", "spotify")
)
_SEATED: Final = frozenset(("D-", "R-", "I-"))
_PLURAL_THINGS: Final = PERSON_NOUNS | DOCUMENTS
_OCCASIONS: Final = word_set("conference summit forum festival convention congress award prize act treaty plan war cup")
_THINGS: Final = ORGANISATIONS | COMPANY_TAILS | DOCUMENTS | GROUPS | _PLATFORMS | _OCCASIONS
NEVER_ALONE: Final = (OPENERS | TITLES | DEMONYMS | WEEKDAYS) - ORGANISATIONS  # no names, in lower case
NEVER_NAMES: Final = frozenset(map(str.capitalize, NEVER_ALONE))  # `The`, `However`: most capitals are these
_BEFORE_NAMES: Final = OFFICES | DEMONYMS | OPENERS | WEEKDAYS | ORGANISATIONS | {"class"}  # `Sgt. 1st Class Holm`
_NO_LAST_WORD: Final = OPENERS | TITLES | DEMONYMS
_TELLING_OFFICES: Final = OFFICES - {"state"}  # of the Conference of State Mayors, `state` says nothing
_SMALL_PARTS: Final = PARTICLES | SUFFIXES
GIVEN_MONTHS: Final = frozenset(("april", "june"))
PEERS: Final = frozenset(("lord", "lady", "baroness", "viscount", "pope", "king", "queen", "prince", "princess"))
_GENDER_OF: Final = dict.fromkeys(MALE | MALE_WORDS, "male") | dict.fromkeys(
    FEMALE | FEMALE_WORDS | GIVEN_MONTHS, "female"
)


class Name(Struct, frozen=True, gc=False):
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
    words: list[str]  # of the run
    starts: list[int]
    first: int  # word of the run


def names_in(text: str) -> tuple[Name, ...]:
    """Return the names in a text of capitalised words, as `runs.capitals` finds them."""
    return _kept_names(text) if len(text) < _SHORT else _read_names(text)


def _read_names(text: str) -> tuple[Name, ...]:
    return tuple([name for name in map(_of_run, runs(text)) if name is not None])


_kept_names = lru_cache(maxsize=8192)(_read_names)


def is_name_alone(low: str) -> bool:
    """False for bodies and places, and for a word, in lower case, that its ending shows to be none."""
    return low not in _BODIES and low not in PLACES and not is_no_name(low)


def without_honours(words: list[str]) -> list[str]:
    """`Oliver Stamp QC` is Oliver Stamp."""
    end = len(words)
    while end > 2 and words[end - 1].lower() in HONOURS and words[end - 1][:2].isupper():
        end -= 1
    return words[:end]


def _of_run(run: Run) -> Name | None:
    words, starts = run
    if len(words) > 1 and words[0][:2] in _SEATED:  # `..., said Ida Holm, D-Calif. Ruiz left.`
        words, starts = words[1:], starts[1:]
    if len(words) > 2:
        words = without_honours(words)
    lows = list(map(str.lower, words))
    if len(lows) == 1:
        return _read_name(words, starts, lows, 0)
    first, last = _behind_titles(words, lows), lows[-1]
    if last in WEEKDAYS or (first == len(lows) - 1 and last in _NO_LAST_WORD):
        return None
    if first == len(lows) - 1 and lows[first - 1] in PEERS:
        first -= 1  # `Lord Barrow`, `Pope Linus` have no other name
    if words[0] == "The" and first < len(lows) - 1 and OFFICES.isdisjoint(lows[:first]):
        return None  # `The Holm File`
    return _read_name(words, starts, lows, first)


def _behind_titles(words: list[str], lows: list[str]) -> int:
    """Return the number of titles and the like before the bare name; the name of a body has none."""
    first, last = 0, len(lows) - 1
    if lows[last] in ORGANISATIONS:
        return 0
    for at in range(last):
        low = lows[at]
        if (
            (low in _BEFORE_NAMES and words[at] != "do" and not _is_given_first(lows, at))  # `João do Carmo`
            or (at + 1 < last and (is_trade(low, lows[at + 1]) or _is_acronym(words, at)))
            or is_age(low)
        ):
            first = at + 1
    while first < last and words[first] in PARTICLES:
        first += 1
    return first


def _is_acronym(words: list[str], at: int) -> bool:
    """`Navy SEAL Abel Holm`; not `JD Holm`, `ABEL EDGAR HOLM`."""
    return (
        len(words[at]) > 2
        and words[at].isupper()
        and words[at].isalpha()
        and words[at + 1].lower() in GIVEN
        and (not words[at + 1].isupper())
    )


def _is_given_first(lows: list[str], at: int) -> bool:
    """`Dean Holm`, `June Holm`: a title, an origin, a month that is a given name."""
    before = lows[at - 1] if at else None
    if lows[at] in GIVEN_MONTHS:
        return at == len(lows) - 2 and (before is None or before in OFFICES)
    return is_given_title(lows[at], before, len(lows) - 1 - at)


def _read_name(words: list[str], starts: list[int], lows: list[str], first: int, titled: int | None = None) -> Name:
    """Return the name that begins with word `first`; the first `titled` words, all before it by default, are titles."""
    length, last, titles = len(lows) - first, lows[-1], lows[: first if titled is None else titled]
    given = lows[first] if length > 1 else ""
    gender, tells = _GENDER_OF.get(given), given in GIVEN or given in GIVEN_MONTHS or given in PEERS
    if titles:
        gender = _gender_by(titles, gender)
        tells = tells or not _TELLING_OFFICES.isdisjoint(titles) or any(map(is_age, titles))
    # `Michael Jordan` is no place, `Saudi Arabia` is one.
    place = last in PLACES and (given not in GIVEN or given in PLACES)
    may_be = last not in _BODIES and not place and (length > 1 or not is_no_name(last))
    return Name(
        " ".join(words[first:]),
        starts[first],
        lows[-2] if length > 1 and last in SUFFIXES else last,
        gender,
        1 < length - (length > 5 and _small_parts(lows)) < 6
        and not place
        and last not in COMPANY_TAILS
        and ORGANISATIONS.isdisjoint(lows[first:]),
        may_be,
        may_be and tells,
        words,
        starts,
        first,
    )


def _small_parts(lows: list[str]) -> int:
    """`Abdul Rahman bin Faisal Al Thani` is no longer a name than another for its `bin` and its `Al`."""
    return len([low for low in lows if low in _SMALL_PARTS])


def _gender_by(titles: list[str], gender: str | None) -> str | None:
    """Return the gender that titles tell, else that of the given name: `Mother Bourne`."""
    if gender == "female" or not FEMALE_WORDS.isdisjoint(titles):
        return "female"
    return "male" if not MALE_WORDS.isdisjoint(titles) else gender


def behind_office(name: Name, *, of_the: bool) -> Name:
    """`Minister of Foreign Affairs Amara Diallo`, `Head of the Treasury Amara Diallo`: the name is the last two."""
    lows = list(map(str.lower, name.words))
    names = [at for at in range(name.first, len(lows)) if lows[at] not in _SMALL_PARTS]
    first = names[-2] if len(names) > 2 else names[-1] if len(names) == 2 and of_the else name.first
    return _read_name(name.words, name.starts, lows, first, name.first)


def is_given_behind(name: Name) -> bool:
    """`Norland Trust Paul Holm`: a common given name behind other words than names and titles."""
    words = name.words[name.first :]
    if len(words) < 3 or words[-1].lower() in _BODIES:
        return False
    return words[-2].lower() in GIVEN and GIVEN.isdisjoint(map(str.lower, words[:-2]))


def gender_of(titles: Iterable[str]) -> str | None:
    """Return the gender that the words before a name tell, or None."""
    words = {title.lower() for title in titles}
    return "female" if words & FEMALE_WORDS else "male" if words & MALE_WORDS else None


def gender_of_given(low: str) -> str | None:
    """Return the gender that a given name tells, or None."""
    return _GENDER_OF.get(low)


def may_name(key: str) -> bool:
    """Return whether a word, in lower case, can be a surname."""
    return key not in _BODIES and key not in PLACES and key not in DEMONYMS and not is_no_name(key)


def may_be_person(name: str) -> bool:
    """False for what `he` and `she` never mean: bodies, platforms, papers, plural nouns, `NASA`."""
    words = name.split()
    low, acronym = words[-1].lower(), any(len(word) > 2 and word.isupper() and word.isalpha() for word in words)
    if low in _THINGS or (low.removesuffix("s") in _PLURAL_THINGS and low not in PERSON_NOUNS):
        return False
    if len(words) > 1 and (words[0] in _PLACED or (low in PLACES and words[0].lower() not in GIVEN)):
        return False  # `Norport County`, `Camp Abel`
    return not (acronym and not name.isupper()) and not (len(words) == 1 and acronym and len(name) < 6)


def surname(words: Sequence[str]) -> str:
    """Return the key of a name: its last word, without the generation."""
    last = words[-1].lower()
    return words[-2].lower() if last in SUFFIXES and len(words) > 1 else last


def generation_of(words: Sequence[str]) -> str:
    """Return `jr` of `Ruiz Jr.`, or ''."""
    last = words[-1].lower()
    return last.rstrip(".") if len(words) > 1 and last in SUFFIXES else ""
