"""A call of each endpoint that works: for the page of the API with what its archive has, for docs/json-api.md."""

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote

from index.analysis import words
from search.function_words import FUNCTION_WORDS
from search.query import Query
from search.searcher import Searcher
from web.openapi.endpoints import ENDPOINTS, GROUPS, Endpoint

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


def python(endpoint: Endpoint, base: str, values: Values) -> str:
    """Return a call as a program in Python."""
    address, sent = f'address = "{base}{path_of(endpoint, values)}"', body_of(endpoint, values)
    given = f"{address}\nsent = {sent!r}" if sent else address
    request = 'Request(address, sent.encode(), {"Content-Type": "application/json"})' if sent else "address"
    is_json = any(media_type.endswith("json") and "x-nd" not in media_type for media_type in endpoint.answers)
    read = "json.load(reply)" if is_json else "reply.read().decode()"
    return f"{given}\nwith urlopen({request}) as reply:\n    answer = {read}\nprint({endpoint.shown})"


def markdown(base: str, values: Values) -> str:
    """Return the calls of all endpoints as docs/json-api.md has them."""
    return "\n\n".join(_blocks(base, values))


def _blocks(base: str, values: Values) -> Iterator[str]:
    yield "The programs begin with\n\n```python\nimport json\nfrom urllib.request import Request, urlopen\n```"
    for group, told in GROUPS.items():
        yield f"### {told}"
        for endpoint in (one for one in ENDPOINTS if one.group == group):
            path = endpoint.rule.replace("<", "{").replace(">", "}")
            yield f"**{endpoint.told}**: `{endpoint.method} {path}`"
            yield f"```sh\n{curl(endpoint, base, values)}\n```"
            yield f"```python\n{python(endpoint, base, values)}\n```"
