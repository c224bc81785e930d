"""A file of named arrays: what a segment is made of.

    MAGIC | array | array | ... | directory | length of the directory, 8 bytes | MAGIC

The directory is JSON: name -> {type, offset, bytes, count, packed}. Arrays are little-endian and begin at multiples
of 64 bytes, so that they can be read where they lie in the mapped file; packed ones are a zstd frame and are
read once. Text is an array of bytes. Nothing here can run code when it is read.
"""

import json
import mmap
import threading
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.errors import IndexCorrupt

MAGIC = b"PULLQUO1"
_TYPES = ("u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8")

Array = NDArray[Any]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Arrays(Mapping[str, Array]):
    """The arrays of a file, mapped. They may be read from many threads; nothing may write to them."""

    def __init__(self, path: Path) -> None:
        """Map a file.

        Raises:
            IndexCorrupt: it is not a file of arrays.
            OSError: it cannot be read.
        """
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._directory = _directory(self._map)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexCorrupt(f"{path} is damaged") from error
        self._read: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        """Return an array; it lives as long as anybody holds it."""
        array = self._read.get(name)
        if array is None:
            array = self._read[name] = self.once(name)
        return array

    def once(self, name: str) -> Array:
        """Return an array that is not kept for those who ask again."""
        return self._load(**self._directory[name])

    def count(self, name: str) -> int:
        """Return the length of an array, which is not read for that."""
        count: int = self._directory[name]["count"]
        return count

    def sizes(self) -> dict[str, int]:
        """Return how many bytes of the file each array takes."""
        return {name: entry["bytes"] for name, entry in self._directory.items()}

    def text(self, name: str) -> bytes:
        """Return an array of bytes as such, which is kept by whoever asks."""
        array = self.once(name)
        return array.base if isinstance(array.base, bytes) else array.tobytes()  # as bytes it was unpacked

    def let_go(self) -> None:
        """Let the system take back the memory of what was read of the file; it is there again when it is read."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def __iter__(self) -> Any:
        return iter(self._directory)

    def __len__(self) -> int:
        return len(self._directory)

    def __contains__(self, name: object) -> bool:
        return name in self._directory

    def _load(self, type: str, offset: int, bytes: int, count: int, packed: bool) -> Array:
        if not packed:
            return np.frombuffer(self._map, f"<{type}", count, offset)
        frame = memoryview(self._map)[offset : offset + bytes]
        plain = _own.zstd.decompress(frame, max_output_size=count * np.dtype(type).itemsize)
        return np.frombuffer(plain, f"<{type}", count)


class _OfThread(threading.local):
    """What each thread has of its own: to make a decompressor takes longer than most arrays take to read."""

    def __init__(self) -> None:
        self.zstd = zstandard.ZstdDecompressor()


_own = _OfThread()


def _directory(data: mmap.mmap) -> dict[str, dict[str, Any]]:
    """Return what a file holds.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is not what was written.
    """
    if len(data) < 3 * len(MAGIC) or data[: len(MAGIC)] != MAGIC or data[-len(MAGIC) :] != MAGIC:
        raise ValueError("the marks at its ends are missing")
    end = len(data) - len(MAGIC) - 8
    length = int.from_bytes(data[end : end + 8], "little")
    found: dict[str, dict[str, Any]] = json.loads(data[max(0, end - length) : end])
    for entry in found.values():
        if entry["type"] not in _TYPES or not 0 <= entry["offset"] <= entry["offset"] + entry["bytes"] <= end:
            raise ValueError("an array lies outside the file")
        if not entry["packed"] and entry["bytes"] != entry["count"] * np.dtype(entry["type"]).itemsize:
            raise ValueError("an array has another length")
    return found


def narrow(values: Array) -> Array:
    """Return whole numbers from 0 in the smallest type that holds them."""
    most = int(values.max()) if values.size else 0
    return values.astype(np.min_scalar_type(most))


def starts_of(counts: Array) -> Ints:
    """Return where stretches of these lengths begin, one after the other; one more entry at the end."""
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def all_starts_of(many: Sequence[Array]) -> list[Ints]:
    """As `starts_of`, of several, in one piece of memory.

    From 4 MB on NumPy asks for huge pages: to touch thousands of small ones is most of what a first search takes.
    """
    edges = np.cumsum([0, *(len(counts) + 1 for counts in many)]).tolist()
    room = np.zeros(edges[-1], np.int64)
    starts = [room[first:last] for first, last in pairwise(edges)]
    for counts, own in zip(many, starts, strict=True):
        np.cumsum(counts, out=own[1:])
    return starts
