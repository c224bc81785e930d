"""docs/index-format.md is true: another program reads an index by it, and it leaves no array out."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.analysis import stem, words
from index.article import Article
from index.columnar.arrays import Arrays
from index.columnar.columns import QUOTE_LABELS
from index.fields import TEXTS, VALUES
from index.manifest import read_manifest
from index.writer import open_writer
from search.searcher import open_searcher
from tests import traffic

PAGE = (Path(__file__).parent.parent / "docs/index-format.md").read_text()
(PROGRAM,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
DESCRIBED = dict(re.findall(r"^\| `([\w.]+)` \| ([\w ]+) \|", PAGE, re.MULTILINE))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An index with several segments, deletions, dense stems, large counts and large positions."""
    folder = tmp_path_factory.mktemp("index")
    with pytest.MonkeyPatch.context() as patch, open_writer(str(folder)) as writer:
        patch.setattr("index.columnar.writer.due", lambda *_: ())
        for number in range(1, 9):
            traffic.commit(writer, number)
        for number in range(100):
            writer.put(
                Article(id=f"many{number}", title="The war", body=f"{'war' if number % 2 else 'nets'} x{number}")
            )
        writer.put(Article(id="long", body="netted " * 70_000 + "war"))
    return folder


@pytest.mark.parametrize("word", ["war", "netted", "peace", "tick8", "x7", "nowhere"])
def test_another_program_reads_where_a_word_stands(folder, word):
    command = [sys.executable, "-c", PROGRAM, str(folder), stem(word)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = {name: [int(place) for place in places] for name, *places in map(str.split, lines)}
    assert found == {name: places for name, body in bodies(folder) if (places := standing(body, word))}
    assert len(lines) == len(found)


def bodies(folder):
    with open_writer(str(folder)) as writer:
        names = writer.ids()
    with open_searcher(str(folder)) as searcher:
        yield from ((name, searcher.get(name).body) for name in names)


def standing(body, word):
    return [place for place, other in enumerate(words(body)) if stem(other) == stem(word)]


def test_every_array_is_described_with_its_type(folder):
    for entry in read_manifest(folder).segments:
        arrays = Arrays(folder / entry.file)
        for name in arrays:
            kind = arrays[name].dtype.str.lstrip("<|")
            assert ("u" + kind[1:] == kind and "n" in told(name)) or kind in told(name), name


def told(name):
    """Return what the page says of an array's type; n is any unsigned one."""
    beside = {"where": "i8", "true": "u4"}
    return beside.get(name.rsplit(".", 1)[-1]) or DESCRIBED[described(name)].split()


def described(name):
    """Return a name as the page has it, for all groups, facets, fields and parts in one."""
    name = re.sub(r"^(text|names)\.", "GROUP.", name)
    name = re.sub(rf"^(value\.({'|'.join(VALUES)})|quote\.({'|'.join(QUOTE_LABELS)})|file)\.", "NAME.", name)
    return re.sub(r"^(stored|sketch)\.\w+", r"\1.PART", re.sub(rf"^words\.({'|'.join(TEXTS)})", "words.FIELD", name))


FAILURES = (Path(__file__).parent.parent / "docs/failure-modes.md").read_text()


def test_every_test_that_a_failure_names_is_there():
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in re.findall(r"`(test_\w+)`", FAILURES) if f"def {name}(" not in tests] == []
