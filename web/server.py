"""The server behind `pullquote serve`: waitress, stopped in good order."""

import gc
import signal
from collections.abc import Callable

from flask import Flask
from waitress.server import create_server

from index.errors import PullquoteError
from web.batch import MAX_BYTES

# Who says nothing for a while is let go, so that nobody can take all places. What is somewhat too large is refused by
# the application, in its own words.
_MANNERS = {
    "ident": None,
    "max_request_body_size": 4 * MAX_BYTES,
    "channel_timeout": 20,
    "cleanup_interval": 5,
    "connection_limit": 1_000,
    "asyncore_use_poll": True,
}


def run(app: Flask, host: str, port: int, threads: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; requests under way are answered.

    Args:
        port: 0 for any that is free.
        ready: called with the address once connections are accepted.

    Raises:
        PullquoteError: the address is taken or is not this machine's.
    """
    try:
        server = create_server(app, host=host, port=port, threads=threads, **_MANNERS)
    except (OSError, ValueError) as error:
        raise PullquoteError(f"cannot serve on {host}:{port} ({error}): choose another with --port") from error
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # waitress stops in good order at an interrupt
    shown = f"[{host}]" if ":" in host else host
    gc.collect()
    gc.freeze()  # the modules and the application stay: what looks for garbage need not look at them again
    ready(f"http://{shown}:{server.effective_port}/")
    server.run()
