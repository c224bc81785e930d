"""Reads the noun phrase that stands at a place: a name with its role words, a nominal, a pronoun."""

from dataclasses import dataclass

from index.quotes.bare import is_organisation, name_start, names_office
from index.quotes.cues import is_participle, is_speech, is_speech_form
from index.quotes.lexicon import (
    ADVERBS,
    AUXILIARIES,
    COLLECTIVES,
    COMPANY_TAILS,
    CONJUNCTIONS,
    DETERMINERS,
    DOCUMENTS,
    GIVEN,
    GROUPS,
    OFFICES,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    PERSON_NOUNS,
    PLACES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TITLES,
    VERBS,
    WEEKDAYS,
    word_set,
)
from index.quotes.nominals import can_speak, is_nominal, is_plural
from index.quotes.tokens import Token

LONGEST = 14  # tokens in a phrase; with it the reading of any text stays linear
_TAIL = 16
_TAIL_PREPOSITIONS = word_set("of for from in at with to on")
_NOT_IN_TAIL = WEEKDAYS | frozenset(("response", "statement", "interview", "email", "reference"))
_ONE_PERSON = (PERSON_NOUNS | {"another", "one"}) - GROUPS - word_set("people men women children police staff counsel")
_OFFICES_AND_BODIES = OFFICES | ORGANISATIONS
_TITLES_AND_BODIES = TITLES | ORGANISATIONS
_LOOSE_ENDS = PREPOSITIONS | CONJUNCTIONS
_LOOSE_TAIL_ENDS = _LOOSE_ENDS | DETERMINERS
_SOURCES = PERSON_NOUNS | GROUPS | ORGANISATIONS | DOCUMENTS | COLLECTIVES
_PEOPLE_OR_BODIES = PERSON_NOUNS | GROUPS | ORGANISATIONS
_LINKING = PREPOSITIONS | CONJUNCTIONS | RELATIVES
_STOPS = _LINKING | AUXILIARIES | PRONOUNS | VERBS | ADVERBS
_NO_OPENERS = OPENERS - {"former"}
_BEHIND_APPOSED = frozenset((",", ".", "—", "–", ";", "("))
_SPEAKING_PRONOUNS = PRONOUNS - {"it", "you"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """`tokens[start:end]`, in token numbers; `name` is where the bare name begins in it.

    kind: name | nominal | organisation | pronoun; `head` is the last noun, in lower case;
    `apposed` when the name stands behind a comma: `the mayor, Anna Lopez`.
    """

    start: int
    end: int
    kind: str
    head: str
    name: int | None = None
    apposed: bool = False


def phrase_at(tokens: list[Token], at: int) -> Phrase | None:
    """Return the phrase that begins at `at`, with what belongs to its noun behind it, or None."""
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    first = tokens[at].low
    if first in PRONOUNS:
        return Phrase(at, at + 1, "pronoun", first) if first in _SPEAKING_PRONOUNS else None
    end = _core_end(tokens, at)
    if end == at or (tokens[end - 1].is_possessive and not tokens[end - 1].text.endswith(("s'", "s’"))):
        return None
    phrase = _classify(tokens, at, end)
    return _with_apposed_name(tokens, phrase) if phrase is not None and phrase.kind == "nominal" else phrase


def _with_apposed_name(tokens: list[Token], phrase: Phrase) -> Phrase:
    """`the mayor, Anna Lopez,`: one person of whom a name of two words says who it is."""
    at = phrase.end + 1
    if at + 1 >= len(tokens) or tokens[at - 1].text != "," or not tokens[at].is_name:
        return phrase
    end = _core_end(tokens, at)
    named = _classify(tokens, at, end) if end - at > 1 else None
    if named is None or named.kind != "name" or not _fits_name(tokens, phrase.head, named):
        return phrase
    behind = tail_end(tokens, end)
    if behind < len(tokens) and tokens[behind].text not in _BEHIND_APPOSED:
        return phrase
    return Phrase(phrase.start, end, "name", named.head, named.name, apposed=True)


def _fits_name(tokens: list[Token], head: str, named: Phrase) -> bool:
    """True for a noun of one person, and for a noun no list holds beside a title or a common given name."""
    if tokens[named.end - 1].low in PLACES or named.name is None:
        return False
    known = named.name > named.start or tokens[named.name].low in GIVEN
    return head in _ONE_PERSON or (known and head not in _SOURCES and not is_plural(head))


def _classify(tokens: list[Token], start: int, end: int) -> Phrase | None:
    last = tokens[end - 1]
    if last.low in DETERMINERS and last.low not in COLLECTIVES:
        return None
    if last.low in COLLECTIVES or is_nominal(tokens, start, end):
        if not can_speak(tokens, start, end):
            return None
        kind = "organisation" if last.low in ORGANISATIONS - GROUPS else "nominal"
        return Phrase(start, tail_end(tokens, end), kind, last.low)
    if last.low in OPENERS or last.low in WEEKDAYS or last.text[0].isdigit():
        return None
    name = name_start(tokens, start, end)
    if name == end:
        return Phrase(start, tail_end(tokens, end), "nominal", last.low)
    if is_organisation(tokens, start, name, end):
        return Phrase(start, end, "organisation", last.low)
    titled = tokens[start].low in DETERMINERS or names_office(tokens, start, name)
    return Phrase(start if titled else name, end, "name", last.low, name)


def is_source(phrase: Phrase) -> bool:
    """True for people, bodies and documents; a class, a rationale say nothing of their own."""
    return phrase.kind != "nominal" or phrase.head in _SOURCES or is_plural(phrase.head)


def _core_end(tokens: list[Token], start: int) -> int:
    at, limit = start, min(len(tokens), start + LONGEST)
    while at < limit and (tokens[at].is_word or tokens[at].text == "&") and _goes_on(tokens, start, at):
        at += 1
    while at > start and tokens[at - 1].low in _LOOSE_ENDS:
        at -= 1
    return at


def _goes_on(tokens: list[Token], start: int, at: int) -> bool:
    token = tokens[at]
    if token.is_name and at > start:
        return token.low not in PRONOUNS
    if at == start:
        return _may_begin(tokens, at)
    low, before = token.low, tokens[at - 1]
    if low in PARTICLES and before.is_name and _name_follows(tokens, at):
        return True
    if low in ("of", "and", "&", "the"):
        return _joins_names(tokens, start, at)
    if _stops(tokens, at) or (low in DETERMINERS and not before.is_possessive):
        return low in ("more", "one", "two", "three", "four", "five", "other") and before.low in DETERMINERS
    if before.is_name and not before.is_possessive and before.low not in DETERMINERS:
        return _noun_ahead(tokens, at)
    return not low.endswith("ed") or before.low in DETERMINERS or _noun_ahead(tokens, at + 1)


def _may_begin(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low in DETERMINERS or low in COLLECTIVES:
        return True
    return not (_stops(tokens, at) or low in _NO_OPENERS)


def _stops(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    low = token.low
    if token.is_name and low not in _LINKING:
        return False
    return (
        low in _STOPS
        or is_speech(tokens, at)
        or (is_participle(token) and low not in ("leading", "outgoing", "ruling"))
        or (low.endswith("ly") and low not in ("family", "assembly", "early", "elderly"))
    )


def _joins_names(tokens: list[Token], start: int, at: int) -> bool:
    """`Secretary of State`, `Health and Human Services`, `Speaker of the House`."""
    low, before = tokens[at].low, tokens[at - 1]
    if low == "the":
        return before.low == "of" and at - 2 >= start and _name_follows(tokens, at)
    if not before.is_name or before.is_possessive:
        return False
    if low != "of":
        return _name_follows(tokens, at) and (_in_firm(tokens, at) or _in_office(tokens, start, at))
    the = at + 1 < len(tokens) and tokens[at + 1].low == "the"
    return before.low in _OFFICES_AND_BODIES and _name_follows(tokens, at + the)


def _in_firm(tokens: list[Token], at: int) -> bool:
    """`Marsh and Co`, `Marsh & Lund`."""
    return tokens[at].low == "&" or tokens[at + 1].low in COMPANY_TAILS


def _in_office(tokens: list[Token], start: int, at: int) -> bool:
    """`and` joins two offices, or what one is for, `Secretary of Health and Welfare`; never two people."""
    if tokens[at - 1].low in _TITLES_AND_BODIES:
        return True
    of = next((place for place in range(at - 1, start, -1) if tokens[place].low == "of"), None)
    return of is not None and at - of < 4 and tokens[of - 1].low in _TITLES_AND_BODIES


def _name_follows(tokens: list[Token], at: int) -> bool:
    following = tokens[at + 1 : at + 4]
    named = next((token for token in following if token.low not in PARTICLES), None)
    return named is not None and named.is_name


def _noun_ahead(tokens: list[Token], at: int) -> bool:
    """Behind a name, small letters belong to the phrase only if a person or a body follows soon."""
    for ahead in range(at, min(at + 3, len(tokens))):
        token = tokens[ahead]
        if token.low in _PEOPLE_OR_BODIES or is_plural(token.low):
            return not token.is_name
        if not token.is_word or token.is_name or _stops(tokens, ahead) or token.low in DETERMINERS:
            return False
    return False


def tail_end(tokens: list[Token], end: int) -> int:
    """Return where `of ...`, `for ...` behind a noun ends, or `end` when nothing of the kind follows."""
    at, limit = end, min(len(tokens), end + _TAIL)
    if at >= limit or tokens[at].low not in _TAIL_PREPOSITIONS:
        return end
    while at < limit and tokens[at].is_word and not _stops_tail(tokens, at):
        at += 1
    while at > end and tokens[at - 1].low in _LOOSE_TAIL_ENDS:
        at -= 1
    return at


def _stops_tail(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low in _TAIL_PREPOSITIONS:
        ahead = [token.low for token in tokens[at + 1 : at + 3]]
        return any(word in _NOT_IN_TAIL for word in ahead)
    if low in PREPOSITIONS or low in DETERMINERS or low == "and":
        return low in ("by", "after", "before", "as", "during", "about")
    return _stops(tokens, at) or (low.endswith("ed") and is_speech_form(low))
