"""A page's markup to a Page by lxml: one parse, and one pass over what a reader sees."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import NamedTuple

from lxml import etree

from index.extract.blocks import Block, Container, Outline, paragraphs
from index.extract.cut import Source
from index.extract.jsonld import articles_in
from index.extract.links import Topics
from index.extract.page import Page
from index.extract.pictures import picture_of
from index.extract.visible import (
    INLINE,
    MENUS,
    SILENT,
    UNSEEN,
    is_author_address,
    is_byline,
    is_credit,
    is_hidden,
    is_of_change,
    is_topic_address,
    names_of,
    said_by,
    shielded,
)

Unread = tuple[etree._Element, str]  # an element, and the words that its place has for a reader

_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff]")  # break the match of a word in 1 to 14 % of saved pages
_HOME = re.compile(r"(?:https?://[^/?#]+/?|\.?/)(?:index\.\w+)?$", re.I)
_LINE_BREAK = "\u2028"  # what <br> means; line ends of the source mean nothing
_LINE = 100  # characters of a printed byline or date
_LINES = 2000  # menus may have some hundred before the title
_FEW = 12  # elements of a kind that are looked at; the first ones are the article's
_LINKS = 100
_TOPICS = 30  # links of a group
_GROUPS = 40
_AROUND = 3  # levels between a link and its list
_TOLD_BY_TAG = frozenset({"h1", "time", "figure"})
_TIMES = 100
_TITLE = 1000  # characters of a title that are looked at
_NONE: dict[str, str] = {}
_META_NAMES = ("name", "property", "itemprop", "http-equiv")
_MICRODATA = frozenset({"publisher", "articleSection", "datePublished"})


def parse(markup: str) -> etree._Element | None:
    """Return the tree of a page, or None where the parser finds no element, or stops at the 2,048th level."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    error = parser.error_log.last_error
    return None if error is not None and error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT else root


def page_of(root: etree._Element, source: Source) -> tuple[Page, list[Unread]]:
    """Return what the page says of itself, and the elements whose inside no reader sees."""
    seen = _Seen()
    _walk(root, seen)
    headings = [
        (element, at) for element, at in zip(seen.found["h1"], seen.heading_lines, strict=True) if _words(element)
    ][:_FEW]
    caption, credit = _picture(seen.found["figure"])
    title = next(map(_words, root.iter("title")), "")[:_TITLE]
    page = Page(
        metas=(_microdata(root) if "itemprop" in source.markup else {}) | _metas(root.iter("meta")),
        json_ld=articles_in(source.json_ld),
        title=title,
        headings=tuple(_words(element) for element, _ in headings),
        heading_lines=tuple(at for _, at in headings),
        mastheads=tuple(_mastheads([element for element, _ in headings], title)),
        times=tuple(seen.times),
        author_names=tuple(_spoken(seen.authors)),
        author_links=tuple(_spoken(seen.author_links)),
        bylines=tuple(text for text in _texts(seen.found["byline"], _FEW) if len(text) < 200),
        tag_links=_texts(seen.found["tag"], _LINKS),
        category_links=_texts(seen.found["category"], _LINKS),
        topic_groups=tuple(filter(None, (_texts(group, _TOPICS) for group in seen.topics.groups[:_GROUPS]))),
        lines=tuple(seen.lines),
        labelled_tags=tuple(seen.topics.labelled),
        scripts=source.scripts,
        urls=tuple(_urls(root, source)),
        lang=root.get("lang"),
        caption=caption,
        credit=credit,
        paragraphs=tuple(paragraphs(seen.outline)),
        text=tuple(block.text for block in seen.outline.blocks),
    )
    return page, seen.unread


def visible_markup(root: etree._Element, unread: Iterable[Unread]) -> str:
    """Return the markup of a tree without what is hidden, which others would take for text; it changes the tree."""
    for element, words in unread:
        _replace(element, words + (element.tail or ""))
    return etree.tostring(root, encoding="unicode", method="html")


def _replace(element: etree._Element, text: str) -> None:
    parent, before = element.getparent(), element.getprevious()
    if parent is None or element.tag == "head":
        return
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


@dataclass(slots=True)
class _Seen:
    """What the walk over a page meets."""

    outline: Outline = field(default_factory=Outline)
    found: dict[str, list[etree._Element]] = field(default_factory=lambda: defaultdict(list))
    unread: list[Unread] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # of the block that is open
    linked: int = 0
    lines: list[str] = field(default_factory=list)
    heading_lines: list[int] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)
    authors: list[tuple[int, etree._Element]] = field(default_factory=list)
    author_links: list[tuple[int, etree._Element]] = field(default_factory=list)
    topics: Topics[etree._Element] = field(default_factory=Topics)

    def add(self, text: str, in_link: bool) -> None:
        self.words.append(text)
        if in_link:
            self.linked += len(text.strip())


class _Place(NamedTuple):
    """Where the walk is: in which block-level element, in a link or not, so many levels below a list of topics."""

    container: int
    in_link: bool
    below_topics: int
    in_menu: bool


