"""MHTML, a page saved by a browser with all its parts as one mail: the page itself, and where it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from email.utils import parsedate_to_datetime

from index.errors import UnreadableFile
from index.formats.place import PARTS
from index.formats.saved import in_utc

_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related\b", re.I | re.M)
_BY_BROWSER = re.compile(rb"^(?:Snapshot-Content-Location:|From:\s*\"?<?Saved by )", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Saved:
    """The page's bytes as they were sent, its charset as its part names it, and where and when it was saved.

    `cut` tells that the file ends before its parts do.
    """

    data: bytes
    charset: str | None
    url: str | None
    captured: str | None
    cut: bool


def is_mhtml(head: bytes) -> bool:
    """Tell a page saved by a browser from a mail, by how it begins."""
    headers = _HEADERS_END.split(head.lstrip(), maxsplit=1)[0]
    return bool(_RELATED.search(headers) and _BY_BROWSER.search(headers))


def read_mhtml(data: bytes) -> Saved:
    """Return the page in a file.

    Raises:
        UnreadableFile: there is none in it; the reason alone.
    """
    if data.count(b"\n--") > PARTS:
        raise UnreadableFile(f"has more than {PARTS:,} parts")
    message = message_from_bytes(data)
    location = _address(message["Snapshot-Content-Location"])
    page = _page(message, location)
    if page is None:
        raise UnreadableFile("is MHTML without a page")
    payload = page.get_payload(decode=True)
    cut = any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)
    return Saved(
        payload if isinstance(payload, bytes) else b"",
        page.get_content_charset(),
        location or _address(page["Content-Location"]),
        _date(message["Date"]),
        cut,
    )


def _page(message: Message, location: str | None) -> Message | None:
    """Return the part that is the page: the others are its frames."""
    pages = list(_pages(message))
    return next((part for part in pages if location and _address(part["Content-Location"]) == location), None) or next(
        iter(pages), None
    )


def _pages(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml"))


def _address(value: object) -> str | None:
    text = "".join(str(value or "").split())  # a long one is folded over lines
    return text if text.startswith(("http://", "https://")) else None


def _date(value: object) -> str | None:
    try:
        return in_utc(parsedate_to_datetime(str(value))) if value else None
    except (ValueError, OverflowError):
        return None
