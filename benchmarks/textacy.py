"""How much faster are quotations and speakers found than textacy finds them? Both in turn, on one machine.

    python -m benchmarks.textacy ARTICLES.jsonl PYTHON MODEL [ROUNDS]

A line of the articles has a "text". PYTHON is the interpreter of another environment, which has textacy and the spaCy
MODEL, a name or a folder: textacy is no part of this project. Of each round (5 by default) textacy reads all articles
once, paragraph by paragraph on one thread, and then four new processes of ours read them twice each. Prints kilobytes
of text per CPU second of textacy, of our first pass and of our second, which has met the words, and both ratios; at
the end their medians with the lowest and the highest.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

_PROCESSES = 4  # of ours for each of textacy's: they are short, and the machine's noise is long
_READING = """
import json, sys, time
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
kilobytes = sum(map(len, texts)) / 1000
def timed(read):
    start = time.process_time()
    for text in texts:
        read(text)
    print(kilobytes / (time.process_time() - start))
"""
_OURS = f"""{_READING}
from index.quotes import extract_quotes
timed(extract_quotes)
timed(extract_quotes)
"""
_TEXTACY = f"""{_READING}
import spacy
from textacy.extract import direct_quotations
model = spacy.load(sys.argv[2])
def read(text):
    for paragraph in filter(str.strip, text.split("\\n")):
        try:
            list(direct_quotations(model(paragraph)))
        except ValueError:  # an odd number of marks is refused, once the paragraph is parsed
            pass
timed(read)
"""


def run(python: str, program: str, *arguments: str) -> list[float]:
    """Return what the program prints in a process of its own: kilobytes per CPU second of each pass."""
    command = [python, "-c", program, *arguments]
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, env=one_thread, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{python} ended with {done.returncode}: has it what it needs?")
    return [float(line) for line in done.stdout.split()]


def compare(articles: str, python: str, model: str) -> list[tuple[float, float]]:
    """Run one round, print it, and return the ratios of the first and the second pass, process by process."""
    (theirs,) = run(python, _TEXTACY, articles, model)
    ratios = []
    for _ in range(_PROCESSES):
        first, second = run(sys.executable, _OURS, articles)
        times = (first / theirs, second / theirs)
        ratios.append(times)
        print(f"textacy {theirs:.1f}, ours {first:,.0f} and {second:,.0f}: {times[0]:.0f} and {times[1]:.0f} times")
    return ratios


def main(arguments: list[str]) -> None:
    """Print the rounds and their medians."""
    if len(arguments) not in (3, 4) or not Path(arguments[0]).is_file():
        raise SystemExit(__doc__)
    rounds = int(arguments[3]) if len(arguments) == 4 else 5
    ratios = [ratio for _ in range(rounds) for ratio in compare(*arguments[:3])]
    for name, times in zip(("first pass", "second pass"), zip(*ratios, strict=True), strict=True):
        print(f"{name}: {median(times):.0f} times as fast, {min(times):.0f} to {max(times):.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
