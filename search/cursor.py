"""Where a list goes on: after the place of a hit in the order, not after its number, so that commits do not matter."""

import math
from base64 import urlsafe_b64decode, urlsafe_b64encode

from msgspec import Struct

from index.errors import QueryError
from index.patterns import pattern
from search.query import BY_SCORE, Query, Sort

_ALPHABET = pattern(r"[A-Za-z0-9_-]+")
_MOST = 1 << 53  # what an array or a script holds exactly
_UNDATED = "-"


class Place(Struct, frozen=True):
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


def encode(query: Query, last: Place, newest: int = 0) -> str:
    """Return the cursor for the hits after `last`: it holds for the query's kind of hits and order.

    A score is kept to its last bit, and only where it orders: engines agree on the cursors of lists by date. With
    the order by `recent` goes `newest`, the day that ages counted from: what comes meanwhile must not age the rest.
    """
    score = float(last.score if query.sort in BY_SCORE else 0).hex()
    seconds = _UNDATED if last.seconds is None else last.seconds
    text = f"{query.of} {query.sort} {newest} {score} {seconds} {last.quote} {last.article}"
    return urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def decode(query: Query) -> Place | None:
    """Return the place after which the query's hits begin, None for all of them.

    Raises:
        QueryError: the cursor is none that `encode` gives, or that of another order or kind of hits.
    """
    return None if query.cursor is None else _decoded(query, query.cursor)[1]


def counted_from(query: Query) -> int | None:
    """Return the day that ages counted from for the hits before those of a query, None where there are none."""
    return None if query.cursor is None else _decoded(query, query.cursor)[0]


def _decoded(query: Query, cursor: str) -> tuple[int, Place]:
    try:
        of, sort, newest, place = _read(cursor)
    except (ValueError, OverflowError) as error:
        raise QueryError("cursor is not one that a search has given", parameter="cursor") from error
    if (of, sort) != (query.of, query.sort):
        raise QueryError(f"cursor is one of {of} by {sort}, not of {query.of} by {query.sort}", parameter="cursor")
    if encode(query, place, newest) != cursor:
        raise QueryError("cursor is not one that a search has given", parameter="cursor")
    return newest, place


def _read(cursor: str) -> tuple[str, str, int, Place]:
    if not _ALPHABET.fullmatch(cursor):
        raise ValueError(cursor)
    text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("utf-8", "surrogatepass")
    of, sort, newest, score, seconds, quote, article = text.split(" ", 6)
    place = Place(float.fromhex(score), None if seconds == _UNDATED else int(seconds), article, int(quote))
    numbers = (place.seconds or 0, place.quote, int(newest))
    if not math.isfinite(place.score) or not all(0 <= n < _MOST for n in numbers):
        raise ValueError(cursor)
    return of, sort, int(newest), place
