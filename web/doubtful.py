"""The articles that may have been read wrongly, the worst first."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from index.article import Article
from index.extract.doubt import doubt


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

    def __init__(self, articles: Iterable[Article], size: int) -> None:
        self.all = self.doubtful = 0
        each = filter(None, map(self._look, articles))
        self.found = nsmallest(size, each, key=lambda one: (-one.score, one.id))

    def _look(self, article: Article) -> Doubtful | None:
        self.all += 1
        found = doubt(article)
        if found is None:
            return None
        self.doubtful += 1
        inside = article.provenance.get("file")
        return Doubtful(article.id, found.score, found.reasons, article.title, article.url, article.file, inside)
