"""What a searcher keeps from one commit to the next, and what it lets go of."""

import gc
import weakref
from contextlib import contextmanager

import pytest

from index.article import Article, content_hash
from index.writer import open_writer
from search.query import FACETS, Query
from search.searcher import open_searcher
from search.syntax import parse


def put(folder, first, last, day="2015-05-18"):
    with open_writer(str(folder)) as writer:
        for n in range(first, last):
            body = f"war and peace {n}"
            words = content_hash("Title", body)
            writer.put(Article(id=str(n), title="Title", body=body, published=day, tags=("War",), content_hash=words))


def asked(searcher):
    for fold in (False, True):
        for of in ("articles", "quotes"):
            searcher.search(Query(parse("war OR pea*"), of=of, fold=fold, facets=tuple(FACETS), histogram="month"))


@contextmanager
def without_garbage_collection():
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def test_a_commit_that_nobody_needs_is_gone_without_the_garbage_collector(tmp_path):
    put(tmp_path, 0, 50)
    with open_searcher(str(tmp_path)) as searcher, without_garbage_collection():
        asked(searcher)
        before = weakref.ref(searcher._newest())
        segments = list(map(weakref.ref, before().segments))
        put(tmp_path, 0, 60)  # each of them anew: the old segment has no article left
        asked(searcher)
        assert before() is None
        assert [segment() for segment in segments] == [None]


def test_columns_do_not_pile_up_as_the_first_day_moves(tmp_path):
    with open_searcher(str(started(tmp_path))) as searcher:
        for n in range(12):
            put(tmp_path, n, n + 1, day=f"{2000 - n}-01-01")
            asked(searcher)
        columns = searcher._columns._columns
        assert len(columns) < 30
        assert {segment for column in columns.values() for segment in column.segments} <= set(
            searcher._newest().segments
        )


def started(folder):
    put(folder, 100, 101)
    return folder


def test_equal_dates_far_down_the_list_are_in_the_order_of_ids(tmp_path):
    put(tmp_path, 0, 300, day=None)
    with open_searcher(str(tmp_path)) as searcher:
        found = searcher.search(Query(parse("war"), sort="newest", size=20, page=7))
    assert [hit.id for hit in found.hits] == sorted(map(str, range(300)))[120:140]


@pytest.mark.parametrize("words", [10, 200_000])
def test_one_giant_among_short_articles_ranks_as_they_do(tmp_path, words):
    put(tmp_path, 0, 20)
    with open_writer(str(tmp_path)) as writer:
        body = "peace " + "filler " * words
        writer.put(Article(id="giant", title="Long", body=body, content_hash=content_hash("Long", body)))
    with open_searcher(str(tmp_path)) as searcher:
        hits = searcher.search(Query(parse("peace"), size=30)).hits
    assert (hits[-1].id, len(hits)) == ("giant", 21)
