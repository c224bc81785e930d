"""Generated corpora and queries: each engine against the scan over articles, and the scan against its own promises."""

import random
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, pairwise, product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from index.analysis import words
from index.article import Article, Image, Quote, content_hash
from index.fields import TEXTS
from index.writer import open_writer
from search import ranking
from search.linear_searcher import LinearSearcher
from search.query import (
    BY_SCORE,
    FACETS,
    INTERVALS,
    KINDS,
    SORTS,
    And,
    Expression,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    describe,
    widens,
)
from search.searcher import open_searcher
from search.syntax import parse
from tests.numpy_alone import NumpyAlone

WORDS = ["net", "nets", "netted", "war", "wars", "peace", "Ramadi", "U.S.", "Da’esh", "北京大学", "café"]
PLAIN = ["net", "nets", "netted", "war", "peace", "ramadi", "u", "daesh", "北京", "cafe", "zzz"]

text = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
bodies = st.lists(text, max_size=4).flatmap(
    lambda parts: st.lists(st.sampled_from([". ", "! ", "\n\n", " "]), min_size=4, max_size=4).map(
        lambda ends: "".join(chain.from_iterable(zip(parts, ends, strict=False)))
    )
)
names = st.lists(st.sampled_from(["Ann Roe", "Bo Li", "ann roe"]), max_size=2, unique=True).map(tuple)
optional = st.sampled_from([None, "x", "X", "y"])


@st.composite
def articles(draw):
    title, body = draw(text), draw(bodies)
    quotes = tuple(
        Quote(
            id=f"q{n}",
            text=draw(text),
            parts=(),
            speaker=draw(optional),
            source_type=draw(st.sampled_from(["named", "unnamed", None])),
            told_to=draw(optional),
            confidence=draw(st.sampled_from([1.0, 0.5])),
            kind=draw(st.sampled_from(["direct", "fragment"])),
            role=draw(text),
        )
        for n in range(draw(st.integers(0, 3)))
    )
    return Article(
        id=str(draw(st.integers(0, 15))),
        title=title,
        body=body,
        tags=draw(st.lists(st.sampled_from(["War", "war", "Peace talks"]), max_size=2, unique=True).map(tuple)),
        source=draw(optional),
        authors=draw(names),
        section=draw(optional),
        lang=draw(optional),
        image=draw(st.sampled_from([None, Image(caption="net")])),
        published=draw(st.sampled_from([None, "2015", "2015-05", "2015-05-18", "2016-01-01T00:30:00+05:00"])),
        quotes=quotes,
        content_hash=content_hash(title, body),
    )


fields = st.sampled_from([None, *TEXTS])
phrased = st.lists(st.sampled_from(PLAIN), min_size=2, max_size=3).map(tuple)
leaf = st.one_of(
    st.builds(Term, st.sampled_from(PLAIN), fields),
    st.builds(Prefix, st.sampled_from(["ne", "nett", "wa", "北"]), st.sampled_from([None, "title"])),
    st.builds(Phrase, phrased, st.sampled_from([None, "body"])),
)
any_leaf = st.one_of(
    leaf,
    st.builds(Wildcard, st.sampled_from(["ne?s", "ne*s", "ra?a*", "ne*t?d", "ca*f*e", "wa??*"]), fields),
    st.builds(Fuzzy, st.sampled_from(["net", "ents", "pece", "ramdai", "zar", "u"]), st.sampled_from([1, 2]), fields),
    st.builds(Phrase, phrased, fields, slop=st.integers(0, 6)),
)
typed = st.builds(
    parse,
    st.lists(st.sampled_from([*PLAIN, "-war", "+net", "OR", "ramady", "netts", "ne*"]), max_size=5).map(" ".join),
    st.sampled_from(["all", "any"]),
)
chosen = st.lists(st.sampled_from(["x", "X", "y", "Ann Roe"]), max_size=2).map(tuple)


