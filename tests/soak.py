"""What takes minutes: readers during commits and merges, kills, failing calls, damage (`make soak`).

`tests/test_soak.py` and `tests/test_durability.py` run short forms of the same.
"""

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from index.errors import IndexBusy
from index.manifest import read_manifest
from index.writer import open_writer
from search.searcher import open_searcher
from tests import test_durability as durability
from tests import traffic

READERS = 8


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


def main(seconds, kills):
    with tempfile.TemporaryDirectory() as place:
        faults, answers, commits, busy = readers(Path(place) / "readers", seconds)
        print(f"{READERS} readers, {seconds} s: {answers:,} answers during {commits:,} commits, {len(faults)} wrong")
        print(f"a second writer is told: {busy}")
        mid_write = durability.kill_often(Path(place) / "kills", kills, seed=None)
        print(f"{kills} kills, {mid_write} of them in the middle of a commit: no commit lost")
        durability.spoil_often(durability.commits(Path(place) / "spoilt", 1, 5), 20 * kills, seed=None)
        print(f"{20 * kills:,} damages read unchecked: no traceback")
        sys.exit(bool(faults) or not busy)


if __name__ == "__main__":
    main(seconds=int(sys.argv[1]), kills=int(sys.argv[2]))
