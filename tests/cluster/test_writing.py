"""Commits on a cluster: seen whole or not at all, sent again without harm, by several machines at once."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from index.building.build import build
from index.building.migrating import migrate
from index.building.rebuild import rebuild
from index.building.shards import Shard
from index.errors import IndexBusy, IndexUnavailable
from index.location import folder
from index.opensearch.address import address_of
from index.opensearch.bulk import REFUSED
from index.opensearch.client import connect
from index.opensearch.documents import documents
from index.writer import open_writer
from search.parity import compared
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.clusters import delete, location
from tests.test_conformance import ARTICLES, article
from tests.test_parity import QUERIES


@pytest.fixture
def place(tmp_path):
    yield tmp_path / "beside"
    delete(tmp_path / "beside")


def put(where, *articles):
    with open_writer(where) as writer:
        for one in articles:
            writer.put(one)


def spoilt(writer):
    writer.put(article("z", "New", "A new one"))
    writer.drop("a")
    raise ZeroDivisionError


def found(where, text="*"):
    with open_searcher(where) as searcher:
        return sorted(hit.id for hit in searcher.search(Query(expression=parse(text), size=100)).hits)


def test_a_batch_is_discarded_whole(place):
    put(location(place), *ARTICLES)
    with pytest.raises(ZeroDivisionError), open_writer(location(place)) as writer:
        spoilt(writer)
    assert found(location(place)) == list("abcdefghij")


def test_an_open_searcher_sees_a_commit_when_it_is_whole(place):
    put(location(place), *ARTICLES)
    with open_searcher(location(place)) as searcher, open_writer(location(place)) as writer:
        before = searcher.info()
        writer.put(article("z", "New", "A new one"))
        writer.drop("a")
        assert searcher.info() == before
        writer.commit()
        assert (searcher.info().revision, searcher.info().documents) == ("r2", 10)
        assert searcher.get("a") is None


def test_what_is_read_in_pages_is_of_one_commit(place):
    put(location(place), *ARTICLES)
    with open_searcher(location(place)) as searcher:
        export, articles = searcher.export(Query(sort="oldest")), searcher.articles()
        first = next(export.rows).article.id
        next(articles)
        put(location(place), article("z", "New", "A new one", day="1990-01-01"), replace(ARTICLES[1], title="Changed"))
        rest = [row.article for row in export.rows]
        assert [first, *(one.id for one in rest)] == list("ghadbfceij")
        assert "Changed" not in {one.title for one in [*rest, *articles]}
        assert searcher.search(Query(size=0)).total.value == 11


def test_a_quotation_that_an_article_lost_is_gone(place):
    put(location(place), *ARTICLES)
    put(location(place), replace(ARTICLES[5], quotes=ARTICLES[5].quotes[:1]))
    with open_searcher(location(place)) as searcher:
        assert searcher.info().quotes == 4
        assert searcher.search(Query(expression=parse("war"), of="quotes")).total.value == 0
    with open_writer(location(place)) as writer:
        writer.drop("f")
    with open_searcher(location(place)) as searcher:
        assert searcher.info().quotes == 3


def test_putting_the_same_again_changes_nothing(place):
    for _ in range(2):
        put(location(place), *ARTICLES)
    with open_searcher(location(place)) as searcher:
        assert (searcher.info().documents, searcher.info().quotes) == (10, 5)
        assert [searcher.get(one.id) for one in ARTICLES] == ARTICLES


def test_machines_write_at_once_but_one_writes_alone(place):
    other = location(place) + "-of-another"
    with open_writer(location(place)) as one, open_writer(other) as two:
        with pytest.raises(IndexBusy):
            open_writer(location(place))
        one.put(ARTICLES[0])
        two.put(ARTICLES[1])
        one.commit()
        two.commit()
        one.put(ARTICLES[2])
    assert found(location(place)) == list("abc")


def test_what_the_cluster_refuses_is_kept_and_told(place, monkeypatch):
    def odd(article, traits, group):
        first, *rest = documents(article, traits, group)
        return [(first[0], {**first[1], "no_field": 1} if article.id == "b" else first[1]), *rest]

    monkeypatch.setattr("index.opensearch.writer.documents", odd)
    put(location(place), *ARTICLES[:3])
    assert found(location(place)) == ["a", "c"]
    (line,) = (place / REFUSED).read_text().splitlines()
    assert json.loads(line)["id"] == "b"
    assert "no_field" in str(json.loads(line)["error"])


def sources(root, **texts):
    root.mkdir(exist_ok=True)
    for name, text in texts.items():
        (root / f"{name}.txt").write_text(f"{name.title()}\n\nBy Ann Roe\n\n{text}\n")
    return [str(root)]


def test_files_are_indexed_as_into_a_folder(place, tmp_path):
    paths = sources(tmp_path / "news", one="A ferry sank in the harbour.", two="The harbour was closed for a day.")
    for many in ((2, 0), (0, 2)):
        done = build(paths, location(place))
        assert (done.added, done.unchanged) == many
    (tmp_path / "news" / "one.txt").unlink()
    assert build(paths, location(place), prune=True).removed == 1
    assert len(found(location(place), "harbour")) == 1


KILLED = """
import os, sys
from index.building.build import build
from index.opensearch.writer import ClusterWriter
ClusterWriter._refresh = lambda _: os._exit(9)
build([sys.argv[1]], sys.argv[2])
"""


def test_what_a_killed_writer_had_sent_is_sent_again_and_shown(place, tmp_path):
    paths = sources(tmp_path / "news", one="A ferry sank in the harbour.")
    build(paths, location(place))
    sources(tmp_path / "news", two="Another ferry sank in the harbour.")
    assert subprocess.run([sys.executable, "-c", KILLED, *paths, location(place)]).returncode == 9
    assert build(paths, location(place)).added == 1
    assert len(found(location(place), "ferry")) == 2


def test_machines_share_the_files(place, tmp_path):
    paths = sources(tmp_path / "news", **{f"n{number}": f"Ferry {number} sank in a storm." for number in range(20)})
    other = location(place) + "-of-another"
    added = [
        build(paths, where, shard=Shard.read(f"{at}/2")).added for at, where in enumerate((location(place), other), 1)
    ]
    assert (sum(added), min(added) > 4) == (20, True)
    assert len(found(location(place), "ferry")) == 20


def test_an_index_is_rebuilt_beside_the_one_that_serves(place, tmp_path):
    paths = sources(tmp_path / "news", one="A ferry sank in the harbour.", two="The harbour was closed for a day.")
    build(paths, location(place))
    name = address_of(location(place)).name
    with open_searcher(location(place)) as searcher:
        before = searcher.search(Query(expression=parse("harbour")))
        rebuild(location(place))
        after = searcher.search(Query(expression=parse("harbour")))
        assert (after.hits, after.revision) == (before.hits, "r2")
    client = connect(address_of(location(place)))
    assert list(client.indices.get_alias(name=name)) == [f"{name}-000002"]
    client.close()
    (tmp_path / "news" / "one.txt").unlink()
    with pytest.raises(IndexUnavailable, match="the old index is kept"):
        rebuild(location(place))
    assert len(found(location(place), "harbour")) == 2
    rebuild(location(place), prune=True)
    assert len(found(location(place), "harbour")) == 1


def test_an_archive_moves_there_and_back(place, tmp_path):
    put(str(tmp_path / "first"), *ARTICLES)
    for source, target in ((str(tmp_path / "first"), location(place)), (location(place), str(tmp_path / "second"))):
        with open_searcher(source) as searcher:
            assert migrate(searcher.articles(), searcher.info().documents, source, target) == len(ARTICLES)
    with open_searcher(str(tmp_path / "second")) as searcher, open_searcher(location(place)) as cluster:
        assert [searcher.get(one.id) for one in ARTICLES] == ARTICLES
        for text in QUERIES:
            found = compared(text, searcher, cluster)
            assert (found.differences, found.overlap) == ((), 1.0)
    with pytest.raises(IndexUnavailable, match="holds articles already"):
        migrate(ARTICLES, 10, "", location(place))
    assert folder(location(place)) == place
