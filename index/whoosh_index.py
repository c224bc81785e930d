"""An index folder as Whoosh's own Index, for whoever knows Whoosh's API: `open_index(path).searcher()`."""

from pathlib import Path

from whoosh.fields import Schema
from whoosh.index import Index
from whoosh.reading import EmptyReader, IndexReader, MultiReader

from index.columnar.arrays import Mask
from index.columnar.segment import Segment, living
from index.damage import damage_named
from index.errors import IndexUnavailable
from index.location import folder
from index.manifest import MANIFEST, Entry, Manifest, check, read_manifest
from index.whoosh_reader import segment_reader
from index.whoosh_schema import schema
from index.whoosh_writer import ColumnarIndexWriter


def open_index(path: str | Path) -> "ColumnarIndex":
    """Return the index at a folder as Whoosh's own Index.

    Raises:
        IndexUnavailable: there is no index, or one that this version cannot read.
        IndexCorrupt: a file is missing or damaged; the message names it.
    """
    index = ColumnarIndex(folder(path))
    index.reader().close()
    return index


class ColumnarIndex(Index):  # type: ignore[misc] # Whoosh is not typed for us
    """Whoosh's Index over a folder of ours. Each reader sees the newest commit at its start, and keeps it."""

    def __init__(self, location: Path) -> None:
        self._location = location
        self._segments: dict[str, Segment] = {}

    @property
    def schema(self) -> Schema:
        """The schema, which is that of every index; a copy, as Whoosh gives one."""
        return schema()

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """See Index.reader; a writer may replace a commit while it is being opened, then the next one is tried."""
        while True:
            manifest = read_manifest(self._location)
            try:
                return self._opened(manifest)
            except IndexUnavailable:
                if self.latest_generation() == manifest.revision:
                    raise

    def writer(self, **_: object) -> ColumnarIndexWriter:
        """See Index.writer; nothing of what Whoosh's own writer can be told is needed here."""
        return ColumnarIndexWriter(self, self._location)

    def latest_generation(self) -> int:
        """See Index.latest_generation."""
        return read_manifest(self._location).revision

    def last_modified(self) -> float:
        """See Index.last_modified."""
        return (self._location / MANIFEST).stat().st_mtime

    def is_empty(self) -> bool:
        """See Index.is_empty."""
        return not read_manifest(self._location).segments

    def _opened(self, manifest: Manifest) -> IndexReader:
        check(self._location, manifest, known=self._segments.keys())
        with damage_named(self._location):
            parts = [self._part(entry) for entry in manifest.segments]
        self._segments = {entry.file: segment for entry, (segment, _) in zip(manifest.segments, parts, strict=True)}
        shared = self.schema
        readers = [segment_reader(segment, alive, shared, manifest.revision) for segment, alive in parts]
        if not readers:
            return EmptyReader(shared)
        return MultiReader(readers, generation=manifest.revision) if len(readers) > 1 else readers[0]

    def _part(self, entry: Entry) -> tuple[Segment, Mask]:
        """Return a segment, and which of its articles are not deleted; it is opened once."""
        segment = self._segments.get(entry.file) or Segment(self._location / entry.file)
        return segment, living(self._location, entry, segment)
