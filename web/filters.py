"""The filters of a page of results: those that hold, those that a click adds, and the form beside them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from zlib import crc32

from index.article import UNCHECKED
from index.errors import QueryError
from search.query import EXCLUDED, FACETS, Query, widens
from search.results import FacetCounts, FacetValue, Results
from search.told import to_translate
from web.formats import CLEAR, day, decimal, language, number
from web.languages import gettext
from web.urls import barred, list_url, toggled, values_url, without

SHOWN = 8  # values of a facet before "more"
_ALWAYS = ("tag", "speaker", "source", "year")  # a reader looks for these in their place
_WORDS = {  # for the codes of facets, as a reader sees them
    "source_type": {
        "named": to_translate("named"),
        "unnamed": to_translate("unnamed"),
        "organisation": to_translate("an organisation"),
    },
    "kind": {
        "direct": to_translate("whole sentence"),
        "fragment": to_translate("part of a sentence"),
        "block": to_translate("set apart"),
    },
}
_THINGS = {"quotes": to_translate("quotations"), "photo": to_translate("a photograph")}
_MISSING = {
    "lang": to_translate("%(number)s of unknown language"),
    "source": to_translate("%(number)s without a source"),
    "year": to_translate("%(number)s without a date"),
}
_OF_ONE_QUOTE = ("told_to", "source_type", "kind")  # with a speaker they hold within one quotation
_ONE_OF_EACH = ("source", "section", "year", "lang")  # an article has one
_SURE = {UNCHECKED: to_translate("likely or clear"), CLEAR: to_translate("clear")}  # the least confidence, in words


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
class Click:
    """What a click on a value gives: so many hits, or where it widens so many `more`; None where that is not known."""

    count: int | None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet; its link adds it or takes it away, `without` leads to what does not have it."""

    label: str
    click: Click
    selected: bool
    url: str
    excluded: bool = False
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A value of a facet as a checkbox of the form, and what ticking it gives."""

    name: str  # the parameter
    value: str
    label: str
    click: Click
    checked: bool = False

    @property
    def id(self) -> str:
        """The same on every page, so that the focus stays on it."""
        return f"{self.name}-{crc32(self.value.encode('utf-8', 'replace')):x}"


@dataclass(frozen=True, slots=True)
class Group:
    """A facet: its values that hold and the first others, those to exclude, and where all can be searched in.

    `more` values are not shown, `missing` says how many hits have none; `widen` is whether any of the chosen values
    will do, None where there is no choice.
    """

    name: str
    label: str
    checks: tuple[Check, ...]
    without: tuple[Check, ...]
    more: int
    missing: str | None
    widen: bool | None
    all_url: str

    @property
    def selected(self) -> int:
        """How many values are chosen."""
        return sum(check.checked for check in self.checks)


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a field of the form."""

    value: str
    text: str
    selected: bool


def options(query: Query) -> tuple[Option, ...]:
    """Return the choices of the least confidence."""
    return tuple(Option(str(least), gettext(text), least == query.min_confidence) for least, text in _SURE.items())


def chips(results: Results) -> Iterator[Chip]:
    """Yield the filters that hold."""
    query = results.query
    if query.mode == "any":
        yield Chip(gettext("Words"), gettext("any of them"), list_url(replace(query, mode="all", page=1)))
    for name, facet in FACETS.items():
        for value in selected(results.facets.get(name)):
            yield Chip(gettext(facet.label), label(name, value), list_url(toggled(query, name, value.value)))
        for value in excluded(results.facets.get(name)):
            text = gettext("not %(value)s", value=label(name, value))
            yield Chip(gettext(facet.label), text, list_url(barred(query, name, value.value)))
    for thing in query.has:
        rest = tuple(one for one in query.has if one != thing)
        yield Chip(gettext("Has"), gettext(_THINGS[thing]), list_url(replace(query, has=rest, page=1)))
    if query.role:
        yield Chip(gettext("Role"), query.role, list_url(without(query, "role")))
    if query.min_confidence is not None:
        yield Chip(gettext("Certainty"), _least(query.min_confidence), list_url(without(query, "min_confidence")))
    if query.date_from or query.date_to:
        yield Chip(gettext("Date"), _dates(query), list_url(without(query, "from", "to")))


def _dates(query: Query) -> str:
    first, last = day(query.date_from), day(query.date_to)
    if first == last:
        return first
    if first and last:
        return gettext("%(first)s to %(last)s", first=first, last=last)
    return gettext("from %(first)s", first=first) if first else gettext("to %(last)s", last=last)


def _least(confidence: float) -> str:
    if confidence in _SURE:
        return gettext(_SURE[confidence])
    return gettext("confidence %(number)s or more", number=decimal(confidence, "g"))


