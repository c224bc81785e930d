"""How far words are apart, and did you mean: the word of the archive that is nearest to one it does not have."""

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
    """Return how many edits lead from one word to another, or `limit + 1` where it takes more.

    An edit is a letter more, less or other, or two neighbours that change places; no letter is edited twice (optimal
    string alignment).
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []  # the row above the row above
    above = list(range(len(right) + 1))
    for i, a in enumerate(left):
        row = [i + 1]
        for j, b in enumerate(right):
            row.append(min(above[j + 1] + 1, row[j] + 1, above[j] + (a != b)))
            if i and j and a == right[j - 1] and b == left[i - 1]:
                row[-1] = min(row[-1], before[j - 1] + 1)
        if min(min(above), min(row)) > limit:
            return limit + 1
        before, above = above, row
    return min(above[-1], limit + 1)
