"""How a query was read, as the API gives it."""

from dataclasses import asdict, replace

from search.allowance import Allowance
from search.explaining import explain
from search.loosening import Likeness, likenesses, offers
from search.query import Query
from search.searcher import Searcher
from web.render import Json, index_json


def parse_json(query: Query, searcher: Searcher) -> Json:
    """Return how the text of a query was read, what each clause finds, and what to ask where nothing is found."""
    results = searcher.search(replace(query, size=0, highlight=False))
    allowance = Allowance()
    reading = explain(searcher, query, allowance)
    found = results.total.value > 0
    instead = () if found else offers(searcher, query, allowance)
    alike = () if found else likenesses(searcher, query, allowance)
    return {
        **(reading.to_dict() if reading else {}),
        "total": {"value": results.total.value, "relation": "eq"},
        "instead": [asdict(offer) for offer in instead],
        "alike": list(map(_like, alike)),
        "index": index_json(results),
    }


def _like(one: Likeness) -> Json:
    value = one.value
    return {
        "facet": one.facet, "given": one.given, "value": value.value, "label": value.label, "hits": value.count,
    }  # fmt: skip
