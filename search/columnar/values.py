"""Searching in the values of a facet."""

from time import perf_counter

import numpy as np
from msgspec import structs

from index.columnar.arrays import Array, Ints
from search.columnar.arrays import top
from search.columnar.execution import Execution
from search.columnar.facets import Counted, counted, listed, others
from search.columnar.ready import ready
from search.columnar.snapshot import Snapshot
from search.columnar.whole import archive_counts
from search.hits import Told, since, told
from search.query import Query
from search.results import FacetValue, ValuePage
from search.significance import significance, unusual
from search.values import ValueOrder, check_values, place_of


def values(query: Query, facet: str, prefix: str, order: ValueOrder, snapshot: Snapshot) -> ValuePage:
    """Return a page of the values of a facet. See Searcher.values."""
    started = perf_counter()
    check_values(facet, order)
    execution = ready(query, snapshot)
    query = execution.query
    search = _Values(facet, execution)
    matching = search.ordered(search.matching(prefix), order)
    place = place_of(query, len(search.named.keys))
    keys = [*(search.named.keys if query.page == 1 else ()), *search.keys(matching[place])]
    return ValuePage(
        query=query,
        facet=facet,
        values=search.shown(keys),
        total=len(matching),
        more=max(0, len(matching) - place.stop),
        hits=len(execution.hits),
        revision=snapshot.revision,
        documents=snapshot.documents,
        engine=snapshot.engine,
        took_ms=since(started),
    )


class _Values:
    """The values of a facet among the hits and in the whole archive, each by its number among the keys."""

    def __init__(self, facet: str, execution: Execution) -> None:
        self._facet, snapshot, query = facet, execution.snapshot, execution.query
        self.named: Told = told(query, facet)
        self._found: Counted = counted(facet, execution)
        self._archive = archive_counts(snapshot, facet, query.of)
        self._documents = snapshot.living_of(query.of)

    def matching(self, prefix: str) -> Ints:
        """Return the values that a prefix finds, those aside that the query names; ascending."""
        rest, found = others(self.named, self._found), self._found.column.beginning(prefix)
        return np.flatnonzero(rest) if found is None else found.take(np.flatnonzero(rest.take(found)))

    def ordered(self, numbers: Ints, order: ValueOrder) -> Ints:
        """Return values in an order; of equals the first in the alphabet stands first, as keys do."""
        counts = self._found.counts.take(numbers)
        if order == "distinctive":
            ratios = self._ratios(numbers)
            there = np.flatnonzero(unusual(counts, ratios))
            return numbers.take(there).take(top(ratios.take(there), len(there)))
        return numbers.take(top(counts, len(numbers))) if order == "count" else numbers

    def keys(self, numbers: Ints) -> list[str]:
        """Return the keys of values."""
        return [self._found.column.keys[number] for number in numbers.tolist()]

    def shown(self, keys: list[str]) -> tuple[FacetValue, ...]:
        """Return values with what the archive has of them."""
        numbers = self._found.column.numbers
        there = np.array([numbers[key] for key in keys if key in numbers], np.int64)
        told_of = zip(self._archive.take(there).tolist(), self._ratios(there).tolist(), strict=True)
        archive = dict(zip([key for key in keys if key in numbers], told_of, strict=True))
        plain = zip(keys, listed(self._facet, keys, self.named, self._found), strict=True)
        return tuple(_compared(value, *archive.get(key, (0, 0.0))) for key, value in plain)

    def _ratios(self, numbers: Ints) -> Array:
        found = self._found
        return significance(found.counts.take(numbers), self._archive.take(numbers), found.documents, self._documents)


def _compared(value: FacetValue, archive: int, ratio: float) -> FacetValue:
    return structs.replace(value, archive=archive, significance=ratio)
