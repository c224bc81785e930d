"""Reuters-21578 to articles: files of SGML, a story an element, each with its number as id."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from html import unescape
from io import StringIO
from typing import BinaryIO

from index.article import Article
from index.dates import parse_date
from index.errors import UnreadableFile
from index.extract.bylines import clean_names
from index.extract.decoding import decode
from index.files import DOCUMENT_LIMIT, too_large
from index.formats.lines import EMPTY_LIMIT, too_empty
from index.formats.parts import Item
from index.tags import clean_tags

HEAD = 8192  # bytes or characters in which the first story begins
LINE_LIMIT = 1_000_000  # bytes; the collection's have under 200

_FILE = re.compile(r"\s*(?:<!DOCTYPE\b[^<>\[]{0,500}>\s*)?<REUTERS\b[^<>]{0,500}\bNEWID=", re.I)
_OPENS, _CLOSES = "<REUTERS", "</REUTERS>"
_EDGES = re.compile(f"(?={_OPENS})|(?<={_CLOSES})")
_NUMBER = re.compile(r'\bNEWID="(\d{1,18})"', re.I)
_DATE = re.compile(r"(\d{1,2}-[A-Z]{3}-\d{4})(\s+\d\d:\d\d:\d\d(?!\d))?", re.I)
_ITEM = re.compile(r"<D>([^<]*)</D>", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # the wire's own; line ends and tabs are the story's
_MARKUP = re.compile(r"<(TITLE|AUTHOR|DATELINE)>.*?</\1>", re.S)
_PARAGRAPH = re.compile(r"\n {2,}|\n\s*\n")
_SIGNED_OFF = re.compile(r"\s+(?:REUTER|Reuter)\s*$")
_SIGNATURE = re.compile(r"^by\s+|,\s*Reuters\s*$", re.I)
_TAG_LISTS = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES")
_FIELDS = ("title", "authors", "published", "body", "tags", "source")


def read_sgml(text: str, path: str) -> Iterator[Item] | None:
    """Return the stories of a file, or None for another text; one that is none is "path:LINE"."""
    return _stories(StringIO(text), path) if _FILE.match(text[:HEAD]) else None


def stream_sgml(file: BinaryIO, head: bytes, path: str) -> Iterator[Item] | None:
    """Do the same for an open file of any size that begins with `head`."""
    lines = iter(lambda: file.readline(LINE_LIMIT), b"")
    return _stories(map(decode, lines), path) if _FILE.match(decode(head[:HEAD])) else None


def _stories(lines: Iterable[str], path: str) -> Iterator[Item]:
    for number, text in _elements(lines):
        yield Item(f"{path}:{number}", partial(_story, text))


def _elements(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield each element with its line: to its end, else to where the next one begins or the limit is.

    Raises:
        UnreadableFile: no more of them comes; the reason alone.
    """
    start, kept, size = 0, list[str](), 0
    for number, line in enumerate(lines, 1):
        if number - start > EMPTY_LIMIT:
            raise UnreadableFile(too_empty("story"))
        for part in _EDGES.split(line):
            if kept and (part.startswith(_OPENS) or size > DOCUMENT_LIMIT):
                yield start, "".join(kept)
                kept = []
            if part.startswith(_OPENS):
                start, kept, size = number, [part], len(part)
            elif kept:
                kept.append(part)
                size += len(part)
            if kept and part.endswith(_CLOSES):
                yield start, "".join(kept)
                kept = []
    if kept:
        yield start, "".join(kept)


def _story(text: str) -> Article:
    """Return the story in an element.

    Raises:
        UnreadableFile: there is none, or a part of one; the reason alone.
    """
    number = _NUMBER.search(text.partition(">")[0])
    if not text.endswith(_CLOSES):
        raise UnreadableFile(
            too_large("story") if len(text) > DOCUMENT_LIMIT else "this story is cut off: it has no end"
        )
    if not number:
        raise UnreadableFile("this story has no number (NEWID)")
    words = _inner("TEXT", text)
    title = " ".join(_clean(_inner("TITLE", words)).split())
    # Briefs and unprocessed stories have their words beside the markup, not in a BODY.
    body = _body(_inner("DATELINE", words), _inner("BODY", words) or _MARKUP.sub("", words))
    published = parse_date(_date(_inner("DATE", text)))
    article = Article(
        id=number[1],
        source="Reuters",
        title=title,
        authors=clean_names([_SIGNATURE.sub("", _SIGNATURE.sub("", _clean(_inner("AUTHOR", words))))]),
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        body=body,
        tags=clean_tags(_clean(tag) for name in _TAG_LISTS for tag in _ITEM.findall(_inner(name, text))),
    )
    return replace(article, provenance={name: "sgml" for name in _FIELDS if getattr(article, name)})


def _inner(name: str, text: str) -> str:
    opening = re.search(rf"<{name}\b[^<>]{{0,500}}>", text)
    end = text.find(f"</{name}>", opening.end()) if opening else -1
    return text[opening.end() : end] if opening and end >= 0 else ""


def _clean(text: str) -> str:
    return _CONTROLS.sub("", unescape(text)).strip()


def _body(dateline: str, words: str) -> str:
    """Return the story with its lines joined and its last word, the wire's own name, left out.

    A line that begins with spaces begins a paragraph.
    """
    text = f"{_clean(dateline)} {_SIGNED_OFF.sub('', _clean(words))}"
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in _PARAGRAPH.split(text))))


def _date(text: str) -> str:
    """Return the date as printed; a story whose time of day is none keeps its day only."""
    found = _DATE.search(text)
    return found[0] if found else ""
