"""An index on a cluster made again beside the old one, which serves until the new one takes its name."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.building.build import Progress, Report, build
from index.building.lost import ids_of, told
from index.errors import IndexUnavailable
from index.extract.checked import Effort
from index.location import folder
from index.locking import locked
from index.manifest import BESIDE, RECIPES
from index.opensearch.address import Address, address_of
from index.opensearch.client import connect, explained
from index.opensearch.making import make_index
from index.opensearch.scan import ARTICLES
from index.opensearch.state import State, read_state, write_state
from index.owner.originals import take_originals
from index.sources import read_sources, write_sources

_NUMBERED = re.compile(r"-(\d{6})$")


def rebuild(
    location: str,
    *,
    prune: bool = False,
    progress: Progress | None = None,
    workers: int = 1,
    memory: int | None = None,
    effort: Effort | None = None,
) -> Report:
    """Build an index again from its source files, and have the new one serve; see index.building.rebuild.

    Raises:
        IndexUnavailable: the cluster does not answer; or articles are gone from the files and `prune` is not given: the
            old index is kept then.
        IndexBusy: another process of this machine is writing.
    """
    place, address = folder(location), address_of(location)
    sources = read_sources(place)
    if not sources:
        raise IndexUnavailable(f"{place} remembers no source files of {address}: index them under a new name")
    lock = locked(place)
    try:
        shutil.rmtree(place / BESIDE, ignore_errors=True)  # left by a run that was cut off
        rules = place / RECIPES if (place / RECIPES).exists() else None
        with renewed(address) as fresh:
            report = build(
                list(sources), address.beside(fresh.name, str(place / BESIDE)), progress=progress, workers=workers,
                memory=memory, effort=effort, recipes=rules, past=sources, corrections=place,
            )  # fmt: skip
            lost = ids_of(sources) - ids_of(read_sources(place / BESIDE))
            if lost and not prune:
                raise IndexUnavailable(told(address, f"{len(lost):,}", lost, sources, report))
            fresh.serve(at_least=0 if prune else fresh.before)
        take_originals(place / BESIDE, place)
        write_sources(place, read_sources(place / BESIDE))
        return report
    finally:
        shutil.rmtree(place / BESIDE, ignore_errors=True)
        lock.release()


class Fresh:
    """An index that is being made, by its own name."""

    def __init__(self, client: Any, address: Address, old: str | None, name: str) -> None:
        self._client, self._address, self._old, self.name = client, address, old, name
        self.serves = False

    @property
    def before(self) -> int:
        """How many articles the index holds that serves until now."""
        return self._count(self._old) if self._old else 0

    def serve(self, *, at_least: int) -> None:
        """Have the index take the name under which the old one serves, in one step, and delete the old one.

        Raises:
            IndexUnavailable: it holds fewer articles than it must.
        """
        there = self._count(self.name)
        if there < at_least:
            raise IndexUnavailable(f"{self.name} holds {there:,} articles where {at_least:,} are due: the old is kept")
        self._go_on()
        actions: list[dict[str, Any]] = [{"add": {"index": self.name, "alias": self._address.name}}]
        if self._old:
            actions.append({"remove_index": {"index": self._old}})
        self._client.indices.update_aliases(body={"actions": actions})
        self.serves = True

    def _go_on(self) -> None:
        """Number the commit of the new index after that of the old one."""
        new = read_state(self._client, self.name) or State()
        old = (read_state(self._client, self._old) if self._old else None) or State()
        write_state(self._client, self.name, State(old.revision + 1, new.commit, new.day))

    def _count(self, index: str) -> int:
        return int(self._client.count(index=index, body={"query": ARTICLES})["count"])


@contextmanager
def renewed(address: Address) -> Iterator[Fresh]:
    """Make an empty index beside the one that serves; it is deleted again unless it serves in the end."""
    client = connect(address)
    try:
        with explained(address):
            old = serving(client, address)
            fresh = Fresh(client, address, old, _after(address, old))
            client.indices.delete(index=fresh.name, params={"ignore_unavailable": "true"})  # left by a run cut off
            make_index(client, fresh.name)
            try:
                yield fresh
            finally:
                if not fresh.serves:
                    client.indices.delete(index=fresh.name)
    finally:
        client.close()


def serving(client: Any, address: Address) -> str | None:
    """Return the own name of the index that serves, None where there is none."""
    if not client.indices.exists_alias(name=address.name):
        return None
    (found,) = client.indices.get_alias(name=address.name)
    return str(found)


def _after(address: Address, old: str | None) -> str:
    found = _NUMBERED.search(old or "")
    return f"{address.name}-{int(found[1]) + 1 if found else 1:06d}"
