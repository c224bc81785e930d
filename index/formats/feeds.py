"""Feeds to articles: RSS, RDF and Atom, an article an entry; nothing is fetched.

feedparser would read them too. It was left out: its pattern for addresses takes 31 s for an author of 80 kB and makes
"on (Ann Lee" of "ann@paper.london (Ann Lee)", and it hands out Dublin Core's date as that of an update.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from index.article import Article
from index.dates import parse_date
from index.errors import UnreadableFile
from index.extract.bylines import clean_names, given_authors
from index.extract.fragments import fragment_body, fragment_line
from index.files import Failure
from index.formats.entries import PROLOGUE, Broken, Node, entries
from index.formats.parts import Item
from index.ids import canonical_url
from index.tags import clean_tags

_ROOT = re.compile(rf"{PROLOGUE}(<(?:[\w.-]{{1,40}}:)?(rss|feed|RDF)(?:\s[^<>]{{0,10000}})?>)", re.S)
_SINGLE = re.compile(rf"{PROLOGUE}(?=<(?:[\w.-]{{1,40}}:)?(entry|item)(\s[^<>]{{0,10000}})?>)", re.S)
_OF_RSS = (re.compile(r"<title[\s>]"), re.compile(r"<(?:link|guid|pubDate)[\s>]"))  # other XML has an <item> too
_ATOM = re.compile(r"www\.w3\.org/2005/Atom|purl\.org/atom")
_RSS1 = re.compile(r"purl\.org/(?:rss|net/rss)|my\.netscape\.com")
_PREFIXES = (
    (re.compile(r"w3\.org/2005/Atom|purl\.org/atom", re.I), "atom:"),
    (re.compile(r"purl\.org/dc/elements", re.I), "dc:"),
    (re.compile(r"purl\.org/dc/terms", re.I), "dcterms:"),
    (re.compile(r"purl\.org/rss/1\.0/modules/content", re.I), "content:"),
    (re.compile(r"www\.w3\.org/1999/xhtml", re.I), "xhtml:"),
    (re.compile(r"^$|rss|netscape|userland", re.I), ""),
)
_LANG = "http://www.w3.org/XML/1998/namespace lang"
_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns# about"

# Each field by its elements, the first that has words; what a feed says is HTML unless it says otherwise.
_TITLES = ("title", "atom:title", "dc:title")
_BODIES = (
    "content:encoded", "atom:content", "xhtml:body", "xhtml:div", "description", "atom:summary", "dc:description",
)  # fmt: skip
_AUTHORS = ("dc:creator", "atom:author", "author")
_TAGS = ("category", "atom:category", "dc:subject")
_LANGS = ("dc:language", "language")
_PUBLISHED = (
    "pubDate", "atom:published", "atom:issued", "dcterms:issued", "dc:date", "atom:created", "dcterms:created",
)  # fmt: skip
_UPDATED = ("atom:updated", "atom:modified", "dcterms:modified")
_WRAPPED = "<feed of='one'>"
_SINGLE_HEAD = 20_000  # characters in which an item of RSS shows that it is one
_LONGEST_NAMES = 1000  # characters; patterns of bylines are not made for more
_PROVENANCE = ("title", "authors", "body", "tags", "lang", "source")


@dataclass(frozen=True, slots=True)
class _Channel:
    """What a feed says of all its entries."""

    title: str = ""
    lang: str | None = None
    authors: tuple[str, ...] = ()


def read_feed(text: str, path: str) -> Iterator[Item | Failure] | None:
    """Return the articles of a feed, or of an entry that stands alone, or None for another text.

    An entry that is no article is "path:LINE".
    """
    text = _around(text)
    root = _ROOT.match(text)
    if not root or not (_is_feed(root[1], root[2]) or root[1] == _WRAPPED):
        return None
    return _read(entries(text, root, "<channel>" if root[2] == "rss" else ""), path)


def _around(text: str) -> str:
    """Return an entry that stands alone as a feed of one, and another text as it is; its lines keep their numbers."""
    single = _SINGLE.match(text)
    if not single:
        return text
    marks, head = ((_ATOM,), single[2] or "") if single[1] == "entry" else (_OF_RSS, text[:_SINGLE_HEAD])
    before = "\n" * text.count("\n", 0, single.end())
    return f"{before}{_WRAPPED}{text[single.end() :]}</feed>" if all(mark.search(head) for mark in marks) else text


def _is_feed(tag: str, name: str) -> bool:
    """Tell by the root; other XML has a <feed> or RDF too."""
    return name == "rss" or bool((_ATOM if name == "feed" else _RSS1).search(tag))


def _read(items: Iterable[Node | Broken], path: str) -> Iterator[Item | Failure]:
    channel = None
    for item in items:
        if isinstance(item, Broken):
            yield Failure(f"{path}:{item.line}", item.reason)
        elif channel is None:
            channel = _channel(item)
        else:
            yield Item(f"{path}:{item.line}", partial(_article, item, channel))


def _channel(root: Node) -> _Channel:
    said = next((node for node in root.children if node.local == "channel"), root)
    known = _known(said)
    lang = _first(known, _LANGS, _words) or said.attributes.get(_LANG) or root.attributes.get(_LANG)
    return _Channel(_first(known, _TITLES, _line), lang or None, _people(known, ("atom:author",)))


def _article(entry: Node, channel: _Channel) -> Article:
    known, attributes = _known(entry), entry.attributes
    title, body = _first(known, _TITLES, _line), _first(known, _BODIES, _body)
    if not title and not body:
        raise UnreadableFile("this entry has neither a title nor text")
    url = _url(known, attributes)
    published, dated_by = _published(known)
    fields = {
        "title": title,
        "source": _source(known) or channel.title or None,
        "authors": _people(known, _AUTHORS) or channel.authors,
        "body": body,
        "tags": clean_tags(_tags(known)),
        "lang": _first(known, _LANGS, _words) or attributes.get(_LANG) or channel.lang,
    }
    given = {name: "feed" for name in _PROVENANCE if fields[name]}
    return Article(
        id="" if url else _name(known),
        url=url,
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        provenance={**given, **({"published": dated_by} if dated_by else {})},
        **fields,  # type: ignore[arg-type]
    )


def _known(node: Node) -> dict[str, list[Node]]:
    """Return the elements inside by "prefix:name", whatever prefix the feed itself gave them."""
    known: dict[str, list[Node]] = {}
    for child in node.children:
        space = child.name.rpartition(" ")[0]
        prefix = next((prefix for pattern, prefix in _PREFIXES if pattern.search(space)), f"{space} ")
        known.setdefault(prefix + child.local, []).append(child)
    return known


def _first(known: dict[str, list[Node]], names: Iterable[str], read: Callable[[Node], str]) -> str:
    return next(filter(None, (read(node) for name in names for node in known.get(name, ()))), "")


def _words(node: Node) -> str:
    return " ".join(node.text.split())


def _html(node: Node) -> str:
    """Return an element's text as HTML; Atom says "xhtml" or "html" where it is not plain, RSS nothing."""
    kind = node.attributes.get("type", "").lower()
    if node.children:
        return node.markup
    if "atom" in node.name.lower() and kind in ("", "text", "text/plain"):
        return _escaped(node.text)
    return node.text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _line(node: Node) -> str:
    return fragment_line(_html(node))


