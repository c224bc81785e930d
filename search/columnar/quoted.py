"""The leaves of a query, looked up among the quotations of all segments."""

import numpy as np
from msgspec.structs import replace

from index.analysis import stem
from index.columnar.arrays import Array, Ints
from index.columnar.inverted import Inverted
from index.columnar.segment import Segment
from index.fields import GROUPS
from search.columnar.arrays import NONE, PLACE, Floats, found_in, mask_of
from search.columnar.finder import Finder, by_field, by_stem
from search.columnar.found import Found, FoundCounts, FoundElsewhere, Part
from search.columnar.runs import Run, added, counted
from search.columnar.snapshot import Snapshot
from search.columnar.words import Spelled
from search.nodes import Phrase, Simple, Term
from search.places import matches
from search.query import SCORED

QUOTE = GROUPS["text"][1].index("quote")
_Places = tuple[Ints, Ints, Array]  # document, position, whether it is the query's own word


class QuoteFinder:
    """Finds the quotations in which leaves match: in themselves, or in the article that holds them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._scale = snapshot.scale("quotes")

    def find(self, leaf: Simple) -> Found | None:
        """Return where a leaf matches, None where it does nowhere."""
        field = leaf.field or "quote"
        if field == "speaker":
            return self._speaker(leaf)
        return self._quote(leaf) if field in SCORED["quotes"] else self._of_article(leaf, field)

    def close(self, leaf: Phrase, among: Ints, reach: int) -> Floats:
        """See Lookup.close; here the others are looked at too."""
        parts: list[Part] = []
        for segment, base in self._snapshot.parts:
            documents, positions, exact, weights = _run(leaf, segment, reach).in_tail("quote")
            quotes, times, exactly = counted(self._snapshot.quotes_at(documents + base, positions), exact)
            parts += [("quote", quotes, added(weights, times), exactly)] if quotes.size else []
        total = np.zeros(len(among))
        if parts:
            found = FoundCounts(by_field(parts), self._scale, self._snapshot.quote_size)
            places, there = found_in(among, found.documents)
            total[there] = found.exactly(places[there])
        return total

    def _quote(self, leaf: Simple) -> Found | None:
        snapshot = self._snapshot
        each = zip(snapshot.parts, snapshot.spelled("text"), strict=True)
        pieces = [_moved(_places(leaf, segment, words), base) for (segment, base), words in each]
        if not any(documents.size for documents, _, _ in pieces):
            return None
        documents, positions, exact = (np.concatenate(part) for part in zip(*pieces, strict=True))
        quotes, counts, exactly = counted(snapshot.quotes_at(documents, positions), exact)
        return FoundCounts([("quote", quotes, counts, exactly)], self._scale, snapshot.quote_size)

    def _speaker(self, leaf: Simple) -> Found | None:
        """Look in the names: there are far fewer of them than quotations."""
        names = self._snapshot.said
        plain = replace(leaf, field="speaker")
        counts, exactly = np.zeros(len(names.words), np.int64), np.zeros(len(names.words), np.int64)
        for number in self._names(leaf):
            found = [match.exact for match in matches(plain, names.words[number])]
            counts[number], exactly[number] = len(found), sum(found)
        of_quotes = names.spread(counts)
        quotes = np.flatnonzero(of_quotes)
        part = ("speaker", quotes, of_quotes.take(quotes), names.spread(exactly).take(quotes))
        return FoundCounts([part], self._scale, self._snapshot.quote_size) if quotes.size else None

    def _names(self, leaf: Simple) -> list[int]:
        """Return the names that may match."""
        names = self._snapshot.said.by_stem
        match leaf:
            case Term(word):
                return sorted(names.get(stem(word), ()))
            case Phrase(words):
                return sorted(set.intersection(*(names.get(stem(word), set()) for word in words)))
            case _:
                return list(range(len(self._snapshot.said.words)))

    def _of_article(self, leaf: Simple, field: str) -> Found | None:
        found = Finder(self._snapshot).find(leaf)
        if found is None:
            return None
        there = mask_of(found.documents, self._snapshot.size).take(self._snapshot.quote_article)
        return FoundElsewhere(np.flatnonzero(there), field)


def _places(leaf: Simple, segment: Segment, spelled: Spelled) -> _Places:
    """Return where a leaf matches in the quotations of a segment, in order."""
    inverted = segment.groups["text"]
    match leaf:
        case Phrase():
            return _run(leaf, segment).in_tail("quote")[:3]
        case Term(word):
            postings = inverted.stem(stem(word))
            forms = np.arange(postings.words) if postings else NONE
            return _stem(inverted, postings.stem, forms, inverted.form(word)) if postings else _nowhere()
        case _:
            stems, forms, starts = by_stem(inverted, spelled.expanded(leaf))
            return _sorted(
                [_stem(inverted, at, forms[starts[n] : starts[n + 1]], None) for n, at in enumerate(stems.tolist())]
            )


def _run(leaf: Phrase, segment: Segment, reach: int = 0) -> Run:
    each = [segment.groups["text"].stem(stem(word)) for word in leaf.words]
    return Run(segment, "text", leaf.words, each, leaf.slop, reach=reach)


def _stem(inverted: Inverted, number: int, forms: Ints, own: int | None) -> _Places:
    """Return where some words of a stem stand in quotations; `own` is the query's."""
    postings = inverted.postings(number)
    form = postings.tail_forms if postings.several else np.zeros(len(postings.tail_fields), np.uint8)
    wanted = np.zeros(postings.words, np.bool_)
    wanted[forms] = True
    here = np.flatnonzero((postings.tail_fields == QUOTE) & wanted[form])
    documents = np.repeat(postings.documents.take(postings.tailed), np.diff(postings.tail_starts))
    exact = form.take(here) == own if own is not None else np.zeros(len(here), np.bool_)
    return documents.take(here), postings.tail_positions.take(here).astype(np.int64), exact


def _sorted(pieces: list[_Places]) -> _Places:
    if not pieces:
        return _nowhere()
    documents, positions, exact = (np.concatenate(part) for part in zip(*pieces, strict=True))
    order = np.argsort(documents << PLACE | positions)
    return documents.take(order), positions.take(order), exact.take(order)


def _moved(places: _Places, base: int) -> _Places:
    return places[0] + base, places[1], places[2]


def _nowhere() -> _Places:
    return NONE, NONE, np.zeros(0, np.bool_)
