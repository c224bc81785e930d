"""Lexemes to a tree, by recursive descent; recursion is bounded by MAX_NESTING.

expression := sequence (OR sequence)*
sequence   := chain+                  mode "all": every chain; mode "any": at least one, + and - decide
chain      := unit (AND unit)*
unit       := (NOT | - | +)* same
same       := near (SAME SENTENCE [NOT] near)*, then SAME PARAGRAPH, then SAME QUOTE
near       := part ([NOT] (NEAR/n | PRE/n) part)*
part       := clause, or in Nexis's forms clause (OR clause)*
clause     := [field:] ( word | word* | wo?d | w*d | word~2 | "phrase" | "phrase"~5 | "(" expression ")" )
            | atleastN clause | SAME unit clause | lead: clause | firstN: clause | published: days | has: thing
"""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from index.errors import QueryError
from search.language.dates import Days, read_days
from search.language.describing import days
from search.language.joining import check_unit, combined, flat, joined_near, negated, placed
from search.language.tokens import Lexeme
from search.language.words import WordReader
from search.nodes import (
    THINGS,
    And,
    AtLeast,
    Has,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Published,
    Unit,
    Within,
)
from search.query import MAX_NESTING, Diagnostic, Mode
from search.told import told

_UNITS: tuple[Unit, ...] = ("sentence", "paragraph", "quote")  # that which binds tightest first
_THINGS = {"quote": "quotes", "photograph": "photo", "photos": "photo", "image": "photo"}
_SHOWN = 40  # characters of what is no date
_LONGEST_DATE = 4  # words, as in "18 May 2015" or "last 3 weeks"


