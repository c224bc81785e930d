"""Measures the longest that queries take which are made to take long: they answer, or are refused in time.

    python -m benchmarks.hostile INDEX [--random 300] [--pages]

The words are function words and those that most articles have. Times are of searches with snippets, four facets and a
histogram, or with --pages those of whole pages, all that stands on them and is read back included.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise
from urllib.parse import urlencode

from flask.testing import FlaskClient

from benchmarks.asks import FACETS
from benchmarks.choose import tokens
from benchmarks.worker import timed
from index.errors import QueryError
from search.query import KINDS, MODES, Query
from search.searcher import Searcher, open_searcher
from search.syntax import parse
from web.app import create_app

Ask = Callable[[str, Query], str]  # what a text comes to

_SEED = 7
_SAMPLE = 3_000  # articles that the words are taken from
_WORDS = 250
_OPERATORS = (
    " ", " AND ", " OR ", " OR ", " NOT ", " NEAR/255 ", " NEAR/2 ", " PRE/50 ", " NOT NEAR/9 ", " SAME SENTENCE ",
    " SAME PARAGRAPH ", " SAME QUOTE ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """A query, the seconds it took on the clock and of CPU, and what it came to."""

    wall: float
    cpu: float
    name: str
    came_to: str


def words(searcher: Searcher) -> list[str]:
    """Return the words that most of some articles have, those of the most first."""
    found: Counter[str] = Counter()
    for article in islice(searcher.articles(), _SAMPLE):
        found.update(word for word in set(tokens(article.body)) if word.isalpha())
    return [word for word, _ in found.most_common(_WORDS)]


def listed(common: list[str]) -> dict[str, str]:
    """Return the queries that are known to be hard, by what is hard about them."""
    two, many, pairs = common[:2], common[:32], [f"{one} {other}" for one, other in pairwise(common[:33])]
    stubs = [f"{word[:3]}*" for word in common if len(word) > 5]
    either = " OR ".join(common[:5])
    return {
        "all": "*", "in the middle": "*a*", "only ?": "?????", "one letter": "a*", "far": "fuzzy~9",
        "a common word": common[0], "thousands of words": " ".join(common * 12),
        "all of many": " ".join(common), "any of many": " OR ".join(common),
        "deep": "(" * 1_000 + "a" + ")" * 1_000, "31 deep": "(" * 31 + common[0] + ")" * 31, "not": "NOT " * 500 + "a",
        "marks": '"' * 4_000, "minus": "-" * 4_000 + "a", "one long word": "a" * 3_000 + " nowhere" * 130,
        "phrases": " ".join(f'"{pair}"' for pair in pairs), "any phrase": " OR ".join(f'"{pair}"' for pair in pairs),
        "loose phrases": " OR ".join(f'"{" ".join(common[at:at + 8])}"~50' for at in range(32)),
        "one word's phrase": f'"{" ".join(common[:1] * 500)}"', "two words' phrase": f'"{" ".join(two * 250)}"~50',
        "a chain of near": " NEAR/255 ".join(many), "of one word": " NEAR/255 ".join(common[:1] * 32),
        "of two words": " NEAR/255 ".join(two * 16), "of brackets": " NEAR/255 ".join([f"({either})"] * 2),
        "of pairs": " OR ".join(f"({' NEAR/255 '.join(pair.split())})" for pair in pairs),
        "a bracket near": f"({' OR '.join(common[1:200])}) NEAR/255 {common[0]}",
        "near in near": f"(({' NEAR/255 '.join(two)}) NEAR/255 ({' NEAR/255 '.join(two)})) NEAR/255 ({either})",
        "not near": " OR ".join(f"({' NOT NEAR/255 '.join(pair.split())})" for pair in pairs),
        "a chain of same": " SAME SENTENCE ".join(many), "same of one word": " SAME PARAGRAPH ".join(common[:1] * 32),
        "same of pairs": " OR ".join(f"({' SAME SENTENCE '.join(pair.split())})" for pair in pairs),
        "same of brackets": f"({' OR '.join(common[:100])}) SAME SENTENCE ({' OR '.join(common[100:200])})",
        "atleast": " ".join(f"atleast5 {word}" for word in common[:200]),
        "any atleast": " OR ".join(f"atleast255 {word}" for word in common[:200]),
        "wildcards": " OR ".join(stubs[:32]), "wildcards near": f"({' OR '.join(stubs[:12])}) NEAR/255 ({either})",
        "wildcards same": f"({' OR '.join(stubs[:12])}) SAME SENTENCE ({either})",
        "fuzzy": " OR ".join(f"{word}~2" for word in [word for word in common if len(word) > 5][:32]),
    }  # fmt: skip


def drawn(rng: random.Random, common: Sequence[str], depth: int) -> str:
    """Return a query drawn at random, of common words more often than of others."""
    if not depth:
        return _leaf(rng, rng.choice(common[: rng.choice((3, 20, len(common)))]), common)
    parts = [drawn(rng, common, rng.randint(0, depth - 1)) for _ in range(rng.choice((2, 2, 3, 5, 12)))]
    text = rng.choice(_OPERATORS).join(parts)
    return f"({text})" if rng.random() < 0.8 else text


def _leaf(rng: random.Random, word: str, common: Sequence[str]) -> str:
    some = " ".join(rng.choices(common, k=rng.randint(2, 6)))
    odd = (f"{word[:3]}*", f"{word}~2", f'"{some}"', f'"{some}"~50', f"atleast5 {word}", f"{word[0]}??*")
    return word if rng.random() < 0.7 else rng.choice(odd)


def measure(common: list[str], number: int, ask: Ask) -> Iterator[Measured]:
    """Yield what the known queries take, and so many others."""
    rng = random.Random(_SEED)
    for name, text in listed(common).items():
        yield _measured(ask, name, text, Query())
    yield _measured(ask, "mode=any of many", " ".join(common), Query(mode="any"))
    for _ in range(number):
        text = drawn(rng, common, rng.choice((1, 1, 2, 2, 3)))
        yield _measured(ask, text, text, Query(mode=rng.choice(MODES), of=rng.choice(KINDS)))


def _measured(ask: Ask, name: str, text: str, asked: Query) -> Measured:
    came_to, seconds = timed(partial(ask, text, asked))
    return Measured(seconds["wall"], seconds["cpu"], name, came_to)


def page(client: FlaskClient, text: str, asked: Query) -> str:
    """Ask for the page of results."""
    path = "/search" if asked.of == "articles" else "/quotes"
    shown = client.get(f"{path}?{urlencode({'q': text, 'mode': asked.mode})}")
    said = re.search(r'(?:role="status"[^>]*|id="fault")>(.*?)</', shown.text, re.DOTALL)
    return f"{'refused: ' if shown.status_code == 400 else ''}{said[1].strip() if said else shown.status}"


def search(searcher: Searcher, text: str, asked: Query) -> str:
    """Search, and count."""
    try:
        query = Query(parse(text, asked.mode), mode=asked.mode, of=asked.of, facets=FACETS, histogram="month")
        return f"{searcher.search(query).total.value:,} hits"
    except QueryError as error:
        return f"refused: {error}"


def main(arguments: Sequence[str]) -> None:
    """Measure, and print the ten that took longest."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("index")
    parser.add_argument("--random", default=300, type=int, help="how many queries to draw besides those that are known")
    parser.add_argument("--pages", action="store_true", help="measure pages of results and not searches")
    given = parser.parse_args(arguments)
    with open_searcher(given.index) as searcher:
        ask = partial(page, create_app(searcher).test_client()) if given.pages else partial(search, searcher)
        found = sorted(measure(words(searcher), given.random, ask), key=lambda one: -one.wall)
    refused = sum(one.came_to.startswith("refused") for one in found)
    print(f"{len(found)} queries, {refused} refused; those that took longest, in seconds on the clock, and of CPU:")
    for one in found[:10]:
        print(f"{one.wall:6.2f} {one.cpu:6.2f}  {one.name[:60]}: {one.came_to[:80]}")


if __name__ == "__main__":
    main(sys.argv[1:])
