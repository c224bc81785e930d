"""One commit, opened: all its segments as one archive, and what is worked out of it once.

Articles are numbered through, segment by segment, and so are quotations. What loops over segments costs a few
microseconds each; what loops over articles is done by arrays of all of them.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import repeat

import numpy as np

from index.analysis import stem, words
from index.article import Article
from index.columnar.arrays import Array, Ints, Mask
from index.columnar.impacts import drift
from index.columnar.kept import kept, remembered
from index.columnar.segment import Segment
from index.owner.aliases import Aliases
from index.sketch import Hashes
from index.weights import Words, factor
from search.columnar.arrays import PLACE, Factors, Floats, Scales, factors
from search.columnar.carried import Carried
from search.columnar.copies import Copies
from search.columnar.counting import Counter, period_numbers
from search.columnar.quote_copies import QuoteCopies
from search.columnar.words import Spelled
from search.query import QUOTE_FACETS, Interval, Of
from search.recency import Ages
from search.same import Same, same

_SPARSE = 65_536  # entries of a table by length that are always worth it
_MASKS = 64  # of filters that are kept: 200 KB each for 200,000 articles


class Snapshot:
    """What a search reads. It does not change, and may be used from many threads."""

    engine = "columnar"

    def __init__(
        self,
        segments: Sequence[Segment],
        alive: Sequence[Mask],
        revision: str,
        commit: str,
        carried: Carried,
        links: Sequence[Hashes],
        aliases: Aliases,
        day: int,
    ) -> None:
        self.segments, self.revision, self.commit, self.day = segments, revision, commit, day
        self.carried, self.links, self.aliases = carried, links, aliases
        self._columns = carried.columns
        self.bases = np.cumsum([0, *(segment.size for segment in segments)])[:-1].tolist()
        self.parts = list(zip(segments, self.bases, strict=True))  # each segment, and the number of its first article
        self.alive: Mask = np.concatenate([np.zeros(0, np.bool_), *alive])
        self.size, self.quote_size = len(self.alive), sum(segment.quotes for segment in segments)
        self.documents = int(np.count_nonzero(self.alive))
        self.whole = self.documents == self.size

    def article(self, article_id: str) -> Article | None:
        """Return the article with an id."""
        document = self.find(article_id)
        if document is None:
            return None
        segment, number = self.at(document)
        return segment.article(number)

    def find(self, article_id: str) -> int | None:
        """Return the number of the article with an id."""
        for segment, base in self.parts:
            number = segment.find(article_id)
            if number is not None and self.alive[base + number]:
                return int(base) + number
        return None

    def articles(self) -> Iterator[Article]:
        """Yield all articles."""
        for segment, base in self.parts:
            for number in np.flatnonzero(self.alive[base : base + segment.size]).tolist():
                yield segment.article(number)

    def at(self, document: int) -> tuple[Segment, int]:
        """Return the segment of an article, and its number there."""
        return _at(self.segments, self.bases, document)

    def all_at(self, documents: Ints) -> list[tuple[Segment, int]]:
        """Return the segment of each of some articles, and its number there."""
        if len(self.segments) == 1:
            return list(zip(repeat(self.segments[0]), documents.tolist(), strict=False))
        return [self.at(document) for document in documents.tolist()]

    def living(self, documents: Ints, of: Of = "articles") -> Ints:
        """Return those of the documents that are not deleted."""
        if self.whole:
            return documents
        alive = self.alive if of == "articles" else self.quote_alive
        return documents.take(np.flatnonzero(alive.take(documents)))

    def size_of(self, of: Of) -> int:
        """Return how many articles or quotations there are, deleted ones included."""
        return self.size if of == "articles" else self.quote_size

    def living_of(self, of: Of) -> int:
        """Return how many articles or quotations there are."""
        return self.documents if of == "articles" else self.quotes

    @kept
    def copies(self) -> Copies:
        """Which articles have the text of which others."""
        each = [segment.copies for segment in self.segments]
        return Copies(self.column("copy"), each, self.alive, self.links, partial(_ids, self.segments, self.bases))

    @kept
    def quote_copies(self) -> QuoteCopies:
        """Which quotations are copies of which others."""
        return QuoteCopies(self.copies.groups, self.quote_article, self.column("quote.said"))

    @kept
    def quotes(self) -> int:
        """The number of quotations."""
        return int(np.count_nonzero(self.quote_alive))

    @kept
    def days(self) -> Array:
        """The printed local day of each article, 0 where there is none."""
        return self._columns.column(
            "day", *self._places, lambda segment, _: segment.arrays.once("day").astype(np.int32)
        )

    @kept
    def ages(self) -> Ages:
        """What the ages of articles count from."""
        return Ages.among(self.days[self.alive], self.day)

    @kept
    def day_codes(self) -> tuple[Array, int]:
        """Each article's day less the first of all and more 1, 0 where there is none; and the first less 1."""
        before = min((segment.first_day for segment in self.segments if segment.first_day), default=1) - 1

        return np.maximum(self.days - np.int32(before), 0), before

    @remembered()
    def periods(self, interval: Interval) -> Ints:
        """Return on which days, counted from the first of the archive, the periods begin that it lies in."""
        codes, before = self.day_codes
        days = np.arange(before + 1, before + 1 + int(codes.max(initial=0)))
        numbers = period_numbers(interval, days)
        return np.diff(numbers, prepend=-1 << 40).nonzero()[0] if days.size else days

    @kept
    def dated(self) -> Mask:
        """Which articles have a date."""
        return self.days > 0

    @kept
    def seconds(self) -> Array:
        """When each article was published, 0 where that is not known."""
        return self.column("seconds")

    @kept
    def ranks(self) -> Ints:
        """The place of each article's id among the sorted ids of its segment."""
        return self._columns.column("rank", *self._places, lambda segment, _: segment.rank).astype(np.int64)

    @kept
    def quote_article(self) -> Ints:
        """The article of each quotation, ascending."""
        return self._columns.column(
            "quote.article", *self._places, lambda segment, base: segment.number("quote.article") + base
        )

    @kept
    def quote_alive(self) -> Mask:
        """Which quotations are of articles that are not deleted."""
        return self.alive.take(self.quote_article)

    @kept
    def said(self) -> "Names":
        """The speakers of quotations, as the text has them."""
        return Names(self, "said_by")

    @kept
    def roles(self) -> "Names":
        """The roles of the speakers of quotations."""
        return Names(self, "role")

    def quotes_of(self, article: int) -> range:
        """Return the quotations of an article."""
        first, last = np.searchsorted(self.quote_article, (article, article + 1))
        return range(int(first), int(last))

    def quotes_at(self, documents: Ints, positions: Ints) -> Ints:
        """Return the quotation at each of some places of the field of quotations."""
        found = np.searchsorted(self._quote_keys, documents << PLACE | positions, side="right") - 1
        if found.min(initial=0) < 0:
            raise IndexError("a word of a quotation stands before all quotations")
        return found

    def column(self, name: str) -> Array:
        """Return a column of numbers of all segments."""
        return self._columns.column((name, "number"), *self._places, lambda segment, _: segment.number(name))

    @property
    def _places(self) -> tuple[Sequence[Segment], Sequence[int]]:
        return self.segments, self.bases

    @kept
    def _quote_keys(self) -> Ints:
        return self.quote_article << PLACE | self.column("quote.start")

    @remembered()
    def values(self, facet: str, of: Of = "articles") -> Counter:
        """Return what counts the values of articles, or those of quotations."""
        layout = partial(self.carried.layouts.layout, (facet, of), self.segments)
        if of == "quotes":
            columns = [segment.quote_values(facet) for segment in self.segments]
            return Counter(columns, self.quote_alive, self.same(facet), layout)
        return Counter([segment.values(facet) for segment in self.segments], self.alive, self.same(facet), layout)

    @remembered()
    def same(self, facet: str) -> Same:
        """Return which keys of a facet are one."""
        by_rule: dict[str, str] = {}
        if facet == "speaker":
            alive = [self.alive[base : base + segment.size] for segment, base in self.parts]
            by_rule = self.carried.people.same(self.segments, alive, self.aliases.apart)
        return same(self.aliases.groups.get(facet, ()), by_rule)

    @remembered(_MASKS)
    def having(self, facet: str, key: str) -> Mask:
        """Return which articles have a value, or which quotations, of a facet of quotations."""
        return self.values(facet, "quotes" if facet in QUOTE_FACETS else "articles").having(key)

    @remembered()
    def lengths(self, of: Of, field: str) -> Array:
        """Return the number of words of a field of each article, or of each quotation."""
        if of == "articles":
            return self._columns.column((field, "words"), *self._places, lambda segment, _: segment.lengths(field))
        lengths = self.column("quote.words") if field == "quote" else self.said.lengths
        return lengths.astype(np.uint32)

    @remembered()
    def average(self, of: Of, field: str) -> float:
        """Return the mean number of words of a field over the articles, or quotations, that have it."""
        if of == "quotes":
            return Words.of(self.lengths(of, field)[self.quote_alive]).average
        every = Words.sum(segment.words(field) for segment in self.segments)
        return (every if self.whole else every.without(Words.of(self.lengths(of, field).take(self._dead)))).average

    @kept
    def _dead(self) -> Ints:
        """The articles that are deleted."""
        return (~self.alive).nonzero()[0]

    @remembered()
    def drifts(self, group: str) -> list[tuple[float, float]]:
        """Return for each segment how far the bounds of its impacts have moved since it was written."""
        return [
            drift(segment.averages(group), lambda name: self.average("articles", name)) for segment in self.segments
        ]

    def scale(self, of: Of) -> "Scale":
        """Return what makes counts in articles, or in quotations, frequencies."""
        return Scale(self, of)

    @remembered()
    def factors(self, of: Of, field: str) -> Factors:
        """Return the length of a field in each document, and what an occurrence counts for by length."""
        lengths, average = self.lengths(of, field), self.average(of, field)
        longest = int(lengths.max(initial=0))
        if longest > _SPARSE + len(lengths):  # one giant would make a table of millions: then one for each document
            return np.arange(len(lengths), dtype=np.uint32), factor(field, lengths, average)
        return lengths, factor(field, np.arange(longest + 1), average)

    @remembered()
    def scales(self, of: Of, names: tuple[str | None, ...], only: str | None) -> Scales:
        """Return what makes counts in some fields, side by side, frequencies; with `only` in that field alone."""
        return Scales([self.factors(of, name) if name and only in (None, name) else None for name in names])

    @remembered()
    def spelled(self, group: str) -> list[Spelled]:
        """Return the words of each segment."""
        return [segment.spelled(group, Spelled) for segment in self.segments]


