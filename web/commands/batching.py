"""The queries of a file, one a line, compared in one table: a bad line costs one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from index.errors import QueryError
from index.files import one_line
from web.commands.common import json_text, queries_in, tell_each

if TYPE_CHECKING:
    from search.query import Query
    from search.results import Results
    from search.searcher import Searcher


def compare(lines: Iterable[bytes], asked: Query, searcher: Searcher, *, as_json: bool) -> bool:
    """Print a line for each query, warnings on the standard error; return whether all could be answered.

    Args:
        asked: what else is asked of each.
        as_json: print what the API answers; else the total, the newest day and the query.
    """
    whole = True
    for number, text, found in _answers(lines, asked if as_json else replace(asked, size=0, span=True), searcher):
        whole = whole and not isinstance(found, QueryError)
        told = _json(found, searcher) if as_json else {}
        click.echo(json_text({"line": number, "text": text, **told}) if as_json else _row(number, text, found))
        if not (as_json or isinstance(found, QueryError)):
            tell_each(found.diagnostics, f"line {number}: {text}: ")
    return whole


def _row(number: int, text: str, found: Results | QueryError) -> str:
    if isinstance(found, QueryError):
        return one_line(f"line {number}: {text}: {found}")
    newest = found.dates[1] if found.dates else "-"
    return one_line(f"{found.total.value:>9,}  {newest:<10}  {text}")


def _json(found: Results | QueryError, searcher: Searcher) -> dict[str, Any]:
    from web.quote_json import answer_json

    if isinstance(found, QueryError):
        return {"problem": {"detail": str(found), "position": found.position}}
    return answer_json(found, searcher)


def _answers(
    lines: Iterable[bytes], asked: Query, searcher: Searcher
) -> Iterator[tuple[int, str, Results | QueryError]]:
    """Yield each line's number, its query and what it finds."""
    for number, text in queries_in(lines):
        yield number, text, _answer(text, asked, searcher)


def _answer(text: str, asked: Query, searcher: Searcher) -> Results | QueryError:
    from search.syntax import parse

    try:
        if "\ufffd" in text:
            raise QueryError("this is not UTF-8 text")
        return searcher.search(replace(asked, expression=parse(text, asked.mode)))
    except QueryError as error:
        return error
