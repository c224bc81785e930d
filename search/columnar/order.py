"""The order of hits: the best of many are chosen by arrays; ids are looked up only where all else is equal."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Ints
from search.columnar.arrays import NONE, Floats, kth_least
from search.columnar.execution import Execution
from search.cursor import Place
from search.query import BY_SCORE
from search.results import Hit

_FEW = 128  # hits: putting all of them in order costs less than choosing from them; _sets.pyx has room for no more

Key = Callable[[Ints], Array]  # of the documents at some places, what they are ordered by


def ranked(execution: Execution, documents: Ints, k: int) -> tuple[Ints, Floats]:
    """Return the first `k` of some hits, in order, and their scores."""
    documents, scores = _some(execution, documents, k)
    few = native.compiled and 0 < len(documents) <= _FEW
    order = (_first_few if few else _first_of)(execution, documents, scores, k)
    if order is None:
        order = _first_by_ids(execution, documents, scores, k)
    return documents.take(order), scores.take(order)


def _first_few(execution: Execution, documents: Ints, scores: Floats, k: int) -> Ints | None:
    """Return the places of the first `k` of a few hits, in order; None where ids tell."""
    snapshot, sort = execution.snapshot, execution.query.sort
    articles, own = execution.articles(documents), scores if sort in BY_SCORE else None
    return native.sets.first(articles, own, snapshot.days, snapshot.seconds, sort == "oldest", k)


def _first_of(execution: Execution, documents: Ints, scores: Floats, k: int) -> Ints | None:
    """As `_first_few`, of any number."""
    columns = order_keys(execution, documents, lambda _: scores)
    order = np.lexsort(columns[::-1])[: k + 1]
    rows = zip(*[column.take(order).tolist() for column in columns], strict=True)
    return order[:k] if len(set(rows)) == len(order) else None


def _some(execution: Execution, documents: Ints, k: int) -> tuple[Ints, Floats]:
    """Return a few hits with the first `k` among them, ascending where by date, and their scores."""
    if not execution.by_score:
        if len(documents) > _FEW:
            documents = np.sort(documents.take(_first(execution, documents, _dates(execution, documents), k)))
        return documents, execution.scores(documents)
    documents, scores = execution.best(documents, k)
    if len(documents) <= _FEW:
        return documents, scores

    def less(places: Ints) -> Array:
        return -scores.take(places)

    first = _first(execution, documents, [less, *_dates(execution, documents)], k)
    return documents.take(first), scores.take(first)


def _first_by_ids(execution: Execution, documents: Ints, scores: Floats, k: int) -> Ints:
    """As `_first_few`, where ids tell."""
    keys = [column.take for column in order_keys(execution, documents, lambda _: scores)]
    places = _first(execution, documents, keys, k)
    rows = zip(
        *[key(places).tolist() for key in keys],
        _names(execution, documents.take(places)),
        places.tolist(),
        strict=True,
    )
    return np.array([row[-1] for row in sorted(rows)[:k]], np.int64)


def place_of(execution: Execution, document: Ints, hit: Hit) -> Place:
    """Return the place of a hit, given its document, after which a list goes on."""
    snapshot, article = execution.snapshot, int(execution.articles(document)[0])
    seconds = int(snapshot.seconds[article]) if snapshot.days[article] else None
    return Place(hit.score, seconds, hit.article, next(iter(execution.places_of(document))))


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
    later[ties] = [name > (article, quote) for name in _names(execution, documents.take(ties))]
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
    dates = [_undated(execution, documents), _seconds(execution, documents)]
    return [-scores(documents), *dates] if execution.query.sort in BY_SCORE else dates


def _dates(execution: Execution, documents: Ints) -> list[Key]:
    """Return what gives the order by date of the documents at some places."""

    def undated(places: Ints) -> Array:
        return _undated(execution, documents.take(places))

    def seconds(places: Ints) -> Array:
        return _seconds(execution, documents.take(places))

    return [undated, seconds]


def _undated(execution: Execution, documents: Ints) -> Array:
    undated: Array = execution.snapshot.days.take(execution.articles(documents)) == 0
    return undated


def _seconds(execution: Execution, documents: Ints) -> Array:
    found = execution.snapshot.seconds.take(execution.articles(documents))
    return found if execution.query.sort == "oldest" else -found


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


def _names(execution: Execution, documents: Ints) -> list[tuple[str, int]]:
    """Return the id of each document's article, and the place of a quotation among those of its article."""
    articles = execution.snapshot.all_at(execution.articles(documents))
    each = zip(articles, execution.places_of(documents), strict=False)
    return [(segment.id(number), quote) for (segment, number), quote in each]
