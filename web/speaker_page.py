"""The page of one speaker: all quotations over time, roles, names, and who else is quoted beside and by whom."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from index.analysis import words
from index.article import Quote
from search.chosen import namesakes
from search.query import Query
from search.results import Listed as Row
from search.results import Results
from search.searcher import Searcher
from web.cards import Listed, listed
from web.languages import gettext
from web.overview import (
    SHOWN,
    Subject,
    Value,
    counted_only,
    subject,
    values,
    with_facets,
    years,
)
from web.params import Asked
from web.quotations import shown_role
from web.urls import list_url, own_page

_LONGER = 3  # roles that are named beside one
_READ = 200  # quotations from each end that roles and names are read of

RoleKey = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Role:
    """A role as it is written, the years of the quotations with this very role, and the list of those with its words.

    `text` names the longer roles that have the words, too: the list has their quotations, the years are not theirs.
    """

    text: str
    years: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """What the page shows; `partly`: roles and names are read of the first and the last quotations only.

    `namesakes` are others of the surname that is all the page's name says.
    """

    subject: Subject
    role: str | None  # the latest
    roles: tuple[Role, ...]
    partly: bool
    told: tuple[Value, ...]
    tags: tuple[Value, ...]
    beside: tuple[Value, ...]
    namesakes: tuple[Value, ...]
    newest: list[Listed]


def speaker_view(searcher: Searcher, speaker: str, asked: Asked) -> SpeakerPage | None:
    """Return the page of a speaker, given by id or name; None where nobody of that name is quoted.

    Raises:
        QueryError: the query asks for more than the limits allow.
    """
    query = replace(asked.query, of="quotes", speakers=(speaker,), sort="newest", span=True)
    results = searcher.search(with_facets(query, "speaker", "told_to", "source", "tag"))
    every = searcher.count(Query(of="quotes", speakers=(speaker,)))
    return _page(searcher, results, every, share=asked.view.share) if every else None


def _page(searcher: Searcher, results: Results, every: int, *, share: bool) -> SpeakerPage:
    query, total = results.query, results.total.value
    rows = list(_quotations(searcher, query, total))
    said = [row.quote for row in rows if row.quote]
    shown = subject(searcher, results, "speaker", every, share=share)
    return SpeakerPage(
        subject=replace(shown, names=_names(shown.name, shown.names, said)),
        role=next(filter(None, map(shown_role, said)), None),
        roles=tuple(_roles(searcher, query, rows)),
        partly=len(said) < total,
        told=values(results, "told_to"),
        tags=values(results, "tag"),
        beside=_beside(searcher, query) if total else (),
        namesakes=tuple(_namesakes(searcher, query)),
        newest=list(_without_links(listed(results.hits, query, searcher))),
    )


def _without_links(quotes: Iterable[Listed]) -> Iterator[Listed]:
    """Yield quotations the speaker of which is no link: it would lead to the page itself."""
    return (replace(one, card=replace(one.card, speaker_url=None)) for one in quotes)


def _quotations(searcher: Searcher, query: Query, total: int) -> Iterator[Row]:
    """Yield the quotations of a query, the newest first; where they are many, its newest and then its oldest."""
    if total <= 2 * _READ:
        yield from _first(searcher, query, total)
    else:
        yield from _first(searcher, query, _READ)
        yield from _first(searcher, replace(query, sort="oldest"), _READ)


def _first(searcher: Searcher, query: Query, many: int) -> Iterator[Row]:
    return islice(searcher.export(replace(query, fold=False)).rows, many)


def _names(name: str, aliases: Iterable[str], said: Iterable[Quote]) -> tuple[str, ...]:
    """Return the other forms of a name, the most frequent first, each once however its letters are cased."""
    written = Counter(quote.speaker for quote in said if quote.speaker)
    forms = {form.casefold(): form for form in reversed([*(form for form, _ in written.most_common()), *aliases])}
    forms.pop(name.casefold(), None)
    return tuple(reversed(forms.values()))


def _roles(searcher: Searcher, query: Query, rows: Iterable[Row]) -> Iterator[Role]:
    """Yield the most frequent roles, those of the latest years first."""
    held = [(role, row.article.published) for row in rows if (role := _role_of(row))]
    first: dict[RoleKey, str] = {}
    for role, _ in Counter(role for role, _ in held).most_common():
        first.setdefault(_key(role), role)
    days: dict[RoleKey, list[str]] = {key: [] for key in first}
    for role, day in held:
        days[_key(role)] += [day] if day else []
    counted = [_role(searcher, first[key], query, days[key], first.values()) for key in islice(first, SHOWN)]
    yield from sorted(counted, key=lambda role: (role.years[-4:], role.count), reverse=True)


def _key(role: str) -> RoleKey:
    """Return what roles are one by: `Sen.` and `Senator` have the same list."""
    return Query(role=role).role_forms


def _role_of(row: Row) -> str | None:
    role = shown_role(row.quote) if row.quote else None
    return role if role and words(role) else None


def _role(searcher: Searcher, role: str, query: Query, days: Collection[str], roles: Iterable[str]) -> Role:
    having = replace(query, role=role)
    longer = [one for one in roles if one != role and having.role_forms <= replace(query, role=one).role_forms]
    held = years((min(days), max(days)) if days else None)
    return Role(_with(role, longer), held, searcher.count(having), list_url(having))


def _with(role: str, longer: list[str]) -> str:
    if not longer:
        return role
    others = ", ".join(longer[:_LONGER]) + (" …" if len(longer) > _LONGER else "")
    return gettext("%(role)s, also %(others)s", role=role, others=others)


def _namesakes(searcher: Searcher, query: Query) -> Iterator[Value]:
    for one in (other for found in namesakes(searcher, query) for other in found.others):
        yield Value(one.label, one.count, list_url(replace(query, speakers=(one.value,))), own_page("speaker", one))


def _beside(searcher: Searcher, query: Query) -> tuple[Value, ...]:
    """Return who is quoted in the same articles."""
    articles = replace(query, of="articles", fold=True)
    found = searcher.search(with_facets(counted_only(articles), "speaker"))
    return values(replace(found, query=articles), "speaker")
