"""A query over all segments: which documents match, which of them pass the filters, and what they score."""

from collections.abc import Sequence
from functools import partial, reduce
from time import perf_counter
from typing import NamedTuple

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Ints, Mask
from index.columnar.kept import kept
from index.errors import QueryError
from index.fields import facet_key, thousandths
from search import query as limits
from search import ranking
from search.columnar.arrays import (
    Floats,
    about_kth,
    chosen,
    intersection,
    kth,
    mask_of,
    placed_in,
    tally,
    union,
)
from search.columnar.found import Found
from search.columnar.lookup import Lookup
from search.columnar.snapshot import Snapshot
from search.columnar.tree import Tree, days_mask
from search.query import (
    FACETS,
    QUOTE_FACETS,
    Leaf,
    Node,
    Query,
    is_any_of_leaves,
    leaves,
    widens,
)

_OWN_FACETS = tuple(name for name in FACETS if name not in QUOTE_FACETS)


_TIE = 1e-5  # bounds are 32-bit numbers and sums in another order: they may be off by this much
_AMPLE = 4  # times the documents that are asked for


class Weight(NamedTuple):
    """Where a leaf is, and its idf times its share."""

    found: Found
    idf: float


class Deadline:
    """When a search must be done."""

    def __init__(self) -> None:
        self._ends = perf_counter() + limits.MAX_SECONDS

    def check(self) -> None:
        """Refuse to go on after MAX_SECONDS.

        Raises:
            QueryError: the search has taken that long.
        """
        if perf_counter() > self._ends:
            raise QueryError(f"this takes over {limits.MAX_SECONDS:.0f} seconds: ask for fewer or rarer words")


