"""The commands that compare two indexes, and that make one of another."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO

import click

from index.files import one_line
from web.commands.common import counted, index_option, json_text, queries_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.parity import Compared


@click.command(epilog="Example: pullquote parity --against opensearch+https://host/news --queries queries.txt")
@click.option("--against", required=True, metavar="INDEX", help="The other index.")
@click.option("--queries", required=True, type=click.File("rb"), metavar="FILE", help="A query a line; - is the input.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each query.")
@index_option
def parity(against: str, queries: BinaryIO, as_json: bool, location: str) -> None:
    """Ask two indexes of the same articles the same, and tell where totals, counts or the first hits differ.

    Ends with 1 where a total or a count differs. The order of hits that score alike is no difference.
    """
    from search.parity import compared
    from search.searcher import open_searcher

    found = []
    with open_searcher(location) as one, open_searcher(against) as other:
        for _, text in queries_in(queries):
            found.append(compared(text, one, other))
            if as_json:
                click.echo(json_text(asdict(found[-1])))
            else:
                for line in found[-1].differences:
                    click.echo(one_line(f"{text}: {line}"))
    click.echo(_summary(found), err=True)
    sys.exit(1 if any(one.differences for one in found) else 0)


def _summary(found: Sequence[Compared]) -> str:
    differ = sum(bool(one.differences) for one in found)
    each = {"all": found, "single words": [one for one in found if one.is_word]}
    shares = (f"{sum(one.overlap for one in some) / len(some):.3f} of {name}" for name, some in each.items() if some)
    refused = sum(one.totals == (None, None) for one in found)
    told = f"{counted(len(found), 'query', 'queries')}: {differ} differ, {refused} refused by both"
    return f"{told}; the first ten are the same in {', '.join(shares)}"


@click.command(epilog="Example: pullquote migrate pullquote-data opensearch+https://host:9200/news")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate(source: str, target: str) -> None:
    """Make a new index of the articles of another one, a folder or on a cluster, without the source files.

    What belongs to its user goes with it: corrections, aliases, recipes, alerts, and the list of source files.
    """
    from index.building.migrating import migrate as run
    from search.searcher import open_searcher
    from web.progress import progress_bar

    with open_searcher(source) as searcher, progress_bar() as progress:
        total = searcher.info().documents
        many = run(searcher.articles(), total, source, target, progress=progress)
    click.echo(f"{counted(many, 'article')} moved to {one_line(target)}")
