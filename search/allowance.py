"""How long may be taken for what nobody asked for but to understand an answer: how it was read, what else to ask."""

from time import perf_counter

SECONDS = 1.0


class Allowance:
    """SECONDS from now on, for all who share it. A search that has begun is ended by its own limit only."""

    def __init__(self) -> None:
        self._ends = perf_counter() + SECONDS

    @property
    def left(self) -> bool:
        """Whether there is time for one more search."""
        return perf_counter() < self._ends
