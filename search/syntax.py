"""User text to a query tree: anything at all parses, or is refused with a position and a remedy.

`search.language.tree` has the grammar.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from index.errors import QueryError
from search.language.foreign import NEXIS, translated
from search.language.operators import booleans, own_forms
from search.language.other_names import is_dated, renamed
from search.language.tokens import Lexeme, lex
from search.language.tree import Parser
from search.nodes import And, Has, Node, Nothing
from search.query import MAX_CHARACTERS, Diagnostic, Expression, Mode, Query
from search.told import told

_KEPT = 1_024


def parse(text: str, mode: Mode = "all", today: date | None = None) -> Expression:
    """Read a query's text. The last ones are kept: a page, its facets and the next page ask the same.

    Args:
        text: what a person typed, of any shape.
        mode: whether words side by side mean all of them or any of them.
        today: the day that "last week" and the like are counted from; None: today, by the machine's clock.

    Raises:
        QueryError: the text is over a limit (length, words, nesting, prefixes) or asks for what cannot be; it names the
            position.
    """
    if today is None and is_dated(text[:MAX_CHARACTERS]):
        today = date.today()
    return _parsed(text, mode, today)


def expression_of(query: Query) -> Expression | None:
    """Return the query's expression with what the query `has`, read again where that was done under another mode."""
    expression = query.expression
    if expression is not None and expression.mode != query.mode and expression.text:
        expression = parse(expression.text, query.mode, expression.today)
    return _having(expression, query) if query.has else expression


def _having(expression: Expression | None, query: Query) -> Expression:
    """Return an expression that wants what the query `has`, too."""
    things = tuple(map(Has, query.has))
    if expression is None:
        return Expression("", query.mode, And(things))
    root = expression.root
    return replace(expression, root=And((*(root.children if isinstance(root, And) else (root,)), *things)))


@lru_cache(_KEPT)
def _parsed(text: str, mode: Mode, today: date | None) -> Expression:
    if len(text) > MAX_CHARACTERS:
        message = told("the query is longer than %(most)s characters: shorten it", most=MAX_CHARACTERS)
        raise QueryError(message, position=MAX_CHARACTERS)
    written, unclosed = lex(text)
    lexemes, names = renamed(written, text, today or date.min)
    foreign = translated(lexemes)
    read, hints = booleans(own_forms(foreign.lexemes), mode, foreign=bool(foreign.systems))
    root, notes = _tree(read, text, mode, today, or_first=NEXIS in foreign.systems)
    if root is None and read != lexemes:  # nothing but operators: then they are words
        foreign, hints = foreign._replace(diagnostics=[]), []
        root, notes = _tree(lexemes, text, mode, today, or_first=False)
    diagnostics = (*unclosed, *names, *foreign.diagnostics, *hints, *notes)
    systems = " and ".join(sorted(foreign.systems, reverse=True)) or None
    return Expression(text, mode, root or Nothing(), diagnostics, systems, today)


def _tree(
    lexemes: Sequence[Lexeme], text: str, mode: Mode, today: date | None, *, or_first: bool
) -> tuple[Node | None, list[Diagnostic]]:
    parser = Parser(lexemes, text, mode, today or date.min, or_first=or_first)
    return parser.whole(), parser.diagnostics
