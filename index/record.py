"""An article as it is stored: a head for lists of results, the body, and the quotations, each read alone."""

import hashlib
import json
import string
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct, convert
from msgspec.json import Decoder

from index.article import Article, Image, Quote, content_hash, quotes_from, quotes_plain
from index.fields import named_speakers

# What says nothing of whether two texts have the same words, as UTF-8: patterns would take five times as long.
_BLANKS = f"{string.whitespace}{string.punctuation}".encode()
_MARKS = [mark.encode() for mark in "\xa0’‘‚“”„«»–—…"]
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Head(NamedTuple):
    """What a list of results shows of an article, and the rest that is no body, quotation or file."""

    id: str
    url: str | None
    title: str
    published: str | None
    published_precision: str | None
    source: str | None
    byline: str | None
    tags: tuple[str, ...]
    lang: str | None
    speakers: tuple[str, ...]
    quotes: int
    authors: tuple[str, ...]
    section: str | None
    image: tuple[str | None, str | None, str | None] | None
    content_hash: str | None  # None where it is that of title and body
    provenance: Mapping[str, str]


_head_of = Decoder(Head).decode
_quotes_of = Decoder(tuple[Quote, ...]).decode


class Record(Struct, frozen=True):
    """An article's three parts as UTF-8."""

    head: bytes
    body: bytes
    quotes: bytes  # empty where there are none

    @property
    def digest(self) -> int:
        """64 bits that change with anything in the article but its file's place."""
        found = hashlib.sha256(b"%d %d " % (len(self.head), len(self.body)))
        for part in (self.head, self.body, self.quotes):
            found.update(part)
        return int.from_bytes(found.digest()[:8], "big")


def record_of(article: Article) -> Record:
    """Return the parts of an article."""
    quotes = _encode(quotes_plain(article.quotes)) if article.quotes else ""
    return Record(_bytes(_encode(_head(article))), _bytes(article.body), _bytes(quotes))


def digest_of(article: Article) -> int:
    """Return 64 bits that change with anything in an article but its file's place."""
    return record_of(article).digest


def copy_of(article: Article) -> int:
    """Return 64 bits that articles with the same text share."""
    key = article.copy_key
    try:
        return int(key, 16) if len(key) == 16 else _hash(_bytes(key))
    except ValueError:  # an article that no reader made
        return _hash(_bytes(key))


def said_of(quotes: Iterable[Quote]) -> list[int]:
    """Return 64 bits of each quotation of an article, shared by those with the same words of the same speaker.

    Case, marks and spaces make no difference. Where an article has the words again, the second is like the second of
    another article alone.
    """
    times: Counter[bytes] = Counter()
    found = []
    for quote in quotes:
        words = b"\n".join((_unmarked(quote.speaker or ""), _unmarked(quote.text)))
        times[words] += 1
        found.append(_hash(b"%d\n%b" % (times[words], words)))
    return found


def _unmarked(text: str) -> bytes:
    data = _bytes(text.casefold()).translate(None, _BLANKS)
    for mark in _MARKS:
        data = data.replace(mark, b"")
    return data


def read_head(data: bytes) -> Head:
    """Read back the head that `record_of` made."""
    try:
        return _head_of(data)
    except UnicodeDecodeError:  # a lone surrogate, which Python's JSON lets pass
        return convert(json.loads(data.decode("utf-8", "surrogatepass")), Head)


def read_quotes(data: bytes) -> tuple[Quote, ...]:
    """Read back the quotations."""
    try:
        return _quotes_of(data) if data else ()
    except UnicodeDecodeError:  # as above
        return quotes_from(json.loads(data.decode("utf-8", "surrogatepass")))


def article_of(record: Record, file: str | None) -> Article:
    """Read back the article that `record_of` took apart."""
    head, body = read_head(record.head), record.body.decode("utf-8", "surrogatepass")
    same = {name: value for name, value in head._asdict().items() if name in _SAME}
    return Article(
        **same,
        body=body,
        image=Image(*head.image) if head.image else None,
        file=file,
        content_hash=content_hash(head.title, body) if head.content_hash is None else head.content_hash,
        quotes=read_quotes(record.quotes),
    )


_SAME = set(Head._fields) - {"speakers", "quotes", "image", "content_hash"}


def _head(article: Article) -> list[Any]:
    image, own = article.image, article.content_hash
    return [
        article.id,
        article.url,
        article.title,
        article.published,
        article.published_precision,
        article.source,
        article.byline,
        article.tags,
        article.lang,
        named_speakers(article),
        len(article.quotes),
        article.authors,
        article.section,
        (image.title, image.caption, image.credit) if image else None,
        None if own == content_hash(article.title, article.body) else own,
        dict(article.provenance),
    ]


def _hash(key: bytes) -> int:
    return int.from_bytes(hashlib.sha256(key).digest()[:8], "big")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
