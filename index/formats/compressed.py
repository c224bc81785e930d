"""gzip, bzip2, xz and Zstandard, unpacked as they are read: known by their first bytes, within bounds."""

import bz2
import io
import lzma
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, Protocol

import zstandard

from index.errors import UnreadableFile

# What all that is packed in one file may unpack to. Archives of news shrink to a fifth, the most repetitive JSONL
# met to a fiftieth; a bomb to a thousandth at each level.
FREE = 500_000_000  # bytes that any file may
RATIO = 200  # times its size
MOST = 1_000_000_000_000

_CHUNK = 16_384
_SMALL_CHUNK = 1_024  # of Zstandard, whose decompressor knows no bound: 4 bytes can be a block of 128 KB
_BUFFER = 65_536
_XZ_MEMORY = 200_000_000  # bytes; `xz -9` takes 65 MB
_ZSTD_WINDOW = 1 << 27  # bytes; as `zstd` itself allows without being told
_LONGEST_MAGIC = 10
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_ERRORS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, zstandard.ZstdError)


class _Codec(Protocol):
    """What Python's decompressors of bzip2 and xz have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    """zlib's decompressor in the shape of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class _Zstd:
    """Zstandard's decompressor in the shape of the others; what it gives beyond the bound is kept for the next time."""

    def __init__(self, words: zstandard.ZstdCompressionDict | None = None) -> None:
        self._inner = zstandard.ZstdDecompressor(words, max_window_size=_ZSTD_WINDOW).decompressobj()
        self._kept = b""

    @property
    def eof(self) -> bool:
        return self._inner.eof and not self._kept

    @property
    def needs_input(self) -> bool:
        return not self._kept

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        unpacked = self._kept or (self._inner.decompress(data) if data else b"")
        self._kept = unpacked[max_length:]
        return unpacked[:max_length]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    magic: re.Pattern[bytes]
    codec: Callable[[], _Codec]
    chunk: int = _CHUNK


_KINDS = (
    _Kind("gzip", _MEMBER, _Gzip),
    _Kind("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), bz2.BZ2Decompressor),
    _Kind("xz", re.compile(rb"\xfd7zXZ\x00"), lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY)),
    _Kind("Zstandard", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), _Zstd, _SMALL_CHUNK),
)
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # begins the frame of a .warc.zst that holds the dictionary of all its records
_DICTIONARY_LIMIT = 10_000_000  # bytes; `zstd --train` makes 110 KB
_FRAME_HEAD = 18  # bytes, at most


