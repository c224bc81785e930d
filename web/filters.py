"""The filters of a page of results: those that hold, those that a click adds, and the form beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.article import UNCHECKED
from search.query import EXCLUDED, FACETS, Query
from search.results import FacetCounts, FacetValue, Results
from web.formats import CLEAR, language
from web.urls import barred, list_url, toggled, values_url, without

SHOWN = 8  # values of a facet before "more"
_ALWAYS = ("tag", "speaker", "source", "year")  # a reader looks for these in their place
_WORDS = {  # for the codes of facets, as a reader sees them
    "source_type": {"named": "named", "unnamed": "unnamed", "organisation": "an organisation"},
    "kind": {"direct": "whole sentence", "fragment": "part of a sentence", "block": "set apart"},
}
_SURE = {UNCHECKED: "likely or clear", CLEAR: "clear"}  # the least confidence, in words


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
    """A value of a facet; its link adds it or takes it away, `without` leads to what does not have it."""

    label: str
    count: int
    selected: bool
    url: str
    excluded: bool = False
    without: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A facet: the first SHOWN values, those folded away, how many more there are, and where all can be searched."""

    name: str
    label: str
    first: tuple[Choice, ...]
    more: tuple[Choice, ...]
    other: int
    widen: Link | None
    all_url: str

    @property
    def selected(self) -> int:
        """How many values are chosen."""
        return sum(choice.selected for choice in (*self.first, *self.more))


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a field of the form."""

    value: str
    text: str
    selected: bool


def options(query: Query) -> tuple[Option, ...]:
    """Return the choices of the least confidence."""
    return tuple(Option(str(least), text, least == query.min_confidence) for least, text in _SURE.items())


def chips(results: Results) -> Iterator[Chip]:
    """Yield the filters that hold."""
    query = results.query
    if query.mode == "any":
        yield Chip("Words", "any of them", list_url(replace(query, mode="all", page=1)))
    for name, facet in FACETS.items():
        for value in selected(results.facets.get(name)):
            yield Chip(facet.label, label(name, value), list_url(toggled(query, name, value.value)))
        for value in excluded(results.facets.get(name)):
            yield Chip(facet.label, f"not {label(name, value)}", list_url(barred(query, name, value.value)))
    if query.role:
        yield Chip("Role", query.role, list_url(without(query, "role")))
    if query.min_confidence is not None:
        yield Chip("Certainty", _least(query.min_confidence), list_url(without(query, "min_confidence")))
    if query.date_from:
        yield Chip("From", query.date_from, list_url(without(query, "from")))
    if query.date_to:
        yield Chip("To", query.date_to, list_url(without(query, "to")))


def _least(confidence: float) -> str:
    return _SURE.get(confidence) or f"confidence {confidence:g} or more"


def groups(results: Results) -> Iterator[Group]:
    """Yield the facets, but for those that a click would change nothing by."""
    for name, counts in results.facets.items():
        values = sorted(counts.values, key=_year_order) if name == "year" else list(counts.values)
        if not values or (name not in _ALWAYS and _says_nothing(counts)):
            continue
        query = results.query
        shown = max(SHOWN, len(selected(counts)) + len(excluded(counts)))
        first = tuple(choice(name, value, query) for value in values[:shown])
        more = tuple(choice(name, value, query, bars=False) for value in values[shown:])
        widen = _widen(query) if name == "tag" else None
        yield Group(name, FACETS[name].label, first, more, counts.other, widen, values_url(name, query))


def choice(facet: str, value: FacetValue, query: Query, *, bars: bool = True) -> Choice:
    """Return a value as a page lists it; `bars` also links what does not have it, where a facet can be excluded by."""
    barring = bars and facet in EXCLUDED and not (value.selected or value.excluded)
    return Choice(
        label=label(facet, value),
        count=value.count,
        selected=value.selected,
        url=list_url(toggled(query, facet, value.value)),
        excluded=value.excluded,
        without=list_url(barred(query, facet, value.value)) if barring else None,
        aliases=value.aliases,
    )


def _year_order(value: FacetValue) -> tuple[bool, int]:
    return not value.selected, -int(value.label) if value.label.isdecimal() else 0


def _says_nothing(counts: FacetCounts) -> bool:
    """Tell whether all articles share the facet's only value: a click on it would change nothing."""
    return len(counts.values) == 1 and not (
        counts.missing or counts.other or counts.values[0].selected or counts.values[0].excluded
    )


def _widen(query: Query) -> Link | None:
    if len(query.chosen("tag")) < 2:
        return None
    if query.tag_mode == "all":
        return Link("Any of these tags", list_url(replace(query, tag_mode="any", page=1)))
    return Link("All of these tags", list_url(replace(query, tag_mode="all", page=1)))


def selected(counts: FacetCounts | None) -> list[FacetValue]:
    """Return the values of a facet that are chosen."""
    return [value for value in counts.values if value.selected] if counts else []


def excluded(counts: FacetCounts | None) -> list[FacetValue]:
    """Return the values of a facet that are excluded."""
    return [value for value in counts.values if value.excluded] if counts else []


def label(facet: str, value: FacetValue) -> str:
    """Return a value as a reader sees it."""
    if facet == "lang":
        return language(value.label)
    return _WORDS.get(facet, {}).get(value.label, value.label)
