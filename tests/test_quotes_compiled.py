"""Rules that were compiled of other sources than those that are there are not taken."""

import re
import shutil
import sys
from pathlib import Path
from runpy import run_path

import pytest

from index.quotes import compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a rule, and what seems compiled of it."""
    monkeypatch.setattr(sys, "path_importer_cache", {})
    shutil.copy(str(compiled.__file__), tmp_path)
    (tmp_path / "rule.py").write_text("SAID = 1\n")
    (tmp_path / f"{asked(tmp_path)['group']()}__mypyc.so").touch()
    sys.path_importer_cache.clear()
    return tmp_path


def asked(folder: Path) -> dict[str, object]:
    return run_path(str(folder / "compiled.py"))


def test_what_was_compiled_of_the_sources_is_taken(folder: Path) -> None:
    assert asked(folder)["is_compiled"]()
    assert str(folder) not in sys.path_importer_cache


def test_an_edited_rule_is_read_from_its_source(folder: Path) -> None:
    (folder / "rule.py").write_text("SAID = 2\n")
    assert not asked(folder)["is_compiled"]()
    assert sys.path_importer_cache[str(folder)].find_spec("rule").origin == str(folder / "rule.py")


def test_a_rule_that_came_or_went_makes_others(folder: Path) -> None:
    (folder / "more.py").write_text("")
    assert not asked(folder)["is_compiled"]()


def test_constants_of_rules_are_final() -> None:
    """Of what is not, compiled rules ask the module's dictionary at every use."""
    unmarked = re.compile(r"^_?[A-Z][A-Z0-9_]* = ", re.MULTILINE)
    assert [path.name for path in compiled.modules() if unmarked.search(path.read_text())] == []
