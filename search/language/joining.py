"""How nodes are put together: AND and OR flattened, NEAR over brackets, and what may stand in a sentence."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from index.errors import QueryError
from search.nodes import (
    UNIT_FIELDS,
    And,
    Everything,
    Near,
    Node,
    Not,
    Or,
    Simple,
    Within,
    simple_leaves,
)
from search.query import Mode
from search.told import told

_NO_PLACE = told("this has no place among words: NEAR takes words, phrases and brackets of them")
_BEGINNING = told("beginning")
_CALLED = {
    "sentence": told("sentence"),
    "paragraph": told("paragraph"),
    "lead": _BEGINNING,
    "first": _BEGINNING,
}
_Make = Callable[[Node, Node], Near]


def flat(kind: type[And] | type[Or], nodes: Sequence[Node]) -> Node:
    """Return nodes as one: those of the same kind taken apart, a single one as it is."""
    if len(nodes) == 1:
        return nodes[0]
    children: list[Node] = []
    for node in nodes:
        children += node.children if isinstance(node, kind) else (node,)
    return kind(tuple(children), start=min(node.start for node in nodes), end=max(node.end for node in nodes))


def negated(node: Node, start: int) -> Node:
    """Return what does not match a node, given where its NOT stands."""
    return node.child if isinstance(node, Not) else Not(node, start=start, end=node.end)


def combined(chains: Sequence[tuple[str, Node]], mode: Mode) -> Node | None:
    """Join what stands side by side, each with its sign, NOTs being negated already.

    Under "any", what has a + is required, what has a - is excluded, the rest adds to the score.
    """
    if not chains:
        return None
    if mode == "all":
        return flat(And, [node for _, node in chains])
    required = [node for sign, node in chains if sign == "+"]
    optional = [node for sign, node in chains if sign == ""]
    excluded = [node for sign, node in chains if sign == "-"]
    if optional:
        required.append(flat(Or, [*optional, Everything()] if required else optional))
    return flat(And, required + excluded)


def placed(node: Node, start: int, end: int) -> Node:
    """Return a node of several with another place in the text: with its brackets, or with what stands before it."""
    return node if isinstance(node, Simple | Everything) else replace(node, start=start, end=end)


def joined_near(left: Node, right: Node, make: _Make) -> Node:
    """Return what is near what: brackets with AND hold things that must each be near.

    Raises:
        QueryError: something has no place among words, or stands under a NOT.
    """
    for side in (left, right):
        if isinstance(side, And):
            if any(isinstance(child, Not) for child in side.children):
                raise QueryError(told("NOT has no place beside NEAR: put it outside these brackets"), side.start)
            first = side is left
            return flat(And, [joined_near(*((one, right) if first else (left, one)), make) for one in side.children])
        if isinstance(side, Or) and not _has_places(side):
            first = side is left
            return flat(Or, [joined_near(*((one, right) if first else (left, one)), make) for one in side.children])
        if not _has_places(side):
            raise QueryError(_NO_PLACE, side.start)
    return make(left, right)


def check_near(node: Near) -> None:
    """Refuse sides that have no place among words.

    Raises:
        QueryError: there is one.
    """
    for side in (node.left, node.right):
        if not _has_places(side):
            raise QueryError(_NO_PLACE, side.start)


def _has_places(node: Node) -> bool:
    return isinstance(node, Simple | Near) or (isinstance(node, Or) and all(map(_has_places, node.children)))


def check_unit(node: Within) -> None:
    """Refuse what cannot hold in a sentence, a paragraph or a beginning. Of a quotation everything can be asked.

    Raises:
        QueryError: see above.
    """
    if node.unit == "quote":
        return
    if not anchored(node.child):
        message = told("NOT alone names no place: say what is in the %(unit)s, too", unit=_CALLED[node.unit])
        raise QueryError(message, node.start)
    _check_inside(node.child, node)
    for leaf in simple_leaves(node.child):
        if leaf.field not in (None, *UNIT_FIELDS):
            form = {"unit": _CALLED[node.unit], "field": leaf.field}
            raise QueryError(told("a %(unit)s is of the title or the body, not of %(field)s:", **form), leaf.start)


def _check_inside(node: Node, outer: Within) -> None:
    match node:
        case And(children) | Or(children):
            for child in children:
                _check_inside(child, outer)
        case Not(child):
            _check_inside(child, outer)
        case Within("sentence", child) if outer.unit == "paragraph":
            check_unit(node)
        case _ if not isinstance(node, Simple | Near):
            unit = _CALLED[outer.unit]
            raise QueryError(told("this cannot be asked of a %(unit)s: put it outside", unit=unit), node.start)


def anchored(node: Node) -> bool:
    """Tell whether a node names something that is there, under each of its NOTs too."""
    match node:
        case And(children):
            inner = all(anchored(child.child) for child in children if isinstance(child, Not))
            return inner and any(anchored(child) for child in children if not isinstance(child, Not))
        case Or(children):
            return all(anchored(child) for child in children)
        case _:
            return not isinstance(node, Not)
