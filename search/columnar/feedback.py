"""What the first hits share, counted among the foremost (search.feedback), over a commit."""

from collections.abc import Iterator

import numpy as np

from index.columnar.arrays import Ints
from search import feedback, ranking
from search.columnar.arrays import Floats, placed_in
from search.columnar.finder import Finder
from search.columnar.snapshot import Snapshot
from search.columnar.word_counts import stems_of


def more(snapshot: Snapshot, documents: Ints, scores: Floats, by_words: Floats) -> Floats:
    """Return what is added to the scores of the foremost hits.

    Args:
        documents: the foremost hits, ascending.
        scores: what orders them.
        by_words: what they score by the words of the query, whatever their age.
    """
    at = (scores > feedback.first_above(scores.tolist())).nonzero()[0]
    first = list(_first(snapshot, documents.take(at), by_words.take(at)))
    best = max((hit.score for hit in first), default=0.0)
    return feedback.more(_alike(snapshot, documents, _values(snapshot, first)), best)


def _first(snapshot: Snapshot, documents: Ints, scores: Floats) -> Iterator[feedback.First]:
    scale = snapshot.scale("articles")
    factors = {field: scale.factors(field, documents).tolist() for field in ("title", "body")}
    for place, (segment, number) in enumerate(snapshot.all_at(documents)):
        own = {field: each[place] for field, each in factors.items()}
        tf = feedback.frequencies(feedback.read(segment.head(number).title, segment.body(number)), own.__getitem__)
        yield feedback.First(float(scores[place]), tf)


def _values(snapshot: Snapshot, first: list[feedback.First]) -> dict[str, float]:
    stems, dead = stems_of(snapshot), snapshot.size - snapshot.documents

    def total(stem: str) -> int:
        return sum(own.total(stem) for own in stems)

    def df(stem: str) -> int:
        return total(stem) - sum(own.deleted(stem) for own in stems)

    return feedback.values(feedback.shared(first), snapshot.documents, df, lambda stem: max(1, total(stem) - dead))


def _alike(snapshot: Snapshot, documents: Ints, values: dict[str, float]) -> Floats:
    finder, alike = Finder(snapshot), np.zeros(len(documents))
    for stem, value in values.items():
        found = finder.stemmed(stem)
        if found is not None:
            at, which = placed_in(documents, found.documents, snapshot.size)
            tf = found.exactly(at)
            alike[slice(None) if which is None else which] += value * tf / (tf + ranking.K1)
    return alike
