"""Several captures of one article: the latest stays, whatever order they are read in, and says how many there are."""

import json
import os
import shutil
import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.building.build import build
from index.building.rebuild import rebuild
from index.manifest import read_manifest
from search.query import Query
from search.searcher import open_searcher

URL = "https://news.example/ice"
MOMENTS = (None, "2019-05-01T10:00:00+00:00", "2019-05-01T12:00:00+02:00", "2020-05-01", "no date")
TIMES = {MOMENTS[1]: 1556704800, MOMENTS[2]: 1556704800, MOMENTS[3]: 1588291200}
CAPTURES = st.dictionaries(
    st.sampled_from(["a.jsonl", "b.jsonl", "c.jsonl"]),
    st.tuples(st.sampled_from([1_000, 1_560_000_000, 1_700_000_000]), st.lists(st.sampled_from(MOMENTS), max_size=3)),
    min_size=1,
)


def write(path, captures, modified=None):
    """Write captures of an address, each the moment that it tells or None; return their titles."""
    titles = [f"{path.name} {number}" for number in range(len(captures))]
    records = ({"url": URL, "title": title, "provenance": {"captured": moment} if moment else {}}
               for title, moment in zip(titles, captures, strict=True))  # fmt: skip
    path.write_text("".join(json.dumps(record) + "\n" for record in records) + '{"title": "Another"}\n')
    if modified:
        os.utime(path, (modified, modified))
    return titles


def found(index):
    """Return the titles of what an index holds of the address, with the file and the number of captures."""
    with open_searcher(str(index)) as searcher:
        hits = searcher.search(Query(size=100)).hits
        articles = [searcher.get(hit.id) for hit in hits if hit.title != "Another"]
    return [(one.title, os.path.basename(one.file), one.provenance.get("captures")) for one in articles]


def expected(files):
    captures = [
        (TIMES.get(moment, modified), name, number)
        for name, (modified, moments) in files.items()
        for number, moment in enumerate(moments)
    ]
    if not captures:
        return []
    _, name, number = max(captures)
    return [(f"{name} {number}", name, str(len(captures)) if len(captures) > 1 else None)]


@settings(max_examples=12, deadline=None, derandomize=True)
@given(CAPTURES)
def test_the_latest_capture_stays_whatever_the_order(files):
    with tempfile.TemporaryDirectory() as top:
        news = Path(top, "news")
        news.mkdir()
        for name, (modified, moments) in files.items():
            write(news / name, moments, modified)
        for order in (None, *permutations(files)):
            index = Path(top, "index")
            for paths in [[news]] if order is None else [[news / name] for name in order]:
                build([*map(str, paths)], str(index))
            again = build([str(news)], str(index))
            assert (again.added, again.updated, again.removed) == (0, 0, 0)
            assert found(index) == expected(files)
            rebuild(str(index))
            assert found(index) == expected(files)
            shutil.rmtree(index)


@pytest.fixture
def news(tmp_path):
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


@pytest.fixture
def update(news):
    """Bring the index up to date; return what it holds of the address."""

    def update(**options):
        build([str(news)], str(news.parent / "index"), **options)
        return found(news.parent / "index")

    return update


