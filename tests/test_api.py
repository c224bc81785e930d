"""The JSON API over HTTP."""

from datetime import date

import pytest

from index.article import Article
from index.errors import IndexUnavailable, QueryError
from search.linear_searcher import LinearSearcher
from web.app import create_app
from web.parameters import QUOTE_FIELDS
from web.settings import Settings
from web.texts import escaped

SEARCH = "/api/v1/articles"
QUOTES = "/api/v1/quotes"


class Refusing(LinearSearcher):
    """An archive that fails as an engine may."""

    def __init__(self, error):
        super().__init__([])
        self.error = error

    def search(self, query):
        raise self.error

    def get(self, article_id):
        raise self.error


class Counting(LinearSearcher):
    """An archive that counts its searches."""

    searches = 0

    def search(self, query):
        self.searches += 1
        return super().search(query)


def refusing(error):
    return create_app(Refusing(error)).test_client()


def test_articles_are_searched(client):
    data = client.get(f"{SEARCH}?q=ramadi&tag=iraq&facet=speaker&size=1").json
    assert data["total"] == {"value": 2, "relation": "eq", "folded": 0}
    assert len(data["hits"]) == 1
    assert [value["label"] for value in data["facets"]["speaker"]["values"]] == ["Muhannad Haimour"]


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        pytest.param(f"{SEARCH}?q=fled", "<mark>fled</mark>", id="datasette-2430"),
        pytest.param(f"{SEARCH}?q=fled&highlight=spans", "fled", id="aleph-1924"),
        pytest.param(f"{QUOTES}?q=fled", "<mark>fled</mark>", id="aleph-355"),
    ],
)
def test_every_hit_has_a_snippet(client, path, marked):
    hits = client.get(path).json["hits"]
    assert hits
    for hit in hits:
        assert any(marked in (one.get("html") or one["text"]) for one in hit["highlights"])


def test_a_hit_says_what_matched_in_which_fields(client):
    (hit,) = client.get(f"{SEARCH}?q=ramadi+officials+-basra&fold=true").json["hits"]
    assert hit["matched"] == {
        "fields": ["title", "body"],
        "terms": ["ramadi", "officials"],
        "by_term": {"ramadi": ["title", "body"], "officials": ["body"]},
    }


def test_a_text_is_read_back(client):
    read = client.get("/api/v1/parse?q=ramadi+w/9+offcials+haimuor").json
    assert (read["read_as"], read["translated_from"]) == ("(ramadi NEAR/9 offcials AND haimuor)", "nexis")
    assert read["in_words"] == "(ramadi within 9 words of offcials) and haimuor"
    assert [(clause["text"], clause["start"], clause["end"], clause["hits"]) for clause in read["clauses"]] == [
        ("ramadi w/9 offcials", 0, 19, 0),
        ("haimuor", 20, 27, 0),
    ]
    assert [clause["did_you_mean"] for clause in read["clauses"]] == ["officials", "haimour"]
    assert [note["kind"] for note in read["diagnostics"]] == ["translation"]
    assert (read["total"], read["instead"]) == ({"value": 0, "relation": "eq"}, [])


def test_where_nothing_is_found_something_else_is_offered_with_its_hits(client):
    read = client.get("/api/v1/parse?q=ramadi+officials+dragons").json
    assert [(offer["kind"], offer["what"]) for offer in read["instead"]] == [
        ("fewer", "2 of the 3 words"),
        ("any", "any of the words"),
        ("without", "without “dragons”"),
    ]
    for offer in read["instead"]:
        assert client.get(SEARCH, query_string={"q": offer["text"]}).json["total"]["value"] == offer["hits"] > 0


def test_without_a_text_there_is_nothing_to_read(client):
    assert [error["parameter"] for error in client.get("/api/v1/parse?tag=Iraq").json["errors"]] == ["q"]


