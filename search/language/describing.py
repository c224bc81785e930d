"""A tree as the query that reads as it."""

import re
from datetime import date

from search.nodes import (
    And,
    AtLeast,
    Everything,
    Fuzzy,
    Has,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Published,
    Simple,
    Term,
    Wildcard,
    Within,
)

# What would operate, in this language or in another one's form, were it not between marks.
_OPERATES = re.compile(r"and|or|not|but|same|adj|(?:adj|near|atleast)\d+")


def describe(node: Node) -> str:
    """Return the query that reads as this tree, with every operator and bracket written out."""
    match node:
        case Everything():
            return "*"
        case Nothing():
            return ""
        case And(children):
            return f"({' AND '.join(map(describe, children))})"
        case Or(children):
            return f"({' OR '.join(map(describe, children))})"
        case Not(child):
            return f"NOT {_operand(child)}"
        case Near(left, right):
            return f"{_operand(left)} {near(node)} {_operand(right)}"
        case Within(unit, child):
            return _within(unit, child, node.words)
        case AtLeast(times, child):
            return f"atleast{times} {_operand(child)}"
        case Published():
            return f"published:{days(node)}"
        case Has(what):
            return f"has:{what}"
        case Term(_, name) | Phrase(_, name) | Prefix(_, name) | Wildcard(_, name) | Fuzzy(_, _, name):
            return f"{name}:{written(node)}" if name else written(node)


def written(leaf: Simple) -> str:
    """Return a word, a phrase or a part of a word without its field."""
    match leaf:
        case Term(word):
            return f'"{word}"' if _OPERATES.fullmatch(word) else word
        case Phrase(words):
            return f'"{" ".join(words)}"' + (f"~{leaf.slop}" if leaf.slop else "")
        case Prefix(stub):
            return f"{stub}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(word, edits):
            return f"{word}~" if edits == 1 else f"{word}~{edits}"


def near(node: Near) -> str:
    """Return a NEAR's operator."""
    return f"{'NOT ' if node.apart else ''}{'PRE' if node.ordered else 'NEAR'}/{node.distance}"


def days(node: Published) -> str:
    """Return days as a query has them: a year, a month or a day, or two of these."""
    first, last = (None if day is None else date.fromordinal(day) for day in (node.first, node.last))
    if first is not None and last is not None and (whole := _whole(first, last)):
        return whole
    return f"{_from(first) if first else ''}..{_to(last) if last else ''}"


def _whole(first: date, last: date) -> str | None:
    """Return the year, month or day that begins and ends with two days, None where there is none."""
    text = first.isoformat()
    if first == last:
        return text
    length = 4 if (first.year, last.month) == (last.year, 12) and first.month == 1 else 7
    same = text[:length] == last.isoformat()[:length]
    return text[:length] if same and len(_from(first)) <= length and len(_to(last)) <= length else None


def _from(day: date) -> str:
    """Return the shortest form of a day as the first of some."""
    length = 4 if (day.month, day.day) == (1, 1) else 7 if day.day == 1 else 10
    return day.isoformat()[:length]


def _to(day: date) -> str:
    """Return the shortest form of a day as the last of some."""
    following = date.fromordinal(day.toordinal() + 1) if day < date.max else date.min
    return day.isoformat()[: len(_from(following))]


def _operand(node: Node) -> str:
    """Return a node as a part of another: in brackets where it would bind otherwise, or seem to."""
    return f"({describe(node)})" if isinstance(node, Near | Within | AtLeast | Not) else describe(node)


def _within(unit: str, child: Node, words: int) -> str:
    if unit in ("lead", "first"):
        inner = describe(child)
        return f"{unit}{words or ''}:{inner if isinstance(child, And | Or) else f'({inner})'}"
    operator = f"SAME {unit.upper()}"
    if isinstance(child, And) and len(child.children) > 1 and not isinstance(child.children[0], Not):
        return f" {operator} ".join(_beside(one) for one in child.children)
    return f"{operator} ({describe(child)})"


def _beside(node: Node) -> str:
    return f"NOT {_operand(node.child)}" if isinstance(node, Not) else _operand(node)
