"""All documents that a filter finds, one page after the other, of one moment."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

_KEPT = "5m"  # how long the cluster keeps a moment that nobody asks for
_PAGE = 1_000
_VALUES = 10_000  # of one request
ARTICLES = {"term": {"part": "article"}}


@contextmanager
def moment(client: Any, index: str) -> Iterator[str]:
    """Open a view of an index that no later commit changes."""
    pit = client.create_pit(index=index, params={"keep_alive": _KEPT, "allow_partial_pit_creation": "false"})["pit_id"]
    try:
        yield pit
    finally:
        client.delete_pit(body={"pit_id": [pit]})


def scan(
    client: Any, index: str, wanted: Mapping[str, Any], fields: Sequence[str], size: int = _PAGE
) -> Iterator[dict[str, Any]]:
    """Yield the articles that a filter finds, by their ids, with some fields of their sources."""
    with moment(client, index) as pit:
        yield from pages(client, pit, wanted, fields, size)


def pages(
    client: Any, pit: str, wanted: Mapping[str, Any], fields: Sequence[str], size: int = _PAGE
) -> Iterator[dict[str, Any]]:
    """As `scan`, in a view that is open."""
    body: dict[str, Any] = {
        "query": {"bool": {"filter": [ARTICLES, wanted]}},
        "pit": {"id": pit, "keep_alive": _KEPT},
        "size": size,
        "sort": [{"id": "asc"}],
        "_source": list(fields) or False,
        "track_total_hits": False,
    }
    while hits := asked(client, body)["hits"]["hits"]:
        yield from hits
        body["search_after"] = hits[-1]["sort"]


def values(ask: Callable[[Mapping[str, Any]], Mapping[str, Any]], field: str) -> Iterator[tuple[str, int]]:
    """Yield all values that articles have in a field, each with the number of these articles.

    Args:
        ask: sends a search.
    """
    after: dict[str, Any] = {}
    while True:
        sources = {"size": _VALUES, "sources": [{"value": {"terms": {"field": field}}}], **after}
        body = {"size": 0, "query": ARTICLES, "aggs": {"values": {"composite": sources}}}
        page = ask(body)["aggregations"]["values"]
        yield from ((bucket["key"]["value"], bucket["doc_count"]) for bucket in page["buckets"])
        if "after_key" not in page:
            return
        after = {"after": page["after_key"]}


def asked(client: Any, body: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return what a search finds, of all shards.

    Raises:
        opensearchpy.exceptions.TransportError: a shard has not answered, or not in time: there are no partial answers.
    """
    found = client.search(body=dict(body), params={"allow_partial_search_results": "false"}, **more)
    whole(found)
    return dict(found)


def whole(found: Mapping[str, Any]) -> None:
    """Refuse an answer that is of some shards only.

    Raises:
        opensearchpy.exceptions.TransportError: it is.
    """
    from opensearchpy.exceptions import TransportError

    if found.get("timed_out") or found["_shards"]["failed"]:
        raise TransportError(503, "partial answer", {"error": {"reason": "not all shards have answered in time"}})
