"""Reuters-21578 (SGML) to JSONL, a corpus to measure on.

    python -m benchmarks.reuters FOLDER > reuters.jsonl

FOLDER holds the reut2-0NN.sgm files, gzipped or not. The collection is free for research and is not part of this
project. The stories are what `pullquote index` reads of these files.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.article import Article
from index.extract.decoding import decode
from index.files import Failure
from index.formats.sgml import read_sgml

_FIELDS = ("id", "title", "body", "authors", "source", "published", "tags")


def stories(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the stories of all files in order, as records for JSONL; what is none is named on standard error."""
    for path in sorted(folder.glob("*.sgm*")):
        data = path.read_bytes()
        found = read_sgml(decode(gzip.decompress(data) if path.suffix == ".gz" else data), str(path))
        if found is None:
            raise SystemExit(f"this is no file of Reuters-21578: {path}")
        for item in found:
            story = item.made()
            if isinstance(story, Failure):
                print(f"{story.path}: {story.reason}", file=sys.stderr)
            else:
                yield _record(story)


def _record(story: Article) -> dict[str, Any]:
    return {name: getattr(story, name) for name in _FIELDS}


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
