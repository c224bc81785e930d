"""Sending many documents: in pieces, slower when the cluster asks for it, and what it refuses is written down."""

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index.manifest import made

REFUSED = "refused.jsonl"  # in the folder beside: each document that the cluster would not take, and why
_DOCUMENTS, _BYTES = 500, 8 << 20  # of one request
_TRIES, _FIRST_WAIT, _LONGEST_WAIT = 8, 1, 30  # of what a busy cluster turns away; seconds, doubled each time
_log = logging.getLogger("pullquote.index")

Action = dict[str, Any]


def send(client: Any, actions: Iterable[Action], beside: Path) -> set[str]:
    """Write documents; return the ids of those that were refused, which REFUSED in the folder tells more of.

    Sending the same again makes no difference.

    Raises:
        opensearchpy.exceptions.TransportError: the cluster does not answer, or is busy for a minute and more.
    """
    from opensearchpy.helpers import streaming_bulk

    refused = set()
    results = streaming_bulk(
        client,
        actions,
        chunk_size=_DOCUMENTS,
        max_chunk_bytes=_BYTES,
        max_retries=_TRIES,
        initial_backoff=_FIRST_WAIT,
        max_backoff=_LONGEST_WAIT,
        raise_on_error=False,
        yield_ok=False,
    )
    for _, result in results:
        (kind, one), *_ = result.items()
        if kind == "delete" and one.get("status") == 404:
            continue  # it is gone, as it should be
        _still_wanted(one)
        refused.add(str(one["_id"]))
        _note(beside, one)
    return refused


def _still_wanted(one: dict[str, Any]) -> None:
    """Raise where not the document is at fault but the cluster, which may take it another time."""
    from opensearchpy.exceptions import TransportError

    status = int(one.get("status") or 0)
    if status == 429 or status >= 500:
        raise TransportError(status, "bulk", {"error": one.get("error")})


def _note(beside: Path, one: dict[str, Any]) -> None:
    told = {"id": one["_id"], "status": one.get("status"), "error": one.get("error"), "document": one.get("data")}
    made(beside)
    with (beside / REFUSED).open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
    _log.warning("the cluster refused document %s: %s tells why", one["_id"], beside / REFUSED)
