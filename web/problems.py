"""Errors as their reader needs them: problem+json (RFC 9457) under /api/, a page elsewhere; never a traceback."""

import json
import logging
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from index.errors import IndexUnavailable
from search.told import to_translate
from web.languages import gettext
from web.pages import page
from web.params import Problem
from web.request_log import request_id

_log = logging.getLogger("pullquote.web")
_IN_PATHS = "/:@!$&'()*+,;=~"  # what stands in paths as it is (RFC 3986, 3.3)

# Status -> (type, title of the problem, what its page says). Nothing of the request is repeated.
_KNOWN = {
    400: (
        "bad-request",
        to_translate("The request is not understood"),
        to_translate("Some part of the address is not as it should be."),
    ),
    401: (
        "unauthorized",
        to_translate("This archive is private"),
        to_translate("It asks for a name and a password."),
    ),
    403: (
        "forbidden",
        to_translate("This archive is private"),
        to_translate("You may not come in this way: ask whoever keeps it."),
    ),
    404: (
        "not-found",
        to_translate("Nothing is here"),
        to_translate("The address may be mistyped, or the article may have left the archive."),
    ),
    405: (
        "method-not-allowed",
        to_translate("This cannot be done at this address"),
        to_translate("It takes other kinds of request: the answer’s header “Allow” names them."),
    ),
    409: (
        "conflict",
        to_translate("This cannot be changed so"),
        to_translate("The archive cannot keep it as it is given: its log says why."),
    ),
    413: (
        "too-large",
        to_translate("The request is too large"),
        to_translate("It has more than is read at once: part it into several."),
    ),
    429: (
        "too-many-requests",
        to_translate("Too much in a short time"),
        to_translate("Please wait a moment and try again."),
    ),
    500: (
        "internal-error",
        to_translate("This went wrong here"),
        to_translate("It is not your doing. The server's log says more."),
    ),
    503: (
        "index-unavailable",
        to_translate("The archive cannot be read now"),
        to_translate(
            "Its index is missing or damaged: “pullquote verify” names what is at fault, and the log says more."
        ),
    ),
}
_OTHER = (
    "error",
    to_translate("This cannot be answered"),
    to_translate("Please try the search instead."),
)


def handle_errors(app: Flask) -> None:
    """Answer every error of the app."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IndexUnavailable, _unavailable)
    app.register_error_handler(Exception, _unexpected)


def invalid(problems: Sequence[Problem]) -> Response:
    """Return the 400 that names each parameter at fault."""
    return _problem({**problem_json(problems), "instance": _instance()})


def refused(status: int, headers: Sequence[tuple[str, str]] = ()) -> Response:
    """Return the answer to who may not ask, or not now."""
    response = _answer(status)
    response.headers.extend(headers)
    return response


def busy(detail: str) -> Response:
    """Return the 503 that asks to come again in a few seconds."""
    response = _detailed(503, "busy", "Too much at once", detail)
    response.headers["Retry-After"] = "5"
    return response


def not_kept(*, is_full: bool) -> Response:
    """Return the 507 to a change that the disk does not take."""
    title = "The disk of the archive is full" if is_full else "The disk of the archive cannot be written to"
    remedy = "when there is room, send it again" if is_full else "its log says why"
    return _detailed(507, "not-kept", title, f"This change is not kept, and all before it is: {remedy}.")


def reading_only() -> Response:
    """Return the 403 for whoever may read but not write."""
    told = "Whoever asks may read the archive, not change it: that takes a key made by pullquote key FILE NAME --write."
    return _detailed(403, "reading-only", "Only a key that may write changes the archive", told)


def problem_json(problems: Sequence[Problem]) -> dict[str, Any]:
    """Return what names each parameter at fault, as problem+json has it."""
    errors = [
        {"parameter": problem.parameter, "detail": problem.detail}
        | ({} if problem.position is None else {"position": problem.position})
        for problem in problems
    ]
    return {"type": "/problems/invalid-parameter", "title": "Invalid query parameter", "status": 400, "errors": errors}


def _detailed(status: int, kind: str, title: str, detail: str) -> Response:
    about = {"type": f"/problems/{kind}", "title": title, "status": status, "detail": detail}
    return _problem({**about, "instance": _instance()})


def _http(error: HTTPException) -> Response:
    response = _answer(error.code or 500)
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return response


def unavailable(error: IndexUnavailable) -> str:
    """Log why the index cannot be read; return what may be told of it."""
    # Its text names files of the server, so it stays in the log.
    _log.error("the index is unavailable: %s", error, exc_info=error)
    return _KNOWN[503][2]


def _unavailable(error: IndexUnavailable) -> Response:
    unavailable(error)
    return _answer(503)


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected error", exc_info=error)
    return _answer(500)


def _answer(status: int) -> Response:
    kind, title, text = _KNOWN.get(status) or _OTHER
    if request.path.startswith("/api/"):
        body = {"type": f"/problems/{kind}", "title": title, "status": status, "detail": text, "instance": _instance()}
        return _problem({**body, "request_id": request_id()} if status == 500 else body)
    told = {"title": gettext(title), "text": gettext(text)}
    template = "stranger.html" if status in (401, 403) else "error.html"
    return page(template, status, **told, request_id=request_id() if status == 500 else "")


def _instance() -> str:
    """Return the request as an address: what it has that no address may have is escaped."""
    path = quote(request.path, safe=_IN_PATHS, errors="replace")
    asked = quote(request.query_string, safe=f"{_IN_PATHS}?%")
    return f"{path}?{asked}" if asked else path


def _problem(body: dict[str, Any]) -> Response:
    return Response(json.dumps(body), body["status"], content_type="application/problem+json")
