"""What machines read of pages, as schema.org has it."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from search.linear_searcher import LinearSearcher
from tests.conftest import FIRST
from web.app import create_app
from web.settings import Settings


def data_of(answer):
    (block,) = BeautifulSoup(answer.data, "lxml").select("head script[type='application/ld+json']")
    return json.loads(block.string)


def test_an_article_is_a_news_article(client):
    found = data_of(client.get("/a/ramadi"))
    assert (found["@type"], found["headline"], found["isBasedOn"]) == ("NewsArticle", "Ramadi Falls", FIRST.url)
    assert found["author"] == [{"@type": "Person", "name": "Ann Roe"}]
    assert found["publisher"] == {"@type": "Organization", "name": "Reuters"}
    assert (found["datePublished"], found["keywords"]) == (FIRST.published, list(FIRST.tags))
    assert found["url"] == "http://localhost/a/ramadi"


def test_what_is_not_known_is_left_out(client):
    assert set(data_of(client.get("/a/note"))) == {"@context", "@type", "headline", "url"}


def test_the_front_page_is_a_site_that_can_be_searched(archive):
    client = create_app(archive, Settings(name="Herald", base_url="https://herald.example")).test_client()
    found = data_of(client.get("/"))
    assert (found["@type"], found["name"]) == ("WebSite", "Herald")
    template = found["potentialAction"]["target"]["urlTemplate"]
    assert template == "https://herald.example/search?q={search_term_string}"


@pytest.mark.parametrize("text", ["</script><b>", "<!--<script>", "&lt;", "\u2028", "lone \ud800"])
def test_no_text_ends_the_block(text):
    client = create_app(LinearSearcher([replace(FIRST, title=text, source=text, url=None)])).test_client()
    answer = client.get("/a/ramadi")
    assert data_of(answer)["headline"] == text
    scripts = BeautifulSoup(answer.data, "lxml").select("script:not([src])")
    assert [script["type"] for script in scripts] == ["application/ld+json"]
