"""What texts that are nearly the same share: MinHash of their runs of three words, by bands.

A text's runs of words are hashed, the hashes dealt into 16 buckets, and of each bucket the least is kept (one
permutation hashing: Li, Owen, Zhang, 2012; an empty bucket takes the next one's, as in Shrivastava and Li, 2014). Four
buckets make a band of 24 bits. Two texts are near where two of the four bands are alike: of texts that share 95 % of
their runs 98 in 100 are found, at 90 % 88, at 80 % 54, at 50 % 2.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.columnar import native

WORDS = 3  # numbers of 32 bits that a sketch is
LEAST = 24  # words; of a shorter text only an equal one is a copy
_RUN, _BUCKETS, _BANDS, _BITS = 3, 16, 4, 24
_PAIRS = tuple(combinations(range(_BANDS), 2))
_ODD = np.uint64(
    0x9E3779B97F4A7C15
)  # 2^64 over the golden ratio: multiplication by it spreads bits (Fibonacci hashing)
_NONE = np.uint32(0xFFFFFFFF)
_MOST = 16  # texts before and after one that it is linked with; a thousand of a form letter would make a million pairs
_MARKS = 20  # bits of a band by which texts are picked that may be near: a table of a megabyte
_FEW = 8  # texts, with each of which all others are compared: that takes less time than the table

Sketches = NDArray[np.uint32]  # a row of WORDS for each text, zeros for a short one
Hashes = NDArray[np.uint64]


def word_hash(word: str) -> int:
    """Return the number that stands for a word, everywhere the same."""
    return crc32(word.encode())


def sketches(words: Hashes, lengths: NDArray[Any]) -> Sketches:
    """Return the sketches of texts.

    Args:
        words: the hashes of their words, one text after the other.
        lengths: the number of words of each.
    """
    lengths = np.asarray(lengths, np.int64)
    found = np.zeros((len(lengths), WORDS), np.uint32)
    long = (lengths >= LEAST).nonzero()[0]
    if long.size:
        found[long] = _packed(_filled(_least(words, lengths).take(long, axis=0)))
    return found


class Texts(NamedTuple):
    """Texts that are long enough to be near others: four bands and a key of each. Texts that are equal have one key."""

    bands: Sketches  # a row for each band
    keys: Hashes

    @classmethod
    def of(cls, found: Sketches, keys: Hashes) -> "Texts":
        """Return the texts of articles."""
        long = np.flatnonzero(found.any(axis=1))
        return cls(_bands(found[long]), keys[long])

    @classmethod
    def joined(cls, many: Sequence["Texts"]) -> "Texts":
        """Return the texts of several, the first before the others."""
        none = np.zeros((_BANDS, 0), np.uint32), np.zeros(0, np.uint64)
        bands, keys = zip(none, *many, strict=True)
        return cls(np.concatenate(bands, axis=1), np.concatenate(keys))


def likely(new: Texts, columns: Sequence[Sketches]) -> NDArray[np.int64]:
    """Return the rows of sketches, given as columns, that are near new texts, and some that are not.

    Of two bands that are alike one is among the first three, and a column has each of these as it is.
    """
    low = np.uint32((1 << _MARKS) - 1)
    found = np.zeros(len(columns[0]), np.bool_)
    for band, column in zip(new.bands, columns, strict=False):
        found |= _among(column & low, np.unique(band & low))
    return found.nonzero()[0]


def links(new: Texts, others: Texts) -> Hashes:
    """Return pairs of keys of near texts, the first new and the second new too or among others: rows of two.

    All pairs where few texts are alike; of many at least so many that each is linked with all others through some.
    """
    every = Texts.joined([new, others])
    keys, first = np.unique(every.keys, return_index=True)
    found = [np.zeros(0, np.int64)]
    for pair in _PAIRS:
        for one, other in _alike(_wide(every.bands[:, first], pair)):
            found += [one * len(keys) + other, other * len(keys) + one]
    pairs = np.stack(np.divmod(np.unique(np.concatenate(found)), max(1, len(keys))), axis=1)
    linked: Hashes = keys[pairs[first[pairs[:, 0]] < len(new.keys)]]
    return linked


def distinct(pairs: Hashes) -> Hashes:
    """Return pairs ascending, each once."""
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    first = np.ones(len(pairs), np.bool_)
    first[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    return pairs[first]


def components(pairs: Hashes) -> tuple[Hashes, NDArray[np.int64]]:
    """Return the hashes that stand in pairs, ascending, and for each the place of the first of those it is linked with.

    Directly or through others; each pair stands there in both directions. What is least among neighbours is taken again
    and again, and what that one has taken, so that long chains are short (label propagation with pointer jumping).
    """
    keys, places = np.unique(pairs, return_inverse=True)
    one, other = places.reshape(-1, 2).T
    first = np.arange(len(keys))
    while True:
        least = first.copy()
        np.minimum.at(least, one, first[other])
        least = least[least]
        if (least == first).all():
            return keys, first
        first = least


def _mixed(*parts: Hashes) -> Hashes:
    found = np.zeros(len(parts[0]), np.uint64)
    for part in parts:
        found = (found ^ part) * _ODD
        found ^= found >> np.uint64(32)
    return found


def _least(words: Hashes, lengths: NDArray[np.int64]) -> Sketches:
    """Return the least hash in each bucket of each text."""
    found = np.full((len(lengths), _BUCKETS), _NONE, np.uint32)
    if native.compiled:
        native.sets.least_hashes(words, lengths, found)
        return found
    text = np.repeat(np.arange(len(lengths)), lengths)
    within = (text[_RUN - 1 :] == text[: 1 - _RUN]).nonzero()[0]
    runs = _mixed(*(words[at : len(words) - _RUN + 1 + at] for at in range(_RUN))).take(within)
    bucket = text.take(within).astype(np.uint64) * np.uint64(_BUCKETS) + (runs & np.uint64(_BUCKETS - 1))
    ordered = np.sort(bucket << np.uint64(32) | runs >> np.uint64(32))
    buckets = ordered >> np.uint64(32)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = buckets[1:] != buckets[:-1]
    found.ravel()[buckets[first].astype(np.int64)] = ordered[first] & np.uint64(_NONE)
    return found


def _filled(least: Sketches) -> Sketches:
    """Give empty buckets what the next one has that is not empty, changed by how far that one is."""
    empty, filled = least == _NONE, least.copy()
    for step in range(1, _BUCKETS):
        if not (open_ := empty & (filled == _NONE)).any():
            break
        borrowed = np.roll(least, -step, axis=1)
        filled[open_] = np.where(borrowed == _NONE, _NONE, borrowed + np.uint32(step))[open_]
    return filled


def _packed(least: Sketches) -> Sketches:
    """Return four bands of 24 bits in three numbers."""
    width = _BUCKETS // _BANDS
    parts = least.astype(np.uint64)
    bands = [
        _mixed(*(parts[:, at] for at in range(band * width, band * width + width))) >> np.uint64(40)
        for band in range(_BANDS)
    ]
    last = bands.pop()
    rows = [band | (last >> np.uint64(8 * at) & np.uint64(255)) << np.uint64(_BITS) for at, band in enumerate(bands)]
    return np.stack(rows, axis=1).astype(np.uint32)


def _bands(found: Sketches) -> Sketches:
    last = [(found[:, at] >> np.uint32(_BITS)) << np.uint32(8 * at) for at in range(WORDS)]
    return np.stack([*(found & np.uint32((1 << _BITS) - 1)).T, last[0] | last[1] | last[2]])


def _among(values: Sketches, some: Sketches) -> NDArray[np.bool_]:
    """Tell which of some values of _MARKS bits are among others."""
    if len(some) <= _FEW:
        few: NDArray[np.bool_] = np.logical_or.reduce([values == one for one in some])
        return few
    marks = np.zeros(1 << _MARKS, np.bool_)
    marks[some] = True
    return marks.take(values)


def _wide(bands: Sketches, pair: tuple[int, int]) -> Hashes:
    """Return two bands of each text as one number."""
    one, other = (bands[band].astype(np.uint64) for band in pair)
    wide: Hashes = one << np.uint64(_BITS) | other
    return wide


def _alike(values: Hashes) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield the places of equal values, of each value those at most _MOST apart."""
    order = np.argsort(values)
    values = values[order]
    for step in range(1, _MOST + 1):
        same = (values[step:] == values[:-step]).nonzero()[0]
        if not same.size:
            return
        yield order[same], order[same + step]
