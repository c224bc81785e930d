"""NOT NEAR as the cluster's span queries: interval rules have nothing for what is so far from all others."""

from typing import Any

from index.analysis import stem
from index.opensearch.documents import cut
from search.nodes import Near, Of, Term, fields_of
from search.opensearch.intervals import reach

Clause = dict[str, Any]


def apart(near: Near, left: Term, right: Term, field: str, of: Of) -> Clause:
    """Return where a word stands so far from another one."""
    if field not in fields_of(right, of):
        return _stem(left, field)
    far = reach(near, field)
    before = 0 if near.ordered else far
    return {"span_not": {"include": _stem(left, field), "exclude": _stem(right, field), "pre": before, "post": far}}


def _stem(term: Term, field: str) -> Clause:
    return {"span_term": {f"t_{field}": cut(stem(term.word))}}
