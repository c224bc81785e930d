"""Files are read in processes of their own: what a hostile one does befalls itself, in whatever number they are."""

import os
import re
import signal
import subprocess
import sys
import time
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from index.article import Article
from index.extract import read
from index.files import Failure
from index.reading import Reading, Wanted
from index.sources import digest_of
from tests import traffic

HERE = {**os.environ, "PYTHONPATH": os.getcwd()}
SECONDS = 1.0


def obey(path):
    """Read an article for each word of a file, unless it is one of these."""
    for word in Path(path).read_text().split():
        if word in HOSTILE:
            HOSTILE[word]()
        yield Article(id=word, file=path)


def hold():
    """Take very long without a look at signals or other threads."""
    sum(range(1 << 62))


def deepen():
    deepen()


HOSTILE = {
    "hangs": hold,
    "sleeps": partial(time.sleep, 1000),
    "crashes": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "exits": partial(os._exit, 3),
    "eats": partial(bytearray, 1 << 34),
    "deepens": deepen,
}
REASONS = {
    "hangs": "took over 1 s for one article",
    "sleeps": "took over 1 s for one article",
    "crashes": "the process that read it ended (SIGSEGV",
    "exits": "the process that read it ended (status 3",
    "eats": "cannot be read (MemoryError",
    "deepens": "cannot be read (RecursionError",
}


def stream(path):
    """Read articles without an end, and tell in another file how many."""
    for number in range(1 << 62):
        Path(path + ".read").write_text(str(number))
        yield Article(id=str(number), body="x" * 10_000)


@pytest.fixture
def files(tmp_path):
    """Make files of so many texts; return their paths."""

    def make(*texts):
        paths = [tmp_path / f"{number:03}" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text)
        return [str(path) for path in paths]

    return make


def found(paths, workers=1, read=obey):
    """Return the ids and the failures that files give, each with its file."""
    with Reading(workers, read, SECONDS) as reading:
        return [
            (file.path, item if isinstance(item, Failure) else item.id)
            for file in reading.files(map(Wanted, paths))
            for item in file.found
        ]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_what_is_read_comes_in_the_order_of_the_files(files, workers):
    paths = files(*(" ".join(f"{n}-{k}" for k in range(n * 7 % 40)) for n in range(30)))
    assert found(paths, workers) == [(path, f"{n}-{k}") for n, path in enumerate(paths) for k in range(n * 7 % 40)]
    assert active_children() == []


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_file_costs_itself_and_what_was_read_of_it_is_kept(files, word, workers):
    one, two, three = files("a b", f"c {word} d", "e")
    *read, failed, last = found([one, two, three], workers)
    assert ([name for _, name in read], last) == (["a", "b", "c"], (three, "e"))
    assert failed[1].path == two
    assert failed[1].reason.startswith(REASONS[word])
    assert active_children() == []


def test_files_that_hang_in_several_processes_hang_at_the_same_time(files):
    started = time.monotonic()
    assert len(found(files(*["hangs"] * 8), workers=8)) == 8
    assert time.monotonic() - started < 5 * SECONDS


def test_a_file_that_is_as_it_was_is_not_read(files):
    one, two = files("a", "b")
    with Reading(read=obey) as reading:
        (same, again), other = ((file.same, list(file.found)) for file in reading.files(
            [Wanted(one, digest_of(one)), Wanted(two, digest_of(one))]
        ))  # fmt: skip
    assert (same, again) == (True, [])
    assert other[0] is False


def test_no_more_is_read_ahead_than_pipes_hold(files):
    one, two = files("", "")
    with Reading(2, stream) as reading:
        file = next(reading.files([Wanted(one), Wanted(two)]))
        next(file.found)
        time.sleep(0.5)
        assert sum(int(Path(path + ".read").read_text()) for path in (one, two)) * 10_000 < 2_000_000


def test_a_file_that_is_gone_is_a_failure(tmp_path):
    ((_, failed),) = found([str(tmp_path / "nowhere")], read=read)
    assert "no such file" in failed.reason


def read_all(word, path):
    """Read until something ends it; a line on the output says that it began."""
    with Reading(2, {"streams": stream, "hangs": obey}[word], SECONDS) as reading:
        for file in reading.files([Wanted(path)] * 2):
            for _ in file.found:
                print("reading", flush=True)


@pytest.mark.parametrize("word", ["streams", "hangs"])
def test_nobody_is_left_behind_by_a_kill(tmp_path, word):
    (tmp_path / "a").write_text("a hangs")
    code = f"from tests.test_reading import read_all; read_all({word!r}, {str(tmp_path / 'a')!r})"
    with subprocess.Popen(
        [sys.executable, "-c", code], env=HERE, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout.readline() == b"reading\n"
        process.kill()
    assert traffic.ended(process.pid, seconds=20)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_program_ends_with_all_of_its_processes_when_it_is_told_to(tmp_path, sent):
    (tmp_path / "a.jsonl").write_text('{"title": "War", "body": "“Peace,” said Ann Roe."}\n' * 500_000)
    command = [sys.executable, "-c", "from web.start import main; main()", "index", "a.jsonl", "--workers", "2"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=HERE, stderr=subprocess.PIPE, start_new_session=True, text=True
    ) as process:
        wait_for(tmp_path / "pullquote-data" / "write.lock")
        time.sleep(0.5)
        os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
        err = process.communicate(timeout=30)[1]
    assert process.returncode == 1
    assert re.fullmatch("pullquote: stopped; .*\n", err)
    assert traffic.ended(process.pid, seconds=20)


def wait_for(path):
    for _ in range(300):
        if path.exists():
            return
        time.sleep(0.1)
    pytest.fail(f"{path} does not come")
