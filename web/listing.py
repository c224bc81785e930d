"""What a page of results shows around its hits: the status, chips, facets, orders and pages, each a link."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from index.errors import QueryError
from search.query import BY_SCORE, KINDS, MAX_DEPTH, Query, Sort
from search.results import Results
from search.searcher import Searcher
from web.filters import Chip, Group, Link, Option, chips, groups, options
from web.formats import counted, number
from web.nothing import Way
from web.params import FILTERS, Pairs
from web.render import last_page
from web.suggesting import meant
from web.urls import adding_url, list_pairs, list_path, list_url, other_list, reading_urls, similar_urls, without

_ORDERS: dict[Sort, str] = {"relevance": "Best", "recent": "Best and recent", "newest": "Newest", "oldest": "Oldest"}
_NEIGHBOURS = 2  # page numbers to each side of the current one
_NOUNS = {"articles": "article", "quotes": "quote"}
_ASKED = (*FILTERS, "page")  # by the form of filters, with fields of its own


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
    chips: tuple[Chip, ...]
    clear_url: str
    groups: tuple[Group, ...]
    orders: tuple[Link, ...]
    fold: Link | None
    pages: tuple[Link | None, ...]
    previous: str | None
    next: str | None
    last: Link | None
    did_you_mean: Way | None
    box: Pairs
    rest: Pairs  # what the form of filters keeps
    url: str  # the canonical one
    reading_url: Callable[[str], str]  # of the article with this id
    similar_url: Callable[[str], str]
    tag_url: Callable[[str], str | None]  # of the list with this tag too
    speaker_url: Callable[[str], str | None]
    beyond: int | None  # how many hits pages reach, where there are more


def listing(results: Results, searcher: Searcher) -> Listing:
    """Return what the page shows around the hits of `results`."""
    query, last = results.query, last_page(results)
    held = tuple(chips(results))
    return Listing(
        noun=_NOUNS[query.of],
        path=list_path(query),
        tabs=_tabs(results, searcher),
        sure=options(query),
        status=_status(results, len(held)),
        chips=held,
        clear_url=list_url(without(query, *FILTERS)),
        groups=tuple(groups(results)),
        orders=tuple(_orders(query)),
        fold=_fold(results),
        pages=tuple(_pages(query, last)) if last > 1 and query.page <= last else (),
        previous=_page_url(query, query.page - 1) if 1 < query.page <= last else None,
        next=_page_url(query, query.page + 1) if query.page < last else None,
        last=Link(number(last), _page_url(query, last)) if query.page > last else None,
        did_you_mean=meant(results, searcher),
        box=box(query),
        rest=list_pairs(query, without=_asked(query)),
        url=list_url(query),
        reading_url=reading_urls(query),
        similar_url=similar_urls(query),
        tag_url=adding_url("tag", query),
        speaker_url=adding_url("speaker", query),
        beyond=MAX_DEPTH if results.total.value - results.total.folded > MAX_DEPTH and query.page == last else None,
    )


def _tabs(results: Results, searcher: Searcher) -> tuple[Tab, ...]:
    query, other = results.query, other_list(results.query)
    try:
        count = searcher.search(replace(other, size=0, facets=(), highlight=False, span=False, fold=False)).total.value
    except QueryError:  # the same words may stand for too many there
        count = None
    tabs = {query.of: (results.total.value, query), other.of: (count, other)}
    return tuple(Tab(_NOUNS[of].capitalize() + "s", tabs[of][0], list_url(tabs[of][1]), of == query.of) for of in KINDS)


def box(query: Query) -> Pairs:
    """Return what the search box keeps of a query: its filters and its order, but not how its text was read."""
    return list_pairs(query, without=("q", "mode", "page"))


def _asked(query: Query) -> tuple[str, ...]:
    """Return what the form of filters has fields of; the list of articles has none of some that it takes."""
    fewer = ("has", *(("role", "min_confidence") if query.of == "articles" else ()))
    widens = () if len(query.chosen("tag")) > 1 else ("tag_mode",)
    return tuple(name for name in _ASKED if name not in (*fewer, *widens))


def _status(results: Results, filters: int) -> str:
    query, total = results.query, results.total
    if not total.value:
        return f"No {_NOUNS[query.of]} matches."
    narrowed = counted(filters, "filter") if filters else ""
    order = f"{_ORDERS[query.sort].lower()} first"
    first = (query.page - 1) * query.size
    place = f"{number(first + 1)} to {number(first + len(results.hits))} of " if first and results.hits else ""
    hits = place + counted(total.value, _NOUNS[query.of])
    parts = [hits, narrowed, _years(results), order if total.value > 1 else ""]
    folded = f" {counted(total.folded, 'copy', 'copies')} not shown." if total.folded else ""
    return ", ".join(filter(None, parts)) + f".{folded}"


def _years(results: Results) -> str:
    """Return the first and the last year of the hits."""
    return " to ".join(dict.fromkeys(day[:4] for day in results.dates or ()))


def _orders(query: Query) -> Iterator[Link]:
    for sort, text in _ORDERS.items():
        if sort not in BY_SCORE or query.expression:
            yield Link(text, list_url(replace(query, sort=sort, page=1)), query.sort == sort)


def _fold(results: Results) -> Link | None:
    query = results.query
    if query.of == "quotes" or (query.fold and not results.total.folded):
        return None
    return Link("Show copies" if query.fold else "Hide copies", list_url(replace(query, fold=not query.fold, page=1)))


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
