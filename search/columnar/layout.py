"""The values of rows of all segments, laid out to be counted, and carried from one commit to the next."""

import threading
from collections.abc import Hashable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from index.columnar.arrays import Array, Ints, narrow
from index.columnar.labels import LabelColumn
from index.columnar.segment import Segment
from search.columnar.growing import shared
from search.same import Same

WIDE = 4  # values of a row that lie beside each other; the others are counted apart


class Cells(NamedTuple):
    """The keys of rows by their numbers. A row has each key once.

    `first` are the first ones of each row, from 1; 0 where there is none. `more` are the rows and keys beyond these.
    """

    first: Array
    more: tuple[Ints, Ints]


class Layout(NamedTuple):
    """The keys of several columns, ascending, and those of each row.

    `numbers` also has the keys that another one stands for. `of_columns` is the number of each key of each column.
    `sets` is the number of each row's set of first keys and the keys of each set, some of which may come again; None
    where sets hardly do: an archive has far fewer sets of tags than articles, and one number a row is counted, not
    several.
    """

    keys: list[str]
    numbers: dict[str, int]
    of_columns: list[Ints]
    cells: Cells
    sets: tuple[Array, Array] | None


class Layouts:
    """Keeps the layouts last asked for. What a commit adds is laid out alone and put behind what there was."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[tuple[Segment, ...], Same, Layout]] = {}
        self._lock = threading.Lock()

    def keep(self, segments: Sequence[Segment]) -> None:
        """Forget those of segments that a new commit has no more: they would keep files mapped that are gone."""
        with self._lock:
            for name, (own, _, _) in list(self._known.items()):
                if not set(own) <= set(segments):
                    del self._known[name]

    def layout(self, name: Hashable, segments: Sequence[Segment], columns: Sequence[LabelColumn], same: Same) -> Layout:
        """Return the layout of a facet of some segments, given its columns there and which of its keys are one."""
        with self._lock:
            own, as_before, known = self._known.get(name, ((), same, None))
            if known and as_before == same and shared(own, segments) == len(own):
                found = extended(known, columns[len(own) :], same) if len(own) < len(segments) else known
            else:
                found = laid_out(columns, same)
            self._known[name] = tuple(segments), same, found
            return found


def laid_out(columns: Sequence[LabelColumn], same: Same) -> Layout:
    """Return the layout of columns; keys that are the same are one, that which stands for them."""
    found = dict.fromkeys(chain.from_iterable(column.keys for column in columns))  # in runs, soon sorted
    others = found.keys() & same.keys.keys()
    keys = sorted(found.keys() - others | {same.keys[key] for key in others} if others else found)
    numbers = _numbers(keys, same)
    of_columns = _of_columns(columns, numbers)
    cells = _cells(columns, of_columns, len(keys))
    return Layout(keys, numbers, of_columns, cells, _sets(cells.first))


def extended(known: Layout, columns: Sequence[LabelColumn], same: Same) -> Layout:
    """Return a layout with some more columns behind its own."""
    new = sorted({same.key(key) for column in columns for key in column.keys} - known.numbers.keys())
    keys, numbers, moved = known.keys, known.numbers, np.arange(len(known.keys))
    if new:
        keys = sorted([*keys, *new])
        numbers = _numbers(keys, same)
        moved += np.searchsorted(np.array([numbers[key] for key in new]) - np.arange(len(new)), moved, side="right")
    of_columns = _of_columns(columns, numbers)
    added = _cells(columns, of_columns, len(keys))
    table = np.append(0, moved + 1).astype(added.first.dtype)
    before = Cells(table.take(known.cells.first), (known.cells.more[0], moved.take(known.cells.more[1])))
    cells = _joined(before, added)
    if (cells.first.dtype, cells.first.shape[1]) != (known.cells.first.dtype, known.cells.first.shape[1]):
        sets = _sets(cells.first)
    else:
        sets = _more_sets(known.sets[0], table.take(known.sets[1]), added.first) if known.sets else None
    every = [*(moved.take(one) for one in known.of_columns), *of_columns]
    return Layout(keys, numbers, every, cells, sets)


def _numbers(keys: Sequence[str], same: Same) -> dict[str, int]:
    numbers = {key: at for at, key in enumerate(keys)}
    more = {key: numbers[one] for key, one in same.keys.items() if one in numbers}
    return numbers | more if more else numbers


def _of_columns(columns: Sequence[LabelColumn], numbers: dict[str, int]) -> list[Ints]:
    return [np.array([numbers[key] for key in column.keys], np.int64) for column in columns]


def _joined(before: Cells, added: Cells) -> Cells:
    size, width = len(before.first), max(before.first.shape[1], added.first.shape[1])
    first = np.zeros((size + len(added.first), width), added.first.dtype)
    first[:size, : before.first.shape[1]] = before.first
    first[size:, : added.first.shape[1]] = added.first
    rows = np.concatenate([before.more[0], added.more[0] + size])
    return Cells(first, (rows, np.concatenate([before.more[1], added.more[1]])))


def _cells(columns: Sequence[LabelColumn], of_columns: Sequence[Ints], keys: int) -> Cells:
    """Return the keys of the rows of columns, given the number of each of their keys and how many there are of all."""
    every, size = [(np.zeros(0, np.int64), np.zeros(0, np.int64))], 0
    for column, numbers in zip(columns, of_columns, strict=True):
        rows, own = _pairs(column, numbers)
        every.append((rows + size, own))
        size += len(column.starts) - 1
    rows, own = (np.concatenate(part) for part in zip(*every, strict=True))
    nth = _nth(rows)
    width = min(WIDE, int(nth.max(initial=0)) + 1)
    first, at = np.zeros((size, width), np.min_scalar_type(keys)), np.flatnonzero(nth < width)
    first[rows[at], nth[at]] = own[at] + 1
    beyond = np.flatnonzero(nth >= width)
    return Cells(first, (rows[beyond], own[beyond]))


def _pairs(column: LabelColumn, numbers: Ints) -> tuple[Ints, Ints]:
    """Return the rows and the keys that they have, by row, each once, given the number of each of the column's keys."""
    rows = np.repeat(np.arange(len(column.starts) - 1), np.diff(column.starts))
    of_form = numbers[column.form_key]
    keys = of_form[column.entries]
    several = np.bincount(of_form) > 1  # only keys of several forms can come twice in a row
    if not several.any():
        return rows, keys
    at = several[keys].nonzero()[0]
    _, first = np.unique(rows[at] * len(several) + keys[at], return_index=True)
    once = np.ones(len(keys), np.bool_)
    once[at] = False
    once[at[first]] = True
    return rows[once], keys[once]


def _nth(rows: Ints) -> Ints:
    """Return the place of each pair among those of its row."""
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    return np.arange(len(rows)) - np.repeat(starts, np.diff(starts, append=len(rows)))


def _sets(first: Array) -> tuple[Array, Array] | None:
    found = _distinct(first) if first.shape[1] > 1 and first.itemsize * WIDE <= 8 else None
    return found if found and len(found[1]) * WIDE <= len(first) else None


def _more_sets(numbers: Array, sets: Array, first: Array) -> tuple[Array, Array] | None:
    """Return sets with those of some more rows."""
    own, distinct = _distinct(first)
    every = np.concatenate([sets, distinct])
    numbers = narrow(np.concatenate([numbers, own.astype(np.int64) + len(sets)]))
    return (numbers, every) if len(every) * WIDE <= len(numbers) else None


def _distinct(first: Array) -> tuple[Array, Array]:
    """Return the number of each row's set, and the keys of each."""
    wide = np.zeros((len(first), WIDE), first.dtype)
    wide[:, : first.shape[1]] = first
    distinct, numbers = np.unique(wide.view(f"u{WIDE * wide.itemsize}").ravel(), return_inverse=True)
    return narrow(numbers), distinct.view(wide.dtype).reshape(-1, WIDE)
