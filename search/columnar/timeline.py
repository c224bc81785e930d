"""Hits over time, beside the whole archive."""

from collections.abc import Mapping
from time import perf_counter

import numpy as np

from index.columnar.arrays import Ints
from index.columnar.kept import remembered
from search.columnar.arrays import least_and_greatest, tally
from search.columnar.facets import by_period, precise
from search.columnar.ready import ready
from search.columnar.snapshot import Snapshot
from search.hits import since
from search.query import Interval, Of, Query
from search.results import Timeline
from search.timeline import AskedInterval, Dated, check_interval, chosen_interval, periods


def timeline(query: Query, asked: AskedInterval, snapshot: Snapshot) -> Timeline:
    """Return the hits over time. See Searcher.timeline."""
    started = perf_counter()
    check_interval(asked)
    execution = ready(query, snapshot)
    hits = execution.articles(execution.hits)
    dated = hits.take(np.flatnonzero(snapshot.day_codes[0].take(hits)))
    interval = chosen_interval(asked, _span(snapshot, dated) if asked == "auto" and dated.size else None)
    counts = _counts(snapshot, interval, dated)
    found, complete = periods(interval, counts, _archive(snapshot, query.of, interval))
    return Timeline(
        query=execution.query,
        interval=interval,
        periods=found,
        total=len(hits),
        imprecise=len(dated) - sum(counts.values()),
        undated=len(hits) - len(dated),
        complete=complete,
        revision=snapshot.revision,
        documents=snapshot.documents,
        engine=snapshot.engine,
        took_ms=since(started),
    )


def _span(snapshot: Snapshot, dated: Ints) -> Dated:
    """Return which days some dated articles are of, and how precisely they are dated."""
    codes, before = snapshot.day_codes
    first, last = least_and_greatest(dated, codes)
    to_day, to_month = (len(precise(snapshot, interval, dated)) for interval in ("day", "month"))
    return Dated(first + before, last + before, (to_day, to_month - to_day, len(dated) - to_month))


def _counts(snapshot: Snapshot, interval: Interval, dated: Ints) -> Mapping[str, int]:
    """Return how many of some dated articles each period has, by its start."""
    codes, before = snapshot.day_codes
    return dict(by_period(snapshot, interval, tally(precise(snapshot, interval, dated), codes)[1:], before))


@remembered()
def _archive(snapshot: Snapshot, of: Of, interval: Interval) -> Mapping[str, int]:
    """Return how many articles or quotations of the archive each period has."""
    every = np.flatnonzero(snapshot.alive) if of == "articles" else snapshot.quote_article[snapshot.quote_alive]
    return _counts(snapshot, interval, every.astype(np.int64))