class Parser(WordReader):
    """Reads the lexemes of one query."""

    def __init__(self, lexemes: Sequence[Lexeme], text: str, mode: Mode, today: date, *, or_first: bool) -> None:
        """Begin.

        Args:
            or_first: whether OR binds tightest, as in Nexis.
        """
        super().__init__()
        self.lexemes, self.text, self.mode, self.today = lexemes, text, mode, today
        self.or_first = or_first
        self.place = 0

    def whole(self) -> Node | None:
        """Return the tree, None where there is nothing to search for."""
        parts = [self.expression(None, 0)]
        while self.peek() is not None:  # only a closing bracket too many stops an expression early
            self.note(told("this bracket was not opened: ignored"), self.take())
            parts.append(self.expression(None, 0))
        return combined([("", part) for part in parts if part is not None], self.mode)

    def expression(self, field: str | None, depth: int) -> Node | None:
        parts = [self.sequence(field, depth)]
        while self.at("operator", "OR"):
            operator = self.take()
            parts.append(self.sequence(field, depth))
            if parts[-1] is None or parts[-2] is None:
                self.note(told("this %(operator)s has nothing on one side: ignored", operator="OR"), operator)
        found = [part for part in parts if part is not None]
        return flat(Or, found) if found else None

    def sequence(self, field: str | None, depth: int) -> Node | None:
        chains: list[tuple[str, Node]] = []
        while (lexeme := self.peek()) is not None and lexeme.kind != "close" and not self.at("operator", "OR"):
            if self.at("operator", "AND"):
                self.note(told("this AND has nothing on its left: ignored"), self.take())
            elif (chain := self.chain(field, depth)) is not None:
                chains.append(chain)
        return combined(chains, self.mode)

    def chain(self, field: str | None, depth: int) -> tuple[str, Node] | None:
        units = [self.unit(field, depth)]
        while self.at("operator", "AND"):
            operator = self.take()
            units.append(self.unit(field, depth))
            if units[-1] is None:
                self.note(told("this AND has nothing on its right: ignored"), operator)
        found = [unit for unit in units if unit is not None]
        if len(found) > 1:
            return "", flat(And, [node for _, node in found])
        return found[0] if found else None

    def unit(self, field: str | None, depth: int) -> tuple[str, Node] | None:
        sign, first = self.signs()
        node = self.same(field, depth, len(_UNITS))
        if node is None and first is not None:
            self.note(told("this %(operator)s has nothing to its right: ignored", operator=first.text), first)
        if node is None:
            return None
        return sign, negated(node, first.start) if first is not None and sign == "-" else node

    def signs(self) -> tuple[str, Lexeme | None]:
        """Read NOT, - and +: two that exclude are none."""
        sign, first = "", None
        while self.at("sign") or (self.at("operator", "NOT") and not self.near_follows()):
            first = first or self.peek()
            taken = self.take()
            turned = "" if sign == "-" else "-"
            sign = (sign or "+") if taken.text == "+" else turned
        return sign, first

    def same(self, field: str | None, depth: int, level: int) -> Node | None:
        """Read what stands in one sentence; of that what stands in one paragraph; of that in one quotation."""
        if level == 0:
            return self.near(field, depth)
        unit = _UNITS[level - 1]
        first = self.same(field, depth, level - 1)
        found = [] if first is None else [first]
        operator = None
        while (lexeme := self.peek()) is not None and lexeme.kind == "same" and lexeme.text == unit:
            operator = self.take()
            sign, first_sign = self.signs()
            node = self.same(field, depth, level - 1)
            if node is None or first is None:
                written = f"SAME {unit.upper()}"
                self.note(told("this %(operator)s has nothing on one side: ignored", operator=written), operator)
            if node is not None:
                bare = _bare(node, unit)
                found.append(negated(bare, first_sign.start) if first_sign is not None and sign == "-" else bare)
        if operator is None or len(found) < 2:
            return found[0] if found else None
        return self.within(unit, flat(And, [_bare(found[0], unit), *found[1:]]), operator)

    def within(self, unit: Unit, child: Node, lexeme: Lexeme, words: int = 0) -> Node:
        self.count(lexeme, 0, nears=1)
        if isinstance(child, And):  # as it is written back: what is excluded last
            child = replace(child, children=tuple(sorted(child.children, key=lambda one: isinstance(one, Not))))
        start, end = min(lexeme.start, child.start), max(lexeme.end, child.end)
        node = Within(unit, child, words, start=start, end=end)
        check_unit(node)
        return node

    def near(self, field: str | None, depth: int) -> Node | None:
        left = self.part(field, depth)
        while self.at("near") or self.near_follows():
            apart = self.take() if self.at("operator", "NOT") else None
            operator = self.take()
            right = self.part(field, depth)
            if left is None or right is None:
                written = f"{operator.text}/{operator.number}"
                self.note(told("this %(operator)s has nothing on one side: ignored", operator=written), operator)
                left = left or right
            else:
                left = self.joined(left, right, operator, apart=apart is not None)
        return left

    def joined(self, left: Node, right: Node, operator: Lexeme, *, apart: bool) -> Node:
        def make(one: Node, other: Node) -> Near:
            self.count(operator, 0, nears=1)
            ordered = operator.text == "PRE"
            start, end = min(one.start, other.start), max(one.end, other.end)
            return Near(one, other, operator.number, ordered, apart, start=start, end=end)

        if apart and isinstance(right, And):
            right = flat(Or, right.children)
        return joined_near(left, right, make)

    def near_follows(self) -> bool:
        """Tell whether here is the NOT of a NOT NEAR."""
        following = self.lexemes[self.place + 1] if self.place + 1 < len(self.lexemes) else None
        return self.at("operator", "NOT") and following is not None and following.kind == "near"

    def part(self, field: str | None, depth: int) -> Node | None:
        """Read a clause; in Nexis's forms OR binds tighter than all but brackets."""
        found = [self.clause(field, depth)]
        while self.or_first and found[0] is not None and self.at("operator", "OR") and self.clause_follows():
            operator, message = self.take(), told("OR binds tightest here, as in Nexis")
            self.diagnostics.append(Diagnostic(message, operator.start, operator.end, "translation"))
            found.append(self.clause(field, depth))
        some = [node for node in found if node is not None]
        return flat(Or, some) if some else None

    def clause_follows(self) -> bool:
        following = self.lexemes[self.place + 1] if self.place + 1 < len(self.lexemes) else None
        return following is not None and following.kind in ("word", "phrase", "open", "field", "atleast")

    def clause(self, field: str | None, depth: int) -> Node | None:
        lexeme = self.peek()
        if lexeme is None or lexeme.kind in ("close", "operator", "near", "sign"):
            return None
        if lexeme.kind == "same" and not self.clause_follows():
            return None
        self.take()
        match lexeme.kind:
            case "field":
                return self.named(lexeme, field, depth)
            case "atleast":
                return self.at_least(lexeme, field, depth)
            case "same":
                return self.beginning(_unit(lexeme), lexeme, field, depth)
            case "open":
                return self.group(lexeme, field, depth + 1)
            case _:
                return self.value(lexeme, field)

    def value(self, lexeme: Lexeme, field: str | None) -> Node | None:
        """Read a word or a phrase, in a field or as what another name asks for."""
        if field == "published":
            return self.published(lexeme)
        if field == "has":
            return self.thing(lexeme)
        return self.phrase(lexeme, field) if lexeme.kind == "phrase" else self.word(lexeme, field)

    def named(self, lexeme: Lexeme, field: str | None, depth: int) -> Node | None:
        """Read what a name is before: a field, the beginning of articles, days or things."""
        name = lexeme.text[:-1].lower()
        if name == "lead":
            return self.beginning("lead", lexeme, None, depth)
        if name.startswith("first"):
            return self.beginning("first", lexeme, None, depth, int(name.removeprefix("first")))
        return self.clause(name, depth)

    def beginning(self, unit: Unit, lexeme: Lexeme, field: str | None, depth: int, words: int = 0) -> Node | None:
        """Read the clause after a unit."""
        child = self.clause(field, self.deeper(lexeme, depth))
        if child is None:
            self.note(told("this has nothing to its right: ignored"), lexeme)
            return None
        if unit == "first" and not words:
            raise QueryError(told("first takes 1 to 9999 words, not 0"), lexeme.start)
        return self.within(unit, _bare(child, unit), lexeme, words)

    def at_least(self, lexeme: Lexeme, field: str | None, depth: int) -> Node | None:
        child = self.clause(field, self.deeper(lexeme, depth))
        return self.value(lexeme, field) if child is None else _often(child, lexeme)

    def group(self, opening: Lexeme, field: str | None, depth: int) -> Node | None:
        self.deeper(opening, depth - 1)
        node = self.expression(field, depth)
        end = self.lexemes[self.place - 1].end
        if self.at("close"):
            end = self.take().end
        else:
            self.note(told("this bracket is not closed: read to the end"), opening)
        if node is None:
            self.note(told("there is nothing between these brackets: ignored"), opening)
            return None
        return placed(node, opening.start, end)

    def deeper(self, lexeme: Lexeme, depth: int) -> int:
        if depth >= MAX_NESTING:
            message = told("brackets nest deeper than %(most)s: simplify the query", most=MAX_NESTING)
            raise QueryError(message, lexeme.start)
        return depth + 1

    def published(self, lexeme: Lexeme) -> Published:
        """Read the days after `published:`, which may be several words without marks."""
        self.count(lexeme, 1)
        most = _LONGEST_DATE if lexeme.kind == "word" else 1
        for end in range(min(len(self.lexemes), self.place + most - 1), self.place - 1, -1):
            run = self.lexemes[self.place - 1 : end]
            if (len(run) == 1 or all(one.kind == "word" for one in run)) and (found := self.days(run)):
                self.place = end
                return found
        message = told(
            '"%(text)s" is no date: write 2015, 2015-05-18, "May 2015", "last week" or 2015..2016',
            text=lexeme.text[:_SHOWN],
        )
        raise QueryError(message, lexeme.start)

    def days(self, run: Sequence[Lexeme]) -> Published | None:
        start, end = run[0].start, run[-1].end
        text = run[0].text if len(run) == 1 else self.text[start:end]
        found: Days | None = read_days(text, self.today)
        if found is None:
            return None
        node = Published(*found, start=start, end=end)
        if days(node) != text:
            message = told('"%(text)s" is read as published:%(days)s', text=text, days=days(node))
            self.diagnostics.append(Diagnostic(message, start, end, "translation"))
        return node

    def thing(self, lexeme: Lexeme) -> Has:
        self.count(lexeme, 1)
        name = _THINGS.get(lexeme.text.lower(), lexeme.text.lower())
        for what in THINGS:
            if name == what:
                return Has(what, start=lexeme.start, end=lexeme.end)
        raise QueryError(told('has: takes quotes or photo, not "%(text)s"', text=lexeme.text), lexeme.start)

    def peek(self) -> Lexeme | None:
        return self.lexemes[self.place] if self.place < len(self.lexemes) else None

    def at(self, kind: str, text: str | None = None) -> bool:
        lexeme = self.peek()
        return lexeme is not None and lexeme.kind == kind and text in (None, lexeme.text)

    def take(self) -> Lexeme:
        self.place += 1
        return self.lexemes[self.place - 1]


def _unit(lexeme: Lexeme) -> Unit:
    return next(unit for unit in _UNITS if unit == lexeme.text)


def _bare(node: Node, unit: Unit) -> Node:
    """Return what is asked of a unit within the same unit."""
    if isinstance(node, Not):
        return replace(node, child=_bare(node.child, unit))
    return node.child if isinstance(node, Within) and node.unit == unit else node


def _often(node: Node, lexeme: Lexeme) -> Node:
    """Return an ATLEAST of each leaf."""
    match node:
        case And(children) | Or(children):
            return replace(node, children=tuple(_often(child, lexeme) for child in children))
        case Not(child):
            return replace(node, child=_often(child, lexeme))
        case _ if isinstance(node, Leaf) and not isinstance(node, AtLeast):
            return AtLeast(lexeme.number, node, start=min(lexeme.start, node.start), end=node.end)
    raise QueryError(told("this cannot be counted: atleast takes words, phrases and NEARs"), node.start)
