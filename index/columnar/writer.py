"""The writer: batches become segments, segments are merged, and one rename of the manifest commits them."""

import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from filelock import FileLock
from msgspec import structs

from index.article import Article
from index.columnar.arrays import Ints, Mask
from index.columnar.batch import overfull
from index.columnar.deletions import write_deletions
from index.columnar.feed import FIXED, Feed, Flushed, Fresh, Order, fresh
from index.columnar.holdings import SegmentHoldings
from index.columnar.linking import Links
from index.columnar.lists import MOST_IN_TAIL
from index.columnar.merge import LEAST as LEAST_MERGED
from index.columnar.merge import Source, due, merge, standing
from index.columnar.segment import Segment, is_open, living, opened
from index.columnar.workers import LEAST as LEAST_WORKER
from index.columnar.workers import Workers
from index.damage import damage_named
from index.errors import IndexUnavailable, UnreadableFile
from index.fields import FINGERPRINT
from index.location import folder
from index.locking import locked
from index.manifest import (
    ALIASES,
    CORRECTIONS,
    LOCK,
    MANIFEST,
    RECIPES,
    SEGMENTS,
    Entry,
    Manifest,
    check,
    read_manifest,
    sweep,
    sync_folder,
    unwritten,
    write_manifest,
)
from index.memory import MB, give_back, resident
from index.sketch import Hashes, Texts, links
from index.writer import Holdings, hashed

ENGINE = "columnar"
MEMORY = 1_000  # MB for each process, where nothing else is said
LEAST = 160 * MB  # for one process: half of it are Python's and its libraries' own
LEAST_PARENT = 100 * MB  # for the process that commits and merges what workers write
_NO_HASHES = np.zeros(0, np.uint64)
_FEW = 64  # ids are looked up one by one, more are compared with all of a segment's


@dataclass(slots=True, eq=False)
class _Held:
    """A segment of the index to be, committed or not."""

    entry: Entry
    segment: Segment
    alive: Mask
    files: dict[str, tuple[int, str]]
    deleted: bool = False  # more of it than its deletions on the disk say

    @property
    def living(self) -> int:
        return int(self.alive.sum())

    @property
    def quotes(self) -> int:
        return int(self.alive[self.segment.number("quote.article")].sum())

    @property
    def living_copies(self) -> Hashes:
        """The hashes of what copies share, ascending."""
        return self.segment.copies if self.alive.all() else np.sort(self.segment.number("copy")[self.alive])

    def near(self, new: Texts) -> Texts:
        """Return the texts that may be nearly the same as new ones."""
        rows = self.segment.near(new)
        return self.segment.texts(rows[self.alive[rows]])

    def delete(self, places: Ints) -> bool:
        """Delete articles; tell whether any of them was there."""
        if not self.alive[places].any():
            return False
        self.alive[places] = False
        self.deleted = True
        return True


