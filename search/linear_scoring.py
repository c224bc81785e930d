"""The yardstick's scores: the formula of `search.ranking` over entries in memory, one after the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from heapq import nlargest

import numpy as np

from index.article import Article
from index.fields import TEXTS
from search import feedback, feedback_of_texts, ranking
from search.cursor import counted_from
from search.holding import Counts
from search.holding import counts as counts_of
from search.linear_completing import articles_with_stems
from search.linear_entries import Entry
from search.proximity import closeness
from search.query import BY_SCORE, SCORED, Expression, Leaf, Of, Phrase, Query, fields_of
from search.recency import Ages

Id = tuple[str, int]  # of an entry
_Scores = dict[Id, float]


class LinearScoring:
    """Scores hits among all entries, which are articles or quotes."""

    def __init__(self, entries: Mapping[Of, Sequence[Entry]]) -> None:
        self._entries = entries
        self._averages = {
            of: {field: _average(entry.length(field) for entry in own) for field in TEXTS}
            for of, own in entries.items()
        }

    def scores(self, expression: Expression | None, hits: Sequence[Entry], query: Query) -> Mapping[Id, float]:
        """Return what each hit scores."""
        by_words, heaviest = self._by_words(expression, hits, query.of)
        faded = self._faded(hits, query)
        found = {e.id: by_words[e.id] * faded[e.id] for e in hits}
        if expression is None or query.sort not in BY_SCORE:
            return found
        edge = ranking.foremost(min(nlargest(ranking.FOREMOST, found.values()), default=0.0))
        foremost = [entry for entry in hits if found[entry.id] >= edge]
        phrase = ranking.as_phrase(expression.root, expression.mode)
        if phrase:
            more = [ranking.PHRASE * heaviest * close for close in self._close(phrase, foremost)]
        elif ranking.looks_for_more(expression.root, expression.mode, query.of):
            more = self._shared(foremost, by_words, found)
        else:
            return found
        return found | {e.id: found[e.id] + own * faded[e.id] for e, own in zip(foremost, more, strict=True)}

    def ages(self, query: Query) -> Ages:
        """Return what ages count from: for the hits after others, what it was for those."""
        days = np.array([entry.day or 0 for entry in self._entries["articles"]], np.int64)
        ages, newest = Ages.among(days, date.today().toordinal()), counted_from(query)
        return ages if newest is None else ages._replace(newest=newest)

    def _by_words(self, expression: Expression | None, hits: Sequence[Entry], of: Of) -> tuple[_Scores, float]:
        """Return what hits score by the leaves of a query, and the most that a leaf weighs."""
        scores: _Scores = defaultdict(float)
        heaviest = 0.0
        for leaf, share in ranking.shares(expression.root, expression.mode).items() if expression else ():
            counts, idf = self._counts(leaf, of)
            heaviest = max(heaviest, share * idf if counts else 0.0)
            for entry in (entry for entry in hits if entry.id in counts):
                scores[entry.id] += share * idf * ranking.saturated(self._tf(entry, counts[entry.id]))
        return scores, heaviest

    def _faded(self, hits: Sequence[Entry], query: Query) -> _Scores:
        """Return what scores are multiplied by for their age."""
        if query.sort != "recent":
            return {entry.id: 1.0 for entry in hits}
        days = np.array([entry.day or 0 for entry in hits], np.int64)
        recency = ranking.recency(self.ages(query).of(days)).tolist()
        return dict(zip([entry.id for entry in hits], recency, strict=True))

    def _close(self, phrase: Phrase, foremost: Iterable[Entry]) -> Iterator[float]:
        """Give what each of the foremost hits has for the phrase that the words make."""
        return (ranking.saturated(self._tf(entry, _nearness(phrase, entry))) for entry in foremost)

    def _shared(self, foremost: Sequence[Entry], by_words: _Scores, found: _Scores) -> list[float]:
        """Return what the foremost hits have for what they share with the first."""
        above = feedback.first_above(found[entry.id] for entry in foremost)
        first: list[tuple[Article, float]] = [
            (entry.article, by_words[entry.id]) for entry in foremost if found[entry.id] > above
        ]
        articles = self._entries["articles"]
        having, average = articles_with_stems(articles), self._averages["articles"].__getitem__
        values = partial(feedback.values, documents=len(articles), df=having.__getitem__)
        return feedback_of_texts.more([entry.article for entry in foremost], first, average, values)

    def _counts(self, leaf: Leaf, of: Of) -> tuple[dict[Id, Counts], float]:
        """Return how often a leaf stands in each entry that has it, and its idf."""
        fields = fields_of(leaf, of)
        counts = {e.id: counted for e in self._entries[of] if (counted := counts_of(leaf, e, fields))}
        return counts, ranking.idf(len(self._entries[of]), len(counts))

    def _tf(self, entry: Entry, counts: Mapping[str, tuple[float, int]]) -> float:
        return sum(
            ranking.field_tf(field, count, exact, entry.length(field), self._averages[entry.of][field])
            for field, (count, exact) in counts.items()
            if field in SCORED[entry.of]
        )


def _nearness(phrase: Phrase, entry: Entry) -> dict[str, tuple[float, int]]:
    """Return what the words of a phrase that stand near each other count for in each field, and how often exactly."""
    fields = fields_of(phrase, entry.of)
    phrased = counts_of(phrase, entry, fields)
    near = {field: sum(closeness(phrase.words, value) for value in entry.words[field]) for field in fields}
    return {field: (times, phrased.get(field, (0, 0))[1]) for field, times in near.items() if times}


def _average(lengths: Iterable[int]) -> float:
    """Return the mean of those that have a length."""
    present = [length for length in lengths if length]
    return sum(present) / len(present) if present else 1.0
