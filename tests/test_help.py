"""The page of help: the operators of the documentation, in words of the archive's own that find something there."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Quote, content_hash
from search.linear_searcher import LinearSearcher
from search.nodes import Node
from search.syntax import parse
from web.help import SECTIONS, Examples
from web.vocabulary import Vocabulary, vocabulary

DOCUMENTED = re.findall(r"^    (.+?) → .+$", Path("docs/query-language.md").read_text(encoding="utf-8"), re.MULTILINE)
TEXTS = [text for section in SECTIONS for text in section.examples]
TOLD = """The harbour office closed the northern pier, and the storm moved towards the islands by night.

“Nobody sails before Thursday,” said harbour master Jonas Veld. The harbour was empty, a well-known captain said."""
PARTS = ("Nobody sails before Thursday,",)


def told(name, title, body, **more):
    parts = tuple((body.index(part), body.index(part) + len(part)) for part in PARTS if part in body)
    quotes = tuple(Quote(f"{name}.q1", body[a:b], ((a, b),), "Jonas Veld", source_type="named") for a, b in parts)
    return Article(name, title=title, body=body, content_hash=content_hash(title, body), quotes=quotes, **more)


ARTICLES = [
    told("pier", "Harbour Pier Closed", TOLD, published="2016-02-03", tags=("Storms", "Ferries"), authors=("Ann Roe",)),
    told("fish", "Herring Prices", "Herring was dear.", published="2015-02-03", tags=("Fisheries",)),
]


def shape(node):
    """Return the operators of a tree, its words and numbers left out."""
    inner = [getattr(node, name) for name in node.__struct_fields__]
    nodes = [
        one for value in inner for one in (value if isinstance(value, tuple) else [value]) if isinstance(one, Node)
    ]
    kind = type(node).__name__
    return ("Leaf" if kind in ("Term", "Phrase") else kind, *(shape(one) for one in nodes if isinstance(one, Node)))


@pytest.mark.parametrize(("text", "documented"), list(zip(TEXTS, DOCUMENTED, strict=True)))
def test_help_has_each_example_of_the_documentation_in_other_words(text, documented):
    assert shape(parse(text.format(**Vocabulary().slots())).root) == shape(parse(documented).root)


def test_each_example_is_a_link_that_gives_what_it_says(client):
    rows = BeautifulSoup(client.get("/help").data, "lxml").select(".help dl > div")
    assert len(rows) == len(DOCUMENTED)
    for row in rows:
        soup = BeautifulSoup(client.get(row.a["href"]).data, "lxml")
        assert soup.select_one("#q")["value"] == row.a.text
        found, said = soup.find(role="status").text.split()[0], row.select_one(".count").text
        assert said == "nothing here" if found == "No" else said.startswith(f"{found} ")


def test_examples_are_made_of_words_of_the_archive():
    found = vocabulary(LinearSearcher(ARTICLES))
    assert (found.one, found.two, found.heading, found.speaker, found.said) == (
        "harbour", "office", "harbour pier closed", "veld", "thursday",
    )  # fmt: skip
    assert (found.tag, found.byline, found.published, found.other) == ("Ferries", "roe", "2016-02-03", "herring")


def test_most_examples_find_something_even_in_two_articles():
    examples = [one for _, found in Examples(LinearSearcher(ARTICLES)).sections() for one in found]
    nothing = {one.text for one in examples if not one.count}
    assert nothing <= {
        "U.S.", "北京大学", 'published:"last week"', 'published:"past 3 days"', 'published:"2 months ago"',
        "has:photo harbour", 'atleast2 "harbour office"', "harbour before:2016",
        "outlet:gazette", "site:(gazette OR herring)",
    }  # fmt: skip


def test_the_front_page_shows_examples_that_find_something(client):
    links = BeautifulSoup(client.get("/").data, "lxml").select(".try a")
    assert links
    for link in links:
        status = BeautifulSoup(client.get(link["href"]).data, "lxml").find(role="status").text
        assert int(status.split()[0]) > 0


LETTERS = st.one_of(*(st.sampled_from(some) for some in ("abcdefgh", "абвгдежз", "αβγδεζηθ", "ابتثجحخد", "北京大学校")))
SENTENCE = st.lists(st.text(LETTERS, min_size=4, max_size=9), max_size=30).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(SENTENCE, st.text(max_size=60)), st.one_of(SENTENCE, st.text(max_size=200)), st.text(max_size=30))
def test_no_text_breaks_the_examples(title, body, name):
    article = told("a", title, body, published=name, tags=(name,), authors=(name,))
    for _, found in Examples(LinearSearcher([article])).sections():
        assert all(one.text for one in found)


@pytest.mark.parametrize("text", ["Корабль вышел утром в море. ", "Harbour storm night boats. "])
def test_examples_of_a_long_paragraph_in_any_script_take_a_moment(text):
    article = told("a", "News", text * 1_000)
    assert Examples(LinearSearcher([article])).front() is not None


def test_examples_are_counted_once_for_a_commit(monkeypatch):
    searcher, asked = LinearSearcher(ARTICLES), []
    count = searcher.count
    monkeypatch.setattr(searcher, "count", lambda query: asked.append(query) or count(query))
    examples = Examples(searcher)
    assert examples.sections() == examples.sections()
    assert len(asked) == len(set(asked)) > 50


def test_operators_can_be_discovered_from_every_box_archivebox_956(client):
    for path in ("/", "/search?q=ramadi", "/quotes", "/a/ramadi", "/search?q=a*", "/speakers/muhannad-haimour"):
        soup = BeautifulSoup(client.get(path).data, "lxml")
        assert soup.select_one("search a[href='/help']")
