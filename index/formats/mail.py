"""Mails to articles: newsletters as a mail program saves them, one a file or many in one (mbox)."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from functools import partial
from io import BytesIO
from typing import BinaryIO

from index.article import Article
from index.dates import parse_date
from index.errors import UnreadableFile
from index.extract.decoding import decode
from index.extract.fragments import fragment_body
from index.extract.wrapped import paragraphs
from index.files import DOCUMENT_LIMIT, Failure, too_large
from index.formats.parts import Item
from index.formats.place import PARTS
from index.ids import canonical_url
from index.tags import clean_tags, split_tags

HEAD = 65_536  # bytes in which a mail shows that it is one

_LINE_END = re.compile(rb"\r?\n")
_HEADER = re.compile(rb"([!-9;-~]{1,80}):|[ \t]|$")
_PLAIN_NAMES = {b"from", b"subject", b"date"}  # which a text may have above it, too
_MAIL_NAMES = {b"message-id", b"received", b"return-path", b"mime-version", b"delivered-to", b"list-id"}
# A page that a browser saved as MHTML is a mail by its form.
_SAVED_PAGE = re.compile(rb"^(?:Snapshot-Content-Location:|From: *[\"<]*Saved by )", re.M | re.I)
_SEPARATOR = re.compile(rb"From \S[^\n]{0,500}\d{4}\s*$")
_QUOTED_SEPARATOR = re.compile(rb"^>(>*From )", re.M)
_ESCAPES = re.compile(r"iso-2022-|utf-?7|hz", re.I)  # charsets whose bytes are valid UTF-8
_CHARSET = re.compile(r"[\w.:-]{1,40}")
_MAIL_LINES = 3_000_000  # as an attachment of 170 MB has
_SHORTEST = 20  # characters that each line counts for at least
_LONGEST_HEADER = 10_000  # characters
_SIGNATURE = re.compile(r"^--[ \t\r]*$", re.M)
_LIST = re.compile(r"(.*?)<([^<>]+)>\s*$", re.S)


def read_mail(data: bytes, path: str) -> Iterator[Item | Failure] | None:
    """Return the articles of a mail or an mbox, or None for other bytes; a mail of an mbox is "path:LINE"."""
    return _read(BytesIO(data), path) if _is_mail(data[:HEAD]) else None


def stream_mbox(file: BinaryIO, head: bytes, path: str) -> Iterator[Item | Failure] | None:
    """Do the same for an open mbox of any size that begins with `head`; a single mail is none."""
    return _read(file, path) if _SEPARATOR.match(head.partition(b"\n")[0]) and _is_mail(head) else None


def _is_mail(head: bytes) -> bool:
    """Tell by the names of the headers; those that only the way through the net leaves must be among them."""
    lines = _LINE_END.split(head.lstrip())
    if _SEPARATOR.match(lines[0]):
        lines = lines[1:]
    end = lines.index(b"") if b"" in lines else len(lines) - 1
    found = [_HEADER.match(line) for line in lines[:end]]
    names = {match[1].lower() for match in found if match and match[1]}
    known = b"from" in names and len(names & _PLAIN_NAMES) > 1 and names & _MAIL_NAMES
    return bool(known) and all(found) and not _SAVED_PAGE.search(head)


def _read(file: BinaryIO, path: str) -> Iterator[Item | Failure]:
    for line, data in _mails(file):
        yield Item(f"{path}:{line}" if line > 1 else path, partial(_article, data))


def _mails(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each mail with its line: separators stand behind an empty line and before a header.

    Of one over the limit only so much is kept as shows it.

    Raises:
        UnreadableFile: one does not end; the reason alone.
    """
    start, kept, size, many, empty = 1, list[bytes](), 0, False, True
    for number, line in enumerate(iter(lambda: file.readline(DOCUMENT_LIMIT + 1), b""), 1):
        if empty and _SEPARATOR.match(line):
            if kept:
                yield start, _mail(kept, quoted=many)
            start, kept, size, many = number, [], 0, True
        elif size <= DOCUMENT_LIMIT and (kept or line.strip()):
            kept.append(line)
            size += max(len(line), _SHORTEST)
        elif number - start > _MAIL_LINES:
            raise UnreadableFile(f"the mail in line {start} has over {_MAIL_LINES:,} lines: the rest is not read")
        empty = not line.strip()
    if kept:
        yield start, _mail(kept, quoted=many)


