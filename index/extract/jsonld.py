"""JSON-LD of saved pages: the objects that describe an article, and the texts in their fields."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

Node = Mapping[str, Any]

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Opinion\w*|Story)$")
_FILM = re.compile(r"(?:VideoObject|AudioObject|Clip|Episode)$")  # the article of a page that has no other
_OPENINGS = re.compile(r"(?:<!--|//|/\*|\*/|<!\[CDATA\[|\s)*")  # sites hide scripts from browsers of 1998
_CLOSINGS = ("-->", "]]>", "*/", "/*", "//", ";")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_NODE_LIMIT = 2000  # more than any page seen has; a hostile one could hold millions


def articles_in(scripts: Iterable[str]) -> tuple[Node, ...]:
    """Return the articles that the scripts describe, first those that have both a date and a headline; else films."""
    found = [node for script in scripts for node in islice(_nodes(_parsed(script)), _NODE_LIMIT)]
    nodes = [node for node in found if _is(node, _ARTICLE)] or [node for node in found if _is(node, _FILM)]
    return tuple(sorted(nodes, key=lambda node: -bool(node.get("headline")) - bool(node.get("datePublished"))))


def texts(value: Any) -> list[str]:
    """Return the texts of a field: itself, the members of a list, the names of objects."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value[:_NODE_LIMIT] for text in _name(item)]
    return _name(value)


def first(nodes: Iterable[Node], *names: str) -> list[str]:
    """Return the texts of the first field there is, looking for each name in all nodes in turn."""
    values = (texts(node.get(name)) for name in names for node in nodes)
    return next(filter(None, values), [])


def _name(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        value = value.get("name")
        value = value[0] if isinstance(value, list) and value else value
    return [value] if isinstance(value, str) and value.strip() else []


def _parsed(script: str) -> Any:
    for attempt in _readings(script):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _readings(script: str) -> Iterator[str]:
    yield script
    text = _OPENINGS.sub("", script, count=1).rstrip()
    for _ in _CLOSINGS:
        text = text.removesuffix(next(filter(text.endswith, _CLOSINGS), "")).rstrip()
    yield _TRAILING_COMMA.sub(r"\1", text)


def _nodes(value: Any) -> Iterator[Node]:
    """Yield the objects at the top and in graphs, not those an article only mentions."""
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item) if isinstance(item, Mapping) else ()
    elif isinstance(value, Mapping):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            inner = value.get(name)
            yield from _nodes(inner) if isinstance(inner, Mapping | list) and inner is not value else ()


def _is(node: Node, kind_names: re.Pattern[str]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind_names.search(kind) for kind in kinds)
