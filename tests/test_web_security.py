"""Hostile articles and requests: their text stays text, and every response carries the same headers."""

import json
import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from msgspec import structs

from index.article import Article, Image, Mention
from index.building.documents import read
from search.linear_searcher import LinearSearcher
from tests.conftest import ARTICLES
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
    """Return the elements of a page with the names of their attributes, without examples made of an article's words."""
    soup = BeautifulSoup(html, "lxml")
    for examples in soup.select(".try"):
        examples.decompose()
    return [(element.name, sorted(element.attrs)) for element in soup.find_all(True)]


def harmless(article):
    """Return the article with a plain word in place of its payload, so that its pages have the same elements."""
    text = article.source
    plain = "payload"
    body = article.body.replace(text, plain)
    start = body.index("“") + 1
    quote = structs.replace(
        article.quotes[0], text=plain, parts=((start, start + len(plain)),), speaker=plain,
        mention=Mention(plain, 0, 1), role=plain, cue=plain, told_to=plain, kind=plain, rule=plain,
    )  # fmt: skip
    return replace(
        article, title=f"bait {plain}", url=plain, source=plain, byline=plain, authors=(plain,), published=plain,
        body=body, tags=(plain,), section=plain, lang=plain, image=Image(plain, plain, plain), file=plain,
        quotes=(quote,), provenance={plain: plain},
    )  # fmt: skip


@pytest.fixture(scope="module")
def pairs(hostile):
    """Each hostile article with a site of its own, and a site of the same without its payload."""
    sites = [[create_app(LinearSearcher([one])) for one in (article, harmless(article))] for article in hostile]
    return [(article.id, *(site.test_client() for site in two)) for article, two in zip(hostile, sites, strict=True)]


@pytest.fixture(scope="module")
def static():
    return Path(__file__).parent.parent / "web"


@pytest.mark.parametrize("path", PATHS)
def test_no_payload_adds_an_element_or_an_attribute(pairs, path):
    for name, *clients in pairs:
        given, plain = (client.get(path.format(id=name)) for client in clients)
        assert given.status_code == 200
        assert skeleton(given.data) == skeleton(plain.data)


def test_payloads_in_requests_stay_text(hostile, client):
    for article in hostile:
        text = article.source.encode("utf-8", "replace").decode()
        for name in ("q", "tag", "speaker", "from", "sort", "page", text):
            response = client.get("/search", query_string={name: text})
            soup = BeautifulSoup(response.data, "lxml")
            assert soup.select("script:not([src^='/static/']), img, svg, #injected, [onerror], [onload], [style]") == []


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
    given = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    paths = ("/", "/search?q=ramadi", "/a/ramadi", "/nope", "/api/v1/articles", "/api/v1/nope", "/api/v1/articles?x=1")
    for path in (*paths, "/feed.atom?q=iraq", "/feed.json?q=iraq", "/opensearch.xml", "/readyz"):
        response = client.get(path, headers=given)
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
    inline = r"<script(?! src=.\{\{ script \}\}. defer></script>)"
    assert not re.search(rf"\|\s*safe\b|autoescape|{inline}|style=|\son\w+=", templates)
    using = {path.name for path in static.glob("*.py") if "Markup(" in path.read_text()}
    assert using == {"formats.py", "languages.py"}  # hits that are marked; our own sentences, their values escaped


def test_problems_are_json_however_they_are_named(client):
    data = client.get("/api/v1/articles", query_string={"</script><b>": "1"})
    assert json.loads(data.data)["errors"][0]["parameter"] == "</script><b>"
    assert data.mimetype == "application/problem+json"


def test_s2_what_would_end_a_script_is_escaped_or_no_html(hostile):
    client = create_app(LinearSearcher(hostile)).test_client()
    for path in ("/api/v1/articles?q=bait&size=100", "/api/v1/articles/bad3", "/api/v1/quotes?size=100", "/feed.json"):
        response = client.get(path)
        assert response.mimetype in ("application/json", "application/feed+json")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    for article in hostile:
        scripts = BeautifulSoup(client.get(f"/a/{article.id}").data, "lxml").select("script:not([src])")
        assert all(script["type"] == "application/ld+json" and json.loads(script.string) for script in scripts)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("JaVa\tscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//host.example/", False),
        ("http:\\\\host.example", False),
        ("https://news.example@evil.example/", False),
        ("https://b\u00fccher.example/", True),
        ("https://news.example/a", True),
    ],
)
def test_s3_the_original_is_linked_over_http_alone_and_learns_nothing(url, linked):
    client = create_app(LinearSearcher([replace(ARTICLES[0], url=url)])).test_client()
    links = BeautifulSoup(client.get("/a/ramadi").data, "lxml").select("a[href^=http], a[href*=script], a[href^=data]")
    assert bool(links) is linked
    assert all({"noopener", "noreferrer", "nofollow", "ugc"} <= set(link["rel"]) for link in links)


