"""The files that an index was made of, as a run changes them: what each offers, and which to read again."""

import os
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from time import perf_counter

from index.captures import Offers
from index.errors import IndexCorrupt
from index.sources import Source, read_sources, write_sources

_PAUSE = 20  # times as long as it took to write the list it is not written again


class Files:
    """The list of files.

    Args:
        location: the folder of the index.
        past: the files of the index that this one takes the place of.
    """

    def __init__(self, location: Path, past: Mapping[str, Source] | None) -> None:
        self._location = location
        self.sources = _remembered(location)
        self.past = self.sources if past is None else past
        self.gone = {path for path in self.sources if not os.path.exists(path)}
        there = (source.ids for path, source in self.sources.items() if path not in self.gone)
        self.offers = Offers(chain.from_iterable(there))
        self.recounted: set[str] = set()  # articles of which there are more captures than there were, or fewer
        self._lost: dict[str, str | None] = {}  # articles that went or became others, and the one file that knows it
        self._again: dict[str, None] = {}
        self._batch: set[str] = set()  # the files that were read since the last commit
        self._due = 0.0  # when the list may be written again, by the clock of the process

    def remember(self, path: str, source: Source) -> None:
        """Note what a file offers now."""
        old = None if path in self.gone else self.sources.get(path)
        self.recounted.update(self.offers.change(old.ids if old else (), source.ids))
        self.gone.discard(path)
        self.sources[path] = source
        self._batch.add(path)

    def forget(self, path: str) -> None:
        """Forget a file."""
        self._batch.discard(path)
        if source := self.sources.pop(path, None):
            counted = path not in self.gone
            self.recounted.update(self.offers.change(source.ids, ()) if counted else source.ids)

    def count_again(self, path: str) -> None:
        """Have the captures counted of what a file offered that is gone, and others do still."""
        self.recounted.update(name for name in self.sources[path].ids if self.offers.count(name))

    def lose(self, name: str, of: str | None) -> None:
        """Take note of an article that went or became another; the one file that knows of it need not be read again."""
        self._lost[name] = of if self._lost.get(name, of) == of else None

    def is_contested(self, path: str) -> bool:
        """Tell if a file offers an article that is offered more than once."""
        return any(self.offers.count(name) > 1 for name in self.sources[path].ids)

    def read_again(self, path: str) -> None:
        """Have a file read again, in this run or, if it is cut off, in the next."""
        self.sources[path] = replace(self.sources[path], digest=None)
        self._again[path] = None

    def reopened(self) -> list[str]:
        """Return the files that are to be read again."""
        self._mark()
        paths = [path for path in self._again if self.sources[path].digest is None]
        self._again.clear()
        return paths

    def before_commit(self) -> None:
        """Write down which files to read again: what is dropped now may be in them, and the run be cut off."""
        if self._mark():
            unread = {path: replace(self.sources[path], digest=None) for path in self._batch}
            write_sources(self._location, self.sources | unread)

    def committed(self, last: bool) -> None:
        """Write the list, unless it is a long one that was written just now, and not the last: that takes seconds."""
        self._batch.clear()
        started = perf_counter()
        if last or started > self._due:
            write_sources(self._location, self.sources)
            self._due = perf_counter() + _PAUSE * (perf_counter() - started)

    def _mark(self) -> bool:
        """Have the files read again that offer an article which went or became another; tell if there are any."""
        lost, self._lost = self._lost, {}
        marked = [
            path
            for path, source in (self.sources.items() if lost else ())
            if any(lost.get(name, path) != path for name in source.ids) and os.path.exists(path)
        ]
        for path in marked:
            self.read_again(path)
        return bool(marked)


def _remembered(location: Path) -> dict[str, Source]:
    """Return the files read so far; without the list, when it is damaged, they are all read again."""
    try:
        return read_sources(location)
    except IndexCorrupt:
        return {}
