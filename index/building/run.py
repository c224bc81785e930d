"""One run of reading: what becomes of the articles of each file, in batches that are kept or discarded whole."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from index.article import Article
from index.building.contest import Contest, modified_at
from index.building.copied import Copied
from index.building.holding import Holding
from index.building.naming import is_by_url, named
from index.building.passing import Pass
from index.building.reading import File, Wanted
from index.building.remembered import Files
from index.building.report import Failed, Report
from index.captures import captures_of, with_captures
from index.errors import UnreadableFile
from index.extract.checked import Effort
from index.files import Failure
from index.owner.corrected import Corrected
from index.sources import Source
from index.writer import Known, Writer, known_of

BATCH = 5_000  # articles of one commit: a cut-off run loses at most these
LONG = 10_000  # a body counts as one more article for each so many characters


class Run:
    """One build: what the index holds, the batch included, and the report.

    Args:
        effort: with which files are read; None is what each was read with the last time.
        recipes: the digest of those by which they are read.
        past: the files of the index that this one takes the place of.
        corrections: the folder of the file of corrections, where it is another one.
    """

    def __init__(
        self,
        writer: Writer,
        location: Path,
        prune: bool,
        effort: Effort | None = None,
        recipes: str = "",
        past: Mapping[str, Source] | None = None,
        corrections: Path | None = None,
    ) -> None:
        self.writer = writer
        self.prune, self.effort, self.recipes = prune, effort, recipes
        self.report = Report()
        self.failed: dict[str, Failed] = {}
        self.corrected = Corrected(location, corrections or location)
        self.report.notes += self.corrected.warnings
        self.held = Holding(writer, self.corrected.known)
        self.files = Files(location, past)
        self.contest = Contest(self.held, self.files)
        self.copied = Copied(writer, self.held)
        self.dropped: set[str] = set()
        self.is_again = False
        self.articles = 0
        self.waiting = 0

    def effort_of(self, path: str) -> Effort:
        """Return with which effort a file is read: as the last time unless told, and first "balanced"."""
        source = self.files.past.get(path)
        return self.effort or (source.effort if source else "balanced")

    def wanted(self, path: str) -> Wanted:
        """Return a file as something to read unless it is as it was, and was read as it would be."""
        source = self.files.sources.get(path)
        if not source or (source.effort, source.recipes) != (self.effort_of(path), self.recipes):
            return Wanted(path)
        is_again = (self.prune and source.kept) or self.corrected.lacks(source.ids)
        return Wanted(path, None if is_again else source.digest)

    def file(self, file: File) -> Iterator[int]:
        """Take what a file holds, unless it is as it was; yield the number of articles read so far, one by one.

        One that is as it was may be dropped from meanwhile: then it is read again, at the end.
        """
        if file.same:
            self.as_it_was(file.path)
            return
        held = len(self.held.ids_of(file.path))
        one = Pass(file.path, modified_at(file.path), self.files.past.get(file.path), held)
        for item in file.found:
            if isinstance(item, Failure):
                one.fail(item)
                continue
            self.take(item, one)
            yield self.articles
            if self.waiting >= BATCH:
                self.commit()
        self.passed(one, file.digest)

    def as_it_was(self, path: str) -> None:
        """Report a file that need not be read. One of another time than it had may be another capture, though."""
        source, modified = self.files.sources[path], modified_at(path)
        self.report.unchanged += len(self.held.ids_of(path))
        self.report.kept += source.kept
        if source.failed:
            self.failed[path] = Failed(path, source.failed, before=True)
        if modified != source.modified:
            if self.files.is_contested(path):
                self.files.read_again(path)
            else:
                self.files.sources[path] = replace(source, modified=modified)

    def take(self, item: Article, one: Pass) -> None:
        """Take an article, unless it is more than an index can hold."""
        article = self.as_held(named(item, one, self.held), one)
        try:
            self.article(article, one)
        except UnreadableFile as error:
            one.fail(Failure(one.path, str(error)))
            return
        one.offer(item.id, article)
        self.articles += 1

    def as_held(self, article: Article, one: Pass) -> Article:
        """Return an article of a file as the index has it: corrected, with the number of its captures."""
        count = self.files.offers.count(article.id) + (one.path not in self.files.sources)  # counted once it is read
        return self.corrected.as_read(with_captures(article, count), one.before)

    def article(self, article: Article, one: Pass) -> None:
        """Put an article, unless the index has it or a later capture of it, and count what that does."""
        known = self.held.get(article.id)
        if known is None or self.contest.won(article, known, one):
            self.put(article, known, one)
        elif not self.is_again:
            self.report.unchanged += 1

    def put(self, article: Article, known: Known | None, one: Pass) -> None:
        self.writer.put(article)  # first: it may be refused
        self.corrected.put(article.id)
        fresh = known_of(article)
        if known and known.digest != fresh.digest and not is_by_url(article):
            self.files.lose(article.id, of=one.path)
        if known is None and article.id in self.dropped:
            self.dropped.discard(article.id)
            self.report.removed -= 1  # it was in another file too
            self.report.updated += 1
        else:
            one.added += known is None
            self.report.added += known is None
            self.report.updated += known is not None
        self.held.forget(article.id)
        self.report.copies += self.copied.put(fresh.copy)
        self.held.put(article, fresh)
        self.waiting += 1 + len(article.body) // LONG

    def passed(self, one: Pass, digest: str | None) -> None:
        """Settle what a file gave, once it is read."""
        self.report.notes += one.told
        if one.before:
            self.corrected.passed(one.path, one.offered, one.before)
        self.failed.pop(one.path, None)
        if one.failed:
            self.failed[one.path] = Failed(one.path, one.failures)
        if one.offered or one.lasting:
            self.files.remember(one.path, self.source(one, digest if one.lasting else None))
        if one.awaited:  # the file does not hold any more what the index has of these
            self.drop(one.awaited, of=None)
            self.files.read_again(one.path)

    def source(self, one: Pass, digest: str | None) -> Source:
        """Return what to remember of a file that was read."""
        kept = self.replaced(one)
        return Source.of(
            digest,
            chain(one.offered, kept),
            modified=one.modified,
            effort=self.effort_of(one.path),
            recipes=self.recipes,
            kept=len(kept),
            failed=one.failures if one.lasting else (),
        )

    def replaced(self, one: Pass) -> list[str]:
        """Settle what a file held before and holds no more; return the ids that are kept all the same.

        A file of one article is that article, so another one takes its place. From a file of many, and from one
        that could be read in part only, nothing goes but by `prune`.
        """
        gone = sorted(name for name in self.held.ids_of(one.path) if name not in one.offered)
        single = one.held == len(one.offered) == 1
        if one.failed or not (single or self.prune):
            self.report.kept += len(gone)
            return gone
        self.drop(gone, of=one.path)
        if single and gone and one.added:
            self.report.removed -= 1
            self.report.added -= 1
            self.report.updated += 1
        return []

    def drop_vanished(self, paths: Sequence[str], found: Iterable[str | Failure]) -> None:
        """Drop the articles of files under the paths that are gone; what could not be read is not gone."""
        there = {item for item in found if isinstance(item, str)}
        unread = [item.path for item in found if isinstance(item, Failure)]
        for path in {*self.files.sources, *self.held.files()} - there:
            if under(path, paths) and not under(path, unread):
                self.files.forget(path)
                self.drop(sorted(self.held.ids_of(path)), of=path)

    def drop(self, ids: Iterable[str], of: str | None) -> None:
        """Drop articles of a file; others that hold one of them too are read again."""
        for name in ids:
            self.held.forget(name)
            self.writer.drop(name)
            self.dropped.add(name)
            self.report.removed += 1
            self.files.lose(name, of)

    def reopened(self) -> list[str]:
        """Return the files that are to be read again, after all others."""
        self.is_again = True
        return self.files.reopened()

    def commit(self, last: bool = False) -> None:
        """Keep the batch, and only then remember the files that it came from."""
        self.files.before_commit()
        self.corrected.write()
        self.writer.commit()
        self.report.copies += self.copied.committed()
        if self.recount():
            self.writer.commit()
        self.held.committed()
        self.waiting = 0
        self.files.committed(last)

    def recount(self) -> bool:
        """Put the articles again of which there are more or fewer captures than they say; tell if there are any."""
        stored, changed = self.writer.known(), False
        for article in filter(None, map(stored.article, sorted(self.files.recounted))):
            count = max(1, self.files.offers.count(article.id))
            if captures_of(article) != count:
                changed = True
                counted = with_captures(article, count)
                self.writer.put(counted)
                self.held.put(counted, known_of(counted))
        self.files.recounted.clear()
        return changed

    def correct(self) -> None:
        """Put the articles again of which the corrections are others than when they were put."""
        changed, notes = self.corrected.settle(self.writer)
        self.report.corrected += changed
        self.report.notes += notes

    def finish(self) -> Report:
        """Commit what is left, and forget the files that are gone and gave nothing that is still here."""
        for path in self.files.gone & self.files.sources.keys():
            if self.held.ids_of(path):  # what else it offered is no capture any more
                self.files.count_again(path)
            else:
                self.files.forget(path)
        self.commit(last=True)
        self.correct()
        self.report.failed = list(self.failed.values())
        return self.report


def under(path: str, folders: Iterable[str]) -> bool:
    return any(path == top or path.startswith(top.rstrip(os.sep) + os.sep) for top in folders)
