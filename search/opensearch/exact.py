"""Which leaves of a query the cluster finds exactly as search.holding says; the others are looked for one by one."""

from collections.abc import Iterator, Sequence

from index.analysis import stem
from search.nodes import And, AtLeast, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Term, Wildcard, Within

_INSIDE = 3  # words of a phrase that another word can stand inside


def is_exact(node: Node) -> bool:
    """Tell whether the cluster's own rules find what a leaf or a tree of leaves finds."""
    match node:
        case Near():
            return _apart(node) if node.apart else _near(node)
        case Within("quote", child):
            return is_exact(child)
        case Within(_, child):
            return not any(one.apart for one in _nears(child)) and is_exact(child)
        case Not(child):
            return is_exact(child)
        case And(children) | Or(children):
            return all(map(is_exact, children))
        case AtLeast(_, child):
            return _is_word(child) or (isinstance(child, Phrase) and not child.slop)
        case _:
            return True


def _nears(node: Node) -> Iterator[Near]:
    match node:
        case Near():
            yield node
        case And(children) | Or(children):
            for child in children:
                yield from _nears(child)
        case Not(child) | Within(_, child):
            yield from _nears(child)


def _near(near: Near) -> bool:
    """Of matches that hold one another, or one of a bracket, the cluster drops the longer ones."""
    sides = (near.left, near.right)
    if not all(map(_is_plain, sides)):
        return False
    return near.ordered or not (_inside(*sides) or _inside(*reversed(sides)))


def _apart(near: Near) -> bool:
    """To the cluster a word stands near itself."""
    left, right = near.left, near.right
    return isinstance(left, Term) and isinstance(right, Term) and stem(left.word) != stem(right.word)


def _is_plain(node: Node) -> bool:
    if isinstance(node, Or):
        return all(map(_is_word, node.children))
    return _is_word(node) or (isinstance(node, Phrase) and not node.slop)


def _is_word(node: Node) -> bool:
    return isinstance(node, Term | Prefix | Wildcard | Fuzzy)


def _inside(outer: Node, inner: Node) -> bool:
    """Tell whether matches of one side may lie strictly inside matches of the other."""
    if not isinstance(outer, Phrase) or len(outer.words) < _INSIDE:
        return False
    between = set(map(stem, outer.words[1:-1]))
    return not isinstance(inner, Term) or stem(inner.word) in between


def superset(node: Node) -> Node:
    """Return a plain tree that holds for all articles where a node holds, or holds for a quotation of theirs."""
    match node:
        case Near(left, apart=True):
            return superset(left)
        case Near(left, right):
            return And((superset(left), superset(right)))
        case Within(_, child) | AtLeast(_, child):
            return superset(child)
        case And(children):
            return _all([superset(child) for child in children if not isinstance(child, Not)])
        case Or(children):
            return Or(tuple(map(superset, children)))
        case Phrase(many, field):
            return _all([Term(word, field) for word in many])
        case Not():
            return And(())
        case _:
            return node


def _all(children: Sequence[Node]) -> Node:
    return And(tuple(children))
