"""What the first hits share, counted among the foremost (search.feedback), where these are read word by word."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

import numpy as np

from index.analysis import words
from index.article import Article
from index.fields import DEFAULT_FIELDS, TEXTS
from index.weights import factor
from search import feedback, ranking

Average = Callable[[str], float]  # of a field, its mean length
Values = Mapping[str, float]  # of stems


def more(
    foremost: Sequence[Article],
    first: Iterable[tuple[Article, float]],
    average: Average,
    values: Callable[[Values], Values],
) -> list[float]:
    """Return what is added to the scores of the foremost hits.

    Args:
        first: the first ones, with their scores by the words of the query.
        values: gives the values of stems, given how much the first hits have of each that they share.
    """
    hits = [feedback.First(score, _told(article, average)) for article, score in first]
    valued = values(feedback.shared(hits))
    alike = np.array([_alike(article, valued, average) for article in foremost], float)
    found: list[float] = feedback.more(alike, max((hit.score for hit in hits), default=0.0)).tolist()
    return found


def _told(article: Article, average: Average) -> dict[str, float]:
    return feedback.frequencies(feedback.read(article.title, article.body), _factor(article, average))


def _alike(article: Article, values: Values, average: Average) -> float:
    texts = [(field, text) for field in DEFAULT_FIELDS for text in TEXTS[field](article)]
    tf = feedback.frequencies(texts, _factor(article, average))
    return sum(value * tf[one] / (tf[one] + ranking.K1) for one, value in values.items() if one in tf)


def _factor(article: Article, average: Average) -> Callable[[str], float]:
    """Return what an occurrence in a field of an article counts for."""
    return cache(lambda field: factor(field, sum(len(words(text)) for text in TEXTS[field](article)), average(field)))
