"""User text to a query tree: anything at all parses, or is refused with a position and a remedy.

expression := sequence (OR sequence)*
sequence   := chain+                  mode "all": every chain; mode "any": at least one, + and - decide
chain      := unit (AND unit)*
unit       := (NOT | - | +)* clause
clause     := [field:] ( word | word* | "phrase" | "(" expression ")" )
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import Token, is_cjk, tokenize
from index.errors import QueryError
from index.fields import TEXTS
from search.query import (
    MAX_CHARACTERS,
    MAX_NESTING,
    MAX_PHRASES,
    MAX_PREFIXES,
    MAX_WORDS,
    And,
    Diagnostic,
    Everything,
    Expression,
    Mode,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)

_MARKS = '"“”„‟«»″＂'
_LEXEME = re.compile(
    rf"""(?P<space>\s+)
    | (?P<open>\() | (?P<close>\))
    | [{_MARKS}](?P<phrase>[^{_MARKS}]*)(?P<closing>[{_MARKS}]?)
    | (?P<sign>(?<![^\s(])[+\-−](?=[^\s)+\-−]))
    | (?P<field>(?<![^\s(+\-−])(?:{"|".join(TEXTS)}):(?=[^\s)]))
    | (?P<word>[^\s(){_MARKS}]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_UNKNOWN_FIELD = re.compile(r"([A-Za-z_]{2,}):(?!//)(?=\S|$)")
_NO_WILDCARD = re.compile(r"\*.*\w|\w\?+\w|\w~\d?$")
_NO_PROXIMITY = re.compile(r"(?:NEAR|w|pre)/\d+", re.IGNORECASE)
_LIMITS = {
    "words": (MAX_WORDS, "words"),
    "prefixes": (MAX_PREFIXES, "words with *"),
    "phrases": (MAX_PHRASES, "phrases"),
}
_OPERATORS = ("AND", "OR", "NOT")
# A stub of one letter would match most of the archive; one Chinese character is a word's beginning.
_MIN_STUB = 2


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str  # open, close, phrase, sign, field, word, operator
    text: str
    start: int
    end: int


def parse(text: str, mode: Mode = "all") -> Expression:
    """Read a query's text.

    Args:
        text: what a person typed, of any shape.
        mode: whether words side by side mean all of them or any of them.

    Raises:
        QueryError: the text is over a limit (length, words, nesting, prefixes); it names the position.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"the query is longer than {MAX_CHARACTERS:,} characters: shorten it", position=MAX_CHARACTERS)
    lexemes, diagnostics = _lex(text)
    read, hints = _operators(lexemes, mode)
    parser = _Parser(read, mode)
    root = parser.whole()
    if root is None and read != lexemes:  # nothing but operators: then they are words
        parser, hints = _Parser(lexemes, mode), []
        root = parser.whole()
    return Expression(text, mode, root or Nothing(), tuple(diagnostics + hints + parser.diagnostics))


def expression_of(query: Query) -> Expression | None:
    """Return the query's expression, its text read again where that was done under another mode than the query's."""
    expression = query.expression
    if expression is None or expression.mode == query.mode or not expression.text:
        return expression
    return parse(expression.text, query.mode)


def _lex(text: str) -> tuple[list[_Lexeme], list[Diagnostic]]:
    lexemes: list[_Lexeme] = []
    diagnostics: list[Diagnostic] = []
    for match in _LEXEME.finditer(text):
        kind, (start, end) = match.lastgroup or "", match.span()
        if kind == "closing":
            kind = "phrase"
            if not match["closing"]:
                diagnostics.append(Diagnostic("this quotation mark is not closed: read to the end", start, end))
        if kind != "space":
            lexemes.append(_Lexeme(kind, match["phrase"] if kind == "phrase" else match[kind], start, end))
    return lexemes, diagnostics


def _operators(lexemes: list[_Lexeme], mode: Mode) -> tuple[list[_Lexeme], list[Diagnostic]]:
    """Return the lexemes with the words that operate marked as operators, and hints where one may be meant."""
    read: list[_Lexeme] = []
    hints: list[Diagnostic] = []
    depth = 0
    for place, lexeme in enumerate(lexemes):
        depth += (lexeme.kind == "open") - (lexeme.kind == "close")
        if lexeme.kind == "word" and lexeme.text.upper() in _OPERATORS and not _has_field(lexemes, place):
            if lexeme.text in _OPERATORS or _operates(lexemes, place, depth, mode):
                lexeme = _Lexeme("operator", lexeme.text.upper(), lexeme.start, lexeme.end)
            elif lexeme.text in ("or", "not"):
                hints.append(_hint(lexeme))
        read.append(lexeme)
    return read, hints


def _operates(lexemes: Sequence[_Lexeme], place: int, depth: int, mode: Mode) -> bool:
    """Tell whether a lower-case and, or, not operates: inside or beside brackets, beside a phrase or a field."""
    if mode == "any" or not lexemes[place].text.islower():
        return False
    before = place > 0 and (lexemes[place - 1].kind in ("close", "phrase") or _has_field(lexemes, place - 1))
    after = place + 1 < len(lexemes) and lexemes[place + 1].kind in ("open", "phrase", "field")
    return depth > 0 or before or after


def _has_field(lexemes: Sequence[_Lexeme], place: int) -> bool:
    return place > 0 and lexemes[place - 1].kind == "field"


def _hint(lexeme: _Lexeme) -> Diagnostic:
    message = f'"{lexeme.text}" is read as a word: write {lexeme.text.upper()} in capitals to make it operate'
    return Diagnostic(message, lexeme.start, lexeme.end)


class _Parser:
    """Recursive descent over lexemes; recursion is bounded by MAX_NESTING."""

    def __init__(self, lexemes: Sequence[_Lexeme], mode: Mode) -> None:
        self.lexemes = lexemes
        self.mode = mode
        self.diagnostics: list[Diagnostic] = []
        self.place = 0
        self.counted: Counter[str] = Counter()

    def whole(self) -> Node | None:
        parts = [self.expression(None, 0)]
        while self.peek() is not None:  # only a closing bracket too many stops an expression early
            self.note("this bracket was not opened: ignored", self.take())
            parts.append(self.expression(None, 0))
        return _joined([part for part in parts if part is not None], self.mode)

    def expression(self, field: str | None, depth: int) -> Node | None:
        parts = [self.sequence(field, depth)]
        while self.at("operator", "OR"):
            operator = self.take()
            parts.append(self.sequence(field, depth))
            if parts[-1] is None or parts[-2] is None:
                self.note("this OR has nothing on one side: ignored", operator)
        found = [part for part in parts if part is not None]
        return _flat(Or, found) if found else None

    def sequence(self, field: str | None, depth: int) -> Node | None:
        chains: list[tuple[str, Node]] = []
        while (lexeme := self.peek()) is not None and lexeme.kind != "close" and not self.at("operator", "OR"):
            if self.at("operator", "AND"):
                self.note("this AND has nothing on its left: ignored", self.take())
            elif (chain := self.chain(field, depth)) is not None:
                chains.append(chain)
        return _combined(chains, self.mode)

    def chain(self, field: str | None, depth: int) -> tuple[str, Node] | None:
        units = [self.unit(field, depth)]
        while self.at("operator", "AND"):
            operator = self.take()
            units.append(self.unit(field, depth))
            if units[-1] is None:
                self.note("this AND has nothing on its right: ignored", operator)
        found = [unit for unit in units if unit is not None]
        if len(found) > 1:
            return "", _flat(And, [_signed(sign, node) for sign, node in found])
        return found[0] if found else None

    def unit(self, field: str | None, depth: int) -> tuple[str, Node] | None:
        sign, first = "", None
        while self.at("sign") or self.at("operator", "NOT"):
            first = first or self.peek()
            taken = self.take()
            turned = "" if sign == "-" else "-"
            sign = (sign or "+") if taken.text == "+" else turned
        node = self.clause(field, depth)
        if node is None and first is not None:
            self.note(f"this {first.text} has nothing to its right: ignored", first)
        return None if node is None else (sign, node)

    def clause(self, field: str | None, depth: int) -> Node | None:
        lexeme = self.peek()
        if lexeme is None or lexeme.kind in ("close", "operator"):
            return None
        self.take()
        match lexeme.kind:
            case "field":
                return self.clause(lexeme.text[:-1].lower(), depth)
            case "open":
                return self.group(lexeme, field, depth + 1)
            case "phrase":
                return self.phrase(lexeme, field)
            case _:
                return self.word(lexeme, field)

    def group(self, opening: _Lexeme, field: str | None, depth: int) -> Node | None:
        if depth > MAX_NESTING:
            raise QueryError(f"brackets nest deeper than {MAX_NESTING}: simplify the query", opening.start)
        node = self.expression(field, depth)
        if self.at("close"):
            self.take()
        else:
            self.note("this bracket is not closed: read to the end", opening)
        if node is None:
            self.note("there is nothing between these brackets: ignored", opening)
        return node

    def phrase(self, lexeme: _Lexeme, field: str | None) -> Node | None:
        if "*" in lexeme.text:
            self.note("a * between quotation marks does not operate", lexeme)
        return self.leaf(tokenize(lexeme.text), lexeme, field)

    def word(self, lexeme: _Lexeme, field: str | None) -> Node | None:
        if lexeme.text == "*":
            if field is not None:
                self.note(f"{field}:* finds everything, not what has a {field}", lexeme)
            return Everything()
        found = tokenize(lexeme.text)
        self.note_oddities(lexeme, field)
        if lexeme.text.endswith("*") and found:
            return self.prefix(found, lexeme, field)
        return self.leaf(found, lexeme, field)

    def note_oddities(self, lexeme: _Lexeme, field: str | None) -> None:
        """Say what of a word looks like an operator and is none."""
        text = lexeme.text
        if field is None and (named := _UNKNOWN_FIELD.match(text)):
            if named[1].lower() in TEXTS:
                self.note(f'a value follows "{named[0]}" at once, without a space: read as words', lexeme)
            else:
                self.note(f'"{named[0]}" is no field ({", ".join(TEXTS)} are): read as words', lexeme)
        if _NO_WILDCARD.search(text):
            self.note("only a * at the end of a word operates, not * or ? elsewhere nor ~", lexeme)
        if field is not None and text[0] in "+-−":
            self.note(f"put the {text[0]} before {field}: to make it operate", lexeme)
        if _NO_PROXIMITY.fullmatch(text):
            self.note("there is no such operator: read as words", lexeme)

    def prefix(self, found: list[Token], lexeme: _Lexeme, field: str | None) -> Node:
        stub = found[-1].word
        if len(stub) < _MIN_STUB and not is_cjk(stub):
            message = f'"{lexeme.text}" matches too much: give at least {_MIN_STUB} letters before *'
            raise QueryError(message, lexeme.start)
        self.count(lexeme, len(found), prefixes=1)
        last: Node = Prefix(stub, field, lexeme.start + found[-1].start, lexeme.end)
        if len(found) == 1:
            return last
        self.note("only the last word of this is completed; the words before it must be there too", lexeme)
        return _flat(And, [_term(token, lexeme, field) for token in found[:-1]] + [last])

    def leaf(self, found: list[Token], lexeme: _Lexeme, field: str | None) -> Node | None:
        self.count(lexeme, len(found), phrases=len(found) > 1)
        if not found:
            self.note("there is no letter or digit in this: ignored", lexeme)
            return None
        words = tuple(token.word for token in found)
        if len(words) > 1:
            return Phrase(words, field, lexeme.start, lexeme.end)
        if len(words[0]) == 1 and is_cjk(words[0]):
            self.note("one character finds the pairs of characters that begin with it", lexeme)
            return Prefix(words[0], field, lexeme.start, lexeme.end)
        return Term(words[0], field, lexeme.start, lexeme.end)

    def count(self, lexeme: _Lexeme, words: int, *, prefixes: int = 0, phrases: int = 0) -> None:
        """Count against the limits, which hold before any search."""
        self.counted += Counter(words=words, prefixes=prefixes, phrases=phrases)
        for name, (most, what) in _LIMITS.items():
            if self.counted[name] > most:
                raise QueryError(f"the query has more than {most} {what}: shorten it", lexeme.start)

    def peek(self) -> _Lexeme | None:
        return self.lexemes[self.place] if self.place < len(self.lexemes) else None

    def at(self, kind: str, text: str | None = None) -> bool:
        lexeme = self.peek()
        return lexeme is not None and lexeme.kind == kind and text in (None, lexeme.text)

    def take(self) -> _Lexeme:
        self.place += 1
        return self.lexemes[self.place - 1]

    def note(self, message: str, lexeme: _Lexeme) -> None:
        self.diagnostics.append(Diagnostic(message, lexeme.start, lexeme.end))


def _term(token: Token, lexeme: _Lexeme, field: str | None) -> Term:
    return Term(token.word, field, lexeme.start + token.start, lexeme.start + token.end)


def _combined(chains: list[tuple[str, Node]], mode: Mode) -> Node | None:
    """Join what stands side by side. Under "any", + is required, - is excluded, the rest adds to the score."""
    if not chains:
        return None
    if mode == "all":
        return _flat(And, [_signed(sign, node) for sign, node in chains])
    required = [node for sign, node in chains if sign == "+"]
    optional = [node for sign, node in chains if sign == ""]
    excluded: list[Node] = [Not(node) for sign, node in chains if sign == "-"]
    if optional:
        required.append(_flat(Or, [*optional, Everything()] if required else optional))
    return _flat(And, required + excluded)


def _joined(parts: list[Node], mode: Mode) -> Node | None:
    return _combined([("", part) for part in parts], mode)


def _signed(sign: str, node: Node) -> Node:
    return Not(node) if sign == "-" else node


def _flat(kind: type[And] | type[Or], nodes: Sequence[Node]) -> Node:
    if len(nodes) == 1:
        return nodes[0]
    children: list[Node] = []
    for node in nodes:
        children += node.children if isinstance(node, kind) else (node,)
    return kind(tuple(children))
