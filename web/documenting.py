"""What describes the API: /api/v1/openapi.json for programs, /api/docs for people."""

import json

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from search.searcher import Searcher
from web.arguments import from_args
from web.base_url import base_url
from web.pages import page
from web.params import HOME
from web.problems import invalid
from web.settings import Settings
from web.validating import answer_unchanged, validated

_ELSEWHERE = "https://HOST"  # where the name that is asked for is one that nobody vouches for


def documents(searcher: Searcher, settings: Settings, version: str, made_by: str) -> Blueprint:
    """Return what describes the API; `version` is the product's, `made_by` what else its ETags depend on.

    The description is imported where it is asked for: what makes it is a fifth of the whole program.
    """
    blueprint = Blueprint("documents", __name__, url_prefix="/api")
    writable = settings.writes is not None
    answer_unchanged(blueprint, searcher, made_by)

    @blueprint.get("/v1/openapi.json")
    def openapi() -> ResponseReturnValue:
        from web.openapi.document import document

        if problems := from_args(request.args, HOME).problems:
            return invalid(problems)
        return validated(Response(json.dumps(document(version, writable=writable)), content_type="application/json"))

    @blueprint.get("/docs")
    def docs() -> ResponseReturnValue:
        from web.openapi.shown import groups

        shown = groups(searcher, version, base_url(settings) or _ELSEWHERE, writable=writable)
        return validated(page("api_docs.html", asked=from_args(request.args, HOME), groups=shown))

    return blueprint
