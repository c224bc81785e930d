"""What scripts of a page hold beside JSON-LD: lists of tags, by the names that they have everywhere."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from index.extract.jsonld import texts
from index.tags import split_tags

_NAME_END = re.compile(r"s\"\s*:\s*(?=[\[\"])")  # five times as fast as a search for the names
_NAMES = ("keywords", "tags", "topics")
_LONGEST_NAME = 8
_DECODER = json.JSONDecoder(strict=False)
_LISTS = 30  # that are looked at
_LONGEST = 20_000  # characters of a list


def lists_in(scripts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the lists of tags that scripts hold in JSON, in their order."""
    found = ((script, end) for script in scripts for end in _NAME_END.finditer(script))
    named = ((script, end.end()) for script, end in found if _is_of_tags(script, end.start() + 1))
    for script, at in islice(named, _LISTS):
        try:
            value, _ = _DECODER.raw_decode(script[at : at + _LONGEST])
        except (ValueError, RecursionError):
            continue
        if tags := split_tags(value) if isinstance(value, str) else texts(value):
            yield tags


def _is_of_tags(script: str, end: int) -> bool:
    return script[max(0, end - _LONGEST_NAME) : end].lower().endswith(_NAMES)
