"""What the serving processes have in common: numbers, and locks. Both are made before the processes are forked."""

from __future__ import annotations

import math
import os
import sys
from mmap import mmap
from threading import TIMEOUT_MAX, Lock
from time import monotonic, sleep

if sys.platform == "linux":
    import fcntl

_PAUSE = 0.0005  # seconds between two looks at a lock that another process holds


def whole_numbers(count: int) -> memoryview[int]:
    """Return so many numbers from 0 to 2^64 - 1, all 0: every process sees what any of them writes.

    Memory is taken as they are written, 4 KB at a time.
    """
    return memoryview(mmap(-1, 8 * count)).cast("Q")


def real_numbers(count: int) -> memoryview[float]:
    """Return so many numbers of double precision, as `whole_numbers` does."""
    return memoryview(mmap(-1, 8 * count)).cast("d")


class SharedLock:
    """A lock of all threads of all serving processes. One that is killed lets go of it.

    Ours: the locks of `multiprocessing` stay locked for ever where a process that holds one is killed.
    """

    def __init__(self) -> None:
        self._threads = Lock()  # the system's lock is the process's: it does not keep threads apart
        self._file = os.memfd_create("pullquote-lock") if sys.platform == "linux" else -1

    def acquire(self, timeout: float = math.inf) -> bool:
        """Take the lock; tell whether it was to be had within so many seconds."""
        until = monotonic() + timeout
        if not self._threads.acquire(timeout=min(timeout, TIMEOUT_MAX)):
            return False
        # Who waits in the system may be told of a deadlock: a process that holds one lock and waits for another, in two
        # threads, is one to it.
        while not self._is_taken():
            if monotonic() > until:
                self._threads.release()
                return False
            sleep(_PAUSE)
        return True

    def release(self) -> None:
        """Give the lock back."""
        if sys.platform == "linux":
            fcntl.lockf(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def _is_taken(self) -> bool:
        if sys.platform == "linux":
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True  # there is one process

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class Turns:
    """Turns of processes, for one thread of each. They wait in the system; one that is killed gives its turn back."""

    def __init__(self) -> None:
        self._file = os.memfd_create("pullquote-turns") if sys.platform == "linux" else -1

    def __enter__(self) -> None:
        if sys.platform == "linux":
            fcntl.lockf(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        if sys.platform == "linux":
            fcntl.lockf(self._file, fcntl.LOCK_UN)
