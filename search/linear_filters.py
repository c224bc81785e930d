"""Which entries pass the filters of a query, and under what they count (search.linear_searcher)."""

from index.fields import facet_key, thousandths
from search.linear_entries import Entry, Said
from search.query import (
    EXCLUDED,
    FACETS,
    QUOTE_FACETS,
    Query,
    widens,
)


def passes(entry: Entry, query: Query, without: str | None = None) -> bool:
    """Tell whether an entry passes the filters, those of the facet `without` aside."""
    own = (name for name in FACETS if name not in QUOTE_FACETS and name != without)
    return (
        _in_range(entry, query)
        and all(_chosen(entry, query, name) for name in own)
        and _quotes_pass(entry, query, without)
        and not any(_excluded(entry, query, name) for name in EXCLUDED)
    )


def _excluded(entry: Entry, query: Query, name: str) -> bool:
    """Tell whether an entry has a value that the query excludes."""
    keys = {facet_key(name, value) for value in query.excluded(name)}
    return not keys.isdisjoint(keys_of(entry, Query(), name))


def _in_range(entry: Entry, query: Query) -> bool:
    first, last = query.days
    if first is None and last is None:
        return True
    day = entry.day
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def _chosen(entry: Entry, query: Query, name: str) -> bool:
    wanted = [facet_key(name, value) in entry.keys[name] for value in query.chosen(name)]
    return not wanted or (any(wanted) if widens(query, name) else all(wanted))


def _quotes_pass(entry: Entry, query: Query, without: str | None) -> bool:
    return not query.asks_of_quotes(without) or all(_said(entry, query, without))


def _said(entry: Entry, query: Query, without: str | None) -> list[list[Said]]:
    """Return the quotes that the filters of quotes want: a list for each chosen speaker, or one of anybody's."""
    others = [name for name in QUOTE_FACETS if name not in ("speaker", without)]
    wanted = [
        quote
        for quote in entry.quotes
        if all(_one_chosen(quote, query, name) for name in others) and _is_such(quote, query)
    ]
    speakers = () if without == "speaker" else query.chosen("speaker")
    if not speakers:
        return [wanted]
    return [[quote for quote in wanted if quote.keys["speaker"] == facet_key("speaker", value)] for value in speakers]


def _one_chosen(quote: Said, query: Query, name: str) -> bool:
    chosen = [facet_key(name, value) for value in query.chosen(name)]
    return not chosen or quote.keys[name] in chosen


def _is_such(quote: Said, query: Query) -> bool:
    """Tell whether a quote passes the filters that are no facet."""
    wanted, least = query.role_forms, query.min_confidence
    in_role = query.role is None or (bool(wanted) and not any(map(quote.role.isdisjoint, wanted)))
    return in_role and (least is None or quote.confidence >= thousandths(least))


def keys_of(entry: Entry, query: Query, name: str) -> frozenset[str]:
    """Return the keys of a facet that an entry counts under: choosing one, it would pass."""
    if name not in QUOTE_FACETS:
        return entry.keys[name]
    said = [
        frozenset(key for quote in quotes if (key := quote.keys[name]) is not None)
        for quotes in _said(entry, query, name)
    ]
    return frozenset.intersection(*said)