class Scale:
    """Weight / norm of each document by field (search.ranking): a table by length, small enough to stay at hand."""

    def __init__(self, snapshot: Snapshot, of: Of) -> None:
        self._snapshot, self._of = snapshot, of
        self._known: dict[str, Factors] = {}

    def __call__(self, field: str) -> Factors:
        """Return what makes a count in the field a frequency."""
        if field not in self._known:
            self._known[field] = self._snapshot.factors(self._of, field)
        return self._known[field]

    def columns(self, names: tuple[str | None, ...], only: str | None) -> Scales:
        """Return what makes counts in some fields, side by side, frequencies; with `only` in that field alone."""
        return self._snapshot.scales(self._of, names, only)

    def factors(self, field: str, documents: Ints) -> Floats:
        """Return the factors of some documents."""
        return factors(self(field), documents)


class Names:
    """The names that quotations are attributed to, or their roles, and the words of each."""

    def __init__(self, snapshot: Snapshot, label: str) -> None:
        column = Counter([segment.quote_values(label) for segment in snapshot.segments], snapshot.quote_alive)
        self.words = [words(name) for name in column.keys]
        self._name = column.key_of_row
        self.by_stem: dict[str, set[int]] = {}
        for number, name in enumerate(self.words):
            for word in name:
                self.by_stem.setdefault(stem(word), set()).add(number)

    @kept
    def known(self) -> Mask:
        """Which quotations have a name."""
        return self._name >= 0

    @kept
    def lengths(self) -> Ints:
        """The number of words of each quotation's speaker."""
        return self.spread(np.array([len(name) for name in self.words], np.int64))

    def having(self, wanted: Collection[Collection[str]]) -> Mask:
        """Return which quotations have a name with a word of each group of stems; none where none are given."""
        found = [set[int]().union(*(self.by_stem.get(one, ()) for one in stems)) for stems in wanted]
        there = np.zeros(len(self.words), np.bool_)
        there[list(set.intersection(*found) if found else ())] = True
        return np.append(there, False).take(self._name)

    def spread(self, of_names: Ints) -> Ints:
        """Return for each quotation the number that its speaker's name has, 0 where it has none."""
        return np.append(of_names, 0).take(self._name)


def _at(segments: Sequence[Segment], bases: Sequence[int], document: int) -> tuple[Segment, int]:
    which = bisect_right(bases, document) - 1
    return segments[which], document - bases[which]


def _ids(segments: Sequence[Segment], bases: Sequence[int], documents: Ints) -> list[str]:
    """Return the ids of articles; without the snapshot, which holds who asks."""
    found = (_at(segments, bases, document) for document in documents.tolist())
    return [segment.id(number) for segment, number in found]
