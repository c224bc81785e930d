"""What watches the server learns whether it can answer, and what it has answered."""

import re

import pytest

from index.errors import IndexCorrupt
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.searcher import open_searcher
from tests.conftest import ARTICLES
from web.app import create_app
from web.health import Metrics


class Gone(LinearSearcher):
    """An archive whose index is damaged."""

    def info(self):
        raise IndexCorrupt("/home/ann/secret/pullquote-data is damaged")


@pytest.fixture
def gone():
    return create_app(Gone(ARTICLES)).test_client()


def test_it_is_ready_where_the_index_is_open(client):
    response = client.get("/readyz")
    state = response.json
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", state["index"].pop("opened"))
    info = {"revision": "r1", "schema": state["index"]["schema"], "documents": 5, "quotes": 3, "engine": "linear"}
    assert state == {"status": "ok", "index": {**info, "committed": None, "lag": 0.0}}
    assert response.headers["Cache-Control"] == "no-store"


def test_it_is_ready_with_the_newest_commit(tmp_path):
    with open_writer(str(tmp_path)) as writer:
        writer.put(ARTICLES[0])
    with open_searcher(str(tmp_path)) as searcher:
        client = create_app(searcher).test_client()
        before = client.get("/readyz").json["index"]
        with open_writer(str(tmp_path)) as writer:
            writer.put(ARTICLES[2])
        after = client.get("/readyz").json["index"]
        assert (before["documents"], after["documents"]) == (1, 2)
        assert (after["lag"], after["committed"][:2]) == (0.0, "20")
        assert f"pullquote_index_revision {after['revision'][1:]}\n" in client.get("/metrics").text
        told = samples(client)
        assert (told["pullquote_index_lag_seconds"], float(told["process_resident_memory_bytes"]) > 1e6) == ("0", True)
        (tmp_path / "manifest.json").unlink()
        assert client.get("/readyz").status_code == 503


def test_it_is_not_ready_without_its_index_and_says_why_but_not_where(gone):
    response = gone.get("/readyz")
    reason = "Its index is missing or damaged: “pullquote verify” names what is at fault, and the log says more."
    assert (response.status_code, response.json) == (503, {"status": "unavailable", "reason": reason})
    assert gone.get("/healthz").text == "ok\n"


def test_metrics_tell_that_the_index_is_gone(gone):
    text = gone.get("/metrics").text
    assert "pullquote_index_up 0\n" in text
    assert "pullquote_index_documents" not in text


def samples(client):
    return dict(line.rsplit(" ", 1) for line in client.get("/metrics").text.splitlines() if line[0] != "#")


def test_answers_are_counted_by_endpoint_and_status(client):
    for path in ("/search?q=iraq", "/search?q=ramadi", "/search?q=((", "/a/nosuch", "/nosuch", "/api/v1/articles?x=1"):
        client.get(path)
    found = samples(client)
    name = "pullquote_requests_total"
    assert {key: value for key, value in found.items() if key.startswith(name)} == {
        f'{name}{{endpoint="api.articles",status="400"}}': "1",
        f'{name}{{endpoint="none",status="404"}}': "1",
        f'{name}{{endpoint="pages.article",status="404"}}': "1",
        f'{name}{{endpoint="pages.search",status="200"}}': "3",
    }
    assert found["pullquote_index_documents"] == "5"
    assert found['pullquote_request_seconds_count{endpoint="pages.search"}'] == "3"


def test_what_is_asked_adds_no_line(client):
    client.get("/nosuch")
    samples(client)
    before = len(samples(client))
    for number in range(20):
        client.get(f'/nosuch/{number}"%0A{number}?q={number}')
    assert len(samples(client)) == before


def test_a_histogram_counts_what_took_no_longer():
    metrics = Metrics(lambda: ["pages.search"])
    for seconds in (0.001, 0.0011, 0.3, 9.0):
        metrics.observe("pages.search", 200, seconds)
    text = metrics.text(None)
    buckets = re.findall(r'_bucket\{endpoint="pages.search",le="([^"]+)"\} (\d+)', text)
    assert buckets[0] == ("0.001", "1")
    assert [count for _, count in buckets] == ["1", *["2"] * 7, *["3"] * 3, "4"]
    assert buckets[-1] == ("+Inf", "4")
    assert 'pullquote_request_seconds_sum{endpoint="pages.search"} 9.302100' in text


def test_every_line_is_of_the_text_format(client):
    client.get("/search")
    sample = r'[a-z_]+(\{[a-z]+="[^"\\\n]*"(,[a-z]+="[^"\\\n]*")*\})? [0-9.]+'
    lines = client.get("/metrics").text.splitlines()
    assert all(re.fullmatch(rf"# (HELP|TYPE) \S+ .+|{sample}", line) for line in lines)
