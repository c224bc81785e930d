"""What a query may cost is bounded: it answers, or it says why not. Limits are lowered so that little work is much."""

import random

import pytest

from index.article import Article
from index.errors import QueryError
from index.writer import open_writer
from search.columnar.tree import Tree
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.numpy_alone import NumpyAlone

WORDS = ["the", "of", "to", "net", "nets", "war", "oil", "the"]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    rng = random.Random(3)
    place = tmp_path_factory.mktemp("bounded")
    with open_writer(str(place)) as writer:
        for number in range(40):
            body = ". ".join(" ".join(rng.choices(WORDS, k=12)) for _ in range(10))
            writer.put(Article(id=str(number), title=" ".join(rng.choices(WORDS, k=5)), body=body))
        writer.put(Article(id="same", title="", body="the " * 3_000))
    return str(place)


@pytest.fixture(params=["compiled", "numpy"])
def searcher(place, request):
    with open_searcher(place) as found:
        yield NumpyAlone(found) if request.param == "numpy" else found


def search(searcher, text, **more):
    return searcher.search(Query(expression=parse(text, more.get("mode", "all")), **more))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('(the OR of OR "to net") NEAR/5 oil', id="a-bracket-beside-near"),
        pytest.param('(the OR of OR "to net") SAME SENTENCE (net OR nets OR war OR oil)', id="brackets-beside-same"),
        pytest.param("ne* NEAR/5 oil", id="a-wildcard-beside-near"),
        pytest.param(" NEAR/255 ".join(["the"] * 32), id="a-chain-of-near"),
        pytest.param(" NEAR/255 ".join(["the", "of"] * 16), id="a-chain-of-two-words"),
        pytest.param(f'"{" ".join(["the"] * 500)}"', id="a-long-phrase-of-one-word"),
        pytest.param(f'"{" ".join(["the", "of"] * 200)}"~50', id="a-long-loose-phrase"),
        pytest.param(f'atleast2 "{" ".join(["the"] * 50)}"', id="a-long-phrase-counted"),
    ],
)
def test_what_is_in_too_many_places_is_refused_before_it_is_sorted(searcher, monkeypatch, text):
    monkeypatch.setattr("search.query.MAX_PLACES", 100)
    with pytest.raises(QueryError, match=r"in over .* places|too many common words"):
        search(searcher, text)


HOSTILE = [
    "*", "*a*", "?????", "fuzzy~9", "t*", "the~2 of~2 war~2", " ".join(["the"] * 600), " OR ".join(WORDS * 60),
    "(" * 31 + "the" + ")" * 31, "(" * 1_000 + "the" + ")" * 1_000, "NOT " * 500 + "the", "-" * 4_000 + "the",
    '"' * 4_000, " SAME SENTENCE ".join(["the"] * 32), " SAME PARAGRAPH ".join(["the", "of"] * 15),
    " ".join(f'"{one} {two}"' for one in WORDS[:5] for two in WORDS[:6]),
    " ".join(f"atleast255 {word}" for word in WORDS),
    "((the NEAR/255 of) NEAR/255 (to NEAR/255 the)) NEAR/255 ((the NEAR/255 of) NEAR/255 (to NEAR/255 the))",
    "the NOT NEAR/255 of NOT NEAR/255 to", "(ne* OR wa* OR th*) NEAR/255 (ne* OR oi*)", "first:500(the of) lead:(the)",
]  # fmt: skip


def test_stars_count_as_words():
    with pytest.raises(QueryError, match="more than 512 words"):
        parse("* " * 600)


@pytest.mark.parametrize("text", ["* " * 500, "* OR " * 500 + "net", "* -* " * 200])
def test_a_clause_that_comes_again_is_looked_up_once(searcher, text, monkeypatch):
    asked = []
    documents = Tree.documents
    monkeypatch.setattr(Tree, "documents", lambda tree, node: asked.append(node) or documents(tree, node))
    search(searcher, text)
    assert len(asked) <= 4


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_query_answers_or_says_why_not(searcher, text):
    for mode in ("all", "any"):
        assert said(searcher, text, mode)


def said(searcher, text, mode):
    try:
        return f"{search(searcher, text, mode=mode).total.value} hits"
    except QueryError as error:
        return str(error)


def test_a_phrase_of_one_word_again_and_again_is_found(searcher):
    assert [hit.id for hit in search(searcher, f'"{" ".join(["the"] * 40)}"').hits] == ["same"]
    assert search(searcher, f'"{" ".join(["the"] * 40)}" SAME PARAGRAPH the').total.value == 1
