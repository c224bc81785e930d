"""Saved files to articles: the reader is chosen by what a file holds, not by its name."""

import codecs
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import NamedTuple

from msgspec import structs

from index.article import Article, Quote, content_hash
from index.bounds import bounded
from index.errors import UnreadableFile
from index.extract.checked import Effort
from index.extract.decoding import decode
from index.extract.markup import read_markup
from index.extract.plaintext import read_plaintext
from index.extract.recipes import Recipes
from index.files import BOMS, Failure, one_line, opened, walk
from index.formats.archivebox import snapshot_of
from index.formats.compressed import Allowance
from index.formats.contents import Content, Document, Member, Records, contents, is_streamed, of_snapshot
from index.formats.jsonl import read_lines, read_record, why_no_json
from index.formats.lines import Lines, any_object, split
from index.formats.parts import Item, Part
from index.formats.place import Place
from index.formats.records import mail, records, streamed
from index.formats.saved import Origin, origin, origin_of_path
from index.ids import article_id
from index.quotes import extract_quotes

# Bump when readers or quotation rules give other articles of the same file: files are read again then.
EXTRACTION_VERSION = 15

_HTML = re.compile(
    r"(?>\s*(?:<\?xml[^>]{0,200}>|<!--.{0,5000}?-->))*\s*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(r"</?(?:p|div|br|a|span|h[1-6]|li|ul|article|section|td|tr|img|script|meta)\b[^<>]{0,500}>", re.I)
_LIKE_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*\{)")
_QUOTABLE = 1_000_000  # characters; the longest article known has fewer, and dense marks take 3 s for these
_HEAD = 20_000  # characters in which a page shows that it is one
_MANY_TAGS = 5  # with fewer, text merely speaks of tags


class _How(NamedTuple):
    """How pages are read."""

    effort: Effort
    recipes: Recipes | None


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


def read(path: str, effort: Effort = "balanced", recipes: Recipes | None = None) -> Part:
    """Return a file or a folder as a part: iterated over it gives each article, and in place of one why it is not read.

    Args:
        effort: how much is spent on saved pages: see `index.extract.checked`.
        recipes: what their owner knows better of them: see `index.extract.recipes`.
    """
    return Part(path, partial(_walked, path, _How(effort, recipes)))


def finish(article: Article, path: str) -> Article:
    """Return what a reader made, within bounds, with its id, hash, quotes and file filled in."""
    article = bounded(article)
    words = content_hash(article.title, article.body)
    name = article_id(article.id, article.url, words)
    quotes = article.quotes or _quotes(article)
    numbered = tuple(structs.replace(quote, id=f"{name}.q{n}") for n, quote in enumerate(quotes, 1))
    return replace(article, id=name, content_hash=words, quotes=numbered, file=path)


def has_any_size(path: str) -> bool:
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
    english = article.lang is None or article.lang.partition("-")[0].lower() == "en"
    return extract_quotes(article.body[:_QUOTABLE], english=english, source=article.source)


def _walked(path: str, how: _How) -> Iterator[Part | Failure]:
    for item in walk([path]):
        yield item if isinstance(item, Failure) else Part(item, partial(_file, item, how))


def _file(path: str, how: _How) -> Iterator[Part | Failure]:
    snapshot = snapshot_of(path)
    with opened(path) as file:
        found = contents(file, Place.of(path), Allowance.of(os.fstat(file.fileno()).st_size))
        yield from _parts(of_snapshot(found, snapshot) if snapshot else found, how)


def _parts(found: Iterable[Content], how: _How) -> Iterator[Part | Failure]:
    for content in found:
        if isinstance(content, Failure):
            yield content
        elif isinstance(content, Member):
            yield Part(content.place.name, partial(_in_member, content, how))
        else:
            yield Part(content.place.name, partial(_finished, content, how))


def _in_member(member: Member, how: _How) -> Iterator[Part | Failure]:
    return _parts(member.opened(), how)


def _finished(content: Document | Lines | Records, how: _How) -> Iterator[Item | Failure]:
    for item in _items(content, how):
        yield item if isinstance(item, Failure) else Item(item.name, partial(_made, item, content))


def _made(item: Item, content: Document | Lines | Records) -> Article | Failure:
    """Return the article with all that its content tells of it."""
    found = item.make()
    if isinstance(found, Failure):
        return found
    told = Origin(captured=content.captured) if isinstance(content, Document) else Origin()
    return finish(_placed(_with_origin(found, told), content.place), content.place.file)


def _items(content: Document | Lines | Records, how: _How) -> Iterable[Item | Failure]:
    if isinstance(content, Records):
        return content.found
    if isinstance(content, Lines):
        return read_lines(content.lines, content.place.name)
    letters = mail(content.data, content.place.name)
    return _documents(_text(content), content, how) if letters is None else letters


def _placed(article: Article, place: Place) -> Article:
    """Return the article with where in its file it lies."""
    if not place.inside:
        return article
    return replace(article, provenance={**article.provenance, "file": place.inside})


def _documents(text: str, document: Document, how: _How) -> Iterable[Item | Failure]:
    name = document.place.name
    if (found := records(text, name)) is not None:  # before pages, which some of them look like
        return found
    if _is_page(text):
        return [Item(name, partial(_page, text, document, how))]
    if text.lstrip()[:1] in ("{", "[") and (told := _json(text, name)) is not None:
        return told
    return [Item(name, partial(_plain_text, text, document))]


def _is_page(text: str) -> bool:
    return bool(_HTML.match(text)) or len(list(islice(_TAG.finditer(text[:_HEAD]), _MANY_TAGS))) == _MANY_TAGS


def _page(text: str, document: Document, how: _How) -> Article:
    """Return the article of a page, with what its container, its comments or its path tell of its origin."""
    told = Origin(document.url, document.captured).or_else(origin(text)).or_else(origin_of_path(document.place.name))
    article = _with_origin(read_markup(text, how.effort, how.recipes, told.url), told)
    if article.title:
        return article
    return replace(article, title=document.place.stem, provenance={**article.provenance, "title": "file-name"})


def _plain_text(text: str, document: Document) -> Article:
    return _with_origin(read_plaintext(text, document.place.stem), Origin(document.url))


def _with_origin(article: Article, told: Origin) -> Article:
    """Return the article with its capture date; the address that a page gives itself is the better one."""
    facts = {"captured": told.captured} if told.captured else {}
    if told.url and not article.url:
        article, facts = replace(article, url=told.url), {**facts, "url": "saved-from"}
    return replace(article, provenance={**article.provenance, **facts}) if facts else article


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


def _json(text: str, path: str) -> Iterable[Item] | None:
    """Return the articles of JSON in whatever layout, or None for text that only begins like it."""
    lines = text.split("\n")
    if any_object(lines):
        return read_lines(lines, path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _LIKE_JSON.match(text):
            raise UnreadableFile(f"begins like JSON, but cannot be read as such: {why_no_json(error)}") from error
        return None
    if isinstance(value, list):
        return (Item(f"{path}:{number}", partial(read_record, item)) for number, item in enumerate(value, 1))
    return [Item(path, partial(read_record, value))]
