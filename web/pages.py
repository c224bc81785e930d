"""The pages: home, results, an article, a quotation. Whole without JavaScript; the URL is the only state."""

import json
from itertools import pairwise

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from index.captures import captures_of
from index.errors import QueryError
from search.allowance import Allowance
from search.query import FACETS, Query
from search.results import Listed, Results, Span
from search.searcher import Searcher
from web.attached import attached
from web.cards import listed
from web.citing import footnote
from web.export import CITATIONS
from web.facets import values_page
from web.formats import safe_url
from web.genealogy import genealogy
from web.help import own, sections
from web.listing import box, listing
from web.nothing import ways
from web.params import ARTICLE, FACET, HOME, PAGE, QUOTE, QUOTES, SIMILAR, Asked, Problem, Surface, from_args
from web.read_back import read_back
from web.reading import reading
from web.suggesting import browser_json
from web.timeline import Chart, chart
from web.urls import list_path, list_url

_NEWEST = Query(sort="newest", size=6, facets=("tag",), facet_size=10, fold=True, span=True)
_QUOTED = Query(of="quotes", size=0, facets=("speaker",), facet_size=10, sort="newest")
_ALIKE = 20  # articles on the subject of one
_NEAR = 20  # characters shown to each side of a fault


def pages(searcher: Searcher) -> Blueprint:
    """Return the pages over a searcher."""
    blueprint = Blueprint("pages", __name__, static_folder="static", static_url_path="/static")
    for add in (_add_home_and_help, _add_lists, _add_articles_and_quotes):
        add(blueprint, searcher)
    return blueprint


def _add_home_and_help(blueprint: Blueprint, searcher: Searcher) -> None:
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

    @blueprint.get("/help")
    def help_page() -> ResponseReturnValue:
        return page("help.html", asked=from_args(request.args, HOME), sections=sections(), own=own(searcher))

    @blueprint.get("/suggest")
    def suggest() -> ResponseReturnValue:
        """Answer as browsers ask while a text is typed."""
        data = browser_json(request.args.get("q", ""), searcher)
        return Response(json.dumps(data), mimetype="application/x-suggestions+json")


def _add_lists(blueprint: Blueprint, searcher: Searcher) -> None:
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
        allowance = Allowance()
        return page(
            "search.html",
            asked=asked,
            results=found,
            view=listing(found, searcher),
            quotations=listed(found.hits, found.query, searcher) if found.query.of == "quotes" else [],
            chart=charted(found, share=asked.view.share),
            read=read_back(found, searcher, allowance),
            ways=[] if found.total.value else ways(found, searcher, allowance),
        )

    def charted(found: Results, *, share: bool) -> Chart | None:
        """Return the chart of results; None too where counting takes too long: the list can do without."""
        try:
            return chart(searcher.timeline(found.query), share=share) if found.hits else None
        except QueryError:
            return None

    @blueprint.get("/facets/<name>")
    def facet(name: str) -> ResponseReturnValue:
        asked = from_args(request.args, FACET)
        if name not in FACETS:
            abort(404)
        if asked.refused:
            return _refusal(asked, asked.refused)
        try:
            found = searcher.values(asked.query, name, asked.view.prefix, asked.view.order)
        except QueryError as error:
            return _refusal(asked, Problem("q", f"{error}.", error.position))
        return page("facet.html", asked=asked, query=found.query, view=values_page(found, asked))


def _add_articles_and_quotes(blueprint: Blueprint, searcher: Searcher) -> None:
    @blueprint.get("/a/<article_id>")
    def article(article_id: str) -> ResponseReturnValue:
        found = searcher.get(article_id)
        if found is None:  # an id may end as an address of a citation does
            return citation(article_id)
        asked = from_args(request.args, ARTICLE)
        return page(
            "article.html",
            asked=asked,
            article=found,
            reading=reading(found, asked.query.expression, asked.view.quotes),
            original=safe_url(found.url),
            captures=captures_of(found),
            copies=searcher.copies(article_id),
            back=list_url(asked.query) if request.args.keys() - {"quotes"} else None,
            footnote=footnote(found),
        )

    def citation(name: str) -> ResponseReturnValue:
        """Return what `/a/{id}.ris` and `/a/{id}.bib` stand for: an article for a reference manager."""
        article_id, _, suffix = name.rpartition(".")
        kind = CITATIONS.get(suffix) or abort(404)
        found = searcher.get(article_id) or abort(404)
        return attached(kind.row(Listed(found, None, 0.0)), kind, f"article.{suffix}")

    @blueprint.get("/a/<article_id>/similar")
    def similar(article_id: str) -> ResponseReturnValue:
        found = searcher.get(article_id) or abort(404)
        asked = from_args(request.args, SIMILAR)
        try:
            hits, refused = searcher.similar(article_id, _ALIKE), None
        except QueryError as error:
            hits, refused = (), error
        return page("similar.html", 503 if refused else 200, asked=asked, article=found, hits=hits, refused=refused)

    @blueprint.get("/quotes/<quote_id>")
    def quote(quote_id: str) -> ResponseReturnValue:
        found = searcher.occurrences(quote_id) or abort(404)
        asked = from_args(request.args, QUOTE)
        shown = genealogy(found, asked.query, searcher) or abort(404)
        return page("quote.html", asked=asked, view=shown, back=list_url(asked.query) if request.args else None)


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
