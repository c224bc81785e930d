"""The articles that may have been read wrongly, the worst first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import nsmallest
from typing import Protocol

from index.article import Article
from search.told import to_translate


class Reasons(Protocol):
    """Why an article should be looked at."""

    @property
    def score(self) -> float:
        """Above 0 and up to 1."""
        ...

    @property
    def reasons(self) -> tuple[str, ...]:
        """The strongest first."""
        ...


# The reasons that there are, for pages in other languages.
REASONS = (
    to_translate("no text"),
    to_translate("no date"),
    to_translate("no title"),
    to_translate("short text"),
    to_translate("little of the page's text"),
    to_translate("text from a script"),
    to_translate("all text of the page"),
    to_translate("readers disagree"),
)

# How doubtful an article is, None where it is not: index.extract.doubt, which is no part of what serves pages.
Judge = Callable[[Article], Reasons | None]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An article to look at: `score` is above 0 and up to 1, the strongest of its `reasons` comes first."""

    id: str
    score: float
    reasons: tuple[str, ...]
    title: str
    url: str | None
    file: str | None
    inside: str | None  # what of the file it is, if that holds several


class Worst:
    """The worst of many articles: `found` and, however many there are, how many are `doubtful` of how many in `all`."""

    def __init__(self, articles: Iterable[Article], size: int, doubt: Judge) -> None:
        self.all = self.doubtful = 0
        self._doubt = doubt
        each = filter(None, map(self._look, articles))
        self.found = nsmallest(size, each, key=lambda one: (-one.score, one.id))

    def _look(self, article: Article) -> Doubtful | None:
        self.all += 1
        found = self._doubt(article)
        if found is None:
            return None
        self.doubtful += 1
        inside = article.provenance.get("file")
        return Doubtful(article.id, found.score, found.reasons, article.title, article.url, article.file, inside)
