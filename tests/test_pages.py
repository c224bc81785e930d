"""The pages over HTTP, read as a browser reads them."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from msgspec import structs

import web
from index.article import Mention, Quote
from index.errors import IndexUnavailable, QueryError
from search.linear_searcher import LinearSearcher
from tests.test_conformance import WIRED
from web.app import create_app
from web.settings import Settings


class Refusing(LinearSearcher):
    """An archive that fails as an engine may."""

    def __init__(self, error):
        super().__init__([])
        self.error = error

    def search(self, query):
        raise self.error


def parsed(searcher, path):
    response = create_app(searcher).test_client().get(path)
    return response.status_code, BeautifulSoup(response.data, "lxml")


def words(element):
    return " ".join(element.text.split())


def texts(elements):
    return [words(element) for element in elements]


def asked(link):
    return parse_qs(urlsplit(link["href"]).query)


def facet(soup, name):
    return soup.find("fieldset", id=f"facet-{name}")


def sent(soup, box=None):
    """Return the address that the form of filters leads to, with one of its checkboxes changed."""
    form = soup.find("form", id="narrow")
    fields = [*form.find_all(["input", "select"]), *soup.select("input[form=narrow]")]
    pairs = []
    for field in fields:
        if field.get("type") != "checkbox" or field.has_attr("checked") is not (field is box):
            chosen = field.select_one("[selected]") if field.name == "select" else field
            pairs.append((field["name"], chosen["value"] if chosen else ""))
    return f"{form['action']}?{urlencode([pair for pair in pairs if pair[1]])}"


def counts_of_checkboxes(page, path):
    """Yield what stands beside each checkbox of a page, and what its list has once it is changed."""
    soup = page(path)
    for box in soup.select("#narrow [type=checkbox]:not([checked])"):
        if shown := box.parent.select_one(".count"):
            yield box["name"], shown.text.split()[0], words(page(sent(soup, box)).find(role="status")).split()[0]


# The front page


def test_the_front_page_says_what_is_there(page):
    soup = page("/")
    assert words(soup.select_one(".front .status")) == "5 articles, 3 quotes, 1 speaker, 3 sources, 2014–2016"
    assert words(soup.select_one(".hits h3")) == "Der Dom"
    assert texts(soup.select("[aria-labelledby=most-speaker] a bdi")) == ["Muhannad Haimour"]
    tag = soup.select_one("[aria-labelledby=most-tag] a")
    assert (words(tag), tag["href"], tag.find_next("a")["href"]) == ("Iraq", "/tags/Iraq", "/search?tag=Iraq")


def test_the_archive_may_have_a_name(archive):
    soup = BeautifulSoup(create_app(archive, Settings(name="Herald")).test_client().get("/").data, "lxml")
    assert soup.title.text == "Herald"
    assert "Herald" in soup.h1.text


@pytest.mark.parametrize("path", ["/", "/search", "/search?q=ramadi&tag=Iraq&from=2015"])
def test_an_empty_archive_says_how_to_fill_it(path):
    status, soup = parsed(LinearSearcher([]), path)
    assert status == 200
    assert "pullquote index PATH" in soup.text


# Results


def test_results_show_each_article(page):
    soup = page("/search?q=falls")
    hit = soup.select_one(".hits > li")
    assert words(hit.h2) == "Ramadi Falls"
    assert hit.h2.mark.text == "Falls"
    assert hit.h2.a["href"] in ("/a/ramadi?q=falls", "/a/copy?q=falls")
    assert "+1 copy" in hit.select_one(".meta").text
    assert soup.title.text == "falls – Pullquote"


def test_the_status_is_the_only_live_region(page):
    soup = page("/search?q=ramadi")
    assert texts(soup.select("[role=status], [aria-live]")) == [
        "2 articles, 1 of them a copy that is not listed, 2015, best first."
    ]


def test_copies_are_shown_on_request(page):
    link = page("/search?q=ramadi").find("a", string="Show copies")
    soup = page(link["href"])
    assert len(soup.select(".hits > li")) == 2
    assert soup.find("a", string="Hide copies")


def test_what_copies_quote_is_listed_once_and_all_of_it_on_request():
    client = create_app(LinearSearcher(WIRED)).test_client()
    listed = BeautifulSoup(client.get("/quotes?q=last").data, "lxml")
    assert words(listed.find(role="status")) == "3 quotes, 1 of them a copy that is not listed, 2020, best first."
    assert [words(link) for link in listed.select(".hits .from a[href$='#copies']")] == ["+1 copy of result 2"]
    every = BeautifulSoup(client.get(listed.find("a", string="Show copies")["href"]).data, "lxml")
    assert [len(soup.select(".hits > li")) for soup in (listed, every)] == [2, 3]
    assert [len(client.get(f"/api/v1/quotes?q=last&fold={fold}").json["hits"]) for fold in ("true", "false")] == [2, 3]
    assert len(BeautifulSoup(client.get("/speakers/low").data, "lxml").select(".hits > li")) == 1


def test_a_byline_is_a_name_however_it_is_printed(page):
    for path in ("/search?q=falls", "/a/ramadi", "/quotes?q=count"):
        told = words(page(path).select_one("#main .meta:not(:empty)"))
        assert "Ann Roe" in told
        assert "By Ann" not in told


def test_the_box_keeps_the_text_and_the_filters(page):
    form = page("/search?q=ramadi&tag=Iraq&sort=newest&page=1").select_one("search form")
    assert (form["action"], form["method"]) == ("/search", "get")
    assert form.select_one("[type=search]")["value"] == "ramadi"
    assert form.select_one("label")["for"] == form.select_one("[type=search]")["id"]
    assert [(i["name"], i["value"]) for i in form.select("[type=hidden]")] == [("tag", "Iraq"), ("sort", "newest")]


def test_dates_are_asked_without_losing_the_rest(page):
    path = "/search?q=ramadi&tag=Iraq&sort=oldest&fold=false&from=2015&to=2016"
    soup = page(path)
    assert [field["value"] for field in soup.select(".dates input")] == ["2015", "2016"]
    assert soup.select_one(".dates button")["form"] == "narrow"
    assert parse_qs(urlsplit(sent(soup)).query) == parse_qs(urlsplit(path).query)


def test_the_form_of_filters_keeps_all_that_holds(page):
    path = (
        "/quotes?q=yet+OR+over&mode=any&tag=Iraq&tag=ISIS&tag_not=Oil&tag_mode=any&speaker_not=kerry&source=Reuters"
        "&year=2015&role=spokesman&min_confidence=0.9&has=quotes&from=2015&sort=oldest&size=5"
    )
    assert parse_qs(urlsplit(sent(page(path))).query) == parse_qs(urlsplit(path).query)


@pytest.mark.parametrize(
    "path",
    ["/search", "/quotes", "/search?q=ramadi&tag=Iraq", "/quotes?tag=Iraq",
     "/search?fold=false&tag_not=Oil", "/search?told_to=Fox+News", "/quotes?min_confidence=0.9"],
)  # fmt: skip
def test_facets_count_what_a_click_gives(page, path):
    found = list(counts_of_checkboxes(page, path))
    assert found
    assert [one for one in found if one[1] != one[2].replace("No", "0")] == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/search?year=2015", "year"),
        ("/search?source=Reuters&fold=false", "source"),
        ("/search?tag=Iraq&tag=Oil&tag_mode=any", "tag"),
        ("/search?source_type=named", "source_type"),
        ("/quotes?source_type=named", "source_type"),
    ],
)
def test_where_values_widen_a_count_is_what_a_click_adds(page, path, name):
    before = int(words(page(path).find(role="status")).split()[0])
    found = [one for one in counts_of_checkboxes(page, path) if one[0] == name]
    assert found
    assert [int(after) - before for _, _, after in found] == [int(shown) for _, shown, _ in found]
    assert {shown[0] for _, shown, _ in found} == {"+"}


def test_a_list_of_values_tells_what_a_click_adds_where_it_is_known(page):
    assert texts(page("/facets/year?year=2015").select(".choices .count"))[1:] == ["+1 more", "+1 more"]
    assert len(page("/facets/tag?tag=Iraq&tag=Oil&tag_mode=any").select(".choices .count")) == 2


def test_what_excluding_leaves_is_told_where_it_is_known(page):
    left = facet(page("/search?q=ramadi+OR+oil"), "tag").select(".more label")
    assert texts(left)[1:3] == ["without Anbar province 1 article left", "without ISIS 1 article left"]
    assert facet(page("/search?tag=Oil&tag=ISIS&tag_mode=any"), "tag").select(".more .count") == []


def test_a_chosen_value_is_first_and_taken_away_by_a_click(page):
    soup = page("/search?q=ramadi&tag=isis")
    box = facet(soup, "tag").select_one("input")
    assert (words(box.parent.bdi), box.has_attr("checked")) == ("ISIS", True)
    assert words(facet(soup, "tag").legend) == "Tag, 1 selected"
    assert sent(soup, box) == "/search?q=ramadi"


def test_years_run_from_the_newest(page):
    assert texts(facet(page("/search"), "year").select("bdi")) == ["2016", "2015", "2014"]


def test_a_facet_that_changes_nothing_is_not_shown(page):
    assert facet(page("/search?q=ramadi"), "lang") is None
    assert facet(page("/search?q=ramadi&lang=en"), "lang") is not None


def test_year_and_source_keep_their_places_even_so(page):
    assert words(facet(page("/search?q=ramadi"), "year").select_one("bdi")) == "2015"


def test_languages_have_names(page):
    group = facet(page("/search"), "lang")
    assert texts(group.select("bdi")) == ["English", "German"]
    assert words(group.select_one(".missing")) == "1 of unknown language"


def test_more_values_are_folded_away(archive):
    article = archive.get("oil")
    many = LinearSearcher([replace(article, id=f"a{n}", tags=("Iraq", f"Tag {n}")) for n in range(40)])
    group = facet(parsed(many, "/search")[1], "tag")
    assert len(group.select("ul")[0].select("input")) == 8
    assert words(group.select_one("a.onward")) == "33 more of Tag: search in them …"
    assert group.select_one("a.onward")["href"] == "/facets/tag"


def test_chips_take_one_filter_away(page):
    soup = page("/search?q=ramadi&tag=Iraq&speaker=muhannad-haimour&from=2015&to=2016")
    chips = soup.select(".chips a")
    assert [chip.get("aria-label", chip.text) for chip in chips] == [
        "Tag: Iraq, remove",
        "Speaker: Muhannad Haimour, remove",
        "Date: 2015 to 2016, remove",
        "Clear all",
    ]
    assert all(chip["aria-label"].startswith(words(chip)) for chip in chips[:-1])
    assert asked(chips[0]) == {"q": ["ramadi"], "speaker": ["muhannad-haimour"], "from": ["2015"], "to": ["2016"]}
    assert asked(chips[-1]) == {"q": ["ramadi"]}


def test_several_tags_may_widen(page):
    soup = page("/search?tag=Iraq&tag=Oil")
    box = soup.find(id="tag_mode")
    assert words(box.parent) == "any of these tags will do"
    wide = page(sent(soup, box))
    assert words(wide.find(role="status")).startswith("3 articles")
    assert sent(wide, wide.find(id="tag_mode")) == "/search?tag=Iraq&tag=Oil"


@pytest.mark.parametrize(
    ("dates", "chip"),
    [
        ("from=2015-05-18&to=2015-05-18", "Date: 18 May 2015"),
        ("from=2014&to=2015-06", "Date: 2014 to June 2015"),
        ("from=2015", "Date: from 2015"),
        ("to=2015", "Date: to 2015"),
    ],
)
def test_dates_are_one_chip(page, dates, chip):
    chips = page(f"/search?{dates}").select(".chips a")
    assert [words(one) for one in chips] == [chip, "Clear all"]
    assert chips[0]["href"] == "/search"


@pytest.mark.parametrize(
    ("path", "snippet"),
    [
        pytest.param("/search?q=fled", ".snippet mark", id="datasette-2430"),
        pytest.param("/quotes?q=fled", ".pull mark", id="aleph-1924"),
        pytest.param("/", ".snippet", id="aleph-2270"),
    ],
)
def test_every_list_has_snippets(page, path, snippet):
    assert all(hit.select_one(snippet) for hit in page(path).select(".hits > li"))


def test_orders_are_links(page):
    soup = page("/search?q=iraq&page=1")
    assert texts(soup.select(".orders a"))[:4] == ["Best", "Best and recent", "Newest", "Oldest"]
    assert words(soup.select_one(".orders [aria-current]")) == "Best"
    assert texts(page("/search").select(".orders a"))[:2] == ["Newest", "Oldest"]
    assert "best and recent first" in words(page("/search?q=iraq&sort=recent").find(role="status"))


def test_pages_are_numbered(page):
    soup = page("/search?size=1&page=2")
    nav = soup.select_one("nav[aria-label=Pages]")
    assert texts(nav.select("a")) == ["Previous", "Page 1", "Page 2", "Page 3", "Page 4", "Next"]
    assert words(nav.select_one("[aria-current=page]")) == "Page 2"
    assert soup.select_one("ol.hits")["start"] == "2"


def test_behind_the_end_a_link_leads_back(page):
    soup = page("/search?page=77")
    assert asked(soup.select_one(".empty a")) == {}
    assert "The results end at page 1" in words(soup.select_one(".empty"))


def test_quoted_speakers_and_tags_narrow(page):
    soup = page("/search?q=haimour&tag=Iraq&fold=false")
    hit = next(li for li in soup.select(".hits > li") if "quotes, by" in li.text)
    added = asked(hit.select_one(".foot a"))
    assert (added["tag"], added["speaker"]) == (["Iraq"], ["Muhannad Haimour"])
    assert texts(hit.select(".tags a")) == ["ISIS", "Anbar province"]


def test_a_list_says_that_others_are_quoted_than_those_it_names(archive):
    ramadi = archive.get("ramadi")
    alone = replace(ramadi, id="alone", quotes=ramadi.quotes[:1])
    foot = parsed(LinearSearcher([ramadi]), "/search?q=haimour")[1].select_one(".foot")
    assert words(foot) == "3 quotes, by Muhannad Haimour and others"
    foot = parsed(LinearSearcher([alone]), "/search?q=haimour")[1].select_one(".foot")
    assert words(foot) == "1 quote by Muhannad Haimour"


def test_who_is_not_there_has_no_link(page):
    assert "About" not in page("/search?speaker=nonesuch").main.text
    assert page("/search?speaker=Muhannad+Haimour").find("a", href="/speakers/muhannad-haimour")


def test_a_word_that_is_unknown_is_mended(page):
    link = page("/search?q=rammadi&tag=Iraq").select_one(".mean a")
    assert asked(link) == {"q": ["ramadi"], "tag": ["Iraq"]}


def test_nothing_found_offers_what_would_be(page):
    soup = page("/search?q=ramadi+basra&tag=ISIS")
    assert words(soup.find(role="status")) == "No article matches."
    assert texts(soup.select(".ways li")) == ["Any of the words 2 articles", "Without “basra” 2 articles"]
    soup = page("/search?q=oil&tag=ISIS&from=2015")
    assert soup.select_one(".empty") is not None
    soup = page("/search?q=basra&tag=ISIS")
    assert texts(soup.select(".ways li")) == ["Without tag “ISIS” 1 article"]
    soup = page("/search?q=basra&tag_not=Oil")
    assert texts(soup.select(".ways li")) == ["With tag “Oil” too 1 article"]
    soup = page("/search?q=basra&from=2015")
    assert texts(soup.select(".ways li")) == ["At any date 1 article"]


def test_an_untitled_article_can_be_opened(page):
    hit = page("/search?q=untitled").select_one(".hits h2 a")
    assert (words(hit), hit["href"]) == ("Untitled", "/a/note?q=untitled")
    assert words(page("/a/note").h1) == "Untitled"


def test_what_is_ignored_is_said(page):
    soup = page("/search?q=ramadi&foo=1&page=x&from=2015-99")
    assert texts(soup.select(".notice")) == [
        "There is no parameter 'foo'. “foo” was ignored.",
        "Page is a whole number, not 'x'. “page” was ignored.",
        "From is a date as 2015, 2015-05 or 2015-05-18, not '2015-99'. “from” was ignored.",
    ]
    assert soup.find(id="from")["value"] == "2015-99"
    assert soup.select(".hits > li")


def test_odd_texts_are_explained(page):
    soup = page("/search?q=%22fall+of")
    assert "not closed" in words(soup.select_one(".notice"))
    assert soup.select_one("details.how").has_attr("open")
    assert page("/search?q=ramadi").select_one("details.how") is None
    assert words(page("/search?q=ramadi+OR+oil").select_one("details.how code")) == "(ramadi OR oil)"


def test_dates_in_the_wrong_order_are_exchanged(page):
    soup = page("/search?from=2016&to=2015")
    assert texts(soup.select(".notice")) == [
        "The date of 'from', 2016, is after that of 'to', 2015. The two were exchanged."
    ]
    assert (soup.find(id="from")["value"], soup.find(id="to")["value"]) == ("2015", "2016")
    assert [words(chip) for chip in soup.select(".chips a")] == ["Date: 2015 to 2016", "Clear all"]


@pytest.mark.parametrize("path", ["/", "/search", "/quotes", "/a/ramadi", "/quotes/ramadi.q1"])
def test_every_page_says_that_it_ignores_a_parameter_that_it_does_not_know(page, path):
    assert words(page(f"{path}?form=2015").select_one(".notice")) == "There is no parameter 'form'. “form” was ignored."


@pytest.mark.parametrize(("text", "marked"), [("a*", "a"), ("bridge OR a*", "a")])
def test_where_a_text_is_refused_is_marked(page, text, marked):
    soup = page(f"/search?q={text.replace(' ', '+')}", 400)
    assert (words(soup.main.code), soup.main.mark.text) == (text, marked)


def test_the_most_quoted_are_counted_by_their_quotes_and_lead_to_these(page):
    person, count = page("/").select("section[aria-labelledby=most-speaker] a")
    assert (words(person), person["href"]) == ("Muhannad Haimour", "/speakers/muhannad-haimour")
    assert (count["aria-label"], count["href"]) == ("1 quote: Muhannad Haimour", "/quotes?speaker=muhannad-haimour")


def test_copies_are_named_on_the_page_of_an_article_and_linked_from_the_list(page):
    hit = page("/search?q=ramadi").select_one(".hits > li")
    link = hit.select_one(".meta a")
    assert words(link) == "+1 copy of result 1"
    soup = page(link["href"].partition("#")[0])
    assert link["href"].endswith("#copies")
    own = soup.find(id="copies")
    assert (words(own.h2), texts(own.select("li"))) in [
        ("1 copy", ["Ramadi Falls 19 May 2015 AP"]),
        ("1 copy", ["Ramadi Falls 18 May 2015 Reuters"]),
    ]
    assert own.a["href"] in ("/a/copy", "/a/ramadi")
    assert page("/a/oil").find(id="copies") is None


def test_no_more_copies_are_listed_than_a_page_holds(archive):
    many = [replace(archive.get("copy"), id=f"c{n}") for n in range(60)]
    own = parsed(LinearSearcher(many), "/a/c0")[1].find(id="copies")
    assert (words(own.h2), len(own.select("li")), words(own.select("p")[-1])) == ("59 copies", 50, "And 9 more.")


def test_a_refused_text_stays_in_its_box(page):
    text = "(" * 40
    soup = page(f"/search?q={text}&tag=Iraq", 400)
    field = soup.select_one("[type=search]")
    assert (field["value"], field["aria-invalid"]) == (text, "true")
    assert "Look at character 33." in words(soup.find(id=field["aria-describedby"]))
    assert soup.select_one("[type=hidden][name=tag]")["value"] == "Iraq"


def test_what_stands_around_a_fault_says_where_it_is_cut(page):
    around = page(f"/search?q={'harbour+' * 4}published:20xx+{'harbour+' * 4}", 400).select_one(".error code")
    assert words(around) == "…r harbour published:20xx harbour harbour…"
    assert words(page("/search?q=published:20xx", 400).select_one(".error code")) == "published:20xx"


def test_a_limit_of_the_engine_is_told():
    status, soup = parsed(Refusing(QueryError("ab* matches too much", 3)), "/search?q=xx+ab*")
    assert status == 400
    assert words(soup.find(id="fault")) == "ab* matches too much. Look at character 4."


# An article


class Slow(LinearSearcher):
    """An archive that lists in time, but counts nothing over time and finds nothing alike."""

    def timeline(self, query, interval="auto"):
        raise QueryError("this takes over 2 seconds")

    def similar(self, article_id, n=10):
        raise QueryError("this takes over 2 seconds")


def test_a_list_that_is_found_in_time_is_shown_without_a_chart_that_is_not(archive):
    status, soup = parsed(Slow(archive.articles()), "/search?q=ramadi")
    assert (status, soup.select_one(".timeline")) == (200, None)
    assert soup.select(".hits h2")
    assert parsed(archive, "/search?q=ramadi")[1].select(".timeline")


def test_htmx_is_told_an_address_that_fits_a_header(client):
    assert "HX-Push-Url" not in client.get("/search?q=iraq").headers
    asked = {"HX-Request": "true"}
    assert client.get("/search?q=iraq&tag=", headers=asked).headers["HX-Push-Url"] == "/search?q=iraq"
    assert "HX-Push-Url" not in client.get(f"/search?q={'größe+' * 300}", headers=asked).headers


def test_a_page_says_that_what_is_like_an_article_was_not_found_in_time(archive):
    status, soup = parsed(Slow(archive.articles()), "/a/note/similar")
    assert status == 503
    assert "could not be found in time" in soup.main.text
    assert "No other article" not in soup.main.text


def test_an_article_is_whole(page, archive):
    soup = page("/a/ramadi")
    shown = soup.article
    assert shown["lang"] == "en"
    assert words(shown.h1) == "Ramadi Falls"
    assert words(shown.select_one(".meta")) == "18 May 2015, 18:32 (UTC−04:00) Reuters Ann Roe Original at news.example"
    assert texts(shown.select(".photograph p")) == ["A bridge", "The bridge at Ramadi", "Stringer"]
    for unread in shown.select(".ref"):
        unread.decompose()
    assert [p.text for p in shown.select(".body p")] == archive.get("ramadi").body.split("\n\n")


def test_the_original_is_linked_without_a_referrer(page):
    link = page("/a/ramadi").select_one(".meta a")
    assert link["href"] == "https://news.example/ramadi"
    assert set(link["rel"]) == {"noopener", "noreferrer", "nofollow", "ugc"}


def test_hits_are_marked(page):
    soup = page("/a/ramadi?q=ramadi")
    assert {mark.text for mark in soup.article.select("mark")} == {"Ramadi"}
    assert "2 places marked" in words(soup.select_one(".back"))
    assert asked(soup.select_one(".back a")) == {"q": ["ramadi"]}
    assert page("/a/ramadi").select("mark") == []


def test_quotations_stand_in_their_place(page):
    soup = page("/a/ramadi")
    assert soup.find(id="q1").text == "“We do not have an accurate count yet,”"
    reference = soup.select(".body .ref")[0]
    assert (reference["href"], reference["title"]) == ("#s1", "Muhannad Haimour")
    assert texts(soup.select(".ref")) == ["quotation 1", "quotation 2", "quotation 3"]


def test_quotations_are_listed_with_who_said_them(page):
    named, unnamed, unknown = page("/a/ramadi").select("figure.pull")
    assert named.blockquote.text == "“We do not have an accurate count yet,” “About 8,000 have fled the city.”"
    assert named.figcaption.b.a["href"] == "/speakers/muhannad-haimour"
    assert words(named.figcaption.p) == "Muhannad Haimour, spokesman for the governor of Anbar"
    assert words(named.select_one(".about > span")) == "attribution clear"
    assert "The text says: … spokesman Muhannad Haimour said." in words(named.details)
    assert "Rule: title and name after quote, confidence 0.97." in words(named.details)
    assert [words(part) for part in unnamed.select(".about > span")][:3] == [
        "unnamed source",
        "told Fox News",
        "attribution likely",
    ]
    assert unnamed.figcaption.b.a is None
    assert words(unknown.figcaption.b) == "Speaker not found"
    assert [link["href"] for link in named.select(".about a")] == ["#q1", "/quotes/ramadi.q1"]


def test_a_doubtful_speaker_never_poses_as_certain(archive):
    article = archive.get("ramadi")
    doubtful = replace(article, quotes=(structs.replace(article.quotes[0], confidence=0.5),))
    caption = words(parsed(LinearSearcher([doubtful]), "/a/ramadi")[1].figcaption)
    assert caption.startswith("attributed to, unchecked: Muhannad Haimour")
    assert "clear" not in caption


def test_a_corrected_speaker_is_shown_as_such(archive):
    article = archive.get("ramadi")
    corrected = replace(article, quotes=(structs.replace(article.quotes[0], flags=("corrected",)),))
    caption = words(parsed(LinearSearcher([corrected]), "/a/ramadi")[1].figcaption)
    assert "corrected by the archive’s owner" in caption


def test_anchors_are_those_of_ids_where_a_quotation_was_taken_out(archive):
    article = archive.get("ramadi")
    soup = parsed(LinearSearcher([replace(article, quotes=article.quotes[1:])]), "/a/ramadi")[1]
    assert [one["id"] for one in soup.select(".said[id]")] == ["q2", "q3"]
    assert soup.select_one("figure.pull")["id"] == "s2"


def test_an_article_says_how_often_it_was_saved(archive):
    article = archive.get("ramadi")
    soup = parsed(LinearSearcher([replace(article, provenance={"captures": "3"})]), "/a/ramadi")[1]
    assert "saved 3 times" in words(soup.select_one(".provenance"))


def test_marks_and_quotations_may_overlap(page):
    soup = page("/a/ramadi?q=%22anbar+said+we+do%22+OR+%22accurate+count%22")
    assert [mark.text for mark in soup.find(id="q1").select("mark")] == ["accurate count"]


def test_broken_offsets_still_give_a_page(archive):
    article = archive.get("ramadi")
    quote = article.quotes[0]
    parts = [((0, 10**9),), ((50, 10), (5, 5)), ((-5, 3),), (), ((0, 20), (10, 30))]
    mentions = [
        Mention("x", 10**9, 10**9 + 1),
        Mention("\n\n", 66, 68),
        Mention("", 5, 5),
        Mention("said", -9, -5),
        None,
    ]
    broken = replace(
        article,
        quotes=tuple(
            structs.replace(quote, id=f"ramadi.q{n}", parts=part, mention=mention)
            for n, (part, mention) in enumerate(zip(parts, mentions, strict=True), 1)
        ),
    )
    status, soup = parsed(LinearSearcher([broken]), "/a/ramadi?q=ramadi")
    assert status == 200
    assert len(soup.select("figure.pull")) == len(parts)
    for n in range(len(parts)):
        assert parsed(LinearSearcher([broken]), f"/quotes/ramadi.q{n + 1}")[0] == 200
    assert parsed(LinearSearcher([broken]), "/quotes?q=count")[0] == 200


def test_tags_sections_and_provenance_are_shown(page):
    soup = page("/a/ramadi")
    assert soup.select(".tags a")[2]["href"] == "/tags/Anbar%20province"
    assert asked(soup.select_one(".section a")) == {"section": ["World"]}
    assert "json-ld" in words(soup.select_one(".provenance"))
    assert "/home/" not in str(soup)


# Quotations


def tabs(soup):
    return {words(link): link["href"] for link in soup.select(".tabs a")}


@pytest.mark.parametrize(
    "path", ["/search?q=count+OR+fled&tag=Iraq&from=2015", "/quotes?q=count+OR+fled&tag=Iraq&from=2015"]
)
def test_both_lists_are_counted_with_the_same_filters(page, path):
    soup = page(path)
    assert tabs(soup) == {
        "Articles 2": "/search?q=count+OR+fled&tag=Iraq&from=2015",
        "Quotes 1": "/quotes?q=count+OR+fled&tag=Iraq&from=2015",
    }
    assert soup.select_one(".tabs [aria-current=page]")["href"] == path
    for told, url in tabs(soup).items():
        kind, count = told.split()
        assert words(page(url).find(role="status")).startswith(
            f"{count} {kind.lower()[: -1 if count == '1' else None]}"
        )


def test_a_quotation_is_a_card(page):
    soup = page("/quotes?q=over")
    (card,) = soup.select(".hits > li")
    assert card.blockquote.text == "“pretty much over for now.”"
    assert card.mark.text == "over"
    assert words(card.figcaption.p) == "One military official"
    about = texts(card.select(".about > span"))
    assert about[:3] == ["unnamed source", "told Fox News", "attribution likely"]
    assert words(card.select_one(".from")) == "Ramadi Falls 18 May 2015 Reuters Ann Roe"
    assert card.select_one(".from a")["href"] == "/a/ramadi?of=quotes&q=over#q2"
    assert card.select_one(".about a")["href"] == "/quotes/ramadi.q2?q=over"
    assert soup.title.text == "over – Quotes – Pullquote"


def test_quotes_have_facets_of_their_own(page):
    soup = page("/quotes")
    assert texts(facet(soup, "told_to").select("bdi")) == ["Fox News"]
    assert texts(facet(soup, "kind").select("bdi")) == ["whole sentence", "part of a sentence"]


def test_articles_are_counted_by_what_is_told_to_whom_too(page):
    soup = page("/search")
    assert texts(facet(soup, "told_to").select("bdi")) == ["Fox News"]
    assert texts(facet(soup, "source_type").select("bdi")) == ["named", "unnamed"]


def test_quotes_are_asked_for_by_role_and_by_how_sure_they_are(page):
    form = page("/quotes?q=yet&tag=Iraq&min_confidence=0.9").select_one("#narrow")
    assert (form["action"], form.select_one("[selected]")["value"]) == ("/quotes", "0.9")
    soup = page("/quotes?role=spokesman+governors&min_confidence=0.9&from=&to=")
    assert texts(soup.select(".hits blockquote"))[0].startswith("“We do not have an accurate count yet,”")
    assert texts(soup.select(".chips a"))[:2] == ["Role: spokesman governors", "Certainty: clear"]
    assert words(page("/quotes?role=mayor").find(role="status")) == "No quote matches."


def test_an_article_leads_back_to_the_quotes_it_was_opened_from(page):
    reading = page(page("/quotes?q=over&tag=iraq").select_one(".from a")["href"].partition("#")[0])
    assert reading.select_one("p.back a")["href"] == "/quotes?q=over&tag=iraq"
    assert [mark.text for mark in reading.article.select("mark")] == ["over"]


def test_a_quotation_has_a_page(page):
    soup = page("/quotes/ramadi.q1?q=count")
    assert words(soup.h1) == "A quotation of Muhannad Haimour"
    assert soup.select_one("p.back a")["href"] == "/quotes?q=count"
    assert texts(soup.select(".context .said")) == [
        "“We do not have an accurate count yet,”", "“About 8,000 have fled the city.”"
    ]  # fmt: skip
    assert soup.details.has_attr("open")
    assert words(soup.find(role="status")) == "No quotation much like this one was found."
    assert words(soup.select_one(".cite")) == (
        "“We do not have an accurate count yet” “About 8,000 have fled the city.” — Muhannad Haimour, spokesman for "
        "the governor of Anbar, “Ramadi Falls”, Reuters, 18 May 2015, https://news.example/ramadi"
    )


def test_a_guess_is_cited_as_one_and_an_article_without_an_address_by_its_own_page(archive):
    article = archive.get("ramadi")
    guess = structs.replace(article.quotes[0], confidence=0.4, role=None)
    cite = parsed(LinearSearcher([replace(article, quotes=(guess,), url=None)]), "/quotes/ramadi.q1")[1].select_one(
        ".cite"
    )
    assert "— attributed to, unchecked: Muhannad Haimour, “Ramadi Falls”" in words(cite)
    assert words(cite).endswith("18 May 2015, http://localhost/a/ramadi")


def test_a_guess_is_told_in_the_title_and_the_heading(archive):
    article = archive.get("ramadi")
    guess = structs.replace(article.quotes[0], confidence=0.4)
    soup = parsed(LinearSearcher([replace(article, quotes=(guess,))]), "/quotes/ramadi.q1")[1]
    assert soup.title.text == "Attributed to Muhannad Haimour, unchecked – Pullquote"
    assert words(soup.h1) == "A quotation attributed to Muhannad Haimour, unchecked"


def test_where_nothing_is_alike_a_search_for_the_rarest_words_is_offered(archive):
    article = archive.get("ramadi")
    texts = {
        "one": "No gull ever paid the ferry,", "two": "Gulls rob the poor,", "three": "The ferry rocks,",
        "four": "The ferry sank,",
    }  # fmt: skip
    own = {
        name: structs.replace(article.quotes[1], id=f"{name}.q1", text=text, parts=()) for name, text in texts.items()
    }
    many = [replace(article, id=name, quotes=(quote,)) for name, quote in own.items()]
    soup = parsed(LinearSearcher(many), "/quotes/one.q1")[1]
    link = soup.select_one("#places a.onward")
    assert link.text == "Quotes with any of its rarest words, oldest first: gull ferry"
    assert link["href"] == "/quotes?q=gull+ferry&mode=any&sort=oldest"
    assert parsed(LinearSearcher(many[:1]), "/quotes/one.q1")[1].select_one("#places a") is None


def test_a_misquotation_is_shown_beside_the_quotation(archive):
    article = archive.get("ramadi")
    (quote,) = article.quotes[2:]
    said = "Somebody in the capital will pay for these lost years,"
    others = {"first": said, "wrong": said.replace("Somebody", "Nobody"), "cut": "the capital will pay for these lost"}
    many = [
        replace(
            article, id=name, published=day, body=f"“{text}” a voice called.",
            quotes=(structs.replace(quote, id=f"{name}.q1", text=text, parts=((1, 1 + len(text)),), speaker=name),),
        )
        for (name, text), day in zip(others.items(), ("2015-05-18", "2015-05-19", None), strict=True)
    ]  # fmt: skip
    soup = parsed(LinearSearcher(many), "/quotes/first.q1")[1]
    assert words(soup.find(role="status")) == (
        "2 other quotes are like this one: 3 wordings with this one, earliest first."
    )
    own, wrong, cut = soup.select(".places > li")
    assert words(own.b) == "this one"
    assert (wrong.blockquote.text, wrong.ins.text, wrong.find("del").text) == (
        "“Somebody Nobody in the capital will pay for these lost years,”", "Nobody", "Somebody"
    )  # fmt: skip
    assert "1 word differs" in words(wrong.select_one(".meta"))
    assert words(wrong.select_one(".doubt")) == "said by wrong"
    assert cut.blockquote.text == "… “the capital will pay for these lost” …"
    assert (words(cut.select_one(".when")), "shorter" in words(cut)) == ("undated", True)
    assert wrong.select(".meta a")[1]["href"] == "/quotes/wrong.q1"
    listed = parsed(LinearSearcher(many), "/quotes?q=nobody")[1].select_one(".hits > li")
    assert "2 others like it, result 1, first 18 May 2015" in words(listed)


def said(article, name, *parts, **more):
    body = " he said. ".join(f"“{part}”" for part in parts)
    spans = tuple((body.index(part), body.index(part) + len(part)) for part in parts)
    quote = Quote(f"{name}.q1", " ".join(parts), spans, **more)
    return replace(article, id=name, body=body, quotes=(quote,))


CRANES = "We walked the quay and every single crane has been"


def test_the_parts_of_a_quotation_stay_apart_where_it_is_compared(archive):
    whole = f"{CRANES} inspected,", "Two families were told to wait."
    articles = [
        said(archive.get("ramadi"), "one", f"{CRANES} repaired,", speaker="Ann Roe", source_type="named"),
        said(archive.get("ramadi"), "two", *whole, speaker="Ann B. Roe", source_type="named"),
        said(
            archive.get("ramadi"),
            "guess",
            f"{CRANES} repaired,",
            speaker="Bo Lind",
            source_type="named",
            confidence=0.5,
        ),
        said(archive.get("ramadi"), "voice", f"{CRANES} repaired,", speaker="a clerk", source_type="unnamed"),
    ]
    soup = parsed(LinearSearcher(articles), "/quotes/one.q1")[1]
    guess, _, two, voice = soup.select(".places > li")
    assert two.blockquote.text == f"“{CRANES} repaired inspected,” “Two families were told to wait.”"
    assert "1 word differs, longer" in words(two)
    assert not two.select(".doubt")
    assert words(guess.select_one(".doubt")) == "attributed to, unchecked: Bo Lind"
    assert ("said by a clerk" in words(voice), voice.select(".doubt")) == (True, [])


# Everywhere


@pytest.mark.parametrize(
    "path",
    [
        "/", "/search", "/search?q=ramadi&tag=Iraq", "/a/ramadi?q=ramadi", "/nope", "/quotes", "/quotes?q=zzz&role=a",
        "/quotes?q=yet+OR+over&tag=Iraq", "/quotes/ramadi.q1", "/quotes/ramadi.q3?q=pay", "/help",
        "/search?q=Ramadi+dragons+officials", "/search?q=ramadi+w/5+forces",
    ],
)  # fmt: skip
def test_pages_are_well_made(client, path):
    soup = BeautifulSoup(client.get(path).data, "lxml")
    ids = [element["id"] for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert len(soup.select("h1")) == 1
    assert soup.html["lang"] == "en"
    scripts = "script:not([src^='/static/']):not([type='application/ld+json'])"
    assert soup.select(f"[style], style, {scripts}, [onclick]") == []
    for link in soup.select('a[href^="#"]'):
        assert link["href"][1:] in ids
    for element in soup.select("input:not([type=hidden]), select"):
        assert element.find_parent("label") or soup.select_one(f"label[for={element['id']}]")


@pytest.mark.parametrize(
    "path",
    [
        "/nope",
        "/a/nope",
        "/quotes/nope",
        "/quotes/nope.q1",
        "/api",
        "/static/nope.css",
        "/static/../app.py",
    ],
)
def test_what_is_not_there_is_a_friendly_404(page, path):
    soup = page(path, 404)
    assert "Nothing is here" in soup.text
    assert "nope" not in soup.text
    assert soup.select_one("search form")


def test_an_index_that_is_gone_is_a_503_without_its_place():
    status, soup = parsed(Refusing(IndexUnavailable("/srv/secret is gone")), "/search?q=a")
    assert status == 503
    assert "secret" not in str(soup)
    assert "cannot be read now" in soup.h1.text


def test_an_error_of_ours_is_logged_and_not_shown(caplog):
    status, soup = parsed(Refusing(ValueError("inner secret")), "/search?q=a")
    assert status == 500
    assert "secret" not in str(soup)
    assert "inner secret" in caplog.text
    assert {record.name for record in caplog.records} == {"pullquote.web"}


def test_the_site_answers_its_health(client):
    response = client.get("/healthz")
    assert (response.text, response.mimetype) == ("ok\n", "text/plain")


def test_the_stylesheet_is_kept_until_it_changes(client, page):
    address = page("/").select_one("link[rel=stylesheet]")["href"]
    assert urlsplit(address).query.startswith("v=")
    response = client.get(address)
    assert response.mimetype == "text/css"
    assert response.cache_control.max_age == 365 * 24 * 3600
    response.close()


def colours(block):
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", block))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_have_contrast():
    """WCAG 1.4.3: 4.5 to 1 for text, and 1.4.11: 3 to 1 for the edge of a field, in light and in dark."""
    css = Path(web.__file__).with_name("static").joinpath("pullquote.css").read_text()
    light, dark = map(colours, re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2])
    for scheme in (light, dark):
        for ground in ("paper", "mark", "said", "field"):
            assert contrast(scheme["ink"], scheme[ground]) >= 4.5
        for text in ("muted", "accent"):
            assert contrast(scheme[text], scheme["paper"]) >= 4.5
        assert contrast(scheme["muted"], scheme["field"]) >= 3


def test_an_article_leads_back_to_the_list_it_was_opened_from(page):
    soup = page("/search?q=ramadi&tag=iraq&sort=newest")
    reading = page(soup.select_one("ol.hits h2 a")["href"])
    assert asked(reading.select_one("p.back a")) == {"q": ["ramadi"], "tag": ["iraq"], "sort": ["newest"]}


def test_any_of_the_words_is_a_filter_that_can_be_taken_away(page):
    soup = page("/search?q=ramadi+oil&mode=any")
    chip = next(link for link in soup.select(".chips a") if "any of them" in link.text)
    assert asked(chip) == {"q": ["ramadi oil"]}
    assert not soup.select("form.box input[name=mode]")


def test_a_later_page_says_which_articles_it_shows(page):
    assert words(page("/search?size=2&page=2").select_one(".status")).startswith("3 to 4 of 5 articles")
