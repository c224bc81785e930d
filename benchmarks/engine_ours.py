"""This project's engine, through its seam alone: whichever engine stands behind it is measured."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import index
from benchmarks.asks import EDITS, FACETS, TOP, Answer, Ask, Skipped
from benchmarks.corpus import Record
from index.article import Article, content_hash
from index.errors import QueryError
from search.query import Expression, Query
from search.results import Results
from search.searcher import open_searcher
from search.syntax import parse

WORKERS = (1, 2)


def version() -> str:
    """Return the version with a digest of the code that writes an index, which tells two working copies apart."""
    from importlib.metadata import version as installed  # as long as it takes tantivy to open and answer

    sources = sorted(Path(str(index.__file__)).parent.rglob("*.py"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return f"pullquote {installed('pullquote')} (index/ {digest[:8]})"


def build(records: Sequence[Record], folder: Path, workers: int) -> None:
    """Put all articles in one block."""
    from index.writer import open_writer  # not at the start: what only searches needs no writer

    with open_writer(str(folder), workers=workers) as writer:
        for record in records:
            writer.put(article(record))


def article(record: Record) -> Article:
    """Return the article of a record; its quotations are not looked for, since no other engine does."""
    return Article(
        id=record.id,
        source=record.source,
        title=record.title,
        published=record.date,
        published_precision="day",
        body=record.body,
        tags=record.tags,
        content_hash=content_hash(record.title, record.body),
    )


class _Ours:
    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._searcher = open_searcher(self._folder)

    def ask(self, ask: Ask) -> Answer:
        """See Peer.ask."""
        try:
            results = self._searcher.search(_query(ask))
        except QueryError as error:
            raise Skipped(str(error)) from error
        # What a page shows must have been read; a hit holds it all.
        assert all(hit.title is not None and hit.tags is not None for hit in results.hits)
        return Answer(results.total.value, _counts(results))

    def add(self, record: Record) -> None:
        """See Peer.add."""
        from index.writer import open_writer

        with open_writer(self._folder) as writer:
            writer.put(article(record))

    def close(self) -> None:
        """See Peer.close."""
        self._searcher.close()


def open(folder: Path) -> _Ours:
    """Open an index."""
    return _Ours(folder)


def _query(ask: Ask) -> Query:
    expression = _expression(ask)
    tags = (ask.tag,) if ask.tag else ()
    match ask.kind:
        case "page":
            return Query(expression, tags, size=TOP, fold=False, facets=FACETS, histogram="month")
        case "tags":
            return Query(expression, tags, size=0, fold=False, highlight=False, facets=("tag",))
        case "months":
            return Query(expression, tags, size=0, fold=False, highlight=False, histogram="month")
        case _:
            return Query(expression, tags, size=TOP, fold=False, highlight=False)


def _expression(ask: Ask) -> Expression:
    read = parse(_text(ask))
    if read.diagnostics:
        raise Skipped(read.diagnostics[0].message)
    return read


def _text(ask: Ask) -> str:
    match ask.kind:
        case "or":
            return " OR ".join(ask.words)
        case "phrase":
            return f'"{" ".join(ask.words)}"'
        case "prefix":
            return f"{ask.words[0]}*"
        case "fuzzy":
            return f"{ask.words[0]}~{EDITS}"
        case _:
            return " AND ".join(ask.words)


def _counts(results: Results) -> tuple[int, ...]:
    facets = [value.count for name in FACETS if name in results.facets for value in results.facets[name].values]
    return (*facets, *(bucket.count for bucket in results.histogram))
