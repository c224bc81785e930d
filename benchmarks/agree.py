"""Does an index count as the plain scan does? A sample of phrases and ANDs of a corpus, asked of both.

    pullquote index CORPUS.jsonl --index FOLDER
    python -m benchmarks.agree CORPUS.jsonl FOLDER [QUERIES]

Prints each query whose totals differ, and how many agreed. The sample is the same in every run.
"""

import random
import sys

from index.analysis import words
from index.article import Article
from index.extract import extract_file
from search.linear_searcher import LinearSearcher
from search.query import Query
from search.searcher import Searcher, open_searcher
from search.syntax import parse

_SEED = 20240229


def sample(articles: list[Article], size: int) -> list[str]:
    """Return `size` queries, phrases and ANDs by turns, each drawn from one article so that it is found."""
    rng = random.Random(_SEED)
    queries: list[str] = []
    while len(queries) < size:
        text = words(rng.choice(articles).body)
        if len(text) > 20:
            queries.append(_phrase(text, rng) if len(queries) % 2 else " ".join(rng.sample(text, 2)))
    return queries


def _phrase(text: list[str], rng: random.Random) -> str:
    start, length = rng.randrange(len(text) - 3), rng.choice((2, 3))
    return f'"{" ".join(text[start : start + length])}"'


def _total(searcher: Searcher, text: str) -> int:
    return searcher.search(Query(expression=parse(text), size=0)).total.value


def main(arguments: list[str]) -> None:
    """Compare, and exit with 1 where a total differs."""
    if len(arguments) not in (2, 3):
        raise SystemExit(__doc__)
    articles = extract_file(arguments[0])
    queries = sample(articles, int(arguments[2]) if len(arguments) == 3 else 100)
    linear = LinearSearcher(articles)
    with open_searcher(arguments[1]) as searcher:
        totals = [(text, _total(searcher, text), _total(linear, text)) for text in queries]
    differing = [row for row in totals if row[1] != row[2]]
    for text, one, other in differing:
        print(f"{text}: index {one:,}, scan {other:,}")
    print(f"{len(totals) - len(differing)} of {len(totals)} queries agree on {len(articles):,} articles")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main(sys.argv[1:])
