"""Saved files to an index: only what changed is read, in batches of which each is kept or discarded whole."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from time import perf_counter

from index.building.kept_recipes import keep_recipes, kept_recipes
from index.building.reading import File, Read, Reading
from index.building.report import Failed
from index.building.report import Report as Report
from index.building.run import Run, under
from index.building.shards import Shard
from index.errors import UnreadableFile
from index.extract import read
from index.extract.checked import Effort
from index.extract.recipes import Recipes
from index.files import Failure, walk
from index.location import folder
from index.processes import prepare
from index.sources import Source
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
    effort: Effort | None = None,
    recipes: Path | None = None,
    past: Mapping[str, Source] | None = None,
    corrections: Path | None = None,
    read: Read | None = None,
    shard: Shard | None = None,
) -> Report:
    """Bring the index up to date with the files at and under the paths.

    Args:
        prune: drop the articles that came from under the paths and are there no more.
        progress: called with files done, files in all, articles read and failures, after each article and each file.
        workers: processes that read, and as many that analyze; 0 are as many as the machine has cores. With one, this
            process analyzes. The index is the same.
        memory: see `open_writer`; those that read take theirs besides.
        effort: how much is spent on saved pages; None is what each file was read with the last time, at first
            "balanced". A file that was read with another one is read again.
        recipes: a file that the index keeps a copy of in place of its own recipes; None leaves it those that it has.
        past, corrections: see `Run`.
        read: what reads a file, in place of our own readers: see `Reading`.
        shard: the part of the files that is read, where several machines share the work.

    Raises:
        UnreadableFile: with `prune`, a path is missing or holds nothing, or the recipes are none; nothing was changed
            then.
        IndexBusy, IndexUnavailable: see `open_writer`.
    """
    started = perf_counter()
    roots = [os.path.realpath(os.path.expanduser(path)) for path in paths]
    found = list(_walked(roots))
    files = [item for item in found if isinstance(item, str) and (shard is None or shard.has(item, roots))]
    failed = {item.path: Failed(item.path, (item,)) for item in found if isinstance(item, Failure)}
    if prune:
        _refuse_empty(roots, [item for item in found if isinstance(item, str)])
    if not files and not folder(location).exists():
        return Report(failed=list(failed.values()))  # nothing to make an index of
    rules, told = kept_recipes(folder(location), recipes)
    prepare()
    with open_writer(location, workers=workers, memory=memory) as writer, ExitStack() as opened:
        if recipes:
            keep_recipes(folder(location), told)
        run = Run(writer, folder(location), prune, effort, rules.digest, past, corrections)
        run.failed.update(failed)
        run.report.files = len(files)
        if prune:
            run.drop_vanished(roots, found)
        readers = _Readers(opened, workers or os.cpu_count() or 1, rules, read)
        _read_all(files, run, readers, progress)
        report = run.finish()
    report.seconds = perf_counter() - started
    return report


class _Readers:
    """Readings by effort, each begun when it is wanted; most archives are read with one."""

    def __init__(self, opened: ExitStack, workers: int, recipes: Recipes, own: Read | None) -> None:
        self._opened, self._workers, self._recipes, self._own = opened, workers, recipes, own
        self._readings: dict[Effort, Reading] = {}

    def files(self, paths: Sequence[str], run: Run) -> Iterator[File]:
        """Yield the files in their order."""
        efforts = [run.effort_of(path) for path in paths]
        streams = {
            effort: self._reading(effort).files(
                [run.wanted(path) for path, own in zip(paths, efforts, strict=True) if own == effort]
            )
            for effort in dict.fromkeys(efforts)
        }
        for effort in efforts:
            yield next(streams[effort])
        for stream in streams.values():
            next(stream, None)  # the last file of each is done with

    def _reading(self, effort: Effort) -> Reading:
        if effort not in self._readings:
            ours = partial(read, effort=effort, recipes=self._recipes)
            self._readings[effort] = self._opened.enter_context(Reading(self._workers, self._own or ours))
        return self._readings[effort]


def _walked(roots: Sequence[str]) -> Iterator[str | Failure]:
    """Yield what the walk yields, each file once and under its real path, by which it is remembered."""
    seen = set()
    for item in walk(roots):
        found = os.path.realpath(item) if isinstance(item, str) else item
        if found not in seen:
            seen.add(found)
            yield found


def _read_all(files: Sequence[str], run: Run, readers: _Readers, progress: Progress | None) -> None:
    for done, file in enumerate(_and_again(files, run, readers)):
        for articles in run.file(file):
            if progress:
                progress(done, len(files), articles, len(run.failed))
        if progress:
            progress(done + 1, len(files), run.articles, len(run.failed))


def _and_again(files: Sequence[str], run: Run, readers: _Readers) -> Iterator[File]:
    """Yield the files, and then those that hold what the reading of them dropped."""
    yield from readers.files(files, run)
    while again := run.reopened():
        yield from readers.files(again, run)


def _refuse_empty(paths: Sequence[str], files: Sequence[str]) -> None:
    """With --prune a path that is missing or empty would empty the index: an unmounted disk looks like that."""
    for path in paths:
        if not any(under(item, [path]) for item in files):
            raise UnreadableFile(
                f"{path} is missing or empty: nothing was changed (to prune, name a folder that is there)"
            )
