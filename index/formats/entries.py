"""Entries of a feed's XML one after the other: a broken one costs only itself.

Nothing that a document declares is obeyed. Its DOCTYPE is cut off, and every reference that XML itself does not know
becomes a character or plain text before the parser sees it: entities can neither grow nor reach for other files.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from xml.parsers import expat

# What may stand before the first tag, for patterns with re.S.
PROLOGUE = r"(?>\s*(?:<\?[^>]{0,1000}>|<!--.{0,5000}?-->|<!DOCTYPE\b[^\[<>]{0,1000}(?:\[.{0,1000000}?\]\s*)?>))*\s*"
_NO_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
_CONTROLS = re.compile(_NO_XML)
_IRREGULAR = re.compile(rf"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?:#\w{{1,9}};|\w{{1,31}};)?|{_NO_XML}", re.S)
_KNOWN = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_DECLARED = re.compile(r"\bxmlns:([A-Za-z_][\w.-]{0,40})\s*=")
_PREFIXES = 200  # more are no document's: words that follow "<" in somebody's text
_ENTRY = re.compile(r"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s/>]")
_FEED = re.compile(r"^$|rss|atom|netscape|userland", re.I)  # namespaces of feeds; others have items too
_CHUNK = 262_144  # characters
_DEEPEST = 200  # elements within each other; real feeds have under 30
_MOST = 50_000  # elements of one entry
_BROKEN_LIMIT = 100  # entries; then the rest of the document is given up


@dataclass(slots=True)
class Node:
    """An element: its name as "namespace local" or "local", and what is inside, in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    inside: "list[Node | str]" = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition(" ")[2]

    @property
    def children(self) -> "list[Node]":
        """The elements directly inside."""
        return [item for item in self.inside if isinstance(item, Node)]

    @property
    def text(self) -> str:
        """All text inside, as deep as it goes."""
        return "".join(item if isinstance(item, str) else item.text for item in self.inside)

    @property
    def markup(self) -> str:
        """What is inside, as HTML again."""
        return "".join(escape(item, quote=False) if isinstance(item, str) else item._outer() for item in self.inside)

    def _outer(self) -> str:
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in self.attributes.items() if " " not in key)
        return f"<{self.local}{attributes}>{self.markup}</{self.local}>"


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry that is no XML, or too much of it: the line in which that shows, and why."""

    line: int
    reason: str


class _FaultError(Exception):
    """Well-formed, but not to be read on: where, in bytes and lines, since the parser itself goes on to the end."""

    def __init__(self, reason: str, parser: expat.XMLParserType) -> None:
        super().__init__(reason)
        self.byte, self.line = parser.CurrentByteIndex, parser.CurrentLineNumber


def entries(text: str, root: re.Match[str], between: str = "") -> Iterator[Node | Broken]:
    """Yield what stands before the first entry, as one element, then each entry, or why it is none.

    Group 1 of `root` is the first tag of `text`; `between` are the tags between the root and its entries, needed
    for going on behind a broken one.
    """
    tag = _declaring(root[1], text)
    document = _regular("\n" * text.count("\n", 0, root.start(1)) + tag + text[root.end(1) :])
    again = _regular(tag).replace("\n", " ") + between
    offset = broken = 0
    while broken < _BROKEN_LIMIT:
        reader = _Reader(document, offset)
        yield from reader.read(again if offset else "")
        following = _ENTRY.search(document, max(reader.position, offset + 1))
        if reader.fault and (following or not reader.closed):
            yield reader.fault
        if not following or not reader.fault:
            return
        offset = following.start()
        broken += 1
    yield Broken(document.count("\n", 0, offset) + 1, f"{broken} entries are broken: the rest is not read")


def _regular(text: str) -> str:
    """Return XML without what would end its parsing: unknown entities, bare "&", characters that XML forbids."""
    return _IRREGULAR.sub(_regularised, text)


def _regularised(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("<"):
        return _CONTROLS.sub("", text)
    if text in _KNOWN or not text.startswith("&"):
        return text if text in _KNOWN else ""
    meant = _CONTROLS.sub("", unescape(text))
    if text == "&" or meant == text:
        return "&amp;" + text[1:]
    return "".join(f"&#{ord(character)};" for character in meant)


def _declaring(tag: str, text: str) -> str:
    """Return the root's tag with every prefix declared that the document uses without doing so."""
    used = dict.fromkeys(found[1] for found in _PREFIX.finditer(text))
    missing = [prefix for prefix in used if prefix not in ("xml", *_DECLARED.findall(tag))]
    declared = "".join(f' xmlns:{prefix}="{_NAMESPACES.get(prefix, prefix)}"' for prefix in missing[:_PREFIXES])
    end = -2 if tag.endswith("/>") else -1
    return f"{tag[:end]}{declared}{tag[end:]}"


_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "atom": "http://www.w3.org/2005/Atom",
}


class _Reader:
    """One pass of the parser, up to the first fault or the end: `position` tells where, in characters."""

    def __init__(self, document: str, offset: int) -> None:
        self.fault: Broken | None = None
        self.position = offset
        self._document = document
        self._line = document.count("\n", 0, offset)
        self._fed = 0  # bytes
        self._root: Node | None = None
        self._open: list[Node] = []
        self._around = 0  # elements that are open around the open entry; 0 where none is
        self._elements = 0
        self._whole: list[Node] = []
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    @property
    def closed(self) -> bool:
        """Whether the root was: what follows it is no loss."""
        return self._root is not None and not self._open

    def read(self, again: str) -> Iterator[Node]:
        """Yield the head and the entries; after `again`, tags that stand for the head, the entries alone."""
        self._parse(again)
        head = not again
        more = True
        while more and not self.fault:
            more = self._parse(self._document[self.position : self.position + _CHUNK], count=True)
            if head and self._root and (self._whole or not more or self.fault):
                yield self._root
                head = False
            yield from self._whole
            self._whole.clear()

    def _parse(self, text: str, *, count: bool = False) -> bool:
        """Parse a piece and tell if there was any; with `count`, one of the document, whose empty one is its end."""
        data = text.encode()
        try:
            self._parser.Parse(data, count and not data)
        except _FaultError as fault:
            return self._fail(data, fault)
        except expat.ExpatError as error:
            return self._fail(data, _FaultError(f"is broken XML: {str(error).partition(': line ')[0]}", self._parser))
        self._fed += len(data)
        self.position += len(text) if count else 0
        return bool(data)

    def _fail(self, data: bytes, fault: _FaultError) -> bool:
        at = fault.byte - self._fed  # under 0 where a tag began in the last piece
        self.position += len(data[:at].decode("utf-8", "ignore")) if at > 0 else at
        self.fault = Broken(self._line + fault.line, f"this entry {fault}")
        return False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        node = Node(name, attributes, self._line + self._parser.CurrentLineNumber)
        self._elements += 1
        if len(self._open) == _DEEPEST or self._elements > _MOST:
            over = self._elements > _MOST
            raise _FaultError(
                f"has more than {_MOST:,} elements" if over else f"nests more than {_DEEPEST} elements", self._parser
            )
        if self._open and node.local in ("item", "entry") and _FEED.search(name.rpartition(" ")[0]):
            if self._around:
                raise _FaultError("is broken XML: another begins before it ends", self._parser)
            self._around = len(self._open)
            self._elements = 0
        elif self._open:
            self._open[-1].inside.append(node)
        else:
            self._root = node
        self._open.append(node)

    def _end(self, name: str) -> None:
        node = self._open.pop()
        if self._around and len(self._open) == self._around:
            self._whole.append(node)
            self._around = self._elements = 0

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].inside.append(text)
