"""What is asked: the expression tree, the filters, the order and the page, with their limits.

User text becomes a tree here and never reaches an engine's own parser: Whoosh's needs 19 s for `[a TO z]`
and raises RecursionError on nested brackets.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as place
from datetime import date
from typing import Literal

from index.errors import QueryError
from index.fields import DEFAULT_FIELDS, TEXTS, facet_key

GRAMMAR_VERSION = 1

# Limits that hold before any work is done. A page goes no deeper than MAX_DEPTH results; a cursor may.
MAX_CHARACTERS = 4_096
MAX_WORDS = 512
MAX_PREFIXES = 32  # of all leaves that stand for several words: Prefix, Wildcard, Fuzzy
MAX_PHRASES = 32
MAX_NESTING = 32
MAX_EDITS = 2
MAX_SLOP = 50
MAX_EXPANSIONS = 4_096
MAX_SIZE = 100
MAX_SECONDS = 5.0  # of one search: what the limits above let through must not hold up everybody else
MAX_DEPTH = 10_000

Mode = Literal["all", "any"]
Sort = Literal["relevance", "newest", "oldest"]
Of = Literal["articles", "quotes"]
Interval = Literal["year", "month", "week", "day"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
MODES: tuple[Mode, ...] = ("all", "any")
KINDS: tuple[Of, ...] = ("articles", "quotes")
INTERVALS: tuple[Interval, ...] = ("year", "month", "week", "day")


@dataclass(frozen=True, slots=True)
class Term:
    """Articles with a word of the same stem.

    `start` and `end`, as in the other leaves, are its place in the query's text; a word that stands twice in the
    text is one leaf.
    """

    word: str
    field: str | None = None
    start: int = place(default=0, compare=False)
    end: int = place(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Articles with words of the same stems in this order, with at most `slop` others among them, in one value.

    From each place of the first word, the next later place of each following word is taken: a match a start.
    """

    words: tuple[str, ...]
    field: str | None = None
    start: int = place(default=0, compare=False)
    end: int = place(default=0, compare=False)
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles with a word, unstemmed, that begins with `stub`."""

    stub: str
    field: str | None = None
    start: int = place(default=0, compare=False)
    end: int = place(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Articles with a word, unstemmed, of this pattern: `?` is one character, `*` any run of them."""

    pattern: str
    field: str | None = None
    start: int = place(default=0, compare=False)
    end: int = place(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Articles with a word, unstemmed, at most `edits` edits from `word`: see `search.spelling.distance`."""

    word: str
    edits: int = 1
    field: str | None = None
    start: int = place(default=0, compare=False)
    end: int = place(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article: what a text without a letter or digit finds."""


@dataclass(frozen=True, slots=True)
class And:
    """Articles in all of the children's."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles in any of the children's."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that are not in the child's."""

    child: "Node"


Expanding = Prefix | Wildcard | Fuzzy
Leaf = Term | Phrase | Expanding
Node = Leaf | Everything | Nothing | And | Or | Not


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What the parser did that its author may not have meant, and where."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expression:
    """A query's text as read: the tree, and what was odd about the text."""

    text: str
    mode: Mode
    root: Node
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def read_as(self) -> str:
        """The tree in the query language, every bracket and operator written out."""
        return describe(self.root)


@dataclass(frozen=True, slots=True)
class Facet:
    """A property to count and filter by. Several values narrow a multi-valued facet and widen the others."""

    name: str
    attribute: str
    label: str
    multi: bool


FACETS = {
    facet.name: facet
    for facet in (
        Facet("tag", "tags", "Tag", multi=True),
        Facet("speaker", "speakers", "Speaker", multi=True),
        Facet("source", "sources", "Source", multi=False),
        Facet("byline", "bylines", "Byline", multi=True),
        Facet("section", "sections", "Section", multi=False),
        Facet("year", "years", "Year", multi=False),
        Facet("lang", "langs", "Language", multi=False),
        Facet("told_to", "told_tos", "Told to", multi=False),
        Facet("source_type", "source_types", "Kind of source", multi=False),
    )
}
# The facets of quotes. An article passes their filters when each chosen speaker, or anyone where none is chosen, has
# one quote there that is told to one of the chosen and of one of the chosen kinds.
QUOTE_FACETS = ("speaker", "told_to", "source_type")


@dataclass(frozen=True, slots=True)
class Query:
    """One search. Filters hold names as people see them; a speaker may be given by its id too.

    `of` tells what a hit is; of quotes, words without a field look in the quote. `cursor` is the `Results.cursor` of
    the hits before, for any depth.

    Raises:
        QueryError: a value is outside what the search offers; its text says which.
    """

    expression: Expression | None = None
    tags: tuple[str, ...] = ()
    tag_mode: Mode = "all"
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    told_tos: tuple[str, ...] = ()
    source_types: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    mode: Mode = "all"
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    facets: tuple[str, ...] = ()
    facet_size: int = 10
    fold: bool = False
    highlight: bool = True
    of: Of = "articles"
    cursor: str | None = None
    histogram: Interval | None = None

    def __post_init__(self) -> None:
        _one_of("sort", self.sort, SORTS)
        _one_of("mode", self.mode, MODES)
        _one_of("tag_mode", self.tag_mode, MODES)
        _one_of("of", self.of, KINDS)
        if self.histogram is not None:
            _one_of("histogram", self.histogram, INTERVALS)
        for name in self.facets:
            _one_of("facet", name, tuple(FACETS))
        _within("size", self.size, 0, MAX_SIZE)
        _within("facet_size", self.facet_size, 0, MAX_SIZE)
        _within("page", self.page, 1, max(1, MAX_DEPTH // max(1, self.size)))
        if self.cursor is not None and self.page != 1:
            raise QueryError("page is left out where a cursor is given", parameter="page")
        first, last = self.days
        if first is not None and last is not None and first > last:
            raise QueryError(f"from {self.date_from} is after to {self.date_to}", parameter="from")

    @property
    def days(self) -> tuple[int | None, int | None]:
        """The first and the last day asked for as ordinals (1 = 1 January of year 1), inclusive."""
        first = _days(self.date_from, "from")[0] if self.date_from else None
        last = _days(self.date_to, "to")[1] if self.date_to else None
        return first, last

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values of a facet that the query filters by, each once by its key."""
        values: tuple[str, ...] = getattr(self, FACETS[facet].attribute)
        return tuple({facet_key(facet, value): value for value in values}.values())


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Return the leaves that a hit may hold, each once, those under a NOT left out, from left to right."""
    return tuple(dict.fromkeys(_leaves(node, excluded=False)))


def all_leaves(node: Node) -> tuple[Leaf, ...]:
    """Return the leaves of a tree, each once, those under a NOT too."""
    return tuple(dict.fromkeys(_leaves(node, excluded=True)))


def _leaves(node: Node, *, excluded: bool) -> Iterator[Leaf]:
    match node:
        case Term() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            yield node
        case And(children) | Or(children):
            for child in children:
                yield from _leaves(child, excluded=excluded)
        case Not(child) if excluded:
            yield from _leaves(child, excluded=excluded)


# The fields whose matches score. What a quote has of its article decides whether it is found, not how well.
SCORED: dict[Of, tuple[str, ...]] = {"articles": tuple(TEXTS), "quotes": ("quote", "speaker")}


def fields_of(leaf: Leaf, of: Of = "articles") -> tuple[str, ...]:
    """Return the fields that a leaf looks in."""
    if leaf.field is not None:
        return (leaf.field,)
    return DEFAULT_FIELDS if of == "articles" else ("quote",)


def widens(query: Query, facet: str) -> bool:
    """Tell whether several values of a facet mean any of them."""
    return not FACETS[facet].multi or (facet == "tag" and query.tag_mode == "any")


def check_expansion(leaf: Expanding, words: int) -> None:
    """Refuse a leaf that stands for too many words, counted over its fields.

    Raises:
        QueryError: there are more than MAX_EXPANSIONS.
    """
    if words > MAX_EXPANSIONS:
        remedy = "allow fewer edits" if isinstance(leaf, Fuzzy) and leaf.edits > 1 else "give more letters"
        raise QueryError(f'"{_written(leaf)}" stands for {words:,} words: {remedy}', leaf.start)


def describe(node: Node) -> str:
    """Return the query that reads as this tree, with every operator written out."""
    match node:
        case Everything():
            return "*"
        case Nothing():
            return "(nothing)"
        case And(children):
            return f"({' AND '.join(map(describe, children))})"
        case Or(children):
            return f"({' OR '.join(map(describe, children))})"
        case Not(child):
            return f"NOT {describe(child)}"
        case Term(_, name) | Phrase(_, name) | Prefix(_, name) | Wildcard(_, name) | Fuzzy(_, _, name):
            return _named(name, _written(node))


def _written(leaf: Leaf) -> str:
    match leaf:
        case Term(word):
            return f'"{word}"' if word in ("and", "or", "not") else word
        case Phrase(words):
            return f'"{" ".join(words)}"' + (f"~{leaf.slop}" if leaf.slop else "")
        case Prefix(stub):
            return f"{stub}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(word, edits):
            return f"{word}~" if edits == 1 else f"{word}~{edits}"


def _named(name: str | None, text: str) -> str:
    return f"{name}:{text}" if name else text


def _one_of(parameter: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise QueryError(f"{parameter} is one of {', '.join(allowed)}, not {value!r}", parameter=parameter)


def _within(parameter: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise QueryError(f"{parameter} is a number from {low} to {high}, not {value}", parameter=parameter)


def _days(text: str, parameter: str) -> tuple[int, int]:
    """Return the ordinals of the first and the last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    try:
        year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
        if text != first.isoformat()[: len(text)]:
            raise ValueError(text)
    except (ValueError, OverflowError) as error:
        raise QueryError(
            f"{parameter} is a date as 2015, 2015-05 or 2015-05-18, not {text!r}", parameter=parameter
        ) from error
    return first.toordinal(), last.toordinal()
