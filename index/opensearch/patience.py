"""Asking again where a cluster may answer another time: a node that died is replaced within seconds."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

SECONDS = 60.0  # in all, before it is an error
_FIRST, _LONGEST = 0.5, 8.0  # seconds between two tries, doubled each time
_PASSING = (429, 500, 502, 503, 504)  # 500 is also said of a node that has just gone
_log = logging.getLogger("pullquote.index")
Answer = TypeVar("Answer")


def patiently(ask: Callable[[], Answer], seconds: float = SECONDS) -> Answer:
    """Return what is answered; what makes no difference when it is done twice may be asked so.

    Raises:
        opensearchpy.exceptions.TransportError: it is no error that passes, or it has not passed.
    """
    from opensearchpy.exceptions import TransportError

    ends, wait = time.monotonic() + seconds, _FIRST
    while True:
        try:
            return ask()
        except TransportError as error:
            if not _passes(error.status_code) or time.monotonic() + wait > ends:
                raise
            _log.warning("the cluster does not answer (%s): asked again in %.1f s", error.error, wait)
        time.sleep(wait)
        wait = min(2 * wait, _LONGEST)


def _passes(status: int | str) -> bool:
    return status in _PASSING or not isinstance(status, int)  # no status: no connection, or no answer in time
