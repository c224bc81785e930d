"""Stored texts: a zstd frame each, so that one is read alone, against a dictionary of what the texts share."""

import threading
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import zstandard
from msgspec import Struct

from index.columnar.arrays import Array, Arrays, Ints, Mask, narrow, starts_of
from index.columnar.kept import kept

if TYPE_CHECKING:
    from index.columnar.arrays_writer import ArraysWriter

_LEVEL = 3
_DICTIONARY = 112 << 10  # bytes; zstd's own default
_PART = 64  # a dictionary is at most this part of the texts, and of fewer than this many none is made
_HELD = 16 << 20  # bytes of texts that the dictionary is drawn from
_SEGMENT = 256  # bytes of a piece that the dictionary takes up; without it zstd tries several, for 0.04 % in size
_SAMPLE = 16  # times the dictionary's size is the most that it is made from: the time goes with it


class StoredWriter:
    """Writes texts in order. The first of them are held back until there are enough to make a dictionary of."""

    def __init__(self, out: "ArraysWriter", name: str) -> None:
        self._out, self._name = out, name
        self._held: list[bytes] = []
        self._size = 0
        self._lengths: list[Array] = []
        self._compressor: zstandard.ZstdCompressor | None = None
        self._dictionaries: list[bytes] = []
        self._runs: list[int] = []  # texts against each dictionary
        out.append(name, np.zeros(0, np.uint8))

    def add(self, text: bytes) -> None:
        """Add a text."""
        if self._compressor:
            return self._write(self._compressor, [text])
        self._held.append(text)
        self._size += len(text)
        if self._size > _HELD:
            self._begin()
        return None

    def copy(self, stored: "Stored", kept: Mask) -> None:
        """Add texts of another segment as they lie there; those without a dictionary are compressed anew."""
        for run in stored.runs:
            numbers = np.flatnonzero(kept[run.first : run.last]) + run.first
            if stored.ends[run.first] == stored.ends[run.last]:
                self._add_empty(len(numbers))
            elif not run.dictionary:
                for number in numbers.tolist():
                    self.add(stored[number])
            elif numbers.size:
                self._end()
                self._copy(stored, run.dictionary, numbers)

    def finish(self) -> None:
        """Write what is held, the dictionaries and where each text lies."""
        self._end()
        self._out.pack_text(f"{self._name}.dictionaries", b"".join(self._dictionaries))
        sizes = [(len(dictionary), run) for dictionary, run in zip(self._dictionaries, self._runs, strict=True)]
        self._out.pack(f"{self._name}.runs", np.array(sizes, np.int64).ravel())
        self._out.pack(f"{self._name}.lengths", narrow(np.concatenate([np.zeros(0, np.int64), *self._lengths])))

    def _add_empty(self, many: int) -> None:
        """Add texts of no length: an archive may have hundreds of thousands without quotations."""
        if self._compressor:
            self._write(self._compressor, [b""] * many)
        else:
            self._held += [b""] * many

    def _copy(self, stored: "Stored", dictionary: bytes, numbers: Ints) -> None:
        starts, lengths = stored.ends[numbers], stored.ends[numbers + 1] - stored.ends[numbers]
        edges = np.flatnonzero(np.diff(numbers, prepend=-2) != 1)  # where deleted texts stand between
        for first, last in zip(edges.tolist(), [*(edges[1:] - 1).tolist(), len(numbers) - 1], strict=True):
            end = int(starts[last] + lengths[last])
            self._out.append(self._name, stored.frames[int(starts[first]) : end])
        self._lengths.append(lengths)
        self._dictionaries.append(dictionary)
        self._runs.append(len(numbers))

    def _end(self) -> None:
        """Write what is held; what comes next has a dictionary of its own."""
        if self._held:
            self._begin()
        self._compressor = None

    def _begin(self) -> None:
        dictionary = _train(self._held, self._size)
        shared = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL, dict_data=shared, write_dict_id=False)
        self._dictionaries.append(dictionary)
        self._runs.append(0)
        self._write(self._compressor, self._held)
        self._held, self._size = [], 0

    def _write(self, compressor: zstandard.ZstdCompressor, texts: Sequence[bytes]) -> None:
        frames = [compressor.compress(text) if text else b"" for text in texts]
        self._lengths.append(np.array(list(map(len, frames)), np.int64))
        self._runs[-1] += len(frames)
        self._out.append(self._name, np.frombuffer(b"".join(frames), np.uint8))


class Run(Struct, frozen=True):
    """The texts from `first` to `last` (exclusive), and the dictionary that they are compressed against, if any."""

    first: int
    last: int
    dictionary: bytes


class Stored:
    """What a StoredWriter wrote; may be read from many threads."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._arrays, self._name = arrays, name
        self.frames = arrays[name]
        self._view = self.frames.data
        self._local = threading.local()

    def __getitem__(self, number: int) -> bytes:
        """Return a text by its number."""
        first, last = self._places[number : number + 2]
        return self._decompressor(number).decompress(self._view[first:last]) if last > first else b""

    @kept
    def ends(self) -> Ints:
        """Where each text ends; the first begins at the first entry."""
        return starts_of(self._arrays.once(f"{self._name}.lengths"))

    @kept
    def _places(self) -> memoryview:
        """The same, read one by one in half the time."""
        return memoryview(self.ends.data)

    @kept
    def runs(self) -> list[Run]:
        """The texts by the dictionaries that they are compressed against."""
        data, runs, at, first = self._arrays.text(f"{self._name}.dictionaries"), [], 0, 0
        for size, texts in self._arrays[f"{self._name}.runs"].reshape(-1, 2).tolist():
            runs.append(Run(first, first + texts, data[at : at + size]))
            at, first = at + size, first + texts
        return runs

    @kept
    def _lasts(self) -> list[int]:
        return [run.last for run in self.runs]

    @kept
    def _shared(self) -> list[zstandard.ZstdCompressionDict | None]:
        return [zstandard.ZstdCompressionDict(run.dictionary) if run.dictionary else None for run in self.runs]

    def _decompressor(self, number: int) -> zstandard.ZstdDecompressor:
        """Return one for each thread and dictionary: threads may not share one."""
        made: dict[int, zstandard.ZstdDecompressor] | None = getattr(self._local, "made", None)
        if made is None:
            made = self._local.made = {}
        run = bisect_right(self._lasts, number)
        if run not in made:
            made[run] = zstandard.ZstdDecompressor(dict_data=self._shared[run])
        return made[run]


def _train(texts: list[bytes], size: int) -> bytes:
    """Return a dictionary, or nothing where there is too little to make one of."""
    wanted = min(_DICTIONARY, size // _PART)
    sample = texts[:: max(1, size // (wanted * _SAMPLE)) if wanted else 1]
    if wanted < 1024 or len(sample) < _PART:
        return b""
    try:
        return zstandard.train_dictionary(wanted, [*sample], k=_SEGMENT, d=8).as_bytes()
    except zstandard.ZstdError:  # texts that share nothing
        return b""
