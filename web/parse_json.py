"""How a query was read, as the API gives it."""

from collections.abc import Iterator
from dataclasses import asdict, replace

from search.allowance import Allowance
from search.chosen import Absent, absent_values
from search.explaining import explain
from search.loosening import beside, offers
from search.query import Query
from search.searcher import Searcher
from web.render import Json, index_json


def parse_json(query: Query, searcher: Searcher) -> Json:
    """Return how the text of a query was read, what each clause finds, and what to ask where nothing is found."""
    results = searcher.search(replace(query, size=0, highlight=False))
    allowance = Allowance()
    reading = explain(searcher, query, allowance)
    total = results.total.value
    instead = beside(searcher, query, total, allowance) if total else offers(searcher, query, allowance)
    absent = () if total else absent_values(searcher, query, allowance)
    return {
        **(reading.to_dict() if reading else {}),
        "total": {"value": results.total.value, "relation": "eq"},
        "instead": [asdict(offer) for offer in instead],
        "alike": [like for one in absent for like in _alike(one)],
        "index": index_json(results),
    }


def _alike(one: Absent) -> Iterator[Json]:
    for value in one.alike:
        yield {
            "facet": one.facet, "given": one.given, "value": value.value, "label": value.label, "hits": value.count,
        }  # fmt: skip
