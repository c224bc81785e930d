"""Every page of the site as people with other eyes, hands, screens and settings meet it; the pages are a table."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from index.article import Article
from search.linear_searcher import LinearSearcher

pytestmark = pytest.mark.browser

PAGES = (
    "/", "/help", "/search", "/search?q=ramadi+OR+oil&tag=Iraq&size=1", "/search?q=iraq&tag=Iraq&tag=ISIS&tag_not=Oil",
    "/search?q=ramadi+basra&tag=ISIS&from=2015", "/search?q=zzzz", "/search?q=a*", "/search?page=77&sort=1",
    "/quotes?q=yet+OR+over&tag=Iraq&size=1", "/quotes?q=zzzz&role=mayor", "/a/ramadi?q=ramadi#hit-2", "/a/note",
    "/a/ramadi/similar", "/quotes/ramadi.q1?q=count", "/facets/tag?q=ramadi&tag=Iraq", "/nope",
    "/facets/speaker?order=distinctive", "/speakers/muhannad-haimour", "/speakers/muhannad-haimour?q=count&from=2015",
    "/tags/Iraq?share=true", "/timeline", "/timeline?of=quotes&interval=year&tag=Iraq", "/review", "/recheck",
    "/api/docs",
)  # fmt: skip
# Where all rules are tried in dark colours, too.
DARK = (
    "/", "/search?q=iraq&tag=Iraq&tag=ISIS&tag_not=Oil", "/a/ramadi?q=ramadi#hit-2", "/quotes/ramadi.q1?q=count",
    "/tags/Iraq?share=true",
)  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
FOUND = "({violations}) => violations.map(v => [v.id, ...v.nodes.map(n => n.html.slice(0, 120))])"
OPENED = "document.querySelectorAll('details').forEach(each => each.open = true)"
# WCAG 2.5.8: a target is 24 px in both directions, or a circle of 24 px on it meets no other target, or stands in a
# sentence, or another control does the same, as the fields of dates beside a chart do.
SMALL_TARGETS = """() => {
  const box = (each) => (each.closest('label') ?? each).getBoundingClientRect();
  const shown = [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
    .filter((each) => each.checkVisibility() && box(each).width > 1 && !each.closest('.skips, svg, p.snippet, .body'));
  const small = (r) => r.width < 24 || r.height < 24;
  const middle = (r) => [r.x + r.width / 2, r.y + r.height / 2];
  const near = ([x, y], r) => Math.hypot(Math.max(r.left - x, 0, x - r.right), Math.max(r.top - y, 0, y - r.bottom));
  const apart = (r, other) => near(middle(r), other) >= 12 &&
    (!small(other) || Math.hypot(...middle(r).map((m, i) => m - middle(other)[i])) >= 24);
  const sentence = (each) => getComputedStyle(each).display === 'inline' &&
    [...each.parentNode.childNodes].some((n) => n.nodeType === 3 && /\\w{2}/.test(n.data));
  return shown.filter((each) => small(box(each)) && !sentence(each) &&
      !shown.every((other) => other === each || other.contains(each) || each.contains(other)
        || apart(box(each), box(other))))
    .map((each) => `${each.outerHTML.slice(0, 90)} ${box(each).width} x ${box(each).height}`);
}"""


def violations(page, rules=RULES):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(f"rules => axe.run(document, rules).then({FOUND})", rules)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_and_reflows(reader, site, path):
    reader.emulate_media(color_scheme="light")
    reader.set_viewport_size({"width": 1280, "height": 900})
    reader.goto(f"{site}{path}")
    reader.evaluate(OPENED)
    assert violations(reader) == []
    assert reader.evaluate(SMALL_TARGETS) == []
    reader.emulate_media(color_scheme="dark")
    assert violations(reader, RULES if path in DARK else COLOURS) == []
    reader.set_viewport_size({"width": 320, "height": 700})
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320
    assert reader.evaluate(SMALL_TARGETS) == []


TOUCHING = """() => [...document.querySelectorAll('svg.below')].flatMap((svg) => {
  const all = [...svg.querySelectorAll('text')].map((each) => each.getBoundingClientRect());
  return all.filter((box, at) => box.left < 0 || box.right > innerWidth || (at && box.left < all[at - 1].right + 3));
}).length"""


def test_names_below_a_chart_never_touch(reader, serving):
    days = [(date(1987, 2, 24) + timedelta(at * at // 3)).isoformat() for at in range(30)]
    found = [Article(f"a{at}", title="x", published=day, content_hash=str(at)) for at, day in enumerate(days)]
    with serving(LinearSearcher(found)) as address:
        for path in ("/search?to=1987-04", *(f"/timeline?interval={one}" for one in ("day", "week", "month"))):
            reader.goto(f"{address}{path}")
            for width in (320, 360, 800):
                reader.set_viewport_size({"width": width, "height": 740})
                assert reader.locator("svg.below text").count() > 1
                assert reader.evaluate(TOUCHING) == 0


def test_on_a_telephone_the_first_headline_is_seen_without_scrolling(reader, site):
    reader.set_viewport_size({"width": 360, "height": 740})
    reader.goto(f"{site}/search?q=iraq")
    assert reader.locator("#from").is_hidden()
    assert reader.locator(".hits h2").first.bounding_box()["y"] < 520
    reader.get_by_text("Dates", exact=True).click()
    assert reader.locator("#from").is_visible()


def test_on_a_telephone_no_option_of_a_command_is_broken(reader, site):
    reader.set_viewport_size({"width": 390, "height": 740})
    reader.goto(f"{site}/review")
    options = reader.locator(".command span").all()
    assert options
    assert all(option.bounding_box()["height"] < 30 for option in options)
    assert reader.locator(".command code").first.text_content().startswith("pullquote correct ")


def test_the_orders_stand_in_one_place_with_copies_and_without(reader, site):
    reader.set_viewport_size({"width": 1280, "height": 900})
    places = []
    for path in ("/search?q=ramadi", "/search?q=iraq"):
        reader.goto(f"{site}{path}")
        places.append(reader.locator("#orders").bounding_box())
    assert places[0] == places[1]


def test_what_a_script_shows_is_accessible(tab, site):
    tab.goto(f"{site}/search?q=iraq")
    tab.get_by_label("Search the archive").fill("ir")
    tab.locator("#suggestions li").first.wait_for()
    tab.keyboard.press("ArrowDown")
    assert violations(tab) == []
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="Keyboard").click()
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        assert violations(tab) == []


def test_the_focus_is_never_behind_the_bar_of_hits(tab, site):
    tab.set_viewport_size({"width": 700, "height": 320})
    tab.goto(f"{site}/a/ramadi?q=ramadi#hit-2")
    top = tab.locator("#hit-2 + .step").bounding_box()["y"]
    for _ in range(30):
        tab.keyboard.press("Tab")
        hidden = "e => !e.closest('.step') && e !== document.body && e.getBoundingClientRect().bottom"
        assert tab.evaluate(f"({hidden})(document.activeElement)") <= top


def test_marks_are_seen_in_forced_colours(tab, site):
    tab.emulate_media(forced_colors="active")
    tab.goto(f"{site}/search?q=ramadi")
    colours = "[...document.querySelectorAll('mark, body')].map(each => getComputedStyle(each).backgroundColor)"
    assert len(set(tab.evaluate(colours))) == 2


def test_nothing_moves_where_no_motion_is_wanted(tab, site):
    css = Path(__file__).parents[1].joinpath("web/static/pullquote.css").read_text()
    assert not re.search(r"transition|scroll-behavior|animation: (?!appear 0s)", css)


def test_a_printed_list_says_what_was_asked(tab, site):
    tab.goto(f"{site}/search?q=ramadi&tag=Iraq")
    tab.emulate_media(media="print")
    shown = [each.inner_text() for each in tab.locator(".paper, .chips li, .status").all() if each.is_visible()]
    assert shown[0].startswith("“ramadi” in Pullquote")
    assert f"{site}/search?q=ramadi&tag=Iraq" in shown[0]
    assert shown[2] == "Tag: Iraq"
    for away in ("#filters", ".box", ".dates", "footer", ".line"):
        expect(tab.locator(away).first).to_be_hidden()
    url = "getComputedStyle(document.querySelector('.hits h2 a'), '::after').content"
    assert tab.evaluate(url).startswith(f'" {site}/a/')
