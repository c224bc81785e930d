"""What an index holds, as a run that reads files changes it."""

from collections import Counter, defaultdict

from index.article import Article
from index.captures import captured_at
from index.writer import Known, Writer

_MANY = 20_000  # changes that are kept apart from the index, where looking up takes longer


class Holding:
    """The articles of the last commit, with what was put and dropped since."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._begin()

    def get(self, name: str) -> Known | None:
        """Return what is known of an article, None where it is not there."""
        return self._changed[name] if name in self._changed else self._committed.get(name)

    def captured(self, name: str) -> float | None:
        """Return when an article was captured, in seconds since 1970, as far as it says so."""
        if name in self._changed:
            return captured_at(self._captured.get(name))
        article = self._committed.article(name)
        return captured_at(article.provenance.get("captured")) if article else None

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
        if said := article.provenance.get("captured"):
            self._captured[article.id] = said

    def forget(self, name: str) -> None:
        """Remove an article."""
        if known := self.get(name):
            self._changed[name] = None
            self._captured.pop(name, None)
            self._added[known.file].discard(name)
            self._copies[known.copy] -= 1

    def committed(self) -> None:
        """Read anew what the index holds, all changes being in it."""
        if len(self._changed) > _MANY:
            self._begin()

    def _begin(self) -> None:
        self._committed = self._writer.known()
        self._changed: dict[str, Known | None] = {}
        self._captured: dict[str, str] = {}
        self._added: dict[str | None, set[str]] = defaultdict(set)
        self._copies: Counter[str] = Counter()
