"""Measures the ranking on judged collections in SMART format (cran, cisi, med): nDCG@10 and MAP@100, any of the words.

    python -m benchmarks.relevance FOLDER... [--sweep]

Each FOLDER holds documents (*.all* or *.ALL), queries (*.qry or *.QRY) and judgements (*qrels or *.REL). With --sweep,
the figures with other numbers in the formula, one changed at a time. benchmarks.beside has other engines beside.
"""

import argparse
import math
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from index import weights
from index.article import Article, content_hash
from index.writer import open_writer
from search import feedback, ranking
from search.columnar import found
from search.query import Query
from search.searcher import Searcher, open_searcher
from search.syntax import parse

Judged = Mapping[str, set[str]]
Documents = Mapping[str, tuple[str, str]]  # of each its title and its text
DEEP = 100
_SWEEP: dict[str, Sequence[float]] = {
    "K1": (0.9, 1.2, 1.6, 2.0),
    "ALIKE": (0.0, 0.3, 0.6, 0.9, 1.2),
    "FIRST": (5, 10, 15),
    "WORDS": (10, 20, 30),
    "SHARED": (1, 2, 3),
    "SHARPNESS": (1, 2, 4, 8),
    "COMMON": (0.05, 0.1, 0.2),
    "FOREMOST": (30, 50, 100),
    "EXACT": (0.0, 0.2, 0.5),
    "REPEATED": (0.0, 3.0, 8.0, 100.0),
    "FUNCTION_WORD": (0.0, 0.2, 0.5, 1.0),
    "title": (1.0, 2.0, 3.0, 5.0),
    "b": (0.5, 0.75, 0.9),
}


_OF_FEEDBACK = ("ALIKE", "FIRST", "WORDS", "SHARED", "SHARPNESS", "COMMON")


class Collection(NamedTuple):
    """Documents with their titles and texts, queries, and which documents are relevant to each."""

    name: str
    documents: Documents
    queries: Mapping[str, str]
    relevant: Judged


def read(folder: Path) -> Collection:
    """Read a collection. In cran judgements name queries by position, and grades from 1 to 4 are relevant."""
    documents = {number: (one["T"], one["W"]) for number, one in _smart(_file(folder, "all"))}
    numbered = list(_smart(_file(folder, "qry")))
    by_place = folder.name == "cran"
    queries = {str(at) if by_place else number: one["W"] for at, (number, one) in enumerate(numbered, 1)}
    relevant: dict[str, set[str]] = defaultdict(set)
    for line in _file(folder, "qrels" if by_place else "rel").read_text("latin-1").splitlines():
        row = line.split()
        query, document, grade = row[0], row[2 if folder.name == "med" else 1], int(row[2]) if by_place else 1
        if 1 <= grade <= 4:
            relevant[query].add(document)
    return Collection(folder.name, documents, {one: queries[one] for one in relevant if one in queries}, relevant)


def _file(folder: Path, kind: str) -> Path:
    return next(path for path in sorted(folder.iterdir()) if re.search(rf"\.?{kind}(\.1400)?$", path.name, re.I))


def _smart(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for text in re.split(r"^\.I\s+", path.read_text("latin-1"), flags=re.M)[1:]:
        number, *parts = re.split(r"^\.([A-Z])\s*$", text, flags=re.M)
        fields = dict(zip(parts[::2], parts[1::2], strict=True))
        yield str(int(number)), {name: " ".join(fields.get(name, "").split()) for name in "TW"}


@contextmanager
def searching(documents: Documents) -> Iterator[Searcher]:
    """Search some documents."""
    with tempfile.TemporaryDirectory() as folder:
        with open_writer(folder) as writer:
            for name, (title, text) in documents.items():
                writer.put(Article(id=name, title=title, body=text, content_hash=content_hash(title, text)))
        with open_searcher(folder) as searcher:
            yield searcher


def measured(collection: Collection) -> tuple[float, float]:
    """Return nDCG@10 and MAP@100, means over the queries."""
    figures = []
    with searching(collection.documents) as searcher:
        for number, text in collection.queries.items():
            query = Query(parse(text, "any"), mode="any", size=DEEP, highlight=False)
            listed = [hit.id for hit in searcher.search(query).hits]
            figures.append(judged(listed, collection.relevant[number]))
    ndcg, precision = (sum(column) / len(figures) for column in zip(*figures, strict=True))
    return ndcg, precision


def judged(listed: Sequence[str], relevant: set[str]) -> tuple[float, float]:
    """Return the nDCG@10 and the average precision of a list, with grades as relevant or not."""
    gains = [1 / math.log2(place + 2) for place in range(10)]
    gained = sum(gain for gain, name in zip(gains, listed, strict=False) if name in relevant)
    places = [place for place, name in enumerate(listed, 1) if name in relevant]
    precision = sum(number / place for number, place in enumerate(places, 1)) / len(relevant)
    return gained / sum(gains[: len(relevant)]), precision


@contextmanager
def changed(name: str, value: float) -> Iterator[None]:
    """Have another number in the formula."""
    places: dict[str, list[tuple[Any, str, float]]] = {
        "EXACT": [(vars(ranking), "EXACT", value), (vars(found), "_ALL_EXACT", 1 + value)],
        **{one: [(vars(feedback), one, value)] for one in _OF_FEEDBACK},
        "title": [(weights.WEIGHT, "title", value)],
        "b": [(weights.B, "body", value)],
    }
    before = [(held, key, held[key]) for held, key, _ in places.get(name, [(vars(ranking), name, value)])]
    for held, key, new in places.get(name, [(vars(ranking), name, value)]):
        held[key] = new
    try:
        yield
    finally:
        for held, key, old in before:
            held[key] = old


def _line(label: str, collections: Sequence[Collection]) -> str:
    figures = [measured(one) for one in collections]
    mean = sum(ndcg for ndcg, _ in figures) / len(figures)
    return f"{label:20} " + "  ".join(f"{ndcg:.3f} / {deep:.3f}" for ndcg, deep in figures) + f"  mean {mean:.4f}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--sweep", action="store_true", help="also with other numbers, one changed at a time")
    asked = parser.parse_args()
    collections = [read(folder) for folder in asked.folders]
    print(f"{'nDCG@10 / MAP@100':20} " + "  ".join(f"{one.name:13}" for one in collections))
    print(_line("as it is", collections))
    for name, values in _SWEEP.items() if asked.sweep else ():
        for value in values:
            with changed(name, value):
                print(_line(f"{name} {value:g}", collections), flush=True)


if __name__ == "__main__":
    main()
