"""Several segments to one, in memory that does not grow with them: stems by stems, as arrays."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from msgspec import structs

from index.columnar import native
from index.columnar.arrays import Array, Ints, Mask
from index.columnar.arrays_writer import ArraysWriter, Written
from index.columnar.batch import form_numbers, group_lengths
from index.columnar.breaks import Breaks, read_breaks
from index.columnar.columns import Columns, read_columns, write_columns
from index.columnar.inverter import InvertedWriter
from index.columnar.lists import Lists
from index.columnar.numbers import number_column
from index.columnar.segment import Segment
from index.columnar.stored import StoredWriter
from index.fields import GROUPS

FANOUT = 8
MOST = 1 << 18  # articles of a merged segment: merging more would take long and save little
_SMALL = 64
_PER_ROW = 450  # bytes of the columns of an article while it is merged
_PER_ENTRY = 200  # bytes of an entry of a dictionary, while there are several dictionaries and the one of all
_PER_OCCURRENCE = 96
LEAST = 12_000_000  # bytes for the occurrences that are merged at once
_AT_ONCE = 24_000_000  # the most of them: twice as many take as long, a gigabyte 1.7 times


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge, and which of its articles are not deleted."""

    segment: Segment
    alive: Mask


def due(living: Sequence[int], sizes: Sequence[int], added: int) -> tuple[int, ...]:
    """Return which segments to merge now; none where there are few.

    A commit leaves one segment of what it added, with smaller ones that are no more together. Apart from that, FANOUT
    segments of one size (by its logarithm) become one of the next: so each article is merged a few times at most. A
    segment that is mostly deleted articles is written again.

    Args:
        living: of each segment, the articles that are not deleted.
        sizes: of each segment, all articles.
        added: the articles that the commit adds.
    """
    for at, (alive, size) in enumerate(zip(living, sizes, strict=True)):
        if size > _SMALL and alive * 2 < size:
            return (at,)
    order = sorted(range(len(living)), key=living.__getitem__)
    totals = list(accumulate(living[at] for at in order))
    small = sum(total <= min(MOST, added) for total in totals)
    if small > 1:
        return tuple(order[:small])
    levels: dict[int, list[int]] = defaultdict(list)
    for at in order:
        levels[int(math.log(max(1, living[at]), FANOUT))].append(at)
    return next(
        (tuple(many) for many in levels.values() if len(many) >= FANOUT and sum(living[at] for at in many) <= MOST), ()
    )


def standing(segment: Segment) -> int:
    """Return about how many bytes a segment's columns, dictionaries and longest stem take while it is merged."""
    arrays = segment.arrays
    entries = sum(arrays.count(f"{group}.{name}") for group in GROUPS for name in ("word_stem", "forms_of"))
    longest = int(arrays.once("text.main").max(initial=0))
    return segment.size * _PER_ROW + entries * _PER_ENTRY + longest * _PER_OCCURRENCE


def merge(sources: Sequence[Source], path: Path, memory: int) -> Written:
    """Write what is alive in some segments as one, in at most about `memory` bytes, or what it takes at least.

    Raises:
        OSError: the disk is full or cannot be written to.
    """
    out = ArraysWriter(path.parent)
    room = memory - sum(standing(source.segment) for source in sources)
    occurrences = min(max(LEAST, room), _AT_ONCE) // _PER_OCCURRENCE
    try:
        lengths = _write_columns(out, sources)
        for name in ("head", "body", "quotes"):
            _copy(out, name, sources)
        for name in GROUPS:
            _Merge(out, name, sources, lengths[name], occurrences).run()
        return out.write(path)
    finally:
        out.close()


def _write_columns(out: ArraysWriter, sources: Sequence[Source]) -> dict[str, dict[str, Array]]:
    """Write what there is of each article beside the lists; return the lengths of the fields by group."""
    columns = Columns.joined([read_columns(one.segment.arrays).where(one.alive) for one in sources])
    write_columns(out, columns)
    Breaks.joined([_breaks(one) for one in sources]).write(out)
    return {name: group_lengths(columns.numbers, name) for name in GROUPS}


def _breaks(source: Source) -> Breaks:
    arrays = source.segment.arrays
    return read_breaks(arrays).where(source.alive, number_column(arrays, "words.body"))


def _copy(out: ArraysWriter, name: str, sources: Sequence[Source]) -> None:
    writer = StoredWriter(out, f"stored.{name}")
    for source in sources:
        writer.copy(source.segment.stored[name], source.alive)
        source.segment.arrays.let_go()  # mapped files count as this process's memory, too
    writer.finish()


