"""The ranking (search.ranking) as the cluster's scripts: the same formula, summed up there.

A clause scores how often it matches (index.opensearch.schema); a script weighs that by the length of the field, another
one saturates the sum over the fields. What the formula takes of the whole archive is given to the scripts.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from index.analysis import stem
from index.opensearch.documents import cut
from index.weights import WEIGHT, B
from search import ranking
from search.cursor import counted_from
from search.nodes import Leaf, Phrase, Term, fields_of
from search.opensearch.snapshot import Snapshot
from search.opensearch.tree import Clause, Tree, any_of
from search.proximity import reach_of
from search.query import BY_SCORE, SCORED, Expression, Query
from search.syntax import expression_of

_WEIGHED = (
    "double n = doc[params.n].size() == 0 ? 0 : doc[params.n].value;"
    " _score * params.w / (1 - params.b + params.b * n / params.a)"
)
_SATURATED = "params.s * _score * (params.k + 1) / (_score + params.k)"
_FADED = (
    "double age = params.newest - (doc['undated'].value == 1 ? params.oldest : doc['day'].value);"
    " _score * params.y / (params.y + Math.max(0, age))"
)


class Scoring:
    """The scores of one query."""

    def __init__(self, query: Query, snapshot: Snapshot, tree: Tree) -> None:
        self._query, self._snapshot, self._tree = query, snapshot, tree
        self._expression = expression_of(query)

    @cached_property
    def shares(self) -> Mapping[Leaf, float]:
        """What each leaf counts for beside its idf."""
        return ranking.shares(self._expression.root, self._expression.mode) if self._expression else {}

    def clause(self, bonus: Clause | None = None) -> Clause | None:
        """Return what scores documents, None where all score 0.

        Args:
            bonus: what some score besides.
        """
        scored = [self._saturated(leaf, share * self._idf(leaf)) for leaf, share in self.shares.items()]
        clauses = [*filter(None, scored), *([bonus] if bonus else [])]
        if not clauses:
            return None
        total = {"bool": {"should": clauses}}
        return self._faded(total) if self._query.sort == "recent" else total

    @property
    def phrase(self) -> Phrase | None:
        """The phrase that the words make, where that counts."""
        ranked = self._ranked
        return ranking.as_phrase(ranked.root, ranked.mode) if ranked else None

    @property
    def looks_for_more(self) -> bool:
        """Whether what the first hits share counts."""
        ranked = self._ranked
        return ranked is not None and ranking.looks_for_more(ranked.root, ranked.mode, self._query.of)

    @property
    def _ranked(self) -> Expression | None:
        """The expression, where scores decide the order."""
        return self._expression if self._query.sort in BY_SCORE else None

    def bonus(self, phrase: Phrase, ids: list[str]) -> Clause | None:
        """Return what some documents score besides where the words stand as a phrase."""
        weights = [share * self._idf(leaf) for leaf, share in self.shares.items() if self._df(leaf)]
        own = self._saturated(phrase, ranking.PHRASE * max(weights, default=0.0), close=True)
        return {"bool": {"filter": [{"ids": {"values": ids}}], "must": [own]}} if own else None

    def _df(self, leaf: Leaf) -> int:
        return self._dfs["df", leaf]

    @cached_property
    def _dfs(self) -> Mapping[tuple[str, Leaf], int]:
        plain = Tree(self._snapshot, self._query.of)
        wanted = {("df", leaf): plain.filter(leaf) for leaf in self.shares}
        return self._snapshot.counts(self._query.of, wanted)

    def _idf(self, leaf: Leaf) -> float:
        return ranking.idf(self._snapshot.documents_of(self._query.of), self._df(leaf))

    def _saturated(self, leaf: Leaf, weight: float, *, close: bool = False) -> Clause | None:
        of = self._query.of
        fields = [name for name in fields_of(leaf, of) if name in SCORED[of]]
        each = [self._weighed(leaf, name, close=close) for name in fields]
        if not each or not weight:
            return None
        return _scripted(any_of(each), _SATURATED, s=weight, k=ranking.K1)

    def _weighed(self, leaf: Leaf, field: str, *, close: bool) -> Clause:
        counting = _close(leaf, field) if close and isinstance(leaf, Phrase) else self._tree.counting(leaf, field)
        if isinstance(leaf, Term) or (isinstance(leaf, Phrase) and not leaf.slop):
            exact = {"bool": {"should": [self._tree.counting(leaf, field, exact=True)], "boost": ranking.EXACT}}
            counting = {"bool": {"must": [counting], "should": [exact]}}
        average = self._snapshot.average(self._query.of, field)
        return _scripted(counting, _WEIGHED, w=WEIGHT[field], b=B[field], n=f"n_{field}", a=average)

    def _faded(self, clause: Clause) -> Clause:
        newest = counted_from(self._query)
        known = self._snapshot.days
        return _scripted(
            clause,
            _FADED,
            y=ranking.YEAR,
            newest=known["newest"] if newest is None else newest,
            oldest=known["oldest"],
        )


def more(added: Mapping[str, float]) -> Clause | None:
    """Return what scores some documents, given by id, as much as is told."""
    each = [
        {"constant_score": {"filter": {"ids": {"values": [name]}}, "boost": own}} for name, own in added.items() if own
    ]
    return {"bool": {"should": each}} if each else None


def _close(phrase: Phrase, field: str) -> Clause:
    """Return what scores how near to a phrase its words stand, nearly as search.proximity.closeness."""
    text = " ".join(cut(stem(word)) for word in phrase.words)
    return {
        "match_phrase": {
            f"t_{field}": {"query": text, "slop": reach_of(phrase.words), "boost": 1.0 / len(phrase.words)}
        }
    }


def _scripted(clause: Clause, source: str, **params: Any) -> Clause:
    return {"script_score": {"query": clause, "script": {"source": source, "params": params}}}
