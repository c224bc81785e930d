"""A page of results from one commit: what the engines that work on arrays share."""

from datetime import date
from time import perf_counter
from typing import Protocol

import numpy as np

from index.analysis import fold
from index.article import Article
from search.executor import Execution, Source, articles_with, filtered, folded, ordered
from search.hits import did_you_mean, facet_list, make_hit, since
from search.query import Query, Term, fields_of, widens
from search.results import Completion, FacetCounts, Hit, Results, Total
from search.spelling import most_edits, nearest
from search.syntax import expression_of
from search.table import Mask, Table


class Commit(Source, Protocol):
    """An engine's state after one commit; it does not change."""

    engine: str
    revision: str
    table: Table

    def article(self, number: int) -> Article:
        """Return the article with this number."""
        ...


def answer(query: Query, commit: Commit) -> Results:
    """Return one page of what matches in a commit."""
    started = perf_counter()
    expression, table = expression_of(query), commit.table
    execution = Execution(commit, table, expression)
    matching, scores = execution.matching(), execution.scores()
    hits = matching & filtered(query, table)
    ranked = ordered(query, table, np.flatnonzero(hits), scores)
    listed = folded(table, ranked) if query.fold else ranked
    shown = listed[(query.page - 1) * query.size :][: query.size].tolist()
    return Results(
        query=query,
        total=Total(len(ranked), len(ranked) - len(listed)),
        hits=tuple(_hit(number, query, commit, execution, float(scores[number])) for number in shown),
        facets={name: _facet(name, query, table, matching) for name in query.facets},
        dates=_dates(table, hits),
        did_you_mean=did_you_mean(expression, lambda term: _better(term, commit, execution)),
        diagnostics=expression.diagnostics if expression else (),
        revision=commit.revision,
        documents=table.documents,
        engine=commit.engine,
        took_ms=since(started),
    )


def _hit(number: int, query: Query, commit: Commit, execution: Execution, score: float) -> Hit:
    execution.check_time()
    return make_hit(
        commit.article(number),
        query,
        execution.expression,
        score=score,
        copies=int(commit.table.copies[commit.table.copy_groups[number]]) - 1,
        matched=execution.matched_by(number),
    )


def completions(table: Table, prefix: str) -> list[Completion]:
    """Return the tags and speakers that begin as typed, the most frequent first."""
    found = [
        Completion(name, facet.labels[key], count)
        for name in ("tag", "speaker")
        for facet in (table.facets[name],)
        for key, count in facet.counts(table.alive).items()
        if fold(facet.labels[key]).startswith(fold(prefix))
    ]
    return sorted(found, key=lambda completion: (-completion.count, completion.kind, completion.text))


def _facet(name: str, query: Query, table: Table, matching: Mask) -> FacetCounts:
    """Count a facet over the hits; where its values widen, over what its own choice would otherwise hide too."""
    base = matching & filtered(query, table, without=name if widens(query, name) else None)
    column = table.facets[name]
    return facet_list(name, query, column.counts(base), column.labels.get, column.missing(base))


def _dates(table: Table, hits: Mask) -> tuple[str, str] | None:
    days = table.days[hits & (table.days > 0)]
    if not days.size:
        return None
    return date.fromordinal(int(days.min())).isoformat(), date.fromordinal(int(days.max())).isoformat()


def _better(term: Term, commit: Commit, execution: Execution) -> str | None:
    if execution.matches(term):
        return None
    fields = fields_of(term)
    found = {word for field in fields for word in commit.near(field, term.word, most_edits(term.word))}
    return nearest(term.word, ((word, articles_with(commit, fields, word)) for word in found))
