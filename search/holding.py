"""When a query's tree holds for an article or a quotation: the plain rule that every engine must agree with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from msgspec import Struct

from index.analysis import stem
from index.article import Article
from index.dates import local_day
from index.sentences import ends
from search.nodes import (
    UNIT_FIELDS,
    And,
    AtLeast,
    Everything,
    Has,
    Leaf,
    Near,
    Node,
    Not,
    Nothing,
    Of,
    Or,
    Phrase,
    Published,
    Simple,
    Term,
    Within,
    fields_of,
    shown_leaves,
)
from search.places import matches
from search.proximity import partners, spans

Counts = dict[str, tuple[int, int]]  # field -> (matches, of which exact)


class Text(Protocol):
    """An article, or one of its quotations with what it has of the article."""

    @property
    def article(self) -> Article:
        """The article."""
        ...

    @property
    def of(self) -> Of:
        """What it is."""
        ...

    @property
    def words(self) -> Mapping[str, Sequence[Sequence[str]]]:
        """The words of each value of each field."""
        ...

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all fields: what is not among them is not looked for word by word."""
        ...

    @property
    def quotations(self) -> Sequence["Text"]:
        """The quotations of an article."""
        ...


class _Piece(Struct, frozen=True):
    """The words from `first` to `last` (exclusive) of a value of a field."""

    field: str
    words: Sequence[str]
    first: int
    last: int


def counted(leaf: Leaf, of: Of) -> tuple[str, ...]:
    """Return the fields in which ATLEAST counts: not what quotations repeat of the body."""
    fields = fields_of(leaf, of)
    return fields if fields == ("quote",) else tuple(name for name in fields if name != "quote")


def holds(node: Node, text: Text) -> bool:
    """Tell whether a node holds."""
    match node:
        case Everything():
            return True
        case Nothing():
            return False
        case And(children):
            return all(holds(child, text) for child in children)
        case Or(children):
            return any(holds(child, text) for child in children)
        case Not(child):
            return not holds(child, text)
        case Published(first, last):
            return _published(text.article, first, last)
        case Has(what):
            return bool(text.article.quotes) if what == "quotes" else text.article.image is not None
        case leaf:
            return bool(counts(leaf, text, fields_of(leaf, text.of)))


def counts(leaf: Leaf, text: Text, fields: Iterable[str]) -> Counts:
    """Return how often a leaf matches in fields, those without a match left out."""
    match leaf:
        case Near():
            found = {name: sum(len(partners(leaf, own, name, text.of)) for own in text.words[name]) for name in fields}
            return {name: (times, 0) for name, times in found.items() if times}
        case AtLeast(times, child):
            every = counts(child, text, fields_of(child, text.of))
            many = sum(every[name][0] for name in counted(child, text.of) if name in every)
            return {name: every[name] for name in fields if name in every} if many >= times else {}
        case Within():
            return {name: times for name, times in _units(leaf, text).items() if name in fields}
        case _:
            return _simple(leaf, text, fields)


def _simple(leaf: Simple, text: Text, fields: Iterable[str]) -> Counts:
    found: Counts = {}
    if not text.stems.issuperset(_stems(leaf)):
        return found
    for field in fields:
        own = [match for value in text.words[field] for match in matches(leaf, value)]
        if own:
            found[field] = len(own), sum(match.exact for match in own)
    return found


def _stems(leaf: Simple) -> list[str]:
    match leaf:
        case Term(word):
            return [stem(word)]
        case Phrase(words):
            return [stem(word) for word in words]
        case _:
            return []


def _published(article: Article, first: int | None, last: int | None) -> bool:
    day = local_day(article.published) if article.published else None
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def _units(node: Within, text: Text) -> Counts:
    """Return in how many units of each field the child holds; of a beginning, in which fields it matches."""
    match node.unit:
        case "lead" | "first":
            return _beginning(node, text)
        case _ if text.of == "quotes":
            return {"quote": (1, 0)} if holds(node.child, text) else {}
        case "quote":
            times = sum(holds(node.child, quotation) for quotation in text.quotations)
            return {"quote": (times, 0)} if times else {}
    found: Counts = {}
    for name in UNIT_FIELDS:
        times = sum(_in(node.child, (piece,), text) for piece in _pieces(node.unit, name, text))
        found |= {name: (times, 0)} if times else {}
    return found


def _beginning(node: Within, text: Text) -> Counts:
    titles, bodies = (_whole(name, text) for name in UNIT_FIELDS)
    first, last = bodies.first, bodies.last
    end = node.words if node.unit == "first" else next(iter(ends(text.article.body)[1]), 0)
    unit = titles, _Piece("body", bodies.words, first, min(last, end))
    if not _in(node.child, unit, text):
        return {}
    shown = shown_leaves(node.child)
    return {piece.field: (1, 0) for piece in unit if any(_in(leaf, (piece,), text) for leaf in shown)}


def _whole(name: str, text: Text) -> _Piece:
    value = text.words[name][0]
    return _Piece(name, value, 0, len(value))


def _pieces(unit: str, name: str, text: Text) -> Iterator[_Piece]:
    """Yield the sentences or paragraphs of the title or of the body."""
    whole = _whole(name, text)
    if name == "title":
        yield whole
        return
    sentences, paragraphs = _ends(text.article.body)
    for first, last in pairwise((0, *(sentences if unit == "sentence" else paragraphs))):
        yield _Piece(name, whole.words, first, last)


@lru_cache(64)
def _ends(body: str) -> tuple[list[int], list[int]]:
    return ends(body)


def _in(node: Node, unit: Sequence[_Piece], text: Text) -> bool:
    """Tell whether a node holds for a unit of a text."""
    match node:
        case And(children):
            return all(_in(child, unit, text) for child in children)
        case Or(children):
            return any(_in(child, unit, text) for child in children)
        case Not(child):
            return not _in(child, unit, text)
        case Within(inner, child):
            smaller = (one for piece in unit for one in _pieces(inner, piece.field, text) if _inside(piece, one))
            return any(_in(child, (one,), text) for one in smaller)
        case _:
            return any(_matches(node, piece) for piece in unit)


def _inside(outer: _Piece, inner: _Piece) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _matches(node: Node, piece: _Piece) -> bool:
    found = spans(node, piece.words, piece.field)
    return any(piece.first <= one.first and one.last <= piece.last for one in found)
