"""The pages: home, results, an article, a quotation, a speaker, a tag, hits over time.

Whole without JavaScript; the URL is the only state.
"""

import json
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from index.captures import captures_of
from index.errors import QueryError
from search.allowance import Allowance
from search.query import FACETS
from search.results import Listed, Span
from search.searcher import Searcher
from web.arguments import from_args
from web.attached import attached
from web.base_url import base_url
from web.cards import listed, with_others
from web.citing import footnote
from web.export import CITATIONS
from web.facets import values_page
from web.formats import safe_url
from web.genealogy import genealogy
from web.guessed import guessed_view
from web.help import Examples
from web.home_page import home_view
from web.json_ld import news_article, web_site
from web.languages import translated
from web.listing import box, listing
from web.missing import Missing, no_speaker, no_tag
from web.nothing import beside, nothing
from web.overview import charted
from web.params import (
    ARTICLE,
    FACET,
    HOME,
    PAGE,
    QUOTE,
    QUOTES,
    SIMILAR,
    SPEAKER,
    TAG,
    TIMELINE,
    Asked,
    Problem,
    Surface,
)
from web.read_back import read_back
from web.reading import reading
from web.settings import Settings
from web.speaker_page import speaker_view
from web.suggesting import browser_json
from web.tag_page import tag_view
from web.timeline_page import timeline_view
from web.urls import list_path, list_url
from web.validating import answer_unchanged, validated

_ALIKE = 20  # articles on the subject of one
_NEAR = 20  # characters shown to each side of a fault
_MEANT = {
    "/speakers": f"{FACET.path}speaker",
    "/speakers/": f"{FACET.path}speaker",
    "/tags": f"{FACET.path}tag",
    "/tags/": f"{FACET.path}tag",
    "/quotes/": QUOTES.path,
    "/search/": PAGE.path,
}
_LONGEST = 2_000  # bytes of an address in a header, of which proxies take 4 KB or 8


def pages(searcher: Searcher, settings: Settings, made_by: str) -> Blueprint:
    """Return the pages over a searcher; `made_by` is what else their ETags depend on."""
    blueprint = Blueprint("pages", __name__)
    answer_unchanged(blueprint, searcher, made_by)
    blueprint.after_request(_validated)
    _add_home_and_help(blueprint, searcher, settings)
    _add_lists(blueprint, searcher)
    _add_articles(blueprint, searcher, settings)
    _add_quotes(blueprint, searcher, settings)
    _add_overviews(blueprint, searcher)
    _add_redirects(blueprint)
    return blueprint


def _add_home_and_help(blueprint: Blueprint, searcher: Searcher, settings: Settings) -> None:
    examples = Examples(searcher)

    @blueprint.get("/")
    def home() -> ResponseReturnValue:
        asked, site = from_args(request.args, HOME), web_site(settings.name, base_url(settings))
        try:
            return page("home.html", asked=asked, view=home_view(searcher, examples), site=site)
        except QueryError as error:
            return refusal(asked, Problem("q", f"{translated(error.message)}."))

    @blueprint.get("/help")
    def help_page() -> ResponseReturnValue:
        return page("help.html", asked=from_args(request.args, HOME), sections=examples.sections())

    @blueprint.get("/suggest")
    def suggest() -> ResponseReturnValue:
        """Answer as browsers ask while a text is typed."""
        data = browser_json(request.args.get("q", ""), searcher)
        return Response(json.dumps(data), mimetype="application/x-suggestions+json")


def _add_lists(blueprint: Blueprint, searcher: Searcher) -> None:
    @blueprint.get("/search")
    def search() -> ResponseReturnValue:
        return answered(PAGE, lambda asked: _results(asked, searcher))

    @blueprint.get("/quotes")
    def quotes() -> ResponseReturnValue:
        return answered(QUOTES, lambda asked: _results(asked, searcher))

    @blueprint.get("/facets/<name>")
    def facet(name: str) -> ResponseReturnValue:
        def values(asked: Asked) -> Response:
            found = searcher.values(asked.query, name, asked.view.prefix, asked.view.order)
            return page("facet.html", asked=asked, query=found.query, view=values_page(found, asked))

        return answered(FACET, values) if name in FACETS else abort(404)


