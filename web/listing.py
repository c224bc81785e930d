"""What a page of results shows around its hits: the status, chips, facets, orders and pages, each a link."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.errors import QueryError
from search.query import FACETS, KINDS, MAX_DEPTH, Everything, Prefix, Query, Sort, Term
from search.results import Results
from search.searcher import Searcher
from web.filters import Chip, Group, Link, Option, chips, groups, label, options, selected
from web.formats import counted, number
from web.params import FILTERS, Pairs
from web.render import last_page
from web.urls import asking, list_pairs, list_path, list_url, other_list, toggled, without

_ORDERS: dict[Sort, str] = {"relevance": "Best", "newest": "Newest", "oldest": "Oldest"}
_NEIGHBOURS = 2  # page numbers to each side of the current one
_MOST_WAYS = 8  # each costs a search
_NOUNS = {"articles": "article", "quotes": "quote"}
_ASKED = {  # the fields of the form beside the facets
    "articles": ("from", "to", "page"),
    "quotes": ("role", "min_confidence", "from", "to", "page"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A change to a query without hits that would find `count` articles."""

    text: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of hits, how many there are, and where they are listed; None where their search is refused."""

    text: str
    count: int | None
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The page around the hits. A None among `pages` stands for numbers left out."""

    noun: str  # of a hit
    path: str
    tabs: tuple[Tab, ...]
    sure: tuple[Option, ...]
    status: str
    read_as: str | None
    chips: tuple[Chip, ...]
    clear_url: str
    groups: tuple[Group, ...]
    orders: tuple[Link, ...]
    fold: Link | None
    pages: tuple[Link | None, ...]
    previous: str | None
    next: str | None
    last: Link | None
    did_you_mean: Link | None
    box: Pairs
    rest: Pairs  # what the form of filters beside the facets keeps
    beyond: int | None  # how many hits pages reach, where there are more


def listing(results: Results, searcher: Searcher) -> Listing:
    """Return what the page shows around the hits of `results`."""
    query, last = results.query, last_page(results)
    suggestion = results.did_you_mean
    return Listing(
        noun=_NOUNS[query.of],
        path=list_path(query),
        tabs=_tabs(results, searcher),
        sure=options(query),
        status=_status(results),
        read_as=_read_as(query),
        chips=tuple(chips(results)),
        clear_url=list_url(without(query, *FILTERS)),
        groups=tuple(groups(results)),
        orders=tuple(_orders(query)),
        fold=_fold(results),
        pages=tuple(_pages(query, last)) if last > 1 and query.page <= last else (),
        previous=_page_url(query, query.page - 1) if 1 < query.page <= last else None,
        next=_page_url(query, query.page + 1) if query.page < last else None,
        last=Link(number(last), _page_url(query, last)) if query.page > last else None,
        did_you_mean=Link(suggestion.text, list_url(asking(suggestion.text, query))) if suggestion else None,
        box=box(query),
        rest=list_pairs(query, without=_ASKED[query.of]),
        beyond=MAX_DEPTH if results.total.value - results.total.folded > MAX_DEPTH and query.page == last else None,
    )


def _tabs(results: Results, searcher: Searcher) -> tuple[Tab, ...]:
    query, other = results.query, other_list(results.query)
    try:
        count = searcher.search(replace(other, size=0, facets=(), highlight=False, span=False)).total.value
    except QueryError:  # the same words may stand for too many there
        count = None
    tabs = {query.of: (results.total.value, query), other.of: (count, other)}
    return tuple(Tab(_NOUNS[of].capitalize() + "s", tabs[of][0], list_url(tabs[of][1]), of == query.of) for of in KINDS)


def box(query: Query) -> Pairs:
    """Return what the search box keeps of a query: its filters and its order, but not how its text was read."""
    return list_pairs(query, without=("q", "mode", "page"))


def ways(results: Results, searcher: Searcher) -> list[Way]:
    """Return what finds something where a query does not: any of its words, or a filter less."""
    found = []
    for text, query in _changes(results):
        count = searcher.search(replace(query, size=0, facets=(), highlight=False)).total.value
        if count:
            found.append(Way(text, list_url(query), count))
    return found


def _changes(results: Results) -> list[tuple[str, Query]]:
    query = results.query
    changes = [("Any of the words", replace(query, mode="any", page=1))] if _several(query) else []
    for name, facet in FACETS.items():
        for value in selected(results.facets.get(name)):
            changes.append((f"Without {facet.label.lower()} “{label(name, value)}”", toggled(query, name, value.value)))
    if query.role:
        changes.append((f"Without role “{query.role}”", without(query, "role")))
    if query.min_confidence is not None:
        changes.append(("However sure the speaker is", without(query, "min_confidence")))
    if query.date_from or query.date_to:
        changes.append(("At any date", without(query, "from", "to")))
    return changes[:_MOST_WAYS]


def _several(query: Query) -> bool:
    return query.mode == "all" and query.expression is not None and " " in query.expression.text.strip()


def _status(results: Results) -> str:
    query, total = results.query, results.total
    if not total.value:
        return f"No {_NOUNS[query.of]} matches."
    order = {"relevance": "best first", "newest": "newest first", "oldest": "oldest first"}[query.sort]
    first = (query.page - 1) * query.size
    place = f"{number(first + 1)} to {number(first + len(results.hits))} of " if first and results.hits else ""
    parts = [place + counted(total.value, _NOUNS[query.of]), _years(results), order if total.value > 1 else ""]
    folded = f" {counted(total.folded, 'copy', 'copies')} folded." if total.folded else ""
    return ", ".join(filter(None, parts)) + f".{folded}"


def _years(results: Results) -> str:
    """Return the first and the last year of the hits."""
    return " to ".join(dict.fromkeys(day[:4] for day in results.dates or ()))


def _read_as(query: Query) -> str | None:
    """Return how the text was read, unless it is a word or two that can be read in one way only."""
    if query.expression is None or isinstance(query.expression.root, Term | Prefix | Everything):
        return None
    return query.expression.read_as


def _orders(query: Query) -> Iterator[Link]:
    for sort, text in _ORDERS.items():
        if sort != "relevance" or query.expression:
            yield Link(text, list_url(replace(query, sort=sort, page=1)), query.sort == sort)


def _fold(results: Results) -> Link | None:
    query = results.query
    if query.of == "quotes" or (query.fold and not results.total.folded):
        return None
    return Link("Show copies" if query.fold else "Fold copies", list_url(replace(query, fold=not query.fold, page=1)))


def _pages(query: Query, last: int) -> Iterator[Link | None]:
    near = range(query.page - _NEIGHBOURS, query.page + _NEIGHBOURS + 1)
    before = 0
    for page in sorted({1, last, *(page for page in near if 1 <= page <= last)}):
        if page > before + 1:
            yield None
        yield Link(number(page), _page_url(query, page), page == query.page)
        before = page


def _page_url(query: Query, page: int) -> str:
    return list_url(replace(query, page=page))
