"""The demonstration archive is read whole, and its quotations are given to those who said them.

demo_speakers.tsv was written by hand with the stories. Nothing in these was changed to suit the rules: where they err,
the quotation stands in MISSES with the reason, until it is mended.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from web.cli import main

ARCHIVE = "demo/archive"
ROWS = [
    tuple(line.split("\t"))
    for line in Path("tests/demo_speakers.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
STRAIGHT = str.maketrans("‘’“”", "''\"\"")

MISSES = {
    "I cannot sign for a deck on which": "a memo speaks, and its author stands two sentences before",
    "Somebody has to listen to them": "`his elder son, Evan` before it has one name only",
}  # fmt: skip


@pytest.fixture(scope="module")
def indexed(tmp_path_factory):
    """Return the report of indexing the demonstration, and the searcher."""
    folder = tmp_path_factory.mktemp("demo")
    ran = CliRunner().invoke(
        main, ["index", ARCHIVE, "--index", str(folder / "index"), "--report", str(folder / "report")]
    )
    assert ran.exit_code == 0, ran.output
    with open_searcher(str(folder / "index")) as searcher:
        yield json.loads((folder / "report").read_text(encoding="utf-8")), searcher


@pytest.fixture(scope="module")
def articles(indexed):
    hits = [hit.id for page in (1, 2) for hit in indexed[1].search(Query(size=50, page=page)).hits]
    return [indexed[1].get(name) for name in hits]


def test_every_file_is_read(indexed):
    report = indexed[0]
    assert (report["added"], report["failed"]) == (77, [])


def test_every_year_and_outlet_is_there(articles):
    assert {article.published[:4] for article in articles} == {str(year) for year in range(2014, 2025)}
    assert {article.source for article in articles} >= {
        "The Ellery Courier", "The Kingsreach Post", "The Harland Observer", "Brackwater Chronicle",
        "Sallow Valley Gazette", "Northlight", "Harland Broadcasting",
    }  # fmt: skip


def test_agency_stories_are_folded(indexed):
    found = indexed[1].search(Query(parse("title:(bridge opens)"), fold=True))
    assert found.total.folded >= 1
    assert indexed[1].copies(found.hits[0].id).found


@pytest.mark.parametrize(
    ("opening", "changed"),
    [
        ("They have been treating the sea as a shareholder that cannot vote", "as a shareholder with no vote"),
        ("Steel keeps its own accounts, and it always presents the bill", "always sends the bill"),
        ("A club is not a building, But", "try telling that to the rain"),
    ],
)
def test_a_quotation_that_was_changed_is_found_with_the_first(indexed, articles, opening, changed):
    said = next(q.id for a in articles for q in a.quotes if q.text.startswith(opening))
    texts = {place.hit.quote.text for place in indexed[1].occurrences(said).found}
    assert any(changed in text for text in texts)


def test_an_office_is_that_of_its_year(articles):
    oakes = [(a.published[:4], q.role or "") for a in articles for q in a.quotes if q.speaker == "Marguerite Oakes"]
    assert ("2014", "Councillor") in oakes
    assert ("2017", "Deputy Mayor") in oakes
    assert ("2023", "Mayor") in oakes


def test_quotations_are_given_to_those_who_said_them(articles):
    """All but those in MISSES: one that is found now is to be taken off that list."""
    wrong = {opening for name, speaker, opening in ROWS if not attributed(articles, name, speaker, opening)}
    assert {miss for miss in MISSES if any(opening.startswith(miss) for opening in wrong)} == set(MISSES)
    assert [opening for opening in wrong if not opening.startswith(tuple(MISSES))] == []


def attributed(articles, name, speaker, opening):
    (article,) = [one for one in articles if name in f"{one.url} {one.id} {one.file}"]
    (quote,) = [one for one in article.quotes if one.text.translate(STRAIGHT).startswith(opening)]
    return quote.source_type == "unnamed" if speaker == "-" else quote.speaker == speaker
