"""What the options of several commands mean, and how commands print."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from index.files import one_line
from index.location import default_location

if TYPE_CHECKING:
    from search.query import Diagnostic

Command = Callable[..., Any]
_CONTROLS = re.compile("[\x7f-\x9f]")  # those that JSON leaves as they are


def index_option(command: Command) -> Command:
    return click.option(
        "--index",
        "location",
        default=default_location,
        show_default="PULLQUOTE_INDEX, or pullquote-data",
        help="The index: a folder, or opensearch+https://host:9200/name.",
    )(command)


def index_words(location: str) -> str:
    """Return what a command that is shown ends in, so that it is about an index; nothing where that is the default."""
    return "" if location == default_location() else f" --index {shlex.quote(location)}"


def effort_options(command: Command) -> Command:
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


def reading_options(command: Command) -> Command:
    helps = {
        "fast": "Read saved pages by Pullquote's own reader alone.",
        "balanced": "Check its text against a second reader's, and where they differ ask more: the default.",
        "best": "Ask six readers where two differ.",
    }
    for effort, told in reversed(helps.items()):
        command = click.option(f"--{effort}", "effort", flag_value=effort, help=told)(command)
    return command


def date_options(command: Command) -> Command:
    first = click.option(
        "--from", "date_from", metavar="DATE", callback=_day, help="Not before: 2015, 2015-05 or 2015-05-18, May 2015."
    )
    return first(click.option("--to", "date_to", metavar="DATE", callback=_day, help="Not after.")(command))


def _day(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    from index.dates import plain_day

    return plain_day(text) if text else text


def counted(count: int, noun: str, plural: str | None = None) -> str:
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def queries_in(lines: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """Yield the numbers and the texts of the lines of a file that are queries: not empty, and no `# remark`."""
    for number, line in enumerate(lines, 1):
        text = line.decode("utf-8-sig", "replace").strip()
        if text and text != "#" and not text.startswith("# "):  # `#metoo` is a query
            yield number, text


def tell_each(notes: Iterable[Diagnostic], before: str) -> None:
    """Say what is odd about a query on the standard error, each once, with what stands before it."""
    for told in dict.fromkeys(str(note.message) for note in notes):
        click.echo(one_line(f"{before}{told}"), err=True)


def json_text(data: Any, indent: int | None = None) -> str:
    """Return JSON for people; escaped where the terminal cannot show it or would take it for a command."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sayable = text.encode(encoding, "replace").decode(encoding) == text and not _CONTROLS.search(text)
    return text if sayable else _CONTROLS.sub(lambda c: f"\\u{ord(c[0]):04x}", json.dumps(data, indent=indent))
