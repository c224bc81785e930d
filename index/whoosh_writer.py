"""The writing half of the Whoosh engine.

Whoosh removes old segments as part of its own commit and never calls fsync, so a commit is made beside the
last one: a fresh folder that shares the unchanged segments as hard links, brought to the disk, and then
published by one rename of the manifest. Killed anywhere, the last commit is untouched.
"""

import json
import secrets
import shutil
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock
from whoosh import index as whoosh_index

from index.article import Article
from index.errors import IndexUnavailable
from index.fields import FINGERPRINT, TEXTS, positions
from index.location import folder
from index.manifest import (
    LOCK,
    MANIFEST,
    Manifest,
    check,
    generation,
    locked,
    read_manifest,
    seal,
    sweep,
    unwritten,
    write_manifest,
)
from index.summary import Summary, summarize
from index.whoosh_index import open_generation, whoosh_errors
from index.whoosh_schema import postings_of, schema
from index.writer import Known

_ENGINE = "whoosh"


class WhooshWriter:
    """A Writer. The batch is held in memory until it is committed.

    Whoosh cannot replace an article that the same batch added; holding the batch makes the last put win.
    """

    _lock: FileLock
    _manifest: Manifest

    def __init__(self, location: str | Path) -> None:
        self._location = folder(location)
        self._puts: dict[str, Article] = {}
        self._drops: set[str] = set()

    def put(self, article: Article) -> None:
        """See Writer.put."""
        self._puts[article.id] = article

    def drop(self, article_id: str) -> None:
        """See Writer.drop."""
        self._puts.pop(article_id, None)
        if article_id in self._rows:
            self._drops.add(article_id)

    def ids(self) -> set[str]:
        """See Writer.ids."""
        return (set(self.known()) - self._drops) | set(self._puts)

    def known(self) -> Mapping[str, Known]:
        """See Writer.known."""
        return {row.id: Known(row.digest, row.copy, row.file) for row in self._rows.values()}

    def commit(self) -> None:
        """See Writer.commit."""
        if not self._puts and not self._drops:
            return
        name = generation(self._manifest.revision + 1)
        try:
            rows = self._write(_generation(self._location, self._manifest, name))
            manifest = self._sealed(name, rows)
            write_manifest(self._location, manifest)
        except OSError as error:
            shutil.rmtree(self._location / name, ignore_errors=True)
            raise unwritten(self._location, error) from error
        self._manifest, self._rows = manifest, rows
        self._puts.clear()
        self._drops.clear()
        sweep(self._location)

    def __enter__(self) -> Self:
        _refuse_foreign(self._location)
        self._lock = locked(self._location)
        try:
            self._manifest = _manifest(self._location)
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.commit()
        finally:
            self._lock.release()

    @cached_property
    def _rows(self) -> dict[str, Summary]:
        if not self._manifest.documents:
            return {}
        with whoosh_errors(self._location), open_generation(self._location, self._manifest).reader() as reader:
            column = reader.column_reader("summary")
            rows = (Summary.from_json(column[number]) for number in reader.all_doc_ids())
            return {row.id: row for row in rows}

    def _write(self, index: whoosh_index.Index) -> dict[str, Summary]:
        """Write the batch, and return the rows of all articles that there are then."""
        touched = self._drops | set(self._puts)
        writer = index.writer()
        try:
            for gone in touched & set(self._rows):
                writer.delete_by_term("id", gone)
            added = {article.id: _add(writer, article) for article in self._puts.values()}
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        return {name: row for name, row in self._rows.items() if name not in touched} | added

    def _sealed(self, name: str, rows: Mapping[str, Summary]) -> Manifest:
        return Manifest(
            engine=_ENGINE,
            commit=secrets.token_hex(8),
            fingerprint=FINGERPRINT,
            revision=self._manifest.revision + 1,
            folder=name,
            documents=len(rows),
            quotes=sum(row.quotes for row in rows.values()),
            files=seal(self._location, name, self._manifest),
        )


def _generation(location: Path, manifest: Manifest, name: str) -> whoosh_index.Index:
    """Return the index in a fresh folder that shares the files of the last commit."""
    fresh = location / name
    fresh.mkdir()
    if not manifest.revision:
        return whoosh_index.create_in(str(fresh), schema())
    for file in manifest.files:
        _share(location / file, fresh / Path(file).name)
    with whoosh_errors(location):
        return whoosh_index.open_dir(str(fresh))


def _share(old: Path, new: Path) -> None:
    try:
        new.hardlink_to(old)
    except OSError:  # a file system without hard links
        shutil.copyfile(old, new)


def _add(writer: "whoosh_index.IndexWriter", article: Article) -> Summary:
    """Write an article, and return its row."""
    words = {name: positions(article, name) for name in TEXTS}
    values: dict[str, list[tuple[str, int]]] = {}
    for name, placed in words.items():
        values |= postings_of(placed, name)
    row = summarize(article, {name: len(placed) for name, placed in words.items()})
    stored = json.dumps(article.to_dict(), ensure_ascii=False, separators=(",", ":"))
    writer.add_document(id=article.id, summary=row.to_json(), article=stored, **values)
    return row


def _refuse_foreign(location: Path) -> None:
    """Refuse a folder that is not ours before anything is written to it."""
    try:
        names = [path.name for path in location.iterdir()]
    except FileNotFoundError:
        return
    except OSError as error:
        raise IndexUnavailable(f"{location} cannot be read: {error.strerror}") from error
    foreign = next((name for name in names if name not in (LOCK, "manifest.new")), None)
    if foreign and MANIFEST not in names:
        raise IndexUnavailable(
            f"{location} is not a Pullquote index and holds other things ({foreign}): name a new folder"
        )


def _manifest(location: Path) -> Manifest:
    """Return the manifest of the index; an index without articles is made in an empty folder."""
    if not (location / MANIFEST).exists():
        write_manifest(location, Manifest(_ENGINE, secrets.token_hex(8), FINGERPRINT, 0, "", 0, 0, {}))
    manifest = read_manifest(location)
    sweep(location)
    check(location, manifest)
    return manifest
