"""Links to topics as they stand on a page: in groups, which are lists of an article's tags or menus of the site."""

import re
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Link = TypeVar("Link")

_LABELS = (
    r"(?:related\s+|relevant\s+|関連)?(?:tags?|topics?|keywords?)|filed under|(?:read |see )?more (?:on|about)|"
    r"in this (?:story|article)|themen|schlag(?:wort|worte|wörter)|stichworte?|mehr (?:lesen )?(?:über|zu)|"
    r"mots[- ]clés|thèmes|sujets|plus sur|etiquetas|temas|más sobre|assuntos|palavras[- ]chave|argomenti|"
    r"onderwerpen|trefwoorden|meer over|tagi|tematy|témata|štítky|emner|emneord|ämnen|etiketler|теги|темы|"
    r"タグ|キーワード|标签|關鍵字|关键词"
)
_LABEL = re.compile(rf"\W{{0,3}}(?:{_LABELS})\s*(?:[:：]\s*|$)", re.I)
_LINKED = 0.5  # share of a block's characters in links
_LABEL_LENGTH = 25  # characters beyond links in a list of them


@dataclass(slots=True)
class Topics(Generic[Link]):
    """The groups of links to topics that a walk over a page has met, and the labelled lists without links."""

    groups: list[list[Link]] = field(default_factory=list)
    labelled: list[str] = field(default_factory=list)
    _links: list[Link] = field(default_factory=list)  # of the block that is open
    _topical: list[Link] = field(default_factory=list)  # those of them that look like links to topics
    _parted: bool = True  # something else stood after the last group
    _below_label: bool = False

    def link(self, link: Link) -> None:
        """Note a link."""
        self._links.append(link)

    def topic(self, link: Link) -> None:
        """Note that an element looks like a link to a topic, or its words."""
        self._topical.append(link)

    def add(self, links: list[Link]) -> None:
        """Note links to topics that stand in no block of text."""
        self._group(links, parted=False)

    def end_block(self, text: str, linked: int) -> None:
        """Note where a block ends, its text, and how many characters of that are in links."""
        mostly = linked > len(text) * _LINKED
        label = _LABEL.match(text)
        listed = bool(label) or (self._below_label and mostly)
        running = not mostly and len(text) - linked > _LABEL_LENGTH
        found = self._links if listed else [] if running else self._topical
        if label and not linked and label.end() < len(text):
            self.labelled.append(text[label.end() :])
        self._group(found, parted=bool(label) or not mostly)
        self._below_label = label.end() == len(text) if label else listed
        self._links, self._topical = [], []

    def _group(self, found: list[Link], *, parted: bool) -> None:
        if not found:
            self._parted = self._parted or parted
            return
        if self._parted or not self.groups:
            self.groups.append([])
        self.groups[-1] += found
        self._parted = False
