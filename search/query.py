"""What is asked: the expression tree, the filters, the order and the page, with their limits.

User text becomes a tree here and never reaches an engine's own parser: Whoosh's needs 19 s for `[a TO z]`
and raises RecursionError on nested brackets.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct

from index.analysis import words
from index.errors import QueryError
from index.fields import TEXTS, facet_key
from search.language.describing import describe as describe
from search.nodes import THINGS, Thing
from search.nodes import And as And
from search.nodes import AtLeast as AtLeast
from search.nodes import Everything as Everything
from search.nodes import Expanding as Expanding
from search.nodes import Fuzzy as Fuzzy
from search.nodes import Has as Has
from search.nodes import Leaf as Leaf
from search.nodes import Near as Near
from search.nodes import Node as Node
from search.nodes import Not as Not
from search.nodes import Nothing as Nothing
from search.nodes import Of as Of
from search.nodes import Or as Or
from search.nodes import Phrase as Phrase
from search.nodes import Prefix as Prefix
from search.nodes import Published as Published
from search.nodes import Simple as Simple
from search.nodes import Term as Term
from search.nodes import Wildcard as Wildcard
from search.nodes import Within as Within
from search.nodes import fields_of as fields_of
from search.nodes import is_any_of_leaves as is_any_of_leaves
from search.nodes import leaves as leaves
from search.nodes import repeated_leaves as repeated_leaves
from search.nodes import shown_leaves as shown_leaves
from search.nodes import simple_leaves as simple_leaves
from search.told import to_translate, told
from search.written_titles import forms_of

GRAMMAR_VERSION = 1

# Limits that hold before any work is done. A page goes no deeper than MAX_DEPTH results; a cursor may.
MAX_CHARACTERS = 4_096
MAX_WORDS = 512
MAX_PREFIXES = 32  # of all leaves that stand for several words: Prefix, Wildcard, Fuzzy
MAX_PHRASES = 32
MAX_NEARS = 32  # NEAR, PRE and SAME, each for every pair of words that brackets give it
MAX_DISTANCE = 255  # words that NEAR reaches over
MAX_TIMES = 255
MAX_PLACES = 3_000_000  # sorted at once, of brackets and of NEAR in NEAR: 0.4 s; of documents for a long phrase
MAX_NESTING = 32
MAX_EDITS = 2
MAX_SLOP = 50
MAX_EXPANSIONS = 4_096
MAX_SIZE = 100
MAX_SECONDS = 1.25  # of work for one search: 2 s at 200,000 articles, with the longest step between looks at the clock
MAX_DEPTH = 10_000

Mode = Literal["all", "any"]
Sort = Literal["relevance", "recent", "newest", "oldest"]
Interval = Literal["year", "month", "week", "day"]
SORTS: tuple[Sort, ...] = ("relevance", "recent", "newest", "oldest")
BY_SCORE: tuple[Sort, ...] = ("relevance", "recent")
MODES: tuple[Mode, ...] = ("all", "any")
KINDS: tuple[Of, ...] = ("articles", "quotes")
INTERVALS: tuple[Interval, ...] = ("year", "month", "week", "day")


class Diagnostic(Struct, frozen=True):
    """What the parser did that its author may not have meant, and where.

    `kind` is "warning", or "translation" where another system's form was read as one of this language.
    """

    message: str
    start: int
    end: int
    kind: Literal["warning", "translation"] = "warning"


@dataclass(frozen=True, slots=True)
class Expression:
    """A query's text as read: the tree, and what was odd about the text."""

    text: str
    mode: Mode
    root: Node
    diagnostics: tuple[Diagnostic, ...] = ()
    translated_from: str | None = None  # the systems whose forms it has: "nexis", "factiva" or "nexis and factiva"
    today: date | None = None  # the day that words like "last week" were read on

    @property
    def read_as(self) -> str:
        """The tree in the query language, every bracket and operator written out."""
        return describe(self.root)


class Facet(Struct, frozen=True):
    """A property to count and filter by. Several values narrow a multi-valued facet and widen the others."""

    name: str
    attribute: str
    label: str
    multi: bool


FACETS = {
    facet.name: facet
    for facet in (
        Facet("tag", "tags", to_translate("Tag"), multi=True),
        Facet("speaker", "speakers", to_translate("Speaker"), multi=True),
        Facet("source", "sources", to_translate("Source"), multi=False),
        Facet("byline", "bylines", to_translate("Byline"), multi=True),
        Facet("section", "sections", to_translate("Section"), multi=False),
        Facet("year", "years", to_translate("Year"), multi=False),
        Facet("lang", "langs", to_translate("Language"), multi=False),
        Facet("told_to", "told_tos", to_translate("Told to"), multi=False),
        Facet("source_type", "source_types", to_translate("Kind of source"), multi=False),
        Facet("kind", "kinds", to_translate("Kind of quote"), multi=False),
    )
}
# The facets of quotes. With `role` and `min_confidence` they hold within one quote: an article passes when each chosen
# speaker, or anyone where none is chosen, has one there that passes all the others.
QUOTE_FACETS = ("speaker", "told_to", "source_type", "kind")
# The attribute of Query that excludes values of a facet, where there is one.
EXCLUDED = {"tag": "tags_not", "speaker": "speakers_not"}


