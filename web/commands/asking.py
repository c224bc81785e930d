"""The commands that search, and serve what searches."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from web.commands.batching import compare
from web.commands.common import counted, date_options, index_option, json_text
from web.terminal import results_text

if TYPE_CHECKING:  # the types alone would cost every command the whole of `search`
    from search.results import Results
    from search.searcher import Searcher


@click.command(
    epilog="Example: pullquote search 'ramadi -baghdad' --tag Iraq --from 2015-05",
    context_settings={"ignore_unknown_options": True},  # a query may begin with a minus
)
@click.argument("query", required=False)
@click.option("--tag", multiple=True, help="Only articles with this tag; several narrow.")
@click.option("--tag-not", multiple=True, metavar="TAG", help="Only articles without this tag.")
@click.option("--speaker", multiple=True, help="Only articles that quote this person; several narrow.")
@click.option("--speaker-not", multiple=True, metavar="SPEAKER", help="Only articles that do not quote this person.")
@click.option("--source", multiple=True, help="Only articles of this source; several widen.")
@click.option("--quotes", is_flag=True, help="Search quotations, not articles.")
@click.option("--told-to", multiple=True, metavar="OUTLET", help="Only what was told to this outlet; several widen.")
@click.option(
    "--source-type", multiple=True, type=click.Choice(["named", "unnamed", "organisation"]), help="Who said it."
)
@click.option("--kind", multiple=True, type=click.Choice(["direct", "fragment", "block"]), help="Kind of quotation.")
@click.option("--role", metavar="WORDS", help="Only speakers with these words in their role.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only quotations whose speaker is that sure.")
@date_options
@click.option(
    "--sort",
    type=click.Choice(["relevance", "recent", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="recent: by relevance, older articles less.",
)
@click.option("--size", type=click.IntRange(0, 100), default=10, show_default=True, help="How many to show.")
@click.option(
    "--batch",
    type=click.File("rb"),
    metavar="FILE",
    help="Compare the queries of FILE, a line each; - is the input.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what the API prints.")
@index_option
def search(
    query: str | None,
    quotes: bool,
    size: int,
    sort: Any,
    batch: BinaryIO | None,
    as_json: bool,
    location: str,
    **filters: Any,
) -> None:
    """Search as the web page does."""
    if (query is None) == (batch is None):
        raise click.UsageError("Give a QUERY, or a file of them with --batch.")
    from search.query import Query
    from search.searcher import open_searcher
    from search.syntax import parse

    asked = Query(
        expression=parse(query) if query and query.strip() else None,
        of="quotes" if quotes else "articles",
        tags=filters["tag"],
        tags_not=filters["tag_not"],
        speakers=filters["speaker"],
        speakers_not=filters["speaker_not"],
        sources=filters["source"],
        told_tos=filters["told_to"],
        source_types=filters["source_type"],
        kinds=filters["kind"],
        role=filters["role"],
        min_confidence=filters["min_confidence"],
        date_from=filters["date_from"],
        date_to=filters["date_to"],
        sort=sort,
        size=size,
    )
    with open_searcher(location) as searcher:
        if batch is not None:
            sys.exit(0 if compare(batch, asked, searcher, as_json=as_json) else 1)
        results = searcher.search(asked)
        click.echo(_json(results, searcher) if as_json else _text(results, searcher))


def _text(results: Results, searcher: Searcher) -> str:
    from search.loosening import offers

    return results_text(results, () if results.total.value else offers(searcher, results.query))


def _json(results: Results, searcher: Searcher) -> str:
    """Return what the API prints."""
    from web.quote_json import answer_json

    return json_text(answer_json(results, searcher), indent=2)


@click.command(epilog="Example: pullquote serve --port 8080")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True)
@index_option
def serve(host: str, port: int, threads: int, location: str) -> None:
    """Serve the site and the API."""
    from search.searcher import open_searcher
    from web.app import create_app
    from web.server import run

    with open_searcher(location) as searcher:
        told = f"Serving {counted(searcher.info().documents, 'article')} of {location}"
        ready = partial(click.echo, err=True)
        run(create_app(searcher), host, port, threads, lambda address: ready(f"{told} at {address} (Ctrl-C stops)"))
