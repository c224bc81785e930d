"""Saved files to articles: the reader is chosen by what a file holds, not by its name."""

import codecs
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from index.article import Article, Quote, content_hash
from index.errors import UnreadableFile
from index.extract.checked import Effort
from index.extract.decoding import decode
from index.extract.jsonl import read_line, read_lines, read_record
from index.extract.markup import read_markup
from index.extract.plaintext import read_plaintext
from index.files import BOMS, DOCUMENT_LIMIT, Failure, SavedFile, one_line, opened, too_large, walk
from index.formats.archivebox import snapshot_of
from index.formats.compressed import Allowance
from index.formats.contents import Content, Document, Records, contents, is_streamed, of_snapshot
from index.formats.lines import Lines, any_object, split
from index.formats.place import Place, guarded
from index.formats.records import mail, records, streamed
from index.formats.saved import Origin, origin, origin_of_path
from index.ids import article_id
from index.quotes import extract_quotes

# Bump when readers or quotation rules give other articles of the same file: files are read again then.
EXTRACTION_VERSION = 2

_HTML = re.compile(
    r"(?>\s*(?:<\?xml[^>]{0,200}>|<!--.{0,5000}?-->))*\s*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(r"</?(?:p|div|br|a|span|h[1-6]|li|ul|article|section|td|tr|img|script|meta)\b[^<>]{0,500}>", re.I)
_LIKE_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*\{)")
_QUOTABLE = 1_000_000  # characters; the longest article known has fewer, and dense marks take 3 s for these
_HEAD = 20_000  # characters in which a page shows that it is one
_MANY_TAGS = 5  # with fewer, text merely speaks of tags

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


def read(path: str, effort: Effort = "balanced") -> Iterator[Found]:
    """Yield each article in a file or folder, and in place of one that cannot be read the reason.

    Args:
        effort: how much is spent on saved pages: see `index.extract.checked`.
    """
    for item in walk([path]):
        if isinstance(item, Failure):
            yield item
        else:
            yield from guarded(item, partial(_read_file, item, effort))


def read_saved(saved: SavedFile) -> Iterator[Found]:
    """Yield what a file in memory holds, as `read` does."""
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(saved.data))
    found = contents(stream, Place.of(saved.path), Allowance.of(len(saved.data)))
    yield from guarded(saved.path, partial(_articles, found, "balanced"))


def finish(article: Article, path: str) -> Article:
    """Return what a reader made with its id, hash, quotes and file filled in."""
    words = content_hash(article.title, article.body)
    name = article_id(article.id, article.url, words)
    quotes = article.quotes or _quotes(article)
    numbered = tuple(replace(quote, id=f"{name}.q{n}") for n, quote in enumerate(quotes, 1))
    return replace(article, id=name, content_hash=words, quotes=numbered, file=path)


def is_jsonl(path: str) -> bool:
    """Tell if a file is read one thing at a time, so that it may have any size: JSONL, a table, or a container.

    What is wrong with the file is for others to say.
    """
    try:
        with opened(path) as file:
            if is_streamed(file.peek()):
                return True
            rest = split(file, Place.of(path))
            return isinstance(rest, Lines) or streamed(rest, path) is not None
    except UnreadableFile:
        return False


def _quotes(article: Article) -> list[Quote]:
    """Return the quotations of a body; of one in another language than English the words only.

    The rules of attribution are English: on German pages they made speakers of the first words of sentences.
    """
    quotes = extract_quotes(article.body[:_QUOTABLE])
    if article.lang is None or article.lang.partition("-")[0].lower() == "en":
        return quotes
    return [Quote(q.id, q.text, q.parts, kind=q.kind, confidence=0.0, flags=q.flags) for q in quotes]


def _read_file(path: str, effort: Effort) -> Iterator[Found]:
    snapshot = snapshot_of(path)
    with opened(path) as file:
        found = contents(file, Place.of(path), Allowance.of(os.fstat(file.fileno()).st_size))
        yield from _articles(of_snapshot(found, snapshot) if snapshot else found, effort)


def _articles(found: Iterable[Content], effort: Effort) -> Iterator[Found]:
    for content in found:
        if isinstance(content, Failure):
            yield content
        else:
            yield from guarded(content.place.name, partial(_finished, content, effort))


def _finished(content: Document | Lines | Records, effort: Effort) -> Iterator[Found]:
    for item in _items(content, effort):
        yield finish(_placed(item, content.place), content.place.file) if isinstance(item, Article) else item


def _items(content: Document | Lines | Records, effort: Effort) -> Iterable[Found]:
    if isinstance(content, Records):
        return content.found
    if isinstance(content, Lines):
        return _streamed(content)
    letters = mail(content.data, content.place.name)
    return _documents(_text(content), content, effort) if letters is None else letters


def _placed(article: Article, place: Place) -> Article:
    """Return the article with where in its file it lies."""
    if not place.inside:
        return article
    return replace(article, provenance={**article.provenance, "file": place.inside})


def _documents(text: str, document: Document, effort: Effort) -> Iterable[Found]:
    if (found := records(text, document.place.name)) is not None:  # before pages, which some of them look like
        return found
    if _is_page(text):
        return [_page(text, document, effort)]
    if text.lstrip()[:1] in ("{", "[") and (told := _json(text, document.place.name)) is not None:
        return told
    return [read_plaintext(text, document.place.stem)]


def _is_page(text: str) -> bool:
    return bool(_HTML.match(text)) or len(list(islice(_TAG.finditer(text[:_HEAD]), _MANY_TAGS))) == _MANY_TAGS


def _page(text: str, document: Document, effort: Effort) -> Article:
    """Return the article of a page, with what its container, its comments or its path tell of its origin."""
    told = Origin(document.url, document.captured).or_else(origin(text)).or_else(origin_of_path(document.place.name))
    article = _with_origin(read_markup(text, effort), told)
    if article.title:
        return article
    return replace(article, title=document.place.stem, provenance={**article.provenance, "title": "file-name"})


def _with_origin(article: Article, told: Origin) -> Article:
    """Return the article with its capture date; the address that a page gives itself is the better one."""
    facts = {"captured": told.captured} if told.captured else {}
    if told.url and not article.url:
        article, facts = replace(article, url=told.url), {**facts, "url": "saved-from"}
    return replace(article, provenance={**article.provenance, **facts})


def _text(document: Document) -> str:
    """Decode a document; the charset that HTTP named goes before its own, unless it is UTF-8, which shows."""
    charset, data = _charset(document.charset), document.data
    if charset in (None, "utf-8") or data.startswith(BOMS):
        return decode(data)
    declared = f'<meta charset="{charset}">'
    return decode(declared.encode() + data).removeprefix(declared)


def _charset(name: str | None) -> str | None:
    try:
        return codecs.lookup(name).name if name else None
    except (LookupError, ValueError):  # a server may name anything
        return None


def _json(text: str, path: str) -> Iterable[Found] | None:
    """Return the articles of JSON in whatever layout, or None for text that only begins like it."""
    lines = text.split("\n")
    if any_object(lines):
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


def _streamed(content: Lines) -> Iterator[Found]:
    """Read JSONL of any size, a line at a time."""
    for number, line in enumerate(content.lines, 1):
        if len(line) > DOCUMENT_LIMIT:
            yield Failure(f"{content.place.name}:{number}", too_large("line"))
        elif line.strip():
            yield read_line(decode(line), f"{content.place.name}:{number}")
