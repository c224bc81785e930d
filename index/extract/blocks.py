"""Which of a page's paragraphs are the article: a tree of containers, weighed by the words in them."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

_FURNITURE_TAGS = {"nav", "footer", "aside", "header", "form", "dialog", "menu", "details"}
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|sidebar|side|comments?|disqus|respond|shar(?:e|ing)|social|"
    r"related|recommend\w*|more|most|popular|trending|teasers?|promo\w*|newsletters?|subscri\w*|sign-?up|aside|"
    r"ads?|advert\w*|sponsor\w*|outbrain|taboola|cookies?|consent|gdpr|privacy|banner|popup|modal|overlay|breadcrumbs?|"
    r"byline|bio|authors?|tags?|keywords|topics|caption|credits?|gallery|slideshow|toolbar|pagination|pager|"
    r"paywall|regwall|meta|copyright|disclaimer|correction|skip|login|print|widget|read-?(?:more|next|also)|"
    r"also|links?|hidden|timestamp|dateline|published|tools|buttons?|feedback|poll|survey|rating)(?=$|[\s_-])",
    re.I,
)
_ACCESS = re.compile(r"paywall|regwall|teaser", re.I)
_WORDS = 7  # after the first one of a name that is a heading
_HEADING_NAME = re.compile(rf"[^\s_-]+(?:[_-][^\s_-]+){{{_WORDS},}}")
_GUARD = 0.4  # share of a page's words; a container with more is the page itself, whatever it is called
_ENOUGH = 0.15  # share of the words that a marked article must have; 0.3 and 0.4 were better on none of three sets
_DESCEND = 0.75  # share of a container's words in one child; less means that its children are the article's parts
_GOOD = 60  # characters beyond links that make a paragraph of the article likely
_LONG = re.compile(r"comment|disqus|respond|cookie|consent|gdpr|privacy", re.I)  # may be longer than the article
_LINKED = 0.5  # share of a block's characters in links
_PROSE_END = re.compile(r"[.!?…:;\"”’»)。！？]$")

_ITEMS = {"li", "td", "th"}
_HEADINGS = {"h1", "h2", "h3", "h4"}
_LEAVES = {"p", "li", "blockquote", "pre", "td", "h2", "h3", "h4", "dd", "dt"}


@dataclass(slots=True)
class Container:
    """A block-level element; `parent` comes before it in the list of containers."""

    parent: int
    tag: str
    names: str = ""  # class and id
    body_mark: bool = False  # itemprop=articleBody
    good: int = 0  # characters of likely paragraphs in it, at any depth
    dropped: bool = False


@dataclass(slots=True)
class Block:
    """A run of text between two block-level edges; `linked` of its characters are in links."""

    container: int
    text: str
    linked: int


@dataclass(slots=True)
class Outline:
    """The visible text of a page, in order; container 0 is the page."""

    containers: list[Container] = field(default_factory=lambda: [Container(-1, "html")])
    blocks: list[Block] = field(default_factory=list)


_MARKED: tuple[Callable[[Container], bool], ...] = (
    lambda container: container.body_mark,
    lambda container: container.tag == "article",
    lambda container: container.tag == "main",
)


def paragraphs(outline: Outline) -> list[str]:
    """Return the article's paragraphs; none where nothing looks like one."""
    _weigh(outline)
    _drop_furniture(outline)
    _weigh(outline)
    inside = _inside(outline, _root(outline))
    lists = _plain_lists(outline, inside)
    kept: list[str] = []
    headed = 0  # how many of them end in text rather than in a heading
    row = -1
    for block in outline.blocks:
        at = block.container
        container = outline.containers[at]
        cell = container.parent if container.tag in ("td", "th") and lists.get(at) else -1
        if cell >= 0 and cell == row:
            kept[-1] += f" | {block.text}"
        elif inside[at] and (lists.get(at) or _keeps(block, container)):
            kept.append(block.text)
            headed = headed if container.tag in _HEADINGS else len(kept)
        row = cell
    return kept[:headed]


