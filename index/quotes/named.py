"""Reads the name that says who a nominal is: `the mayor, Anna Lopez`, `Minister for Trade Ida Lund`."""

from typing import Final

from index.quotes.bare import FIELDS, is_no_name
from index.quotes.cues import is_speech
from index.quotes.extents import core_end, tail_end
from index.quotes.kinds import ONE_PERSON, SOURCES, Phrase, classify
from index.quotes.lexicon import (
    ADVERBS,
    AUXILIARIES,
    COMPANY_TAILS,
    DEMONYMS,
    DETERMINERS,
    FIRMS,
    GIVEN,
    GROUPS,
    KIN,
    OFFICES,
    ORGANISATIONS,
    PARTISANS,
    PERSON_NOUNS,
    PLACES,
    TITLES,
    word_set,
)
from index.quotes.nominals import is_plural
from index.quotes.tokens import Token

_ONCE_OFFICE: Final = frozenset(
    ("former", "longtime", "veteran", "acting", "retired", "outgoing", "incoming", "interim")
)
_MOST_OFFICES: Final = 3  # held by one person
_REVEREND: Final = frozenset(("rt", "most", "very", "rev", "rev.", "hon", "hon.", "right"))  # `the Rt Rev Abel Holm`
BEFORE_NAMES: Final = frozenset((",", "and", "named", "("))  # between a nominal and who it is
LEAST_TAIL: Final = 3  # tokens in `for Trade Ida Lund`
_NUMBERS: Final = word_set("two three four five six seven eight nine ten")
_FIELDS: Final = word_set(
    "security staff policy research health education strategy content medicine music art football cricket energy trade "
    "finance justice defence defense labour labor transport tourism water"
)
_OF_FIELDS: Final = ("s", "ing", "ment", "tion", "nce", "nse")  # `head of response Ida Lund`
_IN_GLOSS: Final = 8  # tokens
_IN_BODY: Final = frozenset(("of", "and", "for", "&"))
_IN_BRACKETS: Final = 6  # tokens
_NO_FIELDS: Final = (PERSON_NOUNS - {"staff"}) | FIRMS | DETERMINERS
_NO_SURNAMES: Final = PLACES | ORGANISATIONS | COMPANY_TAILS
_BEFORE_OTHERS: Final = TITLES | PERSON_NOUNS | DEMONYMS | PARTISANS | GIVEN  # who stands in the tail is somebody else
_NO_PERSONS: Final = SOURCES - (PERSON_NOUNS - GROUPS)
_BEHIND_APPOSED: Final = frozenset((",", ".", "—", "–", ";", "("))


def with_name(tokens: list[Token], phrase: Phrase, tail: int) -> Phrase:
    """Return a nominal as the name in its tail, which begins at `tail`, or behind it, or as it is."""
    at, end = phrase.start, phrase.end
    if end - tail > LEAST_TAIL and _is_named_in_tail(tokens, phrase, tail):
        return Phrase(at, end, "name", tokens[end - 1].low, _start_of_name(tokens, tail, end))
    if end < len(tokens) and tokens[end].text == "(" and phrase.head in ONE_PERSON:
        return _behind_brackets(tokens, phrase) or phrase
    return _with_more_offices(tokens, phrase) or _with_apposed_name(tokens, phrase)


