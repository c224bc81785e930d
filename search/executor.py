"""A query over postings and a table, as array operations: which articles match, their scores, order and counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from time import perf_counter
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.analysis import stem
from index.errors import QueryError
from index.fields import facet_key
from search import query as limits
from search import ranking
from search.query import (
    FACETS,
    And,
    Everything,
    Expression,
    Leaf,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    check_expansion,
    fields_of,
    leaves,
    widens,
)
from search.table import Floats, Ints, Mask, Table


@dataclass(frozen=True, slots=True)
class Postings:
    """The articles with a word, ascending, and how often each has it."""

    articles: Ints
    counts: Ints


class Source(Protocol):
    """The postings of an engine. Words are terms of the analyzer; a word that is not there has empty postings."""

    def stems(self, field: str, word: str) -> Postings:
        """Return the articles with words of this stem in a field."""
        ...

    def words(self, field: str, word: str) -> Postings:
        """Return the articles with exactly this word in a field."""
        ...

    def positions(self, field: str, word: str, articles: Ints, *, exact: bool) -> Ints:
        """Return where a stem or, if `exact`, a word stands in `articles`, as `article << 32 | position`, ascending."""
        ...

    def expand(self, field: str, stub: str) -> list[str]:
        """Return the words of a field that begin with `stub`."""
        ...

    def near(self, field: str, word: str, edits: int) -> list[str]:
        """Return the words of a field with the same first letter, at a Levenshtein distance of at most `edits`."""
        ...


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """The articles, ascending, in which a leaf matches in one field; how often, and how often exactly."""

    articles: Ints
    counts: Ints
    exact: Ints


_NONE = np.zeros(0, np.int64)


class Execution:
    """One query against one commit; a leaf is evaluated once. Masks and scores are indexed by article number."""

    def __init__(self, source: Source, table: Table, expression: Expression | None) -> None:
        self._source = source
        self._table = table
        self.expression = expression
        self._root = expression.root if expression else Everything()
        self._matches: dict[Leaf, dict[str, FieldMatch]] = {}
        self._ends = perf_counter() + limits.MAX_SECONDS

    def check_time(self) -> None:
        """Refuse to go on after MAX_SECONDS.

        Raises:
            QueryError: the search has taken that long.
        """
        if perf_counter() > self._ends:
            raise QueryError(f"this takes over {limits.MAX_SECONDS:.0f} seconds: ask for fewer or rarer words")

    def matching(self) -> Mask:
        """Return the articles that the expression matches, filters aside."""
        return self._mask(self._root) & self._table.alive

    def matches(self, leaf: Leaf) -> dict[str, FieldMatch]:
        """Return where a leaf matches, by field; fields without a match are left out."""
        if leaf not in self._matches:
            self.check_time()
            found = self._prefix(leaf) if isinstance(leaf, Prefix) else self._words(leaf)
            self._matches[leaf] = {field: match for field, match in found.items() if match.articles.size}
        return self._matches[leaf]

    def matched_by(self, article: int) -> list[tuple[str, Leaf]]:
        """Return the (field, leaf) pairs that an article matches by."""
        return [
            (field, leaf)
            for leaf in leaves(self._root)
            for field, match in self.matches(leaf).items()
            if _holds(match.articles, article)
        ]

    def scores(self) -> Floats:
        """Return every article's score by the formula of `search.ranking`."""
        total = np.zeros(self._table.size)
        for leaf in leaves(self._root):
            tf = self._tf(leaf)
            idf = ranking.idf(self._table.documents, int(np.count_nonzero(tf)))
            total += idf * ranking.saturated(tf)
        return total

    def _tf(self, leaf: Leaf) -> Floats:
        tf = np.zeros(self._table.size)
        for field, match in self.matches(leaf).items():
            lengths = self._table.lengths[field][match.articles]
            average = self._table.averages[field]
            tf[match.articles] += ranking.field_tf(field, match.counts, match.exact, lengths, average)
        return tf

    def _mask(self, node: Node) -> Mask:
        match node:
            case Everything():
                return np.ones(self._table.size, np.bool_)
            case Nothing():
                return np.zeros(self._table.size, np.bool_)
            case And(children):
                return reduce(np.logical_and, map(self._mask, children))
            case Or(children):
                return reduce(np.logical_or, map(self._mask, children))
            case Not(child):
                return ~self._mask(child)
            case Term() | Phrase() | Prefix():
                mask = np.zeros(self._table.size, np.bool_)
                for found in self.matches(node).values():
                    mask[found.articles] = True
                return mask

    def _words(self, leaf: Term | Phrase) -> dict[str, FieldMatch]:
        match leaf:
            case Term(word):
                return {field: self._term(word, field) for field in fields_of(leaf)}
            case Phrase(words):
                return {field: self._phrase(words, field) for field in fields_of(leaf)}

    def _term(self, word: str, field: str) -> FieldMatch:
        found = self._source.stems(field, stem(word))
        return FieldMatch(found.articles, found.counts, _aligned(found.articles, self._source.words(field, word)))

    def _prefix(self, leaf: Prefix) -> dict[str, FieldMatch]:
        words = {field: self._source.expand(field, leaf.stub) for field in fields_of(leaf)}
        check_expansion(leaf, len(set().union(*words.values())))
        return {field: self._any(field, expanded) for field, expanded in words.items()}

    def _any(self, field: str, words: list[str]) -> FieldMatch:
        found = _united(self._source.words(field, word) for word in words)
        return FieldMatch(found.articles, found.counts, np.zeros_like(found.counts))

    def _phrase(self, words: tuple[str, ...], field: str) -> FieldMatch:
        stems = [stem(word) for word in words]
        places = self._run(stems, field, exact=False)
        articles, counts = np.unique(places >> 32, return_counts=True)
        if not articles.size:
            return FieldMatch(_NONE, _NONE, _NONE)
        exact = np.unique(self._run(words, field, exact=True, within=articles) >> 32, return_counts=True)
        return FieldMatch(articles, counts, _aligned(articles, Postings(*exact)))

    def _run(self, words: Iterable[str], field: str, *, exact: bool, within: Ints | None = None) -> Ints:
        """Return where words follow each other, as keys of the first one's place."""
        words = list(words)
        postings = self._source.words if exact else self._source.stems
        common = [postings(field, word).articles for word in words] + ([] if within is None else [within])
        articles = reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), sorted(common, key=len))
        keys = []
        for offset, word in enumerate(words):
            self.check_time()
            keys.append(self._source.positions(field, word, articles, exact=exact) - offset)
        return reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), sorted(keys, key=len))


