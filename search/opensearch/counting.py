"""What a search counts beside its hits: values searched in, hits over time, and what is not certain."""

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np
from msgspec import structs

from index.analysis import words
from index.fields import thousandths
from search.completing import begun
from search.hits import since
from search.opensearch.execution import Execution, order, periods
from search.opensearch.facets import Counted, Facet
from search.opensearch.snapshot import Names, Snapshot
from search.opensearch.tree import ALL
from search.query import Of, Query
from search.results import Doubt, Doubts, FacetValue, Timeline, ValuePage
from search.significance import significance, unusual
from search.timeline import AskedInterval, Dated, check_interval, chosen_interval
from search.timeline import periods as listed_periods
from search.values import ValueOrder, check_values, place_of


def values(query: Query, facet: str, prefix: str, by: ValueOrder, snapshot: Snapshot, names: Names) -> ValuePage:
    """Return a page of the values of a facet. See Searcher.values."""
    started = perf_counter()
    check_values(facet, by)
    execution = Execution(replace(query, facets=(facet,)), snapshot, names)
    query = replace(execution.query, facets=query.facets)
    hits = execution.body(None, execution.hits) | {"track_total_hits": True}
    search = _Values(facet, execution, snapshot, names)
    matching = search.ordered(prefix, by)
    place = place_of(query, len(search.named))
    shown = [*(search.named if query.page == 1 else ()), *matching[place]]
    return ValuePage(
        query=query,
        facet=facet,
        values=search.shown(shown),
        total=len(matching),
        more=max(0, len(matching) - place.stop),
        hits=snapshot.ask(hits)["hits"]["total"]["value"],
        revision=snapshot.revision,
        documents=snapshot.documents,
        engine=snapshot.engine,
        took_ms=since(started),
    )


class _Values:
    """The values of a facet among the hits and in the whole archive."""

    def __init__(self, facet: str, execution: Execution, snapshot: Snapshot, names: Names) -> None:
        self._name, self._names, self._snapshot, of = facet, names, snapshot, execution.query.of
        (own,) = execution.facets
        self._facet, self.named, self._of = own, own.told.keys, of
        self._found = own.read(own.alone())
        self._counts = self._found.everything() | dict(self._found.of(self.named))
        self._archive = archive(snapshot, names, facet, of)

    def ordered(self, prefix: str, by: ValueOrder) -> list[str]:
        """Return the values that a prefix finds in an order, those aside that the query names."""
        keys = sorted(key for key, count in self._counts.items() if count and key not in self.named)
        if prefix.strip():
            fitting = self._beginning(prefix)
            keys = [key for key in keys if key in fitting]
        if by == "count":
            return sorted(keys, key=lambda key: -self._counts[key])
        if by == "distinctive":
            ratios = self._ratios(keys)
            return sorted(
                (key for key in keys if unusual(np.array(self._counts[key]), np.array(ratios[key]))),
                key=lambda key: -ratios[key],
            )
        return keys

    def shown(self, keys: list[str]) -> tuple[FacetValue, ...]:
        """Return values with what the archive has of them."""
        ratios, many = self._ratios(keys), dict(self._archive.of(keys))
        return tuple(
            structs.replace(
                self._facet.shown(key, self._counts.get(key, 0)), archive=many[key], significance=ratios[key]
            )
            for key in keys
        )

    def _ratios(self, keys: list[str]) -> dict[str, float]:
        counts = np.array([self._counts.get(key, 0) for key in keys], np.int64)
        every = np.array([count for _, count in self._archive.of(keys)], np.int64)
        documents = self._snapshot.documents_of(self._of)
        found = significance(counts, every, self._found.base.documents, documents) if keys else np.zeros(0)
        return dict(zip(keys, found.tolist(), strict=True))

    def _beginning(self, prefix: str) -> set[str]:
        typed = begun(prefix)
        if typed is None:
            return set()
        forms = {form: self._names.key(self._name, form) for form in self._snapshot.forms(self._name)}
        shown = {label: key for key, label in self._names.labels(self._name).items()}
        return {key for form, key in {**forms, **shown}.items() if typed.stands_in(words(form)) is not None}


