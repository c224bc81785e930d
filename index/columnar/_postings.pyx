# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops over the postings of stems (docs/index-format.md), which `inverted` and `search.columnar` do by NumPy too.

What a damaged file holds leads nowhere outside it: the bounds of lists rise and end where the arrays do, documents
ascend, and each stretch of occurrences, each place and each code is checked before it is read. An IndexError says so, as
NumPy's does.
"""

cimport cython

import numpy as np

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy

from index.columnar._sets cimport Ranks, ones, rank, spread

cdef extern from *:
    """
    #define AHEAD 32  /* candidates that a word of a phrase is looked up in at once */
    #if defined(__GNUC__)
    #define soon(address) __builtin_prefetch(address)
    #else
    #define soon(address) ((void) (address))
    #endif
    """
    enum: AHEAD
    void soon(const void*) noexcept

cdef int64_t SAMPLE = 64  # as index.columnar.inverter
cdef int TAIL = 128
cdef int BLOCK_BITS = 16
cdef int MAIN = 1, TAILS = 2  # kinds of fields
cdef int SOME = 64  # pairs of places that are soon compared
cdef int64_t POSITION = 0xFFFFFFFF  # of a key: see index.columnar.breaks
cdef uint64_t EACH = 0x0101010101010101  # times a byte: eight of it
cdef uint64_t PAIRED = 0x00FF00FF00FF00FF  # each other byte of eight


ctypedef struct Standing:  # where a word of a group stands in a candidate, and at which of these it is looked at
    const int64_t* lines
    int64_t count, reached, group


ctypedef struct Factors:  # of a column
    const uint32_t* lengths
    const double* table  # NULL where it does not count


@cython.final
cdef class Scales:
    """What an occurrence in each column counts for: of each the lengths of the documents, and what it counts for by
    length; None where it does not."""

    cdef Factors[8] factors
    cdef Py_ssize_t columns
    cdef int64_t size  # documents
    cdef object held  # the arrays that the pointers point into

    def __init__(self, scales):
        cdef const uint32_t[::1] lengths
        cdef const double[::1] table
        cdef Py_ssize_t column
        if len(scales) > 8:
            raise IndexError("there are more columns than can be")
        self.held, self.columns, self.size = list(scales), len(scales), POSITION
        for column in range(self.columns):
            self.factors[column].table = NULL
            if self.held[column] is not None:
                lengths, table = self.held[column]
                self.factors[column] = Factors(&lengths[0], &table[0])
                self.size = min(self.size, lengths.shape[0])

    cdef int check(self, Py_ssize_t columns) except -1:
        """Raise an IndexError where a group has other columns."""
        if self.columns != columns:
            raise IndexError("there are other columns than scales")
        return 0


cdef inline double _earned(const Factors* factor, int64_t document, int64_t all, double extra, int64_t own) noexcept:
    return factor.table[factor.lengths[document]] * (all + extra * own)


cdef inline bint has_byte(uint64_t eight, uint64_t byte) noexcept:
    """Tell whether one of eight bytes is the one asked for (Warren: Hacker's Delight, 2012, section 6-1)."""
    cdef uint64_t zero = eight ^ byte * EACH
    return (zero - EACH & ~zero & EACH << 7) != 0


@cython.final
cdef class Values:
    """Small numbers, the few that do not fit beside them: see index.columnar.escaped."""

    cdef const uint8_t[::1] bytes
    cdef const uint16_t[::1] pairs
    cdef int bits
    cdef uint32_t mask
    cdef const int64_t[::1] where
    cdef const uint32_t[::1] true

    def __init__(self, raw, int bits, where, true):
        if bits == 16:
            self.pairs = raw
        else:
            self.bytes = raw
        self.bits, self.mask, self.where, self.true = bits, (<uint32_t> 1 << bits) - 1, where, true

    cdef int check(self, int64_t first, int64_t count) except -1:
        """Raise an IndexError where a stretch does not lie within."""
        cdef int64_t size = self.pairs.shape[0] if self.bits == 16 else self.bytes.shape[0] * (2 if self.bits == 4 else 1)
        if first < 0 or count < 0 or first > size - count:
            raise IndexError("a list reaches beyond its array")
        return 0

    cdef inline uint32_t at(self, int64_t place) noexcept:
        cdef uint32_t value
        if self.bits == 16:
            value = self.pairs[place]
        elif self.bits == 4:
            value = self.bytes[place >> 1] >> ((place & 1) << 2) & 15
        else:
            value = self.bytes[place] & self.mask
        if value == self.mask and self.where.shape[0]:
            return self.beyond(place)
        return value

    cdef inline int fetch(self, int64_t place) noexcept:
        """Have the processor fetch what lies at a place, which may be outside."""
        soon(&self.pairs[place] if self.bits == 16 else <const void*> &self.bytes[place])
        return 0

    cdef int read(self, int64_t first, int64_t count, int64_t* out) noexcept:
        """Write a stretch of bytes or pairs."""
        cdef int64_t at
        cdef uint32_t large = 0
        cdef const uint16_t* pairs
        if self.bits == 16 and count:
            pairs = &self.pairs[first]
            for at in range(count):  # without a branch, as in `sum`
                out[at] = pairs[at]
                large |= pairs[at] == self.mask
            if not large or not self.where.shape[0]:
                return 0
        for at in range(count):
            out[at] = self.at(first + at)
        return 0

    cdef int64_t sum(self, int64_t first, int64_t last) noexcept:
        """Add up a stretch of single bytes."""
        cdef int64_t found = 0, at
        cdef uint32_t value, large = 0
        cdef uint64_t eight
        if last - first < 8 and first + 8 <= self.bytes.shape[0]:  # at once: a loop would guess wrongly where it ends
            memcpy(&eight, &self.bytes[first], 8)
            eight &= self.mask * EACH & (((<uint64_t> 1) << 8 * (last - first)) - 1)
            if not has_byte(eight, self.mask):
                eight = (eight & PAIRED) + (eight >> 8 & PAIRED)
                return eight * <uint64_t> 0x0001000100010001 >> 48
        for at in range(first, last):  # without a branch, so that compilers make vectors of it
            value = self.bytes[at] & self.mask
            found += value
            large |= value == self.mask
        if large and self.where.shape[0]:
            found = 0
            for at in range(first, last):
                found += self.at(at)
        return found

    cdef uint32_t beyond(self, int64_t place) noexcept:
        cdef Py_ssize_t low = 0, high = self.where.shape[0], middle
        while low < high:
            middle = (low + high) >> 1
            if self.where[middle] < place:
                low = middle + 1
            else:
                high = middle
        return self.true[low] if low < self.true.shape[0] else 0


@cython.final
cdef class Lists:
    """The inverted lists of a group of fields."""

    cdef Values counts, mixes, forms, tail_forms, positions, tail_positions
    cdef const int64_t[::1] samples, tail_samples, dense
    cdef const uint32_t[:, ::1] mix_table
    cdef const int64_t[::1] mix_sums
    cdef const uint16_t[::1] lows
    cdef const uint8_t[::1] bitmaps
    cdef const int64_t[::1] of_postings, of_blocks, of_main, of_tail, of_tailed, of_forms, of_tail_forms
    cdef int64_t size, blocks

    def __init__(self, values, samples, mix_table, documents, bounds, int64_t size, int64_t blocks):
        self.counts, self.mixes, self.forms, self.tail_forms, self.positions, self.tail_positions = values
        self.samples, self.tail_samples = samples
        self.mix_table, self.mix_sums = mix_table, np.asarray(mix_table).sum(axis=1, dtype=np.int64)
        self.lows, self.bitmaps, self.dense = documents
        self.of_postings, self.of_blocks, self.of_tailed = bounds["postings"], bounds["blocks"], bounds["tailed"]
        self.of_main, self.of_forms = bounds["main"], bounds["forms"]
        self.of_tail, self.of_tail_forms = bounds["tail"], bounds["tail_forms"]
        self.size, self.blocks = size, blocks
        for name, found in bounds.items():
            if len(found) != (len(bounds["main"]) - 1) * (blocks if name == "blocks" else 1) + 1:
                raise IndexError("lists have different numbers of stems")
            if found[0] or (found[1:] < found[:-1]).any():
                raise IndexError("a list ends before it begins")
        self.counts.check(0, self.of_postings[self.of_postings.shape[0] - 1])
        self.mixes.check(0, self.of_tailed[self.of_tailed.shape[0] - 1])
        if self.of_blocks[self.of_blocks.shape[0] - 1] > self.lows.shape[0]:
            raise IndexError("there are fewer documents than the lists have")
        if min(self.samples.shape[0], self.tail_samples.shape[0]) * SAMPLE < self.of_postings[self.of_postings.shape[0] - 1]:
            raise IndexError("there are fewer samples than the lists need")

    cdef int64_t occurrences_before(self, int64_t posting) noexcept:
        return self.samples[posting // SAMPLE] + self.counts.sum(posting // SAMPLE * SAMPLE, posting)

    cdef int64_t tailed_before(self, int64_t posting) noexcept:
        cdef int64_t found = self.tail_samples[posting // SAMPLE], at = posting // SAMPLE * SAMPLE
        cdef uint64_t eight
        while at + 8 <= posting:
            memcpy(&eight, &self.counts.bytes[at], 8)
            found += ones(eight & EACH << 7)
            at += 8
        for at in range(at, posting):
            found += self.counts.bytes[at] >> 7
        return found

    cdef int64_t dense_row(self, int64_t stem) except -2:
        """Return which bitmap is a stem's, -1 for none."""
        cdef Py_ssize_t row
        for row in range(self.dense.shape[0]):
            if self.dense[row] == stem:
                return row
        return -1


@cython.final
cdef class Stem:
    """The postings of a stem. A column is a field of the group: 0 the main one, then the tail fields."""

    cdef Lists lists
    cdef int64_t number, postings, size, main, tailed, tail, forms, tail_forms
    cdef bint several
    # The row that was reached last, and the tail occurrences before it: rows are best asked for as they ascend.
    cdef int64_t row, before_row

    def __init__(self, Lists lists, int64_t number, bint several):
        if not 0 <= number < lists.of_main.shape[0] - 1:
            raise IndexError("there is no such stem")
        self.lists, self.number, self.several = lists, number, several
        self.postings = lists.of_postings[number]
        self.size = lists.of_postings[number + 1] - self.postings
        self.main, self.tail, self.tailed = lists.of_main[number], lists.of_tail[number], lists.of_tailed[number]
        self.forms, self.tail_forms = lists.of_forms[number], lists.of_tail_forms[number]

    def documents(self):
        """Return the documents, ascending."""
        cdef Lists lists = self.lists
        cdef int64_t row = lists.dense_row(self.number), block, at, place = 0, document = 0, last = -1
        cdef int64_t first = self.number * lists.blocks
        found = np.empty(self.size + 8, np.int64)
        cdef int64_t[::1] out = found
        if row >= 0:
            place = _bits_of(lists.bitmaps, row * ((lists.size + 7) // 8), lists.size, out)
        else:
            for block in range(lists.blocks):
                for at in range(lists.of_blocks[first + block], lists.of_blocks[first + block + 1]):
                    document = (block << BLOCK_BITS) + lists.lows[at]
                    if document <= last or place == self.size:
                        raise IndexError("the documents of a list do not ascend")
                    out[place] = last = document
                    place += 1
        if place != self.size or document >= lists.size:
            raise IndexError("a list has other documents than it says")
        return found[: self.size]

    def add(
        self,
        double[::1] total,
        const int64_t[::1] places,
        const int64_t[::1] documents,
        Scales scales,
        int64_t form,
        double extra,
    ):
        """Add to totals what the occurrences at some places count for: the sum over columns of scale * (n + extra * e).

        Args:
            documents: those at the places, as the scales number them.
            form: the number of the word among the stem's whose occurrences are e; -1 for none.
        """
        cdef const Factors* factors = scales.factors
        cdef Lists lists = self.lists
        cdef Py_ssize_t at, column, columns = lists.mix_table.shape[1] + 1
        cdef int64_t posting, all, row, size = scales.size
        cdef bint tails = False, own = form >= 0
        scales.check(columns)
        for column in range(1, columns):
            tails |= factors[column].table != NULL
        if min(total.shape[0], documents.shape[0]) < places.shape[0]:
            raise IndexError("there are fewer documents than places")
        for at in range(places.shape[0]):
            posting = self.postings + places[at]
            if not 0 <= documents[at] < size:
                raise IndexError("there are fewer lengths than documents")
            if not 0 <= places[at] < self.size:
                raise IndexError("a place is outside of the list")
            if factors[0].table != NULL and (all := lists.counts.at(posting)):
                total[at] += _earned(&factors[0], documents[at], all, extra, self.own_main(posting, all, form) if own else 0)
            if not tails or lists.counts.bytes[posting] < TAIL:
                continue
            row = lists.tailed_before(posting) - self.tailed
            if own and self.several:
                self.reach(row)
            for column in range(1, columns):
                if factors[column].table != NULL and (all := self.in_tail(row, column - 1)):
                    total[at] += _earned(
                        &factors[column], documents[at], all, extra, self.own_tail(row, column - 1, all, form) if own else 0
                    )

    def columns(self, const int64_t[::1] places):
        """Return for each place the columns in which the stem stands: bits, the lowest for the main field."""
        cdef Py_ssize_t at, column
        cdef int64_t posting, found, row
        bits = []
        for at in range(places.shape[0]):
            if not 0 <= places[at] < self.size:
                raise IndexError("a place is outside of the list")
            posting = self.postings + places[at]
            found = self.lists.counts.at(posting) > 0
            if self.lists.counts.bytes[posting] >= TAIL:
                row = self.lists.tailed_before(posting) - self.tailed
                for column in range(self.lists.mix_table.shape[1]):
                    found |= (self.in_tail(row, column) > 0) << (column + 1)
            bits.append(found)
        return bits

    cdef int reach(self, int64_t row) except -1:
        """Go to a row, and count the tail occurrences before it."""
        if row < self.row:
            self.row = self.before_row = 0
        while self.row < row:
            self.before_row += self.lists.mix_sums[self.mix(self.row)]
            self.row += 1
        return 0

    cdef int64_t tails(self, int64_t row, Py_ssize_t columns) except -1:
        """Return how many occurrences the first tail columns of a row have."""
        cdef int64_t found = 0
        cdef Py_ssize_t column
        for column in range(columns):
            found += self.in_tail(row, column)
        return found

    cdef int64_t in_tail(self, int64_t row, Py_ssize_t column) except -1:
        return self.lists.mix_table[self.mix(row), column]

    cdef int64_t mix(self, int64_t row) except -1:
        """Return the code of the tail counts of a row."""
        cdef uint32_t code
        self.lists.mixes.check(self.tailed + row, 1)
        code = self.lists.mixes.at(self.tailed + row)
        if code >= self.lists.mix_table.shape[0]:
            raise IndexError("there is no such code")
        return code

    cdef int64_t own_main(self, int64_t posting, int64_t all, int64_t form) except -1:
        cdef int64_t at, found = 0, first
        if not self.several:
            return all
        first = self.forms + self.lists.occurrences_before(posting) - self.main
        self.lists.forms.check(first, all)
        for at in range(first, first + all):
            found += self.lists.forms.at(at) == form
        return found

    cdef int64_t own_tail(self, int64_t row, Py_ssize_t column, int64_t all, int64_t form) except -1:
        cdef int64_t at, found = 0, first = self.tail_forms + self.before_row
        if not self.several:
            return all
        first += self.tails(row, column)
        self.lists.tail_forms.check(first, all)
        for at in range(first, first + all):
            found += self.lists.tail_forms.at(at) == form
        return found


cdef int64_t _bits_of(const uint8_t[::1] bitmaps, int64_t start, int64_t size, int64_t[::1] out) except -1:
    """Write the places of the bits of a bitmap; return how many there are. `out` has room for 8 more."""
    cdef int64_t at, place = 0, width = (size + 7) // 8
    cdef uint64_t bits
    if start + width > bitmaps.shape[0]:
        raise IndexError("there are fewer bitmaps than stems that have one")
    for at in range(0, width, 8):
        bits = 0
        memcpy(&bits, &bitmaps[start + at], min(8, width - at))
        if place + ones(bits) > out.shape[0] - 8:
            raise IndexError("a bitmap has other documents than it says")
        place += spread(&out[place], at * 8, bits)
    if place and out[place - 1] >= size:
        raise IndexError("a bitmap has other documents than there are")
    return place


def sums(stems, Scales scales, int64_t size):
    """Return the documents with any of some stems, what their occurrences count for, and the columns they stand in.

    Args:
        stems: each with the number that its first document has among all, and with the words of it that count: a byte
            for each; None for all.
    """
    cdef Ranks ranks = Ranks(size)
    if scales.size < size:
        raise IndexError("there are fewer lengths than documents")
    for stem, _, _ in stems:
        scales.check((<Stem> stem).lists.mix_table.shape[1] + 1)
    each = [(stem, stem.documents(), base, words) for stem, base, words in stems]
    for _, documents, base, _ in each:
        ranks.add(documents, base)
    documents = ranks.documents()
    total, columns = np.zeros(len(documents)), np.zeros(len(documents), np.uint8)
    for stem, numbers, base, words in each:
        _add(stem, numbers, base, words, scales.factors, ranks, total, columns)
    if columns.all():
        return documents, total, columns
    kept = columns.nonzero()[0]
    return documents[kept], total[kept], columns[kept]


cdef int _add(
    Stem stem,
    const int64_t[::1] documents,
    int64_t base,
    words,
    const Factors* factors,
    Ranks ranks,
    double[::1] total,
    uint8_t[::1] columns,
) except -1:
    """Add the occurrences of a stem, or of some of its words."""
    cdef Lists lists = stem.lists
    cdef Values counts = lists.counts
    cdef const uint8_t[::1] wanted
    cdef const uint64_t* bits = ranks.bits
    cdef const int64_t* before = ranks.before
    cdef bint picks = words is not None and stem.several
    cdef int64_t at, count, all, place, document, row = -1, form = stem.forms, tail_form = stem.tail_forms
    cdef Py_ssize_t column, tails = lists.mix_table.shape[1]
    cdef Factors factor
    if picks:
        wanted = words
    for at in range(documents.shape[0]):
        document = documents[at] + base
        place = rank(bits, before, document)
        count = all = counts.at(stem.postings + at)
        if picks:
            count = _picked(lists.forms, form, all, wanted)
            form += all
        if count and factors[0].table != NULL:
            total[place] += factors[0].table[factors[0].lengths[document]] * count
            columns[place] |= 1
        if counts.bytes[stem.postings + at] < TAIL:
            continue
        row += 1
        for column in range(tails):
            count = all = stem.in_tail(row, column)
            if picks:
                count = _picked(lists.tail_forms, tail_form, all, wanted)
                tail_form += all
            factor = factors[column + 1]
            if count and factor.table != NULL:
                total[place] += factor.table[factor.lengths[document]] * count
                columns[place] |= <uint8_t> (2 << column)
    return 0


cdef int64_t _picked(Values forms, int64_t first, int64_t count, const uint8_t[::1] wanted) except -1:
    cdef int64_t at, found = 0
    cdef uint32_t form
    forms.check(first, count)
    for at in range(first, first + count):
        form = forms.at(at)
        found += form < wanted.shape[0] and wanted[form]
    return found


@cython.final
cdef class Word:
    """A word of a phrase: where it stands in one candidate after the other."""

    cdef Stem stem
    cdef const int64_t[::1] places
    # Where it is read: the posting, and how often the stem stands in the main field of those before the last one.
    cdef int64_t form, posting, counted, before, first, count, reached
    cdef bint tails
    cdef int64_t[::1] lines
    # Of the candidates that were looked at last, up to `looked`: how often it stands in the main field, and how often
    # it does before.
    cdef int64_t here, looked
    cdef int64_t[AHEAD] counts, firsts

    def __init__(self, stem, places, form):
        self.stem, self.places, self.form = stem, places, form
        self.lines = np.empty(256, np.int64)
        self.counted, self.before = self.stem.postings, 0

    cdef int go(self, int64_t candidate) except -1:
        """Go to a candidate; they are gone to as they ascend."""
        if not 0 <= self.places[candidate] < self.stem.size:
            raise IndexError("a place is outside of the list")
        if candidate >= self.looked:
            self.look(candidate)
        self.here, self.posting = candidate % AHEAD, self.stem.postings + self.places[candidate]
        return 0

    cdef int look(self, int64_t candidate) noexcept:
        """Look at a candidate and those after it: what they need is fetched while the others are worked on."""
        cdef Lists lists = self.stem.lists
        cdef int64_t at, posting
        self.looked = min(candidate - candidate % AHEAD + AHEAD, self.places.shape[0])
        for at in range(candidate, self.looked):
            lists.counts.fetch(self.stem.postings + self.places[at])
        for at in range(candidate, self.looked):
            posting = self.stem.postings + self.places[at]
            if not 0 <= self.places[at] < self.stem.size:
                continue
            self.counts[at % AHEAD] = lists.counts.at(posting)
            if self.counts[at % AHEAD]:
                if 0 <= posting - self.counted < SAMPLE:
                    self.before += lists.counts.sum(self.counted, posting)
                else:
                    self.before = lists.occurrences_before(posting) - self.stem.main
                self.counted = posting
                self.firsts[at % AHEAD] = self.before
                lists.positions.fetch(self.stem.main + self.before)
        return 0

    cdef inline bint in_main(self) noexcept:
        """Tell whether it stands in the main field there."""
        return self.counts[self.here] > 0

    cdef inline bint in_tail(self) noexcept:
        """Tell whether it stands in a tail field there."""
        return self.stem.lists.counts.bytes[self.posting] >= TAIL

    cdef int64_t read(self, Py_ssize_t column) except -1:
        """Read the positions in a field; return how many there are."""
        cdef Stem stem = self.stem
        cdef Lists lists = stem.lists
        cdef Values positions = lists.tail_positions if column else lists.positions
        cdef int64_t first
        self.tails = column > 0
        if self.tails:
            self.first = stem.before_row + stem.tails(stem.row, column - 1)
            self.count = stem.in_tail(stem.row, column - 1)
            first = stem.tail + self.first
        else:
            self.first, self.count = self.firsts[self.here], self.counts[self.here]
            first = stem.main + self.first
        positions.check(first, self.count)
        if self.count > self.lines.shape[0]:
            self.lines = np.empty(2 * self.count, np.int64)
        positions.read(first, self.count, &self.lines[0])
        return self.count

    cdef int64_t pick(self) except -1:
        """Leave only the positions of the query's own word; return how many these are."""
        cdef Stem stem = self.stem
        cdef Values forms = stem.lists.tail_forms if self.tails else stem.lists.forms
        cdef int64_t first = self.first + (stem.tail_forms if self.tails else stem.forms), at, own = 0
        if self.form < 0 or not stem.several:
            self.count = 0 if self.form < 0 else self.count
            return self.count
        forms.check(first, self.count)
        for at in range(self.count):
            self.lines[own] = self.lines[at]
            own += forms.at(first + at) == self.form
        self.count = own
        return own

    cdef int64_t after(self, int64_t position) noexcept:
        """Return the first place after one, -1 where there is none; the places that are asked for rise."""
        while self.reached < self.count and self.lines[self.reached] <= position:
            self.reached += 1
        return self.lines[self.reached] if self.reached < self.count else -1


def phrases(stems, places, forms, int64_t slop, int64_t reach):
    """Return by column how often words follow each other in each candidate, and how often they do so exactly.

    With a reach, what words that stand near each other count for takes the place of how often: see
    search.proximity.closeness.

    Args:
        stems: of the words, in their order.
        places: of each, those of the candidates among its documents.
        forms: of each, the number of the word among the stem's; -1 where it is none of them.
        slop: how many other words may stand among them.
        reach: how far they may stand from where the phrase has them.
    """
    cdef list words = _words(stems, places, forms)
    cdef Py_ssize_t at, column, columns = (<Stem> stems[0]).lists.mix_table.shape[1] + 1
    cdef int fields
    cdef bint side_by_side = len(words) == 2 and not slop and not reach
    shape = (columns, len(places[0]))
    every, exactly, close = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape if reach else (0, 0))
    cdef int64_t[:, ::1] found = every, exact = exactly
    cdef double[:, ::1] near = close
    for at in range(every.shape[1]):
        fields = _go(words, at)
        for column in range(0 if fields & MAIN else 1, columns if fields & TAILS else 1):
            if side_by_side and not column and _apart(words[0], words[1]):
                continue
            if _all_read(words, column):
                found[column, at] = _runs(words, slop)
                if reach:
                    near[column, at] = _closeness(words, reach)
                if found[column, at] and _all_pick(words):
                    exact[column, at] = _runs(words, slop)
    return close if reach else every, exactly


def near(stems, places, reaches, bint ordered):
    """Return how many places of a word have one of another word near, in each candidate, by column.

    Args:
        stems: of both words.
        places: of each, those of the candidates among its documents.
        reaches: how many places further the other one may be, in the main field and in tail fields.
        ordered: whether it must come after.
    """
    cdef list words = _words(stems, places, (-1, -1))
    cdef Py_ssize_t at, column, columns = (<Stem> stems[0]).lists.mix_table.shape[1] + 1
    cdef int64_t main, tail
    cdef int fields
    main, tail = reaches
    every = np.zeros((len(places[0]), columns), np.int64)
    cdef int64_t[:, ::1] found = every
    for at in range(every.shape[0]):
        fields = _go(words, at)
        for column in range(0 if fields & MAIN else 1, columns if fields & TAILS else 1):
            if _all_read(words, column):
                found[at, column] = _beside(words[0], words[1], tail if column else main, ordered)
    return every


def together(stems, places, groups, ends, Py_ssize_t title):
    """Return in how many stretches of each candidate's main field a word of each group stands, and whether one of each
    stands in its title.

    Args:
        stems: of the words, group by group; `places` as in `phrases`, -1 where a word is not in the candidate.
        groups: of each word the number of its group.
        ends: the keys of the words after each stretch (index.columnar.breaks), and where those of each candidate begin
            and end.
        title: the column of the title, which is one stretch.
    """
    cdef list words = _words(stems, places, [-1] * len(stems))
    cdef const int64_t[::1] keys, starts, lasts, group = np.array(groups, np.int64)
    cdef Py_ssize_t at, coming
    keys, starts, lasts = ends
    every = np.zeros((len(places[0]), 2), np.int64)
    if min(starts.shape[0], lasts.shape[0]) < every.shape[0] or group.shape[0] < len(words):
        raise IndexError("there are fewer bodies than candidates")
    cdef Py_ssize_t many = len(words)
    cdef int64_t[:, ::1] room = np.zeros((many, sizeof(Standing) // 8 + 1), np.int64)
    cdef Standing* standing = <Standing*> &room[0, 0]
    for at in range(many):
        standing[at].group = group[at]
    cdef int64_t[:, ::1] found = every
    for at in range(every.shape[0]):
        if not 0 <= starts[at] <= lasts[at] <= keys.shape[0]:
            raise IndexError("the ends of a body are outside of all")
        coming = min(at + AHEAD, found.shape[0] - 1)
        if 0 <= starts[coming] < lasts[coming] <= keys.shape[0]:
            soon(<const void*> &keys[starts[coming]])
            soon(<const void*> &keys[(starts[coming] + lasts[coming]) // 2])
        if _read_main(words, at, group):
            _stand(words, standing)
            found[at, 0] = _shared(standing, many, keys, starts[at], lasts[at])
        found[at, 1] = _all_in_tail(words, at, group, title - 1)
    return every


cdef int _stand(list words, Standing* standing) except -1:
    """Tell where words stand in the field that was read of them."""
    cdef Word word
    for word in words:
        standing.lines, standing.count, standing.reached = &word.lines[0], word.count, 0
        standing += 1
    return 0


cdef bint _read_main(list words, Py_ssize_t at, const int64_t[::1] group) except -1:
    """Go to a candidate, and read where the words stand in its main field, if one of each group does."""
    cdef Word word
    cdef Py_ssize_t number
    cdef int64_t done = -1
    for number in range(len(words)):
        word = words[number]
        if group[number] > done + 1:
            return False
        if word.places[at] >= 0:
            word.go(at)
            if word.in_main():
                done = group[number]
    if done < group[len(words) - 1]:
        return False
    for word in words:
        word.count = word.read(0) if word.places[at] >= 0 and word.in_main() else 0
    return True


cdef bint _all_in_tail(list words, Py_ssize_t at, const int64_t[::1] group, Py_ssize_t column) except -1:
    """Tell whether a word of each group stands in a tail field of the candidate."""
    cdef Word word
    cdef Stem stem
    cdef Py_ssize_t number
    cdef int64_t done = -1
    for number in range(len(words)):
        word = words[number]
        stem = word.stem
        if group[number] > done + 1:
            return False
        if group[number] > done and word.places[at] >= 0:
            word.go(at)
            if word.in_tail() and stem.in_tail(stem.lists.tailed_before(word.posting) - stem.tailed, column):
                done = group[number]
    return done == group[len(words) - 1]


cdef list _words(stems, places, forms):
    cdef list words = [Word(*each) for each in zip(stems, places, forms)]
    for word in words:
        if (<Word> word).places.shape[0] != len(places[0]):
            raise IndexError("words stand in different numbers of documents")
    return words


cdef int _go(list words, Py_ssize_t at) except -1:
    """Go to a candidate; return in which kinds of fields all words stand there."""
    cdef Word word
    cdef int fields = MAIN | TAILS
    for word in words:
        word.go(at)
        fields &= (MAIN if word.in_main() else 0) | (TAILS if word.in_tail() else 0)
    if fields & TAILS:
        for word in words:
            word.stem.reach(word.stem.lists.tailed_before(word.posting) - word.stem.tailed)
    return fields


cdef bint _apart(Word one, Word other) except -1:
    """Tell whether two words surely stand nowhere side by side in the main field; most do, and it is soon told.

    Their places are compared where they lie; one that is kept elsewhere is the last of its document.
    """
    cdef Values firsts = one.stem.lists.positions, seconds = other.stem.lists.positions
    cdef int64_t at, next, many = one.counts[one.here], more = other.counts[other.here]
    cdef int64_t first = one.stem.main + one.firsts[one.here], second = other.stem.main + other.firsts[other.here]
    cdef const uint16_t* left
    cdef const uint16_t* right
    cdef bint found = False
    if many * more > SOME or firsts.bits != 16 or seconds.bits != 16:
        return False
    firsts.check(first, many)
    seconds.check(second, more)
    left, right = &firsts.pairs[first], &seconds.pairs[second]
    for at in range(many):
        for next in range(more):  # without a branch, as in `sum`
            found |= right[next] == left[at] + 1
    return not found and right[more - 1] != seconds.mask


cdef bint _all_read(list words, Py_ssize_t column) except -1:
    cdef Py_ssize_t at
    for at in range(len(words)):
        if not (<Word> words[at]).read(column):
            return False
    return True


cdef bint _all_pick(list words) except -1:
    cdef Py_ssize_t at
    for at in range(len(words)):
        if not (<Word> words[at]).pick():
            return False
    return True


cdef int64_t _runs(list words, int64_t slop) except -1:
    """Return from how many places of the first word a run begins: see search.columnar.runs."""
    cdef Word first = words[0], word
    cdef int64_t found = 0, at, now, number, many = len(words)
    if many == 2:
        return _pairs(first, words[1], slop)
    for word in words:
        word.reached = 0
    for at in range(first.count):
        now = first.lines[at]
        for number in range(1, many):
            now = (<Word> words[number]).after(now)
            if now < 0:
                return found
            if now - first.lines[at] > number + slop:
                break
        else:
            found += 1
    return found


cdef int64_t _pairs(Word one, Word other, int64_t slop) noexcept:
    """As `_runs`, of two words."""
    cdef const int64_t* first = &one.lines[0]
    cdef const int64_t* second = &other.lines[0]
    cdef int64_t found = 0, at, reached = 0
    for at in range(one.count):
        while reached < other.count and second[reached] <= first[at]:
            reached += 1
        if reached == other.count:
            break
        found += second[reached] - first[at] <= 1 + slop
    return found


cdef int64_t _beside(Word one, Word other, int64_t reach, bint ordered) noexcept:
    """Return how many places of a word have another of the other word at most so far after it, or before."""
    cdef const int64_t* places = &one.lines[0]
    cdef const int64_t* others = &other.lines[0]
    cdef int64_t found = 0, at, before, after = 0, last = other.count - 1
    for at in range(one.count):
        while after < other.count and others[after] <= places[at]:
            after += 1
        before = after - 1
        if before >= 0 and others[before] == places[at]:  # a word is not near itself
            before -= 1
        if after <= last and others[after] - places[at] <= reach:
            found += 1
        elif not ordered and before >= 0 and places[at] - others[before] <= reach:
            found += 1
    return found


cdef double _closeness(list words, int64_t reach) except -1:
    cdef Word first = words[0], word
    cdef int64_t at, farthest, distance, wanted, number, many = len(words)
    cdef double found = 0
    for word in words:
        word.reached = 0
    for at in range(first.count):
        farthest = 0
        for number in range(1, many):
            word = words[number]
            wanted = first.lines[at] + number
            if word.after(wanted - 1) < 0:
                distance = reach + 1
            else:
                distance = word.lines[word.reached] - wanted
            if word.reached:
                distance = min(distance, wanted - word.lines[word.reached - 1])
            farthest = max(farthest, distance)
        if farthest <= reach:
            found += 1.0 / (1 + farthest)
    return found


cdef int64_t _shared(Standing* words, Py_ssize_t many, const int64_t[::1] keys, int64_t first, int64_t last) noexcept:
    """Return in how many stretches a word of each group stands: those of the group with the fewest are looked at."""
    cdef int64_t found = 0, begin = 0, low, left, half, next, fewest = _fewest(words, many)
    while first < last:
        next = _next_of(words, many, fewest, begin)
        if next < 0:
            break
        low, left = first, last - first
        while left:  # to the first stretch that ends after it, without a branch that the processor must guess
            half = (left + 1) // 2
            low += half * ((keys[low + half - 1] & POSITION) <= next)
            left -= half
        if low == last:
            break
        if low > first:
            begin = keys[low - 1] & POSITION
        found += _all_before(words, many, begin, keys[low] & POSITION)
        first, begin = low + 1, keys[low] & POSITION
    return found


cdef int64_t _fewest(const Standing* words, Py_ssize_t many) noexcept:
    """Return the group of words that stand least often in the candidate."""
    cdef Py_ssize_t number
    cdef int64_t best = 0, least = -1, own = 0
    for number in range(many):
        own += words[number].count
        if number + 1 == many or words[number + 1].group != words[number].group:
            if least < 0 or own < least:
                best, least = words[number].group, own
            own = 0
    return best


cdef int64_t _next_of(Standing* words, Py_ssize_t many, int64_t group, int64_t begin) noexcept:
    """Return the first position of a word of a group from a position on, -1 where there is none."""
    cdef Py_ssize_t number
    cdef int64_t own, found = -1
    for number in range(many):
        if words[number].group == group:
            own = _from(&words[number], begin)
            if own >= 0 and (found < 0 or own < found):
                found = own
    return found


cdef bint _all_before(Standing* words, Py_ssize_t many, int64_t begin, int64_t end) noexcept:
    """Tell whether a word of each group stands from one position on and before another."""
    cdef Py_ssize_t number
    cdef int64_t own, done = -1
    for number in range(many):
        if words[number].group > done + 1:
            return False
        if words[number].group > done:
            own = _from(&words[number], begin)
            if 0 <= own < end:
                done = words[number].group
    return done == words[many - 1].group


cdef inline int64_t _from(Standing* word, int64_t begin) noexcept:
    """Return the first position of a word from another on, -1 where there is none; what is asked for rises."""
    while word.reached < word.count and word.lines[word.reached] < begin:
        word.reached += 1
    return word.lines[word.reached] if word.reached < word.count else -1


def woven(arrays, const int64_t[:, ::1] counts):
    """Return entries of several arrays of one type by turns, as many of each as a row of counts tells, row after row."""
    cdef Py_ssize_t row, column, columns = counts.shape[1]
    cdef int64_t size, width = arrays[0].itemsize
    cdef const uint8_t[::1] given
    cdef int64_t[::1] left = np.empty(columns, np.int64)
    cdef uint64_t[::1] at = np.empty(columns, np.uint64)
    arrays = [np.ascontiguousarray(one, arrays[0].dtype) for one in arrays]
    if len(arrays) != columns:
        raise IndexError("there are other arrays than counts")
    for column in range(columns):
        given = arrays[column].view(np.uint8)
        left[column], at[column] = given.shape[0], <uint64_t> &given[0] if given.shape[0] else 0
    found = np.empty(sum(map(len, arrays)), arrays[0].dtype)
    if not len(found):
        return found
    cdef uint8_t[::1] out = found.view(np.uint8)
    cdef uint8_t* place = &out[0]
    for row in range(counts.shape[0]):
        for column in range(columns):
            size = counts[row, column] * width
            if not 0 <= size <= left[column]:
                raise IndexError("an array has fewer entries than its counts")
            memcpy(place, <const uint8_t*> at[column], size)
            at[column] += size
            left[column] -= size
            place += size
    return found if place == &out[0] + out.shape[0] else found[: (place - &out[0]) // width]
