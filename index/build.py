"""Saved files to an index: only what changed is read, in batches of which each is kept or discarded whole."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import perf_counter

from index.errors import UnreadableFile
from index.extract import read
from index.files import Failure, walk
from index.location import folder
from index.processes import prepare
from index.reading import File, Read, Reading, Wanted
from index.run import Report as Report
from index.run import Run, under
from index.writer import open_writer

Progress = Callable[[int, int, int, int], None]


def build(
    paths: Sequence[str],
    location: str,
    *,
    prune: bool = False,
    progress: Progress | None = None,
    workers: int = 1,
    memory: int | None = None,
    read: Read = read,
) -> Report:
    """Bring the index up to date with the files at and under the paths.

    Args:
        prune: drop the articles that came from under the paths and are there no more.
        progress: called with files done, files in all, articles read and failures, after each article and each file.
        workers: processes that read, and as many that analyze; 0 are as many as the machine has cores. With one, this
            process analyzes. The index is the same.
        memory: see `open_writer`; those that read take theirs besides.
        read: what reads a file: see `Reading`.

    Raises:
        UnreadableFile: with `prune`, a path is missing or holds nothing; nothing was changed then.
        IndexBusy, IndexUnavailable: see `open_writer`.
    """
    started = perf_counter()
    roots = [os.path.realpath(os.path.expanduser(path)) for path in paths]
    found = list(_walked(roots))
    files = [item for item in found if isinstance(item, str)]
    failed = [item for item in found if isinstance(item, Failure)]
    if prune:
        _refuse_empty(roots, files)
    if not files and not folder(location).exists():
        return Report(failed=failed)  # nothing to make an index of
    prepare()
    with (
        open_writer(location, workers=workers, memory=memory) as writer,
        Reading(workers or os.cpu_count() or 1, read) as reading,
    ):
        run = Run(writer, folder(location), prune)
        run.report.failed += failed
        run.report.files = len(files)
        if prune:
            run.drop_vanished(roots, found)
        for done, file in enumerate(_and_again(files, run, reading)):
            for articles in run.file(file):
                if progress:
                    progress(done, len(files), articles, len(run.report.failed))
            if progress:
                progress(done + 1, len(files), run.articles, len(run.report.failed))
        report = run.finish()
    report.seconds = perf_counter() - started
    return report


def _walked(roots: Sequence[str]) -> Iterator[str | Failure]:
    """Yield what the walk yields, each file once and under its real path, by which it is remembered."""
    seen = set()
    for item in walk(roots):
        found = os.path.realpath(item) if isinstance(item, str) else item
        if found not in seen:
            seen.add(found)
            yield found


def _and_again(files: Iterable[str], run: Run, reading: Reading) -> Iterator[File]:
    """Yield the files, and then those that hold what the reading of them dropped."""
    yield from reading.files([run.wanted(path) for path in files])
    while run.again:
        path = run.again.pop(0)
        if run.sources[path].digest is None:
            yield from reading.files([Wanted(path)])


def _refuse_empty(paths: Sequence[str], files: Sequence[str]) -> None:
    """With --prune a path that is missing or empty would empty the index: an unmounted disk looks like that."""
    for path in paths:
        if not any(under(item, [path]) for item in files):
            raise UnreadableFile(
                f"{path} is missing or empty: nothing was changed (to prune, name a folder that is there)"
            )
