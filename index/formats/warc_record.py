"""One record of a WARC, by warcio, which goes no further: what it is, and the body that HTTP carried in it."""

import io
import logging
import re
import zlib
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import brotli  # type: ignore[import-untyped]
import zstandard
from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped] # it has no annotations
from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]

from index.errors import UnreadableFile
from index.files import looks_like_page
from index.formats.saved import UNREADABLE, in_utc

_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_ADDRESS = re.compile(rb"^WARC-Target-URI:[ \t]*\S", re.I | re.M)
_HTTP = re.compile(r"application/http\b", re.I)
_SAMPLE = 200  # bytes by which a page without a type is known
logging.getLogger("warcio").addHandler(logging.NullHandler())  # it would print addresses of the file as they are
_LOADER = ArcWarcRecordLoader(verify_http=False)  # HTTP/2 is no version that it knows


class Record:
    """A record whose headers are parsed. What is wrong with it may be any exception of the libraries'."""

    def __init__(self, record: Any) -> None:
        self._record = record
        self._http = record.http_headers
        self._headers = self._http or record.rec_headers
        self._raw: bytes = _all(self._unchunked()) if self._may_be_page() else b""

    @property
    def is_page(self) -> bool:
        """Whether this is HTML that was answered with status 200, or that was put there as a file."""
        kind = self._type()
        return self._may_be_page() and (kind in _HTML or (not kind and looks_like_page(self.body(_SAMPLE))))

    @property
    def url(self) -> str | None:
        """The address that was asked for."""
        url = (self._record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
        return url if url.lower().startswith(("http://", "https://")) else None

    @property
    def captured(self) -> str:
        """When that was, in UTC, by the record, else by the server that answered."""
        return in_utc(self._record.rec_headers.get_header("WARC-Date") or "") or self._answered or UNREADABLE

    @property
    def _answered(self) -> str | None:
        try:
            return in_utc(parsedate_to_datetime((self._http and self._http.get_header("Date")) or ""))
        except ValueError:
            return None

    @property
    def charset(self) -> str | None:
        """The charset that HTTP named."""
        found = _CHARSET.search(self._headers.get_header("Content-Type") or "")
        return found[1] if found else None

    def body(self, limit: int) -> bytes:
        """Return up to so many bytes of the body; crawlers also keep the headers of encodings that they undid.

        Raises:
            UnreadableFile: it is encoded in an unknown way, or broken; the reason alone.
        """
        how = (self._headers.get_header("Content-Encoding") or "").strip().lower()
        decode = _ENCODINGS.get(how)
        if decode is None:
            return self._raw[:limit]
        try:
            return decode(self._raw, limit)
        except _BROKEN as error:
            if looks_like_page(self._raw):
                return self._raw[:limit]
            raise UnreadableFile(f"its {how} encoding is broken") from error

    def _may_be_page(self) -> bool:
        kind, of = self._type(), self._record.rec_type
        if of == "response" and self._http:
            return self._http.get_statuscode() == "200" and kind in ("", *_HTML)
        return of == "resource" and kind in _HTML

    def _type(self) -> str:
        return str(self._headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()

    def _unchunked(self) -> Any:
        stream = self._record.raw_stream
        chunked = self._http and (self._http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked"
        return ChunkedDataReader(stream) if chunked else stream


def parse_record(data: bytes) -> Record:
    """Return the record in these bytes.

    Raises:
        UnreadableFile: it has no address, or what is in it is not HTTP, though it should be; the reason alone.
        Exception: the library raises what happens to go wrong in it.
    """
    if not _ADDRESS.search(data):
        raise UnreadableFile("is a broken record: it has no address")
    record = _LOADER.parse_record_stream(io.BytesIO(data), known_format="warc")
    if record.http_headers and not record.http_headers.protocol.startswith("HTTP/"):
        raise UnreadableFile("is a broken record: it holds no answer of HTTP")
    if not record.http_headers and record.rec_type == "response" and _HTTP.match(record.content_type or ""):
        raise UnreadableFile("is a broken record: its address is none of the web")
    return Record(record)


def _all(stream: Any) -> bytes:
    """Read to the end: warcio gives what it has at hand."""
    parts = iter(lambda: stream.read(1 << 16), b"")
    return b"".join(parts)


def _inflated(data: bytes, limit: int) -> bytes:
    """Undo gzip, or deflate with or without its header."""
    try:
        return zlib.decompressobj(47).decompress(data, limit)
    except zlib.error:
        return zlib.decompressobj(-15).decompress(data, limit)


def _unbrotlied(data: bytes, limit: int) -> bytes:
    return bytes(brotli.Decompressor().process(data, output_buffer_limit=limit))[:limit]


def _unzstandarded(data: bytes, limit: int) -> bytes:
    return zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(data).read(limit)


_ENCODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _inflated,
    "x-gzip": _inflated,
    "deflate": _inflated,
    "br": _unbrotlied,
    "zstd": _unzstandarded,
}
_BROKEN = (zlib.error, brotli.error, zstandard.ZstdError)