def test_links_lead_on(client):
    first = client.get(f"{SEARCH}?q=ramadi&size=1&fields=id").json
    second = client.get(first["links"]["next"]).json
    assert {first["hits"][0]["id"], second["hits"][0]["id"]} == {"ramadi", "copy"}
    assert client.get(first["links"]["html"]).status_code == 200


def test_cursors_lead_through_all_hits(client):
    data = client.get(f"{SEARCH}?size=2&fields=id").json
    found = [hit["id"] for hit in data["hits"]]
    data = client.get(f"{SEARCH}?size=2&fields=id&cursor={data['cursor']}").json
    while True:
        found += [hit["id"] for hit in data["hits"]]
        assert data["links"]["prev"] is None
        if data["links"]["next"] is None:
            break
        data = client.get(data["links"]["next"]).json
    assert found == [hit["id"] for hit in client.get(SEARCH).json["hits"]]
    assert data["cursor"] is None


def test_a_cursor_of_another_order_is_a_fault_of_its_own(client):
    cursor = client.get(f"{SEARCH}?size=1").json["cursor"]
    response = client.get(f"{SEARCH}?sort=oldest&cursor={cursor}")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json["errors"]] == ["cursor"]


def test_hits_are_counted_over_time(client):
    data = client.get(f"{SEARCH}?histogram=month&tag=Iraq&size=0").json
    buckets = [{"start": "2014-11", "count": 1}, {"start": "2015-05", "count": 2}]
    assert data["histogram"] == {"interval": "month", "buckets": buckets}
    assert client.get(SEARCH).json["histogram"] is None


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("told_to=fox+news", ["ramadi"]),
        ("source_type=named", ["ramadi"]),
        ("told_to=Fox+News&source_type=named", []),
        ("told_to=Fox+News&source_type=unnamed&source_type=named", ["ramadi"]),
    ],
)
def test_filters_of_quotes_hold_within_one(client, filters, found):
    assert [hit["id"] for hit in client.get(f"{SEARCH}?{filters}").json["hits"]] == found


def test_toggle_urls_give_what_they_count(client, page):
    for value in client.get(f"{SEARCH}?q=ramadi+OR+oil&facet=tag").json["facets"]["tag"]["values"]:
        status = page(value["toggle_url"]).find(role="status").text
        assert status.startswith(f"{value['count']} article")


def test_an_article_is_given(client):
    data = client.get(f"{SEARCH}/ramadi").json
    assert data["title"] == "Ramadi Falls"
    assert "file" not in data
    assert "title_html" not in data
    assert client.get(f"{SEARCH}/ramadi?q=falls").json["title_html"] == "Ramadi <mark>Falls</mark>"


def test_quotes_are_searched(client):
    data = client.get(f"{QUOTES}?q=over&tag=iraq&facet=told_to&facet=kind&histogram=year").json
    assert data["total"] == {"value": 1, "relation": "eq", "folded": 0}
    (hit,) = data["hits"]
    assert tuple(hit) == QUOTE_FIELDS
    assert (hit["id"], hit["speaker"], hit["speaker_id"]) == (
        "ramadi.q2", "One military official", "one-military-official"
    )  # fmt: skip
    assert hit["url"] == "/a/ramadi?q=over#q2"
    assert (hit["quote_url"], hit["api_url"]) == ("/quotes/ramadi.q2", "/api/v1/quotes/ramadi.q2")
    assert hit["highlights"][0]["html"] == "pretty much <mark>over</mark> for now."
    assert hit["occurrences"] == {"count": 1, "first": "2015-05-18", "variants": 1}
    assert {name: values["values"][0]["count"] for name, values in data["facets"].items()} == {"told_to": 1, "kind": 1}
    assert data["histogram"]["buckets"] == [{"start": "2015", "count": 1}]
    assert data["links"]["html"] == "/quotes?q=over&tag=iraq"


