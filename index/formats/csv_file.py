"""Tables with a header to articles, a row an article: CSV whatever its delimiter, of any size."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from itertools import islice
from typing import BinaryIO

from index.article import Article
from index.extract.decoding import decode
from index.extract.fragments import fragment_body
from index.files import DOCUMENT_LIMIT, Failure, too_large
from index.formats.jsonl import ALIASES, read_record
from index.formats.parts import Item

HEAD = 65_536  # characters in which a table shows that it is one

_DELIMITERS = ",\t;|"
_WHOLE = 4096  # bytes; a head of fewer is the whole file
_WORDS = {"title", "body"}
_FIRST = re.compile(r' *"')
_ENDLESS = "a quotation mark in this row is never closed"
_COLUMNS = {alias.casefold(): (name, alias) for name, aliases in ALIASES.items() for alias in aliases}
_COLUMNS |= dict.fromkeys(("id", "stories_id", "article_id"), ("id", "id"))
_LONGEST_HEADER = 4000  # characters
_LONGEST_NAME = 60  # characters of a column's name; more is prose
_TRIED_ROWS = 20
_FITTING = 0.5  # of the rows tried; a text that merely has commas has few that fit its first line
_SURE = 3  # columns with names that we know
_ROW_LINES = 10_000
_BAD_LINES = 100_000
_ENDLESS_LIMIT = 100  # rows that nothing closes; each costs reading as far as a row may go
_COUNTER = re.compile(r"\d{1,9}")
_MOMENT = re.compile(r"\d{10}|\d{13}")
_LISTED = re.compile(r"\s*\[.*\]\s*", re.S)
_MEMBER = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_HTML = re.compile(r"</p>|<br ?/?>|</div>", re.I)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")

# The csv module's own limit of 131,072 characters is under what an article may have; rows are held to a document's.
csv.field_size_limit(DOCUMENT_LIMIT + 1)


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is written: its delimiter, and the name of each column as JSONL has it, "" if that is unknown."""

    delimiter: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by its first line: its cells, or the reason why it is none."""

    line: int
    cells: tuple[str, ...] = ()
    reason: str = ""


def read_csv(text: str, path: str) -> Iterator[Item | Failure] | None:
    """Return the articles of a table, or None for another text; a row that is no article is "path:LINE"."""
    table = sniff(text[:HEAD], cut=len(text) > HEAD)
    return _articles(text.split("\n"), table, path) if table else None


def stream_csv(file: BinaryIO, head: bytes, path: str) -> Iterator[Item | Failure] | None:
    """Do the same for an open file of any size that begins with `head`, a row at a time."""
    wide = head.startswith(_WIDE_BOMS)
    table = sniff(decode(head[: len(head) // 2 * 2]) if wide else decode(head), cut=len(head) >= _WHOLE)
    if not table:
        return None
    return _articles(_wide_lines(file) if wide else _lines(file), table, path)


def sniff(head: str, *, cut: bool) -> Table | None:
    """Return how the table is written that a text begins with, or None; `cut` tells that more follows the head."""
    header, _, rest = head.lstrip("\ufeff\r\n").partition("\n")
    if len(header) > _LONGEST_HEADER:
        return None
    tables = [_table(header, delimiter) for delimiter in _DELIMITERS if delimiter in header]
    known = [table for table in tables if table]
    best = max(known, key=lambda table: sum(map(bool, table.columns)), default=None)
    return best if best and _fits(rest, best, cut=cut) else None


def _table(header: str, delimiter: str) -> Table | None:
    try:
        cells = _cells(header.rstrip("\r"), delimiter)
    except csv.Error:
        return None
    if any(len(cell) > _LONGEST_NAME for cell in cells):
        return None
    found = [_COLUMNS.get(re.sub(r"[\s-]+", "_", cell.strip().casefold()), ("", "")) for cell in cells]
    fields = {name for name, _ in found if name}
    return Table(delimiter, tuple(alias for _, alias in found)) if fields & _WORDS and len(fields) > 1 else None


def _fits(text: str, table: Table, *, cut: bool) -> bool:
    """Tell if the first rows have as many cells as the header; the last of a cut head may be half a row.

    With a header that no text begins with, they need not: broken rows are named, and cost no other.
    """
    rows = list(islice(_rows(text.split("\n"), table, 2), _TRIED_ROWS))
    if rows and (all(table.columns) or sum(map(bool, table.columns)) >= _SURE):
        return True
    if cut and len(rows) < _TRIED_ROWS:
        rows = rows[:-1]
    return sum(not row.reason for row in rows) > len(rows) * _FITTING or (cut and not rows)


def _articles(lines: Iterable[str], table: Table, path: str) -> Iterator[Item | Failure]:
    rows = _rows(lines, table, 1)
    next(rows, None)  # the header
    for row in rows:
        place = f"{path}:{row.line}"
        yield Failure(place, row.reason) if row.reason else Item(place, partial(_article, row, table))


def _article(row: _Row, table: Table) -> Article:
    return read_record(_record(zip(table.columns, row.cells, strict=True)), "csv")


def _record(cells: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Return a row as an object of JSON; of two columns for one name the first that has a value."""
    record: dict[str, object] = {}
    for name, cell in cells:
        if name and name not in record and cell.strip():
            record[name] = _value(cell, name)
    if _COUNTER.fullmatch(str(record.get("id", ""))) and any(record.get(name) for name in ALIASES["url"]):
        del record["id"]  # a counter of rows, which the next table has too
    return record


