"""The words of a commit that begin as typed: in how many articles their stems are, and which of a stem's to show."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from index.columnar.arrays import Array, Ints, Mask
from index.columnar.inverted import Inverted, stretches
from index.columnar.kept import remembered
from index.columnar.lists import blocks_of
from index.columnar.postings import Postings
from index.columnar.segment import Segment
from search.columnar.arrays import found_in
from search.columnar.snapshot import Snapshot
from search.telling import FUNCTION_STEMS

_DEPTH = 4  # times as many stems of each segment as are asked for
_CHANGED = 2  # letters at the end of a stem that a word of it may not have: happy, happi; dying, die
_KEPT = 4_096  # stems of which a segment keeps how often their words stand in it
Stem = tuple[int, str]  # in how many articles, and the stem


class Beginning:
    """The words of a commit with a beginning, function words aside, by stems."""

    def __init__(self, snapshot: Snapshot, stub: str) -> None:
        self._stems = stems_of(snapshot)
        self._parts = [_Part(one, stub) for one in self._stems]
        self._word: dict[str, str | None] = {}

    def best(self, n: int) -> list[Stem]:
        """Return the `n` stems in most articles, of equals by the alphabet.

        Of each segment the first stems are looked at, and more only while what is left can be among the best.
        """
        depth = _DEPTH * n
        while True:
            stems = {stem for part in self._parts for stem in part.first(depth)}
            found = self._best_of(stems, n)
            left = sum(part.left(depth) for part in self._parts)
            if not left:
                return found
            if len(found) == n and found[-1][0] > left:
                more = self._elsewhere(found[-1][0] - left) - stems
                return self._best_of(stems | more, n) if more else found
            depth *= _DEPTH

    def within(self, stem: str, articles: Mask) -> int:
        """Return how many of some articles have a stem."""
        return sum(int(np.count_nonzero(articles.take(one.documents(stem) + one.base))) for one in self._stems)

    def word(self, stem: str) -> str | None:
        """Return the most frequent of a stem's words that begin so, of equals by the alphabet; None for none."""
        if stem not in self._word:
            times: Counter[str] = Counter()
            for part in self._parts:
                times.update(dict(part.words_of(stem)))
            self._word[stem] = min(times, key=lambda word: (-times[word], word)) if times else None
        return self._word[stem]

    def _elsewhere(self, room: int) -> set[str]:
        """Return the stems that may be in `room` articles of segments that have none of their words typed.

        As `run`, where running is typed, in a segment that has runs alone: no list of words typed tells of it there.
        """
        others = len(self._parts) - 1
        if not others:
            return set()
        found = {stem for part in self._parts for stem in part.others((room - 1) // others)}
        return {stem for stem in found if any(part.has(stem) for part in self._parts)}

    def _best_of(self, stems: Iterable[str], n: int) -> list[Stem]:
        """As `best`, of some stems. Deleted articles are looked up only for those that can be among the best."""
        totals = sorted((-sum(one.total(stem) for one in self._stems), stem) for stem in stems)
        found: list[Stem] = []
        for total, stem in totals:
            if len(found) >= n and -found[n - 1][0] > -total:
                break
            deleted = sum(one.deleted(stem) for one in self._stems)
            if total + deleted < 0 and (not deleted or self.word(stem)):
                insort(found, (total + deleted, stem))
        return [(-count, stem) for count, stem in found[:n]]


class SegmentStems:
    """The stems of a segment."""

    def __init__(self, segment: Segment, base: int, alive: Mask) -> None:
        self.base, self.dead = base, np.flatnonzero(~alive)
        self.counts, self.inverted = _counts_of(segment), segment.groups["text"]
        self._postings: dict[int, Postings] = {}

    def postings(self, number: int) -> Postings:
        """Return the postings of a stem, read once."""
        return self._postings.setdefault(number, self.inverted.postings(number))

    def number(self, stem: str) -> int:
        """Return the number of a stem, -1 where it is not there."""
        return self.inverted.stems.number(stem.encode())

    def total(self, stem: str) -> int:
        """Return how many articles, deleted ones included, have a stem."""
        number = self.number(stem)
        return 0 if number < 0 else int(self.counts.articles[number])

    def deleted(self, stem: str) -> int:
        """Return how many deleted articles have a stem."""
        return int(np.count_nonzero(found_in(self.dead, self.documents(stem))[1])) if self.dead.size else 0

    def documents(self, stem: str) -> Ints:
        """Return the articles with a stem, deleted ones included."""
        number = self.number(stem)
        return np.zeros(0, np.int64) if number < 0 else self.postings(number).documents


def stems_of(snapshot: Snapshot) -> list[SegmentStems]:
    """Return the stems of each segment."""
    return [SegmentStems(one, base, snapshot.alive[base : base + one.size]) for one, base in snapshot.parts]


class _Part:
    """The words of a segment with a beginning; stems are known by their numbers there."""

    def __init__(self, own: SegmentStems, stub: str) -> None:
        self.stems, self._inverted, self._stub = own, own.inverted, stub.encode()
        within = self._inverted.words.beginning(stub.encode())
        words = np.arange(within.start, within.stop)
        self._words = words[~own.counts.of_function_words[within.start : within.stop]]
        self._stem_of = self._inverted.word_stem.take(self._words)
        self._typed = np.unique(self._stem_of)
        self._ranked = self._typed.take(np.argsort(-own.counts.articles.take(self._typed), kind="stable"))

    def first(self, depth: int) -> list[str]:
        """Return the stems in most articles."""
        return [self._inverted.stems.word(stem).decode() for stem in self._ranked[:depth].tolist()]

    def left(self, depth: int) -> int:
        """Return how many articles, deleted ones included, a stem after these has at most."""
        return int(self.stems.counts.articles[self._ranked[depth]]) if depth < len(self._ranked) else 0

    def has(self, stem: str) -> bool:
        """Tell whether a word with the beginning is of a stem."""
        return bool((self._typed == self.stems.number(stem)).any())

    def others(self, most: int) -> list[str]:
        """Return the stems in more than so many articles that words with the beginning may be of, and none is here.

        A word begins with the first letter of its stem, and with all of it but the last _CHANGED: so do such stems and
        what is typed.
        """
        near = {stem for many in range(1, len(self._stub)) for stem in self._near(self._stub[:many], most)}
        return [self._inverted.stems.word(stem).decode() for stem in near.difference(self._typed.tolist())]

    def _near(self, beginning: bytes, most: int) -> list[int]:
        """Return the stems in more than so many articles that are a beginning and at most _CHANGED letters more."""
        own, within = self.stems.counts, self._inverted.stems.beginning(beginning)
        here = slice(within.start, within.stop)
        there = (own.articles[here] > most) & (own.lengths[here] <= len(beginning) + _CHANGED)
        found: list[int] = (np.flatnonzero(there) + within.start).tolist()
        return found

    def words_of(self, stem: str) -> Iterator[tuple[str, int]]:
        """Yield the words of a stem, and how often they stand in articles that are not deleted."""
        number = self.stems.number(stem)
        own = self._words[self._stem_of == number] if number >= 0 else self._words[:0]
        times = self._times(number).take(self._inverted.word_form.take(own)) if own.size else own
        for word, often in zip(own.tolist(), times.tolist(), strict=True):
            if often:
                yield self._inverted.words.word(word).decode(), often

    def _times(self, stem: int) -> Array:
        postings, dead = self.stems.postings(stem), self.stems.dead
        times = self.stems.counts.times(postings)
        return times - _times_in(self._inverted, postings, dead) if dead.size else times


class _Counts:
    """What is worked out of the words of a segment once."""

    def __init__(self, segment: Segment) -> None:
        inverted, blocks = segment.groups["text"], blocks_of(max(1, segment.size))
        sparse = segment.arrays["text.blocks"].reshape(-1, blocks).sum(axis=1, dtype=np.int64)
        self.articles: Ints = sparse + segment.arrays["text.df"]
        self.lengths = np.diff(inverted.stems.ends, prepend=-1) - 1  # of the stems, in bytes
        numbers = [inverted.stems.number(stem.encode()) for stem in FUNCTION_STEMS]
        self.of_function_words = np.isin(inverted.word_stem, [number for number in numbers if number >= 0])
        self._occurrences, self._times = inverted.occurrences(), dict[int, Array]()

    def times(self, postings: Postings) -> Array:
        """Return how often each word of a stem stands in the articles, deleted ones included."""
        found = self._times.get(postings.stem)
        if found is None:
            if len(self._times) >= _KEPT:  # another thread may be reading what it has in hand
                self._times = {}
            found = self._times[postings.stem] = self._by_form(postings)
        return found

    def _by_form(self, postings: Postings) -> Array:
        if not postings.several:
            return self._occurrences[postings.stem : postings.stem + 1]
        return _tally(postings, postings.forms, postings.tail_forms)


def _times_in(inverted: Inverted, postings: Postings, documents: Ints) -> Array:
    """Return how often each word of a stem stands in some articles."""
    at, there = found_in(documents, postings.documents)
    places = at[there]
    rows, _ = postings.tail_rows(places)
    main = stretches(postings.starts_at(places), postings.counts.take(places).astype(np.int64))
    tail = stretches(postings.tail_starts.take(rows), np.diff(postings.tail_starts).take(rows))
    if not postings.several:
        return np.array([len(main) + len(tail)], np.int64)
    first, first_tail = (inverted.bounds(name, postings.stem)[0] for name in ("forms", "tail_forms"))
    return _tally(postings, inverted.forms.at(main + first), inverted.tail_forms.at(tail + first_tail))


def _tally(postings: Postings, *forms: Array) -> Array:
    """Return how often each word of a stem is among some of its occurrences."""
    return sum((np.bincount(some, minlength=postings.words) for some in forms), np.zeros(postings.words, np.int64))


@remembered()
def _counts_of(segment: Segment) -> _Counts:
    return _Counts(segment)
