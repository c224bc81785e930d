"""Walks through the site in a real Chromium, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from search.linear_searcher import LinearSearcher

pytestmark = pytest.mark.browser


def tab_to(page, text):
    """Press Tab until what has the focus begins with a text."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = "document.activeElement.labels?.[0] ?? document.activeElement"
        if page.evaluate(f"({focused}).innerText || ''").startswith(text):
            return
    pytest.fail(f"{text} is not reached by Tab")


def change(page, label):
    """Change a checkbox among the filters; it applies at once, or by the button where there is no script."""
    page.get_by_label("Filters").get_by_role("checkbox", name=label, exact=True).click()
    apply = page.get_by_role("button", name="Apply")
    if apply.is_visible():
        apply.click()


def status(page, text):
    expect(page.get_by_role("status")).to_contain_text(text)


def test_search_narrow_read_and_go_back(either, site):
    either.goto(site)
    either.get_by_label("Search the archive").fill("iraq")
    either.get_by_role("button", name="Search").click()
    status(either, "3 articles")
    change(either, "ISIS 2 articles")
    status(either, "1 filter, 2015")
    results = either.url
    either.get_by_role("link", name="Ramadi Falls").first.click()
    expect(either.get_by_role("heading", name="Ramadi Falls")).to_be_visible()
    either.go_back()
    assert either.url == results
    expect(either.get_by_role("checkbox", name="ISIS 2 articles", exact=True)).to_be_checked()
    change(either, "ISIS 2 articles")
    status(either, "3 articles, 1 of them a copy")
    either.go_back()
    status(either, "2 articles")
    expect(either.get_by_role("checkbox", name="ISIS 2 articles", exact=True)).to_be_checked()
    either.get_by_role("link", name="Tag: ISIS, remove").click()
    status(either, "3 articles")


def test_tabs_pages_orders_and_bars_are_links(either, site):
    either.goto(f"{site}/search?q=iraq+OR+ferries&size=1&fold=false")
    either.get_by_role("navigation", name="Pages").get_by_role("link", name="Next").click()
    status(either, "2 to 2 of 4 articles")
    either.get_by_role("link", name="Oldest").click()
    status(either, "oldest first")
    either.locator(".timeline svg a").last.click()
    status(either, "1 article, 1 filter, 2016")
    either.get_by_role("link", name="Clear all").click()
    either.get_by_label("Kind of result").get_by_role("link", name="Quotes").click()
    assert "/quotes?q=iraq+OR+ferries" in either.url


def test_dates_are_asked_beside_the_chart(either, site):
    either.goto(f"{site}/search?tag=Iraq")
    either.locator("#from").fill("2015")
    either.get_by_role("button", name="Show these dates").click()
    status(either, "2 filters, 2015")
    expect(either.get_by_role("link", name="Date: from 2015, remove")).to_be_visible()
    either.locator("#from").fill("")
    either.locator("#from").press("Enter")
    status(either, "1 filter, 2014")


def test_hits_are_stepped_through(either, site):
    either.goto(f"{site}/search?q=ramadi")
    either.get_by_role("link", name="Ramadi Falls").click()
    assert either.locator("article mark").all_inner_texts() == ["Ramadi", "Ramadi"]
    either.get_by_role("link", name="first").click()
    expect(either.get_by_text("1 of 2")).to_be_visible()
    either.get_by_role("link", name="next", exact=True).click()
    expect(either.get_by_text("2 of 2")).to_be_visible()


def test_a_quotation_leads_to_its_place_and_back(either, site):
    either.goto(f"{site}/a/ramadi")
    either.get_by_role("link", name="in the text, quotation 2").click()
    assert either.url.endswith("#q2")
    either.locator("#q2 + .ref").click()
    assert either.url.endswith("#s2")


