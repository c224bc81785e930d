"""Measures how the costs of this project's engine grow with the corpus.

    python -m benchmarks.growth CORPUS.jsonl [--factors 1,10] [--rounds 3] [--work DIR] [--results FILE.json]
                                [--name NAME]

The corpus is grown as `benchmarks.grow` does, and each size has queries chosen from itself by the same rule.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import read, write
from benchmarks.grow import grow
from benchmarks.peers import Bench, compare
from benchmarks.report import growth
from benchmarks.rounds import ROOT


def grown(corpus: Path, factor: int, work: Path) -> Path:
    """Return the corpus grown by a factor, made once."""
    if factor == 1:
        return corpus
    file = Bench.of(corpus, work).folder / f"{corpus.stem}-x{factor}.jsonl"
    if not file.exists():
        part = file.with_suffix(".part")
        write(part, grow(read(corpus), factor))
        part.rename(file)
    return file


def main(arguments: Sequence[str]) -> None:
    """Measure each size, print the table and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--factors", default="1,10", type=lambda text: [int(factor) for factor in text.split(",")])
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--work", default=ROOT / "benchmarks" / "work", type=Path)
    parser.add_argument("--results", type=Path)
    parser.add_argument("--name")
    given = parser.parse_args(arguments)
    steps = {}
    for factor in given.factors:
        bench = Bench.of(grown(given.corpus, factor, given.work), given.work)
        steps[str(factor)] = compare(bench, ["ours"], given.rounds, given.name or given.corpus.stem)
    print(growth(steps))
    if given.results:
        given.results.write_text(json.dumps({"growth": steps}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
