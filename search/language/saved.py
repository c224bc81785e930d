"""A query as JSON and back: what a saved search and an alert keep, its tree and the grammar's version beside its text.

    {"grammar": 1, "text": "ramadi w/5 military", "mode": "all", "today": "2026-11-22",
     "tree": {"node": "near", "left": {"node": "term", "word": "ramadi", "end": 6}, ...}}

A node has its class's fields; those that are empty, false or 0 are left out. Days are ISO dates.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec.structs import asdict

from index.errors import QueryError
from index.fields import TEXTS
from search.language.joining import check_near, check_unit
from search.nodes import (
    THINGS,
    UNITS,
    And,
    AtLeast,
    Everything,
    Fuzzy,
    Has,
    Leaf,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Published,
    Term,
    Wildcard,
    Within,
)
from search.query import (
    GRAMMAR_VERSION,
    MAX_CHARACTERS,
    MAX_DISTANCE,
    MAX_EDITS,
    MAX_SLOP,
    MAX_TIMES,
    MODES,
    Expression,
)

Json = Mapping[str, Any]

_MOST_NODES = 4_096
_DEEPEST = 256  # more than any text that is read gives
_CLASSES: dict[str, type] = {
    "term": Term, "phrase": Phrase, "prefix": Prefix, "wildcard": Wildcard, "fuzzy": Fuzzy, "near": Near,
    "within": Within, "at_least": AtLeast, "published": Published, "has": Has, "everything": Everything,
    "nothing": Nothing, "and": And, "or": Or, "not": Not,
}  # fmt: skip
_NAMES = {kind: name for name, kind in _CLASSES.items()}


def to_json(expression: Expression) -> dict[str, Any]:
    """Return an expression as what `json` writes; `from_json` reads it back."""
    today = expression.today.isoformat() if expression.today else None
    tree = _plain(expression.root)
    return {"grammar": GRAMMAR_VERSION, "text": expression.text, "mode": expression.mode, "today": today, "tree": tree}


def _plain(node: Node) -> dict[str, Any]:
    found: dict[str, Any] = {"node": _NAMES[type(node)]}
    for name, value in asdict(node).items():
        if value:
            found[name] = _written(node, name, value)
    return found


def _written(node: Node, name: str, value: Any) -> Any:
    if isinstance(node, Published) and name in ("first", "last"):
        return date.fromordinal(value).isoformat()
    if isinstance(value, tuple):
        return [_plain(one) if not isinstance(one, str) else one for one in value]
    return value if isinstance(value, str | int) else _plain(value)


def from_json(data: Json) -> Expression:
    """Return the expression that `to_json` wrote.

    Raises:
        QueryError: it is of another grammar, or nothing that `to_json` writes.
    """
    try:
        if data["grammar"] != GRAMMAR_VERSION:
            other = f"this search was saved by grammar {data['grammar']}, not {GRAMMAR_VERSION}"
            raise QueryError(f"{other}: read its text again")
        today = date.fromisoformat(data["today"]) if data["today"] else None
        text, mode = _text(data["text"]), _one_of(data["mode"], MODES)
        return Expression(text, mode, _Reader().node(data["tree"], 0), today=today)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise QueryError(f"this is no saved search: {error}") from error


class _Reader:
    """Reads the nodes of one tree."""

    def __init__(self) -> None:
        self._nodes = 0

    def node(self, data: Json, depth: int) -> Node:
        self._nodes += 1
        if depth > _DEEPEST or self._nodes > _MOST_NODES:
            raise ValueError("its tree is too large")
        given = dict(data)
        kind = _CLASSES[given.pop("node")]
        given = _whole(kind, given)
        node: Node = kind(**{name: self._value(kind, name, value, depth) for name, value in given.items()})
        if isinstance(node, Within):
            check_unit(node)
        if isinstance(node, Near):
            check_near(node)
        return node

    def _value(self, kind: type, name: str, value: Any, depth: int) -> Any:
        if name in ("child", "left", "right"):
            node = self.node(value, depth + 1)
            if kind is AtLeast and (isinstance(node, AtLeast) or not isinstance(node, Leaf)):
                raise ValueError("atleast counts a leaf")
            return node
        if name == "children":
            return tuple(self.node(one, depth + 1) for one in _some(value))
        if kind is Published and name in ("first", "last"):
            return None if value is None else date.fromisoformat(value).toordinal()
        return _READ[name](value)


def _whole(kind: type, given: dict[str, Any]) -> dict[str, Any]:
    """Return what is given of a node with what was left out for being empty."""
    if kind is Published:
        return {"first": None, "last": None, **given}
    return given


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_CHARACTERS:
        raise ValueError("a text is missing or too long")
    return value


def _word(value: Any) -> str:
    if not _text(value):
        raise ValueError("a word is empty")
    return str(value)


def _some(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ValueError("a list is missing or empty")
    return value


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(map(str, allowed))}")
    return value


def _number(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError(f"{value!r} is no number from {least} to {most}")
        return value

    return read


def _flag(value: Any) -> bool:
    return bool(_one_of(value, (True, False)))


_PLACE = _number(0, MAX_CHARACTERS)
_READ: dict[str, Callable[[Any], Any]] = {
    "word": _word, "stub": _word, "pattern": _word,
    "words": lambda value: tuple(map(_word, _some(value))) if isinstance(value, list) else _number(0, 9_999)(value),
    "field": lambda value: _one_of(value, (None, *TEXTS)),
    "slop": _number(0, MAX_SLOP), "edits": _number(1, MAX_EDITS), "distance": _number(1, MAX_DISTANCE),
    "times": _number(1, MAX_TIMES), "ordered": _flag, "apart": _flag, "start": _PLACE, "end": _PLACE,
    "unit": lambda value: _one_of(value, UNITS), "what": lambda value: _one_of(value, THINGS),
}  # fmt: skip
