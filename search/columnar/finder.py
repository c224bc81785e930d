"""The leaves of a query, looked up in all segments."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from index.analysis import stem
from index.columnar.arrays import Ints
from index.columnar.inverted import Inverted
from index.columnar.postings import Postings
from index.fields import GROUP_OF, GROUPS
from search import ranking
from search.columnar.arrays import Floats
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

    def plainly(self, word: str) -> FoundStem | None:
        """Return where a word's stem is, in any of its forms alike; None where it is nowhere."""
        return self.stemmed(stem(word))

    def stemmed(self, stem: str) -> FoundStem | None:
        """As `plainly`, of a stem."""
        each = zip(self._snapshot.parts, self._snapshot.drifts("text"), strict=True)
        found = [(segment.groups["text"].stem(stem), base, drift) for (segment, base), drift in each]
        parts = [JoinedPart(postings, base, None, drift) for postings, base, drift in found if postings is not None]
        return FoundStem(Joined(parts), self._scale, GROUPS["text"], None) if parts else None

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

    def close(self, leaf: Phrase, among: Ints, reach: int) -> Floats:
        """See Lookup.close."""
        total = np.zeros(len(among))
        for field, documents, counts, exact in self._parts(leaf, among, reach):
            frequencies = (counts + ranking.EXACT * exact) * self._scale.factors(field, documents)
            total[among.searchsorted(documents)] += frequencies
        return total

    def phrase(self, leaf: Phrase) -> Found | None:
        """Return where a phrase matches."""
        parts = by_field(list(self._parts(leaf)))
        return FoundCounts(parts, self._scale, self._snapshot.size) if parts else None

    def _parts(self, leaf: Phrase, among: Ints | None = None, reach: int = 0) -> Iterator[Part]:
        """Yield where a phrase matches in each field of each segment, or where its words stand near each other."""
        group = group_of(leaf.field)
        words = zip(*(self._postings(group, word) for word in leaf.words), strict=True)
        for (segment, base), postings in zip(self._snapshot.parts, words, strict=True):
            own = None if among is None else among[slice(*among.searchsorted((base, base + segment.size)))] - base
            run = Run(segment, group, leaf.words, postings, leaf.slop, own, reach)
            for name, documents, counts, exact in run.parts():
                if leaf.field in (None, name):
                    yield name, documents + base, counts, exact

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
        own = [piece for piece in pieces if piece[0] == field]
        if len(own) == 1:
            parts += own
            continue
        documents, counts, exact = zip(*(piece[1:] for piece in own), strict=True)
        parts.append((field, np.concatenate(documents), np.concatenate(counts), np.concatenate(exact)))
    return parts
