"""The command that searches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from web.commands.batching import compare
from web.commands.common import index_option, json_text
from web.commands.filtering import asked_query, filter_options
from web.terminal import results_text

if TYPE_CHECKING:  # the types alone would cost every command the whole of `search`
    from search.results import Results
    from search.searcher import Searcher


@click.command(
    epilog="Example: pullquote search 'ramadi -baghdad' --tag Iraq --from 2015-05",
    context_settings={"ignore_unknown_options": True},  # a query may begin with a minus
)
@click.argument("query", required=False)
@filter_options
@click.option("--size", type=click.IntRange(0, 100), default=10, show_default=True, help="How many to show.")
@click.option(
    "--batch",
    type=click.File("rb"),
    metavar="FILE",
    help="Compare the queries of FILE, a line each, `# remarks` left out; - is the input.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what the API prints.")
@index_option
def search(
    query: str | None,
    size: int,
    batch: BinaryIO | None,
    as_json: bool,
    location: str,
    **filters: Any,
) -> None:
    """Search as the web page does: with a QUERY, or by what is chosen alone."""
    chosen = any(value for name, value in filters.items() if name not in ("sort", "mode"))
    if query is not None and batch is not None:
        raise click.UsageError("Give a QUERY, or a file of them with --batch, not both.")
    if query is None and batch is None and not chosen:
        raise click.UsageError("Give a QUERY, a file of them with --batch, or what to choose, as --speaker.")
    from search.searcher import open_searcher

    asked = asked_query(query, filters, size=size, fold=not as_json)
    with open_searcher(location) as searcher:
        if batch is not None:
            sys.exit(0 if compare(batch, asked, searcher, as_json=as_json) else 1)
        results = searcher.search(asked)
        click.echo(_json(results, searcher) if as_json else _text(results, searcher))


def _text(results: Results, searcher: Searcher) -> str:
    """Return results as text, and what else to ask where that finds more."""
    from search.allowance import Allowance
    from search.chosen import absent_values, namesakes
    from search.loosening import beside, offers
    from web.commands.loosened import loosened

    query, total, allowance = results.query, results.total.value, Allowance()
    others = namesakes(searcher, query)
    if total:
        return results_text(results, beside(searcher, query, total, allowance), namesakes=others)
    absent, offered = absent_values(searcher, query, allowance), offers(searcher, query, allowance)
    return results_text(results, offered, absent, others, list(loosened(searcher, query, allowance)))


def _json(results: Results, searcher: Searcher) -> str:
    """Return what the API prints."""
    from web.quote_json import answer_json

    return json_text(answer_json(results, searcher), indent=2)
