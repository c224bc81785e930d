"""The page of help and the documentation of the query language show the same examples."""

import re
from pathlib import Path

from bs4 import BeautifulSoup

from web.help import SECTIONS

DOCUMENTED = re.findall(r"^    (.+?) → .+$", Path("docs/query-language.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_help_shows_every_example_of_the_query_language_in_its_order():
    assert [text for section in SECTIONS for text in section.examples] == DOCUMENTED


def test_each_example_is_a_link_that_searches(client):
    links = BeautifulSoup(client.get("/help").data, "lxml").select(".help dt a")
    texts = [link.text for link in links]
    assert texts[-len(DOCUMENTED) :] == DOCUMENTED
    for link in links:
        answer = client.get(link["href"])
        assert answer.status_code == 200
        box = BeautifulSoup(answer.data, "lxml").select_one("#q")
        assert box["value"] == link.text


def test_help_has_examples_of_the_archives_own_that_find_something(client):
    own = BeautifulSoup(client.get("/help").data, "lxml").select_one(".help section")
    assert {one.text.partition(":")[0] for one in own.select("code")} == {"tag", "speaker", "source", "published"}
    assert all(int(count.text.split()[0]) for count in own.select(".count"))


def test_operators_can_be_discovered_from_every_box_archivebox_956(client):
    for path in ("/", "/search?q=ramadi", "/quotes", "/a/ramadi", "/search?q=a*"):
        soup = BeautifulSoup(client.get(path).data, "lxml")
        assert soup.select_one("search a[href='/help']")
