"""What a page says of how a query was read: in plain words, as a query, and what each clause finds alone."""

from dataclasses import dataclass, replace

from search.allowance import Allowance
from search.explaining import Clause, Reading, explain
from search.language.describing import describe
from search.language.wording import in_words
from search.nodes import Everything, Nothing, Prefix, Term
from search.query import BY_SCORE, Query
from search.ranking import looks_for_more
from search.results import Results
from search.searcher import Searcher
from web.urls import asking, list_url

MOST = 32


@dataclass(frozen=True, slots=True)
class Part:
    """A clause and the list of what it finds alone; `url` is None where it is the whole query."""

    clause: Clause
    url: str | None


@dataclass(frozen=True, slots=True)
class ReadBack:
    """How a query was read. `open`: it was changed, there is something to warn of, or nothing was found.

    `parts` are the first MOST of its clauses, `more` how many follow, `killed` those that nothing holds. `shares`: what
    the first hits share counts, too (search.feedback).
    """

    in_words: str
    read_as: str
    translated_from: str | None
    parts: tuple[Part, ...]
    more: int
    killed: tuple[Clause, ...]
    shares: bool
    open: bool


def read_back(results: Results, searcher: Searcher, allowance: Allowance) -> ReadBack | None:
    """Return how the query of some results was read; None where there is one way only to read it."""
    query = results.query
    plain = query.expression is None or isinstance(query.expression.root, Term | Prefix | Everything | Nothing)
    reading = None if plain else explain(searcher, query, allowance)
    shown = bool(results.diagnostics) or not results.total.value
    return _of(reading, query, shown) if reading else None


def _of(reading: Reading, query: Query, shown: bool) -> ReadBack:
    root, several = reading.expression.root, len(reading.clauses) > 1
    parts = [Part(clause, _alone(clause, query) if several else None) for clause in reading.clauses[:MOST]]
    killed = tuple(clause for clause in reading.clauses if clause.hits == 0 and not clause.excluded)
    return ReadBack(
        in_words=in_words(root),
        read_as=describe(root),
        translated_from=reading.expression.translated_from,
        parts=tuple(parts),
        more=len(reading.clauses) - len(parts),
        killed=killed if several else (),
        shares=query.sort in BY_SCORE and looks_for_more(root, query.mode, query.of),
        open=shown,
    )


def _alone(clause: Clause, query: Query) -> str:
    text = clause.read_as.removeprefix("NOT ") if clause.excluded else clause.read_as
    return list_url(replace(asking(text, query), mode="all"))
