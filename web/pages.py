"""The pages: home, results, an article. Whole without JavaScript; the URL is the only state."""

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from index.errors import QueryError
from search.query import Query
from search.searcher import Searcher
from web.formats import safe_url
from web.listing import box, listing, ways
from web.params import ARTICLE, PAGE, Asked, Problem, from_args
from web.reading import reading

_NEWEST = Query(sort="newest", size=6, facets=("tag", "speaker"), facet_size=10, fold=True)
_NEAR = 20  # characters shown to each side of a fault


def pages(searcher: Searcher) -> Blueprint:
    """Return the pages over a searcher."""
    blueprint = Blueprint("pages", __name__, static_folder="static", static_url_path="/static")

    @blueprint.get("/")
    def home() -> ResponseReturnValue:
        newest = searcher.search(_NEWEST)
        span = " to ".join(dict.fromkeys(date[:4] for date in newest.dates or ()))
        return page("home.html", info=searcher.info(), newest=newest, span=span)

    @blueprint.get("/search")
    def search() -> ResponseReturnValue:
        asked = from_args(request.args, PAGE)
        if asked.refused:
            return _refusal(asked, asked.refused)
        try:
            results = searcher.search(asked.query)
        except QueryError as error:
            return _refusal(asked, Problem("q", f"{error}.", error.position))
        instead = [] if results.total.value else ways(results, searcher)
        return page("search.html", asked=asked, results=results, view=listing(results), ways=instead)

    @blueprint.get("/a/<article_id>")
    def article(article_id: str) -> ResponseReturnValue:
        found = searcher.get(article_id) or abort(404)
        asked = from_args(request.args, ARTICLE)
        return page(
            "article.html",
            asked=asked,
            article=found,
            reading=reading(found, asked.query.expression),
            original=safe_url(found.url),
            back=PAGE.url(asked.query) if request.args else None,
        )

    @blueprint.get("/healthz")
    def healthz() -> ResponseReturnValue:
        return Response("ok\n", mimetype="text/plain")

    return blueprint


def page(template: str, status: int = 200, **context: object) -> Response:
    """Return a template's page. A lone surrogate, which stored JSON may hold, becomes a question mark."""
    return Response(render_template(template, **context).encode("utf-8", "replace"), status, mimetype="text/html")


def _refusal(asked: Asked, problem: Problem) -> Response:
    """Return the page that says where a query is refused, its text still in the box."""
    text, position = asked.typed.get("q", ""), problem.position
    near = "" if position is None else text[max(0, position - _NEAR) : position + _NEAR]
    return page("refused.html", 400, asked=asked, problem=problem, near=near, kept=box(asked.query))
