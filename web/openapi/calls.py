"""A call of each endpoint that works: for the page of the API with what its archive has, for docs/json-api.md."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from index.analysis import words
from search.function_words import FUNCTION_WORDS
from search.query import Query
from search.searcher import Searcher
from web.openapi.endpoints import ENDPOINTS, Endpoint

Values = Mapping[str, str]

_BEGUN = 3  # letters of a word that is being typed
_NEWEST = Query(sort="newest", size=1, highlight=False)


def values_of(searcher: Searcher) -> dict[str, str]:
    """Return what the calls need, of the newest quotation of a named speaker; what the archive has not is left out."""
    said = searcher.search(replace(_NEWEST, of="quotes", source_types=("named",))).hits
    hits = said or searcher.search(_NEWEST).hits
    found = {"id": hits[0].article, "tag": next(iter(hits[0].tags), "")} if hits else {}
    telling = [word for word in words(hits[0].title) if word not in FUNCTION_WORDS] if hits else []
    if telling:
        found |= {"q": max(telling, key=len), "begun": max(telling, key=len)[:_BEGUN]}
    if said and said[0].quote:
        found |= {"quote": said[0].id, "speaker": said[0].quote.speaker or ""}
    return {name: value for name, value in found.items() if value}


def path_of(endpoint: Endpoint, values: Values) -> str | None:
    """Return the path and the parameters of a call; None where the archive lacks what it needs."""
    return _filled(endpoint.call, {name: quote(one, safe="", errors="replace") for name, one in values.items()})


def body_of(endpoint: Endpoint, values: Values) -> str | None:
    """Return what a call sends; None where that is nothing, or the archive lacks what it needs."""
    return _filled(endpoint.sent, {name: json.dumps(one)[1:-1] for name, one in values.items()}) or None


def _filled(text: str, values: Values) -> str | None:
    try:
        return text.format_map(values)
    except KeyError:
        return None


def curl(endpoint: Endpoint, base: str, values: Values) -> str | None:
    """Return a call as a line for a shell; None where the archive lacks what it needs."""
    path, sent = path_of(endpoint, values), body_of(endpoint, values)
    if path is None or (endpoint.sent and sent is None):
        return None
    leave = ["-X", endpoint.method, "-H", "Authorization: Bearer KEY"] if endpoint.group == "write" else []
    return shlex.join(["curl", "-s", *leave, *(["--json", sent] if sent else []), base + path])


def program(base: str) -> str:
    """Return what a program in Python begins with: what asks for a path, and reads JSON."""
    return f"""\
import json
from urllib.request import Request, urlopen


def asked(path, sent=None):
    kind = {{"Content-Type": "application/json"}} if sent else {{}}
    request = Request("{base}" + path, sent and sent.encode(), kind)
    with urlopen(request) as reply:
        text = reply.read().decode()
    return json.loads(text) if reply.headers.get_content_subtype().split("+")[-1] == "json" else text
"""


def python(endpoint: Endpoint, values: Values) -> str:
    """Return a call as the next lines of such a program."""
    path, sent = path_of(endpoint, values), body_of(endpoint, values)
    given = f'"{path}", {sent!r}' if sent else f'"{path}"'
    return f"answer = asked({given})\nprint({endpoint.shown})"


def markdown(base: str, values: Values) -> str:
    """Return the calls of all endpoints as docs/json-api.md has them."""
    shell = "\n".join(f"# {one.told}\n{curl(one, base, values)}" for one in ENDPOINTS)
    lines = "\n".join(f"# {one.told}\n{python(one, values)}" for one in ENDPOINTS)
    return f"```sh\n{shell}\n```\n\n```python\n{program(base)}\n\n{lines}\n```"
