"""How long do completions and similar articles take? CPU milliseconds over an index, in this process.

    python -m benchmarks.suggest INDEX [--count 100]

Prints what the first request of each kind costs after the index is opened, then the median and the 95th percentile over
beginnings of 1 to 5 letters, each asked for the first time, of all kinds together and kind by kind; of a word behind
two others; and of the articles like one. The words are drawn from the first articles of the index, the same in every
run.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from statistics import median, quantiles
from time import process_time

from index.analysis import words
from search.results import COMPLETED
from search.searcher import Searcher, open_searcher

_SEED = 20240229
_READ = 2_000  # articles that words are drawn from
_LETTERS = range(1, 6)


def milliseconds(ask: Callable[..., object], *given: object) -> float:
    """Return the CPU milliseconds that a question takes."""
    started = process_time()
    ask(*given)
    return (process_time() - started) * 1000


def line(name: str, times: Sequence[float]) -> str:
    """Return the median and the 95th percentile of some times."""
    return f"{name:<28} median {median(times):6.2f} ms   p95 {quantiles(times, n=20)[-1]:6.2f} ms   of {len(times)}"


def lines(searcher: Searcher, count: int) -> Iterable[str]:
    """Yield what was measured."""
    rng = random.Random(_SEED)
    read = list(islice(searcher.articles(), _READ))
    texts = [many for one in read if len(many := words(one.title)) > 2]
    for kind in COMPLETED:
        first = milliseconds(searcher.suggest, "e", 10, (kind,))
        yield f"{kind + ', first request':<28} {first:6.1f} ms"
    begun = {letters: _beginnings(rng, texts, letters, count) for letters in _LETTERS}
    for letters, some in begun.items():
        yield line(f"{letters} letters, all kinds", _times(searcher, some, COMPLETED))
    for kind in COMPLETED:
        yield line(kind, [time for some in begun.values() for time in _times(searcher, some, (kind,))])
    behind = [" ".join([*many[:2], many[2][:2]]) for many in rng.choices(texts, k=count)]
    yield line("behind two words", _times(searcher, behind, COMPLETED))
    alike = [one.id for one in rng.sample(read, min(count, len(read)))]
    yield line("similar articles", [milliseconds(searcher.similar, one) for one in alike])


def _beginnings(rng: random.Random, texts: Sequence[Sequence[str]], letters: int, count: int) -> list[str]:
    """Return different beginnings of words, in the order drawn."""
    drawn = (rng.choice(rng.choice(texts)) for _ in range(20 * count))
    return list(dict.fromkeys(word[:letters] for word in drawn if len(word) >= letters))[:count]


def _times(searcher: Searcher, begun: Iterable[str], kinds: Sequence[str]) -> list[float]:
    return [milliseconds(searcher.suggest, text, 10, kinds) for text in begun]


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggest", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("index")
    parser.add_argument("--count", default=100, type=int)
    given = parser.parse_args(arguments)
    with open_searcher(given.index) as searcher:
        for found in lines(searcher, given.count):
            print(found, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
