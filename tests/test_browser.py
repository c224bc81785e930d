"""Walks through the site in a real Chromium."""

import shutil
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright
from waitress.server import create_server

from search.linear_searcher import LinearSearcher
from web.app import create_app

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Chromium is kept from calling home.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
REPORT_VIOLATIONS = "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"


@contextmanager
def serving(searcher):
    """Serve an archive on a free port of this machine."""
    server = create_server(create_app(searcher), host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()  # it lasts while Chromium keeps a connection open
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)  # in the server's own thread
    server.task_dispatcher.shutdown()


@pytest.fixture(scope="module")
def chromium():
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("these tests need Chromium: apt-get install chromium, or deselect them with -m 'not browser'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(archive):
    with serving(archive) as address:
        yield address


@pytest.fixture
def tab(chromium):
    """A tab that may say nothing on its console and ask no other host."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(5000)
    page = context.new_page()
    page.add_init_script(REPORT_VIOLATIONS)
    said, hosts = [], set()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    yield page
    context.close()
    assert said == []
    assert hosts <= {"127.0.0.1"}


def tab_to(page, text):
    """Press Tab until what has the focus begins with a text."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").strip().startswith(text):
            return
    pytest.fail(f"{text} is not reached by Tab")


def test_search_narrow_read_and_go_back(tab, site):
    tab.goto(site)
    tab.get_by_label("Search the archive").fill("iraq")
    tab.get_by_role("button", name="Search").click()
    expect(tab.get_by_role("status")).to_contain_text("3 articles")
    tab.get_by_label("Filters").get_by_role("link", name="ISIS").click()
    expect(tab.get_by_role("status")).to_contain_text("2 articles")
    results = tab.url
    tab.get_by_role("link", name="Ramadi Falls").first.click()
    expect(tab.get_by_role("heading", name="Ramadi Falls")).to_be_visible()
    tab.go_back()
    assert tab.url == results
    tab.get_by_role("link", name="Tag: ISIS, remove").click()
    expect(tab.get_by_role("status")).to_contain_text("3 articles")


def test_hits_are_marked_in_the_article(tab, site):
    tab.goto(f"{site}/search?q=ramadi")
    tab.get_by_role("link", name="Ramadi Falls").click()
    assert tab.locator("article mark").all_inner_texts() == ["Ramadi", "Ramadi"]


def test_a_quotation_leads_to_its_place_and_back(tab, site):
    tab.goto(f"{site}/a/ramadi")
    tab.get_by_role("link", name="in the text, quotation 2").click()
    assert tab.evaluate("document.querySelector(':target').id") == "q2"
    tab.locator("#q2 + .ref").click()
    assert tab.evaluate("document.querySelector(':target').id") == "s2"


def test_the_keyboard_is_enough(tab, site):
    tab.goto(site)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.type("iraq")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("3 articles")
    tab_to(tab, "ISIS")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_contain_text("2 articles")
    tab_to(tab, "Skip to the results")
    tab.keyboard.press("Enter")
    tab_to(tab, "Ramadi Falls")
    outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    tab.keyboard.press("Enter")
    expect(tab.locator("article h1")).to_have_text("Ramadi Falls")


def test_from_articles_to_quotes_and_to_who_said_it(tab, site):
    tab.goto(f"{site}/search?q=count&tag=Iraq")
    tab.get_by_label("Kind of result").get_by_role("link", name="Quotes").click()
    expect(tab.get_by_role("status")).to_contain_text("1 quote")
    assert tab.url.endswith("/quotes?q=count&tag=Iraq")
    tab_to(tab, "why")
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("The text says")).to_be_visible()
    tab.get_by_role("link", name="context").click()
    expect(tab.get_by_role("heading", name="A quotation of Muhannad Haimour")).to_be_attached()
    tab.get_by_role("link", name="Ramadi Falls").click()
    assert tab.evaluate("document.querySelector(':target').id") == "q1"
    tab.get_by_role("link", name="Results for count").click()
    assert tab.url.endswith("/quotes?q=count&tag=Iraq")


def test_quotes_are_narrowed_by_a_form(tab, site):
    tab.goto(f"{site}/quotes?tag=Iraq")
    tab.get_by_label("Role").fill("spokesman")
    tab.get_by_label("Sure").select_option("clear")
    tab.get_by_role("button", name="Apply").click()
    expect(tab.get_by_role("status")).to_contain_text("1 quote")
    tab.get_by_role("link", name="Role: spokesman, remove").click()
    expect(tab.get_by_role("status")).to_contain_text("2 quotes")


def test_filters_are_a_drawer_on_a_small_screen(tab, site):
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto(f"{site}/search?q=iraq")
    facet = tab.get_by_label("Filters").get_by_role("link", name="ISIS")
    expect(facet).to_be_hidden()
    tab.locator("summary", has_text="Filters").click()
    facet.click()
    expect(tab.get_by_role("status")).to_contain_text("2 articles")


@pytest.mark.parametrize(
    "path",
    [
        "/", "/search?q=ramadi+OR+oil&tag=Iraq", "/a/ramadi?q=ramadi", "/search?q=zzzz", "/quotes?q=yet+OR+over",
        "/quotes/ramadi.q1",
    ],
)  # fmt: skip
def test_pages_reflow_at_320_pixels(tab, site, path):
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(f"{site}{path}")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/search?q=iraq&tag=Iraq&size=1", "/quotes?q=yet+OR+over&tag=Iraq&size=1"])
@pytest.mark.parametrize("width", [360, 1280])
def test_controls_are_large_enough_to_hit(tab, site, path, width):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(f"{site}{path}")
    controls = tab.locator(
        ".choices a, .chips a, .orders a, .pages a, .tags a, .tabs a, button, select, summary:not(.why *), .hits h2 a"
    )
    boxes = [control.bounding_box() for control in controls.all() if control.is_visible()]
    assert len(boxes) > 8
    assert [box for box in boxes if box["height"] < 24 or box["width"] < 24] == []


def test_hostile_articles_lie_inert(tab, hostile):
    with serving(LinearSearcher(hostile)) as address:
        own = ("/a/{}?q=bait", "/quotes/{}.q1")
        paths = (path.format(article.id) for article in hostile for path in own)
        for path in ("/", "/search?q=bait&size=100", "/quotes?size=100", *paths):
            tab.goto(f"{address}{path}")
            assert tab.evaluate("window.owned === undefined")
            assert tab.locator("script, img, svg, #injected").count() == 0
