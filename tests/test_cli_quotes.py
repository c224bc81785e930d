"""Searching for quotations on the command line."""

import json

import pytest

from index.article import Article, Quote
from index.writer import open_writer
from tests.conftest import ARTICLES
from tests.test_conformance import WIRED
from web.cli import main


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("index"))
    with open_writer(folder) as writer:
        for article in ARTICLES:
            writer.put(article)
    return folder


@pytest.fixture
def run(place, capsys):
    """Run a search and return what it prints."""

    def search(*given):
        with pytest.raises(SystemExit) as done:
            main(["search", "--quotes", *given, "--index", place])
        assert done.value.code == 0
        return capsys.readouterr().out

    return search


def test_a_quotation_is_printed_with_who_said_it_and_where(run):
    assert run("over").splitlines() == [
        "1 quote",
        "in articles that say “over”, 3 quotes: (title:over OR body:over)",
        "",
        "“pretty much over for now.”",
        "  One military official · unnamed source · told Fox News · confidence 0.80",
        "  2015-05-18 · Reuters · Ramadi Falls",
        "  ramadi.q2",
    ]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--told-to", "Fox News"], [2]),
        (["--source-type", "named", "--source-type", "unnamed"], [1, 2]),
        (["--kind", "fragment"], [2]),
        (["--role", "governor"], [1]),
        (["--min-confidence", "0.9", "--speaker", "Muhannad Haimour"], [1]),
        (["--source", "AP"], []),
    ],
)
def test_quotations_are_filtered(run, options, found):
    data = json.loads(run("", "--json", *options))
    assert [hit["id"] for hit in data["hits"]] == [f"ramadi.q{number}" for number in found]


def test_a_speaker_that_nobody_found_is_said_to_be_so(run):
    assert "speaker not found\n" in run("somebody")


@pytest.fixture
def split(tmp_path, capsys):
    """Run a search over a quotation of two parts, said by a guess."""
    first, second = "All cranes have been inspected,", "Two of them will never lift again."
    body = f"“{first}” Ann Roe said. “{second}”"
    spans = tuple((body.index(part), body.index(part) + len(part)) for part in (first, second))
    said = Quote("split.q1", f"{first} {second}", spans, "Ann Roe", role="harbour master", confidence=0.5)
    with open_writer(str(tmp_path)) as writer:
        writer.put(Article(id="split", title="Cranes", body=body, quotes=(said,), content_hash="0"))

    def search(command, *given):
        with pytest.raises(SystemExit):
            main([command, *given, "--index", str(tmp_path)])
        return capsys.readouterr().out

    return search


@pytest.mark.parametrize("given", [("cranes", "--quotes"), ("", "--quotes", "--role", "master")])
def test_a_guess_is_told_from_a_fact_and_each_part_has_its_own_marks(split, given):
    lines = split("search", *given).splitlines()
    assert lines[2:4] == [
        "“All cranes have been inspected,” “Two of them will never lift again.”",
        "  attributed to, unchecked: Ann Roe, harbour master · confidence 0.50",
    ]


def test_what_is_reviewed_has_each_part_in_its_own_marks(split):
    assert "\n  “All cranes have been inspected,” “Two of them will never lift again.”\n" in split("review")


def test_json_has_the_parts_joined_by_one_space(split):
    (hit,) = json.loads(split("search", "cranes", "--quotes", "--json"))["hits"]
    assert hit["text"] == "All cranes have been inspected, Two of them will never lift again."


def test_a_search_needs_no_words_where_something_is_chosen(run):
    assert run("--source-type", "unnamed").splitlines()[0] == run("*", "--source-type", "unnamed").splitlines()[0]


def test_what_copies_quote_is_printed_once(tmp_path, capsys):
    with open_writer(str(tmp_path)) as writer:
        for article in WIRED:
            writer.put(article)
    with pytest.raises(SystemExit):
        main(["search", "--quotes", "last", "--index", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 quotes, 1 of them a copy that is not listed"
    assert [line.split(" · ")[-1] for line in lines if "Ice" in line] == ["Ice", "+1 copy"]
