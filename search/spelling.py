"""Did you mean: the word of the archive that is nearest to one it does not have."""

from collections.abc import Iterable

_SHORTEST = 3  # a shorter word is near to too many


def most_edits(word: str) -> int:
    """Return how many edits away a word may still be meant: none, one, or two from six letters on."""
    return 0 if len(word) < _SHORTEST else 1 if len(word) < 6 else 2


def nearest(word: str, candidates: Iterable[tuple[str, int]]) -> str | None:
    """Return the nearest of `candidates` (word, articles with it): fewest edits, most articles, then by alphabet.

    The first letter is taken to be right: it seldom is the wrong one, and comparing with every word takes a second.
    """
    limit = most_edits(word)
    ranked = [
        (edits, -articles, other)
        for other, articles in candidates
        if articles and other[0] == word[0] and 0 < (edits := distance(word, other, limit)) <= limit
    ]
    return min(ranked)[2] if ranked else None


def distance(left: str, right: str, limit: int) -> int:
    """Return the Levenshtein distance of two words, or `limit + 1` where it is greater."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row = row, [i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
        if min(row) > limit:
            return limit + 1
    return row[-1]
