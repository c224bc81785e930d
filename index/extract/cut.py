"""A page's source cut into its markup and what stands in scripts and comments: one pass, before any parser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"<!--|<(script|style)\b([^>]*)>", re.I)
_CLOSING = {
    "": re.compile("-->"),
    "script": re.compile(r"</script\b[^>]*>", re.I),
    "style": re.compile(r"</style\b[^>]*>", re.I),
}
_DATA_URI = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*,[^\"'\s)>]*")
XML_DECLARATION = re.compile(r"<\?xml\b[^>]{0,200}>")  # parsers believe its charset, though this is text, or warn
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)|\burl:\s*(https?://\S+)", re.I)
_HEAD = 5000  # characters in which a browser notes where it saved a page from


@dataclass(frozen=True, slots=True)
class Source:
    """`markup` without scripts, styles and comments; the JSON-LD scripts; the address that a browser noted."""

    markup: str
    json_ld: tuple[str, ...] = ()
    saved_from: str | None = None


def cut(text: str) -> Source:
    """Take a page's source apart: two thirds of it is nothing that a reader of pages needs to parse."""
    text = XML_DECLARATION.sub("", text.replace("\x00", ""))
    scripts: list[str] = []
    markup = _DATA_URI.sub("", "".join(_pieces(text, scripts)))
    return Source(markup, tuple(scripts), _address(text[:_HEAD]))


def _pieces(text: str, json_ld: list[str]) -> Iterator[str]:
    """Yield what is between the scripts, styles and comments; one that never ends is left to the parser."""
    at = 0
    while opening := _OPENING.search(text, at):
        closing = _CLOSING[(opening[1] or "").lower()].search(text, opening.end())
        if not closing:
            break
        yield text[at : opening.start()]
        if "ld+json" in (opening[2] or "").lower():
            json_ld.append(text[opening.end() : closing.start()])
        at = closing.end()
    yield text[at:]


def _address(head: str) -> str | None:
    found = next(
        (found for comment in re.findall(r"<!--.*?(?:-->|$)", head, re.S) if (found := _SAVED_FROM.search(comment))),
        None,
    )
    return (found[1] or found[2]) if found else None
