"""The reading half of the Whoosh engine."""

import json
import threading
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from index.article import Article
from index.errors import IndexUnavailable
from index.fields import SCHEMA_VERSION
from index.location import folder
from index.manifest import MANIFEST, Manifest, check, read_manifest
from index.summary import Summary
from index.whoosh_index import open_generation, whoosh_errors
from index.whoosh_schema import WORDS
from search.answer import answer, completions
from search.executor import Postings
from search.query import Query
from search.results import Completion, Info, Results
from search.table import Ints, build_table

_CACHED = 2_000  # words whose postings a snapshot keeps: a click on a facet repeats the words of its search


class WhooshSearcher:
    """A Searcher over an index folder. Each search sees one whole commit, the newest at its start."""

    def __init__(self, location: str | Path) -> None:
        self._location = folder(location)
        self._lock = threading.Lock()
        self._stamp = self._read_stamp()
        self._snapshot = _snapshot(self._location)

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        with whoosh_errors(self._location):
            return answer(query, self._newest())

    def get(self, article_id: str) -> Article | None:
        """See Searcher.get."""
        with whoosh_errors(self._location):
            snapshot = self._newest()
            number = snapshot.table.numbers.get(article_id)
            return None if number is None else snapshot.article(number)

    def suggest(self, prefix: str, n: int = 10) -> list[Completion]:
        """See Searcher.suggest."""
        with whoosh_errors(self._location):
            return completions(self._newest().table, prefix)[:n]

    def info(self) -> Info:
        """See Searcher.info."""
        snapshot = self._newest()
        table = snapshot.table
        return Info(snapshot.engine, snapshot.revision, table.documents, table.quotes, SCHEMA_VERSION)

    def close(self) -> None:
        """See Searcher.close."""
        self._snapshot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _newest(self) -> "Snapshot":
        """Return the snapshot of the newest commit; one that other threads still read is left to them."""
        with self._lock:
            if (stamp := self._read_stamp()) != self._stamp:
                self._snapshot = _snapshot(self._location)
                self._stamp = stamp
            return self._snapshot

    def _read_stamp(self) -> tuple[int, int]:
        try:
            status = (self._location / MANIFEST).stat()
        except OSError:
            return (0, 0)  # gone: reading the manifest will say so
        return (status.st_mtime_ns, status.st_ino)


def _snapshot(location: Path) -> "Snapshot":
    """Open the newest commit; a writer may replace it while it is being opened, then the next one is tried."""
    while True:
        manifest = read_manifest(location)
        try:
            check(location, manifest)
            return Snapshot(location, manifest)
        except IndexUnavailable:
            if read_manifest(location).revision == manifest.revision:
                raise


class Snapshot:
    """One commit of a Whoosh index, as `search.answer` reads it."""

    engine = "whoosh"

    def __init__(self, location: Path, manifest: Manifest) -> None:
        self.revision = f"r{manifest.revision}"
        self._reading = threading.Lock()  # Whoosh's readers are not safe to share between threads
        self._reader: Any = None
        rows: dict[int, Summary] = {}
        if manifest.documents:
            self._reader = open_generation(location, manifest).reader()
            column = self._reader.column_reader("summary")
            rows = {number: Summary.from_json(column[number]) for number in self._reader.all_doc_ids()}
        self.table = build_table(rows, self._reader.doc_count_all() if self._reader else 0)
        self._cached = lru_cache(_CACHED)(self._postings)

    def stems(self, field: str, word: str) -> Postings:
        """See Source.stems."""
        return self._cached(field, word)

    def words(self, field: str, word: str) -> Postings:
        """See Source.words."""
        return self._cached(field + WORDS, word)

    def positions(self, field: str, word: str, articles: Ints, *, exact: bool) -> Ints:
        """See Source.positions."""
        keys: list[int] = []
        with self._reading:
            matcher = self._matcher(field + WORDS if exact else field, word)
            for article in articles.tolist() if matcher else ():
                matcher.skip_to(article)
                keys += [article << 32 | place for place in matcher.value_as("positions")]
        return np.array(keys, np.int64)

    def expand(self, field: str, stub: str) -> list[str]:
        """See Source.expand."""
        with self._reading:
            found = self._reader.expand_prefix(field + WORDS, stub.encode()) if self._reader else ()
            return [term.decode() for term in found]

    def near(self, field: str, word: str, edits: int) -> list[str]:
        """See Source.near."""
        with self._reading:
            return list(self._reader.terms_within(field + WORDS, word, edits, prefix=1)) if self._reader else []

    def article(self, number: int) -> Article:
        """See Commit.article."""
        with self._reading:
            return Article.from_dict(json.loads(self._reader.stored_fields(number)["article"]))

    def close(self) -> None:
        """Let go of the files."""
        if self._reader:
            self._reader.close()

    def _postings(self, field: str, word: str) -> Postings:
        articles: list[int] = []
        counts: list[int] = []
        with self._reading:
            matcher = self._matcher(field, word)
            while matcher and matcher.is_active():
                articles.append(matcher.id())
                counts.append(matcher.weight())
                matcher.next()
        return Postings(np.array(articles, np.int64), np.array(counts, np.int64))

    def _matcher(self, field: str, word: str) -> Any:
        term = (field, word.encode())
        return self._reader.postings(*term) if self._reader and term in self._reader else None
