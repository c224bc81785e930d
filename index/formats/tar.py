"""tar: its members in their order, read once from the beginning, as a tape is; nothing of it is written to a disk."""

import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index.errors import UnreadableFile
from index.files import Failure, code
from index.formats.place import Place
from index.formats.shown import NAME_LIMIT, Shown

_BLOCK = 512
_MAGIC = (257, b"ustar")
_LONG_NAME, _LONG_LINK, _NEXT, _ALL = b"L", b"K", b"x", b"g"  # headers that tell of the member behind them
_HOLES, _MORE_HOLES = 482, 504  # where a sparse file's header tells that a list of its holes goes on behind it
_HEADERS = 20  # of one member; there are a name, a link's name, and one for the rest
_TOLD_LIMIT = 1_000_000  # bytes of one of those; a path has at most 4,096
_LINKS = (tarfile.LNKTYPE, tarfile.SYMTYPE)
_CUT = "is cut off: what is whole was read"
_DAMAGED = "is damaged: what is whole was read"
_COPIED = 1 << 20  # bytes at once


@dataclass(slots=True)
class _Told:
    """What headers said of the next member."""

    name: str | None = None
    size: int | None = None
    sparse: bool = False
    headers: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A member to read: its bytes come from the archive itself, so it is read before the next one or never."""

    place: Place
    data: "_Data"

    def opened(self) -> io.BufferedReader:
        """Return its bytes as a file to read."""
        return io.BufferedReader(self.data)


def is_tar(head: bytes) -> bool:
    """Tell if a file begins like a tar archive."""
    return head.startswith(_MAGIC[1], _MAGIC[0])


def members(stream: BinaryIO, place: Place) -> Iterator[Found | Failure]:
    """Yield the files in it, or why one is not read; what is hidden is left out, as in folders.

    What a browser put beside a page is left out where the page comes first, as in a sorted archive.

    Raises:
        UnreadableFile: it is damaged or cut off, behind what was given; the reason alone.
    """
    told, shown = _Told(), Shown()
    for block in _headers(stream):
        header = _header(block)
        if header.type in (_LONG_NAME, _LONG_LINK, _NEXT, _ALL):
            _tell(told, header.type, _words(stream, header.size))
            told.headers += 1
            if told.headers > _HEADERS:
                raise UnreadableFile(_DAMAGED)
            continue
        name = (told.name or header.name)[:NAME_LIMIT]
        data = _data(stream, header, block, told)
        shown.tell(name)
        if not header.isdir() and shown.has(name):
            reason = _refused(header, name, sparse=told.sparse)
            there = place.member(name, "tar")
            yield Failure(there.name, reason) if reason else Found(there, data)
        if not data.pass_over():
            return
        told = _Told()


def _headers(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the blocks that are headers: zeros end an archive, but another one may follow them."""
    ended = False
    while block := stream.read(_BLOCK):
        if block.strip(b"\0"):
            ended = False
            yield block
        else:
            ended = True
    if not ended:
        raise UnreadableFile(_CUT)


def _data(stream: BinaryIO, header: tarfile.TarInfo, block: bytes, told: _Told) -> "_Data":
    """Return the bytes of a member; links, folders and devices have none, kinds that nobody knows may have."""
    more = header.type == tarfile.GNUTYPE_SPARSE and block[_HOLES]
    while more:
        more = _all_of(stream, _BLOCK)[_MORE_HOLES]
    size = header.size if told.size is None else told.size
    return _Data(stream, size if header.isreg() or header.type not in tarfile.SUPPORTED_TYPES else 0)


def _all_of(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise UnreadableFile(_CUT)
    return data


def _header(block: bytes) -> tarfile.TarInfo:
    """Return what a header says.

    Raises:
        UnreadableFile: it is none; where the next one begins cannot be told then. The reason alone.
    """
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError) as error:
        raise UnreadableFile(_CUT if len(block) < _BLOCK else _DAMAGED) from error
    if header.size < 0:
        raise UnreadableFile(_DAMAGED)
    return header


def _words(stream: BinaryIO, size: int) -> bytes:
    if size > _TOLD_LIMIT:
        raise UnreadableFile(_DAMAGED)
    return _all_of(stream, size + -size % _BLOCK)[:size]


def _tell(told: _Told, kind: bytes, words: bytes) -> None:
    if kind == _LONG_NAME:
        told.name = words.rstrip(b"\0").decode("utf-8", "surrogateescape")
    for key, value in _pairs(words) if kind == _NEXT else ():
        if key == b"path":
            told.name = value.decode("utf-8", "surrogateescape")
        elif key == b"size" and value.isdigit() and len(value) < 19:
            told.size = int(value)
        told.sparse |= key.startswith(b"GNU.sparse")


def _pairs(words: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield what an extended header says, as "LENGTH KEY=VALUE\\n" behind each other, up to what is none of that."""
    while words:
        length, _, rest = words.partition(b" ")
        end = int(length) if length.isdigit() and len(length) < 8 else 0
        key, equals, value = words[len(length) + 1 : end].partition(b"=")
        if not equals or not rest:
            return
        yield key, value.removesuffix(b"\n")
        words = words[end:]


def _refused(header: tarfile.TarInfo, name: str, *, sparse: bool) -> str | None:
    if header.type in _LINKS:
        return "is a link: links in archives are not followed"
    if sparse or header.type == tarfile.GNUTYPE_SPARSE:
        return "is a sparse file: unpack it"
    if header.type in tarfile.SUPPORTED_TYPES and not header.isreg():
        return "is a device or a pipe, not a file"
    return code(name)


class _Data(io.RawIOBase):
    """The bytes of a member."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._left, self._padding = stream, size, -size % _BLOCK
        self._told = False  # the reader, that the archive ends here

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # what BufferedReader gives
        data = self._stream.read(min(len(buffer), self._left))
        self._left -= len(data)
        if self._left and buffer and not data:
            self._told = True
            raise UnreadableFile(_CUT)
        buffer[: len(data)] = data
        return len(data)

    def pass_over(self) -> bool:
        """Read what nobody did, up to the next header; tell if there may be one.

        Raises:
            UnreadableFile: the archive ends before that, and its reader was not told so; the reason alone.
        """
        left = self._left + self._padding
        while left and not self._told:
            data = self._stream.read(min(left, _COPIED))
            if not data:
                raise UnreadableFile(_CUT)
            left -= len(data)
        return not self._told
