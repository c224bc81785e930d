"""The ranking is measured beside other engines on the same queries (benchmarks.beside)."""

import json

import pytest

from benchmarks import beside, rankers
from benchmarks.relevance import read

DOCUMENTS = """.I 1
.T
The flood at the mill
.W
A dam broke and the river rose over the mill.
.I 2
.T
The harvest
.W
Farmers brought in the wheat before the rain.
.I 3
.T
The market
.W
Bread was dear when the mill stood still.
"""


@pytest.fixture
def collection(tmp_path):
    folder = tmp_path / "mill"
    folder.mkdir()
    (folder / "mill.all").write_text(DOCUMENTS)
    (folder / "mill.qry").write_text(".I 1\n.W\nwhy did the dam at the mill break in the flood\n")
    (folder / "mill.rel").write_text("1 1\n")
    return read(folder)


def test_every_ranker_finds_the_relevant_document_first(collection):
    with rankers.ours(collection.documents) as ours:
        every = {"here": ours, **rankers.others(collection.documents)}
        assert {name: rank(collection.queries["1"])[0] for name, rank in every.items()} == dict.fromkeys(every, "1")
        row = beside.line("as it is", every, collection.queries, collection.relevant)
    assert row == f"| as it is, 1 | {' | '.join(['1.000'] * len(every))} | +0.000 |"


def test_shorter_queries_are_made_of_the_words_that_tell_something(collection):
    made = dict(beside.rows(collection.queries))
    assert made["the first 2"] == {"1": "dam mill"}
    assert made["without function words"] == {"1": "dam mill break flood"}
    assert made["a question"] == {}


def test_headlines_are_asked_for_their_own_articles_and_topics_for_theirs(tmp_path):
    stories = [
        {"id": f"s{at}", "title": f"mill number {at} burns down", "body": "word " * 100, "tags": ["mills", "uk"]}
        for at in range(12)
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, stories)))
    headlines, topics, _ = beside.news(path)
    assert headlines[1]["s3"] == ("", "word " * 100)
    assert (headlines[2]["s3"], headlines[3]["s3"]) == ("mill number 3 burns down", {"s3"})
    assert topics[2] == {"mills": "mills"}
