"""Fragments of HTML, as feeds and mails hold them, to paragraphs: all that is visible is the article's."""

import re
from collections.abc import Iterator
from html import unescape

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from index.errors import UnreadableFile
from index.extract.cut import XML_DECLARATION, bounded
from index.extract.visible import INLINE, UNSEEN, is_hidden
from index.extract.wrapped import unwrap
from index.files import DATA_URI

_TAG_LIMIT = 200_000

_MARKUP = re.compile(r"<(?:/?[a-z][^<>]{0,5000}>|!--)", re.I)
_EMPTY_LINE = re.compile(r"\n\s*\n")
_DATA_URI = re.compile(DATA_URI)
_LEFT_OUT = UNSEEN | {"figure"}
_SOFT = re.compile("[\u00ad\u034f\u200b\u2060\ufeff]")  # newsletters fill the preview of a mail program with these
_BREAK, _END = "\u2028", "\u2029"  # what <br> and the edges of a block mean; line ends of the source mean nothing


def is_markup(text: str) -> bool:
    """Tell if a text has tags."""
    return bool(_MARKUP.search(text))


def fragment_body(html: str) -> str:
    """Return the visible words, paragraphs separated by one empty line; pictures and their captions are left out.

    Raises:
        UnreadableFile: too many tags; the reason alone.
    """
    if html.count("<") > 3 * _TAG_LIMIT or html.count("<") - html.count("</") > _TAG_LIMIT:
        raise UnreadableFile(f"more than {_TAG_LIMIT:,} tags in one article")
    if not is_markup(html):
        text = unescape(html)
        return _paragraphs(_END.join(unwrap(text) or _EMPTY_LINE.split(text)))
    markup = bounded(_DATA_URI.sub("", XML_DECLARATION.sub("", html)))
    soup = BeautifulSoup(markup, "lxml", multi_valued_attributes=None)
    return _paragraphs("".join(_words(soup)))


def fragment_line(html: str) -> str:
    """Return the visible words of a title or a name in one line; "a < b" and "AT&T" are no markup."""
    return " ".join(fragment_body(html).split())


def _words(soup: BeautifulSoup) -> Iterator[str]:
    """Yield the texts in their order, without recursion: a fragment may nest thousands deep."""
    stack: list[tuple[Iterator[PageElement], str]] = [(iter(soup.contents), "")]
    while stack:
        children, edge = stack[-1]
        node = next(children, None)
        if node is None:
            yield edge
            stack.pop()
        elif isinstance(node, Tag):
            if node.name == "br":
                yield _BREAK
            elif node.name not in _LEFT_OUT and not is_hidden(node.name, {k: str(v) for k, v in node.attrs.items()}):
                edge = "" if node.name in INLINE else _END
                yield edge
                stack.append((iter(node.contents), edge))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield str(node).replace(_BREAK, " ").replace(_END, " ")


def _paragraphs(text: str) -> str:
    """Return the paragraphs; two line breaks end one, a single one is a space."""
    parts = re.split(rf"{_END}|{_BREAK}[ \t\r\n]*{_BREAK}", _SOFT.sub("", text))
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in parts)))
