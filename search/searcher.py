"""The seam: what every engine's reading half offers, and the way to open one."""

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from index.article import Article
from search.query import Query
from search.results import Completion, Copies, Doubts, Info, Occurrences, Results


class Searcher(Protocol):
    """Answers from the newest commit; may be called from many threads at once."""

    def search(self, query: Query) -> Results:
        """Return one page of what matches, with exact totals and facet counts.

        Raises:
            QueryError: the query asks for more than the limits allow.
            IndexUnavailable: the index is gone, damaged or of another version.
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

    def articles(self) -> Iterator[Article]:
        """Yield all articles of the newest commit, whatever comes in between, in an order of the engine's own."""
        ...

    def doubts(self, query: Query) -> Doubts:
        """Return the quotations that the query finds with a confidence under 1, as many as its size says."""
        ...

    def suggest(self, prefix: str, n: int = 10) -> list[Completion]:
        """Return up to `n` tags and speakers that begin as typed, the most frequent first."""
        ...

    def info(self) -> Info:
        """Return the state of the index."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_searcher(location: str) -> Searcher:
    """Open the index at a folder for reading.

    Raises:
        IndexUnavailable: there is no index, or one that this version cannot read.
    """
    from search.columnar.searcher import ColumnarSearcher  # NumPy costs 5 bare interpreter starts: only on use

    return ColumnarSearcher(location)