def trees(leaves):
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple)),
            st.builds(Or, st.lists(inner, min_size=1, max_size=3).map(tuple)),
            st.builds(Not, inner),
        ),
        max_leaves=5,
    )


def queries(leaves, **more):
    node = trees(leaves)
    asked = {
        "expression": st.one_of(st.none(), typed, st.builds(Expression, st.just(""), st.just("all"), node)),
        "mode": st.sampled_from(["all", "any"]),
        "tags": st.sampled_from([(), ("WAR",), ("war", "peace talks")]),
        "tag_mode": st.sampled_from(["all", "any"]),
        "tags_not": st.sampled_from([(), (), ("War",)]),
        "speakers": st.one_of(st.just(()), chosen),
        "speakers_not": st.sampled_from([(), (), ("Y",)]),
        "sources": st.one_of(st.just(()), chosen),
        "bylines": st.one_of(st.just(()), chosen),
        "sections": st.one_of(st.just(()), chosen),
        "years": st.sampled_from([(), ("2015",), ("2015", "2016")]),
        "date_from": st.sampled_from([None, "2015", "2015-05-18"]),
        "date_to": st.sampled_from([None, "2015-05-18", "2016"]),
        "sort": st.sampled_from(SORTS),
        "fold": st.booleans(),
        "facets": st.just(tuple(FACETS)),
        "facet_size": st.sampled_from([1, 10]),
        "size": st.sampled_from([3, 100]),
        "page": st.integers(1, 2),
        "span": st.just(True),
    }
    return st.builds(Query, **{**asked, **more})


narrow = queries(leaf, facets=st.just(tuple(name for name in FACETS if name not in ("told_to", "source_type"))))
anything = queries(
    any_leaf,
    of=st.sampled_from(KINDS),
    told_tos=st.one_of(st.just(()), chosen),
    source_types=st.sampled_from([(), ("named",), ("Named", "unnamed")]),
    kinds=st.sampled_from([(), ("direct",), ("fragment", "block")]),
    role=st.sampled_from([None, None, "war", "net peace", ""]),
    min_confidence=st.sampled_from([None, None, 0.0, 0.7]),
    histogram=st.sampled_from([None, *INTERVALS]),
)
orders = st.one_of(articles(), articles(), st.integers(0, 15).map(str))  # a text is the id of an article to drop
batches = st.lists(st.lists(orders, max_size=8), min_size=1, max_size=4)


@pytest.fixture(autouse=True, scope="module")
def few_are_foremost():
    with patch.object(ranking, "FOREMOST", 3):
        yield


def living(batches):
    found = {}
    for order in chain.from_iterable(batches):
        if isinstance(order, str):
            found.pop(order, None)
        else:
            found[order.id] = order
    return found.values()


@contextmanager
def indexed(batches):
    with tempfile.TemporaryDirectory() as folder:
        for batch in batches:
            with open_writer(folder) as writer:
                for order in batch:
                    writer.drop(order) if isinstance(order, str) else writer.put(order)
        with open_searcher(folder) as searcher:
            yield searcher


@settings(max_examples=150, deadline=None)
@given(batches, st.lists(narrow, min_size=5, max_size=5))
def test_the_index_agrees_with_the_scan_on_plain_queries(batches, asked):
    linear = LinearSearcher(living(batches))
    with indexed(batches) as searcher:
        for query, one in product(asked, (searcher, NumpyAlone(searcher))):
            agree(replace(one.search(query), cursor=None), replace(linear.search(query), cursor=None))


@settings(max_examples=150, deadline=None)
@given(batches, st.lists(anything, min_size=5, max_size=5))
def test_the_index_agrees_with_the_scan_page_by_page(batches, asked):
    linear = LinearSearcher(living(batches))
    with indexed(batches) as searcher:
        assert searcher.info().engine == "columnar"
        for query, either in product(asked, (searcher, NumpyAlone(searcher))):
            for one, other in zip(walk(either, query), walk(linear, query), strict=True):
                agree(one, other)


