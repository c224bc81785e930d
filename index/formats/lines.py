"""JSONL of any size, a line at a time; only "\\n" ends a line."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from index.files import DOCUMENT_LIMIT
from index.formats.place import Place

EMPTY_LIMIT = 1_000_000  # lines in a row with nothing to read; packed, there may be any number of them
_TRIED = 5  # lines with something in them; the first line of JSONL may be a bad one
_LOOKED_AT = 1_000  # empty ones too
_MAYBE = 64  # bytes in which JSONL begins
_BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of JSON as bytes; of one over the limit for documents only so much as shows it."""

    place: Place
    lines: Iterable[bytes]


def split(stream: io.BufferedReader, place: Place) -> Lines | BinaryIO:
    """Return the lines of a file where one of the first is an object of JSON, or else the file as it was."""
    if not stream.peek(_MAYBE)[:_MAYBE].lstrip(_BLANK).startswith(b"{"):
        return stream
    lines = _lines(stream)
    head = list(_first(lines))
    if any_object(line.decode("utf-8-sig", "replace").replace("\x00", "") for line in head):
        return Lines(place, chain(head, lines))
    return io.BufferedReader(_Again(b"".join(head), stream))


def too_empty(what: str) -> str:
    """Return the reason for ending where nothing comes."""
    return f"{EMPTY_LIMIT:,} lines in a row hold no {what}: the rest is not read"


def any_object(lines: Iterable[str]) -> bool:
    """Tell if one of the first lines that are not empty is an object of JSON."""
    return any(map(_is_object, islice((line for line in lines if line.strip()), _TRIED)))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _first(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Take lines until there are enough to try."""
    tried = 0
    for line in islice(lines, _LOOKED_AT):
        tried += bool(line.strip())
        yield line
        if tried == _TRIED:
            return


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one over the limit only so much as shows it."""
    while line := file.readline(DOCUMENT_LIMIT + 1):
        rest = line
        while rest and not rest.endswith(b"\n") and len(rest) > DOCUMENT_LIMIT:
            rest = file.readline(DOCUMENT_LIMIT + 1)
        yield line


class _Again(io.RawIOBase):
    """A file of which the first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # what BufferedReader gives
        data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        data = data or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
