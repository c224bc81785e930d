"""Hostile articles and requests: their text stays text, and every response carries the same headers."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from index.article import Image, Mention
from search.linear_searcher import LinearSearcher
from web.app import create_app

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
PATHS = (
    "/",
    "/search",
    "/search?q=bait",
    "/search?q=bait&facet=x",
    "/a/{id}",
    "/a/{id}?q=bait",
    "/quotes",
    "/quotes/{id}.q1",
)
ROUTES = [
    ("GET", "/", 200),
    ("GET", "/search?q=ramadi", 200),
    ("GET", "/search?q=" + "(" * 40, 400),
    ("GET", "/a/ramadi", 200),
    ("GET", "/quotes?q=count", 200),
    ("GET", "/quotes?q=" + "(" * 40, 400),
    ("GET", "/quotes/ramadi.q1", 200),
    ("GET", "/quotes/nope", 404),
    ("GET", "/a/nope", 404),
    ("GET", "/nope", 404),
    ("GET", "/a/ramadi.ris", 200),
    ("GET", "/feed.atom?q=ramadi", 200),
    ("GET", "/feed.json?tga=x", 400),
    ("GET", "/opensearch.xml", 200),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/metrics", 200),
    ("GET", "/api/v1/export?format=ris", 200),
    ("GET", "/api/v1/export?fields=x", 400),
    ("GET", "/static/pullquote.css", 200),
    ("GET", "/static/nope", 404),
    ("GET", "/api/v1/articles", 200),
    ("GET", "/api/v1/quotes", 200),
    ("GET", "/api/v1/quotes/ramadi.q1", 200),
    ("GET", "/api/v1/articles?foo=1", 400),
    ("GET", "/api/v1/articles/ramadi", 200),
    ("GET", "/api/v1/articles/nope", 404),
    ("POST", "/search", 405),
    ("PUT", "/api/v1/articles/ramadi", 405),
    ("OPTIONS", "/", 405),
    ("TRACE", "/search", 405),
    ("DELETE", "/static/pullquote.css", 405),
    ("HEAD", "/search", 200),
]


def skeleton(html):
    """Return the elements of a page with the names of their attributes."""
    return [(element.name, sorted(element.attrs)) for element in BeautifulSoup(html, "lxml").find_all(True)]


def harmless(article):
    """Return the article with a plain word in place of its payload, so that its pages have the same elements."""
    text = article.source
    plain = "payload"
    body = article.body.replace(text, plain)
    start = body.index("“") + 1
    quote = replace(
        article.quotes[0], text=plain, parts=((start, start + len(plain)),), speaker=plain,
        mention=Mention(plain, 0, 1), role=plain, cue=plain, told_to=plain, kind=plain, rule=plain,
    )  # fmt: skip
    return replace(
        article, title=f"bait {plain}", url=plain, source=plain, byline=plain, authors=(plain,), published=plain,
        body=body, tags=(plain,), section=plain, lang=plain, image=Image(plain, plain, plain), file=plain,
        quotes=(quote,), provenance={plain: plain},
    )  # fmt: skip


@pytest.fixture(scope="module")
def static():
    return Path(__file__).parent.parent / "web"


@pytest.mark.parametrize("path", PATHS)
def test_no_payload_adds_an_element_or_an_attribute(hostile, path):
    for article in hostile:
        address = path.format(id=article.id)
        given, plain = (
            create_app(LinearSearcher([a])).test_client().get(address) for a in (article, harmless(article))
        )
        assert given.status_code == 200
        assert skeleton(given.data) == skeleton(plain.data)


def test_payloads_in_requests_stay_text(hostile, client):
    for article in hostile:
        text = article.source.encode("utf-8", "replace").decode()
        for name in ("q", "tag", "speaker", "from", "sort", "page", text):
            response = client.get("/search", query_string={name: text})
            soup = BeautifulSoup(response.data, "lxml")
            assert soup.select("script, img, svg, #injected, [onerror], [onload], [style]") == []


def test_payloads_in_the_api_stay_text(hostile):
    client = create_app(LinearSearcher(hostile)).test_client()
    response = client.get("/api/v1/articles?q=bait&size=100&facet=tag&facet=speaker")
    assert response.content_type == "application/json"
    assert len(response.json["hits"]) == len(hostile)
    for hit in response.json["hits"]:
        assert hit["original_url"] is None
        for highlight in hit["highlights"]:
            assert re.findall(r"<(?!/?mark>)", highlight["html"]) == []


def test_no_link_leaves_but_over_http(hostile):
    client = create_app(LinearSearcher(hostile)).test_client()
    for path in ("/", "/search?q=bait&size=100", *(f"/a/{article.id}" for article in hostile)):
        for link in BeautifulSoup(client.get(path).data, "lxml").select("[href], [src], [action]"):
            address = link.get("href") or link.get("src") or link.get("action")
            assert address[0] in "/#"
            assert not address.startswith(("//", "/\\"))


def test_reversed_text_is_isolated(hostile):
    client = create_app(LinearSearcher(hostile)).test_client()
    for path in ("/search?q=bait&size=100", "/a/bad8", "/"):
        for text in BeautifulSoup(client.get(path).data, "lxml").find_all(string=re.compile("\u202e")):
            assert text.find_parent("bdi") or text.find_parent(class_="body")["dir"] == "auto"


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
def test_every_response_has_the_headers(client, method, path, status):
    response = client.open(path, method=method)
    assert response.status_code == status
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response.headers
    assert "Location" not in response.headers
    response.close()


def test_a_304_has_the_headers_too(client):
    tag = client.get("/api/v1/articles").headers["ETag"]
    response = client.get("/api/v1/articles", headers={"If-None-Match": tag})
    assert (response.status_code, response.headers["Content-Security-Policy"]) == (304, POLICY)


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/\\evil.example", "//evil.example/search", "///search", "/search//"]
)
def test_nothing_redirects(client, path):
    response = client.get("/", environ_overrides={"PATH_INFO": path})
    assert response.status_code in (200, 404)
    assert "Location" not in response.headers
    assert b"evil" not in response.data


def test_the_host_is_not_repeated(client):
    for path in ("/", "/search?q=ramadi", "/a/ramadi", "/nope", "/api/v1/articles", "/api/v1/nope"):
        response = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
        assert b"evil" not in response.data
        assert "evil" not in str(response.headers)


@pytest.mark.parametrize("parameter", ["q", "tag", "page", "foo"])
def test_a_line_break_reaches_no_header(client, parameter):
    for path in ("/search", "/api/v1/articles", "/a/ramadi"):
        response = client.get(path, query_string={parameter: "a\r\nX-Injected: 1"})
        assert "X-Injected" not in response.headers


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff%fe", "q=%ED%A0%80", "tag=%00&speaker=%0a", "page=1e3", "size=0", "q=%F0%9F%98%80", "&&==&"],
)
def test_odd_bytes_are_no_error(client, query):
    for path in ("/search", "/a/ramadi", "/api/v1/articles", "/api/v1/articles/ramadi"):
        assert client.get(f"{path}?{query}").status_code in (200, 400)


def test_no_path_of_the_server_is_told(client):
    for path in ("/api/v1/articles?q=ramadi", "/api/v1/articles/ramadi", "/a/ramadi", "/search?q=ramadi"):
        assert b"/home/" not in client.get(path).data


def test_stored_text_becomes_markup_in_one_place(static):
    templates = "".join(path.read_text() for path in (static / "templates").iterdir())
    assert not re.search(r"\|\s*safe\b|autoescape|<script|style=|\son\w+=", templates)
    using = [path.name for path in static.glob("*.py") if "Markup(" in path.read_text()]
    assert using == ["formats.py"]


def test_problems_are_json_however_they_are_named(client):
    data = client.get("/api/v1/articles", query_string={"</script><b>": "1"})
    assert json.loads(data.data)["errors"][0]["parameter"] == "</script><b>"
    assert data.mimetype == "application/problem+json"