def walk(searcher, query):
    """Yield the results of a query, then those that its cursors lead to."""
    results = searcher.search(query)
    yield results
    while results.cursor:
        results = searcher.search(replace(query, page=1, cursor=results.cursor))
        yield results


@settings(max_examples=100, deadline=None)
@given(st.lists(articles(), max_size=12), anything)
def test_cursors_lead_once_through_the_whole_list(batch, query):
    linear = LinearSearcher(batch)
    pages = [results.hits for results in walk(linear, replace(query, page=1, size=3))]
    assert list(chain.from_iterable(pages)) == list(linear.search(replace(query, page=1, size=100)).hits)


@settings(max_examples=100, deadline=None)
@given(st.lists(articles(), max_size=12), anything)
def test_every_count_is_what_a_click_gives(batch, query):
    linear = LinearSearcher(batch)
    query = replace(query, page=1, facet_size=100)
    for name, counts in linear.search(query).facets.items():
        own = () if widens(query, name) else query.chosen(name)
        for value in counts.values:
            clicked = replace(query, **{FACETS[name].attribute: (*own, value.value)})
            assert linear.search(clicked).total.value == value.count


@given(any_leaf)
def test_every_leaf_reads_as_itself(leaf):
    assert parse(describe(leaf)).root == leaf


def agree(one, other):
    """All alike but the last digits of the scores, and the order and choice of those that differ by no more."""
    assert (one.total, one.facets, one.dates) == (other.total, other.facets, other.dates)
    assert (one.histogram, one.cursor is None) == (other.histogram, other.cursor is None)
    assert one.cursor == other.cursor or one.query.sort in BY_SCORE
    assert (one.did_you_mean, one.diagnostics) == (other.did_you_mean, other.diagnostics)
    scores = [hit.score for hit in one.hits]
    assert scores == pytest.approx([hit.score for hit in other.hits], abs=1e-9)
    apart = all(left - right > 1e-9 for left, right in pairwise(scores))
    if one.query.sort not in BY_SCORE or (apart and one.query.size > len(scores)):
        assert [structs.replace(hit, score=0) for hit in one.hits] == [
            structs.replace(hit, score=0) for hit in other.hits
        ]


@settings(max_examples=50, deadline=None)
@given(st.lists(articles(), min_size=1, max_size=8))
def test_every_article_is_found_by_each_of_its_words(batch):
    with tempfile.TemporaryDirectory() as folder:
        with open_writer(folder) as writer:
            for article in batch:
                writer.put(article)
        kept = {article.id: article for article in batch}.values()
        with open_searcher(folder) as searcher:
            for article in kept:
                for word in {w for field in TEXTS for value in TEXTS[field](article) for w in words(value)}:
                    fields = " OR ".join(f'{field}:"{word}"' for field in TEXTS)
                    found = searcher.search(Query(expression=parse(fields), size=100)).hits
                    assert article.id in {hit.id for hit in found}


def test_nothing_changes_when_segments_merge(tmp_path):
    rng = random.Random(7)
    many = [
        Article(id=str(n), title=rng.choice(WORDS), body=" ".join(rng.choices(WORDS, k=20)), content_hash=str(n))
        for n in range(60)
    ]
    for place, step in (("one", 60), ("many", 5)):
        for start in range(0, 60, step):
            with open_writer(str(tmp_path / place)) as writer:
                for article in many[start : start + step]:
                    writer.put(article)
    asked = [
        Query(expression=parse(q), facets=("year",), size=100) for q in ("net", "war -peace", '"war peace"', "ne*")
    ]
    with open_searcher(str(tmp_path / "one")) as one, open_searcher(str(tmp_path / "many")) as several:
        for query in asked:
            agree(one.search(query), several.search(query))


def segments(folder):
    return len(list(folder.glob("generation-*/*.seg")))
