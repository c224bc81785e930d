"""User text to a query tree: anything at all parses, or is refused with a position and a remedy.

expression := sequence (OR sequence)*
sequence   := chain+                  mode "all": every chain; mode "any": at least one, + and - decide
chain      := unit (AND unit)*
unit       := (NOT | - | +)* clause
clause     := [field:] ( word | word* | wo?d | w*d | word~2 | "phrase" | "phrase"~5 | "(" expression ")" )
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.analysis import Token, is_cjk, tokenize
from index.errors import QueryError
from index.fields import TEXTS
from search.query import (
    MAX_CHARACTERS,
    MAX_EDITS,
    MAX_NESTING,
    MAX_PHRASES,
    MAX_PREFIXES,
    MAX_SLOP,
    MAX_WORDS,
    And,
    Diagnostic,
    Everything,
    Expression,
    Fuzzy,
    Mode,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)

_MARKS = '"“”„‟«»″＂'
_LEXEME = re.compile(
    rf"""(?P<space>\s+)
    | (?P<open>\() | (?P<close>\))
    | [{_MARKS}](?P<phrase>[^{_MARKS}]*)(?P<closing>(?:[{_MARKS}](?:~[0-9]+(?![^\s(){_MARKS}]))?)?)
    | (?P<sign>(?<![^\s(])[+\-−](?=[^\s)+\-−]))
    | (?P<field>(?<![^\s(+\-−])(?:{"|".join(TEXTS)}):(?=[^\s)]))
    | (?P<word>[^\s(){_MARKS}]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_UNKNOWN_FIELD = re.compile(r"([A-Za-z_]{2,}):(?!//)(?=\S|$)")
_FUZZY = re.compile(r"(.*\w)~([0-9]*)")
# Letters of a dead script stand for * and ? while a word is read: so the analyzer takes them for parts of it.
_RUN, _ONE = "\U00010380", "\U00010381"
_AS_LETTERS = str.maketrans({"*": _RUN, "?": _ONE})
_AS_WILDCARDS = str.maketrans({_RUN: "*", _ONE: "?"})
_ADDRESS = re.compile(r"\w://|www\.")
_NO_WILDCARD = re.compile(r"\*.*\w|\w\?+\w")
_NO_FUZZY = re.compile(r"[\w*?]~")
_NO_PROXIMITY = re.compile(r"(?:NEAR|w|pre)/\d+", re.IGNORECASE)
_LIMITS = {
    "words": (MAX_WORDS, "words"),
    "prefixes": (MAX_PREFIXES, "words with *, ? or ~"),
    "phrases": (MAX_PHRASES, "phrases"),
}
_KEPT = 256
_OPERATORS = ("AND", "OR", "NOT")
# A stub of one letter would match most of the archive; one Chinese character is a word's beginning.
_MIN_STUB = 2


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str  # open, close, phrase, sign, field, word, operator
    text: str
    start: int
    end: int
    after: str = ""  # of a phrase: its closing mark, and the ~ that belongs to it


@lru_cache(_KEPT)
def parse(text: str, mode: Mode = "all") -> Expression:
    """Read a query's text. The last ones are kept: a page, its facets and the next page ask the same.

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
            lexemes.append(_Lexeme(kind, match[kind], start, end, match["closing"] or ""))
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
        self.counted = dict.fromkeys(_LIMITS, 0)

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
        found = self.leaf(tokenize(lexeme.text), lexeme, field)
        if not lexeme.after[1:]:
            return found
        if (slop := int(lexeme.after[2:])) > MAX_SLOP:
            message = f"a phrase takes ~0 to ~{MAX_SLOP}, the other words among its own: give fewer"
            raise QueryError(message, lexeme.end - len(lexeme.after) + 1)
        if isinstance(found, Phrase):
            return replace(found, slop=slop)
        self.note("one word has no others among it: this ~ is ignored", lexeme)
        return found

    def word(self, lexeme: _Lexeme, field: str | None) -> Node | None:
        if lexeme.text == "*":
            if field is not None:
                self.note(f"{field}:* finds everything, not what has a {field}", lexeme)
            return Everything()
        self.note_oddities(lexeme, field)
        if patterns := _patterns(lexeme.text):
            return self.patterns(patterns, lexeme, field)
        found = tokenize(lexeme.text)
        if lexeme.text.rstrip("?").endswith("*") and found:
            return self.prefix(found, lexeme, field)
        if found and (fuzzy := _FUZZY.fullmatch(lexeme.text)):
            return self.fuzzy(tokenize(fuzzy[1]), fuzzy[2], lexeme, field)
        return self.leaf(found, lexeme, field)

    def note_oddities(self, lexeme: _Lexeme, field: str | None) -> None:
        """Say what of a word looks like an operator and is none."""
        text = lexeme.text
        if field is None and (named := _UNKNOWN_FIELD.match(text)):
            if named[1].lower() in TEXTS:
                self.note(f'a value follows "{named[0]}" at once, without a space: read as words', lexeme)
            else:
                self.note(f'"{named[0]}" is no field ({", ".join(TEXTS)} are): read as words', lexeme)
        if _idle(text):
            self.note("a *, ? or ~ does not operate here: read without it", lexeme)
        if field is not None and text[0] in "+-−":
            self.note(f"put the {text[0]} before {field}: to make it operate", lexeme)
        if _NO_PROXIMITY.fullmatch(text):
            self.note("there is no such operator: read as words", lexeme)

    def prefix(self, found: list[Token], lexeme: _Lexeme, field: str | None) -> Node:
        stub = found[-1].word
        if len(stub) < _MIN_STUB and not is_cjk(stub):
            raise _too_much(lexeme, "*", lexeme.start)
        return self.apart(found, Prefix(stub, field, lexeme.start + found[-1].start, lexeme.end), lexeme, field)

    def fuzzy(self, found: list[Token], edits: str, lexeme: _Lexeme, field: str | None) -> Node:
        if edits not in ("", *map(str, range(1, MAX_EDITS + 1))):
            message = f'"{lexeme.text}": a word takes ~ or ~1 for one edit, ~{MAX_EDITS} at most'
            raise QueryError(message, lexeme.start)
        start = lexeme.start + found[-1].start
        return self.apart(found, Fuzzy(found[-1].word, int(edits or 1), field, start, lexeme.end), lexeme, field)

    def apart(self, found: list[Token], last: Node, lexeme: _Lexeme, field: str | None) -> Node:
        """Join the last word, for which others may stand, with the words before it."""
        self.count(lexeme, len(found), prefixes=1)
        if len(found) == 1:
            return last
        self.note("only the last word of this stands for others; the words before it must be there too", lexeme)
        return _flat(And, [*(self.token(token, lexeme, field) for token in found[:-1]), last])

    def patterns(self, found: list[Token], lexeme: _Lexeme, field: str | None) -> Node:
        """Read a word with wildcards within; what a hyphen parts must be there too, in any place."""
        nodes = [self.pattern(token, lexeme, field) for token in found]
        if len(nodes) > 1:
            self.note("the words of this need not stand side by side", lexeme)
        return _flat(And, nodes)

    def pattern(self, token: Token, lexeme: _Lexeme, field: str | None) -> Node:
        stub, start, end = token.word.removesuffix("*"), lexeme.start + token.start, lexeme.start + token.end
        literal = re.split(r"[*?]", token.word)[0]
        self.count(lexeme, 1, prefixes=int(literal != token.word))
        if literal == token.word:
            return self.token(token, lexeme, field)
        if len(literal) < _MIN_STUB:
            raise _too_much(lexeme, "the first * or ?", start)
        return Prefix(stub, field, start, end) if literal == stub else Wildcard(token.word, field, start, end)

    def token(self, token: Token, lexeme: _Lexeme, field: str | None) -> Node:
        """Read one of the words of a lexeme."""
        return self.single(token.word, field, lexeme, lexeme.start + token.start, lexeme.start + token.end)

    def single(self, word: str, field: str | None, lexeme: _Lexeme, start: int, end: int) -> Node:
        if len(word) > 1 or not is_cjk(word):
            return Term(word, field, start, end)
        self.count(lexeme, 0, prefixes=1)
        self.note("one character finds the pairs of characters that begin with it", lexeme)
        return Prefix(word, field, start, end)

    def leaf(self, found: list[Token], lexeme: _Lexeme, field: str | None) -> Node | None:
        self.count(lexeme, len(found), phrases=len(found) > 1)
        if not found:
            self.note("there is no letter or digit in this: ignored", lexeme)
            return None
        words = tuple(token.word for token in found)
        if len(words) > 1:
            return Phrase(words, field, lexeme.start, lexeme.end)
        return self.single(words[0], field, lexeme, lexeme.start, lexeme.end)

    def count(self, lexeme: _Lexeme, words: int, *, prefixes: int = 0, phrases: int = 0) -> None:
        """Count against the limits, which hold before any search."""
        for name, more in (("words", words), ("prefixes", prefixes), ("phrases", phrases)):
            self.counted[name] += more
            most, what = _LIMITS[name]
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


def _patterns(text: str) -> list[Token]:
    """Return the words of a text with their wildcards, none where no wildcard stands within a word.

    A ? at the end of a word ends a question, and in an address neither operates. A * at the end only is a prefix's.
    """
    if _ADDRESS.search(text) or not ("*" in text or "?" in text):
        return []
    tokens = [_pattern(token) for token in tokenize(text.translate(_AS_LETTERS))]
    found = [token for token in tokens if token.word.strip("*?")]
    return found if any(re.search(r"[*?]", token.word.rstrip("*")) for token in found) else []


def _pattern(token: Token) -> Token:
    word = token.word.translate(_AS_WILDCARDS).rstrip("?")
    return token._replace(word=re.sub(r"\*+", "*", word))


def _too_much(lexeme: _Lexeme, before: str, position: int) -> QueryError:
    message = f'"{lexeme.text}" matches too much: give at least {_MIN_STUB} letters before {before}'
    return QueryError(message, position)


def _idle(text: str) -> bool:
    """Tell whether a word holds a sign that would operate elsewhere."""
    patterns = _patterns(text)
    fuzzy = not patterns and _FUZZY.fullmatch(text)
    return bool(_NO_WILDCARD.search(text) and not patterns) or bool(_NO_FUZZY.search(text) and not fuzzy)


def _combined(chains: list[tuple[str, Node]], mode: Mode) -> Node | None:
    """Join what stands side by side. Under "any", + is required, - is excluded, the rest adds to the score."""
    if not chains:
        return None
    if mode == "all":
        return _flat(And, [_signed(sign, node) for sign, node in chains])
    required = [node for sign, node in chains if sign == "+"]
    optional = [node for sign, node in chains if sign == ""]
    excluded = [_signed(sign, node) for sign, node in chains if sign == "-"]
    if optional:
        required.append(_flat(Or, [*optional, Everything()] if required else optional))
    return _flat(And, required + excluded)


def _joined(parts: list[Node], mode: Mode) -> Node | None:
    return _combined([("", part) for part in parts], mode)


def _signed(sign: str, node: Node) -> Node:
    if sign != "-":
        return node
    return node.child if isinstance(node, Not) else Not(node)


def _flat(kind: type[And] | type[Or], nodes: Sequence[Node]) -> Node:
    if len(nodes) == 1:
        return nodes[0]
    children: list[Node] = []
    for node in nodes:
        children += node.children if isinstance(node, kind) else (node,)
    return kind(tuple(children))
