"""The commands that read saved articles."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import click

from index.files import one_line
from web.commands.common import effort_options, index_option, json_text, reading_options
from web.commands.telling import Failures, tell
from web.progress import progress_bar

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog="Example: pullquote index ~/news --prune")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--prune", is_flag=True, help="Drop the articles that came from under PATH and are gone.")
@click.option("--report", type=_FILE, help="Write what was done as JSON, too.")
@click.option(
    "--recipes",
    type=_FILE,
    help="CSS selectors for the pages of some sites. The index keeps a copy by which all later runs read.",
)
@click.option(
    "--shard", metavar="I/N", help="Read the I-th of N parts of the files: machines index into a cluster at once."
)
@reading_options
@effort_options
@index_option
def index(
    paths: tuple[str, ...],
    prune: bool,
    report: Path | None,
    recipes: Path | None,
    shard: str | None,
    effort: Any,
    workers: int,
    memory: int | None,
    location: str,
) -> None:
    """Read saved articles and add or update them.

    PATH is a file or a folder, read with all below it. Files that are as they were are skipped, unless --fast,
    --best or --balanced asks for another reading than they had.
    """
    _prepare()
    from index.building.build import build
    from index.building.shards import Shard

    _say_missing(effort)
    with _stoppable(), progress_bar() as progress:
        done = build(
            paths, location, prune=prune, progress=progress, workers=workers, memory=memory, effort=effort,
            recipes=recipes, shard=Shard.read(shard) if shard else None,
        )  # fmt: skip
    tell(done, report)
    _exit(paths, nothing=bool(done.failed) and not (done.added or done.updated or done.unchanged))


@click.command(epilog="Example: pullquote watch ~/news --interval 30")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--interval",
    type=click.FloatRange(0.1),
    default=2.0,
    show_default=True,
    metavar="S",
    help="Seconds between looks; a file that changes from one to the next is left to the one after it.",
)
@reading_options
@effort_options
@index_option
def watch(
    paths: tuple[str, ...], interval: float, effort: Any, workers: int, memory: int | None, location: str
) -> None:
    """Index what is there, and then what is added or changed, until Ctrl-C or SIGTERM.

    A line is printed for each change. What is deleted stays in the index: `index --prune` drops it.
    """
    _prepare()
    from index.building.watching import watch as run

    _say_missing(effort)

    def waiting(line: str) -> None:
        click.echo(f"pullquote: {one_line(line)}", err=True)

    follow = partial(run, paths, location, interval=interval, waiting=waiting)
    with suppress(KeyboardInterrupt), _stoppable():
        for done in follow(workers=workers, memory=memory, effort=effort):
            tell(done)


@click.command(epilog="Example: pullquote extract page.html | python -m json.tool")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--recipes", type=_FILE, help="CSS selectors for the pages of some sites.")
@reading_options
def extract(paths: tuple[str, ...], recipes: Path | None, effort: Any) -> None:
    """Show what is understood of saved articles: one JSON object a line."""
    _prepare()
    from index.article import Article
    from index.building.documents import read
    from index.building.reading import found_in
    from index.extract.recipes import read_recipes

    _say_missing(effort)
    rules = read_recipes(recipes) if recipes else None
    articles, failures = 0, Failures()
    with _stoppable(), closing(found_in(paths, partial(read, effort=effort or "balanced", recipes=rules))) as found:
        for item in found:
            if isinstance(item, Article):
                articles += 1
                click.echo(json_text(item.to_dict()))
            elif line := failures.line(item):
                click.echo(f"pullquote: {one_line(line)}", err=True)
    for line in failures.rest():
        click.echo(f"pullquote: {one_line(line)}", err=True)
    _exit(paths, nothing=not articles)


@click.command(epilog="Example: pullquote rebuild --index ~/archive")
@click.option("--prune", is_flag=True, help="Let articles go whose source files are gone.")
@reading_options
@effort_options
@index_option
def rebuild(prune: bool, effort: Any, workers: int, memory: int | None, location: str) -> None:
    """Build the index again from its source files; the old one serves until the new one is whole."""
    _prepare()
    from index.building.rebuild import rebuild as run

    _say_missing(effort)
    with _stoppable(), progress_bar() as progress:
        done = run(location, prune=prune, progress=progress, workers=workers, memory=memory, effort=effort)
    tell(done)


def _exit(paths: tuple[str, ...], *, nothing: bool) -> None:
    """End with 1 where nothing could be read or a path is missing; a bad file among good ones is no error."""
    sys.exit(1 if nothing or not all(map(os.path.exists, paths)) else 0)


def _say_missing(effort: str | None) -> None:
    """Say which readers the greatest effort has to do without."""
    if effort != "best":
        return
    from index.extract.readers import missing

    if line := missing():
        click.echo(f"pullquote: {line}", err=True)


def _prepare() -> None:
    """Have readers ready by the time that they are wanted: their imports take as long as those of a command."""
    from index.processes import prepare

    prepare()


@contextmanager
def _stoppable() -> Iterator[None]:
    """Have SIGTERM end a command as Ctrl-C does, in good order and with all of its processes."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