def _plain_lists(outline: Outline, inside: list[bool]) -> dict[int, bool]:
    """Return the items and cells of lists and tables among the article's paragraphs, but for lists of links."""
    top: dict[int, int] = {}  # of each container in a list or a table, the outermost of those around it
    for index, container in enumerate(outline.containers):
        if inside[index] and (container.parent in top or container.tag in ("ul", "ol", "table")):
            top[index] = top.get(container.parent, index)
    words, linked, prose = Counter[int](), Counter[int](), set[int]()
    for block in outline.blocks:
        at, container = block.container, outline.containers[block.container]
        if at in top:
            words[top[at]] += len(block.text)
            linked[top[at]] += block.linked
        elif inside[at] and container.tag == "p" and len(block.text) - block.linked >= _GOOD:
            prose.add(container.parent)
    return {
        at: outline.containers[at].tag in _ITEMS
        for at, around in top.items()
        if outline.containers[around].parent in prose and linked[around] <= words[around] * _LINKED
    }


def _weigh(outline: Outline) -> None:
    for container in outline.containers:
        container.good = 0
    for block in outline.blocks:
        own = len(block.text) - block.linked
        container = outline.containers[block.container]
        if not container.dropped and own >= _GOOD and block.linked < own:
            container.good += own
    for container in reversed(outline.containers[1:]):
        outline.containers[container.parent].good += container.good


def _drop_furniture(outline: Outline) -> None:
    """Drop what is called furniture, unless so much text bears the name that it must be the article."""
    limit = outline.containers[0].good * _GUARD
    called: Counter[str] = Counter()
    for container in outline.containers:
        called[container.names] += container.good
    for container in outline.containers[1:]:
        parent = outline.containers[container.parent]
        called_so = _is_furniture(container.names, paragraph=container.tag == "p")
        named = called_so and (called[container.names] <= limit or _LONG.search(container.names))
        furniture = (container.tag in _FURNITURE_TAGS or named) and container.good <= limit and not container.body_mark
        container.dropped = parent.dropped or bool(furniture)


@lru_cache(20_000)  # the pages of a site share their names
def _is_furniture(names: str, *, paragraph: bool) -> bool:
    """Tell if a name is that of furniture: an id made of a heading is no name, nor is who may read a paragraph."""
    plain = _HEADING_NAME.sub("", names) if names.count("-") + names.count("_") >= _WORDS else names
    return bool(_FURNITURE.search(_ACCESS.sub("", plain) if paragraph else plain))


def _root(outline: Outline) -> int:
    """Return the container of the article: as marked, else as deep as most of the words go."""
    titled = _around_heading(outline)
    for test in _MARKED:
        found = [index for index, container in enumerate(outline.containers) if test(container)]
        best = max(found, key=lambda index: outline.containers[index].good * (1 + titled[index]), default=0)
        if best and outline.containers[best].good > outline.containers[0].good * _ENOUGH:
            return _descend(outline, best)
    return _descend(outline, 0)


def _around_heading(outline: Outline) -> list[bool]:
    """Tell of each container whether the page's first h1 is in it."""
    around = [False] * len(outline.containers)
    at = next((i for i, c in enumerate(outline.containers) if c.tag == "h1" and not c.dropped), -1)
    while at >= 0:
        around[at] = True
        at = outline.containers[at].parent
    return around


def _descend(outline: Outline, start: int) -> int:
    """Go down while one child holds nearly all; children come after their parents, so one pass does."""
    at = start
    for index in range(start + 1, len(outline.containers)):
        child = outline.containers[index]
        if child.parent == at and child.tag not in _LEAVES and child.good >= outline.containers[at].good * _DESCEND > 0:
            at = index
    return at


def _inside(outline: Outline, root: int) -> list[bool]:
    inside = [False] * len(outline.containers)
    inside[root] = True
    for index in range(root + 1, len(outline.containers)):
        container = outline.containers[index]
        inside[index] = inside[container.parent] and not container.dropped
    return inside


def _keeps(block: Block, container: Container) -> bool:
    if container.tag in ("h1", "th", "dt", "figcaption"):
        return False
    if block.linked > len(block.text) * _LINKED:
        return False
    if container.tag in ("p", "blockquote", "pre", "h2", "h3", "h4"):
        return True
    return len(block.text) >= _GOOD or (bool(_PROSE_END.search(block.text)) and len(block.text) > 20)
