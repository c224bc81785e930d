"""Reads whose words a clause about them tells: `"...," was how Ruiz put it`, `In the view of Ruiz, it was "..."`."""

from typing import Final

from index.quotes.bare import bare, name_start
from index.quotes.cues import is_cue_noun
from index.quotes.lexicon import PERSON_NOUNS, word_set
from index.quotes.phrases import Phrase, is_person, is_source, phrase_at
from index.quotes.tokens import Token

_BEING: Final = word_set("was is were are read reads")
_COMING: Final = word_set("came comes went goes ran runs")
_HOW: Final = frozenset(("how", "what", "all"))
_POINTING: Final = frozenset(("that", "this", "those", "these", "such"))
_FROM: Final = frozenset(("by", "from"))
_NEAR: Final = 7  # tokens from the verb to the noun: `was the short and rather bitter verdict`
_FAR: Final = 9  # tokens from the noun to who gave it: `an account given to the Norport Courier by`
_THEIRS: Final = frozenset(("his", "her", "their"))


def who_takes_up(tokens: list[Token], place: int) -> Phrase | None:
    """`"...," was how Ruiz put it`, `"...," ran a note from Ruiz`, `"...." That was the verdict of Ruiz`."""
    at = place + (tokens[place].low in _POINTING)
    if at + 2 >= len(tokens):
        return None
    low = tokens[at].low
    if low == "with" and tokens[at + 1].low in _POINTING and is_cue_noun(tokens[at + 2]):
        return _source_at(tokens, at + 3 + (tokens[at + 3].text == ",")) if at + 4 < len(tokens) else None
    if low in _BEING:
        return _who_puts(tokens, at + 1) or whose(tokens, at + 1)
    if low == "in" and (tokens[at + 1].low == "the" or tokens[at + 1].low in _THEIRS or tokens[at + 1].is_name):
        return whose(tokens, at + 1)
    return _sender(tokens, at + 2) if low in _COMING else None


def _who_puts(tokens: list[Token], at: int) -> Phrase | None:
    """`how one official described the talks`, `all that Ruiz would say`"""
    if tokens[at].low not in _HOW:
        return None
    phrase = phrase_at(tokens, at + 1 + (tokens[at + 1].low == "that"))
    return phrase if _goes_on(tokens, phrase) else None


def _goes_on(tokens: list[Token], phrase: Phrase | None) -> bool:
    return phrase is not None and is_source(phrase) and phrase.end < len(tokens) and tokens[phrase.end].is_word


def whose(tokens: list[Token], start: int) -> Phrase | None:
    """`the verdict of Ruiz`, `the buyer's reply`, `an account given to Tide News by Ruiz`, `the message Ruiz gave`."""
    owner = None
    for at in range(start, min(len(tokens) - 1, start + _NEAR)):
        if not tokens[at].is_word:
            return None
        if is_cue_noun(tokens[at]):
            return owner or _giver(tokens, at + 1)
        owner = _owner(tokens, start, at) or owner
    return None


def _owner(tokens: list[Token], start: int, at: int) -> Phrase | None:
    token = tokens[at]
    if token.low in _THEIRS:
        return Phrase(at, at + 1, "pronoun", token.low)
    word = bare(token.low)
    if not token.is_possessive or not (token.is_name or word in PERSON_NOUNS):
        return None
    if not token.is_name:
        return Phrase(start, at + 1, "nominal", word)
    name = name_start(tokens, start, at + 1)
    return Phrase(min(start, name), at + 1, "name", word, min(name, at))


def _giver(tokens: list[Token], at: int) -> Phrase | None:
    if tokens[at].low == "of":
        return _source_at(tokens, at + 1)
    phrase = phrase_at(tokens, at + (tokens[at].low == "that"))
    return phrase if _goes_on(tokens, phrase) else _sender(tokens, at)


def _sender(tokens: list[Token], start: int) -> Phrase | None:
    """`the reply from Ruiz`, `given to the Courier by Ruiz`"""
    for at in range(start, min(len(tokens) - 1, start + _FAR)):
        if not tokens[at].is_word:
            return None
        if tokens[at].low in _FROM:
            return _source_at(tokens, at + 1)
    return None


def _source_at(tokens: list[Token], at: int) -> Phrase | None:
    phrase = phrase_at(tokens, at)
    return phrase if phrase is not None and is_source(phrase) else None


def who_gives(tokens: list[Token], start: int, end: int) -> Phrase | None:
    """`In the view of Ruiz, it was "..."`, `As Ruiz sees it, ...`, `From Ruiz came the warning that "..."`."""
    low = tokens[start].low
    if low in ("in", "by", "on"):
        phrase = whose(tokens, start + 1)
        if phrase is not None and phrase.end < end:
            return phrase
    elif low in ("from", "as"):
        phrase = phrase_at(tokens, start + 1)
        if phrase is not None and is_person(phrase) and _leads(tokens, phrase, low, end):
            return phrase
    return None


def _leads(tokens: list[Token], phrase: Phrase, low: str, end: int) -> bool:
    behind = tokens[phrase.end : end]
    if low == "as":
        return len(behind) > 2 and behind[1].low == "it" and behind[2].text == ","
    return any(is_cue_noun(token) for token in behind)
