"""What the documentation says is so."""

import re
from datetime import date
from pathlib import Path

import pytest

from index.extract import extract_file
from search.linear_searcher import LinearSearcher
from search.syntax import parse
from web.app import create_app
from web.cli import main

EXAMPLES = re.findall(r"^    (.+?) → (.+)$", Path("docs/query-language.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("text", "read_as"), EXAMPLES)
def test_every_example_of_the_query_language_reads_as_shown(text, read_as):
    read = parse(text, today=date(2015, 5, 20))
    assert read.read_as == read_as
    assert not [note for note in read.diagnostics if note.kind == "warning" and "capitals" not in note.message]


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_readme(command):
    assert f"`pullquote {command}" in Path("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", *map(str, Path("docs").glob("*.md"))])
def test_every_link_to_a_file_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", Path(page).read_text(encoding="utf-8")):
        assert (Path(page).parent / target).exists(), target


REQUESTS = re.findall(r"^    GET (\S+)$", Path("docs/json-api.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def client():
    return create_app(LinearSearcher(extract_file("seeds"))).test_client()


@pytest.mark.parametrize("request_line", REQUESTS)
def test_every_request_of_the_api_is_answered_as_documented(client, request_line):
    answer = client.get(request_line)
    assert answer.status_code == (400 if "form=" in request_line else 200)


def test_every_field_of_an_answer_is_documented(client):
    text = Path("docs/json-api.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in client.get(REQUESTS[0]).json)


CLAIMS = re.findall(r"`(tests/\w+\.py)::(\w+)`", Path("README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "name"), CLAIMS)
def test_every_test_that_the_readme_names_is_there(file, name):
    assert f"\ndef {name}(" in Path(file).read_text(encoding="utf-8")


def test_every_row_of_what_the_readme_claims_names_a_test():
    table = Path("README.md").read_text(encoding="utf-8").split("| proved by |\n|---|---|\n")[1].split("\n\n")[0]
    assert all("`tests/test_" in row for row in table.splitlines())


def test_the_pictures_of_the_readme_are_small():
    pictures = list(Path("docs/pictures").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 200_000 for picture in pictures)
