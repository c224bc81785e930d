"""What one client may take: so many requests at first and then so many a second, as a bucket of tokens; and so many
at the same time.

Ours: Flask-Limiter asks for 5 packages more and makes a start 0.2 s longer; its memory store keeps every
client for ever that comes once, and knows no networks.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable
from threading import Lock
from time import monotonic

_MOST = 100_000  # clients that are remembered: some 20 MB


class Buckets:
    """Full at first. A client that is not remembered has a full one."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = monotonic) -> None:
        """Take the tokens that come in a second, and how many a bucket holds."""
        self._each, self._room, self._clock = 1 / rate, (burst - 1) / rate, clock
        # When the bucket of a client is full again; who came last stands last. A dict finds its first one ever slower.
        self._full: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str) -> float:
        """Take a token; return the seconds until there is one where there is none, else 0."""
        with self._lock:
            now = self._clock()
            full = max(self._full.pop(client, now), now)
            wait = max(0.0, full - now - self._room)
            self._full[client] = full if wait else full + self._each
            self._forget(now)
            return wait

    def wait(self, client: str) -> float:
        """Return the seconds until there is a token, 0 where there is one."""
        with self._lock:
            now = self._clock()
            return max(0.0, self._full.get(client, now) - now - self._room)

    def _forget(self, now: float) -> None:
        """Forget those whose bucket is full again, from the one who has not come for the longest time."""
        while len(self._full) > _MOST or (self._full and next(iter(self._full.values())) <= now):
            self._full.popitem(last=False)


class Places:
    """How many requests of one client are being answered: its dear ones leave threads to the others."""

    def __init__(self, most: int) -> None:
        self._most, self._taken, self._lock = most, Counter[str](), Lock()

    def take(self, client: str) -> bool:
        """Take a place; tell whether there was one."""
        with self._lock:
            is_free = self._taken[client] < self._most
            self._taken[client] += is_free
            return is_free

    def give_back(self, client: str) -> None:
        """Give a place back."""
        with self._lock:
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]
