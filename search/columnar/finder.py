"""The leaves of a query, looked up in all segments."""

from collections.abc import Iterable, Sequence

import numpy as np

from index.analysis import stem
from index.columnar.arrays import Ints
from index.columnar.inverted import Inverted, Postings
from index.fields import GROUP_OF, GROUPS
from search.columnar.expanding import Sums, form_parts
from search.columnar.found import Found, FoundCounts, FoundStem, Part
from search.columnar.joined import Joined
from search.columnar.joined import Part as JoinedPart
from search.columnar.runs import Run
from search.columnar.snapshot import Snapshot
from search.nodes import Expanding, Phrase, Simple, Term


class Finder:
    """Finds the articles in which leaves match."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._scale = snapshot.scale("articles")
        self._read: dict[tuple[str, str], list[Postings | None]] = {}

    def find(self, leaf: Simple) -> Found | None:
        """Return where a leaf matches, None where it does nowhere."""
        group = group_of(leaf.field)
        match leaf:
            case Term(word):
                joined = self.joined(group, word)
                return FoundStem(joined, self._scale, GROUPS[group], leaf.field) if joined else None
            case Phrase():
                return self.phrase(leaf)
            case _:
                return self._any(group, leaf)

    def joined(self, group: str, word: str) -> Joined | None:
        """Return the postings of a word's stem, None where no document has it."""
        each = zip(self._inverted(group), self._postings(group, word), self._snapshot.drifts(group), strict=True)
        parts = [
            JoinedPart(postings, base, inverted.form(word), drift)
            for (inverted, base), postings, drift in each
            if postings is not None
        ]
        return Joined(parts) if parts else None

    def _postings(self, group: str, word: str) -> list[Postings | None]:
        """Return the postings of a word's stem in each segment, read once for words and the phrases of them."""
        key = (group, stem(word))
        if key not in self._read:
            self._read[key] = [inverted.stem(key[1]) for inverted, _ in self._inverted(group)]
        return self._read[key]

    def articles_with(self, word: str, field: str | None) -> int:
        """Return how many articles have exactly this word in a field, or where a word without a field looks."""
        group, count = group_of(field), 0
        for inverted, base in self._inverted(group):
            found = inverted.word(word)
            if found is not None:
                parts = form_parts(found.postings, [found.form], group, field, base)
                count += len(self._snapshot.living(FoundCounts(parts, self._scale, self._snapshot.size).documents))
        return count

    def _inverted(self, group: str) -> Iterable[tuple[Inverted, int]]:
        return [(segment.groups[group], base) for segment, base in self._snapshot.parts]

    def close(self, leaf: Phrase, among: Ints, reach: int) -> Found | None:
        """Return where the words of a phrase stand near each other, of some documents that have them all.

        See search.proximity.closeness.
        """
        return self.phrase(leaf, among, reach)

    def phrase(self, leaf: Phrase, among: Ints | None = None, reach: int = 0) -> Found | None:
        """Return where a phrase matches."""
        group = group_of(leaf.field)
        pieces: list[Part] = []
        words = zip(*(self._postings(group, word) for word in leaf.words), strict=True)
        for (segment, base), postings in zip(self._snapshot.parts, words, strict=True):
            own = None if among is None else among[slice(*among.searchsorted((base, base + segment.size)))] - base
            run = Run(segment, group, leaf.words, postings, leaf.slop, own, reach)
            found = [part for part in run.parts() if leaf.field in (None, part[0])]
            pieces += [(field, documents + base, counts, exact) for field, documents, counts, exact in found]
        return FoundCounts(by_field(pieces), self._scale, self._snapshot.size) if pieces else None

    def _any(self, group: str, leaf: Expanding) -> Found | None:
        found = Sums(self._scale, self._snapshot.size, group, leaf.field)
        for spelled, (inverted, base) in zip(self._snapshot.spelled(group), self._inverted(group), strict=True):
            stems, forms, starts = by_stem(inverted, spelled.expanded(leaf))
            whole = np.diff(starts) == inverted.forms_of[stems]
            found.add_stems(inverted, stems[whole], base)
            for at in np.flatnonzero(~whole).tolist():
                found.add_forms(inverted.postings(int(stems[at])), forms[starts[at] : starts[at + 1]], base)
        return found.found()


def group_of(field: str | None) -> str:
    """Return the group of inverted lists that a field is in, or that a word without a field looks in."""
    return "text" if field is None else GROUP_OF[field]


def by_stem(inverted: Inverted, words: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the stems of some words, the numbers of the words within them, and where those of each stem begin."""
    stems = inverted.word_stem[words].astype(np.int64)
    order = np.argsort(stems, kind="stable")
    distinct, starts = np.unique(stems[order], return_index=True)
    return distinct, inverted.word_form[words[order]], np.append(starts, len(words))


def by_field(pieces: Sequence[Part]) -> list[Part]:
    """Return the parts of each field, which come segment by segment, as one."""
    parts: list[Part] = []
    for field in dict.fromkeys(piece[0] for piece in pieces):
        documents, counts, exact = zip(*(piece[1:] for piece in pieces if piece[0] == field), strict=True)
        parts.append((field, np.concatenate(documents), np.concatenate(counts), np.concatenate(exact)))
    return parts
