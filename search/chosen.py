"""What a chosen value may mean beside what it says: values that hold it, or are spelt nearly so, and namesakes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from msgspec import structs

from index.analysis import words
from index.article import UNCHECKED, Quote
from index.errors import QueryError
from index.fields import TEXTS, facet_key
from index.speaker_names import ends_with, surname_alone
from search.allowance import Allowance
from search.nodes import And, Fuzzy, Node, Or, Phrase, Term
from search.query import FACETS, MAX_DEPTH, MAX_SIZE, Expression, Query
from search.results import Doubt, FacetValue
from search.searcher import Searcher
from search.spelling import distance, most_edits
from search.syntax import expression_of

_MOST_VALUES = 5  # that are offered in place of one
_MOST_WORDS = 6  # of a value that is looked for in other spellings
_ELIDED = re.compile(r"\b([a-z])-(?=[a-z]{2})")  # `o-dell`


@dataclass(frozen=True, slots=True)
class Absent:
    """What was chosen, `given`, of a `facet` that has no value of this name; `alike` may be meant, and have hits.

    `elsewhere` are such names where these have hits in the archive, but none under the other filters. `unchecked`
    counts the quotations of the archive that are attributed to a speaker of this name, none for sure.
    """

    facet: str
    given: str
    alike: tuple[FacetValue, ...]
    elsewhere: tuple[str, ...] = ()
    unchecked: int = 0


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A speaker chosen by a surname alone, `given`, whom articles call so; `others` bear it, too, and have hits."""

    given: str
    others: tuple[FacetValue, ...]


def absent_values(searcher: Searcher, query: Query, allowance: Allowance | None = None) -> tuple[Absent, ...]:
    """Return each value that a query chooses and no article of the archive has."""
    allowance = allowance or Allowance()
    chosen = [(facet, given) for facet in FACETS for given in query.chosen(facet)]
    return tuple(
        _absent(searcher, query, facet, given)
        for facet, given in chosen
        if allowance.left and not _is_known(searcher, facet, given)
    )


def namesakes(searcher: Searcher, query: Query) -> tuple[Namesakes, ...]:
    """Return the speakers whom a query chooses by a surname that others bear, too: `Halloran` is not Tom Halloran."""
    alone = [(given, name) for given in query.chosen("speaker") if (name := surname_alone(given))]
    found = [
        Namesakes(given, _bearers(searcher, query, given, name))
        for given, name in alone
        if _is_known(searcher, "speaker", given)
    ]
    return tuple(one for one in found if one.others)


def guesses(searcher: Searcher, name: str) -> tuple[Doubt, ...]:
    """Return quotations attributed to a speaker, given by name or id, without being sure; at most MAX_DEPTH."""
    if not (ways := _written(name)):
        return ()
    said = Expression("", "all", Or(ways) if len(ways) > 1 else ways[0])
    asked = Query(expression=said, of="quotes", source_types=("named",), size=MAX_SIZE)
    try:
        return tuple(one for one in _guessed(searcher, asked) if _is_guess(one.quote, facet_key("speaker", name)))
    except QueryError:
        return ()


def near_speakers(searcher: Searcher, query: Query, name: str) -> tuple[FacetValue, ...]:
    """Return the speakers with names spelt nearly so, as a whole or else the last word; hits are those of a query."""
    parts = words(name)
    found = _spelt_nearly(searcher, query, "speaker", parts)
    return found or (_spelt_nearly(searcher, query, "speaker", parts[-1:]) if 1 < len(parts) <= _MOST_WORDS else ())


def mistakable(searcher: Searcher, name: str) -> tuple[FacetValue, ...]:
    """Return whom a name may mean that is about to be given: who bears this surname, or a name spelt nearly so."""
    asked, surname = Query(of="quotes"), surname_alone(name)
    borne = _bearers(searcher, asked, name, surname) if surname else ()
    if borne or _is_known(searcher, "speaker", name):
        return borne
    return _spelt_nearly(searcher, asked, "speaker", [surname] if surname else words(name))


def in_place(query: Query, facet: str, given: str, *values: str) -> Query:
    """Return a query, at its first page, with values in the place of one that it chooses."""
    rest = (one for one in query.chosen(facet) if one != given)
    changes: dict[str, Any] = {FACETS[facet].attribute: (*rest, *values)}
    return replace(query, **changes, page=1, cursor=None)


