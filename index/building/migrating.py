"""An index made of the articles of another one, whichever engines keep the two."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from index.article import Article
from index.errors import IndexUnavailable
from index.location import folder
from index.manifest import ALIASES, CORRECTIONS, RECIPES, made
from index.owner.originals import CORRECTED
from index.sources import SOURCES
from index.writer import open_writer

BATCH = 5_000  # articles of one commit
_OWN = (ALIASES, CORRECTIONS, RECIPES, CORRECTED, SOURCES, "alerts.txt", "alerts")
Progress = Callable[[int, int, int, int], None]


def migrate(
    articles: Iterable[Article], total: int, source: str, target: str, *, progress: Progress | None = None
) -> int:
    """Put all articles of an index into a new one; return their number.

    Args:
        total: how many articles there are.
        source, target: the locations; what belongs to the user of the one goes to the other.
        progress: see index.building.build.

    Raises:
        IndexUnavailable: the new index holds something already, or in the end not as many articles.
        IndexBusy: see `open_writer`.
    """
    with open_writer(target) as writer:
        if writer.ids():
            raise IndexUnavailable(f"{target} holds articles already: name an index that is new")
        done = 0
        for done, article in enumerate(articles, 1):
            writer.put(article)
            if done % BATCH == 0:
                writer.commit()
            if progress:
                progress(done, total, done, 0)
        writer.commit()
        there = len(writer.ids())
    if not there == done == total:
        raise IndexUnavailable(
            f"{target} holds {there:,} articles where {source} has {total:,}: delete it and try again"
        )
    _take_own(folder(source), folder(target))
    return done


def _take_own(source: Path, target: Path) -> None:
    made(target)
    for path in (source / name for name in _OWN):
        if path.is_dir():
            shutil.copytree(path, target / path.name, dirs_exist_ok=True)
        elif path.exists():
            shutil.copy2(path, target / path.name)
