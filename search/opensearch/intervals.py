"""Where words stand, as the cluster's interval rules: NEAR, loose phrases, sentences, paragraphs and beginnings."""

from collections.abc import Callable, Sequence
from typing import Any

from index.analysis import stem
from index.fields import VALUE_GAP
from index.opensearch.documents import START, UNIT_MARKS, cut
from index.opensearch.schema import MARK
from search.nodes import (
    And,
    Expanding,
    Fuzzy,
    Near,
    Node,
    Not,
    Of,
    Or,
    Phrase,
    Prefix,
    Term,
    Unit,
    Wildcard,
    Within,
    fields_of,
)

Rule = dict[str, Any]
Words = Callable[[Expanding, Sequence[str]], Sequence[str]]  # what a leaf stands for in some fields
_NOWHERE: Rule = {"match": {"query": MARK * 2}}


def source(node: Node, field: str, of: Of, words: Words) -> Rule:
    """Return where a simple leaf, an Or of such or a NEAR of such matches in a field."""
    if field not in fields_of(node, of):
        return _NOWHERE
    match node:
        case Term(word):
            return {"match": {"query": cut(stem(word))}}
        case Phrase(many, slop=slop):
            text = " ".join(cut(stem(word)) for word in many)
            return {"match": {"query": text, "mode": "ordered", "max_gaps": slop}}
        case Prefix() | Wildcard() | Fuzzy():
            each = words(node, fields_of(node, of))
            return _any([{"match": {"query": cut(word), "use_field": f"w_{field}"}} for word in each])
        case Or(children):
            return _any([source(child, field, of, words) for child in children])
        case Near(left, right):
            return _near(node, field, *(source(side, field, of, words) for side in (left, right)))
    raise TypeError(f"{type(node).__name__} has no places")


def reach(near: Near, field: str) -> int:
    """Return how far a NEAR reaches: outside the body not from one value into the next."""
    return near.distance if field == "body" else min(near.distance, VALUE_GAP)


def _near(near: Near, field: str, left: Rule, right: Rule) -> Rule:
    gaps = reach(near, field) - 1
    return _any([_ordered([left, right], gaps), *([] if near.ordered else [_ordered([right, left], gaps)])])


def units(unit: Unit) -> Rule:
    """Return where the sentences or paragraphs of a body are, or its first paragraph."""
    letter = UNIT_MARKS[unit]
    bounds = [{"match": {"query": mark}} for mark in (f"<{letter}", f"{letter}>")]
    return _any([_ordered(bounds), {"match": {"query": f"<{letter}>"}}])


def in_unit(node: Node, base: Rule, of: Of, words: Words) -> Rule:
    """Return those of some stretches of a body for which a node holds."""
    match node:
        case And(children):
            for child in children:
                base = in_unit(child, base, of, words)
            return base
        case Or(children):
            return _any([in_unit(child, base, of, words) for child in children])
        case Not(And(children)):
            return _any([in_unit(Not(child), base, of, words) for child in children])
        case Not(Or(children)):
            return in_unit(And(tuple(Not(child) for child in children)), base, of, words)
        case Not(Not(child)):
            return in_unit(child, base, of, words)
        case Not(child):
            return _filtered(base, "not_containing", _found(child, of, words))
        case _:
            return _filtered(base, "containing", _found(node, of, words))


def _found(node: Node, of: Of, words: Words) -> Rule:
    """Return where a leaf matches in a body, or the smaller units within which one holds."""
    if isinstance(node, Within):
        return in_unit(node.child, units(node.unit), of, words)
    return source(node, "body", of, words)


def in_first(rule: Rule, many: int) -> Rule:
    """Return what lies among the first words of a body."""
    within = {"script": {"source": f"interval.end <= {many}"}}  # the place 0 is that of START
    return _ordered([{"match": {"query": START}}, rule], filters=within)


def in_lead(rule: Rule) -> Rule:
    """Return what lies in the first paragraph of a body."""
    return _filtered(rule, "contained_by", units("lead"))


def _any(rules: Sequence[Rule]) -> Rule:
    if len(rules) < 2:
        return rules[0] if rules else _NOWHERE
    return {"any_of": {"intervals": list(rules)}}


def _ordered(rules: Sequence[Rule], gaps: int | None = None, filters: Rule | None = None) -> Rule:
    more = {**({} if gaps is None else {"max_gaps": gaps}), **({"filter": filters} if filters else {})}
    return {"all_of": {"mode": "ordered", "intervals": list(rules), **more}}


def _filtered(rule: Rule, how: str, other: Rule) -> Rule:
    return {"any_of": {"intervals": [rule], "filter": {how: other}}}
