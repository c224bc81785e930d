"""The leaves of a query that are made of others: NEAR, sentences and paragraphs, ATLEAST; in all segments."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from index.analysis import stem
from index.columnar import native
from index.columnar.arrays import Ints
from index.columnar.segment import Segment
from index.fields import DEFAULT_FIELDS, GROUPS
from search.columnar.apart import FoundApart
from search.columnar.arrays import NONE, PLACE, difference, found_in, union
from search.columnar.expanding import form_parts
from search.columnar.finder import Finder, by_field, group_of
from search.columnar.found import Found, FoundCounts, Part
from search.columnar.lookup import Lookup
from search.columnar.near import Piece, Places
from search.columnar.pairs import MOST_WORDS, any_near_parts, near_parts, without, word_parts
from search.columnar.runs import counted
from search.columnar.snapshot import Snapshot
from search.columnar.spans import Spans
from search.columnar.tree import Tree
from search.columnar.units import Units
from search.holding import counted as counting
from search.nodes import AtLeast, Leaf, Near, Node, Of, Or, Phrase, Simple, Term, Within, fields_of
from search.proximity import partners
from search.query import SCORED

_POSITION = (1 << PLACE) - 1
_QUOTE = GROUPS["text"][1].index("quote")


class Compound:
    """Finds where leaves that are made of others match; what they are made of is found by a Lookup."""

    def __init__(self, snapshot: Snapshot, of: Of, check: Callable[[], None]) -> None:
        """Begin; see Lookup."""
        self._snapshot, self._of, self._check = snapshot, of, check
        self._lookup = Lookup(snapshot, of, check)

    def find(self, leaf: Leaf) -> Found | None:
        """Return where a leaf matches, None where it does nowhere."""
        match leaf:
            case Near(Term(_, None) as word, apart=True) if self._of == "articles":
                return self._apart(leaf, word)
        parts = by_field([self._scored(part) for part in self._parts(leaf)])
        return FoundCounts(parts, self._snapshot.scale(self._of), self._snapshot.size_of(self._of)) if parts else None

    def _scored(self, part: Part) -> Part:
        """Return a part, its matches not counted where they do not score."""
        name, documents, counts, exact = part
        return part if name in SCORED[self._of] else (name, documents, np.zeros_like(counts), np.zeros_like(exact))

    def _parts(self, leaf: Leaf) -> list[Part]:
        """Return where and how often a leaf matches."""
        match leaf:
            case AtLeast(times, child):
                return self._often(self._parts(child), times, counting(child, self._of))
            case Near():
                return list(self._near(leaf) if self._of == "articles" else self._near_in_quotes(leaf))
            case Within():
                return self._within(leaf)
            case _:
                return self._simple(leaf)

    def _often(self, parts: Sequence[Part], times: int, fields: Sequence[str]) -> list[Part]:
        """Return what documents have in which a leaf matches so many times in some fields together."""
        own = [part for part in parts if part[0] in fields]
        documents = union([np.zeros(0, np.int64), *(part[1] for part in own)], self._snapshot.size_of(self._of))
        totals = np.zeros(len(documents), np.int64)
        for _, some, counts, _ in own:
            totals[documents.searchsorted(some)] += counts
        enough = documents[totals >= times]
        kept = [(part, np.flatnonzero(found_in(part[1], enough)[1])) for part in parts]
        return [_taken(part, at) for part, at in kept if at.size]

    def _apart(self, leaf: Near, word: Term) -> Found | None:
        """Return where a word stands somewhere without the other one near."""
        every, size = Finder(self._snapshot).plainly(word.word), self._snapshot.size
        if every is None:
            return None
        near: Ints = NONE
        fewer: list[Part] = []
        for piece in self._pieces("text"):
            close = self._near_in(piece, replace(leaf, apart=False), DEFAULT_FIELDS)
            both = union([NONE, *(part[1] for part in close)], piece.segment.size)
            near = np.append(near, both + piece.base)
            some = without(word_parts(piece, word, DEFAULT_FIELDS, both), close)
            fewer += [(name, documents + piece.base, counts, exact) for name, documents, counts, exact in some]
        rest = FoundCounts(by_field(fewer), self._snapshot.scale("articles"), size) if fewer else None
        gone = difference(near, rest.documents, size) if rest else near
        return FoundApart(every, gone, rest, size)

    def _near(self, leaf: Near, looked: Sequence[str] = DEFAULT_FIELDS) -> Iterator[Part]:
        """Yield where a NEAR matches, words without a field looking in some fields."""
        for group in GROUPS:
            for piece in self._pieces(group):
                for name, documents, counts, exact in self._near_in(piece, leaf, looked):
                    yield name, documents + piece.base, counts, exact

    def _near_in(self, piece: Piece, leaf: Near, looked: Sequence[str]) -> list[Part]:
        """Return where a NEAR matches in a group of fields of a segment."""
        self._check()
        match leaf:
            case Near(Term() as left, apart=True):
                return without(
                    word_parts(piece, left, looked), self._near_in(piece, replace(leaf, apart=False), looked)
                )
            case Near(Term() as left, Term() as right) if native.compiled:
                return near_parts(piece, leaf, left, right, looked)
            case Near(Or(children), Term() as right) if native.compiled and (lefts := _other_words(children)):
                return any_near_parts(piece, leaf, lefts, right, looked)
        each = self._places(piece, fields_of(leaf), looked)
        return [part for places in each for part in _by_document(places.partners(leaf), places.names)]

    def _near_in_quotes(self, leaf: Near) -> Iterator[Part]:
        names, snapshot = fields_of(leaf, "quotes"), self._snapshot
        if "quote" in names:
            for piece in self._pieces("text"):
                found = Places(piece, ("quote",), self._check, tails=True).partners(leaf)
                keys = found.take(np.flatnonzero(found.field == _QUOTE)).first
                quotes = snapshot.quotes_at((keys >> PLACE) + piece.base, keys & _POSITION)
                yield from _part("quote", quotes)
        if "speaker" in names:
            said = snapshot.said
            times = said.spread(
                np.array([len(partners(leaf, own, "speaker", "quotes")) for own in said.words], np.int64)
            )
            quotes = np.flatnonzero(times)
            yield "speaker", quotes, times.take(quotes), np.zeros_like(quotes)
        if not set(names) <= set(SCORED["quotes"]):
            parts = Compound(snapshot, "articles", self._check)._near(leaf, ())
            yield from self._said_in(part for part in parts if part[0] not in SCORED["quotes"])

    def _within(self, leaf: Within) -> list[Part]:
        of_quotes = self._of == "quotes"
        if leaf.unit in ("lead", "first") and of_quotes:
            return list(self._of_articles(leaf))
        if of_quotes or leaf.unit == "quote":
            said = self._lookup if of_quotes else Lookup(self._snapshot, "quotes", self._check)
            quotes = Tree(self._snapshot, "quotes", said.find).documents(leaf.child)
            return list(_part("quote", quotes if of_quotes else self._snapshot.quote_article.take(quotes)))
        return [
            (name, documents + piece.base, counts, exact)
            for piece in self._pieces("text")
            for name, documents, counts, exact in Units(piece, leaf, self._check).parts()
        ]

    def _of_articles(self, leaf: Leaf) -> Iterator[Part]:
        """Yield the quotations of the articles in which a leaf matches."""
        return self._said_in(Compound(self._snapshot, "articles", self._check)._parts(leaf))

    def _said_in(self, parts: Iterable[Part]) -> Iterator[Part]:
        """Yield the quotations of articles."""
        article = self._snapshot.quote_article
        for name, documents, counts, exact in parts:
            places, there = found_in(article, documents)
            at = places[there]
            yield name, np.flatnonzero(there), counts.take(at), exact.take(at)

    def _simple(self, leaf: Simple) -> list[Part]:
        name = leaf.field or "quote"
        if self._of == "quotes" and name not in SCORED["quotes"]:
            return list(self._of_articles(leaf))
        if self._of == "quotes" or isinstance(leaf, Phrase):
            found = self._lookup.found(leaf)
            return list(found.parts) if isinstance(found, FoundCounts) else []
        return by_field(list(self._words(leaf)))

    def _words(self, leaf: Simple) -> Iterator[Part]:
        """Yield where a word, or any of the words that a part of one stands for, is."""
        group, names = group_of(leaf.field), fields_of(leaf)
        for piece in self._pieces(group):
            exact = {part[0]: part for part in _exact(leaf, piece.segment, group)} if isinstance(leaf, Term) else {}
            for name, documents, counts, own in self._counts(piece, leaf, names):
                if name in exact:
                    own[documents.searchsorted(exact[name][1])] = exact[name][2]
                yield name, documents + piece.base, counts, own

    def _counts(self, piece: Piece, leaf: Simple, names: Sequence[str]) -> list[Part]:
        self._check()
        if isinstance(leaf, Term):
            return word_parts(piece, leaf, names)
        each = self._places(piece, names, names)
        return [part for places in each for part in _by_document(places.spans(leaf), places.names)]

    def _pieces(self, group: str) -> Iterator[Piece]:
        each = zip(self._snapshot.parts, self._snapshot.spelled(group), strict=True)
        return (Piece(segment, group, spelled, base) for (segment, base), spelled in each)

    def _places(self, piece: Piece, names: Sequence[str], looked: Sequence[str]) -> Iterator[Places]:
        """Yield the places in the main and in the tail fields of a group, as far as these are asked for."""
        main, tails = GROUPS[piece.group]
        if main in names:
            yield Places(piece, looked, self._check)
        if not set(tails).isdisjoint(names):
            yield Places(piece, looked, self._check, tails=True)


def _other_words(nodes: Sequence[Node]) -> list[Term]:
    """Return a few nodes that are words, each of another stem; none where they are anything else."""
    found = {stem(node.word): node for node in nodes if isinstance(node, Term)}
    return list(found.values()) if len(found) == len(nodes) <= MOST_WORDS else []


def _taken(part: Part, at: Ints) -> Part:
    name, documents, counts, exact = part
    return name, documents.take(at), counts.take(at), exact.take(at)


def _exact(term: Term, segment: Segment, group: str) -> list[Part]:
    """Return where the word itself is, not the others of its stem."""
    inverted = segment.groups[group]
    word = inverted.word(term.word)
    return form_parts(word.postings, [word.form], group, term.field, 0) if word else []


def _by_document(found: Spans, names: Sequence[str]) -> Iterator[Part]:
    """Yield how often there is a match in each field of each document."""
    if len(names) == 1:
        yield from _part(names[0], found.documents)
        return
    for field, name in enumerate(names):
        yield from _part(name, found.documents[found.field == field])


def _part(name: str, documents: Ints) -> Iterator[Part]:
    """Yield how often each document stands there, ascending, if there are any."""
    if documents.size:
        yield name, *counted(documents, np.zeros(len(documents), np.bool_))
