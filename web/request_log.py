"""The server's log: a line of JSON for each request, and for whatever else is logged.

By the standard library: structlog would bring its own way to configure what is here one formatter of ten lines.
"""

import json
import logging
import queue
import re
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from threading import Thread
from time import monotonic, perf_counter, sleep
from typing import Any

ROUTE = "pullquote.route"  # of the environment: the rule that a path follows, which names no speaker and no article
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST = 500  # characters of a path or a query
_WAITING = 10_000  # lines
_log = logging.getLogger("pullquote.requests")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Return the id of the request that is being answered, as its line in the log has it."""
    return _request_id.get()


class RequestLog:
    """What logs each answer of an application, and gives each request an id: the client's own where it is sane."""

    def __init__(self, application: Application, *, queries: bool = False) -> None:
        """Take the application; `queries` adds what is asked for, which tells of people's interests."""
        self._application, self._queries = application, queries

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        started, given = perf_counter(), environ.get("HTTP_X_REQUEST_ID", "")
        told: dict[str, Any] = {}
        name = given if _SANE.fullmatch(given) else secrets.token_hex(8)
        _request_id.set(name)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told.update(status=int(status[:3]), size=dict(headers).get("Content-Length"))
            return start_response(status, [*headers, ("X-Request-ID", name)], *more)

        def write(size: int) -> None:
            taken = round((perf_counter() - started) * 1000, 1)
            line = {**self._asked(environ), "status": told["status"], "bytes": size, "ms": taken}
            _log.info("request", extra={"told": line})

        answer = self._application(environ, start)
        if told["size"] is None:
            return _Counted(answer, write)
        write(0 if environ["REQUEST_METHOD"] == "HEAD" else int(told["size"]))
        return answer

    def _asked(self, environ: Environ) -> dict[str, str]:
        method, path = environ["REQUEST_METHOD"], _text(environ.get("PATH_INFO", ""))
        if self._queries:
            return {"method": method, "path": path, "query": _text(environ.get("QUERY_STRING", ""))}
        return {"method": method, "path": environ.get(ROUTE) or path}


class _Counted:
    """An answer that is streamed; it is logged when it is over: read, given up, or cut off."""

    def __init__(self, answer: Iterable[bytes], write: Callable[[int], None]) -> None:
        self._answer, self._write, self._size = answer, write, 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._answer:
            self._size += len(piece)
            yield piece

    def close(self) -> None:
        if hasattr(self._answer, "close"):
            self._answer.close()
        self._write(self._size)


class Lines(logging.Formatter):
    """Makes one line of JSON of what is logged: control characters are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        line = {"time": f"{moment:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z", "level": record.levelname.lower()}
        if request_id():
            line["request_id"] = request_id()
        line |= getattr(record, "told", None) or {"message": record.getMessage()}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line).replace("\x7f", "\\u007f")


class Unwaiting(logging.Handler):
    """Writes to the standard error in a thread of its own: a terminal or a pipe that nobody reads stops no answer.

    What is too much for it is left out, and counted.
    """

    def __init__(self, turns: AbstractContextManager[None]) -> None:
        """Take the turns of the processes that write to it: a pipe would mix what is longer than 4 KB."""
        super().__init__()
        self._turns = turns
        self._lines: queue.Queue[str] = queue.Queue(_WAITING)
        self._lost = 0
        Thread(target=self._write, name="log", daemon=True).start()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._lines.put_nowait(self.format(record))
        except queue.Full:
            self._lost += 1

    def flush(self) -> None:
        """Wait until all is written, but no longer than a second."""
        until = monotonic() + 1
        while self._lines.unfinished_tasks and monotonic() < until:
            sleep(0.01)

    def _write(self) -> None:
        while True:
            line = self._lines.get()
            if lost := self._lost:
                self._lost -= lost
                line = f'{{"level": "warning", "message": "{lost} lines are lost: nobody read them"}}\n{line}'
            try:
                with self._turns:
                    print(f"{line}\n", end="", file=sys.stderr, flush=True)
            except OSError:  # nobody reads it any more, and there is nowhere else to say so
                self._lines.task_done()
                return
            self._lines.task_done()


def log_to_stderr(turns: AbstractContextManager[None] | None = None) -> None:
    """Log requests, and whatever goes wrong, to the standard error, where several processes write by turns."""
    handler = Unwaiting(turns or nullcontext())
    handler.setFormatter(Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    _log.setLevel(logging.INFO)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it tells of each request that waits for a thread


def _text(given: str) -> str:
    return given.encode("latin-1", "replace").decode("utf-8", "replace")[:_LONGEST]
