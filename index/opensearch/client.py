"""The connection to a cluster: who asks, how long is waited, and what its errors mean to a person.

PULLQUOTE_OPENSEARCH_USER and PULLQUOTE_OPENSEARCH_PASSWORD are the credentials, or
PULLQUOTE_OPENSEARCH_CREDENTIALS names a file with `user:password` in one line. PULLQUOTE_OPENSEARCH_CA names a file
of certificates to trust beside the system's; certificates are always verified.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import IndexCorrupt, IndexUnavailable, PullquoteError
from index.opensearch.address import Address

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

USER, PASSWORD = "PULLQUOTE_OPENSEARCH_USER", "PULLQUOTE_OPENSEARCH_PASSWORD"
FILE, AUTHORITIES = "PULLQUOTE_OPENSEARCH_CREDENTIALS", "PULLQUOTE_OPENSEARCH_CA"
SECONDS = 10  # that a node may take for an answer
_RETRIES = 3  # of a request, each at the next node


class RequestFailed(IndexUnavailable):
    """The cluster answers with an error: `status` is that of HTTP, `kind` what the cluster calls it."""

    def __init__(self, message: str, status: int, kind: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind


def connect(address: Address) -> "OpenSearch":
    """Return a client; nothing is asked yet.

    Raises:
        IndexUnavailable: the client is not installed, or the credentials cannot be read.
    """
    try:
        from opensearchpy import OpenSearch

        from index.opensearch.serializer import Ascii
    except ImportError as error:
        raise IndexUnavailable(
            "an index on a cluster needs one more part: pip install 'pullquote[opensearch]'"
        ) from error
    _quiet()
    secure = address.nodes[0].startswith("https")
    more: dict[str, Any] = {"verify_certs": True, "ca_certs": os.environ.get(AUTHORITIES) or None} if secure else {}
    return OpenSearch(
        list(address.nodes),
        http_auth=credentials(),
        serializer=Ascii(),
        timeout=SECONDS,
        max_retries=_RETRIES,
        retry_on_timeout=True,
        retry_on_status=(502, 503, 504),
        http_compress=secure,  # on loopback it costs more than it saves
        pool_maxsize=16,
        **more,
    )


def _quiet() -> None:
    """Have the client not log whatever a node says: what matters of it we say ourselves."""
    log = logging.getLogger("opensearch")
    if log.level == logging.NOTSET:
        log.setLevel(logging.CRITICAL)


def credentials() -> tuple[str, str] | None:
    """Return the user and the password to send, None where none are given.

    Raises:
        IndexUnavailable: the file with them cannot be read.
    """
    user = os.environ.get(USER)
    if user is not None:
        return user, os.environ.get(PASSWORD, "")
    path = os.environ.get(FILE)
    if not path:
        return None
    try:
        name, colon, password = Path(path).read_text(encoding="utf-8").strip().partition(":")
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnavailable(f"{path} cannot be read: {FILE} names a file with user:password") from error
    if not colon:
        raise IndexUnavailable(f"{path} holds no user:password in one line")
    return name, password


@contextmanager
def explained(address: Address) -> Iterator[None]:
    """Turn what the client raises into what to tell a person.

    Raises:
        IndexUnavailable: no node answers, or the cluster refuses or cannot serve a request.
        IndexCorrupt: it answers what this version does not understand.
    """
    from opensearchpy import exceptions

    try:
        yield
    except PullquoteError:
        raise
    except exceptions.SSLError as error:
        raise IndexUnavailable(
            f"{address}: the certificate is not trusted; {AUTHORITIES} names a file of those to trust"
        ) from error
    except exceptions.ConnectionTimeout as error:
        raise IndexUnavailable(f"{address}: no answer within {SECONDS} seconds; try again later") from error
    except exceptions.ConnectionError as error:
        raise IndexUnavailable(f"{address}: no node can be reached; is the cluster running?") from error
    except exceptions.TransportError as error:
        raise _failed(address, error) from error
    except exceptions.OpenSearchException as error:
        raise IndexCorrupt(f"{address}: an answer is not what this version understands: {error!r}") from error


def _failed(address: Address, error: Any) -> RequestFailed:
    status = error.status_code if isinstance(error.status_code, int) else 0
    kind = str(error.error)
    told = {
        401: "the credentials are wrong or missing",
        403: "the user may not do this (docs/cluster.md lists what is needed)",
        404: "there is no such index: make one with `pullquote index PATH`",
        429: "the cluster is too busy: try again later",
        503: "a part of the index cannot be reached: wait until the cluster is whole again",
    }.get(status, f"the cluster refuses a request: {kind} {_reason(error.info)}")
    return RequestFailed(f"{address}: {told}", status, kind)


def _reason(info: Any) -> str:
    """Return the innermost reason that the cluster gives."""
    found = info.get("error") if isinstance(info, dict) else None
    reason = ""
    while isinstance(found, dict):
        reason = str(found.get("reason") or reason)
        causes = found.get("root_cause") or []
        found = found.get("caused_by") or (causes[0] if causes and causes[0] != found else None)
        if isinstance(found, dict) and "root_cause" not in found and "caused_by" not in found:
            return str(found.get("reason") or reason)
    return reason
