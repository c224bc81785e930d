"""Which of a page's statements is its title, and which merely names the site."""

import re
from collections.abc import Iterable
from html import unescape

from index.extract.jsonld import first
from index.extract.page import Page

_NOT_WORD = re.compile(r"[\W_]+")
_SEPARATED = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*|\s*::\s*|\s+:\s+")
_LABEL = 40  # characters before a title in its heading that are a section
_LEAST = 3  # words of a title
_SITE_WORDS = 5  # of a title's last part that is the site's name


def title_of(page: Page, source: str | None) -> tuple[str, str]:
    """Return the title, and what said so: an h1 that another statement confirms before all others."""
    headlines = [plain(text) for text in first(page.json_ld, "headline", "name")]
    social = [plain(text) for text in page.meta("og:title", "twitter:title", "dc.title", "parsely-title", "title")]
    sites = _sites(page, source, [*headlines, *social])
    headlines, social, headings = (_others(texts, sites) for texts in (headlines, social, page.headings))
    page_title = page.title if not headings or (key(page.title) not in sites and _akin(page.title, headings)) else ""
    told = list(filter(None, [*headlines, *social, page_title]))
    confirmed = next((h for h in headings if any(_agree(h, other) for other in told)), None)
    choices = (
        ("h1", _without_label(confirmed or "", told)),
        ("json-ld", next(iter(headlines), "")),
        ("h1", headings[0] if len(headings) == 1 and any(_akin(other, headings) for other in told) else ""),
        ("meta", _without_site(next(iter(social), ""), sites)),
        ("title", _printed(page.lines, page_title) if not headings else ""),
        ("title", _without_site(page_title, sites)),
        ("h1", next(iter(headings), "")),
        ("title", page.title),
    )
    return next(((title, origin) for origin, title in choices if title), ("", ""))


def _sites(page: Page, source: str | None, told: list[str]) -> set[str]:
    """Return the keys of what the site is called; a masthead is that unless the page names its article so."""
    names = [source or "", *page.meta("og:site_name", "application-name"), *first(page.json_ld, "publisher")]
    names += [text for text in page.mastheads if not any(_agree(text, other) for other in told)]
    return set(filter(None, map(key, names)))


def _others(texts: Iterable[str], sites: set[str]) -> list[str]:
    return [text for text in texts if key(text) not in sites]


def _akin(title: str, headings: list[str]) -> bool:
    """Tell if a title has a word in common with a heading."""
    words = set(_NOT_WORD.split(title.casefold()))
    return any(words & set(_NOT_WORD.split(heading.casefold())) - {""} for heading in headings)


def _agree(heading: str, other: str) -> bool:
    """Tell if two statements name the same title, of which either may lack a part or bear the site's name."""
    short, long = sorted((key(heading), key(other)), key=len)
    first = key(_SEPARATED.split(other, maxsplit=1)[0])
    return len(short) > 3 and ((short in long and len(short) * 2 > len(long)) or key(heading) == first)


def site_in(page: Page) -> list[str]:
    """Return what stands behind the last bar or dash of a page's title, and in no heading: the site's name mostly."""
    *before, last = _SEPARATED.split(page.title)
    printed = any(key(last) in key(heading) for heading in page.headings)
    return [last] if before and not printed and len(last.split()) <= _SITE_WORDS else []


def _printed(lines: Iterable[str], title: str) -> str:
    """Return the longest line that is most of the page's title: pages without headings print the article's in it."""
    whole = key(title)
    parts = (line for line in lines if (part := key(line)) in whole and len(part) < len(whole) < 2 * len(part))
    return max(parts, key=len, default="")


def _without_label(heading: str, told: list[str]) -> str:
    """Cut the section off a heading, "Opinion The lake": what the page elsewhere calls the whole title."""
    ends = (text for text in told if heading.endswith(text) and 0 < len(heading) - len(text) <= _LABEL)
    return next((text for text in ends if len(text.split()) >= _LEAST), heading)


def _without_site(title: str, sites: set[str]) -> str:
    """Cut the site's name off a title: one of the keys of what it is called, or a short last part."""
    cuts = list(_SEPARATED.finditer(title))
    if not cuts:
        return title
    head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
    if key(title[: cuts[0].start()]) in sites:
        return title[cuts[0].end() :]
    named = any(site in key(tail) or key(tail) in site for site in sites)
    if named or len(tail.split()) <= _SITE_WORDS < len(head.split()) * 2:
        return head
    return title


def title_line(page: Page, title: str) -> int | None:
    """Return how many lines stand above the title: its heading, else the first, else a line that ends in it."""
    found = (at for text, at in zip(page.headings, page.heading_lines, strict=True) if key(text) == key(title))
    ending = (at for at, line in enumerate(page.lines) if title and key(line).endswith(key(title)))
    return next(found, next(iter(page.heading_lines), None) if page.headings else next(ending, None))


def plain(text: str) -> str:
    """Return a statement without the spaces and the doubled escapes that sites leave in it."""
    return " ".join(unescape(text).split())


def key(text: str) -> str:
    """Return what a text shares with another of the same words."""
    return _NOT_WORD.sub("", text).casefold()
