"""Several processes index as one does: the same answers, one clear error, and nobody left behind."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from multiprocessing import active_children

import pytest

from index.article import Article, content_hash
from index.errors import IndexUnavailable
from index.manifest import damage, read_manifest
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from search.syntax import parse
from tests import traffic

HERE = {**os.environ, "PYTHONPATH": os.getcwd()}


def article(chance, number):
    body = " ".join(chance.choices(traffic.WORDS, k=40))
    return Article(id=str(number), title=f"Story {number}", body=body, content_hash=content_hash("", body))


def write(folder, workers):
    """Put, replace and drop articles, in two commits of several pieces each."""
    chance = random.Random(3)
    with open_writer(str(folder), workers=workers, memory=1000) as writer:
        for step in range(3000):
            number = chance.randrange(900)
            if chance.random() < 0.1:
                writer.drop(str(number))
            else:
                writer.put(article(chance, number))
            if step == 1500:
                writer.commit()
        return writer.ids()


def answers(folder):
    with open_searcher(str(folder)) as searcher:
        asked = [Query(expression=parse(text), size=100) for text in ("war -peace", '"war peace"', "ne* OR café")]
        results = [searcher.search(query) for query in asked]
        return [(found.total, found.facets, [hit.id for hit in found.hits]) for found in results]


def test_the_answers_do_not_depend_on_the_number_of_workers(tmp_path):
    assert write(tmp_path / "one", 1) == write(tmp_path / "three", 3)
    assert answers(tmp_path / "one") == answers(tmp_path / "three")
    assert active_children() == []


@pytest.fixture
def folder(tmp_path):
    with open_writer(str(tmp_path)) as writer:
        traffic.commit(writer, 1)
    return tmp_path


def assert_as_before(folder):
    with open_writer(str(folder)) as writer:
        assert writer.ids() == traffic.ids(1)
    manifest = read_manifest(folder)
    assert damage(folder, manifest, hashes=True) == []
    assert {f"segments/{path.name}" for path in (folder / "segments").iterdir()} == manifest.files.keys()


def two_workers(folder):
    return open_writer(str(folder), workers=2, memory=1000)


def lose_a_worker(folder, act):
    with two_workers(folder) as writer:
        writer.put(Article(id="new", title="New"))
        active_children()[0].kill()
        act(writer)


def commit(writer):
    writer.commit()


def put_many(writer):
    for number in range(50_000):
        writer.put(Article(id=str(number), title="t", body="war " * 500))


@pytest.mark.parametrize("act", [commit, put_many])
def test_a_killed_worker_is_one_clear_error_and_nothing_is_committed(folder, act):
    with pytest.raises(IndexUnavailable, match=r"a worker process ended \(status -9"):
        lose_a_worker(folder, act)
    assert active_children() == []
    assert len(list((folder / "segments").iterdir())) == len(read_manifest(folder).files)
    assert_as_before(folder)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="the system cannot limit a process that runs")
def test_what_a_worker_cannot_write_is_one_clear_error_and_is_written_the_next_time(folder):
    with two_workers(folder) as writer:
        traffic.commit(writer, 2)
        limit_files(4096)
        with pytest.raises(IndexUnavailable, match="could not be written"):
            traffic.commit(writer, 3)
        assert read_manifest(folder).revision == 2
        limit_files(resource.RLIM_INFINITY)
        for change in traffic.changes(3):
            writer.drop(change) if isinstance(change, str) else writer.put(change)
        writer.commit()
        assert writer.ids() == traffic.ids(3)


def limit_files(size):
    for worker in active_children():
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@pytest.fixture
def indexing(tmp_path):
    """The program, indexing with two workers."""
    code = f"from tests.test_workers import forever; forever({str(tmp_path / 'index')!r})"
    with subprocess.Popen(
        [sys.executable, "-c", code], env=HERE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "committed\n"
        yield process


def forever(folder):
    """Index until something ends it; a line on the output says that there is a commit."""
    with open_writer(folder, workers=2, memory=400) as writer:
        traffic.commit(writer, 1)
        print("committed", flush=True)
        put_many(writer)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_nobody_is_left_behind_by_ctrl_c_or_a_kill(indexing, tmp_path, sent):
    time.sleep(0.3)
    if sent == signal.SIGINT:
        os.killpg(indexing.pid, sent)  # as a terminal does
    else:
        indexing.send_signal(sent)
    err = indexing.communicate(timeout=20)[1]
    assert err.count("Traceback") == (sent == signal.SIGINT)  # the parent's own; the command line makes a line of it
    assert traffic.ended(indexing.pid, seconds=10)
    assert_as_before(tmp_path / "index")


def test_a_script_that_indexes_is_not_run_again_by_its_workers(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from index.article import Article\n"
        "from index.writer import open_writer\n"
        "with open_writer('made', workers=2) as writer:\n"
        "    for n in range(50):\n"
        "        writer.put(Article(id=str(n), title='War', content_hash=str(n)))\n"
    )
    subprocess.run([sys.executable, script], cwd=tmp_path, env=HERE, check=True, timeout=120)
    with open_searcher(str(tmp_path / "made")) as searcher:
        assert searcher.info().documents == 50
