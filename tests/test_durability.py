"""What was committed stays, whatever befalls the disk, the process or the files (docs/failure-modes.md)."""

import errno
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from functools import partial

import pytest
from click.testing import CliRunner

from index.building.build import build
from index.columnar import merge
from index.errors import IndexCorrupt, IndexUnavailable, PullquoteError
from index.manifest import MANIFEST, damage, read_manifest, write_json
from index.owner.originals import CORRECTED
from index.sources import SOURCES
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests import traffic
from web.cli import main

PROGRAM = [sys.executable, os.path.join(os.path.dirname(__file__), "traffic.py")]
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


def assert_holds(folder, number):
    """The next writer and a searcher find what so many commits left, and nothing else is in the folder."""
    with open_writer(str(folder)) as writer:
        assert writer.ids() == traffic.ids(number)
    manifest = read_manifest(folder)
    assert damage(folder, manifest, hashes=True) == []
    assert {f"segments/{path.name}" for path in (folder / "segments").iterdir()} == manifest.files.keys()
    assert {path.name for path in folder.iterdir()} == {MANIFEST, "segments", "write.lock"}
    with open_searcher(str(folder)) as searcher:
        assert {hit.id for hit in searcher.search(Query(size=100)).hits} <= traffic.ids(number)
        assert searcher.info().documents == len(traffic.ids(number))


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
        assert_holds(folder, there.revision)
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


@pytest.mark.parametrize("kind", ["fsync", "replace", "unlink", "write"])
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
    assert_holds(folder, 6)


def raised(act):
    try:
        act()
    except IndexUnavailable as error:
        return error
    return None


@pytest.mark.parametrize("kind", ["mkdir", "fsync", "replace", "write"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_call_that_fails_while_an_index_is_made_leaves_one_that_can_be_made(tmp_path, kind, nth):
    with Disk(kind, nth).used():
        raised(lambda: commits(tmp_path / "new" / "index", 1, 1))
    made = (tmp_path / "new/index" / MANIFEST).exists() and read_manifest(tmp_path / "new/index").revision
    if not made:
        commits(tmp_path / "new" / "index", 1, 1)
    assert_holds(tmp_path / "new" / "index", 1)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount")
def test_a_full_disk_costs_nothing_and_writing_goes_on_when_there_is_room(tmp_path):
    with mounted(tmp_path / "disk", "400k") as disk:
        commits(disk / "index", 1, 2)
        with open_writer(str(disk / "index")) as writer:
            number, error = until_full(writer, 3)
            assert "full" in str(error)
            assert "free some space" in str(error)
            with open_searcher(str(disk / "index")) as searcher:
                assert traffic.wrong(searcher) is None
                assert searcher.info().revision == f"r{number - 1}"
            subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
            writer.commit()
            traffic.commit(writer, number)
        assert_holds(disk / "index", number)


@contextmanager
def mounted(place, size):
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def until_full(writer, number):
    """Commit until the disk is full; return the number of the commit that failed, and how."""
    while not (error := raised(partial(traffic.commit, writer, number))):
        number += 1
    return number, error


def test_a_file_may_not_grow_and_the_last_commit_stays(folder):
    before = read_manifest(folder)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({4096}, {4096})); "
    code = f"{limited}from tests.traffic import main; main({str(folder)!r}, 1)"
    done = subprocess.run([sys.executable, "-c", code], env=HERE, capture_output=True, text=True)
    assert "could not be written (File too large)" in done.stderr
    assert read_manifest(folder) == before
    assert_holds(folder, 5)


def test_a_merge_that_fails_leaves_the_last_commit_and_a_writer_that_can_go_on(folder, monkeypatch):
    def fail(*_):
        raise OSError(errno.EIO, "Input/output error")

    with open_writer(str(folder)) as writer:
        with monkeypatch.context() as patch:
            patch.setattr("index.columnar.writer.merge", fail)
            assert "intact" in str(raised(lambda: traffic.commit(writer, 6)))
        assert read_manifest(folder).revision == 5
        writer.commit()
    assert_holds(folder, 6)


SPOILS = {
    "a flipped bit": lambda data, at: data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :],
    "cut": lambda data, at: data[:at],
    "zeroed": lambda data, at: data[:at] + bytes(len(data[at : at + 64])) + data[at + 64 :],
    "longer": lambda data, at: data[:at] + data[at:] + b"\0",
}


@pytest.fixture
def archive(tmp_path):
    """An index with every kind of file: segments, deletions, the manifest and the list of sources."""
    for commit in range(1, 4):
        lines = [
            json.dumps({"id": n, "title": f"Story {n}", "body": f"war {commit if n == 2 else 0}"}) for n in range(9)
        ]
        (tmp_path / "a.jsonl").write_text("\n".join(lines))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.columnar.writer.due", lambda *_: ())
            build([str(tmp_path / "a.jsonl")], str(tmp_path / "index"))
    assert {path.suffix for path in (tmp_path / "index").rglob("*.*")} == {".arrays", ".deletions", ".json", ".lock"}
    return tmp_path / "index"


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_every_damage_to_every_file_is_named_by_verify(archive, spoil):
    files = [path for path in archive.rglob("*") if path.suffix in (".arrays", ".deletions", ".json")]
    places = random.Random(4)
    for path in files:
        whole = path.read_bytes()
        for at in (0, len(whole) - 1, *(places.randrange(len(whole)) for _ in range(8))):
            path.write_bytes(spoil(whole, at))
            if path.read_bytes() != whole:
                assert_verify_names(archive, path)
        path.write_bytes(whole)
    assert CliRunner().invoke(main, ["verify", "--index", str(archive)]).exit_code == 0


