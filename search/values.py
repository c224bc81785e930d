"""Searching in the values of a facet: in which order they stand, and which of them a page has.

A prefix finds a value as what is typed finds a label (search.completing): where its words stand in a row, the last one
begun only.
"""

from typing import Literal, get_args

from index.errors import QueryError
from search.query import FACETS, Query
from search.told import told

ValueOrder = Literal["count", "value", "distinctive"]
ORDERS: tuple[ValueOrder, ...] = get_args(ValueOrder)


def check_values(facet: str, order: str) -> None:
    """Refuse a facet or an order that there is not.

    Raises:
        QueryError: it is none of FACETS, or none of ORDERS.
    """
    for parameter, value, known in (("facet", facet, tuple(FACETS)), ("order", order, ORDERS)):
        if value not in known:
            message = told(
                "%(name)s is one of %(known)s, not %(given)s",
                name=parameter,
                known=", ".join(known),
                given=repr(value),
            )
            raise QueryError(message, parameter=parameter)


def place_of(query: Query, first: int) -> slice:
    """Return which of the values stand on the query's page.

    `first` values come before them: these take their room from the first page, and stand there even beyond its size.
    """
    size, page = query.facet_size, query.page
    room = max(0, size - first)
    return slice(0 if page == 1 else room + (page - 2) * size, room + (page - 1) * size)
