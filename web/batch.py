"""POST /api/v1/batch: many searches in one request, each of which gives its result or its own problem."""

import json
from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from index.errors import QueryError
from search.allowance import one_page
from search.searcher import Searcher
from web.arguments import from_args
from web.params import API, Problem
from web.problems import invalid, problem_json
from web.render import Json, results_json

MAX_QUERIES = 100
MAX_BYTES = 1_000_000
MAX_SECONDS = 10.0  # of one batch: a thread of the server does nothing else meanwhile
_SHAPE = "The body is a JSON list of queries, each a text or an object of the parameters of /api/v1/articles."

Parameters = MultiDict[str, str]


def batch(searcher: Searcher) -> Blueprint:
    """Return the way to ask many queries at once."""
    blueprint = Blueprint("batch", __name__, url_prefix="/api/v1")

    @blueprint.post("/batch")
    def answers() -> ResponseReturnValue:
        request.max_content_length = MAX_BYTES
        try:
            queries = _queries(request.get_data())
        except ValueError as error:
            return invalid([Problem("body", str(error))])
        started = perf_counter()
        results = list(_answers(queries, searcher, started + MAX_SECONDS))
        took = round((perf_counter() - started) * 1000, 1)
        return Response(json.dumps({"results": results, "took_ms": took}), content_type="application/json")

    return blueprint


def _queries(body: bytes) -> list[Any]:
    """Return the queries of a request.

    Raises:
        ValueError: it has none, or too many; the text says so.
    """
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"This is no JSON. {_SHAPE}") from error
    if not isinstance(given, list):
        raise ValueError(_SHAPE)
    if len(given) > MAX_QUERIES:
        raise ValueError(f"There are {len(given):,} queries: ask at most {MAX_QUERIES} at once.")
    return given


def _answers(queries: list[Any], searcher: Searcher, until: float) -> Iterator[Json]:
    for given in queries:
        if perf_counter() > until:
            yield _refused([Problem("body", f"The batch took over {MAX_SECONDS:.0f} seconds: ask this one again.")])
        else:
            yield _answer(given, searcher)


def _answer(given: Any, searcher: Searcher) -> Json:
    """Return what GET /api/v1/articles answers, or under `problem` what it refuses with."""
    try:
        asked = from_args(_parameters(given), API)
        if asked.problems:
            return _refused(list(asked.problems))
        with one_page():  # each query has its own limit of time
            return results_json(searcher.search(asked.query), searcher, asked.shape)
    except QueryError as error:
        return _refused([Problem(error.parameter, str(error), error.position)])


def _refused(problems: list[Problem]) -> Json:
    return {"problem": problem_json(problems)}


def _parameters(given: Any) -> Parameters:
    """Return a query's parameters as a URL would have them.

    Raises:
        QueryError: it is neither a text nor an object, or a value is nothing that a parameter can be.
    """
    if isinstance(given, str):
        return MultiDict([("q", given)])
    if not isinstance(given, Mapping):
        raise QueryError("a query is a text or an object of parameters", parameter="body")
    return MultiDict([(name, text) for name, value in given.items() for text in _texts(name, value)])


def _texts(name: str, value: Any) -> list[str]:
    """Return what a parameter is given; null and an empty list are as if it were not there."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(one, str | int | float) for one in values):
        raise QueryError(f"{name} is a text, a number, true or false, or a list of such", parameter=name)
    return [str(one).lower() if isinstance(one, bool) else str(one) for one in values]
