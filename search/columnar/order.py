"""The order of hits: the best of many are chosen by arrays, and only these are put in order one by one."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from index.columnar.arrays import Array, Ints
from index.columnar.segment import Segment
from search.columnar.arrays import NONE, Floats, kth_least
from search.columnar.execution import Execution
from search.cursor import Place
from search.query import BY_SCORE, Sort

Key = Callable[[Ints], Array]  # of the documents at some places, what they are ordered by


class Ranked(NamedTuple):
    """A hit in its order: `number` is that of its article in the segment, `quote` its place among the quotations."""

    score: float
    seconds: int | None
    document: int
    segment: Segment
    number: int
    quote: int

    @property
    def place(self) -> Place:
        """Where a list goes on after it."""
        return Place(self.score, self.seconds, self.segment.id(self.number), self.quote)


def ranked(execution: Execution, documents: Ints, k: int) -> list[Ranked]:
    """Return the first `k` of some hits, in order."""
    if execution.by_score:
        documents, scores = execution.best(documents, k)
        first = _first(execution, documents, [lambda places: -scores.take(places), *_dates(execution, documents)], k)
        documents, scores = documents.take(first), scores.take(first)
    else:
        documents = np.sort(documents.take(_first(execution, documents, _dates(execution, documents), k)))
        scores = execution.scores(documents)
    hits = list(_ranked(execution, documents, scores))
    return _sorted(hits, execution.query.sort)[:k]


def _sorted(hits: list[Ranked], sort: Sort) -> list[Ranked]:
    """Return hits in order; ids are looked up only where all else is equal."""
    by_score, forth = sort in BY_SCORE, 1 if sort == "oldest" else -1
    # As Place.key, but for the ids.
    keys = [(-hit[0] if by_score else 0.0, hit[1] is None, (hit[1] or 0) * forth, at) for at, hit in enumerate(hits)]
    keys.sort()
    if any(one[0] == other[0] and one[:3] == other[:3] for one, other in pairwise(keys)):
        return sorted(hits, key=lambda hit: hit.place.key(sort))
    return [hits[key[3]] for key in keys]


def after(execution: Execution, documents: Ints, place: Place) -> Ints:
    """Return those of some hits that come after a place."""
    score, undated, date, article, quote = place.key(execution.query.sort)
    keys = order_keys(execution, documents, execution.scores)
    edges = [score, undated, date] if execution.query.sort in BY_SCORE else [undated, date]
    later, equal = np.zeros(len(documents), np.bool_), np.ones(len(documents), np.bool_)
    for own, edge in zip(keys, edges, strict=True):
        later |= equal & (own > edge)
        equal &= own == edge
    ties = np.flatnonzero(equal)
    places = [one.place for one in _ranked(execution, documents.take(ties), np.zeros(len(ties)))]
    later[ties] = [(one.article, one.quote) > (article, quote) for one in places]
    return documents.take(np.flatnonzero(later))


def listed(execution: Execution) -> Ints:
    """Return the hits that a list has: where copies are folded, without those that come after a copy of theirs."""
    snapshot, documents = execution.snapshot, execution.hits
    if not execution.query.fold:
        return documents
    groups_of = (snapshot.copies if execution.query.of == "articles" else snapshot.quote_copies).groups
    if groups_of is None:
        return documents
    among = np.flatnonzero(groups_of.take(documents) >= 0)
    some = documents.take(among)
    ids = snapshot.copies.id_ranks.take(execution.articles(some))
    groups = groups_of.take(some)
    order = np.lexsort([ids, *reversed(order_keys(execution, some, execution.scores)), groups])
    again = order[np.flatnonzero(np.diff(groups.take(order), prepend=-1) == 0)]
    kept = np.ones(len(documents), np.bool_)
    kept[among[again]] = False
    return documents.take(np.flatnonzero(kept))


def order_keys(execution: Execution, documents: Ints, scores: Callable[[Ints], Floats]) -> list[Array]:
    """Return what documents are ordered by, as Place.key, but for the ids; scores are asked for where they order."""
    every = np.arange(len(documents))
    dates = [key(every) for key in _dates(execution, documents)]
    return [-scores(documents), *dates] if execution.query.sort in BY_SCORE else dates


def _dates(execution: Execution, documents: Ints) -> list[Key]:
    """Return what gives the order by date of the documents at some places."""
    snapshot, oldest = execution.snapshot, execution.query.sort == "oldest"

    def undated(places: Ints) -> Array:
        return ~snapshot.dated.take(execution.articles(documents.take(places)))

    def seconds(places: Ints) -> Array:
        found = snapshot.seconds.take(execution.articles(documents.take(places)))
        return found if oldest else -found

    return [undated, seconds]


def _first(execution: Execution, documents: Ints, keys: Sequence[Key], k: int) -> Ints:
    """Return the places of the first `k` documents, in no order, and of some more where only the ids tell.

    A key is worked out only for the places that the keys before it leave open.
    """
    sure: list[Ints] = []
    places = np.arange(len(documents))
    wanted = k
    for key in keys:
        values = key(places)
        if len(values) <= wanted:
            break
        edge = kth_least(values, wanted)
        at_most = (values <= edge).nonzero()[0]
        if len(at_most) + k - wanted <= 2 * k:  # putting some more in order costs less than leaving them out
            places = places.take(at_most)
            return np.concatenate([*sure, places]) if sure else places
        below = (values < edge).nonzero()[0]
        sure.append(places.take(below))
        places, wanted = places.take((values == edge).nonzero()[0]), wanted - len(below)
    if len(places) > wanted:
        places = _by_id(execution, documents, places, wanted)
    return np.concatenate([*sure, places]) if sure else places


def _by_id(execution: Execution, documents: Ints, places: Ints, k: int) -> Ints:
    """Return the places of the first `k` documents by id in each segment, of those that tie in all else."""
    articles = execution.articles(documents.take(places))
    snapshot = execution.snapshot
    ranks, bounds = snapshot.ranks.take(articles), np.searchsorted(articles, [*snapshot.bases, snapshot.size])
    first: list[Ints] = [NONE]
    for start, end in pairwise(bounds.tolist()):
        of_segment = np.lexsort((documents.take(places[start:end]), ranks[start:end]))[:k]
        first.append(places[start + of_segment])
    return np.concatenate(first)


def _ranked(execution: Execution, documents: Ints, scores: Floats) -> Iterator[Ranked]:
    snapshot, articles = execution.snapshot, execution.articles(documents)
    days, seconds = snapshot.days.take(articles).tolist(), snapshot.seconds.take(articles).tolist()
    places = execution.places_of(documents)
    rows = zip(documents.tolist(), snapshot.all_at(articles), scores.tolist(), days, seconds, places, strict=False)
    for document, (segment, number), score, day, second, place in rows:
        yield Ranked(score, second if day else None, document, segment, number, place)
