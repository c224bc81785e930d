"""Which files there are to read, and their bytes; what cannot be read is named with its reason."""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from index.errors import OutOfReach, UnreadableFile
from index.formats import archivebox

DOCUMENT_LIMIT = 20_000_000  # the longest article known is under 1 MB of text; beyond this it is another thing
PAGE_LIMIT = 100_000_000  # with the pictures that a page may hold as "data:" URIs, which do not count

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, audio or video)"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"AT&TFORM", "a DjVu document"),
    (b"!BDN", "an Outlook archive"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"wOF", "a font"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
DATA_URI = r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*,[^\"'\s)>]*"  # a pattern, for texts and for bytes
_INLINED = re.compile(DATA_URI.encode())
# What a mirror of a site holds beside its pages: text, but nobody wrote it to be read.
_CODE = {".css", ".js", ".mjs", ".map", ".py", ".php", ".sh", ".svg", ".ts", ".xsl", ".yml", ".yaml", ".toml", ".ini"}
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b")) + b"\x7f"
_SAMPLE = 4096
_READ = "only text is read (HTML, JSON, plain text), also where it is packed; PDFs, images and office files are not"
_PASSING = (OSError, MemoryError, ImportError)  # what is at fault then is not the file
_BINARY_SHARE = 0.05  # random bytes are at 0.1; text with stray NULs stays far under either


@dataclass(frozen=True, slots=True)
class Failure:
    """What gave no article, and why.

    `path` is "file:LINE" where one line failed, "file!member" in an archive, "file#record N" in a WARC. A `lasting`
    one is in the bytes: the same file fails in the same way. One that is not came from outside, or from a limit.
    """

    path: str
    reason: str
    lasting: bool = True


def walk(paths: Iterable[str]) -> Iterator[str | Failure]:
    """Yield the files at and under the paths: the paths as given, each folder's entries sorted by name.

    Hidden entries, indexes and the "_files" folders beside saved pages are left out; a folder that links
    lead to twice is read once. A link that leads out of the paths is not followed: who hands over a folder does not
    say what else of a machine is read.
    """
    seen: set[tuple[int, int]] = set()
    waiting = list(dict.fromkeys(paths))[::-1]
    given, roots = set(waiting), [os.path.realpath(path) for path in waiting]
    while waiting:  # folders nest deeper than Python's stack
        path = waiting.pop()
        try:
            status = os.stat(path)
            if path not in given and os.path.islink(path) and not _within(os.path.realpath(path), roots):
                yield Failure(path, "is a link that leads out of the PATHs: name what it leads to, too", lasting=False)
            elif stat.S_ISDIR(status.st_mode):
                waiting += reversed(_entries(path, status, seen))
            elif reason := _irregular(status.st_mode) or code(path):
                yield Failure(path, reason)
            else:
                yield path
        except (OSError, ValueError) as error:
            yield Failure(path, _said(error), lasting=False)


def read_document(file: BinaryIO) -> bytes:
    """Return what is left of a file as one document, never more of it than the limits.

    Raises:
        UnreadableFile: nothing in it to read, or too large; the reason alone.
    """
    data = file.read(DOCUMENT_LIMIT + 1)
    if len(data) > DOCUMENT_LIMIT and looks_like_page(data):
        data += file.read(PAGE_LIMIT + 1 - len(data))
        data = _INLINED.sub(b"", data) if len(data) <= PAGE_LIMIT else data
    if reason := _unfit(data):
        raise UnreadableFile(reason)
    return data


def looks_like_page(data: bytes) -> bool:
    """Tell if bytes begin like markup."""
    return bool(_PAGE.match(data))


@contextmanager
def opened(path: str) -> Iterator[BufferedReader]:
    """Open a regular file; a pipe or a device is refused, not waited for.

    Raises:
        OutOfReach: it cannot be opened, or reading it fails.
    """
    try:
        if reason := _irregular(os.stat(path).st_mode):
            raise OutOfReach(f"{one_line(path)}: {reason}")
        # Without waiting: a link into /proc can be a regular file that never has anything to say.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
            yield file
    except (OSError, ValueError) as error:
        raise OutOfReach(f"{one_line(path)}: {_said(error)}") from error


def failure(path: str, error: Exception) -> Failure:
    """Return the error as an entry of a report, which names the file by itself."""
    if isinstance(error, UnreadableFile):
        return Failure(path, str(error).removeprefix(f"{one_line(path)}: "), not isinstance(error, OutOfReach))
    if isinstance(error, RecursionError):
        return Failure(path, "is nested too deeply to be read")
    said = f"cannot be read ({type(error).__name__}: {one_line(str(error)[:200])})"
    return Failure(path, said, not isinstance(error, _PASSING))


def one_line(text: str) -> str:
    """Return text that cannot break a line, move the cursor or colour the terminal: what it would do is escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)


def too_large(what: str) -> str:
    """Return the reason for refusing a line or a document over the limit."""
    return (
        f"larger than the {DOCUMENT_LIMIT // 1_000_000} MB limit for one {what}; "
        "split it into one file per article, or into JSONL with one article per line"
    )


def binary_kind(data: bytes) -> str | None:
    """Return what the bytes look like if that is no text, as "a PDF"."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    sample = data[:_SAMPLE]
    if data.startswith(BOMS[1:]):
        return None
    odd = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if odd > len(sample) * _BINARY_SHARE else None


def _unfit(data: bytes) -> str | None:
    if len(data) > DOCUMENT_LIMIT:
        return too_large("document")
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "the file is empty"
    kind = binary_kind(data)
    return f"looks like {kind}: {_READ}" if kind else None


def _within(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots)


def _entries(path: str, status: os.stat_result, seen: set[tuple[int, int]]) -> list[str]:
    """Return what to read in a folder that was not met before and is no index."""
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return []
    seen.add(identity)
    names = sorted(os.listdir(path))
    if names_an_index(names):
        return []
    if (chosen := archivebox.chosen(path, names)) is not None:
        return chosen
    return [os.path.join(path, name) for name in wanted(names)]


def names_an_index(names: Iterable[str]) -> bool:
    """Tell a folder that is an index from an archive by what it holds."""
    there = set(names)
    return "manifest.json" in there and bool(there & {"write.lock", "files.json"})


def code(path: str) -> str | None:
    """Return the reason for leaving a file unread that by its name is what pages are made with."""
    suffix = Path(path).suffix.lower()
    return f"is {suffix[1:]} code, not an article" if suffix in _CODE else None


def wanted(names: Collection[str]) -> Iterator[str]:
    """Leave out what is hidden and what a browser put beside a page that it saved."""
    pages = {Path(name).stem for name in names if name.lower().endswith((".html", ".htm"))}
    for name in names:
        if not name.startswith(".") and not (name.endswith("_files") and name.removesuffix("_files") in pages):
            yield name


def _irregular(mode: int) -> str | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return "is a folder, not a file"
    kinds = {stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket"}
    return f"is {kinds.get(stat.S_IFMT(mode), 'a device')}, not a file"


def _said(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "permission denied; let this user read it"
    return getattr(error, "strerror", None) or str(error)
