"""Pages in other languages: whole catalogues, pages without a word of English, and who gets which language."""

import re

import pytest
from bs4 import BeautifulSoup

from index.extract.doubt import doubt
from search.language.wording import in_words
from search.syntax import parse
from tests.conftest import ARTICLES
from tests.messages import catalogues, collected
from tests.test_browser_pages import PAGES
from web.app import create_app
from web.formats import clock, counted, day, decimal, fields, language, number, outlet, percent
from web.languages import LANGUAGES, gettext, ngettext, speaking, translated
from web.settings import Settings

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
CATALOGUES = {file.parent.parent.name: catalogue for file, catalogue in catalogues()}
MARKS = re.compile(r"%\(\w+\)s|%%|</?[a-z]+[^>]*>")
# Names of things, the same in every language.
NAMES = {"Pullquote", "CSV", "RIS", "BibTeX", "JSON lines", "Filter", "html", "zzzz", "(zzzz)"}
PATHS = (
    *PAGES,
    "/search?q=ramadi+NEAR/5+iraq+NOT+oil", "/search?q=ramadi+zzzz",
    "/quotes?q=speaker:haimour+count&min_confidence=0.9",
    "/search?nope=1&page=x&tag=Iraq&tag=Oil&tag_mode=any", "/search?q=ramadi&fold=false&sort=oldest",
    "/facets/year?prefix=zzz", "/timeline?interval=day", "/search?q=(ramadi&from=2014&to=2016", "/a/ramadi?q=iraq",
)  # fmt: skip


def forms(message):
    """Return the sentences of a message with their texts."""
    one, text = message.id, message.string
    return [*zip(one, text, strict=True)] if isinstance(one, tuple) else [(one, text)]


@pytest.fixture(scope="module")
def site(archive):
    return create_app(archive, Settings(owner=doubt)).test_client()


def texts(client, path, **headers):
    """Return what a person meets on a page, what is marked as English, as code or as the archive's own left out."""
    soup = BeautifulSoup(client.get(path, headers=headers).data, "lxml")
    for own in soup.select("article, script, code, kbd, .context, blockquote, [lang=en], .cite, .paper, #footnote"):
        own.decompose()
    told = [element[name] for name in ("aria-label", "title") for element in soup.find_all(attrs={name: True})]
    return [" ".join(text.split()) for text in (*soup.find_all(string=True), *told)]


@pytest.mark.parametrize("code", CATALOGUES)
def test_a_catalogue_has_the_sentences_of_the_sources_and_no_others(code):
    assert {message.id for message in CATALOGUES[code] if message.id} == {
        message.id for message in collected() if message.id
    }


@pytest.mark.parametrize("code", CATALOGUES)
def test_every_sentence_has_a_text_with_the_same_placeholders_and_tags(code):
    wrong = []
    for message in CATALOGUES[code]:
        for sentence, text in forms(message) if message.id else ():
            if message.fuzzy or not text or sorted(MARKS.findall(sentence)) != sorted(MARKS.findall(text)):
                wrong.append((sentence, text))
    assert wrong == []


@pytest.mark.parametrize("path", PATHS)
def test_a_german_page_has_no_english(site, path):
    english, german = texts(site, path), texts(site, path, **GERMAN)
    own = " ".join(str(article) for article in ARTICLES)
    same = {text for text in english if text in german and re.search("[A-Za-z]{2}", text)}
    assert {
        text for text in same - NAMES if text.strip("“”….,") not in own and not text.endswith("– Pullquote")
    } == set()


def test_the_language_is_the_one_that_a_reader_prefers(site):
    cases = {
        "": "en",
        "de": "de",
        "de-CH": "de",
        "en-GB,de;q=0.5": "en",
        "fr,de;q=0.4": "de",
        "fr": "en",
        "de;q=0, en;q=0.1": "en",
    }
    for accepted, code in cases.items():
        answer = site.get("/help", headers={"Accept-Language": accepted})
        assert BeautifulSoup(answer.data, "lxml").html["lang"] == code
        assert (answer.headers["Content-Language"], "Accept-Language" in answer.headers["Vary"]) == (code, True)