def _results(asked: Asked, searcher: Searcher) -> Response:
    found, allowance = searcher.search(asked.query), Allowance()
    of_quotes = found.query.of == "quotes"
    answer = page(
        "search.html",
        asked=asked,
        results=found,
        view=listing(found, searcher),
        quotations=listed(found.hits, found.query, searcher) if of_quotes else [],
        with_others=frozenset() if of_quotes else with_others(found.hits, searcher),
        chart=charted(searcher, found.query, share=asked.view.share) if found.hits else None,
        read=read_back(found, searcher, allowance),
        beside=beside(found, searcher, allowance),
        nothing=None if found.total.value else nothing(found, searcher, allowance),
    )
    if "HX-Request" in request.headers and len(url := list_url(found.query)) < _LONGEST:
        answer.headers["HX-Push-Url"] = url  # htmx would write the form's order
    return answer


def _add_articles(blueprint: Blueprint, searcher: Searcher, settings: Settings) -> None:
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
            json_ld=news_article(found, base_url(settings)),
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


def _add_quotes(blueprint: Blueprint, searcher: Searcher, settings: Settings) -> None:
    @blueprint.get("/quotes/<quote_id>")
    def quote(quote_id: str) -> ResponseReturnValue:
        found = searcher.occurrences(quote_id) or abort(404)
        asked = from_args(request.args, QUOTE)
        shown = genealogy(found, asked.query, searcher, base_url(settings)) or abort(404)
        return page("quote.html", asked=asked, view=shown, back=list_url(asked.query) if request.args else None)


def _validated(response: Response) -> Response:
    return validated(response) if response.status_code == 200 and response.mimetype == "text/html" else response


def _add_overviews(blueprint: Blueprint, searcher: Searcher) -> None:
    @blueprint.get("/speakers/<speaker>")
    def speaker(speaker: str) -> ResponseReturnValue:
        view = partial(speaker_view, searcher, speaker)
        return overview("speaker.html", SPEAKER, view, lambda: _unsure(searcher, speaker))

    @blueprint.get("/tags/<path:tag>")
    def tag(tag: str) -> ResponseReturnValue:
        return overview("tag.html", TAG, partial(tag_view, searcher, tag), lambda: _none(no_tag(searcher, tag)))

    @blueprint.get("/timeline")
    def timeline() -> ResponseReturnValue:
        return answered(TIMELINE, lambda asked: page("timeline.html", asked=asked, view=timeline_view(searcher, asked)))

    def overview(
        template: str, surface: Surface, view_of: Callable[[Asked], object | None], none: Callable[[], Response]
    ) -> Response:
        def shown(asked: Asked) -> Response:
            view = view_of(asked)
            return page(template, asked=asked, view=view) if view else none()

        return answered(surface, shown)


def _unsure(searcher: Searcher, speaker: str) -> Response:
    """Return the page of somebody who is no speaker for sure, or of nobody."""
    view = guessed_view(searcher, speaker)
    return page("guessed.html", view=view) if view else _none(no_speaker(searcher, speaker))


def _none(missing: Missing) -> Response:
    return page("missing.html", 404, missing=missing)


def _add_redirects(blueprint: Blueprint) -> None:
    """Lead from addresses that people try to the pages that they mean."""
    for path, to in _MEANT.items():
        blueprint.add_url_rule(path, f"from {path}", partial(_led, to), methods=["GET"])


def _led(to: str) -> ResponseReturnValue:
    asked = request.query_string.decode("ascii", "replace")
    return redirect(f"{to}?{asked}" if asked else to, 308)


def answered(surface: Surface, answer: Callable[[Asked], Response]) -> Response:
    """Return the page of what is asked, or what is wrong with the query's text."""
    asked = from_args(request.args, surface)
    if asked.refused:
        return refusal(asked, asked.refused)
    try:
        return answer(asked)
    except QueryError as error:
        return refusal(asked, Problem("q", f"{translated(error.message)}.", error.position))


def page(template: str, status: int = 200, **context: object) -> Response:
    """Return a template's page. A lone surrogate, which stored JSON may hold, becomes a question mark."""
    return Response(render_template(template, **context).encode("utf-8", "replace"), status, mimetype="text/html")


def _near(text: str, position: int) -> tuple[Span, ...]:
    """Return what stands around a fault, the character itself as a hit, with ellipses where the text goes on."""
    cuts = max(0, position - _NEAR), position, position + 1, position + _NEAR
    shown = tuple(Span(text[at:end], at == position) for at, end in pairwise(cuts) if text[at:end])
    return (*[Span("…")] * (cuts[0] > 0), *shown, *[Span("…")] * (cuts[-1] < len(text)))


def refusal(asked: Asked, problem: Problem) -> Response:
    """Return the page that says where a query is refused, its text still in the box."""
    text, position = asked.typed.get("q", ""), problem.position
    near = () if position is None else _near(text, position)
    shown = {"asked": asked, "problem": problem, "near": near}
    return page("refused.html", 400, **shown, kept=box(asked.query), path=list_path(asked.query))
