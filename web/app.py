"""The application: one searcher behind the pages and the API, the same headers on every response."""

import hashlib
from datetime import timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flask import Flask, Response, request

from search.searcher import Searcher
from web import formats
from web.api import api
from web.batch import batch
from web.exports import exports
from web.feeds import feeds
from web.health import health
from web.pages import pages
from web.problems import handle_errors
from web.settings import Settings
from web.urls import article_url, export_url, feed_url, reading_url, search_url, similar_url

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_FILTERS = (
    formats.clock,
    formats.confidence,
    formats.counted,
    formats.day,
    formats.excerpt,
    formats.fields,
    formats.host,
    formats.marked,
    formats.number,
    formats.outlet,
    formats.plain,
)


def create_app(searcher: Searcher, settings: Settings | None = None) -> Flask:
    """Return the site and the API over a searcher."""
    app = Flask("web.app", static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(days=365)  # the address changes with the content
    # It answers `//host/path` with a redirect, and nothing here redirects.
    app.url_map.merge_slashes = False
    settings = settings or Settings()
    for blueprint in (
        health(searcher),
        pages(searcher),
        api(searcher, _version()),
        exports(searcher, _version()),
        feeds(searcher, settings, _version()),
        batch(searcher),
    ):
        app.register_blueprint(blueprint)
    app.after_request(_headers)
    handle_errors(app)
    _dress(app, settings)
    return app


def _dress(app: Flask, settings: Settings) -> None:
    """Give the templates what they need."""
    app.jinja_env.filters.update({function.__name__: function for function in _FILTERS})
    app.jinja_env.globals.update(
        archive=settings.name,
        article_url=article_url,
        export_url=export_url,
        feed_url=feed_url,
        reading_url=reading_url,
        search_url=search_url,
        similar_url=similar_url,
        style=_asset("pullquote.css"),
        icon=_asset("pullquote.svg"),
    )


def _asset(name: str) -> str:
    """Return the address of a static file, which changes with its content."""
    content = Path(__file__).with_name("static").joinpath(name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def _headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    if request.path.startswith("/api/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _version() -> str:
    try:
        return version("pullquote")
    except PackageNotFoundError:  # a checkout that nobody installed
        return "0"
