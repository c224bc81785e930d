"""The places that take URL parameters, and a Query as parameters; `web.arguments` reads them, `web.urls` links them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from search.query import EXCLUDED, FACETS, Expression, Query
from search.results import COMPLETED as COMPLETIONS
from search.timeline import AskedInterval
from search.values import ValueOrder
from web.languages import gettext
from web.parameters import (
    ARTICLE_FIELDS,
    EXPORT_FIELDS,
    HIT_FIELDS,
    PARAMETERS,
    QUOTE_FIELDS,
    Format,
    Highlight,
)

Pairs = list[tuple[str, str]]

PAGE_FACETS = ("tag", "speaker", "source", "year", "byline", "section", "lang", "source_type", "told_to", "kind")
QUOTE_PAGE_FACETS = ("speaker", "source_type", "told_to", "tag", "source", "year", "kind", "byline", "section", "lang")


@dataclass(frozen=True, slots=True)
class Problem:
    """A parameter that is not understood, and why; `position` counts characters of its text.

    `exchanged`: it is understood when it and another one change places.
    """

    parameter: str
    detail: str
    position: int | None = None
    exchanged: bool = False

    @property
    def ignored(self) -> str:
        """What a page says that leaves the parameter out."""
        if self.exchanged:
            return gettext("%(detail)s The two were exchanged.", detail=self.detail)
        return gettext("%(detail)s “%(parameter)s” was ignored.", detail=self.detail, parameter=self.parameter)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the API shows of each hit; `fields` is None for all, or for those that an export's `format` has."""

    highlight: Highlight = "html"
    fields: tuple[str, ...] | None = None
    format: Format = "csv"


@dataclass(frozen=True, slots=True)
class View:
    """What is asked of lists of values and of timelines; `share` shows parts of the archive in place of numbers.

    `quotes` is the page, from 1 on, of an article's list of quotations.
    """

    prefix: str = ""
    order: ValueOrder = "count"
    interval: AskedInterval = "auto"
    share: bool = False
    quotes: int = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """A request for what a text may become that is being typed, and what is wrong with it."""

    text: str = ""
    kinds: tuple[str, ...] = COMPLETIONS
    size: int = 10
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request's parameters: the query that is left without the faulty ones, which are `problems`."""

    query: Query
    shape: Shape = Shape()
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)  # each parameter's first value as it came
    view: View = View()

    @property
    def refused(self) -> Problem | None:
        """The fault in the query's own text: without it the rest would find everything."""
        return next((problem for problem in self.problems if problem.parameter == "q"), None)


NOT = {f"{facet}_not": facet for facet in EXCLUDED}
# The attribute of Query that holds each parameter of the query, in canonical order.
ATTRIBUTES = {name: one.attribute for name, one in PARAMETERS.items() if one.attribute}
FILTERS = (*FACETS, *NOT, "tag_mode", "role", "min_confidence", "has", "from", "to")
_API_ALONE = ("facet", "facet_size", "histogram", "cursor")
SHAPES = ("highlight", "fields")
_VALUES = ("prefix", "order")
VIEWS = (*_VALUES, "interval", "share", "quotes")


@dataclass(frozen=True, slots=True)
class Surface:
    """A place that takes parameters: its path, the names it knows, and the query that it stands for without any.

    `fields` are those that a hit has there.
    """

    path: str
    names: tuple[str, ...]
    defaults: Query
    fields: tuple[str, ...] = HIT_FIELDS

    def url(self, query: Query) -> str:
        """Return the canonical URL of a query: fixed order, no defaults, no value twice."""
        return joined(self.path, self.pairs(query))

    def pairs(self, query: Query, without: Collection[str] = ()) -> Pairs:
        """Return the parameters of the canonical URL, but for those named."""
        names = [name for name in ATTRIBUTES if name in self.names and name not in without]
        return [(name, value) for name in names for value in _written(name, query, self.defaults)]


def _names(*without: str) -> tuple[str, ...]:
    return tuple(name for name in ATTRIBUTES if name not in without)