def groups(results: Results, count: Callable[[Query], int]) -> Iterator[Group]:
    """Yield the facets, but for those that a click would change nothing by.

    Args:
        count: gives the number of hits of a query; asked where no facet tells what a click adds.
    """
    for name, counts in results.facets.items():
        if counts.values and (name in _ALWAYS or not _says_nothing(counts)):
            yield _group(name, counts, results, count)


def _group(name: str, counts: FacetCounts, results: Results, count: Callable[[Query], int]) -> Group:
    values, query = _in_order(name, counts), results.query
    click = clicks(name, query)
    first = values[: max(SHOWN, len(selected(counts)) + len(excluded(counts)))]
    return Group(
        name=name,
        label=gettext(FACETS[name].label),
        checks=tuple(_check(name, value, _counted(click(value), value, name, results, count)) for value in first),
        without=tuple(_withouts(name, first, results)),
        more=len(values) - len(first) + counts.other,
        missing=_missing(name, counts.missing),
        widen=query.tag_mode == "any" if name == "tag" and len(query.chosen("tag")) > 1 else None,
        all_url=values_url(name, query),
    )


def _missing(name: str, many: int) -> str | None:
    return gettext(_MISSING[name], number=number(many)) if many and name in _MISSING else None


def _in_order(name: str, counts: FacetCounts) -> list[FacetValue]:
    return sorted(counts.values, key=_year_order) if name == "year" else list(counts.values)


def _check(facet: str, value: FacetValue, click: Click) -> Check:
    name = f"{facet}_not" if value.excluded else facet
    return Check(name, value.value, label(facet, value), click, value.selected or value.excluded)


def _counted(click: Click, value: FacetValue, facet: str, results: Results, count: Callable[[Query], int]) -> Click:
    """Return what a click gives; where no facet tells, it is searched for."""
    if click.count is not None:
        return click
    try:
        return Click(count(toggled(results.query, facet, value.value)) - results.total.value, more=True)
    except QueryError:  # no time is left for it
        return click


def clicks(facet: str, query: Query) -> Callable[[FacetValue], Click]:
    """Return what gives the Click of a value, as far as its own hits tell: where hits may have several they do not."""
    if not (query.chosen(facet) and widens(query, facet)):
        return lambda value: Click(value.count)
    apart = facet in _ONE_OF_EACH or (query.of == "quotes" and facet in _OF_ONE_QUOTE)

    def click(value: FacetValue) -> Click:
        adds = not (value.selected or value.excluded)
        return Click(value.count if apart or not adds else None, adds)

    return click


def _withouts(facet: str, values: list[FacetValue], results: Results) -> Iterator[Check]:
    """Yield what may be excluded, with what it leaves where that can be told without a search."""
    if facet not in EXCLUDED:
        return
    total = results.total.value if _leaves_the_rest(facet, results.query) else None
    for value in values:
        if not (value.selected or value.excluded):
            left = None if total is None else total - value.count
            yield Check(f"{facet}_not", value.value, label(facet, value), Click(left))


def _leaves_the_rest(facet: str, query: Query) -> bool:
    """Tell whether what excluding a value leaves are the hits that its count does not count."""
    if facet == "tag":
        return query.tag_mode == "all" or not query.chosen("tag")
    narrowed = query.role or query.min_confidence is not None or any(map(query.chosen, _OF_ONE_QUOTE))
    return query.of == "quotes" or not narrowed


def choice(facet: str, value: FacetValue, query: Query, click: Click) -> Choice:
    """Return a value as a page lists it, and what does not have it where a facet can be excluded by."""
    barring = facet in EXCLUDED and not (value.selected or value.excluded)
    return Choice(
        label=label(facet, value),
        click=click,
        selected=value.selected,
        url=list_url(toggled(query, facet, value.value)),
        excluded=value.excluded,
        without=list_url(barred(query, facet, value.value)) if barring else None,
    )


def _year_order(value: FacetValue) -> tuple[bool, int]:
    return not value.selected, -int(value.label) if value.label.isdecimal() else 0


def _says_nothing(counts: FacetCounts) -> bool:
    """Tell whether all articles share the facet's only value: a click on it would change nothing."""
    return len(counts.values) == 1 and not (
        counts.missing or counts.other or counts.values[0].selected or counts.values[0].excluded
    )


def selected(counts: FacetCounts | None) -> list[FacetValue]:
    """Return the values of a facet that are chosen."""
    return [value for value in counts.values if value.selected] if counts else []


def excluded(counts: FacetCounts | None) -> list[FacetValue]:
    """Return the values of a facet that are excluded."""
    return [value for value in counts.values if value.excluded] if counts else []


def label(facet: str, value: FacetValue) -> str:
    """Return a value as a reader sees it."""
    return named(facet, value.label)


def named(facet: str, text: str) -> str:
    """Return a value that is given as a text as a reader sees it."""
    if facet == "lang":
        return language(text)
    words = _WORDS.get(facet, {})
    return gettext(words[text]) if text in words else text
