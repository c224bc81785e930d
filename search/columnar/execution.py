"""One search over all segments: what it finds, and what that scores."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Ints
from index.columnar.kept import kept
from search import ranking
from search.columnar.arrays import (
    Floats,
    about_kth,
    intersection,
    kth,
    placed_in,
    union,
)
from search.columnar.found import Found
from search.columnar.matches import Matches
from search.cursor import counted_from
from search.query import (
    BY_SCORE,
    Phrase,
    Term,
    is_any_of_leaves,
)
from search.recency import Ages

_TIE = 1e-5  # bounds are 32-bit numbers and sums in another order: they may be off by this much
_AMPLE = 4  # times the documents that are asked for


class Weight(NamedTuple):
    """Where a leaf is, and its idf times its share."""

    found: Found
    idf: float


class Execution(Matches):
    """What a search finds, with its scores."""

    @kept
    def weights(self) -> list[Weight]:
        """Where the leaves are, and what they weigh."""
        documents, shares = self.snapshot.living_of(self.query.of), ranking.shares(self._root, self.query.mode)
        return [
            Weight(one, shares[leaf] * ranking.idf(documents, len(self._living(one.documents))))
            for leaf, one in self.found
        ]

    @property
    def by_score(self) -> bool:
        """Whether scores decide the order: not where nothing scores."""
        return self.query.sort in BY_SCORE and bool(self.weights)

    def best(self, documents: Ints, k: int) -> tuple[Ints, Floats]:
        """Return the hits that can be among the best `k`, and their scores."""
        if not self._raises:
            return self._best_by_words(documents, k)
        if documents is self.hits and k <= ranking.FOREMOST:
            documents, scores = self._foremost
        else:
            documents, scores = self._best_by_words(documents, max(k, ranking.FOREMOST))
        return documents, self._raised(documents, scores)

    def scores(self, documents: Ints) -> Floats:
        """Return the scores of documents."""
        scores = self._by_words(documents)
        return self._raised(documents, scores) if self._raises else scores

    @kept
    def _phrase(self) -> Phrase | None:
        return ranking.as_phrase(self._root, self.query.mode) if self.by_score else None

    @kept
    def _foremost(self) -> tuple[Ints, Floats]:
        """The hits that can be among the FOREMOST by their words, and what these score."""
        return self._best_by_words(self.hits, ranking.FOREMOST)

    @kept
    def _looks_for_more(self) -> bool:
        return self.by_score and ranking.looks_for_more(self._root, self.query.mode, self.query.of)

    @property
    def _raises(self) -> bool:
        """Whether the foremost hits score more than their words; never those of one word."""
        return not isinstance(self._root, Term) and (self._phrase is not None or self._looks_for_more)

    def _raised(self, documents: Ints, scores: Floats) -> Floats:
        """Return the scores of hits, given those by their words."""
        at = (scores >= self._edge).nonzero()[0]
        among, raised = documents.take(at), scores.copy()
        more = self._shared(among) if self._phrase is None else self._close(self._phrase, among)
        raised[at] += more * self._recency(among) if self.query.sort == "recent" else more
        return raised

    @kept
    def _edge(self) -> float:
        """What the foremost score at least."""
        _, first = self._foremost
        return ranking.foremost(kth(first, ranking.FOREMOST)) if len(first) >= ranking.FOREMOST else 0.0

    def _close(self, phrase: Phrase, among: Ints) -> Floats:
        """Return what some of the foremost have for the phrase that the words make."""
        close = ranking.saturated(self._lookup.close(phrase, among))
        return ranking.PHRASE * max(idf for _, idf in self.weights) * close

    def _shared(self, among: Ints) -> Floats:
        """Return what some of the foremost have for what they share with the first."""
        documents, more = self._more
        at = np.minimum(documents.searchsorted(among), len(documents) - 1)
        return np.where(documents.take(at) == among, more.take(at), 0.0)

    @kept
    def _more(self) -> tuple[Ints, Floats]:
        """The foremost hits, and what each has for what it shares with the first."""
        from search.columnar.feedback import more  # few queries look for it

        documents, scores = self._foremost
        at = (scores >= self._edge).nonzero()[0]
        documents, scores = documents.take(at), scores.take(at)
        by_words = scores / self._recency(documents) if self.query.sort == "recent" else scores
        return documents, more(self.snapshot, documents, scores, by_words)

    def _best_by_words(self, documents: Ints, k: int) -> tuple[Ints, Floats]:
        if len(documents) <= _AMPLE * k:
            return documents, self._by_words(documents)
        if self.query.sort == "recent":
            return self._best_of_late(documents, k)
        if len(self.weights) == 1 and documents is self.weights[0].found.documents:
            return self._best_of_one(*self.weights[0], k)
        return self._exactly_best(*self._best_of_many(documents, k), k)

    def _exactly_best(self, documents: Ints, high: Array, k: int) -> tuple[Ints, Floats]:
        """As `best`, of documents with upper bounds of their scores: those of the highest bounds show which others can
        be among the best."""
        if len(documents) > _AMPLE * k:
            first = documents.take(np.sort(np.argpartition(high, -2 * k)[-2 * k :]))
            edge = float(kth(self._by_words(first), k)) - _TIE
            documents = documents.take((high >= np.float32(edge)).nonzero()[0])
        return documents, self._by_words(documents)

    def _by_words(self, documents: Ints) -> Floats:
        """Return what documents score by the leaves of the query."""
        total = np.zeros(len(documents))
        for found, idf in self.weights:
            self.check_time()
            at, which = self._placed(found, documents)
            _add_saturated(total, found.exactly(at), which, idf)
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
        at = (high >= np.float32(float(about_kth(low, k)) - _TIE)).nonzero()[0]
        return self._exactly_best(documents.take(at), high.take(at), k)

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

    def _best_of_many(self, documents: Ints, k: int) -> tuple[Ints, Array]:
        """Return the hits that can be among the best `k`, and upper bounds of their scores: the leaves that weigh most
        are looked at first.

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
                at = (high >= np.float32(edge)).nonzero()[0]
                return some.take(at), high.take(at)

    def _of(self, looked: Sequence[Ints], documents: Ints) -> Ints:
        """Return those of some hits that have one of the leaves that were looked at."""
        found = union(looked, self._size)
        if documents is self.matching and is_any_of_leaves(self._root):
            return self._living(found)
        return intersection(found, documents, self._size)

    def _bounds(self, documents: Ints) -> tuple[Array, Array]:
        """Return bounds of the scores of documents: the lower and the upper."""
        low, high = np.zeros(len(documents), np.float32), np.zeros(len(documents), np.float32)
        add = self._add_met if self._is_met(documents) else self._add_coded
        for found, idf in add(low, high, documents) if native.compiled else self.weights:
            self.check_time()
            at, which = (None, None) if documents is found.documents else self._placed(found, documents)
            lower, upper = found.bounds(at, idf)
            _add(low, lower, which)
            _add(high, upper, which)
        return low, high

    def _add_coded(self, low: Array, high: Array, documents: Ints) -> list[Weight]:
        """Add the bounds that lie ready as impact codes; return the other leaves."""
        coded = [(weight, weight.found.coded(weight.idf)) for weight in self.weights]
        native.sets.add_bounds(low, high, documents, [one for _, codes in coded for one in codes], self._size)
        return [weight for weight, codes in coded if not codes]

    def _add_met(self, low: Array, high: Array, documents: Ints) -> list[Weight]:
        """As `_add_coded`, of documents that have all leaves: their places in each are known."""
        rest = []
        for weight in self.weights:
            places, coded = self._placed(weight.found, documents)[0], weight.found.coded(weight.idf)
            if len(coded) == 1:
                native.sets.add_placed(low, high, places, *coded[0][1:])
            else:
                rest.append(weight)
        return rest

    def _is_met(self, documents: Ints) -> bool:
        return self._met is not None and documents is self._met.documents

    def _placed(self, found: Found, documents: Ints) -> tuple[Ints, Ints | None]:
        if documents is found.documents:
            return np.arange(len(documents)), None
        if self._met and self._is_met(documents) and found in self._met.places:
            return self._met.places[found], None
        return placed_in(documents, found.documents, self._size)


def _add_saturated(total: Floats, frequencies: Floats, which: Ints | None, idf: float) -> None:
    """Add what frequencies earn to the scores that `which` tells, or to all."""
    if native.compiled:
        native.sets.add_saturated(total, frequencies, which, idf, ranking.K1)
    else:
        _add(total, idf * ranking.saturated(frequencies), which)


def _add(total: Array, more: Array, which: Ints | None) -> None:
    """Add to the entries that `which` tells, or to all."""
    if which is None:
        total += more
    else:
        total[which] += more
