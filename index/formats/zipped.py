"""ZIP: its members in their order, as labels and bytes; nothing of it is written to a disk."""

import errno
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from index.errors import UnreadableFile
from index.files import Failure, code
from index.formats.compressed import FREE, RATIO, Allowance
from index.formats.place import Place
from index.formats.shown import NAME_LIMIT, Shown

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
LIST_LIMIT = 32_000_000  # bytes of the list of members, which is held in memory: of some 250,000 members
NESTED_LIMIT = 100_000_000  # bytes of a ZIP in an archive, which is held in memory too

_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_END_SIZES = 22 + 65_535 + 20 + 56  # bytes in which both stand, with the longest comment
_OFFICE = (
    (re.compile(r"word/document\w*\.xml"), "a Word document"),
    (re.compile(r"xl/workbook\.\w+"), "an Excel workbook"),
    (re.compile(r"ppt/presentation\.xml"), "a PowerPoint presentation"),
    (re.compile(r"META-INF/container\.xml"), "an EPUB book"),
    (re.compile(r"META-INF/manifest\.xml"), "an OpenDocument file"),
    (re.compile(r"META-INF/MANIFEST\.MF|AndroidManifest\.xml"), "a program"),
)
_WARC_MEMBER = re.compile(r"archive/[^/]+\.warc(?:\.gz)?")
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)
_LOCAL_HEADER = 30  # bytes at least, before what is compressed
_DOUBLED = "lies within another member of the ZIP: not read"
_TOO_BIG = f"unpacks to more than {RATIO} times its size, and {FREE // 1_000_000} MB: not read"

Member = tuple[Place, zipfile.ZipInfo]


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Return a ZIP, its list of members read.

    Raises:
        UnreadableFile: it has none, too many, or is another thing in the guise of a ZIP; the reason alone.
    """
    file: IO[bytes] = stream if stream.seekable() else _held(stream)
    if _list_size(file) > LIST_LIMIT:
        raise UnreadableFile("has too many members for one ZIP: split it, or unpack it into a folder")
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGE as error:
        _raise_from_disk(error)
        raise UnreadableFile("is a ZIP archive without its list of members: it is cut off or damaged") from error
    if kind := _office(archive):
        raise UnreadableFile(f"looks like {kind}: office documents, books and programs are not read")
    return archive


def members(archive: zipfile.ZipFile, place: Place) -> Iterator[Member | Failure]:
    """Yield the members to read, by name or with the reason why not; what is hidden is left out as in folders."""
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if any(info.filename == "datapackage.json" for info in infos):  # WACZ: the rest are its indexes
        records = [info for info in infos if _WARC_MEMBER.fullmatch(info.filename)]
        infos = records or infos
    shown, doubled = Shown(), _doubled(archive.infolist())
    for info in infos:
        shown.tell(info.filename)
    for info in infos:
        if shown.has(info.filename[:NAME_LIMIT]):
            there = place.member(info.filename[:NAME_LIMIT])
            reason = _refused(info) or (_DOUBLED if id(info) in doubled else None)
            yield Failure(there.name, reason) if reason else (there, info)


def page_of_its_own(stream: IO[bytes]) -> tuple[zipfile.ZipFile, zipfile.ZipInfo] | None:
    """Return the page in a ZIP that stands at the end of a page of another kind, as SingleFile saves them; else None.

    What stands before it, in any browser, unpacks it.
    """
    if not 0 < _list_size(stream) <= LIST_LIMIT:
        return None
    try:
        archive = zipfile.ZipFile(stream)
        return archive, archive.getinfo("index.html")
    except (*_DAMAGE, KeyError):
        stream.seek(0)
        return None


def open_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance) -> io.BufferedReader:
    """Return a member as a file to read.

    Raises:
        UnreadableFile: it is damaged, or packed in an unknown way; the reason alone.
    """
    try:
        return io.BufferedReader(_Member(archive.open(info), allowance), 1 << 16)
    except _DAMAGE as error:
        _raise_from_disk(error)
        unknown = isinstance(error, NotImplementedError)
        raise UnreadableFile(
            "is packed in a way that is not known: unpack it" if unknown else "is damaged in its ZIP archive"
        ) from error


class _Member(io.RawIOBase):
    """The bytes of a member, counted; what is wrong with them is said in our own words."""

    def __init__(self, inner: IO[bytes], allowance: Allowance) -> None:
        self._inner, self._allowance = inner, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # what BufferedReader gives
        try:
            data = self._inner.read(len(buffer))
        except _DAMAGE as error:
            _raise_from_disk(error)
            raise UnreadableFile("is damaged in its ZIP archive: what is whole was read") from error
        buffer[: len(data)] = data
        self._allowance.take(len(data))
        return len(data)


def _raise_from_disk(error: Exception) -> None:
    """Raise what a disk or a network said: the archive is not at fault then. EINVAL is the place of its offsets."""
    if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
        raise error


def _held(stream: BinaryIO) -> io.BytesIO:
    """Return a ZIP that lies in an archive so that it can be read from its end, as a ZIP must."""
    data = stream.read(NESTED_LIMIT + 1)
    if len(data) > NESTED_LIMIT:
        raise UnreadableFile(
            f"is a ZIP of more than {NESTED_LIMIT // 1_000_000} MB inside another archive: unpack that one"
        )
    return io.BytesIO(data)


def _list_size(file: IO[bytes]) -> int:
    """Return the size of the list of members as the end of a ZIP gives it, in bytes; 0 where nothing is given."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_SIZES))
    tail = file.read()
    file.seek(0)
    at, at_64 = tail.rfind(_END), tail.rfind(_END_64)
    short = struct.unpack_from("<L", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    long = struct.unpack_from("<Q", tail, at_64 + 40)[0] if 0 <= at_64 <= len(tail) - 56 else 0
    return int(long if short == 0xFFFFFFFF else short)


def _office(archive: zipfile.ZipFile) -> str | None:
    names = archive.namelist()
    return next((kind for pattern, kind in _OFFICE if any(map(pattern.fullmatch, names))), None)


def _doubled(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Return which members begin within another one, by identity: so a small ZIP can unpack to anything."""
    doubled, end = set(), -1
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            doubled.add(id(info))
        end = max(end, info.header_offset + info.compress_size + _LOCAL_HEADER)
    return doubled


def _refused(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted: unpack it with its password first"
    if info.file_size > max(FREE, RATIO * info.compress_size):
        return _TOO_BIG
    if not info.file_size:
        return (
            "the file is empty"  # as is said of any other, without the time that opening a quarter of a million takes
        )
    return code(PurePosixPath(info.filename).name)
