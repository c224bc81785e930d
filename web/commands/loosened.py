"""What a search finds without one of its options, or without all, where they leave nothing."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from search.allowance import Allowance
from search.loosening import with_hits
from search.query import EXCLUDED, FACETS, Query
from search.searcher import Searcher

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
    """Give the options without which a query that finds nothing finds something, and still asks for something."""
    each = list(_each(query))
    all_of_them = [("these options", _free(each))] if len(each) > 1 else []
    changes = ((options, replace(query, **freed)) for options, freed in (*each, *all_of_them))
    asking = ((options, asked) for options, asked in changes if _asks(asked))
    return (Without(options, hits) for options, _, hits in with_hits(searcher, asking, allowance))


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
