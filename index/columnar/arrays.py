"""A file of named arrays: what a segment is made of.

    MAGIC | array | array | ... | directory | length of the directory, 8 bytes | MAGIC

The directory is JSON: name -> {type, offset, bytes, count, packed}. Arrays are little-endian and begin at multiples
of 64 bytes, so that they can be read where they lie in the mapped file; packed ones are a zstd frame and are
read once. Text is an array of bytes. Nothing here can run code when it is read.
"""

import hashlib
import json
import mmap
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.errors import IndexCorrupt

MAGIC = b"PULLQUO1"
_ALIGN = 64
_LEVEL = 3
_IN_MEMORY = 1 << 18  # of one array being written; more of it waits on the disk
_TYPES = ("u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8")

Array = NDArray[Any]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it is on the disk: its size in bytes and its SHA-256."""

    size: int
    digest: str


class ArraysWriter:
    """Collects named arrays, each in any number of pieces, and writes them as one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spools: dict[str, SpooledTemporaryFile[bytes]] = {}
        self._types: dict[str, np.dtype[Any]] = {}
        self._packed: dict[str, bytes] = {}
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)

    def append(self, name: str, piece: Array) -> None:
        """Add a piece to an array; all pieces have one type."""
        if name not in self._spools:
            self._spools[name] = SpooledTemporaryFile(_IN_MEMORY, dir=str(self._folder))  # noqa: SIM115 see close
            self._types[name] = piece.dtype
        if piece.dtype != self._types[name]:
            raise TypeError(f"{name} is {self._types[name]}, not {piece.dtype}")
        self._spools[name].write(np.ascontiguousarray(piece).data.cast("B") if piece.size else b"")

    def pack(self, name: str, array: Array) -> None:
        """Add a whole array that is kept compressed."""
        self._types[name] = array.dtype
        self._packed[name] = array.tobytes()

    def pack_text(self, name: str, text: bytes) -> None:
        """Add bytes that are kept compressed."""
        self.pack(name, np.frombuffer(text, np.uint8))

    def write(self, path: Path) -> Written:
        """Write the file and bring it to the disk; the pieces are gone then.

        Raises:
            OSError: the disk is full or cannot be written to.
        """
        with path.open("xb+") as file:
            out = _Out(file)
            directory = {name: self._write_one(out, name) for name in sorted({*self._spools, *self._packed})}
            text = json.dumps(directory, separators=(",", ":")).encode()
            out.put(text + len(text).to_bytes(8, "little") + MAGIC)
            file.flush()
            os.fsync(file.fileno())
        return Written(out.size, out.hash.hexdigest())

    def close(self) -> None:
        """Forget the pieces."""
        for spool in self._spools.values():
            spool.close()

    def _write_one(self, out: "_Out", name: str) -> dict[str, Any]:
        start, kind = out.align(), self._types[name].newbyteorder("<").str.lstrip("<|")
        if name in self._packed:
            plain = self._packed.pop(name)
            out.put(self._compressor.compress(plain))
            entry = {"packed": True, "count": len(plain) // self._types[name].itemsize}
        else:
            out.copy(self._spools[name])
            entry = {"packed": False, "count": (out.size - start) // self._types[name].itemsize}
        return {"type": kind, "offset": start, "bytes": out.size - start, **entry}


class _Out:
    """A file being written, with its hash."""

    def __init__(self, file: BufferedRandom) -> None:
        self._file = file
        self.size = 0
        self.hash = hashlib.sha256()
        self.put(MAGIC)

    def put(self, data: bytes) -> None:
        self._file.write(data)
        self.hash.update(data)
        self.size += len(data)

    def align(self) -> int:
        self.put(bytes(-self.size % _ALIGN))
        return self.size

    def copy(self, spool: "SpooledTemporaryFile[bytes]") -> None:
        spool.seek(0)
        while block := spool.read(1 << 20):
            self.put(block)
        spool.close()


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
        return self.once(name).tobytes()

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
