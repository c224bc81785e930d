"""Many queries at once: one result or one problem each."""

import json
import os

import pytest
from click.testing import CliRunner

import web.batch
from index.article import Article
from index.building.build import build
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import SORTS
from web.app import create_app
from web.cli import main


@pytest.fixture
def ask(client):
    def ask(body):
        return client.post("/api/v1/batch", data=body if isinstance(body, str | bytes) else json.dumps(body))

    return ask


def test_row_17_one_request_compares_several_queries(ask, client):
    found = ask([{"q": "ramadi"}, {"q": "oil", "tag": ["Iraq", "Oil"]}, {"from": "2015", "size": 1}, "“fell asleep”"])
    assert [one["total"]["value"] for one in found.json["results"]] == [2, 1, 3, 0]
    single = client.get("/api/v1/articles?q=oil&tag=Iraq&tag=Oil").json
    assert {**found.json["results"][1], "took_ms": 0} == {**single, "took_ms": 0}


def test_row_11_a_batch_and_a_search_count_alike(ask, client):
    texts = ["ramadi", "iraq -oil", "ramadi OR basra", "fled NEAR/5 city"]
    totals = [one["total"] for one in ask(texts).json["results"]]
    assert totals == [client.get("/api/v1/articles", query_string={"q": text}).json["total"] for text in texts]


@pytest.mark.parametrize(
    ("query", "parameter", "told"),
    [
        ({"q": "co"}, None, None),
        ({"q": "((("}, None, None),
        ({"q": "*a*"}, "q", "matches too much"),
        ({"q": "x", "sort": "best"}, "sort", "is one of"),
        ({"q": "x", "colour": "red"}, "colour", "no parameter"),
        ({"q": {"text": "x"}}, "q", "is a text, a number"),
        ({"q": ["x", "y"]}, "q", "2 times"),
        ({"from": "2015-13"}, "from", "is a date"),
        (7, "body", "a text or an object"),
        (None, "body", "a text or an object"),
        ({"q": None, "size": 0, "fold": True, "tag": []}, None, None),
        ({"q": "\ud800"}, None, None),
    ],
)
def test_a_query_that_is_refused_costs_itself_alone(ask, query, parameter, told):
    before, one, after = ask([{"q": "ramadi"}, query, {"q": "oil"}]).json["results"]
    assert (before["total"]["value"], after["total"]["value"]) == (2, 1)
    if parameter is None:
        assert "total" in one
    else:
        assert one["problem"]["status"] == 400
        assert one["problem"]["errors"][0]["parameter"] == parameter
        assert told in one["problem"]["errors"][0]["detail"]


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, '{"q": "x"}', '"x"', b"\xff", json.dumps(["x"] * 101)])
def test_a_body_that_is_no_list_of_queries_is_one_problem(ask, body):
    answer = ask(body)
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.json["errors"][0]["parameter"] == "body"


def test_a_body_that_is_too_large_is_not_read(ask):
    answer = ask(json.dumps(["x" * web.batch.MAX_BYTES]))
    assert (answer.status_code, answer.json["type"]) == (413, "/problems/too-large")


def test_a_batch_that_takes_too_long_says_which_queries_it_left(ask, monkeypatch):
    monkeypatch.setattr(web.batch, "MAX_SECONDS", -1.0)
    assert ["ask this one again" in json.dumps(one) for one in ask(["ramadi", "oil"]).json["results"]] == [True, True]


def test_a_batch_can_only_be_posted(client):
    answer = client.get("/api/v1/batch")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


@pytest.fixture
def compare(tmp_path):
    """Search by the queries of a file; return the status and what is printed."""
    build([os.path.abspath("seeds")], str(tmp_path / "index"))

    def compare(lines, *options):
        arguments = ["search", "--batch", "-", "--index", str(tmp_path / "index"), *options]
        done = CliRunner().invoke(main, arguments, input=lines)
        return done.exit_code, done.stdout

    return compare


def test_row_17_a_file_of_queries_makes_one_table(compare):
    status, out = compare("ramadi\n\nramadi -iraq\n")
    assert (status, out) == (0, "        1  2015-05-18  ramadi\n        0  -           ramadi -iraq\n")


def test_remarks_in_a_file_are_no_queries_and_hashtags_are(compare):
    assert compare("# ours\n#\n#ramadi\n")[1].split() == ["1", "2015-05-18", "#ramadi"]


def test_row_4_curly_quotes_in_a_file_of_queries_are_a_phrase(compare):
    assert compare("\ufeff“fall of Ramadi”\n“of fall Ramadi”\n".encode())[1].split()[0::5] == ["1", "0"]


@pytest.mark.parametrize("line", [b"*a*", b"\xff", b"(" * 100 + b"x", b"x" * 5_000])
def test_a_bad_line_of_a_file_costs_one_line(compare, line):
    status, out = compare(b"ramadi\n" + line + b"\nkerry\n")
    first, bad, last = out.splitlines()
    assert (status, first.split()[0], last.split()[0]) == (1, "1", "1")
    assert bad.startswith("line 2: ")


def test_each_line_of_json_is_what_the_api_prints(compare):
    status, out = compare("ramadi\n*a*\n", "--json", "--size", "1", "--tag", "Iraq")
    found, bad = map(json.loads, out.splitlines())
    assert (found["line"], found["total"]["value"], len(found["hits"])) == (1, 1, 1)
    assert (status, bad["line"], bad["text"], "matches too much" in bad["problem"]["detail"]) == (1, 2, "*a*", True)


def test_warnings_of_a_line_stand_on_the_standard_error(tmp_path):
    with open_writer(str(tmp_path)) as writer:
        writer.put(Article(id="a", title="Oil"))
    done = CliRunner().invoke(main, ["search", "--index", str(tmp_path), "--batch", "-"], input='oil\n"ramadi\n')
    assert done.stderr == 'line 2: "ramadi: this quotation mark is not closed: read to the end\n'


@pytest.mark.parametrize("arguments", [[], ["ramadi", "--batch", "-"]])
def test_search_takes_a_query_or_a_file_of_them(arguments):
    assert CliRunner().invoke(main, ["search", *arguments]).exit_code == 2


def test_row_10_a_cursor_leads_past_the_last_page_to_the_last_hit(monkeypatch):
    monkeypatch.setattr("search.query.MAX_DEPTH", 20)
    client = create_app(LinearSearcher(Article(id=f"n{number}", title="Oil") for number in range(45))).test_client()
    assert client.get("/api/v1/articles?q=oil&page=3").status_code == 400
    page = client.get("/api/v1/articles?q=oil").json
    ids = [hit["id"] for hit in page["hits"]]
    while page["cursor"]:
        page = client.get("/api/v1/articles", query_string={"q": "oil", "cursor": page["cursor"]}).json
        ids += [hit["id"] for hit in page["hits"]]
    assert (len(ids), len(set(ids)), page["total"]["value"]) == (45, 45, 45)


def test_row_11_totals_are_the_same_on_every_page_in_every_order(client):
    asked = [{"q": "iraq", "sort": sort, "size": size} for sort in SORTS for size in (0, 1, 9)]
    answers = client.post("/api/v1/batch", data=json.dumps(asked)).json["results"]
    assert {(one["total"]["value"], one["total"]["relation"]) for one in answers} == {(3, "eq")}
