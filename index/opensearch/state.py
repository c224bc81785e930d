"""The commit that an index on a cluster serves: one document, the last that a commit writes.

A commit writes its articles, which nobody sees yet; says that it is pending; makes all shards show what was written;
and names itself. A reader that finds the same commit before and after it has fixed its view of the index, and none
pending, sees that commit whole. Several machines may commit at once.
"""

import secrets
import socket
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.opensearch.schema import STATE

_FORGOTTEN = 600  # seconds after which a commit that does not end was that of a process that died
_BEGIN = (
    "ctx._source.state.pending.keySet().removeIf(name -> name.startsWith(params.writer));"
    " ctx._source.state.pending[params.commit] = params.now"
)
# Said again, as where the answer was lost, it makes no difference.
_END = (
    "if (ctx._source.state.pending.remove(params.commit) != null) { ctx._source.state.revision += 1;"
    " ctx._source.state.commit = params.commit; ctx._source.state.day = params.day }"
)
_WRITER = 8  # characters of a commit's name that tell whose it is
_AT_ONCE = 20  # writers that may get in each other's way


@dataclass(frozen=True, slots=True)
class State:
    """A commit: how many led to it, a name that no other has, and its day (an ordinal)."""

    revision: int = 0
    commit: str = ""
    day: int = 0
    pending: bool = False  # whether another one is being shown


def read_state(client: Any, index: str) -> State | None:
    """Return the commit of an index, None where the index has none yet.

    Raises:
        opensearchpy.exceptions.TransportError: the index is not there, or cannot be asked.
    """
    from opensearchpy.exceptions import NotFoundError

    try:
        found = client.get(index=index, id=STATE, routing=STATE)["_source"]["state"]
    except NotFoundError as error:
        if isinstance(error.info, dict) and error.info.get("found") is False:
            return None
        raise
    begun = (when for when in found["pending"].values() if time.time() - when < _FORGOTTEN)
    return State(found["revision"], found["commit"], found["day"], any(begun))


def new_commit(folder: Path) -> str:
    """Return the name of a commit, as no other has.

    Args:
        folder: what one process of this machine alone writes from.
    """
    writer = sha256(f"{socket.gethostname()} {folder}".encode()).hexdigest()
    return writer[:_WRITER] + secrets.token_hex(8)


def begin(client: Any, index: str, commit: str) -> None:
    """Say that a commit is being shown from now on. One of the same folder that has not ended was cut off."""
    now, writer = time.time(), commit[:_WRITER]
    first = {"revision": 0, "commit": "", "day": 0, "pending": {commit: now}}
    _update(client, index, _BEGIN, {"commit": commit, "now": now, "writer": writer}, {"upsert": {"state": first}})


def end(client: Any, index: str, commit: str, day: int) -> None:
    """Say that a commit is shown by all shards."""
    _update(client, index, _END, {"commit": commit, "day": day}, {})


def write_state(client: Any, index: str, state: State) -> None:
    """Name the commit of an index that nobody else writes to."""
    body = {"state": {"revision": state.revision, "commit": state.commit, "day": state.day, "pending": {}}}
    client.index(index=index, id=STATE, routing=STATE, body=body)


def _update(client: Any, index: str, source: str, given: dict[str, Any], more: dict[str, Any]) -> None:
    body = {"script": {"source": source, "params": given}, **more}
    client.update(index=index, id=STATE, routing=STATE, body=body, params={"retry_on_conflict": _AT_ONCE})
