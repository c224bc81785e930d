"""What watches the server: whether it can answer (`/readyz`), and in numbers what it has answered (`/metrics`)."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cached_property
from itertools import accumulate
from time import perf_counter, time

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from msgspec import structs

from index.errors import IndexUnavailable
from index.memory import resident
from search.results import Info
from search.searcher import Searcher
from web.problems import unavailable
from web.shared import SharedLock, real_numbers

# Seconds: from a page in memory to the longest search that is allowed.
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
_TIMES = slice(1, 2 + len(_BOUNDS))
_STATUSES = slice(_TIMES.stop, _TIMES.stop + 600)
_ROW, _MOST = _STATUSES.stop, 200  # numbers of an endpoint, and endpoints: 1 MB, of which 4 KB for each that is asked
_NONE = "none"  # the endpoint of what there is not
_TOLD = ("revision", "schema", "documents", "quotes", "engine")


class Metrics:
    """Counts of what all processes answered, by endpoint: their number does not grow with what is asked."""

    def __init__(self, endpoints: Callable[[], Iterable[str]]) -> None:
        """Take what tells the endpoints, once they are all there."""
        self._lock, self._started, self._endpoints = SharedLock(), time(), endpoints
        self._numbers = real_numbers(_MOST * _ROW)

    @cached_property
    def _rows(self) -> dict[str, memoryview[float]]:
        """What is counted of each endpoint: seconds in all, answers by what they took, and answers by status."""
        return {
            endpoint: self._numbers[row * _ROW : (row + 1) * _ROW]
            for row, endpoint in enumerate(sorted({*self._endpoints(), _NONE}))
        }

    def observe(self, endpoint: str | None, status: int, seconds: float) -> None:
        """Count an answer, and what it took until its first byte."""
        row = self._rows[endpoint or _NONE]
        with self._lock:
            row[0] += seconds
            row[_TIMES.start + bisect_left(_BOUNDS, seconds)] += 1
            row[_STATUSES.start + status] += 1

    def text(self, info: Info | None) -> str:
        """Return all in the text format of Prometheus; `info` is None where the index cannot be read."""
        with self._lock:
            lines = [*self._requests(), *self._histograms(), *_state(info), *self._process()]
        return "\n".join(lines) + "\n"

    def _requests(self) -> Iterator[str]:
        yield from _head("pullquote_requests_total", "counter", "Answers by endpoint and status.")
        for endpoint, row in self._rows.items():
            for status, count in enumerate(row[_STATUSES]):
                if count:
                    yield f'pullquote_requests_total{{endpoint="{endpoint}",status="{status}"}} {count:.0f}'

    def _histograms(self) -> Iterator[str]:
        name = "pullquote_request_seconds"
        yield from _head(name, "histogram", "Time to the first byte of an answer; searches by their endpoints.")
        for endpoint, row in self._rows.items():
            totals = list(accumulate(row[_TIMES]))
            if not totals[-1]:
                continue
            for bound, total in zip((*_BOUNDS, "+Inf"), totals, strict=True):
                yield f'{name}_bucket{{endpoint="{endpoint}",le="{bound}"}} {total:.0f}'
            yield f'{name}_sum{{endpoint="{endpoint}"}} {row[0]:.6f}'
            yield f'{name}_count{{endpoint="{endpoint}"}} {totals[-1]:.0f}'

    def _process(self) -> Iterator[str]:
        """Yield what Prometheus's own clients tell of every process, by their names."""
        yield from _gauge("process_start_time_seconds", "When the server began, in seconds since 1970.", self._started)
        yield from _gauge("process_resident_memory_bytes", "Memory that the process holds that answers.", resident())


def health(searcher: Searcher) -> Blueprint:
    """Return what tells the state of the server."""
    blueprint, metrics, opened = Blueprint("health", __name__), Metrics(lambda: current_app.view_functions), _Opened()

    @blueprint.before_app_request
    def start() -> None:
        g.started = perf_counter()

    @blueprint.after_app_request
    def count(response: Response) -> Response:
        metrics.observe(request.endpoint, response.status_code, perf_counter() - g.started)
        return response

    @blueprint.get("/healthz")
    def healthz() -> ResponseReturnValue:
        return Response("ok\n", mimetype="text/plain")

    @blueprint.get("/readyz")
    def readyz() -> ResponseReturnValue:
        try:
            info = _whole(searcher.info())
        except IndexUnavailable as error:
            reason = unavailable(error)
            return _json({"status": "unavailable", "reason": reason}, 503)
        told = {name: getattr(info, name) for name in _TOLD}
        times = {"committed": info.committed and _time(info.committed), "opened": opened.at(info.commit)}
        state = {"status": "ok", "index": {**told, **times, "lag": round(info.lag, 1)}}
        return _json(state | ({"cluster": structs.asdict(info.cluster)} if info.cluster else {}))

    @blueprint.get("/metrics")
    def numbers() -> ResponseReturnValue:
        try:
            info = searcher.info()
        except IndexUnavailable as error:
            unavailable(error)
            info = None
        return _uncached(Response(metrics.text(info), content_type="text/plain; version=0.0.4; charset=utf-8"))

    return blueprint


def _whole(info: Info) -> Info:
    """Refuse to be ready where a part of the index is missing: every search would be an error."""
    if info.cluster and info.cluster.status == "red":
        raise IndexUnavailable(f"the cluster is red: {info.cluster.missing} shards or copies of them are missing")
    return info


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