def test_s4_no_file_is_served_but_the_sites_own(client):
    for path in (
        "/a/ramadi/original",
        "/a/ramadi.html",
        "/original/ramadi",
        "/files/ramadi",
        "/home/ann/secret/ramadi.html",
    ):
        assert client.get(path).status_code == 404
    for path in ("/a/ramadi.ris", "/api/v1/export?format=csv&q=%22%0d%0aX:"):
        with client.get(path) as answer:
            named = answer.headers["Content-Disposition"]
            assert re.fullmatch(r"attachment; filename=[\w.-]+", named)


@pytest.mark.parametrize("place", ["/static/", "/a/", "/quotes/", "/api/v1/articles/", "/api/v1/facets/"])
@pytest.mark.parametrize(
    "way",
    [
        "../app.py",
        "..%2fapp.py",
        "%2e%2e/app.py",
        "....//app.py",
        "/etc/passwd",
        "..\\app.py",
        "a%00.css",
        "%252e%252e/app.py",
    ],
)
def test_s5_no_path_leads_out(client, place, way):
    with client.get(place + way) as answer:
        assert answer.status_code in (308, 404)
        assert b"create_app" not in answer.data
        assert b"root:" not in answer.data


def test_s7_no_entity_of_a_file_is_read_and_nothing_connects(tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("something connects")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "secret.txt").write_text("the secret word")
    places = (f"file://{tmp_path}/secret.txt", "http://127.0.0.1:9/x")
    for number, place in enumerate(places):
        head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{place}"><!ENTITY % y SYSTEM "{place}"> %y;]>'
        item = "<item><title>A story &x;</title><description>Some words of it &x;.</description></item>"
        (tmp_path / f"{number}.xml").write_text(f'{head}<rss version="2.0"><channel>{item}</channel></rss>')
        (tmp_path / f"{number}.html").write_text(
            f"{head.replace('rss', 'html')}<html><body><p>Some words &x; of it.</p></body></html>"
        )
    articles = [item for item in read(str(tmp_path)) if isinstance(item, Article) and not item.file.endswith(".txt")]
    assert len(articles) >= 2
    assert "secret word" not in json.dumps([article.to_dict() for article in articles])


DEAR = [
    "*", "*a*", "?????", "fuzzy~9", "[a TO z]", "(" * 1_000, "(" * 20_000, "NOT " * 500, "x" * 10_000_000,
    " ".join(["word"] * 100_000), " OR ".join(f"w{n}" for n in range(5_000)), " OR ".join(["*x*"] * 10),
    "a\x00b", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("text", DEAR, ids=lambda text: text[:9].encode("unicode_escape").decode())
@pytest.mark.parametrize("path", ["/search", "/api/v1/articles", "/api/v1/parse", "/feed.json"])
def test_s9_what_costs_too_much_is_refused_and_no_error(client, path, text):
    asked = {"q": text.encode("utf-8", "surrogatepass")}
    assert client.get(path, query_string=asked).status_code in (200, 400)


@pytest.mark.parametrize("wrong", ["size=101", "page=1001&size=10", "page=10001", "size=-1", "page=0"])
def test_s9_pages_have_a_size_and_an_end(client, wrong):
    assert client.get(f"/api/v1/articles?{wrong}").status_code == 400


def test_s16_every_route_only_reads(client):
    for rule in client.application.url_map.iter_rules():
        assert rule.methods <= {"GET", "HEAD"} or (rule.rule, rule.methods) == ("/api/v1/batch", {"POST"})


def test_s19_an_error_tells_its_number_and_nothing_else(caplog):
    class Broken(LinearSearcher):
        def search(self, query):
            raise RuntimeError("secret of /home/ann")

    client = create_app(Broken(ARTICLES)).test_client()
    for path in ("/search?q=x", "/api/v1/articles?q=x"):
        answer = client.get(path)
        assert (answer.status_code, "secret" in answer.text) == (500, False)
        assert not re.search(r"Traceback|\.py|Werkzeug|Flask|Python|0\.1\.0", answer.text + str(answer.headers))
        assert answer.headers["X-Request-ID"] in answer.text
    assert "secret of /home/ann" in caplog.text


@pytest.mark.parametrize("query", ["page=1&page=2", "from=2014&from=2015", "sort=newest&sort=oldest", "foo=1", "Q=x"])
def test_s20_what_is_unknown_or_said_twice_is_refused(client, query):
    assert client.get(f"/api/v1/articles?{query}").status_code == 400


@pytest.mark.parametrize(
    "path", ["/a/ramadi", "/search?q=ramadi", "/quotes", "/feed.atom", "/feed.json", "/api/v1/articles/ramadi",
             "/api/v1/quotes", "/api/v1/export?format=jsonl", "/api/v1/export?format=csv", "/readyz", "/metrics"],
)  # fmt: skip
def test_s21_no_answer_names_a_file_of_the_server(client, path):
    with client.get(path) as answer:
        assert b"/home/ann" not in answer.data


def test_every_test_that_the_documentation_names_is_there():
    named = set(re.findall(r"`(test_\w+?)(?:\*)?`", Path("docs/security.md").read_text(encoding="utf-8")))
    there = "".join(path.read_text(encoding="utf-8") for path in Path("tests").glob("test_*.py"))
    assert len(named) > 30
    assert [name for name in named if f"def {name}" not in there] == []
