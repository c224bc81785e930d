"""How long may be taken: for all that stands on one page, and of that for what nobody asked for.

What nobody asked for is there to understand an answer: how the query was read, what else to ask. Time is what the
processor works for it: a search that waits for others, or for a cold disk, is not to be refused for that.
"""

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import thread_time
from typing import Any, TypeVar

from search import query as limits

SECONDS = 1.0
_KEPT = 4  # executions of a page: some megabytes each where they find all of 200,000 articles

Made = TypeVar("Made")


class Page:
    """What the searches of one page share: their time, MAX_SECONDS from now on, and what they found last."""

    def __init__(self) -> None:
        self.ends = thread_time() + limits.MAX_SECONDS
        self.made: dict[Hashable, Any] = {}


_PAGE: ContextVar[Page | None] = ContextVar("page", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Have all searches of a block, in this thread, be those of one page."""
    token = _PAGE.set(Page())
    try:
        yield
    finally:
        _PAGE.reset(token)


def ends(seconds: float) -> float:
    """Return when what begins now and may take so long must be done, as `thread_time` tells it."""
    page = _PAGE.get()
    return min(thread_time() + seconds, page.ends if page else math.inf)


def once_a_page(key: Hashable, make: Callable[[], Made]) -> Made:
    """Return what `make` gives, or what it gave for this key on the same page; the last few are kept."""
    page = _PAGE.get()
    if page is None:
        return make()
    if key not in page.made:
        made = make()
        if len(page.made) >= _KEPT:
            del page.made[next(iter(page.made))]
        page.made[key] = made
    found: Made = page.made[key]
    return found


class Allowance:
    """SECONDS from now on, for all who share it. A search that has begun is ended by its own limit only."""

    def __init__(self) -> None:
        self._ends = ends(SECONDS)

    @property
    def left(self) -> bool:
        """Whether there is time for one more search."""
        return thread_time() < self._ends
