"""All hits of a query from one commit, page by page of the cluster's own, each article as it is asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.article import Article
from index.opensearch.documents import read_stored
from search.opensearch.execution import Execution, order
from search.opensearch.snapshot import Names, Snapshot
from search.query import Query
from search.results import Export, Listed

_PAGE = 200  # hits of one request


def export(query: Query, snapshot: Snapshot, names: Names) -> Export:
    """Return all that matches in a commit, in order."""
    plain = replace(query, page=1, size=0, cursor=None, facets=(), histogram=None, span=False)
    execution = Execution(plain, snapshot, names)
    hidden, _ = execution.hidden()
    filters = [*execution.hits, *([{"bool": {"must_not": [hidden]}}] if hidden else [])]
    body = execution.body(execution.scored, filters)
    total = snapshot.ask(body | {"track_total_hits": True})["hits"]["total"]["value"]
    listed = {"sort": order(query.sort), "track_scores": True, "size": _PAGE, "_source": ["article"]}
    return Export(
        total, snapshot.revision, _rows(query, snapshot, body | listed | {"docvalue_fields": ["id", "place"]})
    )


def _rows(query: Query, snapshot: Snapshot, body: dict[str, Any]) -> Iterator[Listed]:
    while hits := snapshot.ask(body)["hits"]["hits"]:
        articles = _articles(query, snapshot, hits)
        for hit in hits:
            article = articles[hit["fields"]["id"][0]]
            quote = article.quotes[hit["fields"]["place"][0]] if query.of == "quotes" else None
            yield Listed(article, quote, hit["_score"] or 0.0)
        body = {**body, "search_after": hits[-1]["sort"]}


def _articles(query: Query, snapshot: Snapshot, hits: Sequence[Mapping[str, Any]]) -> dict[str, Article]:
    """Return the articles of some hits by their ids, without the paths of their files."""
    if query.of == "quotes":
        found = snapshot.articles_of(list(dict.fromkeys(hit["fields"]["id"][0] for hit in hits)))
    else:
        found = {hit["_id"]: read_stored(hit["_source"]["article"]) for hit in hits}
    return {name: replace(article, file=None) for name, article in found.items()}
