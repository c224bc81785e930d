"""Measures this project's engine beside tantivy, SQLite FTS5 and stock Whoosh on one corpus.

    python -m benchmarks.peers CORPUS.jsonl [--engines ours,tantivy,fts5,whoosh] [--rounds 3] [--work DIR]
                               [--results FILE.json] [--name NAME]

The corpus is a JSON object a line, as `benchmarks.corpus` says. Indexes stay in the work folder and are used again
while the corpus and the engine are the same. docs/performance.md says what is measured, and how.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.asks import KINDS, Ask
from benchmarks.choose import choose
from benchmarks.corpus import read
from benchmarks.explain import Rules
from benchmarks.figures import Difference, difference, summarize
from benchmarks.report import tables
from benchmarks.rounds import ROOT, Measured, command, measure
from benchmarks.worker import load

ENGINES = ("ours", "tantivy", "fts5", "whoosh")
_ADDED = 15
_STARTS = 7

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bench:
    """A corpus and the folder that holds its queries and indexes."""

    corpus: Path
    folder: Path

    @classmethod
    def of(cls, corpus: Path, work: Path) -> "Bench":
        """Return the bench of a corpus, known by its content."""
        digest = hashlib.sha256(corpus.read_bytes()).hexdigest()[:8]
        folder = work.resolve() / f"{corpus.stem}-{digest}"
        folder.mkdir(parents=True, exist_ok=True)
        return cls(corpus.resolve(), folder)

    def asks(self) -> list[Ask]:
        """Return the queries of the corpus, chosen once."""
        file = self.folder / "queries.json"
        if not file.exists():
            file.write_text(json.dumps([asdict(ask) for ask in choose(read(self.corpus))]), encoding="utf-8")
        return [Ask(one["kind"], tuple(one["words"]), one["tag"]) for one in json.loads(file.read_text("utf-8"))]

    def index(self, engine: str) -> Path:
        """Return the folder of the index that is asked."""
        return self.folder / f"{engine}-1"

    def builds(self, engine: str) -> dict[str, Figures]:
        """Build the indexes of an engine that are not there, and return the figures of all by workers."""
        return {str(workers): self._build(engine, workers) for workers in load(engine).WORKERS}

    def _build(self, engine: str, workers: int) -> Figures:
        folder = self.folder / f"{engine}-{workers}"
        file, version = folder.with_suffix(".json"), load(engine).version()
        if file.exists() and (kept := json.loads(file.read_text("utf-8")))["version"] == version:
            return dict(kept)
        _note(f"{engine} builds with {workers} worker(s)")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        figures = _run(engine, "build", str(self.corpus), str(folder), str(workers))
        if workers > 1:
            shutil.rmtree(folder)
        if "skipped" in figures:
            _note(f"{engine} skips building with {workers} workers: {figures['skipped']}")
            return figures
        file.write_text(json.dumps(figures := {**figures, "version": version}), encoding="utf-8")
        return figures

    def add(self, engine: str) -> Figures:
        """Return the median milliseconds of adding an article, measured on a copy of the index."""
        _note(f"{engine} adds {_ADDED} articles")
        copy = self.folder / f"{engine}-copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.index(engine), copy)
        seconds = _run(engine, "add", str(self.corpus), str(copy), str(_ADDED))
        shutil.rmtree(copy)
        return {clock: statistics.median(seconds[clock]) * 1000 for clock in ("cpu", "wall")}

    def start(self, engine: str, word: str) -> float:
        """Return the median milliseconds from starting an interpreter to its first answer."""
        self._started(engine, word)  # leaves the bytecode that an installed program has
        return statistics.median(self._started(engine, word) for _ in range(_STARTS)) * 1000

    def _started(self, engine: str, word: str) -> float:
        arguments = command(engine, "first", str(self.index(engine)), word)
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(self.folder / "bytecode")
        started = time.perf_counter()
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as process:
            assert process.stdout
            assert process.stdout.readline(), engine
            return time.perf_counter() - started


def _run(*arguments: str) -> Figures:
    done = subprocess.run(command(*arguments), stdout=subprocess.PIPE, cwd=ROOT, check=True)
    return dict(json.loads(done.stdout))


def compare(bench: Bench, engines: Sequence[str], rounds: int, name: str) -> Figures:
    """Measure all of it, and return what the tables and the chart are made of."""
    asks = bench.asks()
    builds = {engine: bench.builds(engine) for engine in engines}
    measured = measure({engine: bench.index(engine) for engine in engines}, asks, rounds)
    word = next(ask.words[0] for ask in asks if ask.kind == "common")
    built = builds[engines[0]]["1"]
    return {
        "date": date.today().isoformat(),
        "machine": machine(),
        "corpus": {"name": name, "articles": built["articles"], "bytes": built["source"]},
        "rounds": rounds,
        "engines": {
            engine: {
                "version": builds[engine]["1"]["version"],
                "builds": builds[engine],
                "add": bench.add(engine),
                "start": bench.start(engine, word),
                "peak": measured.peaks[engine],
                "classes": _classes(engine, measured),
            }
            for engine in engines
        },
        "skipped": [[engine, kind, reason] for (engine, kind), reason in measured.skipped.items()],
        "differences": [asdict(found) for found in _differences(bench, asks, engines, measured)],
    }


def _classes(engine: str, measured: Measured) -> dict[str, Figures]:
    return {kind: asdict(summarize(measured.samples[engine, kind])) for kind in KINDS if measured.samples[engine, kind]}


def _differences(bench: Bench, asks: Sequence[Ask], engines: Sequence[str], measured: Measured) -> Iterator[Difference]:
    """Yield where others count otherwise than ours; the first pass tells."""
    explain = Rules(read(bench.corpus)).explain
    for engine in engines[1:] if engines[0] == "ours" else ():
        for kind in KINDS:
            ours, theirs = measured.samples[engines[0], kind], measured.samples[engine, kind]
            same = [ask for ask in asks if ask.kind == kind]
            if ours and theirs and (found := difference(engine, same, ours[0], theirs[0], explain)):
                yield found


def machine() -> Mapping[str, Any]:
    """Return what the figures depend on: processor, cores, memory, system, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return {"processor": _processor(), "cores": os.cpu_count(), "memory": memory, "system": system}


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def _note(text: str) -> None:
    print(text, file=sys.stderr)


def chosen(names: str) -> list[str]:
    """Return the engines named, ours first; a name that is none, or one that is not installed, ends the program."""
    engines = [engine for engine in ENGINES if engine in names.split(",")]
    if unknown := set(names.split(",")) - set(engines):
        raise SystemExit(f"{', '.join(sorted(unknown))}: the engines are {', '.join(ENGINES)}")
    if "tantivy" in engines and not importlib.util.find_spec("tantivy"):
        raise SystemExit("tantivy is not installed: see requirements/bench.txt, or leave it out of --engines")
    return engines


def main(arguments: Sequence[str]) -> None:
    """Measure, print the tables and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--engines", default=",".join(ENGINES), type=chosen)
    parser.add_argument("--rounds", default=3, type=int, help="how often each query is repeated")
    parser.add_argument("--work", default=ROOT / "benchmarks" / "work", type=Path)
    parser.add_argument("--results", type=Path, help="where to keep the figures as JSON")
    parser.add_argument("--name", help="what the tables call the corpus")
    given = parser.parse_args(arguments)
    bench = Bench.of(given.corpus, given.work)
    figures = compare(bench, given.engines, given.rounds, given.name or given.corpus.stem)
    print(tables(figures))
    if given.results:
        given.results.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
