"""Whose request a process answers next, where clients are told apart: his for whom it has worked least of late.

Requests wait here and not in a thread. One client has half of the threads at most. A quarter is for all of those
together for whom much was done, and for whom nothing was: who asks for what is dear, from however many addresses,
leaves threads to those who are known for asking little. What is read for long, as an export is, keeps nobody waiting.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic, thread_time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher

from web.clients import Networks, client_of, subscriber

_HALVED = 10.0  # seconds in which what was done for a client comes to count half
_MUCH = 1.0  # seconds of work: a search that is as dear as can be takes longer
_LITTLE = 0.001  # seconds of work that are forgotten
_LONG = 5.0  # seconds: a search takes less, so that it is for who reads the answer that the thread waits


def fair_dispatcher(threads: int, proxies: Networks, clock: Callable[[], float] = monotonic) -> ThreadedTaskDispatcher:
    """Return the threads of a process, which answer what is asked in the order of `Waiting`."""
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.queue = Waiting(threads, lambda channel: _client_of(channel, proxies), dispatcher.lock, clock)
    dispatcher.set_thread_count(threads)
    return dispatcher


def look_again(dispatcher: ThreadedTaskDispatcher) -> None:
    """Have a thread that is idle begin what waits, if it may begin now: for some it is enough that time goes on."""
    with dispatcher.lock:
        if dispatcher.queue:
            dispatcher.queue_cv.notify()


def _client_of(channel: HTTPChannel, proxies: Networks) -> str:
    """Return from whom the next request of a connection comes."""
    headers = channel.requests[0].headers
    environ = {"REMOTE_ADDR": channel.addr[0], "HTTP_X_FORWARDED_FOR": headers.get("X_FORWARDED_FOR", "")}
    return subscriber(client_of(environ, proxies))


class Waiting:
    """The connections whose requests wait for a thread, in place of the deque of a dispatcher, which locks it."""

    def __init__(
        self, threads: int, client_of: Callable[[Any], str], lock: Lock, clock: Callable[[], float] = monotonic
    ) -> None:
        """Take how many threads there are, what tells whose the request of a connection is, and the lock."""
        self._half, self._quarter = max(1, threads // 2), max(1, threads // 4)
        self._client_of, self._lock, self._clock = client_of, lock, clock
        self._tasks: dict[str, deque[Any]] = {}
        self._begun: list[tuple[str, float]] = []  # whose requests are being answered, and since when
        self._work = Work(clock)

    def __len__(self) -> int:
        """Return how many wait; 0 also where all of them wait for other requests of their clients."""
        return sum(map(len, self._tasks.values())) if self._next() else 0

    def append(self, task: Any) -> None:
        """Have a connection wait."""
        self._tasks.setdefault(self._client_of(task), deque()).append(task)

    def popleft(self) -> Begun:
        """Return what is to be answered next.

        Raises:
            IndexError: there is nothing.
        """
        client = self._next()
        if client is None:
            raise IndexError
        task = self._tasks[client].popleft()
        if not self._tasks[client]:
            del self._tasks[client]
        begun = client, self._clock()
        self._begun.append(begun)
        return Begun(task, lambda seconds: self._end(begun, seconds))

    def _next(self) -> str | None:
        """Return the client whose turn it is; None where nobody's may be answered now."""
        return min(filter(self._has_place, self._tasks), key=self._work.of, default=None)

    def _has_place(self, client: str) -> bool:
        if sum(one == client for one, _ in self._begun) >= self._half:
            return False
        return self._work.is_little(client) or self._others() < self._quarter

    def _others(self) -> int:
        """Return how many requests are being searched for of those who are not known for asking little."""
        late = self._clock() - _LONG
        return sum(since > late and not self._work.is_little(one) for one, since in self._begun)

    def _end(self, begun: tuple[str, float], seconds: float) -> None:
        with self._lock:
            self._work.add(begun[0], seconds)
            self._begun.remove(begun)


class Begun:
    """A request that is being answered; when it is, what that took is told."""

    def __init__(self, task: Any, end: Callable[[float], None]) -> None:
        self._task, self._end = task, end
        self.cancel = task.cancel

    def service(self) -> None:
        """Answer it."""
        started = thread_time()
        try:
            self._task.service()
        finally:
            self._end(thread_time() - started)


class Work:
    """What was done for each client of late, in seconds of the processor."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._done: dict[str, tuple[float, float]] = {}  # and when it was so much; who came last stands last

    def of(self, client: str) -> float:
        """Return what was done for a client; it halves as time goes on."""
        done, then = self._done.get(client, (0.0, 0.0))
        return float(done * 0.5 ** ((self._clock() - then) / _HALVED)) if done else 0.0

    def is_little(self, client: str) -> bool:
        """Tell whether something was done for a client, and not much."""
        return 0 < self.of(client) <= _MUCH

    def add(self, client: str, seconds: float) -> None:
        """Add to it, and forget those for whom nearly nothing was done of late."""
        done = self.of(client) + seconds
        self._done.pop(client, None)
        self._done[client] = done, self._clock()
        for one in list(self._done)[:2]:  # those who have not come for the longest time
            if self.of(one) < _LITTLE:
                del self._done[one]
