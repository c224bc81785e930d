"""Stock Whoosh: its own writer, searcher, facets and highlighter, as its manual shows them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from whoosh import analysis, fields, qparser, query, sorting
from whoosh import index as whoosh_index

from benchmarks.asks import EDITS, FACETS, TOP, Answer, Ask
from benchmarks.corpus import Record

WORKERS = (1,)
_WORD = r"[^\W_]+"  # runs of letters and digits, as in the other engines
_BETWEEN = {"or": " OR "}


def version() -> str:
    """Name the version."""
    from importlib.metadata import version as installed  # as long as it takes tantivy to open and answer

    return f"whoosh3 {installed('whoosh3')}"


def build(records: Sequence[Record], folder: Path, workers: int) -> None:
    """Add all documents and commit once."""
    index = whoosh_index.create_in(str(folder), _schema())
    writer = index.writer()
    for record in records:
        writer.add_document(**_document(record))
    writer.commit()
    index.close()


def _schema() -> Any:
    words = analysis.RegexTokenizer(_WORD) | analysis.LowercaseFilter()
    stems = analysis.RegexTokenizer(_WORD) | analysis.LowercaseFilter() | analysis.StemFilter(lang="en")
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(analyzer=stems, stored=True),
        body=fields.TEXT(analyzer=stems, stored=True),
        words=fields.TEXT(analyzer=words, phrase=False),
        tag=fields.KEYWORD(commas=True, stored=True),
        speaker=fields.KEYWORD(commas=True),
        source=fields.ID(sortable=True),
        year=fields.ID(sortable=True),
        date=fields.DATETIME(stored=True),
        month=fields.NUMERIC(int, sortable=True),
    )


def _document(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "title": record.title,
        "body": record.body,
        "words": record.text,
        "tag": ",".join(record.tags),
        "source": record.source,
        "year": record.year,
        "date": datetime.fromisoformat(record.date),
        "month": record.month,
    }


class _Whoosh:
    def __init__(self, folder: Path) -> None:
        self._index = whoosh_index.open_dir(str(folder))
        self._searcher = self._index.searcher()
        self._parser = qparser.MultifieldParser(["title", "body"], self._index.schema)

    def ask(self, ask: Ask) -> Answer:
        """See Peer.ask."""
        names = {"tags": ("tag",), "months": ("month",), "page": (*FACETS, "month")}.get(ask.kind, ())
        results = self._searcher.search(self._query(ask), **_options(ask, names))
        for hit in results:
            _ = hit["title"], hit["date"], hit["tag"]
            if ask.kind == "page":
                hit.highlights("body", top=3)
        counts = tuple(count for name in names for count in _counts(results, name))
        return Answer(len(results), counts)

    def add(self, record: Record) -> None:
        """See Peer.add."""
        writer = self._index.writer()
        writer.update_document(**_document(record))
        writer.commit()
        self._searcher = self._searcher.refresh()

    def close(self) -> None:
        """See Peer.close."""
        self._searcher.close()
        self._index.close()

    def _query(self, ask: Ask) -> Any:
        match ask.kind:
            case "prefix":
                return query.Prefix("words", ask.words[0])
            case "fuzzy":
                return query.FuzzyTerm("words", ask.words[0], maxdist=EDITS, prefixlength=0)
            case "phrase":
                return self._parser.parse(f'"{" ".join(ask.words)}"')
            case _:
                return self._parser.parse(_BETWEEN.get(ask.kind, " AND ").join(ask.words))


def open(folder: Path) -> _Whoosh:
    """Open an index."""
    return _Whoosh(folder)


def _options(ask: Ask, names: tuple[str, ...]) -> dict[str, Any]:
    """Return how to search; an article has many tags and speakers, so those facets overlap."""
    limit = 1 if ask.kind in ("tags", "months") else TOP
    options: dict[str, Any] = {"limit": limit, "filter": query.Term("tag", ask.tag) if ask.tag else None}
    if names:
        facets = {name: sorting.FieldFacet(name, allow_overlap=name in ("tag", "speaker")) for name in names}
        options |= {"groupedby": facets, "maptype": sorting.Count}
    return options


def _counts(results: Any, name: str) -> list[int]:
    groups = {value: count for value, count in results.groups(name).items() if value}
    if name == "month":
        return [groups[month] for month in sorted(groups)]
    return sorted(groups.values(), reverse=True)[:TOP]
