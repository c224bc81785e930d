"""Counting for the scan over articles: the values of facets and periods of time, one document after the other."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain

import numpy as np
from msgspec import structs

from index.analysis import words
from index.dates import local_day
from search.completing import Typed, begun
from search.hits import bucket_start, facet_value, told
from search.query import Interval, Query
from search.results import Bucket, FacetCounts, FacetValue, Timeline, ValuePage
from search.same import Same
from search.significance import significance, unusual
from search.timeline import AskedInterval, Dated, chosen_interval, periods, precision, tells
from search.values import ValueOrder, place_of

Keys = Sequence[frozenset[str]]  # the keys that each document counts under
Dates = Sequence[str | None]  # when each document was published
Forms = Mapping[str, Mapping[str, int]]  # by each key its forms, and how many articles write each


class Values:
    """The values of a facet among the documents that are counted."""

    def __init__(
        self, facet: str, query: Query, base: Keys, labels: Mapping[str, str], forms: Forms, same: Same
    ) -> None:
        """Take the keys of the documents, the form to show for each key, and all forms of the archive."""
        self._facet, self._query, self._base = facet, query, base
        self._labels, self._forms, self._same = labels, forms, same
        self._counts, self._told = Counter(chain.from_iterable(base)), told(query, facet)
        self._aliases = same.aliases(forms)

    def facet(self) -> FacetCounts:
        """Return those to list beside results."""
        ranked = self._ordered(lambda key: -self._counts[key])
        room = max(0, self._query.facet_size - len(self._told.keys))
        values = tuple(map(self._value, [*self._told.keys, *ranked[:room]]))
        return FacetCounts(values, other=len(ranked[room:]), missing=sum(not keys for keys in self._base))

    def page(self, prefix: str, order: ValueOrder, archive: Keys, hits: int) -> ValuePage:
        """Return a page of those that a prefix finds, given the keys of the whole archive and the number of hits."""
        every = Counter(chain.from_iterable(archive))
        ratio = {key: self._ratio(key, every[key], len(archive)) for key in {*self._counts, *self._told.keys}}
        ranks: dict[str, Callable[[str], float]] = {
            "count": lambda key: -self._counts[key],
            "value": lambda _: 0,
            "distinctive": lambda key: -ratio[key],
        }
        found = [key for key in self._ordered(ranks[order]) if not prefix.strip() or self._begins(key, begun(prefix))]
        if order == "distinctive":
            found = [key for key in found if unusual(np.array(self._counts[key]), np.array(ratio[key]))]
        place = place_of(self._query, len(self._told.keys))
        keys = [*(self._told.keys if self._query.page == 1 else ()), *found[place]]
        values = tuple(structs.replace(self._value(key), archive=every[key], significance=ratio[key]) for key in keys)
        return ValuePage(self._query, self._facet, values, len(found), len(found[place.stop :]), hits)

    def _ordered(self, rank: Callable[[str], float]) -> list[str]:
        return sorted(self._counts.keys() - set(self._told.keys), key=lambda key: (rank(key), key))

    def _begins(self, key: str, typed: Typed | None) -> bool:
        names = [form for own, forms in self._forms.items() if self._same.key(own) == key for form in forms]
        return typed is not None and any(
            typed.stands_in(words(form)) is not None for form in (*names, self._labels[key])
        )

    def _ratio(self, key: str, every: int, documents: int) -> float:
        return float(significance(np.array([self._counts[key]]), np.array([every]), len(self._base), documents)[0])

    def _value(self, key: str) -> FacetValue:
        aliases = self._aliases.get(key, ())
        return facet_value(self._facet, key, self._counts[key], self._labels.get(key), self._told, aliases)


def histogram(interval: Interval | None, hits: Dates) -> tuple[Bucket, ...]:
    """Return how many hits there are in each period; none without an interval."""
    if interval is None:
        return ()
    return tuple(Bucket(start, count) for start, count in sorted(_counts(interval, hits).items()))


def timeline(query: Query, asked: AskedInterval, hits: Dates, archive: Dates) -> Timeline:
    """Return the hits over time, given when they and all documents of the archive were published."""
    dated = [(day, published) for published in hits if published and (day := local_day(published))]
    known = Counter(precision(published) for _, published in dated)
    span = Dated(min(dated)[0], max(dated)[0], [known[at] for at in range(3)]) if dated else None
    interval = chosen_interval(asked, span)
    counts = _counts(interval, hits)
    found, complete = periods(interval, counts, _counts(interval, archive))
    imprecise = len(dated) - sum(counts.values())
    return Timeline(query, interval, found, len(hits), imprecise, len(hits) - len(dated), complete)


def _counts(interval: Interval, dates: Dates) -> Counter[str]:
    """Return how many dates lie in each period, those left out that do not tell it."""
    days = [local_day(one) for one in dates if one and tells(interval, precision(one))]
    return Counter(bucket_start(interval, date.fromordinal(day)) for day in days if day)
