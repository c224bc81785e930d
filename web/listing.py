"""What a page of results shows around its hits: the status, chips, facets, orders and pages, each a link."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from index.errors import QueryError
from search.query import BY_SCORE, KINDS, Of, Query, Sort
from search.results import Results
from search.searcher import Searcher
from search.told import to_translate
from web.filters import Chip, Group, Link, Option, chips, groups, options
from web.formats import counted, noun_of, number
from web.languages import gettext, ngettext
from web.nothing import Way
from web.params import FILTERS, Pairs
from web.render import last_page_of
from web.suggesting import meant
from web.urls import adding_url, list_pairs, list_path, list_url, other_list, reading_urls, similar_urls, without

_ORDERS: dict[Sort, str] = {
    "relevance": to_translate("Best"),
    "recent": to_translate("Best and recent"),
    "newest": to_translate("Newest"),
    "oldest": to_translate("Oldest"),
}
_FIRST: dict[Sort, str] = {
    "relevance": to_translate("best first"),
    "recent": to_translate("best and recent first"),
    "newest": to_translate("newest first"),
    "oldest": to_translate("oldest first"),
}
_NEIGHBOURS = 2  # page numbers to each side of the current one
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
    reached: int | None  # how many hits pages reach, on the last of them where there are more


def listing(results: Results, searcher: Searcher) -> Listing:
    """Return what the page shows around the hits of `results`."""
    query, last = results.query, last_page_of(results)
    held = tuple(chips(results))
    return Listing(
        noun=noun_of(query.of),
        path=list_path(query),
        tabs=_tabs(results, searcher),
        sure=options(query),
        status=_status(results, len(held)),
        chips=held,
        clear_url=list_url(without(query, *FILTERS)),
        groups=tuple(groups(results, searcher.count)),
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
        reached=_reached(results, last),
    )


def _reached(results: Results, last: int) -> int | None:
    query, total = results.query, results.total
    reached = last * query.size
    return reached if query.page == last and 0 < reached < total.value - total.folded else None


def _tabs(results: Results, searcher: Searcher) -> tuple[Tab, ...]:
    query, other = results.query, other_list(results.query)
    try:
        count = searcher.count(other)
    except QueryError:  # the same words may stand for too many there
        count = None
    tabs = {query.of: (results.total.value, query), other.of: (count, other)}
    return tuple(Tab(called(of), tabs[of][0], list_url(tabs[of][1]), of == query.of) for of in KINDS)


def called(of: Of) -> str:
    """Return what a kind of hits is called."""
    return gettext("Quotes") if of == "quotes" else gettext("Articles")


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
        return gettext("No quote matches.") if query.of == "quotes" else gettext("No article matches.")
    narrowed = counted(filters, "filter") if filters else ""
    order = gettext(_FIRST[query.sort]) if total.value > 1 else ""
    return ", ".join(filter(None, (_hits(results), _folded(total.folded), narrowed, _years(results), order))) + "."


def _folded(many: int) -> str:
    """Return how many of the hits are copies of listed ones."""
    if not many:
        return ""
    return ngettext("%(num)s of them a copy that is not listed", "%(num)s of them copies that are not listed", many)


def _hits(results: Results) -> str:
    """Return how many hits there are, and on pages after the first which of them are shown."""
    query, total = results.query, results.total.value
    before = (query.page - 1) * query.size
    if not before or not results.hits:
        return counted(total, noun_of(query.of))
    first, last = number(before + 1), number(before + len(results.hits))
    if query.of == "quotes":
        return ngettext(
            "%(first)s to %(last)s of %(num)s quote",
            "%(first)s to %(last)s of %(num)s quotes",
            total,
            first=first,
            last=last,
        )
    return ngettext(
        "%(first)s to %(last)s of %(num)s article",
        "%(first)s to %(last)s of %(num)s articles",
        total,
        first=first,
        last=last,
    )


def _years(results: Results) -> str:
    """Return the first and the last year of the hits."""
    first, last = (day[:4] for day in results.dates or ("", ""))
    return first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def _orders(query: Query) -> Iterator[Link]:
    for sort, text in _ORDERS.items():
        if sort not in BY_SCORE or query.expression:
            yield Link(gettext(text), list_url(replace(query, sort=sort, page=1)), query.sort == sort)


def _fold(results: Results) -> Link | None:
    query = results.query
    if query.fold and not results.total.folded:
        return None
    text = gettext("Show copies") if query.fold else gettext("Hide copies")
    return Link(text, list_url(replace(query, fold=not query.fold, page=1)))


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
