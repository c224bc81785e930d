"""More like this: an article's most telling words, searched for as a query with any of them.

    value(stem) = times · idf(stem)      times: in the body, and TITLE for each in the title, TAG for each in a tag

The MOST stems of the highest value are the query, each once: ranking weighs them. Left out are function words, numbers,
and stems that are in no other article or in more than COMMON of all. The rule is that of Lucene's MoreLikeThis
(org.apache.lucene.queries.mlt), with the ranking of any other search. Near copies are not listed, they are the
article's copies; nor is a copy of what is listed already.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from index.analysis import stem, words
from index.article import Article
from search import ranking
from search.nodes import Or, Term
from search.query import MAX_DEPTH, MAX_SIZE, Expression, Query
from search.results import Hit, Results
from search.telling import may_tell
from search.telling import most_common as most_of

MOST = 25
TITLE, TAG = 3, 3
COMMON = 0.05
_READ = 100_000  # characters of a body: the rest of a longer one would take its time and tell no more


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of an article: how often each stem counts, and its most frequent word there."""

    times: Mapping[str, int]
    word: Mapping[str, str]

    @classmethod
    def of(cls, article: Article) -> "Subject":
        """Read an article."""
        read = Counter(words(article.body[:_READ]))
        for texts, many in (((article.title,), TITLE), (article.tags, TAG)):
            for word in (word for text in texts for word in words(text)):
                read[word] += many
        times: Counter[str] = Counter()
        most: dict[str, str] = {}
        for word in sorted(read, key=lambda word: (-read[word], word)):
            times[stem(word)] += read[word]
            most.setdefault(stem(word), word)
        told = {one: many for one, many in times.items() if may_tell(one)}
        return cls(told, most)

    def value(self, stem: str, documents: int, df: int) -> float:
        """Return how much a stem tells that `df` of `documents` articles have."""
        return self.times[stem] * ranking.idf(documents, df)

    def question(self, documents: int, frequencies: Mapping[str, int]) -> Query | None:
        """Return the query for articles like this one, None where no word tells anything.

        Args:
            frequencies: how many articles have each stem; those that are not there tell nothing.
        """
        known = [one for one in self.times if tells(documents, frequencies.get(one, 0))]
        best = sorted(known, key=lambda one: (-self.value(one, documents, frequencies[one]), one))[:MOST]
        leaves = tuple(Term(self.word[one]) for one in best)
        if not leaves:
            return None
        # Not mode "any": what the first hits share (search.feedback) is the subject itself.
        return Query(expression=Expression("", "all", Or(leaves)), mode="all", highlight=False)


def tells(documents: int, df: int) -> bool:
    """Tell whether a stem of so many articles is in others, and not in too many."""
    return 1 < df <= most_common(documents)


def most_common(documents: int) -> float:
    """Return in how many articles a stem is at most that tells something."""
    return most_of(documents, COMMON)


def others(
    query: Query, n: int, own: Hashable, search: Callable[[Query], Results], group: Callable[[str], Hashable]
) -> tuple[Hit, ...]:
    """Return the first `n` hits of a query of which none is a copy of an article or of a hit before.

    Args:
        own: the group of the article.
        group: gives what an article of some id has in common with its copies alone.
    """
    size = min(n + 1, MAX_SIZE)  # one more, for the article itself
    pages = range(1, min(n, MAX_DEPTH - 1) // MAX_SIZE + 2)
    results = (search(replace(query, size=size, page=page, fold=True)) for page in pages)
    return tuple(islice((hit for one in results for hit in one.hits if group(hit.id) != own), n))
