"""Facets: what they count, exclude and find, in every engine; rows 12 to 14 of what users of other systems ask for."""

import json
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from index.article import Article, Quote, content_hash
from index.errors import QueryError
from index.manifest import ALIASES
from index.owner.aliases import read_aliases
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import FACETS, Query, widens
from search.searcher import open_searcher
from search.significance import significance
from search.syntax import parse
from search.values import ORDERS
from tests.clusters import CLUSTER, location
from tests.numpy_alone import NumpyAlone
from tests.test_oracle import anything, batches, indexed, living
from web.app import create_app
from web.cli import main

ENGINES = ("columnar", "numpy", "linear", *CLUSTER)


def said(name, number, speaker, outlet=None):
    return Quote(f"{name}.q{number}", "So it is.", (), speaker, source_type="named", told_to=outlet)


def article(name, text, tags, speakers=(), **more):
    body = f"{text} {name}"
    quotes = tuple(said(name, number, *one) for number, one in enumerate(speakers, 1))
    return Article(name, title=text, body=body, tags=tags, quotes=quotes, content_hash=content_hash(text, body), **more)


HARBOUR = ("Harbours", "Port Aldis")
ARTICLES = [
    article("a", "ferry strike", (*HARBOUR, "Strikes"), [("Mara Olin", "the Tribune")], source="Post"),
    article("b", "ferry strike", (*HARBOUR, "Strikes"), [("M. Olin",), ("Tom Reed",)], source="Post"),
    article("c", "ferry strike", ("Aldis Haven", "Strikes"), [("Mara Olin",)], source="Herald"),
    article("d", "ferry timetable", HARBOUR, [("Tom Reed",)], source="Herald"),
    article("e", "bridge opens", ("Bridges",), source="Post"),
    article("f", "bridge opens", ("Bridges", "Étang O'Dell"), source="Post"),
    *(article(f"z{number}", "weather", ("Weather",), source="Wire") for number in range(12)),
]
ALIKE = "tag: Harbours = Docks\ntag: Port Aldis = Aldis Haven\nspeaker: Mara Olin = M. Olin\n"


@contextmanager
def opened(engine, folder):
    (folder / ALIASES).write_text(ALIKE)
    if engine == "linear":
        yield LinearSearcher(ARTICLES, read_aliases(folder))
        return
    address = location(folder) if engine == "cluster" else str(folder)
    for batch in (ARTICLES[:3], [*ARTICLES[3:], article("gone", "ferry strike", ("Weather", "Lost"))]):
        with open_writer(address) as writer:
            for one in batch:
                writer.put(one)
    with open_writer(address) as writer:
        writer.drop("gone")
    with open_searcher(address) as searcher:
        yield NumpyAlone(searcher) if engine == "numpy" else searcher


@pytest.fixture(scope="module", params=ENGINES)
def searcher(request, tmp_path_factory):
    with opened(request.param, tmp_path_factory.mktemp("index")) as found:
        yield found


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with opened("linear", tmp_path_factory.mktemp("aliases")) as found:
        yield create_app(found).test_client()


def listed(searcher, facet, prefix="", order="count", text=None, **query):
    page = searcher.values(Query(expression=text and parse(text), **query), facet, prefix, order)
    return {value.label: value.count for value in page.values}


def ids(searcher, **query):
    return "".join(sorted(hit.id for hit in searcher.search(Query(size=100, **query)).hits if hit.article < "z"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"tags_not": ("weather", "BRIDGES")}, "abcd"),
        ({"tags_not": ("Docks",), "sources": ("Post",)}, "ef"),
        ({"tags": ("Strikes",), "tags_not": ("Harbours",)}, "c"),
        ({"tags": ("Strikes", "Bridges"), "tag_mode": "any", "tags_not": ("Harbours",)}, "cef"),
        ({"tags": ("Strikes",), "tags_not": ("strikes",)}, ""),
        ({"tags_not": ("Weather", "No such tag"), "speakers_not": ("M. Olin",)}, "def"),
        ({"speakers": ("Tom Reed",), "speakers_not": ("mara-olin",)}, "d"),
        ({"of": "quotes", "speakers_not": ("Mara Olin",)}, "b.q2d.q1"),
        ({"of": "quotes", "tags_not": ("Strikes",)}, "d.q1"),
    ],
)
def test_what_has_an_excluded_value_is_no_hit(searcher, query, expected):
    assert ids(searcher, **query) == expected


