"""Looking for a leaf in texts one by one, where the cluster's rules are others than ours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from index.errors import QueryError
from index.opensearch.documents import quote_document
from search.holding import counts
from search.linear_entries import Entry, article_entry, quote_entries
from search.nodes import Leaf, Of, fields_of
from search.opensearch.snapshot import Snapshot
from search.query import describe
from search.told import told

MOST = 2_000  # articles that one leaf is looked for in: about two seconds


def found_in(snapshot: Snapshot, leaf: Leaf, of: Of, candidates: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    """Return by field the ids of the documents where a leaf matches there.

    Args:
        candidates: what finds all articles that may have it.

    Raises:
        QueryError: these are too many.
    """
    return snapshot.remembered(("looked", leaf, of), lambda: _found(snapshot, leaf, of, candidates))


def _found(snapshot: Snapshot, leaf: Leaf, of: Of, candidates: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    many = snapshot.counts("articles", {("candidates", leaf, of): candidates})["candidates", leaf, of]
    if many > MOST:
        message = told(
            '"%(leaf)s" would be looked for in %(many)s articles one by one, and on a cluster %(most)s is the most: '
            "add a rarer word to it",
            leaf=describe(leaf),
            many=many,
            most=MOST,
        )
        raise QueryError(message, leaf.start)
    found: dict[str, list[str]] = {}
    for article in snapshot.every_article(candidates):
        for name, entry in _entries(article_entry(article, _as_it_is), of):
            for field in counts(leaf, entry, fields_of(leaf, of)):
                found.setdefault(field, []).append(name)
    return found


def _entries(entry: Entry, of: Of) -> Iterator[tuple[str, Entry]]:
    if of == "articles":
        yield entry.article.id, entry
        return
    yield from ((quote_document(entry.article.id, one.place), one) for one in quote_entries(entry))


def _as_it_is(_: str, value: str) -> str:
    return value