class _Merge:
    """The merging of one group of fields."""

    def __init__(
        self,
        out: ArraysWriter,
        name: str,
        sources: Sequence[Source],
        lengths: Mapping[str, Array],
        occurrences: int,
    ) -> None:
        documents = sum(int(source.alive.sum()) for source in sources)
        self._writer = InvertedWriter(out, name, max(1, documents), lengths)
        self._limit = occurrences
        self._sources = sources
        self._parts = [source.segment.groups[name] for source in sources]
        self._places = _places(sources)
        self._whole = [bool(source.alive.all()) for source in sources]
        self._stems, self._stem_maps = _united([part.stems.words(0, len(part.stems)) for part in self._parts])
        self._words, self._word_maps = _united([part.words.words(0, len(part.words)) for part in self._parts])
        # Of each segment the words, stem by stem, numbered as in the merged lists; and the stem of each of all words.
        self._by_form = [
            places[np.argsort(part.word_stem, kind="stable")]
            for part, places in zip(self._parts, self._word_maps, strict=True)
        ]
        self._stem_of = np.zeros(len(self._words), np.int64)
        for part, stems, places in zip(self._parts, self._stem_maps, self._word_maps, strict=True):
            self._stem_of[places] = stems[part.word_stem]
        self._kept_stems: list[Array] = []
        self._kept_words: list[Array] = []
        self._word_stem: list[Array] = []
        self._written = 0

    def run(self) -> None:
        """Merge stems by stems, and write the dictionaries of what is left."""
        # NumPy works without the interpreter's lock: what has been merged is written while the next stems are.
        with ThreadPoolExecutor(1) as thread:
            writing: list[Future[None]] = []
            for first, last in pairwise(self._bounds()):
                lists, forms = self._of_stems(first, last)
                self._let_go()
                _wait(writing)
                writing.append(thread.submit(self._writer.add, lists, forms))
            _wait(writing)
        words = np.concatenate([np.zeros(0, np.int64), *self._kept_words])
        word_stem = np.concatenate([np.zeros(0, np.int64), *self._word_stem])
        order = np.argsort(words, kind="stable")
        word_stem = word_stem[order]
        stems = np.concatenate([np.zeros(0, np.int64), *self._kept_stems])
        self._writer.finish(
            [self._stems[at] for at in stems.tolist()],
            [self._words[at] for at in words[order].tolist()],
            word_stem,
            form_numbers(word_stem),
        )

    def _let_go(self) -> None:
        """Give back the memory of what was read."""
        for source in self._sources:
            source.segment.arrays.let_go()

    def _bounds(self) -> list[int]:
        """Return stems between which there are about as many occurrences as may be in memory at once."""
        counts = np.zeros(len(self._stems), np.int64)
        for part, places in zip(self._parts, self._stem_maps, strict=True):
            counts[places] += part.occurrences()
        batches = np.cumsum(counts) // self._limit
        inner = np.flatnonzero(np.diff(batches)) + 1
        return [0, *inner.tolist(), len(self._stems)] if len(self._stems) else [0]

    def _of_stems(self, first: int, last: int) -> tuple[Lists, Array]:
        """Return the merged lists of some stems, and the number of words of each."""
        read = [self._read(at, first, last) for at in range(len(self._parts))]
        used = np.zeros(len(self._words), np.bool_)
        for lists in read:
            used[lists.form] = used[lists.tail_form] = True
        words = np.flatnonzero(used)
        stems, stem_of = np.unique(self._stem_of[words], return_inverse=True)
        form = np.zeros(len(self._words), np.uint32)
        form[words] = form_numbers(stem_of)
        rank = np.zeros(last - first, np.int64)
        rank[stems - first] = np.arange(len(stems))
        self._kept_stems.append(stems)
        self._kept_words.append(words)
        self._word_stem.append(stem_of + self._written)
        self._written += len(stems)
        lists = _merged([_renumbered(one, rank, first, form) for one in read], len(stems))
        return lists, np.bincount(stem_of, minlength=len(stems))

    def _read(self, at: int, first: int, last: int) -> Lists:
        """Return the lists of stems of a segment, stems and documents numbered as in the merged ones, `form` being the
        number of the word among those of all segments."""
        part, places = self._parts[at], self._stem_maps[at]
        start, end = np.searchsorted(places, (first, last)).tolist()
        lists = part.read(start, end)
        word, slots = self._by_form[at], part.first_form
        tail_stem = lists.stem[lists.tailed]
        moved = structs.replace(
            lists,
            stem=places[lists.stem],
            document=self._places[at][lists.document],
            form=word[slots[np.repeat(lists.stem, lists.count)] + lists.form],
            tail_form=word[slots[np.repeat(tail_stem, lists.tail_count)] + lists.tail_form],
        )
        return moved if self._whole[at] else _living(moved)