def _behind_brackets(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`Inspector-General of Police (Law and Order) Ida Lund`."""
    inside = range(phrase.end + 1, min(len(tokens) - 2, phrase.end + _IN_BRACKETS))
    at = next((at + 1 for at in inside if tokens[at].text == ")"), None)
    acronym = tokens[phrase.end + 1].text.isupper()
    if at is None or acronym or not tokens[at].is_name or tokens[phrase.start].low in DETERMINERS:
        return None
    end = core_end(tokens, at)
    named = classify(tokens, at, end) if end - at > 1 else None
    return _named_by(phrase, named) if named is not None else None


def _is_named_in_tail(tokens: list[Token], phrase: Phrase, tail: int) -> bool:
    """`Minister for Trade Ida Lund`, but `a spokesman for Senator Ida Lund`: a name behind what the office is for."""
    before, given, last = tokens[phrase.end - 3 : phrase.end]
    if not (given.is_name and last.is_name) or last.low in _NO_SURNAMES:
        return False
    if given.low not in GIVEN and not _is_led(tokens, phrase, tail) and not _is_of_field(tokens, phrase, tail):
        return False
    if not ONE_PERSON.intersection(token.low for token in tokens[phrase.start : tail]):
        return False
    if phrase.end - tail == 4 and before.low in _NUMBERS:
        return True
    if _is_of_field(tokens, phrase, tail):
        return True
    other = before.low in _BEFORE_OTHERS and tokens[tail].low != "in"  # `Editor in Chief Ida Lund`
    initial = len(before.low) < 3 and not (before.low.isalpha() and before.text.isupper())  # `to the UN Ida Lund`
    if not before.is_name or before.is_possessive or other or initial:
        return False
    return all(token.is_name or token.low in ("and", "the", "of") for token in tokens[tail + 1 : phrase.end])


def _is_of_field(tokens: list[Token], phrase: Phrase, tail: int) -> bool:
    """`Superintendent of schools Ida Lund`, `spokeswoman for mines and energy Ida Lund`."""
    name = _start_of_name(tokens, tail, phrase.end)
    words = [token.text for token in tokens[tail + 1 : name]]
    if tokens[tail].low not in ("of", "for", "on") or tokens[phrase.start].low in DETERMINERS or not words:
        return False
    return _is_field(words[-1]) and all(
        word.islower() and word not in _NO_FIELDS and not is_plural(word) for word in words
    )


def _is_field(word: str) -> bool:
    return word in _FIELDS or (word.islower() and word.endswith(_OF_FIELDS))


def _start_of_name(tokens: list[Token], tail: int, end: int) -> int:
    """`Ruth Ann Lund`: of the name at the end of a phrase all given names belong to it."""
    at, first = end - 2, end - 2
    while first - 1 > tail and tokens[first - 1].is_name:
        first -= 1
    if _is_field(tokens[first - 1].text):
        return first  # `chief of staff Ruth Tor Lund`
    while at - 1 > tail + 1 and tokens[at - 1].is_name and tokens[at - 1].low in GIVEN:
        at -= 1
    return at


def _is_led(tokens: list[Token], phrase: Phrase, tail: int) -> bool:
    """`mother of three Zuri Lund`, `Secretary for Water Zuri Lund`: a name, though no list has the given one."""
    given, last = tokens[phrase.end - 2 : phrase.end]
    if phrase.end - tail == 4 and tokens[tail + 1].low in _NUMBERS:
        return True
    words = FIELDS.isdisjoint((given.low, last.low)) and not is_no_name(given.low) and not is_no_name(last.low)
    return tokens[phrase.start].is_name and words


def _with_more_offices(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`chairman, chief executive and president Ida Lund`: one person of several offices; else None."""
    at = phrase.end
    if phrase.head not in ONE_PERSON or tokens[phrase.start].low in DETERMINERS:
        return None
    for _ in range(_MOST_OFFICES):
        if at + 1 >= len(tokens) or tokens[at].low not in (",", "and") or tokens[at + 1].low in DETERMINERS:
            return None
        end = core_end(tokens, at + 1)
        other = classify(tokens, at + 1, end) if end > at + 1 else None
        if other is None or (tokens[at].low == ",") is not (other.head in ONE_PERSON and other.kind == "nominal"):
            return None
        if tokens[at].low == "and":
            return _named_by(phrase, other) if other.name != other.start else None
        at = other.end
    return None


def _named_by(phrase: Phrase, other: Phrase) -> Phrase | None:
    if other.kind != "name" or other.name is None:
        return None
    return Phrase(phrase.start, other.end, "name", other.head, other.name)


def _with_apposed_name(tokens: list[Token], phrase: Phrase) -> Phrase:
    """`the mayor, Anna Lopez,`: one person of whom a name of two words says who it is."""
    at = phrase.end + 1
    if at < len(tokens) and tokens[at - 1].low == "named" and tokens[at].is_name and phrase.head in ONE_PERSON:
        named = classify(tokens, at, max(at + 1, core_end(tokens, at)))
        if named is None or named.kind != "name":
            return phrase
        return Phrase(phrase.start, named.end, "name", named.head, named.name, apposed=True)
    if at + 1 >= len(tokens) or tokens[at - 1].text != ",":
        return phrase
    if tokens[at].low == "or" or (tokens[at].is_name and tokens[phrase.end - 1].is_name):
        between = _behind_gloss(tokens, at) if tokens[at].low == "or" else _behind_body(tokens, phrase, at)
        if between > at:
            return _named_further(tokens, phrase, between)
    if not _may_be_apposed(tokens, at):
        return phrase
    end = core_end(tokens, at)
    kin = phrase.head in KIN and end < len(tokens) and tokens[end].text == ","  # `his wife, May, left`
    named = classify(tokens, at, end) if end - at > 1 or kin or _is_closed(tokens, end) else None
    if named is not None and _is_firm(tokens, phrase, named):
        return Phrase(phrase.start, named.end, "organisation", named.head, named.start, apposed=True)
    if named is None or named.kind != "name" or not _fits_name(tokens, phrase.head, named):
        return phrase
    behind = tail_end(tokens, end)
    if behind < len(tokens) and tokens[behind].text not in _BEHIND_APPOSED:
        return phrase
    return Phrase(phrase.start, end, "name", named.head, named.name, apposed=True)


def _behind_gloss(tokens: list[Token], at: int) -> int:
    """`The mukhtar, or village head, of Norport, Abel Holm`: return where the name may begin, else `at`."""
    commas = [place for place in range(at, min(len(tokens) - 1, at + _IN_GLOSS)) if tokens[place].text == ","]
    glossed = bool(commas) and tokens[commas[0] - 1].low in ONE_PERSON
    return next((comma + 1 for comma in commas if glossed and tokens[comma + 1].is_name), at)


def _behind_body(tokens: list[Token], phrase: Phrase, at: int) -> int:
    """`the Director, Tide Operations, Maj. Gen. Abel Holm`: return where the name may begin, else `at`."""
    if phrase.head not in ONE_PERSON or tokens[at].low in GIVEN or tokens[at].low in TITLES:
        return at
    comma = at
    while comma < min(len(tokens) - 1, at + _IN_GLOSS) and (tokens[comma].is_name or tokens[comma].low in _IN_BODY):
        comma += 1
    titled = tokens[min(comma + 1, len(tokens) - 1)].low in TITLES
    return comma + 1 if comma > at + 1 and tokens[comma].text == "," and titled else at


def _named_further(tokens: list[Token], phrase: Phrase, at: int) -> Phrase:
    """Return an office as the full name at `at`, which a gloss or a body parts from it, or as it is."""
    end = core_end(tokens, at)
    named = classify(tokens, at, end) if end - at > 1 else None
    if named is None or named.kind != "name" or named.name is None or named.end - named.name < 2:
        return phrase
    return Phrase(phrase.start, end, "name", named.head, named.name, apposed=True)


def _is_firm(tokens: list[Token], phrase: Phrase, named: Phrase) -> bool:
    """`the developer, Tide Lane Partners, promised`: who builds, owns or makes something may be a firm."""
    body = named.kind == "organisation" or tokens[named.end - 1].low in COMPANY_TAILS
    firm = body and named.end - named.start > 1 and phrase.end - phrase.start == 2
    return firm and phrase.head.endswith(("er", "or")) and _is_closed(tokens, named.end)


def _may_be_apposed(tokens: list[Token], at: int) -> bool:
    """`Ruiz`, `deputy secretary Ruiz`, `former senator Ruiz`, `the singer Ruiz`."""
    token = tokens[at]
    if token.low == "the":
        return tokens[at + 1].low in PERSON_NOUNS or tokens[at + 1].low in _REVEREND
    return token.is_name or token.low in OFFICES or token.low in _ONCE_OFFICE


def with_name_behind(tokens: list[Token], phrase: Phrase) -> Phrase:
    """Widen a nominal that is the subject of a verb of speech by the name behind it: `said the vicar, Ida Holm`.

    Whoever speaks is a person, so that the noun need not be a known one; bodies, papers and groups stay as they are.
    """
    at, source = phrase.end + 1, phrase.head in _NO_PERSONS or is_plural(phrase.head)
    if source or at >= len(tokens) or tokens[at - 1].text != ",":
        return phrase
    if not any(token.low in DETERMINERS or token.is_possessive for token in tokens[phrase.start : phrase.end]):
        return phrase
    named = _name_of_two(tokens, at)
    if named is None:
        return phrase
    return Phrase(phrase.start, named.end, "name", named.head, named.name, apposed=True)


def _name_of_two(tokens: list[Token], at: int) -> Phrase | None:
    """Return the full name that begins at `at`, perhaps with its title, and that a mark ends, or None."""
    at += tokens[at].low == "the" and at + 1 < len(tokens) and tokens[at + 1].low in TITLES
    end = core_end(tokens, at) if at < len(tokens) and tokens[at].is_name else at
    named = classify(tokens, at, end) if end - at > 1 else None
    if named is None or named.kind != "name" or named.name is None or named.end - named.name < 2:
        return None
    behind = tail_end(tokens, end)
    closed = behind >= len(tokens) or tokens[behind].text in _BEHIND_APPOSED
    return named if closed and tokens[end - 1].low not in _NO_SURNAMES else None


def _is_closed(tokens: list[Token], end: int) -> bool:
    """`one worker, May, said`, `his wife, May, who left`: between two commas, one word is a name as well."""
    at = end + 1
    if at < len(tokens) and tokens[end].text == "," and tokens[at].low == "who":
        return True
    while at < len(tokens) and (tokens[at].low in ADVERBS or tokens[at].low in AUXILIARIES):
        at += 1
    return at < len(tokens) and tokens[end].text == "," and tokens[at].is_word and is_speech(tokens, at)


def _fits_name(tokens: list[Token], head: str, named: Phrase) -> bool:
    """True for a noun of one person, and for a noun no list holds beside a title or a common given name."""
    if tokens[named.end - 1].low in PLACES or named.name is None:
        return False
    known = named.name > named.start or tokens[named.name].low in GIVEN
    return head in ONE_PERSON or (known and head not in SOURCES and not is_plural(head))
