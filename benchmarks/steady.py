"""Shows that indexing goes on at one speed in one amount of memory, however much there is of it (Linux).

    python -m benchmarks.steady CORPUS.jsonl [--memory MB] [--work DIR]

The corpus (`benchmarks.grow` makes a large one of a small one) is indexed by one process and a reader. After each tenth
of it a row tells what the process holds, what it held at most since the row before, and the articles for each second of
CPU time of both processes.
"""

import argparse
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from index.building.build import build
from index.memory import MB, held_by

_NAP = 0.02  # seconds between looks at the memory
_TENTHS = 10


class _Memory(threading.Thread):
    """What this process holds, looked at all the time: pages of mapped files are in it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._done = threading.Event()
        self._peak = 0

    def run(self) -> None:
        while not self._done.wait(_NAP):
            self._peak = max(self._peak, resident())

    def peak(self) -> int:
        """Return the most MB since this was asked the last time."""
        peak, self._peak = max(self._peak, resident()), 0
        return peak

    def end(self) -> None:
        """Look no more."""
        self._done.set()


def resident(process: int | str = "self") -> int:
    """Return how many MB a process holds."""
    return held_by(process) // MB


def cpu(process: int | str = "self") -> float:
    """Return how many seconds a process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def begun_by(process: int) -> list[int]:
    """Return the processes that one has begun, and those have: the reader is none of its own."""
    children = list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))
    return children + [one for child in children for one in begun_by(child)]


def show(corpus: Path, work: Path, memory: int | None) -> None:
    """Index a corpus into a folder and print a row for each tenth of it."""
    with corpus.open("rb") as file:
        tenth = max(1, sum(1 for _ in file) // _TENTHS)
    watched = _Memory()
    watched.start()
    spent, row = cpu(), 0

    def progress(_done: int, _files: int, articles: int, _failed: int) -> None:
        nonlocal spent, row
        if articles // tenth > row:
            others = begun_by(os.getpid())
            row, before, spent = articles // tenth, spent, cpu() + sum(map(cpu, others))
            reading, rate = max(map(resident, others), default=0), tenth / (spent - before)
            print(f"| {articles:,} | {resident()} | {watched.peak()} | {reading} | {rate:,.0f} |", flush=True)

    print("| articles | MB | at most | MB of the reader | articles/CPU s |\n|---|---|---|---|---|")
    build([str(corpus)], str(work / "index"), progress=progress, memory=memory)
    watched.end()


def main(arguments: Sequence[str]) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.steady", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--memory", type=int)
    parser.add_argument("--work", type=Path)
    given = parser.parse_args(arguments)
    with TemporaryDirectory(dir=given.work) as folder:
        show(given.corpus, Path(folder), given.memory)


if __name__ == "__main__":
    main(sys.argv[1:])
