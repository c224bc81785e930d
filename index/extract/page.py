"""What a saved page says about itself, as plain data: the seam between the markup and its meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Block = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """The statements of a page, in its order; nothing here is chosen or cleaned yet."""

    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by lower-case name, property or itemprop
    json_ld: tuple[Mapping[str, Any], ...] = ()  # the objects that describe an article
    title: str = ""
    headings: tuple[str, ...] = ()  # the h1
    heading_lines: tuple[int, ...] = ()  # how many of the lines stand above each
    mastheads: tuple[
        str, ...
    ] = ()  # those that lead to the front page, or stand outside of an article that has its own
    times: tuple[tuple[int, str], ...] = ()  # datetime of each <time>, or its words, and how many lines stand above it
    author_names: tuple[tuple[int, str], ...] = ()  # rel=author, itemprop=author, and how many lines stand above each
    author_links: tuple[tuple[int, str], ...] = ()  # links to the pages of authors
    bylines: tuple[str, ...] = ()  # the words of elements that are called byline or author
    tag_links: tuple[str, ...] = ()  # rel=tag
    category_links: tuple[str, ...] = ()  # rel="category tag", which is what WordPress calls its sections
    topic_groups: tuple[tuple[str, ...], ...] = ()  # links called tags, as they stand together
    lines: tuple[str, ...] = ()  # short visible lines, where a printed byline or date may stand
    labelled_tags: tuple[str, ...] = ()  # "Tags: a, b"
    scripts: tuple[str, ...] = ()  # that are not JSON-LD
    urls: tuple[str, ...] = ()  # the page's own addresses, the best first
    lang: str | None = None
    caption: str | None = None
    credit: str | None = None
    text: tuple[str, ...] = ()  # all visible blocks
    paragraphs: tuple[str, ...] = ()  # those that look like the article

    def meta(self, *names: str) -> tuple[str, ...]:
        """Return the values of the first of the names that has any."""
        return next((self.metas[name] for name in names if self.metas.get(name)), ())
