"""The seam: what every engine's reading half offers, and the way to open one."""

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from index.article import Article
from index.location import is_cluster
from search.query import Query
from search.results import (
    COMPLETED,
    Completion,
    Copies,
    Doubts,
    Export,
    Hit,
    Info,
    Occurrences,
    Results,
    Timeline,
    ValuePage,
)

if TYPE_CHECKING:
    from search.timeline import AskedInterval
    from search.values import ValueOrder


class Selection(Protocol):
    """Some articles of one commit."""

    def search(self, query: Query) -> Results:
        """See Searcher.search: what it finds there, and nothing else, is found here of these articles."""
        ...


class Searcher(Protocol):
    """Answers from the newest commit; may be called from many threads at once."""

    def search(self, query: Query) -> Results:
        """Return one page of what matches, with exact totals and facet counts.

        Raises:
            QueryError: the query asks for more than the limits allow.
            IndexUnavailable: the index is gone, damaged or of another version.
        """
        ...

    def count(self, query: Query) -> int:
        """Return how many hits a query has: the total of `search`, whatever else is asked for.

        Raises:
            QueryError, IndexUnavailable: as of search.
        """
        ...

    def get(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        ...

    def occurrences(self, quote_id: str) -> Occurrences | None:
        """Return where in the archive a quotation stands, in its words or nearly; None where there is no such one."""
        ...

    def copies(self, article_id: str, most: int = 50) -> Copies:
        """Return the other articles with nearly the text of one, at most `most`; none where it is not there."""
        ...

    def similar(self, article_id: str, n: int = 10) -> tuple[Hit, ...]:
        """Return up to `n` articles on the subject of one, none of them a copy; none where it is not there.

        Raises:
            QueryError: it takes too long.
        """
        ...

    def articles(self) -> Iterator[Article]:
        """Yield all articles of the newest commit, whatever comes in between, in an order of the engine's own."""
        ...

    def ids(self) -> list[str]:
        """Return the ids of all articles of the newest commit, in an order of the engine's own."""
        ...

    def among(self, ids: Collection[str]) -> "Selection":
        """Return what searches those articles of the newest commit that have some ids, as `search` does all of them."""
        ...

    def export(self, query: Query) -> Export:
        """Return all that a query finds in the newest commit, whatever comes in between, however much it is.

        What it asks for of pages, facets and marks makes no difference.

        Raises:
            QueryError, IndexUnavailable: as of search; the latter also while rows are read.
        """
        ...

    def doubts(self, query: Query) -> Doubts:
        """Return the quotations that the query finds with a confidence under 1, as many as its size says."""
        ...

    def values(self, query: Query, facet: str, prefix: str = "", order: "ValueOrder" = "count") -> ValuePage:
        """Return the values of a facet that the hits have, with what the whole archive has of each.

        Of what the query asks for, `page` and `facet_size` are those of the values. "distinctive" lists only what is
        unusually common among the hits (search.significance), "value" all in the order of the alphabet.

        Args:
            prefix: how a word of the value, or of one of its aliases, begins: case and accents make no difference.

        Raises:
            QueryError: as of search; or there is no such facet or order.
        """
        ...

    def timeline(self, query: Query, interval: "AskedInterval" = "auto") -> Timeline:
        """Return the hits over time beside all that the archive has.

        Raises:
            QueryError: as of search; or there is no such interval.
        """
        ...

    def suggest(self, prefix: str, n: int = 10, kinds: Sequence[str] = COMPLETED) -> list[Completion]:
        """Return up to `n` tags, speakers, queries and titles that a text may become, kind by kind (search.completing).

        Raises:
            QueryError: there is no such kind.
        """
        ...

    def info(self) -> Info:
        """Return the state of the index."""
        ...

    def close(self) -> None:
        """Let go of the files; what is asked after that opens them again, and checks them."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_searcher(location: str) -> Searcher:
    """Open the index at a folder, or on a cluster, for reading.

    Raises:
        IndexUnavailable: there is no index, or one that this version cannot read.
    """
    if is_cluster(location):
        from search.opensearch.searcher import ClusterSearcher

        return ClusterSearcher(location)
    with _uncollected():
        from search.columnar.searcher import ColumnarSearcher  # NumPy costs 5 bare interpreter starts: only on use

        return ColumnarSearcher(location)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: the modules that are imported are none, and to look at them again and again takes 8 ms."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
