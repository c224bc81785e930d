"""The seam: what every engine's writing half offers, and the way to open one."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from index.article import Article
from index.location import folder, is_cluster
from index.manifest import read_manifest
from index.record import copy_of, digest_of


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the index holds: its digest, what copies of it share, and its source file."""

    digest: str
    copy: str
    file: str | None


def known_of(article: Article) -> Known:
    """Return what an index that holds an article knows of it."""
    return Known(hashed(digest_of(article)), hashed(copy_of(article)), article.file)


def hashed(bits: int) -> str:
    """Return 64 bits as 16 hex digits."""
    return f"{bits:016x}"


class Holdings(Protocol):
    """The articles of one commit. A table of them is not made: it would not fit in the memory for many."""

    def get(self, article_id: str) -> Known | None:
        """Return what is known of an article, None where it is not there."""
        ...

    def article(self, article_id: str) -> Article | None:
        """Return an article."""
        ...

    def ids_of(self, file: str | None) -> set[str]:
        """Return the articles that come from a file."""
        ...

    def files(self) -> set[str]:
        """Return the files that articles come from."""
        ...

    def copies(self, copy: str) -> int:
        """Return how many articles share a text."""
        ...


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

    def known(self) -> Holdings:
        """Return what the last commit holds."""
        ...

    def near(self) -> Iterable[tuple[str, str]]:
        """Return pairs of nearly the same texts that the last commit found, the one new: what copies of each share."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_writer(location: str, *, workers: int = 1, memory: int | None = None) -> Writer:
    """Open the index at a folder, or on a cluster, for writing, and make it where there is none.

    Args:
        workers: processes that analyze what is put into a folder; 0 are as many as the machine has cores.
        memory: MB that all of these may take together; 1,000 for each unless told.

    Raises:
        IndexBusy: another process is writing.
        IndexUnavailable: the folder holds something else, or an index of another version; or the memory is too little.
    """
    if is_cluster(location):
        from index.opensearch.writer import ClusterWriter

        return ClusterWriter(location)
    from index.columnar.writer import ColumnarWriter  # NumPy costs 5 bare interpreter starts: only on use

    return ColumnarWriter(location, workers, memory)


def revision_of(location: str) -> int:
    """Return the number of the newest commit of an index.

    Raises:
        IndexUnavailable: there is no index, or another version made it.
    """
    if is_cluster(location):
        from index.opensearch.health import commit_of

        return commit_of(location).revision
    return read_manifest(folder(location)).revision
