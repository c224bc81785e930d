"""Tells what the words of a noun phrase are: a name with its role words, a nominal, a body."""

from typing import Final

from msgspec import Struct

from index.quotes.bare import is_organisation, name_start, names_office
from index.quotes.causes import ENDINGS, FIRST_OF_KNOWN, behind_known, is_bidding, is_cause
from index.quotes.extents import tail_end
from index.quotes.known_bodies import OF_SEVERAL
from index.quotes.lexicon import (
    COLLECTIVES,
    DETERMINERS,
    DOCUMENTS,
    FIRMS,
    GIVEN,
    GROUPS,
    OPENERS,
    ORGANISATIONS,
    PERSON_NOUNS,
    TITLES,
    WEEKDAYS,
    word_set,
)
from index.quotes.nominals import can_speak, is_nominal
from index.quotes.tokens import Token

ONE_PERSON: Final = (
    (PERSON_NOUNS | {"another", "one"}) - GROUPS - word_set("people men women children police staff counsel")
)
SOURCES: Final = PERSON_NOUNS | GROUPS | ORGANISATIONS | DOCUMENTS | COLLECTIVES
_BODIES: Final = ORGANISATIONS - GROUPS


class Phrase(Struct, frozen=True, gc=False):
    """`tokens[start:end]`, in token numbers; `name` is where the bare name begins in it.

    kind: name | nominal | organisation | pronoun | pair (pairs.py); `head` is the last noun, in lower case;
    `apposed` when the name stands behind a comma: `the mayor, Anna Lopez`.
    """

    start: int
    end: int
    kind: str
    head: str
    name: int | None = None
    apposed: bool = False


def classify(tokens: list[Token], start: int, end: int) -> Phrase | None:
    last = tokens[end - 1]
    if last.low in DETERMINERS and last.low not in COLLECTIVES:
        return None
    if last.is_name and (end - start > 2 or tokens[start].low in FIRST_OF_KNOWN) and _is_known(tokens, start, end):
        return Phrase(start, end, "organisation", last.low)
    if last.low in COLLECTIVES or is_nominal(tokens, start, end):
        if not can_speak(tokens, start, end):
            return None
        firm = last.text in FIRMS and last.text != "operator" and tokens[start].low == "the"  # `the charity`
        kind = "organisation" if firm or last.low in _BODIES else "nominal"
        head = _office_in(tokens, start, end) if last.is_name else last.low
        return Phrase(start, tail_end(tokens, end), kind, head)
    if (last.low in OPENERS and last.low not in ENDINGS) or last.low in WEEKDAYS or last.text[0].isdigit():
        return None
    name = name_start(tokens, start, end)
    if name == end:
        return Phrase(start, tail_end(tokens, end), "nominal", _office_in(tokens, start, end))
    if name - 2 > start and tokens[start].low == "the" and tokens[name - 1].low in ("of", "the"):
        office = _office_in(tokens, start, end)
        if office != last.low:
            return Phrase(start, tail_end(tokens, end), "nominal", office)  # `the Governor of the Bank of England`
    if is_organisation(tokens, start, name, end):
        return Phrase(start, end, "organisation", last.low)
    if name - 2 > start and is_bidding(tokens, name - 1):
        return Phrase(start, end, "organisation", last.low, name - 2)
    if name > start and tokens[name - 1].text in FIRMS and tokens[name].low not in GIVEN:
        return Phrase(start, end, "organisation", last.low, name)
    titled = tokens[start].low in DETERMINERS or names_office(tokens, start, name)
    return Phrase(_start_of_title(tokens, start, name) if titled else name, end, "name", last.low, name)


def _is_known(tokens: list[Token], start: int, end: int) -> bool:
    """`the Red Crescent`, `Save the Children Philippines`, `Citizens for Clean Water`."""
    first = start + (tokens[start].low == "the")
    if tokens[first].low in OF_SEVERAL and behind_known(tokens, first) == end:
        return True
    return end - start > 2 and is_cause(tokens, start, end)


def _start_of_title(tokens: list[Token], start: int, name: int) -> int:
    """`a figure Treasury Secretary Ida Holm called low`: with `a`, what stands before a title is something else."""
    if tokens[start].low not in ("a", "an") or tokens[name - 1].low not in TITLES or not tokens[name - 1].is_name:
        return start
    return next((at for at in range(start + 2, name) if tokens[at].is_name and not tokens[at - 1].is_name), start)


def _office_in(tokens: list[Token], start: int, end: int) -> str:
    """`the Inspector-General of Police` is an inspector-general."""
    of = next((at for at in range(start + 1, end) if tokens[at].low == "of"), end)
    return tokens[of - 1].low if tokens[of - 1].low in PERSON_NOUNS else tokens[end - 1].low