@dataclass(slots=True)
class Allowance:
    """How many bytes a file may still unpack to, all that is in it and however it nests."""

    left: int

    @classmethod
    def of(cls, size: int) -> "Allowance":
        """Return the allowance of a file of so many bytes."""
        return cls(min(max(FREE, RATIO * size), MOST))

    @property
    def spent(self) -> bool:
        """Whether there was more to unpack than the file may."""
        return self.left < 0

    def take(self, count: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            UnreadableFile: they are more than the file may unpack to; the reason alone.
        """
        self.left -= count
        if self.spent:
            raise UnreadableFile(
                f"unpacks to more than {RATIO} times its size, and {FREE // 1_000_000} MB: the rest is not read"
            )


def kind_of(head: bytes) -> _Kind | None:
    """Return how bytes are compressed that begin like these."""
    return next((kind for kind in _KINDS if kind.magic.match(head)), None)


def unpack(source: io.BufferedReader, kind: _Kind, allowance: Allowance) -> tuple[io.BufferedReader, "Unpacked"]:
    """Return what is compressed as a file to read, and the state of its unpacking.

    Raises:
        UnreadableFile: it needs a dictionary that is damaged; the reason alone.
    """
    if kind.codec is _Zstd:
        kind = replace(kind, codec=partial(_Zstd, _dictionary(source)))
    unpacked = Unpacked(source, kind, allowance)
    return io.BufferedReader(unpacked, _BUFFER), unpacked


def _dictionary(source: io.BufferedReader) -> zstandard.ZstdCompressionDict | None:
    """Read the frame of a dictionary, where a file begins with one; it may itself be compressed."""
    head = source.peek(_FRAME_HEAD)[:_FRAME_HEAD]
    if not head.startswith(_DICTIONARY):
        if _names_a_dictionary(head):
            raise UnreadableFile("is Zstandard with a dictionary that is not in it: unpack it with that")
        return None
    size = int.from_bytes(source.read(8)[4:], "little")
    words = source.read(min(size, _DICTIONARY_LIMIT))
    try:
        if len(words) < size:
            raise zstandard.ZstdError("is cut off, or too large")
        return _usable(words)
    except zstandard.ZstdError as error:
        raise UnreadableFile("is Zstandard with a dictionary that is damaged: nothing of it can be read") from error


def _usable(words: bytes) -> zstandard.ZstdCompressionDict:
    if words.startswith(zstandard.FRAME_HEADER):
        unpacking = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(words)
        words = unpacking.read(_DICTIONARY_LIMIT)
    dictionary = zstandard.ZstdCompressionDict(words)
    zstandard.ZstdDecompressor(dictionary).decompressobj()  # fails where it is none
    return dictionary


def _names_a_dictionary(head: bytes) -> bool:
    try:
        return bool(zstandard.get_frame_parameters(head).dict_id)
    except zstandard.ZstdError:
        return False


class Unpacked(io.RawIOBase):
    """What is compressed, in all its members. Where it is damaged it goes on with the next member, or ends.

    `damage` says what was wrong, once something was.
    """

    def __init__(self, source: BinaryIO, kind: _Kind, allowance: Allowance) -> None:
        self._source, self._kind, self._allowance = source, kind, allowance
        self._codec = kind.codec()
        self._given = b""  # read from the source, but not yet by the codec
        self._fed = b""  # to the codec, the last time
        self._ended = False
        self.damage = ""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # what BufferedReader gives
        """Fill the buffer, but at the end.

        Raises:
            UnreadableFile: see `Allowance.take`.
        """
        filled = 0
        while filled < len(buffer) and (data := self._more(len(buffer) - filled)):
            buffer[filled : filled + len(data)] = data
            filled += len(data)
        self._allowance.take(filled)
        return filled

    def _more(self, size: int) -> bytes:
        while not self._ended:
            if self._codec.eof:
                self._next_member()
                continue
            waiting = self._codec.needs_input
            data = self._input() if waiting else b""
            try:
                if unpacked := self._codec.decompress(data, size):
                    return unpacked
            except _ERRORS:
                if self._resumed(self._fed):
                    return b"\n"  # so that what follows begins a line of its own
            if waiting and not data and not self._codec.eof and not self._ended:
                self.damage = self.damage or "is cut off"
                self._ended = True
        return b""

    def _input(self) -> bytes:
        data, self._given = self._given[: self._kind.chunk], self._given[self._kind.chunk :]
        self._fed = data or self._source.read(self._kind.chunk)
        return self._fed

    def _next_member(self) -> None:
        """Begin with the next member; zeros behind the last one are padding, as tape drives wrote it."""
        rest = (self._codec.unused_data + self._given).lstrip(b"\x00")
        while not rest and (data := self._source.read(_CHUNK)):
            rest = data.lstrip(b"\x00")
        rest += self._source.read(_CHUNK) if 0 < len(rest) < _LONGEST_MAGIC else b""
        if not rest:
            self._ended = True
        elif self._kind.magic.match(rest):
            self._codec, self._given = self._kind.codec(), rest
        else:
            self._given = b""
            self._resumed(rest)

    def _resumed(self, data: bytes) -> bool:
        """Look for a next member behind the damage; only gzip's begin in a way that can be told."""
        self.damage = "is damaged"
        rest = data + self._given
        while self._kind.magic is _MEMBER and rest:
            if found := _MEMBER.search(rest, 1):
                self._codec, self._given = self._kind.codec(), rest[found.start() :]
                return True
            rest = rest[-3:] + more if (more := self._source.read(_CHUNK)) else b""
        self._ended = True
        return False
