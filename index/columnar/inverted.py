"""Reading what `index.columnar.inverter` wrote: the postings of stems and words, as arrays."""

import itertools

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Arrays, Ints, Mask, all_starts_of, starts_of
from index.columnar.escaped import Escaped, Halves
from index.columnar.kept import kept
from index.columnar.lexicon import Lexicon
from index.columnar.lists import BLOCK_BITS, FIELD_BITS, SAMPLE, TAIL, Lists, blocks_of
from index.columnar.postings import Postings, Word

_SAMPLES = ("samples", "tail_samples")


class Inverted:
    """The inverted lists of one group of fields."""

    def __init__(self, arrays: Arrays, name: str, size: int, tails: int) -> None:
        self._arrays, self._name, self.size = arrays, name, size
        self._tails = tails
        self._block_count = blocks_of(size)
        self.counts = Escaped(arrays, f"{name}.counts", 7)

    def postings(self, stem: int) -> Postings:
        """Return the postings of a stem by its number."""
        return Postings(self, stem)

    def stem(self, word: str) -> Postings | None:
        """Return the postings of a stem, None where no document has it."""
        number = self.stems.number(word.encode())
        return None if number < 0 else self.postings(number)

    def word(self, word: str) -> Word | None:
        """Return where an unstemmed word stands, None where no document has it."""
        number = self.words.number(word.encode())
        if number < 0:
            return None
        return Word(self.postings(int(self.word_stem[number])), int(self.word_form[number]))

    def form(self, word: str) -> int | None:
        """Return the number of a word among those of its stem, None where no document has the word."""
        number = self.words.number(word.encode())
        return None if number < 0 else int(self.word_form[number])

    @kept
    def stems(self) -> Lexicon:
        """The stems."""
        return Lexicon(self._arrays, f"{self._name}.stems")

    @kept
    def words(self) -> Lexicon:
        """The unstemmed words."""
        return Lexicon(self._arrays, f"{self._name}.words")

    @kept
    def word_stem(self) -> Array:
        """The stem of each word."""
        return self._array("word_stem")

    @kept
    def word_form(self) -> Array:
        """The number of each word among those of its stem."""
        return self._array("word_form")

    @kept
    def forms_of(self) -> Array:
        """The number of words of each stem."""
        return self._array("forms_of")

    @kept
    def mixes(self) -> Escaped:
        """The codes of the tail counts of postings."""
        return Escaped(self._arrays, f"{self._name}.mixes", 8)

    @kept
    def mix_table(self) -> Array:
        """The tail counts that a code stands for: a column a field."""
        return self._array("mix_table").reshape(-1, self._tails)

    @kept
    def impacts(self) -> Array:
        """The impact codes of all postings."""
        return self._array("impacts")

    @kept
    def mix_sums(self) -> Ints:
        """The tail counts that a code stands for, of all fields together."""
        found: Ints = self.mix_table.sum(axis=1, dtype=np.int64)
        return found

    @kept
    def positions(self) -> Escaped:
        """The positions of main occurrences."""
        return Escaped(self._arrays, f"{self._name}.positions", 16)

    @kept
    def tail_positions(self) -> Escaped:
        """The positions of tail occurrences."""
        return Escaped(self._arrays, f"{self._name}.tail_positions", 16)

    @kept
    def forms(self) -> Escaped:
        """The words of main occurrences, where their stems have several."""
        return Halves(self._arrays, f"{self._name}.forms")

    @kept
    def tail_forms(self) -> Escaped:
        """The words of tail occurrences, where their stems have several."""
        return Halves(self._arrays, f"{self._name}.tail_forms")

    @kept
    def compiled(self) -> "native.postings.Lists":
        """The lists for compiled loops."""
        values = (self.counts, self.mixes, self.forms, self.tail_forms, self.positions, self.tail_positions)
        samples = [self._samples, self._tail_samples]
        documents = (self._lows, self._bitmaps, self._dense.astype(np.int64))
        bounds = {name: found.astype(np.int64, copy=False) for name, found in self._bounds.items()}
        return native.postings.Lists(
            [one.compiled for one in values], samples, self.mix_table, documents, bounds, self.size, self._block_count
        )

    def documents(self, stem: int) -> Ints:
        """Return the documents with a stem, ascending."""
        row = self._dense_rows.get(stem)
        if row is not None:
            return np.flatnonzero(self._mask(row))
        bounds = self._bounds["blocks"][stem * self._block_count : (stem + 1) * self._block_count + 1].tolist()
        found = self._lows[bounds[0] : bounds[-1]].astype(np.int64)
        for block in range(1, self._block_count):
            found[bounds[block] - bounds[0] :] += 1 << BLOCK_BITS
        return found

    def gathered(self, stems: Ints) -> tuple[Ints, Array, Ints, Array]:
        """Return the postings of several stems one after the other, as those of one are: documents, counts, the places
        of those with tail occurrences, and the tail counts of these."""
        places = self._stretches("postings", stems)
        tailed = np.flatnonzero(self.counts.raw.take(places) >= TAIL)
        tails = self.mix_table[self.mixes.at(self._stretches("tailed", stems))]
        return self._documents_of(stems), self.counts.at(places), tailed, tails

    @kept
    def first_form(self) -> Ints:
        """The number of words of all stems before each stem."""
        return starts_of(self.forms_of)

    def occurrences(self) -> Ints:
        """Return the number of occurrences of each stem."""
        return self._array("main").astype(np.int64) + self._array("tail")

    def read(self, first: int, last: int) -> Lists:
        """Return the lists of the stems from `first` to `last` (exclusive), under their own numbers, to be merged.

        `form` is there for every occurrence: 0 where a stem has one word.
        """
        bounds = {name: slice(int(found[first]), int(found[last])) for name, found in self._bounds.items()}
        stretch = {name: (where.start, where.stop) for name, where in bounds.items()}
        mix = self.mix_table[self.mixes.stretch(*stretch["tailed"])]
        shifts = np.arange(self._tails, dtype=np.uint64) * np.uint64(FIELD_BITS)
        several = self.forms_of[first:last] > 1
        main, tail = (np.repeat(several, np.diff(self._bounds[name][first : last + 1])) for name in ("main", "tail"))
        return Lists(
            stem=np.repeat(np.arange(first, last), np.diff(self._bounds["postings"][first : last + 1])),
            document=self._documents_of(np.arange(first, last)),
            count=self.counts.stretch(*stretch["postings"]).astype(np.int64),
            tailed=np.flatnonzero(self.counts.raw[bounds["postings"]] >= TAIL),
            mix=(mix.astype(np.uint64) << shifts).sum(axis=1, dtype=np.uint64),
            tail_count=mix.sum(axis=1, dtype=np.int64),
            position=self.positions.stretch(*stretch["main"]).astype(np.uint32),
            form=_spread(main, self.forms.stretch(*stretch["forms"])),
            tail_position=self.tail_positions.stretch(*stretch["tail"]).astype(np.uint32),
            tail_form=_spread(tail, self.tail_forms.stretch(*stretch["tail_forms"])),
        )

    def occurrences_before(self, postings: Ints) -> Ints:
        """Return how many main occurrences there are before each of some postings of all stems."""
        cells, before = _cells(postings)
        counts = self.counts.at(np.minimum(cells, len(self.counts.raw) - 1).ravel()).reshape(cells.shape)
        partly: Ints = (counts * before).sum(axis=1, dtype=np.int64)
        return partly + self._samples.take(postings // SAMPLE)

    def tailed_before(self, postings: Ints) -> Ints:
        """Return how many postings with tail occurrences there are before each of some postings of all stems."""
        cells, before = _cells(postings)
        flags = self.counts.raw.take(cells, mode="clip") >= TAIL
        partly: Ints = (flags & before).sum(axis=1, dtype=np.int64)
        return partly + self._tail_samples.take(postings // SAMPLE)

    def bounds(self, name: str, stem: int) -> tuple[int, int]:
        """Return where the entries of a stem begin and end in the arrays of that name."""
        bounds = self._bounds[name]
        return int(bounds[stem]), int(bounds[stem + 1])

    def _documents_of(self, stems: Ints) -> Ints:
        """Return the documents of several stems, one after the other."""
        dense = np.flatnonzero(np.isin(stems, self._dense, assume_unique=True))
        if not dense.size:
            return self._sparse(stems)
        edges = [0, *(edge for at in dense.tolist() for edge in (at, at + 1)), len(stems)]
        runs = [stems[start:end] for start, end in itertools.pairwise(edges)]  # sparse and dense ones by turns
        return np.concatenate(
            [self.documents(int(run[0])) if at % 2 else self._sparse(run) for at, run in enumerate(runs)]
        )

    def _sparse(self, stems: Ints) -> Ints:
        blocks = self._bounds["blocks"]
        cells = (stems[:, None] * self._block_count + np.arange(self._block_count)).ravel()
        starts = blocks[cells].astype(np.int64)
        counts = blocks[cells + 1] - starts
        found = self._lows.take(stretches(starts, counts)).astype(np.int64)
        if self._block_count > 1:
            found += np.repeat((cells % self._block_count) << BLOCK_BITS, counts)
        return found

    def _stretches(self, name: str, stems: Ints) -> Ints:
        bounds = self._bounds[name]
        starts = bounds[stems].astype(np.int64)
        return stretches(starts, bounds[stems + 1] - starts)

    def _mask(self, row: int) -> Mask:
        width = -(-self.size // 8)
        bits = self._bitmaps[row * width : (row + 1) * width]
        return np.unpackbits(bits, count=self.size, bitorder="little").view(np.bool_)

    def _array(self, name: str) -> Array:
        return self._arrays.once(f"{self._name}.{name}")

    @kept
    def _lows(self) -> Array:
        return self._array("documents")

    @kept
    def _bitmaps(self) -> Array:
        return self._array("bitmaps")

    @kept
    def _samples(self) -> Ints:
        """How many main occurrences there are before every SAMPLE-th posting."""
        return self._starts["samples"][1:]

    @kept
    def _tail_samples(self) -> Ints:
        """How many postings with tail occurrences there are before every SAMPLE-th."""
        return self._starts["tail_samples"][1:]

    @kept
    def _dense(self) -> Array:
        return self._array("dense")

    @kept
    def _dense_rows(self) -> dict[int, int]:
        return {stem: row for row, stem in enumerate(self._dense.tolist())}

    @kept
    def _bounds(self) -> dict[str, Ints]:
        return {name: found for name, found in self._starts.items() if name not in _SAMPLES}

    @kept
    def _starts(self) -> dict[str, Ints]:
        names, several = ("blocks", "df", "main", "tail", "tailed", *_SAMPLES), self.forms_of > 1
        counts = {name: self._array(name) for name in names}
        counts |= {"forms": counts["main"] * several, "tail_forms": counts["tail"] * several}
        starts = dict(zip(counts, all_starts_of(list(counts.values())), strict=True))
        starts["postings"] = starts.pop("df")
        starts["postings"] += starts["blocks"][:: self._block_count]
        return starts


def _cells(postings: Ints) -> tuple[Ints, Array]:
    """Return the postings since the last sample of each of some, a row each, and which of these are before it."""
    within = postings % SAMPLE
    steps = np.arange(SAMPLE - 1)
    return (postings - within)[:, None] + steps, steps < within[:, None]


def stretches(starts: Ints, counts: Ints) -> Ints:
    """Return the places `starts[i]` to `starts[i] + counts[i]` (exclusive), one stretch after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if ends.size else 0
    places: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return places


def _spread(where: Array, values: Array) -> Array:
    """Return values at the places that a mask tells, 0 elsewhere."""
    spread = np.zeros(len(where), np.uint32)
    spread[where] = values
    return spread