def test_an_excluded_value_is_listed_after_the_chosen_ones(searcher):
    query = Query(tags=("Strikes",), tags_not=("Docks", "Never"), facets=("tag",), facet_size=1)
    values = searcher.search(query).facets["tag"].values
    assert [(one.value, one.count, one.selected, one.excluded) for one in values] == [
        ("Strikes", 1, True, False),
        ("Harbours", 0, False, True),
        ("Never", 0, False, True),
    ]


def test_row_13_a_chosen_value_stays_visible_and_a_dead_one_is_shown_with_0(searcher):
    query = Query(expression=parse("bridge"), tags=("Strikes", "Never"), facets=("tag",), facet_size=1)
    both = searcher.search(query).facets["tag"].values, searcher.values(query, "tag", "wea", "distinctive").values
    for values in both:
        assert [(one.label, one.count, one.selected) for one in values] == [("Strikes", 0, True), ("Never", 0, True)]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("al", {"Port Aldis": 4}),
        ("PORT  al", {"Port Aldis": 4}),
        ("haven", {"Port Aldis": 1 + 3}),
        ("dock", {}),  # an alias that the archive does not have
        ("etang", {"Étang O'Dell": 1}),
        ("odell", {"Étang O'Dell": 1}),
        ("s", {"Strikes": 3}),
        ("dis", {}),
        ("aldis's", {"Port Aldis": 4}),  # as words are read everywhere
        ("strikes ", {"Strikes": 3}),
        ("port-al", {"Port Aldis": 4}),
        ("…", {}),
        ("  ", {"Weather": 12, "Port Aldis": 4, "Harbours": 3, "Strikes": 3, "Bridges": 2, "Étang O'Dell": 1}),
        ("lost", {}),  # of an article that is gone
        ("\U0010ffff", {}),
    ],
)
def test_row_14_search_within_a_long_facet(searcher, prefix, expected):
    assert listed(searcher, "tag", prefix) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("count", ["Weather", "Port Aldis", "Harbours", "Strikes", "Bridges", "Étang O'Dell"]),
        ("value", ["Bridges", "Étang O'Dell", "Harbours", "Port Aldis", "Strikes", "Weather"]),
        ("distinctive", []),  # nothing is, among all articles
    ],
)
def test_values_stand_in_the_order_that_is_asked_for(searcher, order, expected):
    assert list(listed(searcher, "tag", order=order)) == expected


def test_what_is_unusually_common_is_told_from_what_is_common(searcher):
    page = searcher.values(Query(expression=parse("strike")), "tag", "", "distinctive")
    assert [(one.label, one.count, one.archive) for one in page.values] == [
        ("Strikes", 3, 3),
        ("Port Aldis", 3, 4),
    ]
    assert page.values[0].significance == pytest.approx(16.2198, abs=1e-3)
    assert page.hits == 3
    assert listed(searcher, "tag", order="distinctive", text="bridge") == {}  # two hits tell nothing


@pytest.mark.parametrize(
    ("counts", "archive", "hits", "documents", "expected"),
    [
        (110, 2552, 2443, 29114, 0),  # less frequent than elsewhere
        (10, 10, 10, 100, 65.0166),  # 2 * (10 ln 10 + 90 ln (1 / .9))
        (1, 2, 50, 100, 0),
        (0, 0, 0, 0, 0),
        (5, 5, 5, 5, 0),  # the hits are the archive
    ],
)
def test_significance_is_that_of_dunning(counts, archive, hits, documents, expected):
    found = significance(np.array([counts]), np.array([archive]), hits, documents)
    assert found.tolist() == pytest.approx([expected], abs=1e-3)


