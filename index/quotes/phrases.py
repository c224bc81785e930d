"""Reads the noun phrase that stands at a place: a name with its role words, a nominal, a pronoun."""

from typing import Final

from msgspec.structs import replace

from index.quotes.bare import is_shop
from index.quotes.cues import is_speech
from index.quotes.extents import core_end, is_surname_he
from index.quotes.kinds import ONE_PERSON, SOURCES, classify
from index.quotes.kinds import Phrase as Phrase
from index.quotes.lexicon import PARTISANS, PERSON_NOUNS, PRONOUNS
from index.quotes.named import BEFORE_NAMES, LEAST_TAIL, with_name
from index.quotes.nominals import is_plural
from index.quotes.tokens import Token

_SWALLOWED: Final = 3  # words: `'s hands shook`
_CONTRACTED: Final = {  # `he'd often say`, `she's said`
    f"{pronoun}{mark}{end}": pronoun
    for pronoun in ("he", "she", "they", "i", "we")
    for mark in "'’"
    for end in ("d", "s", "ve", "ll")
}
_SCORES: Final = dict.fromkeys(("dozens", "scores", "hundreds", "thousands", "tens", "millions"), "of") | {
    "more": "than", "fewer": "than", "at": "least",
}  # fmt: skip
_OBJECTS: Final = {"him": "he", "her": "she", "them": "they"}
_SPEAKING_PRONOUNS: Final = PRONOUNS - {"it", "you"}


def phrase_at(tokens: list[Token], at: int) -> Phrase | None:
    """Return the phrase that begins at `at`, with what belongs to its noun behind it, or None."""
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    first = tokens[at].low
    if first in _CONTRACTED:
        return Phrase(at, at + 1, "pronoun", _CONTRACTED[first])
    if first in PRONOUNS and not is_surname_he(tokens, at):
        return Phrase(at, at + 1, "pronoun", first) if first in _SPEAKING_PRONOUNS else None
    if first == "the" and at + 2 < len(tokens) and tokens[at + 1].low == "two" and is_speech(tokens, at + 2):
        return Phrase(at, at + 2, "pronoun", "they")
    if first in _SCORES and at + 2 < len(tokens) and tokens[at + 1].low == _SCORES[first]:
        many = phrase_at(tokens, at + 2)  # `hundreds of teachers`, `more than 40 teachers`
        return replace(many, start=at) if many is not None and many.kind == "nominal" else None
    end = core_end(tokens, at)
    if end > at and tokens[at].is_name and is_shop(tokens, end):
        return Phrase(at, end, "organisation", tokens[end - 1].low)
    if end == at or (tokens[end - 1].is_possessive and not tokens[end - 1].text.endswith(("s'", "s’"))):
        return None
    phrase = classify(tokens, at, end)
    if phrase is None or phrase.kind != "nominal":
        return phrase
    if phrase.end - end > LEAST_TAIL or (phrase.end < len(tokens) and tokens[phrase.end].low in BEFORE_NAMES):
        return with_name(tokens, phrase, end)
    return phrase


def according_to(tokens: list[Token], at: int) -> Phrase | None:
    """Return the source behind an `according to` that stands at token `at`, or None."""
    if at + 2 >= len(tokens) or tokens[at].low != "according" or tokens[at + 1].low != "to":
        return None
    return phrase_at(tokens, at + 2)


def object_at(tokens: list[Token], at: int) -> Phrase | None:
    """Return whom a verb before `at` has for its object: `him`, `Ruiz`, `the man`."""
    low = tokens[at].low
    return Phrase(at, at + 1, "pronoun", _OBJECTS[low]) if low in _OBJECTS else phrase_at(tokens, at)


def with_verb_off(tokens: list[Token], phrase: Phrase) -> Phrase:
    """`the diver wept`, `the diver's hands shook`: a phrase takes in words behind its noun that no list holds."""
    floor = max(phrase.start + 1, phrase.end - _SWALLOWED)
    for at in range(phrase.end - 1, floor - 1, -1) if phrase.kind == "nominal" and not is_one_person(phrase) else ():
        noun = tokens[at].low[:-2] if tokens[at].is_possessive else tokens[at].low
        if noun in ONE_PERSON:
            return replace(phrase, end=at + 1, head=noun)
    return phrase


def names_people(tokens: list[Token], phrase: Phrase) -> bool:
    """True when a noun of persons stands in the phrase: `director of the Harbour Institute`."""
    return any(token.low in PERSON_NOUNS or token.low in PARTISANS for token in tokens[phrase.start : phrase.end])


def is_one_person(phrase: Phrase) -> bool:
    """`the judge`, `his wife`."""
    return phrase.kind == "nominal" and phrase.head in ONE_PERSON


def is_person(phrase: Phrase) -> bool:
    """`Ruiz`, `she`, `the judge`."""
    return phrase.kind in ("name", "pair", "pronoun") or is_one_person(phrase)


def is_source(phrase: Phrase) -> bool:
    """True for people, bodies and documents; a class, a rationale say nothing of their own."""
    return phrase.kind != "nominal" or phrase.head in SOURCES or is_plural(phrase.head)
