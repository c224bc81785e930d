"""How a query was read, and what each of its clauses finds: what killed a search that finds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from index.errors import QueryError
from index.patterns import pattern
from search import query as limits
from search.allowance import Allowance
from search.language.describing import describe
from search.language.saved import to_json
from search.language.wording import in_words
from search.nodes import And, Node, Not, Or
from search.query import Diagnostic, Expression, Query
from search.searcher import Searcher
from search.syntax import expression_of

_MOST = 32  # clauses that are counted
_FIELD = pattern(r":\w+")  # backwards: looked for from each letter on, long words would take their square


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a query: its `text` from `start` to `end`, and what it finds alone under the query's filters.

    `excluded`: the query wants what does not match it; `hits` are those that do. `hits` is None where it was not
    counted: the clause is refused, or there was no time left. `did_you_mean` is a better spelling of a word of it.
    """

    text: str
    start: int
    end: int
    read_as: str
    in_words: str
    hits: int | None
    excluded: bool = False
    did_you_mean: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a query was read, clause by clause."""

    expression: Expression
    clauses: tuple[Clause, ...]
    diagnostics: tuple[Diagnostic, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        expression = self.expression
        return {
            "q": expression.text,
            "read_as": describe(expression.root),
            "in_words": in_words(expression.root),
            "grammar": limits.GRAMMAR_VERSION,
            "translated_from": expression.translated_from,
            "clauses": [{name: getattr(clause, name) for name in _CLAUSE} for clause in self.clauses],
            "diagnostics": [{name: getattr(note, name) for name in _NOTE} for note in self.diagnostics],
            "tree": to_json(expression)["tree"],
        }


_CLAUSE = ("text", "start", "end", "read_as", "in_words", "hits", "excluded", "did_you_mean")
_NOTE = ("kind", "message", "start", "end")


def explain(searcher: Searcher, query: Query, allowance: Allowance | None = None) -> Reading | None:
    """Return how a query's text was read; None where it has none.

    Args:
        allowance: the time for it, where others have their part of it; by default a whole one.
    """
    expression = expression_of(query)
    if expression is None:
        return None
    notes = list(expression.diagnostics)
    clauses = tuple(_clauses(searcher, query, expression, notes, allowance or Allowance()))
    return Reading(expression, clauses, tuple(notes))


def _clauses(
    searcher: Searcher, query: Query, expression: Expression, notes: list[Diagnostic], allowance: Allowance
) -> Iterator[Clause]:
    for number, part in enumerate(_parts(expression.root)):
        excluded = isinstance(part, Not)
        node = part.child if isinstance(part, Not) else part
        counted = number < _MOST and allowance.left
        hits, better = _counted(searcher, query, replace(expression, root=node), notes) if counted else (None, None)
        start = _start(part, expression.text)
        text = expression.text[start : part.end] or describe(part)
        yield Clause(text, start, part.end, describe(part), in_words(part), hits, excluded, better)


def _start(part: Node, text: str) -> int:
    """Return where a part begins, with the field before it: the node of a word has the place of the word."""
    field = _FIELD.match(text[: part.start][::-1])
    return part.start - (field.end() if field else 0)


def _parts(root: Node) -> tuple[Node, ...]:
    return root.children if isinstance(root, And | Or) else (root,)


def _counted(
    searcher: Searcher, query: Query, expression: Expression, notes: list[Diagnostic]
) -> tuple[int | None, str | None]:
    """Return how many hits a clause has alone, and a better spelling of an unknown word; note why it is refused."""
    alone = replace(query, expression=expression, mode=expression.mode, size=0, page=1, cursor=None)
    asked = replace(alone, facets=(), histogram=None, span=False, fold=False)
    try:
        results = searcher.search(asked)
    except QueryError as error:
        root = expression.root
        notes.append(Diagnostic(error.message, root.start if error.position is None else error.position, root.end))
        return None, None
    better = results.did_you_mean
    return results.total.value, better.replacement if better else None
