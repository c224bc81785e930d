"""What was committed stays, whatever befalls the disk, the process or the files (docs/failure-modes.md)."""

import errno
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import traffic
from index.article import Article
from index.build import build
from index.columnar import merge
from index.columnar.writer import ColumnarWriter
from index.errors import IndexCorrupt, IndexUnavailable, PullquoteError
from index.manifest import MANIFEST, damage, read_manifest
from index.sources import SOURCES, read_sources
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse

PROGRAM = [sys.executable, os.path.join(os.path.dirname(__file__), "traffic.py")]
MAIN = [sys.executable, "-c", "from web.start import main; main()"]
HERE = {**os.environ, "PYTHONPATH": os.getcwd()}


@pytest.fixture(autouse=True)
def many_merges(monkeypatch):
    monkeypatch.setattr(merge, "FANOUT", 2)


@pytest.fixture
def folder(tmp_path):
    """An index of five commits."""
    return commits(tmp_path / "index", 1, 5)


def commits(folder, first, last):
    with open_writer(str(folder)) as writer:
        for number in range(first, last + 1):
            traffic.commit(writer, number)
    return folder


def assert_whole(folder):
    """The index is one commit, nothing else is in its folder, and writing goes on; return that commit."""
    manifest = read_manifest(folder)
    assert damage(folder, manifest, hashes=True) == []
    with open_searcher(str(folder)) as searcher:
        assert traffic.wrong(searcher) is None
    with open_writer(str(folder)) as writer:
        assert {f"segments/{path.name}" for path in (folder / "segments").iterdir()} == manifest.files.keys()
        assert writer.ids() == traffic.ids(manifest.revision)
    return manifest.revision


def test_a_writer_killed_anywhere_loses_no_commit(tmp_path):
    mid_write = kill_often(tmp_path / "index", times=8, seed=1)
    assert mid_write > 0


def kill_often(folder, times, seed):
    """Kill a writer at random moments; return how often it was in the middle of a commit."""
    moments, mid_write = random.Random(seed), 0
    commits(folder, 1, 1)
    for _ in range(times):
        before = read_manifest(folder).revision
        told = killed(folder, after=moments.random() * 0.2)
        there = read_manifest(folder)
        mid_write += len(list((folder / "segments").iterdir())) > len(there.files)
        assert max(told, default=before) <= there.revision
        assert_whole(folder)
    return mid_write


def killed(folder, after):
    """Return the commits that a writer told before it was killed, so long after its first."""
    with subprocess.Popen([*PROGRAM, str(folder)], env=HERE, stdout=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return [int(line) for line in [first, *process.stdout] if line.endswith("\n")]


class Disk:
    """A disk of which the nth call of a kind fails; a write then leaves half of what it was given."""

    def __init__(self, kind, nth, error=errno.EIO):
        self.kind, self.nth, self.error, self.calls = kind, nth, error, 0

    def count(self):
        self.calls += 1
        if self.calls == self.nth:
            raise OSError(self.error, os.strerror(self.error))

    @contextmanager
    def used(self):
        with pytest.MonkeyPatch.context() as patch:
            if self.kind == "write":
                patch.setattr(io, "open", self.opening(io.open))
            else:
                patch.setattr(os, self.kind, self.counted(getattr(os, self.kind)))
            yield self

    def counted(self, call):
        def counted(*arguments, **named):
            self.count()
            return call(*arguments, **named)

        return counted

    def opening(self, call):
        def opening(path, mode="r", *more, **named):
            file = call(path, mode, *more, **named)
            return Cut(file, self) if set(mode) & set("wx") else file

        return opening


class Cut:
    """A file on such a disk."""

    def __init__(self, file, disk):
        self.file, self.disk = file, disk

    def write(self, data):
        try:
            self.disk.count()
        except OSError:
            self.file.write(bytes(data)[: len(data) // 2])
            raise
        return self.file.write(data)

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


def calls(folder, kind):
    """Return how often a commit makes a call."""
    shutil.copytree(folder, folder.with_name("counted"))
    with Disk(kind, 0).used() as disk:
        commits(folder.with_name("counted"), 6, 6)
    return disk.calls


@pytest.mark.parametrize("kind", ["fsync", "replace", "mkdir", "write"])
def test_a_call_that_fails_costs_no_commit_and_the_same_writer_goes_on(folder, kind):
    every = range(1, calls(folder, kind) + 1)
    for nth in every if len(every) < 40 else random.Random(2).sample(every, 25):
        fail(folder, folder.with_name(f"{kind}-{nth}"), Disk(kind, nth))


def fail(before, folder, disk):
    """Have a call fail in the middle of a commit; the next attempt of the same writer keeps all of it."""
    shutil.copytree(before, folder)
    writer = open_writer(str(folder))
    with writer:
        with disk.used():
            failed = raised(lambda: traffic.commit(writer, 6))
        with open_searcher(str(folder)) as searcher:
            assert traffic.wrong(searcher) is None or (failed and searcher.info().revision == "r6")
        if failed:
            assert "intact" in str(failed)
            writer.drop("nowhere")
            for change in traffic.changes(6):
                writer.drop(change) if isinstance(change, str) else writer.put(change)
            writer.commit()
        assert writer.ids() == traffic.ids(6)
    assert_no_leftovers(folder)
    with open_searcher(str(folder)) as searcher:
        assert searcher.info().documents == len(traffic.ids(6))


def raised(act):
    try:
        act()
    except IndexUnavailable as error:
        return error
    return None


def assert_no_leftovers(folder):
    manifest = read_manifest(folder)
    assert damage(folder, manifest, hashes=True) == []
    assert {f"segments/{path.name}" for path in (folder / "segments").iterdir()} == manifest.files.keys()
    assert {path.name for path in folder.iterdir()} <= {MANIFEST, "segments", "write.lock", SOURCES}
