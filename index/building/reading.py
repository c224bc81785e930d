"""Files read in other processes: a document that hangs, crashes or takes too much costs itself, and no other.

When a reader ends at one, another takes over behind it: it goes the same way into the file, past what was read, which
stays closed. Where that ends it, too, before it comes to anything new, the archive around the document is left out.

A reader holds one end of a pipe. What it has read it sends at once, article by article, so that nothing of it is lost
when it ends; where nobody takes what it sends it waits, so no more is read ahead than pipes hold. When its parent
dies, however that happens, it finds the pipe closed, and ends, too.
"""

import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import inf
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self

from index.building.documents import read
from index.errors import PullquoteError
from index.files import Failure, walk
from index.formats.parts import At, Found, Mark, Part, Step, Way, steps, steps_behind
from index.processes import started
from index.sources import digest_of

SECONDS = 10.0  # of work for a document; the slowest known, of 1,000,000 characters with dense marks, takes 3
_BUSY = 3  # times as long by the clock: a page must not be lost because the machine has other things to do
MEMORY = 1_000_000_000  # bytes of addresses of a reader; the most known, of 20 MB of text, are 400,000,000
_GRACE = 2.0  # seconds more until the parent ends a reader that the system should have ended
_NAP = 0.005  # seconds between looks into a pipe: to be woken for each article costs this process and the reader 40 us
_LIVES = 5  # readers that a file may end; it takes each of them the time for a document
_AHEAD = 4  # files that a reader is told at once: their names fit into any pipe, so that telling does not wait

Read = Callable[[str], Part]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read, unless its digest is still the one that is remembered."""

    path: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class _Rest:
    """A file that ended its reader: the thing on this way was not read for this reason; what comes behind it is."""

    path: str
    way: Way
    reason: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that is being read: its digest before that, None if it has none; `same` ones give nothing."""

    path: str
    digest: str | None
    same: bool
    found: Iterator[Found]


class _Ended(PullquoteError):
    """A reader ended before its file did."""


