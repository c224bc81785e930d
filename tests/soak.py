"""What takes minutes: readers during commits and merges, kills, damage, many readers of a server (`make soak`).

    python -m tests.soak SECONDS KILLS [CORPUS.jsonl | INDEX]

Readers of a server ask an index ten times the corpus, or the one given; without either, ten thousand articles of ours.
`tests/test_soak.py` and `tests/test_durability.py` run short forms of the same.
"""

import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.corpus import PARAGRAPH, Record, read
from benchmarks.grow import grow
from index.article import Article, content_hash
from index.errors import IndexBusy
from index.manifest import read_manifest
from index.writer import open_writer
from search.searcher import open_searcher
from tests import load, traffic
from tests import test_durability as durability

READERS = 8
SYLLABLES = [first + second for first in "bdfgklmnprstv" for second in "aeiou"]


def readers(folder, seconds):
    """Search from several threads while another process commits and merges; return what was wrong and the counts."""
    durability.commits(folder, 1, 1)
    stop, faults, answers = threading.Event(), [], [0] * READERS

    def read(reader):
        with open_searcher(str(folder)) as searcher:
            while not stop.is_set():
                answers[reader] += 1
                if fault := traffic.wrong(searcher):
                    faults.append(fault)

    with subprocess.Popen([*durability.PROGRAM, str(folder)], env=durability.HERE, stdout=subprocess.DEVNULL) as writer:
        threads = [threading.Thread(target=read, args=(reader,)) for reader in range(READERS)]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        busy = refused(folder)
        assert writer.poll() is None, "the writer ended"
        stop.set()
        for thread in threads:
            thread.join()
        writer.kill()
    return faults, sum(answers), read_manifest(folder).revision, busy


def refused(folder):
    """Return what a second writer is told."""
    try:
        with open_writer(str(folder)):
            return None
    except IndexBusy as error:
        return str(error)


def large(given, place):
    """Return an index with ten times the articles of a corpus; the one that is given, if it is one."""
    if given and Path(given).is_dir():
        return given
    corpus = read(Path(given)) if given else list(invented())
    with open_writer(str(place)) as writer:
        for one in grow(corpus, 10):
            writer.put(
                Article(
                    id=one.id, title=one.title, body=one.body, tags=one.tags, source=one.source, published=one.date,
                    published_precision="day", content_hash=content_hash(one.title, one.body),
                )
            )  # fmt: skip
    return str(place)


def invented(articles=1_000):
    """Yield articles of made-up words, few of them frequent and many rare."""
    chance = random.Random(0)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    shares = [1 / rank for rank in range(1, len(words) + 1)]
    for number in range(articles):
        title, *body = (" ".join(chance.choices(words, shares, k=size)) for size in (6, 80, 80, 80))
        date = f"{chance.randint(1990, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        tags, source = tuple(chance.choices(words[:50], shares[:50], k=3)), chance.choice(words[:9])
        yield Record(str(number), title, PARAGRAPH.join(body), tags, date, source)


def main(seconds, kills, given=None):
    with tempfile.TemporaryDirectory() as place:
        faults, answers, commits, busy = readers(Path(place) / "readers", seconds)
        print(f"{READERS} readers, {seconds} s: {answers:,} answers during {commits:,} commits, {len(faults)} wrong")
        print(f"a second writer is told: {busy}")
        mid_write = durability.kill_often(Path(place) / "kills", kills, seed=None)
        print(f"{kills} kills, {mid_write} of them in the middle of a commit: no commit lost")
        durability.spoil_often(durability.commits(Path(place) / "spoilt", 1, 5), 20 * kills, seed=None)
        print(f"{20 * kills:,} damages read unchecked: no traceback")
        served = large(given, Path(place) / "large")
        slow = [*load.check(served, seconds), *load.check_disturbed(served, seconds)]
        print(f"of a server: {', '.join(slow) or 'all as it must be'}")
        sys.exit(bool(faults) or not busy or bool(slow))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
