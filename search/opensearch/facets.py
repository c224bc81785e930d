"""The values of facets among the hits, counted exactly over all shards.

The cluster counts the keys of values. Where several keys are one value, or a value is one of quotations that other
filters are asked of, the sum over the keys is too much: what may be among the first is counted again, as what a click
on it would find.
"""

from collections.abc import Mapping, Sequence
from heapq import nsmallest
from typing import Any, NamedTuple

from index.errors import IndexUnavailable
from search.hits import facet_value, told
from search.opensearch.filters import Clause, Filters, has_child
from search.opensearch.snapshot import PARTS, Names, Snapshot
from search.query import QUOTE_FACETS, Query, widens
from search.results import FacetCounts, FacetValue

MOST = 50_000  # values of all facets of one answer: the cluster gives 65,535 buckets of all kinds at once
MOST_PIECES = 16  # of the values of a facet, each counted by a request: some 800,000 values, 200 MB
_AT_ONCE = 100  # values that are counted again in one request


class Base(NamedTuple):
    """What a facet is counted over: the filters that all of it passes, and how many documents that are."""

    filters: Sequence[Clause]
    documents: int


class Facet:
    """One facet of one search."""

    def __init__(self, name: str, query: Query, snapshot: Snapshot, names: Names, root: Clause) -> None:
        """Take what the words find as `root`."""
        self.name, self._query, self._snapshot, self._names = name, query, snapshot, names
        self._filters = Filters(query, names)
        self.own = [root, *self._filters.all(name if widens(query, name) else None)]
        self.told = told(query, name)
        self._is_said = query.of == "articles" and name in QUOTE_FACETS and query.asks_of_quotes(without=name)

    def part(self, common: Sequence[Clause], most: int, **which: Clause) -> Clause:
        """Return what the cluster is asked for: the keys of the values, and what has none.

        Args:
            common: filters that all passes that is asked of.
            most: how many values are asked for.
            which: which of them, where they are too many for one answer.
        """
        terms = {"terms": {"field": f"v_{self.name}", "size": most, **which}}
        if self._is_said:
            wanted = [one for each in self._filters.said(self.name)[:1] for one in each]
            said = {"filter": {"bool": {"filter": wanted}}, "aggs": {"keys": terms}}
            inner: Clause = {"said": {"children": {"type": "quote"}, "aggs": {"such": said}}}
        else:
            inner = {"keys": terms, "missing": {"missing": {"field": f"v_{self.name}"}}}
        return {"filter": {"bool": {"filter": [one for one in self.own if one not in common]}}, "aggs": inner}

    def alone(self, **which: Clause) -> Mapping[str, Any]:
        """Return what is found of a part that is asked for by itself."""
        body = {"size": 0, "query": PARTS[self._query.of], "aggs": {"facet": self.part((), MOST, **which)}}
        found: Mapping[str, Any] = self._snapshot.ask(body)["aggregations"]["facet"]
        return found

    def read(self, found: Mapping[str, Any]) -> "Counted":
        """Return the values of what was asked for as `part`.

        Raises:
            IndexUnavailable: there are more than can be counted.
        """
        own = self._keys(found)
        if own is None:
            own = self._by_pieces()
        missing = self._missing(found)
        return Counted(self, self._bounds(own), Base(self.own, int(found["doc_count"])), missing)

    def _keys(self, found: Mapping[str, Any]) -> dict[str, int] | None:
        """Return how many documents have each key, None where these are not all."""
        keys = found["said"]["such"]["keys"] if self._is_said else found["keys"]
        if keys["sum_other_doc_count"] or keys.get("doc_count_error_upper_bound"):
            return None
        return {bucket["key"]: int(bucket["doc_count"]) for bucket in keys["buckets"]}

    def _by_pieces(self) -> dict[str, int]:
        """Count in as many pieces as are needed.

        Raises:
            IndexUnavailable: these are too many.
        """
        pieces = 1
        while pieces <= MOST_PIECES:
            every: dict[str, int] = {}
            for at in range(pieces):
                own = self._keys(self.alone(include={"partition": at, "num_partitions": pieces}))
                if own is None:
                    break
                every |= own
            else:
                return every
            pieces *= 2
        raise IndexUnavailable(f"the facet {self.name} has too many different values here: narrow the search")

    def _missing(self, found: Mapping[str, Any]) -> int:
        if not self._is_said:
            return int(found["missing"]["doc_count"])
        any_value = {"exists": {"field": f"v_{self.name}"}}
        each = [has_child([*wanted, any_value]) for wanted in self._filters.said(self.name)]
        if len(each) > 1:
            return -1  # counted of the values: see Counted
        return int(found["doc_count"]) - self._count([each])[0]

    def _bounds(self, own: Mapping[str, int]) -> dict[str, "Bound"]:
        """Return by the key of each value at most how many documents have it, and whether that is exact."""
        same = self._names.same(self.name)
        found: dict[str, Bound] = {}
        for key, count in own.items():
            chief = same.key(key)
            before = found.get(chief)
            exact = not self._is_said and before is None
            found[chief] = Bound(count + (before.most if before else 0), exact)
        return found

    def exact(self, keys: Sequence[str]) -> dict[str, int]:
        """Return how many documents have each value."""
        if self._is_said:
            wanted = [self._filters.clicks(self.name, key) for key in keys]
        else:
            wanted = [[self._filters.of_key(self.name, key)] for key in keys]
        return dict(zip(keys, self._count(wanted), strict=True))

    def having_any(self, keys: Sequence[str]) -> int:
        """Return how many documents have any of some values, where each is counted by a click."""
        clicks = [{"bool": {"filter": self._filters.clicks(self.name, key)}} for key in keys]
        return self._count([[{"bool": {"should": clicks, "minimum_should_match": 1}}]])[0] if clicks else 0

    def _count(self, wanted: Sequence[Sequence[Clause]]) -> list[int]:
        if not wanted:
            return []
        each = {"filters": {"filters": [{"bool": {"filter": list(one)}} for one in wanted]}}
        of = {"bool": {"filter": [PARTS[self._query.of], *self.own]}}
        found = self._snapshot.ask({"size": 0, "query": of, "aggs": {"each": each}})["aggregations"]["each"]["buckets"]
        return [int(bucket["doc_count"]) for bucket in found]

    def shown(self, key: str, count: int) -> FacetValue:
        """Return a value to list."""
        label = self._names.labels(self.name).get(key)
        return facet_value(self.name, key, count, label, self.told, self._names.aliases(self.name).get(key, ()))


