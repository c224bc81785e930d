"""What else to ask where nothing, or little, holds all that was asked for. It is offered, never done silently.

"3 of these 4 words" needs no operator of its own: it is written out as the brackets that it means, (a AND b AND c) OR
(a AND b AND d) OR ..., which every engine reads already and a person can go on editing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from typing import Any, Literal

from msgspec import structs

from index.errors import QueryError
from search import query as limits
from search.allowance import Allowance
from search.function_words import FUNCTION_WORDS
from search.language.describing import describe
from search.nodes import And, Expanding, Fuzzy, Has, Node, Not, Or, Phrase, Prefix, Published, Term, Wildcard
from search.query import FACETS, Expression, Query
from search.results import FacetValue
from search.searcher import Searcher
from search.syntax import expression_of, parse
from search.told import to_translate, told, told_many

_MOST_PARTS = 8
_LONGEST = 64  # clauses of an offer, all brackets together
_SHORTEST_NAME = 4  # letters of a word that is looked for in other spellings
_MOST_VALUES = 5  # that are offered in place of one


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search with hits, under the same filters: its `text`, and in `what` how it differs.

    `kind`: "fewer", some of the clauses, whichever; "any", one of them; "without", all but one; "spelt", words spelt
    nearly so; of quotations "around", those in articles that have the words, and "said", those of whom a word names.
    """

    kind: Literal["fewer", "any", "without", "spelt", "around", "said"]
    what: str
    text: str
    hits: int


@dataclass(frozen=True, slots=True)
class Absent:
    """What was chosen, `given`, of a `facet` that has no value of this name; `alike` hold it, and have hits."""

    facet: str
    given: str
    alike: tuple[FacetValue, ...]


def offers(searcher: Searcher, query: Query, allowance: Allowance | None = None) -> tuple[Offer, ...]:
    """Return what finds something in place of a query without hits that wants several things, or names.

    Args:
        allowance: the time for it, where others have their part of it; by default a whole one.
    """
    expression = expression_of(query)
    if expression is None or expression.mode == "any":
        return ()
    allowance = allowance or Allowance()
    found = list(said(searcher, query, allowance))
    if elsewhere := around(searcher, query, allowance):
        found.append(elsewhere)
    for offer in _candidates(expression):
        known = offer.kind != "without" and any(one.kind == offer.kind for one in found)
        if not known and allowance.left and (hits := _hits(searcher, query, offer.text)):
            found.append(replace(offer, hits=hits))
    return tuple(found)


def beside(searcher: Searcher, query: Query, total: int, allowance: Allowance) -> tuple[Offer, ...]:
    """Return what is worth a look beside so many hits."""
    more = around(searcher, query, allowance), wider(searcher, query, total, allowance)
    return (*said(searcher, query, allowance), *(offer for offer in more if offer and offer.hits > total))


def wider(searcher: Searcher, query: Query, total: int, allowance: Allowance) -> Offer | None:
    """Return the search for any of the words, where few hits, fewer than a page holds, have all of some plain words."""
    few = 0 < total < query.size and allowance.left
    offer = next(_any(_plain_words(query)), None) if few else None
    return replace(offer, hits=_hits(searcher, query, offer.text)) if offer else None


def said(searcher: Searcher, query: Query, allowance: Allowance) -> tuple[Offer, ...]:
    """Return the quotations of whom one of a few plain words names, with the other words in them."""
    text = query.expression.text if query.expression else ""
    named = _named(_plain_words(query, least=1), text) if query.of == "quotes" else ()
    found = [replace(one, hits=_hits(searcher, query, one.text)) for one in named if allowance.left]
    return tuple(one for one in found if one.hits)


def _plain_words(query: Query, least: int = 2) -> tuple[Node, ...]:
    """Return the words of a query that wants all of at least so many plain words; none where it wants anything else."""
    expression = expression_of(query)
    parts = _parts(expression.root) if expression and expression.mode == "all" else ()
    plain = all(isinstance(one, Term) and one.field is None for one in parts)
    return parts if plain and len(parts) >= least else ()


def _named(parts: Sequence[Node], text: str) -> Iterator[Offer]:
    for at, part in enumerate(parts if len(parts) <= _MOST_PARTS else ()):
        if isinstance(part, Term) and part.word not in FUNCTION_WORDS:
            others = *parts[:at], *parts[at + 1 :]
            words = " ".join(_written(other, text) for other in others)
            name = _written(part, text)
            what = (
                told("by “%(name)s” on “%(words)s”", name=name, words=words)
                if words
                else told("by “%(name)s”", name=name)
            )
            yield Offer("said", what, _joined((Term(part.word, "speaker"), *others)), 0)


def around(searcher: Searcher, query: Query, allowance: Allowance) -> Offer | None:
    """Return the quotations in articles that have the words of a search for quotations, where there are any.

    They are those of the search, too, and hold of each word that it is in the title or the text.
    """
    expression = expression_of(query)
    if query.of != "quotes" or expression is None or expression.mode == "any":
        return None
    wider = _in_articles(expression.root)
    if wider == expression.root or not allowance.left:
        return None
    text = describe(wider)
    what = told("in articles that say “%(text)s”", text=expression.text.strip() or describe(expression.root))
    hits = _hits(searcher, query, text)
    return Offer("around", what, text, hits) if hits else None


