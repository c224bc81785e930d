"""What texts that are nearly the same share: MinHash of their runs of three words, by bands.

A text's runs of words are hashed, the hashes dealt into 16 buckets, and of each bucket the least is kept (one
permutation hashing: Li, Owen, Zhang, 2012; an empty bucket takes the next one's, as in Shrivastava and Li, 2014). Four
buckets make a band of 24 bits. Two texts are near where two of the four bands are alike: of texts that share 95 % of
their runs 98 in 100 are found, at 90 % 88, at 80 % 54, at 50 % 2.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any
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


def links(new: Sketches, new_keys: Hashes, others: Sketches, other_keys: Hashes) -> Hashes:
    """Return the pairs of keys of near texts, of which one at least is new: rows of two, the lesser first, each once.

    Args:
        others: of all texts, the new ones too. Texts that are equal have one key.
    """
    found = [np.zeros((0, 2), np.uint64)]
    mine, theirs = _bands(new), _bands(others)
    long, all_long = new.any(axis=1), others.any(axis=1)
    for one, other in _PAIRS:
        left, right = (bands[one] << np.uint64(_BITS) | bands[other] for bands in (mine, theirs))
        found.append(_joined(left[long], new_keys[long], right[all_long], other_keys[all_long]))
    pairs = np.sort(np.concatenate(found), axis=1)
    distinct: Hashes = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    return distinct


def components(pairs: Iterable[Sequence[int]]) -> dict[int, list[int]]:
    """Return for each key in some pairs all that it is linked with, itself too, directly or through others."""
    groups: dict[int, list[int]] = {}
    for one, other in pairs:
        left, right = groups.setdefault(one, [one]), groups.setdefault(other, [other])
        if left is not right:
            small, large = sorted((left, right), key=len)
            large += small
            groups.update(dict.fromkeys(small, large))
    return groups


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


def _bands(found: Sketches) -> list[Hashes]:
    wide = found.astype(np.uint64)
    mask = np.uint64((1 << _BITS) - 1)
    last = sum((wide[:, at] >> np.uint64(_BITS)) << np.uint64(8 * at) for at in range(WORDS))
    return [*(wide[:, at] & mask for at in range(WORDS)), np.asarray(last, np.uint64)]


def _joined(left: Hashes, left_keys: Hashes, right: Hashes, right_keys: Hashes) -> Hashes:
    """Return the pairs of keys where two lists have the same value; of many with one value each with the first."""
    order = np.argsort(left, kind="stable")
    values, keys = left[order], left_keys[order]
    first = values.searchsorted(right)
    there = (values.take(first, mode="clip") == right).nonzero()[0] if values.size else first[:0]
    return np.stack([keys.take(first.take(there)), right_keys.take(there)], axis=1)
