"""In which forms rows write their values, and what a value is called for that."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

import numpy as np

from index.columnar.arrays import Ints, Mask
from index.columnar.kept import kept, remembered
from index.columnar.labels import LabelColumn
from search.same import Same

_Value = TypeVar("_Value")


class Made(dict[str, _Value]):
    """By any key what is made of it when it is first asked for: a list shows few values of many."""

    def __init__(self, make: Callable[[str], _Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> _Value:
        found = self[key] = self._make(key)
        return found


class Forms:
    """The forms of the values of rows of all segments."""

    def __init__(self, columns: Sequence[LabelColumn], alive: Mask, same: Same) -> None:
        """Take the columns, which of all their rows are not deleted, and which keys are the same."""
        self._columns, self._alive, self._same = columns, alive, same

    def label(self, key: str) -> str | None:
        """Return the form in which most rows write a key, of equals that of the key that stands for others.

        Then the first in the alphabet; None for a key of no row.
        """
        own = (key, *self._others.get(key, ()))
        forms = {(one != key, form): times for one in own for form, times in self._of(one).items()}
        label = min(forms, key=lambda form: (-forms[form], form))[1] if forms else None
        return self._same.labels.get(key, label)

    def aliases(self, key: str) -> tuple[str, ...]:
        """Return the most frequent form of each of the keys that a key stands for, those that no row has left out."""
        each = [self._of(other) for other in self._others.get(key, ())]
        return tuple(min(forms, key=lambda form: (-forms[form], form)) for forms in each if forms)

    @kept
    def times(self) -> list[Ints]:
        """How many rows write each form of each column."""
        sizes = [len(column.starts) - 1 for column in self._columns]
        each = zip(self._columns, sizes, accumulate(sizes), strict=True)
        return [_times(column, self._alive[end - size : end]) for column, size, end in each]

    @kept
    def _others(self) -> Mapping[str, Sequence[str]]:
        """By a key those that it stands for, ascending."""
        found: dict[str, list[str]] = defaultdict(list)
        for other, key in sorted(self._same.keys.items()):
            found[key].append(other)
        return found

    def _of(self, own: str) -> Mapping[str, int]:
        """Return how many rows write each form of an own key, that of a value that another one stands for too."""
        found: dict[str, int] = {}
        for column, times in zip(self._columns, self.times, strict=True):
            at = bisect_left(column.keys, own)
            if column.keys[at : at + 1] == [own]:
                first, last = column.form_key.searchsorted((at, at + 1)).tolist()
                written = zip(column.forms[first:last], times[first:last].tolist(), strict=True)
                found.update({form: found.get(form, 0) + many for form, many in written if many})
        return found


def _times(column: LabelColumn, alive: Mask) -> Ints:
    """Return how many rows, deleted ones left out, write each form of a column."""
    if alive.all():
        return _all_times(column)
    return np.bincount(column.entries[np.repeat(alive, np.diff(column.starts))], minlength=len(column.forms))


@remembered()
def _all_times(column: LabelColumn) -> Ints:
    return np.bincount(column.entries, minlength=len(column.forms))
