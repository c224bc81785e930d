"""URL parameters to a Query and back."""

import re
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from search.query import EXCLUDED, FACETS, INTERVALS, MODES, SORTS, Query
from search.syntax import parse
from web.arguments import from_args
from web.parameters import PARAMETERS
from web.params import API, API_QUOTES, PAGE, QUOTES, Shape
from web.urls import (
    adding_url,
    api_url,
    article_url,
    asking,
    list_url,
    other_list,
    page_url,
    reading_url,
    reading_urls,
    search_url,
    similar_url,
    similar_urls,
    toggled,
    without,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
READABLE = TEXT.filter(lambda text: not read("q=" + quote(text), API).problems)
DAY = st.dates().map(str) | st.sampled_from(["2015", "2015-05"])


@st.composite
def queries(draw):
    """Queries as a URL can give them: no value twice, the text read under the query's mode."""
    mode = draw(st.sampled_from(MODES))
    text = draw(st.none() | READABLE | st.sampled_from(["ramadi iraq", '"fall of"', "a OR (b -c)", "100% + & = ;"]))
    attributes = [*(facet.attribute for facet in FACETS.values()), *EXCLUDED.values()]
    lists = {attribute: tuple(draw(st.lists(TEXT, max_size=3))) for attribute in attributes}
    span = sorted(draw(st.lists(DAY, max_size=2)))
    query = Query(
        expression=None if text is None else parse(text, mode),
        mode=mode,
        tag_mode=draw(st.sampled_from(MODES)),
        date_from=span[0] if span else None,
        date_to=span[-1] if len(span) > 1 else None,
        sort=draw(st.sampled_from(SORTS)),
        page=draw(st.integers(1, 100)),
        size=draw(st.integers(0, 100)),
        facets=tuple(draw(st.lists(st.sampled_from(tuple(FACETS)), unique=True))),
        histogram=draw(st.none() | st.sampled_from(INTERVALS)),
        facet_size=draw(st.integers(0, 100)),
        fold=draw(st.booleans()),
        role=draw(st.none() | TEXT.map(str.strip)),
        min_confidence=draw(st.none() | st.sampled_from([0.0, 0.7, 0.905, 1.0])),
        **lists,
    )
    chosen = {facet.attribute: query.chosen(name) for name, facet in FACETS.items()}
    return replace(query, **chosen, **{attribute: query.excluded(name) for name, attribute in EXCLUDED.items()})


def args(url):
    return MultiDict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def read(text, surface=PAGE):
    return from_args(args(f"?{text}"), surface)


def problems(text, surface=API):
    return [problem.parameter for problem in read(text, surface).problems]


@settings(deadline=None)
@given(queries())
def test_a_query_survives_its_url(query):
    asked = from_args(args(API.url(query)), API)
    assert asked.problems == ()
    assert asked.query == query


@given(queries())
def test_a_page_query_survives_its_url(query):
    query = replace(query, facets=PAGE.defaults.facets, facet_size=PAGE.defaults.facet_size, histogram=None, span=True)
    assert from_args(args(PAGE.url(query)), PAGE).query == query


@given(queries())
def test_a_query_for_quotes_survives_its_urls(query):
    asked = replace(query, of="quotes", fold=False)
    assert from_args(args(API_QUOTES.url(asked)), API_QUOTES).query == asked
    defaults = QUOTES.defaults
    page = {"facets": defaults.facets, "facet_size": defaults.facet_size, "histogram": None, "span": True, "fold": True}
    assert from_args(args(QUOTES.url(replace(asked, **page))), QUOTES).query == replace(asked, **page)


@given(queries())
def test_the_other_list_keeps_the_text_and_the_filters(query):
    query = replace(query, facets=PAGE.defaults.facets, facet_size=30, fold=True, page=1, histogram=None, span=True)
    assert other_list(other_list(query)) == query
    assert list_url(other_list(query)) == list_url(query).replace("/search", "/quotes", 1)


@given(st.lists(st.tuples(st.sampled_from(API.names), TEXT | st.sampled_from(["1", "true", "newest", "2015"]))))
def test_canonical_urls_stay_as_they_are(pairs):
    asked = from_args(MultiDict(pairs), API)
    url = api_url(asked.query, asked.shape)
    again = from_args(args(url), API)
    assert again.problems == ()
    assert api_url(again.query, again.shape) == url


@given(queries(), st.sampled_from(tuple(FACETS)), TEXT)
def test_toggling_twice_gives_the_same_filters(query, facet, value):
    once = toggled(query, facet, value)
    named = [len(one.chosen(facet)) + len(one.excluded(facet)) for one in (once, query)]
    assert named[0] != named[1]
    assert once.page == 1
    assume(len(once.chosen(facet)) > len(query.chosen(facet)))
    assert toggled(once, facet, value) == replace(query, page=1)


def test_toggling_what_is_excluded_takes_the_exclusion_away():
    assert toggled(Query(tags_not=("War",)), "tag", "war") == Query()


def test_parameters_have_one_order():
    assert PAGE.url(read("page=2&sort=newest&tag=B&to=2016&q=x&tag=A").query) == (
        "/search?q=x&tag=B&tag=A&to=2016&sort=newest&page=2"
    )


def test_defaults_are_left_out():
    assert PAGE.url(read("q=x&mode=all&sort=relevance&fold=true&size=10&page=1").query) == "/search?q=x"
    assert API.url(read("sort=newest&fold=false", API).query) == "/api/v1/articles"


def test_a_value_counts_once_whatever_its_case_and_accents():
    assert len(read("tag=Köln&tag=koln&tag=KOLN").query.tags) == 1
    assert len(read("speaker=john-kerry&speaker=John+Kerry").query.speakers) == 1


@pytest.mark.parametrize("text", ["", "q=", "q=+&tag=&from=&page=&sort=", "tag=%20"])
def test_an_empty_field_is_absent(text):
    assert read(text) == replace(read(""), typed=read(text).typed)


def test_without_a_text_the_newest_come_first():
    assert read("").query.sort == "newest"
    assert read("q=x").query.sort == "relevance"
    assert read("sort=relevance").query.sort == "relevance"


def test_pages_fold_copies_and_the_api_does_not():
    assert read("").query.fold
    assert not read("", API).query.fold


@pytest.mark.parametrize(
    ("text", "parameter"),
    [
        ("tg=Iraq", "tg"),
        ("q=a&q=b", "q"),
        ("page=0", "page"),
        ("page=two", "page"),
        ("page=١", "page"),
        ("page=1001", "page"),
        ("page=" + "9" * 5000, "page"),
        ("size=101", "size"),
        ("size=-1", "size"),
        ("sort=best", "sort"),
        ("mode=some", "mode"),
        ("tag_mode=some", "tag_mode"),
        ("fold=maybe", "fold"),
        ("from=2015-13-40", "from"),
        ("from=2016&to=2015", "from"),
        ("to=yesterday", "to"),
        ("facet=colour", "facet"),
        ("facet_size=x", "facet_size"),
        ("histogram=hour", "histogram"),
        ("cursor=x&cursor=y", "cursor"),
        ("cursor=x&page=2", "page"),
        ("highlight=bold", "highlight"),
        ("fields=id,file", "fields"),
        ("q=" + "(" * 40, "q"),
        ("&".join(["tag=a"] * 40), "tag"),
        ("source=" + "x" * 5000, "source"),
    ],
)
def test_a_fault_names_its_parameter_and_leaves_the_rest(text, parameter):
    asked = read(f"{text}&lang=en", API)
    assert [problem.parameter for problem in asked.problems] == [parameter]
    assert asked.query.langs == ("en",)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("June 2024", "2024-06"),
        ("18 May 2015", "2015-05-18"),
        ("May 18, 2015 10:30", "2015-05-18"),
        ("2015-05", "2015-05"),
        ("2015", "2015"),
    ],
)
def test_a_day_may_be_written_as_newspapers_do(text, day):
    asked = read(f"from={text}", API)
    assert (asked.problems, asked.query.date_from) == ((), day)