def test_from_articles_to_quotes_and_to_who_said_it(either, site):
    either.goto(f"{site}/search?q=count&tag=Iraq")
    either.get_by_label("Kind of result").get_by_role("link", name="Quotes").click()
    status(either, "1 quote")
    assert either.url.endswith("/quotes?q=count&tag=Iraq")
    either.locator(".why summary").first.click()
    expect(either.get_by_text("The text says")).to_be_visible()
    either.get_by_role("link", name="its own page").first.click()
    expect(either.get_by_role("heading", name="A quotation of Muhannad Haimour")).to_be_attached()
    either.get_by_role("link", name="Ramadi Falls").click()
    assert "#q1" in either.url
    either.get_by_role("link", name="Results for count").click()
    assert either.url.endswith("/quotes?q=count&tag=Iraq")


def test_quotes_are_narrowed_by_a_form(either, site):
    either.goto(f"{site}/quotes?tag=Iraq")
    either.get_by_label("Role").fill("spokesman")
    either.get_by_label("Role").press("Enter")
    status(either, "1 quote")
    either.get_by_label("Sure").select_option("clear")
    if either.get_by_role("button", name="Apply").is_visible():
        either.get_by_role("button", name="Apply").click()
    expect(either.get_by_role("link", name="Certainty: clear, remove")).to_be_visible()
    either.get_by_role("link", name="Role: spokesman, remove").click()
    status(either, "2 quotes, 2 filters")


def test_the_keyboard_is_enough(either, site):
    either.goto(site)
    either.keyboard.press("Tab")
    tab_to(either, "Search the archive")
    either.keyboard.type("iraq")
    either.keyboard.press("Enter")
    status(either, "3 articles")
    tab_to(either, "ISIS")
    either.keyboard.press("Space")
    if either.get_by_role("button", name="Apply").is_visible():
        either.keyboard.press("Enter")
    status(either, "2 articles")
    either.goto(either.url)
    tab_to(either, "Skip to the results")
    either.keyboard.press("Enter")
    tab_to(either, "Ramadi Falls")
    assert either.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    either.keyboard.press("Enter")
    expect(either.locator("article h1")).to_have_text("Ramadi Falls")


def test_filters_are_a_drawer_on_a_small_screen(either, site):
    either.set_viewport_size({"width": 360, "height": 800})
    either.goto(f"{site}/search?q=iraq")
    box = either.get_by_label("Filters").get_by_role("checkbox", name="ISIS 2 articles", exact=True)
    expect(box).to_be_hidden()
    either.locator("summary", has_text="Filters").click()
    change(either, "ISIS 2 articles")
    status(either, "2 articles")


def test_hostile_articles_lie_inert(tab, hostile, serving):
    with serving(LinearSearcher(hostile)) as address:
        own = ("/a/{}?q=bait", "/quotes/{}.q1")
        paths = (path.format(article.id) for article in hostile for path in own)
        for path in ("/", "/search?q=bait&size=100", "/quotes?size=100", *paths):
            tab.goto(f"{address}{path}")
            assert tab.evaluate("window.owned === undefined")
            odd = "script:not([src^='/static/'], [type='application/ld+json']), img, svg:not(.plot > svg), #injected"
            assert [each.evaluate("e => e.outerHTML") for each in tab.locator(odd).all()] == []


def test_from_the_front_page_to_a_speaker_a_role_and_a_bar(either, site):
    either.goto(site)
    either.get_by_role("link", name="Muhannad Haimour", exact=True).click()
    status(either, "1 quote, 2015")
    either.get_by_role("link", name="spokesman for the governor of Anbar").first.click()
    status(either, "1 quote")
    either.go_back()
    either.get_by_role("link", name="Iraq", exact=True).click()
    expect(either.get_by_role("heading", name="Iraq", level=1)).to_be_visible()
    status(either, "3 articles, 1 of them a copy that is not listed, 2014–2015")
    either.goto(site)
    either.get_by_role("link", name="The archive over time").click()
    expect(either.get_by_role("heading", name="Articles over time")).to_be_visible()
    either.get_by_role("link", name="Year", exact=True).click()
    either.get_by_role("link", name="2014: 1 article").first.click()
    status(either, "1 article")
