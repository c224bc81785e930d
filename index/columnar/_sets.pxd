# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
"""What `_postings.pyx` takes of `_sets.pyx`."""

cimport cython
from libc.stdint cimport int64_t, uint64_t

cdef extern from *:
    """
    /* Counting bits is one instruction on every x86 since 2009, but compilers may not use it unless they are told. */
    #if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
    #pragma GCC target("popcnt")
    #define can_count_bits() __builtin_cpu_supports("popcnt")
    #else
    #define can_count_bits() 1
    #endif
    #define ones(x) __builtin_popcountll(x)
    """
    bint can_count_bits()
    int ones(uint64_t)

cdef int64_t spread(int64_t* out, int64_t first, uint64_t bits) noexcept

@cython.final
cdef class Ranks:
    cdef object held  # the arrays that the pointers point into
    cdef uint64_t* bits
    cdef int64_t* before
    cdef int64_t words, size

    cdef int add(self, const int64_t[::1] documents, int64_t base) except -1
    cdef int64_t count(self) except -1
    cdef object documents(self)

# Given the bits themselves, so that loops keep where they lie in a register.

cdef inline bint has(const uint64_t* bits, int64_t document) noexcept:
    return (bits[document >> 6] >> (document & 63)) & 1

cdef inline int64_t rank(const uint64_t* bits, const int64_t* before, int64_t document) noexcept:
    """Return how many documents are before one."""
    return before[document >> 6] + ones(bits[document >> 6] & ((<uint64_t> 1 << (document & 63)) - 1))
