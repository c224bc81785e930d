"""Writing a file of named arrays: see `index.columnar.arrays`, which reads it."""

import hashlib
import json
import os
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import numpy as np
import zstandard

from index.columnar.arrays import MAGIC, Array

_ALIGN = 64
_LEVEL = 3
_IN_MEMORY = 1 << 18  # of one array being written; more of it waits on the disk


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
