"""One reading of a file: what it gave so far."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO

from index.article import Article
from index.captures import Offers
from index.files import Failure
from index.owner.own_files import SPELT_OUT, spelt_out
from index.sources import Source


class Offered:
    """The ids of the articles that a file gave, as often as it gave each: in some thirty bytes an article."""

    def __init__(self) -> None:
        self._counts = Offers(())
        self._distinct = 0
        self._names = BytesIO()

    def add(self, name: str) -> None:
        """Count an article."""
        self._distinct += name not in self
        self._counts.add(name)
        self._names.write(name.encode() + b"\n")

    def __getitem__(self, name: str) -> int:
        """Return how often an article came."""
        return self._counts.count(name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self[name] > 0

    def __len__(self) -> int:
        """Return how many articles came."""
        return self._distinct

    def __iter__(self) -> Iterator[str]:
        """Yield the articles in the order in which they came, each as often as it did."""
        self._names.seek(0)
        return (line[:-1].decode() for line in self._names)


class Pass:
    """A file that is being read.

    Args:
        modified: its time in seconds since 1970.
        before: what is remembered of it.
        held: how many articles the index has from it.
    """

    def __init__(self, path: str, modified: float, before: Source | None, held: int) -> None:
        self.path, self.modified, self.before, self.held = path, modified, before, held
        self.added = 0  # articles that the index did not have
        self.offered = Offered()
        self.awaited: set[str] = set()  # those of which the index has a capture that must come yet
        self.notes: list[str] = []  # what became of ids
        self.failed = 0
        self.lasting = True  # whether it fails in the same way as long as it is as it is
        self._failures: list[Failure] = []
        self._again: Counter[str] = Counter()  # ids given so often beside the times that `offered` tells

    def fail(self, failure: Failure) -> None:
        """Take note of what gave no article, in words unless there are many."""
        self.failed += 1
        self.lasting &= failure.lasting
        if self.failed <= SPELT_OUT:
            self._failures.append(failure)

    def nth(self, given: str) -> int:
        """Return how often an id was given, this time included."""
        return 1 + self._again[given] + self.offered[given]

    def offer(self, given: str, article: Article) -> None:
        """Count an article by the id that it was given and the one that it has."""
        self.offered.add(article.id)
        if article.id != given:
            self._again[given] += 1

    def settled(self, name: str) -> bool:
        """Tell whether what the index has of an article came in this reading."""
        return name in self.offered and name not in self.awaited

    def times(self, name: str) -> int:
        """Return how often the file gave an article the last time."""
        return self._times.get(name, 1)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What gave no article, of much the first."""
        more = self.failed - SPELT_OUT
        rest = [Failure(self.path, f"{more:,} more of its parts cannot be read", self.lasting)] if more > 0 else []
        return (*self._failures, *rest)

    @property
    def told(self) -> list[str]:
        """The notes, of many the first."""
        return spelt_out(self.notes, f"ids of {self.path} are taken")

    @cached_property
    def prefix(self) -> str:
        """8 hex digits that stand for the file."""
        return hashlib.sha256(self.path.encode("utf-8", "surrogateescape")).hexdigest()[:8]

    @cached_property
    def prefixed(self) -> frozenset[str]:
        """The articles that the file gave the last time which had to take an id of their own."""
        return frozenset(name for name in self._past if name.startswith(f"{self.prefix}-"))

    @cached_property
    def _times(self) -> dict[str, int]:
        return {name: count for name, count in Counter(self._past).items() if count > 1}

    @property
    def _past(self) -> tuple[str, ...]:
        return self.before.ids if self.before else ()
