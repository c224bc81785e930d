"""Finds the speaking verb of a subject: `said` behind `Ruiz`, `Ruiz, the mayor,`, `a guard who gave no name`."""

from typing import Final

from index.quotes.cues import is_handed, is_saying, is_speech
from index.quotes.extents import tail_end
from index.quotes.lexicon import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, VERBS, WEEKDAYS
from index.quotes.phrases import Phrase, is_one_person, phrase_at
from index.quotes.tokens import Token

_ASIDE_WINDOW: Final = 40
_RELATIVE: Final = 12  # tokens from `who` to the end of its clause
_GIVEN_MODALS: Final = frozenset(("Will", "May"))
_HEARD: Final = frozenset(("heard", "overheard", "recorded", "seen", "caught"))
_RELATIVES: Final = frozenset(("who", "which", "whose"))
_BEING: Final = frozenset(("was", "is", "were", "are"))
_LEAST_CLOSED: Final = 3  # tokens from the verb to `and was`
_PAIRS: Final = {"(": ")", "[": "]"}


def is_filler(token: Token) -> bool:
    """True for what may stand between a subject and its verb: `has`, `also`, `repeatedly`; `Will` is a name."""
    if token.low in AUXILIARIES:
        return token.text not in _GIVEN_MODALS
    return token.low in ADVERBS or token.low.endswith("ly") or token.low in WEEKDAYS


def cue_behind(tokens: list[Token], phrase: Phrase) -> int | None:
    """Return the speaking verb that follows a subject, over asides and adverbs, or None."""
    at = phrase.end
    limit = min(len(tokens), at + _ASIDE_WINDOW)
    direct = _verb_at(tokens, at, limit)
    if direct is None and phrase.apposed:
        direct = _verb_at(tokens, tail_end(tokens, at) + 1, limit)  # `the mayor, Anna Lopez of Norport, said`
    if direct is not None:
        return direct
    if at < limit and tokens[at].low == "and":
        other = phrase_at(tokens, at + 1)  # `Ruiz and Marsh said`
        return _verb_at(tokens, other.end, limit) if other is not None else None
    if at < limit and tokens[at].low in PREPOSITIONS:
        return _behind_place(tokens, at, limit)
    if at < limit and tokens[at].low == "who":
        return _behind_relative(tokens, at, limit)
    return _behind_aside(tokens, at, limit)


def _verb_at(tokens: list[Token], at: int, limit: int) -> int | None:
    while at < limit and is_filler(tokens[at]) and not is_speech(tokens, at):
        at += 1
    if at + 2 < limit and tokens[at].low == "used" and tokens[at + 1].low == "to":
        at += 2
    if at + 1 < limit and tokens[at].low in _HEARD and is_saying(tokens[at + 1]):
        return at + 1  # `he can be heard saying`
    if at < limit and tokens[at].is_word and is_speech(tokens, at) and not is_handed(tokens, at):
        return at
    return None


def _behind_place(tokens: list[Token], at: int, limit: int) -> int | None:
    """`of Arizona said`, `on Monday told`: a few words, none of them a mark."""
    for ahead in range(at + 1, min(limit, at + 9)):
        if not tokens[ahead].is_word:
            return _behind_aside(tokens, ahead, limit)
        if is_speech(tokens, ahead):
            return ahead
    return None


def _behind_relative(tokens: list[Token], who: int, limit: int) -> int | None:
    """`a guard who gave no name said`; the verb right behind `who` is the clause's own."""
    at = who + 1
    while at < limit and is_filler(tokens[at]):
        at += 1
    for ahead in range(at + 1, min(limit, at + _RELATIVE)):
        if not tokens[ahead].is_word:
            return None
        if is_speech(tokens, ahead) and not is_handed(tokens, ahead):
            return ahead
    return None


def _behind_aside(tokens: list[Token], at: int, limit: int) -> int | None:
    """`, a pollster who works for X, said`; `(R-Texas) said`; `, 45, of Ohio, said`."""
    if at >= limit or tokens[at].text not in (",", "(", "[", "–", "—", "-"):
        return None
    office = phrase_at(tokens, at + 1) if tokens[at].text == "," else None
    if office is not None and is_one_person(office) and tokens[office.start].low not in DETERMINERS:
        unclosed = _verb_at(tokens, office.end, limit)  # `Ruiz, deputy head of the port said`
        if unclosed is not None:
            return unclosed
    closing = _PAIRS.get(tokens[at].text, tokens[at].text)
    for ahead in range(at + 1, limit):
        if tokens[ahead].quote >= 0 or (tokens[ahead].ends_sentence and closing not in _PAIRS.values()):
            return None
        if tokens[ahead].text == closing:
            found = _verb_at(tokens, ahead + 1, limit)
            if found is not None:
                return found
    return None


def is_closed(tokens: list[Token], start: int, cue: int, at: int) -> bool:
    """`Ruiz said Marsh, who argues that it is wet, is "..."`: the clause of the verb ends before the words at `at`.

    So in `Ruiz wrote that Marsh had told him nothing and was "..."`.
    """
    if tokens[at - 1].low in _BEING and tokens[at - 2].low == "and" and at - cue > _LEAST_CLOSED:
        return True
    commas = [place for place in range(cue + 1, min(at - 1, cue + _ASIDE_WINDOW)) if tokens[place].text == ","]
    if not commas or not _resumes(tokens, commas[-1] + 1):
        return False
    who = next((place for place in range(cue - 1, max(start, cue - _RELATIVE), -1) if not tokens[place].is_word), start)
    return tokens[who].text == "," and tokens[who + 1].low in _RELATIVES


def _resumes(tokens: list[Token], at: int) -> bool:
    """`, is`, `, looked`, `, to`: the clause that the aside stood in goes on."""
    low = tokens[at].low
    return low in AUXILIARIES or low in VERBS or low == "to" or (low.endswith("ed") and tokens[at].text == low)
