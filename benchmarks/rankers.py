"""How other engines rank the documents of a judged collection, any of the words: bm25s, tantivy and Whoosh.

Each has title and body with English stems, and its own defaults. tantivy and bm25s are used where they are installed
(requirements/bench.txt).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import Stemmer

from benchmarks.relevance import DEEP, Documents, searching
from search.query import Query
from search.syntax import parse

Ranker = Callable[[str], list[str]]  # the ids of the best documents for a query
_OPERATORS = frozenset({"and", "or", "not", "in", "to"})  # what a query parser would not take for a word


@contextmanager
def ours(documents: Documents) -> Iterator[Ranker]:
    """Rank as this project does."""
    with searching(documents) as searcher:

        def rank(text: str) -> list[str]:
            query = Query(parse(text, "any"), mode="any", size=DEEP, highlight=False)
            return [hit.id for hit in searcher.search(query).hits]

        yield rank


def _bm25s(documents: Documents, stop_words: str | None) -> Ranker:
    bm25s, names = import_module("bm25s"), list(documents)

    def tokens(texts: list[str]) -> Any:
        stemmer = Stemmer.Stemmer("english")
        return bm25s.tokenize(texts, stopwords=stop_words, stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(tokens([" ".join(one) for one in documents.values()]), show_progress=False)

    def rank(text: str) -> list[str]:
        asked = tokens([text])
        if not asked.vocab:
            return []
        found, scores = index.retrieve(asked, k=min(DEEP, len(names)), show_progress=False)
        return [names[at] for at, score in zip(found[0], scores[0], strict=True) if score > 0]

    return rank


def _tantivy(documents: Documents) -> Ranker:
    tantivy = import_module("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for field in ("title", "body"):
        builder.add_text_field(field, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer(64_000_000, 1)
    for name, (title, body) in documents.items():
        writer.add_document(tantivy.Document(id=[name], title=[title], body=[body]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def rank(text: str) -> list[str]:
        words = _words(text)
        hits = searcher.search(index.parse_query(words, ["title", "body"]), DEEP).hits if words else []
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return rank


def _whoosh(documents: Documents) -> Ranker:
    analysis, fields, qparser = (import_module(f"whoosh.{name}") for name in ("analysis", "fields", "qparser"))
    text = fields.TEXT(analyzer=analysis.StemmingAnalyzer(stoplist=None), phrase=False)
    schema = fields.Schema(id=fields.ID(stored=True), title=text, body=text)
    index = import_module("whoosh.filedb.filestore").RamStorage().create_index(schema)
    writer = index.writer(limitmb=256)
    for name, (title, body) in documents.items():
        writer.add_document(id=name, title=title, body=body)
    writer.commit()
    searcher = index.searcher()
    parser = qparser.MultifieldParser(["title", "body"], schema, group=qparser.OrGroup)
    return lambda text: [hit["id"] for hit in searcher.search(parser.parse(_words(text)), limit=DEEP)]


def _words(text: str) -> str:
    return " ".join(word for word in re.findall(r"\w+", text.lower()) if word not in _OPERATORS)


OTHERS: Mapping[str, tuple[str, Callable[[Documents], Ranker]]] = {
    "bm25s": ("bm25s", lambda documents: _bm25s(documents, None)),
    "bm25s, stop words": ("bm25s", lambda documents: _bm25s(documents, "en")),
    "tantivy": ("tantivy", _tantivy),
    "whoosh": ("whoosh", _whoosh),
}


def others(documents: Documents) -> dict[str, Ranker]:
    """Return how the others rank that are installed."""
    return {name: make(documents) for name, (package, make) in OTHERS.items() if find_spec(package)}
