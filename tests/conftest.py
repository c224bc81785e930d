"""A small archive in memory, the site over it, and a browser to read it with."""

import shutil
import threading
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from waitress.server import create_server

from index.article import Article, Image, Mention, Quote, content_hash
from index.extract.doubt import doubt
from search.linear_searcher import LinearSearcher
from tests.clusters import CLUSTER
from web.app import create_app
from web.settings import Settings

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
    """Return what gives a page."""
    return parsing(client)


def parsing(client):
    """Return what gives a page of a client, parsed; its status must be as expected."""

    def get(path, status=200):
        response = client.get(path)
        assert response.status_code == status
        return BeautifulSoup(response.data, "lxml")

    return get


@pytest.fixture(scope="session")
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


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Chromium is kept from calling home.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
REPORT_VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"


@pytest.fixture(scope="session")
def serving():
    """Serve an archive on a free port of this machine."""

    @contextmanager
    def served(searcher):
        server = create_server(create_app(searcher, Settings(owner=doubt)), host="127.0.0.1", port=0, threads=2)
        threading.Thread(target=server.run, daemon=True).start()  # it lasts while Chromium keeps a connection open
        yield f"http://127.0.0.1:{server.effective_port}"
        server.trigger.pull_trigger(server.close)  # in the server's own thread
        server.task_dispatcher.shutdown()

    return served


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright  # few tests need it, and it takes its time

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("these tests need Chromium: apt-get install chromium, or deselect them with -m 'not browser'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(serving):
    later = article(
        "strike", "Ferries Stop for a Day", "“We will not sail,” Tom Reed said. Crews want more pay.",
        source="AP", published="2016-03-02", published_precision="day", tags=("Strikes",), lang="en",
    )  # fmt: skip
    with serving(LinearSearcher((*ARTICLES, later))) as address:
        yield address


@contextmanager
def quiet_tab(chromium, **options):
    """Open a tab that may say nothing on its console, but of a page that is refused, and ask no other host."""
    context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(5000)
    page = context.new_page()
    if options.get("java_script_enabled", True):
        page.add_init_script(REPORT_VIOLATIONS)
    said, hosts = [], set()
    page.on("console", lambda message: message.location["url"] == page.url or said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    yield page
    context.close()
    assert said == []
    assert hosts <= {"127.0.0.1"}


@pytest.fixture
def tab(chromium):
    with quiet_tab(chromium) as page:
        yield page


@pytest.fixture(scope="session")
def reader(chromium):
    """One tab for many pages."""
    with quiet_tab(chromium) as page:
        yield page


@pytest.fixture(params=["script", "no script"])
def either(chromium, request):
    """A tab with JavaScript, and one without."""
    with quiet_tab(chromium, java_script_enabled=request.param == "script") as page:
        yield page


def pytest_terminal_summary(terminalreporter):
    if not CLUSTER:
        terminalreporter.write_line("cluster: not run (make cluster-test starts one)")
