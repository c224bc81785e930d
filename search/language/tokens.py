"""A query's text as lexemes: words, phrases, brackets, signs and fields, each with its place."""

import re
from collections.abc import Sequence

from msgspec import Struct

from index.fields import TEXTS
from index.patterns import pattern
from search.query import Diagnostic
from search.told import told

MARKS = '"“”„‟«»″＂'
# What stands before a colon: a field of the text, or another thing to ask of articles.
NAMES = (*TEXTS, "published", "has", "lead")
_LEXEME = pattern(
    rf"""(?P<space>\s+)
    | (?P<open>\() | (?P<close>\))
    | [{MARKS}](?P<phrase>[^{MARKS}]*)(?P<closing>(?:[{MARKS}](?:~[0-9]+(?![^\s(){MARKS}]))?)?)
    | (?P<sign>(?<![^\s(])[+\-−](?=[^\s)+\-−]))
    | (?P<field>(?<![^\s(+\-−])(?:{"|".join(NAMES)}|first[0-9]{{1,4}}):(?=[^\s)]))
    | (?P<word>(?<=published:)\[[^\[\]]{{1,60}}\sTO\s[^\[\]]{{1,60}}\]|[^\s(){MARKS}]+)""",
    re.VERBOSE | re.IGNORECASE,
)


class Lexeme(Struct, frozen=True):
    """A piece of the text.

    `kind` is open, close, phrase, sign, field or word; operator (AND, OR, NOT), near, same or atleast once these are
    told from words. `after` is a phrase's closing mark and the ~ that belongs to it.
    """

    kind: str
    text: str
    start: int
    end: int
    after: str = ""
    number: int = 0  # of a near: its words; of an atleast: its times


def lex(text: str) -> tuple[list[Lexeme], list[Diagnostic]]:
    """Return the lexemes of a text, and what is odd about them."""
    lexemes: list[Lexeme] = []
    diagnostics: list[Diagnostic] = []
    for match in _LEXEME.finditer(text):
        kind, (start, end) = match.lastgroup or "", match.span()
        if kind == "closing":
            kind = "phrase"
            if not match["closing"]:
                diagnostics.append(Diagnostic(told("this quotation mark is not closed: read to the end"), start, end))
        if kind != "space":
            lexemes.append(Lexeme(kind, match[kind], start, end, match["closing"] or ""))
    return lexemes, diagnostics


def has_field(lexemes: Sequence[Lexeme], place: int) -> bool:
    """Tell whether a lexeme is the value of a field."""
    return place > 0 and lexemes[place - 1].kind == "field"
