"""Tells which phrases name a kind of people, a body or a document instead of one person by name."""

from typing import Final

from index.quotes.bare import is_body_of_people
from index.quotes.lexicon import (
    COLLECTIVES,
    DETERMINERS,
    DOCUMENTS,
    GIVEN,
    GROUPS,
    OFFICES,
    ORGANISATIONS,
    PARTISANS,
    PERSON_NOUNS,
    TITLES,
    word_set,
)
from index.quotes.tokens import Token

_INDEFINITE: Final = (DETERMINERS | COLLECTIVES) - {"the"}  # `the Economist` is a paper
_ADJECTIVES: Final = word_set("more less same next new recent late")
_TRADES: Final = OFFICES - TITLES
_SPEAKING: Final = COLLECTIVES | PERSON_NOUNS | GROUPS | ORGANISATIONS | DOCUMENTS


def is_nominal(tokens: list[Token], start: int, end: int) -> bool:
    """True without a capital, and for a capital that names a kind of people: `Bankers`, `a U.S. Official`."""
    last = tokens[end - 1]
    if not last.is_name:
        return True
    if end - start > 3 and is_plural(last.low) and _is_body_of(tokens, start, end):
        return False
    if last.low in GROUPS:
        return last.low != "police" or end - start == 1 or not is_body_of_people(tokens, end)
    if is_plural(last.low):
        return end - start == 1 or tokens[end - 2].low not in GIVEN
    if tokens[start].low == "the" and end - start > 2 and last.low in _TRADES:
        return not is_body_of_people(tokens, end)
    if tokens[start].low == "the" and last.low == "member" and end < len(tokens) and tokens[end].low in ("for", "of"):
        return True  # `the Member for Norport`
    if tokens[start].low == "the" and last.text.isupper() and last.low in _TRADES:
        return True  # `the MP`
    if tokens[end - 2].low == "former" and tokens[start].low in ("the", "a") and last.low in PERSON_NOUNS:
        return True  # `the former Marine`
    if tokens[start].low in _INDEFINITE:
        return last.low in OFFICES or last.low in PARTISANS
    return (end - start == 1 and last.low in _TRADES) or (end - start > 1 and last.low in PARTISANS)


def _is_body_of(tokens: list[Token], start: int, end: int) -> bool:
    """`the National Association of Home Builders`: a body is named by who is in it."""
    of = next((at for at in range(start + 1, end - 1) if tokens[at].low == "of"), start)
    return of > start and tokens[of - 1].is_name and tokens[of - 1].low in ORGANISATIONS


def can_speak(tokens: list[Token], start: int, end: int) -> bool:
    """A bare word in small letters must name people or a body; `obliged`, `nothing` are no subjects."""
    first, last = tokens[start], tokens[end - 1]
    if first.low == "those" and end - start == 2:
        return True  # `those surveyed`, `those present`
    if last.low in _SPEAKING or is_plural(last.low):
        return True
    bare = end - start == 1 or last.low.endswith(("ed", "ing")) or last.low in _ADJECTIVES
    if first.low == "no" or last.text.isdigit():
        return False  # `who gave no name said`, `the 25% tariffs`
    return not bare and (first.low in DETERMINERS or first.is_possessive or first.is_name)


def is_plural(low: str) -> bool:
    """True for `bankers`, `the senators`: people of one kind."""
    return low[-1:] == "s" and low[:-1] in PERSON_NOUNS


def kind_of(words: str) -> str:
    """`some voters`, `Aides`, `White House officials`: the people of whom somebody is one, behind `of the`."""
    first, _, rest = words.partition(" ")
    if rest and first.lower() in COLLECTIVES:
        return rest
    return words if rest[:1].isupper() else f"{words[0].lower()}{words[1:]}"
