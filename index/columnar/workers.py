"""Several processes that write segments. Their parent alone says what is deleted, and commits.

Orders go to a worker by the id of their article, so those for one id stay in their order. A worker holds one end of a
pipe: when its parent dies, however that happens, it reads the end of the pipe and ends, too.
"""

import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Full, Queue
from threading import Thread
from zlib import crc32

from index.columnar.feed import Feed, Flushed, Order
from index.errors import IndexUnavailable
from index.processes import secluded

LEAST = 80_000_000  # bytes of memory for a worker: half of them are Python's and NumPy's own
_PIECE = 1 << 18  # characters of articles that are handed over at once
_WAITING = 16  # pieces that wait while a worker writes a segment
_PATIENCE = 0.2  # seconds between looks at a worker that takes nothing
_FLUSH = b""  # in place of a piece


class Workers:
    """A Feed that is several processes."""

    def __init__(self, location: Path, memory: int, count: int) -> None:
        self._workers = [_Worker(location, memory // count) for _ in range(count)]

    def take(self, order: Order) -> list[Flushed]:
        """See Feed.take: what is returned came of earlier orders, and what is raised befell them."""
        name = order if isinstance(order, str) else order.id
        worker = self._workers[crc32(name.encode("utf-8", "surrogatepass")) % len(self._workers)]
        worker.take(order)
        _raise_first(worker.complaints())
        return worker.collected()

    def flush(self) -> Iterator[Flushed]:
        """See Feed.flush. What one of them cannot write does not hold up the others."""
        for worker in self._workers:
            worker.ask_to_flush()
        for worker in self._workers:
            worker.await_flush()
            yield from worker.collected()
        _raise_first([error for worker in self._workers for error in worker.complaints()])

    def close(self) -> None:
        """End the processes; what they have not written is gone."""
        for worker in self._workers:
            worker.close()


class _Worker:
    """The parent's side of a worker. All of it raises IndexUnavailable when the process has ended."""

    def __init__(self, location: Path, memory: int) -> None:
        context = get_context("spawn")  # a program that indexes may have threads, and a fork of such a one can hang
        self._pipe, there = context.Pipe()
        self._process = context.Process(target=_work, args=(there, location, memory), daemon=True)
        with secluded():
            self._process.start()
        there.close()
        self._orders: list[Order] = []
        self._size = 0
        self._pieces: Queue[bytes | None] = Queue(_WAITING)
        self._replies: list[Flushed] = []
        self._errors: list[Exception] = []
        self._asked = 0
        self._sender = Thread(target=self._send, daemon=True)
        self._sender.start()

    def take(self, order: Order) -> None:
        self._orders.append(order)
        self._size += len(order) if isinstance(order, str) else len(order.body)
        if self._size > _PIECE:
            self._hand_over()

    def collected(self) -> list[Flushed]:
        """Return what it wrote that was not returned before."""
        found, self._replies = self._replies, []
        return found

    def complaints(self) -> list[Exception]:
        """Return what went wrong since it last wrote all that it had and was not returned before."""
        errors, self._errors = self._errors, []
        return errors

    def ask_to_flush(self) -> None:
        self._hand_over()
        self._queue(_FLUSH)
        self._asked += 1

    def await_flush(self) -> None:
        while self._asked:
            self._receive()

    def close(self) -> None:
        self._process.terminate()
        self._process.join()
        with suppress(Full):
            self._pieces.put_nowait(None)
        self._sender.join()
        self._pipe.close()

    def _hand_over(self) -> None:
        orders, self._orders, self._size = self._orders, [], 0
        self._queue(pickle.dumps(orders, pickle.HIGHEST_PROTOCOL))

    def _queue(self, piece: bytes) -> None:
        """Give a piece to the sender, which may have to wait for the worker; meanwhile take its replies."""
        while True:
            while self._pipe.poll():
                self._receive()
            with suppress(Full):
                return self._pieces.put(piece, timeout=_PATIENCE)

    def _receive(self) -> None:
        try:
            reply: Flushed | Exception | bool = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise self._lost() from error
        if isinstance(reply, Flushed):
            self._replies.append(reply)
        elif isinstance(reply, Exception):
            self._errors.append(reply)
        else:
            self._asked -= 1
            self._errors = [] if reply else self._errors

    def _lost(self) -> IndexUnavailable:
        self._process.join(_PATIENCE)
        return IndexUnavailable(
            f"a worker process ended (status {self._process.exitcode}: killed, or out of memory); what was committed "
            "before is intact: run again, with fewer --workers if the machine is short of memory"
        )

    def _send(self) -> None:
        with suppress(OSError):  # the worker has ended, which is found out by reading from it
            while (piece := self._pieces.get()) is not None:
                self._pipe.send_bytes(piece)


def _raise_first(errors: Sequence[Exception]) -> None:
    if errors:
        raise errors[0]


def _work(pipe: Connection, location: Path, memory: int) -> None:
    """Do what the parent asks until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    feed = Feed(location, memory)
    with suppress(EOFError, OSError):
        while True:
            if piece := pipe.recv_bytes():
                for order in pickle.loads(piece):  # noqa: S301 our parent wrote it
                    _reply(pipe, partial(feed.take, order))
            else:
                pipe.send(_reply(pipe, feed.flush))


def _reply(pipe: Connection, act: Callable[[], list[Flushed]]) -> bool:
    """Send what comes of it, or what goes wrong; tell which of the two."""
    try:
        for flushed in act():
            pipe.send(flushed)
    except Exception as error:
        pipe.send(error)
        return False
    return True
