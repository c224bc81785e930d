"""The reading half on a cluster: each search sees one whole commit, the newest at its start."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from msgspec import structs

from index.article import Article
from index.errors import IndexUnavailable, QueryError
from index.fields import SCHEMA_VERSION
from index.location import folder
from index.opensearch.address import address_of
from index.opensearch.client import connect, explained
from index.opensearch.health import health_of
from index.opensearch.making import check_version
from index.opensearch.patience import patiently
from index.opensearch.state import State, read_state
from search.completing import complete
from search.known_aliases import KnownAliases
from search.linear_selection import LinearSelection
from search.opensearch.answer import answer
from search.opensearch.counting import doubts, timeline, values
from search.opensearch.exporting import export
from search.opensearch.others import copies, occurrences, similar
from search.opensearch.snapshot import KEPT, Names, Snapshot
from search.opensearch.suggest import completions
from search.query import Query
from search.results import (
    COMPLETED,
    ClusterHealth,
    Completion,
    Copies,
    Doubts,
    Export,
    Hit,
    Info,
    Listed,
    Occurrences,
    Results,
    Timeline,
    ValuePage,
)
from search.timeline import AskedInterval
from search.told import told
from search.values import ValueOrder

_log = logging.getLogger("pullquote.search")
_GRACE = 60.0  # seconds for which a view is kept that searches which are under way may ask
_TRIES, _PAUSE = 200, 0.05  # seconds; for a view of one commit while another is being shown
_HEALTH = 2.0  # seconds
_PATIENCE = 5.0  # seconds in which the copies of a node's shards may take its place
_TOO_MANY = "too_many_nested_clauses"
_ASKED_WRONGLY = (400, 401, 403)
Answer = TypeVar("Answer")


class ClusterSearcher:
    """A Searcher over an index on a cluster."""

    def __init__(self, location: str) -> None:
        self._address, self._aliases = address_of(location), KnownAliases(folder(location))
        self._client = connect(self._address)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._retired: list[tuple[float, str]] = []
        self._names: Names | None = None
        self._health: tuple[float, ClusterHealth | None] = (0.0, None)
        with explained(self._address):
            check_version(self._client, self._address, self._address.name)
            self._newest()

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        return self._of_newest(partial(answer, query))

    def count(self, query: Query) -> int:
        """See Searcher.count."""
        plain = replace(query, page=1, size=0, cursor=None, facets=(), histogram=None)
        return self.search(replace(plain, highlight=False, span=False, fold=False)).total.value

    def get(self, article_id: str) -> Article | None:
        """See Searcher.get."""
        return self._of_newest(lambda snapshot, _: snapshot.article(article_id))

    def occurrences(self, quote_id: str) -> Occurrences | None:
        """See Searcher.occurrences."""
        return self._of_newest(partial(occurrences, quote_id))

    def copies(self, article_id: str, most: int = 50) -> Copies:
        """See Searcher.copies."""
        return self._of_newest(lambda snapshot, _: copies(snapshot, article_id, most))

    def similar(self, article_id: str, n: int = 10) -> tuple[Hit, ...]:
        """See Searcher.similar."""
        return self._of_newest(partial(similar, article_id, n))

    def articles(self) -> Iterator[Article]:
        """See Searcher.articles."""
        with explained(self._address), self._own() as (snapshot, _):
            yield from snapshot.every_article()

    def ids(self) -> list[str]:
        """See Searcher.ids."""
        return self._of_newest(lambda snapshot, _: snapshot.every_id())

    def among(self, ids: Collection[str]) -> LinearSelection:
        """See Searcher.among."""
        return LinearSelection(self._fixed(), ids)

    def export(self, query: Query) -> Export:
        """See Searcher.export."""
        with explained(self._address), ExitStack() as opened:
            found = export(query, *opened.enter_context(self._own()))
            return structs.replace(found, rows=self._rows(found.rows, opened.pop_all()))

    def _rows(self, rows: Iterator[Listed], view: ExitStack) -> Iterator[Listed]:
        with explained(self._address), view:
            yield from rows

    @contextmanager
    def _own(self) -> Iterator[tuple[Snapshot, Names]]:
        """Open a view of the newest commit for what takes long: that of searches is let go of after other commits."""
        snapshot = self._opened(read_state(self._client, self._address.name))
        try:
            yield snapshot, Names(snapshot, self._aliases.read())
        finally:
            self._let_go([snapshot.pit])

    def doubts(self, query: Query) -> Doubts:
        """See Searcher.doubts."""
        return self._of_newest(partial(doubts, query))

    def values(self, query: Query, facet: str, prefix: str = "", order: ValueOrder = "count") -> ValuePage:
        """See Searcher.values."""
        return self._of_newest(partial(values, query, facet, prefix, order))

    def timeline(self, query: Query, interval: AskedInterval = "auto") -> Timeline:
        """See Searcher.timeline."""
        return self._of_newest(partial(timeline, query, interval))

    def suggest(self, prefix: str, n: int = 10, kinds: Sequence[str] = COMPLETED) -> list[Completion]:
        """See Searcher.suggest."""
        return self._of_newest(
            lambda snapshot, names: complete(prefix, n, kinds, partial(completions, snapshot, names))
        )

    def info(self) -> Info:
        """See Searcher.info."""
        return self._of_newest(self._info)

    def close(self) -> None:
        """See Searcher.close."""
        with self._lock:
            views = [view for _, view in self._retired]
            if self._snapshot:
                views.append(self._snapshot.pit)
            self._snapshot, self._retired = None, []
        if views:
            self._let_go(views)
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _info(self, snapshot: Snapshot, names: Names) -> Info:
        quotes = snapshot.documents_of("quotes")
        commit = snapshot.state.commit + self._aliases.read().digest
        return Info(
            snapshot.engine, snapshot.revision, snapshot.documents, quotes, SCHEMA_VERSION, commit,
            cluster=self._cluster(),
        )  # fmt: skip

    def _cluster(self) -> ClusterHealth:
        """Return how the cluster is, as it was asked some seconds ago at most: every page asks."""
        then, found = self._health
        if found is None or time.monotonic() - then > _HEALTH:
            found = ClusterHealth(*health_of(self._client, self._address.name))
            self._health = time.monotonic(), found
        return found

    def _of_newest(self, ask: Callable[[Snapshot, Names], Answer]) -> Answer:
        """Ask of the newest commit; where its view is lost, as with the node that kept it, again of a new one."""
        from opensearchpy.exceptions import TransportError

        with explained(self._address):
            try:
                return self._asked(ask)
            except TransportError as error:
                if error.status_code in _ASKED_WRONGLY:
                    raise
            return patiently(partial(self._asked, ask), _PATIENCE)

    def _asked(self, ask: Callable[[Snapshot, Names], Answer]) -> Answer:
        from opensearchpy.exceptions import TransportError

        snapshot, names = self._newest()
        try:
            return ask(snapshot, names)
        except TransportError as error:
            self._forget(snapshot)
            if _TOO_MANY in str(error.info):
                raise QueryError(told("the query has more words than the cluster takes: leave some out")) from error
            raise

    def _fixed(self) -> "_Fixed":
        with explained(self._address):
            return _Fixed(self, *self._newest())

    def _newest(self) -> tuple[Snapshot, Names]:
        state = read_state(self._client, self._address.name)
        with self._lock:
            snapshot, aliases = self._snapshot, self._aliases.read()
            if snapshot is None or not (state and (state.pending or state.commit == snapshot.state.commit)):
                snapshot = self._kept(self._opened(state))
            if self._names is None or self._names.snapshot is not snapshot or self._names.told is not aliases:
                self._names = Names(snapshot, aliases)
            return snapshot, self._names

    def _opened(self, state: State | None) -> Snapshot:
        """Open a view of the newest commit.

        Raises:
            IndexUnavailable: there is none.
        """
        for _ in range(_TRIES):
            if state is None or not (state.commit or state.pending):
                raise IndexUnavailable(f"{self._address} holds nothing yet: `pullquote index PATH` puts articles there")
            params = {"keep_alive": KEPT, "allow_partial_pit_creation": "false"}
            view = self._client.create_pit(index=self._address.name, params=params)["pit_id"]
            before, state = state, read_state(self._client, self._address.name)
            if state == before and not before.pending and before.commit:
                return Snapshot(self._client, view, before)
            self._let_go([view])
            time.sleep(_PAUSE)
        raise IndexUnavailable(f"{self._address}: a commit has begun and does not end; is its writer alive?")

    def _kept(self, snapshot: Snapshot) -> Snapshot:
        now = time.monotonic()
        if self._snapshot:
            self._retired.append((now, self._snapshot.pit))
        if gone := [view for since, view in self._retired if now - since > _GRACE]:
            self._let_go(gone)
        self._retired = [one for one in self._retired if now - one[0] <= _GRACE]
        self._snapshot = snapshot
        return snapshot

    def _forget(self, snapshot: Snapshot) -> None:
        with self._lock:
            if self._snapshot is snapshot:
                self._snapshot = None

    def _let_go(self, views: Sequence[str]) -> None:
        from opensearchpy.exceptions import TransportError

        try:
            self._client.delete_pit(body={"pit_id": list(views)})
        except TransportError as error:  # the cluster lets go of them by itself after a while
            _log.info("views of %s were not given back: %s", self._address, error.error)


class _Fixed:
    """One commit, whatever comes in between."""

    def __init__(self, searcher: ClusterSearcher, snapshot: Snapshot, names: Names) -> None:
        self._searcher, self._snapshot, self._names = searcher, snapshot, names

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        with explained(self._searcher._address):
            return answer(query, self._snapshot, self._names)