class Reading:
    """Reads files in other processes, in a `with` block. Leaving it ends them at once.

    Args:
        workers: how many processes; they are started as there are files for them.
        read: what reads a file, a function that a process can import, or a `partial` of one.
        seconds: of CPU time in which each document must be read, and three times as many by the clock.
        memory: bytes of addresses that a reader may take, where the system can limit them (Linux).
    """

    def __init__(self, workers: int = 1, read: Read = read, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._workers = [_Worker(read, seconds, memory) for _ in range(workers)]

    def files(self, wanted: Iterable[Wanted]) -> Iterator[File]:
        """Yield the files in their order. What one holds is gone once the next is taken."""
        coming, asked, number = iter(wanted), deque[_Worker](), 0
        while True:
            while len(asked) < _AHEAD * len(self._workers) and (one := next(coming, None)):
                asked.append(self._workers[number % len(self._workers)])
                asked[-1].ask(one)
                number += 1
            if not asked:
                return
            file = asked.popleft().begun()
            yield file
            deque(file.found, maxlen=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.close()


def found_in(paths: Iterable[str], read: Read = read) -> Generator[Found, None, None]:
    """Yield what the files at and under the paths hold, each file read in another process; first what is no file."""
    walked = list(walk(paths))
    yield from (item for item in walked if isinstance(item, Failure))
    with Reading(read=read) as reading:
        for file in reading.files(Wanted(item) for item in walked if isinstance(item, str)):
            yield from file.found


class _Worker:
    """The parent's side of a reader. When the process ends, the file that it was at fails, and another takes over."""

    _pipe: Connection
    _process: BaseProcess | None = None

    def __init__(self, read: Read, seconds: float, memory: int) -> None:
        self._read, self._seconds, self._memory = read, seconds, memory
        self._asked: deque[Wanted | _Rest] = deque()

    def ask(self, wanted: Wanted) -> None:
        """Have a file read after those that were asked for before."""
        self._asked.append(wanted)
        if self._process is None:
            self._start()
        else:
            self._tell(wanted)

    def begun(self) -> File:
        """Return the file that was asked for first."""
        path = self._asked[0].path
        try:
            digest, same = self._message(inf)  # of a file of any size
        except _Ended as error:
            return File(path, None, False, iter([self._lost(str(error))]))
        return File(path, digest, same, self._found())

    def close(self) -> None:
        """End the process at once."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.join()
            process.close()
            self._pipe.close()

    def _found(self) -> Iterator[Found]:
        """Yield what the file holds; where it ends its reader, that, and what the next one finds behind it."""
        at = At()
        for life in range(1, _LIVES + 1):
            try:
                yield from self._rest(at)
                self._asked.popleft()
                return
            except _Ended as error:
                often = f"{error}, the {_LIVES}th time in this file"
                if life == _LIVES or not at.lost():
                    yield self._lost(often if life == _LIVES else str(error))
                    return
                self._asked[0] = _Rest(self._asked[0].path, at.way, str(error))
                self._restart()

    def _rest(self, at: At) -> Iterator[Found]:
        while (step := self._message(self._seconds * _BUSY + _GRACE)) is not None:
            at.take(step)
            if not isinstance(step, Mark):
                yield step

    def _start(self) -> None:
        self._pipe, there = Pipe()
        self._process = started(_work, there, self._read, self._seconds, self._memory)
        there.close()
        for wanted in self._asked:
            self._tell(wanted)

    def _restart(self) -> None:
        """Put another process in the place of the one that ended."""
        self.close()
        if self._asked:
            self._start()

    def _tell(self, wanted: Wanted | _Rest) -> None:
        with suppress(OSError):  # the process has ended, which is found out by reading from it
            self._pipe.send(wanted)

    def _message(self, seconds: float) -> Any:
        """Return what the process sends next.

        Raises:
            _Ended: it sends nothing for so long, or nothing more.
        """
        try:
            if self._comes(seconds):
                return pickle.loads(self._pipe.recv_bytes())  # noqa: S301 our own process wrote it
        except (EOFError, OSError) as error:
            raise _Ended(self._end()) from error
        raise _Ended(self._late())

    def _comes(self, seconds: float) -> bool:
        """Tell whether anything comes within so many seconds."""
        until = monotonic() + seconds
        while not self._pipe.poll():
            if monotonic() > until:
                return False
            sleep(_NAP)
        return True

    def _lost(self, error: str) -> Failure:
        """Give a file up that a process ended at; return what became of it."""
        path = self._asked.popleft().path
        self._restart()
        return Failure(path, f"{error}: left out from there on", lasting=False)

    def _end(self) -> str:
        """Return how the process ended, which it did."""
        status = self._status()
        if status and -status in (getattr(signal, name, None) for name in ("SIGPROF", "SIGALRM")):
            return self._late()
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        return f"the process that read it ended ({how}: it crashed, or was out of memory)"

    def _status(self) -> int:
        if self._process:
            self._process.join(_GRACE)
        return (self._process and self._process.exitcode) or 0

    def _late(self) -> str:
        return f"took over {self._seconds:g} s for one article"


def _work(pipe: Connection, read: Read, seconds: float, memory: int) -> None:
    """Read what the parent asks for until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory)
    send = partial(_send, pipe)
    with suppress(EOFError, OSError, MemoryError):
        while True:
            for step in _timed(_steps(pipe.recv(), read, send), seconds):
                send(step)
            send(None)


def _steps(asked: Wanted | _Rest, read: Read, send: Callable[[object], None]) -> Iterator[Step]:
    """Yield what was asked for, once its digest is sent."""
    if isinstance(asked, _Rest):
        return steps_behind(read(asked.path), asked.way, asked.reason)
    digest = digest_of(asked.path)
    same = digest is not None and digest == asked.digest
    send((digest, same))
    return iter(()) if same else steps(read(asked.path))


def _send(pipe: Connection, message: object) -> None:
    pipe.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))


def _timed(items: Iterator[Step], seconds: float) -> Iterator[Step]:
    """Yield the steps; where the next takes too long the system ends this process, whatever it is doing.

    The parent would, too, but not for a reader whose file it has not come to, and not when it is gone itself.
    """
    while True:
        _alarm(seconds)
        item = next(items, None)
        _alarm(0)
        if item is None:
            return
        yield item


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * _BUSY)


def _limit_memory(size: int) -> None:
    """Have what takes more addresses fail with a MemoryError; macOS and Windows have no such limit."""
    if sys.platform == "linux":
        import resource

        with suppress(ValueError, OSError):  # a lower limit is set already
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
