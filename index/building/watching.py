"""Folders that are followed: what is new or changed in them, once it is at rest, comes into the index."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from os import stat
from time import sleep, time

from index.building.build import Report, build
from index.errors import IndexBusy
from index.extract.checked import Effort
from index.files import Failure, walk

State = tuple[int, int] | str  # of a file: its time in ns and its size in bytes; or why it cannot be read


def watch(
    paths: Sequence[str],
    location: str,
    *,
    interval: float,
    waiting: Callable[[str], None],
    workers: int = 1,
    memory: int | None = None,
    effort: Effort | None = None,
) -> Iterator[Report]:
    """Bring the index up to date with the files at and under the paths, again and again; yield what that does.

    Args:
        interval: seconds between two looks.
        waiting: told so, when another process is writing to the index.
        workers, memory, effort: see `build`.

    Raises:
        IndexUnavailable: see `open_writer`.
    """
    for changed in changes(paths, interval):
        run = partial(build, changed, location, workers=workers, memory=memory, effort=effort)
        yield _when_free(run, interval, partial(waiting, f"another process is writing to {location}: waiting for it"))


def changes(paths: Sequence[str], interval: float) -> Iterator[list[str]]:
    """Yield the files that are there, and then those that change, in the order of `walk`; empty lists are left out.

    A file counts as it is when two looks find the same of it; at the first look, when it is older than the interval.
    """
    known: dict[str, State] = {}
    last = _older(_look(paths), interval)
    now = last
    while True:
        resting = {path: state for path, state in now.items() if last.get(path) == state}
        changed = [path for path, state in resting.items() if known.get(path) != state]
        known = {path: state for path, state in known.items() if path in now} | resting
        if changed:
            yield changed
        sleep(interval)
        last, now = now, _look(paths)


def _when_free(run: Callable[[], Report], interval: float, waiting: Callable[[], None]) -> Report:
    """Return what a run gives; while another process is writing, wait for it, and say so once."""
    told = False
    while True:
        try:
            return run()
        except IndexBusy:
            if not told:
                waiting()
            told = True
            sleep(interval)


def _look(paths: Sequence[str]) -> dict[str, State]:
    return dict(map(_state, walk(paths)))


def _state(item: str | Failure) -> tuple[str, State]:
    if isinstance(item, Failure):
        return item.path, item.reason
    try:
        status = stat(item)
    except OSError as error:  # it has just gone
        return item, str(error.strerror)
    return item, (status.st_mtime_ns, status.st_size)


def _older(states: Mapping[str, State], seconds: float) -> dict[str, State]:
    """Return those that have rested for so long, by the clock of this machine; what cannot be read rests."""
    before = (time() - seconds) * 1e9
    return {path: state for path, state in states.items() if isinstance(state, str) or state[0] < before}
