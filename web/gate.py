"""What stands before every route: who asks too much, who may not come in, and which other sites may read the API."""

import logging
import math

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Authorization

from web.access import Access, Passwords, TooManyTries, key_of
from web.buckets import Buckets
from web.clients import client_of, is_trusted, subscriber
from web.problems import refused
from web.settings import Settings

_log = logging.getLogger("pullquote.web")
_OPEN = ("health.healthz",)  # says nothing of the archive, and whoever asks has no password
_FREE = ("health.healthz", "assets.static")  # of the limit of requests: they cost nothing
_BURST = 10  # seconds' worth of requests that may come at once
_READING = ("GET", "HEAD")
_API = "/api/"
# A browser asks for leave, without a key, before it sends one for a page of another site.
_LEAVE = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "3600",
}


def guard(app: Flask, settings: Settings) -> None:
    """Have every request pass the gate before anything else looks at it."""
    if settings.rate:
        _limit(app, settings, Buckets(settings.rate, max(1, round(settings.rate * _BURST))))
    if settings.access:
        app.before_request(_Gate(settings, settings.access).refuse)
    app.after_request(lambda response: _shared(response, settings))


def may_write() -> bool:
    """Tell whether the request shows a key that may write."""
    return bool(g.get("may_write"))


def _limit(app: Flask, settings: Settings, buckets: Buckets) -> None:
    @app.before_request
    def limit() -> ResponseReturnValue | None:
        if request.endpoint in _FREE:
            return None
        wait = buckets.take(subscriber(client_of(request.environ, settings.proxies)))
        return _later(wait) if wait else None


class _Gate:
    def __init__(self, settings: Settings, access: Access) -> None:
        self._settings, self._access = settings, access
        self._passwords = Passwords(access.passwords)

    def refuse(self) -> ResponseReturnValue | None:
        """Return what a client is told that may not come in; None lets it in."""
        if request.endpoint in _OPEN:
            return None
        if request.method == "OPTIONS" and request.path.startswith(_API) and _is_listed(self._settings):
            return Response(status=204, headers=_LEAVE)
        try:
            if self._is_known():
                return None
        except TooManyTries as error:
            return _later(error.seconds)
        schemes = self._access.schemes
        return refused(401, [("WWW-Authenticate", scheme) for scheme in schemes]) if schemes else refused(403)

    def _is_known(self) -> bool:
        given, header, proxies = _given(), self._access.user_header, self._settings.proxies
        if given and given.type == "bearer":
            key = key_of(given.token or "", self._access.keys)
            g.may_write = key is not None and key.may_write
            return key is not None
        if given and given.type == "basic" and self._access.passwords:
            client = subscriber(client_of(request.environ, proxies))
            is_right = self._passwords.check(given.username or "", given.password or "", client)
            if not is_right:
                _log.warning("a wrong password from %s", client)
            return is_right
        return bool(header and request.headers.get(header) and is_trusted(request.environ, proxies))


def _given() -> Authorization | None:
    """Return what the client shows; None also for bytes that are no header of any scheme."""
    try:
        return request.authorization
    except ValueError:
        return None


def _shared(response: Response, settings: Settings) -> Response:
    """Say which sites and which caches may have an answer."""
    if not settings.access:
        if request.path.startswith(_API) and request.method in _READING:
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response
    response.cache_control.public, response.cache_control.private = False, True
    if request.path.startswith(_API):
        response.vary.add("Origin")
        if _is_listed(settings):
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
    return response


def _is_listed(settings: Settings) -> bool:
    return request.headers.get("Origin") in settings.origins


def _later(seconds: float) -> Response:
    return refused(429, [("Retry-After", str(math.ceil(seconds)))])
