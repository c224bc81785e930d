"""Nodes that die, and indexes that change places, while others write and search: right answers or clear errors."""

import threading
import time
import traceback
from contextlib import contextmanager

import pytest

from index.errors import IndexUnavailable
from index.opensearch.address import address_of
from index.opensearch.client import connect
from index.opensearch.health import state_of
from index.opensearch.rebuilding import renewed
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.cluster.nodes import NODES, Cluster
from tests.clusters import delete, location
from tests.test_conformance import article
from web.app import create_app

KILLS = 10
RAISED = []


@pytest.fixture
def place(tmp_path):
    yield tmp_path / "beside"
    Cluster.told().await_green()
    delete(tmp_path / "beside")


def one(number, word="ferry"):
    return article(f"n{number}", f"Number {number}", f"A {word} sank in the harbour, {number} said.", tags=(word,))


def put(where, articles):
    with open_writer(where) as writer:
        for each in articles:
            writer.put(each)


@contextmanager
def meanwhile(work):
    """Do something again and again in another thread; what it raises is raised in the end, and ends waiting for it."""
    stop = threading.Event()

    def run():
        try:
            while not stop.is_set():
                work()
        except BaseException:
            RAISED.append(traceback.format_exc())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        found, RAISED[:] = "\n".join(RAISED), []
    assert not found, found


class Asking:
    """Searches of an index that nobody writes to: each answer is right, or an error that says what is the matter."""

    def __init__(self, searcher, total):
        self.searcher, self.total, self.right, self.refused = searcher, total, 0, 0

    def __call__(self):
        try:
            found = self.searcher.search(Query(expression=parse("ferry harbour"), facets=("tag",), size=5))
        except IndexUnavailable:
            self.refused += 1
            return
        assert found.total.value == found.facets["tag"].values[0].count == self.total
        assert len(found.hits) == 5
        self.right += 1


def test_what_was_acknowledged_survives_killed_nodes_and_searches_stay_right(place, tmp_path_factory):
    cluster, written = Cluster.told(), []
    still = tmp_path_factory.mktemp("still")
    put(location(still), map(one, range(60)))

    def write():
        batch = [one(number) for number in range(len(written), len(written) + 40)]
        put(location(place), batch)
        written.extend(batch)

    with open_searcher(location(still)) as searcher:
        asking = Asking(searcher, 60)
        with meanwhile(write), meanwhile(asking):
            for kill in range(KILLS):
                before = len(written)
                wait(lambda: len(written) > before)  # noqa: B023
                cluster.kill(kill % NODES)
                cluster.await_gone()
                cluster.start(kill % NODES)
                cluster.await_green()
        assert asking.right > asking.refused
    with open_searcher(location(place)) as searcher:
        assert set(searcher.ids()) == {each.id for each in written}
        assert searcher.search(Query(expression=parse("ferry"))).total.value == len(written)
    delete(still)


def wait(done, seconds=120):
    ends = time.monotonic() + seconds
    while not done():
        assert not RAISED, RAISED
        assert time.monotonic() < ends, "nothing is written any more"
        time.sleep(0.05)


def test_an_index_that_takes_the_place_of_another_does_so_at_once(place):
    words = {"ferry": 40, "barge": 55}
    put(location(place), [one(number, "ferry") for number in range(words["ferry"])])
    seen = []
    with open_searcher(location(place)) as searcher:

        def ask():
            found = searcher.search(Query(expression=parse("harbour"), facets=("tag",), size=100))
            (value,) = found.facets["tag"].values
            assert found.total.value == value.count == len(found.hits) == words[value.value]
            assert {hit.tags for hit in found.hits} == {(value.value,)}
            seen.append(value.value)

        with meanwhile(ask), meanwhile(ask):
            for turn in range(4):
                word = ("barge", "ferry")[turn % 2]
                swap(place, word, words[word])
                before = len(seen)
                wait(lambda: len(seen) > before + 3)  # noqa: B023
    assert {"ferry", "barge"} == set(seen)


def swap(place, word, many):
    address = address_of(location(place))
    with renewed(address) as fresh:
        put(address.beside(fresh.name, str(place / "fresh")), [one(number, word) for number in range(many)])
        fresh.serve(at_least=0)


def test_a_lost_shard_is_an_error_and_no_smaller_answer(place):
    put(location(place), map(one, range(60)))
    cluster, client = Cluster.told(), connect(address_of(location(place)))
    name = address_of(location(place)).name
    client.indices.put_settings(index=name, body={"index": {"number_of_replicas": 0}})
    cluster.await_green()
    (lost, *_) = {shard["node"] for shard in client.cat.shards(index=f"{name}-*", params={"format": "json"})}
    with open_searcher(location(place)) as searcher:
        asking = Asking(searcher, 60)
        asking()
        cluster.kill(int(lost.rpartition("-")[2]))
        ends = time.monotonic() + 6
        while time.monotonic() < ends:
            asking()
        assert asking.refused > 1
        with pytest.raises(IndexUnavailable, match=r"the cluster is red, [1-9]\d* of its shards"):
            state_of(location(place))
        site = create_app(searcher).test_client()
        assert [site.get(path).status_code for path in ("/readyz", "/search?q=ferry")] == [503, 503]
        cluster.start(int(lost.rpartition("-")[2]))
        cluster.await_green()
        asking.refused = 0
        asking()
        assert not asking.refused
        assert site.get("/readyz").json["cluster"]["status"] == "green"
    client.close()


def test_pages_go_on_while_others_write(place):
    put(location(place), map(one, range(60)))
    with open_searcher(location(place)) as searcher, open_searcher(location(place)) as again:
        before, exported = set(searcher.ids()), []
        rows = searcher.export(Query(expression=parse("ferry"), sort="oldest")).rows
        for number, row in enumerate(rows):
            exported.append(row.article.id)
            if number % 20 == 0:
                put(location(place), [one(1_000 + number), one(number, "barge")])
        assert (len(exported), set(exported)) == (60, before)
        assert again.search(Query(expression=parse("barge"))).total.value == 3