def articles_with(source: Source, fields: Iterable[str], word: str) -> int:
    """Return the number of articles with exactly this word in any of the fields."""
    return len(_united(source.words(field, word) for field in fields).articles)


def filtered(query: Query, table: Table, without: str | None = None) -> Mask:
    """Return the articles that pass the query's filters, those of the facet `without` aside."""
    mask = table.alive.copy()
    first, last = query.days
    if first is not None or last is not None:
        mask &= (table.days >= max(1, first or 1)) & (table.days <= (last or np.iinfo(np.int64).max))
    for name in FACETS:
        if name != without and (chosen := query.chosen(name)):
            masks = [table.facets[name].having(facet_key(name, value), table.size) for value in chosen]
            mask &= reduce(np.logical_or if widens(query, name) else np.logical_and, masks)
    return mask


def ordered(query: Query, table: Table, hits: Ints, scores: Floats) -> Ints:
    """Return the hits in the query's order: ties by date, newest first, then by id; undated last."""
    seconds, ids = table.seconds[hits], table.id_ranks[hits]
    undated = table.days[hits] == 0
    keys: tuple[NDArray[Any], ...]
    match query.sort:
        case "newest":
            keys = (ids, -seconds, undated)
        case "oldest":
            keys = (ids, seconds, undated)
        case _:
            keys = (ids, -seconds, undated, -scores[hits])
    return hits[np.lexsort(keys)]


def folded(table: Table, ranked: Ints) -> Ints:
    """Return the first of each group of copies, in order."""
    _, first = np.unique(table.copy_groups[ranked], return_index=True)
    return ranked[np.sort(first)]


def _aligned(articles: Ints, postings: Postings) -> Ints:
    """Return the counts of `postings` for `articles`, of which it holds a part."""
    counts = np.zeros(len(articles), np.int64)
    counts[np.searchsorted(articles, postings.articles)] = postings.counts
    return counts


def _united(many: Iterable[Postings]) -> Postings:
    """Return the postings of any of several words, their counts added."""
    found = list(many)
    if not found:
        return Postings(_NONE, _NONE)
    articles, places = np.unique(np.concatenate([p.articles for p in found]), return_inverse=True)
    counts = np.bincount(places, weights=np.concatenate([p.counts for p in found]))
    return Postings(articles, counts.astype(np.int64))


def _holds(articles: Ints, article: int) -> bool:
    place = int(np.searchsorted(articles, article))
    return place < len(articles) and int(articles[place]) == article
