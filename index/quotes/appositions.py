"""Reads what stands before a name or behind its comma: the words of a role, `a pollster who works for X`."""

from index.quotes.cues import is_speech
from index.quotes.lexicon import (
    COLLECTIVES,
    DETERMINERS,
    NAMING,
    PERSON_NOUNS,
    PLACES,
    PREPOSITIONS,
    RELATIVES,
    TITLES,
    word_set,
)
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.tokens import Passage, Token

NO_ROLE = DETERMINERS | COLLECTIVES | word_set("mr mr. mrs mrs. ms ms. miss mx. sir dame")
_MADE = NAMING | word_set("appointed elected promoted made hired")
_CLOSERS = frozenset((",", ".", ";", "–", "—", "("))
_SIGNED = 12  # tokens of a role that the end of the paragraph closes: `— Ruiz, mayor of Norport`
_ONCE = frozenset(("then", "now", "formerly", "once"))
_INDEFINITE = frozenset(("a", "an", "one", "another"))
_RANKS = frozenset(title for title in TITLES if title[-1] == ".") | word_set("rear vice sheikh imam rabbi")
_OTHERS = PREPOSITIONS - {"by"}
MOST_BEFORE = 10  # words of a phrase before the one asked for


def before_rank(tokens: list[Token], start: int, end: int) -> int:
    """`Navy spokesman Rear Adm. Abel Holm`: the rank behind an office tells no more of the role."""
    before = end
    while before > start and tokens[before - 1].low in _RANKS:
        before -= 1
    return before if before > start and tokens[before - 1].low in PERSON_NOUNS else end


def brings_in(tokens: list[Token], phrase: Phrase, head: str) -> bool:
    """`a senior banker`, `one source close to the talks`; `a banker's letter` brings in no banker."""
    words = tokens[phrase.start : phrase.end]
    return words[0].low in _INDEFINITE and any(token.low == head for token in words)


def apposed_to(tokens: list[Token], phrase: Phrase) -> Phrase | None:
    """`Ruiz, 53, a diver from Norport, said`: the name that a nominal between two commas tells about."""
    end, behind = phrase.start - 1, phrase.end
    if phrase.kind != "nominal" or end < 1 or tokens[end].text != "," or behind >= len(tokens):
        return None
    if tokens[behind].text not in (",", ".") and tokens[behind].low != "who":
        return None
    if tokens[end - 1].text.isdigit() and end > 2 and tokens[end - 2].text == ",":
        end -= 2
    for begin in range(max(0, end - MOST_BEFORE), end):
        name = phrase_at(tokens, begin)
        if name is not None and name.kind == "name" and name.end == end:
            return name if begin == 0 or tokens[begin - 1].low not in _OTHERS else None  # `the son of Ruiz, a diver,`
    return None


def without_determiner(passage: Passage, phrase: Phrase) -> str:
    """Return the words of a nominal without `a`, `the`, `one`."""
    return role_words(passage, phrase.start, phrase.end) or ""


def role_words(passage: Passage, start: int, end: int) -> str | None:
    tokens = passage.tokens
    while start < end and (tokens[start].low in NO_ROLE or tokens[start].low.endswith("-year-old")):
        start += 1
    if start == end or tokens[start].low in PREPOSITIONS:  # `one of the authors`
        return None
    return passage.words(start, end)


def apposition(passage: Passage, at: int) -> str | None:
    """`, a pollster who works for X,` or `, chairman of the board,`: up to the closing comma."""
    tokens = passage.tokens
    if at + 2 < len(tokens) and tokens[at + 1].text.isdigit() and tokens[at + 2].text == ",":
        at += 2  # the age
    if at + 1 >= len(tokens) or tokens[at].text != ",":
        return None
    at += tokens[at + 1].low in _ONCE
    phrase = phrase_at(tokens, at + 1)
    if phrase is None or tokens[at + 1].low in _MADE or phrase.kind != "nominal" or not _names_a_role(tokens, phrase):
        return None
    end = _closing(tokens, phrase.end, min(len(tokens), at + 30))
    if (tokens[end].text not in (",", ".")) if end < len(tokens) else end - at > _SIGNED:
        return None
    return role_words(passage, at + 1, end)


def _closing(tokens: list[Token], at: int, limit: int) -> int:
    """Return the token that ends an apposition: a mark, or a verb of speech outside a relative clause."""
    relative = False
    while at < limit and tokens[at].text not in _CLOSERS and tokens[at].quote < 0:
        relative = relative or tokens[at].low in RELATIVES
        if not relative and tokens[at].is_word and is_speech(tokens, at):
            return at
        at += 1
    return at


def _names_a_role(tokens: list[Token], phrase: Phrase) -> bool:
    return any(
        tokens[at].low in PERSON_NOUNS and tokens[at].low not in PLACES for at in range(phrase.start, phrase.end)
    )
