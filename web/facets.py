"""The values of one facet, searched in: as JSON, and as a page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from search.query import Query
from search.results import ValuePage
from search.told import to_translate
from search.values import ValueOrder
from web.filters import Choice, Link, choice, clicks
from web.formats import noun_of
from web.languages import gettext
from web.listing import box
from web.params import API_FACET, FACET, Asked, Pairs, Surface, View
from web.render import Json, index_json, value_json
from web.urls import facet_url, list_path, list_url, own_page, values_url, view_pairs

_HEADINGS = {
    "tag": to_translate("Tags"),
    "speaker": to_translate("Speakers"),
    "source": to_translate("Sources"),
    "byline": to_translate("Bylines"),
    "section": to_translate("Sections"),
    "year": to_translate("Years"),
    "lang": to_translate("Languages"),
    "told_to": to_translate("Those spoken to"),
    "source_type": to_translate("Kinds of source"),
    "kind": to_translate("Kinds of quote"),
}
_ORDERS: dict[ValueOrder, str] = {
    "count": to_translate("Most frequent"),
    "value": to_translate("Alphabetical"),
    "distinctive": to_translate("Unusually common here"),
}


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """A page of the values of a facet; `total` match, those aside that are chosen or excluded."""

    label: str
    noun: str  # of what is counted
    path: str
    prefix: str
    kept: Pairs  # what the form keeps
    choices: tuple[tuple[Choice, str | None], ...]  # each with its own page, where there is one
    orders: tuple[Link, ...]
    distinctive: bool
    total: int
    hits: int
    back: str
    list_path: str
    box: Pairs  # what the search box keeps
    previous: str | None
    next: str | None


def sized(asked: Asked) -> Query:
    """Return the query of a list of values: a `size` is that of the list where no `facet_size` is given."""
    query = asked.query
    many = query.size if "size" in asked.typed and "facet_size" not in asked.typed else query.facet_size
    return replace(query, facet_size=many, size=API_FACET.defaults.size)


def values_json(page: ValuePage, view: View) -> Json:
    """Return a page of values as the API gives it."""
    query = page.query
    return {
        "name": page.facet,
        "kind": "terms",
        "exact": True,
        "total": page.total,
        "other": page.more,
        "values": [
            {**value_json(page.facet, one, query), "all": one.archive, "significance": one.significance}
            for one in page.values
        ],
        "links": {
            "self": facet_url(page.facet, query, view, API_FACET),
            **_neighbours(page, view, API_FACET),
            "html": values_url(page.facet, query, view),
        },
        "index": index_json(page),
        "took_ms": page.took_ms,
    }


def values_page(page: ValuePage, asked: Asked) -> ValuesPage:
    """Return what the page of a facet shows."""
    query, view = page.query, asked.view
    click = clicks(page.facet, query)
    return ValuesPage(
        label=gettext(_HEADINGS[page.facet]),
        noun=noun_of(query.of),
        path=FACET.path + page.facet,
        prefix=view.prefix,
        kept=[*FACET.pairs(replace(query, page=1)), *view_pairs(replace(view, prefix=""))],
        choices=tuple((choice(page.facet, one, query, click(one)), own_page(page.facet, one)) for one in page.values),
        orders=tuple(_orders(page, view)),
        distinctive=view.order == "distinctive",
        total=page.total,
        hits=page.hits,
        back=list_url(replace(query, page=1)),
        list_path=list_path(query),
        box=box(query),
        **{"previous" if name == "prev" else name: url for name, url in _neighbours(page, view, FACET).items()},
    )


def _orders(page: ValuePage, view: View) -> Iterable[Link]:
    for order, text in _ORDERS.items():
        url = facet_url(page.facet, replace(page.query, page=1), replace(view, order=order))
        yield Link(gettext(text), url, view.order == order)


def _neighbours(page: ValuePage, view: View, surface: Surface) -> dict[str, str | None]:
    query = page.query
    more = page.more and query.facet_size

    def url(number: int) -> str:
        return facet_url(page.facet, replace(query, page=number), view, surface)

    return {
        "next": url(query.page + 1) if more else None,
        "prev": url(query.page - 1) if query.page > 1 else None,
    }
