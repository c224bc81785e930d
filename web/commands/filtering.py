"""The options that every command takes which searches, and the query that they ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from web.commands.common import Command, date_options

if TYPE_CHECKING:  # the types alone would cost every command the whole of `search`
    from search.query import Of, Query

_OPTIONS: tuple[Callable[[Command], Command], ...] = (
    click.option("--tag", "tags", multiple=True, help="Only articles with this tag; several narrow."),
    click.option("--tag-not", "tags_not", multiple=True, metavar="TAG", help="Only articles without this tag."),
    click.option("--speaker", "speakers", multiple=True, help="Only articles that quote this person; several narrow."),
    click.option(
        "--speaker-not",
        "speakers_not",
        multiple=True,
        metavar="SPEAKER",
        help="Only articles that do not quote this person.",
    ),
    click.option("--source", "sources", multiple=True, help="Only articles of this source; several widen."),
    click.option("--quotes", is_flag=True, help="Search quotations, not articles."),
    click.option(
        "--told-to",
        "told_tos",
        multiple=True,
        metavar="OUTLET",
        help="Only what was told to this outlet; several widen.",
    ),
    click.option(
        "--source-type",
        "source_types",
        multiple=True,
        type=click.Choice(["named", "unnamed", "organisation"]),
        help="Who said it.",
    ),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=click.Choice(["direct", "fragment", "block"]),
        help="Kind of quotation.",
    ),
    click.option("--role", metavar="WORDS", help="Only speakers with these words in their role."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), help="Only quotations whose speaker is that sure."),
    date_options,
    click.option(
        "--mode",
        type=click.Choice(["all", "any"]),
        default="all",
        show_default=True,
        help="any: of the words of a sentence one is enough, and the best come first.",
    ),
    click.option(
        "--sort",
        type=click.Choice(["relevance", "recent", "newest", "oldest"]),
        default="relevance",
        show_default=True,
        help="recent: by relevance, older articles less.",
    ),
)


def filter_options(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asked_query(text: str | None, filters: dict[str, Any], **more: Any) -> Query:
    """Return the query for a text with the values of the options.

    Raises:
        QueryError: it is refused.
    """
    from search.query import Query
    from search.syntax import parse

    of: Of = "quotes" if filters.pop("quotes") else "articles"
    expression = parse(text, filters["mode"]) if text and text.strip() else None
    return Query(expression=expression, of=of, **filters, **more)
