"""The text of a page that scripts build: paragraphs in the JSON that such a page brings for them."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from index.errors import UnreadableFile
from index.extract.fragments import fragment_body, is_markup

_STATE = re.compile(r"(?:[\w.$\[\]\"']+\s*=\s*)?(?=[{\[])")  # "window.__STATE__ = {", or JSON alone
_PROSE = re.compile(r"[.!?…。！？][\"”’»)\]]*(?:\s|<|$)")
_SENTENCE = 40  # characters of a text that may be a paragraph
_LEAST = 200  # characters of an article; descriptions and teasers have fewer
_VALUES = 50_000  # of one script that are looked at
_DECODER = json.JSONDecoder(strict=False)


def body_in(scripts: Iterable[str]) -> list[str]:
    """Return the paragraphs of the list, or of the one text, in which scripts hold the most prose."""
    found = max((texts for script in scripts for texts in _lists(_parsed(script))), key=_weight, default=[])
    return found if _weight(found) >= _LEAST else []


def _weight(texts: list[str]) -> int:
    return sum(map(len, texts))


def _parsed(script: str) -> Any:
    found = _STATE.match(script.strip())
    try:
        return _DECODER.raw_decode(script.strip(), found.end())[0] if found else None
    except (ValueError, RecursionError):
        return None


def _lists(value: Any) -> Iterator[list[str]]:
    """Yield the prose of each list and of each lone text, without recursion: JSON may nest deep."""
    waiting, looked_at = [value], 0
    while waiting and looked_at < _VALUES:
        value, looked_at = waiting.pop(), looked_at + 1
        if isinstance(value, str):
            yield _paragraphs(value)
        elif isinstance(value, list):
            yield [text for member in value for text in _said(member)]
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()


def _said(member: Any) -> list[str]:
    """Return the prose of a member of a list: itself, or what its first text that is prose says."""
    texts = member.values() if isinstance(member, dict) else [member]
    return next(filter(None, (_paragraphs(text) for text in texts if isinstance(text, str))), [])


def _paragraphs(text: str) -> list[str]:
    if len(text) < _SENTENCE or not _PROSE.search(text):
        return []
    try:
        body = fragment_body(text) if is_markup(text) else text
    except UnreadableFile:
        return []
    return [line for line in map(str.strip, body.split("\n")) if line]
