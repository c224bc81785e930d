"""A segment: some articles with all that is kept of them, in one file that never changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import numpy as np

from index.article import Article, Quote
from index.columnar.arrays import Array, Arrays, Ints, Mask
from index.columnar.breaks import Breaks, Ends, read_breaks
from index.columnar.inverted import Inverted
from index.columnar.kept import kept, remembered
from index.columnar.labels import LabelColumn
from index.columnar.lexicon import Lexicon
from index.columnar.numbers import SKETCH, number_column
from index.columnar.stored import Stored
from index.fields import GROUPS
from index.manifest import Entry
from index.record import Head, Record, article_of, read_head, read_quotes
from index.sketch import Texts, likely
from index.weights import Words

_HEADS = 8_192  # those of a segment's articles that lists show again and again, some 1 KB each

Kept = TypeVar("Kept")


class Heads(dict[int, Head]):
    """Reads each head once; after _HEADS it forgets them all. A list of hits looks up ten of them."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def __missing__(self, number: int) -> Head:
        head = read_head(self._stored[number])
        if len(self) >= _HEADS:
            self.clear()
        self[number] = head
        return head


_open: WeakValueDictionary[tuple[str, int, int, int], "Segment"] = WeakValueDictionary()


def opened(path: Path) -> "Segment":
    """Return a segment: the same one to all who ask while somebody holds it, since its file never changes.

    A writer in a serving process finds ids and columns read already.

    Raises:
        IndexCorrupt: it is not a segment.
        OSError: it cannot be read.
    """
    key = _key(path)
    segment = _open.get(key)
    if segment is None:
        segment = _open.setdefault(key, Segment(path))
    return segment


def is_open(path: Path) -> bool:
    """Tell whether somebody holds a segment, as it is on the disk now: who opened it has checked it."""
    return path.exists() and _key(path) in _open


def _key(path: Path) -> tuple[str, int, int, int]:
    status = path.stat()
    return str(path.absolute()), status.st_ino, status.st_mtime_ns, status.st_size


class Segment:
    """The articles of a segment, numbered from 0, deleted ones included."""

    def __init__(self, path: Path) -> None:
        """Open a segment's file.

        Raises:
            IndexCorrupt: it is not a segment.
            OSError: it cannot be read.
        """
        self.arrays = Arrays(path)
        self.size = self.arrays.count("rank")
        self.groups = {
            name: Inverted(self.arrays, name, max(1, self.size), len(tails)) for name, (_, tails) in GROUPS.items()
        }
        self.stored = {name: Stored(self.arrays, f"stored.{name}") for name in ("head", "body", "quotes")}
        self._spelled: dict[str, Any] = {}

    @kept
    def ids(self) -> Lexicon:
        """The ids, sorted."""
        return Lexicon(self.arrays, "ids")

    @kept
    def rank(self) -> Array:
        """The place of each article's id among the sorted ids."""
        return self.arrays["rank"]

    @kept
    def by_rank(self) -> Array:
        """The article of each sorted id."""
        found = np.zeros(self.size, np.int32)
        found[self.rank] = np.arange(self.size)
        return found

    def find(self, article_id: str) -> int | None:
        """Return the number of an article, deleted ones included."""
        place = self.ids.number(article_id.encode("utf-8", "surrogatepass"))
        return None if place < 0 else int(self.by_rank[place])

    def id(self, number: int) -> str:
        """Return the id of an article."""
        return self.ids.word(int(self.rank[number])).decode()

    @kept
    def heads(self) -> "Heads":
        """What a list shows of each article, by its number."""
        return Heads(self.stored["head"])

    def head(self, number: int) -> Head:
        """Return what a list shows of an article."""
        return self.heads[number]

    def body(self, number: int) -> str:
        """Return the body of an article."""
        return self.stored["body"][number].decode("utf-8", "surrogatepass")

    def quotations(self, number: int) -> tuple[Quote, ...]:
        """Return the quotations of an article."""
        return read_quotes(self.stored["quotes"][number])

    def record(self, number: int) -> Record:
        """Return an article as it is stored."""
        return Record(*(self.stored[name][number] for name in ("head", "body", "quotes")))

    def article(self, number: int) -> Article:
        """Return an article."""
        files = self._files.values(number)
        return article_of(self.record(number), files[0] if files else None)

    @kept
    def _files(self) -> LabelColumn:
        return LabelColumn(self.arrays, "file")

    def averages(self, group: str) -> dict[str, float]:
        """Return the mean lengths of a group's fields when the segment was written, as its impacts are made of."""
        main, tails = GROUPS[group]
        return {name: self.words(name).average for name in (main, *tails) if name}

    def lengths(self, field: str) -> Array:
        """Return the number of words of a field of each article, in 32 bits."""
        return self.arrays.once(f"words.{field}").astype(np.uint32)

    @kept
    def first_day(self) -> int:
        """The first day of an article, 0 where none is dated."""
        days = self.number("day")
        dated = days[days > 0]
        return int(dated.min()) if dated.size else 0

    def texts(self, rows: Ints) -> Texts:
        """Return what tells which bodies are nearly the same, of some articles."""
        found = np.stack([column[rows] for column in self._sketches], axis=1)
        return Texts.of(found, self.number("copy")[rows])

    def near(self, new: Texts) -> Ints:
        """Return the articles that may have nearly the same bodies as new ones."""
        return likely(new, self._sketches)

    @property
    def _sketches(self) -> list[Array]:
        return [self.arrays.once(name) for name in SKETCH]

    @kept
    def copies(self) -> Array:
        """The hashes of what copies share, ascending."""
        return np.sort(self.number("copy"))

    @kept
    def breaks(self) -> Breaks:
        """The sentences of the bodies."""
        return read_breaks(self.arrays)

    @remembered()
    def ends(self, unit: str) -> Ends:
        """Return where each sentence, or each paragraph, of the bodies ends."""
        keys = self.breaks.keys(self.number("words.body"))
        return Ends.of(keys if unit == "sentence" else keys[self.breaks.last], self.size)

    @property
    def quotes(self) -> int:
        """The number of quotations."""
        return len(self.arrays["quote.article"])

    def spelled(self, group: str, make: Callable[[Lexicon], Kept]) -> Kept:
        """Return what `make` makes of a group's words, made once for a segment."""
        if group not in self._spelled:
            self._spelled[group] = make(self.groups[group].words)
        found: Kept = self._spelled[group]
        return found

    @remembered()
    def words(self, field: str) -> Words:
        """Return the words of a field in all articles."""
        return Words.of(self.lengths(field))

    @remembered()
    def number(self, name: str) -> Array:
        return number_column(self.arrays, name)

    @remembered()
    def values(self, facet: str) -> LabelColumn:
        return LabelColumn(self.arrays, f"value.{facet}")

    @remembered()
    def quote_values(self, facet: str) -> LabelColumn:
        return LabelColumn(self.arrays, f"quote.{facet}")


def living(location: Path, entry: Entry, segment: Segment) -> Mask:
    """Return which articles of a segment are not deleted."""
    if not entry.deletions:
        return np.ones(segment.size, np.bool_)
    bits = Arrays(location / entry.deletions)["deleted"]
    return ~np.unpackbits(bits, count=segment.size, bitorder="little").view(np.bool_)
