"""Any search as a feed, and the archive as a browser's search engine."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from index.article import Article
from search.linear_searcher import LinearSearcher
from tests.conftest import ARTICLES, FIRST
from web.app import create_app
from web.cli import main
from web.feeds import SIZE
from web.settings import Settings

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SEARCH = {"s": "http://a9.com/-/spec/opensearch/1.1/"}
RFC3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"


def xml(response):
    assert response.status_code == 200
    return ElementTree.fromstring(response.data)  # noqa: S314 - what this test has asked for


def entries(client, path):
    return [entry.findtext("a:id", None, ATOM) for entry in xml(client.get(path)).iterfind("a:entry", ATOM)]


def items(client, path):
    return [item["id"] for item in client.get(path).get_json(force=True)["items"]]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        pytest.param("", "dom copy oil note", id="courtlistener-854"),
        pytest.param("q=ramadi", "copy", id="aleph-2"),
        pytest.param("q=ramadi&fold=false&sort=oldest", "copy ramadi", id="the-newest-first-whatever-the-order"),
        pytest.param("tag=Iraq&source=AP&to=2014", "oil", id="recap-275"),
        pytest.param("speaker=muhannad-haimour", "ramadi", id="what-quotes-a-speaker"),
        pytest.param("of=quotes&speaker=muhannad-haimour", "ramadi.q1", id="all-that-a-speaker-said"),
        pytest.param("q=nosuchword", "", id="nothing-yet"),
    ],
)
def test_any_search_is_a_feed(client, parameters, expected):
    wanted = [f"urn:pullquote:{name}" for name in expected.split()]
    assert entries(client, f"/feed.atom?{parameters}") == wanted
    assert items(client, f"/feed.json?{parameters}") == wanted


def test_a_feed_has_the_newest_fifty():
    stories = [Article(f"a{number:03}", published=f"2015-{number % 12 + 1:02}-10") for number in range(99)]
    client = create_app(LinearSearcher(stories)).test_client()
    listed = client.get("/api/v1/articles?size=50").json["hits"]
    assert items(client, "/feed.json?size=10&page=2&fold=false") == [f"urn:pullquote:{hit['id']}" for hit in listed]
    assert len(entries(client, "/feed.atom?fold=false")) == SIZE


def test_an_entry_of_atom(client):
    feed = xml(client.get("/feed.atom?q=fled&fold=false&source=Reuters"))
    assert feed.findtext("a:title", None, ATOM) == "Pullquote: fled"
    assert feed.findtext("a:id", None, ATOM).startswith("urn:pullquote:%2Ffeed.atom%3Fq%3Dfled")
    assert [link.attrib for link in feed.iterfind("a:link", ATOM)] == [
        {
            "rel": "self",
            "type": "application/atom+xml",
            "href": "http://localhost/feed.atom?q=fled&source=Reuters&fold=false",
        },
        {"rel": "alternate", "type": "text/html", "href": "http://localhost/search?q=fled&source=Reuters&fold=false"},
    ]
    entry = feed.find("a:entry", ATOM)
    assert {child.tag.partition("}")[2]: child.text for child in entry if child.text} == {
        "id": "urn:pullquote:ramadi",
        "title": "Ramadi Falls",
        "updated": "2015-05-18T18:32:00-04:00",
        "published": "2015-05-18T18:32:00-04:00",
        "summary": "… “About 8,000 have fled the city.”",
    }
    assert entry.findtext("a:author/a:name", None, ATOM) == "Ann Roe"
    assert [link.get("href") for link in entry.iterfind("a:link", ATOM)] == [
        "http://localhost/a/ramadi",
        "https://news.example/ramadi",
    ]


def test_a_summary_says_where_text_was_left_out():
    words = " ".join(f"word{number}" for number in range(80))
    client = create_app(LinearSearcher([Article("a", title="Sea", body=f"{words} ferry {words}")])).test_client()
    for query, expected in (("ferry", "… [^…]* ferry [^…]* …"), ("sea", "word0 [^…]* …")):
        (item,) = client.get(f"/feed.json?q={query}").get_json(force=True)["items"]
        assert re.fullmatch(expected, item["content_text"])


def test_a_quotation_in_a_feed_of_json(client):
    response = client.get("/feed.json?of=quotes&q=over")
    assert response.content_type == "application/feed+json"
    feed = json.loads(response.data)
    assert {name: feed[name] for name in ("version", "home_page_url", "feed_url")} == {
        "version": "https://jsonfeed.org/version/1.1",
        "home_page_url": "http://localhost/quotes?q=over",
        "feed_url": "http://localhost/feed.json?of=quotes&q=over",
    }
    assert feed["items"] == [
        {
            "id": "urn:pullquote:ramadi.q2",
            "url": "http://localhost/quotes/ramadi.q2",
            "title": "One military official",
            "content_text": "“pretty much over for now.” – Ramadi Falls",
            "external_url": "https://news.example/ramadi",
            "date_published": "2015-05-18T18:32:00-04:00",
            "authors": [{"name": "Ann Roe"}],
            "tags": ["Iraq", "ISIS", "Anbar province"],
        }
    ]


@pytest.mark.parametrize(
    ("published", "time"),
    [
        ("2015", "2015-01-01T00:00:00+00:00"),
        ("2015-05", "2015-05-01T00:00:00+00:00"),
        ("2015-05-18", "2015-05-18T00:00:00+00:00"),
        ("2015-05-18T18:32", "2015-05-18T18:32:00+00:00"),
        ("2015-05-18T18:32:10+02:00", "2015-05-18T18:32:10+02:00"),
        (None, None),
        ("no date", None),
    ],
)
def test_a_time_is_as_feeds_write_it(published, time):
    client = create_app(LinearSearcher([replace(FIRST, published=published)])).test_client()
    (item,) = client.get("/feed.json").get_json(force=True)["items"]
    assert item.get("date_published") == time
    entry = xml(client.get("/feed.atom")).find("a:entry", ATOM)
    assert (
        entry.findtext("a:published", None, ATOM),
        bool(re.fullmatch(RFC3339, entry.findtext("a:updated", "", ATOM))),
    ) == (time, True)


@pytest.mark.parametrize("of", ["articles", "quotes"])
def test_a_feed_holds_what_xml_cannot(hostile, of):
    more = replace(hostile[0], id="control\x0b\x00", title="a\x00b\x0b\ufffe", content_hash="other", tags=("\x08",))
    client = create_app(LinearSearcher([*hostile, more])).test_client()
    feed = xml(client.get("/feed.atom", query_string={"of": of, "tag_not": "x\x01\x0b", "min_confidence": 0}))
    links = [link.get("href") for link in feed.iterfind(".//a:link", ATOM)]
    assert all(link.startswith("http://localhost/") for link in links)
    assert len(feed.findall("a:entry", ATOM)) == len(hostile) + 1
    assert client.get("/feed.json", query_string={"of": of}).status_code == 200


def test_the_query_of_a_feed_stays_text(client):
    feed = xml(client.get("/feed.atom", query_string={"q": "</title><script>\x01 OR iraq"}))
    assert feed.findtext("a:title", None, ATOM) == "Pullquote: </title><script>\ufffd OR iraq"


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json"])
@pytest.mark.parametrize(("asked", "parameter"), [("tga=Iraq", "tga"), ("from=May", "from"), ("cursor=x", "cursor")])
def test_a_feed_that_would_mean_another_search_is_a_fault_aleph_3001(client, path, asked, parameter):
    response = client.get(f"{path}?{asked}")
    assert (response.status_code, response.json["errors"][0]["parameter"]) == (400, parameter)


def test_a_feed_is_not_fetched_again_before_it_changes(client):
    first = client.get("/feed.atom?q=iraq")
    again = client.get("/feed.atom?q=iraq", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("path", "query"),
    [("/search?q=iraq&tag=Iraq&sort=oldest&page=2", "q=iraq&tag=Iraq"), ("/quotes?q=over", "of=quotes&q=over")],
)
def test_a_page_of_results_names_its_feeds_aleph_287(page, client, path, query):
    soup = page(path)
    found = {link["type"]: link["href"] for link in soup.select("link[rel=alternate]")}
    assert found == {
        "application/atom+xml": f"/feed.atom?{query}",
        "application/feed+json": f"/feed.json?{query}",
    }
    assert soup.select(".away a")[-1]["href"] == f"/feed.atom?{query}"
    assert {client.get(address).content_type for address in found.values()} == set(found)


def test_what_finds_nothing_yet_can_be_followed(page):
    assert [link["href"] for link in page("/search?q=nosuchword").select(".away a")] == ["/feed.atom?q=nosuchword"]


@pytest.mark.parametrize("url", ["news.example", "javascript:x", "https://ann@news.example", ""])
def test_a_base_that_is_no_address_is_refused(url):
    assert CliRunner().invoke(main, ["serve", "--base-url", url]).exit_code == 2


def described(client, **more):
    return xml(client.get("/opensearch.xml", **more))


def test_a_browser_can_search_the_archive(client, page):
    (link,) = page("/").select("link[rel=search]")
    assert client.get(link["href"]).content_type == link["type"] == "application/opensearchdescription+xml"
    templates = {url.get("type"): url.get("template") for url in described(client).iterfind("s:Url", SEARCH)}
    assert templates == {
        "text/html": "http://localhost/search?q={searchTerms}",
        "application/x-suggestions+json": "http://localhost/suggest?q={searchTerms}",
        "application/atom+xml": "http://localhost/feed.atom?q={searchTerms}",
    }
    for media_type, template in templates.items():
        answer = client.get(template.replace("{searchTerms}", "rama").removeprefix("http://localhost"))
        assert answer.content_type.startswith(media_type)


def test_a_name_is_cut_to_what_browsers_take():
    client = create_app(LinearSearcher([]), Settings(name="The <Evening> Courier’s Archive")).test_client()
    assert described(client).findtext("s:ShortName", None, SEARCH) == "The <Evening> Co"


@pytest.mark.parametrize(
    ("host", "base_url", "expected"),
    [
        ("127.0.0.1:8000", None, "http://127.0.0.1:8000"),
        ("[::1]:8000", None, "http://[::1]:8000"),
        ("localhost", None, "http://localhost"),
        ("evil.example", None, ""),
        ("evil.example", "https://news.example/", "https://news.example"),
        ("127.0.0.1", "https://news.example", "https://news.example"),
        ('x"><script>', None, ""),
        ("[::1", None, ""),
    ],
)
def test_only_an_address_that_is_vouched_for_is_named(host, base_url, expected):
    client = create_app(LinearSearcher(ARTICLES), Settings(base_url=base_url)).test_client()
    told = {"headers": {"Host": host}}
    assert described(client, **told).find("s:Url", SEARCH).get("template") == f"{expected}/search?q={{searchTerms}}"
    assert client.get("/feed.json", **told).get_json(force=True)["home_page_url"] == f"{expected}/search"
