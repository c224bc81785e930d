"""One engine in a process of its own, so that its memory and its imports are its own.

    python -m benchmarks.worker ENGINE build CORPUS.jsonl FOLDER WORKERS
    python -m benchmarks.worker ENGINE add CORPUS.jsonl FOLDER TIMES
    python -m benchmarks.worker ENGINE first FOLDER WORD
    python -m benchmarks.worker ENGINE serve FOLDER        answers lines of JSON on its input

Each answer is a line of JSON. `benchmarks.peers` is the command to use.
"""

import gc
import importlib
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from benchmarks.asks import Ask, Engine, Peer, Skipped
from benchmarks.corpus import Record, read, size


def load(name: str) -> Engine:
    """Return the module that knows an engine; nothing of another engine is imported."""
    return cast(Engine, importlib.import_module(f"benchmarks.engine_{name}"))


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """Return what a call gives, and the seconds that it took: of all processors and threads, and on the clock."""
    cpu, wall = _cpu(), time.perf_counter()
    given = work()
    return given, {"cpu": _cpu() - cpu, "wall": time.perf_counter() - wall}


def _cpu() -> float:
    """Return the seconds that this process and the ended ones that it started have computed."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def build(engine: Engine, corpus: str, folder: str, workers: str) -> None:
    """Build an index; reading the corpus is not counted, nor looked at again by the garbage collector."""
    records = read(Path(corpus))
    gc.collect()
    gc.freeze()
    try:
        _, seconds = timed(lambda: engine.build(records, Path(folder), int(workers)))
    except Skipped as reason:
        _say({"skipped": str(reason)})
    else:
        _say({**seconds, "articles": len(records), "source": size(records), "bytes": _bytes(Path(folder))})


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def add(engine: Engine, corpus: str, folder: str, times: str) -> None:
    """Add articles one by one, each committed and then found by a word that only it has."""
    peer = engine.open(Path(folder))
    records = read(Path(corpus), int(times))
    seconds = [timed(partial(_added, peer, *_novel(number, record)))[1] for number, record in enumerate(records)]
    peer.close()
    _say({"cpu": [one["cpu"] for one in seconds], "wall": [one["wall"] for one in seconds]})


def _novel(number: int, record: Record) -> tuple[Record, str]:
    word = f"zqx{number}zqx"
    return replace(record, id=f"added-{number}", title=f"{word} {record.title}"), word


def _added(peer: Peer, record: Record, word: str) -> None:
    peer.add(record)
    found = peer.ask(Ask("rare", (word,))).total
    if found != 1:
        raise SystemExit(f"an article that was added is found {found} times, not once")


def first(engine: Engine, folder: str, word: str) -> None:
    """Answer one question; whoever started the interpreter looks at the clock."""
    answer = engine.open(Path(folder)).ask(Ask("common", (word,)))
    _say({"total": answer.total})


def serve(engine: Engine, folder: str) -> None:
    """Answer questions until the input ends; without one the answer is the peak of resident memory."""
    peer = engine.open(Path(folder))
    gc.collect()
    gc.freeze()  # as `pullquote serve` does
    for line in sys.stdin:
        question = json.loads(line)
        _say(_asked(peer, Ask(**question)) if question else {"peak": peak()})
    peer.close()


def _asked(peer: Peer, ask: Ask) -> dict[str, Any]:
    ask = replace(ask, words=tuple(ask.words))
    try:
        answer, seconds = timed(lambda: peer.ask(ask))
    except Skipped as reason:
        return {"skipped": str(reason)}
    return {**seconds, **asdict(answer)}


def peak() -> int:
    """Return the most bytes that this process had resident; elsewhere than on Linux the system's own figure."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


_COMMANDS: dict[str, Callable[..., None]] = {"build": build, "add": add, "first": first, "serve": serve}


def main(arguments: list[str]) -> None:
    """Do one thing with one engine."""
    if len(arguments) < 3 or arguments[1] not in _COMMANDS:
        raise SystemExit(__doc__)
    name, command, *rest = arguments
    _COMMANDS[command](load(name), *rest)


if __name__ == "__main__":
    main(sys.argv[1:])