def _mail(lines: list[bytes], *, quoted: bool) -> bytes:
    data = b"".join(lines)
    return _QUOTED_SEPARATOR.sub(rb"\1", data) if quoted else data


def _article(data: bytes) -> Article:
    """Return a mail as an article; who sends a newsletter is its source, not the author of what it says.

    Raises:
        UnreadableFile: it has neither a subject nor text, or is too large; the reason alone.
        Exception: the parser of mails has raised a dozen kinds.
    """
    if len(data) > DOCUMENT_LIMIT:
        raise UnreadableFile(too_large("mail"))
    if data.count(b"\n--") > PARTS:
        raise UnreadableFile(f"has more than {PARTS:,} parts")
    message = message_from_bytes(data)
    title, body = _header(message, "Subject"), _body(message)
    if not title and not body:
        raise UnreadableFile("this mail has neither a subject nor text")
    printed = _header(message, "Date")
    published = parse_date(printed)
    fields = {
        "title": title,
        "source": _source(message),
        "body": body,
        "tags": clean_tags(split_tags(_header(message, "Keywords"))),
        "lang": _header(message, "Content-Language").partition(",")[0].strip() or None,
    }
    given = {name: "mail" for name, value in fields.items() if value}
    return Article(
        id=_header(message, "Message-ID").strip("<>"),
        url=_url(message),
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        provenance={**given, **({"published": "mail" if published else "unreadable"} if printed else {})},
        **fields,  # type: ignore[arg-type]
    )


def _source(message: Message) -> str | None:
    """Return the sender's name, else the list's, else where the mail comes from."""
    name, address = parseaddr(_header(message, "From"))
    found = _LIST.match(_header(message, "List-Id"))
    listed = found[1].strip(' "') if found else ""
    return " ".join(name.split()) or listed or address.rpartition("@")[2] or None


def _url(message: Message) -> str | None:
    """Return where the list keeps the mail, if it says so (RFC 5064)."""
    address = _header(message, "Archived-At").strip("<>")
    return address if canonical_url(address) else None


def _header(message: Message, name: str) -> str:
    """Return a header in one line: its encoded words decoded, and bytes that are none of ASCII."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    text = decode(str(raw)[:_LONGEST_HEADER].encode("ascii", "surrogateescape"))
    try:
        parts = decode_header(text)
    except HeaderParseError:
        parts = [(text, None)]
    words = (_word(part, charset) if charset else f" {_word(part, None)} " for part, charset in parts)
    return " ".join("".join(words).split())


def _word(part: str | bytes, charset: str | None) -> str:
    """Return a piece of a header; between encoded words the library hands out characters as Python escapes them."""
    if isinstance(part, str):
        return part
    return _decoded(part, charset) if charset else part.decode("raw-unicode-escape")


def _body(message: Message) -> str:
    """Return the words of the first part that is HTML, else of the first plain one; attachments are left out."""
    texts = [
        part for part in message.walk() if not part.is_multipart() and part.get_content_disposition() != "attachment"
    ]
    for kind, read in (("text/html", fragment_body), ("text/plain", _plain)):
        for part in texts:
            if part.get_content_type() == kind and (body := read(_content(part))):
                return body
    return ""


def _content(part: Message) -> str:
    data = part.get_payload(decode=True)
    return _decoded(data, part.get_content_charset()) if isinstance(data, bytes) else ""


def _decoded(data: bytes, charset: str | None) -> str:
    """Return the text of bytes: as UTF-8 where they are that, whatever charset was named, which is often wrong."""
    if not charset or not _CHARSET.fullmatch(charset):
        return decode(data)
    if _ESCAPES.match(charset):
        try:
            return data.decode(charset, "replace").replace("\x00", "")
        except LookupError:
            return decode(data)
    mark = f'<meta charset="{charset}">'  # as a page declares it, which is where `decode` looks
    return decode(mark.encode() + data).removeprefix(mark).removeprefix("\ufeff")


def _plain(text: str) -> str:
    """Return plain text as paragraphs, without the dashes above a signature."""
    return paragraphs(_SIGNATURE.sub("", text))
