"""What inverted lists are made of: the widths that they are written with, and those of some stems as arrays."""

from msgspec import Struct

from index.columnar.arrays import Array

BLOCK_BITS = 16  # of a document's number are kept with each posting, the rest with the stem
DENSE = 4  # a stem in more than this part of the documents is kept as a bitmap
SAMPLE = 64  # postings, from one of which to the next it is kept what there is before
MOST_IN_BYTE = 127  # occurrences of a stem in the main field of a document; more are kept beside
TAIL = 128  # the flag of a posting with occurrences in tail fields
FIELD_BITS = 21  # of the count of a stem in one of at most three tail fields of a document
MOST_IN_TAIL = (1 << FIELD_BITS) - 1  # words of a document in one tail field


class Lists(Struct, frozen=True):
    """The inverted lists of some stems, one after the other: parallel arrays, by stem and document.

    Of each posting the stem (numbered from 0 in the batch), the document and the occurrences in the main field; of
    those with tail occurrences, which they are, how many there are by field (packed) and in all; of each occurrence
    its position and which of its stem's words it is.
    """

    stem: Array
    document: Array
    count: Array
    tailed: Array
    mix: Array
    tail_count: Array
    position: Array
    form: Array
    tail_position: Array
    tail_form: Array


def blocks_of(documents: int) -> int:
    """Return how many blocks the numbers of so many documents make."""
    return max(1, -(-documents // (1 << BLOCK_BITS)))