def _in_articles(node: Node) -> Node:
    match node:
        case And(children) | Or(children):
            return structs.replace(node, children=tuple(map(_in_articles, children)))
        case Term(field=None) | Phrase(field=None) | Prefix(field=None) | Wildcard(field=None) | Fuzzy(field=None):
            return Or((structs.replace(node, field="title"), structs.replace(node, field="body")))
    return node


def absent_values(searcher: Searcher, query: Query, allowance: Allowance | None = None) -> tuple[Absent, ...]:
    """Return each value that a query chooses and no article of the archive has."""
    allowance = allowance or Allowance()
    chosen = [(facet, given) for facet in FACETS for given in query.chosen(facet)]
    return tuple(
        Absent(facet, given, _alike(searcher, query, facet, given))
        for facet, given in chosen
        if allowance.left and not _is_known(searcher, facet, given)
    )


def _is_known(searcher: Searcher, facet: str, given: str) -> bool:
    chosen: dict[str, Any] = {FACETS[facet].attribute: (given,)}
    try:
        return searcher.count(Query(**chosen)) > 0
    except QueryError:
        return True


def _alike(searcher: Searcher, query: Query, facet: str, given: str) -> tuple[FacetValue, ...]:
    rest = tuple(one for one in query.chosen(facet) if one != given)
    changes: dict[str, Any] = {FACETS[facet].attribute: rest}
    asked = replace(query, **changes, page=1, facet_size=_MOST_VALUES + len(rest))
    found = _holding(searcher, asked, facet, given)
    return found or (_holding(searcher, asked, facet, given.split()[-1]) if facet == "speaker" and " " in given else ())


def _holding(searcher: Searcher, query: Query, facet: str, text: str) -> tuple[FacetValue, ...]:
    try:
        values = searcher.values(query, facet, text).values
    except QueryError:
        return ()
    return tuple(one for one in values if one.count and not (one.selected or one.excluded))


def _candidates(expression: Expression) -> Iterator[Offer]:
    """Yield what may find something, its hits not counted yet; of a kind that is offered once the strictest first."""
    parts = _parts(expression.root)
    short = 1 < len(parts) <= _MOST_PARTS
    if short:
        yield from _fewer(parts)
    yield from _any(parts)
    if short:
        yield from _without(parts, expression.text)
    yield from _spelt(parts, expression.text)


def _parts(root: Node) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(root.children if isinstance(root, And) else (root,)))


def _fewer(parts: Sequence[Node]) -> Iterator[Offer]:
    wanted = [part for part in parts if not isinstance(part, Not)]
    others = [part for part in parts if isinstance(part, Not)]
    words = to_translate("%(some)s of the %(all)s words")
    what = words if _are_words(wanted) else to_translate("%(some)s of the %(all)s parts")
    for many in range(len(wanted) - 1, 1, -1):
        if many * comb(len(wanted), many) <= _LONGEST:
            any_of = Or(tuple(map(And, combinations(wanted, many))))
            yield Offer("fewer", told(what, some=many, all=len(wanted)), _joined((any_of, *others)), 0)


def _any(parts: Sequence[Node]) -> Iterator[Offer]:
    """Yield any of the parts. A date and what articles have stay: that is no text."""
    wanted = [part for part in parts if not isinstance(part, Not | Published | Has)]
    others = [part for part in parts if isinstance(part, Not | Published | Has)]
    if len(wanted) > 1:
        what = told("any of the words") if _are_words(wanted) else told("any of the parts")
        yield Offer("any", what, _joined((Or(tuple(wanted)), *others)), 0)


def _are_words(parts: Sequence[Node]) -> bool:
    return all(isinstance(part, Term | Expanding) for part in parts)


def _without(parts: Sequence[Node], text: str) -> Iterator[Offer]:
    for at, part in enumerate(parts):
        rest = (*parts[:at], *parts[at + 1 :])
        if not all(isinstance(one, Not) for one in rest):
            yield Offer("without", told("without “%(part)s”", part=_written(part, text)), _joined(rest), 0)


def _spelt(parts: Sequence[Node], text: str) -> Iterator[Offer]:
    for edits in range(1, limits.MAX_EDITS + 1):
        near = tuple(_near(part, edits) if _is_name(part, text) else part for part in parts)
        if near != tuple(parts):
            what = told_many("names spelt with %(num)s other letter", "names spelt with %(num)s other letters", edits)
            yield Offer("spelt", what, _joined(near), 0)


def _is_name(part: Node, text: str) -> bool:
    return isinstance(part, Term) and text[part.start : part.start + 1].isupper() and len(part.word) >= _SHORTEST_NAME


def _near(part: Node, edits: int) -> Node:
    return Fuzzy(part.word, edits, part.field) if isinstance(part, Term) else part


def _joined(parts: Sequence[Node]) -> str:
    return describe(And(tuple(parts)) if len(parts) > 1 else parts[0])


def _written(part: Node, text: str) -> str:
    return text[part.start : part.end] or describe(part)


def _hits(searcher: Searcher, query: Query, text: str) -> int:
    """Return how many hits a text has; none where it is refused."""
    try:
        return searcher.count(replace(query, expression=parse(text)))
    except QueryError:
        return 0
