"""How long does a run of the alerts take? CPU seconds of the command in a process of its own, and what it keeps.

    python -m benchmarks.alerts INDEX [--rounds 5] [--new 100] QUERY...

Prints the first run of all, in which everything is new, and medians of runs in which nothing is and in which so many
articles are, drawn the same in every run; then the bytes an article that are kept. Each query is an alert. The index is
left as it is: what is kept stands in a folder of links to its files. Starting a process and opening the index count.
"""

import argparse
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory

from web.alert_state import FOLDER, Seen, State, Told, read_state
from web.alerts import ALERTS

_SEED = 20240229
_COMMAND = [sys.executable, "-c", "from web.start import main; main()", "alert", "--index"]


def linked(index: Path, folder: Path, queries: Sequence[str]) -> None:
    """Make a folder the index that another one is, with alerts of its own."""
    for path in index.iterdir():
        if path.name not in (ALERTS, FOLDER):
            (folder / path.name).symlink_to(path.resolve())
    lines = (f"{number} = {query}" for number, query in enumerate(queries))
    (folder / ALERTS).write_text("\n".join(lines), encoding="utf-8")


def seconds(folder: Path) -> float:
    """Return the CPU seconds of a run."""
    before = _spent()
    subprocess.run([*_COMMAND, folder], check=True, stdout=subprocess.DEVNULL)
    return _spent() - before


def _spent() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def forget(folder: Path, count: int) -> None:
    """Make so many articles new to all alerts."""
    told = read_state(folder).told
    (seen,) = {one.seen.key: one.seen for one in told.values()}.values()
    left = Seen.of(seen.ids - set(random.Random(_SEED).sample(sorted(seen.ids), count)))
    before = {name: Told(left, one.text, one.grammar, one.read_as, one.day) for name, one in told.items()}
    State(before).write(folder)


def after_forgetting(folder: Path, count: int) -> float:
    """Return the CPU seconds of a run in which so many articles are new."""
    forget(folder, count)
    return seconds(folder)


def measure(folder: Path, rounds: int, count: int) -> None:
    """Measure and print."""
    print(f"everything is new    {seconds(folder):.2f} s", flush=True)
    print(f"nothing is new       {median(seconds(folder) for _ in range(rounds)):.2f} s", flush=True)
    new = median(after_forgetting(folder, count) for _ in range(rounds))
    articles = len(next(iter(read_state(folder).told.values())).seen.ids)
    size = (folder / FOLDER / "seen.json").stat().st_size
    print(f"{count:,} articles are  {new:.2f} s\n{size / articles:.1f} bytes an article, {articles:,} articles")


def main(arguments: Sequence[str]) -> None:
    """Measure the alerts of an index."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alerts", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("index", type=Path)
    parser.add_argument("queries", nargs="+", metavar="QUERY")
    parser.add_argument("--rounds", default=5, type=int)
    parser.add_argument("--new", default=100, type=int)
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        linked(given.index, Path(folder), given.queries)
        measure(Path(folder), given.rounds, given.new)


if __name__ == "__main__":
    main(sys.argv[1:])
