"""What else to ask where nothing holds all that was asked for. It is offered, never done silently.

"3 of these 4 words" needs no operator of its own: it is written out as the brackets that it means, (a AND b AND c) OR
(a AND b AND d) OR ..., which every engine reads already and a person can go on editing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import Literal

from index.errors import QueryError
from search import query as limits
from search.allowance import Allowance
from search.language.describing import describe
from search.nodes import And, Expanding, Fuzzy, Node, Not, Or, Term
from search.query import Expression, Query
from search.searcher import Searcher
from search.syntax import expression_of, parse

_MOST_PARTS = 8
_LONGEST = 64  # clauses of an offer, all brackets together
_SHORTEST_NAME = 4  # letters of a word that is looked for in other spellings


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search with hits, under the same filters: its `text`, and in `what` how it differs.

    `kind`: "fewer", some of the clauses, whichever; "without", all but one; "spelt", words spelt nearly so.
    """

    kind: Literal["fewer", "without", "spelt"]
    what: str
    text: str
    hits: int


def offers(searcher: Searcher, query: Query, allowance: Allowance | None = None) -> tuple[Offer, ...]:
    """Return what finds something in place of a query without hits that wants several things, or names.

    Args:
        allowance: the time for it, where others have their part of it; by default a whole one.
    """
    expression = expression_of(query)
    if expression is None or expression.mode == "any":
        return ()
    found, allowance = list[Offer](), allowance or Allowance()
    for offer in _candidates(expression):
        known = offer.kind != "without" and any(one.kind == offer.kind for one in found)
        if not known and allowance.left and (hits := _hits(searcher, query, offer.text)):
            found.append(replace(offer, hits=hits))
    return tuple(found)


def _candidates(expression: Expression) -> Iterator[Offer]:
    """Yield what may find something, its hits not counted yet; of a kind that is offered once the strictest first."""
    parts = tuple(dict.fromkeys(expression.root.children if isinstance(expression.root, And) else (expression.root,)))
    if 1 < len(parts) <= _MOST_PARTS:
        yield from _fewer(parts)
        yield from _without(parts, expression.text)
    yield from _spelt(parts, expression.text)


def _fewer(parts: Sequence[Node]) -> Iterator[Offer]:
    wanted = [part for part in parts if not isinstance(part, Not)]
    others = tuple(part for part in parts if isinstance(part, Not))
    noun = "words" if all(isinstance(part, Term | Expanding) for part in wanted) else "parts"
    for many in range(len(wanted) - 1, 1, -1):
        if many * comb(len(wanted), many) <= _LONGEST:
            any_of = Or(tuple(map(And, combinations(wanted, many))))
            text = describe(And((any_of, *others)) if others else any_of)
            yield Offer("fewer", f"{many} of the {len(wanted)} {noun}", text, 0)


def _without(parts: Sequence[Node], text: str) -> Iterator[Offer]:
    for at, part in enumerate(parts):
        rest = (*parts[:at], *parts[at + 1 :])
        if not all(isinstance(one, Not) for one in rest):
            yield Offer("without", f"without {_written(part, text)}", _joined(rest), 0)


def _spelt(parts: Sequence[Node], text: str) -> Iterator[Offer]:
    for edits in range(1, limits.MAX_EDITS + 1):
        near = tuple(_near(part, edits) if _is_name(part, text) else part for part in parts)
        if near != tuple(parts):
            yield Offer("spelt", f"names spelt with {edits} other letter{'s' if edits > 1 else ''}", _joined(near), 0)


def _is_name(part: Node, text: str) -> bool:
    return isinstance(part, Term) and text[part.start : part.start + 1].isupper() and len(part.word) >= _SHORTEST_NAME


def _near(part: Node, edits: int) -> Node:
    return Fuzzy(part.word, edits, part.field) if isinstance(part, Term) else part


def _joined(parts: Sequence[Node]) -> str:
    return describe(And(tuple(parts)) if len(parts) > 1 else parts[0])


def _written(part: Node, text: str) -> str:
    return f"“{text[part.start : part.end] or describe(part)}”"


def _hits(searcher: Searcher, query: Query, text: str) -> int:
    """Return how many hits a text has; none where it is refused."""
    try:
        asked = replace(query, expression=parse(text), size=0, page=1, cursor=None, facets=(), histogram=None)
        return searcher.search(replace(asked, span=False, fold=False)).total.value
    except QueryError:
        return 0
