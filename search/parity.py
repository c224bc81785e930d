"""The same queries on two engines: what each finds, counts and lists first, compared.

Totals and counts must be the same to the last one. Of the first hits, which are ordered by scores that engines add up
in other orders, those count as equal that both list, and those that score as the last that is listed does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index.errors import QueryError
from search.nodes import Term
from search.query import Expression, Query
from search.results import Hit, Results
from search.searcher import Searcher
from search.syntax import parse

FIRST = 10
FACETS = ("tag", "speaker", "source", "year")
_TIE = 1e-5  # of a score; engines may add up in single precision
_NAMED = 3  # values or hits that a difference names


@dataclass(frozen=True, slots=True)
class Compared:
    """One query: the totals of both, None where it was refused; which part of the first hits is equal; what differs."""

    text: str
    is_word: bool
    totals: tuple[int | None, int | None]
    overlap: float
    differences: tuple[str, ...]


def compared(text: str, one: Searcher, other: Searcher) -> Compared:
    """Ask both the same."""
    try:
        expression = parse(text)
    except QueryError:  # before any engine is asked
        return Compared(text, False, (None, None), 1.0, ())
    found = [_answer(expression, searcher) for searcher in (one, other)]
    left, right = found
    totals = (_total(left), _total(right))
    is_word = isinstance(expression.root, Term)
    if isinstance(left, QueryError) or isinstance(right, QueryError):
        told = () if totals == (None, None) else (f"refused by one alone: {left if totals[0] is None else right}",)
        return Compared(text, is_word, totals, 1.0, told)
    return Compared(text, is_word, totals, _overlap(left.hits, right.hits), tuple(_differences(left, right)))


def _answer(expression: Expression, searcher: Searcher) -> Results | QueryError:
    asked = Query(expression=expression, facets=FACETS, facet_size=50, histogram="month", size=FIRST, highlight=False)
    try:
        return searcher.search(asked)
    except QueryError as error:
        return error


def _total(found: Results | QueryError) -> int | None:
    return found.total.value if isinstance(found, Results) else None


def _differences(one: Results, other: Results) -> Iterator[str]:
    if one.total.value != other.total.value:
        yield f"{one.total.value:,} hits, against {other.total.value:,}{_only(one, other)}"
    for name in FACETS:
        yield from _unequal(f"facet {name}", _counts(one, name), _counts(other, name))
        for what in ("other", "missing"):
            counts = [getattr(found.facets[name], what) for found in (one, other)]
            if counts[0] != counts[1]:
                yield f"facet {name}: {counts[0]:,} {what}, against {counts[1]:,}"
    months = [{bucket.start: bucket.count for bucket in found.histogram} for found in (one, other)]
    yield from _unequal("months", *months)


def _counts(found: Results, name: str) -> dict[str, int]:
    return {value.value: value.count for value in found.facets[name].values}


def _unequal(what: str, one: dict[str, int], other: dict[str, int]) -> Iterator[str]:
    apart = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    if apart:
        told = ", ".join(f"{key} {one.get(key, 0):,} against {other.get(key, 0):,}" for key in apart[:_NAMED])
        yield f"{what}: {told}{', ...' if len(apart) > _NAMED else ''}"


def _only(one: Results, other: Results) -> str:
    """Return which of the first hits one alone has, where all are listed."""
    ids = [{hit.id for hit in found.hits} for found in (one, other)]
    if max(one.total.value, other.total.value) > FIRST:
        return ""
    return f": {', '.join(islice(sorted(ids[0] ^ ids[1]), _NAMED))} found by one alone"


def _overlap(one: Sequence[Hit], other: Sequence[Hit]) -> float:
    """Return which part of the hits that one lists the other does, too, or could for their scores."""
    if not one:
        return 1.0 if not other else 0.0
    ids, last = {hit.id for hit in other}, one[-1].score
    return sum(hit.id in ids or abs(hit.score - last) <= _TIE * abs(last) for hit in one) / len(one)
