"""Whose request is answered next: who asks for little is not kept waiting by who asks for much."""

from ipaddress import ip_network
from threading import Event, Lock
from types import SimpleNamespace

import pytest

from web import fairness
from web.fairness import Waiting, Work, fair_dispatcher, look_again


class Asked:
    """A request of a client."""

    def __init__(self, client):
        self.client = client

    def service(self):
        pass

    def cancel(self):
        pass


@pytest.fixture
def waiting():
    """Return what waits for one of eight threads: little was done for ann of late, much for bob, nothing for others."""
    waiting = Waiting(8, lambda task: task.client, Lock())
    waiting._work.add("ann", 0.02)
    waiting._work.add("bob", 1.5)
    return waiting


def begun(waiting, clients):
    """Return of whom requests are begun, in that order, as long as there are places."""
    for client in clients.split():
        waiting.append(Asked(client))
    order = []
    while waiting:
        order.append(waiting.popleft()._task.client)
    return " ".join(order)


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        pytest.param("ann ann ann", "ann ann ann", id="as-they-come"),
        pytest.param("bob ann", "ann bob", id="whom-little-was-done-for-is-first"),
        pytest.param("ann eve", "eve ann", id="whom-nothing-was-done-for-is-first"),
        pytest.param("ann ann ann ann ann", "ann ann ann ann", id="half-of-the-threads-for-one"),
        pytest.param("bob bob bob", "bob bob", id="a-quarter-for-one-who-asks-much"),
        pytest.param("eve dan kim bob", "eve dan", id="a-quarter-for-all-who-are-not-known"),
        pytest.param("bob eve dan ann ann", "eve dan ann ann", id="and-the-rest-for-who-is-known"),
    ],
)
def test_s9_who_asks_for_what_is_dear_leaves_threads_to_others(waiting, asked, order):
    assert begun(waiting, asked) == order


def test_s9_who_waits_for_his_own_requests_comes_when_they_are_answered(waiting):
    for _ in range(3):
        waiting.append(Asked("bob"))
    first, _ = waiting.popleft(), waiting.popleft()
    assert not waiting
    first.service()
    assert begun(waiting, "") == "bob"


def test_who_reads_an_answer_for_long_keeps_nobody_waiting():
    times = [0.0]
    waiting = Waiting(4, lambda task: task.client, Lock(), clock=lambda: times[0])
    assert begun(waiting, "eve dan") == "eve"
    times[0] = 6.0
    assert begun(waiting, "eve eve") == "dan"
    times[0] = 12.0
    assert begun(waiting, "") == "eve"
    times[0] = 18.0
    assert begun(waiting, "") == ""  # half of the threads are his


def test_what_was_done_is_forgotten_as_time_goes_on():
    times = [0.0]
    work = Work(clock=lambda: times[0])
    work.add("ann", 1.6)
    assert (work.of("ann"), work.is_little("ann"), work.is_little("eve")) == (1.6, False, False)
    times[0] = 10.0
    assert (work.of("ann"), work.is_little("ann")) == (pytest.approx(0.8), True)
    times[0] = 1_000.0
    work.add("bob", 1)
    work.add("bob", 1)
    assert list(work._done) == ["bob"]


def test_a_request_is_the_work_of_who_sent_it_through_a_trusted_proxy():
    request = SimpleNamespace(headers={"X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7"})
    channel = SimpleNamespace(requests=[request], addr=("10.0.0.1", 1234))
    assert fairness._client_of(channel, (ip_network("10.0.0.0/8"),)) == "198.51.100.7"
    assert fairness._client_of(channel, ()) == "10.0.0.1"


class Sent(Asked):
    """The same with what a connection knows of it."""

    addr = ("192.0.2.1", 1)
    requests = (SimpleNamespace(headers={}),)


def test_a_thread_that_is_idle_begins_what_had_to_wait_for_time_to_pass():
    times, ended, answered = [0.0], Event(), Event()

    class Slow(Sent):
        def service(self):
            ended.wait(10)

    class Quick(Sent):
        addr = ("192.0.2.2", 1)

        def service(self):
            answered.set()

    dispatcher = fair_dispatcher(4, (), clock=lambda: times[0])
    dispatcher.add_task(Slow("eve"))
    dispatcher.add_task(Quick("dan"))
    assert not answered.wait(0.1)
    times[0] = 6.0
    look_again(dispatcher)
    assert answered.wait(10)
    ended.set()
    assert dispatcher.shutdown(timeout=5)


def test_threads_answer_what_waits():
    answered, done = [], Lock()
    done.acquire()

    class Told(Sent):
        def service(self):
            answered.append(self.client)
            if len(answered) == 9:
                done.release()

    dispatcher = fair_dispatcher(2, ())
    for number in range(9):
        dispatcher.add_task(Told(number))
    assert done.acquire(timeout=10)
    assert dispatcher.shutdown(timeout=5)
    assert answered == list(range(9))
