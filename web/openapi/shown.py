"""The page /api/docs: each endpoint with its parameters, its answer, and a call that works in this archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from search.searcher import Searcher
from web.openapi.calls import Values, curl, path_of, values_of
from web.openapi.document import document, endpoints_of
from web.openapi.endpoints import GROUPS, Endpoint
from web.openapi.outline import Field, Json, fields_of, type_of


@dataclass(frozen=True, slots=True)
class Taken:
    """A parameter as the page shows it: `usual` is what holds without it, `words` are the values that it may have."""

    name: str
    type: str
    told: str
    usual: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An endpoint as the page shows it; `link` is where a click tries it, `curl` the same for a shell."""

    name: str
    method: str
    path: str
    told: str
    parameters: tuple[Taken, ...]
    fields: tuple[Field, ...]
    statuses: tuple[tuple[str, str], ...]
    media_types: tuple[str, ...]
    curl: str | None
    link: str | None


def groups(searcher: Searcher, version: str, base: str, *, writable: bool) -> list[tuple[str, list[Shown]]]:
    """Return the endpoints by group; `base` stands before the paths of calls."""
    described, values = document(version, writable=writable), values_of(searcher)
    return [
        (GROUPS[group], [_shown(one, described, values, base) for one in endpoints])
        for group, endpoints in groupby(endpoints_of(writable=writable), attrgetter("group"))
    ]


def _shown(endpoint: Endpoint, described: Json, values: Values, base: str) -> Shown:
    path = endpoint.rule.replace("<", "{").replace(">", "}")
    operations = described["paths"][path]
    operation = operations[endpoint.method.lower()]
    answers = operation["responses"]["200"]["content"]
    named = [one for one in (*operations.get("parameters", ()), *operation["parameters"]) if "name" in one]
    return Shown(
        name=endpoint.name,
        method=endpoint.method,
        path=path,
        told=endpoint.told,
        parameters=tuple(_taken(one, described) for one in named),
        fields=tuple(_fields(answers, described)),
        statuses=tuple((status, one["description"]) for status, one in operation["responses"].items()),
        media_types=tuple(answers),
        curl=curl(endpoint, base, values),
        link=path_of(endpoint, values) if endpoint.method == "GET" else None,
    )


def _fields(answers: Json, described: Json) -> Iterator[Field]:
    for content in answers.values():
        yield from fields_of(content["schema"], described)


def _taken(parameter: Json, described: Json) -> Taken:
    shape = parameter["schema"]
    usual = shape.get("default")
    return Taken(
        parameter["name"],
        _type(parameter, described),
        parameter["description"],
        str(usual).lower() if isinstance(usual, bool) else "" if usual is None else str(usual),
        tuple(shape.get("enum") or shape.get("items", {}).get("enum", ())),
    )


def _type(parameter: Json, described: Json) -> str:
    shape = parameter["schema"]
    if parameter.get("explode"):
        return f"{type_of(shape['items'], described)}, may be repeated"
    return type_of(shape, described) + (", required" if parameter.get("required") else "")
