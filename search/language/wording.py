"""A tree in plain English: what a person is told of how a query was read."""

from collections.abc import Sequence
from datetime import date

from search.language.describing import days
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

_UNITS = {"sentence": "one sentence", "paragraph": "one paragraph", "quote": "one quotation"}
_THINGS = {"quotes": "with quotations", "photo": "with a photograph"}
_FIELDS = {
    "title": "in the title", "body": "in the text", "tag": "in a tag", "quote": "in a quotation",
    "speaker": "as a speaker", "source": "as the source", "byline": "in the byline",
}  # fmt: skip


def in_words(node: Node) -> str:
    """Return what a tree matches."""
    match node:
        case Everything():
            return "every article"
        case Nothing():
            return "nothing"
        case And(children):
            return _all(children)
        case Or(children):
            return _listed([_part(child) for child in children], "or")
        case Not(child):
            return f"not {_part(child)}"
        case Near():
            return _near(node)
        case Within(unit, child):
            return f"{in_words(child)} in {_place(unit, node.words)}"
        case AtLeast(times, child):
            return f"{_part(child)} at least {_counted(times, 'time')}"
        case Published():
            return f"published {_days(node)}"
        case Has(what):
            return _THINGS[what]
        case _:
            return f"{_leaf(node)} {_FIELDS[node.field]}" if node.field else _leaf(node)


def _all(children: Sequence[Node]) -> str:
    wanted = [_part(child) for child in children if not isinstance(child, Not)]
    others = [_part(child.child) for child in children if isinstance(child, Not)]
    without = f"not {_listed(others, 'or')}" if others else ""
    return f"{_listed(wanted, 'and')}, but {without}" if wanted and others else _listed(wanted, "and") or without


def _near(node: Near) -> str:
    left, right, words = _part(node.left), _part(node.right), _counted(node.distance, "word")
    if node.apart:
        return f"{left} with no {right} {'up to ' + words + ' after' if node.ordered else 'within ' + words + ' of'} it"
    return f"{left} up to {words} before {right}" if node.ordered else f"{left} within {words} of {right}"


def _leaf(leaf: Simple) -> str:
    match leaf:
        case Term(word):
            return word
        case Phrase(words):
            among = f" with up to {_counted(leaf.slop, 'other word')} among its own" if leaf.slop else ""
            return f"“{' '.join(words)}”{among}"
        case Prefix(stub):
            return f"words that begin with {stub}"
        case Wildcard(pattern):
            return f"words like {pattern}"
        case Fuzzy(word, edits):
            return f"words spelt like {word} but for {_counted(edits, 'letter')}"


def _place(unit: str, words: int) -> str:
    if unit in _UNITS:
        return _UNITS[unit]
    return f"the title or the first {'paragraph' if unit == 'lead' else _counted(words, 'word')}"


def _days(node: Published) -> str:
    text = days(node)
    first, _, last = text.partition("..")
    if ".." not in text:
        return f"{'on' if len(text) == len(date.min.isoformat()) else 'in'} {text}"
    return " ".join(part for part in (f"from {first}" if first else "", f"up to {last}" if last else "") if part)


def _part(node: Node) -> str:
    """Return a node as a part of another, in brackets where it has parts itself."""
    text = in_words(node)
    return f"({text})" if isinstance(node, And | Or | Near | Within | Not) else text


def _listed(parts: Sequence[str], word: str) -> str:
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _counted(many: int, what: str) -> str:
    return f"{many} {what}" + ("s" if many != 1 else "")
