"""Measures how much longer NEAR and SAME take than the phrase of the same two words, in one process and asked in turn.

    python -m benchmarks.near CORPUS.jsonl [--rounds 5] [--work DIR]

The pairs are the phrases that `benchmarks.choose` draws from the corpus; the index is that of `benchmarks.peers`. A
bracket's other word is the next pair's first; it is measured by its two phrases joined by OR, too. CPU time, without
snippets.
"""

import argparse
import gc
import statistics
import sys
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from benchmarks.peers import Bench
from benchmarks.rounds import ROOT
from benchmarks.worker import timed
from search.query import Query
from search.searcher import Searcher, open_searcher
from search.syntax import parse

FORMS = {
    "phrase": '"{0} {1}"',
    "near": "{0} NEAR/5 {1}",
    "pre": "{0} PRE/5 {1}",
    "not near": "{0} NOT NEAR/5 {1}",
    "sentence": "{0} SAME SENTENCE {1}",
    "paragraph": "{0} SAME PARAGRAPH {1}",
    "phrases": '"{0} {1}" OR "{2} {1}"',
    "bracket near": "({0} OR {2}) NEAR/5 {1}",
    "bracket sentence": "({0} OR {2}) SAME SENTENCE {1}",
}

Medians = dict[str, float]  # the median seconds of each form


def measure(searcher: Searcher, words: Sequence[str], rounds: int) -> Medians:
    """Return the median CPU seconds of each form over some words."""
    queries = {name: Query(expression=parse(form.format(*words)), highlight=False) for name, form in FORMS.items()}
    took: dict[str, list[float]] = {name: [] for name in FORMS}
    for _ in range(rounds):
        for name, query in queries.items():
            took[name].append(timed(partial(searcher.search, query))[1]["cpu"])
    return {name: statistics.median(seconds) for name, seconds in took.items()}


def table(measured: Sequence[Medians]) -> str:
    """Return the median, the 95th percentile and the greatest of the ratios of each form to the phrase."""
    rows = ["| form | median | p95 | most | ms |", "|---|---|---|---|---|"]
    for name, form in FORMS.items():
        base = "phrases" if name.startswith("bracket") else "phrase"
        ratios = sorted(one[name] / one[base] for one in measured)
        p95 = ratios[int(0.95 * (len(ratios) - 1))]
        took = statistics.median(one[name] for one in measured) * 1000
        figures = f"{statistics.median(ratios):.2f} | {p95:.2f} | {ratios[-1]:.2f} | {took:.2f}"
        rows.append(f"| `{form.format('a', 'b', 'c')}` / {base} | {figures} |")
    return "\n".join(rows)


def main(arguments: Sequence[str]) -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.near", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", default=5, type=int, help="how often each query is repeated")
    parser.add_argument("--work", default=ROOT / "benchmarks" / "work", type=Path)
    given = parser.parse_args(arguments)
    bench = Bench.of(given.corpus, given.work)
    pairs = [ask.words for ask in bench.asks() if ask.kind == "phrase"]
    if not bench.index("ours").exists():
        bench.builds("ours")
    with open_searcher(str(bench.index("ours"))) as searcher:
        gc.collect()
        gc.freeze()
        each = [(*pair, following[0]) for pair, following in pairwise([*pairs, pairs[0]])]
        print(table([measure(searcher, words, given.rounds) for words in each]))


if __name__ == "__main__":
    main(sys.argv[1:])
