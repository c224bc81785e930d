"""The OpenAPI document, made by flask-smorest of the tables of endpoints and of parameters.

Its blueprints stand for the real ones, which parse and answer by themselves: nothing of flask-smorest is in the way of
a request, and a process that nobody asks for the document does not import it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from functools import cache
from itertools import groupby, product
from operator import attrgetter
from typing import Any

from flask import Flask
from flask_smorest import Api, Blueprint  # type: ignore[import-untyped]

from search.query import Query
from web.openapi import others
from web.openapi.changes import CHANGES
from web.openapi.endpoints import ENDPOINTS, GROUPS, JSON, PATHS, Endpoint
from web.parameters import MAX_VALUES, PARAMETERS, Parameter
from web.params import ATTRIBUTES, Shape, Surface, View
from web.render import Json

PROBLEM = "application/problem+json"
_TOLD = (
    "Articles and quotations of a news archive: the searches of its pages, with the same parameters. What stands here "
    "stays within /api/v1; fields and parameters may be added. An unknown parameter is a 400, an empty one is absent."
)
_FAILURES = {
    400: "A parameter is not understood: `errors` names each.",
    401: "The archive asks for a password or a key.",
    403: "The archive is not for whoever asks.",
    404: "There is nothing of this id.",
    409: "The archive cannot keep it.",
    413: "The body is too large: part it.",
    429: "Too much was asked for in a while: wait as long as Retry-After says.",
    503: "The index cannot be read now, or too much is under way.",
    507: "The disk does not take the change: it is full, or cannot be written to.",
}
_GUARD = (401, 403, 429)  # where the server was started with a password or with limits
_HEADERS = {
    "ETag": "What `If-None-Match` takes: the same as long as the index, the product and the request are.",
    "Link": "The next and the previous page (RFC 8288).",
    "X-Total-Count": "How many rows there are.",
    "Retry-After": "Seconds.",
    "WWW-Authenticate": "The ways in.",
}
_OF_FAILURES = {401: ("WWW-Authenticate",), 429: ("Retry-After",)}
_USUAL = {field.name: getattr(of(), field.name) for of in (Shape, View) for field in fields(of)}
_UNUSED = ("Error", "PaginationMetadata")  # flask-smorest's own
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETags of answers at hand: a 304 tells that one of them still holds.",
    "schema": {"type": "string"},
}


class _Api(Api):  # type: ignore[misc]
    DEFAULT_ERROR_RESPONSE_NAME = None  # each failure is described where it may come


def endpoints_of(*, writable: bool) -> tuple[Endpoint, ...]:
    """Return the endpoints of an archive that programs may change, or of one that they may not."""
    return (*ENDPOINTS, *CHANGES) if writable else ENDPOINTS


@cache
def document(version: str, *, writable: bool = False) -> Json:
    """Return the document; `version` is the product's."""
    app = Flask("web.openapi", static_folder=None)
    about = {"description": _TOLD, "license": {"name": "MIT", "identifier": "MIT"}}
    api = _Api(app, spec_kwargs={"title": "Pullquote", "version": version, "openapi_version": "3.1.0", "info": about})
    api.spec.components.schema("Problem", schema=others.Problem)
    api.spec.components.schema("Refused", schema=others.Refused)
    api.spec.components.parameter("IfNoneMatch", "header", _IF_NONE_MATCH)
    for group, endpoints in groupby(endpoints_of(writable=writable), attrgetter("group")):
        api.register_blueprint(_blueprint(group, endpoints))
    made: Json = api.spec.to_dict()
    for name in _UNUSED:
        del made["components"]["schemas"][name]
    return made


def _blueprint(group: str, endpoints: Iterable[Endpoint]) -> Blueprint:
    blueprint = Blueprint(group, __name__, description=GROUPS[group])
    for endpoint in endpoints:
        path = [_described(one, "path") for name, one in PATHS.items() if f"<{name}>" in endpoint.rule]
        view = _answering(blueprint, endpoint)
        blueprint.add_url_rule(endpoint.rule, endpoint.name, view, methods=[endpoint.method], parameters=path)
    return blueprint


