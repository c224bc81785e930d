"""Some articles, searched by the plain rule: all that the whole finds, one page after the other, and those of them."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Protocol

from search.query import MAX_SIZE, Query
from search.results import Hit, Results, Total


class _Whole(Protocol):
    def search(self, query: Query) -> Results: ...


class LinearSelection:
    """A Selection: totals and hits, without facets, histograms and folding."""

    def __init__(self, whole: _Whole, ids: Collection[str]) -> None:
        self._whole, self._ids = whole, frozenset(ids)

    def search(self, query: Query) -> Results:
        """See Selection.search."""
        found = [hit for hit in every(self._whole, query) if hit.article in self._ids]
        first = (query.page - 1) * query.size
        answer = self._whole.search(replace(query, page=1, size=0))
        return replace(answer, query=query, total=Total(len(found), 0), hits=tuple(found[first : first + query.size]))


def every(whole: _Whole, query: Query) -> Iterator[Hit]:
    """Yield all hits of a query, in order: one page after the other."""
    asked = replace(query, page=1, size=MAX_SIZE, cursor=None)
    while True:
        page = whole.search(asked)
        yield from page.hits
        if page.cursor is None:
            return
        asked = replace(asked, cursor=page.cursor)