def test_a_quote_says_where_it_stands_and_why_it_is_someones(client):
    hit = client.get(f"{QUOTES}?q=count&fields=evidence,position,article").json["hits"][0]
    assert hit["evidence"] == {
        "rule": "title-and-name-after-quote",
        "cue_text": "“We do not have an accurate count yet,” spokesman Muhannad Haimour said.",
        "resolved_from": "spokesman Muhannad Haimour",
        "resolved_paragraph": 2,
        "same_surname": [],
        "corrected_by": None,
    }
    assert hit["position"] == {"paragraph": 2, "start": 1, "end": 38}
    assert (hit["article"]["id"], hit["article"]["title"]) == ("ramadi", "Ramadi Falls")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("told_to=fox+news", [2]),
        ("kind=fragment", [2]),
        ("kind=direct&kind=fragment", [1, 2, 3]),
        ("min_confidence=0.9", [1, 3]),
        ("min_confidence=0.9&speaker=muhannad-haimour", [1]),
        ("role=anbar+governors", [1]),
        ("source_type=unnamed&from=2015&to=2015-05", [2]),
        ("q=speaker:haimour", [1]),
        ("q=title:falls&sort=oldest&size=2", [1, 2]),
    ],
)
def test_quotes_are_filtered(client, filters, found):
    hits = client.get(f"{QUOTES}?{filters}&fields=id").json["hits"]
    assert [hit["id"] for hit in hits] == [f"ramadi.q{number}" for number in found]


@pytest.mark.parametrize("value", ["1.1", "-1", "x", "nan", "inf"])
def test_a_confidence_is_a_number_from_0_to_1(client, value):
    response = client.get(f"{QUOTES}?min_confidence={value}")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json["errors"]] == ["min_confidence"]


def test_cursors_lead_through_all_quotes(client):
    first = client.get(f"{QUOTES}?size=2&fields=id").json
    second = client.get(f"{QUOTES}?size=2&fields=id&cursor={first['cursor']}").json
    assert [hit["id"] for hit in (*first["hits"], *second["hits"])] == ["ramadi.q1", "ramadi.q2", "ramadi.q3"]
    assert second["cursor"] is None
    assert client.get(f"{SEARCH}?cursor={first['cursor']}").status_code == 400


def test_a_quote_is_given_with_its_occurrences(client):
    data = client.get(f"{QUOTES}/ramadi.q1").json
    assert data["text"].startswith("We do not have")
    assert data["links"] == {"self": "/api/v1/quotes/ramadi.q1", "html": "/quotes/ramadi.q1"}
    found = data["occurrences"]
    assert (found["count"], found["variants"], found["more"]) == (1, 1, False)
    (one,) = found["items"]
    assert (one["id"], one["article"]["source"]) == ("ramadi.q1", "Reuters")
    assert one["wording"] == [{"text": data["text"], "change": "same"}]
    assert (one["changes"], one["shorter"], one["longer"]) == (0, False, False)


def test_faults_are_a_problem(client):
    response = client.get(f"{SEARCH}?foo=1&from=2015-13-40&q={'(' * 40}")
    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    data = response.json
    assert (data["type"], data["status"]) == ("/problems/invalid-parameter", 400)
    assert data["instance"].startswith(f"{SEARCH}?foo=1")
    assert {error["parameter"]: error.get("position") for error in data["errors"]} == {
        "foo": None,
        "from": None,
        "q": 32,
    }


def test_an_article_takes_no_filters(client):
    response = client.get(f"{SEARCH}/ramadi?tag=Iraq")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json["errors"]] == ["tag"]


@pytest.mark.parametrize(
    ("path", "method", "status", "kind"),
    [
        (f"{SEARCH}/nope", "GET", 404, "/problems/not-found"),
        (f"{QUOTES}/nope.q1", "GET", 404, "/problems/not-found"),
        (f"{QUOTES}/nope?q=a", "GET", 400, "/problems/invalid-parameter"),
        ("/api/v1/nope", "GET", 404, "/problems/not-found"),
        (SEARCH, "POST", 405, "/problems/method-not-allowed"),
        (SEARCH, "DELETE", 405, "/problems/method-not-allowed"),
        (SEARCH, "OPTIONS", 405, "/problems/method-not-allowed"),
    ],
)
def test_errors_are_problems(client, path, method, status, kind):
    response = client.open(path, method=method)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert (response.json["status"], response.json["type"]) == (status, kind)


