"""Tags: lists of them taken apart, cleaned and compared."""

from collections.abc import Iterable

from index.analysis import fold
from index.patterns import pattern

_LISTED = pattern(r"(?:\([^()\n]*\)|[^,;|\n、，])+")  # what stands in brackets is one tag with what they follow
_EDGES = " \t\r\n#\"“”'‘’,;"
_INVISIBLE = pattern("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def split_tags(text: str) -> list[str]:
    """Return the tags of a printed list; points stay, so "U.S. military" is one tag."""
    return list(filter(None, map(_tidy, _LISTED.findall(text))))


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags in their order, each once, in the form first met."""
    first: dict[str, str] = {}
    for tag in filter(None, map(_tidy, tags)):
        first.setdefault(tag_key(tag), tag)
    first.pop("", None)
    return tuple(first.values())


def tag_key(tag: str) -> str:
    """Return what equal tags share: case, accents and spacing make no difference."""
    return " ".join(fold(tag).split())


def _tidy(tag: str) -> str:
    return " ".join(_INVISIBLE.sub("", tag).split()).strip(_EDGES)
