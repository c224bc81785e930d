"""What the shapes of answers are declared with: a kind of field each, with what it holds in a line."""

from typing import Any

from marshmallow import EXCLUDE, fields
from marshmallow import Schema as AnySchema


class Schema(AnySchema):
    """A shape to which fields may be added: whoever reads it passes over those that it does not know."""

    class Meta:
        unknown = EXCLUDE


def text(told: str, **more: Any) -> fields.String:
    return fields.String(required=True, metadata={"description": told, **more})


def word(told: str, *words: str) -> fields.String:
    return text(told, enum=list(words))


def option(told: str, **more: Any) -> fields.String:
    """Return the field of a text that need not be there."""
    return fields.String(metadata={"description": told, **more})


def perhaps(told: str) -> fields.String:
    """Return the field of a text that may be null."""
    return fields.String(required=True, allow_none=True, metadata={"description": told})


def whole(told: str) -> fields.Integer:
    return fields.Integer(required=True, metadata={"description": told, "minimum": 0})


def number(told: str, **more: Any) -> fields.Float:
    return fields.Float(required=True, metadata={"description": told, **more})


def truth(told: str) -> fields.Boolean:
    return fields.Boolean(required=True, metadata={"description": told})


def texts(told: str) -> "fields.List[Any]":
    return fields.List(fields.String(), required=True, metadata={"description": told})


def places(told: str, *, required: bool = True) -> "fields.List[Any]":
    """Return the field of places in a text: each the characters where it begins and where it ends."""
    place = fields.List(fields.Integer(), metadata={"minItems": 2, "maxItems": 2})
    return fields.List(place, required=required, metadata={"description": told})


def one(schema: type[Schema], told: str, *, null: bool = False) -> fields.Nested:
    return fields.Nested(schema, required=True, allow_none=null, metadata={"description": told})


def many(schema: type[Schema] | Schema, told: str) -> "fields.List[Any]":
    return fields.List(fields.Nested(schema), required=True, metadata={"description": told})
