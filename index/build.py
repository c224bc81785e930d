"""Saved files to an index: only what changed is read, in batches of which each is kept or discarded whole."""

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

from index.article import Article
from index.errors import UnreadableFile
from index.extract import read
from index.files import Failure, walk
from index.ids import article_id, own_id
from index.location import folder
from index.sources import PARTLY, digest_of, read_sources, write_sources
from index.writer import Known, Writer, open_writer

BATCH = 5_000  # articles of one commit: a cut-off run loses at most these
Progress = Callable[[int, int, int], None]


@dataclass(slots=True)
class Report:
    """What a build did, in articles; `failed` has an entry for each file, or line of one, that gave none."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    copies: int = 0  # of those added or updated, how many have the text of another article
    kept: int = 0  # no longer in their source files, but kept without `prune`
    renamed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Articles read and written a second."""
        return (self.added + self.updated) / self.seconds if self.seconds else 0.0


def build(paths: Sequence[str], location: str, *, prune: bool = False, progress: Progress | None = None) -> Report:
    """Bring the index up to date with the files at and under the paths.

    Args:
        prune: drop the articles that came from under the paths and are there no more.
        progress: called with files done, files in all and articles read, after each article.

    Raises:
        UnreadableFile: with `prune`, a path is missing or holds nothing; nothing was changed then.
        IndexBusy, IndexUnavailable: see `open_writer`.
    """
    started = perf_counter()
    found = list(walk([os.path.abspath(path) for path in paths]))
    if prune:
        _refuse_empty(paths, found)
    files = [item for item in found if isinstance(item, str)]
    with open_writer(location) as writer:
        run = _Run(writer, folder(location), prune)
        run.report.failed += [item for item in found if isinstance(item, Failure)]
        for done, path in enumerate(files):
            for articles in run.file(path):
                if progress:
                    progress(done, len(files), articles)
        if prune:
            run.drop_vanished(paths, found)
        run.commit()
    run.report.seconds = perf_counter() - started
    return run.report


