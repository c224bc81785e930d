"""What reading damaged arrays raises, as an error of the family."""

from pathlib import Path
from types import TracebackType

import msgspec
import zstandard

from index.errors import IndexCorrupt, IndexUnavailable, PullquoteError
from index.manifest import REMEDY

_DAMAGE = (
    IndexError,
    ValueError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
    zstandard.ZstdError,
    msgspec.MsgspecError,
)


class damage_named:  # used as a function is; contextlib's own takes three times as long, in each search
    """Turns what reading damaged arrays raises within a block into IndexCorrupt.

    Numbers that are not what was written lead to places that are not there, in NumPy, zstd and JSON.
    """

    def __init__(self, place: Path) -> None:
        self._place = place

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, PullquoteError):
            return
        if isinstance(error, OSError):
            raise IndexUnavailable(f"{self._place} cannot be read: {error.strerror or error}") from error
        if isinstance(error, _DAMAGE):
            name = type(error).__name__
            raise IndexCorrupt(
                f"the index at {self._place} is damaged ({name}): `pullquote verify` names the file; {REMEDY}"
            ) from error
