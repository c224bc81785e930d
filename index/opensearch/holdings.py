"""What an index on a cluster holds, looked up there."""

from functools import partial
from typing import Any

from index.article import Article
from index.opensearch.documents import read_stored
from index.opensearch.scan import ARTICLES, asked, scan, values
from index.writer import Known

_KNOWN = ("digest", "copy", "file")


class ClusterHoldings:
    """The articles of the last commit. Of an empty index nothing is asked."""

    def __init__(self, client: Any, index: str, *, empty: bool) -> None:
        self._client, self._index, self._empty = client, index, empty

    def get(self, article_id: str) -> Known | None:
        """See Holdings.get."""
        found = self._source(article_id, _KNOWN)
        return Known(found["digest"], found["copy"], found.get("file")) if found else None

    def article(self, article_id: str) -> Article | None:
        """See Holdings.article."""
        found = self._source(article_id, ("article",))
        return read_stored(found["article"]) if found else None

    def ids_of(self, file: str | None) -> set[str]:
        """See Holdings.ids_of."""
        if self._empty:
            return set()
        wanted = {"bool": {"must_not": [{"exists": {"field": "file"}}]}} if file is None else {"term": {"file": file}}
        return {hit["_id"] for hit in scan(self._client, self._index, wanted, ())}

    def files(self) -> set[str]:
        """See Holdings.files."""
        if self._empty:
            return set()
        return {file for file, _ in values(partial(asked, self._client, index=self._index), "file")}

    def copies(self, copy: str) -> int:
        """See Holdings.copies."""
        if self._empty:
            return 0
        wanted = {"bool": {"filter": [ARTICLES, {"term": {"copy": copy}}]}}
        return int(self._client.count(index=self._index, body={"query": wanted})["count"])

    def _source(self, article_id: str, fields: tuple[str, ...]) -> dict[str, Any] | None:
        if self._empty:
            return None
        body = {"docs": [{"_id": article_id, "_source": list(fields)}]}
        # Not what a writer sent that was cut off before its commit: it is to be sent again, and shown.
        (found,) = self._client.mget(index=self._index, body=body, params={"realtime": "false"})["docs"]
        return found["_source"] if found.get("found") else None
