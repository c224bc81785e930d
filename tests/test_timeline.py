"""Hits over time, in every engine; row 15 of what users of other systems ask for: filter and see by date."""

from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from werkzeug.datastructures import MultiDict

from index.article import Article, Quote
from index.errors import QueryError
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import INTERVALS, Query
from search.results import Bucket
from search.searcher import open_searcher
from search.syntax import parse
from search.timeline import ASKED_INTERVALS, MOST_CHOSEN, Dated, chosen_interval
from tests.clusters import CLUSTER, location
from tests.numpy_alone import NumpyAlone
from tests.test_oracle import anything, batches, indexed, living
from web.app import create_app
from web.arguments import from_args
from web.params import API
from web.timeline import chart

DATES = (
    "2015-05-18", "2015-05-18T23:30:00-04:00", "2015-05-01", "2015-05-01T00:00:00", "2015-07-31", "2015-05",
    "2015-07", "2015", "2016-01-01", None,
)  # fmt: skip
ARTICLES = [
    Article(str(at), title="ferry" if at != 4 else "bridge", body=f"text {at}", published=day, content_hash=str(at),
            quotes=(Quote(f"{at}.q1", "Yes.", ()),) * (2 if day == "2015-05" else 1))
    for at, day in enumerate(DATES)
]  # fmt: skip


@contextmanager
def opened(engine, folder):
    if engine == "linear":
        yield LinearSearcher(ARTICLES)
        return
    address = location(folder) if engine == "cluster" else folder
    for batch in (ARTICLES[:5], ARTICLES[5:]):
        with open_writer(address) as writer:
            for one in batch:
                writer.put(one)
    with open_searcher(address) as searcher:
        yield NumpyAlone(searcher) if engine == "numpy" else searcher


@pytest.fixture(scope="module", params=["columnar", "numpy", "linear", *CLUSTER])
def searcher(request, tmp_path_factory):
    with opened(request.param, str(tmp_path_factory.mktemp("index"))) as found:
        yield found


def counts(line):
    return {period.start: (period.count, period.archive) for period in line.periods}


@pytest.mark.parametrize(
    ("interval", "expected", "imprecise"),
    [
        ("year", {"2015": (7, 8), "2016": (1, 1)}, 0),
        (
            "month",
            {
                "2015-05": (5, 5),
                "2015-06": (0, 0),
                "2015-07": (1, 2),
                "2015-08": (0, 0),
                "2015-09": (0, 0),
                "2015-10": (0, 0),
                "2015-11": (0, 0),
                "2015-12": (0, 0),
                "2016-01": (1, 1),
            },
            1,
        ),
    ],
)
def test_row_15_see_by_date(searcher, interval, expected, imprecise):
    line = searcher.timeline(Query(expression=parse("ferry")), interval)
    assert (line.interval, counts(line)) == (interval, expected)
    assert (line.total, line.imprecise, line.undated, line.complete) == (9, imprecise, 1, True)


def test_row_15_filter_by_date(searcher):
    line = searcher.timeline(Query(date_from="2015-05-02", date_to="2015-07"), "week")
    assert [period.start for period in line.periods if period.count] == ["2015-05-18", "2015-07-27"]
    assert (line.periods[0].count, line.periods[0].archive, len(line.periods)) == (2, 2, 11)


@pytest.mark.parametrize("interval", ["day", "week"])
def test_what_is_known_to_the_month_or_the_year_is_in_no_day(searcher, interval):
    line = searcher.timeline(Query(), interval)
    assert sum(period.count for period in line.periods) == 6
    assert (line.total, line.imprecise, line.undated) == (10, 3, 1)
    assert sum(bucket.count for bucket in searcher.search(Query(histogram=interval)).histogram) == 6


def test_a_histogram_leaves_out_empty_periods(searcher):
    assert searcher.search(Query(histogram="month")).histogram == (
        Bucket("2015-05", 5),
        Bucket("2015-07", 2),
        Bucket("2016-01", 1),
    )


def test_quotations_are_counted_among_quotations(searcher):
    line = searcher.timeline(Query(of="quotes", expression=parse("title:ferry")), "month")
    assert counts(line)["2015-05"] == (6, 6)
    assert counts(line)["2015-07"] == (1, 2)
    assert line.periods[2].share == 0.5


def test_nothing_found_has_no_periods(searcher):
    line = searcher.timeline(Query(expression=parse("nowhere")))
    assert (line.interval, line.periods, line.total, line.complete) == ("year", (), 0, True)


DAY = 735_600  # a day of 2015


@pytest.mark.parametrize(
    ("days", "known", "expected"),
    [
        (1, (1, 0, 0), "day"),
        (MOST_CHOSEN, (9, 9, 0), "day"),
        (MOST_CHOSEN + 1, (1, 0, 0), "week"),
        (7 * MOST_CHOSEN + 9, (1, 0, 0), "month"),
        (20 * 366, (1, 0, 0), "year"),
        (30, (1, 2, 0), "month"),  # most hits are known to the month only
        (30, (0, 1, 2), "year"),
    ],
)
def test_auto_is_the_finest_interval_that_a_page_has_room_for(days, known, expected):
    assert chosen_interval("auto", Dated(DAY, DAY + days - 1, known)) == expected


def test_empty_periods_of_a_very_long_span_are_left_out():
    far = [replace(ARTICLES[0], id="old", published="1415-10-25"), ARTICLES[0]]
    line = LinearSearcher(far).timeline(Query(), "day")
    assert (counts(line), line.complete) == ({"1415-10-25": (1, 1), "2015-05-18": (1, 1)}, False)


