"""Makes a corpus larger, so that its vocabulary grows as an archive's does.

    python -m benchmarks.grow IN.jsonl OUT.jsonl FACTOR

The first copy is the corpus as it is. In each further copy about half of the paragraphs come from other articles under
the same first tag, a few numbers get fresh digits and a few capitalised words another letter, since mere copies would
add no words (Heaps' law: twice the text has about 1.4 times the words). Copy k is dated k years later. Titles and tags
stay. The result is the same in every run.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import PARAGRAPH, Record, read, write

_SEED = 20240229
_EXCHANGED = 0.5  # of the paragraphs
_CHANGED = 0.06  # of the numbers and of the names
_NUMBER = re.compile(r"\b\d{3,}\b")
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_LETTERS = "aeioulrnst"


def grow(records: Sequence[Record], factor: int) -> Iterator[Record]:
    """Yield `factor` times as many records."""
    rng = random.Random(_SEED)
    pools = _pools(records)
    yield from records
    for copy in range(1, factor):
        for record in records:
            yield _copy(record, copy, pools[_topic(record)], rng)


def _pools(records: Sequence[Record]) -> Mapping[str, list[str]]:
    """Return the bodies under each first tag."""
    pools: dict[str, list[str]] = defaultdict(list)
    for record in records:
        pools[_topic(record)].append(record.body)
    return pools


def _topic(record: Record) -> str:
    return record.tags[0] if record.tags else ""


def _copy(record: Record, copy: int, bodies: Sequence[str], rng: random.Random) -> Record:
    others = rng.choice(bodies).split(PARAGRAPH)
    mixed = [rng.choice(others) if rng.random() < _EXCHANGED else part for part in record.body.split(PARAGRAPH)]
    body = PARAGRAPH.join(_changed(part, rng) for part in mixed)
    return replace(record, id=f"{record.id}-{copy}", body=body, date=_later(record.date, copy))


def _changed(text: str, rng: random.Random) -> str:
    digits = _NUMBER.sub(lambda match: _number(match[0], rng), text)
    return _NAME.sub(lambda match: _name(match[0], rng), digits)


def _number(text: str, rng: random.Random) -> str:
    if rng.random() > _CHANGED:
        return text
    return text[0] + "".join(rng.choice("0123456789") for _ in text[1:])


def _name(text: str, rng: random.Random) -> str:
    if rng.random() > _CHANGED:
        return text
    place = rng.randrange(1, len(text))
    return text[:place] + rng.choice(_LETTERS) + text[place + 1 :]


def _later(date: str, years: int) -> str:
    """Return the day so many years later; 29 February becomes the 28th, which every year has."""
    day = "02-28" if date.endswith("02-29") else date[5:]
    return f"{int(date[:4]) + years:04d}-{day}"


def main(arguments: list[str]) -> None:
    """Write the larger corpus."""
    if len(arguments) != 3 or not arguments[2].isdigit():
        raise SystemExit("usage: python -m benchmarks.grow IN.jsonl OUT.jsonl FACTOR")
    count = write(Path(arguments[1]), grow(read(Path(arguments[0])), int(arguments[2])))
    print(f"{count:,} articles")


if __name__ == "__main__":
    main(sys.argv[1:])
