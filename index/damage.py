"""What reading damaged arrays raises, as an error of the family."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def damage_named(place: Path) -> Iterator[None]:
    """Turn what reading damaged arrays raises into IndexCorrupt.

    Numbers that are not what was written lead to places that are not there, in NumPy, zstd and JSON.
    """
    try:
        yield
    except PullquoteError:
        raise
    except OSError as error:
        raise IndexUnavailable(f"{place} cannot be read: {error.strerror or error}") from error
    except _DAMAGE as error:
        raise IndexCorrupt(
            f"the index at {place} is damaged ({type(error).__name__}): `pullquote verify` names the file; {REMEDY}"
        ) from error
