"""What one client may take: so many requests at first and then so many a second, as a bucket of tokens.

Ours: Flask-Limiter asks for 5 packages more and makes a start 0.2 s longer; its memory store keeps every client for
ever that comes once, knows no networks, and is of one process: N of them would let a client have N times as much.
"""

import secrets
from collections.abc import Callable
from hashlib import blake2b
from time import monotonic

from web.shared import SharedLock, real_numbers, whole_numbers

_SETS, _WAYS = 1 << 14, 8  # 131,072 clients are remembered, in 2 MB; each in one of 8 places


class Buckets:
    """Full at first, and of all processes that serve. A client that is not remembered has a full one."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = monotonic) -> None:
        """Take the tokens that come in a second, and how many a bucket holds."""
        self._each, self._room, self._clock = 1 / rate, (burst - 1) / rate, clock
        # Who is remembered, and when his bucket is full again.
        self._marks, self._full = whole_numbers(_SETS * _WAYS), real_numbers(_SETS * _WAYS)
        self._secret, self._lock = secrets.token_bytes(16), SharedLock()

    def take(self, client: str) -> float:
        """Take a token; return the seconds until there is one where there is none, else 0."""
        mark = self._mark(client)
        with self._lock:
            now, place = self._clock(), self._place(mark)
            full = self._until_full(place, mark, now)
            wait = max(0.0, full - now - self._room)
            self._marks[place], self._full[place] = mark, full if wait else full + self._each
            return wait

    def wait(self, client: str) -> float:
        """Return the seconds until there is a token, 0 where there is one."""
        mark = self._mark(client)
        with self._lock:
            now = self._clock()
            return max(0.0, self._until_full(self._place(mark), mark, now) - now - self._room)

    def _mark(self, client: str) -> int:
        """Return what stands for a client; which others have the same places is nobody's to find out."""
        return int.from_bytes(blake2b(client.encode(), digest_size=8, key=self._secret).digest(), "big")

    def _place(self, mark: int) -> int:
        """Return where a client is remembered; or else in whose place: of the bucket that is full the earliest."""
        first = mark % _SETS * _WAYS
        places = range(first, first + _WAYS)
        known = (place for place in places if self._marks[place] == mark)
        return next(known, min(places, key=self._full.__getitem__))

    def _until_full(self, place: int, mark: int, now: float) -> float:
        return max(self._full[place], now) if self._marks[place] == mark else now
