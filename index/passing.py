"""One reading of a file: what it gave so far."""

import hashlib
from collections import Counter
from functools import cached_property

from index.article import Article
from index.files import Failure
from index.sources import Source

SPELT_OUT = 100  # failures of one file, and notes on one; a file of another kind can have a million


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
        self.offered: Counter[str] = Counter()  # articles, as often as they came
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
        self.offered[article.id] += 1
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
        more = len(self.notes) - SPELT_OUT
        rest = [f"{self.path}: {more:,} more of its ids are taken"] if more > 0 else []
        return self.notes[:SPELT_OUT] + rest

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
