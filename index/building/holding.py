"""What an index holds, as a run that reads files changes it."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

from index.article import Article, Quote
from index.captures import seen_at, with_captures
from index.writer import Known, Writer, known_of

_MANY = 4_000  # changes that are kept apart from the index, 1 KB each; looking up takes longer there


class Holding:
    """The articles of the last commit, with what was put and dropped since.

    Args:
        originals: returns the quotations of an article as they were before it was corrected, None where that is lost.
    """

    def __init__(self, writer: Writer, originals: Callable[[Article], tuple[Quote, ...] | None]) -> None:
        self._writer, self._originals = writer, originals
        self._begin()

    def get(self, name: str) -> Known | None:
        """Return what is known of an article, None where it is not there."""
        return self._changed[name] if name in self._changed else self._committed.get(name)

    def has(self, article: Article) -> bool:
        """Tell if an article that is read is there, however many captures there are and whatever was corrected."""
        if known := self._changed.get(article.id):
            return self._read.get(article.id, known.digest) == _digest(_alone(article))
        held = None if article.id in self._changed else self._committed.article(article.id)
        return held is not None and _digest(self._as_read(held, article.quotes)) == _digest(_alone(article))

    def captured(self, name: str) -> float | None:
        """Return how late the capture of an article is: see `seen_at`."""
        if name in self._changed:
            return self._captured.get(name)
        article = self._committed.article(name)
        return seen_at(article.provenance) if article else None

    def ids_of(self, file: str) -> set[str]:
        """Return the articles that come from a file."""
        return self._committed.ids_of(file) - self._changed.keys() | self._added.get(file, set())

    def files(self) -> set[str]:
        """Return the files that articles come from, and perhaps some that they no longer come from."""
        return self._committed.files() | {file for file in self._added if file}

    def copied(self, copy: str) -> bool:
        """Tell whether any article has a text."""
        return self._committed.copies(copy) + self._copies[copy] > 0

    def put(self, article: Article, known: Known) -> None:
        """Add an article, or replace it; `known` is what an index knows of it."""
        self.forget(article.id)
        self._changed[article.id] = known
        self._added[known.file].add(article.id)
        self._copies[known.copy] += 1
        if (read := self._as_read(article, article.quotes)) != article:
            self._read[article.id] = _digest(read)
        if (seen := seen_at(article.provenance)) is not None:
            self._captured[article.id] = seen

    def forget(self, name: str) -> None:
        """Remove an article."""
        if known := self.get(name):
            self._changed[name] = None
            self._captured.pop(name, None)
            self._read.pop(name, None)
            self._added[known.file].discard(name)
            self._copies[known.copy] -= 1

    def committed(self) -> None:
        """Read anew what the index holds, all changes being in it."""
        if len(self._changed) > _MANY:
            self._begin()

    def _begin(self) -> None:
        self._committed = self._writer.known()
        self._changed: dict[str, Known | None] = {}
        self._captured: dict[str, float] = {}
        self._read: dict[str, str] = {}  # digests of articles as read, where those that were put have another
        self._added: dict[str | None, set[str]] = defaultdict(set)
        self._copies: Counter[str] = Counter()

    def _as_read(self, article: Article, lost: tuple[Quote, ...]) -> Article:
        """Return an article as its file gave it; quotations that are lost are taken to have been the given ones."""
        known = self._originals(article)
        return replace(_alone(article), quotes=lost if known is None else known)


def _alone(article: Article) -> Article:
    return with_captures(article, 1)


def _digest(article: Article) -> str:
    return known_of(article).digest
