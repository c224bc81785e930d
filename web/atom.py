"""Atom (RFC 4287): elements and entries that hold whatever stored text holds, for all feeds."""

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as Xml

ATOM = "http://www.w3.org/2005/Atom"
ENTRY = f"{{{ATOM}}}entry"
ID = f"{{{ATOM}}}id"
# What XML cannot hold, a lone surrogate among it.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Xml.register_namespace("", ATOM)

Link = Mapping[str, str]


def feed(feed_id: str, title: str, updated: str, entries: Iterable[Xml.Element], links: Iterable[Link] = ()) -> bytes:
    """Return a feed as UTF-8; `updated` is a time of RFC 3339, a link is its attributes."""
    root = _parent("feed", feed_id, title, updated)
    _add_authors(root, ["Pullquote"])
    _add_links(root, links)
    root.extend(entries)
    return document(root)


def entry(
    entry_id: str,
    title: str,
    updated: str,
    summary: str,
    *,
    published: str | None = None,
    authors: Iterable[str] = (),
    categories: Iterable[str] = (),
    links: Iterable[Link] = (),
) -> Xml.Element:
    """Return an entry; the times are of RFC 3339. One that leads nowhere has its text as its content (4.1.2 there)."""
    root, links = _parent("entry", entry_id, title, updated), list(links)
    root.append(_element("summary" if links else "content", summary))
    if published:
        root.append(_element("published", published))
    _add_authors(root, authors)
    for term in categories:
        Xml.SubElement(root, f"{{{ATOM}}}category", term=sayable(term))
    _add_links(root, links)
    return root


def document(root: Xml.Element) -> bytes:
    """Return a document as UTF-8."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, "unicode").encode()


def sayable(text: str) -> str:
    """Return a text that XML can hold."""
    return _UNSAYABLE.sub("\ufffd", text)


def _parent(tag: str, own_id: str, title: str, updated: str) -> Xml.Element:
    root = Xml.Element(f"{{{ATOM}}}{tag}")
    root.extend([_element("id", own_id), _element("title", title), _element("updated", updated)])
    return root


def _element(tag: str, text: str) -> Xml.Element:
    made = Xml.Element(f"{{{ATOM}}}{tag}")
    made.text = sayable(text)
    return made


def _add_authors(root: Xml.Element, names: Iterable[str]) -> None:
    for name in names:
        Xml.SubElement(root, f"{{{ATOM}}}author").append(_element("name", name))


def _add_links(root: Xml.Element, links: Iterable[Link]) -> None:
    for link in links:
        Xml.SubElement(root, f"{{{ATOM}}}link", {name: sayable(value) for name, value in link.items()})
