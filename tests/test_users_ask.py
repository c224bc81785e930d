"""What users of other systems ask for and no other module tests, each named after one who asked."""

import gzip
import random
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup

from index.article import Article, content_hash
from index.building.build import build
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests.conftest import ARTICLES, FIRST, parsing
from web.app import create_app

PAGE = """<!doctype html><html lang="en"><head><title>Tide Times</title></head><body><article><h1>Tide Times</h1>
<p>The harbour office of Ostby publishes the tides each morning, and has done so since the year of the great flood.</p>
<p>Nobody had thought of a lighthouse keeper before the winter, when three boats were lost on the same night.</p>
</article></body></html>"""


def article(name, body, **more):
    return Article(id=name, title="Storm", body=body, content_hash=content_hash("Storm", body), **more)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the site over an index on disk."""
    folder = str(tmp_path_factory.mktemp("index"))
    with open_writer(folder) as writer:
        for one in ARTICLES:
            writer.put(one)
    with open_searcher(folder) as searcher:
        yield create_app(searcher).test_client()


@pytest.fixture(scope="module")
def read(site):
    """Return what gives a page."""
    return parsing(site)


def test_copies_are_folded_counted_and_reached_openaleph_125_datashare_2016(tmp_path):
    words = " ".join(f"word{number}" for number in range(80))
    copies = [article(name, f"The storm came. {words}", source=name) for name in ("herald", "post", "times")]
    with open_writer(str(tmp_path)) as writer:
        for one in [*copies, article("other", "A storm of another kind.")]:
            writer.put(one)
    with open_searcher(str(tmp_path)) as searcher:
        found = searcher.search(Query(parse("storm"), fold=True))
        assert (found.total.value, found.total.folded, len(found.hits)) == (4, 2, 2)
        (first,) = [hit.id for hit in found.hits if hit.id != "other"]
        reached = {copy.id for copy in searcher.copies(first).found}
        assert reached | {first} == {"herald", "post", "times"}


def test_the_text_of_a_saved_page_is_searched_linkding_609_linkding_1272(tmp_path):
    (tmp_path / "tides.html").write_text(PAGE, encoding="utf-8")
    build([tmp_path / "tides.html"], str(tmp_path / "index"))
    with open_searcher(str(tmp_path / "index")) as searcher:
        assert searcher.search(Query(parse('"lighthouse keeper"'))).hits[0].title == "Tide Times"


def test_an_index_takes_little_more_than_its_texts_meilisearch_4211(tmp_path):
    rng = random.Random(5)
    words = [f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{number}" for number in range(3_000)]
    bodies = [" ".join(rng.choices(words, k=200)) for _ in range(400)]
    with open_writer(str(tmp_path)) as writer:
        for number, body in enumerate(bodies):
            writer.put(article(f"a{number}", body))
    taken = sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file())
    assert taken < 1.6 * sum(map(len, bodies))


@pytest.mark.parametrize(
    "text",
    ["“fled the city”", "fled the “city", "da’esh", "anti-government", "U.S.", "(ramadi", "ramadi)", "ramadi AND", '"',
     "NOT", "title:", "-", "a:b:c", "ramadi & anbar", "ramadi/anbar", "50%", "ramadi~", "*", "^", "\\"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/search", "/quotes", "/api/v1/articles", "/api/v1/quotes", "/feed.atom"])
def test_no_punctuation_breaks_a_page_datasette_1795_datasette_651(site, path, text):
    assert site.get(path, query_string={"q": text}).status_code in (200, 400)


def test_several_words_must_all_be_there_datashare_1497_ehri_frontend_177(site):
    found = site.get("/api/v1/articles?q=ramadi+officials").json["total"]["value"]
    assert found == site.get("/api/v1/articles?q=ramadi+AND+officials").json["total"]["value"] == 2
    assert site.get("/api/v1/articles?q=ramadi+basra").json["total"]["value"] == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ramadi OR basra", "copy oil ramadi"), ("iraqi AND traders", "oil"), ("ramadi NOT basra", "copy ramadi"),
        ("(fled OR traders) -ramadi", "oil"), ("+ramadi +basra", ""), ("title:oil OR title:dom", "dom oil"),
    ],
)  # fmt: skip
def test_boolean_operators_are_understood_rookie_208_meilisearch_1043_freshrss_5624(site, text, found):
    answer = site.get("/api/v1/articles", query_string={"q": text}).json
    assert " ".join(sorted(hit["id"] for hit in answer["hits"])) == found


@pytest.mark.parametrize("text", ["basrra", "  basrra", "(basrra)", "iraq basrra", "iraq    basrra"])
def test_a_better_spelling_stands_where_the_word_stood(site, text):
    """Trees that are equal have their words at other places of their texts."""
    meant = site.get("/api/v1/articles", query_string={"q": text}).json["did_you_mean"]
    assert meant["text"] == text.replace("basrra", "basra")


@pytest.mark.parametrize("path", ["articles", "quotes"])
def test_snippets_stand_in_every_list_and_in_the_api_aleph_1924_aleph_355_datasette_2430(site, read, path):
    hits = site.get(f"/api/v1/{path}?q=fled").json["hits"]
    assert hits
    assert all("<mark>fled</mark>" in hit["highlights"][0]["html"] for hit in hits)
    page = {"articles": "/search", "quotes": "/quotes"}[path]
    assert "fled" in [mark.text for mark in read(f"{page}?q=fled&fold=false").select("main mark")]


def test_the_best_come_first_and_the_exact_form_before_others_datasette_268_aleph_3238_msearch_32(tmp_path):
    texts = {
        "other": "The elections were counted in the town hall.",
        "exact": "The election was counted in the town hall.",
        "often": "The election of an election officer was counted.",
        "apart": "A town that has a fine old hall.",
    }
    with open_writer(str(tmp_path)) as writer:
        for name, text in texts.items():
            writer.put(article(name, text))
    with open_searcher(str(tmp_path)) as searcher:
        assert [hit.id for hit in searcher.search(Query(parse("election"))).hits] == ["often", "exact", "other"]
        near = [hit.id for hit in searcher.search(Query(parse("town hall"))).hits]
        assert (set(near[:2]), near[2:]) == ({"exact", "other"}, ["apart"])


FACETS = ("tag", "speaker", "source", "byline", "section", "year", "lang", "source_type", "told_to")


@pytest.mark.parametrize("of", ["articles", "quotes"])
@pytest.mark.parametrize("asked", ["", "q=ramadi", "q=ramadi&tag=Iraq&source=AP", "from=2015&speaker_not=nobody"])
def test_each_count_is_what_the_click_gives_hydroshare_3998_dataverse_11754_magda_894(site, of, asked):
    """Each link of each facet is followed: a second value of one that widens adds its hits."""
    wanted = "&".join(f"facet={name}" for name in FACETS)
    path, page = f"/api/v1/{of}?{asked}&size=0&facet_size=100", {"articles": "/search", "quotes": "/quotes"}[of]
    for name, facet in site.get(f"{path}&{wanted}").json["facets"].items():
        chosen = sum(value["count"] for value in facet["values"] if value["selected"] and name == "source")
        for value in [value for value in facet["values"] if not value["selected"] and not value["excluded"]]:
            link = urlsplit(value["toggle_url"])
            assert link.path == page
            clicked = site.get(f"/api/v1/{of}?{link.query}").json["total"]["value"]
            assert clicked == value["count"] + chosen, (name, value)


def test_hits_are_marked_in_the_article_and_lead_on_documentcloud_180_amcat_6_amcat_339(read):
    body = read("/a/ramadi?q=fled+officials").find(class_="body")
    assert [mark.text for mark in body.find_all("mark")] == ["officials", "fled", "official"]
    steps = [[link["href"] for link in step.find_all("a")] for step in body.find_all(class_="step")]
    assert steps == [["#hit-2"], ["#hit-1", "#hit-3"], ["#hit-2"]]


def test_marks_are_kept_in_a_shared_link_and_in_other_views_datashare_334_datashare_2418(read):
    listed = read("/search?q=fled+officials").select_one("article h2 a, article h3 a, h2 a")["href"]
    assert dict(parse_qsl(urlsplit(listed).query))["q"] == "fled officials"
    assert read(listed).find("mark", id="hit-1")
    quote = read(listed).select_one("#s1 a[data-own]")["href"]
    assert dict(parse_qsl(urlsplit(quote).query))["q"] == "fled officials"


def test_an_address_is_the_whole_of_a_search_linkwarden_548_datashare_1032_datashare_1594(site):
    address = "/search?q=ramadi&tag=Iraq&source=AP&from=2015&sort=oldest&fold=false"
    answer = site.get(address)
    soup = BeautifulSoup(answer.data, "lxml")
    assert "Set-Cookie" not in answer.headers
    assert {form["method"] for form in soup.find_all("form")} <= {"get", "dialog"}
    checked = {(box["name"], box["value"]) for box in soup.select("#narrow input[checked]")}
    assert {("tag", "Iraq"), ("source", "AP")} <= checked
    assert soup.find(id="from")["value"] == "2015"
    assert site.get(address).data == answer.data


def test_back_leads_to_the_list_that_was_left_datashare_158(read):
    listed = read("/search?q=ramadi&tag=Iraq&sort=oldest&fold=false").select("h2 a")[0]["href"]
    back = urlsplit(read(listed).select_one(".back a")["href"])
    assert back.path == "/search"
    assert {("q", "ramadi"), ("tag", "Iraq"), ("sort", "oldest"), ("fold", "false")} <= set(parse_qsl(back.query))


def test_a_page_of_results_is_light_archivebox_914(tmp_path):
    words = " ".join(f"word{number}" for number in range(400))
    with open_writer(str(tmp_path)) as writer:
        for number in range(40):
            name = f"a{number}"
            writer.put(article(name, f"storm {number} {words}", tags=tuple(f"Tag {number} {n}" for n in range(5))))
    with open_searcher(str(tmp_path)) as searcher:
        page = create_app(searcher).test_client().get("/search?q=storm").data
    assert len(gzip.compress(page)) < 60_000


def test_facets_are_checkboxes_with_counts_that_are_read_blacklight_3748_blacklight_3241_blacklight_1905(read):
    soup = read("/search?q=ramadi&tag=Iraq")
    assert all(group.legend.text.strip() for group in soup.select("#narrow fieldset"))
    for box in soup.select("#narrow fieldset input[type=checkbox][name=tag]"):
        assert box.find_parent("label").find(class_="count").text.split()[1] in ("article", "articles")


def test_a_change_of_facets_is_announced_orangelight_4896_finder_frontend_612(read):
    (status,) = read("/search?q=ramadi&tag=Iraq").select("[role=status]")
    assert status.text.startswith("2 articles, 1 of them a copy that is not listed, 1 filter, ")


def test_a_quotation_shows_why_it_is_someones_corenlp_1090_corenlp_1251(read):
    shown = read("/a/ramadi").find(id="s1").text
    assert FIRST.quotes[0].speaker in shown
    assert "spokesman Muhannad Haimour said." in shown
    assert "confidence 0.97" in shown


def test_who_is_not_known_is_counted_under_nobody_corenlp_905(read, site):
    assert "Speaker not found" in read("/a/ramadi").find(id="s3").text
    values = site.get("/api/v1/quotes?facet=speaker").json["facets"]["speaker"]["values"]
    assert [value["label"] for value in values] == ["Muhannad Haimour"]