def _body(node: Node) -> str:
    return fragment_body(_html(node))


def _people(known: dict[str, list[Node]], names: Iterable[str]) -> tuple[str, ...]:
    """Return the authors; RSS has "address (name)" in one element, Atom an element for the name."""
    for name in names:
        told = [_person(node) for node in known.get(name, ())]
        if authors := clean_names(part for line in told for part in given_authors(line)):
            return authors
    return ()


def _person(node: Node) -> str:
    named = [child for child in node.children if child.local in ("name", "Person", "value")]
    text = named[0].text if named else node.text
    return fragment_line(text) if len(text) <= _LONGEST_NAMES else ""


def _tags(known: dict[str, list[Node]]) -> Iterator[str]:
    for name in _TAGS:
        for node in known.get(name, ()):
            yield node.attributes.get("label") or node.attributes.get("term") or fragment_line(node.text)


def _published(known: dict[str, list[Node]]) -> tuple[tuple[str, str] | None, str]:
    """Return the date and what it is: that of an update, said to be so, only where there is no other."""
    for names, kind in ((_PUBLISHED, "feed"), (_UPDATED, "updated")):
        if printed := _first(known, names, _words):
            parsed = parse_date(printed)
            return parsed, kind if parsed else "unreadable"
    return None, ""


def _url(known: dict[str, list[Node]], attributes: dict[str, str]) -> str | None:
    """Return the address of the article: its link, else a name that is one."""
    links = [*known.get("link", ()), *known.get("atom:link", ())]
    told = [_words(link) or _target(link) for link in links]
    told += [attributes.get(_ABOUT, ""), *map(_words, _names(known))]
    return next((address for address in told if canonical_url(address)), None)


def _target(link: Node) -> str:
    return link.attributes.get("href", "") if link.attributes.get("rel", "alternate") == "alternate" else ""


def _names(known: dict[str, list[Node]]) -> list[Node]:
    return [*known.get("guid", ()), *known.get("atom:id", ()), *known.get("dc:identifier", ())]


def _name(known: dict[str, list[Node]]) -> str:
    return next(filter(None, map(_words, _names(known))), "")


def _source(known: dict[str, list[Node]]) -> str:
    """Return where an entry of a collected feed comes from."""
    if told := _first(known, ("source",), lambda node: "" if node.children else _words(node)):
        return told
    origin = next(iter(known.get("atom:source", ())), None)
    return _first(_known(origin), _TITLES, _line) if origin else ""
