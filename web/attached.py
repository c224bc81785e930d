"""A file as a response."""

from collections.abc import Iterator

from flask import Response

from web.export import Kind


def attached(content: bytes | Iterator[bytes], kind: Kind, name: str) -> Response:
    """Return a file to take away; nothing of what was asked for stands in its `name`."""
    response = Response(content, content_type=kind.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
