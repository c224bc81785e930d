"""Folders that are followed."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from threading import Thread

import pytest

from index.building.watching import changes
from index.writer import open_writer
from search.searcher import open_searcher

COMMAND = [sys.executable, "-c", "from web.start import main; main()", "watch", "news", "--interval", "0.2"]


@pytest.fixture
def news(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("War\n\nIt began.")
    return tmp_path / "news"


@contextmanager
def watched(news):
    """The program, following a folder."""
    with subprocess.Popen(
        COMMAND, cwd=news.parent, env={**os.environ, "PYTHONPATH": os.getcwd()},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        yield process
        process.kill()


@pytest.fixture
def watching(news):
    with watched(news) as process:
        yield process


def documents(news):
    if not (news.parent / "pullquote-data" / "manifest.json").exists():
        return 0
    with open_searcher(str(news.parent / "pullquote-data")) as searcher:
        return searcher.info().documents


def test_what_is_there_and_what_comes_is_indexed_with_a_line_for_each_change(news, watching):
    assert watching.stdout.readline().startswith("added 1, updated 0")
    (news / "b.txt").write_text("Peace\n\nIt came.")
    assert watching.stdout.readline().startswith("added 1, updated 0")
    (news / "a.txt").write_text("War\n\nIt ended.")
    assert watching.stdout.readline().startswith("added 0, updated 1")
    assert documents(news) == 2


def test_a_bad_file_is_told_once_and_the_others_are_indexed(news, watching):
    assert watching.stdout.readline().startswith("added 1")
    (news / "b.txt").touch()
    assert watching.stderr.readline().endswith("the file is empty\n")
    assert "failed 1" in watching.stdout.readline()
    (news / "c.txt").write_text("Peace\n\nIt came.")
    assert watching.stdout.readline().startswith("added 1, updated 0, unchanged 0, removed 0, copies 0, failed 0")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_good_order_when_it_is_told_to(news, watching, sent):
    watching.stdout.readline()
    os.killpg(watching.pid, sent)
    out, err = watching.communicate(timeout=30)
    assert (watching.returncode, out, err) == (0, "", "")
    assert documents(news) == 1


def test_another_writer_is_waited_for(news):
    with watched_behind_another(news) as process:
        assert process.stdout.readline().startswith("added 1")


@contextmanager
def watched_behind_another(news):
    """The program, which met another writer at first."""
    with ExitStack() as stack:
        with open_writer(str(news.parent / "pullquote-data")):
            process = stack.enter_context(watched(news))
            assert "another process is writing to pullquote-data: waiting" in process.stderr.readline()
        yield process


def test_a_file_that_is_being_written_is_left_until_it_rests(news):
    writing = Thread(target=write_slowly, args=[news / "b.txt"])
    writing.start()
    following = changes([str(news)], 0.4)
    changed = next(following)
    while str(news / "b.txt") not in changed:
        changed = next(following)
    assert not writing.is_alive()


def write_slowly(path):
    with path.open("w") as file:
        for _ in range(20):
            file.write("words ")
            file.flush()
            time.sleep(0.08)


def test_an_old_file_is_there_at_once_and_again_when_it_changes(news):
    path = news / "a.txt"
    os.utime(path, (1_000, 1_000))
    following = changes([str(news)], 0.1)
    assert next(following) == [str(path)]
    path.write_text("War\n\nIt ended.")
    assert next(following) == [str(path)]


def test_one_that_is_killed_and_begun_again_misses_nothing(news):
    for number in range(20):
        records = ({"id": n, "title": f"Story {n} of {number}"} for n in range(200 * number, 200 * number + 200))
        (news / f"{number:02}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    with watched(news) as process:
        time.sleep(2.5)
        os.kill(process.pid, signal.SIGKILL)
    (news / "b.txt").write_text("Peace\n\nIt came.")
    with watched(news) as process:
        while documents(news) < 4_002:
            assert process.stdout.readline()
    assert documents(news) == 4_002
