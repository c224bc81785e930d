"""How much memory this process takes, as far as the system tells."""

import ctypes
import os
from contextlib import suppress
from pathlib import Path

MB = 1_000_000
_UNTOLD = 120 * MB  # what indexing takes apart from the articles, where the system does not tell


def give_back() -> None:
    """Give the system back what this process does not use, where the C library can."""
    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def resident(least: int = 0) -> int:
    """Return how many bytes this process holds; where that is over `least`, what it does not use is given back first.

    Without the giving back, glibc keeps what one batch freed, and the next one would seem to have no room.
    """
    with suppress(AttributeError, OSError, ValueError):  # not Linux
        if held_by("self") > least:
            give_back()
        return held_by("self")
    return _UNTOLD


def held_by(process: int | str) -> int:
    """Return how many bytes a process holds, on Linux; elsewhere one of AttributeError, OSError and ValueError."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
