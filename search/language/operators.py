"""Which words operate: AND, OR, NOT, NEAR, SAME and ATLEAST, in this language's own form."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from index.errors import QueryError
from index.patterns import pattern
from search.language.tokens import Lexeme, has_field
from search.query import MAX_DISTANCE, MAX_TIMES, Diagnostic, Mode
from search.told import told

_OPERATORS = ("AND", "OR", "NOT")
_UNITS = ("SENTENCE", "PARAGRAPH", "QUOTE")
_NEAR = pattern(r"(NEAR|PRE)/(\d+)", re.IGNORECASE)
_AT_LEAST = pattern(r"atleast(\d+)", re.IGNORECASE)


def near(lexeme: Lexeme, operator: str, number: str) -> Lexeme:
    """Return a lexeme as NEAR or PRE.

    Raises:
        QueryError: it reaches too far, or nowhere.
    """
    if not 1 <= int(number) <= MAX_DISTANCE:
        form = {"operator": operator, "most": MAX_DISTANCE, "given": number}
        raise QueryError(told("%(operator)s/ takes 1 to %(most)s words, not %(given)s", **form), lexeme.start)
    return replace(lexeme, kind="near", text=operator, number=int(number))


def own_forms(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Return lexemes with this language's NEAR, SAME and ATLEAST as operators."""
    read: list[Lexeme] = []
    for place, lexeme in enumerate(lexemes):
        if lexeme.kind == "word" and not has_field(lexemes, place):
            lexeme = _own(lexeme)
            if _is_unit(lexeme) and read and read[-1].kind == "word" and read[-1].text == "SAME":
                same = read.pop()
                lexeme = Lexeme("same", lexeme.text.lower(), same.start, lexeme.end)
        read.append(lexeme)
    return read


def _own(lexeme: Lexeme) -> Lexeme:
    if found := _NEAR.fullmatch(lexeme.text):
        return near(lexeme, found[1].upper(), found[2])
    if found := _AT_LEAST.fullmatch(lexeme.text):
        if not 1 <= int(found[1]) <= MAX_TIMES:
            message = told("atleast takes 1 to %(most)s times, not %(given)s", most=MAX_TIMES, given=found[1])
            raise QueryError(message, lexeme.start)
        return replace(lexeme, kind="atleast", number=int(found[1]))
    return lexeme


def _is_unit(lexeme: Lexeme) -> bool:
    return lexeme.kind == "word" and lexeme.text in _UNITS


def booleans(lexemes: Sequence[Lexeme], mode: Mode, *, foreign: bool) -> tuple[list[Lexeme], list[Diagnostic]]:
    """Return the lexemes with the AND, OR and NOT that operate marked, and hints where one may be meant.

    Args:
        foreign: whether other systems' forms are among them: then small letters operate too.
    """
    read: list[Lexeme] = []
    hints: list[Diagnostic] = []
    depth = 0
    for place, lexeme in enumerate(lexemes):
        depth += (lexeme.kind == "open") - (lexeme.kind == "close")
        if lexeme.kind == "word" and lexeme.text.upper() in _OPERATORS and not has_field(lexemes, place):
            if lexeme.text in _OPERATORS or (mode != "any" and (foreign or _operates(lexemes, place, depth))):
                lexeme = replace(lexeme, kind="operator", text=lexeme.text.upper())
            elif lexeme.text in ("or", "not"):
                hints.append(_hint(lexeme))
        read.append(lexeme)
    return read, hints


def _operates(lexemes: Sequence[Lexeme], place: int, depth: int) -> bool:
    """Tell whether a lower-case and, or, not operates: inside or beside brackets, beside a phrase or a field."""
    if not lexemes[place].text.islower():
        return False
    before = place > 0 and (lexemes[place - 1].kind in ("close", "phrase") or has_field(lexemes, place - 1))
    after = place + 1 < len(lexemes) and lexemes[place + 1].kind in ("open", "phrase", "field")
    return depth > 0 or before or after


def _hint(lexeme: Lexeme) -> Diagnostic:
    message = told(
        '"%(word)s" is read as a word: write %(operator)s in capitals to make it operate',
        word=lexeme.text,
        operator=lexeme.text.upper(),
    )
    return Diagnostic(message, lexeme.start, lexeme.end)
