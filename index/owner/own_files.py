"""Files that a user writes by hand beside an index: read whole, within bounds, and what is wrong in them told."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from index.errors import UnreadableFile
from index.patterns import pattern

LIMIT = 20_000_000  # bytes: some 200,000 lines
SPELT_OUT = 100  # of what is wrong with one file; there can be a million
CONTROLS = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # in what a person wrote: a slip, or worse


def read_own(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none; a pipe or a device is refused, not waited for.

    Raises:
        UnreadableFile: it is no file, too large, or cannot be read; the line names it.
    """
    try:
        # Without waiting: a pipe that nobody writes to would be opened for ever.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableFile(f"{path} cannot be read: it is a pipe or a device, not a file")
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > LIMIT:
        raise UnreadableFile(f"{path} cannot be read: it has more than {LIMIT // 1_000_000} MB")
    return data


def spelt_out(lines: Sequence[str], rest: str) -> list[str]:
    """Return the first of many lines, with one that counts the others: "9 more" and what these are."""
    more = len(lines) - SPELT_OUT
    return [*lines[:SPELT_OUT], *([f"{more:,} more {rest}"] if more > 0 else [])]
