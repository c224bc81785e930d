"""SQLite's FTS5, through the standard library: an index without a copy of the text beside a table with it."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.asks import TOP, Answer, Ask, Skipped
from benchmarks.corpus import Record

WORKERS = (1,)
_FILE = "fts5.db"
_TABLES = """
    create table docs(doc integer primary key, id text unique, title text, body text, tags text, date text,
        source text, year text, month integer);
    create virtual table fts using fts5(title, body, content='docs', content_rowid='doc', tokenize='porter unicode61');
    create table tags(tag text, doc integer, primary key(tag, doc)) without rowid;
    create table speakers(speaker text, doc integer, primary key(speaker, doc)) without rowid;
"""
_INDEXES = "create index tags_doc on tags(doc, tag); create index speakers_doc on speakers(doc, speaker)"

_TOP = f"""select docs.title, docs.date, docs.tags from fts join docs on docs.doc = fts.rowid
    where fts match ? order by rank limit {TOP}"""
_TOTAL = "select count(*) from fts where fts match ?"
_TOP_TAGGED = f"""select docs.title, docs.date, docs.tags from fts join docs on docs.doc = fts.rowid where fts match ?
    and exists(select 1 from tags where tags.tag = ? and tags.doc = fts.rowid) order by rank limit {TOP}"""
# A cross join keeps the order: asked the other way round, once for each article of the tag, it takes 75 times as long.
_TOTAL_TAGGED = "select count(*) from fts cross join tags on tags.doc = fts.rowid where fts match ? and tags.tag = ?"
_TAGS = f"""select count(*) n from fts cross join tags on tags.doc = fts.rowid where fts match ?
    group by tag order by n desc limit {TOP}"""
_MONTHS = """select count(*) from fts join docs on docs.doc = fts.rowid where fts match ?
    group by month order by month"""
_SNIPPETS = f"""select docs.title, docs.date, docs.tags, snippet(fts, 1, '<b>', '</b>', '…', 32)
    from fts join docs on docs.doc = fts.rowid where fts match ? order by rank limit {TOP}"""
# A page counts the same hits five times: they are found once.
_HITS = "insert into hits select rowid from fts where fts match ?"
_COUNTS = (
    *(
        f"select count(*) n from hits join {name}s using(doc) group by {name} order by n desc limit {TOP}"
        for name in ("tag", "speaker")
    ),
    *(
        f"select count(*) n from hits join docs using(doc) group by {name} order by n desc limit {TOP}"
        for name in ("source", "year")
    ),
    "select count(*) from hits join docs using(doc) group by month order by month",
)


def version() -> str:
    """Name the version."""
    return f"SQLite {sqlite3.sqlite_version} FTS5"


def build(records: Sequence[Record], folder: Path, workers: int) -> None:
    """Insert all rows in one transaction, and merge the index into one piece."""
    connection = sqlite3.connect(folder / _FILE)
    connection.executescript(_TABLES)
    for number, record in enumerate(records, 1):
        _insert(connection, record, number)
    connection.commit()
    connection.executescript(_INDEXES)
    connection.execute("insert into fts(fts) values('optimize')")
    connection.commit()
    connection.close()


def _insert(connection: sqlite3.Connection, record: Record, number: int | None) -> None:
    tags = json.dumps(record.tags)
    row = (number, record.id, record.title, record.body, tags, record.date, record.source, record.year, record.month)
    key = connection.execute("insert into docs values(?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
    connection.execute("insert into fts(rowid, title, body) values(?, ?, ?)", (key, record.title, record.body))
    connection.executemany("insert into tags values(?, ?)", [(tag, key) for tag in record.tags])


class _Fts5:
    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / _FILE)
        self._connection.execute("pragma mmap_size = 4000000000")
        self._connection.execute("create temp table hits(doc integer primary key)")
        self._connection.commit()

    def ask(self, ask: Ask) -> Answer:
        """See Peer.ask."""
        words = _text(ask)
        match ask.kind:
            case "tags":
                return Answer(None, self._first(_TAGS, words))
            case "months":
                return Answer(None, self._first(_MONTHS, words))
            case "page":
                return self._page(words)
            case "filter":
                self._rows(_TOP_TAGGED, words, ask.tag)
                return Answer(self._first(_TOTAL_TAGGED, words, ask.tag)[0])
            case _:
                self._rows(_TOP, words)
                return Answer(self._first(_TOTAL, words)[0])

    def add(self, record: Record) -> None:
        """See Peer.add."""
        _insert(self._connection, record, None)
        self._connection.commit()

    def close(self) -> None:
        """See Peer.close."""
        self._connection.close()

    def _page(self, words: str) -> Answer:
        self._rows(_SNIPPETS, words)
        self._connection.execute("delete from hits")
        self._connection.execute(_HITS, (words,))
        counts = [count for statement in _COUNTS for count in self._first(statement)]
        total = self._first("select count(*) from hits")[0]
        self._connection.commit()
        return Answer(total, tuple(counts))

    def _rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()

    def _first(self, statement: str, *values: str) -> tuple[int, ...]:
        return tuple(int(row[0]) for row in self._rows(statement, *values))


def open(folder: Path) -> _Fts5:
    """Open an index."""
    return _Fts5(folder)


def _text(ask: Ask) -> str:
    match ask.kind:
        case "fuzzy":
            raise Skipped("FTS5 has no edit distance")
        case "phrase":
            return _quoted([" ".join(ask.words)])
        case "prefix":
            return f"{_quoted(ask.words)} *"
        case "or":
            return _quoted(ask.words, " OR ")
        case _:
            return _quoted(ask.words)


def _quoted(words: Iterable[str], between: str = " AND ") -> str:
    """Return words that FTS5 cannot take for operators."""
    return between.join(f'"{word}"' for word in words)
