"""Saved files to articles: the reader is chosen by what a file holds, not by its name."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from index.article import Article, Quote, content_hash
from index.errors import UnreadableFile
from index.extract.decoding import decode
from index.extract.jsonl import read_line, read_lines, read_record
from index.extract.markup import read_markup
from index.extract.plaintext import read_plaintext
from index.files import DOCUMENT_LIMIT, Failure, SavedFile, failure, load, one_line, opened, too_large, walk
from index.ids import article_id
from index.quotes import extract_quotes

# Bump when readers or quotation rules give other articles of the same file: files are read again then.
EXTRACTION_VERSION = 1

_HTML = re.compile(
    r"(?>\s*(?:<\?xml[^>]{0,200}>|<!--.{0,5000}?-->))*\s*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(r"</?(?:p|div|br|a|span|h[1-6]|li|ul|article|section|td|tr|img|script|meta)\b[^<>]{0,500}>", re.I)
_LIKE_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*\{)")
_QUOTABLE = 1_000_000  # characters; the longest article known has fewer, and dense marks take 3 s for these
_HEAD = 20_000  # characters in which a page shows that it is one
_MANY_TAGS = 5  # with fewer, text merely speaks of tags
_TRIED_LINES = 5  # the first line of JSONL may be a bad one

Found = Article | Failure


def extract_file(path: str) -> list[Article]:
    """Return the articles in a file, or in all files of a folder.

    Raises:
        UnreadableFile: there is none; the line names the first file that failed and why.
    """
    found = list(read(path))
    articles = [item for item in found if isinstance(item, Article)]
    if articles:
        return articles
    first = next((item for item in found if isinstance(item, Failure)), Failure(path, "holds no file to read"))
    raise UnreadableFile(f"{one_line(first.path)}: {first.reason}")


def read(path: str) -> Iterator[Found]:
    """Yield each article in a file or folder, and in place of one that cannot be read the reason."""
    for item in walk([path]):
        if isinstance(item, Failure):
            yield item
        else:
            yield from _read_file(item)


def read_saved(saved: SavedFile) -> Iterator[Found]:
    """Yield what a file in memory holds, as `read` does."""
    yield from _guarded(saved.path, lambda: _finished(_documents(decode(saved.data), saved.path), saved.path))


def finish(article: Article, path: str) -> Article:
    """Return what a reader made with its id, hash, quotes and file filled in."""
    words = content_hash(article.title, article.body)
    name = article_id(article.id, article.url, words)
    quotes = article.quotes or _quotes(article)
    numbered = tuple(replace(quote, id=f"{name}.q{n}") for n, quote in enumerate(quotes, 1))
    return replace(article, id=name, content_hash=words, quotes=numbered, file=path)


def _finished(items: Iterable[Found], path: str) -> Iterator[Found]:
    for item in items:
        yield finish(item, path) if isinstance(item, Article) else item


def _quotes(article: Article) -> list[Quote]:
    """Return the quotations of a body; of one in another language than English the words only.

    The rules of attribution are English: on German pages they made speakers of the first words of sentences.
    """
    quotes = extract_quotes(article.body[:_QUOTABLE])
    if article.lang is None or article.lang.partition("-")[0].lower() == "en":
        return quotes
    return [Quote(q.id, q.text, q.parts, kind=q.kind, confidence=0.0, flags=q.flags) for q in quotes]


def _read_file(path: str) -> Iterator[Found]:
    if is_jsonl(path):
        yield from _guarded(path, lambda: _finished(_streamed(path), path))
        return
    try:
        saved = load(path)
    except UnreadableFile as error:
        yield failure(path, error)
        return
    yield from read_saved(saved)


def _guarded(path: str, items: Callable[[], Iterable[Found]]) -> Iterator[Found]:
    """Pass on what a reader yields; its refusal ends the file, not the run.

    So does anything else that goes wrong in it: parsers of other people's make have raised a dozen kinds of
    exception on hostile pages, and no page may cost the others.
    """
    try:
        yield from items()
    except UnreadableFile as error:
        yield failure(path, error)
    except Exception as error:
        yield Failure(path, f"cannot be read ({type(error).__name__}: {one_line(str(error)[:200])})")


def _documents(text: str, path: str) -> Iterable[Found]:
    if _HTML.match(text) or len(list(islice(_TAG.finditer(text[:_HEAD]), _MANY_TAGS))) == _MANY_TAGS:
        article = read_markup(text)
        return [article if article.title else _named_by_file(article, path)]
    if text.lstrip()[:1] in ("{", "[") and (records := _json(text, path)) is not None:
        return records
    return [read_plaintext(text, Path(path).stem)]


def _named_by_file(article: Article, path: str) -> Article:
    return replace(article, title=Path(path).stem, provenance={**article.provenance, "title": "file-name"})


def _json(text: str, path: str) -> Iterable[Found] | None:
    """Return the articles of JSON in whatever layout, or None for text that only begins like it."""
    lines = text.split("\n")
    if _any_object(lines):
        return read_lines(lines, path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _LIKE_JSON.match(text):
            raise UnreadableFile(f"begins like JSON, but cannot be read as such: {error}") from error
        return None
    if isinstance(value, list):
        return (read_line(json.dumps(item), f"{path}:{n}") for n, item in enumerate(value, 1))
    return [read_record(value)]


def is_jsonl(path: str) -> bool:
    """Tell if one of the first lines is an object of JSON; what is wrong with the file is for others to say."""
    try:
        with opened(path) as file:
            head = file.read(64)
            if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
                return False
            file.seek(0)
            return _any_object(decode(line) for line in _lines(file))
    except UnreadableFile:
        return False


def _any_object(lines: Iterable[str]) -> bool:
    return any(map(_is_object, islice((line for line in lines if line.strip()), _TRIED_LINES)))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _streamed(path: str) -> Iterator[Found]:
    """Read JSONL of any size, a line at a time; only "\\n" ends a line."""
    with opened(path) as file:
        for number, line in enumerate(_lines(file), 1):
            if len(line) > DOCUMENT_LIMIT:
                yield Failure(f"{path}:{number}", too_large("line"))
            elif line.strip():
                yield read_line(decode(line), f"{path}:{number}")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one over the limit only so much as shows it."""
    while line := file.readline(DOCUMENT_LIMIT + 1):
        rest = line
        while rest and not rest.endswith(b"\n") and len(rest) > DOCUMENT_LIMIT:
            rest = file.readline(DOCUMENT_LIMIT + 1)
        yield line
