"""Which of the words that a page declares are its article's tags: every convention is read, and all rules stand here.

No convention stands on every page and each is right where it does, so their union is taken, without
1. codes, addresses, the site's own name, and the settings of advertising ("Day: Friday");
2. lists of the site's own, the same on all its pages: four words or more of which the text names hardly any;
3. what one convention adds to the others, if it is a section or the text does not name it.
Links to the pages of topics stand in menus as well. They count where nothing better is declared: those of the group
that the text names most. What scripts hold comes last.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from index.extract.jsonld import texts
from index.extract.page import Page
from index.extract.scripts import lists_in
from index.extract.titles import plain
from index.tags import clean_tags, split_tags, tag_key

Told = tuple[str, tuple[str, ...]]  # where from, and the tags
Named = Callable[[str], bool]

_METAS = ("news_keywords", "article:tag", "parsely-tags", "sailthru.tags", "keywords", "dc.subject", "dcterms.subject")
_OF_LISTS = {"news_keywords", "keywords"}  # each is one, however often it stands there
_LIKE_TAG_META = re.compile(r"[-_:.](?:keywords|tags|topics)$")
SECTION_METAS = ("article:section", "parsely-section", "section", "og:article:section", "articlesection")
_NO_TAG = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}|https?:|www\.|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|co\.\w\w|ca|de|fr|uk)$|"
    r"^[\w-]+:\S|^_|^\S*\w_\w\S*$|^(?:page|content|article)[ _-]?(?:type|id)\b|^\d+$",
    re.I,
)
_PREFIX = re.compile(r"^(?:topics?|tags?|categor(?:y|ies)|keywords?|subjects?)\s*[:/]\s*", re.I)
_PAIR = re.compile(r"([\w ]{2,20}): (?=\S)")
_PAIRS = 3  # settings in one list; one or two such may be titles of films
_SUBJECT = re.compile(r"topic|\btags?\b|keyword|subject|entit", re.I)  # settings whose values are tags
_SHARING = re.compile(r"facebook|twitter|x|pinterest|whats\s?app|linkedin|reddit|telegram|e-?mail|print|share", re.I)
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\s]+")  # in these scripts a space is a separator
_SLUG = re.compile(r"[^\W_A-Z]+(?:-[^\W_A-Z]+)+")
_LIST, _MEMBERS = 20_000, 1_000  # characters of a printed list that are read, and members of a real one
_LONGEST = 80  # characters; the longest labelled tag of 344 pages has 52
_MANY = 4  # of a shorter list the text may name none
_FEW_NAMED = 0.2  # share; labelled lists of 110 pages have 0.3 and more, lists of the site's own 0.15 and less
_NAMED = 0.4  # share of a group of links; of menus that of the labelled pages is under 0.4
_WORD = re.compile(r"\w+")
_LONG, _STEM = 4, 0.7  # letters of a word that counts, and the share of it that its inflected forms begin with


def tags_of(page: Page, sites: Iterable[str], text: str) -> tuple[tuple[str, ...], str]:
    """Return the tags of an article with such a text, and where the first is from; `sites` are names of its site."""
    named = _names(text)
    names = set(map(tag_key, sites))
    told = [(origin, kept) for origin, tags in _declared(page) if (kept := _own(tags, names, named))]
    if not (agreed := list(_agreed(told, _sections(page), named))):
        agreed = list(islice(_last(page, names, named), 1)) or told
    told = agreed
    return _united(tag for _, tags in told for tag in tags), told[0][0] if told else ""


def _declared(page: Page) -> Iterator[tuple[str, list[str]]]:
    for node in page.json_ld:
        yield "json-ld", _listed(texts(node.get("keywords")))
    for name in _METAS:
        values = list(page.meta(name))
        yield "meta", [t for v in values for t in _listed([v])] if name in _OF_LISTS else _listed(values)
    yield "rel-tag", list(page.tag_links)


def _last(page: Page, names: set[str], named: Named) -> Iterator[Told]:
    """Yield what stands for tags where no convention gives any but sections, the best first."""
    for name in page.metas:
        if _LIKE_TAG_META.search(name) and name not in _METAS:
            yield from _kept("meta", _listed(list(page.meta(name))), names, named)
    links = ([link for link in group if not _SHARING.fullmatch(link)] for group in page.topic_groups)
    groups = (kept for group in links if (kept := _cleaned(group, names)))
    yield from (("tag-link", tags) for tags in groups if _share(tags, named) >= _NAMED)
    for text in page.labelled_tags:
        yield from _kept("label", split_tags(text), names, named)
    found = [kept for tags in lists_in(page.scripts) if (kept := _cleaned(tags, names))]
    yield from (("script", tags) for tags in found if len(tags) > 1 and _share(tags, named) >= _NAMED)


def _kept(origin: str, tags: Sequence[str], names: set[str], named: Named) -> Iterator[Told]:
    if kept := _own(tags, names, named):
        yield origin, kept


def _own(tags: Sequence[str], names: set[str], named: Named) -> tuple[str, ...]:
    """Return the tags of a list, none if it is the site's."""
    kept = _cleaned(tags, names)
    return () if len(kept) >= _MANY and _share(kept, named) < _FEW_NAMED else kept


