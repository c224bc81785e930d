"""Quotations that are copies: articles with the same text, or nearly the same, have them alike."""

import numpy as np

from index.columnar.arrays import Array, Ints, narrow
from index.columnar.kept import kept


class QuoteCopies:
    """Which quotations are copies of which others."""

    def __init__(self, copies: Ints | None, articles: Ints, said: Array) -> None:
        """Take what tells.

        Args:
            copies: the number of each article's group of copies, -1 where it has none.
            articles: the article of each quotation.
            said: 64 bits of each quotation, which those with the same words of the same speaker share.
        """
        self._copies, self._articles, self._said = copies, articles, said

    @kept
    def groups(self) -> Ints | None:
        """The number of each quotation's group of copies, -1 where it has none; None where no quotation has one."""
        if self._copies is None:
            return None
        of_quotes = self._copies.take(self._articles)
        copied = np.flatnonzero(of_quotes >= 0)
        said = self._said.take(copied).view(np.int64)  # beside signed numbers numpy would take them for reals
        keys = [of_quotes.take(copied), said]
        order = np.lexsort(keys)
        numbers = np.cumsum(np.any([np.diff(key.take(order), prepend=0) != 0 for key in keys], axis=0))
        several = np.flatnonzero(np.bincount(numbers).take(numbers) > 1)
        groups = np.full(len(self._articles), -1)
        groups[copied.take(order.take(several))] = numbers.take(several)
        return groups if several.size else None

    def counts(self, quotes: Ints) -> list[int]:
        """Return how many articles have each of some quotations alike, its own included."""
        found: list[int] = self._alike.take(quotes).tolist()
        return found

    @kept
    def _alike(self) -> Array:
        """How many articles have each quotation alike, its own included."""
        if self.groups is None:
            return np.ones(len(self._articles), np.uint8)
        sizes = np.append(np.bincount(self.groups[self.groups >= 0]), 1)  # behind them all, where -1 leads, 1
        return narrow(sizes).take(self.groups)