def test_the_ends_of_the_calendar_are_periods_too():
    ends = [replace(ARTICLES[0], id=day, published=day) for day in ("0001-01-01", "9999-12-31")]
    for interval in INTERVALS:
        line = LinearSearcher(ends).timeline(Query(), interval)
        assert [period.count for period in line.periods if period.count] == [1, 1]


def test_an_interval_that_there_is_not_is_refused(searcher):
    with pytest.raises(QueryError, match="interval is one of auto, day"):
        searcher.timeline(Query(), "hour")


@settings(max_examples=25, deadline=None)
@given(batches, st.lists(st.tuples(anything, st.sampled_from(ASKED_INTERVALS)), min_size=5, max_size=5))
def test_the_index_agrees_with_the_scan_on_time(batches, asked):
    linear = LinearSearcher(living(batches))
    with indexed(batches) as searcher:
        for query, interval in asked:
            query = replace(query, page=1)
            line = told(linear.timeline(query, interval))
            assert told(searcher.timeline(query, interval)) == line
            assert told(NumpyAlone(searcher).timeline(query, interval)) == line
            total = linear.search(query).total.value
            assert sum(one.count for one in line.periods) + line.imprecise + line.undated == line.total == total
            assert all(one.count <= one.archive for one in line.periods)


def told(line):
    return structs.replace(line, revision="", engine="", took_ms=0)


@pytest.fixture(scope="module")
def client():
    return create_app(LinearSearcher(ARTICLES)).test_client()


def test_the_api_gives_numbers_and_shares(client):
    data = client.get("/api/v1/timeline?q=ferry&interval=month&to=2015-07").json
    assert data["buckets"] == [
        {"start": "2015-05", "count": 5, "all": 5, "share": 1.0},
        {"start": "2015-06", "count": 0, "all": 0, "share": None},
        {"start": "2015-07", "count": 1, "all": 2, "share": 0.5},
    ]
    assert (data["interval"], data["total"]["value"], data["imprecise"], data["undated"]) == ("month", 7, 1, 0)
    assert data["links"]["self"] == "/api/v1/timeline?q=ferry&to=2015-07&interval=month"


def test_the_api_chooses_an_interval(client):
    assert client.get("/api/v1/timeline").json["interval"] == "week"
    assert client.get("/api/v1/timeline?of=quotes&from=2015-05&to=2015-07").json["interval"] == "day"
    assert client.get("/api/v1/timeline?interval=hour").status_code == 400


@pytest.mark.parametrize("interval", ["day", "week", "month", "year"])
@pytest.mark.parametrize("dates", ["", "&from=2015-05-18&to=2015-07-30", "&from=2015-05-19"])
def test_every_bar_leads_to_what_it_counts_where_all_dates_are_full(interval, dates):
    days = [one for one in ARTICLES if one.published and len(one.published) >= 10]
    client = create_app(LinearSearcher(days)).test_client()
    asked = from_args(MultiDict(parse_qsl(dates)), API).query
    line = LinearSearcher(days).timeline(asked, interval)
    shown = chart(line, share=False)
    for bar in shown.bars if shown else ():
        found = client.get((bar.url or "/search?q=zzz").replace("/search", "/api/v1/articles")).json
        assert bar.name.endswith(f": {found['total']['value']} article{'s' * (found['total']['value'] != 1)}")


@pytest.mark.parametrize(
    ("interval", "expected"), [("week", (2, 4, True)), ("month", (3, 4, True)), ("year", (4, 4, False))]
)
def test_a_list_behind_a_bar_has_dates_too_that_tell_no_period_as_the_page_says(interval, expected):
    dated = [replace(ARTICLES[0], id=day, published=day) for day in ("2015-01-02", "2015-01", "2015", "2016-02-03")]
    searcher = LinearSearcher(dated)
    shown = chart(searcher.timeline(Query(), interval), share=False)
    counted = sum(int(bar.name.split(": ")[1].split()[0]) for bar in shown.bars)
    asked = [from_args(MultiDict(parse_qsl(urlsplit(bar.url).query)), API).query for bar in shown.bars if bar.url]
    listed = sum(searcher.search(query).total.value for query in asked)
    assert (counted, listed, "lists count on its first day" in shown.apart) == expected


def test_a_page_shows_the_hits_over_time(client):
    soup = parsed(client, "/search?q=ferry&tag_not=x")
    names = [link["aria-label"] for link in soup.select(".timeline svg a")]
    assert names == ["week of 27 April 2015: 2 articles", "week of 18 May 2015: 2 articles",
                     "week of 28 December 2015: 1 article"]  # fmt: skip
    assert len(soup.select(".timeline tbody tr")) == 3
    apart = "3 dated to a month or a year only, which lists count on its first day"
    assert f"{apart}; 1 without a date" in soup.select_one(".figures p").text
    switch = soup.select_one(".timeline figcaption a")
    assert (switch.text, switch["href"]) == ("Share of all articles", "/search?q=ferry&tag_not=x&share=true")
    shared = parsed(client, switch["href"])
    assert shared.select_one(".timeline svg a")["aria-label"].endswith("2 articles of 2, 100\u202f%")
    assert shared.select_one(".timeline figcaption a")["href"] == "/search?q=ferry&tag_not=x"


def parsed(client, path):
    return BeautifulSoup(client.get(path).data, "lxml")
