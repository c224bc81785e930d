"""The reading half on a cluster: each search sees one whole commit, the newest at its start."""

import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from index.aliases import Aliases, read_aliases
from index.article import Article
from index.errors import IndexUnavailable
from index.fields import SCHEMA_VERSION
from index.location import folder
from index.manifest import ALIASES
from index.opensearch.address import address_of
from index.opensearch.client import connect, explained
from index.opensearch.making import check_version
from index.opensearch.state import State, read_state
from search.completing import KINDS, complete
from search.linear_selection import LinearSelection, every
from search.opensearch.answer import answer
from search.opensearch.counting import doubts, timeline, values
from search.opensearch.others import copies, occurrences, similar
from search.opensearch.snapshot import KEPT, Names, Snapshot
from search.opensearch.suggest import completions
from search.query import Query
from search.results import (
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
from search.values import ValueOrder

_log = logging.getLogger("pullquote.search")
_GRACE = 60.0  # seconds for which a view is kept that searches which are under way may ask
_TRIES, _PAUSE = 200, 0.05  # seconds; for a view of one commit while another is being shown
Answer = TypeVar("Answer")


class ClusterSearcher:
    """A Searcher over an index on a cluster."""

    def __init__(self, location: str) -> None:
        self._address, self._aliases_file = address_of(location), folder(location) / ALIASES
        self._beside = folder(location)
        self._client = connect(self._address)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._retired: list[tuple[float, str]] = []
        self._names: Names | None = None
        self._known: tuple[tuple[int, ...], Aliases] | None = None
        with explained(self._address):
            check_version(self._client, self._address, self._address.name)
            self._newest()

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        return self._of_newest(partial(answer, query))

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
        with explained(self._address):
            yield from self._newest()[0].every_article()

    def ids(self) -> list[str]:
        """See Searcher.ids."""
        return self._of_newest(lambda snapshot, _: snapshot.every_id())

    def among(self, ids: Collection[str]) -> LinearSelection:
        """See Searcher.among."""
        return LinearSelection(self._fixed(), ids)

    def export(self, query: Query) -> Export:
        """See Searcher.export."""
        fixed = self._fixed()
        total = fixed.search(replace(query, page=1, size=0, cursor=None, facets=())).total.value
        return Export(total, fixed.revision, self._rows(fixed, query))

    def _rows(self, fixed: "_Fixed", query: Query) -> Iterator[Listed]:
        plain = replace(query, page=1, cursor=None, facets=(), fold=False, highlight=False, histogram=None, span=False)
        for hit in every(fixed, plain):
            article = fixed.article(hit.article)
            yield Listed(replace(article, file=None), hit.quote, hit.score)

    def doubts(self, query: Query) -> Doubts:
        """See Searcher.doubts."""
        return self._of_newest(partial(doubts, query))

    def values(self, query: Query, facet: str, prefix: str = "", order: ValueOrder = "count") -> ValuePage:
        """See Searcher.values."""
        return self._of_newest(partial(values, query, facet, prefix, order))

    def timeline(self, query: Query, interval: AskedInterval = "auto") -> Timeline:
        """See Searcher.timeline."""
        return self._of_newest(partial(timeline, query, interval))

    def suggest(self, prefix: str, n: int = 10, kinds: Sequence[str] = KINDS) -> list[Completion]:
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
        commit = snapshot.state.commit + self._aliases().digest
        return Info(snapshot.engine, snapshot.revision, snapshot.documents, quotes, SCHEMA_VERSION, commit)

    def _of_newest(self, ask: Callable[[Snapshot, Names], Answer]) -> Answer:
        """Ask of the newest commit; where its view is lost, as with the node that kept it, once more of a new one."""
        from opensearchpy.exceptions import ConnectionError as NoConnection
        from opensearchpy.exceptions import TransportError

        with explained(self._address):
            snapshot, names = self._newest()
            try:
                return ask(snapshot, names)
            except TransportError as error:
                if not isinstance(error, NoConnection) and error.status_code not in (404, 500, 503):
                    raise
                self._forget(snapshot)
            return ask(*self._newest())

    def _fixed(self) -> "_Fixed":
        with explained(self._address):
            return _Fixed(self, *self._newest())

    def _newest(self) -> tuple[Snapshot, Names]:
        state = read_state(self._client, self._address.name)
        with self._lock:
            snapshot, aliases = self._snapshot, self._aliases()
            if snapshot is None or not (state and (state.pending or state.commit == snapshot.state.commit)):
                snapshot = self._renewed(state)
            if self._names is None or self._names.snapshot is not snapshot or self._names.told is not aliases:
                self._names = Names(snapshot, aliases)
            return snapshot, self._names

    def _renewed(self, state: State | None) -> Snapshot:
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
                return self._kept(Snapshot(self._client, view, before))
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

    def _aliases(self) -> Aliases:
        """Return what the file of aliases says, read again where it has changed; its faults are warned of then."""
        stamp = _stamp(self._aliases_file)
        if self._known is None or self._known[0] != stamp:
            self._known = stamp, read_aliases(self._beside)
            for line in self._known[1].warnings:
                _log.warning(line)
        return self._known[1]


class _Fixed:
    """One commit, whatever comes in between."""

    def __init__(self, searcher: ClusterSearcher, snapshot: Snapshot, names: Names) -> None:
        self._searcher, self._snapshot, self._names = searcher, snapshot, names
        self.revision = snapshot.revision

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        with explained(self._searcher._address):
            return answer(query, self._snapshot, self._names)

    def article(self, article_id: str) -> Article:
        """Return an article."""
        with explained(self._searcher._address):
            found = self._snapshot.article(article_id)
        if found is None:
            raise IndexUnavailable(f"article {article_id} is gone while it is read")
        return found


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0, 0)
    return (status.st_mtime_ns, status.st_ino, status.st_size)