def _walk(root: etree._Element, seen: _Seen) -> None:
    """Go over the visible elements once, without recursion: a page may nest thousands deep."""
    stack = [(iter(root), _Place(0, False, _AROUND + 1, False))]
    owners: list[etree._Element] = []
    while stack:
        children, place = stack[-1]
        for child in children:
            if inner := _enter(child, place, seen):
                if text := child.text:
                    seen.add(text, inner.in_link)
                if len(child):
                    stack.append((iter(child), inner))
                    owners.append(child)
                    break
                _leave(child, inner, place, seen)
            elif tail := child.tail:
                seen.add(tail, place.in_link)
        else:
            stack.pop()
            if stack:
                _leave(owners.pop(), place, stack[-1][1], seen)
    _flush(seen, 0)


def _leave(element: etree._Element, inner: _Place, outer: _Place, seen: _Seen) -> None:
    if inner.container != outer.container:
        _flush(seen, inner.container)
    if tail := element.tail:
        seen.add(tail, outer.in_link)


def _enter(element: etree._Element, place: _Place, seen: _Seen) -> _Place | None:
    """Return the place within an element; None for one whose inside is not the page's text."""
    tag = element.tag
    if tag in SILENT:
        if tag == "br":
            _break(seen, place.container)
        return None
    items = element.items()
    attributes: dict[str, str] = dict(items) if items else _NONE  # type: ignore[arg-type]
    if tag == "button":
        _notice_links(element, seen)
    if tag in UNSEEN or (items and is_hidden(tag, attributes)) or (tag == "nav" and _is_menu(element)):
        seen.unread.append((element, ""))
        return None
    if items and (address := shielded(attributes)):
        seen.words.append(address)
        seen.unread.append((element, address))
        return None
    inner = _inner(tag, attributes, place, seen)
    if items or tag in _TOLD_BY_TAG:
        _notice(element, attributes, inner, seen)
    return None if tag == "figure" else inner


def _inner(tag: str, attributes: dict[str, str], place: _Place, seen: _Seen) -> _Place:
    container, in_link, below, in_menu = place
    if "class" in attributes and said_by(attributes["class"]).topics:
        below = 0
    elif below <= _AROUND:
        below += 1
    if tag in INLINE:
        in_link = in_link or tag == "a"
        return (
            place
            if below == place.below_topics and in_link == place.in_link
            else _Place(container, in_link, below, in_menu)
        )
    if seen.words:
        _flush(seen, container)
    return _Place(_open(tag, attributes, container, seen.outline), in_link, below, in_menu or tag in MENUS)


def _is_menu(nav: etree._Element) -> bool:
    """Tell if a <nav> is the site's: without the title, not in an article, where it lists tags, and closed."""
    return next(nav.iter("p", "h1", "article"), None) is None and next(nav.iterancestors("article"), None) is None


def _break(seen: _Seen, container: int) -> None:
    """Two line breaks end a paragraph, one is a space."""
    while seen.words and seen.words[-1].isspace() and seen.words[-1] != _LINE_BREAK:
        seen.words.pop()
    if seen.words and seen.words[-1] == _LINE_BREAK:
        _flush(seen, container)
    elif seen.words:
        seen.words.append(_LINE_BREAK)


def _open(tag: str, attributes: dict[str, str], parent: int, outline: Outline) -> int:
    names = names_of(attributes) if attributes else ""
    marked = "itemprop" in attributes and "articlebody" in attributes["itemprop"].lower()
    outline.containers.append(Container(parent, tag, names, marked))
    return len(outline.containers) - 1


def _flush(seen: _Seen, container: int) -> None:
    if not seen.words:
        return
    raw = "".join(seen.words)
    text = _plain(raw)
    if text:
        if len(seen.lines) < _LINES:
            seen.lines += _short_lines(seen.words, text)
        seen.outline.blocks.append(Block(container, text, min(seen.linked, len(text))))
        seen.topics.end_block(text, seen.linked)
    seen.words.clear()
    seen.linked = 0


def _short_lines(words: list[str], text: str) -> list[str]:
    """Return the short lines of a block; what elements beside each other hold is told apart there."""
    if len(words) == 1 or (len(text) > _LINE and _LINE_BREAK not in words):
        return [text] if len(text) <= _LINE else []
    spaced = (
        f" {word}" if before[-1:].isalnum() and word[:1].isalnum() else word for before, word in pairwise(["", *words])
    )
    lines = map(_plain, "".join(spaced).split(_LINE_BREAK))
    return [line for line in lines if 0 < len(line) <= _LINE]