@pytest.mark.parametrize(("chosen", "accepted"), [("de", "en"), ("en", "de")])
def test_who_serves_an_archive_may_choose_the_language(archive, chosen, accepted):
    client = create_app(archive, Settings(language=chosen)).test_client()
    for path in ("/", "/nope"):
        answer = client.get(path, headers={"Accept-Language": accepted})
        assert answer.headers["Content-Language"] == chosen
        assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_a_page_is_unchanged_only_in_the_language_that_the_reader_has(site):
    tag = site.get("/search", headers=GERMAN).headers["ETag"]
    answers = [site.get("/search", headers={"If-None-Match": tag, **headers}) for headers in ({}, GERMAN)]
    assert [answer.status_code for answer in answers] == [200, 304]
    assert "Accept-Language" in answers[1].headers["Vary"]


@pytest.mark.parametrize("path", ["/api/v1/articles?nope=1", "/api/v1/parse?q=a*", "/api/docs", "/feed.atom?q=ramadi"])
def test_what_programs_read_stays_english(site, path):
    english, german = site.get(path), site.get(path, headers=GERMAN)
    assert german.data == english.data
    assert "Accept-Language" not in german.headers.get("Vary", "")


def test_a_citation_stays_as_it_is(site):
    cited = [
        [BeautifulSoup(site.get(path, headers=headers).data, "lxml").select_one(place).text for headers in ({}, GERMAN)]
        for path, place in (("/a/ramadi", "#footnote"), ("/quotes/ramadi.q1", "p.cite"))
    ]
    assert [english == german for english, german in cited] == [True, True]


def test_a_request_leaves_no_language_behind(site):
    site.get("/", headers=GERMAN)
    assert day("2015-05-18") == "18 May 2015"


@speaking("de")
def test_german_numbers_dates_and_names():
    assert [number(1234), decimal(0.5), percent(0.125)] == ["1.234", "0,50", "12,5\u202f%"]
    assert [day("2015-05-18"), day("2015-03"), day("2015"), day("2015-05-18", "month")] == [
        "18. Mai 2015", "März 2015", "2015", "Mai 2015",
    ]  # fmt: skip
    assert clock("2015-05-18T07:30", "minute") == "07:30 Uhr"
    assert [language("fr"), language("xx"), outlet("Times")] == ["Französisch", "xx", "Times"]
    assert fields(("title", "tag")) == "der Überschrift, einem Schlagwort"


@speaking("de")
def test_german_has_a_form_for_one_and_one_for_several():
    assert [counted(many, "quote") for many in (0, 1, 1234)] == ["0 Zitate", "1 Zitat", "1.234 Zitate"]
    assert [ngettext("All %(num)s quote", "All %(num)s quotes", many) for many in (1, 2)] == [
        "1 Zitat",
        "Alle 2 Zitate",
    ]


@speaking("de")
def test_hundreds_of_parts_are_said_in_german():
    words = [f"w{number}" for number in range(500)]
    told = translated(in_words(parse(" OR ".join(words)).root))
    assert told == ", ".join(words[:-1]) + " oder w499"


@speaking("de")
def test_what_a_search_told_is_said_in_german():
    query = parse('title:"new york" NEAR/2 flood -lead:storm published:2015..')
    assert translated(in_words(query.root)) == (
        "(„new york“ in der Überschrift im Abstand von bis zu 2 Wörtern zu flood) und erschienen ab 2015, "
        "aber nicht (storm in der Überschrift oder im ersten Absatz)"
    )
    dates = parse("published:2015-05 OR published:2015-05-18 OR published:..2016-02")
    assert (
        translated(in_words(dates.root))
        == "erschienen im Zeitraum Mai 2015, erschienen am 18. Mai 2015 oder erschienen bis Februar 2016"
    )
    assert translated("a text of nobody's") == "a text of nobody's"
    assert gettext("no sentence of the sources") == "no sentence of the sources"


def test_english_is_always_there():
    assert LANGUAGES[0] == "en"
    assert set(LANGUAGES[1:]) == set(CATALOGUES)
