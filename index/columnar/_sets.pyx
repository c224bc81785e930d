# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops over ascending arrays of documents, and over words. What each returns, `search.columnar` makes by NumPy too.

Each document is checked against the size of the archive before it becomes the number of a bit.
"""

cimport cython

import numpy as np

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t

if not can_count_bits():
    raise ImportError("this processor has no instruction that counts bits")

cdef extern from *:
    """
    #define FIRST 128  /* hits that are put in order one by one: see search.columnar.order */
    """
    enum: FIRST

# As in search.columnar.arrays, though results are the same with any.
cdef int FAR = 16  # times as many documents in one set as in the other: then the few are looked up one by one
cdef int FEW = 64  # documents that are in any case
cdef int LINE_FEED = 10


cdef class Ranks:
    """Some documents as bits, and how many there are before each 64 of them."""

    def __cinit__(self, int64_t size):
        cdef uint64_t[::1] bits = np.zeros((size >> 6) + 1, np.uint64)
        cdef int64_t[::1] before = np.empty((size >> 6) + 1, np.int64)
        self.held, self.size = (bits, before), size
        self.bits, self.before, self.words = &bits[0], &before[0], (size >> 6) + 1

    cdef int add(self, const int64_t[::1] documents, int64_t base) except -1:
        """Add documents, numbered from `base` on."""
        cdef Py_ssize_t at
        cdef uint64_t* bits = self.bits
        cdef int64_t document
        for at in range(documents.shape[0]):
            document = documents[at] + base
            if not 0 <= document < self.size:
                raise IndexError("there is no such document")
            bits[document >> 6] |= <uint64_t> 1 << (document & 63)
        return 0

    cdef int64_t count(self) except -1:
        """Count what is before each word of bits, which `rank` needs; return how many documents there are."""
        cdef int64_t at, found = 0
        for at in range(self.words):
            self.before[at] = found
            found += ones(self.bits[at])
        return found

    cdef object documents(self):
        """Return them as an ascending array."""
        cdef int64_t at, many = self.count()
        found = np.empty(many + 8, np.int64)
        cdef int64_t[::1] out = found
        for at in range(self.words):
            if self.bits[at]:
                spread(&out[self.before[at]], at << 6, self.bits[at])
        return found[:many]


cdef uint8_t[256][8] _PLACES  # of the bits of each byte, and then anything
for _byte in range(256):
    for _place, _bit in enumerate([bit for bit in range(8) if _byte >> bit & 1]):
        _PLACES[_byte][_place] = _bit


cdef int64_t spread(int64_t* out, int64_t first, uint64_t bits) noexcept:
    """Write the places of bits, the lowest of which is `first`; return how many. Up to 8 entries more are overwritten.

    Eight entries are written for each byte whatever it is: a loop over bits would guess wrongly where each one ends.
    """
    cdef int64_t many = 0
    cdef int place
    cdef uint8_t* places
    while bits:
        places = _PLACES[bits & 255]
        for place in range(8):
            out[many + place] = first + places[place]
        many += ones(bits & 255)
        first += 8
        bits >>= 8
    return many


def union(sets, int64_t size):
    """Return the documents in any of the sets."""
    cdef Ranks ranks = Ranks(size)
    cdef const int64_t[::1] documents
    for documents in sets:
        ranks.add(documents, 0)
    return ranks.documents()


def intersection(const int64_t[::1] few, const int64_t[::1] many, int64_t size):
    """Return the documents in both sets."""
    return _kept(few, many, size, True)


def difference(const int64_t[::1] one, const int64_t[::1] other, int64_t size):
    """Return the documents of the first set that are not in the other."""
    return _kept(one, other, size, False)


cdef object _kept(const int64_t[::1] some, const int64_t[::1] others, int64_t size, bint within):
    cdef Py_ssize_t at, place = 0
    cdef int64_t reached = 0
    cdef Ranks ranks
    cdef uint64_t* bits
    found = np.empty(some.shape[0], np.int64)
    cdef int64_t[::1] out = found
    if some.shape[0] * FAR < others.shape[0]:
        for at in range(some.shape[0]):
            reached = _gallop(others, reached, some[at])
            if (reached < others.shape[0] and others[reached] == some[at]) == within:
                out[place] = some[at]
                place += 1
    else:
        ranks = Ranks(size)
        ranks.add(others, 0)
        bits = ranks.bits
        for at in range(some.shape[0]):
            if not 0 <= some[at] < size:
                raise IndexError("there is no such document")
            out[place] = some[at]
            place += has(bits, some[at]) == within
    return found[:place]


def placed(const int64_t[::1] few, const int64_t[::1] many, int64_t size):
    """Return where those of the few that are among the many stand there, and which of the few these are (None: all).

    Args:
        size: a number above all documents, -1 where it is not known.
    """
    cdef Py_ssize_t at, place = 0
    cdef int64_t reached = 0
    cdef Ranks ranks
    cdef uint64_t* bits
    cdef int64_t* before
    there, which = np.empty(few.shape[0], np.int64), np.empty(few.shape[0], np.int64)
    cdef int64_t[::1] out = there
    cdef int64_t[::1] of = which
    if few.shape[0] * FAR < many.shape[0] or few.shape[0] < FEW or size < 0:
        for at in range(few.shape[0]):
            reached = _gallop(many, reached if not at or few[at] >= few[at - 1] else 0, few[at])
            if reached < many.shape[0] and many[reached] == few[at]:
                out[place] = reached
                of[place] = at
                place += 1
    else:
        ranks = Ranks(size)
        ranks.add(many, 0)
        ranks.count()
        bits, before = ranks.bits, ranks.before
        for at in range(few.shape[0]):
            if not 0 <= few[at] < size:
                raise IndexError("there is no such document")
            out[place] = rank(bits, before, few[at])
            of[place] = at
            place += has(bits, few[at])
    if place == few.shape[0]:
        return there, None
    return there[:place], which[:place]


cdef int64_t _gallop(const int64_t[::1] many, int64_t start, int64_t wanted) except -1:
    """Return the place of the first of the many, from `start` on, that is not less."""
    cdef int64_t step = 1, low = start, high = start, middle
    while high < many.shape[0] and many[high] < wanted:
        low = high + 1
        high += step
        step *= 2
    high = min(high, many.shape[0])
    while low < high:
        middle = (low + high) >> 1
        if many[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def add_bounds(
    float[::1] low,
    float[::1] high,
    const int64_t[::1] documents,
    leaves,
    int64_t size,
):
    """Add the bounds of leaves to those of documents.

    Args:
        leaves: the documents of each, the impact code of each of these, and the bounds that the codes stand for.
    """
    cdef Ranks ranks = Ranks(size)
    cdef const int64_t[::1] own
    cdef const uint8_t[::1] codes
    cdef const float[::1] lower, upper
    cdef Py_ssize_t at
    cdef int64_t place, reached
    ranks.add(documents, 0)
    ranks.count()
    cdef uint64_t* bits = ranks.bits
    cdef int64_t* before = ranks.before
    for own, codes, lower, upper in leaves:
        if codes.shape[0] < own.shape[0]:
            raise IndexError("there are fewer impacts than documents")
        if documents.shape[0] * FAR < own.shape[0]:
            reached = 0
            for at in range(documents.shape[0]):
                reached = _gallop(own, reached, documents[at])
                if reached < own.shape[0] and own[reached] == documents[at]:
                    low[at] += lower[codes[reached]]
                    high[at] += upper[codes[reached]]
            continue
        for at in range(own.shape[0]):
            if not 0 <= own[at] < size:
                raise IndexError("there is no such document")
            if has(bits, own[at]):
                place = rank(bits, before, own[at])
                low[place] += lower[codes[at]]
                high[place] += upper[codes[at]]


def add_placed(
    float[::1] low,
    float[::1] high,
    const int64_t[::1] places,
    const uint8_t[::1] codes,
    const float[::1] lower,
    const float[::1] upper,
):
    """Add to bounds those that the codes at some places stand for."""
    cdef Py_ssize_t at
    if min(low.shape[0], high.shape[0]) < places.shape[0]:
        raise IndexError("there are fewer bounds than places")
    for at in range(places.shape[0]):
        if not 0 <= places[at] < codes.shape[0]:
            raise IndexError("there are fewer impacts than documents")
        low[at] += lower[codes[places[at]]]
        high[at] += upper[codes[places[at]]]


def add_saturated(double[::1] total, const double[::1] frequencies, which, double idf, double k1):
    """Add to scores what the frequencies of a leaf earn (search.ranking.saturated).

    Args:
        which: the scores that these are added to; None for all.
    """
    cdef const int64_t[::1] own
    cdef Py_ssize_t at
    if which is None:
        if total.shape[0] != frequencies.shape[0]:
            raise IndexError("there are other frequencies than scores")
        for at in range(total.shape[0]):
            total[at] += idf * (frequencies[at] * (k1 + 1) / (frequencies[at] + k1))
        return
    own = which
    if own.shape[0] != frequencies.shape[0]:
        raise IndexError("there are other frequencies than places")
    for at in range(own.shape[0]):
        if not 0 <= own[at] < total.shape[0]:
            raise IndexError("a place is outside of the scores")
        total[own[at]] += idf * (frequencies[at] * (k1 + 1) / (frequencies[at] + k1))


ctypedef struct Hit:
    double score
    int64_t date, place
    bint undated


def first(const int64_t[::1] articles, scores, const int32_t[::1] days, const int64_t[::1] seconds, bint oldest, int64_t k):
    """Return the places of the first `k` of some hits, in the order of search.columnar.order; None where ids tell.

    Args:
        articles: those of the hits; they are few.
        scores: None where these do not order.
        days, seconds: the dates of all articles.
    """
    cdef Hit[FIRST] hits
    cdef Hit hit
    cdef const double[::1] own
    cdef int64_t at, place, many = articles.shape[0]
    if many > FIRST or (scores is not None and len(scores) != many):
        raise IndexError("there are more hits than can be put in order, or other scores")
    if scores is not None:
        own = scores
    for at in range(many):
        if not 0 <= articles[at] < min(days.shape[0], seconds.shape[0]):
            raise IndexError("a column is shorter than the list of articles")
        hit.score, hit.place = own[at] if scores is not None else 0, at
        hit.undated, hit.date = days[articles[at]] == 0, seconds[articles[at]] * (1 if oldest else -1)
        place = at
        while place and _before(&hit, &hits[place - 1]):
            hits[place] = hits[place - 1]
            place -= 1
        hits[place] = hit
    for at in range(1, min(k + 1, many)):
        if not _before(&hits[at - 1], &hits[at]):
            return None
    found = np.empty(min(k, many), np.int64)
    cdef int64_t[::1] out = found
    for at in range(out.shape[0]):
        out[at] = hits[at].place
    return found


cdef bint _before(const Hit* one, const Hit* other) noexcept:
    if one.score != other.score:
        return one.score > other.score
    if one.undated != other.undated:
        return other.undated
    return one.date < other.date


def tally(const int64_t[::1] rows, const int32_t[::1] values):
    """Return how many of some rows have each value, from 0 to the greatest."""
    cdef Py_ssize_t at
    cdef uint32_t[::1] own = np.empty(rows.shape[0], np.uint32)
    cdef uint32_t most = 0
    for at in range(rows.shape[0]):
        if not 0 <= rows[at] < values.shape[0]:
            raise IndexError("a column is shorter than the list of articles")
        own[at] = values[rows[at]]
        most = max(most, own[at])
    if most >> 31:
        raise IndexError("a value is below 0")
    counts = np.zeros(most + 1, np.int64)
    cdef int64_t[::1] out = counts
    for at in range(rows.shape[0]):
        out[own[at]] += 1
    return counts


def least_and_greatest(const int64_t[::1] rows, const int32_t[::1] values):
    """Return the least and the greatest value of some rows, of those above 0; 0 and 0 where there is none."""
    cdef Py_ssize_t at
    cdef uint32_t value, first = 0xFFFFFFFF, last = 0  # less 1: 0 becomes the greatest
    for at in range(rows.shape[0]):
        if not 0 <= rows[at] < values.shape[0]:
            raise IndexError("a column is shorter than the list of articles")
        value = values[rows[at]]
        last = max(last, value)
        first = min(first, value - 1)
    return (first + 1 if last else 0), last


def near(
    const uint8_t[::1] lines,
    const int64_t[::1] ends,
    const int64_t[::1] lengths,
    const uint64_t[::1] letters,
    const int64_t[::1] words,
    const uint8_t[::1] word,
    uint64_t own,
    int edits,
):
    """Return those of some words, of about the same length, that are at most `edits` edits from a word: see
    search.spelling. All are ASCII."""
    cdef Py_ssize_t at, place = 0
    cdef int64_t number
    found = np.empty(words.shape[0], np.int64)
    cdef int64_t[::1] out = found
    cdef int[:, ::1] rows = np.empty((3, word.shape[0] + 1), np.intc)
    for at in range(words.shape[0]):
        number = words[at]
        if ones(letters[number] ^ own) > 2 * edits:
            continue
        if _distance(lines, ends[number] - lengths[number], lengths[number], word, edits, rows) <= edits:
            out[place] = number
            place += 1
    return found[:place]


cdef int _distance(
    const uint8_t[::1] lines, int64_t start, int64_t length, const uint8_t[::1] word, int limit, int[:, ::1] rows
):
    """Return the edits between a word and another in the lines, or `limit + 1` where it takes more.

    What they share at their beginnings and ends is left out first.
    """
    cdef Py_ssize_t i, j, here, above, before, first = 0, own = word.shape[0]
    cdef int best, least
    cdef uint8_t letter
    while first < own and first < length and lines[start + first] == word[first]:
        first += 1
    while own > first and length > first and lines[start + length - 1] == word[own - 1]:
        own -= 1
        length -= 1
    own -= first
    length -= first
    start += first
    if not own or not length or (limit == 1 and own + length > 4):
        return <int> min(max(own, length), limit + 1)
    for j in range(own + 1):
        rows[0, j] = <int> j
    for i in range(length):
        here, above, before = (i + 1) % 3, i % 3, (i + 2) % 3
        letter = lines[start + i]
        rows[here, 0] = least = <int> i + 1
        for j in range(own):
            best = min(rows[above, j + 1] + 1, rows[here, j] + 1, rows[above, j] + (letter != word[first + j]))
            if i and j and letter == word[first + j - 1] and lines[start + i - 1] == word[first + j]:
                best = min(best, rows[before, j - 1] + 1)
            rows[here, j + 1] = best
            least = min(least, best)
        if least > limit + 1:  # two letters that change places reach over one row
            return limit + 1
    return min(rows[length % 3, own], limit + 1)


def least_hashes(const uint64_t[::1] words, const int64_t[::1] lengths, uint32_t[:, ::1] out):
    """Write the least hash in each of 16 buckets of each text's runs of three words: see index.sketch."""
    cdef int64_t text, at, first = 0
    cdef uint64_t run
    cdef uint32_t value
    for text in range(lengths.shape[0]):
        for at in range(first, first + lengths[text] - 2):
            run = mixed(mixed(mixed(0, words[at]), words[at + 1]), words[at + 2])
            value = <uint32_t> (run >> 32)
            if value < out[text, run & 15]:
                out[text, run & 15] = value
        first += lengths[text]


