"""Small whole numbers in a narrow array, the few that do not fit beside it."""

from typing import TYPE_CHECKING

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Arrays
from index.columnar.kept import kept

if TYPE_CHECKING:
    from index.columnar.arrays_writer import ArraysWriter


class EscapedWriter:
    """Writes numbers below `limit` as they are, and `limit` with the true number beside for the others."""

    def __init__(self, out: "ArraysWriter", name: str, limit: int) -> None:
        self._out, self._name, self._limit = out, name, limit
        self._type = np.min_scalar_type(limit)
        self._written = 0
        self._where: list[Array] = []
        self._true: list[Array] = []
        out.append(name, np.zeros(0, self._type))

    def append(self, values: Array, flags: Array | int = 0) -> None:
        """Add numbers; `flags` are bits above the limit's that are kept with each."""
        large = np.flatnonzero(values >= self._limit)
        self._where.append(large + self._written)
        self._true.append(values[large].astype(np.uint32))
        self._write((np.minimum(values, self._limit) | flags).astype(self._type))
        self._written += len(values)

    def _write(self, values: Array) -> None:
        self._out.append(self._name, values)

    def finish(self) -> None:
        """Write the large ones."""
        self._out.pack(f"{self._name}.where", _joined(self._where, np.int64))
        self._out.pack(f"{self._name}.true", _joined(self._true, np.uint32))


class HalvesWriter(EscapedWriter):
    """Writes two numbers below 15 to a byte, the first in its lower half."""

    def __init__(self, out: "ArraysWriter", name: str) -> None:
        super().__init__(out, name, 15)
        self._odd = np.zeros(0, np.uint8)

    def _write(self, values: Array) -> None:
        values = np.concatenate([self._odd, values])
        even = len(values) // 2 * 2
        self._out.append(self._name, values[:even:2] | values[1:even:2] << 4)
        self._odd = values[even:].copy()  # a part would keep the whole

    def finish(self) -> None:
        """Write what is left."""
        self._out.append(self._name, self._odd)
        super().finish()


class Escaped:
    """What an EscapedWriter wrote, read by stretches."""

    def __init__(self, arrays: Arrays, name: str, bits: int) -> None:
        self.raw = arrays[name]
        self._bits, self._mask = bits, (1 << bits) - 1
        self._whole = bits == 8 * self.raw.itemsize
        self._where, self._true = arrays[f"{name}.where"], arrays[f"{name}.true"]

    @kept
    def compiled(self) -> "native.postings.Values":
        """The same for compiled loops."""
        return native.postings.Values(self.raw, self._bits, self._where, self._true)

    def stretch(self, first: int, last: int) -> Array:
        """Return the numbers from `first` to `last` (exclusive), in a type that holds them."""
        values = self._stretch(first, last)
        if self._where.size:
            start, end = np.searchsorted(self._where, (first, last))
            if end > start:
                values = values.astype(np.uint32)
                values[self._where[start:end] - first] = self._true[start:end]
        return values

    def at(self, places: Array) -> Array:
        """Return the numbers at ascending or any places."""
        values = self._at(places)
        large = (values == self._mask).nonzero()[0] if self._where.size else self._where
        if large.size:
            values = values.astype(np.uint32)
            values[large] = self._true[np.searchsorted(self._where, places[large])]
        return values

    def _stretch(self, first: int, last: int) -> Array:
        return self.raw[first:last] if self._whole else self.raw[first:last] & self._mask

    def _at(self, places: Array) -> Array:
        return self.raw.take(places) if self._whole else self.raw.take(places) & self._mask


class Halves(Escaped):
    """What a HalvesWriter wrote."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        super().__init__(arrays, name, 4)

    def _stretch(self, first: int, last: int) -> Array:
        pairs = self.raw[first // 2 : (last + 1) // 2]
        values = np.empty(2 * len(pairs), np.uint8)
        values[::2], values[1::2] = pairs & 15, pairs >> 4
        return values[first % 2 : first % 2 + last - first]

    def _at(self, places: Array) -> Array:
        found: Array = self.raw.take(places >> 1) >> ((places & 1) << 2).astype(np.uint8) & 15
        return found


def _joined(pieces: list[Array], kind: type[np.generic]) -> Array:
    return np.concatenate([np.zeros(0, kind), *pieces]).astype(kind)
