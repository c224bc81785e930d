"""The server behind `pullquote serve`: waitress, stopped in good order."""

import signal
from collections.abc import Callable

from flask import Flask
from waitress.server import create_server

from index.errors import PullquoteError


def run(app: Flask, host: str, port: int, threads: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; requests under way are answered.

    Args:
        port: 0 for any that is free.
        ready: called with the address once connections are accepted.

    Raises:
        PullquoteError: the address is taken or is not this machine's.
    """
    try:
        server = create_server(app, host=host, port=port, threads=threads, ident=None)
    except (OSError, ValueError) as error:
        raise PullquoteError(f"cannot serve on {host}:{port} ({error}): choose another with --port") from error
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # waitress stops in good order at an interrupt
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{server.effective_port}/")
    server.run()
