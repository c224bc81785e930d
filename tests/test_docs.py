"""What the documentation says is so."""

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from index.extract import extract_file
from search.linear_searcher import LinearSearcher
from search.syntax import parse
from web.app import create_app
from web.cli import main

README = Path("README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    (.+?) → (.+)$", Path("docs/query-language.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("text", "read_as"), EXAMPLES)
def test_every_example_of_the_query_language_reads_as_shown(text, read_as):
    read = parse(text, today=date(2015, 5, 20))
    assert read.read_as == read_as
    assert not [note for note in read.diagnostics if note.kind == "warning" and "capitals" not in note.message]


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_documented(command):
    assert f"`pullquote {command}" in Path("docs/commands.md").read_text(encoding="utf-8")


SHOWN = re.findall(r"^    \.venv/bin/pullquote (.+?)(?: > .+)?$", README, re.MULTILINE)


@pytest.mark.parametrize("line", SHOWN)
def test_every_command_of_the_readme_can_be_given(line):
    name, *words = shlex.split(line)
    assert main.commands[name].make_context(name, words)


def test_every_query_of_the_readme_finds_something_in_the_demonstration():
    asked = README.split("In the box of the demonstration:\n\n")[1].split("\n\n")[0].splitlines()
    client = create_app(LinearSearcher(extract_file("demo/archive"))).test_client()
    found = [client.get("/api/v1/articles", query_string={"q": line[:47].strip()}).json for line in asked]
    found += [client.get(path).json for path in re.findall(r"curl 'http://127.0.0.1:8000(/.+)'", README)]
    assert [(one["query"]["diagnostics"], one["total"]["value"] > 0) for one in found] == [([], True)] * 7


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


PROOFS = Path("docs/proofs.md").read_text(encoding="utf-8")
CLAIMS = re.findall(r"`(tests/\w+\.py)::(\w+)`", PROOFS)


@pytest.mark.parametrize(("file", "name"), CLAIMS)
def test_every_test_that_a_claim_names_is_there(file, name):
    assert f"\ndef {name}(" in Path(file).read_text(encoding="utf-8")


def test_every_claim_names_a_test():
    assert all("`tests/test_" in row for row in PROOFS.split("| proved by |\n|---|---|\n")[1].splitlines())


def test_the_pictures_of_the_readme_are_small():
    pictures = list(Path("docs/pictures").glob("*.png"))
    assert pictures
    assert all(picture.stat().st_size < 200_000 for picture in pictures)


def test_what_a_container_installs_is_locked_as_elsewhere():
    steps = re.findall(r"pip install .+", Path("deploy/Dockerfile").read_text(encoding="utf-8"))
    assert all("--require-hashes" in step or "--no-deps ." in step for step in steps)
    run, container = (
        set(re.findall(r"^\S+==\S+", Path(f"requirements/{name}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("run", "opensearch")
    )
    assert run < container
    assert any(line.startswith("opensearch-py==") for line in container)