class ColumnarWriter:
    """A Writer. What is put is analyzed at once and kept in memory up to a limit, then in segments on the disk."""

    _lock: FileLock
    _manifest: Manifest
    _links: Links

    def __init__(self, location: str | Path, workers: int = 1, memory: int | None = None) -> None:
        self._location = folder(location)
        self._workers = workers or os.cpu_count() or 1
        self._memory = _granted(self._workers, memory)
        # Where nothing is said, what the program that indexes holds for itself is left to it.
        self._others = max(0, resident(LEAST) - LEAST) if memory is None else 0
        self._feed: Feed | Workers | None = None
        self._flushed: list[Flushed] = []
        self._segments: list[_Held] = []
        self._near: list[Hashes] = []
        self._attempts = 0
        self._changed = False
        self._added_articles = 0

    def put(self, article: Article) -> None:
        """See Writer.put."""
        if not _is_line(article.id):
            raise UnreadableFile(f"an article's id is one line of text, not {article.id!r}")
        if field := overfull(article):
            raise UnreadableFile(f"{field} of article {article.id!r} holds more than {MOST_IN_TAIL:,} words")
        self._take(article)

    def drop(self, article_id: str) -> None:
        """See Writer.drop."""
        if _is_line(article_id):
            self._take(article_id)

    def ids(self) -> set[str]:
        """See Writer.ids."""
        self._flush()
        return {one.segment.id(number) for one in self._segments for number in np.flatnonzero(one.alive).tolist()}

    def known(self) -> Holdings:
        """See Writer.known."""
        return self._holdings

    def near(self) -> list[tuple[str, str]]:
        """See Writer.near."""
        return [(hashed(one), hashed(other)) for pairs in self._near for one, other in pairs.tolist()]

    def commit(self) -> None:
        """See Writer.commit."""
        self._near = []
        self._flush()
        if not self._changed:
            return
        try:
            with damage_named(self._location):
                self._link()
                self._merge()
            manifest = self._sealed()
            sync_folder(self._location / SEGMENTS)
        except OSError as error:
            raise unwritten(self._location, error) from error
        write_manifest(self._location, manifest)
        self._manifest, self._changed, self._attempts = manifest, False, 0
        self._holdings = self._committed()
        sweep(self._location, manifest)

    def __enter__(self) -> Self:
        _refuse_foreign(self._location)
        self._lock = locked(self._location)
        try:
            self._manifest = _manifest(self._location)
            with damage_named(self._location):
                self._segments = [_held(self._location, entry, self._manifest) for entry in self._manifest.segments]
                self._links = Links(self._location, self._manifest)
            self._holdings = self._committed()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        committed = False
        try:
            if kind is None:
                self.commit()
                committed = True
        finally:
            self._close(committed)

    def _close(self, committed: bool) -> None:
        """End, and remove what is not committed. What is, the disk says: a commit may have failed late."""
        try:
            if self._feed:
                self._feed.close()
            if self._feed and not committed:
                with suppress(IndexUnavailable):
                    sweep(self._location, read_manifest(self._location))
        finally:
            self._lock.release()

    def _committed(self) -> Holdings:
        return SegmentHoldings([(held.segment, held.alive) for held in self._segments])

    def _take(self, order: Order) -> None:
        if self._feed is None:
            self._feed = self._new_feed()
        self._apply(self._feed.take(order))

    def _new_feed(self) -> Feed | Workers:
        if self._workers == 1:
            return Feed(self._location, self._own)
        return Workers(self._location, self._memory - self._share, self._workers)

    @property
    def _own(self) -> int:
        """The memory of this process."""
        return self._share + self._others

    @property
    def _share(self) -> int:
        """What of the memory granted is this process's."""
        return self._memory if self._workers == 1 else max(LEAST_PARENT, self._memory // (self._workers + 1))

    def _flush(self) -> None:
        """Have all that was put and dropped in segments."""
        if self._feed:
            self._apply(self._feed.flush())

    def _apply(self, flushed: Iterable[Flushed]) -> None:
        """Delete what was dropped or is replaced, then add the segment; what fails is done at the next attempt."""
        for one in flushed:
            self._flushed.append(one)
        while self._flushed:
            self._apply_one(self._flushed[0])
            del self._flushed[0]

    def _apply_one(self, flushed: Flushed) -> None:
        added = [self._opened(flushed.segment)] if flushed.segment else []
        ids = {name.encode() for name in flushed.dropped}
        ids.update(*(held.segment.ids.every for held in added))
        deleted = [held.delete(_places(held.segment, ids)) for held in self._segments]
        self._segments += added
        self._added_articles += sum(held.segment.size for held in added)
        self._changed |= any(deleted) or bool(added)

    def _opened(self, file: Fresh) -> _Held:
        """Return a segment that was written just now."""
        segment = opened(self._location / file.name)
        entry = Entry(file.name, segment.size, segment.quotes)
        written = (file.written.size, file.written.digest)
        return _Held(entry, segment, np.ones(segment.size, np.bool_), {file.name: written})

    def _link(self) -> None:
        """Note which of the texts that are new are nearly the same as others."""
        old = [held for held in self._segments if held.entry.file in self._manifest.files]
        added = [held.segment.texts(held.alive.nonzero()[0]) for held in self._segments if held not in old]
        new = Texts.joined(added)
        if new.keys.size:
            self._near = [links(new, Texts.joined([held.near(new) for held in old]))]
            self._links.add(self._near)

    def _merge(self) -> None:
        """Merge segments until there are few; those without a living article go."""
        self._leave_out([held for held in self._segments if not held.living])
        added, self._added_articles = self._added_articles, 0
        while chosen := self._due(added):
            added = 0
            parts = [self._segments[at] for at in chosen]
            self._leave_out(parts, self._opened(self._merged(parts)))
            give_back()

    def _leave_out(self, parts: Sequence[_Held], *merged: _Held) -> None:
        """Leave out segments, what they were merged to taking their place; and the links of the texts that go."""
        self._segments = [*(held for held in self._segments if held not in parts), *merged]
        gone = np.unique(np.concatenate([_NO_HASHES, *(part.segment.number("copy")[~part.alive] for part in parts)]))
        if gone.size:
            self._links.forget(gone, [held.living_copies for held in self._segments])

    def _due(self, added: int) -> tuple[int, ...]:
        """Return which segments to merge, as far as the memory goes."""
        chosen = due([one.living for one in self._segments], [one.segment.size for one in self._segments], added)
        if not chosen:
            return ()
        sums = accumulate(standing(self._segments[at].segment) for at in chosen)
        room = self._room() - LEAST_MERGED
        fitting = chosen[: sum(total <= room for total in sums)]
        return fitting if len(fitting) == len(chosen) or len(fitting) > 1 else ()

    def _merged(self, parts: Sequence[_Held]) -> Fresh:
        """Write one segment of several. Those are checked before: damage would get a new hash, and a right one."""
        files = {name: file for part in parts for name, file in part.files.items()}
        check(self._location, structs.replace(self._manifest, files=files), whole=True)
        # Opened again: what merging keeps of a segment by the way is gone with it, though others may hold the segment.
        sources = [Source(Segment(part.segment.arrays.path), part.alive) for part in parts]
        return fresh(self._location, "arrays", lambda path: merge(sources, path, self._room()))

    def _room(self) -> int:
        """Return the memory that is there for merging; some there must be, or there would be ever more segments."""
        return max(3 * LEAST_MERGED, self._own - resident() - FIXED)

    def _sealed(self) -> Manifest:
        """Write the deletions that are new, and return the manifest of all that there is."""
        for held in self._segments:
            if held.deleted:
                self._write_deletions(held)
        self._links.seal()
        self._attempts += 1  # one that failed may have become visible
        return Manifest(
            engine=ENGINE,
            commit=secrets.token_hex(8),
            fingerprint=FINGERPRINT,
            revision=self._manifest.revision + self._attempts,
            documents=sum(held.living for held in self._segments),
            quotes=sum(held.quotes for held in self._segments),
            segments=tuple(held.entry for held in self._segments),
            files={name: file for held in self._segments for name, file in held.files.items()} | self._links.files,
            links=tuple(self._links.files),
            day=datetime.now(UTC).date().toordinal(),
        )

    def _write_deletions(self, held: _Held) -> None:
        file = fresh(self._location, "deletions", lambda path: write_deletions(path, held.alive))
        own = {held.entry.file: held.files[held.entry.file]}
        held.entry = structs.replace(held.entry, deletions=file.name)
        held.files, held.deleted = {**own, file.name: (file.written.size, file.written.digest)}, False


def _granted(workers: int, memory: int | None) -> int:
    """Return the memory that all processes may take together, in bytes.

    Raises:
        IndexUnavailable: it is too little.
    """
    least = LEAST if workers == 1 else LEAST_PARENT + workers * LEAST_WORKER
    if memory is not None and memory * MB < least:
        what = "indexing" if workers == 1 else f"indexing with {workers} workers"
        raise IndexUnavailable(f"{memory} MB of memory are too little: {what} takes at least {least // MB} MB")
    return MEMORY * MB * workers if memory is None else memory * MB


def _is_line(article_id: str) -> bool:
    """Tell whether an id can be kept, as one line of UTF-8."""
    try:
        return bool(article_id.encode()) and "\n" not in article_id
    except UnicodeEncodeError:
        return False


def _held(location: Path, entry: Entry, manifest: Manifest) -> _Held:
    """Open a committed segment."""
    segment = opened(location / entry.file)
    names = [entry.file, entry.deletions] if entry.deletions else [entry.file]
    return _Held(entry, segment, living(location, entry, segment), {name: manifest.files[name] for name in names})


def _places(segment: Segment, ids: set[bytes]) -> Ints:
    """Return the numbers of the articles of a segment that have one of the ids."""
    if len(ids) <= _FEW:
        ranks = [rank for one in ids if (rank := segment.ids.number(one)) >= 0]
    else:
        ranks = [rank for rank, word in enumerate(segment.ids.every) if word in ids]
    return segment.by_rank[ranks] if ranks else np.zeros(0, np.int64)  # which is made for none in vain


def _refuse_foreign(location: Path) -> None:
    """Refuse a folder that is not ours before anything is written to it."""
    try:
        names = [path.name for path in location.iterdir()]
    except FileNotFoundError:
        return
    except OSError as error:
        raise IndexUnavailable(f"{location} cannot be read: {error.strerror}") from error
    ours = (LOCK, RECIPES, ALIASES, CORRECTIONS, "corrected.json", "manifest.new")
    foreign = next((name for name in names if name not in ours), None)
    if foreign and MANIFEST not in names:
        raise IndexUnavailable(
            f"{location} is not a Pullquote index and holds other things ({foreign}): name a new folder"
        )


def _manifest(location: Path) -> Manifest:
    """Return the manifest of the index; an index without articles is made in an empty folder."""
    if not (location / MANIFEST).exists():
        write_manifest(location, Manifest(ENGINE, secrets.token_hex(8), FINGERPRINT, 0, 0, 0, (), {}))
    manifest = read_manifest(location)
    sweep(location, manifest)
    check(location, manifest, known={entry.file for entry in manifest.segments if is_open(location / entry.file)})
    return manifest
