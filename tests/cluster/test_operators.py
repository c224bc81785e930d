"""NEAR, SAME, ATLEAST, and scores, on generated corpora: the cluster against the scan over articles."""

import random

import pytest

from index.errors import QueryError
from search.linear_searcher import LinearSearcher
from search.nodes import And, Or, Phrase, Prefix, Term
from search.opensearch import looked
from search.query import KINDS, Expression, Query, describe
from search.syntax import parse
from tests.clusters import on_cluster
from tests.test_operators import PLAIN, article, deep, near, often, other, tree, unit

CLOSE = 1e-5  # the cluster adds up in single precision


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    rng = random.Random(11)
    found = [article(rng, number) for number in range(70)]
    with on_cluster(tmp_path_factory.mktemp("index"), found[:30], found[30:]) as searcher:
        yield LinearSearcher(found), searcher


@pytest.mark.parametrize("make", [near, deep, unit, often, other])
def test_the_cluster_finds_what_the_scan_finds(engines, make):
    rng, (linear, cluster), some = random.Random(5), engines, 0
    for _ in range(60):
        node = tree(rng, make)
        for of in KINDS:
            query = Query(expression=Expression("", "all", node), of=of, size=100, sort="oldest")
            found, expected = cluster.search(query), linear.search(query)
            assert [shown(hit) for hit in found.hits] == [shown(hit) for hit in expected.hits], describe(node)
            some += 0 < expected.total.value < expected.documents
    assert some > 30  # else the queries tell nothing


def shown(hit):
    return hit.id, hit.article, hit.matched, hit.snippets, hit.title_spans


def test_what_would_be_looked_for_in_too_many_articles_is_refused(engines, monkeypatch):
    monkeypatch.setattr(looked, "MOST", 3)
    with pytest.raises(QueryError, match=r"articles one by one, and on a cluster 3 is the most: add a rarer word"):
        engines[1].search(Query(expression=parse("(net NEAR/3 war) NEAR/5 peace")))


def scored(rng):
    words = [Term(rng.choice(PLAIN), rng.choice([None, None, "title", "tag", "speaker"])) for _ in range(3)]
    kinds = [words[0], And(tuple(words)), Or(tuple(words)), Prefix("ne"), Phrase(tuple(rng.sample(PLAIN, 2)))]
    return rng.choice(kinds)


@pytest.mark.parametrize("sort", ["relevance", "recent"])
@pytest.mark.parametrize("of", KINDS)
def test_the_cluster_scores_as_the_scan_does(engines, of, sort):
    rng, (linear, cluster) = random.Random(7), engines
    for _ in range(40):
        node = scored(rng)
        query = Query(expression=Expression("", "any", node), mode="any", of=of, size=100, sort=sort)
        scores = [{hit.id + hit.article: hit.score for hit in one.search(query).hits} for one in (cluster, linear)]
        assert scores[0] == pytest.approx(scores[1], rel=CLOSE, abs=CLOSE), describe(node)
