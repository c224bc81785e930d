"""The JSON API: the same searches as the pages, one path each."""

import json
from collections.abc import Callable

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from index.errors import QueryError
from search.query import FACETS
from search.searcher import Searcher
from web.arguments import begun, from_args
from web.facets import sized, values_json
from web.params import (
    API,
    API_ARTICLE,
    API_FACET,
    API_PARSE,
    API_QUOTE,
    API_QUOTES,
    API_SIMILAR,
    API_TEXT,
    API_TIMELINE,
    Asked,
    Problem,
)
from web.parse_json import parse_json
from web.problems import invalid
from web.quote_json import quote_json, quotes_json
from web.render import Json, article_json, results_json
from web.similar import similar_json
from web.suggesting import suggestions_json
from web.texts import FORMS
from web.timeline import timeline_json
from web.validating import answer_unchanged, validated

_MOST_LINK = 4_000  # characters: proxies cut off answers with longer headers; the body has the links, too


def api(searcher: Searcher, made_by: str) -> Blueprint:
    """Return the API over a searcher; `made_by` is what else its ETags depend on."""
    blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
    answer_unchanged(blueprint, searcher, made_by)
    _add_articles(blueprint, searcher)
    _add_quotes(blueprint, searcher)
    _add_counts_and_words(blueprint, searcher)
    return blueprint


def _add_articles(blueprint: Blueprint, searcher: Searcher) -> None:
    @blueprint.get("/articles")
    def articles() -> ResponseReturnValue:
        return _answered(
            from_args(request.args, API),
            lambda asked: results_json(searcher.search(asked.query), searcher, asked.shape),
        )

    @blueprint.get("/articles/<article_id>")
    def article(article_id: str) -> ResponseReturnValue:
        def found(asked: Asked) -> Json:
            article = searcher.get(article_id) or abort(404)
            copies, expression = searcher.copies(article_id), asked.query.expression
            return article_json(article, copies, searcher.info(), expression, asked.shape)

        return text(article_id) or _answered(from_args(request.args, API_ARTICLE), found)

    def text(name: str) -> Response | None:
        """Return what `{id}.txt` and `{id}.md` stand for; None for an id, which may end so, too."""
        article_id, _, suffix = name.rpartition(".")
        form = FORMS.get(suffix)
        found = searcher.get(article_id) if form and not searcher.get(name) else None
        if form is None or found is None:
            return None
        if problems := from_args(request.args, API_TEXT).problems:
            return invalid(problems)
        return validated(Response(form.write(found).encode("utf-8", "replace"), content_type=form.media_type))

    @blueprint.get("/articles/<article_id>/similar")
    def similar(article_id: str) -> ResponseReturnValue:
        def found(asked: Asked) -> Json:
            if searcher.get(article_id) is None:
                abort(404)
            others = searcher.similar(article_id, asked.query.size)
            return similar_json(article_id, searcher.copies(article_id), others, searcher.info())

        return _answered(from_args(request.args, API_SIMILAR), found)


def _add_quotes(blueprint: Blueprint, searcher: Searcher) -> None:
    @blueprint.get("/quotes")
    def quotes() -> ResponseReturnValue:
        return _answered(
            from_args(request.args, API_QUOTES),
            lambda asked: quotes_json(searcher.search(asked.query), asked.shape, searcher),
        )

    @blueprint.get("/quotes/<quote_id>")
    def quote(quote_id: str) -> ResponseReturnValue:
        return _answered(
            from_args(request.args, API_QUOTE),
            lambda _: quote_json(searcher.occurrences(quote_id) or abort(404), searcher) or abort(404),
        )


def _add_counts_and_words(blueprint: Blueprint, searcher: Searcher) -> None:
    @blueprint.get("/facets/<name>")
    def facet(name: str) -> ResponseReturnValue:
        if name not in FACETS:
            abort(404)

        def found(asked: Asked) -> Json:
            view = asked.view
            return values_json(searcher.values(sized(asked), name, view.prefix, view.order), view)

        return _answered(from_args(request.args, API_FACET), found)

    @blueprint.get("/timeline")
    def timeline() -> ResponseReturnValue:
        return _answered(
            from_args(request.args, API_TIMELINE),
            lambda asked: timeline_json(searcher.timeline(asked.query, asked.view.interval), asked.view),
        )

    @blueprint.get("/parse")
    def parse() -> ResponseReturnValue:
        asked = from_args(request.args, API_PARSE)
        if not asked.problems and asked.query.expression is None:
            return invalid([Problem("q", "There is no text to read.")])
        return _answered(asked, lambda asked: parse_json(asked.query, searcher))

    @blueprint.get("/suggest")
    def suggest() -> ResponseReturnValue:
        asked = begun(request.args)
        return invalid(asked.problems) if asked.problems else _json(suggestions_json(asked, searcher))


def _answered(asked: Asked, answer: Callable[[Asked], Json]) -> ResponseReturnValue:
    """Return an answer, or what is wrong with what was asked."""
    if asked.problems:
        return invalid(asked.problems)
    try:
        return _json(answer(asked))
    except QueryError as error:
        return invalid([Problem(error.parameter, str(error), error.position)])


def _json(data: Json) -> Response:
    # Escaped to ASCII: a lone surrogate, which stored JSON may hold, has no UTF-8.
    response = validated(Response(json.dumps(data), content_type="application/json"))
    response.headers.extend(_link_header(data.get("links", {})))
    return response


def _link_header(links: Json) -> dict[str, str]:
    """Return the header that leads to the next and the page before (RFC 8288)."""
    text = ", ".join(f'<{links[name]}>; rel="{name}"' for name in ("next", "prev") if links.get(name))
    return {"Link": text} if 0 < len(text) < _MOST_LINK else {}
