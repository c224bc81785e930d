"""A page's source cut into its markup and what stands in scripts and comments: one pass, before any parser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from index.files import DATA_URI
from index.formats.saved import origin

_OPENING = re.compile(r"<!--|<(script|style)\b([^>]*)>", re.I)
_CLOSING = {
    "": re.compile("-->"),
    "script": re.compile(r"</script\b[^>]*>", re.I),
    "style": re.compile(r"</style\b[^>]*>", re.I),
}
_DATA_URI = re.compile(DATA_URI)
_MOST = 500  # attributes of a tag; parsers compare each with all before it, and take 30 s for 50,000
_ATTRIBUTE = r"""(?:[\s/]++[^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)"""
_BUTTON = re.compile(r"<(/?)button(?=[\s/>])[^>]*>", re.I)
_OVERLOADED = re.compile(rf"(<[a-z][^\s/>]*+{_ATTRIBUTE}{{{_MOST}}}+){_ATTRIBUTE}++", re.I)
XML_DECLARATION = re.compile(r"<\?xml\b[^>]{0,200}>")  # parsers believe its charset, though this is text, or warn


@dataclass(frozen=True, slots=True)
class Source:
    """`markup` without scripts, styles and comments; the scripts, JSON-LD apart; the address it was saved from."""

    markup: str
    json_ld: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    saved_from: str | None = None


def cut(text: str) -> Source:
    """Take a page's source apart: two thirds of it is nothing that a reader of pages needs to parse."""
    text = XML_DECLARATION.sub("", text.replace("\x00", ""))
    json_ld: list[str] = []
    scripts: list[str] = []
    markup = _DATA_URI.sub("", "".join(_pieces(text, json_ld, scripts)))
    return Source(_without_open_buttons(bounded(markup)), tuple(json_ld), tuple(scripts), origin(text).url)


def bounded(markup: str) -> str:
    """Return markup of which no tag has more attributes than any page has: those behind are left out."""
    return _OVERLOADED.sub(r"\1", markup)


def _without_open_buttons(markup: str) -> str:
    """Leave out the tags of buttons that are not closed before the next begins: what follows is the page's text."""
    found = list(_BUTTON.finditer(markup))
    edges = [
        edge
        for one, after in zip_longest(found, found[1:])
        if not one[1] and (after is None or not after[1])
        for edge in one.span()
    ]
    bounds = [0, *edges, len(markup)]
    return "".join(markup[first:last] for first, last in zip(bounds[::2], bounds[1::2], strict=True))


def _pieces(text: str, json_ld: list[str], scripts: list[str]) -> Iterator[str]:
    """Yield what is between the scripts, styles and comments; one that never ends is left to the parser."""
    at = 0
    while opening := _OPENING.search(text, at):
        closing = _CLOSING[(opening[1] or "").lower()].search(text, opening.end())
        if not closing:
            break
        yield text[at : opening.start()]
        if (opening[1] or "").lower() == "script":
            told = json_ld if "ld+json" in opening[2].lower() else scripts
            told.append(text[opening.end() : closing.start()])
        at = closing.end()
    yield text[at:]
