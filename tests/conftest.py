"""A small archive in memory, and the site over it."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from index.article import Article, Image, Mention, Quote, content_hash
from search.linear_searcher import LinearSearcher
from web.app import create_app

RAMADI = """Government forces left Ramadi on Sunday, officials in Anbar said.

“We do not have an accurate count yet,” spokesman Muhannad Haimour said. “About 8,000 have fled the city.”

One military official told Fox News the fight was “pretty much over for now.”

“Somebody will pay,” a voice in the crowd called."""


def quote(number, *parts, **more):
    offsets = tuple((RAMADI.index(part), RAMADI.index(part) + len(part)) for part in parts)
    return Quote(id=f"ramadi.q{number}", text=" ".join(parts), parts=offsets, **more)


def article(name, title, body, **more):
    return Article(id=name, title=title, body=body, content_hash=content_hash(title, body), **more)


FIRST = article(
    "ramadi",
    "Ramadi Falls",
    RAMADI,
    url="https://news.example/ramadi",
    source="Reuters",
    byline="By Ann Roe",
    authors=("Ann Roe",),
    published="2015-05-18T18:32:00-04:00",
    published_precision="minute",
    tags=("Iraq", "ISIS", "Anbar province"),
    section="World",
    lang="en",
    image=Image(title="A bridge", caption="The bridge at Ramadi", credit="Stringer"),
    file="/home/ann/secret/ramadi.html",
    quotes=(
        quote(
            1,
            "We do not have an accurate count yet,",
            "About 8,000 have fled the city.",
            speaker="Muhannad Haimour",
            mention=Mention("spokesman Muhannad Haimour", 107, 133),
            role="spokesman for the governor of Anbar",
            source_type="named",
            cue="said",
            confidence=0.97,
            rule="title-and-name-after-quote",
        ),
        quote(
            2,
            "pretty much over for now.",
            speaker="One military official",
            role="military official",
            source_type="unnamed",
            told_to="Fox News",
            kind="fragment",
            confidence=0.8,
            rule="nominal-verb-in-sentence",
        ),
        quote(3, "Somebody will pay,"),
    ),
    provenance={"title": "json-ld", "body": "main-text"},
)
ARTICLES = (
    FIRST,
    replace(FIRST, id="copy", source="AP", published="2015-05-19", published_precision="day", quotes=()),
    article(
        "oil", "Oil Prices Steady", "Traders weighed Iraqi output. Exports from Basra rose.",
        source="AP", published="2014-11", published_precision="month", tags=("Iraq", "Oil"), lang="en",
    ),
    article(
        "dom", "Der Dom", "Der Dom zu Köln steht seit Jahrhunderten.",
        source="dpa", published="2016", published_precision="year", tags=("Köln",), lang="de",
    ),
    article("note", "", "An untitled note, without a date."),
)  # fmt: skip


@pytest.fixture(scope="session")
def archive():
    return LinearSearcher(ARTICLES)


@pytest.fixture
def client(archive):
    return create_app(archive).test_client()


@pytest.fixture
def page(client):
    """Return a page, parsed; its status must be as expected."""

    def get(path, status=200):
        response = client.get(path)
        assert response.status_code == status
        return BeautifulSoup(response.data, "lxml")

    return get


@pytest.fixture
def hostile():
    """Articles with every payload in every field."""
    payloads = (
        "<script>window.owned = 1</script>",
        "\"><img src=x onerror='window.owned = 1'>",
        "'><svg/onload=window.owned=1>",
        "</script></title></textarea><b id=injected>bold</b>",
        "javascript:window.owned=1",
        "JaVa\tscript:window.owned=1",
        "\x01javascript:window.owned=1",
        "data:text/html,<script>window.owned=1</script>",
        "\u202egnp.exe\u2066",
        "{{ 7 * 7 }}{% raw %}",
        "lone \ud800 surrogate",
    )
    return [hostile_article(f"bad{number}", text) for number, text in enumerate(payloads)]


def hostile_article(name, text):
    body = f"bait {text}\n\n“{text}” he said."
    start = body.index("“") + 1
    return Article(
        id=name, title=f"bait {text}", url=text, source=text, byline=text, authors=(text,), published=text,
        published_precision="day", body=body, tags=(text,), section=text, lang=text, image=Image(text, text, text),
        file=text, content_hash=name, provenance={text: text},
        quotes=(
            Quote(f"{name}.q1", text, ((start, start + len(text)),), text, Mention(text, 0, 1), text, "named", text,
                  text, text, 0.97, text),
        ),
    )  # fmt: skip
