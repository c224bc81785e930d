"""What is asked of every engine, and what each answers: the words of the benchmark, without an engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.corpus import Record

# Each class of queries, and what is asked in it. All but "tags" and "months" are answered with ten articles (title,
# date, tags) and the exact total; those two are counts alone.
KINDS = {
    "common": "a word of 2 to 40 % of the articles",
    "rare": "a word of 10 to 200 articles",
    "and": "two words, both",
    "or": "three words, any",
    "phrase": "two words side by side",
    "prefix": "the first 4 to 6 letters of a word",
    "fuzzy": "a word with one edit",
    "filter": "a word under a tag",
    "tags": "a word's articles by tag",
    "months": "a word's articles by month",
    "page": "ten with snippets, four facets, months",
}
TOP = 10
FACETS = ("tag", "speaker", "source", "year")
EDITS = 1


class Skipped(Exception):
    """The engine has no way to do this; the text says why."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One query: its class, its words (a phrase's in order; one stub or one misspelt word), and a tag to filter by."""

    kind: str
    words: tuple[str, ...]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What engines must agree on: the total, and the counts of facets (most first) and months (in order)."""

    total: int | None
    counts: tuple[int, ...] = ()


class Peer(Protocol):
    """An index that is open for questions."""

    def ask(self, ask: Ask) -> Answer:
        """Answer as a page of results needs it, the stored fields read."""
        ...

    def add(self, record: Record) -> None:
        """Add an article and commit, so that the next question finds it."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...


class Engine(Protocol):
    """A module of this package that knows one engine."""

    WORKERS: tuple[int, ...]  # the numbers of workers to build with

    def version(self) -> str:
        """Name what is measured; an index built by another version is built again."""
        ...

    def build(self, records: Sequence[Record], folder: Path, workers: int) -> None:
        """Write the index of all records into an empty folder."""
        ...

    def open(self, folder: Path) -> Peer:
        """Open an index."""
        ...
