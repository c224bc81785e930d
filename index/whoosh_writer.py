"""Whoosh's own IndexWriter over our writer: each call becomes a put, a drop or a commit."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from whoosh.index import Index
from whoosh.reading import IndexReader
from whoosh.writing import IndexWriter

from index.article import Article
from index.building.documents import finish
from index.errors import PullquoteError, UnreadableFile
from index.formats.jsonl import read_record
from index.ids import own_id
from index.writer import open_writer

# What an article may be given as; the same names, and the same reading of them, as in a line of JSONL.
_GIVEN = ("id", "url", "title", "byline", "authors", "published", "source", "section", "lang", "tags", "body", "quotes")


class ColumnarIndexWriter(IndexWriter):  # type: ignore[misc] # Whoosh is not typed for us
    """Whoosh's IndexWriter. What it does is one batch: `commit` keeps all of it, `cancel` nothing.

    An id stands for one article: adding one again replaces it, in the same batch too, where Whoosh has two then.
    """

    def __init__(self, index: Index, location: Path) -> None:
        """Take the writer's lock.

        Raises:
            IndexBusy: somebody else is writing.
        """
        self._index, self.schema = index, index.schema
        self._batch = ExitStack()
        self._writer = self._batch.enter_context(open_writer(str(location)))
        self.is_closed = False

    def reader(self, **_: object) -> IndexReader:
        """Return a reader of the last commit."""
        return self._index.reader()

    def add_document(self, **fields: Any) -> None:
        """Add an article, or replace the one with its id.

        Raises:
            UnreadableFile: there is no such field, or a value of another kind.
        """
        self._check()
        self._writer.put(_article(fields))

    def update_document(self, **fields: Any) -> None:
        """Add an article, or replace the one with its id; raises as `add_document` does."""
        self.add_document(**fields)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Drop an article of the last commit by its number there."""
        self._check()
        if not delete:
            raise PullquoteError("a deleted article is not brought back: add it again")
        self._writer.drop(self._committed.stored_fields(docnum)["id"])

    def commit(self, **_: object) -> None:
        """Keep the batch and give back the lock; which segments are merged then is decided by their sizes."""
        self._check()
        self.is_closed = True
        self._batch.close()

    def cancel(self, **_: object) -> None:
        """Forget the batch and give back the lock."""
        self._check()
        self.is_closed = True
        self._batch.__exit__(_Cancelled, _Cancelled(), None)

    def add_field(self, *_: object, **__: object) -> NoReturn:
        """Refuse: the schema is that of every index."""
        raise PullquoteError("the fields of an index are always the same")

    remove_field = add_field

    @cached_property
    def _committed(self) -> IndexReader:
        return self.reader()

    def _check(self) -> None:
        if self.is_closed:
            raise PullquoteError("this writer is closed: open another one")


class _Cancelled(Exception):
    """Tells the batch that it is not to be kept."""


def _article(fields: Mapping[str, Any]) -> Article:
    """Return the article of a document's fields, its quotations found in the body where none are given.

    Raises:
        UnreadableFile: there is no such field, or a value of another kind.
    """
    given = {("tags" if name == "tag" else name): _plain(value) for name, value in fields.items()}
    if unknown := given.keys() - _GIVEN:
        raise UnreadableFile(f"there is no field {min(unknown)}: an article has {', '.join(_GIVEN)}")
    if "id" in given and own_id(given["id"]) != given["id"]:
        raise UnreadableFile(f"an id is up to 64 letters, digits, points, hyphens and underscores: {given['id']!r}")
    return replace(finish(read_record(given), ""), file=None)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