cdef inline uint64_t mixed(uint64_t found, uint64_t part) noexcept:
    found = (found ^ part) * <uint64_t> 0x9E3779B97F4A7C15
    return found ^ (found >> 32)


@cython.final
cdef class Lines:
    """Ascending lines, each `block` of which begin at a start. They are held: to take up an array takes longer than to
    look for a word."""

    cdef const uint8_t[::1] lines
    cdef const int64_t[::1] starts
    cdef int64_t block

    def __init__(self, lines, starts, int64_t block):
        self.lines, self.starts, self.block = lines, starts, block

    def number(self, bytes word):
        """Return the number of a word, -1 where it is none of the lines."""
        cdef Py_ssize_t low = 0, high = self.starts.shape[0], middle
        cdef int64_t at, end, number, size = self.lines.shape[0]
        cdef int order
        while low < high:
            middle = (low + high) >> 1
            if _order(self.lines, self.starts[middle], word, len(word)) > 0:
                high = middle
            else:
                low = middle + 1
        if not low:
            return -1
        at, end = self.starts[low - 1], self.starts[low] if low < self.starts.shape[0] else size
        number = (low - 1) * self.block
        while at < min(end, size):
            order = _order(self.lines, at, word, len(word))
            if order >= 0:
                return -1 if order else number
            while at < size and self.lines[at] != LINE_FEED:
                at += 1
            at += 1
            number += 1
        return -1


cdef int _order(const uint8_t[::1] lines, int64_t at, const uint8_t* word, Py_ssize_t own) noexcept:
    """Return whether a line comes after a word (1), before it (-1), or is it (0)."""
    cdef Py_ssize_t place
    for place in range(own):
        if at + place >= lines.shape[0] or lines[at + place] == LINE_FEED:
            return -1
        if lines[at + place] != word[place]:
            return 1 if lines[at + place] > word[place] else -1
    return 1 if at + own < lines.shape[0] and lines[at + own] != LINE_FEED else 0
