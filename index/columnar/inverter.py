"""Occurrences of words to postings: one sort of integers a batch, no loop runs per posting.

An inverted list belongs to a stem. A posting is an article with the stem; it counts the stem's occurrences in the
main field (the body), and, where there are any, by a code in those of the tail fields (title, tags, quotations).
Each occurrence keeps its position and which of the stem's words it was, so that stems, words, phrases of either
and prefixes are all read from the same list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.columnar.arrays import Array, narrow
from index.columnar.arrays_writer import ArraysWriter
from index.columnar.escaped import EscapedWriter, HalvesWriter
from index.columnar.impacts import factors, impact_codes
from index.columnar.lexicon import write_lexicon
from index.columnar.lists import (
    BLOCK_BITS,
    DENSE,
    FIELD_BITS,
    MOST_IN_BYTE,
    SAMPLE,
    TAIL,
    Lists,
    blocks_of,
)
from index.fields import GROUPS


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Words as they stand in documents, by document and position: parallel arrays.

    `stem` is numbered from 0 in the batch and `form` within the stem; `field` from 0 among the tail fields.
    """

    stem: Array
    form: Array
    document: Array
    position: Array
    field: Array

    def sorted(self) -> "Occurrences":
        """Return them by stem, the order within each kept."""
        if not self.stem.size:
            return self
        # One sort of unique 64-bit numbers is 10 times as fast as a stable sort of the stems.
        keys = np.sort((self.stem.astype(np.uint64) << np.uint64(32)) | np.arange(len(self.stem), dtype=np.uint64))
        order = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        return Occurrences(*(getattr(self, name).take(order) for name in self.__slots__))


