"""The seam: what every engine's writing half offers, and the way to open one."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from index.article import Article


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the index holds: its digest, what copies of it share, and its source file."""

    digest: str
    copy: str
    file: str | None


class Writer(Protocol):
    """The one writer of an index, in a `with` block.

    What was put and dropped since the last commit is a batch: leaving the block cleanly or `commit` keeps all of
    it, an exception discards all of it.
    """

    def put(self, article: Article) -> None:
        """Add an article, or replace the one with its id."""
        ...

    def drop(self, article_id: str) -> None:
        """Remove an article; an id that is not there is no error."""
        ...

    def ids(self) -> set[str]:
        """Return the ids of all articles, the batch included."""
        ...

    def commit(self) -> None:
        """Keep the batch and begin another."""
        ...

    def known(self) -> Mapping[str, Known]:
        """Return what the index holds by id, the batch not included."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_writer(location: str) -> Writer:
    """Open the index at a folder for writing, and make it where there is none.

    Raises:
        IndexBusy: another process is writing.
        IndexUnavailable: the folder holds something else, or an index of another version.
    """
    from index.whoosh_writer import WhooshWriter  # Whoosh costs 7 bare interpreter starts: only on use

    return WhooshWriter(location)
