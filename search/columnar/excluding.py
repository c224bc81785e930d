"""What has a value that a query excludes."""

import numpy as np

from index.columnar.arrays import Mask
from index.fields import facet_key
from search.columnar.arrays import mask_of
from search.columnar.snapshot import Snapshot
from search.query import EXCLUDED, QUOTE_FACETS, Query


def not_excluded(snapshot: Snapshot, query: Query) -> list[Mask]:
    """Return which articles, or which quotations, do not have an excluded value: a mask for each value."""
    return [
        np.logical_not(_having(snapshot, query, facet, facet_key(facet, value)))
        for facet in EXCLUDED
        for value in query.excluded(facet)
    ]


def _having(snapshot: Snapshot, query: Query, facet: str, key: str) -> Mask:
    """Return which documents have a value: of quotations the speaker is their own, a tag is their article's."""
    having = snapshot.having(facet, key)  # of quotations where the facet is one of theirs
    if facet in QUOTE_FACETS:
        return having if query.of == "quotes" else mask_of(snapshot.quote_article[having], snapshot.size)
    return having.take(snapshot.quote_article) if query.of == "quotes" else having
