"""The application: one searcher behind the pages and the API, the same headers on every response."""

from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from flask import Flask, Response, request

from search.allowance import one_page
from search.searcher import Searcher
from web import formats, languages
from web.api import api
from web.assets import asset, assets, digest_of_all
from web.base_url import base_url
from web.batch import batch
from web.compressing import compress_answers
from web.documenting import documents
from web.exports import exports
from web.feeds import feeds
from web.gate import guard
from web.health import health
from web.owner_pages import for_owner, owner_pages
from web.pages import pages
from web.problems import handle_errors
from web.request_log import ROUTE, Application, Environ, RequestLog
from web.settings import Settings
from web.urls import (
    article_url,
    export_url,
    feed_url,
    own_page,
    quote_url,
    reading_url,
    search_url,
    similar_url,
    speaker_page,
    tag_page,
    timeline_url,
)
from web.writing import writing

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_FILTERS = (
    formats.byline,
    formats.clock,
    formats.confidence,
    formats.counted,
    formats.day,
    formats.decimal,
    formats.excerpt,
    formats.fields,
    formats.host,
    formats.marked,
    formats.number,
    formats.outlet,
    formats.plain,
    formats.safe_url,
    formats.sure,
    formats.tally,
    formats.text_fragment,
    languages.translated,
)


def create_app(searcher: Searcher, settings: Settings | None = None) -> Flask:
    """Return the site and the API over a searcher."""
    app = Flask("web.app", static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    # It answers `//host/path` with a redirect, and nothing here redirects.
    app.url_map.merge_slashes = False
    settings = settings or Settings()
    app.register_blueprint(health(searcher))  # before the gate: it counts those, too, who are turned away
    languages.speak(app, settings.language)
    guard(app, settings)
    made_by = _made_by(settings)
    for blueprint in (
        assets(),
        pages(searcher, settings, made_by),
        api(searcher, made_by),
        exports(searcher, settings, made_by),
        feeds(searcher, settings, made_by),
        batch(searcher),
        documents(searcher, settings, _version(), made_by),
    ):
        app.register_blueprint(blueprint)
    if settings.owner:
        app.register_blueprint(owner_pages(searcher, settings, settings.owner))
    if settings.writes:
        app.register_blueprint(writing(settings.writes, searcher))
    app.after_request(_headers)
    compress_answers(app)
    handle_errors(app)
    _dress(app, settings)
    app.wsgi_app = RequestLog(_on_one_page(app.wsgi_app), queries=settings.log_queries)  # type: ignore[method-assign]
    return app


def _made_by(settings: Settings) -> str:
    """Return what answers depend on beside the archive and what is asked: the product, and how it is served."""
    chosen = (settings.name, settings.base_url, settings.owner is not None, settings.writes is not None)
    return "\n".join(map(str, (_version(), *chosen, digest_of_all())))


def _on_one_page(application: Application) -> Application:
    """Have the searches of a request share their limit of time and what they find (search.allowance)."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        with one_page():
            return application(environ, start_response)

    return answer


def _dress(app: Flask, settings: Settings) -> None:
    """Give the templates what they need."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(languages.in_templates())
    app.jinja_env.filters.update({function.__name__: function for function in _FILTERS})
    app.jinja_env.globals.update(
        archive=settings.name,
        base=partial(base_url, settings),
        for_owner=partial(for_owner, settings),
        article_url=article_url,
        export_url=export_url,
        feed_url=feed_url,
        quote_url=quote_url,
        reading_url=reading_url,
        search_url=search_url,
        similar_url=similar_url,
        own_page=own_page,
        speaker_page=speaker_page,
        tag_page=tag_page,
        timeline_url=timeline_url,
        style=asset("pullquote.css"),
        icon=asset("pullquote.svg"),
        scripts=tuple(map(asset, ("vendor/htmx.min.js", "pullquote.js"))),
    )


def _headers(response: Response) -> Response:
    request.environ[ROUTE] = request.url_rule.rule if request.url_rule else None
    response.headers.update(_HEADERS)
    return response


def _version() -> str:
    try:
        return version("pullquote")
    except PackageNotFoundError:  # a checkout that nobody installed
        return "0"