def _written(name: str) -> tuple[Node, ...]:
    """Return the ways in which a name or id may be written: `sean-o-dell` is Sean O'Dell, or Sean O. Dell."""
    texts = (name.replace("-", " "), _ELIDED.sub(r"\1", name).replace("-", " "))
    ways = filter(None, dict.fromkeys(tuple(words(text)) for text in texts))
    return tuple(Phrase(parts, "speaker") if len(parts) > 1 else Term(parts[0], "speaker") for parts in ways)


def _guessed(searcher: Searcher, query: Query) -> Iterator[Doubt]:
    """Yield what names a speaker below UNCHECKED: it comes first among the doubts."""
    first = searcher.doubts(query)
    yield from first.found
    for page in range(2, ceil(min(first.guessed, MAX_DEPTH) / query.size) + 1):
        yield from searcher.doubts(replace(query, page=page)).found


def _is_guess(quote: Quote, key: str) -> bool:
    return quote.confidence < UNCHECKED and facet_key("speaker", quote.speaker or "") == key


def _absent(searcher: Searcher, query: Query, facet: str, given: str) -> Absent:
    alike = _alike(searcher, query, facet, given)
    every = _alike(searcher, Query(of=query.of), facet, given) if facet in TEXTS and not alike else ()
    unchecked = len(guesses(searcher, given)) if facet == "speaker" else 0
    return Absent(facet, given, alike, tuple(one.label for one in every), unchecked)


def _is_known(searcher: Searcher, facet: str, given: str) -> bool:
    chosen: dict[str, Any] = {FACETS[facet].attribute: (given,)}
    try:
        return searcher.count(Query(**chosen)) > 0
    except QueryError:
        return True


def _alike(searcher: Searcher, query: Query, facet: str, given: str) -> tuple[FacetValue, ...]:
    asked = in_place(query, facet, given)
    found = _holding(searcher, asked, facet, given)[:_MOST_VALUES]
    if found or facet != "speaker":
        return found or _spelt_nearly(searcher, asked, facet, words(given))
    last = _holding(searcher, asked, facet, given.split()[-1]) if " " in given else ()
    return last[:_MOST_VALUES] or near_speakers(searcher, asked, given)


def _bearers(searcher: Searcher, query: Query, given: str, surname: str) -> tuple[FacetValue, ...]:
    key = facet_key("speaker", given)
    found = _holding(searcher, in_place(query, "speaker", given), "speaker", surname)
    names = ((value, {facet_key("speaker", one) for one in (value.value, *value.aliases)}) for value in found)
    others = [value for value, known in names if key not in known and ends_with(value.label, surname)]
    return tuple(others[:_MOST_VALUES])


def _holding(searcher: Searcher, query: Query, facet: str, text: str) -> tuple[FacetValue, ...]:
    try:
        values = searcher.values(replace(query, facet_size=MAX_SIZE), facet, text).values
    except QueryError:
        return ()
    return tuple(one for one in values if one.count and not (one.selected or one.excluded))


def _spelt_nearly(searcher: Searcher, query: Query, facet: str, parts: Sequence[str]) -> tuple[FacetValue, ...]:
    if facet not in TEXTS or len(parts) > _MOST_WORDS or not any(map(most_edits, parts)):
        return ()
    own = expression_of(query)
    root = And((*([own.root] if own else ()), *(_spelt(facet, part) for part in parts)))
    asked = replace(query, expression=Expression("", "all", root), facets=(facet,), facet_size=MAX_SIZE, size=0)
    try:
        values = searcher.search(asked).facets[facet].values
    except QueryError:
        return ()
    far = {one.value: _edits(parts, words(one.label)) for one in values if not one.selected}
    near = sorted((one for one in values if far.get(one.value) is not None), key=lambda one: far[one.value] or 0)
    return tuple(_counted(searcher, query, facet, near[:_MOST_VALUES]))


def _spelt(field: str, word: str) -> Node:
    edits = most_edits(word)
    return Fuzzy(word, edits, field) if edits else Term(word, field)


def _edits(parts: Sequence[str], name: Sequence[str]) -> int | None:
    """Return how many edits lead from parts to words of a name; None where one of them is not near."""
    edits = [
        min((distance(part, word, most_edits(part)) for word in name), default=most_edits(part) + 1) for part in parts
    ]
    near = all(many <= most_edits(part) for many, part in zip(edits, parts, strict=True))
    return sum(edits) if near else None


def _counted(searcher: Searcher, query: Query, facet: str, values: Sequence[FacetValue]) -> Iterator[FacetValue]:
    """Yield values with all of their hits, under whichever of their names these are."""
    for one in values:
        changes: dict[str, Any] = {FACETS[facet].attribute: (*query.chosen(facet), one.value)}
        if hits := searcher.count(replace(query, **changes)):
            yield structs.replace(one, count=hits)
