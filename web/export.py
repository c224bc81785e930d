"""All that a search finds, in one file that is written while it is read: CSV, JSON lines, RIS or BibTeX."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from index.errors import PullquoteError, QueryError
from search.query import Of
from search.results import Export, Listed
from web.citing import bibtex, ris
from web.columns import Column, columns
from web.parameters import Format

_MARK = "\ufeff"  # a byte order mark: without one Excel takes UTF-8 for a code page of its own
_CHUNK = 1 << 16  # bytes that are sent at once
_SEPARATOR = "; "  # between the values of a list in one cell of a table
# What a spreadsheet takes for a formula where a cell begins with it, full-width forms as well.
_FORMULA = tuple("=+-@\t\r\n\x00＝＋－＠")

Row = Callable[[Listed], bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type, how its name ends, and what stands before the first row."""

    media_type: str
    suffix: str
    head: str
    row: Row


def kind_of(of: Of, form: Format, fields: tuple[str, ...] | None) -> Kind:
    """Return how a file of hits is written, with some of their fields or the usual ones.

    Raises:
        QueryError: such hits do not have one of the fields, or such files have none to choose.
    """
    if form in ("csv", "jsonl"):
        chosen = columns(of, form, fields)
        return _table(chosen) if form == "csv" else _json_lines(chosen)
    if fields is not None:
        raise QueryError(
            "fields goes with csv and jsonl: the fields of a citation are its format's", parameter="fields"
        )
    return CITATIONS["ris" if form == "ris" else "bib"]


def written(export: Export, kind: Kind) -> Iterator[bytes]:
    """Yield a file in pieces, each when the one before is taken.

    Raises:
        PullquoteError: there were not as many rows as hits; what was yielded is not whole.
    """
    parts, size, rows = [kind.head.encode()], 0, 0
    for row in export.rows:
        parts.append(kind.row(row))
        rows, size = rows + 1, size + len(parts[-1])
        if size >= _CHUNK:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join(parts)
    if rows != export.total:
        raise PullquoteError(f"only {rows:,} of {export.total:,} rows could be written")


def for_pipe(kind: Kind) -> Kind:
    """Return a kind of file as a program reads it: a table without the mark for Excel."""
    return replace(kind, head=kind.head.removeprefix(_MARK))


def _table(chosen: dict[str, Column]) -> Kind:
    head = _MARK + _csv(chosen)

    def row(one: Listed) -> bytes:
        return _bytes(_csv(make(one) for make in chosen.values()))

    return Kind("text/csv; charset=utf-8", "csv", head, row)


def _csv(values: Iterable[object]) -> str:
    """Return a line of RFC 4180; line ends within a cell stay."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow(map(_cell, values))
    return line.getvalue()


def _cell(value: object) -> object:
    """Return a value as one cell, an apostrophe before what would be a formula."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        value = _SEPARATOR.join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json_lines(chosen: dict[str, Column]) -> Kind:
    def row(one: Listed) -> bytes:
        text = json.dumps({name: make(one) for name, make in chosen.items()}, ensure_ascii=False)
        return (text + "\n").encode("utf-8", "backslashreplace")  # of a lone surrogate that is JSON's own escape

    return Kind("application/x-ndjson", "jsonl", "", row)


def _bytes(text: str) -> bytes:
    # A lone surrogate, which stored JSON may hold, has no UTF-8.
    return text.encode("utf-8", "replace")


# By how the name of a file ends.
CITATIONS = {
    "ris": Kind(
        "application/x-research-info-systems; charset=utf-8", "ris", "", lambda one: _bytes(ris(one.article, one.quote))
    ),
    "bib": Kind("application/x-bibtex; charset=utf-8", "bib", "", lambda one: _bytes(bibtex(one.article, one.quote))),
}
