"""The writing half on a cluster: a batch is kept on this side, sent at a commit, and seen once all of it is there."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Any, Self

from index.article import Article
from index.errors import UnreadableFile
from index.location import folder
from index.locking import locked
from index.opensearch.address import Address, address_of
from index.opensearch.bulk import send
from index.opensearch.client import connect, explained
from index.opensearch.documents import MOST_BYTES, Group, Traits, documents, quote_document, read_stored, stored
from index.opensearch.holdings import ClusterHoldings
from index.opensearch.making import check_version, make_index
from index.opensearch.near import Groups, batched, grouped
from index.opensearch.patience import patiently
from index.opensearch.scan import scan
from index.opensearch.state import State, begin, end, new_commit, read_state
from index.writer import Holdings

ENGINE = "opensearch"
_AT_ONCE = 1_000
SECONDS_SHOWN = 120  # for all shards to show what was written
_log = logging.getLogger("pullquote.index")


class ClusterWriter:
    """A Writer of an index on a cluster; one on each machine at a time."""

    def __init__(self, location: str) -> None:
        """Open the index, and make it where there is none.

        Raises:
            IndexBusy: another process of this machine is writing.
            IndexUnavailable: see `connect`; or the cluster does not answer, or another version made the index.
        """
        self._address, self._beside = address_of(location), folder(location)
        self._client = connect(self._address)
        self._index = self._address.index or self._address.name
        self._batch: dict[str, Article | None] = {}
        self._near: tuple[tuple[str, str], ...] = ()
        self._lock = locked(self._beside)
        try:
            with self._explained():
                patiently(self._begin)
        except BaseException:
            self._lock.release()
            raise

    def put(self, article: Article) -> None:
        """See Writer.put."""
        size = len(article.body) + len(article.title)
        if size * 4 > MOST_BYTES and len(stored(article)) * 4 > MOST_BYTES:
            raise UnreadableFile(f"article {article.id} has {size:,} characters: more than an index on a cluster takes")
        self._batch[article.id] = article

    def drop(self, article_id: str) -> None:
        """See Writer.drop."""
        self._batch[article_id] = None

    def ids(self) -> set[str]:
        """See Writer.ids."""
        with self._explained():
            found = patiently(lambda: {hit["_id"] for hit in scan(self._client, self._index, {"match_all": {}}, ())})
        gone = {name for name, article in self._batch.items() if article is None}
        return (found | self._batch.keys()) - gone

    def commit(self) -> None:
        """See Writer.commit."""
        if not self._batch and self._state.revision:
            return
        with self._explained():
            patiently(self._send)
            self._show(new_commit(self._beside))
        self._batch = {}

    def known(self) -> Holdings:
        """See Writer.known."""
        return _Explained(self._address, ClusterHoldings(self._client, self._index, empty=not self._state.revision))

    def near(self) -> Iterable[tuple[str, str]]:
        """See Writer.near."""
        return self._near

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.commit()
        finally:
            self._client.close()
            self._lock.release()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with explained(self._address):
            yield

    def _begin(self) -> None:
        if not self._client.indices.exists(index=self._index):
            make_index(self._client, f"{self._address.name}-000001", alias=self._address.name)
        check_version(self._client, self._address, self._index)
        self._state = read_state(self._client, self._index) or State()

    def _send(self) -> None:
        """Send the batch. Nobody sees it yet; sent again it makes no difference."""
        put = {name: article for name, article in self._batch.items() if article is not None}
        before = self._held(list(self._batch))
        traits = {name: Traits.of(article) for name, article in put.items()}
        groups = grouped(self._client, self._index, traits) if put else Groups({}, {}, ())
        self._near = groups.links
        send(self._client, self._actions(put, traits, groups, before), self._beside)

    def _actions(
        self,
        put: Mapping[str, Article],
        traits: Mapping[str, Traits],
        groups: Groups,
        before: Mapping[str, int],
    ) -> Iterator[dict[str, Any]]:
        for name, article in put.items():
            yield from self._written(article, traits[name], groups.batch[name], before.get(name, 0))
        for some in batched(sorted(groups.changed), _AT_ONCE):
            for article in self._articles(some):
                yield from self._written(article, Traits.of(article), groups.changed[article.id], 0)
        for name in (name for name, article in self._batch.items() if article is None and name in before):
            yield self._deletion(name, name)
            yield from (self._deletion(quote_document(name, place), name) for place in range(before[name]))

    def _written(self, article: Article, traits: Traits, group: Group, quotes: int) -> Iterator[dict[str, Any]]:
        """Yield what writes an article in place of one with so many quotations."""
        for name, document in documents(article, traits, group):
            yield {
                "_op_type": "index",
                "_index": self._index,
                "_id": name,
                "routing": article.id,
                "_source": _own(document),
            }
        for place in range(len(article.quotes), quotes):
            yield self._deletion(quote_document(article.id, place), article.id)

    def _deletion(self, name: str, article_id: str) -> dict[str, Any]:
        return {"_op_type": "delete", "_index": self._index, "_id": name, "routing": article_id}

    def _held(self, ids: list[str]) -> dict[str, int]:
        """Return which of some articles are there, each with the number of its quotations."""
        found: dict[str, int] = {}
        for some in batched(ids, _AT_ONCE) if self._state.revision else ():
            docs = [{"_id": name, "_source": ["quotes"]} for name in some]
            answer = self._client.mget(index=self._index, body={"docs": docs})["docs"]
            found.update((one["_id"], int(one["_source"]["quotes"])) for one in answer if one.get("found"))
        return found

    def _articles(self, ids: Iterable[str]) -> Iterator[Article]:
        docs = [{"_id": name, "_source": ["article"]} for name in ids]
        answer = self._client.mget(index=self._index, body={"docs": docs})["docs"]
        yield from (read_stored(one["_source"]["article"]) for one in answer if one.get("found"))

    def _show(self, commit: str) -> None:
        """Have all shards show what was sent, and name the commit: begun again under another name it never ended."""
        patiently(partial(begin, self._client, self._index, commit))
        patiently(self._refresh)
        patiently(partial(end, self._client, self._index, commit, datetime.now(UTC).date().toordinal()))
        self._state = patiently(partial(read_state, self._client, self._index)) or State()

    def _refresh(self) -> None:
        shown = self._client.indices.refresh(index=self._index, params={"request_timeout": SECONDS_SHOWN})
        if shown["_shards"]["failed"]:
            from opensearchpy.exceptions import TransportError

            raise TransportError(503, "refresh", {"error": {"reason": "a shard cannot show what was written"}})


class _Explained:
    """Holdings whose errors are told as a person understands them."""

    def __init__(self, address: Address, held: ClusterHoldings) -> None:
        self._address, self._held = address, held

    def get(self, article_id: str) -> Any:
        """See Holdings.get."""
        return self._asked(partial(self._held.get, article_id))

    def article(self, article_id: str) -> Article | None:
        """See Holdings.article."""
        found: Article | None = self._asked(partial(self._held.article, article_id))
        return found

    def ids_of(self, file: str | None) -> set[str]:
        """See Holdings.ids_of."""
        return set(self._asked(partial(self._held.ids_of, file)))

    def files(self) -> set[str]:
        """See Holdings.files."""
        return set(self._asked(self._held.files))

    def copies(self, copy: str) -> int:
        """See Holdings.copies."""
        return int(self._asked(partial(self._held.copies, copy)))

    def _asked(self, ask: Any) -> Any:
        with explained(self._address):
            return patiently(ask)


def _own(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document without what is not known: a field that is missing takes no room."""
    return {name: value for name, value in document.items() if value is not None and value != []}
