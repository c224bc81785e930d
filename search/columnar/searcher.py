"""The reading half of the index: each search sees one whole commit, the newest at its start."""

import threading
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import monotonic, time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec import structs

from index.article import Article
from index.columnar.links import read_links
from index.columnar.segment import Segment, living, opened
from index.damage import damage_named
from index.errors import IndexUnavailable
from index.fields import SCHEMA_VERSION
from index.location import folder
from index.manifest import MANIFEST, Manifest, check, read_manifest
from index.sketch import Hashes
from search.columnar.answer import answer
from search.columnar.carried import Carried
from search.columnar.ready import ready
from search.columnar.snapshot import Snapshot
from search.known_aliases import KnownAliases, Stamp, stamp_of
from search.query import Query
from search.results import (
    COMPLETED,
    Completion,
    Copies,
    Doubts,
    Export,
    Hit,
    Info,
    Listed,
    Occurrences,
    Results,
    Timeline,
    ValuePage,
)

if TYPE_CHECKING:
    from search.timeline import AskedInterval
    from search.values import ValueOrder

_JUST_NOW = 2.0  # seconds since the commit before was seen to be the newest
_NEVER: Stamp = (-1, -1, -1)  # no file's


class ColumnarSearcher:
    """A Searcher over an index folder.

    What one method alone needs it imports when it is called: a program that searches once has its answer sooner.
    """

    def __init__(self, location: str | Path) -> None:
        self._location = folder(location)
        self._manifest, self._aliases = str(self._location / MANIFEST), KnownAliases(self._location)
        self._opening = threading.Lock()
        self._segments: dict[str, Segment] = {}
        self._links: dict[str, Hashes] = {}
        self._carried = Carried()
        self._stamp, self._seen = self._read_stamp(), monotonic()
        self._snapshot = self._open()

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        with damage_named(self._location):
            return answer(query, self._newest())

    def count(self, query: Query) -> int:
        """See Searcher.count."""
        with damage_named(self._location):
            return len(ready(query, self._newest()).hits)

    def get(self, article_id: str) -> Article | None:
        """See Searcher.get."""
        with damage_named(self._location):
            return self._newest().article(article_id)

    def occurrences(self, quote_id: str) -> Occurrences | None:
        """See Searcher.occurrences."""
        from search.columnar.alike import occurrences

        with damage_named(self._location):
            return occurrences(self._newest(), quote_id)

    def copies(self, article_id: str, most: int = 50) -> Copies:
        """See Searcher.copies."""
        from search.columnar.alike import copies

        with damage_named(self._location):
            return copies(self._newest(), article_id, most)

    def similar(self, article_id: str, n: int = 10) -> tuple[Hit, ...]:
        """See Searcher.similar."""
        from search.columnar.similar import similar

        with damage_named(self._location):
            return similar(self._newest(), article_id, n)

    def articles(self) -> Iterator[Article]:
        """See Searcher.articles."""
        with damage_named(self._location):
            yield from self._newest().articles()

    def ids(self) -> list[str]:
        """See Searcher.ids."""
        from search.columnar.restricted import ids

        with damage_named(self._location):
            return list(ids(self._newest()))

    def among(self, ids: Collection[str]) -> "Among":
        """See Searcher.among."""
        from search.columnar.restricted import Restricted

        with damage_named(self._location):
            return Among(self._location, Restricted(self._newest(), ids))

    def export(self, query: Query) -> Export:
        """See Searcher.export."""
        from search.columnar.exporting import export

        with damage_named(self._location):
            found = export(query, self._newest())
        return structs.replace(found, rows=self._named(found.rows))

    def _named(self, rows: Iterator[Listed]) -> Iterator[Listed]:
        with damage_named(self._location):
            yield from rows

    def doubts(self, query: Query) -> Doubts:
        """See Searcher.doubts."""
        from search.columnar.doubts import doubts

        with damage_named(self._location):
            return doubts(query, self._newest())

    def values(self, query: Query, facet: str, prefix: str = "", order: "ValueOrder" = "count") -> ValuePage:
        """See Searcher.values."""
        from search.columnar.values import values

        with damage_named(self._location):
            return values(query, facet, prefix, order, self._newest())

    def timeline(self, query: Query, interval: "AskedInterval" = "auto") -> Timeline:
        """See Searcher.timeline."""
        from search.columnar.timeline import timeline

        with damage_named(self._location):
            return timeline(query, interval, self._newest())

    def suggest(self, prefix: str, n: int = 10, kinds: Sequence[str] = COMPLETED) -> list[Completion]:
        """See Searcher.suggest."""
        from search.columnar.suggest import completions
        from search.completing import complete

        with damage_named(self._location):
            return complete(prefix, n, kinds, partial(completions, self._newest()))

    def info(self) -> Info:
        """See Searcher.info."""
        found, answered, newest = self._newest(), self._stamp[0][0] / 1e9, stamp_of(self._manifest)[0] / 1e9
        lag = 0.0 if newest == answered else max(0.0, time() - newest)
        return Info(
            found.engine, found.revision, found.documents, found.quotes, SCHEMA_VERSION, found.commit, answered, lag
        )

    def close(self) -> None:
        """See Searcher.close. Mapped files are let go of with the last search that reads them."""
        self._segments, self._links = {}, {}
        self._stamp, self._seen = (_NEVER, _NEVER), 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _newest(self) -> Snapshot:
        """Return the newest commit; while one thread opens it, the others use the one before if it was just now.

        Else they wait: nobody may have asked this process for long, or it was forked from one that answers nothing.
        """
        stamp = self._read_stamp()
        if stamp == self._stamp:
            self._seen = monotonic()
        elif self._opening.acquire(blocking=monotonic() > self._seen + _JUST_NOW):
            try:
                stamp = self._read_stamp()
                if stamp != self._stamp:
                    self._snapshot = self._open()
                    self._stamp, self._seen = stamp, monotonic()
            finally:
                self._opening.release()
        return self._snapshot

    def _open(self) -> Snapshot:
        """Open the newest commit; a writer may replace it while it is being opened, then the next one is tried."""
        while True:
            manifest = read_manifest(self._location)
            try:
                check(self._location, manifest, known={*self._segments, *self._links})
                with damage_named(self._location):
                    return self._opened(manifest)
            except IndexUnavailable:
                if read_manifest(self._location).commit == manifest.commit:
                    raise

    def _opened(self, manifest: Manifest) -> Snapshot:
        """Open a commit; segments and links that the one before had are not opened again."""
        segments = {
            entry.file: self._segments.get(entry.file) or opened(self._location / entry.file)
            for entry in manifest.segments
        }
        alive = [living(self._location, entry, segments[entry.file]) for entry in manifest.segments]
        self._segments = segments
        new = {name: read_links(self._location / name) for name in manifest.links if name not in self._links}
        self._links = {name: pairs for name, pairs in {**self._links, **new}.items() if name in manifest.links}
        self._carried.keep(list(segments.values()))
        aliases = self._aliases.read()
        return Snapshot(
            list(segments.values()),
            alive,
            f"r{manifest.revision}",
            f"{manifest.commit}{aliases.digest}",
            self._carried,
            list(self._links.values()),
            aliases,
            manifest.day,
        )

    def _read_stamp(self) -> tuple[Stamp, Stamp]:
        """Return what changes with a commit and with the file of aliases."""
        return stamp_of(self._manifest), self._aliases.stamp  # if the manifest is gone, reading it will say so


class Among:
    """A Selection of an index folder."""

    def __init__(self, location: Path, snapshot: Snapshot) -> None:
        self._location, self._snapshot = location, snapshot

    def search(self, query: Query) -> Results:
        """See Selection.search."""
        with damage_named(self._location):
            return answer(query, self._snapshot)
