"""A query over all segments: which documents match, which of them pass the filters, and what they score."""

from collections.abc import Iterable, Sequence
from functools import partial, reduce
from itertools import repeat
from operator import attrgetter
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
    meeting,
    placed_in,
    tally,
    union,
)
from search.columnar.excluding import not_excluded
from search.columnar.found import Found
from search.columnar.lookup import Lookup
from search.columnar.snapshot import Snapshot
from search.columnar.tree import Tree, days_mask
from search.cursor import counted_from
from search.query import (
    BY_SCORE,
    FACETS,
    QUOTE_FACETS,
    And,
    Leaf,
    Node,
    Phrase,
    Query,
    Term,
    is_any_of_leaves,
    leaves,
    widens,
)
from search.recency import Ages

_OWN_FACETS = tuple(name for name in FACETS if name not in QUOTE_FACETS)
_values = attrgetter(*(facet.attribute for facet in FACETS.values()))

_TIE = 1e-5  # bounds are 32-bit numbers and sums in another order: they may be off by this much
_AMPLE = 4  # times the documents that are asked for


class Weight(NamedTuple):
    """Where a leaf is, and its idf times its share."""

    found: Found
    idf: float


class _Met(NamedTuple):
    """Documents with all of some leaves, and where they stand among those of each."""

    documents: Ints
    places: dict[Found, Ints]


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
        self._chosen = {name for name, values in zip(FACETS, _values(query), strict=True) if values}
        self._filtered = bool(self._chosen or query.asks_beside_facets)

    def find(self, leaf: Leaf) -> Found | None:
        """Return where a leaf matches."""
        try:
            return self._found[leaf]
        except KeyError:
            self.check_time()
            found = self._found[leaf] = self._lookup.find(leaf)
            return found

    @kept
    def found(self) -> list[tuple[Leaf, Found]]:
        """The leaves that a hit may hold and that are anywhere, and where."""
        return [(leaf, found) for leaf in leaves(self._root) if (found := self.find(leaf)) is not None]

    @kept
    def weights(self) -> list[Weight]:
        """Where the leaves are, and what they weigh."""
        documents, shares = self.snapshot.living_of(self.query.of), ranking.shares(self._root, self.query.mode)
        return [
            Weight(one, share * ranking.idf(documents, len(self._living(one.documents))))
            for leaf, share in shares.items()
            if (one := self.find(leaf)) is not None
        ]

    @kept
    def matching(self) -> Ints:
        """The documents that the expression matches, filters aside."""
        if self._met:
            return self._living(self._met.documents)
        return self._living(Tree(self.snapshot, self.query.of, self.find).documents(self._root))

    @kept
    def _met(self) -> "_Met | None":
        """Where all leaves of a query for several meet; None for any other query."""
        children = self._root.children if isinstance(self._root, And) else ()
        every = [self.find(child) for child in children if isinstance(child, Leaf)]
        found = [one for one in every if one is not None]
        if not children or len(found) < len(children):
            return None
        documents, places = meeting([one.documents for one in found], self._size)
        return _Met(documents, dict(zip(found, places, strict=True)))

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
        if not self._filtered:
            return self.matching
        masks = [*self._filters(without), *not_excluded(self.snapshot, self.query)]
        return reduce(chosen, masks, self.matching)

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

    def places_of(self, documents: Ints) -> Iterable[int]:
        """Return the place of each quotation among those of its article; 0 for articles, without end."""
        if not self._of_quotes:
            return repeat(0)
        first = self.snapshot.quote_article.searchsorted(self.articles(documents))
        places: list[int] = (documents - first).tolist()
        return places

    @property
    def by_score(self) -> bool:
        """Whether scores decide the order: not where nothing scores."""
        return self.query.sort in BY_SCORE and bool(self.weights)

    def best(self, documents: Ints, k: int) -> tuple[Ints, Floats]:
        """Return the hits that can be among the best `k`, and their scores."""
        if self._phrase is None:
            return self._best_by_words(documents, k)
        if documents is self.hits and k <= ranking.FOREMOST:
            documents, scores = self._foremost
        else:
            documents, scores = self._best_by_words(documents, max(k, ranking.FOREMOST))
        return documents, self._with_phrase(documents, scores)

    def scores(self, documents: Ints) -> Floats:
        """Return the scores of documents."""
        scores = self._by_words(documents)
        return scores if self._phrase is None else self._with_phrase(documents, scores)

    @kept
    def _phrase(self) -> Phrase | None:
        return ranking.as_phrase(self._root, self.query.mode) if self.by_score else None

    @kept
    def _foremost(self) -> tuple[Ints, Floats]:
        """The hits that can be among the FOREMOST by their words, and what these score."""
        return self._best_by_words(self.hits, ranking.FOREMOST)

    def _with_phrase(self, documents: Ints, scores: Floats) -> Floats:
        """Return the scores of hits, given those by their words."""
        _, first = self._foremost
        edge = ranking.foremost(kth(first, ranking.FOREMOST)) if len(first) >= ranking.FOREMOST else 0.0
        at = (scores >= edge).nonzero()[0]
        among = documents.take(at)
        found = self._lookup.phrase(self._phrase, among) if self._phrase else None
        if found is None:
            return scores
        places, which = self._placed(found, among)
        more = ranking.PHRASE * max(idf for _, idf in self.weights) * ranking.saturated(found.exactly(places))
        at = at if which is None else at.take(which)
        scores[at] += more * self._recency(documents.take(at)) if self.query.sort == "recent" else more
        return scores

    def _best_by_words(self, documents: Ints, k: int) -> tuple[Ints, Floats]:
        if len(documents) <= _AMPLE * k:
            return documents, self._by_words(documents)
        if self.query.sort == "recent":
            return self._best_of_late(documents, k)
        if len(self.weights) == 1 and documents is self.weights[0].found.documents:
            return self._best_of_one(*self.weights[0], k)
        documents = self._best_of_many(documents, k)
        return documents, self._by_words(documents)

    def _by_words(self, documents: Ints) -> Floats:
        """Return what documents score by the leaves of the query."""
        total = np.zeros(len(documents))
        for found, idf in self.weights:
            self.check_time()
            at, which = self._placed(found, documents)
            _add(total, idf * ranking.saturated(found.exactly(at)), which)
        return total * self._recency(documents) if self.query.sort == "recent" else total

    @kept
    def ages(self) -> Ages:
        """What ages count from: for the hits after others, what it was for those."""
        ages, newest = self.snapshot.ages, counted_from(self.query)
        return ages if newest is None else ages._replace(newest=newest)

    def _recency(self, documents: Ints) -> Floats:
        return ranking.recency(self.ages.of(self.snapshot.days.take(self.articles(documents))))

    def _best_of_late(self, documents: Ints, k: int) -> tuple[Ints, Floats]:
        """As `best`, where a score counts the less the older its article is."""
        recency = self._recency(documents).astype(np.float32)
        low, high = (bound * recency for bound in self._bounds(documents))
        edge = float(about_kth(low, k)) - _TIE
        documents = documents.take((high >= np.float32(edge)).nonzero()[0])
        return documents, self._by_words(documents)

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
        weights = sorted(self.weights, key=lambda weight: weight.idf) if not self._is_met(documents) else []
        rest = sum(idf * (ranking.K1 + 1) for _, idf in weights)
        looked: list[Ints] = []
        while True:
            self.check_time()
            for _ in range(min(len(weights), len(looked) or 1)):  # twice as many each time, lest many take their square
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
        ready = native.compiled and not self._is_met(documents)
        rest = self._add_coded(low, high, documents) if ready else self.weights
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

    @property
    def wants_all(self) -> bool:
        """Whether a hit has each leaf of the query."""
        return self._met is not None or isinstance(self._root, Term)

    def _is_met(self, documents: Ints) -> bool:
        return self._met is not None and documents is self._met.documents

    def _placed(self, found: Found, documents: Ints) -> tuple[Ints, Ints | None]:
        if self._met and self._is_met(documents) and found in self._met.places:
            return self._met.places[found], None
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
