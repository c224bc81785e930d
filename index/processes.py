"""Processes beside this one that read files: how they are started, and the manners of one."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context, set_forkserver_preload
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any

# A program that indexes may have threads, and a fork of such a one can hang. A server that has none is forked in 10 ms,
# once it has imported what readers need; that takes it 450 ms, and so long takes each process where there is no server.
_SERVED = "forkserver" in get_all_start_methods()
_PRELOADED = ["index.building.reading"]
_TELL_TO_END = (signal.SIGINT, signal.SIGTERM)


def prepare() -> None:
    """Have what readers need imported, so that the first of them starts at once; return without waiting for it."""
    if _SERVED:
        from multiprocessing.forkserver import ensure_running

        set_forkserver_preload(_PRELOADED)
        with secluded():
            ensure_running()


def started(target: Callable[..., None], *arguments: Any) -> BaseProcess:
    """Return a process that is started; Ctrl-C is for its parent alone to hear."""
    prepare()
    context = get_context("forkserver") if _SERVED else get_context("spawn")
    process: BaseProcess = context.Process(target=target, args=arguments, daemon=True)
    with secluded():
        process.start()
    return process


@contextmanager
def secluded() -> Iterator[None]:
    """Have a process that is started meanwhile neither hear of Ctrl-C nor run the main program; and start it wholly."""
    with _held_back(), _undisturbed(), _without_main():
        yield


@contextmanager
def _held_back() -> Iterator[None]:
    """Obey SIGINT and SIGTERM afterwards: a process that is left half started prints that it was told nothing to do.

    Python calls handlers in the main thread, whichever thread the system told, so that blocking them is not enough.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    told: list[int] = []
    before = {one: signal.signal(one, lambda number, _: told.append(number)) for one in _TELL_TO_END}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    for number in told[:1]:
        signal.raise_signal(number)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Have a process that is started not hear of Ctrl-C, which every process of a terminal is sent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_main() -> Iterator[None]:
    """Have a process that is started not run the main program: it has no need of it, and a script would index again."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
