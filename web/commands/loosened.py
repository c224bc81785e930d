"""What a search finds without one of its options, or without all, where they leave nothing."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from search.allowance import Allowance
from search.loosening import hits_of
from search.query import EXCLUDED, FACETS, Query
from search.searcher import Searcher

_MOST = 8  # options: each costs a search
_OTHERS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("role",), ("--role",)),
    (("min_confidence",), ("--min-confidence",)),
    (("date_from", "date_to"), ("--from", "--to")),
)
_NONE = Query()


@dataclass(frozen=True, slots=True)
class Without:
    """Options as they are typed, and how many hits there are without them."""

    options: str
    hits: int


def loosened(searcher: Searcher, query: Query, allowance: Allowance) -> Iterator[Without]:
    """Yield the options without which a query that finds nothing finds something, and still asks for something."""
    each = list(_each(query))
    all_of_them = [("these options", _free(each))] if len(each) > 1 else []
    changes = [(options, replace(query, **freed)) for options, freed in (*each, *all_of_them)]
    for options, asked in islice(changes, _MOST):
        if allowance.left and _asks(asked) and (hits := hits_of(searcher, asked)):
            yield Without(options, hits)


def _each(query: Query) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each option with the attributes of the query without it."""
    for facet, own in FACETS.items():
        option = f"--{facet.replace('_', '-')}"
        yield from _each_value(query, own.attribute, option)
        if facet in EXCLUDED:
            yield from _each_value(query, EXCLUDED[facet], f"{option}-not")
    for attributes, options in _OTHERS:
        given = [name for one, name in zip(attributes, options, strict=True) if getattr(query, one) is not None]
        if given:
            yield " and ".join(given), dict.fromkeys(attributes)


def _each_value(query: Query, attribute: str, option: str) -> Iterator[tuple[str, dict[str, Any]]]:
    values = getattr(query, attribute)
    for value in values:
        yield f"{option} {shlex.quote(value)}", {attribute: tuple(one for one in values if one != value)}


def _free(each: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    return {name: getattr(_NONE, name) for _, changes in each for name in changes}


def _asks(query: Query) -> bool:
    return query.expression is not None or bool(list(_each(query)))