@dataclass(frozen=True, slots=True)
class Query:
    """One search. Filters hold names as people see them; a speaker may be given by its id too.

    `tags_not` and `speakers_not` exclude: what has any of these values is no hit. Of quotes, one is excluded by its own
    speaker and by its article's tags.

    `role` are words that the speaker's role has, all of them, in any form, titles whole or cut. `min_confidence`, from
    0 to 1, is compared to three decimals. `has` wants all of what it names, as `has:` in a text. `of` tells what a hit
    is; of quotes, words without a field look in the quote. `cursor` is the `Results.cursor` of the hits before, for any
    depth.

    Raises:
        QueryError: a value is outside what the search offers; its text says which.
    """

    expression: Expression | None = None
    tags: tuple[str, ...] = ()
    tags_not: tuple[str, ...] = ()
    tag_mode: Mode = "all"
    speakers: tuple[str, ...] = ()
    speakers_not: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    told_tos: tuple[str, ...] = ()
    source_types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    role: str | None = None
    min_confidence: float | None = None
    has: tuple[Thing, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    mode: Mode = "all"
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    facets: tuple[str, ...] = ()
    facet_size: int = 10
    fold: bool = False
    highlight: bool = True
    of: Of = "articles"
    cursor: str | None = None
    histogram: Interval | None = None
    span: bool = False  # whether the first and the last day of the hits are wanted

    def __post_init__(self) -> None:
        _one_of("sort", self.sort, SORTS)
        _one_of("mode", self.mode, MODES)
        _one_of("tag_mode", self.tag_mode, MODES)
        _one_of("of", self.of, KINDS)
        if self.histogram is not None:
            _one_of("histogram", self.histogram, INTERVALS)
        for name in self.facets:
            _one_of("facet", name, tuple(FACETS))
        for thing in self.has:
            _one_of("has", thing, THINGS)
        _within("size", self.size, 0, MAX_SIZE)
        _within("min_confidence", self.min_confidence or 0, 0, 1)
        _within("facet_size", self.facet_size, 0, MAX_SIZE)
        _within("page", self.page, 1, max(1, MAX_DEPTH // max(1, self.size)))
        if self.cursor is not None and self.page != 1:
            raise QueryError(told("page is left out where a cursor is given"), parameter="page")
        first, last = self.days
        if first is not None and last is not None and first > last:
            message = told(
                "the date of 'from', %(first)s, is after that of 'to', %(last)s",
                first=self.date_from,
                last=self.date_to,
            )
            raise QueryError(message, parameter="from")

    @property
    def days(self) -> tuple[int | None, int | None]:
        """The first and the last day asked for as ordinals (1 = 1 January of year 1), inclusive."""
        first = _days(self.date_from, "from")[0] if self.date_from else None
        last = _days(self.date_to, "to")[1] if self.date_to else None
        return first, last

    @property
    def role_forms(self) -> frozenset[frozenset[str]]:
        """The words that a role must have, each as the stems of which one is enough."""
        return frozenset(forms_of(word) for word in words(self.role or ""))

    def asks_of_quotes(self, without: str | None = None) -> bool:
        """Tell whether a filter is one of quotes, that of the facet `without` aside."""
        chosen = any(getattr(self, FACETS[name].attribute) for name in QUOTE_FACETS if name != without)
        return chosen or self.role is not None or self.min_confidence is not None

    @property
    def asks_beside_facets(self) -> bool:
        """Whether there is a filter that is no chosen value of a facet."""
        excluded = bool(self.tags_not or self.speakers_not)
        dated = bool(self.date_from or self.date_to)
        return excluded or dated or self.role is not None or self.min_confidence is not None

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values of a facet that the query filters by, each once by its key."""
        return _each_once(facet, getattr(self, FACETS[facet].attribute))

    def excluded(self, facet: str) -> tuple[str, ...]:
        """The values of a facet that the query excludes, each once by its key."""
        return _each_once(facet, getattr(self, EXCLUDED[facet])) if facet in EXCLUDED else ()


# The fields whose matches score. What a quote has of its article decides whether it is found, not how well.
SCORED: dict[Of, tuple[str, ...]] = {"articles": tuple(TEXTS), "quotes": ("quote", "speaker")}


def widens(query: Query, facet: str) -> bool:
    """Tell whether several values of a facet mean any of them."""
    return not FACETS[facet].multi or (facet == "tag" and query.tag_mode == "any")


def _each_once(facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple({facet_key(facet, value): value for value in values}.values())


def check_expansion(leaf: Expanding, words: int) -> None:
    """Refuse a leaf that stands for too many words, counted over its fields.

    Raises:
        QueryError: there are more than MAX_EXPANSIONS.
    """
    if words > MAX_EXPANSIONS:
        message = told('"%(leaf)s" stands for %(words)s words: give more letters', leaf=describe(leaf), words=words)
        if isinstance(leaf, Fuzzy) and leaf.edits > 1:
            message = told('"%(leaf)s" stands for %(words)s words: allow fewer edits', leaf=describe(leaf), words=words)
        raise QueryError(message, leaf.start)


def _one_of(parameter: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        known, given = ", ".join(allowed), repr(value)
        message = told("%(name)s is one of %(known)s, not %(given)s", name=parameter, known=known, given=given)
        raise QueryError(message, parameter=parameter)


def _within(parameter: str, value: float, low: int, high: int) -> None:
    if not low <= value <= high:
        ends = {"low": str(low), "high": str(high), "given": str(value)}
        message = told("%(name)s is a number from %(low)s to %(high)s, not %(given)s", name=parameter, **ends)
        raise QueryError(message, parameter=parameter)


def _days(text: str, parameter: str) -> tuple[int, int]:
    """Return the ordinals of the first and the last day of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
    try:
        year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
        if text != first.isoformat()[: len(text)]:
            raise ValueError(text)
    except (ValueError, OverflowError) as error:
        message = told(
            "%(name)s is a date as 2015, 2015-05 or 2015-05-18, not %(given)s", name=parameter, given=repr(text)
        )
        raise QueryError(message, parameter=parameter) from error
    return first.toordinal(), last.toordinal()
