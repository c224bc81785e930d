"""Several processes that serve are one server: connections are shared out, limits are those of all, and one may die."""

import base64
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException

import pytest
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from index.writer import open_writer
from tests.conftest import ARTICLES
from web.handing_over import MOST, Handed, Place
from web.processes import POSSIBLE
from web.shared import SharedLock, whole_numbers

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="one process serves here")

# Two processes; a client of the limited ones may ask for two things, and then for one each 5 s.
SITE = """
import os, sys, time
from search.searcher import open_searcher
from web import server
from web.access import Access, hashed_password
from web.app import create_app
from web.settings import Settings

kind, place = sys.argv[1:]
access = Access({"ann": hashed_password("right horse")}) if kind == "private" else None
with open_searcher(place) as searcher:
    app = create_app(searcher, Settings(rate=0.2 if kind == "limited" else None, access=access))
    app.add_url_rule("/pid", "pid", lambda: str(os.getpid()))
    app.add_url_rule("/slow", "slow", lambda: time.sleep(1) or "slow")
    proxies = () if kind == "apart" else None
    if kind == "crowded":
        fork, refused = os.fork, iter((False, False, True))
        def crowded():
            if next(refused, False):
                raise BlockingIOError("no room")
            return fork()
        os.fork = crowded
    server.run(app, "127.0.0.1", 0, 4, lambda address: print(address, flush=True), 2, proxies, searcher.close)
"""
WRONG = {"Authorization": "Basic " + base64.b64encode(b"ann:wrong horse").decode()}


