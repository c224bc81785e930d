"""An article of very many quotations: its text is whole, its list of quotations has pages."""

import re

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from index.article import Article, Quote
from search.linear_searcher import LinearSearcher
from web.app import create_app
from web.reading import LISTED

COUNT = 2 * LISTED + 1


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    body = "\n\n".join(f"“We sail on day {day},” said Elena Marsh." for day in range(COUNT))
    parts = [(found.start() + 1, found.end() - 1) for found in re.finditer("“.*?”", body)]
    quotes = tuple(
        Quote(f"log.q{number}", body[start:end], ((start, end),), speaker="Elena Marsh")
        for number, (start, end) in enumerate(parts, 1)
    )
    return create_app(LinearSearcher([Article(id="log", title="Log", body=body, quotes=quotes)])).test_client()


def read(client: FlaskClient, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).data, "lxml")


@pytest.mark.parametrize(
    ("asked", "first", "listed", "links"),
    [
        pytest.param("", 1, LISTED, {"next": "/a/log?quotes=2#quotations"}, id="first"),
        pytest.param(
            "?quotes=2",
            LISTED + 1,
            LISTED,
            {"prev": "/a/log#quotations", "next": "/a/log?quotes=3#quotations"},
            id="middle",
        ),
        pytest.param("?quotes=3", 2 * LISTED + 1, 1, {"prev": "/a/log?quotes=2#quotations"}, id="last"),
        pytest.param("?quotes=99", 2 * LISTED + 1, 1, {"prev": "/a/log?quotes=2#quotations"}, id="beyond"),
        pytest.param("?quotes=0", 1, LISTED, {"next": "/a/log?quotes=2#quotations"}, id="before"),
    ],
)
def test_the_list_of_quotations_has_pages(
    client: FlaskClient, asked: str, first: int, listed: int, links: dict[str, str]
) -> None:
    soup = read(client, f"/a/log{asked}")
    figures = soup.select("#quotations figure")
    assert (figures[0]["id"], len(figures)) == (f"s{first}", listed)
    assert {link["rel"][0]: link["href"] for link in soup.select("#quotations nav a")} == links
    assert [title.text for title in soup.select("#quotations h2")] == [f"{COUNT} quotations"]


def test_every_quotation_is_marked_in_the_text_and_leads_to_its_card_or_its_own_page(client: FlaskClient) -> None:
    soup = read(client, "/a/log?quotes=2")
    assert len(soup.select(".body .said[id]")) == COUNT
    leads = [link["href"] for link in soup.select(".body .ref")]
    assert (leads[0], leads[LISTED], leads[-1]) == ("/quotes/log.q1", f"#s{LISTED + 1}", f"/quotes/log.q{COUNT}")


def test_a_page_of_quotations_alone_leads_back_to_no_list(client: FlaskClient) -> None:
    assert not read(client, "/a/log?quotes=2").select(".back")
    links = read(client, "/a/log?q=sail&quotes=2").select("#quotations nav a")
    assert links[0]["href"] == "/a/log?q=sail#quotations"


def test_a_quotation_with_a_word_of_thousands_of_letters_has_its_page() -> None:
    body = f"“{'a' * 5000} sails,” said Elena Marsh."
    quote = Quote("odd.q1", body[1:5008], ((1, 5008),), speaker="Elena Marsh")
    searcher = LinearSearcher([Article(id="odd", title="Odd", body=body, quotes=(quote,))])
    assert create_app(searcher).test_client().get("/quotes/odd.q1").status_code == 200
