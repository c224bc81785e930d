"""Which of several captures of an article the index keeps: the latest, whatever order they are read in."""

import os

from index.article import Article
from index.building.holding import Holding
from index.building.naming import is_by_url
from index.building.passing import Pass
from index.building.remembered import Files
from index.captures import seen_at
from index.writer import Known, known_of


class Contest:
    """Compares what a file gives with what the index has: by the time of the capture, else the page's, else the file's.

    Of one time, what stands later in a file counts as later, and of files the one whose path comes last.
    """

    def __init__(self, held: Holding, files: Files) -> None:
        self._held, self._files = held, files

    def won(self, article: Article, known: Known, one: Pass) -> bool:
        """Tell if an article takes the place of what the index has under its id."""
        if known.file == one.path:
            return self._won_at_home(article, known, one)
        if known.file is None or not os.path.exists(known.file):
            return True
        return is_by_url(article) and (_time(article, one), one.path) > (self._then(article.id, known.file), known.file)

    def _won_at_home(self, article: Article, known: Known, one: Pass) -> bool:
        """Tell it of what the same file gave.

        If that was in an earlier reading, and it is later than the article or the file gave several, then it may come
        yet, and is waited for.
        """
        same, settled = known_of(article).digest == known.digest, one.settled(article.id)
        told = seen_at(article.provenance)
        then_told = told if same else self._held.captured(article.id)
        now = one.modified if told is None else told
        before = one.modified if settled else self._modified(one.path)
        then = before if then_told is None else then_told
        of_a_time = now == then or told is then_told is None
        if not settled and (now < then or (of_a_time and not same and self._more_expected(article.id, one))):
            one.awaited.add(article.id)
            return False
        one.awaited.discard(article.id)
        return not same and now >= then

    def _more_expected(self, name: str, one: Pass) -> bool:
        return self._files.offers.count(name) > 1 and one.times(name) > one.offered[name] + 1

    def _then(self, name: str, file: str) -> float:
        captured = self._held.captured(name)
        return self._modified(file) if captured is None else captured

    def _modified(self, file: str) -> float:
        """Return the time that a file had when it was read."""
        source = self._files.sources.get(file)
        return source.modified if source else modified_at(file)


def modified_at(path: str) -> float:
    """Return the time of a file in seconds since 1970, 0 for one that is gone."""
    try:
        return os.stat(path).st_mtime
    except OSError:
        return 0.0


def _time(article: Article, one: Pass) -> float:
    seen = seen_at(article.provenance)
    return one.modified if seen is None else seen