class Execution:
    """One search. Documents are articles, or quotations where these are asked for."""

    def __init__(self, query: Query, root: Node, snapshot: Snapshot) -> None:
        self.snapshot, self.query, self._root = snapshot, query, root
        self.check_time = Deadline().check
        self._lookup = Lookup(snapshot, query.of, self.check_time)
        self._size = snapshot.size_of(query.of)
        self._of_quotes = query.of == "quotes"
        self._found: dict[Leaf, Found | None] = {}
        self._chosen = frozenset(name for name, facet in FACETS.items() if getattr(query, facet.attribute))
        self._filtered = bool(self._chosen or query.date_from or query.date_to or query.asks_of_quotes())

    def find(self, leaf: Leaf) -> Found | None:
        """Return where a leaf matches."""
        if leaf not in self._found:
            self.check_time()
            self._found[leaf] = self._lookup.find(leaf)
        return self._found[leaf]

    @kept
    def found(self) -> list[tuple[Leaf, Found]]:
        """The leaves that a hit may hold and that are anywhere, and where."""
        return [(leaf, found) for leaf in leaves(self._root) if (found := self.find(leaf)) is not None]

    @kept
    def weights(self) -> list[Weight]:
        """Where the leaves are, and what they weigh."""
        documents, shares = self.snapshot.living_of(self.query.of), ranking.shares(self._root, self.query.mode)
        return [
            Weight(one, shares[leaf] * ranking.idf(documents, len(self._living(one.documents))))
            for leaf, one in self.found
        ]

    @kept
    def matching(self) -> Ints:
        """The documents that the expression matches, filters aside."""
        return self._living(Tree(self.snapshot, self.query.of, self.find).documents(self._root))

    @kept
    def hits(self) -> Ints:
        """The documents that match and pass the filters."""
        return self.passing(None)

    @kept
    def days(self) -> tuple[Ints, int]:
        """How many hits were published on each day from the first of the archive on, and the day before that one."""
        codes, before = self.snapshot.day_codes
        return tally(self.articles(self.hits), codes)[1:], before

    def passing(self, without: str | None) -> Ints:
        """Return the documents that match and pass the filters, those of the facet `without` aside."""
        return reduce(chosen, self._filters(without), self.matching) if self._filtered else self.matching

    def said(self, without: str | None, *, always: bool = False) -> list[Mask]:
        """Return which quotations their filters want: a mask for each chosen speaker, or one of anybody's.

        There is none where nothing is asked of quotations, but with `always`.
        """
        others = [
            self._one_of(name) for name in QUOTE_FACETS if name in self._chosen and name not in ("speaker", without)
        ]
        others += self._told_of_quotes()
        speakers = () if without == "speaker" else self.query.chosen("speaker")
        if not others and not speakers and not always:
            return []
        both = reduce(np.logical_and, others, np.ones(self.snapshot.quote_size, np.bool_))
        if not speakers:
            return [both]
        return [both & self.snapshot.having("speaker", facet_key("speaker", value)) for value in speakers]

    def _told_of_quotes(self) -> list[Mask]:
        """Return which quotations pass the filters that are no facet: a mask for each."""
        query, snapshot = self.query, self.snapshot
        masks = [snapshot.roles.having(query.role_stems)] if query.role is not None else []
        if query.min_confidence is None:
            return masks
        return [*masks, snapshot.column("quote.confidence") >= thousandths(query.min_confidence)]

    def articles(self, documents: Ints) -> Ints:
        """Return the article of each document."""
        return self.snapshot.quote_article.take(documents) if self._of_quotes else documents

    def place_of(self, document: int) -> int:
        """Return the place of a quotation among those of its article; 0 for an article."""
        if not self._of_quotes:
            return 0
        return document - self.snapshot.quotes_of(int(self.snapshot.quote_article[document])).start

    @property
    def by_score(self) -> bool:
        """Whether scores decide the order: not where nothing scores."""
        return self.query.sort == "relevance" and bool(self.weights)

    def best(self, documents: Ints, k: int) -> tuple[Ints, Floats]:
        """Return the hits that can be among the best `k`, and their scores."""
        if len(documents) <= _AMPLE * k:
            return documents, self.scores(documents)
        if len(self.weights) == 1 and documents is self.weights[0].found.documents:
            return self._best_of_one(*self.weights[0], k)
        documents = self._best_of_many(documents, k)
        return documents, self.scores(documents)

    def scores(self, documents: Ints) -> Floats:
        """Return the scores of documents."""
        total = np.zeros(len(documents))
        for found, idf in self.weights:
            self.check_time()
            at, which = self._placed(found, documents)
            _add(total, idf * ranking.saturated(found.exactly(at)), which)
        return total

    def _best_of_one(self, found: Found, idf: float, k: int) -> tuple[Ints, Floats]:
        """As `best`, of all documents of the one leaf: the more frequent, the higher the score.

        The exact frequencies of somewhat more than `k` documents nearly always show that no other can be among the
        best; else those of all that can are worked out.
        """
        at, others = found.likeliest(_AMPLE * k)
        frequencies = found.exactly(at)
        needed = float(kth(frequencies, k)) - _TIE
        if needed < others:
            at = found.reaching(needed)
            frequencies = found.exactly(at)
        return found.documents.take(at), idf * ranking.saturated(frequencies)

    def _best_of_many(self, documents: Ints, k: int) -> Ints:
        """As `best`, of several leaves: those that weigh most are looked at first.

        What has none of these cannot be among the best where all others together weigh less than the `k`-th of what
        has one (MaxScore; Turtle and Flood: Query evaluation, strategies and optimizations, 1995).
        """
        weights = sorted(self.weights, key=lambda weight: weight.idf)
        rest = sum(idf * (ranking.K1 + 1) for _, idf in weights)
        looked: list[Ints] = []
        while True:
            found, idf = weights.pop()
            looked.append(found.documents)
            rest -= idf * (ranking.K1 + 1)
            some = documents if not weights else self._of(looked, documents)
            if len(some) < k:
                continue
            low, high = self._bounds(some)
            edge = float(about_kth(low, k)) - _TIE
            if not weights or rest < edge:
                return some.take((high >= np.float32(edge)).nonzero()[0])

    def _of(self, looked: Sequence[Ints], documents: Ints) -> Ints:
        """Return those of some hits that have one of the leaves that were looked at."""
        found = union(looked, self._size)
        if documents is self.matching and is_any_of_leaves(self._root):
            return self._living(found)
        return intersection(found, documents, self._size)

    def _bounds(self, documents: Ints) -> tuple[Array, Array]:
        """Return bounds of the scores of documents: the lower and the upper."""
        low, high = np.zeros(len(documents), np.float32), np.zeros(len(documents), np.float32)
        rest = self._add_coded(low, high, documents) if native.compiled else self.weights
        for found, idf in rest:
            self.check_time()
            at, which = (None, None) if documents is found.documents else self._placed(found, documents)
            lower, upper = found.bounds(at, partial(_score, idf))
            _add(low, lower, which)
            _add(high, upper, which)
        return low, high

    def _add_coded(self, low: Array, high: Array, documents: Ints) -> list[Weight]:
        """Add the bounds that lie ready as impact codes; return the other leaves."""
        coded = [(weight, weight.found.coded(partial(_score, weight.idf))) for weight in self.weights]
        native.sets.add_bounds(low, high, documents, [one for _, codes in coded for one in codes], self._size)
        return [weight for weight, codes in coded if not codes]

    def _placed(self, found: Found, documents: Ints) -> tuple[Ints, Ints | None]:
        return placed_in(documents, found.documents, self._size)

    def _living(self, documents: Ints) -> Ints:
        return self.snapshot.living(documents, self.query.of)

    def _filters(self, without: str | None) -> list[Mask]:
        """Return a mask of documents for each filter, that of the facet `without` aside."""
        masks = self._date_masks()
        for name in _OWN_FACETS:
            if name in self._chosen and name != without:
                masks.append(self._all_of(name) if not widens(self.query, name) else self._one_of(name))
        if self._of_quotes:
            return [*(mask.take(self.snapshot.quote_article) for mask in masks), *self.said(without)]
        return [*masks, *map(self._articles_of, self.said(without))]

    def _articles_of(self, quotes: Mask) -> Mask:
        return mask_of(self.snapshot.quote_article[quotes], self.snapshot.size)

    def _date_masks(self) -> list[Mask]:
        first, last = self.query.days
        return [] if first is None and last is None else [days_mask(self.snapshot, first, last)]

    def _having(self, name: str) -> list[Mask]:
        return [self.snapshot.having(name, facet_key(name, value)) for value in self.query.chosen(name)]

    def _one_of(self, name: str) -> Mask:
        return reduce(np.logical_or, self._having(name))

    def _all_of(self, name: str) -> Mask:
        return reduce(np.logical_and, self._having(name))


def _add(total: Array, more: Array, which: Ints | None) -> None:
    """Add to the entries that `which` tells, or to all."""
    if which is None:
        total += more
    else:
        total[which] += more


def _score(idf: float, frequencies: Array) -> Array:
    """Return the scores of frequencies, which may be without end (search.ranking), in another form of the formula."""
    return np.asarray(idf * (ranking.K1 + 1) * (1 - ranking.K1 / (frequencies + ranking.K1)), np.float32)
