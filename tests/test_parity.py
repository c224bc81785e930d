"""Two engines compared: what is the same is said to be so, and what is not is named."""

import sys
from dataclasses import replace

import pytest

from index.building.migrating import migrate
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.parity import compared
from search.searcher import open_searcher
from tests.test_conformance import ARTICLES
from web.start import main

QUERIES = ("ramadi", '"fall of ramadi"', "net NEAR/9 kerry", "title:falls -dpa", "*", "zzz")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("index"))
    with open_writer(place) as writer:
        for one in ARTICLES:
            writer.put(one)
    return place


@pytest.mark.parametrize("text", QUERIES)
def test_engines_that_agree_differ_in_nothing(folder, text):
    with open_searcher(folder) as one:
        found = compared(text, one, LinearSearcher(ARTICLES))
    assert (found.differences, found.overlap) == ((), 1.0)
    assert found.totals[0] == found.totals[1]


def test_what_differs_is_named(folder):
    others = [replace(ARTICLES[0], tags=("Iraq", "War"), published="2014-01-01"), *ARTICLES[1:3]]
    with open_searcher(folder) as one:
        found = compared("ramadi", one, LinearSearcher(others))
    told = "\n".join(found.differences)
    assert found.totals == (3, 2)
    for part in ("3 hits, against 2: d found by one alone", "facet tag: ", "ISIS 1 against 0", "months: 2015-05 2"):
        assert part in told


def test_a_query_that_both_refuse_is_no_difference(folder):
    with open_searcher(folder) as one:
        assert compared("NEAR/999 (", one, LinearSearcher(ARTICLES)).differences == ()


def run(capsys, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["pullquote", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    return ended.value.code, printed.out, printed.err


def test_the_command_ends_with_1_where_indexes_differ(folder, tmp_path, capsys, monkeypatch):
    (tmp_path / "queries").write_text("# some\n" + "\n".join(QUERIES))
    code, out, _ = run(capsys, monkeypatch, "migrate", folder, tmp_path / "copy")
    assert (code, out) == (0, f"10 articles moved to {tmp_path}/copy\n")
    asked = ("parity", "--index", folder, "--against", tmp_path / "copy", "--queries", tmp_path / "queries")
    code, out, err = run(capsys, monkeypatch, *asked)
    assert (code, out) == (0, "")
    assert err.startswith("6 queries: 0 differ, 0 refused by both; the first ten are the same in 1.000 of all")
    with open_writer(str(tmp_path / "copy")) as writer:
        writer.drop("a")
    code, out, _ = run(capsys, monkeypatch, *asked)
    assert code == 1
    assert "ramadi: 3 hits, against 2: a found by one alone" in out


def test_an_archive_moves_with_what_is_its_users(folder, tmp_path):
    (tmp_path / "from").mkdir()
    with open_writer(str(tmp_path / "from")) as writer:
        writer.put(ARTICLES[0])
    (tmp_path / "from" / "aliases.txt").write_text("tag: Iraq = Irak\n")
    with open_searcher(str(tmp_path / "from")) as searcher:
        assert migrate(searcher.articles(), 1, str(tmp_path / "from"), str(tmp_path / "to")) == 1
    assert (tmp_path / "to" / "aliases.txt").read_text() == "tag: Iraq = Irak\n"
    with open_searcher(str(tmp_path / "to")) as searcher:
        assert searcher.get("a") == ARTICLES[0]
