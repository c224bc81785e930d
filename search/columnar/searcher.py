"""The reading half of the index: each search sees one whole commit, the newest at its start."""

import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from index.article import Article
from index.columnar.segment import Segment, living, opened, read_links
from index.damage import damage_named
from index.errors import IndexUnavailable
from index.fields import SCHEMA_VERSION
from index.location import folder
from index.manifest import MANIFEST, Manifest, check, read_manifest
from search.columnar.answer import answer
from search.columnar.growing import Growing
from search.columnar.snapshot import Snapshot
from search.columnar.suggest import completions
from search.query import Query
from search.results import Completion, Info, Results


class ColumnarSearcher:
    """A Searcher over an index folder."""

    def __init__(self, location: str | Path) -> None:
        self._location = folder(location)
        self._manifest = str(self._location / MANIFEST)
        self._opening = threading.Lock()
        self._segments: dict[str, Segment] = {}
        self._columns = Growing()
        self._stamp = self._read_stamp()
        self._snapshot = self._open()

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        with damage_named(self._location):
            return answer(query, self._newest())

    def get(self, article_id: str) -> Article | None:
        """See Searcher.get."""
        with damage_named(self._location):
            return self._newest().article(article_id)

    def suggest(self, prefix: str, n: int = 10) -> list[Completion]:
        """See Searcher.suggest."""
        with damage_named(self._location):
            return completions(self._newest(), prefix)[:n]

    def info(self) -> Info:
        """See Searcher.info."""
        found = self._newest()
        return Info(found.engine, found.revision, found.documents, found.quotes, SCHEMA_VERSION, found.commit)

    def close(self) -> None:
        """See Searcher.close. Mapped files are let go of with the last search that reads them."""
        self._segments = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _newest(self) -> Snapshot:
        """Return the newest commit; while one thread opens it, the others use the one before."""
        if self._read_stamp() != self._stamp and self._opening.acquire(blocking=False):
            try:
                stamp = self._read_stamp()
                self._snapshot = self._open()
                self._stamp = stamp
            finally:
                self._opening.release()
        return self._snapshot

    def _open(self) -> Snapshot:
        """Open the newest commit; a writer may replace it while it is being opened, then the next one is tried."""
        while True:
            manifest = read_manifest(self._location)
            try:
                check(self._location, manifest, known=self._segments.keys())
                with damage_named(self._location):
                    return self._opened(manifest)
            except IndexUnavailable:
                if read_manifest(self._location).commit == manifest.commit:
                    raise

    def _opened(self, manifest: Manifest) -> Snapshot:
        """Open a commit; segments that the one before had are not opened again."""
        segments = {
            entry.file: self._segments.get(entry.file) or opened(self._location / entry.file)
            for entry in manifest.segments
        }
        alive = [living(self._location, entry, segments[entry.file]) for entry in manifest.segments]
        self._segments = segments
        self._columns.keep(list(segments.values()))
        return Snapshot(
            list(segments.values()),
            alive,
            f"r{manifest.revision}",
            manifest.commit,
            self._columns,
            read_links(self._location, manifest),
        )

    def _read_stamp(self) -> tuple[int, int]:
        try:
            status = os.stat(self._manifest)
        except OSError:
            return (0, 0)  # gone: reading the manifest will say so
        return (status.st_mtime_ns, status.st_ino)