def _cleaned(tags: Sequence[str], names: set[str]) -> tuple[str, ...]:
    bare = (_PREFIX.sub("", plain(tag)) for tag in _without_settings(tags))
    return clean_tags(tag for tag in bare if _is_tag(tag) and tag_key(tag) not in names)


def _is_tag(tag: str) -> bool:
    return bool(tag) and len(tag) <= _LONGEST and not _NO_TAG.search(tag)


def _without_settings(tags: Sequence[str]) -> list[str]:
    """Return the tags with the settings of advertising gone, but for the values of those that name a subject."""
    pairs = {tag: pair for tag in tags if (pair := _PAIR.match(tag))}
    if len(pairs) < _PAIRS:
        return list(tags)
    told = ((tag, pairs.get(tag)) for tag in tags)
    return [tag[pair.end() :] if pair else tag for tag, pair in told if not pair or _SUBJECT.search(pair[1])]


def _sections(page: Page) -> set[str]:
    names = [name for node in page.json_ld for name in texts(node.get("articleSection"))]
    return {tag_key(plain(name)) for name in [*names, *page.meta(*SECTION_METAS)]}


def _agreed(told: list[Told], sections: set[str], named: Named) -> Iterator[Told]:
    """Yield the lists, those that overlap others without what they alone add; nothing where all is sections."""
    keys = [set(map(tag_key, tags)) for _, tags in told]
    if sections.issuperset(key for tags in keys for key in tags):
        return
    for at, (origin, tags) in enumerate(told):
        others = set().union(*keys[:at], *keys[at + 1 :])
        sure = tuple(tag for tag in tags if (key := tag_key(tag)) in others or (named(tag) and key not in sections))
        yield origin, sure if others & keys[at] and len(tags) >= _MANY else tags


def _listed(values: list[str]) -> list[str]:
    """Split a printed list; members of a real list may hold commas of their own."""
    tags = split_tags(values[0][:_LIST]) if len(set(values)) == 1 else values[:_MEMBERS]
    return tags[0].split() if len(tags) == 1 and _SPACELESS.fullmatch(tags[0]) else tags


def _united(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags each once; "just-stop-oil" is "Just Stop Oil" where that is there."""
    all_ = clean_tags(tags)
    keys = set(map(tag_key, all_))
    return tuple(tag for tag in all_ if not (_SLUG.fullmatch(tag) and tag_key(tag.replace("-", " ")) in keys))


def _share(tags: Sequence[str], named: Named) -> float:
    return sum(map(named, tags)) / len(tags)


def _names(text: str) -> Named:
    """Return a test of whether a text names a tag: has its longer words, in whatever inflection."""
    said = " ".join(_WORD.findall(text.casefold()))

    def named(tag: str) -> bool:
        words = _WORD.findall(tag.casefold())
        stems = (word[: max(_LONG, int(len(word) * _STEM))] for word in words if len(word) >= _LONG)
        return bool(words) and all(stem in said for stem in [*stems] or words)

    return named
