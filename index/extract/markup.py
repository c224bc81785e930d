"""Saved HTML to a Page, by BeautifulSoup; nothing of the soup goes further."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PageElement, PreformattedString, Tag

from index.article import Article
from index.errors import UnreadableFile
from index.extract.blocks import Block, Container, Outline, paragraphs
from index.extract.jsonld import articles_in
from index.extract.metadata import article_of
from index.extract.page import Page

HTML_LIMIT = 15_000_000  # characters without inlined files; the largest of 344 labelled pages has 2.8 million
TAG_LIMIT = 200_000  # that many take 5.4 s on one busy core, and a file may take 10 s; those pages have under 4,000

_DATA_URI = re.compile(r"data:[\w.+-]+/[\w.+-]+(?:;[\w=.+-]+)*,[^\"'\s)>]*", re.I)
_XML_DECLARATION = re.compile(r"<\?xml\b[^>]{0,200}>")  # BeautifulSoup warns of XML where it stands
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)|\burl:\s*(https?://\S+)", re.I)
_UNSEEN = {
    "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea", "canvas",
    "audio", "video", "head", "map", "datalist", "math",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "picture", "q", "ruby", "s", "samp", "small", "source", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "input", "rt", "rp", "rb", "nobr",
}  # fmt: skip
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text|visuallyhidden)(?:\s|$)", re.I)
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author(?:s|-?name)?|writer|contributor)(?:$|[\s_-])", re.I)
_NO_BYLINE = re.compile(r"bio|avatar|image|photo|social|share|comment|follow|more", re.I)
_CREDIT_CLASS = re.compile(r"credit|copyright|source|photographer", re.I)
_CHANGED = re.compile(r"modif|update|comment", re.I)
_TAGS_LABEL = re.compile(r"^(?:tags?|keywords?|filed under|topics?)\s*:\s*", re.I)
_EMAIL_LINK = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-f]{4,400})$")
_SPACES = re.compile(r"\s+")
_SOFT = re.compile("[\u00ad\u200b\u2060\ufeff]")  # break the match of a word in 1 to 14 % of saved pages
_TOPIC_CLASS = re.compile(
    r"(?:^|[\s_-])(?:article|post|entry|story|content)?[_-]*(?:tags?|topics?|keywords?|themen|temas)(?:$|[\s_-]|list)",
    re.I,
)
_HOME = re.compile(r"(?:https?://[^/?#]+/?|\.?/)(?:index\.\w+)?$", re.I)
_LONGEST_CLASS = 500  # characters; looked through for each link below
_AROUND = 3  # levels between a link and its list
_TOPICS = 30  # more is a menu of the site
_LINE_BREAK = "\u2028"  # what <br> means; line ends of the source mean nothing
_LINE = 100  # characters of a printed byline or date
_LINES = 300
_FEW = 12  # elements of a kind that are looked at; the first ones are the article's


def read_markup(text: str) -> Article:
    """Return the article in a saved page.

    Raises:
        UnreadableFile: too large for one page, or without any words; the reason alone.
    """
    text = _XML_DECLARATION.sub("", _DATA_URI.sub("", text))
    _refuse_giant(text)
    article = article_of(_page(BeautifulSoup(text, "lxml")))
    if not article.title and not article.body:
        raise UnreadableFile("this page has neither a title nor text")
    return article


def _refuse_giant(text: str) -> None:
    if len(text) > HTML_LIMIT:
        raise UnreadableFile(
            f"larger than the {HTML_LIMIT // 1_000_000} MB limit for one page; save its article alone, or as text"
        )
    if text.count("<") - text.count("</") - text.count("<!--") > TAG_LIMIT or text.count("<") > 3 * TAG_LIMIT:
        raise UnreadableFile(f"more than {TAG_LIMIT:,} tags in one page; save its article alone, or as text")


@dataclass(slots=True)
class _Seen:
    """What the walk over a page meets."""

    outline: Outline = field(default_factory=Outline)
    tags: dict[str, list[Tag]] = field(default_factory=lambda: defaultdict(list))
    words: list[str] = field(default_factory=list)  # of the block that is open
    linked: int = 0
    lines: list[str] = field(default_factory=list)


def _page(soup: BeautifulSoup) -> Page:
    heads = soup.find_all(["meta", "link", "title", "script", "html"])
    seen = _Seen()
    _walk(soup, seen)
    caption, credit = _picture(seen.tags["figure"])
    root = soup.html
    title = next((_words(tag) for tag in heads if tag.name == "title"), "")
    return Page(
        metas=_metas(heads),
        json_ld=articles_in(_scripts(heads)),
        title=title,
        headings=tuple(filter(None, map(_words, seen.tags["h1"][:_FEW]))),
        mastheads=tuple(_mastheads(seen.tags["h1"][:_FEW], title)),
        times=tuple(_times(seen.tags["time"][:_FEW])),
        author_names=tuple(filter(None, map(_words, seen.tags["author"][:_FEW]))),
        bylines=tuple(text for text in map(_words, seen.tags["byline"][:_FEW]) if 0 < len(text) < 200),
        tag_links=tuple(filter(None, map(_words, seen.tags["tag"][:100]))),
        topic_links=tuple(filter(None, map(_words, seen.tags["topic"][:_TOPICS]))),
        lines=tuple(seen.lines),
        labelled_tags=tuple(_labelled(seen.outline)),
        urls=tuple(_urls(heads, soup)),
        lang=_attribute(root, "lang") if root else None,
        caption=caption,
        credit=credit,
        paragraphs=tuple(paragraphs(seen.outline)),
        text=tuple(block.text for block in seen.outline.blocks),
    )


def _walk(soup: BeautifulSoup, seen: _Seen) -> None:
    """Go over the visible elements once, without recursion: a page may nest thousands deep."""
    stack: list[tuple[Iterator[PageElement], int, bool]] = [(iter(soup.contents), 0, False)]
    while stack:
        children, container, in_link = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            if not stack or stack[-1][1] != container:
                _flush(seen, container)
        elif isinstance(node, Tag):
            if deeper := _enter(node, container, in_link, seen):
                stack.append(deeper)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            seen.words.append(str(node))
            seen.linked += len(node.strip()) if in_link else 0


def _enter(tag: Tag, container: int, in_link: bool, seen: _Seen) -> tuple[Iterator[PageElement], int, bool] | None:
    if tag.name == "br":
        _break(seen, container)
        return None
    if tag.name in _UNSEEN or _hidden(tag):
        return None
    if address := _shielded(tag):
        seen.words.append(address)
        return None
    _notice(tag, seen)
    if tag.name == "figure":
        return None
    in_link = in_link or tag.name == "a"
    if tag.name not in _INLINE:
        _flush(seen, container)
        container = _open(tag, container, seen.outline)
    return iter(tag.contents), container, in_link


def _break(seen: _Seen, container: int) -> None:
    """Two line breaks end a paragraph, one is a space."""
    while seen.words and seen.words[-1].isspace() and seen.words[-1] != _LINE_BREAK:
        seen.words.pop()
    if seen.words and seen.words[-1] == _LINE_BREAK:
        _flush(seen, container)
    elif seen.words:
        seen.words.append(_LINE_BREAK)


def _open(tag: Tag, parent: int, outline: Outline) -> int:
    names = f"{_attribute(tag, 'class')} {_attribute(tag, 'id')} {_attribute(tag, 'role')}"
    marked = "articlebody" in _attribute(tag, "itemprop").lower()
    outline.containers.append(Container(parent, tag.name, names, marked))
    return len(outline.containers) - 1


def _flush(seen: _Seen, container: int) -> None:
    raw = "".join(seen.words)
    text = _plain(raw)
    if text:
        if len(seen.lines) < _LINES:
            seen.lines += [line for line in map(_plain, raw.split(_LINE_BREAK)) if 0 < len(line) <= _LINE]
        seen.outline.blocks.append(Block(container, text, min(seen.linked, len(text))))
    seen.words.clear()
    seen.linked = 0


def _hidden(tag: Tag) -> bool:
    if not tag.attrs or tag.name in ("html", "body"):
        return False
    return (
        "hidden" in tag.attrs
        or bool(_HIDDEN_STYLE.search(_attribute(tag, "style")))
        or bool(_HIDDEN_CLASS.search(_attribute(tag, "class")))
    )


def _shielded(tag: Tag) -> str | None:
    """Return the address that Cloudflare hid: hexadecimal, each byte xor the first."""
    link = _EMAIL_LINK.search(_attribute(tag, "href"))
    code = _attribute(tag, "data-cfemail") or (link[1] if link else "")
    try:
        key, *hidden = bytes.fromhex(code)
        return bytes(byte ^ key for byte in hidden).decode()
    except ValueError:
        return None


def _notice(tag: Tag, seen: _Seen) -> None:
    """Remember the elements that tell of the article; one tag may tell several things."""
    if tag.name in ("h1", "time", "figure"):
        seen.tags[tag.name].append(tag)
    rel = _attribute(tag, "rel").lower().split()
    itemprop = _attribute(tag, "itemprop").lower()
    if "author" in rel or itemprop == "author":
        seen.tags["author"].append(tag)
    if "tag" in rel and tag.name == "a":
        seen.tags["tag"].append(tag)
    elif tag.name == "a" and _is_topic(tag):
        seen.tags["topic"].append(tag)
    names = _attribute(tag, "class") + " " + itemprop
    if _BYLINE.search(names) and not _NO_BYLINE.search(names):
        seen.tags["byline"].append(tag)


def _mastheads(headings: list[Tag], title: str) -> Iterator[str]:
    """Yield the headings that are the site's name rather than the article's."""
    inside = [_words(heading) for heading in headings if heading.find_parent("article")]
    titled = any(words and words in title for words in inside)
    for heading in headings:
        words = _words(heading)
        outer = inside and not heading.find_parent("article") and (titled or words == title)
        if _leads_home(heading) or outer:
            yield words


def _leads_home(heading: Tag) -> bool:
    link = heading.find("a") or heading.find_parent("a")
    return isinstance(link, Tag) and "href" in link.attrs and bool(_HOME.match(_attribute(link, "href")))


def _is_topic(link: Tag) -> bool:
    """Tell if a link's own class, or that of one of the elements around it, says that it is a tag."""
    parents = (link, *islice(link.parents, _AROUND))
    return any(_TOPIC_CLASS.search(_attribute(tag, "class")[:_LONGEST_CLASS]) for tag in parents)


