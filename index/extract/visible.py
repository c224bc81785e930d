"""Which elements of a page a reader sees, and what their names say they are: rules on tags and attributes."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

Attributes = Mapping[str, str]

UNSEEN = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea", "canvas",
    "audio", "video", "head", "map", "datalist", "math", "amp-ad", "amp-sticky-ad", "amp-consent", "amp-sidebar",
    "amp-social-share", "amp-user-notification",
})  # fmt: skip
MENUS = frozenset(
    {"nav", "header", "footer", "aside", "p"}
)  # a link to a tag's page in one is none of the article's tags
SILENT = frozenset(
    {"br", "img", "source", "wbr", "input", "meta", "link", "col", "track", "embed", "param", "area", "hr"}
)
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "picture", "q", "ruby", "s", "samp", "small", "source", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "input", "rt", "rp", "rb", "nobr",
})  # fmt: skip
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text)(?:\s|$)", re.I)
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author(?:s|-?name)?|writer|contributor)(?:$|[\s_-])", re.I)
_NO_BYLINE = re.compile(r"bio|avatar|image|photo|social|share|comment|follow|more", re.I)
_TOPICS = re.compile(
    r"(?:^|[\s_-])(?:article|post|entry|story|content)?[_-]*(?:tags?|topics?|keywords?|themen|temas)(?:$|[\s_-]|list)",
    re.I,
)
_TOPIC_ADDRESS = re.compile(
    r"/(?:tags?|topics?|keywords?|thema|themen?|schlagworte?|stichworte?|temas?|sujets?|mots?-cles?|etiquetas?|assuntos?|"
    r"argomenti|onderwerp(?:en)?|trefwoord(?:en)?|emner?|tagi|temata)/[^/]",
    re.I,
)
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autori|staff|people|contributors?|profiles?|by|writers?|journalists?)/[^/]",
    re.I,
)
_CREDIT = re.compile(r"credit|copyright|source|photographer", re.I)
_CHANGED = re.compile(r"modif|update|comment", re.I)
_EMAIL_LINK = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-f]{4,400})$")
_LONGEST = 500  # characters of a class that are looked at
_CACHED = 20_000  # names; the pages of a site share theirs


def is_hidden(tag: str, attributes: Attributes) -> bool:
    """Tell if no reader sees an element. `aria-hidden` alone is no such sign: a dialog sets it on the whole page."""
    if tag in ("html", "body"):
        return False
    return (
        "hidden" in attributes
        or "amp-access-hide" in attributes
        or ("style" in attributes and bool(_HIDDEN_STYLE.search(attributes["style"])))
        or ("class" in attributes and said_by(attributes["class"]).hidden)
    )


class Said(NamedTuple):
    """What the class of an element says of it."""

    hidden: bool = False
    topics: bool = False
    byline: bool = False


@lru_cache(_CACHED)
def said_by(classes: str) -> Said:
    """Return what a class says: only screen readers speak it, it is a tag or a list of tags, it is a byline."""
    names = classes[:_LONGEST]
    return Said(bool(_HIDDEN_CLASS.search(names)), bool(_TOPICS.search(names)), is_byline(names))


def is_byline(names: str) -> bool:
    """Tell if a class or property is that of a byline."""
    return bool(_BYLINE.search(names[:_LONGEST])) and not _NO_BYLINE.search(names[:_LONGEST])


def is_topic_address(address: str) -> bool:
    """Tell if a link leads to the page of a tag."""
    return bool(_TOPIC_ADDRESS.search(address[:_LONGEST]))


def is_author_address(address: str) -> bool:
    """Tell if a link leads to the page of an author."""
    return bool(_AUTHOR_ADDRESS.search(address[:_LONGEST]))


def is_credit(names: str) -> bool:
    """Tell if a class is that of a picture's credit."""
    return bool(_CREDIT.search(names[:_LONGEST]))


def is_of_change(attributes: Attributes) -> bool:
    """Tell if a time is that of an update."""
    return bool(_CHANGED.search(attributes.get("class", "") + attributes.get("itemprop", "")))


def names_of(attributes: Attributes) -> str:
    """Return what an element is called: its class, id and role."""
    names = (
        f"{attributes.get('class', '')[:_LONGEST]} {attributes.get('id', '')[:_LONGEST]} {attributes.get('role', '')}"
    )
    return f"{names} hidden" if attributes.get("aria-hidden") == "true" else names


def shielded(attributes: Attributes) -> str | None:
    """Return the address that Cloudflare hid: hexadecimal, each byte xor the first."""
    if "data-cfemail" not in attributes and "/cdn-cgi/" not in attributes.get("href", ""):
        return None
    link = _EMAIL_LINK.search(attributes.get("href", ""))
    code = attributes.get("data-cfemail") or (link[1] if link else "")
    try:
        key, *hidden = bytes.fromhex(code)
        return bytes(byte ^ key for byte in hidden).decode()
    except ValueError:
        return None
