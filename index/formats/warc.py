"""WARC: the pages that a crawler was answered with. Record by record, so that a broken one costs itself."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from index.errors import UnreadableFile
from index.files import PAGE_LIMIT, Failure, read_document, too_large
from index.formats.place import Place
from index.formats.warc_record import parse_record

_MAGIC = re.compile(rb"WARC/[01]\.\d+\r?\n")
_LONGEST_START = 16  # bytes
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_HEADERS_LIMIT = 65_536  # bytes
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)
_OF_PAGES = re.compile(rb"^WARC-Type:[ \t]*(?:response|resource)\b", re.I | re.M)
_AFTER = re.compile(rb"(?:\r?\n){2}|[\r\n]*(?:WARC/|$)")
_BROKEN_LIMIT = 1_000  # records
_GAP = 8  # bytes between records; more is something else
_BLOCK = 1 << 20  # bytes that are read at once


@dataclass(frozen=True, slots=True)
class Page:
    """A page's bytes, its charset as HTTP named it, and where and when it was captured."""

    place: Place
    data: bytes
    charset: str | None
    url: str | None
    captured: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """The bytes of the nth record, headers included; of a `large` one the first of them."""

    number: int
    data: bytes
    large: bool = False


def is_warc(head: bytes) -> bool:
    """Tell if a file begins like a WARC."""
    return bool(_MAGIC.match(head.lstrip()))


def frames(stream: BinaryIO, place: Place) -> Iterator[Frame | Failure]:
    """Yield the records that may hold a page, unread; what else is there is passed over.

    Raises:
        UnreadableFile: nothing but broken records comes; the reason alone.
    """
    broken = 0
    for frame in _Frames(stream, place).records():
        broken = broken + 1 if isinstance(frame, Failure) else 0
        if broken > _BROKEN_LIMIT:
            raise UnreadableFile(f"{_BROKEN_LIMIT:,} records in a row are broken: the rest is not read")
        if isinstance(frame, Failure) or _OF_PAGES.search(frame.data[:_HEADERS_LIMIT]):
            yield frame


def page_in(frame: Frame, place: Place) -> Page | None:
    """Return the page in a record: HTML of a response with status 200, or of a resource.

    Raises:
        UnreadableFile: nothing in it to read, too large, or broken; the reason alone.
    """
    try:
        return _page(frame, place)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # the library names none, and has raised three kinds on broken records
        raise UnreadableFile(f"is a broken record ({type(error).__name__}: {error})") from error


def _page(frame: Frame, place: Place) -> Page | None:
    record = parse_record(frame.data)
    if not record.is_page:
        return None
    if frame.large:
        raise UnreadableFile(too_large("document"))
    data = read_document(io.BytesIO(record.body(PAGE_LIMIT + 1)))
    return Page(place.record(frame.number, record.url or ""), data, record.charset, record.url, record.captured)


class _Frames:
    """Cuts a stream into records by their lengths; behind one that is broken it looks for where the next begins."""

    def __init__(self, stream: BinaryIO, place: Place) -> None:
        self._stream, self._place = stream, place
        self._buffer, self._at = b"", 0
        self._whole = 0

    def records(self) -> Iterator[Frame | Failure]:
        """Yield the records, and in place of a broken one that, with its number."""
        number = 0
        self._skip()
        while self._fill(1):
            number += 1
            yield self._next(number)
            if self._skip() > _GAP:
                number += 1
                yield self._passed_over(number)

    def _next(self, number: int) -> Frame | Failure:
        """Take the record that begins here, or so much of it that the next can be looked for."""
        self._fill(_HEADERS_LIMIT)
        end = _HEADERS_END.search(self._buffer, self._at, self._at + _HEADERS_LIMIT)
        length = _LENGTH.search(self._buffer, self._at, end.end()) if end else None
        if not end or not length:
            return self._broken(number)
        size = end.end() - self._at + int(length[1])
        if int(length[1]) > PAGE_LIMIT:
            return self._large(number, size)
        self._fill(size + _LONGEST_START)
        if not _AFTER.match(self._buffer[self._at + size : self._at + size + _LONGEST_START]) or self._left() < size:
            return self._broken(number)
        self._whole += 1
        self._at += size
        return Frame(number, self._buffer[self._at - size : self._at])

    def _large(self, number: int, size: int) -> Frame | Failure:
        """Pass over a record that is no page or too large for one; its length may be wrong, so it is not trusted."""
        self._fill(_HEADERS_LIMIT)
        frame = Frame(number, self._buffer[self._at : self._at + _HEADERS_LIMIT], large=True)
        self._at += 1
        if self._skip() < size - 1:
            return self._passed_over(number)
        self._whole += 1
        return frame

    def _broken(self, number: int) -> Failure:
        self._at += 1
        self._skip()
        return self._passed_over(number)

    def _passed_over(self, number: int) -> Failure:
        """Return the failure of the record that was not whole: the file ends in it, or another follows."""
        if not self._left():
            return Failure(self._place.name, f"is cut off after {self._whole:,} records: what is whole was read")
        return Failure(self._place.record(number).name, "is a broken record; those behind it were read")

    def _skip(self) -> int:
        """Go to where the next record begins, or to the end; return how many bytes that was."""
        skipped = 0
        while self._fill(_LONGEST_START) or self._left():
            start = self._start()
            if start >= 0:
                skipped += start - self._at
                self._at = start
                return skipped
            kept = min(self._left(), _LONGEST_START)
            skipped += self._left() - kept
            self._at = len(self._buffer) - kept
            if not self._fill(kept + 1):
                self._at = len(self._buffer)
                return skipped + kept
        return skipped

    def _start(self) -> int:
        """Return where in the buffer a record begins, or -1; a pattern takes five times as long."""
        at = self._at
        while at >= 0 and not _MAGIC.match(self._buffer, at):
            at = self._buffer.find(b"\nWARC/", at) + 1 or -1
        return at

    def _left(self) -> int:
        return len(self._buffer) - self._at

    def _fill(self, size: int) -> bool:
        """Have so many bytes at hand; tell if there are."""
        if self._left() < size:
            self._buffer = self._buffer[self._at :] + self._stream.read(max(size - self._left(), _BLOCK))
            self._at = 0
        return self._left() >= size
