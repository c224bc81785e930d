"""A property of rows with values that people read: the tags of articles, the speakers of quotations, source files.

Values are numbered by their keys, by which the values of a facet are compared: forms of one key stand together.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from index.columnar.arrays import Array, Arrays, Ints, Mask, narrow, starts_of
from index.columnar.kept import kept

if TYPE_CHECKING:
    from index.columnar.arrays_writer import ArraysWriter


class Labels(Struct, frozen=True):
    """Row i has the next `counts[i]` of `entries`, numbers of `forms`, in the order in which it gives them."""

    forms: Sequence[str]
    entries: Ints
    counts: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> "Labels":
        """Number the values of rows."""
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        entries = np.fromiter(map(numbers.__getitem__, chain.from_iterable(rows)), np.int64)
        return cls(list(numbers), entries, np.fromiter(map(len, rows), np.int64))

    def where(self, rows: Mask) -> "Labels":
        """Return some rows of them."""
        return Labels(self.forms, self.entries[np.repeat(rows, self.counts)], self.counts[rows])

    @classmethod
    def joined(cls, many: Sequence["Labels"]) -> "Labels":
        """Return the rows of several after each other."""
        numbers: dict[str, int] = {}
        entries = [
            np.array([numbers.setdefault(form, len(numbers)) for form in one.forms], np.int64)[one.entries]
            for one in many
        ]
        return cls(list(numbers), np.concatenate(entries), np.concatenate([one.counts for one in many]))


def write_labels(out: "ArraysWriter", name: str, labels: Labels, key: Callable[[str], str]) -> None:
    """Write the values of rows; forms that no row has are left out."""
    used = np.flatnonzero(np.bincount(labels.entries, minlength=len(labels.forms)))
    forms = sorted((key(labels.forms[one]), labels.forms[one], one) for one in used.tolist())
    keys = sorted({one for one, _, _ in forms})
    place = np.zeros(len(labels.forms), np.int64)
    place[[one for _, _, one in forms]] = np.arange(len(forms))
    number = {one: at for at, one in enumerate(keys)}
    out.pack_text(f"{name}.forms", _text([form for _, form, _ in forms]))
    out.pack_text(f"{name}.keys", _text(keys))
    out.pack(f"{name}.form_key", narrow(np.array([number[one] for one, _, _ in forms], np.int64)))
    out.pack(f"{name}.entries", narrow(place[labels.entries]))
    out.pack(f"{name}.counts", narrow(labels.counts))


class LabelColumn:
    """What `write_labels` wrote."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._arrays, self._name = arrays, name

    @kept
    def forms(self) -> list[str]:
        """The values as written, those with one key together."""
        return _texts(self._array("forms"))

    @kept
    def keys(self) -> list[str]:
        """What the values are compared by, ascending."""
        return _texts(self._array("keys"))

    @kept
    def form_key(self) -> Array:
        """The number of the key of each form."""
        return self._array("form_key")

    @kept
    def entries(self) -> Array:
        """The numbers of the forms that the rows have, row by row."""
        return self._array("entries")

    @kept
    def starts(self) -> Ints:
        """Where the entries of each row begin; one more at the end."""
        return starts_of(self._array("counts"))

    @property
    def labels(self) -> Labels:
        """All of it, to be merged."""
        return Labels(self.forms, self.entries.astype(np.int64), self._array("counts").astype(np.int64))

    def values(self, row: int) -> list[str]:
        """Return the values of a row as it gives them."""
        first, last = self.starts[row], self.starts[row + 1]
        return [self.forms[number] for number in self.entries[first:last].tolist()]

    def _array(self, name: str) -> Array:
        return self._arrays[f"{self._name}.{name}"]


def _text(values: Sequence[str]) -> bytes:
    return json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode()


def _texts(data: Array) -> list[Any]:
    found: list[Any] = json.loads(data.tobytes())
    return found