def test_a_value_tells_the_other_names_that_it_stands_for(searcher):
    query = Query(facets=("speaker", "tag"))
    for values in (searcher.search(query).facets["speaker"].values, searcher.values(query, "speaker", "m").values):
        assert next((one.label, one.aliases) for one in values) == ("Mara Olin", ("M. Olin",))
    tags = {one.label: one.aliases for one in searcher.search(query).facets["tag"].values}
    assert (tags["Port Aldis"], tags["Harbours"]) == (("Aldis Haven",), ())  # the archive has no Docks


def test_pages_of_values_lead_once_through_all(searcher):
    query = Query(tags=("Bridges",), tags_not=("Harbours", "Weather"), facet_size=2)
    query = replace(query, tag_mode="any")
    pages = [searcher.values(replace(query, page=page), "tag", "", "value") for page in (1, 2, 3)]
    assert [[one.label for one in page.values] for page in pages] == [
        ["Bridges", "Harbours", "Weather"],
        ["Étang O'Dell", "Port Aldis"],
        ["Strikes"],
    ]
    assert [(page.total, page.more) for page in pages] == [(3, 3), (3, 1), (3, 0)]


def test_values_of_quotations_are_counted_by_quotation(searcher):
    assert listed(searcher, "speaker", of="quotes") == {"Mara Olin": 3, "Tom Reed": 2}
    assert listed(searcher, "tag", "str", of="quotes") == {"Strikes": 4}
    assert listed(searcher, "told_to", text="ferry") == {"the Tribune": 1}


@pytest.mark.parametrize(("facet", "order"), [("colour", "count"), ("tag", "size")])
def test_a_facet_or_an_order_that_there_is_not_is_refused(searcher, facet, order):
    with pytest.raises(QueryError, match="is one of"):
        searcher.values(Query(), facet, "", order)


excluding = st.sampled_from([(), (), ("WAR",), ("peace talks", "x")])
excluding_speakers = st.sampled_from([(), (), ("x",), ("Y", "Ann Roe")])
asked = st.builds(
    lambda query, tags, speakers, size: replace(
        query, tags_not=tags, speakers_not=speakers, facet_size=size, mode="all", cursor=None
    ),
    anything,
    excluding,
    excluding_speakers,
    st.sampled_from([0, 1, 10]),
)
searched = st.tuples(
    asked, st.sampled_from(tuple(FACETS)), st.sampled_from(["", "x", "peace", "t", "2015-"]), st.sampled_from(ORDERS)
)


@settings(max_examples=25, deadline=None)
@given(batches, st.lists(searched, min_size=4, max_size=4))
def test_the_index_agrees_with_the_scan_on_values_and_what_is_excluded(batches, asked):
    linear = LinearSearcher(living(batches))
    with indexed(batches) as searcher:
        for query, *values in asked:
            expected = told(linear.values(query, *values)), linear.search(query)
            for one in (searcher, NumpyAlone(searcher)):
                assert told(one.values(query, *values)) == expected[0]
                results = one.search(query)
                assert (results.total, results.facets) == (expected[1].total, expected[1].facets)


def told(page):
    return structs.replace(page, revision="", engine="", took_ms=0)


@settings(max_examples=25, deadline=None)
@given(batches, asked)
def test_row_12_facet_counts_match_what_clicking_gives(batches, query):
    linear = LinearSearcher(living(batches))
    query = replace(query, page=1, facet_size=100)
    for name, counts in linear.search(query).facets.items():
        own = () if widens(query, name) else query.chosen(name)
        for value in (*counts.values, *linear.values(query, name).values):
            clicked = replace(query, **{FACETS[name].attribute: (*own, value.value)})
            assert linear.search(clicked).total.value == value.count
            assert not (value.excluded and value.count)


