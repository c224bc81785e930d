"""Searching for quotations on the command line."""

import json

import pytest

from index.writer import open_writer
from tests.conftest import ARTICLES
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
