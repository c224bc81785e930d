"""What the documentation says is so."""

import re
from pathlib import Path

import pytest

from search.syntax import parse
from web.cli import main

EXAMPLES = re.findall(r"^    (.+?) → (.+)$", Path("docs/query-language.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("text", "read_as"), EXAMPLES)
def test_every_example_of_the_query_language_reads_as_shown(text, read_as):
    assert parse(text).read_as == read_as
    assert not [note for note in parse(text).diagnostics if "capitals" not in note.message]


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_in_the_readme(command):
    assert f"`pullquote {command}" in Path("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", *map(str, Path("docs").glob("*.md"))])
def test_every_link_to_a_file_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", Path(page).read_text(encoding="utf-8")):
        assert (Path(page).parent / target).exists(), target
