"""The pages of a speaker and of a tag: every number on them is what a click gives."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from msgspec import structs

from index.article import Article, Quote, content_hash
from index.owner.aliases import Aliases, Group
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.searcher import open_searcher
from web.app import create_app
from web.urls import speaker_page, tag_page

SAID = ("The pier will be mended.", "Nobody asked the fishermen.", "We cannot wait.")


def article(number, speakers, **more):
    body = "\n\n".join(f"“{text}” said {name}." for text, (name, _, _) in zip(SAID, speakers, strict=False))
    quotes = tuple(
        Quote(f"a{number}.q{at}", text, ((body.index(text), body.index(text) + len(text)),), name, role=role,
              told_to=told, source_type="named", confidence=0.95, cue="said", rule="verb-and-name-after-quote")
        for at, (text, (name, role, told)) in enumerate(zip(SAID, speakers, strict=False), 1)
    )  # fmt: skip
    title = f"Pier news {number}"
    return Article(f"a{number}", title=title, body=body, quotes=quotes, content_hash=content_hash(title, body), **more)


MOOR, MAYOR = ("Ada Moor", "councillor", None), ("Ada I. Moor", "mayor of Ostby", "Coast Radio")
VELD = ("Jonas Veld", "harbour master", None)
ARTICLES = [
    article(1, [MOOR, VELD], published="2010-03-01", source="Courier", tags=("Harbour",)),
    article(2, [MAYOR, VELD], published="2014-05-02", source="Courier", tags=("Harbour", "Council")),
    article(3, [("Ada Moor", *MAYOR[1:])], published="2015-06-03", source="Herald", tags=("Council", "AC/DC")),
    article(4, [VELD], published="2015-07", source="Herald", tags=("Harbour",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def client():
    return create_app(LinearSearcher(ARTICLES)).test_client()


def words(element):
    return " ".join(element.text.split())


def listed(page, id):
    return [words(one) for one in page.find(attrs={"aria-labelledby": id}).select("li")]


def test_a_speaker_has_roles_outlets_names_and_company(page):
    soup = page("/speakers/ada-moor")
    assert (words(soup.h1), words(soup.select_one(".role"))) == ("Ada Moor", "mayor of Ostby")
    assert words(soup.find(role="status")) == "3 quotes, 2010–2015"
    assert "Also written Ada I. Moor" in words(soup.header.find_next("main"))
    assert listed(soup, "roles") == ["mayor of Ostby 2014–2015 2 quotes", "councillor 2010 1 quote"]
    assert listed(soup, "told") == ["Coast Radio 2 quotes"]
    assert listed(soup, "sources") == ["Courier 2 quotes", "Herald 1 quote"]
    assert listed(soup, "beside") == ["Jonas Veld 2"]
    assert len(soup.select(".hits > li")) == 3


def test_a_role_names_the_longer_ones_that_its_list_has_too():
    deputy, mayor = ("Ada Moor", "deputy mayor", None), ("Ada Moor", "mayor", None)
    client = create_app(LinearSearcher([
        article(1, [deputy, deputy], published="2010-01-01"), article(2, [mayor], published="2014-01-01"),
        article(3, [("Ada Moor", "Mayor", None)], published="2015-01-01"), article(4, [mayor]),
    ])).test_client()  # fmt: skip
    soup = BeautifulSoup(client.get("/speakers/ada-moor").data, "lxml")
    assert listed(soup, "roles") == ["mayor, also deputy mayor 2014–2015 5 quotes", "deputy mayor 2010 2 quotes"]


def test_each_quotation_of_a_speaker_can_be_copied(page):
    for item in page("/speakers/ada-moor").select(".hits > li"):
        assert item.select_one("button[data-copy=quote]")
        assert item.select_one("a[data-own]")["href"].startswith("/quotes/")


@pytest.mark.parametrize(
    "path",
    ["/speakers/ada-moor", "/speakers/jonas-veld?from=2014", "/speakers/ada-moor?q=pier&source=Courier",
     "/speakers/ada-moor?told_to=Coast+Radio&share=true", "/tags/Harbour", "/tags/Council?source=Courier&q=pier"],
)  # fmt: skip
def test_every_count_is_what_a_click_gives(page, path):
    links = [
        link for link in page(path).select("a[href]") if link.select_one(".count") or "count" in link.get("class", ())
    ]
    assert links
    for link in links:
        count = re.search(r"\d+", words(link.select_one(".count") or link)).group()
        assert words(page(link["href"]).find(role="status")).startswith(f"{count} "), link


@pytest.mark.parametrize(
    "path", ["/speakers/ada-moor", "/tags/harbour", "/timeline?of=quotes", "/timeline?interval=year"]
)
def test_every_bar_leads_to_what_it_says(page, path):
    bars = page(path).select(".timeline svg a")
    assert bars
    for bar in bars:
        count = re.search(r": (\d+) ", bar["aria-label"])[1]
        assert words(page(bar["href"]).find(role="status")).startswith(f"{count} ")


def test_a_filter_holds_is_told_and_can_be_left(page):
    soup = page("/speakers/ada-moor?q=pier&from=2014")
    assert words(soup.find(role="status")) == "2 of 3 quotes, 2014–2015"
    notice = soup.select_one(".notice")
    assert words(notice) == "Only those with “pier”, Date: from 2014. Show all 3 quotes"
    assert notice.a["href"] == "/speakers/ada-moor"


def test_nothing_left_by_the_filters_is_said(page):
    assert "None of the quotes has all of that." in page("/speakers/ada-moor?from=2030").text
    assert "None of the articles has all of that." in page("/tags/Harbour?from=2030").text


@pytest.mark.parametrize(
    ("path", "told", "links"),
    [
        ("/speakers/no-body", "Nobody of this name is quoted", ["/search?q=no+body", "/facets/speaker"]),
        ("/speakers/moor", "Nobody", ["/speakers/ada-moor", "/search?q=moor", "/facets/speaker"]),
        ("/speakers/%3F!", "Nobody of this name is quoted", ["/facets/speaker"]),
        ("/tags/Nope", "No article in this archive has this tag.", ["/search?q=nope", "/facets/tag"]),
        ("/speakers/ada-moor/x", "The address may be mistyped", ["/"]),
    ],
)
def test_who_is_not_quoted_has_no_page_but_a_way_on(page, path, told, links):
    main = page(path, 404).main
    assert told in main.text
    assert [link["href"] for link in main.select("a")] == links


@pytest.mark.parametrize(
    ("path", "to"),
    [("/speakers", "/facets/speaker"), ("/speakers/", "/facets/speaker"), ("/tags", "/facets/tag"),
     ("/tags/", "/facets/tag"), ("/quotes/?q=a%26b", "/quotes?q=a%26b"), ("/search/", "/search")],
)  # fmt: skip
def test_addresses_that_people_try_lead_on(client, path, to):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (308, to)


def test_a_query_that_is_not_understood_is_refused(page):
    assert "not understood" in page("/speakers/ada-moor?q=a*", 400).text
    assert "not understood" in page("/timeline?q=a*", 400).text


def test_an_alias_leads_to_the_same_page():
    aliases = Aliases({"speaker": (Group("Jonas Veld", ("jonas-veld", "the-harbour-master")),), "tag": ()})
    other = replace(
        ARTICLES[3], id="b", quotes=(structs.replace(ARTICLES[3].quotes[0], id="b.q1", speaker="The Harbour Master"),)
    )
    client = create_app(LinearSearcher([*ARTICLES, other], aliases)).test_client()
    for name in ("jonas-veld", "the-harbour-master"):
        soup = BeautifulSoup(client.get(f"/speakers/{name}").data, "lxml")
        assert (words(soup.h1), words(soup.find(role="status"))) == ("Jonas Veld", "4 quotes, 2010–2015")
        assert "Also written The Harbour Master" in soup.main.text


def test_a_page_offers_its_feed_and_export(page):
    soup = page("/speakers/ada-moor")
    links = [link["href"] for link in soup.select("main a")]
    assert "/api/v1/export?format=csv&of=quotes&speaker=ada-moor" in links
    assert soup.select_one("link[type='application/atom+xml']")["href"] == "/feed.atom?of=quotes&speaker=ada-moor"
    feeds = [link["href"] for link in page("/tags/Council").select("link[type='application/atom+xml']")]
    assert feeds == ["/feed.atom?tag=Council"]


def test_a_tag_says_who_is_quoted_and_is_found_however_it_is_written(page):
    soup = page("/tags/harbour")
    assert (words(soup.h1), words(soup.find(role="status"))) == ("Harbour", "3 articles, 2010–2015")
    assert listed(soup, "speakers") == ["Jonas Veld 3", "Ada Moor 2"]


def test_tags_that_go_together_more_than_chance_would_have_it_are_told():
    many = [
        replace(
            ARTICLES[3], id=f"x{at}", published="2015-07-01", tags=("Storms", "Floods") if at % 4 == 0 else ("Sport",)
        )
        for at in range(60)
    ]
    page = BeautifulSoup(create_app(LinearSearcher(many)).test_client().get("/tags/Storms").data, "lxml")
    assert listed(page, "together") == ["Floods 15"]


@pytest.mark.parametrize(
    ("tag", "url"),
    [("Harbour", "/tags/Harbour"), ("AC/DC", "/tags/AC%2FDC"), ("..", "/search?tag=.."), ("/etc", "/search?tag=%2Fetc"),
     (".net", "/tags/.net"), ("a b?c#d", "/tags/a%20b%3Fc%23d")],
)  # fmt: skip
def test_a_tag_that_a_path_cannot_hold_has_the_list_for_a_page(tag, url):
    assert tag_page(tag) == url


def test_a_tag_with_a_stroke_has_a_page(page):
    assert words(page("/tags/AC%2FDC").h1) == "AC/DC"


def test_a_name_without_letters_has_no_page():
    assert speaker_page("?!") is None


def test_names_lead_to_the_page_from_every_list(page):
    for path in (
        "/quotes",
        "/a/a1",
        "/quotes/a1.q1",
        "/",
        "/tags/Harbour",
        "/facets/speaker",
        "/search?speaker=ada-moor",
    ):
        assert page(path).select("a[href^='/speakers/ada-moor']"), path


def test_a_list_narrowed_by_words_leads_to_the_speaker_narrowed_so(page):
    (link,) = page("/quotes?q=fishermen&from=2014").select("figcaption b a")
    assert link["href"] == "/speakers/jonas-veld?q=fishermen&from=2014"


def test_payloads_in_names_and_tags_stay_text(hostile):
    client = create_app(LinearSearcher(hostile)).test_client()
    for one in hostile:
        for url in (speaker_page(one.quotes[0].speaker), tag_page(one.tags[0]), "/timeline"):
            soup = BeautifulSoup(client.get(url).data, "lxml")
            assert soup.select("script:not([src^='/static/']), img, #injected, [onerror], [onload], [style]") == []


def test_the_query_is_kept_from_list_to_article_to_quote_to_similar_and_back(page):
    results = "/search?q=pier&tag=Harbour"
    article = page(results).select_one(".hits h2 a")["href"]
    assert article.endswith("?q=pier&tag=Harbour")
    own = page(article).select_one("[data-own]")["href"]
    assert page(own).select_one(".back a")["href"] == results
    (similar,) = [link["href"] for link in page(article).select("a[href*='/similar']")]
    assert page(similar).select_one(".back a")["href"] == article
    assert page(article).select_one(".back a")["href"] == results


def test_the_query_of_quotes_is_kept_too(page):
    quote = page("/quotes?q=pier").select_one("[data-own]")["href"]
    assert page(quote).select_one(".back a")["href"] == "/quotes?q=pier"
    article = page(quote).select_one(".from a")["href"]
    assert page(article).select_one(".back a")["href"] == "/quotes?q=pier"


def test_an_index_on_disk_shows_the_same_pages(client, tmp_path):
    with open_writer(str(tmp_path)) as writer:
        for one in ARTICLES:
            writer.put(one)
    with open_searcher(str(tmp_path)) as searcher:
        on_disk = create_app(searcher).test_client()
        for path in ("/speakers/ada-moor?from=2012", "/tags/Harbour", "/timeline?of=quotes", "/"):
            assert on_disk.get(path).text == client.get(path).text


def guessed(name):
    one = article(1, [VELD, (name, None, None)], published="2010-03-01", source="Courier")
    sure, guess = one.quotes
    unsure = replace(one, quotes=(sure, structs.replace(guess, confidence=0.6)))
    return create_app(LinearSearcher([unsure])).test_client()


@pytest.mark.parametrize("name", ["Orr", "Sean O’Dell", "Anne-Marie Orr", "J. R. Orr", "N'Ola d'Orr", 'Cy "Red" Orr'])
def test_the_page_of_an_unchecked_name_is_where_its_links_lead(name):
    assert guessed(name).get(speaker_page(name)).status_code == 200


def test_a_name_with_unchecked_quotations_only_has_a_page_that_says_so():
    client = guessed("Cy Orr")
    answer = client.get("/speakers/cy-orr")
    soup = BeautifulSoup(answer.data, "lxml")
    assert (answer.status_code, words(soup.h1)) == (200, "Cy Orr")
    assert words(soup.find(role="status")) == "1 quote is attributed to this name, unchecked"
    (item,) = soup.select(".hits > li")
    assert "attributed to, unchecked: Cy Orr" in words(item)
    assert item.select_one(".meta a")["href"] == "/a/a1#q2"
    assert client.get(soup.main.select("a.onward")[-1]["href"]).status_code == 200
    assert [one["unchecked"] for one in client.get("/api/v1/quotes?speaker=Cy+Orr").json["absent"]] == [1]
    (link,) = BeautifulSoup(client.get("/quotes?speaker=Cy+Orr").data, "lxml").select(".empty p a")
    assert (words(link), link["href"]) == ("1 quote is attributed to “Cy Orr”, unchecked", "/speakers/cy-orr")
