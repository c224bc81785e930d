"""Reuters-21578 (SGML) to JSONL that `pullquote index` reads.

    python -m benchmarks.reuters FOLDER > reuters.jsonl

FOLDER holds the reut2-0NN.sgm files, gzipped or not. The collection is free for research and is not part of this
project. Each story keeps its number (NEWID) as id; TOPICS, PLACES, PEOPLE, ORGS and EXCHANGES become tags.
"""

import gzip
import html
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

_STORY = re.compile(r"<REUTERS(.*?)>(.*?)</REUTERS>", re.DOTALL)
_NUMBER = re.compile(r'NEWID="(\d+)"')
_DATE = re.compile(r"(\d+)-([A-Z]{3})-(\d{4})(?:\s+(\d\d:\d\d:\d\d))?")
_ITEM = re.compile(r"<D>(.*?)</D>")
# The wire's own control characters; line ends and tabs are the story's.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MARKUP = re.compile(r"<(TITLE|AUTHOR|DATELINE)>.*?</\1>", re.DOTALL)
_PARAGRAPH = re.compile(r"\n {2,}")
_TAG_LISTS = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES")


def stories(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the stories of all files in order, as records for JSONL."""
    for path in sorted(folder.glob("*.sgm*")):
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("latin-1")
        for attributes, story in _STORY.findall(text):
            yield _record(attributes, story)


def _record(attributes: str, story: str) -> dict[str, Any]:
    text = _inner("TEXT", story)
    # Briefs and unprocessed stories have their words beside the markup, not in a BODY.
    body = _inner("BODY", text) or _MARKUP.sub("", text)
    author = _clean(_inner("AUTHOR", text)).removesuffix(", Reuters").removeprefix("by ").removeprefix("By ")
    return {
        "id": _match(_NUMBER, attributes)[1],
        "title": " ".join(_clean(_inner("TITLE", text)).split()),
        "body": _paragraphs(f"{_clean(_inner('DATELINE', text))} {_clean(body)}"),
        "authors": [author] if author else [],
        "source": "Reuters",
        "published": _date(_inner("DATE", story)),
        "tags": [_clean(tag) for name in _TAG_LISTS for tag in _ITEM.findall(_inner(name, story))],
    }


def _inner(name: str, text: str) -> str:
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", text, re.DOTALL)
    return found[1] if found else ""


def _clean(text: str) -> str:
    return _CONTROLS.sub("", html.unescape(text)).strip()


def _paragraphs(text: str) -> str:
    """Return the story with its lines joined; a line that begins with spaces begins a paragraph."""
    return "\n\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text) if part.strip())


def _date(text: str) -> str:
    """Return the date; a story whose time of day is none keeps its day only."""
    day, month, year, clock = _match(_DATE, text).groups()
    on = datetime.strptime(f"{day} {month.title()} {year}", "%d %b %Y").date().isoformat()
    return f"{on}T{clock}" if clock else on


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.search(text)
    if not found:
        raise SystemExit(f"this is no story of Reuters-21578: {text[:80]!r}")
    return found


def main(arguments: list[str]) -> None:
    """Print the stories under the folder named."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        raise SystemExit("usage: python -m benchmarks.reuters FOLDER > reuters.jsonl")
    count = 0
    for record in stories(Path(arguments[0])):
        sys.stdout.write(json.dumps(record) + "\n")
        count += 1
    if not count:
        raise SystemExit(f"there are no .sgm or .sgm.gz files in {arguments[0]}")
    print(f"{count:,} stories", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