class Bound(NamedTuple):
    """At most how many documents have a value; exactly so many where that is sure."""

    most: int
    exact: bool


class Counted:
    """The values of a facet among what it is counted over."""

    def __init__(self, facet: Facet, bounds: Mapping[str, Bound], base: Base, missing: int) -> None:
        self.facet, self.base, self._bounds, self._missing = facet, base, dict(bounds), missing

    def facet_counts(self, size: int) -> FacetCounts:
        """Return the values to list beside results."""
        named = self.facet.told.keys
        room = max(0, size - len(named))
        first = self.first(room)
        rest = sum(1 for key in self._sure if key not in named) - len(first)
        values = [*self.of(named), *((key, self._bounds[key].most) for key in first)]
        return FacetCounts(tuple(self.facet.shown(*one) for one in values), other=rest, missing=self.missing)

    @property
    def missing(self) -> int:
        """How many documents have no value."""
        if self._missing < 0:
            self._missing = self.base.documents - self.facet.having_any(list(self._sure))
        return self._missing

    @property
    def _sure(self) -> Mapping[str, Bound]:
        """The values that any document has: those of several speakers at once may turn out to be none's."""
        if self._missing < 0:
            self._settle(list(self._bounds))
        return {key: bound for key, bound in self._bounds.items() if bound.most}

    def of(self, keys: Sequence[str]) -> list[tuple[str, int]]:
        """Return some values, each with its count."""
        self._settle([key for key in keys if key in self._bounds])
        return [(key, self._bounds[key].most if key in self._bounds else 0) for key in keys]

    def everything(self) -> dict[str, int]:
        """Return the counts of all values but those that the query names."""
        rest = [key for key in self._bounds if key not in self.facet.told.keys]
        return {key: count for key, count in self.of(rest) if count}

    def first(self, many: int) -> list[str]:
        """Return the values with the highest counts, those left out that the query names."""
        rest = {key for key in self._bounds if key not in self.facet.told.keys}
        while True:
            ranked = nsmallest(many, rest, key=lambda key: (-self._bounds[key].most, key))
            unsure = [key for key in ranked if not self._bounds[key].exact]
            if not unsure:
                return [key for key in ranked if self._bounds[key].most]
            self._settle(unsure)

    def _settle(self, keys: Sequence[str]) -> None:
        unsure = [key for key in dict.fromkeys(keys) if not self._bounds[key].exact]
        for at in range(0, len(unsure), _AT_ONCE):
            counts = self.facet.exact(unsure[at : at + _AT_ONCE])
            self._bounds.update((key, Bound(count, True)) for key, count in counts.items())
