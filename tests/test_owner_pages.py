"""What an archive's owner looks through: doubtful quotations, and articles that may be misread."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from msgspec import structs

from index.article import Quote
from index.extract.doubt import doubt
from search.linear_searcher import LinearSearcher
from tests.conftest import FIRST, parsing
from web.app import create_app
from web.commands.common import index_words
from web.owner_pages import _name
from web.settings import Settings

GUESS = replace(
    FIRST, id="guess", quotes=(structs.replace(FIRST.quotes[0], id="guess.q1", confidence=0.4),), published=None
)
ARTICLES = [FIRST, GUESS, *(replace(GUESS, id=f"g{n}", quotes=()) for n in range(25))]


@pytest.fixture(scope="module")
def page():
    return parsing(create_app(LinearSearcher(ARTICLES), Settings(owner=doubt)).test_client())


def words(element):
    return " ".join(element.text.split())


def test_the_least_certain_quotations_come_first_with_the_command_that_corrects(page):
    soup = page("/review")
    first = soup.select_one(".hits > li")
    assert "attributed to, unchecked: Muhannad Haimour" in words(first)
    assert words(first.select_one(".command")) == "pullquote correct guess.q1 --speaker 'Muhannad Haimour'"
    assert "Rule: title and name after quote" in words(first)
    assert words(soup.find(role="status")).startswith("1 quote to check, 1 of them with a guessed speaker; ")
    assert words(soup.find(role="status")).endswith(" more are likely or clear.")


@pytest.mark.parametrize(
    ("speaker", "given"),
    [("Ada Moor", "'Ada Moor'"), ("Moor", "Moor"), ("Sean O’Dell", "'Sean O’Dell'"), (None, "'NAME'")],
)
def test_the_command_confirms_whoever_was_read(speaker, given):
    assert _name(Quote("a.q1", "No", (), speaker)) == given


def test_a_name_that_no_shell_would_take_as_it_looks_is_not_printed():
    assert _name(Quote("a.q1", "No", (), "Ada\x1b[2J Moor")) == "'NAME'"


def test_the_command_names_an_index_that_is_not_the_default(monkeypatch):
    monkeypatch.setenv("PULLQUOTE_INDEX", "usual")
    assert [index_words(one) for one in ("usual", "my news")] == ["", " --index 'my news'"]
    settings = Settings(owner=doubt, index=index_words("my news"))
    soup = parsing(create_app(LinearSearcher(ARTICLES), settings).test_client())("/review")
    assert (
        words(soup.select_one(".command"))
        == "pullquote correct guess.q1 --speaker 'Muhannad Haimour' --index 'my news'"
    )


def test_the_review_is_narrowed_as_lists_are_and_has_pages(page):
    assert len(page("/review?tag=Iraq&size=1").select(".hits > li")) == 1
    (link,) = page("/review?tag=Iraq&size=1").select(".pages a")
    assert (link.text, link["href"]) == ("Next", "/review?tag=Iraq&size=1&page=2")
    assert "There is none here." in page("/review?tag=nothing").text


def test_articles_that_may_be_misread_have_reasons_and_pages(page):
    soup = page("/recheck")
    assert words(soup.find(role="status")) == "26 articles of 27 may have been read wrongly."
    assert "no date" in words(soup.select_one(".hits > li"))
    assert len(soup.select(".hits > li")) == 20
    assert len(page(soup.select_one(".pages a")["href"]).select(".hits > li")) == 6


def test_no_file_of_the_server_is_named(page):
    assert "secret" not in page("/recheck").main.text + page("/review").main.text


def test_owners_pages_are_for_this_machine_alone():
    client = create_app(LinearSearcher(ARTICLES), Settings(owner=doubt)).test_client()
    for host, status in (("localhost", 200), ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("news.example", 404)):
        assert client.get("/review", headers={"Host": host}).status_code == status
        assert (b"/recheck" in client.get("/", headers={"Host": host}).data) is (status == 200)


def test_owners_pages_are_there_only_where_they_are_asked_for(client, page):
    for path in ("/review", "/recheck"):
        assert client.get(path).status_code == 404
        assert page("/").select(f"a[href='{path}']")
    assert not BeautifulSoup(client.get("/").data, "lxml").select("a[href='/review']")
