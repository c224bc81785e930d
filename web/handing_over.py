"""How a connection that one process accepts comes to another, which serves it: a file sent over a pair of sockets."""

from __future__ import annotations

import operator
import os
import signal
import socket
from dataclasses import dataclass, field
from itertools import compress, repeat
from math import inf
from mmap import mmap
from time import monotonic
from typing import Any

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

MOST = 1_000  # connections of one process
_NUMBER = 2  # bytes of a connection's number
_MOMENT = 0.5  # seconds in which a process takes what is handed to it
_HANDED, _TAKEN = 1, 2


@dataclass(eq=False)
class Place:
    """What a process serves in, and the one that takes its place when it ends: what was handed to it is not lost."""

    address: Any  # of the first socket that accepts
    ends: tuple[socket.socket, socket.socket] = field(default_factory=socket.socketpair)  # ours, and the process's
    # Of each connection that is open, by its number: we write _HANDED, and the process _TAKEN, and in the end 0.
    is_open: mmap = field(default_factory=lambda: mmap(-1, MOST))
    clients: list[str] = field(default_factory=lambda: [""] * MOST)  # by the same numbers
    pid: int = 0
    began: float = 0.0
    handed: list[float] = field(default_factory=lambda: [0.0] * MOST)  # when it was, by the same numbers
    status: int = 0  # of the last process here: below 0 the signal that ended it

    @property
    def load(self) -> tuple[bool, bool, int]:
        """Whether nobody serves, or takes what is handed over; how many connections are open: the least is the best."""
        return not self.pid, self.stands_still, MOST - self.is_open[:].count(0)

    @property
    def is_full(self) -> bool:
        """Whether it has as many connections as it can."""
        return 0 not in self.is_open[:]

    @property
    def stands_still(self) -> bool:
        """Whether the process has not taken a connection for a moment, as one that is stopped."""
        waiting = compress(self.handed, map(_HANDED.__eq__, self.is_open[:]))
        return monotonic() > min(waiting, default=inf) + _MOMENT

    def of(self, client: str) -> int:
        """Return how many connections of a client are open."""
        return sum(map(operator.eq, compress(self.clients, self.is_open[:]), repeat(client)))

    def hand_over(self, connection: socket.socket, client: str) -> None:
        """Hand a connection to the process."""
        number = self.is_open.find(b"\0")
        self.is_open[number], self.clients[number], self.handed[number] = _HANDED, client, monotonic()
        try:
            told = [number.to_bytes(_NUMBER, "big")]
            socket.send_fds(self.ends[0], told, [connection.fileno()], socket.MSG_DONTWAIT)
        except OSError:  # it has hundreds to take yet, and does not: who comes is turned away, as by a full queue
            self.is_open[number] = 0

    def has_ended(self) -> bool:
        """Tell whether no process serves here."""
        ended, status = os.waitpid(self.pid, os.WNOHANG) if self.pid else (0, 0)
        if ended:
            self.pid, self.is_open[:], self.status = 0, bytes(MOST), os.waitstatus_to_exitcode(status)
        return not self.pid

    @property
    def how(self) -> str:
        """How the last process here ended."""
        return signal.Signals(-self.status).name if self.status < 0 else f"status {self.status}"


class Handed(TcpWSGIServer):  # type: ignore[misc]
    """Takes the connections that are handed to a place, and tells which of them are closed."""

    def __init__(self, app: Flask, sockets: dict[int, Any], manners: Adjustments, threads: Any, place: Place) -> None:
        self._place, self.number = place, 0
        super().__init__(app, sockets, False, place.ends[1], threads, manners, bind_socket=False)
        self.channel_class = _Channel
        self.accepting = True

    def getsockname(self) -> tuple[str, str]:
        return self._place.address[0], str(self._place.address[1])

    def accept(self) -> tuple[socket.socket, Any] | None:
        try:
            number, files, _, _ = socket.recv_fds(self.socket, _NUMBER, 1)
        except BlockingIOError:
            return None
        if not number:
            return None
        self.number = int.from_bytes(number, "big")
        self._place.is_open[self.number] = _TAKEN
        try:
            return self._connection(files)
        except (IndexError, OSError):  # the system lets us have no more files, or who came is gone again
            self.tell_closed(self.number)
            return None

    def _connection(self, files: list[int]) -> tuple[socket.socket, Any]:
        connection = socket.socket(fileno=files[0])
        try:
            return connection, connection.getpeername()
        except OSError:
            connection.close()
            raise

    def tell_closed(self, number: int) -> None:
        """Tell that a connection is closed."""
        self._place.is_open[number] = 0

    def handle_close(self) -> None:
        """Stop in good order: the process that hands connections over is gone."""
        os.kill(os.getpid(), signal.SIGTERM)
        self.close()


class _Channel(HTTPChannel):  # type: ignore[misc]
    def __init__(self, server: Handed, *more: Any, **options: Any) -> None:
        self._number: int | None = server.number
        super().__init__(server, *more, **options)

    def del_channel(self, *options: Any) -> None:
        super().del_channel(*options)
        if self._number is not None:  # waitress may close it twice, and the number may be another one's by then
            self.server.tell_closed(self._number)
            self._number = None
