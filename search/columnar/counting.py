"""Counting the values of many rows at once, and finding the rows that have a value."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from index.analysis import words
from index.columnar.arrays import Array, Ints, Mask
from index.columnar.kept import kept
from index.columnar.labels import LabelColumn
from search.columnar.arrays import NONE, distinct, mask_of
from search.columnar.forms import Forms, Made
from search.columnar.layout import Layout, laid_out
from search.columnar.word_starts import word_starts
from search.completing import begun
from search.query import Interval
from search.same import NOTHING, Same

_EPOCH = date(1970, 1, 1).toordinal()


class Counter:
    """The values of rows of all segments, laid out to be counted: each key once in a row."""

    def __init__(
        self,
        columns: Sequence[LabelColumn],
        alive: Mask,
        same: Same = NOTHING,
        layout: Callable[[Sequence[LabelColumn], Same], Layout] = laid_out,
    ) -> None:
        """Take the columns; keys that are the same are one, that which stands for them."""
        self._columns, self._alive, self._size, self._same = columns, alive, len(alive), same
        self._lay_out = layout

    @kept
    def _layout(self) -> Layout:
        return self._lay_out(self._columns, self._same)

    @property
    def keys(self) -> list[str]:
        """What the values are compared by, ascending; counts are in their order."""
        return self._layout.keys

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each key, that of those that another one stands for too."""
        return self._layout.numbers

    def counts(self, rows: Ints, *, once: bool = True) -> Ints:
        """Return how many of the rows have each key; `once` tells that no row comes twice."""
        if not self.keys:
            return np.zeros(0, np.int64)
        every = once and len(rows) == self._size
        if self._layout.sets is None:
            cells = self._cells if every else self._cells.take(rows, axis=0)
            counts = np.bincount(cells.ravel(), minlength=len(self.keys) + 1)[1:]
        else:
            numbers, cells = self._layout.sets
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
        for column, numbers, times in zip(self._columns, self._layout.of_columns, self._forms.times, strict=True):
            forms, begins = word_starts(column).matching(typed)
            there = times.take(forms) > 0
            yield numbers.take(column.form_key.take(forms[there])), begins[there]

    @property
    def _cells(self) -> Array:
        """The first keys of each row, from 1; 0 where there is none."""
        return self._layout.cells.first

    @property
    def _more(self) -> tuple[Ints, Ints]:
        """The rows and keys beyond the first of each row."""
        return self._layout.cells.more

    @kept
    def _has(self) -> Mask:
        return self._cells[:, 0] > 0

    def _beyond(self, rows: Ints, once: bool) -> Ints:
        """Return how many of the rows have each key beyond their first."""
        of_rows, keys = self._more
        if once:
            return np.bincount(
                keys.take(mask_of(rows, self._size).take(of_rows).nonzero()[0]), minlength=len(self.keys)
            )
        times = np.bincount(rows, minlength=self._size)
        return np.bincount(keys, weights=times.take(of_rows), minlength=len(self.keys)).astype(np.int64)


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