def test_the_api_finds_values_and_pages_them(client):
    data = client.get("/api/v1/facets/tag?prefix=s&q=ferry&tag_not=docks&order=value&size=1").json
    assert (data["name"], data["total"], data["other"]) == ("tag", 1, 1)
    assert data["values"][0] == {
        "value": "Harbours", "label": "Harbours", "count": 0, "selected": False, "excluded": True, "aliases": [],
        "toggle_url": "/search?q=ferry", "all": 3, "significance": 0.0,
    }  # fmt: skip
    after = data["links"]["next"]
    assert after == "/api/v1/facets/tag?q=ferry&tag_not=Harbours&facet_size=1&page=2&prefix=s&order=value"
    data = client.get(after).json
    assert [value["label"] for value in data["values"]] == ["Strikes"]
    assert data["links"]["next"] is None
    assert client.get(data["links"]["self"]).json["values"] == data["values"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("facets/colour", 404),
        ("facets/tag?order=size", 400),
        ("facets/tag?prefx=a", 400),
        ("facets/tag?prefix=a&prefix=b", 400),
        ("facets/tag?sort=oldest&fold=true&tag_mode=any", 200),  # the parameters of a search
        ("facets/speaker?of=quotes&speaker_not=tom-reed", 200),
        ("articles?tag_not=a&speaker_not=b", 200),
        ("articles?source_not=a", 400),
    ],
)
def test_what_the_api_takes(client, path, status):
    assert client.get(f"/api/v1/{path}").status_code == status


def test_every_count_of_the_api_is_what_its_link_gives(client):
    for facet in FACETS:
        for value in client.get(f"/api/v1/facets/{facet}?q=ferry&speaker_not=tom-reed").json["values"]:
            if not value["excluded"]:
                found = client.get(value["toggle_url"].replace("/search", "/api/v1/articles")).json
                assert found["total"]["value"] == value["count"]


def test_a_page_of_values_searches_in_them(client):
    soup = parsed(client, "/facets/tag?q=ferry&tag=Strikes&prefix=al")
    assert [name.text for name in soup.select(".choices bdi")][:2] == ["Strikes", "Port Aldis"]
    assert soup.find(role="status").text == "1 in this list"
    form = soup.select_one("main form")
    kept = {field["name"]: field["value"] for field in form.find_all("input")}
    assert (form["action"], kept) == ("/facets/tag", {"prefix": "al", "q": "ferry", "tag": "Strikes"})
    orders = {link.text: link["href"] for link in soup.select(".orders a")}
    assert orders["Alphabetical"] == "/facets/tag?q=ferry&tag=Strikes&prefix=al&order=value"
    assert "Port Aldis" in parsed(client, orders["Unusually common here"]).text
    assert soup.select_one("main .back a")["href"] == "/search?q=ferry&tag=Strikes"


@pytest.mark.parametrize(
    ("facet", "heading"),
    [("tag", "Tags"), ("lang", "Languages"), ("told_to", "Those spoken to"), ("source_type", "Kinds of source")],
)
def test_a_page_of_values_is_headed_by_what_they_are(client, facet, heading):
    assert parsed(client, f"/facets/{facet}?q=ferry").h1.text == f"{heading} in articles for “ferry”"


def test_a_page_excludes_a_value_and_takes_that_back(client):
    soup = parsed(client, "/search?q=ferry")
    without = soup.select_one("#facet-tag .more input")
    assert (without["name"], without["value"]) == ("tag_not", "Port Aldis")
    soup = parsed(client, "/search?q=ferry&tag_not=Port+Aldis")
    chip = soup.select_one(".chips a")
    assert (chip["aria-label"], chip["href"]) == ("Tag: not Port Aldis, remove", "/search?q=ferry")
    value = soup.select_one("#facet-tag label")
    assert (value.s.text, value.input["name"], value.input.has_attr("checked")) == ("Port Aldis", "tag_not", True)


def parsed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.data, "lxml")


def test_the_command_line_excludes_too(tmp_path):
    with opened("columnar", tmp_path):
        excluding = ["--tag-not", "strikes", "--speaker-not", "Nobody"]
        asked = ["search", "ferry", *excluding, "--json", "--index", str(tmp_path)]
        found = json.loads(CliRunner().invoke(main, asked).output)
    assert [hit["id"] for hit in found["hits"]] == ["d"]
