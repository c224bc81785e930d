"""BeautifulSoup's part in reading pages: an owner's selectors, and pages of which lxml makes no tree."""

from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import Tag

from index.extract.fragments import fragment_body
from index.extract.page import Page


def is_selector(selector: str) -> bool:
    """Tell if a text is a CSS selector."""
    try:
        BeautifulSoup("", "html.parser").css.compile(selector)
    except Exception:  # the selectors' parser has a family of its own, and raises ValueError and TypeError too
        return False
    return True


def last_page(markup: str) -> Page:
    """Return a page's title and all its text; its elements may nest 100,000 deep.

    Raises:
        UnreadableFile: too many tags; the reason alone.
    """
    title = BeautifulSoup(markup, "lxml").title
    return Page(title=_plain(title.get_text()) if title else "", text=tuple(fragment_body(markup).split("\n\n")))


class Selected:
    """A page for an owner's selectors, without what is to be dropped."""

    def __init__(self, markup: str, drop: Iterable[str]) -> None:
        self._soup = BeautifulSoup(markup, "lxml")
        for tag in [tag for selector in drop for tag in self._soup.select(selector)]:
            tag.decompose()

    def body(self, selector: str) -> str:
        """Return the paragraphs of the chosen elements, in the page's order."""
        chosen = self._soup.select(selector)
        inside = {id(tag) for tag in chosen}
        outer = [tag for tag in chosen if not any(id(parent) in inside for parent in tag.parents)]
        return "\n\n".join(filter(None, (fragment_body(tag.decode()) for tag in outer)))

    def texts(self, selector: str) -> list[str]:
        """Return what each chosen element says: its content or datetime attribute, else its words."""
        return list(filter(None, map(_said, self._soup.select(selector))))


def _said(tag: Tag) -> str:
    return _plain(str(tag.get("content") or tag.get("datetime") or "")) or _plain(tag.get_text(" "))


def _plain(text: str) -> str:
    return " ".join(text.split())
