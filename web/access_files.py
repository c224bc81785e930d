"""The files of passwords and keys: a line for each, `user:hash` and `name:read:hash` or `name:write:hash`."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from index.errors import PullquoteError
from index.manifest import put_whole
from index.owner.own_files import read_own
from web.access import Key

_NAME = r"(?P<name>[^:#\s\x00-\x1f\x7f][^:\x00-\x1f\x7f]{0,99})"
_PASSWORD = re.compile(rf"{_NAME}:(?P<hash>scrypt:\d{{1,7}}:\d{{1,2}}:\d{{1,2}}\$[^$:]+\$[0-9a-f]{{128}})")
_KEY = re.compile(rf"{_NAME}:(?P<right>read|write):(?P<hash>[0-9a-f]{{64}})")
_FORBIDDEN = stat.S_IWGRP | stat.S_IRWXO
Made = TypeVar("Made")


def read_passwords(path: Path) -> dict[str, str]:
    """Return the hashes of passwords by user.

    Raises:
        PullquoteError: see `_lines`.
    """
    return dict(_lines(path, _PASSWORD, lambda found: (found["name"], found["hash"]), "pullquote password"))


def read_keys(path: Path) -> tuple[Key, ...]:
    """Return the keys of a file; raises as `read_passwords` does."""
    made = _lines(
        path, _KEY, lambda found: Key(found["name"], found["hash"], found["right"] == "write"), "pullquote key"
    )
    return tuple(made)


def add_line(path: Path, name: str, rest: str) -> None:
    """Write a line in place of the one with its name; only the owner may read a file that is new.

    Raises:
        PullquoteError: the name cannot stand in a line, or the file cannot be read or written.
    """
    if not re.fullmatch(_NAME, name):
        raise PullquoteError(
            f"{name!r} cannot be a name: one is a line of at most 100 characters, no colon, no # first"
        )
    kept = [line for line in (read_own(path) or b"").decode("utf-8", "surrogateescape").split("\n") if line.strip()]
    lines = [*(line for line in kept if line.partition(":")[0] != name), f"{name}:{rest}"]
    mask = os.umask(0o077)
    try:
        put_whole(
            path, path.with_name(f"{path.name}.new"), ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")
        )
    except OSError as error:
        raise PullquoteError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        os.umask(mask)


def _lines(path: Path, shape: re.Pattern[str], make: Callable[[re.Match[str]], Made], command: str) -> Iterator[Made]:
    """Yield what the lines of a file say; empty ones and `# remarks` say nothing.

    Raises:
        PullquoteError: there is no such file, others may read it, a line is no such line, or there is none.
    """
    data = read_own(path)
    if data is None:
        raise PullquoteError(f"there is no file {path}: make one with `{command}`")
    if os.stat(path).st_mode & _FORBIDDEN:
        raise PullquoteError(f"{path} is open to others on this machine: `chmod 600 {path}`")
    lines = data.decode("utf-8", "replace").split("\n")
    said = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not said:
        raise PullquoteError(f"{path} has no line: make one with `{command}`")
    for number, line in said:
        if (found := shape.fullmatch(line.strip())) is None:  # it may be a password: it is not repeated
            raise PullquoteError(f"{path}, line {number} is none that `{command}` makes: only hashes are kept")
        yield make(found)
