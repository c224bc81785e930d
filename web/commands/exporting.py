"""The command that writes all that a search finds."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING, Any

import click

from index.errors import QueryError
from web.commands.common import counted, index_option, tell_each
from web.commands.filtering import asked_query, filter_options

if TYPE_CHECKING:
    from web.parameters import Format


def _names(_: click.Context, __: click.Parameter, text: str | None) -> tuple[str, ...] | None:
    from web.parameters import fields_of
    from web.params import EXPORT

    try:
        return None if text is None else fields_of(text, EXPORT.fields)
    except QueryError as error:
        raise click.BadParameter(f"it {error}.") from error


@click.command(
    epilog="Example: pullquote export --format csv ramadi --tag Iraq > ramadi.csv",
    context_settings={"ignore_unknown_options": True},  # a query may begin with a minus
)
@click.argument("query", required=False)
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "ris", "bibtex"]), required=True, help="What is written."
)
@click.option("--fields", metavar="NAMES", callback=_names, help="Which fields of csv and jsonl, parted by commas.")
@filter_options
@index_option
def export(query: str | None, form: Format, fields: tuple[str, ...] | None, location: str, **filters: Any) -> None:
    """Write everything that matches, all articles without a QUERY; counts the rows, and fails where one is missing."""
    from search.searcher import open_searcher
    from web.export import for_pipe, kind_of, written
    from web.terminal import absent_text

    asked = asked_query(query, filters)
    tell_each(asked.expression.diagnostics if asked.expression else (), "pullquote: ")
    kind = kind_of(asked.of, form, fields)
    kind = kind if _to_file() else for_pipe(kind)
    with open_searcher(location) as searcher:
        found = searcher.export(asked)
        for piece in written(found, kind):
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        for line in () if found.total else absent_text(asked, searcher):
            click.echo(f"pullquote: {line}", err=True)
    click.echo(f"{counted(found.total, 'row')} written", err=True)


def _to_file() -> bool:
    """Tell whether what is printed goes into a file, which may be opened in Excel."""
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # no stream of the system's
        return False
