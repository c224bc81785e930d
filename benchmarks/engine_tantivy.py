"""tantivy, a search library in Rust, through its own Python package."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.asks import EDITS, FACETS, TOP, Answer, Ask
from benchmarks.corpus import Record

WORKERS = (1, 2)
_HEAP = 256_000_000  # bytes that a writer may collect before it writes a segment
_SMALL_HEAP = 50_000_000  # the same for a writer that adds single articles
_SNIPPET = 200  # characters
_TEXTS = ["title", "body"]


def version() -> str:
    """Name the version."""
    from importlib.metadata import version as installed  # as long as it takes tantivy to open and answer

    return f"tantivy {installed('tantivy')}"


def build(records: Sequence[Record], folder: Path, workers: int) -> None:
    """Add all documents and commit once; merges that the commit sets off belong to it."""
    index = tantivy.Index(_schema(), path=str(folder))
    _register(index)
    writer = index.writer(heap_size=_HEAP, num_threads=workers)
    for record in records:
        writer.add_document(_document(record))
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _TEXTS:
        builder.add_text_field(name, stored=True, tokenizer_name="stems", index_option="position")
    # A regular expression and an edit distance mean words as they are written, so those have a field too.
    builder.add_text_field("words", tokenizer_name="words", index_option="freq")
    for name in FACETS:
        builder.add_text_field(name, stored=name == "tag", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_date_field("date", stored=True, fast=True)
    builder.add_unsigned_field("month", fast=True)
    return builder.build()


def _register(index: Any) -> None:
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    index.register_tokenizer("words", words.build())
    lower = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    index.register_tokenizer("stems", lower.filter(tantivy.Filter.stemmer("english")).build())


def _document(record: Record) -> Any:
    document = tantivy.Document()
    values = {"id": record.id, "title": record.title, "body": record.body, "words": record.text}
    for name, value in {**values, "source": record.source, "year": record.year}.items():
        document.add_text(name, value)
    for tag in record.tags:
        document.add_text("tag", tag)
    document.add_date("date", datetime.fromisoformat(record.date))
    document.add_unsigned("month", record.month)
    return document


class _Tantivy:
    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        _register(self._index)
        self._searcher = self._index.searcher()
        self._writer: Any = None

    def ask(self, ask: Ask) -> Answer:
        """See Peer.ask."""
        query = self._query(ask)
        if ask.kind in ("tags", "months"):
            return Answer(None, self._counts(query, _BY[ask.kind]))
        found = self._searcher.search(query, TOP, count=True)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        for document in documents:
            _ = document.get_first("title"), document.get_first("date"), document["tag"]
        if ask.kind != "page":
            return Answer(found.count)
        self._snippets(query, documents)
        return Answer(found.count, self._counts(query, _BY["page"]))

    def add(self, record: Record) -> None:
        """See Peer.add: the writer stays open, as its manual has it."""
        self._writer = self._writer or self._index.writer(heap_size=_SMALL_HEAP, num_threads=1)
        self._writer.delete_documents_by_term("id", record.id)
        self._writer.add_document(_document(record))
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def close(self) -> None:
        """See Peer.close: the package has no such call."""

    def _query(self, ask: Ask) -> Any:
        kinds, schema = tantivy.Query, self._index.schema
        match ask.kind:
            case "prefix":
                return kinds.regex_query(schema, "words", f"{ask.words[0]}.*")
            case "fuzzy":
                return kinds.fuzzy_term_query(schema, "words", ask.words[0], EDITS, True, False)
            case "filter":
                tag = kinds.const_score_query(kinds.term_query(schema, "tag", ask.tag, "basic"), 0.0)
                must = tantivy.Occur.Must
                return kinds.boolean_query([(must, self._parsed(ask)), (must, tag)])
            case _:
                return self._parsed(ask)

    def _parsed(self, ask: Ask) -> Any:
        text = f'"{" ".join(ask.words)}"' if ask.kind == "phrase" else _BETWEEN.get(ask.kind, " AND ").join(ask.words)
        return self._index.parse_query(text, _TEXTS)

    def _counts(self, query: Any, by: dict[str, Any]) -> tuple[int, ...]:
        answer = self._searcher.aggregate(query, by)
        buckets = [bucket for name in by for bucket in answer[name]["buckets"]]
        return tuple(int(bucket["doc_count"]) for bucket in buckets if bucket["doc_count"])

    def _snippets(self, query: Any, documents: Sequence[Any]) -> list[str]:
        generator = tantivy.SnippetGenerator.create(self._searcher, query, self._index.schema, "body")
        generator.set_max_num_chars(_SNIPPET)
        return [generator.snippet_from_doc(document).to_html() for document in documents]


def open(folder: Path) -> _Tantivy:
    """Open an index."""
    return _Tantivy(folder)


_BETWEEN = {"or": " OR "}
_TERMS = {name: {"terms": {"field": name, "size": TOP}} for name in FACETS}
_MONTHS = {"months": {"histogram": {"field": "month", "interval": 1}}}
_BY: dict[str, dict[str, Any]] = {"tags": {"tag": _TERMS["tag"]}, "months": _MONTHS, "page": {**_TERMS, **_MONTHS}}
