"""Several processes that serve: one accepts connections, and hands each to the one of the others that has the fewest.

Each runs Python on a core of its own. Where processes accept for themselves, which of them does is chance, and so it is
with SO_REUSEPORT: of 16 connections that stay open one would have 11, and its clients would wait twice as long.
"""

from __future__ import annotations

import json
import logging
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from time import monotonic, sleep
from typing import Any, NoReturn

from web.clients import Address, Networks, address_of, is_within, subscriber
from web.handing_over import MOST, Place
from web.request_log import log_to_stderr
from web.shared import Turns

POSSIBLE = sys.platform == "linux"  # elsewhere a fork is not there, or not safe with the system's own libraries
_AGAIN = 1.0  # seconds from the start of a process to that of the one in its place, at least
_PATIENCE = 3.0  # seconds that a process has to end, more than the requests that it answers have
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_log = logging.getLogger("pullquote.web")

Serve = Callable[[Place], None]


class Processes:
    """The processes that serve, and this one, which accepts for them and starts another where one ends."""

    def __init__(
        self, count: int, listening: Sequence[socket.socket], serve: Serve, stopping: float, proxies: Networks | None
    ) -> None:
        """Take how many there are, what is bound to an address, what serves at a place until SIGTERM, and more.

        Args:
            stopping: seconds that requests under way have to end.
            proxies: where one client's connections go to one process, those addresses that are none; else None.
        """
        self._listening = {one.fileno(): one for one in listening}
        self._places = [Place(listening[0].getsockname()) for _ in range(count)]
        self._serve, self._stopping, self._is_told = serve, stopping, False
        self._proxies, self._log_turns = proxies, Turns()

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until SIGTERM or Ctrl-C; a second Ctrl-C ends all at once."""
        woken, waking = socket.socketpair()
        waking.setblocking(False)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        for number in (*_SIGNALS, signal.SIGCHLD):
            signal.signal(number, self._hear)
        poll = select.poll()
        for file in (woken.fileno(), *self._listening):
            poll.register(file, select.POLLIN)
        try:
            self._replace()
            for one in self._listening.values():
                one.listen(MOST)
            ready()
            while not self._is_told:
                self._turn(poll, woken)
            self._stop()
        finally:
            self._tell(signal.SIGKILL)

    def _hear(self, number: int, _: object) -> None:
        if number in _SIGNALS:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            self._is_told = True

    def _turn(self, poll: select.poll, woken: socket.socket) -> None:
        for file, _ in poll.poll(1000 * _AGAIN):
            if file in self._listening:
                self._hand_over(self._listening[file])
            else:
                woken.recv(100)
        self._replace()

    def _hand_over(self, listening: socket.socket) -> None:
        least = min(self._places, key=lambda place: place.load)
        if least.is_full:
            sleep(0.1)  # others wait in the system's queue
            return
        try:
            connection, address = listening.accept()
        except OSError:  # who came is gone again
            return
        with connection:
            client = self._client_at(address_of(address[0]))
            (self._place_of(client) or least).hand_over(connection, client)

    def _client_at(self, address: Address | None) -> str:
        """Return the client at an address; nothing where clients are not told apart, and for a proxy of many."""
        return "" if self._proxies is None or is_within(address, self._proxies) else subscriber(address)

    def _place_of(self, client: str) -> Place | None:
        """Return where a client has connections, so that whatever he asks for slows one process alone."""
        if not client:
            return None
        place = max(self._places, key=lambda place: place.of(client))
        return place if place.of(client) and place.pid and not place.is_full else None

    def _replace(self) -> None:
        """Start a process at each place that has none; one that ends again and again is started once a second."""
        for place in self._places:
            if place.has_ended() and monotonic() > place.began + _AGAIN:
                self._start(place)

    def _start(self, place: Place) -> None:
        is_first, place.began = not place.began, monotonic()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            place.pid = os.fork()
            if not place.pid:
                self._be(place, before, is_first)
        except OSError as error:  # no memory now; the others go on, and it is tried again
            print(json.dumps({"level": "error", "message": f"no process can be started: {error}"}), file=sys.stderr)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _be(self, place: Place, signals: Any, is_first: bool) -> NoReturn:
        """Be the process that serves at a place."""
        status = 1
        try:
            self._part_from(place)
            signal.pthread_sigmask(signal.SIG_SETMASK, signals)
            log_to_stderr(self._log_turns)
            if not is_first:
                _log.error(f"a process of the server ended ({place.how}): this one takes its place")
            self._serve(place)
            status = 0
        except KeyboardInterrupt:
            pass
        except BaseException:
            _log.exception("a process of the server fails")
        finally:
            logging.shutdown()
            os._exit(status)

    def _part_from(self, place: Place) -> None:
        """Let go of what is the other processes': as long as it is held, nobody sees that one of them is gone."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all: who accepts says what follows
        for one in (*self._listening.values(), *(end for each in self._places for end in each.ends)):
            if one is not place.ends[1]:
                one.close()

    def _stop(self) -> None:
        for one in self._listening.values():
            one.close()
        self._tell(signal.SIGTERM)
        until = monotonic() + self._stopping + _PATIENCE
        while not all(place.has_ended() for place in self._places) and monotonic() < until:
            sleep(0.01)

    def _tell(self, number: signal.Signals) -> None:
        for place in self._places:
            if place.pid:  # that has ended or not: its number is nobody else's before it is waited for
                os.kill(place.pid, number)
