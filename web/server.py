"""The server behind `pullquote serve`: waitress, with a loop that lets go of who stalls and stops in good order.

It is one process, or several that `web.processes` starts and hands connections to.
"""

import gc
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from time import time
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher

from index.errors import PullquoteError
from web.batch import MAX_BYTES
from web.clients import Networks
from web.fairness import fair_dispatcher, look_again
from web.handing_over import Handed, Place
from web.processes import Processes
from web.request_log import log_to_stderr

STALLED = 20  # seconds in which a client takes not a byte of its answer
_STOPPING = 10  # seconds that requests under way have to end

# Who says nothing for a while is let go, so that nobody can take all places. What is somewhat too large is refused by
# the application, in its own words; so are the headers of proxies, which it trusts by their addresses.
_MANNERS = {
    "ident": None,
    "max_request_body_size": 4 * MAX_BYTES,
    "channel_timeout": STALLED,
    "cleanup_interval": 5,
    "channel_request_lookahead": 1,  # so that it is seen who goes away while he waits: he is not answered
    "connection_limit": 1_000,
    "clear_untrusted_proxy_headers": False,
}

# What the system buffers of an answer counts as taken. On loopback that would grow to megabytes, and who reads 60 KB a
# second would seem to take nothing for longer than STALLED.
_BUFFER = 1 << 17

_FILES = 4_096  # 1,000 connections, and two files for each of an index's segments

Sockets = dict[int, Any]


def run(
    app: Flask,
    host: str,
    port: int,
    threads: int,
    ready: Callable[[str], None],
    processes: int = 1,
    proxies: Networks | None = None,
    close: Callable[[], None] = lambda: None,
) -> None:
    """Serve until Ctrl-C or SIGTERM; requests under way are answered if that takes no longer than 10 s.

    Args:
        port: 0 for any that is free.
        threads: of each process that serves.
        ready: called with the address once connections are accepted.
        processes: how many serve; more than one where `web.processes.POSSIBLE`, and where this one has no other thread.
        proxies: whose word is taken for who asks, where what is done for one client is bounded (`web.fairness`).
        close: lets go of the index's files; what is asked after that opens them again, and checks them.

    Raises:
        PullquoteError: the address is taken or is not this machine's.
    """
    _have_files()
    with ExitStack() as opened:
        listening = [opened.enter_context(one) for one in _bound(host, port)]
        shown = f"[{host}]" if ":" in host else host
        told = partial(ready, f"http://{shown}:{listening[0].getsockname()[1]}/")
        gc.collect()
        gc.freeze()  # the modules and the application stay: what looks for garbage need not look at them again
        answering = partial(_answering, threads, proxies)
        if processes > 1:
            serve = partial(_serve_at, app, answering, close)
            Processes(processes, listening, serve, _STOPPING, proxies).run(told)
        else:
            log_to_stderr()
            _serve(partial(create_server, app, _dispatcher=answering(), sockets=listening, **_MANNERS), told)


def _have_files() -> None:
    """Be allowed as many open files as _FILES, where a process may: the usual 1,024 are the connections' alone."""
    if sys.platform != "win32":
        import resource

        some, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        allowed = _FILES if most == resource.RLIM_INFINITY else min(_FILES, most)
        if some != resource.RLIM_INFINITY and some < allowed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))


def _answering(threads: int, proxies: Networks | None) -> ThreadedTaskDispatcher:
    """Return the threads of a process that answer."""
    if proxies is not None:
        return fair_dispatcher(threads, proxies)
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    return dispatcher


def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """Yield what accepts at an address; of a name there may be several."""
    try:
        for family, kind, protocol, address in Adjustments(host=host, port=port).listen:
            one = socket.socket(family, kind, protocol)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
            one.bind(address)
            yield one
    except (OSError, ValueError) as error:
        raise PullquoteError(f"cannot serve on {host}:{port} ({error}): choose another with --port") from error


def _serve_at(
    app: Flask, answering: Callable[[], ThreadedTaskDispatcher], close: Callable[[], None], place: Place
) -> None:
    """Serve as one of several processes.

    The one before may have ended as a mapped file of the index was cut short: that would end this one, too.
    """
    if place.status == -signal.SIGBUS:
        close()
    manners, threads = Adjustments(**_MANNERS), answering()
    _serve(lambda map: Handed(app, map, manners, threads, place), lambda: None, (signal.SIGTERM,))


def _serve(
    make: Callable[..., Any], ready: Callable[[], None], signals: tuple[int, ...] = (signal.SIGTERM, signal.SIGINT)
) -> None:
    """Serve with what waitress makes until one of some signals."""
    sockets: Sockets = {}
    server = make(map=sockets)
    loop, told = _Loop(sockets), _Told(sockets)
    for number in signals:
        signal.signal(number, told.stop)
    ready()
    while not told.to_stop:
        loop.turn()
        look_again(server.task_dispatcher)
    loop.stop()
    server.task_dispatcher.shutdown(timeout=1)
    wasyncore.close_all(sockets)


class _Told:
    """Whether a signal has told the server to stop. A second Ctrl-C stops it at once."""

    def __init__(self, sockets: Sockets) -> None:
        self.to_stop = False
        self._sockets = sockets

    def stop(self, *_: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.to_stop = True
        for server in _listening(self._sockets):
            server.pull_trigger()  # wakes the loop


class _Loop:
    """Reads and writes what can be; ends the connections whose clients stall: each holds a place, if not a thread."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets
        # Who has not taken all that is ready: when he took something last, and since when that is so. What is computed
        # for long is ready late, so that the first of the two alone says nothing.
        self._waiting: dict[HTTPChannel, tuple[float, float]] = {}

    def turn(self, seconds: float = 1) -> None:
        """Wait for so long at most until something can be read or written."""
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._sockets, count=1)
        now = time()
        slow = [one for one in _channels(self._sockets) if one.total_outbufs_len]
        self._waiting = {one: self._state(one, now) for one in slow}
        for channel, (_, since) in self._waiting.items():
            if since < now - STALLED:
                channel.handle_close()

    def _state(self, channel: HTTPChannel, now: float) -> tuple[float, float]:
        known = self._waiting.get(channel)
        return known if known and known[0] == channel.last_activity else (channel.last_activity, now)

    def stop(self) -> None:
        """Accept nothing more, and go on until all is answered, or the time is over."""
        for server in _listening(self._sockets):
            wasyncore.dispatcher.close(server)
        until = time() + _STOPPING
        while time() < until and any(list(map(_is_busy, _channels(self._sockets)))):
            self.turn(seconds=0.1)


def _is_busy(channel: HTTPChannel) -> bool:
    """Tell whether a client awaits something; who does not is let go of."""
    if channel.requests or channel.total_outbufs_len:
        return True
    channel.will_close = True
    return False


def _channels(sockets: Sockets) -> Iterator[HTTPChannel]:
    return (one for one in list(sockets.values()) if isinstance(one, HTTPChannel))


def _listening(sockets: Sockets) -> list[BaseWSGIServer]:
    return [one for one in sockets.values() if isinstance(one, BaseWSGIServer)]