def _notice(element: etree._Element, attributes: dict[str, str], place: _Place, seen: _Seen) -> None:
    """Remember the elements that tell of the article; one may tell several things."""
    tag = element.tag
    if tag in _TOLD_BY_TAG:
        _place(element, attributes, seen)
    rel = attributes["rel"].lower().split() if "rel" in attributes else ()
    itemprop = attributes["itemprop"].lower() if "itemprop" in attributes else ""
    if "author" in rel or itemprop == "author":
        seen.authors.append((len(seen.lines), element))
    if tag == "a" and "tag" in rel:
        seen.found["category" if "category" in rel else "tag"].append(element)
    elif tag == "a":
        seen.topics.link(element)
        if is_author_address(attributes.get("href", "")):
            seen.author_links.append((len(seen.lines), element))
        if place.below_topics <= _AROUND or (not place.in_menu and is_topic_address(attributes.get("href", ""))):
            seen.topics.topic(element)
    elif place.in_link and not place.below_topics:
        seen.topics.topic(element)
    if (itemprop and is_byline(itemprop)) or ("class" in attributes and said_by(attributes["class"]).byline):
        seen.found["byline"].append(element)


def _place(element: etree._Element, attributes: dict[str, str], seen: _Seen) -> None:
    """Remember a heading, a picture, or a time that is none of an update, and at which line it stands."""
    if element.tag != "time":
        seen.found[element.tag].append(element)
    elif len(seen.times) < _TIMES and not is_of_change(attributes):
        seen.times.append((len(seen.lines), attributes.get("datetime") or _words(element)))
    if element.tag == "h1":
        seen.heading_lines.append(len(seen.lines))


def _notice_links(button: etree._Element, seen: _Seen) -> None:
    """Remember the links to topics in a button, whose words are none of the text."""
    seen.topics.add([link for link in button.iter("a") if is_topic_address(link.get("href") or "")])


def _spoken(elements: list[tuple[int, etree._Element]]) -> Iterator[tuple[int, str]]:
    return ((at, words) for at, element in elements[:_FEW] if (words := _words(element)))


def _mastheads(headings: list[etree._Element], title: str) -> Iterator[str]:
    """Yield the headings that are the site's name rather than the article's."""
    inside = {heading: next(heading.iterancestors("article"), None) is not None for heading in headings}
    titled = any(words and words in title for words in (_words(heading) for heading in headings if inside[heading]))
    for heading in headings:
        words = _words(heading)
        outer = any(inside.values()) and not inside[heading] and (titled or words == title)
        if _leads_home(heading) or outer:
            yield words


def _leads_home(heading: etree._Element) -> bool:
    link = next(heading.iter("a"), None)
    link = next(heading.iterancestors("a"), None) if link is None else link
    return link is not None and bool(_HOME.match(link.get("href") or "-"))


def _metas(elements: Iterable[etree._Element]) -> dict[str, tuple[str, ...]]:
    metas: dict[str, list[str]] = defaultdict(list)
    for element in elements:
        content = (element.get("content") or "").strip()
        names = {(element.get(name) or "").lower() for name in _META_NAMES} if content else ()
        for name in filter(None, names):
            metas[name].append(content)
    return {name: tuple(values) for name, values in metas.items()}


def _microdata(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """Return what elements say of the article, hidden ones as well; where they differ, they are of several articles."""
    said: dict[str, set[str]] = defaultdict(set)
    for element in root.iterfind(".//*[@itemprop]"):
        if (name := element.get("itemprop")) in _MICRODATA and element.tag != "meta":
            said[name.lower()].add(_value(element))
    return {name: tuple(values) for name, values in said.items() if len(values) == 1 and "" not in values}


def _value(element: etree._Element) -> str:
    """Return what an element with a property says: its content, the name of what it describes, its words."""
    told = next((inner for inner in element.iter() if inner.get("itemprop") == "name"), element)
    said = told.get("content") or told.get("datetime") or (told.get("title") if told.tag == "abbr" else "")
    return _plain(said or "") or _words(told)


def _urls(root: etree._Element, source: Source) -> Iterator[str]:
    links = (link for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    yield from filter(None, (link.get("href") for link in links))
    yield from [source.saved_from] if source.saved_from else []


def _picture(figures: list[etree._Element]) -> tuple[str | None, str | None]:
    """Return the caption and the credit of the first picture that has words."""
    for figure in figures[:_FEW]:
        caption = next(figure.iter("figcaption"), None)
        if caption is not None and (words := _words(caption)):
            told = next((_words(e) for around in (caption, figure) for e in around.iter() if _credits(e)), "")
            shown = None if told else picture_of([words], alone=False)  # whose credit is but printed behind it
            return (shown.caption, shown.credit) if shown else (_plain(words.replace(told, "")) or None, told or None)
    return None, None


def _credits(element: etree._Element) -> bool:
    return element.tag != "figure" and is_credit(element.get("class") or "")


def _texts(elements: list[etree._Element], limit: int) -> tuple[str, ...]:
    return tuple(filter(None, map(_words, islice(elements, limit))))


def _words(element: etree._Element) -> str:
    return _plain(" ".join(element.itertext()))  # type: ignore[arg-type]


def _plain(text: str) -> str:
    return " ".join((text if text.isascii() else _SOFT.sub("", text)).split())
