"""The aliases of an index as its searches know them: read when an index is opened, and again where the file changed."""

import os
from collections.abc import Iterable
from pathlib import Path

from index.manifest import ALIASES
from index.owner.aliases import Aliases, read_aliases

Stamp = tuple[int, int, int]

NO_FILE: Stamp = (0, 0, 0)


class KnownAliases:
    """What the file of aliases in a folder says; its faults are warned of when it is read."""

    def __init__(self, location: Path) -> None:
        self._location, self._path = location, str(location / ALIASES)
        self._known: tuple[Stamp, Aliases] | None = None

    @property
    def stamp(self) -> Stamp:
        """What changes with the file."""
        there = os.access(self._path, os.F_OK)  # an archive mostly has none, and this is half of what its lack raises
        return stamp_of(self._path) if there else NO_FILE

    def read(self) -> Aliases:
        """Return what the file says now."""
        now = self.stamp
        if self._known is None or self._known[0] != now:
            self._known = now, read_aliases(self._location)
            if self._known[1].warnings:
                _warn(self._known[1].warnings)
        return self._known[1]


def stamp_of(path: str) -> Stamp:
    """Return what changes when a file does, zeros where there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return NO_FILE
    return (status.st_mtime_ns, status.st_ino, status.st_size)


def _warn(lines: Iterable[str]) -> None:
    import logging  # a program that searches once mostly has nothing to warn of

    for line in lines:
        logging.getLogger("pullquote.search").warning(line)
