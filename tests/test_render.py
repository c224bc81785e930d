"""Results and articles as JSON; dates, numbers and links as a reader sees them."""

import json
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import Query
from search.results import Snippet, Span
from search.syntax import parse
from web.formats import (
    clock,
    confidence,
    counted,
    day,
    excerpt,
    host,
    language,
    marked,
    number,
    outlet,
    plain,
    safe_url,
    text_fragment,
)
from web.parameters import HIT_FIELDS
from web.params import Shape
from web.reading import reading
from web.render import article_json, last_page, results_json


def found(archive, text="ramadi", shape=None, **query):
    return results_json(archive.search(Query(expression=parse(text), **query)), archive, shape)


def test_results_have_the_promised_parts(archive):
    data = found(archive, facets=("tag",))
    names = "query total hits facets histogram did_you_mean absent namesakes cursor links index took_ms"
    assert list(data) == names.split()
    assert data["query"] == {"q": "ramadi", "read_as": "ramadi", "grammar": 1, "diagnostics": []}
    assert data["total"] == {"value": 2, "relation": "eq", "folded": 0}
    assert data["index"] == {"revision": "r1", "documents": 5, "engine": "linear"}
    assert json.loads(json.dumps(data)) == data


def test_a_hit_has_its_fields_and_no_path(archive):
    data = found(archive)
    hit = next(hit for hit in data["hits"] if hit["id"] == "ramadi")
    assert tuple(hit) == HIT_FIELDS
    assert hit["url"] == "/a/ramadi?q=ramadi"
    assert hit["api_url"] == "/api/v1/articles/ramadi"
    assert hit["original_url"] == "https://news.example/ramadi"
    assert hit["matched"] == {
        "fields": ["title", "body"],
        "terms": ["ramadi"],
        "by_term": {"ramadi": ["title", "body"]},
    }
    assert "/home/" not in json.dumps(data)


def test_highlights_are_html(archive):
    highlights = found(archive, size=1)["hits"][0]["highlights"]
    assert highlights[0] == {"field": "title", "html": "<mark>Ramadi</mark> Falls"}
    assert highlights[1]["field"] == "body"
    assert (highlights[1]["paragraph"], highlights[1]["offset"]) == (0, 0)
    assert "<mark>Ramadi</mark>" in highlights[1]["html"]


def test_highlights_are_spans_where_asked(archive):
    first, second = found(archive, shape=Shape("spans"), size=1)["hits"][0]["highlights"][:2]
    assert first == {"field": "title", "text": "Ramadi Falls", "spans": [[0, 6]]}
    start, end = second["spans"][0]
    assert second["text"][start:end] == "Ramadi"


def test_highlights_are_left_out_where_asked(archive):
    assert found(archive, shape=Shape("none"))["hits"][0]["highlights"] == []


def test_fields_choose_what_a_hit_shows(archive):
    assert list(found(archive, shape=Shape(fields=("id", "title")))["hits"][0]) == ["id", "title"]


def test_facets_toggle(archive):
    facet = found(archive, facets=("tag",), facet_size=2, tags=("iraq",))["facets"]["tag"]
    chosen, other = facet["values"][:2]
    assert (facet["kind"], facet["exact"], facet["other"], facet["missing"]) == ("terms", True, 1, 0)
    assert chosen == {"value": "Iraq", "label": "Iraq", "count": 2, "selected": True, "excluded": False,
                      "aliases": [], "toggle_url": "/search?q=ramadi"}  # fmt: skip
    assert other["toggle_url"].startswith("/search?q=ramadi&tag=iraq&tag=")


def test_pages_are_linked(archive):
    links = found(archive, size=1)["links"]
    assert links["self"] == "/api/v1/articles?q=ramadi&size=1"
    assert links["next"] == "/api/v1/articles?q=ramadi&size=1&page=2"
    assert links["prev"] is None
    assert links["html"] == "/search?q=ramadi"
    last = found(archive, size=1, page=2)["links"]
    assert (last["next"], last["prev"]) == (None, "/api/v1/articles?q=ramadi&size=1")


@pytest.mark.parametrize(
    ("listed", "size", "last"),
    [(0, 10, 1), (10, 10, 1), (11, 10, 2), (5, 0, 1), (20_000, 10, 1_000), (20_000, 30, 333)],
)
def test_the_last_page_is_one_that_may_be_asked_for(listed, size, last):
    assert last_page(listed, size) == last
    assert Query(page=last, size=size).page == last


def test_behind_the_end_the_last_page_is_before(archive):
    assert found(archive, size=1, page=9)["links"]["prev"] == "/api/v1/articles?q=ramadi&size=1&page=2"
    assert found(archive, size=0)["links"]["next"] is None


def test_a_suggestion_is_given(archive):
    assert found(archive, "rammadi")["did_you_mean"] == {
        "word": "rammadi",
        "replacement": "ramadi",
        "text": "ramadi",
    }


def test_an_article_is_as_extracted_without_its_path(archive):
    article = archive.get("ramadi")
    data = article_json(article, archive.copies(article.id), archive.info())
    plain = article.to_dict()
    assert set(plain) - set(data) == {"file"}
    assert all(data[name] == plain[name] for name in set(plain) - {"file", "quotes"})
    assert [quote["speaker_id"] for quote in data["quotes"]] == ["muhannad-haimour", "one-military-official", None]
    assert "/home/" not in json.dumps(data)


