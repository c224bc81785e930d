"""How far an indexing is, on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

_REFRESH = 0.1  # seconds between two states: each costs 50 us


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, int, int], None] | None]:
    """Show a bar with the rate and the time left on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[articles]:,} articles, {task.fields[rate]:,.0f}/s, "),
        TextColumn("{task.fields[failures]:,} failed"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, articles=0, rate=0.0, failures=0)
        started = shown = monotonic()

        def show(done: int, files: int, articles: int, failures: int) -> None:
            nonlocal shown
            if (now := monotonic()) - shown > _REFRESH:
                shown, rate = now, articles / (now - started)
                bar.update(task, completed=done, total=files, articles=articles, rate=rate, failures=failures)

        yield show