def test_a_limit_of_the_engine_is_a_fault_of_the_query():
    response = refusing(QueryError("ab* matches too much", 3)).get(f"{SEARCH}?q=xx+ab*")
    assert response.status_code == 400
    assert response.json["errors"] == [{"parameter": "q", "detail": "ab* matches too much", "position": 3}]


@pytest.mark.parametrize("path", [SEARCH, f"{SEARCH}/ramadi"])
def test_an_index_that_is_gone_is_a_503_without_its_place(path):
    response = refusing(IndexUnavailable("/srv/secret is gone")).get(path)
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert b"secret" not in response.data


def test_what_has_not_changed_is_not_searched_again():
    searcher = Counting([])
    client = create_app(searcher).test_client()
    tag = client.get(f"{SEARCH}?q=a&tag=b").headers["ETag"]
    assert tag.startswith('W/"')
    again = client.get(f"{SEARCH}?tag=b&q=a", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert searcher.searches == 1


def test_tags_differ_by_parameters_and_path(client):
    paths = (SEARCH, f"{SEARCH}?q=a", f"{SEARCH}?q=b", f"{SEARCH}?tag=a", f"{SEARCH}/ramadi")
    assert len({client.get(path).headers["ETag"] for path in paths}) == len(paths)


@pytest.mark.parametrize("path", ["/", "/feed.atom", "/api/v1/articles", "/api/docs"])
def test_another_day_and_another_way_of_serving_have_another_etag(archive, monkeypatch, path):
    def etag(**chosen):
        return create_app(archive, Settings(**chosen)).test_client().get(path).headers["ETag"]

    class Tomorrow(date):
        @classmethod
        def today(cls):
            return date(2100, 1, 1)

    tags = [etag(), etag(name="News"), etag(base_url="https://news.example")]
    monkeypatch.setattr("web.validating.date", Tomorrow)
    assert len({*tags, etag()}) == 4


def test_answers_are_open_and_checked_each_time(client):
    for path in (SEARCH, f"{SEARCH}?foo=1", "/api/v1/nope"):
        assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(SEARCH).headers["Cache-Control"] == "no-cache"
    assert "Access-Control-Allow-Origin" not in client.get("/search").headers


def test_head_has_no_body(client):
    response = client.head(SEARCH)
    assert (response.status_code, response.data) == (200, b"")


def test_an_article_names_its_copies(client):
    data = client.get("/api/v1/articles/ramadi").json["copies"]
    assert data == {
        "count": 1,
        "items": [
            {
                "id": "copy", "url": "/a/copy", "api_url": "/api/v1/articles/copy",
                "original_url": "https://news.example/ramadi", "title": "Ramadi Falls", "published": "2015-05-19",
                "published_precision": "day", "source": "AP",
            }
        ],
    }  # fmt: skip
    assert client.get("/api/v1/articles/oil").json["copies"] == {"count": 0, "items": []}


def test_the_parts_of_a_quotation_are_joined_by_a_space_in_its_wording(client):
    (item,) = client.get("/api/v1/quotes/ramadi.q1").json["occurrences"]["items"]
    assert "".join(piece["text"] for piece in item["wording"]) == item["text"]
    assert item["text"] == "We do not have an accurate count yet, About 8,000 have fled the city."


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("articles?has=photo", ["copy", "ramadi"]),
        ("articles?has=photo&has=quotes", ["ramadi"]),
        ("articles?q=ramadi+OR+oil&has=quotes", ["ramadi"]),
        ("articles?q=dragons+oil&mode=any&has=photo", []),
        ("quotes?q=over&has=photo", ["ramadi.q2"]),
        ("quotes?q=over&has=quotes&tag=oil", []),
    ],
)
def test_articles_are_filtered_by_what_they_have(client, asked, found):
    hits = client.get(f"/api/v1/{asked}&fields=id").json["hits"]
    assert sorted(hit["id"] for hit in hits) == found


