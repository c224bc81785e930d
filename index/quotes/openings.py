"""Finds the subject that opens a sentence, behind leads: `Ruiz` in `In May, reached by phone, Ruiz said`."""

from typing import Final

from index.quotes.lexicon import DETERMINERS, PERSON_NOUNS, PLACES, PREPOSITIONS, WEEKDAYS, word_set
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.predicates import is_filler
from index.quotes.tokens import Token

_ASIDE_WINDOW: Final = 40
_LEADS: Final = PREPOSITIONS | word_set(
    "while when as if although though because asked speaking last earlier later once unlike nearby where according "
    "somewhere elsewhere nowhere everywhere upstairs downstairs backstage onstage offstage overhead"
)
_BEHIND_DONE: Final = PREPOSITIONS | word_set("that whether if why how what who")
_TIMES: Final = WEEKDAYS | word_set("morning afternoon evening night early late")
_ORDERS: Final = frozenset(("first", "last", "once"))


def main_subject(tokens: list[Token], start: int, end: int) -> Phrase | None:
    """Return the phrase that opens the main clause of `tokens[start:end]`, or None."""
    at = start
    while at < end and (tokens[at].low in ("and", "but", "so", "yet", "then", "still") or not tokens[at].is_word):
        at += 1
    low = tokens[at].low if at < end else ""
    if at < end and (low in _LEADS or low.endswith("ing") or _is_done(tokens, at) or _is_time(tokens, at)):
        at = _behind_lead(tokens, at, end)
    while at < end and (is_filler(tokens[at]) or tokens[at].text == ","):
        at += 1
    phrase = phrase_at(tokens, at) if at < end else None
    return phrase if phrase is not None and phrase.end <= end else None


def _is_done(tokens: list[Token], at: int) -> bool:
    """`Reached by phone, he`, `Asked again, he`, `Told that it was, he`: a participle leads up to the subject."""
    if not tokens[at].low.endswith(("ed", "told")) or at + 2 >= len(tokens):
        return False
    return tokens[at + 1].low in _BEHIND_DONE or (tokens[at + 1].low == "again" and tokens[at + 2].text == ",")


def _is_time(tokens: list[Token], at: int) -> bool:
    """`Minutes later, he`, `Two days earlier, he`."""
    return any(token.low in ("later", "earlier", "ago") for token in tokens[at + 1 : at + 3])


def _behind_lead(tokens: list[Token], at: int, end: int) -> int:
    """Skip `In a statement on Monday,`: the subject stands behind the comma; `end` when there is none.

    Behind a date, `In May 2018 Ruiz, then mayor, said`, and in `At first Ruiz said`, it needs no comma.
    """
    if at + 2 < end and tokens[at].low == "at" and tokens[at + 1].low in _ORDERS:
        return at + 2
    date = _behind_date(tokens, at + 1, end)
    if date > at + 1 and date < end and (tokens[date].is_name or tokens[date].low in DETERMINERS):
        return date
    for ahead in range(at, min(end, at + _ASIDE_WINDOW)):
        if tokens[ahead].text == "," and ahead + 1 < end and not _goes_on(tokens, ahead, end):
            return ahead + 1
        if tokens[ahead].quote >= 0 and ahead + 1 < end and tokens[ahead + 1].is_name:
            return ahead + 1  # `While Ruiz vowed to “sail,” Marsh stayed`
    return end


def _goes_on(tokens: list[Token], comma: int, end: int) -> bool:
    """`Pressed by a lawyer, Ida Lund, the farmer wept`: the name behind the comma tells who pressed."""
    if _still_leads(tokens[comma + 1]):
        return True
    if tokens[comma - 1].low not in PERSON_NOUNS or not tokens[comma + 1].is_name:
        return False
    named = phrase_at(tokens, comma + 1)
    behind = named.end + 1 if named is not None and named.kind == "name" else end
    return behind < end and tokens[behind - 1].text == "," and phrase_at(tokens, behind) is not None


def _behind_date(tokens: list[Token], at: int, end: int) -> int:
    while at < end and (tokens[at].low in _TIMES or tokens[at].text.isdigit() or tokens[at].text == "May"):
        at += 1
    return at


def _still_leads(token: Token) -> bool:
    """`In Ames, Iowa, on Sunday, Ruiz`: places and further leads are no subject."""
    place = token.is_name and (token.low in PLACES or token.low.count(".") > 1)  # `Columbia, S.C.`
    return place or token.low in _LEADS or token.low in WEEKDAYS or token.text[0].isdigit()
