"""Files that hold many articles as records: feeds, tables, Reuters's SGML, mails."""

from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO

from index.files import Failure
from index.formats.csv_file import read_csv, stream_csv
from index.formats.feeds import read_feed
from index.formats.mail import read_mail, stream_mbox
from index.formats.parts import Item
from index.formats.sgml import read_sgml, stream_sgml

HEAD = 65_536  # bytes in which a file shows what it is

Found = Iterator[Item | Failure]


def records(text: str, path: str) -> Found | None:
    """Return what a feed, a table or a file of Reuters-21578 holds, or None for another text."""
    readers = (read_feed, read_sgml) if text[:1000].lstrip().startswith("<") else (read_csv,)
    return next((found for reader in readers if (found := reader(text, path)) is not None), None)


def mail(data: bytes, path: str) -> Found | None:
    """Return what a mail or an mbox holds, or None for other bytes; to be asked after MHTML, which is a mail too."""
    return read_mail(data, path)


def streamed(file: BinaryIO, path: str) -> Found | None:
    """Return what an open table, file of Reuters-21578 or mbox of any size holds, read bit by bit.

    Nothing was read of the file after None: it can seek, or has a `peek`. It has to stay open as long as what is
    returned is used.
    """
    head = _head(file)
    readers = (stream_csv, stream_sgml, stream_mbox)
    return next((found for reader in readers if (found := reader(file, head, path)) is not None), None)


def _head(file: BinaryIO) -> bytes:
    if not file.seekable():
        return bytes(file.peek(HEAD)[:HEAD]) if isinstance(file, BufferedReader) else b""
    at = file.tell()
    head = file.read(HEAD)
    file.seek(at)
    return head
