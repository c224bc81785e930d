"""Where a list goes on: after the place of a hit in the order, not after its number, so that commits do not matter."""

import math
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from index.errors import QueryError
from search.query import BY_SCORE, Query, Sort

_ALPHABET = re.compile(r"[A-Za-z0-9_-]+")
_MOST = 1 << 53  # what an array or a script holds exactly
_UNDATED = "-"


@dataclass(frozen=True, slots=True)
class Place:
    """What a hit is ordered by.

    `seconds` is the `index.dates.local_seconds` of its article, None where undated; `quote` is the place of the quote
    among those of its article, from 0, and 0 for an article.
    """

    score: float
    seconds: int | None
    article: str
    quote: int = 0

    def key(self, sort: Sort) -> tuple[float, bool, int, str, int]:
        """Return the sort key: by score or date, ties by date (newest first), then by id and place; undated last."""
        score = -self.score if sort in BY_SCORE else 0.0
        seconds = self.seconds or 0
        date = seconds if sort == "oldest" else -seconds
        return score, self.seconds is None, date, self.article, self.quote


def encode(query: Query, last: Place) -> str:
    """Return the cursor for the hits after `last`: it holds for the query's kind of hits and order.

    A score is kept to its last bit, and only where it orders: engines agree on the cursors of lists by date.
    """
    score = float(last.score if query.sort in BY_SCORE else 0).hex()
    seconds = _UNDATED if last.seconds is None else str(last.seconds)
    text = " ".join((query.of, query.sort, score, seconds, str(last.quote), last.article))
    return urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def decode(query: Query) -> Place | None:
    """Return the place after which the query's hits begin, None for all of them.

    Raises:
        QueryError: the cursor is none that `encode` gives, or that of another order or kind of hits.
    """
    if query.cursor is None:
        return None
    try:
        of, sort, place = _read(query.cursor)
    except (ValueError, OverflowError) as error:
        raise QueryError("cursor is not one that a search has given", parameter="cursor") from error
    if (of, sort) != (query.of, query.sort):
        raise QueryError(f"cursor is one of {of} by {sort}, not of {query.of} by {query.sort}", parameter="cursor")
    if encode(query, place) != query.cursor:
        raise QueryError("cursor is not one that a search has given", parameter="cursor")
    return place


def _read(cursor: str) -> tuple[str, str, Place]:
    if not _ALPHABET.fullmatch(cursor):
        raise ValueError(cursor)
    text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("utf-8", "surrogatepass")
    of, sort, score, seconds, quote, article = text.split(" ", 5)
    place = Place(float.fromhex(score), None if seconds == _UNDATED else int(seconds), article, int(quote))
    if not math.isfinite(place.score) or not all(0 <= n < _MOST for n in (place.seconds or 0, place.quote)):
        raise ValueError(cursor)
    return of, sort, place
