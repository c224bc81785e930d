"""Labelled lines at the top of a text: those of archives and e-mail, and the front matter of markdown."""

import re
from collections.abc import Iterable, Iterator

_LABELS = {
    "title": r"title|headline|subject",
    "byline": r"authors?|by|byline|written by|from",
    "published": r"(?:first )?(?:date|published|posted|sent)(?: on)?|publication date|publish(?:ed)?[ _-]?date|pubdate",
    "source": r"source|publication|newspaper|publisher|outlet",
    "section": r"section|category|categories",
    "tags": r"tags?|keywords?|key words|filed under|topics?",
    "url": r"url|link|permalink",
    "lang": r"language|lang",
    "recipient": r"to|cc|bcc|reply-to",
}
_LABELLED = re.compile("|".join(rf"(?P<{name}>{label})" for name, label in _LABELS.items()), re.I)
_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}?)\s*:(?!//)\s*(.*)")
_FENCE = re.compile(r"\s*---[ \t]*\n(?P<lines>.{1,20000}?\n)(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_SETTING = re.compile(r"([\w-]+)\s*:(?:\s+(.*))?$")
_QUOTES = "\"' \t"


def labelled(line: str) -> tuple[str, str] | None:
    """Return the field that a line's label names, and the value; None for a line without such a label."""
    found = _LINE.match(line)
    name = found and _LABELLED.fullmatch(found[1])
    return (name.lastgroup or "", found[2].strip()) if found and name else None


def front_matter(text: str) -> tuple[list[str], str]:
    """Return the settings at the top of markdown as labelled lines, and the text below them."""
    found = _FENCE.match(text)
    settings = list(_settings(found["lines"].split("\n"))) if found else []
    lines = [f"{name}: {value}" for name, value in filter(None, settings)]
    if not found or None in settings or not any(map(labelled, lines)):
        return [], text
    return lines, text[found.end() :]


def _settings(lines: Iterable[str]) -> Iterator[tuple[str, str] | None]:
    """Yield each setting with its value, lists joined; None for a line that is no setting."""
    name, values = "", [""]
    for line in lines:
        plain = line.strip()
        if found := _SETTING.match(line):
            yield from [(name, _joined(values))] if name else []
            name, values = found[1], _values(found[2] or "")
        elif plain.startswith("- ") or (name and line[:1].isspace()):
            values.append(plain.removeprefix("- ").strip(_QUOTES))
        elif plain and not plain.startswith("#"):
            yield None
    yield (name, _joined(values)) if name else None


def _values(text: str) -> list[str]:
    listed = text.strip()
    items = listed[1:-1].split(",") if listed.startswith("[") and listed.endswith("]") else [listed]
    return [item.strip(_QUOTES) for item in items]


def _joined(values: list[str]) -> str:
    return "; ".join(filter(None, values))
