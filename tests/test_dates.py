"""Dates as printed: as precise as they stand there, with their own zone."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import find_date, local_day, local_seconds, parse_date

PRINTED = [
    ("May 18, 2015 06:32 PM EDT", "2015-05-18T18:32:00-04:00", "minute"),
    ("18 May 2015", "2015-05-18", "day"),
    ("May 2015", "2015-05", "month"),
    ("2015", "2015", "year"),
    ("18th of May, 2015", "2015-05-18", "day"),
    ("Published: May 18, 2015 at 6 p.m.", "2015-05-18T18:00:00", "minute"),
    ("Monday, March 4, 2019 | 10:15 GMT", "2019-03-04T10:15:00+00:00", "minute"),
    ("6.32pm BST, 18 May 2015", "2015-05-18T18:32:00+01:00", "minute"),
    ("Mon, 18 May 2015 18:32:00 -0400", "2015-05-18T18:32:00-04:00", "second"),
    ("Mon May 18 2015 18:32:00 GMT-0400 (EDT)", "2015-05-18T18:32:00-04:00", "second"),
    ("2015-05-18T18:32-04:00", "2015-05-18T18:32:00-04:00", "minute"),
    ("2015-05-18T18:32:07.123Z", "2015-05-18T18:32:07+00:00", "second"),
    ("2015-05-18T18:32:07+0200", "2015-05-18T18:32:07+02:00", "second"),
    ("12:00 2015-05-18", "2015-05-18T12:00:00", "minute"),
    ("20150518", "2015-05-18", "day"),
    ("18.5.2015 14:30", "2015-05-18T14:30:00", "minute"),
    ("5/18/2015", "2015-05-18", "day"),
    ("18/5/2015", "2015-05-18", "day"),
    ("2019/03/03", "2019-03-03", "day"),
    ("Sun 3 Mar 2019 09.15 GMT", "2019-03-03T09:15:00+00:00", "minute"),
    ("First published on Sun 3 Mar 2019 09.15 GMT", "2019-03-03T09:15:00+00:00", "minute"),
    ("3. March 2019, 15.48 Uhr", "2019-03-03T15:48:00", "minute"),
    ("3.11.2019 15.48", "2019-11-03T15:48:00", "minute"),
    ("Sun, Mar. 3rd, 2019 - 9.15", "2019-03-03T09:15:00", "minute"),
    ("Posted: 11/05/2019 06:15 AM PST", "2019-11-05T06:15:00-08:00", "minute"),
    ("11/05/2019 18:15 EDT", "2019-11-05T18:15:00-04:00", "minute"),
    ("6:15 p.m. ET 11/05/2019", "2019-11-05T18:15:00", "minute"),
    ("March 3, 2019 15:48 PM EST", "2019-03-03T15:48:00-05:00", "minute"),
    ("3. März 2019 um 15:48", "2019-03-03T15:48:00", "minute"),
    ("3 de mayo de 2019", "2019-05-03", "day"),
    ("1er février 2019", "2019-02-01", "day"),
    ("3 mai 2019 - 15.48 Uhr", "2019-05-03T15:48:00", "minute"),
    ("2019年03月04日15:48", "2019-03-04T15:48:00", "minute"),
    ("2019년 3월 4일", "2019-03-04", "day"),
    ("2019年3月4日 8時5分", "2019-03-04T08:05:00", "minute"),
    ("4 марта 2019, 15:48", "2019-03-04T15:48:00", "minute"),
    ("4. maaliskuuta 2019", "2019-03-04", "day"),
    ("4 Μαρτίου 2019", "2019-03-04", "day"),
    ("4 مارس 2019", "2019-03-04", "day"),
]


@pytest.mark.parametrize(("text", "iso", "precision"), PRINTED)
def test_a_printed_date_is_read_as_precisely_as_it_stands(text: str, iso: str, precision: str) -> None:
    assert parse_date(text) == (iso, precision)


@pytest.mark.parametrize("text", ["", "today", "yesterday", "Monday", "May 18", "10", "6:32 PM", "May 18, 15"])
def test_what_is_missing_is_never_made_up(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["0200-01-01", "3015-01-01", "2015-13-45", "2015-05-18T25:10:00Z", "2015-02-30"])
def test_an_impossible_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["5/6/2015", "05-06-2015", "5/6/2015 06:15 AM", "5/6/2015 06:15 GMT"])
def test_a_date_that_two_countries_read_differently_gives_its_year(text: str) -> None:
    assert parse_date(text) == ("2015", "year")


@pytest.mark.parametrize("text", ["the Mars 2020 rover", "long ago, 2019", "3 days ago", "mai 2019"])
def test_a_month_of_another_language_needs_its_day(text: str) -> None:
    assert find_date(text) is None


def test_a_zone_that_says_no_certain_offset_is_left_out() -> None:
    assert parse_date("Sept. 3, 2019, 9:05 a.m. ET") == ("2019-09-03T09:05:00", "minute")


def test_a_date_is_found_within_a_line() -> None:
    found = find_date("By Ann Lee | 10:15 GMT, 4 March 2019, Lisbon")
    assert found is not None
    assert found[0] == ("2019-03-04T10:15:00+00:00", "minute")


@pytest.mark.parametrize(
    "date",
    [
        "2019/03/03",
        "2019-03-03T09:15:00Z",
        "3. March 2019",
        "3 de mayo de 2019",
        "3. März 2019 um 15:48",
        "Sun 3 Mar 2019 09.15 GMT",
        "11/05/2019 06:15 AM PST",
        "2019年3月4日8時5分",
        "4 марта 2019, 15:48",
    ],
)
def test_the_whole_of_a_date_is_found(date: str) -> None:
    found = find_date(f"Ann Lee, {date} | Lisbon")
    assert found == (parse_date(date), 9, 9 + len(date))


def test_a_line_without_a_date_has_none() -> None:
    assert find_date("In May the 2015 team met 40 times") is None


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2015-05-18T23:59:00-11:00", date(2015, 5, 18)),
        ("2015-05-18", date(2015, 5, 18)),
        ("2015-05", date(2015, 5, 1)),
        ("2015", date(2015, 1, 1)),
    ],
)
def test_the_local_day_is_the_printed_one(iso: str, day: date) -> None:
    assert local_day(iso) == day.toordinal()


@pytest.mark.parametrize("iso", ["", "x", "2015-99", "20"])
def test_no_date_has_no_local_day(iso: str) -> None:
    assert local_day(iso) is None
    assert local_seconds(iso) is None


def test_local_seconds_order_by_the_printed_clock() -> None:
    noon = local_seconds("2015-05-18T12:00:30+09:00")
    assert noon == date(2015, 5, 18).toordinal() * 86_400 + 12 * 3600 + 30


@given(st.dates(date(1400, 1, 1), date(2200, 12, 31)))
def test_every_day_is_read_in_each_of_its_forms(day: date) -> None:
    forms = [day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}"]
    assert {parse_date(form) for form in forms} == {(day.isoformat(), "day")}


@given(st.times(), st.sampled_from(["", " GMT", " CET", " EST", " MSK", " ET", "+02:00", " (UTC+0900)"]))
def test_a_clock_of_24_hours_is_never_shifted(clock: time, zone: str) -> None:
    shown = f"{clock:%H:%M}{zone}"
    days = ("2019-03-13", "March 13, 2019", "13 Mar 2019,", "13.03.2019", "Wednesday, 13 March 2019 |", "3/13/2019")
    forms = [*(f"{day} {shown}" for day in days), f"{shown}, 13 March 2019", f"2019-03-13T{shown}"]
    assert {date and date[0][:16] for date in map(parse_date, forms)} == {f"2019-03-13T{clock:%H:%M}"}


@given(st.text(max_size=80))
def test_noise_never_raises(text: str) -> None:
    published = parse_date(text)
    assert published is None or local_day(published[0]) is not None
    find_date(text)
