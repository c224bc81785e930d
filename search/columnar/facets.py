"""Facets, dates and the histogram: counts over all hits."""

from datetime import date
from functools import lru_cache

import numpy as np

from index.columnar.arrays import Ints
from index.fields import facet_key
from search.columnar.arrays import distinct, least_and_greatest, mask_of, top
from search.columnar.counting import Counter
from search.columnar.execution import Execution
from search.hits import bucket_start
from search.query import QUOTE_FACETS, Interval, widens
from search.results import Bucket, FacetCounts, FacetValue


def facet(name: str, execution: Execution) -> FacetCounts:
    """Count a facet over the hits; where its values widen, over what its own choice would otherwise hide too."""
    query, snapshot = execution.query, execution.snapshot
    base = execution.passing(name) if widens(query, name) else execution.hits
    column = snapshot.values(name)
    if name not in QUOTE_FACETS:
        rows = execution.articles(base)
        counts = column.counts(rows, once=query.of == "articles")
        return _listed(name, execution, column, counts, column.missing(rows))
    if query.of == "quotes":
        own = snapshot.values(name, "quotes")
        return _listed(name, execution, own, own.counts(base), own.missing(base))
    if query.asks_of_quotes(without=name):
        return _listed(name, execution, column, *_said_counts(name, execution, base))
    return _listed(name, execution, column, column.counts(base), column.missing(base))


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


def _listed(name: str, execution: Execution, column: Counter, counts: Ints, missing: int) -> FacetCounts:
    """Return the values to list: the chosen first, then the most frequent, of equals the first in the alphabet.

    The keys of quotations are those of articles: the labels are of articles, in which a name may be written otherwise.
    """
    labels, query = execution.snapshot.values(name).labels, execution.query
    chosen = {facet_key(name, value): value for value in query.chosen(name)}
    rest = counts.copy()
    rest[[column.numbers[key] for key in chosen if key in column.numbers]] = 0
    there = np.flatnonzero(rest)
    shown = there.take(top(rest.take(there), max(0, query.facet_size - len(chosen)))).tolist()
    listed = [(key, int(counts[column.numbers[key]]) if key in column.numbers else 0) for key in chosen]
    listed += [(column.keys[at], int(counts[at])) for at in shown]
    values = []
    for key, count in listed:
        form = labels.get(key) or chosen.get(key, key)
        values.append(FacetValue(key if name == "speaker" else form, form, count, key in chosen))
    return FacetCounts(tuple(values), other=len(there) - len(shown), missing=missing)


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
    """Return how many hits there are in each period; none without an interval."""
    interval = execution.query.histogram
    if interval is None:
        return ()
    counts, before = execution.days
    starts = execution.snapshot.periods(interval)
    within = starts[: starts.searchsorted(len(counts))]
    if not within.size:
        return ()
    of_periods = np.add.reduceat(counts, within)
    there = of_periods.nonzero()[0]
    days = (within.take(there) + (before + 1)).tolist()
    return tuple(
        [Bucket(_start(interval, day), count) for day, count in zip(days, of_periods.take(there).tolist(), strict=True)]
    )


@lru_cache(4096)
def _start(interval: Interval, day: int) -> str:
    return bucket_start(interval, date.fromordinal(day))
