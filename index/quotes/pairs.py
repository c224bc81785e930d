"""Reads two people who speak as one: `Holm and Lund wrote`, `said Ida Holm and Abel Lund`, and `they` behind them."""

import re
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from index.quotes.bare import FIELDS
from index.quotes.line import Attribution, Line, sentence_start
from index.quotes.people import People
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.predicates import is_filler
from index.quotes.subjects import phrase_ending
from index.quotes.tokens import Token

_LONGEST: Final = 8  # tokens of the first of the two
_FAR: Final = 600  # characters that `they` looks back
# ` and `, ` and cafe owner `, `, D-Ohio, and Sen. `
_BETWEEN: Final = re.compile(
    r"(?:,? \(?[A-Z]\w*-[A-Z][\w.]*\)?,?)? and (?:[a-z]+ )*(?:(?:Rep|Sen|Gov|Mrs?|Ms|Dr)\.? |[A-Z][a-z]{4,} )*"
)


def with_partner(line: Line, found: Attribution) -> Phrase:
    """Return the phrase of an attribution, widened to kind `pair` where it is one of two people who speak as one.

    `name` of a pair is where the second one begins.
    """
    phrase, tokens = found.phrase, line.tokens
    if not _is_named(tokens, phrase) or found.cue is None:
        return phrase
    if phrase.end < len(tokens) and tokens[phrase.end].low == "and":
        return _pair(tokens, phrase, phrase_at(tokens, phrase.end + 1), found.cue)
    start = sentence_start(line, phrase.start)
    if phrase.start <= start + 1 or tokens[phrase.start - 1].low != "and":
        return phrase
    first = phrase_ending(tokens, phrase.start - 1, max(start, phrase.start - _LONGEST))
    opens = first is not None and (first.start == start or not tokens[first.start - 1].is_word)
    return _pair(tokens, first, phrase, found.cue) if first is not None and opens else phrase


def he_before(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`he and a colleague wrote`: of the two, he."""
    at = phrase.start - 2
    joined = at >= 0 and tokens[at + 1].low == "and" and tokens[at].low in ("he", "she")
    return phrase_at(tokens, at) if joined else None


def _pair(tokens: list[Token], first: Phrase, second: Phrase | None, cue: int) -> Phrase:
    """Join two names where the verb stands behind both, or before both and a mark behind."""
    if second is None or not _is_named(tokens, first) or not _is_named(tokens, second):
        return first
    if tokens[first.end - 1].low in FIELDS and second.name is not None and second.name > second.start:
        return replace(second, start=first.start)  # `Roads and Highways Minister Ida Holm`
    at = second.end
    closed = at >= len(tokens) or not tokens[at].is_word
    while at < cue and is_filler(tokens[at]):
        at += 1
    if at != cue and not (cue < first.start and closed):
        return first
    return Phrase(first.start, second.end, "pair", second.head, second.start)


def _is_named(tokens: list[Token], phrase: Phrase) -> bool:
    """`Ida Holm`, `the Tide Board`; not `the board`."""
    return phrase.kind == "name" or (phrase.kind == "organisation" and tokens[phrase.end - 1].is_name)


def two_of(line: Line, pair: Phrase) -> tuple[Phrase, Phrase] | None:
    """Return the two people of a pair."""
    second = phrase_at(line.tokens, pair.name) if pair.name is not None else None
    first = phrase_at(line.tokens, pair.start)
    return (first, second) if first is not None and second is not None else None


def two_apposed(line: Line, several: Phrase) -> str | None:
    """`Two residents, Alan and Ida Holm, spoke.`: who a phrase brings in; one surname serves both."""
    tokens, at = line.tokens, several.end + 1
    if at + 3 >= len(tokens) or tokens[several.end].text != "," or not tokens[at].is_name:
        return None
    end = next((place for place in range(at, min(len(tokens), at + _LONGEST)) if tokens[place].text == ","), at)
    joins = [place for place in range(at, end) if tokens[place].low == "and"]
    names = all(tokens[place].is_name or tokens[place].low == "and" for place in range(at, end))
    return line.words(at, end) if names and len(joins) == 1 and at < joins[0] < end - 1 else None


def two_named(people: People, at: int) -> str | None:
    """`Ruiz met Holm and Lund. They asked ...`: the last two people that `and` joins, not far before offset `at`."""
    seen = [one for one in people.between(max(0, at - _FAR), at) if one.key in people.persons or " " in one.name]
    for one, other in reversed(list(pairwise(seen))):
        between = people.body[one.start + len(one.name) : other.start]  # `and`, `and cafe owner`
        if _BETWEEN.fullmatch(between) and len(between.split()) < 9:
            return " and ".join(people.full_name(each.name, each.start, each.gender) for each in (one, other))
    return None