def assert_verify_names(folder, path):
    result = CliRunner().invoke(main, ["verify", "--index", str(folder)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert path.name in result.output


def test_a_damaged_file_that_was_not_checked_gives_a_clear_error_or_an_answer(folder):
    spoil_often(folder, times=150, seed=5)


def spoil_often(folder, times, seed):
    """Damage files at random places and read what is there, unchecked."""
    chance, paths = random.Random(seed), [folder / name for name in read_manifest(folder).files]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.manifest._CHECKED_AT_ONCE", 0)
        for _ in range(times):
            path, spoil = chance.choice(paths), SPOILS[chance.choice(["a flipped bit", "zeroed"])]
            whole = path.read_bytes()
            path.write_bytes(spoil(whole, chance.randrange(len(whole))))
            read_all(folder)
            path.write_bytes(whole)


def read_all(folder):
    """Search in several ways; what is damaged may answer, or raise an error that people are shown."""
    with suppress(PullquoteError), open_searcher(str(folder)) as searcher:
        for text in ("war", '"war peace"', "ne*", "speaker:ann", "tick5 OR clock"):
            with suppress(PullquoteError):
                searcher.search(Query(expression=parse(text), facets=("tag", "year"), histogram="month"))
        for name in ("clock", "1-1", "3-0"):
            with suppress(PullquoteError):
                searcher.get(name)
        with suppress(PullquoteError):
            searcher.suggest("n")


def test_damage_is_not_merged_into_a_new_segment(folder, monkeypatch):
    monkeypatch.setattr("index.manifest._CHECKED_AT_ONCE", 0)
    entry = read_manifest(folder).segments[0]
    path = folder / entry.file
    path.write_bytes(SPOILS["a flipped bit"](path.read_bytes(), path.stat().st_size // 2))
    monkeypatch.setattr(
        "index.columnar.writer.due", lambda living, *_: tuple(range(len(living))) if len(living) > 1 else ()
    )
    with pytest.raises(IndexCorrupt, match=path.name):
        commits(folder, 6, 6)
    assert read_manifest(folder).revision == 5


OLD = {
    "engine": "whoosh",
    "commit": "c",
    "fingerprint": "schema 1, analyzer 1",
    "revision": 7,
    "folder": "generation-7",
}


@pytest.fixture
def old(archive):
    """An index as version 0.1 made it."""
    data = {**OLD, "folder": "generation-7", "documents": 9, "quotes": 0, "files": {"generation-7/x.seg": [3, "x"]}}
    write_json(archive / MANIFEST, data)
    sources = json.loads((archive / SOURCES).read_bytes())["files"]
    (archive / SOURCES).write_text(json.dumps(sources))
    shutil.rmtree(archive / "segments")
    (archive / "generation-7").mkdir()
    return archive


@pytest.mark.parametrize("command", [["search", "war"], ["verify"], ["info"], ["serve"], ["index", __file__]])
def test_an_index_of_another_version_is_refused_with_the_command_that_mends_it(old, command):
    result = CliRunner().invoke(main, [*command, "--index", str(old)])
    assert result.exit_code == 1
    assert "schema 1, analyzer 1" in result.output
    assert "`pullquote rebuild`" in result.output


def test_that_command_mends_it(old):
    assert CliRunner().invoke(main, ["rebuild", "--index", str(old)]).exit_code == 0
    assert CliRunner().invoke(main, ["verify", "--index", str(old)]).exit_code == 0
    assert read_manifest(old).revision == 8
    assert {path.name for path in old.iterdir()} == {MANIFEST, SOURCES, CORRECTED, "segments", "write.lock"}


def test_a_rebuild_that_was_cut_off_is_cleaned_away_by_the_next_writer(folder):
    commits(folder / "rebuild", 1, 1)
    (folder / "files.new").touch()
    assert_holds(folder, 5)


_INDEX_MUCH = """
import random, re, sys
from itertools import accumulate
from index.article import Article
from index.writer import open_writer
chance = random.Random(1)
words = [f"w{chance.getrandbits(20):x}" for _ in range(40_000)]
weights = list(accumulate(1 / (n + 2) for n in range(len(words))))
with open_writer(sys.argv[1], memory=int(sys.argv[2]), workers=int(sys.argv[3])) as writer:
    for n in range(int(sys.argv[4])):
        body = " ".join(chance.choices(words, cum_weights=weights, k=250))
        writer.put(Article(id=str(n), title=f"Story {n}", body=body))
        if n % 20_000 == 19_999:
            writer.commit()
print(re.search("VmHWM:[^0-9]*([0-9]+)", open("/proc/self/status").read())[1])
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the system does not tell the memory")
def test_forty_megabytes_are_indexed_in_two_hundred(tmp_path):
    folder = tmp_path / "index"
    done = subprocess.run(
        [sys.executable, "-c", _INDEX_MUCH, folder, "200", "1", "27000"], env=HERE, capture_output=True, check=True
    )
    assert int(done.stdout) * 1024 < 200_000_000
    assert read_manifest(folder).documents == 27_000
    assert len(read_manifest(folder).segments) < 12


@pytest.mark.parametrize(("workers", "memory", "least"), [(1, 100, 160), (3, 300, 340)])
def test_too_little_memory_is_refused(tmp_path, workers, memory, least):
    with pytest.raises(IndexUnavailable, match=f"{memory} MB .* at least {least} MB"):
        open_writer(str(tmp_path), workers=workers, memory=memory)
    assert list(tmp_path.iterdir()) == []