def _metas(heads: Iterable[Tag]) -> dict[str, tuple[str, ...]]:
    metas: dict[str, list[str]] = defaultdict(list)
    for tag in heads:
        content = _attribute(tag, "content").strip() if tag.name == "meta" else ""
        names = {_attribute(tag, name).lower() for name in ("name", "property", "itemprop", "http-equiv")}
        for name in filter(None, names if content else ()):
            metas[name].append(content)
    return {name: tuple(values) for name, values in metas.items()}


def _scripts(heads: Iterable[Tag]) -> Iterator[str]:
    for tag in heads:
        if tag.name == "script" and "ld+json" in _attribute(tag, "type").lower():
            yield "".join(map(str, tag.contents))


def _times(tags: Iterable[Tag]) -> Iterator[str]:
    for tag in tags:
        if not _CHANGED.search(_attribute(tag, "class") + _attribute(tag, "itemprop")):
            yield _attribute(tag, "datetime") or _words(tag)


def _labelled(outline: Outline) -> Iterator[str]:
    for block in outline.blocks:
        if label := _TAGS_LABEL.match(block.text):
            yield block.text[label.end() :]


def _urls(heads: Iterable[Tag], soup: BeautifulSoup) -> Iterator[str]:
    yield from (_attribute(tag, "href") for tag in heads if "canonical" in _attribute(tag, "rel").lower().split())
    for node in soup.contents[:_FEW]:
        if isinstance(node, Comment) and (found := _SAVED_FROM.search(node)):
            yield found[1] or found[2]


def _picture(figures: list[Tag]) -> tuple[str | None, str | None]:
    for figure in figures[:_FEW]:
        caption = figure.find("figcaption")
        if isinstance(caption, Tag) and (words := _words(caption)):
            credit = caption.find(class_=_CREDIT_CLASS) or figure.find(class_=_CREDIT_CLASS)
            told = _words(credit) if isinstance(credit, Tag) else ""
            return _plain(words.replace(told, "")) or None, told or None
    return None, None


def _words(tag: Tag) -> str:
    return _plain(tag.get_text(" "))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", _SOFT.sub("", text)).strip()


def _attribute(tag: Tag, name: str) -> str:
    value = tag.attrs.get(name, "")
    return " ".join(value) if isinstance(value, list) else str(value)