PAGE = Surface(
    "/search",
    (*_names("of", *_API_ALONE), "share"),
    Query(sort="newest", fold=True, facets=PAGE_FACETS, facet_size=30, span=True),
)
QUOTES = Surface(
    "/quotes",
    (*_names("of", *_API_ALONE), "share"),
    replace(PAGE.defaults, of="quotes", facets=QUOTE_PAGE_FACETS),
)
HOME = Surface("/", (), PAGE.defaults)
# One speaker, one tag, hits over time: the filters of lists. What the page is of is no parameter of it.
_APART = ("of", "fold", "sort", "size", "page", *_API_ALONE)
SPEAKER = Surface("/speakers/", (*_names("speaker", "speaker_not", *_APART), "share"), QUOTES.defaults)
TAG = Surface("/tags/", (*_names("tag", "tag_not", "tag_mode", *_APART), "share"), PAGE.defaults)
TIMELINE = Surface("/timeline", (*_names(*_APART[1:]), "interval", "share"), PAGE.defaults)
# What an archive's owner looks through.
REVIEW = Surface("/review", _names("of", "fold", "sort", *_API_ALONE), replace(QUOTES.defaults, size=20))
RECHECK = Surface("/recheck", ("size", "page"), replace(PAGE.defaults, size=20))
API = Surface("/api/v1/articles", (*_names("of"), *SHAPES), Query(sort="newest"))
API_QUOTES = Surface("/api/v1/quotes", (*_names("of"), *SHAPES), Query(sort="newest", of="quotes"), QUOTE_FIELDS)
# To mark the words, and to lead back to the list, which may be one of quotes.
ARTICLE = Surface("/a/", (*_names(*_API_ALONE), "quotes"), PAGE.defaults)
QUOTE = Surface(f"{QUOTES.path}/", (*_names(*_API_ALONE), "share"), QUOTES.defaults)
API_PARSE = Surface("/api/v1/parse", _names("fold", "sort", "size", "page", *_API_ALONE), Query())
# The address of a search with another path: what does not bear on the answer is taken, too.
FACET = Surface("/facets/", (*_names("facet", "histogram", "cursor"), *_VALUES), replace(PAGE.defaults, facet_size=50))
API_FACET = Surface("/api/v1/facets/", (*_names("facet", "histogram", "cursor"), *_VALUES), Query(sort="newest"))
API_TIMELINE = Surface("/api/v1/timeline", (*_names(*_API_ALONE), "interval"), Query(sort="newest"))
EXPORT = Surface("/api/v1/export", (*_names(*_API_ALONE), "format", "fields"), Query(sort="newest"), EXPORT_FIELDS)
ATOM_FEED = Surface("/feed.atom", _names(*_API_ALONE), replace(PAGE.defaults, facets=(), span=False))
JSON_FEED = replace(ATOM_FEED, path="/feed.json")
API_ARTICLE = Surface(f"{API.path}/", ("q", "mode", *SHAPES), PAGE.defaults, ARTICLE_FIELDS)
API_TEXT = Surface(API_ARTICLE.path, (), PAGE.defaults)
SIMILAR = ARTICLE
API_SIMILAR = Surface(API_ARTICLE.path, ("size",), PAGE.defaults)
API_QUOTE = Surface(f"{API_QUOTES.path}/", (), API_QUOTES.defaults)


def joined(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return the address of a path with parameters."""
    # A lone surrogate, which JSON may hold, has no UTF-8.
    text = urlencode(list(pairs), errors="replace")
    return f"{path}?{text}" if text else path


def _written(name: str, query: Query, defaults: Query) -> Iterator[str]:
    if name in FACETS:
        yield from query.chosen(name)
    elif name in NOT:
        yield from query.excluded(NOT[name])
    elif PARAMETERS[name].many:
        values = getattr(query, ATTRIBUTES[name])
        yield from dict.fromkeys(values if values != getattr(defaults, ATTRIBUTES[name]) else ())
    elif name == "sort":
        yield from () if query.sort == usual_sort(query.expression) else (query.sort,)
    elif (value := getattr(query, ATTRIBUTES[name])) != getattr(defaults, ATTRIBUTES[name]):
        yield _text(value)


def _text(value: object) -> str:
    if isinstance(value, Expression):
        return value.text
    return str(value).lower() if isinstance(value, bool) else str(value)


def usual_sort(expression: Expression | None) -> str:
    """Return the order where none is asked for."""
    return "relevance" if expression else "newest"
