"""A cluster that is too busy, and nodes that hang: writing waits, and what is answered is right or an error."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from signal import SIGCONT, SIGSTOP

import pytest

from index.errors import IndexUnavailable
from index.opensearch.address import address_of
from index.opensearch.bulk import REFUSED
from index.opensearch.client import connect
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.cluster.nodes import Cluster, free_ports
from tests.cluster.test_failures import Asking, meanwhile, one, place, put
from tests.clusters import location

assert place
LIMIT = "network.breaker.inflight_requests.limit"
WRITERS = 4


@contextmanager
def limited(where, most):
    """Have all nodes answer 429 to requests of more than so many bytes."""
    client = connect(address_of(where))
    client.cluster.put_settings(body={"transient": {LIMIT: most}})
    try:
        yield
    finally:
        client.cluster.put_settings(body={"transient": {LIMIT: None}})
        client.close()


def test_what_a_busy_cluster_turns_away_is_sent_again(place):
    put(location(place), map(one, range(20)))
    with ThreadPoolExecutor() as pool, limited(location(place), "20kb"):
        writing = pool.submit(put, location(place), map(one, range(200)))
        time.sleep(4)
        assert not writing.done()
    writing.result()
    with open_searcher(location(place)) as searcher:
        assert searcher.count(Query(expression=parse("ferry"))) == 200


def test_what_asks_of_a_busy_cluster_is_told_so(place):
    put(location(place), map(one, range(20)))
    with open_searcher(location(place)) as searcher:
        with limited(location(place), "3kb"), pytest.raises(IndexUnavailable, match="the cluster is too busy"):
            searcher.search(Query(expression=parse(" OR ".join(f"word{number}" for number in range(50)))))
        assert searcher.count(Query(expression=parse("ferry"))) == 20


@pytest.fixture
def narrow(tmp_path):
    """A cluster of one node that writes one thing at a time and lets one other wait."""
    cluster = Cluster(tmp_path / "nodes", *free_ports(), nodes=1)
    cluster.start(0, "thread_pool.write.size=1", "thread_pool.write.queue_size=1")
    cluster.await_green()
    yield cluster
    cluster.stop()


def test_documents_that_find_the_queue_full_are_sent_again(narrow, tmp_path):
    places = [f"opensearch+http://{narrow.addresses}/news?folder={tmp_path}/{number}" for number in range(WRITERS)]
    with open_writer(places[0]):
        pass
    with ThreadPoolExecutor() as pool:
        some = [map(one, range(number * 500, number * 500 + 500)) for number in range(WRITERS)]
        list(pool.map(put, places, some))
    client = connect(address_of(places[0]))
    (node,) = client.nodes.stats(metric="thread_pool")["nodes"].values()
    assert node["thread_pool"]["write"]["rejected"] > 0
    with open_searcher(places[0]) as searcher:
        assert set(searcher.ids()) == {f"n{number}" for number in range(WRITERS * 500)}
    assert not list(tmp_path.rglob(REFUSED))
    client.close()


def test_a_node_that_hangs_makes_no_wrong_answers(place):
    cluster = Cluster.told()
    put(location(place), map(one, range(60)))
    with open_searcher(location(place)) as searcher:
        asking = Asking(searcher, 60)
        with meanwhile(asking), ThreadPoolExecutor() as pool:
            cluster.kill(1, SIGSTOP)
            writing = pool.submit(put, f"{location(place)}-other", [one(100, "barge")])
            time.sleep(15)
            cluster.kill(1, SIGCONT)
            cluster.await_green()
            writing.result()
        assert asking.right
    with open_searcher(location(place)) as searcher:
        assert searcher.count(Query(expression=parse("harbour"))) == 61
