"""The command line."""

import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from index.errors import PullquoteError
from index.files import one_line
from index.location import default_location
from web.progress import progress_bar
from web.terminal import results_text

# Whatever a command alone needs is imported inside it: Flask costs 13 bare interpreter starts, Whoosh 7.

Command = Callable[..., Any]
_CONTROLS = re.compile("[\x7f-\x9f]")  # those that JSON leaves as they are


class _Commands(click.Group):
    """A group whose commands end in one clear line and status 1 where they fail."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except PullquoteError as error:
            click.echo(f"pullquote: {one_line(str(error))}", err=True)
        except BrokenPipeError:
            raise  # click ends quietly where nobody reads on
        except OSError as error:
            click.echo(f"pullquote: {one_line(str(error))}", err=True)
        except KeyboardInterrupt:
            click.echo(
                "pullquote: stopped; what was committed is kept, and the same command goes on from there", err=True
            )
        sys.exit(1)


def _index_option(command: Command) -> Command:
    return click.option(
        "--index",
        "location",
        default=default_location,
        show_default="PULLQUOTE_INDEX, or pullquote-data",
        help="The index: a folder.",
    )(command)


def _effort_options(command: Command) -> Command:
    workers = click.option(
        "--workers",
        type=click.IntRange(0, 64),
        default=1,
        show_default=True,
        help="Processes that read, and as many that index; 0 for one a core. The index is the same.",
    )
    memory = click.option(
        "--memory",
        type=click.IntRange(1),
        metavar="MB",
        show_default="1000 for each process",
        help="The most memory that indexing takes. More of it makes fewer, larger pieces to merge. "
        "A process that reads takes some 50 MB besides.",
    )
    return workers(memory(command))


def _reading_options(command: Command) -> Command:
    fast = click.option("--fast", "effort", flag_value="fast", help="Read saved pages by Pullquote's own reader alone.")
    best = click.option(
        "--best", "effort", flag_value="best", help="Ask more readers where two differ on what a page's text is."
    )
    return fast(best(click.option("--balanced", "effort", flag_value="balanced", default=True, hidden=True)(command)))


@click.group(cls=_Commands, context_settings={"max_content_width": 100})
@click.version_option(package_name="pullquote", prog_name="pullquote")
def main() -> None:
    """A search engine for news archives: who said what, when."""


@main.command("index", epilog="Example: pullquote index ~/news --prune")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--prune", is_flag=True, help="Drop the articles that came from under PATH and are gone.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write what was done as JSON, too.")
@_reading_options
@_effort_options
@_index_option
def index_command(
    paths: tuple[str, ...],
    prune: bool,
    report: Path | None,
    effort: Any,
    workers: int,
    memory: int | None,
    location: str,
) -> None:
    """Read saved articles and add or update them.

    PATH is a file or a folder, read with all below it. Files that are as they were are skipped.
    """
    _prepare()
    from index.build import build
    from index.extract import read

    _say_missing(effort)
    reading = partial(read, effort=effort)
    with _stoppable(), progress_bar() as progress:
        done = build(paths, location, prune=prune, progress=progress, workers=workers, memory=memory, read=reading)
    _tell(done, report)
    _exit(paths, nothing=bool(done.failed) and not (done.added or done.updated or done.unchanged))


@main.command(epilog="Example: pullquote watch ~/news --interval 30")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--interval",
    type=click.FloatRange(0.1),
    default=2.0,
    show_default=True,
    metavar="S",
    help="Seconds between looks; a file that changes from one to the next is left to the one after it.",
)
@_effort_options
@_index_option
def watch(paths: tuple[str, ...], interval: float, workers: int, memory: int | None, location: str) -> None:
    """Index what is there, and then what is added or changed, until Ctrl-C or SIGTERM.

    A line is printed for each change. What is deleted stays in the index: `index --prune` drops it.
    """
    _prepare()
    from index.watching import watch as run

    def waiting(line: str) -> None:
        click.echo(f"pullquote: {one_line(line)}", err=True)

    with suppress(KeyboardInterrupt), _stoppable():
        for done in run(paths, location, interval=interval, waiting=waiting, workers=workers, memory=memory):
            _tell(done, None)


@main.command(epilog="Example: pullquote extract page.html | python -m json.tool")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_reading_options
def extract(paths: tuple[str, ...], effort: Any) -> None:
    """Show what is understood of saved articles: one JSON object a line."""
    from index.article import Article
    from index.extract import read

    _say_missing(effort)
    articles = 0
    for item in (item for path in paths for item in read(path, effort)):
        if isinstance(item, Article):
            articles += 1
            click.echo(_json(item.to_dict()))
        else:
            click.echo(f"pullquote: not read: {one_line(f'{item.path}: {item.reason}')}", err=True)
    _exit(paths, nothing=not articles)


@main.command(
    epilog="Example: pullquote search 'ramadi -baghdad' --tag Iraq --from 2015-05",
    context_settings={"ignore_unknown_options": True},  # a query may begin with a minus
)
@click.argument("query")
@click.option("--tag", multiple=True, help="Only articles with this tag; several narrow.")
@click.option("--speaker", multiple=True, help="Only articles that quote this person; several narrow.")
@click.option("--from", "date_from", metavar="DATE", help="Not before: 2015, 2015-05 or 2015-05-18.")
@click.option("--to", "date_to", metavar="DATE", help="Not after.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True)
@click.option("--size", type=click.IntRange(0, 100), default=10, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print what the API prints.")
@_index_option
def search(query: str, size: int, sort: Any, as_json: bool, location: str, **filters: Any) -> None:
    """Search as the web page does."""
    from search.query import Query
    from search.searcher import open_searcher
    from search.syntax import parse

    asked = Query(
        expression=parse(query) if query.strip() else None,
        tags=filters["tag"],
        speakers=filters["speaker"],
        date_from=filters["date_from"],
        date_to=filters["date_to"],
        sort=sort,
        size=size,
    )
    with open_searcher(location) as searcher:
        results = searcher.search(asked)
    if as_json:
        from web.render import results_json

        click.echo(_json(results_json(results), indent=2))
    else:
        click.echo(results_text(results))


@main.command(epilog="Example: pullquote serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True)
@_index_option
def serve(host: str, port: int, threads: int, location: str) -> None:
    """Serve the site and the API."""
    from search.searcher import open_searcher
    from web.app import create_app
    from web.server import run

    with open_searcher(location) as searcher:
        told = f"Serving {_counted(searcher.info().documents, 'article')} of {location}"
        ready = partial(click.echo, err=True)
        run(create_app(searcher), host, port, threads, lambda address: ready(f"{told} at {address} (Ctrl-C stops)"))


@main.command(epilog="Example: pullquote verify --index ~/archive")
@_index_option
def verify(location: str) -> None:
    """Check every file of the index against what was written, and name those that are damaged."""
    from index.errors import IndexCorrupt
    from index.location import folder
    from index.manifest import REMEDY, damage, read_manifest
    from index.sources import damage as damaged_sources
    from search.searcher import open_searcher

    place = folder(location)
    manifest = read_manifest(place)
    segments, sources = damage(place, manifest, hashes=True), damaged_sources(place)
    for line in (*segments, *sources):
        click.echo(one_line(line))
    if segments or sources:
        remedy = f": {REMEDY}" if segments else ""
        raise IndexCorrupt(f"damaged in {place}: {_counted(len(segments) + len(sources), 'file')}{remedy}")
    with open_searcher(location) as searcher:
        documents = searcher.info().documents
    if documents != manifest.documents:
        raise IndexCorrupt(f"{documents:,} articles are there where {manifest.documents:,} were written: {REMEDY}")
    click.echo(f"all is as it was written: {_counted(len(manifest.files), 'file')}, {_counted(documents, 'article')}")


@main.command(epilog="Example: pullquote info --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@_index_option
def info(as_json: bool, location: str) -> None:
    """Show what the index holds, and what takes how many bytes of it."""
    from index.columnar.holdings import sizes
    from index.location import folder
    from index.manifest import read_manifest

    manifest = read_manifest(folder(location))
    state = {
        "engine": manifest.engine,
        "revision": f"r{manifest.revision}",
        "documents": manifest.documents,
        "quotes": manifest.quotes,
        "schema": manifest.fingerprint,
        "segments": len(manifest.segments),
        "deleted": sum(entry.documents for entry in manifest.segments) - manifest.documents,
        "bytes": sum(size for size, _ in manifest.files.values()),
        "location": str(folder(location)),
    }
    parts = sizes(folder(location), manifest)
    if as_json:
        click.echo(_json({**state, "parts": parts}, indent=2))
        return
    for name, value in [*state.items(), *((f"  {part}", size) for part, size in parts.items())]:
        click.echo(f"{name:<13} {value:,}" if isinstance(value, int) else f"{name:<13} {one_line(str(value))}")


@main.command(epilog="Example: pullquote rebuild --index ~/archive")
@click.option("--prune", is_flag=True, help="Let articles go whose source files are gone.")
@_effort_options
@_index_option
def rebuild(prune: bool, workers: int, memory: int | None, location: str) -> None:
    """Build the index again from its source files; the old one serves until the new one is whole."""
    _prepare()
    from index.rebuild import rebuild as run

    with _stoppable(), progress_bar() as progress:
        done = run(location, prune=prune, progress=progress, workers=workers, memory=memory)
    _tell(done, None)


def _exit(paths: tuple[str, ...], *, nothing: bool) -> None:
    """End with 1 where nothing could be read or a path is missing; a bad file among good ones is no error."""
    sys.exit(1 if nothing or not all(map(os.path.exists, paths)) else 0)


def _say_missing(effort: str) -> None:
    """Say which readers the greatest effort has to do without."""
    if effort != "best":
        return
    from index.extract.readers import missing

    if line := missing():
        click.echo(f"pullquote: {line}", err=True)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _tell(done: Any, report: Path | None) -> None:
    """Print what a build did; write it as JSON to `report`."""
    for failure in done.failed:
        click.echo(f"pullquote: not read: {one_line(f'{failure.path}: {failure.reason}')}", err=True)
    for note in done.notes:
        click.echo(f"pullquote: {one_line(note)}", err=True)
    counts = {name: getattr(done, name) for name in ("added", "updated", "unchanged", "removed", "copies")}
    told = ", ".join(f"{name} {count:,}" for name, count in counts.items())
    click.echo(f"{told}, failed {len(done.failed):,}; {done.rate:,.0f} articles/s")
    if done.kept:
        click.echo(f"kept {done.kept:,} that left their files: --prune drops them, where all of the file can be read")
    if report:
        _write_report(report, {**asdict(done), "rate": round(done.rate, 1)})


def _write_report(path: Path, data: dict[str, Any]) -> None:
    try:
        path.write_text(_json(data, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise PullquoteError(f"the report {path} cannot be written: {error.strerror}") from error


def _json(data: Any, indent: int | None = None) -> str:
    """Return JSON for people; escaped where the terminal cannot show it or would take it for a command."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sayable = text.encode(encoding, "replace").decode(encoding) == text and not _CONTROLS.search(text)
    return text if sayable else _CONTROLS.sub(lambda c: f"\\u{ord(c[0]):04x}", json.dumps(data, indent=indent))


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
