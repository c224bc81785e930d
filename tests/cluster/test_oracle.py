"""Generated corpora and queries: the cluster against the scan over articles, as tests.test_oracle for an index."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec import structs

from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import BY_SCORE
from search.searcher import open_searcher
from tests.clusters import delete, location
from tests.test_oracle import anything, batches, few_are_foremost, living, st, walk

CLOSE = 1e-5  # the cluster adds up in single precision
assert few_are_foremost


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("oracle")
    yield str(found)
    delete(found)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(batches, st.lists(anything, min_size=8, max_size=8))
def test_the_cluster_agrees_with_the_scan_page_by_page(folder, orders, asked):
    linear = LinearSearcher(living(orders))
    emptied(folder)
    for batch in orders:
        with open_writer(location(folder)) as writer:
            for order in batch:
                writer.drop(order) if isinstance(order, str) else writer.put(order)
    with open_searcher(location(folder)) as searcher:
        for query in asked:
            for one, other in zip(walk(searcher, query), walk(linear, query), strict=True):
                agree(one, other)


def emptied(folder):
    """Drop what the example before has put: another index takes a second to make."""
    with open_writer(location(folder)) as writer:
        for name in writer.ids():
            writer.drop(name)


def agree(one, other):
    """All alike but the last digits of the scores, and the order of hits that differ by no more."""
    assert (one.total, one.facets, one.dates) == (other.total, other.facets, other.dates)
    assert (one.histogram, one.cursor is None) == (other.histogram, other.cursor is None)
    assert one.cursor == other.cursor or one.query.sort in BY_SCORE
    assert (one.did_you_mean, one.diagnostics) == (other.did_you_mean, other.diagnostics)
    scores = [hit.score for hit in other.hits]
    assert [hit.score for hit in one.hits] == pytest.approx(scores, rel=CLOSE, abs=CLOSE)
    apart = all(left - right > CLOSE for left, right in pairwise(scores))
    if one.query.sort not in BY_SCORE or (apart and one.query.size > len(scores)):
        assert [structs.replace(hit, score=0) for hit in one.hits] == [
            structs.replace(hit, score=0) for hit in other.hits
        ]