class _Run:
    """One build: what the index holds, the batch included, and the report."""

    def __init__(self, writer: Writer, location: Path, prune: bool) -> None:
        self.writer = writer
        self.location = location
        self.prune = prune
        self.report = Report()
        self.known = dict(writer.known())
        self.copies = Counter(known.copy for known in self.known.values())
        self.ids_of: dict[str | None, set[str]] = defaultdict(set)
        for name, known in self.known.items():
            self.ids_of[known.file].add(name)
        self.sources = read_sources(location)
        self.articles = 0
        self.waiting = 0

    def file(self, path: str) -> Iterator[int]:
        """Read a file, unless it is as it was; yield the number of articles read so far, one by one."""
        digest = digest_of(path)
        if digest and self.sources.get(path) == digest:
            self.report.unchanged += len(self.ids_of[path])
            return
        before, failures = set(self.ids_of[path]), len(self.report.failed)
        given: Counter[str] = Counter()
        after: set[str] = set()
        for item in read(path):
            if isinstance(item, Failure):
                self.report.failed.append(item)
                continue
            given[item.id] += 1
            article = self.named(item, path, given[item.id])
            after.add(article.id)
            self.article(article, path)
            self.articles += 1
            yield self.articles
            if self.waiting >= BATCH:
                self.commit()
        whole = len(self.report.failed) == failures
        if after or whole:
            self.sources[path] = digest if whole and digest else PARTLY
        if whole:
            self.replace(path, before, after)

    def article(self, article: Article, path: str) -> None:
        """Put an article, unless the index has it or a later capture of it, and count what that does."""
        known = self.known.get(article.id)
        if known and known.digest == article.digest and (known.file == path or os.path.exists(known.file or "")):
            self.report.unchanged += 1
            return
        if known and known.file != path and _captured(known.file) > _captured(path):
            self.report.unchanged += 1  # the same address, saved later: that capture stays
            return
        self.put(article, path, known)

    def named(self, article: Article, path: str, nth: int) -> Article:
        """Return the article, the nth with its id in its file, under an id of its own."""
        known = self.known.get(article.id)
        if _is_by_content(article) and nth > 1:
            return _renamed(article, f"{article.id}-{nth}")
        if known is None or known.file in (path, None) or _is_by_url(article) or not os.path.exists(known.file):
            return article
        if known.digest == article.digest and not _is_by_content(article):
            return article
        fresh = own_id(f"{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}-{article.id}")
        if not _is_by_content(article):
            self.report.renamed.append(f"{path}: id {article.id} is taken by {known.file}, kept as {fresh}")
        return _renamed(article, fresh)

    def put(self, article: Article, path: str, known: Known | None) -> None:
        self.forget(article.id)
        self.report.added += known is None
        self.report.updated += known is not None
        self.report.copies += self.copies[article.copy_key] > 0
        self.copies[article.copy_key] += 1
        self.known[article.id] = Known(article.digest, article.copy_key, path)
        self.ids_of[path].add(article.id)
        self.writer.put(article)
        self.waiting += 1

    def replace(self, path: str, before: set[str], after: set[str]) -> None:
        """Drop what a file held before: a file of one article is that article, from another it takes `prune`."""
        gone = {name for name in before - after if name in self.known}
        if self.prune or len(before) == len(after) == 1:
            self.drop(gone)
            if not self.prune and gone:  # one article took the other's place
                self.report.removed -= 1
                self.report.added -= 1
                self.report.updated += 1
        else:
            self.report.kept += len(gone)
            if gone:
                self.sources[path] = PARTLY

    def drop_vanished(self, paths: Sequence[str], found: Iterable[str | Failure]) -> None:
        """Drop the articles of files under the paths that are gone; what could not be read is not gone."""
        there = {item for item in found if isinstance(item, str)}
        unread = [item.path for item in found if isinstance(item, Failure)]
        for path in [p for p in self.ids_of if p is not None]:
            if path not in there and _under(path, map(os.path.abspath, paths)) and not _under(path, unread):
                self.drop(set(self.ids_of[path]))
                self.sources.pop(path, None)

    def drop(self, ids: Iterable[str]) -> None:
        for name in ids:
            self.forget(name)
            self.writer.drop(name)
            self.report.removed += 1

    def forget(self, name: str) -> None:
        if known := self.known.pop(name, None):
            self.ids_of[known.file].discard(name)
            self.copies[known.copy] -= 1

    def commit(self) -> None:
        """Keep the batch, and only then remember the files that it came from."""
        self.writer.commit()
        self.waiting = 0
        write_sources(self.location, self.sources)


def _refuse_empty(paths: Sequence[str], found: Sequence[str | Failure]) -> None:
    """With --prune a path that is missing or empty would empty the index: an unmounted disk looks like that."""
    for path in paths:
        if not any(_under(item, [os.path.abspath(path)]) for item in found if isinstance(item, str)):
            raise UnreadableFile(
                f"{path} is missing or empty: nothing was changed (to prune, name a folder that is there)"
            )


def _under(path: str, folders: Iterable[str]) -> bool:
    return any(path == top or path.startswith(top.rstrip(os.sep) + os.sep) for top in folders)


def _captured(path: str | None) -> tuple[float, str]:
    """Return when a file was saved, as far as its file system tells; ties go by path."""
    try:
        return (os.stat(path).st_mtime, path) if path else (0.0, "")
    except OSError:
        return 0.0, ""


def _is_by_url(article: Article) -> bool:
    return bool(article.url) and article.id == article_id(None, article.url, "")


def _is_by_content(article: Article) -> bool:
    return article.id == article.copy_key


def _renamed(article: Article, name: str) -> Article:
    quotes = tuple(replace(quote, id=f"{name}.q{n}") for n, quote in enumerate(article.quotes, 1))
    return replace(article, id=name, quotes=quotes)
