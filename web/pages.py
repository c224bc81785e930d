"""The pages: home, results, an article, a quotation. Whole without JavaScript; the URL is the only state."""

from itertools import pairwise

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from index.captures import captures_of
from index.errors import QueryError
from search.query import Query
from search.results import Span
from search.searcher import Searcher
from web.cards import listed
from web.formats import safe_url
from web.genealogy import genealogy
from web.listing import box, listing, ways
from web.params import ARTICLE, HOME, PAGE, QUOTE, QUOTES, Asked, Problem, Surface, from_args
from web.reading import reading
from web.urls import list_path, list_url

_NEWEST = Query(sort="newest", size=6, facets=("tag",), facet_size=10, fold=True, span=True)
_QUOTED = Query(of="quotes", size=0, facets=("speaker",), facet_size=10, sort="newest")
_NEAR = 20  # characters shown to each side of a fault


def pages(searcher: Searcher) -> Blueprint:
    """Return the pages over a searcher."""
    blueprint = Blueprint("pages", __name__, static_folder="static", static_url_path="/static")

    @blueprint.get("/")
    def home() -> ResponseReturnValue:
        newest, quoted = searcher.search(_NEWEST), searcher.search(_QUOTED)
        span = " to ".join(dict.fromkeys(date[:4] for date in newest.dates or ()))
        return page(
            "home.html",
            asked=from_args(request.args, HOME),
            info=searcher.info(),
            newest=newest,
            quoted=quoted,
            lists={"article": PAGE.defaults, "quote": QUOTES.defaults},
            span=span,
        )

    @blueprint.get("/search")
    def search() -> ResponseReturnValue:
        return results(PAGE)

    @blueprint.get("/quotes")
    def quotes() -> ResponseReturnValue:
        return results(QUOTES)

    def results(surface: Surface) -> ResponseReturnValue:
        """Return a page of results, or what is wrong with the query's text."""
        asked = from_args(request.args, surface)
        if asked.refused:
            return _refusal(asked, asked.refused)
        try:
            found = searcher.search(asked.query)
        except QueryError as error:
            return _refusal(asked, Problem("q", f"{error}.", error.position))
        return page(
            "search.html",
            asked=asked,
            results=found,
            view=listing(found, searcher),
            quotations=listed(found.hits, found.query, searcher) if found.query.of == "quotes" else [],
            ways=[] if found.total.value else ways(found, searcher),
        )

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
            captures=captures_of(found),
            copies=searcher.copies(article_id),
            back=list_url(asked.query) if request.args else None,
        )

    @blueprint.get("/quotes/<quote_id>")
    def quote(quote_id: str) -> ResponseReturnValue:
        found = searcher.occurrences(quote_id) or abort(404)
        asked = from_args(request.args, QUOTE)
        shown = genealogy(found, asked.query, searcher) or abort(404)
        return page("quote.html", asked=asked, view=shown, back=list_url(asked.query) if request.args else None)

    @blueprint.get("/healthz")
    def healthz() -> ResponseReturnValue:
        return Response("ok\n", mimetype="text/plain")

    return blueprint


def page(template: str, status: int = 200, **context: object) -> Response:
    """Return a template's page. A lone surrogate, which stored JSON may hold, becomes a question mark."""
    return Response(render_template(template, **context).encode("utf-8", "replace"), status, mimetype="text/html")


def _near(text: str, position: int) -> tuple[Span, ...]:
    """Return what stands around a fault, the character itself as a hit."""
    cuts = max(0, position - _NEAR), position, position + 1, position + _NEAR
    return tuple(Span(text[at:end], at == position) for at, end in pairwise(cuts) if text[at:end])


def _refusal(asked: Asked, problem: Problem) -> Response:
    """Return the page that says where a query is refused, its text still in the box."""
    text, position = asked.typed.get("q", ""), problem.position
    near = () if position is None else _near(text, position)
    shown = {"asked": asked, "problem": problem, "near": near}
    return page("refused.html", 400, **shown, kept=box(asked.query), path=list_path(asked.query))
