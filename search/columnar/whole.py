"""What is counted of the whole archive, to compare hits with: worked out once a commit."""

import numpy as np

from index.columnar.arrays import Ints
from index.columnar.kept import remembered
from search.columnar.snapshot import Snapshot
from search.query import QUOTE_FACETS, Of


@remembered()
def archive_counts(snapshot: Snapshot, facet: str, of: Of) -> Ints:
    """Return how many articles or quotations have each value of a facet, in the order of its keys."""
    if of == "articles":
        return snapshot.values(facet).counts(np.flatnonzero(snapshot.alive))
    quotes = np.flatnonzero(snapshot.quote_alive)
    if facet in QUOTE_FACETS:
        return snapshot.values(facet, "quotes").counts(quotes)
    return snapshot.values(facet).counts(snapshot.quote_article.take(quotes), once=False)
