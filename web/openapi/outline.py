"""The document in lines: every field of an answer and every parameter, for people and for the promise to keep them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Json = Mapping[str, Any]

_DEEPEST = 8  # a shape may hold itself


class Field(NamedTuple):
    """A field of an answer by its path (`hits[].title`), its type, and what it is."""

    path: str
    type: str
    told: str


def fields_of(shape: Json, document: Json, path: str = "", depth: int = 0) -> Iterator[Field]:
    """Yield the fields of a shape, those within a field after it."""
    shape = resolved(shape, document)
    if shape.get("type") == "array":
        yield from fields_of(shape.get("items", {}), document, f"{path}[]", depth)
    for name, inner in shape.get("properties", {}).items() if depth < _DEEPEST else ():
        own = f"{path}.{name}".lstrip(".")
        yield Field(own, type_of(inner, document), inner.get("description", ""))
        yield from fields_of(inner, document, own, depth + 1)
    named = shape.get("additionalProperties")
    if isinstance(named, Mapping):
        yield from fields_of(named, document, f"{path}.*", depth + 1)


def resolved(shape: Json, document: Json) -> Json:
    """Return the shape that a reference leads to, or the one that may be null."""
    if "$ref" in shape:
        found: Json = document["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        return found
    others = [one for one in shape.get("anyOf", ()) if one.get("type") != "null"]
    return resolved(others[0], document) if others else shape


def type_of(shape: Json, document: Json) -> str:
    """Return a shape's type in words: `string or null`, `array of string`."""
    own = resolved(shape, document)
    types = own.get("type", "any")
    names = [types] if isinstance(types, str) else list(types)
    if names[0] == "array" and "items" in own:
        names[0] = f"array of {type_of(own['items'], document)}"
    if any(one.get("type") == "null" for one in shape.get("anyOf", ())):
        names.append("null")
    return " or ".join(names)


def lines_of(document: Json) -> Iterator[str]:
    """Yield a line for each thing that clients rely on."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method != "parameters":
                yield from _lines(f"{method.upper()} {path}", operation, operations.get("parameters", []), document)


def _lines(name: str, operation: Json, within: list[Json], document: Json) -> Iterator[str]:
    yield f"{name} is {operation['operationId']}"
    for parameter in (one for one in (*within, *operation["parameters"]) if "name" in one):
        yield from _of_parameter(f"{name} takes {parameter['name']}", parameter, document)
    for status, answer in operation["responses"].items():
        yield f"{name} answers {status}"
        for media_type, content in answer.get("content", {}).items():
            yield f"{name} answers {status} {media_type} {type_of(content['schema'], document)}"
            if status == "200":
                yield from (f"{name} gives {one.path}: {one.type}" for one in fields_of(content["schema"], document))


def _of_parameter(name: str, parameter: Json, document: Json) -> Iterator[str]:
    shape = parameter["schema"]
    yield f"{name}: {type_of(shape, document)}{' required' if parameter.get('required') else ''}"
    words = shape.get("enum") or shape.get("items", {}).get("enum", ())
    yield from (f"{name} = {word}" for word in words)
    yield from (f"{name} {bound} {shape[bound]}" for bound in ("minimum", "maximum") if bound in shape)
