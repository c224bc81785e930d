"""Measures what nearness of a query's words adds to the ranking, on judged collections (benchmarks.relevance): nDCG@10.

    python -m benchmarks.proximity FOLDER...

First, of the judged queries with any of their words: each pair of neighbouring words that are no function words is one
more leaf, a phrase or a NEAR, with several shares (the sequential dependence model of Metzler, Croft, 2005). Then, of
each such pair, and of each three, as a query of its own for all its words: the phrase with several shares, and with
several distances of its words.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

from benchmarks.relevance import Collection, changed, judged, read, searching
from search import proximity, ranking
from search.function_words import FUNCTION_WORDS
from search.query import Leaf, Mode, Near, Node, Or, Phrase, Query, Term, repeated_leaves
from search.searcher import Searcher
from search.syntax import parse

Pair = Callable[[Term, Term], Leaf]
_PAIRS: dict[str, Pair] = {
    "phrase": lambda left, right: Phrase((left.word, right.word)),
    "NEAR/2": lambda left, right: Near(left, right, 2),
    "NEAR/8": lambda left, right: Near(left, right, 8),
}
_SHARES = (0.05, 0.1, 0.2)
_PHRASES = (0.0, 0.2, 0.5, 1.0, 2.0, 4.0)
_REACHES = (0, 1, 2, 4, 8, 16, 40)


def runs(text: str, length: int) -> Iterator[tuple[Term, ...]]:
    """Yield so many different words of a query that stand side by side, none of them a function word."""
    words = list(repeated_leaves(parse(text, "any").root))
    for at in range(len(words) - length + 1):
        run = [word for word in words[at : at + length] if isinstance(word, Term) and word.word not in FUNCTION_WORDS]
        if len({word.word for word in run}) == length:
            yield tuple(run)


@contextmanager
def weighing(added: Sequence[Leaf], share: float) -> Iterator[None]:
    """Have leaves that were added to a query count so much, and no other one differently for it."""
    plain = ranking.shares

    def shares(root: Node, mode: Mode) -> Mapping[Leaf, float]:
        own = tuple(one for one in root.children if one not in added) if isinstance(root, Or) else ()
        return {**plain(Or(own), mode), **dict.fromkeys(added, share)} if own else plain(root, mode)

    with patch.object(ranking, "shares", shares):
        yield


def with_pairs(collection: Collection, searcher: Searcher, pair: Pair, share: float) -> float:
    """Return the nDCG@10 of the judged queries with their pairs."""
    figures = []
    for number, text in collection.queries.items():
        expression = parse(text, "any")
        leaves = tuple(repeated_leaves(expression.root))
        added = [one for one in dict.fromkeys(pair(*two) for two in runs(text, 2)) if one not in leaves]
        asked = Query(replace(expression, root=Or((*leaves, *added))), mode="any", highlight=False)
        with weighing(added, share):
            figures.append(_ndcg(asked, searcher, collection.relevant[number]))
    return fmean(figures)


def short(collection: Collection, searcher: Searcher, length: int) -> float:
    """Return the nDCG@10 of queries of a few neighbouring words of judged ones, those with at most one hit left out."""
    asked = [
        (Query(parse(" ".join(term.word for term in run)), highlight=False), number)
        for number, text in collection.queries.items()
        for run in runs(text, length)
    ]
    several = [(query, number) for query, number in asked if searcher.search(query).total.value > 1]
    return fmean(_ndcg(query, searcher, collection.relevant[number]) for query, number in several)


def _ndcg(query: Query, searcher: Searcher, relevant: set[str]) -> float:
    return judged([hit.id for hit in searcher.search(query).hits], relevant)[0]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    collections = [read(folder) for folder in parser.parse_args().folders]
    with ExitStack() as stack:
        both = [(one, stack.enter_context(searching(one.documents))) for one in collections]
        print(f"{'':24} " + " ".join(f"{one.name:>5}" for one in collections) + "  mean")
        for name, pair in _PAIRS.items():
            for share in (0.0, *_SHARES):
                _print(f"any, {name} {share:g}", [with_pairs(*one, pair, share) for one in both])
        for length in (2, 3):
            for share in _PHRASES:
                with changed("PHRASE", share):
                    _print(f"all of {length}, phrase {share:g}", [short(*one, length) for one in both])
            for reach in _REACHES:
                with patch.object(proximity, "REACH", reach):
                    _print(f"all of {length}, reach {reach}", [short(*one, length) for one in both])


def _print(label: str, figures: Sequence[float]) -> None:
    print(f"{label:24} " + " ".join(f"{one:.4f}"[1:] for one in figures) + f"  {fmean(figures):.4f}", flush=True)


if __name__ == "__main__":
    main()