@contextmanager
def serving(place, kind="open"):
    """Yield a running server and its port."""
    program = [sys.executable, "-c", SITE, kind, str(place)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            yield server, int(re.search(r":(\d+)/", server.stdout.readline())[1])
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("served")
    put(place, ARTICLES[0])
    return place


def put(place, article):
    with open_writer(str(place)) as writer:
        writer.put(article)


@pytest.fixture(scope="module")
def port(place):
    with serving(place) as (_, port):
        yield port


class Connections:
    """Some connections that stay open."""

    def __init__(self, port, addresses):
        self.all = [HTTPConnection("127.0.0.1", port, timeout=10, source_address=(one, 0)) for one in addresses]

    def ask(self, path, headers=()):
        """Return the status and the text that each of them gets, asked one after the other."""
        return [self.ask_one(number, path, headers) for number in range(len(self.all))]

    def ask_one(self, number, path, headers=()):
        """Return the same of one of them."""
        self.all[number].request("GET", path, headers=dict(headers))
        answer = self.all[number].getresponse()
        return answer.status, answer.read().decode()


@contextmanager
def connected(port, *addresses):
    connections = Connections(port, addresses)
    try:
        yield connections
    finally:
        for one in connections.all:
            one.close()


def statuses(answers):
    return [status for status, _ in answers]


def test_connections_are_shared_out_evenly_also_when_some_are_closed(port):
    with connected(port, *["127.0.0.1"] * 8) as eight:
        pids = [text for _, text in eight.ask("/pid")]
        assert sorted(Counter(pids).values()) == [4, 4]
        first, *others = (number for number, pid in enumerate(pids) if pid == pids[0])
        for number in others:
            eight.all[number].close()
        for _ in range(2):  # with the second answer it has seen who is gone
            eight.ask_one(first, "/pid")
        with connected(port, *["127.0.0.1"] * 3) as more:
            assert {text for _, text in more.ask("/pid")} == {pids[0]}


def test_counts_of_all_processes_are_one(port):
    with connected(port, *["127.0.0.1"] * 12) as many:  # those of the test before may count as open still
        assert len({text for _, text in many.ask("/pid")}) == 2
        many.ask("/api/v1/articles?size=0")
        told = {text for _, text in many.ask("/metrics")}
    counts = {re.search(r'requests_total{endpoint="api.articles",status="200"} (\d+)', text)[1] for text in told}
    assert counts == {"12"}


def test_all_processes_answer_from_a_new_commit(port, place):
    with connected(port, *["127.0.0.1"] * 2) as two:
        before = two.ask("/readyz")
        put(place, ARTICLES[2])
        after = two.ask("/readyz")
    assert ['"documents": 1' in text for _, text in before] == [True] * 2
    assert ['"documents": 2' in text for _, text in after] == [True] * 2


def test_a_process_that_is_killed_is_replaced_and_nobody_else_notices(place):
    with serving(place) as (server, port), connected(port, *["127.0.0.1"] * 2) as two:
        killed, kept = (int(text) for _, text in two.ask("/pid"))
        time.sleep(1)  # a process that ends as soon as it begins is not replaced at once
        os.kill(killed, signal.SIGKILL)
        assert two.ask_one(1, "/pid") == (200, str(kept))
        with connected(port, *["127.0.0.1"] * 3) as others:
            answers = others.ask("/pid")
        assert statuses(answers) == [200] * 3
        assert str(killed) not in {text for _, text in answers}
        assert len({str(kept), *(text for _, text in answers)}) == 2
        server.terminate()
        assert "ended (SIGKILL): this one takes its place" in server.stderr.read()


def test_a_file_that_is_cut_short_under_a_server_ends_each_process_once_and_is_then_told(tmp_path):
    put(tmp_path, ARTICLES[0])
    (segment,) = (tmp_path / "segments").glob("*.arrays")
    whole = segment.read_bytes()
    with serving(tmp_path) as (server, port):
        time.sleep(1)  # a process that ends as soon as it begins is not replaced at once
        os.truncate(segment, 0)
        answers = [asked_alone(port) for _ in range(12)]
        assert answers.count(None) in (1, 2)
        assert answers.count(503) == 12 - answers.count(None)
        segment.write_bytes(whole)
        assert [asked_alone(port) for _ in range(3)] == [200] * 3
        server.terminate()
        log = server.stderr.read()
    assert log.count("ended (SIGBUS)") == answers.count(None)
    assert f"{segment.name} has 0 bytes" in log


def asked_alone(port):
    """Return the status of a search over a connection of its own; None where the process that answers it ends."""
    with connected(port, "127.0.0.1") as one:
        try:
            return one.ask_one(0, "/search?q=ramadi")[0]
        except (ConnectionError, HTTPException):
            return None


def test_a_process_that_is_stopped_gets_one_connection_and_the_others_go_elsewhere(place):
    with serving(place) as (_, port), connected(port, *["127.0.0.1"] * 2) as two:
        stopped, other = (int(text) for _, text in two.ask("/pid"))
        two.all[0].close()
        two.ask_one(1, "/pid")
        os.kill(stopped, signal.SIGSTOP)
        with connected(port, "127.0.0.1") as waits:
            waits.all[0].request("GET", "/pid")
            time.sleep(0.7)
            with connected(port, *["127.0.0.1"] * 4) as four:
                assert four.ask("/pid") == [(200, str(other))] * 4
            os.kill(stopped, signal.SIGCONT)
            assert waits.all[0].getresponse().read().decode() == str(stopped)


def test_a_process_that_cannot_be_started_is_tried_again(place):
    with serving(place, "crowded") as (server, port), connected(port, *["127.0.0.1"] * 2) as two:
        killed, kept = (int(text) for _, text in two.ask("/pid"))
        time.sleep(1)  # a process that ends as soon as it begins is not replaced at once
        os.kill(killed, signal.SIGKILL)
        assert two.ask_one(1, "/pid") == (200, str(kept))
        faults = (line for line in server.stderr if '"error"' in line)
        assert "no process can be started: no room" in next(faults)
        assert "ended (SIGKILL): this one takes its place" in next(faults)


def test_a_server_may_have_more_files_open_than_connections(place):
    with serving(place) as (server, _):
        some, most = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
    assert some in (most, resource.RLIM_INFINITY) or some > MOST + 1024


def test_s11_a_limit_is_that_of_all_processes_together(place):
    with serving(place, "limited") as (_, port), connected(port, *["127.0.0.1"] * 4) as four:
        assert statuses(four.ask("/opensearch.xml")) == [200] * 2 + [429] * 2


def test_guesses_of_a_password_are_counted_for_all_processes_together(place):
    with serving(place, "private") as (_, port), connected(port, *["127.0.0.1"] * 6) as six:
        assert statuses(six.ask("/", WRONG)) == [401] * 5 + [429]


def test_s9_where_clients_are_told_apart_the_connections_of_one_are_in_one_process(place):
    with serving(place, "apart") as (_, port), connected(port, *["127.0.0.2"] * 5, "127.0.0.3", "127.0.0.4") as all_of:
        one, *rest = (text for _, text in all_of.ask("/pid"))
        assert rest[:4] == [one] * 4
        assert one not in rest[4:]


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_what_is_under_way_in_any_process_is_answered_before_the_server_stops(place, told):
    with serving(place) as (server, port), connected(port, *["127.0.0.1"] * 2) as two, ExitStack() as ended:
        pids = [int(text) for _, text in two.ask("/pid")]
        answers = []
        for number in range(2):
            asking = threading.Thread(target=lambda number=number: answers.append(two.ask_one(number, "/slow")))
            asking.start()
            ended.callback(asking.join)
        time.sleep(0.3)
        server.send_signal(told)
        assert server.wait(10) == 0
        ended.close()
        assert answers == [(200, "slow")] * 2
        assert [is_running(pid) for pid in pids] == [False, False]


def test_no_process_outlives_the_one_that_accepts(place):
    with serving(place) as (server, port), connected(port, *["127.0.0.1"] * 2) as two:
        pids = [int(text) for _, text in two.ask("/pid")]
        server.kill()
        until = time.monotonic() + 10
        while any(map(is_running, pids)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(map(is_running, pids))


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def place_and_taking():
    """Yield a place, and what takes the connections that are handed to it."""
    place = Place(("127.0.0.1", 0))
    taking = Handed(None, {}, Adjustments(), ThreadedTaskDispatcher(), place)
    yield place, taking
    taking.close()
    place.ends[0].close()


def test_a_connection_that_cannot_be_taken_is_not_counted(place_and_taking):
    place, taking = place_and_taking
    with socket.socket() as gone:
        place.hand_over(gone, "")
    assert place.load == (True, False, 1)
    assert taking.accept() is None
    assert place.load == (True, False, 0)
    place.is_open[5] = 1
    place.ends[0].send((5).to_bytes(2, "big"))  # as it comes where the system has no file left for it
    assert taking.accept() is None
    assert place.load == (True, False, 0)


def test_a_place_that_takes_one_while_another_comes_does_not_stand_still(place_and_taking, monkeypatch):
    place, taking = place_and_taking
    clock = iter([0.0, 0.4, 0.6, 1.0])
    monkeypatch.setattr("web.handing_over.monotonic", lambda: next(clock))
    with socket.create_server(("127.0.0.1", 0)) as listening, ExitStack() as opened:
        address = listening.getsockname()
        first, second = (opened.enter_context(socket.create_connection(address)) for _ in range(2))
        place.hand_over(first, "")
        place.hand_over(second, "")
        taking.accept()[0].close()
        assert not place.stands_still  # at 0.6 the second one waits since 0.4
        assert place.stands_still
        taking.accept()[0].close()


def test_a_connection_that_is_closed_twice_does_not_end_another_of_its_number(place_and_taking):
    place, taking = place_and_taking
    with socket.create_server(("127.0.0.1", 0)) as listening, ExitStack() as opened:
        for _ in range(2):
            opened.enter_context(socket.create_connection(listening.getsockname()))
            with listening.accept()[0] as connection:
                place.hand_over(connection, "")
            taking.handle_accept()
        first, second = taking.active_channels.values()
        first.handle_close()
        place.is_open[0] = 1  # of the next connection, which gets the number that is free
        first.handle_close()
        assert place.load == (True, False, 2)
        second.handle_close()


def test_lines_of_the_log_are_whole_also_where_a_pipe_is_full(place):
    with serving(place) as (server, port), connected(port, *["127.0.0.1"] * 4) as four:
        for _ in range(20):
            four.ask("/" + "%F0%9F%98%80" * 500)  # 6 KB of the log; a pipe has room for 64
        server.terminate()
        log = b"".join(iter(lambda: os.read(server.stderr.fileno(), 1000), b""))
    assert [json.loads(line)["status"] for line in log.splitlines()] == [404] * 80


def test_a_lock_is_of_all_processes_and_given_back_by_one_that_is_killed():
    lock, numbers = SharedLock(), whole_numbers(1)
    if not (pid := os.fork()):
        lock.acquire()
        numbers[0] = 7
        time.sleep(60)
    while not numbers[0]:
        time.sleep(0.01)
    assert not lock.acquire(timeout=0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert lock.acquire(timeout=1)
    lock.release()