def _wait(writing: list[Future[None]]) -> None:
    """Wait until all is written, and raise what went wrong."""
    while writing:
        writing.pop().result()


def _places(sources: Sequence[Source]) -> list[Array]:
    """Return the new number of each article of each segment, -1 for deleted ones."""
    places, base = [], 0
    for source in sources:
        places.append(np.where(source.alive, np.cumsum(source.alive) - 1 + base, -1))
        base += int(source.alive.sum())
    return places


def _united(many: Sequence[Sequence[bytes]]) -> tuple[list[bytes], list[Array]]:
    """Return all words of several sorted lists, sorted, and the places of each list's words in it."""
    words = sorted(set().union(*many))
    place = {word: at for at, word in enumerate(words)}
    return words, [np.array([place[word] for word in one], np.int64) for one in many]


def _living(lists: Lists) -> Lists:
    """Return lists without the documents that have no number (-1)."""
    kept = lists.document >= 0
    tailed = kept[lists.tailed]
    place = np.cumsum(kept) - 1
    main, tail = np.repeat(kept, lists.count), np.repeat(tailed, lists.tail_count)
    return Lists(
        stem=lists.stem[kept],
        document=lists.document[kept],
        count=lists.count[kept],
        tailed=place[lists.tailed[tailed]],
        mix=lists.mix[tailed],
        tail_count=lists.tail_count[tailed],
        position=lists.position[main],
        form=lists.form[main],
        tail_position=lists.tail_position[tail],
        tail_form=lists.tail_form[tail],
    )


def _renumbered(lists: Lists, rank: Array, first: int, form: Array) -> Lists:
    return structs.replace(lists, stem=rank[lists.stem - first], form=form[lists.form], tail_form=form[lists.tail_form])


def _merged(many: Sequence[Lists], stems: int) -> Lists:
    """Return the lists of several segments as one: of each stem those of one segment after those of the one before.

    Nothing is sorted: where each entry goes follows from how many of its stem there are in the segments before.
    """
    if len(many) == 1:
        return many[0]
    postings, tailed = _Woven(), _Woven()
    main, tail = _Woven(), _Woven()
    for lists in many:
        tail_stem = lists.stem[lists.tailed]
        postings.add(np.bincount(lists.stem, minlength=stems))
        tailed.add(np.bincount(tail_stem, minlength=stems))
        main.add(np.bincount(lists.stem, lists.count, stems))
        tail.add(np.bincount(tail_stem, lists.tail_count, stems))
    moves = zip(postings.moves, tailed.counts, strict=True)
    places = [lists.tailed + np.repeat(move, counts) for lists, (move, counts) in zip(many, moves, strict=True)]
    return Lists(
        stem=postings.put([lists.stem for lists in many]),
        document=postings.put([lists.document for lists in many]),
        count=postings.put([lists.count for lists in many]),
        tailed=tailed.put(places),
        mix=tailed.put([lists.mix for lists in many]),
        tail_count=tailed.put([lists.tail_count for lists in many]),
        position=main.put([lists.position for lists in many]),
        form=main.put([lists.form for lists in many]),
        tail_position=tail.put([lists.tail_position for lists in many]),
        tail_form=tail.put([lists.tail_form for lists in many]),
    )


class _Woven:
    """Arrays of several segments as one: of each stem the entries of one segment after those of the one before."""

    def __init__(self) -> None:
        self.counts: list[Ints] = []  # of each segment, how many entries each stem has

    def add(self, counts: Array) -> None:
        """Add a segment."""
        self.counts.append(counts.astype(np.int64))

    @property
    def moves(self) -> list[Ints]:
        """How much farther the entries of each stem stand than they did, of each segment."""
        counts = np.stack(self.counts, axis=1)
        starts = (np.cumsum(counts.ravel()) - counts.ravel()).reshape(counts.shape)
        return list((starts - (np.cumsum(counts, axis=0) - counts)).T)

    def put(self, arrays: Sequence[Array]) -> Array:
        """Return the entries of all segments in their places."""
        if native.compiled:
            return native.postings.woven(arrays, np.stack(self.counts, axis=1))
        found = np.zeros(sum(map(len, arrays)), arrays[0].dtype)
        for move, counts, values in zip(self.moves, self.counts, arrays, strict=True):
            found[np.repeat(move, counts) + np.arange(len(values))] = values
        return found
