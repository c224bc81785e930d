"""What else to ask where nothing, or little, holds all that was asked for. It is offered, never done silently.

"3 of these 4 words" needs no operator of its own: it is written out as the brackets that it means, (a AND b AND c) OR
(a AND b AND d) OR ..., which every engine reads already and a person can go on editing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, dropwhile, islice
from math import comb
from typing import Literal

from msgspec import structs

from index.errors import QueryError
from search import query as limits
from search.allowance import Allowance
from search.function_words import FUNCTION_WORDS
from search.language.describing import describe
from search.nodes import And, Expanding, Fuzzy, Has, Node, Not, Or, Phrase, Prefix, Published, Term, Wildcard
from search.query import Expression, Query
from search.searcher import Searcher
from search.syntax import expression_of, parse
from search.told import to_translate, told, told_many

_MOST_PARTS = 8
_MOST_CHANGES = 8  # each costs a search
_LONGEST = 64  # clauses of an offer, all brackets together
_SAYING = frozenset(("say", "says", "said", "saying", "tell", "tells", "told", "quote", "quoted"))
_SHORTEST_NAME = 4  # letters of a word that is looked for in other spellings


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search with hits, under the same filters: its `text`, and in `what` how it differs.

    `kind`: "words", those that are not of the question; "fewer", some of the clauses, whichever; "any", one of them;
    "without", all but one; "spelt", words spelt nearly so; of quotations "around", those in articles that have the
    words, and "said", those of whom a word names.
    """

    kind: Literal["words", "fewer", "any", "without", "spelt", "around", "said"]
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
    allowance = allowance or Allowance()
    found = list(said(searcher, query, allowance))
    if elsewhere := around(searcher, query, allowance):
        found.append(elsewhere)
    for offer in _candidates(expression):
        kinds = {one.kind for one in found}
        known = offer.kind != "without" and offer.kind in kinds
        needless = offer.kind == "fewer" and "words" in kinds  # fewer of which the rest is words of the question
        if not known and not needless and allowance.left and (hits := _hits(searcher, query, offer.text)):
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
    parts = _plain_words(query, least=1) if query.of == "quotes" else ()
    for words in dict.fromkeys((parts, _telling(parts))):
        found = [replace(one, hits=_hits(searcher, query, one.text)) for one in _named(words, text) if allowance.left]
        if with_hits := tuple(one for one in found if one.hits):
            return with_hits
    return ()


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


def _candidates(expression: Expression) -> Iterator[Offer]:
    """Yield what may find something, its hits not counted yet; of a kind that is offered once the strictest first."""
    parts = _parts(expression.root)
    short = 1 < len(parts) <= _MOST_PARTS
    yield from _asked_for(parts, expression.text)
    if short:
        yield from _fewer(parts)
    yield from _any(parts)
    if short:
        yield from _without(parts, expression.text)
    yield from _spelt(parts, expression.text)


def _parts(root: Node) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(root.children if isinstance(root, And) else (root,)))


def _asked_for(parts: tuple[Node, ...], text: str) -> Iterator[Offer]:
    """Yield the words of `who said asleep at the switch` behind the question, then those that tell most."""
    if not all(isinstance(part, Term) and part.field is None for part in parts):
        return
    for words in dict.fromkeys((tuple(dropwhile(_is_of_question, parts)), _telling(parts))):
        if words and words != parts:
            written = " ".join(_written(part, text) for part in words)
            yield Offer("words", told("the words “%(words)s”", words=written), written, 0)


def _telling(parts: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(part for part in parts if not _is_of_question(part))


def _is_of_question(part: Node) -> bool:
    return isinstance(part, Term) and (part.word in FUNCTION_WORDS or part.word in _SAYING)


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


def with_hits(
    searcher: Searcher, changes: Iterable[tuple[str, Query]], allowance: Allowance
) -> Iterator[tuple[str, Query, int]]:
    """Yield the changes of a query, each told in words, that find something, with how many hits; the first few only."""
    for change, query in islice(changes, _MOST_CHANGES):
        if allowance.left and (hits := _hits_of(searcher, query)):
            yield change, query, hits


def _hits_of(searcher: Searcher, query: Query) -> int:
    """Return how many hits a query has; none where it is refused."""
    try:
        return searcher.count(query)
    except QueryError:
        return 0


def _hits(searcher: Searcher, query: Query, text: str) -> int:
    """Return how many hits a text has; none where it is refused."""
    try:
        return searcher.count(replace(query, expression=parse(text)))
    except QueryError:
        return 0
