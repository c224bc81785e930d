"""One run of reading: what becomes of the articles of each file, in batches that are kept or discarded whole."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.article import Article
from index.errors import IndexCorrupt, UnreadableFile
from index.files import Failure
from index.holding import Holding
from index.ids import article_id, own_id
from index.reading import File, Wanted
from index.sources import Source, read_sources, write_sources
from index.writer import Known, Writer, known_of

BATCH = 5_000  # articles of one commit: a cut-off run loses at most these
SPELT_OUT = 100  # failures of one file; a file of another kind can have a million
LONG = 10_000  # a body counts as one more article for each so many characters


@dataclass(slots=True)
class Report:
    """What a build did, in articles; `failed` has an entry for each file, or line of one, that gave none."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    copies: int = 0  # of those added or updated, how many have the text of another article
    kept: int = 0  # no longer in their source files, but kept without `prune`
    notes: list[str] = field(default_factory=list)  # ids given twice, and what became of them
    failed: list[Failure] = field(default_factory=list)
    files: int = 0  # found, those that are as they were included
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Articles read and written a second."""
        return (self.added + self.updated) / self.seconds if self.seconds else 0.0


class Run:
    """One build: what the index holds, the batch included, and the report."""

    def __init__(self, writer: Writer, location: Path, prune: bool) -> None:
        self.writer = writer
        self.location = location
        self.prune = prune
        self.report = Report()
        self.held = Holding(writer)
        self.sources = _remembered(location)
        self.dropped: set[str] = set()
        self.again: list[str] = []
        self.articles = 0
        self.waiting = 0

    def wanted(self, path: str) -> Wanted:
        """Return a file as something to read unless it is as it was."""
        source = self.sources.get(path)
        return Wanted(path, source.digest if source else None)

    def file(self, file: File) -> Iterator[int]:
        """Take what a file holds, unless it is as it was; yield the number of articles read so far, one by one.

        One that is as it was may be dropped from meanwhile: then it is read again, at the end.
        """
        path, source = file.path, self.sources.get(file.path)
        if file.same:
            self.report.unchanged += len(self.held.ids_of(path)) if source and source.digest else 0
            return
        before, failures = self.held.ids_of(path), 0
        again: Counter[str] = Counter()  # ids given so often beside the one time that `after` tells
        after: dict[str, None] = {}
        for item in file.found:
            if isinstance(item, Failure):
                failures += 1
                self.failed(item, failures)
                continue
            nth = 1 + again[item.id] + (item.id in after)
            article = self.named(item, path, nth)
            try:
                self.article(article, path)
            except UnreadableFile as error:  # it is more than an index can hold
                failures += 1
                self.failed(Failure(path, str(error)), failures)
                continue
            if nth > 1 or article.id != item.id:
                again[item.id] += 1
            after[article.id] = None
            self.articles += 1
            yield self.articles
            if self.waiting >= BATCH:
                self.commit()
        if failures > SPELT_OUT:
            self.report.failed.append(Failure(path, f"{failures - SPELT_OUT:,} more of its lines cannot be read"))
        whole = not failures
        if after or whole:
            kept = self.replaced(path, before, set(after), whole)
            self.sources[path] = Source(file.digest if whole and not kept else None, (*after, *kept))

    def failed(self, failure: Failure, nth: int) -> None:
        """Report what gave no article, unless there are many of its file."""
        if nth <= SPELT_OUT:
            self.report.failed.append(failure)

    def named(self, article: Article, path: str, nth: int) -> Article:
        """Return the article, the nth with its id in its file, under an id of its own."""
        anonymous = article.id == article.copy_key
        if anonymous and nth > 1:
            article = _renamed(article, f"{article.id}-{nth}")
        elif nth == 2:
            self.report.notes.append(f"{path}: id {article.id} stands there more than once, the last is kept")
        known = self.held.get(article.id)
        if known is None or known.file in (path, None) or _is_by_url(article) or not os.path.exists(known.file):
            return article
        if known.digest == known_of(article).digest and not anonymous:
            return article
        fresh = own_id(f"{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}-{article.id}")
        if not anonymous:
            self.report.notes.append(f"{path}: id {article.id} is taken by {known.file}, kept as {fresh}")
        return _renamed(article, fresh)

    def article(self, article: Article, path: str) -> None:
        """Put an article, unless the index has it or a later capture of it, and count what that does."""
        known, fresh = self.held.get(article.id), known_of(article)
        if known and known.digest == fresh.digest and (known.file == path or os.path.exists(known.file or "")):
            self.report.unchanged += 1
        elif known and known.file != path and _captured(known.file) > _captured(path):
            self.report.unchanged += 1  # the same address, saved later: that capture stays
        else:
            self.put(article, fresh, known)

    def put(self, article: Article, fresh: Known, known: Known | None) -> None:
        self.writer.put(article)  # first: it may be refused
        if known and known.digest != fresh.digest and not _is_by_url(article):
            self.reopen({article.id}, of=fresh.file)
        if known is None and article.id in self.dropped:
            self.dropped.discard(article.id)
            self.report.removed -= 1  # it was in another file too
            self.report.updated += 1
        else:
            self.report.added += known is None
            self.report.updated += known is not None
        self.held.forget(article.id)
        self.report.copies += self.held.copied(fresh.copy)
        self.held.put(article.id, fresh)
        self.waiting += 1 + len(article.body) // LONG

    def replaced(self, path: str, before: set[str], after: set[str], whole: bool) -> list[str]:
        """Settle what a file held before and holds no more; return the ids that are kept all the same.

        A file of one article is that article, so another one takes its place. From a file of many, and from one
        that could be read in part only, nothing goes but by `prune`.
        """
        gone = sorted(name for name in before - after if self.held.get(name))
        if whole and gone and len(before) == len(after) == 1:
            self.drop(gone, of=path)
            if all(map(self.held.get, after)) and not after <= before:
                self.report.removed -= 1
                self.report.added -= 1
                self.report.updated += 1
        elif whole and self.prune:
            self.drop(gone, of=path)
        else:
            self.report.kept += len(gone)
            return gone
        return []

    def drop_vanished(self, paths: Sequence[str], found: Iterable[str | Failure]) -> None:
        """Drop the articles of files under the paths that are gone; what could not be read is not gone."""
        there = {item for item in found if isinstance(item, str)}
        unread = [item.path for item in found if isinstance(item, Failure)]
        for path in {*self.sources, *self.held.files()} - there:
            if under(path, paths) and not under(path, unread):
                self.sources.pop(path, None)
                self.drop(sorted(self.held.ids_of(path)), of=path)

    def drop(self, ids: Iterable[str], of: str) -> None:
        """Drop articles of a file; others that hold one of them too are read again."""
        lost = set(ids)
        for name in lost:
            self.held.forget(name)
            self.writer.drop(name)
        self.dropped |= lost
        self.report.removed += len(lost)
        self.reopen(lost, of)

    def reopen(self, ids: set[str], of: str | None) -> None:
        """Have the other files read again that hold one of these articles, which went or became another."""
        for path, source in self.sources.items():
            if path != of and ids.intersection(source.ids) and os.path.exists(path):
                self.sources[path] = replace(source, digest=None)
                self.again.append(path)

    def commit(self) -> None:
        """Keep the batch, and only then remember the files that it came from."""
        self.writer.commit()
        self.held.committed()
        self.waiting = 0
        write_sources(self.location, self.sources)

    def finish(self) -> Report:
        """Commit what is left, and forget the files that are gone and gave nothing that is still here."""
        for path in [path for path in self.sources if not os.path.exists(path) and not self.held.ids_of(path)]:
            del self.sources[path]
        self.commit()
        return self.report


def _remembered(location: Path) -> dict[str, Source]:
    """Return the files read so far; without the list, when it is damaged, they are all read again."""
    try:
        return read_sources(location)
    except IndexCorrupt:
        return {}


def under(path: str, folders: Iterable[str]) -> bool:
    return any(path == top or path.startswith(top.rstrip(os.sep) + os.sep) for top in folders)


def _captured(path: str | None) -> tuple[float, str]:
    """Return when a file was saved, as far as its file system tells; ties go by path."""
    try:
        return (os.stat(path).st_mtime, path) if path else (0.0, "")
    except OSError:
        return 0.0, ""


def _is_by_url(article: Article) -> bool:
    return bool(article.url) and article.id == article_id(None, article.url, "")


def _renamed(article: Article, name: str) -> Article:
    quotes = tuple(replace(quote, id=f"{name}.q{n}") for n, quote in enumerate(article.quotes, 1))
    return replace(article, id=name, quotes=quotes)
