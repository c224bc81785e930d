"""Copies: the same text, or nearly the same, is linked wherever it stands and never dropped."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, content_hash
from index.columnar.linking import both_ways
from index.manifest import read_manifest
from index.sketch import Texts, components, likely, links, sketches, word_hash
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.numpy_alone import numpy_alone

VOCABULARY = [f"word{n}" for n in range(3000)]


def text(seed, length=200):
    return random.Random(seed).choices(VOCABULARY, k=length)


def changed(words, share, seed=1):
    """Return words of which a stretch, this share of all, is other ones."""
    length = round(len(words) * share)
    return [*words[: len(words) - length - 20], *text(seed, length), *words[len(words) - 20 :]]


def article(name, words, title="Title"):
    body = "wire " + " ".join(words)
    return Article(id=name, title=title, body=body, content_hash=content_hash(title, body))


def sketched(*bodies):
    hashes = np.array([word_hash(word) for body in bodies for word in body], np.uint64)
    return sketches(hashes, np.array([len(body) for body in bodies], np.int64))


def linked(one, other):
    found = Texts.of(sketched(one, other), np.array([1, 2], np.uint64))
    return sorted(links(found, found).tolist()) == [[1, 2], [2, 1]]


@pytest.mark.parametrize(("share", "least", "most"), [(0, 100, 100), (0.03, 90, 100), (0.6, 0, 0), (0.9, 0, 0)])
def test_texts_are_near_that_share_most_of_their_runs(share, least, most):
    assert least <= sum(linked(text(n), changed(text(n), share, seed=1000 + n)) for n in range(100)) <= most


def test_a_short_text_is_near_none():
    assert not linked(text(1, 23), text(1, 23))
    assert linked(text(1, 24), text(1, 24))


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), max_size=8), st.integers(0, 9))
def test_the_compiled_loop_makes_the_same_sketches(lengths, seed):
    bodies = [text(seed + n, length) for n, length in enumerate(lengths)]
    found = sketched(*bodies)
    with numpy_alone():
        assert sketched(*bodies).tolist() == found.tolist()
    assert [row.any() for row in found] == [length >= 24 for length in lengths]


def test_links_reach_through_others():
    keys, first = components(both_ways([np.array([(1, 2), (3, 4), (5, 6), (2, 3)], np.uint64)]))
    assert (keys.tolist(), keys[first].tolist()) == ([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 5, 5])


@given(edges=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=80))
def test_all_that_is_linked_is_one_component(edges):
    keys, first = components(both_ways([np.array(edges, np.uint64).reshape(-1, 2)]))
    group = {key: {key} for key in keys.tolist()}
    for one, other in edges:
        whole = group[one] | group[other]
        group.update(dict.fromkeys(whole, whole))
    assert keys[first].tolist() == [min(group[key]) for key in keys.tolist()]


KEY = st.integers(0, 2**64 - 1) | st.integers(0, 3)


def test_many_texts_are_linked_as_each_alone_is():
    found = sketched(*(changed(text(n % 20), 0.02, seed=n) for n in range(60)))
    keys = np.arange(60).astype(np.uint64)
    every = Texts.of(found, keys)
    near = [links(Texts.of(found[[n]], keys[[n]]), every) for n in range(60)]
    assert both_ways([links(every, Texts.joined([]))]).tolist() == both_ways(near).tolist()
    assert len(np.concatenate(near)) > 60


def test_only_what_may_be_near_is_compared_with_new_texts():
    found = sketched(*(changed(text(n), 0.02, seed=n) for n in range(60)))
    new = Texts.of(sketched(text(7), text(8)), np.array([100, 101], np.uint64))
    picked = likely(new, list(found.T))
    assert {7, 8} <= set(picked.tolist())
    assert len(picked) < 5


def test_of_many_texts_that_are_alike_each_reaches_all():
    one = sketched(text(1))
    every = Texts.of(np.repeat(one, 500, axis=0), np.arange(500).astype(np.uint64))
    pairs = links(every, Texts.joined([]))
    assert len(pairs) < 500 * 40
    assert not components(both_ways([pairs]))[1].any()


@given(pairs=st.lists(st.tuples(KEY, KEY), max_size=120))
def test_links_go_both_ways_in_order_each_once(pairs):
    found = both_ways(np.array([pair], np.uint64) for pair in pairs)
    assert found.tolist() == sorted(map(list, {*pairs, *((b, a) for a, b in pairs)}))


def put(folder, *articles, drop=()):
    with open_writer(str(folder)) as writer:
        for one in articles:
            writer.put(one)
        for name in drop:
            writer.drop(name)


def copies(folder):
    with open_searcher(str(folder)) as searcher:
        return {hit.id: hit.copies for hit in searcher.search(Query(parse("wire"), size=100)).hits}


WIRE = text(7)
NEAR = changed(WIRE, 0.02)


@pytest.mark.parametrize("commits", [[["a", "b", "c"]], [["a"], ["b", "c"]], [["c"], ["b"], ["a"]]])
def test_a_wire_story_is_a_copy_whenever_it_comes(tmp_path, commits):
    stories = {"a": article("a", WIRE), "b": article("b", NEAR, "Other"), "c": article("c", text(8))}
    for names in commits:
        put(tmp_path, *(stories[name] for name in names))
    assert copies(tmp_path) == {"a": 1, "b": 1, "c": 0}


def test_a_copy_that_goes_and_comes_again(tmp_path):
    put(tmp_path, article("a", WIRE), article("b", NEAR))
    put(tmp_path, drop=["b"])
    assert copies(tmp_path) == {"a": 0}
    put(tmp_path, article("b2", NEAR))
    assert copies(tmp_path) == {"a": 1, "b2": 1}


@pytest.mark.parametrize("dropped_with", [[], ["d"]], ids=["a segment alone", "a segment of two"])
def test_a_text_that_is_gone_links_no_others(tmp_path, dropped_with):
    middle = text(7)
    one, other = (changed(middle, 0.045, seed=seed) for seed in (9, 10))
    put(tmp_path, article("a", one), article("c", other), *(article(f"x{n}", text(20 + n)) for n in range(9)))
    put(tmp_path, article("b", middle), *(article(name, text(40)) for name in dropped_with))
    assert copies(tmp_path)["b"] == 2
    put(tmp_path, drop=["b", *dropped_with])
    with open_searcher(str(tmp_path)) as searcher:
        found = searcher.search(Query(parse("wire"), size=100, fold=True))
    assert (found.total.folded, {hit.copies for hit in found.hits}) == (0, {0})


def test_a_form_letter_is_counted_however_often_it_comes(tmp_path):
    put(tmp_path, *(article(str(number), changed(WIRE, 0.01, seed=number)) for number in range(200)))
    assert set(copies(tmp_path).values()) == {199}


def test_of_a_form_letter_that_is_gone_but_for_one_there_is_no_copy(tmp_path):
    letters = [article(str(number), changed(WIRE, 0.01, seed=number), "Letter") for number in range(150)]
    put(tmp_path, *letters, *(article(f"other {number}", str(number)) for number in range(600)))
    put(tmp_path, drop=list(map(str, range(1, 150))))
    with open_searcher(str(tmp_path)) as searcher:
        (hit,) = searcher.search(Query(parse("letter"))).hits
    assert (hit.id, hit.copies) == ("0", 0)


def test_links_of_many_commits_take_few_files(tmp_path):
    put(tmp_path, article("0", WIRE))
    for number in range(1, 30):
        put(tmp_path, article(str(number), changed(WIRE, 0.02, seed=number)))
    assert copies(tmp_path) == {str(number): 29 for number in range(30)}
    assert 1 <= len(read_manifest(tmp_path).links) <= 9
    put(tmp_path, drop=list(map(str, range(1, 30))))
    assert copies(tmp_path) == {"0": 0}


def test_pages_fold_copies_and_counts_do_not(tmp_path):
    put(tmp_path, article("a", WIRE), article("b", NEAR), article("c", text(8)))
    with open_searcher(str(tmp_path)) as searcher:
        found = searcher.search(Query(parse("wire"), fold=True))
    assert (found.total.value, found.total.folded, len(found.hits)) == (3, 1, 2)


def bodies(draw):
    return draw.choice([text(draw.randint(1, 4)), changed(text(draw.randint(1, 4)), 0.02, seed=draw.randint(5, 7))])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_copies_are_those_of_a_plain_comparison(tmp_path_factory, seed):
    folder, draw, kept = tmp_path_factory.mktemp("index"), random.Random(seed), {}
    for _ in range(draw.randint(1, 4)):
        batch = [article(str(draw.randint(0, 9)), bodies(draw)) for _ in range(draw.randint(0, 6))]
        gone = [name for name in kept if draw.random() < 0.2 and name not in {one.id for one in batch}]
        put(folder, *batch, drop=gone)
        kept = {**{name: one for name, one in kept.items() if name not in gone}, **{one.id: one for one in batch}}
    linear = LinearSearcher(kept.values())
    query = Query(parse("wire"), size=100, fold=draw.random() < 0.5)
    with open_searcher(str(folder)) as searcher:
        one, other = searcher.search(query), linear.search(query)
    assert one.total == other.total
    assert {hit.id: hit.copies for hit in one.hits} == {hit.id: hit.copies for hit in other.hits}