def _value(cell: str, name: str) -> object:
    """Return a cell as JSON would have it: lists as Python prints them, moments as numbers, HTML as text."""
    if name in ALIASES["body"]:
        return fragment_body(cell) if _HTML.search(cell) else cell
    if name in ALIASES["published"] and _MOMENT.fullmatch(cell.strip()):
        return int(cell)
    if name in (*ALIASES["authors"], *ALIASES["tags"]) and _LISTED.fullmatch(cell):
        return [single or double for single, double in _MEMBER.findall(cell)]
    return cell


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._given_back: deque[str] = deque()
        self._lines = iter(lines)

    def take(self) -> str | None:
        """Return the next line, None at the end."""
        line = self._given_back.popleft() if self._given_back else next(self._lines, None)
        return None if line is None else line.removesuffix("\r")

    def give_back(self, lines: list[str]) -> None:
        """Put lines before the next one."""
        self._given_back.extendleft(reversed(lines))


def _rows(source: Iterable[str], table: Table, number: int) -> Iterator[_Row]:
    """Yield the rows; the lines of one that does not fit are tried again as rows of their own, and not named."""
    lines, told, endless, good = _Lines(source), 0, 0, number
    opening = re.compile(f'{re.escape(table.delimiter)} *"')
    while (found := _take(lines, opening))[0]:
        taken, ended = found
        row = _row("\n".join(taken), number, table) if ended else _Row(number, reason=_ENDLESS)
        endless += not ended
        if row.reason:
            lines.give_back(taken[1:])
        if row.cells or (row.reason and number > told):
            yield row
        good = number if row.cells else good
        if number - good > _BAD_LINES:
            yield _Row(number, reason=f"{_BAD_LINES:,} lines in a row hold no row that fits: the rest is not read")
            return
        told = max(told, number + len(taken) - 1) if row.reason else told
        number += 1 if row.reason else len(taken)
        if endless == _ENDLESS_LIMIT:
            yield _Row(number, reason=f"{endless} quotation marks are not closed: the rest is not read")
            return


def _take(lines: _Lines, opening: re.Pattern[str]) -> tuple[list[str], bool]:
    """Return the lines of the next row, none at the end of all, and whether its quotation marks end."""
    taken: list[str] = []
    size, inside = 0, False
    while (inside or not taken) and size <= DOCUMENT_LIMIT and len(taken) < _ROW_LINES:
        if (line := lines.take()) is None:
            break
        inside = _ends_inside(line, opening, inside=inside)
        taken.append(line)
        size += len(line)
    return taken, not inside


def _ends_inside(line: str, opening: re.Pattern[str], *, inside: bool) -> bool:
    """Tell if a line ends within quotation marks, which open a cell only where it begins."""
    at = 0
    if not inside and (found := _FIRST.match(line)):
        inside, at = True, found.end()
    while True:
        if inside:
            at = line.find('"', at)
            if at < 0:
                return True
            inside = line.startswith('"', at + 1)
            at += 2 if inside else 1
        elif found := opening.search(line, at):
            inside, at = True, found.end()
        else:
            return False


def _row(text: str, number: int, table: Table) -> _Row:
    if not text.strip():
        return _Row(number)
    if len(text) > DOCUMENT_LIMIT:
        return _Row(number, reason=too_large("row"))
    try:
        cells = _cells(text, table.delimiter)
    except csv.Error as error:
        return _Row(number, reason=f"is no row: {error}")
    columns = len(table.columns)
    while len(cells) > columns and not cells[-1]:
        cells.pop()
    if len(cells) != columns:
        return _Row(number, reason=f"has {len(cells)} cells where the header has {columns}")
    return _Row(number, tuple(cells))


def _cells(text: str, delimiter: str) -> list[str]:
    """Return the cells of one row.

    Raises:
        csv.Error: it is none, or more than one.
    """
    return next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), [])


def _lines(file: BinaryIO) -> Iterator[str]:
    """Yield the lines; of one over the limit so much as shows it."""
    while line := file.readline(DOCUMENT_LIMIT + 2):
        rest = line
        while len(rest) > DOCUMENT_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(DOCUMENT_LIMIT + 2)
        yield decode(line.rstrip(b"\n"))


def _wide_lines(file: BinaryIO) -> Iterator[str]:
    """Do the same for UTF-16, as spreadsheets write it, where a line end is no single byte."""
    text = TextIOWrapper(file, "utf-16", "replace", newline="\n")
    try:
        while line := text.readline(DOCUMENT_LIMIT + 2):
            yield line.removesuffix("\n").replace("\x00", "")
    finally:
        text.detach()  # the file is the caller's to close
