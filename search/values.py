"""Searching in the values of a facet: which of them match, in which order they stand, and which of them a page has."""

import re
from collections.abc import Iterator
from typing import Literal, get_args

from index.analysis import fold
from index.errors import QueryError
from search.query import FACETS, Query

ValueOrder = Literal["count", "value", "distinctive"]
ORDERS: tuple[ValueOrder, ...] = get_args(ValueOrder)
LAST = "\U0010ffff"  # stands after whatever a text may go on with
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘")


def beginnings(form: str) -> Iterator[str]:
    """Yield what a form of a value is found by: its folded text from each of its words on."""
    text = folded(form)
    yield text
    yield from (text[word.start() :] for word in _WORD.finditer(text) if word.start())


def folded(text: str) -> str:
    """Return a text as values are searched: without case, accents, apostrophes and spare space."""
    return " ".join(fold(text).translate(_APOSTROPHES).split())


def check_values(facet: str, order: str) -> None:
    """Refuse a facet or an order that there is not.

    Raises:
        QueryError: it is none of FACETS, or none of ORDERS.
    """
    for parameter, value, known in (("facet", facet, tuple(FACETS)), ("order", order, ORDERS)):
        if value not in known:
            raise QueryError(f"{parameter} is one of {', '.join(known)}, not {value!r}", parameter=parameter)


def place_of(query: Query, first: int) -> slice:
    """Return which of the values stand on the query's page.

    `first` values come before them: these take their room from the first page, and stand there even beyond its size.
    """
    size, page = query.facet_size, query.page
    room = max(0, size - first)
    return slice(0 if page == 1 else room + (page - 2) * size, room + (page - 1) * size)
