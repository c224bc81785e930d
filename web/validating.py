"""ETags: an answer depends on the commit, what serves it, the language, the day, the path and the parameters alone.

The day: `published:"last week"` means another one tomorrow.
"""

import hashlib
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from search.searcher import Searcher
from web.languages import spoken


def answer_unchanged(blueprint: Blueprint, searcher: Searcher, version: str) -> None:
    """Let the blueprint answer 304 without a search where the client has what it would get."""

    @blueprint.before_request
    def unchanged() -> ResponseReturnValue | None:
        g.etag = _etag(searcher.info().commit, version)
        return validated(Response(status=304)) if g.etag in request.if_none_match.as_set(include_weak=True) else None


def validated(response: Response) -> Response:
    """Return a response of such a blueprint with what clients need to ask again."""
    response.set_etag(g.etag, weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, X-Total-Count"
    return response


def _etag(commit: str, version: str) -> str:
    parameters = urlencode(sorted(request.args.items(multi=True)))
    parts = commit, version, spoken().code, date.today().isoformat(), request.path, parameters
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
