"""What watches the server: whether it can answer (`/readyz`), and in numbers what it has answered (`/metrics`)."""

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Lock
from time import perf_counter, time

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from index.errors import IndexUnavailable
from index.memory import resident
from search.results import Info
from search.searcher import Searcher
from web.problems import unavailable

# Seconds: from a page in memory to the longest search that is allowed.
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_TOLD = ("revision", "schema", "documents", "quotes", "engine")


class Metrics:
    """Counts of what was answered, by endpoint: their number does not grow with what is asked."""

    def __init__(self) -> None:
        self._lock, self._started = Lock(), time()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._times: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(_BOUNDS) + 1))
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def observe(self, endpoint: str, status: int, seconds: float) -> None:
        """Count an answer, and what it took until its first byte."""
        with self._lock:
            self._answers[endpoint, status] += 1
            self._times[endpoint][bisect_left(_BOUNDS, seconds)] += 1
            self._seconds[endpoint] += seconds

    def text(self, info: Info | None) -> str:
        """Return all in the text format of Prometheus; `info` is None where the index cannot be read."""
        with self._lock:
            lines = [*self._requests(), *self._histograms(), *_state(info), *self._process()]
        return "\n".join(lines) + "\n"

    def _requests(self) -> Iterator[str]:
        yield from _head("pullquote_requests_total", "counter", "Answers by endpoint and status.")
        for (endpoint, status), count in sorted(self._answers.items()):
            yield f'pullquote_requests_total{{endpoint="{endpoint}",status="{status}"}} {count}'

    def _histograms(self) -> Iterator[str]:
        name = "pullquote_request_seconds"
        yield from _head(name, "histogram", "Time to the first byte of an answer; searches by their endpoints.")
        for endpoint, counts in sorted(self._times.items()):
            total = 0
            for bound, count in zip((*_BOUNDS, "+Inf"), counts, strict=True):
                total += count
                yield f'{name}_bucket{{endpoint="{endpoint}",le="{bound}"}} {total}'
            yield f'{name}_sum{{endpoint="{endpoint}"}} {self._seconds[endpoint]:.6f}'
            yield f'{name}_count{{endpoint="{endpoint}"}} {total}'

    def _process(self) -> Iterator[str]:
        """Yield what Prometheus's own clients tell of every process, by their names."""
        yield from _gauge("process_start_time_seconds", "When the process began, in seconds since 1970.", self._started)
        yield from _gauge("process_resident_memory_bytes", "Memory that the process holds.", resident())


def health(searcher: Searcher) -> Blueprint:
    """Return what tells the state of the server."""
    blueprint, metrics, opened = Blueprint("health", __name__), Metrics(), _Opened()

    @blueprint.before_app_request
    def start() -> None:
        g.started = perf_counter()

    @blueprint.after_app_request
    def count(response: Response) -> Response:
        metrics.observe(request.endpoint or "none", response.status_code, perf_counter() - g.started)
        return response

    @blueprint.get("/healthz")
    def healthz() -> ResponseReturnValue:
        return Response("ok\n", mimetype="text/plain")

    @blueprint.get("/readyz")
    def readyz() -> ResponseReturnValue:
        try:
            info = searcher.info()
        except IndexUnavailable as error:
            reason = unavailable(error)
            return _json({"status": "unavailable", "reason": reason}, 503)
        told = {name: getattr(info, name) for name in _TOLD}
        times = {"committed": info.committed and _time(info.committed), "opened": opened.at(info.commit)}
        return _json({"status": "ok", "index": {**told, **times, "lag": round(info.lag, 1)}})

    @blueprint.get("/metrics")
    def numbers() -> ResponseReturnValue:
        try:
            info = searcher.info()
        except IndexUnavailable as error:
            unavailable(error)
            info = None
        return _uncached(Response(metrics.text(info), content_type="text/plain; version=0.0.4; charset=utf-8"))

    return blueprint


class _Opened:
    """When this process has first seen the commit that it answers from."""

    def __init__(self) -> None:
        self._seen = ("", "")

    def at(self, commit: str) -> str:
        """Return the time of it in UTC."""
        if self._seen[0] != commit:
            self._seen = commit, _time(time())
        return self._seen[1]


def _time(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _head(name: str, kind: str, told: str) -> tuple[str, str]:
    return f"# HELP {name} {told}", f"# TYPE {name} {kind}"


def _state(info: Info | None) -> Iterator[str]:
    """Yield what is known of the index; nothing of it where it cannot be read."""
    yield from _gauge("pullquote_index_up", "Whether the index can be read.", int(info is not None))
    if info:
        yield from _gauge("pullquote_index_documents", "Articles of the index.", info.documents)
        yield from _gauge("pullquote_index_quotes", "Quotations of the index.", info.quotes)
        yield from _gauge("pullquote_index_revision", "Commits that led to the index.", int(info.revision[1:]))
        yield from _gauge(
            "pullquote_index_lag_seconds", "For how long a newer commit has not been answered from.", info.lag
        )
    if info and info.committed:
        name = "pullquote_index_committed_timestamp_seconds"
        yield from _gauge(name, "When the commit was made, in seconds since 1970.", info.committed)


def _gauge(name: str, told: str, value: float) -> tuple[str, ...]:
    return (*_head(name, "gauge", told), f"{name} {value:.15g}")


def _json(data: object, status: int = 200) -> Response:
    return _uncached(Response(json.dumps(data), status, content_type="application/json"))


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
