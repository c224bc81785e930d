"""The reading half of the Whoosh engine."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
_CACHED_POSITIONS = 256  # words of phrases
_RARE = 8  # a phrase in fewer articles than this part of a word's has that word read in those articles only


class WhooshSearcher:
    """A Searcher over an index folder. Each search sees one whole commit, the newest at its start."""

    def __init__(self, location: str | Path) -> None:
        self._location = folder(location)
        self._opening = threading.Lock()
        self._stamp = self._read_stamp()
        self._snapshot = _snapshot(self._location)

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        return answer(query, self._newest())

    def get(self, article_id: str) -> Article | None:
        """See Searcher.get."""
        snapshot = self._newest()
        number = snapshot.table.numbers.get(article_id)
        return None if number is None else snapshot.article(number)

    def suggest(self, prefix: str, n: int = 10) -> list[Completion]:
        """See Searcher.suggest."""
        return completions(self._newest().table, prefix)[:n]

    def info(self) -> Info:
        """See Searcher.info."""
        snapshot = self._newest()
        table = snapshot.table
        return Info(snapshot.engine, snapshot.revision, table.documents, table.quotes, SCHEMA_VERSION, snapshot.commit)

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
        """Return the snapshot of the newest commit; while one thread opens it, the others use the one before."""
        if self._read_stamp() != self._stamp and self._opening.acquire(blocking=False):
            try:
                stamp = self._read_stamp()
                self._snapshot = _snapshot(self._location)
                self._stamp = stamp
            finally:
                self._opening.release()
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


class _Reading:
    """Whoosh's reader of one commit behind a lock, since threads must not share it, and behind the wall of errors."""

    def __init__(self, location: Path, manifest: Manifest) -> None:
        self._location = location
        self._lock = threading.Lock()
        with whoosh_errors(location):
            self._reader: Any = open_generation(location, manifest).reader() if manifest.documents else None

    @contextmanager
    def reader(self) -> Iterator[Any]:
        """Lend the reader, None for an index without articles."""
        with self._lock, whoosh_errors(self._location):
            yield self._reader

    def rows(self) -> dict[int, Summary]:
        """Return the row of each article by its number."""
        with self.reader() as reader:
            if reader is None:
                return {}
            column = reader.column_reader("summary")
            return {number: Summary.from_json(column[number]) for number in reader.all_doc_ids()}

    def postings(self, field: str, word: str) -> Postings:
        """Return the articles with a term, and how often each has it."""
        articles: list[int] = []
        counts: list[int] = []
        with self.reader() as reader:
            matcher = _matcher(reader, field, word)
            while matcher and matcher.is_active():
                articles.append(matcher.id())
                counts.append(matcher.weight())
                matcher.next()
        return Postings(np.array(articles, np.int64), np.array(counts, np.int64))

    def all_positions(self, field: str, word: str) -> Ints:
        """Return where a term stands, as Source.positions does, in all articles."""
        keys: list[int] = []
        with self.reader() as reader:
            matcher = _matcher(reader, field, word)
            while matcher and matcher.is_active():
                article = matcher.id() << 32
                keys += [article | place for place in matcher.value_as("positions")]
                matcher.next()
        return np.array(keys, np.int64)

    def positions_in(self, articles: Sequence[int], field: str, word: str) -> Ints:
        """Return where a term stands in articles that have it, ascending."""
        keys: list[int] = []
        with self.reader() as reader:
            matcher = _matcher(reader, field, word)
            for article in articles:
                matcher.skip_to(article)
                keys += [article << 32 | place for place in matcher.value_as("positions")]
        return np.array(keys, np.int64)


def _matcher(reader: Any, field: str, word: str) -> Any:
    term = (field, word.encode())
    return reader.postings(*term) if reader and term in reader else None


class Snapshot:
    """One commit of a Whoosh index, as `search.answer` reads it."""

    engine = "whoosh"

    def __init__(self, location: Path, manifest: Manifest) -> None:
        self.revision = f"r{manifest.revision}"
        self.commit = manifest.commit
        self._reading = _Reading(location, manifest)
        rows = self._reading.rows()
        self.table = build_table(rows, max(rows, default=-1) + 1)
        self._postings = lru_cache(_CACHED)(self._reading.postings)
        self._all_positions = lru_cache(_CACHED_POSITIONS)(self._reading.all_positions)

    def stems(self, field: str, word: str) -> Postings:
        """See Source.stems."""
        return self._postings(field, word)

    def words(self, field: str, word: str) -> Postings:
        """See Source.words."""
        return self._postings(field + WORDS, word)

    def positions(self, field: str, word: str, articles: Ints, *, exact: bool) -> Ints:
        """See Source.positions."""
        name = field + WORDS if exact else field
        if len(articles) * _RARE < len(self._postings(name, word).articles):
            return self._reading.positions_in(articles.tolist(), name, word)
        everywhere = self._all_positions(name, word)
        return everywhere[np.isin(everywhere >> 32, articles)]

    def expand(self, field: str, stub: str) -> list[str]:
        """See Source.expand."""
        with self._reading.reader() as reader:
            return [term.decode() for term in reader.expand_prefix(field + WORDS, stub.encode())] if reader else []

    def near(self, field: str, word: str, edits: int) -> list[str]:
        """See Source.near."""
        with self._reading.reader() as reader:
            return list(reader.terms_within(field + WORDS, word, edits, prefix=1)) if reader else []

    def article(self, number: int) -> Article:
        """See Commit.article."""
        with self._reading.reader() as reader:
            return Article.from_dict(json.loads(reader.stored_fields(number)["article"]))

    def close(self) -> None:
        """Let go of the files; what is not closed goes with its last user."""
        with self._reading.reader() as reader:
            if reader:
                reader.close()
