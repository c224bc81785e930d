"""What the first hits for any of some words share, counted among the foremost as more words of the query.

    weight(d) = (score(d) / best score) ** SHARPNESS, of the FIRST hits, which score more than all others
    value(w)  = idf(w) · Σ_d weight(d) · tf / (tf + K1), of words in SHARED of these or more
    alike(d)  = Σ_w value(w) · tf / (tf + K1), of the WORDS words of the highest value
    more(d)   = ALIKE · best score · alike(d) / (alike(d) + most / 2), most being the highest alike of the foremost

It is pseudo-relevance feedback (Rocchio 1971; RM3: Lavrenko, Croft 2001, Abdul-Jaleel et al. 2004) of the foremost hits
alone (search.ranking): it finds nothing, and all that it raises stood above the others before. The words are stems,
function words and numbers left out, and those that more than COMMON of all articles have. Texts are titles and bodies.
"""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import chunks, stem, words
from search import ranking
from search.telling import may_tell, most_common

ALIKE = 0.9
FIRST = 10
SHARED = 2
WORDS = 20
SHARPNESS = 4
COMMON = 0.1
Floats = NDArray[np.float64]
_DIGITS, _TIE = 8, 1e-6  # engines add up in different orders: what differs less is equal
_SHORT = 64  # letters; longer chunks are not kept, so that the memory is bounded
_READ = 20_000  # characters of a body: the rest of a longer one would take its time and tell no more


class First(NamedTuple):
    """One of the first hits: its score, and the combined frequency of each stem in its title and body."""

    score: float
    tf: Mapping[str, float]


def first_above(scores: Iterable[float]) -> float:
    """Return the score that the first hits are above, given those of the foremost: with ties there are fewer."""
    highest = nlargest(FIRST + 1, scores)
    return highest[FIRST] * (1 + _TIE) if len(highest) > FIRST else 0.0


def read(title: str, body: str) -> Iterable[tuple[str, str]]:
    """Return what is read of one of the first hits: texts with their fields."""
    return ("title", title), ("body", body[:_READ])


def frequencies(texts: Iterable[tuple[str, str]], factor: Callable[[str], float]) -> dict[str, float]:
    """Return the combined frequency of each stem of some texts that can tell something.

    Args:
        factor: what an occurrence in a field of this article counts for.
    """
    found: dict[str, float] = defaultdict(float)
    for field, text in texts:
        each = factor(field)
        for chunk, times in Counter(chunks(text)).items():
            for one in _known(chunk) if len(chunk) < _SHORT else _telling(chunk):
                found[one] += each * times
    return found


def _telling(chunk: str) -> tuple[str, ...]:
    return tuple(filter(may_tell, map(stem, words(chunk))))


_known = lru_cache(1 << 15)(_telling)


def shared(first: Sequence[First]) -> dict[str, float]:
    """Return how much the first hits have of each stem that several of them share."""
    having = Counter(one for hit in first for one in hit.tf)
    sums = {one: 0.0 for one, many in having.items() if many >= SHARED}
    best = max((hit.score for hit in first), default=0.0)
    for hit in first:
        weight = (hit.score / best) ** SHARPNESS
        for one in sums.keys() & hit.tf.keys():
            sums[one] += weight * hit.tf[one] / (hit.tf[one] + ranking.K1)
    return sums


def values(
    shared: Mapping[str, float], documents: int, df: Callable[[str], int], least: Callable[[str], int] | None = None
) -> dict[str, float]:
    """Return the stems that tell most of those that the first hits share, and the value of each.

    Args:
        shared: how much the first hits have of each.
        documents: how many articles there are.
        df: how many of them have a stem; asked only of those that can be among the best.
        least: how many have it at least, where that is quicker to know.
    """
    bounds = {one: own * ranking.idf(documents, (least or df)(one)) for one, own in shared.items()}
    found: list[tuple[float, str]] = []
    for one in sorted(bounds, key=lambda one: (-bounds[one], one)):
        if len(found) == WORDS and -found[-1][0] > bounds[one] + _TIE:
            break
        many = df(one)
        if many <= most_common(documents, COMMON):
            insort(found, (-round(shared[one] * ranking.idf(documents, many), _DIGITS), one))
            del found[WORDS:]
    return {one: -value for value, one in found}


def more(alike: Floats, best: float) -> Floats:
    """Return what is added to the scores of the foremost hits, given how alike each is to the first."""
    most = float(alike.max(initial=0.0))
    return ALIKE * best * alike / (alike + most / 2) if most else alike
