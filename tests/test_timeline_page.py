"""The page of hits over time, and the scale of every chart."""

from datetime import date, timedelta

import pytest

from index.article import Article
from search.linear_searcher import LinearSearcher
from tests.conftest import parsing
from web.app import create_app
from web.scale import below, steps

DAYS = ["2010-01-04", "2010-02-05", "2012-06-01", "2014-03-03", "2014-03-09", "2015", "2015-06", None]
ARTICLES = [
    Article(f"a{at}", title="ferry", body="text", published=day, content_hash=str(at)) for at, day in enumerate(DAYS)
]


MONTHS = [f"{year}-{month:02d}" for year in (2014, 2015, 2016) for month in range(1, 13)]

WEEKS = [(date(1987, 2, 23) + timedelta(7 * at)).isoformat() for at in range(17)]


@pytest.fixture(scope="module")
def page():
    return parsing(create_app(LinearSearcher(ARTICLES)).test_client())


def words(element):
    return " ".join(element.text.split())


@pytest.mark.parametrize(
    ("most", "parts", "whole", "expected"),
    [
        (1, 2, True, [0, 1]),
        (6, 2, True, [0, 3, 6]),
        (7, 2, True, [0, 4, 8]),
        (24, 5, True, [0, 5, 10, 15, 20, 25]),
        (3_771, 5, True, [0, 1000, 2000, 3000, 4000]),
        (0.034, 2, False, [0, 0.02, 0.04]),
        (1.0, 5, False, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_a_scale_has_few_round_numbers_and_holds_the_largest(most, parts, whole, expected):
    assert steps(most, parts, whole=whole) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("interval", "starts", "expected"),
    [
        ("year", [str(year) for year in range(1990, 2017)], ["1990", "1995", "2000", "2005", "2010", "2015"]),
        ("month", MONTHS, ["2014", "2015", "2016"]),
        ("month", ["2014-05", "2014-06", "2014-07"], ["May 2014", "June 2014", "July 2014"]),
        ("day", [f"2014-05-0{day}" for day in range(1, 9)], ["1 May 2014", "5 May 2014"]),
        ("week", ["2014-12-29", "2015-01-05"], ["29 Dec 2014", "5 Jan 2015"]),
        ("week", WEEKS, ["Apr 1987", "June 1987"]),
        ("month", ["2013-12", *MONTHS], ["2014", "2015", "2016"]),
    ],
)  # fmt: skip
def test_few_periods_are_named_below_a_chart(interval, starts, expected):
    found = list(below(interval, starts))
    assert [tick.text for tick in found] == expected
    assert all(0 <= tick.at <= 100 for tick in found)


def test_every_chart_has_a_scale(page):
    for path in ("/search", "/timeline"):
        chart = page(path).select_one(".timeline")
        assert [one.text for one in chart.select(".scale span")][-1] == "0"
        assert chart.select(".below text")


def test_bars_have_names_and_the_same_stands_in_a_table(page):
    soup = page("/timeline?interval=year")
    assert [bar["aria-label"] for bar in soup.select("svg a")] == [
        "2010: 2 articles", "2012: 1 article", "2014: 2 articles", "2015: 2 articles"
    ]  # fmt: skip
    assert [cell.text for cell in soup.select("tbody tr")[0].select("th, td")] == ["2010", "2", "2", "100\u202f%"]


def test_vague_dates_and_no_dates_stand_apart(page):
    told = "Apart from the bars: 1 dated to a year only, which lists count on its first day; 1 without a date."
    assert told in words(page("/timeline?interval=month").main)


def test_shares_and_intervals_are_switched_without_losing_the_rest(page):
    soup = page("/timeline?q=ferry&from=2010&interval=year&share=true")
    links = {link.text: link["href"] for link in soup.select("main .orders a, main figcaption a")}
    assert links["Month"] == "/timeline?q=ferry&from=2010&interval=month&share=true"
    assert links["Quotes"] == "/timeline?of=quotes&q=ferry&from=2010&interval=year&share=true"
    assert links["Numbers of articles"] == "/timeline?q=ferry&from=2010&interval=year"
    form = soup.select_one("form.range")
    sent = [(field["name"], field["value"]) for field in form.select("input")]
    assert sent == [("from", "2010"), ("to", ""), ("q", "ferry"), ("interval", "year"), ("share", "true")]


def test_more_bars_than_a_page_has_room_for_are_not_drawn(page):
    soup = page("/timeline?interval=day")
    assert "too many to show" in soup.select_one(".notice").text
    assert len(soup.select("svg a")) < 10
    assert len(page("/timeline?interval=day&from=2014-03").select("svg a")) == 2


def test_lists_lead_to_their_larger_chart(page):
    assert page("/search?q=ferry").select("figcaption a[href='/timeline?q=ferry']")


def test_nothing_to_draw_is_said(page):
    assert "too few dates" in page("/timeline?q=nowhere").main.text
