"""A corpus to measure on: one JSON object a line, read the same way for every engine.

    {"id": "...", "title": "...", "body": "...", "tags": ["..."], "date": "YYYY-MM-DD"}

`published` serves where there is no `date`, as in what `benchmarks.reuters` prints; `source` may be given.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

PARAGRAPH = "\n\n"
# Wire stories begin a paragraph by indenting its first line, and wrap their lines.
_BREAK = re.compile(r"\n\s*\n|\n {2,}")


@dataclass(frozen=True, slots=True)
class Record:
    """One article of a corpus; `body` holds paragraphs separated by one empty line."""

    id: str
    title: str
    body: str
    tags: tuple[str, ...]
    date: str
    source: str

    @property
    def text(self) -> str:
        """What the engines read, and what the size of the source is counted in."""
        return f"{self.title}\n{self.body}"

    @property
    def year(self) -> str:
        """The year, as a facet shows it."""
        return self.date[:4]

    @property
    def month(self) -> int:
        """The months since year 0, for engines whose histograms need numbers."""
        return int(self.date[:4]) * 12 + int(self.date[5:7]) - 1

    def to_line(self) -> str:
        """Return the record as a line of JSONL."""
        return json.dumps(asdict(self)) + "\n"


def read(path: Path, most: int | None = None) -> list[Record]:
    """Return the records of a file, at most so many."""
    with path.open(encoding="utf-8") as lines:
        return [_record(json.loads(line), number) for number, line in enumerate(islice(lines, most), 1)]


def write(path: Path, records: Iterable[Record]) -> int:
    """Write records to a file, and return how many there were."""
    with path.open("w", encoding="utf-8") as file:
        return sum(file.write(record.to_line()) > 0 for record in records)


def size(records: Iterable[Record]) -> int:
    """Return the bytes of all titles and bodies: what the size of an index is compared with."""
    return sum(len(record.text.encode()) for record in records)


def _record(data: dict[str, Any], number: int) -> Record:
    date = str(data.get("date") or data.get("published") or "")[:10]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        raise SystemExit(f"line {number} of the corpus has no date as 1987-02-26")
    return Record(
        id=str(data["id"]),
        title=" ".join(data["title"].split()),
        body=PARAGRAPH.join(_paragraphs(data["body"])),
        tags=tuple(dict.fromkeys(data["tags"])),
        date=date,
        source=data.get("source") or "archive",
    )


def _paragraphs(body: str) -> Iterator[str]:
    for part in _BREAK.split(body):
        if words := part.split():
            yield " ".join(words)
