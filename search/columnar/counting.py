"""Counting the values of many rows at once, and finding the rows that have a value."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

import numpy as np

from index.analysis import words
from index.columnar.arrays import Array, Ints, Mask, narrow
from index.columnar.kept import kept
from index.columnar.labels import LabelColumn
from search.columnar.arrays import NONE, distinct, mask_of
from search.columnar.forms import Forms, Made
from search.columnar.word_starts import word_starts
from search.completing import begun
from search.query import Interval
from search.same import NOTHING, Same

_WIDE = 4  # values of a row that lie beside each other; the others are counted apart
_EPOCH = date(1970, 1, 1).toordinal()


class Counter:
    """The values of rows of all segments, laid out to be counted: each key once in a row."""

    def __init__(self, columns: Sequence[LabelColumn], alive: Mask, same: Same = NOTHING) -> None:
        """Take the columns; keys that are the same are one, that which stands for them."""
        self._columns, self._alive, self._size, self._same = columns, alive, len(alive), same

    @kept
    def keys(self) -> list[str]:
        """What the values are compared by, ascending; counts are in their order."""
        if len(self._columns) == 1 and not self._same.keys:
            return self._columns[0].keys
        found = dict.fromkeys(chain.from_iterable(column.keys for column in self._columns))  # in runs, soon sorted
        others = found.keys() & self._same.keys.keys()
        return sorted(found.keys() - others | {self._same.keys[key] for key in others} if others else found)

    @kept
    def numbers(self) -> dict[str, int]:
        """The number of each key, that of those that another one stands for too."""
        numbers = {key: at for at, key in enumerate(self.keys)}
        more = {key: numbers[one] for key, one in self._same.keys.items() if one in numbers}
        return numbers | more if more else numbers

    def counts(self, rows: Ints, *, once: bool = True) -> Ints:
        """Return how many of the rows have each key; `once` tells that no row comes twice."""
        if not self.keys:
            return np.zeros(0, np.int64)
        every = once and len(rows) == self._size
        if self._sets is None:
            cells = self._cells if every else self._cells.take(rows, axis=0)
            counts = np.bincount(cells.ravel(), minlength=len(self.keys) + 1)[1:]
        else:
            numbers, cells = self._sets
            times = np.bincount(numbers if every else numbers.take(rows), minlength=len(cells))
            weights = np.repeat(times, cells.shape[1])
            counts = np.bincount(cells.ravel(), weights, len(self.keys) + 1)[1:].astype(np.int64)
        return counts + self._beyond(rows, once) if self._more[0].size else counts

    def missing(self, rows: Ints) -> int:
        """Return how many of the rows have no value."""
        return len(rows) - int(np.count_nonzero(self._has.take(rows))) if self.keys else len(rows)

    def having(self, key: str) -> Mask:
        """Return which rows have a key."""
        number, having = self.numbers.get(key), np.zeros(self._size, np.bool_)
        if number is not None:
            for column in range(self._cells.shape[1]):
                having |= self._cells[:, column] == number + 1
            rows, keys = self._more
            having[rows[keys == number]] = True
        return having

    @kept
    def key_of_row(self) -> Ints:
        """The key of each row that has at most one, -1 for none."""
        return self._cells[:, 0].astype(np.int64) - 1

    @kept
    def labels(self) -> Mapping[str, str | None]:
        """What to show for each key; see Forms.label. It has any key."""
        return Made(self._forms.label)

    @kept
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """What else each key is called; see Forms.aliases. It has any key."""
        return Made(self._forms.aliases)

    @kept
    def _forms(self) -> Forms:
        return Forms(self._columns, self._alive, self._same)

    @kept
    def _numbers(self) -> list[Ints]:
        """The number of each key of each column."""
        return [np.array([self.numbers[key] for key in column.keys], np.int64) for column in self._columns]

    def beginning(self, prefix: str) -> Ints | None:
        """Return the numbers of the keys with a form that is found by a prefix (search.values), None for all."""
        if not prefix.strip():
            return None
        typed = begun(prefix)
        if typed is None:
            return NONE
        named = [key for key, label in self._same.labels.items() if typed.stands_in(words(label)) is not None]
        told = np.array([self.numbers[key] for key in named if key in self.numbers], np.int64)
        return distinct(np.concatenate([told, *(numbers for numbers, _ in self.matching(typed.text))]))

    def matching(self, typed: str) -> Iterator[tuple[Ints, Mask]]:
        """Yield by column the numbers of the keys with a form that the words typed stand in, and where they begin it.

        See WordStarts.matching. A key may come more than once; forms that no row has are left out.
        """
        for column, numbers, times in zip(self._columns, self._numbers, self._forms.times, strict=True):
            forms, begins = word_starts(column).matching(typed)
            there = times.take(forms) > 0
            yield numbers.take(column.form_key.take(forms[there])), begins[there]

    @kept
    def _pairs(self) -> tuple[Ints, Ints]:
        """The rows and the keys that they have, by row, each once."""
        rows, keys, start = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
        for column, numbers in zip(self._columns, self._numbers, strict=True):
            some, own = _pairs(column, numbers)
            rows.append(some + start)
            keys.append(own)
            start += len(column.starts) - 1
        return np.concatenate(rows), np.concatenate(keys)

    @kept
    def _cells(self) -> Array:
        """The first keys of each row, from 1; 0 where there is none."""
        rows, keys = self._pairs
        nth = _nth(rows)
        width = min(_WIDE, int(nth.max()) + 1) if rows.size else 1
        cells = np.zeros((self._size, width), np.min_scalar_type(len(self.keys)))
        first = np.flatnonzero(nth < width)
        cells[rows[first], nth[first]] = keys[first] + 1
        return cells

    @kept
    def _more(self) -> tuple[Ints, Ints]:
        """The rows and keys beyond the first of each row."""
        rows, keys = self._pairs
        beyond = np.flatnonzero(_nth(rows) >= self._cells.shape[1])
        self.__dict__.pop("_pairs", None)  # it is large, and everything is made of it now; another thread may be first
        return rows[beyond], keys[beyond]

    @kept
    def _has(self) -> Mask:
        return self._cells[:, 0] > 0

    @kept
    def _sets(self) -> tuple[Array, Array] | None:
        """The number of each row's set of first keys, and the keys of each set; None where sets do not come again.

        An archive has far fewer sets of tags than articles: one number a row is counted instead of several.
        """
        if self._cells.shape[1] == 1:
            return None
        wide = np.zeros((self._size, _WIDE), self._cells.dtype)
        wide[:, : self._cells.shape[1]] = self._cells
        if wide.itemsize * _WIDE > 8:
            return None
        distinct, numbers = np.unique(wide.view(f"u{_WIDE * wide.itemsize}").ravel(), return_inverse=True)
        if len(distinct) * _WIDE > self._size:
            return None
        return narrow(numbers), distinct.view(wide.dtype).reshape(-1, _WIDE)

    def _beyond(self, rows: Ints, once: bool) -> Ints:
        """Return how many of the rows have each key beyond their first."""
        of_rows, keys = self._more
        if once:
            return np.bincount(
                keys.take(mask_of(rows, self._size).take(of_rows).nonzero()[0]), minlength=len(self.keys)
            )
        times = np.bincount(rows, minlength=self._size)
        return np.bincount(keys, weights=times.take(of_rows), minlength=len(self.keys)).astype(np.int64)


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
    return np.arange(len(rows)) - np.searchsorted(rows, rows)


def period_numbers(interval: Interval, days: Ints) -> Ints:
    """Return the periods of days (ordinals): years, months and days counted from 1970, weeks from the year 1."""
    if interval == "week":
        return (days - 1) // 7  # day 1 was a Monday
    return _dates(days).astype(f"datetime64[{interval[0].upper()}]").astype(np.int64)


def first_of_month(days: Ints) -> Mask:
    """Return which days (ordinals) are the first of a month."""
    dates = _dates(days)
    first: Mask = dates.astype("datetime64[M]") == dates
    return first


def _dates(days: Ints) -> Array:
    return (days - _EPOCH).astype("datetime64[D]")
