"""How often a word stands in each document, and with another one near: counted, no place is gathered."""

from collections.abc import Sequence

import numpy as np

from index.columnar import native
from index.columnar.arrays import Array, Ints
from index.columnar.postings import Postings
from index.fields import GROUPS, VALUE_GAP
from search.columnar.arrays import meeting, placed_in, union
from search.columnar.found import Part
from search.columnar.near import Piece
from search.nodes import Near, Term

MOST_WORDS = 8  # of brackets that are looked through word by word: many take as long for each as all together


def near_parts(piece: Piece, node: Near, left: Term, right: Term, looked: Sequence[str]) -> list[Part]:
    """Return how often a word has another one near, as `node` says, in each field; compiled loops do it.

    Args:
        looked: the fields in which words without a field look.
    """
    fields = [name for name in _fields(left, piece, looked) if name in _fields(right, piece, looked)]
    one, other = (piece.stem(term.word) if fields else None for term in (left, right))
    if one is None or other is None:
        return []
    size = piece.segment.size
    documents, places = meeting([one.documents, other.documents], size)
    reaches = node.distance, min(node.distance, VALUE_GAP)
    counts = native.postings.near([one.compiled, other.compiled], places, reaches, node.ordered)
    return [part for name in fields for part in _part(name, documents, counts[:, _columns(piece).index(name)])]


def any_near_parts(piece: Piece, node: Near, lefts: Sequence[Term], right: Term, looked: Sequence[str]) -> list[Part]:
    """As `near_parts`, of the words of a bracket, each of another stem: no place is that of two."""
    every = [part for left in lefts for part in near_parts(piece, node, left, right, looked)]
    found: list[Part] = []
    for name in dict.fromkeys(part[0] for part in every):
        own = [part for part in every if part[0] == name]
        documents = union([part[1] for part in own], piece.segment.size)
        counts = np.zeros(len(documents), np.int64)
        for _, some, times, _ in own:
            counts[documents.searchsorted(some)] += times
        found += _part(name, documents, counts)
    return found


def word_parts(piece: Piece, term: Term, looked: Sequence[str], among: Ints | None = None) -> list[Part]:
    """Return how often a word, or another one of its stem, stands in each field; among some that have it, or all."""
    postings = piece.stem(term.word)
    every = ((name, *_stem(postings, piece, name, among)) for name in _fields(term, piece, looked)) if postings else ()
    return [part for name, documents, counts in every for part in _part(name, documents, counts)]


def without(parts: Sequence[Part], others: Sequence[Part]) -> list[Part]:
    """Return how often there is a match that is none of some others of the same leaf, by field."""
    found: list[Part] = []
    less = {name: (documents, counts) for name, documents, counts, _ in others}
    for name, documents, counts, _ in parts:
        rest = counts.astype(np.int64)
        if name in less:
            rest[documents.searchsorted(less[name][0])] -= less[name][1]
        found += _part(name, documents, rest)
    return found


def _stem(postings: Postings, piece: Piece, name: str, among: Ints | None) -> tuple[Ints, Array]:
    """Return how often a stem stands in a field of each document that has it in any of the kind."""
    column = _columns(piece).index(name)
    if among is not None:
        at, _ = placed_in(among, postings.documents, piece.segment.size)
        if not column:
            return among, postings.counts_at(at)
        rows, which = postings.tail_rows(at)
        return among.take(which), postings.tails_at(rows)[:, column - 1]
    if not column:
        return postings.documents, postings.counts
    return postings.documents.take(postings.tailed), postings.tails[:, column - 1]


def _columns(piece: Piece) -> tuple[str, ...]:
    main, tails = GROUPS[piece.group]
    return main or "", *tails


def _fields(term: Term, piece: Piece, looked: Sequence[str]) -> list[str]:
    """Return in which fields of the group a word looks."""
    wanted = looked if term.field is None else (term.field,)
    return [name for name in _columns(piece) if name in wanted]


def _part(name: str, documents: Ints, counts: Array) -> list[Part]:
    there = counts.nonzero()[0]
    return [(name, documents.take(there), counts.take(there), np.zeros(len(there), np.int64))] if there.size else []
