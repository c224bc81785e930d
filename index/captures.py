"""One article is saved more than once: which capture is the later one, and how many there are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.formats.saved import UNREADABLE

_MANY = 5_000  # changes that are kept apart from the table, where looking up takes longer
_COUNT = "captures"  # in the provenance, where there are several

Names = NDArray[np.int64]
Counts = NDArray[np.int32]


class Offers:
    """How often source files offer each article, in twelve bytes an article."""

    def __init__(self, offered: Iterable[str]) -> None:
        names = np.fromiter(map(hash, offered), np.int64)
        self._names, self._counts = _summed(names, np.ones(len(names), np.int32))
        self._changes: Counter[int] = Counter()

    def count(self, name: str) -> int:
        """Return how often an article is offered."""
        key = hash(name)
        at = int(self._names.searchsorted(key))
        there = at < len(self._names) and int(self._names[at]) == key
        return (int(self._counts[at]) if there else 0) + self._changes[key]

    def add(self, name: str) -> None:
        """Count an article once more."""
        self._changes[hash(name)] += 1
        if len(self._changes) > _MANY:
            self._settle()

    def change(self, old: Iterable[str], new: Iterable[str]) -> list[str]:
        """Count what a file offers in place of what it offered.

        Return the articles of which the count changed, and is or was more than one.
        """
        changes = Counter(new)
        changes.subtract(Counter(old))
        shared = [name for name, by in changes.items() if by and self._change(name, by) > 1]
        if len(self._changes) > _MANY:
            self._settle()
        return shared

    def _change(self, name: str, by: int) -> int:
        """Count a difference; return how many there are, or were where those were more."""
        before = self.count(name)
        self._changes[hash(name)] += by
        return max(before, before + by)

    def _settle(self) -> None:
        names = np.fromiter(self._changes.keys(), np.int64)
        counts = np.fromiter(self._changes.values(), np.int32)
        self._names, self._counts = _summed(
            np.concatenate([self._names, names]), np.concatenate([self._counts, counts])
        )
        self._changes.clear()


def seen_at(provenance: Mapping[str, str]) -> float | None:
    """Return how late a capture is, in seconds since 1970: when it was made, else when its page says it was changed.

    None where nothing is known, and 0 where the archive has a date that cannot be read.
    """
    told = (_moment(provenance.get(name)) for name in ("captured", "modified"))
    found = next((moment for moment in told if moment is not None), None)
    return 0.0 if found is None and provenance.get("captured") == UNREADABLE else found


def _moment(said: str | None) -> float | None:
    """Return a moment in seconds since 1970; without a zone it is one of UTC."""
    try:
        moment = datetime.fromisoformat(said or "")
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def captures_of(article: Article) -> int:
    """Return how many captures of it an article says there are."""
    said = article.provenance.get(_COUNT, "")
    return int(said) if said.isdecimal() and said.isascii() and len(said) < 10 else 1


def with_captures(article: Article, count: int) -> Article:
    """Return the article with the number of its captures, which one alone does not tell."""
    told = {_COUNT: str(count)} if count > 1 else {}
    if article.provenance.get(_COUNT) == told.get(_COUNT):
        return article
    others = {name: value for name, value in article.provenance.items() if name != _COUNT}
    return replace(article, provenance=others | told)


def _summed(names: Names, counts: Counts) -> tuple[Names, Counts]:
    """Return the names ascending, each once with the sum of its counts; those of which none are left go."""
    if not names.size:
        return names, counts
    order = np.argsort(names, kind="stable")
    names = names[order]
    first = np.flatnonzero(np.concatenate([[True], names[1:] != names[:-1]]))
    sums = np.add.reduceat(counts[order], first)
    there = np.flatnonzero(sums)
    return names[first[there]], sums[there].astype(np.int32)
