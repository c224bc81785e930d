"""A part of the files for each of several machines that index at once: by their names, so that all agree."""

import os
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from index.errors import PullquoteError


class Shard(NamedTuple):
    """One of several parts, from 1."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> "Shard":
        """Read a part, as "1/3".

        Raises:
            PullquoteError: it is none.
        """
        number, _, of = text.partition("/")
        if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
            raise PullquoteError(f"{text} is no part of several: write 1/3 for the first of three")
        return cls(int(number), int(of))

    def has(self, file: str, roots: Sequence[str]) -> bool:
        """Tell whether a file under one of some folders is of this part."""
        root = max((root for root in roots if file.startswith(root)), key=len, default="")
        name = os.path.relpath(file, root) if root and file != root else os.path.basename(file)
        return crc32(os.fsencode(name)) % self.of == self.number - 1
