"""What a query's tree is made of. `search.holding` says when a node holds for an article; every engine agrees with it.

`start` and `end` are a node's place in the query's text; they make no difference between two nodes, so that a word that
stands twice in the text is one leaf.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import astuple

from index.fields import DEFAULT_FIELDS

Of = Literal["articles", "quotes"]
Unit = Literal["sentence", "paragraph", "quote", "lead", "first"]
Thing = Literal["quotes", "photo"]
UNITS: tuple[Unit, ...] = ("sentence", "paragraph", "quote", "lead", "first")
THINGS: tuple[Thing, ...] = ("quotes", "photo")
UNIT_FIELDS = ("title", "body")  # where sentences and paragraphs are; a title is one of each


class _Node(Struct, frozen=True, eq=False, kw_only=True):
    """What all nodes have: their place, which comes last of their fields."""

    start: int = 0
    end: int = 0

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and astuple(self)[:-2] == astuple(other)[:-2]

    def __hash__(self) -> int:
        return hash(astuple(self)[:-2])


class Term(_Node, frozen=True):
    """Articles with a word of the same stem."""

    word: str
    field: str | None = None


class Phrase(_Node, frozen=True):
    """Articles with words of the same stems in this order, with at most `slop` others among them, in one value.

    From each place of the first word, the next later place of each following word is taken: a match a start.
    """

    words: tuple[str, ...]
    field: str | None = None
    slop: int = 0


class Prefix(_Node, frozen=True):
    """Articles with a word, unstemmed, that begins with `stub`."""

    stub: str
    field: str | None = None


class Wildcard(_Node, frozen=True):
    """Articles with a word, unstemmed, of this pattern: `?` is one character, `*` any run of them."""

    pattern: str
    field: str | None = None


class Fuzzy(_Node, frozen=True):
    """Articles with a word, unstemmed, at most `edits` edits from `word`: see `search.spelling.distance`."""

    word: str
    edits: int = 1
    field: str | None = None


class Near(_Node, frozen=True):
    """Articles where two matches lie at most `distance` words apart, in one value: 1 is side by side.

    Its children are simple leaves, Or and Near. `ordered`: the left one comes first. `apart`: a match of the left one
    that has no match of the right one so near.
    """

    left: "Node"
    right: "Node"
    distance: int
    ordered: bool = False
    apart: bool = False


class Within(_Node, frozen=True):
    """Articles with a sentence, paragraph, quotation or beginning for which the child holds as for an article.

    "lead" is the title and the body's first paragraph, "first" the title and the body's first `words` words.
    """

    unit: Unit
    child: "Node"
    words: int = 0


class AtLeast(_Node, frozen=True):
    """Articles where a leaf matches so many times; not what quotations, being in the body too, have of it."""

    times: int
    child: "Leaf"


class Published(_Node, frozen=True):
    """Articles of some days (ordinals, 1 = 1 January of year 1), both included; None: without a limit there."""

    first: int | None
    last: int | None


class Has(_Node, frozen=True):
    """Articles with a quotation, or with a photograph."""

    what: Thing


class Everything(_Node, frozen=True):
    """All articles."""


class Nothing(_Node, frozen=True):
    """No article: what a text without a letter or digit finds."""


class And(_Node, frozen=True):
    """Articles in all of the children's."""

    children: tuple["Node", ...]


class Or(_Node, frozen=True):
    """Articles in any of the children's."""

    children: tuple["Node", ...]


class Not(_Node, frozen=True):
    """Articles that are not in the child's."""

    child: "Node"


Expanding = Prefix | Wildcard | Fuzzy
Simple = Term | Phrase | Expanding
Leaf = Simple | Near | Within | AtLeast  # what is looked up and scored as one
Node = Leaf | Published | Has | Everything | Nothing | And | Or | Not


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Return the leaves that a hit may hold, each once, those under a NOT left out, from left to right."""
    return tuple(dict.fromkeys(repeated_leaves(node)))


def repeated_leaves(node: Node) -> tuple[Leaf, ...]:
    """Return the leaves that a hit may hold as often as they stand there."""
    match node:
        case Term() | Phrase() | Prefix() | Wildcard() | Fuzzy() | Near() | Within() | AtLeast():
            return (node,)
        case And(children) | Or(children):
            return tuple(leaf for child in children for leaf in repeated_leaves(child))
    return ()


def shown_leaves(node: Node) -> tuple[Simple | Near, ...]:
    """Return what is marked in a hit: as `leaves`, with what a unit or a number of times is asked of in its place."""
    return tuple(dict.fromkeys(_shown(node)))


def _shown(node: Node) -> Iterator[Simple | Near]:
    for leaf in repeated_leaves(node):
        if isinstance(leaf, Within | AtLeast):
            yield from _shown(leaf.child)
        else:
            yield leaf


@lru_cache(256)
def loosened(node: Node) -> Node:
    """Return a tree that marks the words of each NEAR wherever they are, for what is read paragraph by paragraph."""
    shown = shown_leaves(node)
    return Or(shown_words(shown)) if any(isinstance(leaf, Near) for leaf in shown) else node


def shown_words(shown: Iterable[Simple | Near]) -> tuple[Simple, ...]:
    """Return the simple leaves of what is marked in a hit."""
    return tuple(dict.fromkeys(one for leaf in shown for one in simple_leaves(leaf, excluded=False)))


def simple_leaves(node: Node, *, excluded: bool = True) -> tuple[Simple, ...]:
    """Return the words, phrases and parts of words of a tree, each once; with `excluded` those under a NOT too."""
    return tuple(dict.fromkeys(_simple(node, excluded=excluded)))


def _simple(node: Node, *, excluded: bool) -> Iterator[Simple]:
    match node:
        case Term() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            yield node
        case Not(child) if not excluded:
            return
        case Not(child) | Within(_, child) | AtLeast(_, child):
            yield from _simple(child, excluded=excluded)
        case And(children) | Or(children):
            for child in children:
                yield from _simple(child, excluded=excluded)
        case Near(left, right, apart=apart):
            yield from _simple(left, excluded=excluded)
            yield from () if apart and not excluded else _simple(right, excluded=excluded)


def is_any_of_leaves(node: Node) -> bool:
    """Tell whether all that holds one of a node's leaves matches it."""
    return isinstance(node, Or) and not any(
        isinstance(child, And | Or | Not | Everything | Published | Has) for child in node.children
    )


def fields_of(leaf: Node, of: Of = "articles") -> tuple[str, ...]:
    """Return the fields that a leaf looks in, or of a NEAR's operands those where one can match."""
    match leaf:
        case Term() | Phrase() | Prefix() | Wildcard() | Fuzzy() if leaf.field is not None:
            return (leaf.field,)
        case Term() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            return DEFAULT_FIELDS if of == "articles" else ("quote",)
        case Or(children):
            return tuple(dict.fromkeys(name for child in children for name in fields_of(child, of)))
        case Near(left, right, apart=apart):
            own = fields_of(left, of)
            return own if apart else tuple(name for name in own if name in fields_of(right, of))
        case AtLeast(_, child):
            return fields_of(child, of)
        case Within(unit):
            whole = unit in ("lead", "first") or (of == "articles" and unit != "quote")
            return UNIT_FIELDS if whole else ("quote",)
        case _:
            return ()
