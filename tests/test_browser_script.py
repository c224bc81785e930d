"""What the site's script adds: filters that apply at once, suggestions, keys, copying, dragging over the chart."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.value ?? document.activeElement.innerText"
MARKED = "document.querySelector('#main').ariaBusy"


def box(page, name):
    return page.get_by_label("Filters").get_by_role("checkbox", name=name, exact=True)


def test_a_filter_applies_by_one_request_and_keeps_the_focus(tab, site):
    tab.goto(f"{site}/search?sort=oldest&q=iraq")
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    box(tab, "ISIS 2 articles").focus()
    tab.keyboard.press("Space")
    expect(tab.get_by_role("status")).to_contain_text("2 articles")
    assert len([url for url in asked if "/static/" not in url]) == 1
    assert tab.evaluate(FOCUSED) == "ISIS"
    assert tab.url == f"{site}/search?q=iraq&tag=ISIS&sort=oldest"
    assert tab.locator("#kept input[name=tag]").get_attribute("value") == "ISIS"
    expect(tab.get_by_role("button", name="Apply")).to_be_hidden()


def test_a_list_to_exclude_stays_open_and_the_focus_in_its_facet(tab, site):
    tab.goto(f"{site}/search?q=ramadi")
    tab.get_by_text("Without … one of Tag").click()
    box(tab, "without ISIS 0 articles left").click()
    expect(tab.get_by_role("status")).to_contain_text("No article matches")
    expect(box(tab, "not ISIS 0 articles")).to_be_focused()
    box(tab, "not ISIS 0 articles").click()
    expect(tab.get_by_role("status")).to_contain_text("2 articles")
    tab.wait_for_function("document.activeElement.closest('fieldset')?.id === 'facet-tag'")  # as soon as all is settled


def test_old_results_stay_while_waiting_and_the_latest_request_wins(chromium, site):
    page = chromium.new_page()  # htmx writes to the console that it ended a request
    page.goto(f"{site}/search?fold=false")
    waiting = []
    page.route("**/search?**", lambda route: waiting.append(route))
    box(page, "Iraq 3 articles").click()
    assert page.evaluate(MARKED) == "true"
    expect(page.get_by_role("status")).to_contain_text("6 articles")
    box(page, "ISIS 2 articles").click()
    page.wait_for_timeout(50)
    waiting[-1].continue_()
    expect(page.get_by_role("status")).to_contain_text("2 filters, 2015")
    assert (len(waiting), page.evaluate(MARKED)) == (2, None)
    page.close()


def test_what_is_refused_is_shown_by_the_browser(chromium, site):
    page = chromium.new_page()
    page.goto(f"{site}/search?q=iraq")
    page.evaluate("document.querySelector('#narrow [name=q]').value = 'a*'")
    box(page, "ISIS 2 articles").click()
    expect(page.locator("#fault, .error")).not_to_have_count(0)
    page.close()


def test_suggestions_are_a_combobox(tab, site):
    tab.goto(f"{site}/")
    field = tab.get_by_label("Search the archive")
    field.press_sequentially("mu")
    option = tab.get_by_role("option", name="Muhannad Haimour speaker")
    expect(option).to_be_visible()
    field.press("ArrowDown")
    field.press("ArrowUp")
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant")
    field.press("Escape")
    expect(option).to_have_count(0)
    expect(field).to_have_value("mu")
    assert (field.get_attribute("aria-expanded"), tab.url) == ("false", f"{site}/")


def test_escape_leaves_the_box_and_keeps_its_text(tab, site):
    tab.goto(f"{site}/search?q=iraq")
    for key in ("/", "Escape", "j"):
        tab.keyboard.press(key)
    assert tab.evaluate("document.activeElement.closest('.hits > li') !== null")
    expect(tab.get_by_label("Search the archive")).to_have_value("iraq")
    tab.keyboard.press("o")
    tab.wait_for_url("**/a/**")


def test_choosing_words_fills_the_box_and_choosing_a_name_leads_there(tab, site):
    tab.goto(f"{site}/")
    field = tab.get_by_label("Search the archive")
    field.press_sequentially("off")
    words = tab.get_by_role("option").filter(has_text="words").first
    expect(words).to_be_visible()
    words.click()
    assert (field.input_value(), tab.url) == ("official", f"{site}/")
    field.fill("")
    field.press_sequentially("isi")
    expect(tab.get_by_role("option").first).to_have_text("ISIS tag")
    field.press("ArrowDown")
    field.press("Enter")
    expect(tab.get_by_role("link", name="Tag: ISIS, remove")).to_be_visible()


def test_choosing_a_tag_keeps_the_list_and_its_filters(tab, site):
    tab.goto(f"{site}/quotes?q=count&tag=Iraq&from=2015")
    field = tab.get_by_label("Search the quotes")
    for _ in range(2):  # what is chosen already is not chosen twice
        field.fill("")
        field.press_sequentially("ira")
        tab.get_by_role("option", name="Iraq tag", exact=True).click()
        tab.wait_for_url(f"{site}/quotes?tag=Iraq&from=2015")
    field.press_sequentially("isi")
    tab.get_by_role("option", name="ISIS tag", exact=True).click()
    tab.wait_for_url(f"{site}/quotes?tag=Iraq&from=2015&tag=ISIS")


def test_single_keys(tab, site):
    tab.goto(f"{site}/search?q=iraq&tag=ISIS")
    tab.keyboard.press("/")
    assert tab.evaluate(FOCUSED) == "iraq"
    tab.keyboard.press("x")  # in a field it is a letter
    assert tab.url.endswith("tag=ISIS")
    tab.get_by_role("status").click()
    tab.keyboard.press("j")
    assert tab.evaluate(FOCUSED) == "Ramadi Falls"
    tab.keyboard.press("k")
    tab.keyboard.press("f")
    assert tab.evaluate(FOCUSED) == "ISIS"
    tab.keyboard.press("x")
    expect(tab.get_by_role("status")).to_contain_text("3 articles")
    tab.keyboard.press("j")
    tab.keyboard.press("o")
    expect(tab.locator("article")).to_be_visible()


def test_keys_step_through_the_hits(tab, site):
    tab.goto(f"{site}/a/ramadi?q=ramadi")
    for key, shown in (("n", "1 of 2"), ("n", "2 of 2"), ("n", "1 of 2"), ("p", "2 of 2")):
        tab.keyboard.press(key)
        expect(tab.get_by_text(shown)).to_be_visible()


def test_single_keys_can_be_switched_off(tab, site):
    tab.goto(f"{site}/search?q=iraq&tag=ISIS")
    tab.keyboard.press("?")
    tab.get_by_label("Single keys act").click()
    tab.get_by_role("button", name="Close").click()
    tab.reload()
    for key in "fx?":
        tab.keyboard.press(key)
    assert tab.url.endswith("tag=ISIS")
    expect(tab.get_by_role("dialog")).to_have_count(0)
    tab.get_by_role("button", name="Keyboard").click()
    expect(tab.get_by_label("Single keys act")).not_to_be_checked()


def test_a_quotation_is_copied_with_its_source(tab, site):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(f"{site}/quotes?q=over")
    tab.get_by_role("button", name="copy").click()
    expect(tab.get_by_role("button", name="copied")).to_be_visible()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“pretty much over for now.” – One military official. Ramadi Falls")
    assert copied.endswith("/quotes/ramadi.q2?q=over")


def test_dragging_over_the_chart_asks_for_its_time(tab, site):
    tab.goto(f"{site}/search?fold=false")
    bars = [bar.bounding_box() for bar in tab.locator(".timeline svg a .reach").all()]
    tab.mouse.move(bars[-1]["x"] + 2, bars[-1]["y"] + 20)
    tab.mouse.down()
    tab.mouse.move(bars[0]["x"] + 2, bars[0]["y"] + 20)
    tab.mouse.up()
    expect(tab.get_by_role("link", name="Date: 18 May 2015 to 6 March 2016, remove")).to_be_visible()
