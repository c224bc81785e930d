"""Reads whom a verb makes speak: `prompting Ruiz to call it "..."`, `accused Ruiz of saying "..."`."""

import re
from typing import Final

from index.quotes.bare import bare, name_start
from index.quotes.cues import is_labelling, is_passive, is_verb_form
from index.quotes.lexicon import PERSON_NOUNS, word_set
from index.quotes.phrases import Phrase, is_source, phrase_at
from index.quotes.tokens import Token

_MOVING: Final = re.compile(
    r"led|leads?|leading|caus(?:e[sd]?|ing)|forc(?:e[sd]?|ing)|allow(?:s|ed|ing)?|prompt(?:s|ed|ing)?|"
    r"push(?:e[sd]|ing)?|driv(?:es?|ing)|drove|enabl(?:e[sd]?|ing)|inspir(?:e[sd]?|ing)|provok(?:e[sd]?|ing)"
)
_FOR_WHICH: Final = frozenset(("for", "of", "over"))  # `thanked Ruiz for calling`, `accused Ruiz of calling`
_ENDING: Final = word_set("stop quit cease avoid keep start begin")
_FAR: Final = 8  # tokens from the verb to the end of its object
_ASKED_FOR: Final = frozenset(("apology", "explanation", "retraction", "answer", "answers"))


def of_blamed(tokens: list[Token], start: int, cue: int) -> Phrase | None:
    """`sued Ruiz for calling him "..."`, `an apology from Ruiz for calling`: to whose charge the words are laid.

    `apologised to Ruiz for calling`, `was praised by Ruiz for calling` are the subject's: None.
    """
    end = _end_of_blamed(tokens, cue)
    verb = next((at for at in range(end - 1, max(start, end - _FAR), -1) if _acts(tokens[at])), start)
    if verb == start or is_passive(tokens, verb):
        return None
    if tokens[verb].low == "from" and tokens[verb - 1].low not in _ASKED_FOR:
        return None
    phrase = phrase_at(tokens, verb + 1)
    return phrase if phrase is not None and phrase.end == end and is_source(phrase) else None


def _end_of_blamed(tokens: list[Token], cue: int) -> int:
    """Return where the name of whoever does what the participle at `cue` tells would end; 0 where nothing says so."""
    before = tokens[cue - 1].low
    if before in _FOR_WHICH:
        return cue - 1
    return cue - 2 if cue > 2 and before in _ENDING and tokens[cue - 2].low == "to" else 0


def _acts(token: Token) -> bool:
    if token.text != token.low:
        return False
    return token.low.endswith(("ed", "ing")) or token.low == "from" or is_verb_form(token.low) or is_labelling(token)


def of_wish(tokens: list[Token], start: int, to: int) -> Phrase | None:
    """`condemned Ruiz's decision to call him "..."`: whose decision it is; `to` is the token of `to`."""
    owner = tokens[to - 2] if to - 2 > start else None
    if owner is None or not owner.is_possessive or not tokens[to - 1].is_word or tokens[to - 1].is_name:
        return None
    word = bare(owner.low)
    if owner.is_name:
        name = name_start(tokens, start, to - 1)
        return Phrase(name, to - 1, "name", word, name)
    return Phrase(to - 2, to - 1, "nominal", word) if word in PERSON_NOUNS else None


def is_moved(tokens: list[Token], phrase: Phrase) -> bool:
    """`led Ruiz to call it "..."`: the verb before the phrase makes him do it."""
    return phrase.start > 0 and bool(_MOVING.fullmatch(tokens[phrase.start - 1].low))