def test_what_articles_have_is_kept_in_links_and_counted(client):
    data = client.get(f"{SEARCH}?has=photo&has=quotes&has=photo&facet=tag").json
    assert data["links"]["html"] == "/search?has=photo&has=quotes"
    assert {value["count"] for value in data["facets"]["tag"]["values"]} == {1}
    assert client.get(f"{SEARCH}?has=sound").json["errors"][0]["parameter"] == "has"


def test_pages_lead_on_by_a_header_too(client):
    response = client.get(f"{SEARCH}?size=2&page=2&fields=id&q=iraq")
    links = response.json["links"]
    assert response.headers["Link"] == f'<{links["prev"]}>; rel="prev"'
    first = client.get(links["prev"])
    assert first.headers["Link"] == f'<{first.json["links"]["next"]}>; rel="next"'
    assert "Link" not in client.get(f"{SEARCH}?q=oil").headers
    assert "Link" not in client.get(SEARCH, query_string={"size": 1, "q": "iraq" + " OR (iraq)" * 400}).headers
    assert {"ETag", "Link"} <= set(first.headers["Access-Control-Expose-Headers"].split(", "))


def test_an_article_shows_what_is_asked_for(client):
    spans = client.get(f"{SEARCH}/ramadi?q=falls&highlight=spans&fields=title,title_spans,paragraphs").json
    assert (spans["title"], spans["title_spans"]) == ("Ramadi Falls", [[7, 12]])
    assert {"start", "text", "spans"} == set(spans["paragraphs"][0])
    assert set(spans) == {"title", "title_spans", "paragraphs", "links", "index"}
    assert "title_html" not in client.get(f"{SEARCH}/ramadi?q=falls&highlight=none").json
    assert client.get(f"{SEARCH}/ramadi?fields=file").json["errors"][0]["parameter"] == "fields"


def test_an_article_is_text_and_markdown(client):
    text, marked = client.get(f"{SEARCH}/ramadi.txt"), client.get(f"{SEARCH}/ramadi.md")
    assert (text.mimetype, marked.mimetype) == ("text/plain", "text/markdown")
    assert text.text.startswith("Ramadi Falls\nBy Ann Roe\nReuters, 18 May 2015, 18:32 (UTC−04:00)\n")
    assert marked.text.startswith("# Ramadi Falls\n\nBy Ann Roe  \n")
    for whole in (text.text, marked.text):
        assert "“pretty much over for now.” – One military official" in whole
    assert client.get(f"{SEARCH}/ramadi.txt?q=x").status_code == 400
    assert client.get(f"{SEARCH}/nope.txt").status_code == 404
    tag = marked.headers["ETag"]
    assert client.get(f"{SEARCH}/ramadi.md", headers={"If-None-Match": tag}).status_code == 304


def test_an_id_may_end_as_a_text_does():
    named = [Article(id="notes.txt", title="Notes"), Article(id="notes", title="Others")]
    client = create_app(LinearSearcher(named)).test_client()
    assert client.get(f"{SEARCH}/notes.txt").json["title"] == "Notes"
    assert client.get(f"{SEARCH}/notes.md").text == "# Others\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# no *heading* <b>", r"\# no \*heading\* \<b\>"),
        ("1. not a list\n- nor this", "1\\. not a list\n\\- nor this"),
        ("[x](javascript:y) `z`", r"\[x\](javascript:y) \`z\`"),
        ("a\n===", "a\n\\==="),
        ("5 - 3 = 2", "5 - 3 = 2"),
    ],
)
def test_stored_text_is_no_markdown(text, shown):
    assert escaped(text) == shown