def inverted(main: Occurrences, tail: Occurrences, documents: int) -> Lists:
    """Return the inverted lists of words as they stand in documents."""
    main, tail = main.sorted(), tail.sorted()
    main_keys, main_starts = _keys(main, documents)
    tail_keys, tail_starts = _keys(tail, documents)
    both = np.sort(np.concatenate([main_keys << np.uint64(1), (tail_keys << np.uint64(1)) | np.uint64(1)]))
    keys, is_tail = both >> np.uint64(1), (both & np.uint64(1)).astype(np.bool_)
    first = np.ones(len(keys), np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    place = np.cumsum(first) - 1
    stem, document = np.divmod(keys[first], np.uint64(documents))
    count = np.zeros(len(stem), np.int64)
    count[place[~is_tail]] = np.diff(main_starts, append=len(main.stem))
    return Lists(
        stem=stem.astype(np.int64),
        document=document.astype(np.int64),
        count=count,
        tailed=place[is_tail],
        mix=_mixes(tail, tail_starts),
        tail_count=np.diff(tail_starts, append=len(tail.stem)),
        position=main.position,
        form=main.form,
        tail_position=tail.position,
        tail_form=tail.form,
    )


def _keys(found: Occurrences, documents: int) -> tuple[Array, Array]:
    """Return the postings as stem * documents + document, and where the occurrences of each begin."""
    keys = found.stem.astype(np.uint64) * np.uint64(documents) + found.document.astype(np.uint64)
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if keys.size else np.zeros(0, np.int64)
    return keys[starts], starts


def _mixes(tail: Occurrences, starts: Array) -> Array:
    """Return how many tail occurrences there are in each field, packed in one number a posting."""
    ones = np.uint64(1) << (tail.field.astype(np.uint64) * np.uint64(FIELD_BITS))
    return np.add.reduceat(ones, starts) if starts.size else np.zeros(0, np.uint64)


class InvertedWriter:
    """Writes the inverted lists of one group of fields; batches come in the order of their stems."""

    def __init__(self, out: ArraysWriter, name: str, documents: int, lengths: Mapping[str, Array]) -> None:
        """Begin.

        Args:
            lengths: the number of words of each field of the group in each document.
        """
        self._out, self._name, self._documents = out, name, documents
        self._main, tails = GROUPS[name]
        self._factors, self._tails = factors(lengths), tails
        self._blocks = blocks_of(documents)
        self._counts = EscapedWriter(out, f"{name}.counts", MOST_IN_BYTE)
        self._mixes = EscapedWriter(out, f"{name}.mixes", 255)
        self._places = EscapedWriter(out, f"{name}.positions", 65535)
        self._tail_places = EscapedWriter(out, f"{name}.tail_positions", 65535)
        self._forms = HalvesWriter(out, f"{name}.forms")
        self._tail_forms = HalvesWriter(out, f"{name}.tail_forms")
        self._mix_codes: dict[int, int] = {}
        self._per_stem: dict[str, list[Array]] = {name: [] for name in _PER_STEM}
        self._dense: list[Array] = []
        self._stems = self._postings = 0
        self._before = {"samples": 0, "tail_samples": 0}
        self._samples: dict[str, list[Array]] = {"samples": [], "tail_samples": []}
        out.append(f"{name}.documents", np.zeros(0, np.uint16))
        out.append(f"{name}.bitmaps", np.zeros(0, np.uint8))
        out.append(f"{name}.impacts", np.zeros(0, np.uint8))

    def add(self, lists: Lists, forms: Array) -> None:
        """Add the lists of some stems; `forms` is the number of words of each."""
        stems = len(forms)
        flags = np.zeros(len(lists.stem), np.uint8)
        flags[lists.tailed] = TAIL
        self._counts.append(lists.count, flags)
        self._sample(lists.count, flags)
        self._out.append(f"{self._name}.impacts", impact_codes(self._impacts(lists)))
        self._mixes.append(self._codes(lists.mix))
        self._write_documents(lists.stem, lists.document, stems)
        tail_stem = lists.stem[lists.tailed]
        main = np.repeat(lists.stem, lists.count)
        tail = np.repeat(tail_stem, lists.tail_count)
        self._places.append(lists.position)
        self._tail_places.append(lists.tail_position)
        several = forms > 1
        self._forms.append(lists.form[several[main]])
        self._tail_forms.append(lists.tail_form[several[tail]])
        self._per_stem["forms_of"].append(forms)
        for name, stem in (("main", main), ("tail", tail), ("tailed", tail_stem)):
            self._per_stem[name].append(np.bincount(stem, minlength=stems))
        self._stems += stems

    def _impacts(self, lists: Lists) -> Array:
        """Return what each posting counts for at least (index.columnar.impacts)."""
        impacts = np.zeros(len(lists.stem), np.float32)
        if self._main:
            impacts += self._factors[self._main][lists.document] * lists.count
        documents = lists.document[lists.tailed]
        for field, name in enumerate(self._tails):
            counts = (lists.mix >> np.uint64(field * FIELD_BITS)) & np.uint64((1 << FIELD_BITS) - 1)
            impacts[lists.tailed] += self._factors[name][documents] * counts.astype(np.float32)
        return impacts

    def _sample(self, counts: Array, flags: Array) -> None:
        """Keep how many main occurrences, and how many postings with tail occurrences, are before every SAMPLE-th."""
        every = slice(-self._postings % SAMPLE, None, SAMPLE)
        for name, values in (("samples", counts), ("tail_samples", (flags > 0).astype(np.int64))):
            before = np.cumsum(values) - values + self._before[name]
            self._samples[name].append(before[every].copy())  # a part would keep the whole
            self._before[name] += int(values.sum())
        self._postings += len(counts)

    def finish(self, stems: Sequence[bytes], words: Sequence[bytes], word_stem: Array, word_form: Array) -> None:
        """Write the dictionaries: all stems and all words, sorted, with each word's stem and number within it."""
        write_lexicon(self._out, f"{self._name}.stems", stems)
        write_lexicon(self._out, f"{self._name}.words", words)
        self._out.pack(f"{self._name}.word_stem", word_stem.astype(np.uint32))
        self._out.pack(f"{self._name}.word_form", narrow(word_form))
        for writer in (self._counts, self._mixes, self._places, self._tail_places, self._forms, self._tail_forms):
            writer.finish()
        for name, pieces in self._per_stem.items():
            self._out.pack(f"{self._name}.{name}", narrow(np.concatenate([np.zeros(0, np.int64), *pieces])))
        for name, pieces in self._samples.items():
            before = np.concatenate([np.zeros(0, np.int64), *pieces])
            self._out.pack(f"{self._name}.{name}", narrow(np.diff(before, prepend=0)))
        self._out.pack(f"{self._name}.dense", np.concatenate([np.zeros(0, np.int64), *self._dense]).astype(np.uint32))
        table = np.array(list(self._mix_codes), np.uint64).reshape(-1, 1)
        shifts = np.arange(len(self._tails), dtype=np.uint64) * np.uint64(FIELD_BITS)
        self._out.pack(
            f"{self._name}.mix_table", ((table >> shifts) & np.uint64((1 << FIELD_BITS) - 1)).astype(np.uint32).ravel()
        )

    def _codes(self, mix: Array) -> Array:
        """Return the code of each mix of tail counts."""
        mixes, which = np.unique(mix, return_inverse=True)
        codes = [self._mix_codes.setdefault(one, len(self._mix_codes)) for one in mixes.tolist()]
        return np.array(codes, np.uint32)[which]

    def _write_documents(self, stem: Array, document: Array, stems: int) -> None:
        df = np.bincount(stem, minlength=stems)
        dense = np.flatnonzero(df * DENSE > self._documents) if self._documents > 64 else np.zeros(0, np.int64)
        self._dense.append(dense + self._stems)
        kept = np.ones(stems, np.bool_)
        kept[dense] = False
        bounds = np.concatenate([[0], np.cumsum(df)])
        for one in dense.tolist():
            mask = np.zeros(self._documents, np.bool_)
            mask[document[bounds[one] : bounds[one + 1]]] = True
            self._out.append(f"{self._name}.bitmaps", np.packbits(mask, bitorder="little"))
        sparse = kept[stem]
        self._out.append(f"{self._name}.documents", (document[sparse] & 0xFFFF).astype(np.uint16))
        blocks = stem[sparse] * self._blocks + (document[sparse] >> BLOCK_BITS)
        self._per_stem["df"].append(np.where(kept, 0, df))
        self._per_stem["blocks"].append(np.bincount(blocks, minlength=stems * self._blocks))


# Of each stem: documents where it is dense; documents by block of 65,536 where it is not; words; occurrences in
# the main and the tail fields; postings with tail occurrences.
_PER_STEM = ("df", "blocks", "forms_of", "main", "tail", "tailed")
