"""The filters of a query as the cluster's."""

from collections.abc import Sequence
from typing import Any

from index.fields import facet_key, thousandths
from search.opensearch.snapshot import Names
from search.opensearch.tree import NONE, days
from search.query import EXCLUDED, FACETS, QUOTE_FACETS, Query, widens

Clause = dict[str, Any]


class Filters:
    """Makes filters of what a query asks for beside its words."""

    def __init__(self, query: Query, names: Names) -> None:
        self._query, self._names = query, names

    def all(self, without: str | None = None) -> list[Clause]:
        """Return the filters, those of the facet `without` aside."""
        own = (name for name in FACETS if name not in QUOTE_FACETS and name != without)
        found = [one for name in own for one in self._chosen(name)]
        return [*self._range(), *found, *self._said(without), *self._excluded()]

    def of_key(self, facet: str, key: str) -> Clause:
        """Return what finds the documents that count under a key when the facet is not one of quotations asked for."""
        return {"terms": {f"v_{facet}": list(self._names.keys(facet, key))}}

    def clicks(self, facet: str, key: str) -> list[Clause]:
        """Return what of the filters changes, and how, when a value of a facet of quotations is chosen too."""
        mine = self.of_key(facet, key)
        if self._query.of == "quotes":
            return [mine]
        return [has_child([*each, mine]) for each in self.said(facet)]

    def said(self, without: str | None) -> list[list[Clause]]:
        """Return what the quotations that are asked for are: a list for each chosen speaker, or one of anybody's."""
        query = self._query
        others = [name for name in QUOTE_FACETS if name not in ("speaker", without)]
        wanted = [one for name in others for one in self._any_chosen(name)]
        if query.role is not None:
            wanted += [{"terms": {"role": sorted(forms)}} for forms in sorted(query.role_forms, key=sorted)] or [NONE]
        if query.min_confidence is not None:
            wanted.append({"range": {"confidence": {"gte": thousandths(query.min_confidence)}}})
        speakers = () if without == "speaker" else query.chosen("speaker")
        if not speakers:
            return [wanted]
        return [[*wanted, self.of_key("speaker", facet_key("speaker", value))] for value in speakers]

    def _said(self, without: str | None) -> list[Clause]:
        if not self._query.asks_of_quotes(without):
            return []
        each = self.said(without)
        if self._query.of == "quotes":
            return [clause for wanted in each for clause in wanted]
        return list(map(has_child, each))

    def _range(self) -> list[Clause]:
        first, last = self._query.days
        return [] if first is None and last is None else [days(first, last)]

    def _chosen(self, name: str) -> list[Clause]:
        if widens(self._query, name):
            return self._any_chosen(name)
        return [self.of_key(name, facet_key(name, value)) for value in self._query.chosen(name)]

    def _any_chosen(self, name: str) -> list[Clause]:
        keys = [own for value in self._query.chosen(name) for own in self._names.keys(name, facet_key(name, value))]
        return [{"terms": {f"v_{name}": keys}}] if keys else []

    def _excluded(self) -> list[Clause]:
        gone = [self.of_key(name, facet_key(name, value)) for name in EXCLUDED for value in self._query.excluded(name)]
        return [{"bool": {"must_not": gone}}] if gone else []


def has_child(wanted: Sequence[Clause]) -> Clause:
    """Return what finds the articles with a quotation that passes some filters."""
    return {"has_child": {"type": "quote", "query": {"bool": {"filter": list(wanted)}}}}
