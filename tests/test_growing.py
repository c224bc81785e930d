"""What a searcher keeps from one commit to the next, and what it lets go of."""

import gc
import weakref
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

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
        columns, layouts = searcher._carried.columns._columns, searcher._carried.layouts._known
        assert len(columns) < 30
        assert len(layouts) <= 2 * len(FACETS)
        held = [column.segments for column in columns.values()] + [segments for segments, _, _ in layouts.values()]
        assert set(chain.from_iterable(held)) <= set(searcher._newest().segments)


# What each commit adds: nothing new, a value between others, rows of many values, more values than a byte can number.
TAGGED = [
    [["b"], ["d", "b"]],
    [["b", "d"]],
    [["c"]],
    [["a", "e", "B", "x", "y", "z"], []],
    [[f"t{n}"] for n in range(300)],
]


@pytest.mark.parametrize("before", [[["b"]], [["b", "d"]] * 200, [[]] * 3])
def test_facets_of_what_commits_add_are_those_of_the_whole(tmp_path, before):
    with open_writer(str(tmp_path)) as writer:
        put_tagged(writer, "first", before)
    with open_searcher(str(tmp_path)) as searcher:
        for number, tags in enumerate(TAGGED):
            with open_writer(str(tmp_path)) as writer:
                put_tagged(writer, number, tags)
            with open_searcher(str(tmp_path)) as whole:
                for query in (Query(parse("war")), Query(tags=("b",)), Query(tags=("c", "e"), tag_mode="any")):
                    for facet in ("tag", "source", "year"):
                        assert counted(searcher, query, facet) == counted(whole, query, facet)


def put_tagged(writer, name, tags):
    for n, own in enumerate(tags):
        words = content_hash("Title", "war")
        writer.put(Article(id=f"{name}-{n}", title="Title", body="war", tags=tuple(own), content_hash=words))


def counted(searcher, query, facet):
    found = searcher.values(replace(query, size=100), facet)
    return found.values, found.total, searcher.search(replace(query, facets=(facet,))).facets


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