@pytest.mark.parametrize("text", ["5/6/2015", "yesterday", "2015-13"])
def test_a_day_that_is_not_sure_is_refused(text):
    assert [problem.parameter for problem in read(f"from={text}", API).problems] == ["from"]


def test_every_fault_is_told():
    assert sorted(problems("foo=1&from=2015-13-40&page=x&sort=best")) == ["foo", "from", "page", "sort"]


def test_what_the_api_alone_knows_is_unknown_to_pages():
    assert problems("facet=tag&highlight=none&histogram=day&cursor=x", PAGE) == [
        "facet",
        "highlight",
        "histogram",
        "cursor",
    ]


def test_a_refused_text_is_told_with_its_position():
    problem = read("q=a+" + "(" * 40).refused
    assert problem is not None
    assert problem.position == 34


def test_highlight_none_asks_the_engine_for_none():
    assert not read("highlight=none", API).query.highlight
    assert read("highlight=spans", API).shape.highlight == "spans"


def test_fields_keep_the_order_of_a_hit():
    assert read("fields=title,id", API).shape.fields == ("id", "title")
    assert read("fields=speaker,id", API_QUOTES).shape.fields == ("id", "speaker")
    assert read("", API).shape.fields is None


def test_api_links_keep_the_shape():
    asked = read("q=x&fields=title,id&highlight=spans", API)
    assert api_url(asked.query, asked.shape) == "/api/v1/articles?q=x&highlight=spans&fields=id%2Ctitle"
    assert api_url(asked.query, Shape()) == "/api/v1/articles?q=x"


def test_a_chip_takes_its_filter_away_alone():
    query = read("q=x&tag=A&from=2015&to=2016&page=3").query
    assert PAGE.url(without(query, "from")) == "/search?q=x&tag=A&to=2016"
    assert PAGE.url(toggled(query, "tag", "a")) == "/search?q=x&from=2015&to=2016"


def test_another_text_keeps_the_filters():
    assert PAGE.url(asking("ramadi", read("q=ramaid&tag=A&page=2").query)) == "/search?q=ramadi&tag=A"


def test_an_article_link_carries_the_words_alone():
    query = read("q=a+%22b%22&mode=any&tag=A&page=2").query
    assert article_url("x.1", query) == "/a/x.1?q=a+%22b%22&mode=any"
    assert article_url("x/../y", query=None, api=True) == "/api/v1/articles/x%2F..%2Fy"


def test_the_page_for_an_api_query_lists_as_pages_do():
    assert page_url(read("q=x&tag=A&size=1&page=2&facet=tag", API).query) == "/search?q=x&tag=A"


@given(queries(), st.sampled_from(tuple(FACETS)), TEXT)
def test_addresses_of_many_are_those_of_each(query, facet, value):
    url = adding_url(facet, query)
    for one in (value, *query.chosen(facet), *query.excluded(facet)):
        assert url(one) == search_url(facet, one, query)
    assert reading_urls(query)(value) == reading_url(value, query)
    assert similar_urls(query)(value) == similar_url(value, query)


@pytest.mark.parametrize("day", ["2015", "2015-05", "2015-05-18", "June 2024", "18 May 2015", "May 18, 2015"])
def test_a_day_that_is_described_is_read(day):
    assert re.search(PARAMETERS["from"].schema["pattern"], day)
    assert not from_args(MultiDict({"from": day}), PAGE).problems