def test_paragraphs_are_cut_from_the_body(archive):
    data = article_json(archive.get("ramadi"), archive.copies("ramadi"), archive.info())
    assert len(data["paragraphs"]) == 4
    for paragraph in data["paragraphs"]:
        start, text = paragraph["start"], paragraph["text"]
        assert data["body"][start : start + len(text)] == text


def test_an_expression_marks_an_article(archive):
    data = article_json(archive.get("ramadi"), archive.copies("ramadi"), archive.info(), parse("ramadi"))
    assert data["title_html"] == "<mark>Ramadi</mark> Falls"
    assert "left <mark>Ramadi</mark> on" in data["paragraphs"][0]["html"]


@given(st.lists(st.tuples(st.text(), st.booleans())))
def test_marked_text_is_the_text_escaped(pairs):
    html = str(marked(tuple(Span(text, hit) for text, hit in pairs)))
    assert html.count("<") == 2 * sum(hit for _, hit in pairs)
    bare = html.replace("<mark>", "").replace("</mark>", "")
    for character in "<>\"'":
        assert character not in bare
    assert unescape(bare) == unescape("".join(text for text, _ in pairs).replace("&", "&amp;"))


def test_a_snippet_tells_where_text_was_left_out():
    snippet = Snippet("body", (Span("<a> "), Span("b", True)), before=True)
    assert excerpt(snippet) == "… &lt;a&gt; <mark>b</mark>"


def test_a_reading_holds_every_character(archive):
    article = archive.get("ramadi")
    shown = ["".join(span.text for piece in p for span in piece.spans) for p in reading(article, None).paragraphs]
    assert shown == article.body.split("\n\n")


def test_a_quotation_begins_and_ends_once(archive):
    pieces = [piece for p in reading(archive.get("ramadi"), None).paragraphs for piece in p if piece.quotation]
    assert [piece.quotation for piece in pieces] == [1, 1, 2, 3]
    assert [piece.begins for piece in pieces] == [True, False, True, True]
    assert [piece.ends for piece in pieces] == [False, True, True, True]


def test_marks_are_counted_with_the_title(archive):
    assert reading(archive.get("ramadi"), parse("ramadi")).marks == 2


@pytest.mark.parametrize(
    ("published", "precision", "shown"),
    [
        ("2015-05-18T18:32:00-04:00", "minute", "18 May 2015"),
        ("2015-05-08", "day", "8 May 2015"),
        ("2015-05-18", "month", "May 2015"),
        ("2015-05", "month", "May 2015"),
        ("2015-01-01", "year", "2015"),
        ("2015", "year", "2015"),
        ("2015-13", None, "13 2015"),
        ("Monday", None, "Monday"),
        (None, None, ""),
    ],
)
def test_dates_are_as_precise_as_printed(published, precision, shown):
    assert day(published, precision) == shown


@pytest.mark.parametrize(
    ("published", "precision", "shown"),
    [
        ("2015-05-18T18:32:00-04:00", "minute", "18:32 (UTC−04:00)"),
        ("2015-05-18T18:32:00", "minute", "18:32"),
        ("2015-05-18", "day", ""),
        ("nonsense", "minute", ""),
    ],
)
def test_the_time_is_shown_where_printed(published, precision, shown):
    assert clock(published, precision) == shown


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Associated Press", "the Associated Press"),
        ("The Guardian", "The Guardian"),
        ("Basra Times", "the Basra Times"),
        ("BBC", "the BBC"),
        ("Fox News", "Fox News"),
        ("", ""),
    ],
)
def test_outlets_have_their_article(name, told):
    assert outlet(name) == told


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("We won", "#:~:text=We%20won"),
        ("one-off & more, too", "#:~:text=one%2Doff%20%26%20more%2C%20too"),
        ("a b c d e f g h i j k l", "#:~:text=a%20b%20c%20d%20e,h%20i%20j%20k%20l"),
        ("", ""),
    ],
)
def test_originals_open_where_the_words_are(text, fragment):
    assert text_fragment("https://news.example/a", text) == f"https://news.example/a{fragment}"
    assert text_fragment("https://news.example/a#b", text) == "https://news.example/a#b"


def test_numbers_have_commas():
    assert number(1234567) == "1,234,567"
    assert (counted(1, "copy"), counted(2, "copy")) == ("1 copy", "2 copies")


def test_words_for_codes():
    assert [confidence(value) for value in (0.97, 0.9, 0.89, 0.7, 0.69)] == [
        "clear",
        "clear",
        "likely",
        "likely",
        "check",
    ]
    assert (language("de"), language("tlh")) == ("German", "tlh")
    assert plain("a\u202eb\u2066c") == "abc"


@pytest.mark.parametrize(
    "url",
    ["https://news.example/a?b=c#d", "http://bücher.example/", "HTTP://NEWS.EXAMPLE/", "http://[::1]/"],
)
def test_links_over_http_are_kept(url):
    assert safe_url(url) == url


def test_what_browsers_ignore_is_taken_out_of_links():
    assert safe_url(" ht\ttps://news.\nexample/\u202ea b\x00") == "https://news.example/ab"
    assert host("https://www.news.example/a") == "news.example"


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "JaVa\tscript:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//host/path", "/path", "http:\\\\host", "http:host",
        "http://", "https://news.example@evil.example/", "http://news.example\\@evil.example", "http://[",
    ],
)  # fmt: skip
def test_other_links_are_refused(url):
    assert safe_url(url) is None
