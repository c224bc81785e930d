"""Facets, dates and the histogram: counts over all hits."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import starmap
from typing import NamedTuple

import numpy as np

from index.columnar.arrays import Ints
from search.columnar.arrays import chosen, distinct, least_and_greatest, mask_of, tally, top
from search.columnar.counting import Counter
from search.columnar.execution import Execution
from search.columnar.precision import vague
from search.columnar.snapshot import Snapshot
from search.hits import Told, bucket_start, facet_value, told
from search.query import QUOTE_FACETS, Interval, widens
from search.results import Bucket, FacetCounts, FacetValue
from search.timeline import COARSEST


class Counted(NamedTuple):
    """A facet counted: `counts` are in the order of the keys of `column`; `documents` were counted over.

    The keys of quotations are those of articles: `named` has the labels, of articles, in which a name may be written
    otherwise.
    """

    named: Counter
    column: Counter
    counts: Ints
    missing: int
    documents: int


def facet(name: str, execution: Execution) -> FacetCounts:
    """Count a facet over the hits; where its values widen, over what its own choice would otherwise hide too.

    Listed are the chosen values first, then the excluded, then the most frequent, of equals the first in the alphabet.
    """
    query, found = execution.query, counted(name, execution)
    named = told(query, name)
    rest = others(named, found)
    there = np.flatnonzero(rest)
    shown = there.take(top(rest.take(there), max(0, query.facet_size - len(named.keys))))
    keys = [*named.keys, *(found.column.keys[at] for at in shown.tolist())]
    return FacetCounts(listed(name, keys, named, found), other=len(there) - len(shown), missing=found.missing)


def counted(name: str, execution: Execution) -> Counted:
    """Return how many hits have each value of a facet."""
    query, snapshot = execution.query, execution.snapshot
    base = execution.passing(name) if widens(query, name) else execution.hits
    column = snapshot.values(name)
    if name not in QUOTE_FACETS:
        rows = execution.articles(base)
        counts = column.counts(rows, once=query.of == "articles")
        return Counted(column, column, counts, column.missing(rows), len(base))
    if query.of == "quotes":
        own = snapshot.values(name, "quotes")
        return Counted(column, own, own.counts(base), own.missing(base), len(base))
    if query.asks_of_quotes(without=name):
        return Counted(column, column, *_said_counts(name, execution, base), len(base))
    return Counted(column, column, column.counts(base), column.missing(base), len(base))


def others(named: Told, found: Counted) -> Ints:
    """Return the counts of a facet without those of the values that the query names."""
    numbers, rest = found.column.numbers, found.counts.copy()
    rest[[numbers[key] for key in named.keys if key in numbers]] = 0
    return rest


def listed(name: str, keys: Sequence[str], named: Told, found: Counted) -> tuple[FacetValue, ...]:
    """Return the values with some keys."""
    labels, aliases, numbers = found.named.labels, found.named.aliases, found.column.numbers
    counts = [int(found.counts[numbers[key]]) if key in numbers else 0 for key in keys]
    return tuple(
        [
            facet_value(name, key, count, labels[key], named, aliases[key])
            for key, count in zip(keys, counts, strict=True)
        ]
    )


def _said_counts(name: str, execution: Execution, base: Ints) -> tuple[Ints, int]:
    """Count articles under what those of their quotations have that pass the other filters of quotations."""
    snapshot = execution.snapshot
    column = snapshot.values(name, "quotes")
    own, here = column.key_of_row, mask_of(base, snapshot.size).take(snapshot.quote_article)
    pairs: Ints | None = None
    for mask in execution.said(name, always=True):
        said = np.flatnonzero(mask & here & (own >= 0))
        some = distinct(snapshot.quote_article.take(said) * max(1, len(column.keys)) + own.take(said))
        pairs = some if pairs is None else np.intersect1d(pairs, some, assume_unique=True)
    articles, keys = np.divmod(pairs if pairs is not None else base[:0], max(1, len(column.keys)))
    return np.bincount(keys, minlength=len(column.keys)), len(base) - len(distinct(articles))


def dates(execution: Execution) -> tuple[str, str] | None:
    """Return the first and the last day of all hits, None where all are undated."""
    if execution.query.histogram:
        counts, before = execution.days
        found = counts.nonzero()[0] + (before + 1)
    else:
        codes, before = execution.snapshot.day_codes
        ends = least_and_greatest(execution.articles(execution.hits), codes)
        found = np.array([end + before for end in ends if end], np.int64)
    if not found.size:
        return None
    return date.fromordinal(int(found[0])).isoformat(), date.fromordinal(int(found[-1])).isoformat()


def histogram(execution: Execution) -> tuple[Bucket, ...]:
    """Return how many hits there are in each period, of those whose date tells it; none without an interval."""
    interval = execution.query.histogram
    if interval is None:
        return ()
    snapshot, (counts, before) = execution.snapshot, execution.days
    if vague(snapshot, COARSEST[interval]).size:
        hits = precise(snapshot, interval, execution.articles(execution.hits))
        counts = tally(hits, snapshot.day_codes[0])[1:]
    return tuple(starmap(Bucket, by_period(snapshot, interval, counts, before)))


def precise(snapshot: Snapshot, interval: Interval, articles: Ints) -> Ints:
    """Return some articles without those whose date does not tell the period that they lie in."""
    others = vague(snapshot, COARSEST[interval])
    return chosen(articles, ~mask_of(others, snapshot.size)) if others.size else articles


def by_period(snapshot: Snapshot, interval: Interval, counts: Ints, before: int) -> Iterable[tuple[str, int]]:
    """Return the start of each period that has a day with a count, and its sum of them.

    Args:
        counts: of each day after the day `before`.
    """
    starts = snapshot.periods(interval)
    within = starts[: starts.searchsorted(len(counts))]
    if not within.size:
        return ()
    of_periods = np.add.reduceat(counts, within)
    there = of_periods.nonzero()[0]
    days = (within.take(there) + (before + 1)).tolist()
    return zip([_start(interval, day) for day in days], of_periods.take(there).tolist(), strict=True)


@lru_cache(4096)
def _start(interval: Interval, day: int) -> str:
    return bucket_start(interval, date.fromordinal(day))
