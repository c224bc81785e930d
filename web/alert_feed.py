"""The hits of alerts as an Atom feed (RFC 4287) in a file: what is new on top of what it has.

A feed is read and written again, which feedgen cannot: it only writes.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as Xml

from index.errors import PullquoteError
from index.manifest import write_file
from search.results import Hit, Snippet
from web.formats import safe_url

KEPT = 1_000  # entries; what a reader has not fetched by then is gone from it
_ATOM = "http://www.w3.org/2005/Atom"
_ENTRY = f"{{{_ATOM}}}entry"
# What XML cannot hold, a lone surrogate among it.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(path: Path, found: Iterable[tuple[str, Iterable[Hit]]], now: datetime) -> None:
    """Put the hits of alerts, by their names, before the entries that a feed has; it is made where there is none.

    Raises:
        PullquoteError: the file is no feed, or cannot be read or written.
    """
    new = [_entry(name, hit, now) for name, hits in found for hit in hits]
    ids = {entry.findtext(f"{{{_ATOM}}}id") for entry in new}
    before = [entry for entry in _before(path) if entry.findtext(f"{{{_ATOM}}}id") not in ids]
    feed = _element("feed", None)
    feed.extend([_element("id", "urn:pullquote:alerts"), _element("title", "Pullquote alerts")])
    feed.append(_element("updated", now.isoformat(timespec="seconds")))
    author = Xml.SubElement(feed, f"{{{_ATOM}}}author")
    author.append(_element("name", "Pullquote"))
    feed.extend([*new, *before][:KEPT])
    Xml.register_namespace("", _ATOM)
    write_file(path, Xml.tostring(feed, "utf-8", xml_declaration=True))


def _before(path: Path) -> list[Xml.Element]:
    try:
        feed = Xml.fromstring(path.read_bytes())  # noqa: S314 - the user's own file, which this module wrote
    except FileNotFoundError:
        return []
    except OSError as error:
        raise PullquoteError(f"{path} cannot be read: {error.strerror}") from error
    except Xml.ParseError as error:
        raise PullquoteError(f"{path} is no feed that alerts could go into: name another file") from error
    if feed.tag != f"{{{_ATOM}}}feed":
        raise PullquoteError(f"{path} is no feed that alerts could go into: name another file")
    return feed.findall(_ENTRY)


def _entry(name: str, hit: Hit, now: datetime) -> Xml.Element:
    entry = _element("entry", None)
    entry.append(_element("id", f"urn:pullquote:{quote(name, errors='replace')}:{quote(hit.id, errors='replace')}"))
    entry.append(_element("title", hit.title or "(no title)"))
    entry.append(_element("updated", now.isoformat(timespec="seconds")))
    entry.append(_element("summary", " … ".join(filter(None, [_said_by(hit), *map(_text, hit.snippets)]))))
    Xml.SubElement(entry, f"{{{_ATOM}}}category", term=_sayable(name))
    if url := safe_url(hit.url):
        Xml.SubElement(entry, f"{{{_ATOM}}}link", href=_sayable(url))
    return entry


def _said_by(hit: Hit) -> str:
    return f"{hit.quote.speaker}:" if hit.quote and hit.quote.speaker else ""


def _text(snippet: Snippet) -> str:
    return " ".join("".join(span.text for span in snippet.spans).split())


def _element(tag: str, text: str | None) -> Xml.Element:
    element = Xml.Element(f"{{{_ATOM}}}{tag}")
    element.text = _sayable(text) if text is not None else None
    return element


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("\ufffd", text)
