"""What a page of results shows around its hits: the status, chips, facets, orders and pages, each a link."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.query import FACETS, MAX_DEPTH, Everything, Prefix, Query, Sort, Term
from search.results import FacetCounts, FacetValue, Results
from search.searcher import Searcher
from web.formats import counted, language, number
from web.params import FILTERS, PAGE, Pairs, asking, toggled, without
from web.render import last_page

SHOWN = 8  # values of a facet before "more"
_ALWAYS = ("tag", "speaker", "source", "year")  # a reader looks for these in their place
_ORDERS: dict[Sort, str] = {"relevance": "Best", "newest": "Newest", "oldest": "Oldest"}
_NEIGHBOURS = 2  # page numbers to each side of the current one
_MOST_WAYS = 8  # each costs a search


@dataclass(frozen=True, slots=True)
class Link:
    """Where a click leads; `current` is where the reader is."""

    text: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that holds; its link takes it away."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; its link adds it or takes it away."""

    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """A facet: the first SHOWN values, those folded away, and how many more are not counted."""

    name: str
    label: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    other: int
    widen: Link | None

    @property
    def selected(self) -> int:
        """How many values are chosen."""
        return sum(choice.selected for choice in (*self.first, *self.more))


@dataclass(frozen=True, slots=True)
class Way:
    """A change to a query without hits that would find `count` articles."""

    text: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The page around the hits. A None among `pages` stands for numbers left out."""

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
    dates: Pairs
    beyond: int | None  # how many articles pages reach, where there are more


def listing(results: Results) -> Listing:
    """Return what the page shows around the hits of `results`."""
    query, last = results.query, last_page(results)
    suggestion = results.did_you_mean
    return Listing(
        status=_status(results),
        read_as=_read_as(query),
        chips=tuple(_chips(results)),
        clear_url=PAGE.url(without(query, *FILTERS)),
        groups=tuple(_groups(results)),
        orders=tuple(_orders(query)),
        fold=_fold(results),
        pages=tuple(_pages(query, last)) if last > 1 and query.page <= last else (),
        previous=_page_url(query, query.page - 1) if 1 < query.page <= last else None,
        next=_page_url(query, query.page + 1) if query.page < last else None,
        last=Link(number(last), _page_url(query, last)) if query.page > last else None,
        did_you_mean=Link(suggestion.text, PAGE.url(asking(suggestion.text, query))) if suggestion else None,
        box=box(query),
        dates=PAGE.pairs(query, without=("from", "to", "page")),
        beyond=MAX_DEPTH if results.total.value - results.total.folded > MAX_DEPTH and query.page == last else None,
    )


def box(query: Query) -> Pairs:
    """Return what the search box keeps of a query: its filters and its order, but not how its text was read."""
    return PAGE.pairs(query, without=("q", "mode", "page"))


def search_url(facet: str, value: str, query: Query = PAGE.defaults) -> str | None:
    """Return the results of a query with a facet's value added; None where it is chosen already."""
    chosen = toggled(query, facet, value)
    return PAGE.url(chosen) if len(chosen.chosen(facet)) > len(query.chosen(facet)) else None


def ways(results: Results, searcher: Searcher) -> list[Way]:
    """Return what finds something where a query does not: any of its words, or a filter less."""
    found = []
    for text, query in _changes(results):
        count = searcher.search(replace(query, size=0, facets=(), highlight=False)).total.value
        if count:
            found.append(Way(text, PAGE.url(query), count))
    return found


def _changes(results: Results) -> list[tuple[str, Query]]:
    query = results.query
    changes = [("Any of the words", replace(query, mode="any", page=1))] if _several(query) else []
    for name, facet in FACETS.items():
        for value in _selected(results.facets.get(name)):
            changes.append(
                (f"Without {facet.label.lower()} “{_label(name, value)}”", toggled(query, name, value.value))
            )
    if query.date_from or query.date_to:
        changes.append(("At any date", without(query, "from", "to")))
    return changes[:_MOST_WAYS]


def _several(query: Query) -> bool:
    return query.mode == "all" and query.expression is not None and " " in query.expression.text.strip()


def _selected(counts: FacetCounts | None) -> list[FacetValue]:
    return [value for value in counts.values if value.selected] if counts else []


def _label(facet: str, value: FacetValue) -> str:
    return language(value.label) if facet == "lang" else value.label


def _status(results: Results) -> str:
    query, total = results.query, results.total
    if not total.value:
        return "No article matches."
    order = {"relevance": "best first", "newest": "newest first", "oldest": "oldest first"}[query.sort]
    first = (query.page - 1) * query.size
    place = f"{number(first + 1)} to {number(first + len(results.hits))} of " if first and results.hits else ""
    parts = [place + counted(total.value, "article"), _years(results), order if total.value > 1 else ""]
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


def _chips(results: Results) -> Iterator[Chip]:
    query = results.query
    if query.mode == "any":
        yield Chip("Words", "any of them", PAGE.url(replace(query, mode="all", page=1)))
    for name, facet in FACETS.items():
        for value in _selected(results.facets.get(name)):
            yield Chip(facet.label, _label(name, value), PAGE.url(toggled(query, name, value.value)))
    if query.date_from:
        yield Chip("From", query.date_from, PAGE.url(without(query, "from")))
    if query.date_to:
        yield Chip("To", query.date_to, PAGE.url(without(query, "to")))


def _groups(results: Results) -> Iterator[Group]:
    for name, counts in results.facets.items():
        values = sorted(counts.values, key=_year_order) if name == "year" else list(counts.values)
        if not values or (name not in _ALWAYS and _says_nothing(counts)):
            continue
        choices = tuple(
            Choice(_label(name, v), v.count, v.selected, PAGE.url(toggled(results.query, name, v.value)))
            for v in values
        )
        shown = max(SHOWN, len(_selected(counts)))
        widen = _widen(results.query) if name == "tag" else None
        yield Group(name, FACETS[name].label, choices[:shown], choices[shown:], counts.other, widen)


def _year_order(value: FacetValue) -> tuple[bool, int]:
    return not value.selected, -int(value.label) if value.label.isdecimal() else 0


def _says_nothing(counts: FacetCounts) -> bool:
    """Tell whether all articles share the facet's only value: a click on it would change nothing."""
    return len(counts.values) == 1 and not (counts.missing or counts.other or counts.values[0].selected)


def _widen(query: Query) -> Link | None:
    if len(query.chosen("tag")) < 2:
        return None
    if query.tag_mode == "all":
        return Link("Any of these tags", PAGE.url(replace(query, tag_mode="any", page=1)))
    return Link("All of these tags", PAGE.url(replace(query, tag_mode="all", page=1)))


def _orders(query: Query) -> Iterator[Link]:
    for sort, text in _ORDERS.items():
        if sort != "relevance" or query.expression:
            yield Link(text, PAGE.url(replace(query, sort=sort, page=1)), query.sort == sort)


def _fold(results: Results) -> Link | None:
    query = results.query
    if query.fold and not results.total.folded:
        return None
    return Link("Show copies" if query.fold else "Fold copies", PAGE.url(replace(query, fold=not query.fold, page=1)))


def _pages(query: Query, last: int) -> Iterator[Link | None]:
    near = range(query.page - _NEIGHBOURS, query.page + _NEIGHBOURS + 1)
    before = 0
    for page in sorted({1, last, *(page for page in near if 1 <= page <= last)}):
        if page > before + 1:
            yield None
        yield Link(number(page), _page_url(query, page), page == query.page)
        before = page


def _page_url(query: Query, page: int) -> str:
    return PAGE.url(replace(query, page=page))
