"""GET /api/v1/export: the file of `web.export` as a response."""

from collections.abc import Iterator
from contextlib import ExitStack
from threading import BoundedSemaphore

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from index.errors import QueryError
from search.searcher import Searcher
from web.arguments import from_args
from web.attached import attached
from web.export import kind_of, written
from web.params import EXPORT, Asked, Problem
from web.problems import busy, invalid
from web.settings import Settings
from web.validating import answer_unchanged, validated


def exports(searcher: Searcher, settings: Settings, made_by: str) -> Blueprint:
    """Return the way to have all that a search finds; `made_by` is what else its ETags depend on."""
    blueprint = Blueprint("exports", __name__, url_prefix="/api/v1")
    answer_unchanged(blueprint, searcher, made_by)
    places = BoundedSemaphore(settings.exports_at_once)

    @blueprint.get("/export")
    def export() -> ResponseReturnValue:
        asked = from_args(request.args, EXPORT)
        if asked.problems:
            return invalid(asked.problems)
        if not places.acquire(blocking=False):
            return busy("Too many exports are under way: ask again when one is done.")
        with ExitStack() as place:
            place.callback(places.release)
            try:
                return streamed(asked, place)
            except QueryError as error:
                return invalid([Problem(error.parameter, str(error), error.position)])

    def streamed(asked: Asked, place: ExitStack) -> Response:
        """Return the response that keeps its place until it is read, or given up."""
        kind = kind_of(asked.query.of, asked.shape.format, asked.shape.fields)
        found, held = searcher.export(asked.query), place.pop_all()
        pieces = _holding(written(found, kind), held)
        response = validated(attached(pieces, kind, f"pullquote-{asked.query.of}.{kind.suffix}"))
        response.call_on_close(held.close)
        response.headers["X-Total-Count"] = str(found.total)
        return response

    return blueprint


def _holding(pieces: Iterator[bytes], held: ExitStack) -> Iterator[bytes]:
    with held:
        yield from pieces
