"""Reads who is heard: `Neighbours heard Ruiz yell "..."`, `To hear Ruiz tell it, ...`."""

from typing import Final

from index.quotes.cues import is_speech_base
from index.quotes.phrases import Phrase, object_at, phrase_at, with_verb_off
from index.quotes.tokens import Token

_OVERHEARING: Final = frozenset(("heard", "hear", "hears", "overheard", "saw", "watched"))
_TELLING: Final = (["tell", "it"], ["tells", "it"])


def who_is_heard(tokens: list[Token], start: int, end: int) -> Phrase | None:
    """`To hear Ruiz tell it, the plan was "..."`, `If Ruiz is to be believed, it was "..."`."""
    leads = [token.low for token in tokens[start : start + 2]]
    hearing = leads == ["to", "hear"]
    phrase = phrase_at(tokens, start + 1 + hearing) if hearing or leads[:1] == ["if"] else None
    if phrase is None or phrase.end >= end:
        return None
    behind = [token.low for token in tokens[phrase.end : phrase.end + 4]]
    told = behind[:2] in _TELLING if hearing else behind[1:] == ["to", "be", "believed"]
    return phrase if told else None


def overheard(tokens: list[Token], start: int, cue: int) -> Phrase | None:
    """`Neighbours heard Ruiz yell "..."`: whose the verb at `cue` is, which leads up to the marks."""
    if cue <= start + 1 or not is_speech_base(tokens[cue].low):
        return None
    heard = next((at for at in range(cue - 2, start, -1) if tokens[at].low in _OVERHEARING), None)
    phrase = object_at(tokens, heard + 1) if heard is not None else None
    heard_one = with_verb_off(tokens, phrase) if phrase is not None else None
    return heard_one if heard_one is not None and heard_one.end == cue else None
