"""Asks engines in lock-step: for each query one answers after the other, so that a slow minute is slow for all."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.asks import Ask
from benchmarks.figures import Sample

ROOT = Path(__file__).resolve().parent.parent
# An engine that needed longer than this for the queries of a class is not asked them again.
_PATIENCE = 60.0


@dataclass(slots=True)
class Measured:
    """The samples of each engine and class, pass by pass; what was skipped, and why; the peaks of memory."""

    samples: dict[tuple[str, str], list[list[Sample]]] = field(default_factory=lambda: defaultdict(list))
    skipped: dict[tuple[str, str], str] = field(default_factory=dict)
    peaks: dict[str, int] = field(default_factory=dict)


class Child:
    """An engine that answers over pipes."""

    def __init__(self, engine: str, folder: Path) -> None:
        self.engine = engine
        self._process = subprocess.Popen(
            command(engine, "serve", str(folder)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def call(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a question; nothing else runs in the meantime."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.engine} ended at {question}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._process as process:
            assert process.stdin
            process.stdin.close()


def command(*arguments: str) -> list[str]:
    """Return the command line of a worker."""
    return [sys.executable, "-m", "benchmarks.worker", *arguments]


def measure(indexes: Mapping[str, Path], asks: Sequence[Ask], rounds: int) -> Measured:
    """Ask every engine all queries once, then `rounds` times more."""
    measured = Measured()
    with ExitStack() as stack:
        children = [stack.enter_context(Child(engine, folder)) for engine, folder in indexes.items()]
        for number in range(rounds + 1):
            print(f"round {number} of {rounds}", file=sys.stderr)
            for kind, group in groupby(asks, key=lambda ask: ask.kind):
                # Another engine begins each round: what one leaves in the processor's caches hits no other more.
                _class(children[number % len(children) :] + children[: number % len(children)], kind, group, measured)
        measured.peaks = {child.engine: int(child.call({})["peak"]) for child in children}
    return measured


def _class(children: Sequence[Child], kind: str, asks: Iterator[Ask], measured: Measured) -> None:
    willing = [child for child in children if _willing(child.engine, kind, measured)]
    passes: dict[str, list[Sample]] = {child.engine: [] for child in willing}
    for ask in asks:
        for child in willing:
            _ask(child, ask, passes[child.engine], measured)
    for engine, samples in passes.items():
        if (engine, kind) not in measured.skipped:
            measured.samples[engine, kind].append(samples)


def _ask(child: Child, ask: Ask, samples: list[Sample], measured: Measured) -> None:
    if (child.engine, ask.kind) in measured.skipped:
        return
    answer = child.call(asdict(ask))
    if "skipped" in answer:
        measured.skipped[child.engine, ask.kind] = answer["skipped"]
        print(f"{child.engine} skips {ask.kind}: {answer['skipped']}", file=sys.stderr)
        return
    samples.append(Sample(answer["cpu"], answer["wall"], answer["total"], tuple(answer["counts"])))


def _willing(engine: str, kind: str, measured: Measured) -> bool:
    if (engine, kind) in measured.skipped:
        return False
    passes = measured.samples.get((engine, kind), [])
    return not passes or sum(sample.wall for sample in passes[0]) < _PATIENCE
