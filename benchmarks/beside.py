"""Measures the ranking beside other engines (benchmarks.rankers): judged queries, others made of them, and news.

    python -m benchmarks.beside FOLDER... [--news REUTERS.jsonl]

Each FOLDER is a judged collection (benchmarks.relevance). Its queries are asked as they are, and made shorter: without
function words, the first two to six of the other words or some at random, and as a question. REUTERS.jsonl is what
benchmarks.reuters writes: headlines are asked for their own articles, the titles left out, and topics for the articles
that have them. nDCG@10; `least` is how far the ranking is above the best of the others.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.rankers import Ranker, others, ours
from benchmarks.relevance import Documents, Judged, judged, read
from search.function_words import FUNCTION_WORDS

Queries = Mapping[str, str]
Row = tuple[str, Queries]
_LENGTHS = (2, 3, 4, 6)
_ASKED = 5  # words of a question
_SEED = 5
_HEADLINES, _OF_WORDS, _LONG, _NEWS_SEED = 600, range(4, 13), 400, 3
_ARTICLES = range(10, 2001)  # that a topic has


def rows(queries: Queries) -> Iterator[Row]:
    """Yield the queries, and what is made of them."""
    every = {name: re.findall(r"[A-Za-z0-9'-]+", text) for name, text in queries.items()}
    telling = {name: [word for word in words if word.lower() not in FUNCTION_WORDS] for name, words in every.items()}
    yield "as they are", queries
    rng = random.Random(_SEED)
    for length in _LENGTHS:
        long = {name: words for name, words in telling.items() if len(words) >= length}
        yield f"the first {length}", {name: " ".join(words[:length]) for name, words in long.items()}
        yield f"{length} at random", {name: " ".join(_some(rng, words, length)) for name, words in long.items()}
    yield "without function words", {name: " ".join(words) for name, words in telling.items()}
    asked = {name: " ".join(words[:_ASKED]) for name, words in telling.items() if len(words) >= _ASKED}
    yield "a question", {name: f"what is known about the {one} and how is it used" for name, one in asked.items()}


def _some(rng: random.Random, words: Sequence[str], many: int) -> list[str]:
    return [word for _, word in sorted(rng.sample(list(enumerate(words)), many))]


def news(path: Path) -> Iterator[tuple[str, Documents, Queries, Judged]]:
    """Yield the queries of news: their name, the documents, the queries and what each is for."""
    with path.open(encoding="utf-8") as lines:
        stories = [story for story in map(json.loads, lines) if story["body"] and story["title"]]
    bare = {story["id"]: ("", story["body"]) for story in stories}
    headlines = _headlines(stories)
    yield "headlines", bare, headlines, {name: {name} for name in headlines}
    having: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        for tag in story["tags"]:
            having[tag].add(story["id"])
    topics = {tag: some for tag, some in having.items() if len(some) in _ARTICLES and len(tag) > len("usa")}
    asked = {tag: tag.replace("-", " ") for tag in topics}
    yield "topics, with titles", {story["id"]: (story["title"], story["body"]) for story in stories}, asked, topics
    yield "topics, without", bare, asked, topics


def _headlines(stories: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    fit = [one for one in stories if len(one["title"].split()) in _OF_WORDS and len(one["body"]) > _LONG]
    times = Counter(story["title"] for story in stories)
    some = random.Random(_NEWS_SEED).sample(fit, min(_HEADLINES, len(fit)))
    return {story["id"]: story["title"].lower() for story in some if times[story["title"]] == 1}


def line(label: str, rankers: Mapping[str, Ranker], queries: Queries, relevant: Judged) -> str:
    """Return a row of the table: the nDCG@10 of each, this project's first."""
    figures = {
        name: fmean(judged(rank(text), relevant[query])[0] for query, text in queries.items())
        for name, rank in rankers.items()
    }
    mine, *rest = figures.values()
    least = f"{mine - max(rest):+.3f}" if rest else ""
    return f"| {label}, {len(queries)} | " + " | ".join(f"{one:.3f}" for one in figures.values()) + f" | {least} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--news", type=Path, help="stories that benchmarks.reuters wrote")
    asked = parser.parse_args()
    sets = [(one.name, one.documents, list(rows(one.queries)), one.relevant) for one in map(read, asked.folders)]
    if asked.news:
        sets += [("news", documents, [(name, own)], relevant) for name, documents, own, relevant in news(asked.news)]
    for number, (name, documents, each, relevant) in enumerate(sets):
        with ours(documents) as mine:
            rankers = {"here": mine, **others(documents)}
            if not number:
                print(f"| queries | {' | '.join(rankers)} | least |\n|---|{'---|' * len(rankers)}---|")
            for label, queries in each:
                print(line(f"{name}: {label}", rankers, queries, relevant), flush=True)


if __name__ == "__main__":
    main()
