"""The rows of an archive as arrays: what filters, facets, sorting and ranking read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.fields import TEXTS, facet_key
from index.summary import Summary
from search.query import FACETS

Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """The values of one facet: value i has the key `keys[ordinals[i]]` and stands in article `articles[i]`."""

    keys: tuple[str, ...]
    places: Mapping[str, int]  # key -> its ordinal
    labels: Mapping[str, str]  # key -> the form in which most articles write it
    ordinals: Ints
    articles: Ints

    def counts(self, mask: Mask) -> dict[str, int]:
        """Return how many of the masked articles have each key, keys that none has left out."""
        counted = np.bincount(self.ordinals[mask[self.articles]], minlength=len(self.keys))
        return {self.keys[ordinal]: int(counted[ordinal]) for ordinal in np.flatnonzero(counted)}

    def missing(self, mask: Mask) -> int:
        """Return how many of the masked articles have no value."""
        without = mask.copy()
        without[self.articles] = False
        return int(without.sum())

    def having(self, key: str, size: int) -> Mask:
        """Return a mask over `size` articles of those that have a key."""
        mask = np.zeros(size, np.bool_)
        if (ordinal := self.places.get(key)) is not None:
            mask[self.articles[self.ordinals == ordinal]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Table:
    """Arrays indexed by the engine's article numbers; `alive` tells which of these are articles."""

    numbers: Mapping[str, int]  # id -> number
    alive: Mask
    days: Ints  # ordinal of the printed local day, 0 where undated
    seconds: Ints
    id_ranks: Ints  # the ids' alphabetical order
    copy_groups: Ints  # equal for articles with the same text
    copies: Ints  # group -> articles in it
    quotes: int
    lengths: Mapping[str, Ints]  # field -> words
    averages: Mapping[str, float]  # field -> mean length of the articles that have it
    facets: Mapping[str, FacetColumn]

    @property
    def size(self) -> int:
        """The number of article numbers, deleted ones included."""
        return len(self.alive)

    @property
    def documents(self) -> int:
        """The number of articles."""
        return len(self.numbers)


def build_table(rows: Mapping[int, Summary], size: int) -> Table:
    """Return the arrays of `rows` (by article number), for article numbers up to `size`."""
    alive = np.zeros(size, np.bool_)
    alive[list(rows)] = True
    groups = _ranks(rows, size, lambda row: row.copy)
    lengths = {field: _lengths(rows, size, field) for field in TEXTS}
    return Table(
        numbers={row.id: number for number, row in rows.items()},
        alive=alive,
        days=_column(rows, size, lambda row: row.day),
        seconds=_column(rows, size, lambda row: row.seconds),
        id_ranks=_ranks(rows, size, lambda row: row.id),
        copy_groups=groups,
        copies=np.bincount(groups[alive], minlength=1),
        quotes=sum(row.quotes for row in rows.values()),
        lengths=lengths,
        averages={field: _mean(column) for field, column in lengths.items()},
        facets={name: _facet(name, rows) for name in FACETS},
    )


def _column(rows: Mapping[int, Summary], size: int, value: Callable[[Summary], int]) -> Ints:
    column = np.zeros(size, np.int64)
    column[list(rows)] = [value(row) for row in rows.values()]
    return column


def _lengths(rows: Mapping[int, Summary], size: int, field: str) -> Ints:
    return _column(rows, size, lambda row: row.lengths.get(field, 0))


def _ranks(rows: Mapping[int, Summary], size: int, value: Callable[[Summary], str]) -> Ints:
    order = {text: rank for rank, text in enumerate(sorted({value(row) for row in rows.values()}))}
    return _column(rows, size, lambda row: order[value(row)])


def _mean(lengths: Ints) -> float:
    present = lengths[lengths > 0]
    return float(present.mean()) if present.size else 1.0


def _facet(name: str, rows: Mapping[int, Summary]) -> FacetColumn:
    forms = Counter(form for row in rows.values() for form in row.values.get(name, ()))
    key_of = {form: facet_key(name, form) for form in forms}
    keys = tuple(sorted(set(key_of.values())))
    places = {key: place for place, key in enumerate(keys)}
    pairs = sorted({(n, places[key_of[form]]) for n, row in rows.items() for form in row.values.get(name, ())})
    flat = np.array(pairs, np.int64).reshape(-1, 2)
    return FacetColumn(keys, places, _labels(forms, key_of), flat[:, 1].copy(), flat[:, 0].copy())


def _labels(forms: Counter[str], key_of: Mapping[str, str]) -> dict[str, str]:
    """Return each key's most frequent form; of equals the first in the alphabet."""
    by_key: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for form, count in forms.items():
        by_key[key_of[form]].append((-count, form))
    return {key: min(ranked)[1] for key, ranked in by_key.items()}
