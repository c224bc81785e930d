"""Which documents a query matches over all segments, and which of them pass its filters."""

from collections.abc import Iterable
from functools import reduce
from itertools import repeat
from operator import attrgetter
from time import thread_time
from typing import NamedTuple

import numpy as np

from index.columnar.arrays import Ints, Mask
from index.columnar.kept import kept
from index.errors import QueryError
from index.fields import facet_key, thousandths
from search import query as limits
from search.allowance import ends
from search.columnar.arrays import (
    NONE,
    chosen,
    mask_of,
    meeting,
    tally,
)
from search.columnar.excluding import not_excluded
from search.columnar.found import Found
from search.columnar.lookup import Lookup
from search.columnar.snapshot import Snapshot
from search.columnar.tree import Tree, days_mask
from search.query import (
    FACETS,
    QUOTE_FACETS,
    And,
    Leaf,
    Node,
    Query,
    Term,
    leaves,
    widens,
)
from search.told import told

_OWN_FACETS = tuple(name for name in FACETS if name not in QUOTE_FACETS)
_values = attrgetter(*(facet.attribute for facet in FACETS.values()))


class Met(NamedTuple):
    """Documents with all of some leaves, and where they stand among those of each."""

    documents: Ints
    places: dict[Found, Ints]


class Deadline:
    """When a search must be done."""

    def __init__(self) -> None:
        self._ends = ends(limits.MAX_SECONDS)

    def check(self) -> None:
        """Refuse to go on after MAX_SECONDS.

        Raises:
            QueryError: the search, or all of one page, has taken that long.
        """
        if thread_time() > self._ends:
            seconds = f"{limits.MAX_SECONDS:g}"
            raise QueryError(told("this takes over %(seconds)s seconds: ask for fewer or rarer words", seconds=seconds))


class Matches:
    """What one search finds. Documents are articles, or quotations where these are asked for."""

    def __init__(self, query: Query, root: Node, snapshot: Snapshot) -> None:
        self.snapshot, self.query, self._root = snapshot, query, root
        self.check_time = Deadline().check
        self._lookup = Lookup(snapshot, query.of, self.check_time)
        self._size = snapshot.size_of(query.of)
        self._of_quotes = query.of == "quotes"
        self._found: dict[Leaf, Found | None] = {}
        values = _values(query)
        self._chosen = {name for name, own in zip(FACETS, values, strict=True) if own} if any(values) else set()
        self._filtered = bool(self._chosen or query.asks_beside_facets)

    def find(self, leaf: Leaf) -> Found | None:
        """Return where a leaf matches."""
        try:
            return self._found[leaf]
        except KeyError:
            self.check_time()
            found = self._found[leaf] = self._lookup.find(leaf)
            return found

    @kept
    def found(self) -> list[tuple[Leaf, Found]]:
        """The leaves that a hit may hold and that are anywhere, and where."""
        return [(leaf, found) for leaf in leaves(self._root) if (found := self.find(leaf)) is not None]

    @kept
    def matching(self) -> Ints:
        """The documents that the expression matches, filters aside."""
        if isinstance(self._root, Leaf):
            found = self.find(self._root)
            return self._living(found.documents) if found else NONE
        if self._met:
            return self._living(self._met.documents)
        return self._living(Tree(self.snapshot, self.query.of, self.find).documents(self._root))

    @kept
    def _met(self) -> "Met | None":
        """Where all leaves of a query for several meet; None for any other query."""
        children = self._root.children if isinstance(self._root, And) else ()
        every = [self.find(child) for child in children if isinstance(child, Leaf)]
        found = [one for one in every if one is not None]
        if not children or len(found) < len(children):
            return None
        documents, places = meeting([one.documents for one in found], self._size)
        return Met(documents, dict(zip(found, places, strict=True)))

    @kept
    def hits(self) -> Ints:
        """The documents that match and pass the filters."""
        return self.passing(None)

    @kept
    def days(self) -> tuple[Ints, int]:
        """How many hits were published on each day from the first of the archive on, and the day before that one."""
        codes, before = self.snapshot.day_codes
        return tally(self.articles(self.hits), codes)[1:], before

    def passing(self, without: str | None) -> Ints:
        """Return the documents that match and pass the filters, those of the facet `without` aside."""
        if not self._filtered:
            return self.matching
        masks = [*self._filters(without), *not_excluded(self.snapshot, self.query)]
        return reduce(chosen, masks, self.matching)

    def said(self, without: str | None, *, always: bool = False) -> list[Mask]:
        """Return which quotations their filters want: a mask for each chosen speaker, or one of anybody's.

        There is none where nothing is asked of quotations, but with `always`.
        """
        others = [
            self._one_of(name) for name in QUOTE_FACETS if name in self._chosen and name not in ("speaker", without)
        ]
        others += self._told_of_quotes()
        speakers = () if without == "speaker" else self.query.chosen("speaker")
        if not others and not speakers and not always:
            return []
        both = reduce(np.logical_and, others, np.ones(self.snapshot.quote_size, np.bool_))
        if not speakers:
            return [both]
        return [both & self.snapshot.having("speaker", facet_key("speaker", value)) for value in speakers]

    def _told_of_quotes(self) -> list[Mask]:
        """Return which quotations pass the filters that are no facet: a mask for each."""
        query, snapshot = self.query, self.snapshot
        masks = [snapshot.roles.having(query.role_forms)] if query.role is not None else []
        if query.min_confidence is None:
            return masks
        return [*masks, snapshot.column("quote.confidence") >= thousandths(query.min_confidence)]

    def articles(self, documents: Ints) -> Ints:
        """Return the article of each document."""
        return self.snapshot.quote_article.take(documents) if self._of_quotes else documents

    def places_of(self, documents: Ints) -> Iterable[int]:
        """Return the place of each quotation among those of its article; 0 for articles, without end."""
        if not self._of_quotes:
            return repeat(0)
        first = self.snapshot.quote_article.searchsorted(self.articles(documents))
        places: list[int] = (documents - first).tolist()
        return places

    @property
    def wants_all(self) -> bool:
        """Whether a hit has each leaf of the query."""
        return self._met is not None or isinstance(self._root, Term)

    def _living(self, documents: Ints) -> Ints:
        return self.snapshot.living(documents, self.query.of)

    def _filters(self, without: str | None) -> list[Mask]:
        """Return a mask of documents for each filter, that of the facet `without` aside."""
        masks = self._date_masks()
        for name in _OWN_FACETS:
            if name in self._chosen and name != without:
                masks.append(self._all_of(name) if not widens(self.query, name) else self._one_of(name))
        if self._of_quotes:
            return [*(mask.take(self.snapshot.quote_article) for mask in masks), *self.said(without)]
        return [*masks, *map(self._articles_of, self.said(without))]

    def _articles_of(self, quotes: Mask) -> Mask:
        return mask_of(self.snapshot.quote_article[quotes], self.snapshot.size)

    def _date_masks(self) -> list[Mask]:
        first, last = self.query.days
        return [] if first is None and last is None else [days_mask(self.snapshot, first, last)]

    def _having(self, name: str) -> list[Mask]:
        return [self.snapshot.having(name, facet_key(name, value)) for value in self.query.chosen(name)]

    def _one_of(self, name: str) -> Mask:
        return reduce(np.logical_or, self._having(name))

    def _all_of(self, name: str) -> Mask:
        return reduce(np.logical_and, self._having(name))
