"""Saved queries: `alerts.txt` in an index folder, a plain text that belongs to the user.

    # one a line: a name, and a query or the address of a page of results
    ramadi = "fall of ramadi" -baghdad
    Kerry on aid = /quotes?q=aid&speaker=john-kerry
    iraq = http://127.0.0.1:8000/search?q=oil&tag=Iraq&from=2015

A line that cannot be understood is named, and the others hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

from werkzeug.datastructures import MultiDict

from index.errors import PullquoteError, QueryError
from index.owner.own_files import CONTROLS, read_own
from search.query import Query
from search.syntax import parse
from web.arguments import from_args
from web.params import API, API_QUOTES, PAGE, QUOTES, Surface

ALERTS = "alerts.txt"
_EXAMPLE = 'write for example `ramadi = "fall of ramadi" -baghdad`'
_ADDRESS = re.compile("([a-z][a-z0-9+.-]*:/)?/", re.IGNORECASE)  # how one begins
_SCHEMES = ("http", "https", "")
_LISTS = (API, API_QUOTES, PAGE, QUOTES)


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved query: all its hits, copies too, newest first. `text` is what the file says after the name."""

    name: str
    text: str
    query: Query

    @property
    def day(self) -> date | None:
        """The day that words like "last week" are counted from; None where the query's text has no dates."""
        return self.query.expression.today if self.query.expression else None

    def read_on(self, day: date | None) -> str:
        """Return how the query's text is read on a day; nothing where there is none."""
        expression = self.query.expression
        return parse(expression.text, expression.mode, day).read_as if expression else ""


@dataclass(frozen=True, slots=True)
class BadAlert:
    """A line that is none; `name` is what it calls itself, if anything."""

    name: str
    reason: str


def read_alerts(location: Path) -> list[Alert | BadAlert]:
    """Return what the file of an index folder says, in its order.

    Raises:
        PullquoteError: there is none, or it cannot be read.
    """
    path = location / ALERTS
    data = read_own(path)
    if data is None:
        raise PullquoteError(f"there is no {path}: write a saved query a line into it; {_EXAMPLE}")
    return list(_parsed(path, data.decode("utf-8-sig", "replace")))


def _parsed(path: Path, text: str) -> Iterator[Alert | BadAlert]:
    names: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.strip().startswith("#"):
            continue
        name, asked = _parts(line)
        try:
            _check(name, asked, names)
            yield Alert(name, asked, _query(asked))
        except QueryError as error:
            yield BadAlert(name, f"{path}, line {number}: {error}")
        names.add(name)


def _parts(line: str) -> tuple[str, str]:
    name, _, asked = line.partition("=")
    return " ".join(name.split()), asked.strip()


def _check(name: str, asked: str, names: set[str]) -> None:
    if not name or not asked:
        raise QueryError(f"a line has a name, = and a query: {_EXAMPLE}")
    if name in names:
        raise QueryError(f"there is a line of the name {name!r} before: give this one another")
    if "\ufffd" in name + asked or CONTROLS.search(name):
        raise QueryError("this is not UTF-8 text, or it has a control character")


def _query(asked: str) -> Query:
    """Return what is asked, in the order and the size in which an alert lists it.

    Raises:
        QueryError: the query, the address or a parameter of it is refused.
    """
    query = _of_address(asked) if _ADDRESS.match(asked) else replace(API.defaults, expression=parse(asked))
    return replace(query, sort="newest", fold=False, facets=(), span=False, histogram=None, page=1, cursor=None)


def _of_address(address: str) -> Query:
    """Return what the list of results at an address shows.

    Raises:
        QueryError: there is none, or a parameter is refused.
    """
    parts = _split(address)
    given = from_args(MultiDict(parse_qsl(parts.query)), _surface(parts))
    if given.problems:
        raise QueryError(" ".join(problem.detail for problem in given.problems))
    return given.query


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise QueryError(f"this is not the address of a list of results: {error}") from error


def _surface(parts: SplitResult) -> Surface:
    """Return the list that an address is of; the site may stand under any path, as behind a proxy."""
    path = parts.path.rstrip("/")
    for surface in _LISTS:
        if parts.scheme in _SCHEMES and path.endswith(surface.path):
            return surface
    known = ", ".join(surface.path for surface in _LISTS)
    raise QueryError(f"this is not the address of a list of results, which ends in one of {known} before its ?")