def archive(snapshot: Snapshot, names: Names, facet: str, of: Of) -> Counted:
    """Return what the whole archive has of the values of a facet; kept, for it is the same for all searches."""
    if (facet, of) not in names.archives:
        whole = Facet(facet, Query(of=of), snapshot, names, ALL)
        names.archives[facet, of] = whole.read(whole.alone())
    found: Counted = names.archives[facet, of]
    return found


def timeline(query: Query, asked: AskedInterval, snapshot: Snapshot, names: Names) -> Timeline:
    """Return the hits over time. See Searcher.timeline."""
    started = perf_counter()
    check_interval(asked)
    execution = Execution(replace(query, facets=()), snapshot, names)
    body = execution.body(None, execution.hits) | {"track_total_hits": True}
    dated = {"filter": {"range": {"day": {"gte": 1}}}, "aggs": _DATED}
    found = snapshot.ask(body | {"aggs": {"dated": dated}})
    own, total = found["aggregations"]["dated"], found["hits"]["total"]["value"]
    interval = chosen_interval(asked, _span(own))
    hits = _periods(snapshot, execution, interval)
    every = snapshot.remembered(
        ("periods", query.of, interval),
        lambda: _periods(snapshot, Execution(Query(of=query.of), snapshot, names), interval),
    )
    shown, complete = listed_periods(interval, hits, every)
    return Timeline(
        query=replace(execution.query, facets=query.facets),
        interval=interval,
        periods=shown,
        total=total,
        imprecise=own["doc_count"] - sum(hits.values()),
        undated=total - own["doc_count"],
        complete=complete,
        revision=snapshot.revision,
        documents=snapshot.documents,
        engine=snapshot.engine,
        took_ms=since(started),
    )


_DATED = {
    "first": {"min": {"field": "day"}},
    "last": {"max": {"field": "day"}},
    "known": {"terms": {"field": "known"}},
}


def _span(found: Mapping[str, Any]) -> Dated | None:
    if not found["doc_count"]:
        return None
    known = {one["key"]: one["doc_count"] for one in found["known"]["buckets"]}
    return Dated(int(found["first"]["value"]), int(found["last"]["value"]), [known.get(at, 0) for at in range(3)])


def _periods(snapshot: Snapshot, execution: Execution, interval: str) -> dict[str, int]:
    body = execution.body(None, execution.hits) | {"aggs": {"periods": periods(interval)}}
    found = snapshot.ask(body)["aggregations"]["periods"]["buckets"]
    return {one["key"]: one["doc_count"] for one in found}


def doubts(query: Query, snapshot: Snapshot, names: Names) -> Doubts:
    """Return the quotations that a query finds with a confidence under 1. See Searcher.doubts."""
    execution = Execution(replace(query, of="quotes", sort="newest", facets=()), snapshot, names)
    unsure = [*execution.hits, {"range": {"confidence": {"lt": thousandths(1)}}}]
    body = execution.body(None, unsure) | {"track_total_hits": True, "docvalue_fields": ["id", "place"]}
    body |= {"size": query.size, "from": (query.page - 1) * query.size, "_source": False}
    body |= {"sort": [{"doubt": "asc"}, {"confidence": "asc"}, *order("newest")]}
    found = snapshot.ask(body | {"aggs": {"kinds": {"terms": {"field": "doubt"}}}})
    places = [(hit["fields"]["id"][0], hit["fields"]["place"][0]) for hit in found["hits"]["hits"]]
    articles = snapshot.articles_of(list(dict.fromkeys(name for name, _ in places)))
    first = tuple(Doubt(articles[name].quotes[place], articles[name]) for name, place in places)
    kinds = {one["key"]: one["doc_count"] for one in found["aggregations"]["kinds"]["buckets"]}
    guessed = kinds.get(0, 0)
    return Doubts(found["hits"]["total"]["value"], first, guessed + kinds.get(1, 0), guessed)