def _answering(blueprint: Blueprint, endpoint: Endpoint) -> Callable[..., None]:
    """Return what stands for the endpoint's view: nobody calls it."""

    def view(**_: object) -> None:
        raise NotImplementedError

    for status, (media_type, shape) in product(endpoint.statuses, endpoint.answers.items()):
        headers = _headers(*endpoint.headers, *(["ETag"] if endpoint.kept else []))
        told = f"{endpoint.told}."
        answer = {"schema": shape, "content_type": media_type, "description": told, "headers": headers}
        view = blueprint.alt_response(status, **answer)(view)
    if endpoint.kept:
        view = blueprint.alt_response(304, description="What the client has still holds.")(view)
    guard = () if endpoint.name == "healthz" else _GUARD
    for status in sorted((*endpoint.failures, *guard)):
        view = _failing(blueprint, endpoint, status)(view)
    made: Callable[..., None] = blueprint.doc(**_operation(endpoint))(view)
    return made


def _failing(blueprint: Blueprint, endpoint: Endpoint, status: int) -> Callable[..., Any]:
    told, headers = _FAILURES[status], _headers(*_OF_FAILURES.get(status, ()))
    shape, media_type = failure_of(endpoint, status)
    failing: Callable[..., Any] = blueprint.alt_response(
        status, schema=shape, content_type=media_type, description=told, headers=headers
    )
    return failing


def failure_of(endpoint: Endpoint, status: int) -> tuple[Any, str]:
    """Return the shape and the media type of a failure: beside the API it is a page, but where parameters are named."""
    if endpoint.rule == "/readyz" and status == 503:
        return others.Unready, JSON
    if endpoint.rule.startswith("/api/") or status == 400:
        return others.Problem, PROBLEM
    return {"type": "string"}, "text/html"


def _headers(*names: str) -> Json | None:
    return {name: {"description": _HEADERS[name], "schema": {"type": "string"}} for name in names} or None


def _operation(endpoint: Endpoint) -> Json:
    parameters: list[Any] = [*parameters_of(endpoint), *(["IfNoneMatch"] if endpoint.kept else [])]
    made: Json = {"summary": endpoint.told, "operationId": endpoint.name, "parameters": parameters}
    if endpoint.body is not None:
        made["requestBody"] = {"required": True, "content": {JSON: {"schema": endpoint.body}}}
    return made


def parameters_of(endpoint: Endpoint) -> Iterator[Json]:
    """Yield the parameters of an endpoint's query, in the order of canonical addresses."""
    surface = endpoint.surface
    for name in surface.names:
        yield _described(PARAMETERS[name], "query", surface)
    for parameter in endpoint.own:
        yield _described(parameter, "query")


def _described(parameter: Parameter, place: str, surface: Surface | None = None) -> Json:
    schema = dict(parameter.schema)
    made: Json = {"name": parameter.name, "in": place, "description": parameter.told, "schema": schema}
    if place == "path":
        return {**made, "required": True}
    if surface and parameter.name == "fields":
        schema["items"] = {"type": "string", "enum": list(surface.fields)}
    if surface and (usual := _usual(parameter, surface)) is not None:
        schema["default"] = usual
    if parameter.many:
        made["schema"] = {"type": "array", "maxItems": MAX_VALUES, "items": schema}
    if made["schema"]["type"] == "array":
        made |= {"style": "form", "explode": parameter.many}
    return made


def _usual(parameter: Parameter, surface: Surface) -> object:
    """Return what holds without the parameter; None where that is nothing, or depends on others."""
    if parameter.many or parameter.name == "sort":
        return None
    holder: Query = surface.defaults
    name = ATTRIBUTES.get(parameter.name)
    return getattr(holder, name) if name else _USUAL[parameter.name]
