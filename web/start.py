"""The program's first lines: they see to it that `index`, `search` and `web` are ours before anything is imported."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    """Run the command line, or say which other package of the same name stands in its way."""
    if intruder := _intruder():
        sys.exit(f"pullquote: {intruder} stands in the way of Pullquote's own package: remove or rename it")
    # What NumPy has for linear algebra, which nothing here uses, starts a thread for each processor, and they spin for
    # a while: on a busy machine importing it takes up to twice as long.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from web.cli import main as commands

    commands()


def _intruder() -> str | None:
    """Return the file that would be imported in place of one of the three packages: their names are common."""
    home = Path(__file__).resolve().parent.parent
    for name in ("index", "search", "web"):
        found = find_spec(name)
        if found and found.origin and Path(found.origin).resolve().parent.parent != home:
            return found.origin
    return None
