"""Which of a page's dates is that of publication: what it declares, else what stands by the title."""

import re
from collections.abc import Iterable, Iterator

from index.dates import Published, find_date, is_of_change, parse_date
from index.extract.headers import is_dateline
from index.extract.jsonld import first
from index.extract.page import Page
from index.extract.titles import plain, title_line

_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "publication_date", "publish-date", "publishdate", "pubdate",
    "publisheddate", "published", "originalpublicationdate", "article.published", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "citation_publication_date",
    "displaydate", "ptime", "date", "datecreated",
)  # fmt: skip
_PUBLISHED = re.compile(r"publi|post|issued|erschien|veröffent|опубл|公開|掲載", re.I)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-])")
_SEPARATED = re.compile(r"\s*\|\s*|\s[–—-]\s")
_ABOVE, _BELOW = 3, 6  # lines around the title in which its date stands
_FULL = frozenset({"day", "minute", "second"})
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2}\.\s?\d{1,2}\.\s?)(\d\d)(?![\d.:])")
_LATEST = 89  # the Web began in 1990
_SCRIPT_DATE = re.compile(
    r"\"(?:datePublished|publishedAt|published_at|publishDate|publish_date|publishedDate|publicationDate|pubDate|"
    r"publicationTime|firstPublished)\"\s*:\s*\"([^\"]{8,40})\""
)


def published_of(page: Page, url: str | None, title: str) -> tuple[Published | None, str]:
    """Return the date of publication and what says so."""
    for origin, told in _told(page, url, title):
        if published := next(filter(None, told), None):
            return published, origin
    return None, ""


def _told(page: Page, url: str | None, title: str) -> Iterator[tuple[str, Iterable[Published | None]]]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        yield "json-ld", map(_read, first(page.json_ld, name))
    for name in _METAS:
        yield "meta", map(_read, page.meta(name))
    yield "title", map(_read, filter(is_dateline, [_SEPARATED.split(page.title)[-1]]))
    yield from _beside_title(page, title)
    yield "byline", _printed(page.bylines)
    dated = _URL_DATE.search(url or "")
    yield "url", [parse_date("-".join(dated.groups()))] if dated else []
    yield "script", (_read(date) for script in page.scripts for date in _SCRIPT_DATE.findall(script))
    yield "time", (_read(text) for _, text in page.times)
    yield "text", _printed(page.lines)


def _beside_title(page: Page, title: str) -> Iterator[tuple[str, Iterable[Published | None]]]:
    """Yield the dates by the title: right below it, above it, where today's may stand, and further below."""
    at = title_line(page, title)
    if at is None:
        return
    for start, end in ((at, at + _BELOW), (max(0, at - _ABOVE), at), (at + _BELOW, at + 2 * _BELOW)):
        yield "time", (_read(text) for line, text in page.times if start <= line < end)
        yield "text", (date for date in _printed(map(_with_century, page.lines[start:end])) if date[1] in _FULL)


def _with_century(line: str) -> str:
    """Write out the year of "25.04.24": a page of the Web is of this century or the last years of the one before."""
    return _SHORT_YEAR.sub(lambda found: f"{found[1]}{'19' if int(found[2]) > _LATEST else '20'}{found[2]}", line)


def _read(text: str) -> Published | None:
    return parse_date(plain(text))


def _printed(lines: Iterable[str]) -> Iterator[Published]:
    return (date for line in lines for date in _dates_in(line))


def _dates_in(line: str) -> Iterator[Published]:
    """Yield the dates of a line, none of an update; behind one of an update only those that are called otherwise."""
    changed = False
    while found := find_date(line):
        published, start, end = found
        if not is_of_change(line, start) and (not changed or _PUBLISHED.search(line, 0, start)):
            yield published
        changed, line = changed or is_of_change(line, start), line[end:]
