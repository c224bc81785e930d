"""An index is the same whatever number of processes read for it, and however often the run was killed on its way."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict

import pytest

from index.building import run
from index.building.build import build
from index.writer import open_writer
from search.searcher import open_searcher
from tests.test_reading import obey

HERE = {**os.environ, "PYTHONPATH": os.getcwd()}
COUNTS = ("added", "updated", "unchanged", "removed", "copies", "kept", "notes", "failed", "files")


@pytest.fixture
def news(tmp_path):
    """Files with ids that they share, texts that are copies, captures of one address, and lines that are none."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(6):
        records = [{"id": n, "title": f"Story {n}", "body": f"In {number}."} for n in range(number, number + 12)]
        records += [{"title": "Wire", "body": "Same words."}] * 2 + [{"id": "again", "title": f"No. {number}"}] * 2
        records += [{"url": f"https://example.com/{number % 2}", "title": f"Capture {number}"}, {}]
        lines(folder / f"{number}.jsonl", records)
        (folder / f"{number}.txt").write_text(f"Text {number}\n\n“Peace,” said Ann Roe.")
        os.utime(folder / f"{number}.jsonl", (9_000 - number, 9_000 - number))
    (folder / "empty.txt").touch()
    return str(folder)


def lines(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def held(index):
    """Return all articles of an index by id."""
    with open_writer(str(index)) as writer:
        ids = writer.ids()
    with open_searcher(str(index)) as searcher:
        return {name: searcher.get(name) for name in ids}


def told(report):
    return {name: count for name, count in asdict(report).items() if name in COUNTS}


def build_twice(news, index, workers):
    """Index the files, and again after some have changed; return what was told."""
    reports = [build([news], str(index), workers=workers)]
    for number in range(4):
        lines(index.parent / "news" / f"{number}.jsonl", [{"id": 5, "title": f"Changed {number}"}, {"title": "Wire"}])
    return [told(report) for report in [*reports, build([news], str(index), workers=workers, prune=True)]]


@pytest.mark.parametrize("workers", [2, 3])
def test_the_index_and_the_report_do_not_depend_on_the_number_of_workers(news, tmp_path, workers):
    first = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "news").iterdir()}
    expected = build_twice(news, tmp_path / "one", 1)
    for name, (data, time) in first.items():
        (tmp_path / "news" / name).write_bytes(data)
        os.utime(tmp_path / "news" / name, ns=(time, time))
    assert build_twice(news, tmp_path / "many", workers) == expected
    assert held(tmp_path / "many") == held(tmp_path / "one")


def build_until(news, index, workers, last, prune=False):
    """Index in small batches, and be killed after so many articles."""
    run.BATCH = 10

    def progress(_done, _files, articles, _failed):
        if articles == last:
            os.kill(os.getpid(), signal.SIGKILL)

    build([news], index, workers=workers, progress=progress, prune=prune)


def killed(folder, *arguments):
    """Build in another process that is killed; return what it said."""
    code = f"from tests.test_build_workers import build_until; build_until{arguments!r}"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=HERE, stderr=subprocess.PIPE)
    return done.returncode, done.stderr


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_killed_and_begun_again_leaves_the_index_of_a_run_that_was_not(news, tmp_path, workers):
    for last in (11, 25, 90):
        assert killed(tmp_path, news, "killed", workers, last) == (-signal.SIGKILL, b"")
    build([news], str(tmp_path / "killed"), workers=workers)
    build([news], str(tmp_path / "whole"))
    assert held(tmp_path / "killed") == held(tmp_path / "whole")


@pytest.mark.parametrize("last", [1, 12, 20])
def test_a_pruning_that_is_killed_and_begun_again_leaves_the_index_of_one_that_was_not(news, tmp_path, last):
    for index in ("killed", "whole"):
        build([news], str(tmp_path / index))
    change(tmp_path / "news")
    assert killed(tmp_path, news, "killed", 1, last, True) == (-signal.SIGKILL, b"")
    for index in ("killed", "whole"):
        build([news], str(tmp_path / index), prune=True)
    assert held(tmp_path / "killed") == held(tmp_path / "whole")


def change(news):
    """Let a file go, let others lose articles, and touch one that holds a capture."""
    (news / "5.jsonl").unlink()
    for number in range(3):
        lines(news / f"{number}.jsonl", [{"id": n, "title": f"Changed {number}"} for n in range(number, number + 9)])
    os.utime(news / "4.jsonl", (9_500, 9_500))


def test_a_file_that_crashes_its_reader_costs_itself_and_is_tried_again(tmp_path):
    index = str(tmp_path / "index")
    (tmp_path / "words").mkdir()
    for name, words in (("a", "one two"), ("b", "three\n(crashes)\nfour"), ("c", "five")):
        (tmp_path / "words" / name).write_text(words)
    first, second = (build([str(tmp_path / "words")], index, read=obey) for _ in range(2))
    assert (first.added, second.added, second.unchanged) == (5, 0, 5)
    assert [os.path.basename(failure.path) for failure in [*first.failed, *second.failed]] == ["b", "b"]
    assert held(index).keys() == {"one", "two", "three", "four", "five"}
