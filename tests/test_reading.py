"""Files are read in processes of their own: what a hostile one does befalls itself, in whatever number they are."""

import gzip
import io
import os
import re
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from multiprocessing import active_children
from pathlib import Path

import pytest

from index.building.reading import Reading, Wanted, found_in
from index.extract import read
from index.files import Failure
from index.processes import secluded
from index.sources import digest_of
from tests import traffic
from tests.hostile import HOSTILE, harmed, harmed_by_title, obey, stream

HERE = {**os.environ, "PYTHONPATH": os.getcwd()}
SECONDS = 0.4


REASONS = {
    "hangs": "took over 0.4 s for one article",
    "sleeps": "took over 0.4 s for one article",
    "crashes": "the process that read it ended (SIGSEGV",
    "exits": "the process that read it ended (status 3",
    "eats": "cannot be read (MemoryError",
    "deepens": "is nested too deeply to be read",
}


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
def test_a_hostile_document_costs_itself_alone(files, word, workers):
    one, two, three = files("a b", f"c {word} d\n{word}\n\ne", "f")
    *before, c, lost, d, again, e, f = found([one, two, three], workers)
    assert ([name for _, name in before], c[1], d[1], e[1], f) == (["a", "b"], "c", "d", "e", (three, "f"))
    assert (lost[1].path, again[1].path) == (f"{two}:0.1", f"{two}:1.0")
    assert lost[1].reason.startswith(REASONS[word])
    assert lost[1].lasting == (word == "deepens")
    assert active_children() == []


@pytest.mark.parametrize("word", ["sleeps", "crashes"])
def test_between_documents_harm_costs_the_rest_of_its_archive(files, word):
    (path,) = files(f"a\nb ({word}) c\nd")
    a, b, lost, d = (item for _, item in found([path]))
    assert (a, b, d) == ("a", "b", "d")
    assert (lost.path, lost.reason.endswith("left out from there on")) == (f"{path}:1", True)


def test_a_file_that_harms_itself_costs_itself(files):
    (lost,) = (item for _, item in found(files("a"), read=harmed))
    assert lost.reason.endswith("left out from there on")


def test_a_file_of_many_hostile_documents_is_given_up(files):
    one, two = files("a " + "crashes " * 50, "b")
    (_, a), *lost, (_, given_up), (_, b) = found([one, two])
    assert (a, b, [item.path for _, item in lost]) == ("a", "b", [f"{one}:0.{n}" for n in range(1, 5)])
    assert (given_up.path, "the 5th time in this file: left out" in given_up.reason) == (one, True)


def test_what_is_extracted_is_read_in_another_process_too(files, tmp_path):
    one, _ = files("a crashes b", "c")
    nowhere, a, lost, b, c = found_in([str(tmp_path), str(tmp_path / "nowhere")], obey)
    assert ([item.id for item in (a, b, c)], lost.path, nowhere.path) == (
        ["a", "b", "c"], f"{one}:0.1", str(tmp_path / "nowhere")
    )  # fmt: skip
    assert active_children() == []


WORDS = "“We sail,” said Ana Silva."
PAGES = [f"<!doctype html><title>{title}</title><p>{WORDS}</p>" for title in ("A", "crashes", "C")]


def zipped(pack):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number, page in enumerate(PAGES):
            archive.writestr(f"{number}.html", pack(page.encode()))
    return held.getvalue()


def tarred():
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for number, page in enumerate(PAGES):
            info = tarfile.TarInfo(f"{number}.html")
            info.size = len(page.encode())
            archive.addfile(info, io.BytesIO(page.encode()))
    return held.getvalue()


def warc(page):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: {len(block)}"
    return gzip.compress(head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n")


def each(form):
    return "".join(form % title for title in ("A", "crashes", "C")).encode()


MAIL = "From a@b.example Mon May 18 18:32:00 2015\nFrom: a@b.example\nSubject: %s\nReceived: x\n\nWords.\n\n"
CONTAINERS = {
    "zip": (zipped(bytes), "!1.html"),
    "zip of gzip": (zipped(gzip.compress), "!1.html"),
    "tar.gz": (tarred(), "!1.html"),
    "warc.gz": (b"".join(map(warc, PAGES)), "#record 2"),
    "jsonl": (each('{"title": "%s"}\n'), ":2"),
    "json": (b"[" + each('{"title": "%s"},')[:-1] + b"]", ":2"),
    "csv": (b"title,text\n" + each("%s,words\n"), ":3"),
    "mbox": (each(MAIL), ":8"),
    "feed": (b"<rss><channel>\n" + each("<item><title>%s</title></item>\n") + b"</channel></rss>", ":3"),
}


@pytest.mark.parametrize(("data", "place"), CONTAINERS.values(), ids=CONTAINERS)
def test_in_each_container_a_hostile_document_costs_itself_alone(tmp_path, data, place):
    (tmp_path / "file").write_bytes(data)
    (_, a), (_, lost), (_, c) = found([str(tmp_path / "file")], read=harmed_by_title)
    assert (a, c, lost.path) == ("A", "C", f"{tmp_path / 'file'}{place}")
    assert (lost.lasting, "SIGSEGV" in lost.reason) == (False, True)


def test_what_comes_before_a_hostile_document_is_passed_over_within_the_time_for_many(files):
    words = " ".join(map(str, range(30_000)))
    names = [item for _, item in found(files(f"{words} sleeps end"))]
    assert (names[:30_000], len(names), names[-1]) == (words.split(), 30_002, "end")


def test_files_that_hang_in_several_processes_hang_at_the_same_time(files):
    started = time.monotonic()
    assert len(found(files(*["sleeps"] * 8), workers=8)) == 8
    assert time.monotonic() - started < 15 * SECONDS  # one after another: 24


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


def test_a_process_that_is_being_started_is_started_wholly_before_ctrl_c_is_obeyed():
    done = []

    def start():
        with secluded():
            done.append(signal.raise_signal(signal.SIGINT))

    with pytest.raises(KeyboardInterrupt):
        start()
    assert done


def wait_for(path):
    for _ in range(300):
        if path.exists():
            return
        time.sleep(0.1)
    pytest.fail(f"{path} does not come")
