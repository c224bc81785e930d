"""The lock that lets one process write to an index."""

from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexBusy, IndexUnavailable
from index.manifest import LOCK, made


def locked(location: Path) -> FileLock:
    """Take the writer's lock of an index folder, which is made where there is none; `release` gives it back.

    Raises:
        IndexBusy: another process holds it.
        IndexUnavailable: the folder cannot be made or written to.
    """
    try:
        made(location)
        lock = FileLock(location / LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise IndexBusy(f"another process is writing to {location}: wait for it to end, then run again") from error
    except OSError as error:
        raise IndexUnavailable(f"{location} cannot be written to: {error.strerror}") from error
    return lock