@pytest.mark.parametrize(
    ("a", "b", "later"),
    [
        ({"modified": "2019-05-02T00:00:00Z"}, {"modified": "2019-05-01T00:00:00Z"}, "a"),
        ({"modified": "2019-05-02T00:00:00Z"}, {"captured": "2019-05-03T00:00:00Z"}, "b"),
        ({"modified": "2019-05-02T00:00:00Z", "captured": "2019-05-04T00:00:00Z"},
         {"modified": "2019-05-03T00:00:00Z", "captured": "2019-05-03T00:00:00Z"}, "a"),
        ({"captured": "2000-01-01T00:00:00Z"}, {"captured": "unreadable"}, "a"),
        ({"captured": "unreadable", "modified": "2001-01-01T00:00:00Z"}, {"captured": "2000-01-01T00:00:00Z"}, "a"),
        ({"captured": "unreadable"}, {"captured": "unreadable"}, "b"),  # by the path, whatever their times
        ({"modified": "no date"}, {}, "a"),  # by their files
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", ["a", "b"])
def test_a_capture_without_a_date_goes_by_its_page_and_then_by_its_file(news, first, a, b, later):
    for name, told, modified in (("a", a, 1_700_000_000), ("b", b, 1_000)):
        (news / name).write_text(json.dumps({"url": URL, "title": name, "provenance": told}) + "\n")
        os.utime(news / name, (modified, modified))
    index = str(news.parent / "index")
    build([str(news / first)], index)
    build([str(news)], index)
    assert [title for title, *_ in found(index)] == [later]


def test_a_capture_that_goes_is_counted_no_more_and_the_next_one_stands_for_it(news, update):
    for number, name in enumerate("abc"):
        write(news / f"{name}.jsonl", [f"200{number}-01-01"])
    assert update() == [("c.jsonl 0", "c.jsonl", "3")]
    (news / "a.jsonl").unlink()
    assert update() == [("c.jsonl 0", "c.jsonl", "2")]
    (news / "c.jsonl").unlink()
    assert update() == [("c.jsonl 0", "c.jsonl", None)]
    assert update(prune=True) == [("b.jsonl 0", "b.jsonl", None)]


def test_a_later_capture_is_put_once_with_the_number_that_it_makes(news, update):
    for number, name in enumerate("abc", 1):
        write(news / f"{name}.jsonl", [f"200{number}-01-01"])
        assert update() == [(f"{name}.jsonl 0", f"{name}.jsonl", str(number) if number > 1 else None)]
        assert read_manifest(news.parent / "index").revision == number  # a commit each


def test_a_capture_that_turns_out_older_leaves_its_place_to_the_other(news, update):
    write(news / "a.jsonl", ["2001-01-01"])
    write(news / "b.jsonl", ["2002-01-01"])
    assert update() == [("b.jsonl 0", "b.jsonl", "2")]
    write(news / "b.jsonl", ["2000-01-01"])
    assert update() == [("a.jsonl 0", "a.jsonl", "2")]


def test_a_file_that_is_only_touched_is_another_capture(news, update):
    write(news / "a.jsonl", [None], 1_000)
    write(news / "b.jsonl", [None], 2_000)
    assert update() == [("b.jsonl 0", "b.jsonl", "2")]
    os.utime(news / "a.jsonl", (3_000, 3_000))
    assert update() == [("a.jsonl 0", "a.jsonl", "2")]
    os.utime(news / "a.jsonl", (500, 500))
    assert update() == [("b.jsonl 0", "b.jsonl", "2")]


def test_captures_in_one_file_are_no_updates_when_the_file_grows(news):
    index = str(news.parent / "index")
    write(news / "a.jsonl", ["2002-01-01", "2001-01-01", None, None])
    assert build([str(news)], index).added == 2
    with (news / "a.jsonl").open("a") as file:
        file.write('{"title": "More"}\n')
    report = build([str(news)], index)
    assert (report.added, report.updated, report.removed) == (1, 0, 0)


def test_a_moved_archive_has_no_more_captures_than_before(news, update):
    write(news / "a.jsonl", ["2001-01-01"])
    update()
    (news / "a.jsonl").rename(news / "b.jsonl")
    assert update() == [("a.jsonl 0", "b.jsonl", None)]


BODY = '"We sail at dawn tomorrow," said Ada Moor.'
DUMPS = ["a", "b", "c", "d"]


def dump(news, name, body=BODY, **more):
    """Write a file with one record of an own id, and one without."""
    records = ({"id": "X", "title": "Boats", "body": body, **more}, {"title": f"Another {name}"})
    (news / f"{name}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return str(news / f"{name}.jsonl")


def of_own_id(index):
    """Return how many captures each article of the dumps says there are, and its speakers, by id without the prefix."""
    with open_searcher(str(index)) as searcher:
        there = [article for article in searcher.articles() if article.id.endswith("X")]
    return sorted((one.id[-2:], one.provenance.get("captures"), *(quote.speaker for quote in one.quotes))
                  for one in there)  # fmt: skip


@pytest.mark.parametrize("runs", [[[*order]] for order in permutations(DUMPS[:3])]
                         + [[[*order]] for order in (DUMPS, DUMPS[::-1])]
                         + [[[name] for name in order] for order in (DUMPS, DUMPS[::-1])])  # fmt: skip
def test_a_record_of_one_id_in_many_files_is_one_article(news, runs):
    index = str(news.parent / "index")
    for names in runs:
        build([dump(news, name) for name in names], index)
    files = str(sum(map(len, runs)))
    assert of_own_id(index) == [("X", files, "Ada Moor")]
    for name in ("a", "b"):
        with Path(dump(news, name)).open("a") as file:
            file.write('{"title": "More"}\n')
    again = build([str(news)], index)
    assert (again.updated, again.notes) == (0, [])
    rebuild(index)
    assert of_own_id(index) == [("X", files, "Ada Moor")]


@pytest.mark.parametrize("more", [{"body": "The harbour is shut."}, {"section": "Sea"}, {"quotes": [
    {"text": BODY[1:8], "parts": [[1, 8]], "speaker": "Bo Lee"}]}])  # fmt: skip
def test_two_records_of_one_id_are_two_articles_however_often_each_comes(news, more):
    index = str(news.parent / "index")
    for name in DUMPS[:3]:
        build([dump(news, name)], index)
    build([dump(news, "d", **more)], index)
    for _ in range(2):
        assert [found[:2] for found in of_own_id(index)] == [("-X", None), ("X", "3")]
        rebuild(index)


def test_a_record_of_one_id_stays_one_article_whatever_is_corrected_meanwhile(news):
    index = news.parent / "index"
    for name in DUMPS[:2]:
        build([dump(news, name)], str(index))
    for speaker in ("Zoe Ray", "Bo Lee"):
        line = f"article: X | speaker: {speaker} | words: We sail at dawn tomorrow\n"
        (index / "corrections.txt").write_text(line)
        with (news / "b.jsonl").open("a") as file:
            file.write('{"title": "More"}\n')
        assert build([dump(news, "c"), str(news)], str(index)).notes == []
        assert of_own_id(index) == [("X", "3", speaker)]
    (index / "corrections.txt").unlink()
    build([dump(news, "d"), dump(news, "b")], str(index))
    assert of_own_id(index) == [("X", "4", "Ada Moor")]


def test_a_record_of_one_id_stays_one_article_where_what_was_corrected_is_lost(news):
    index = news.parent / "index"
    build([dump(news, "b")], str(index))
    (index / "corrections.txt").write_text("article: X | speaker: Zoe Ray | words: We sail at dawn tomorrow\n")
    build([str(news)], str(index))
    (index / "corrected.json").unlink()
    dump(news, "a")
    assert build([str(news)], str(index)).notes == []
    assert of_own_id(index) == [("X", "2", "Zoe Ray")]
