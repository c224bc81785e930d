"""From a page's statements to an article's fields: which to trust first, and how to clean it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from urllib.parse import urlsplit

from index.article import Article, Image
from index.dates import parse_date
from index.extract.bylines import (
    authors_of,
    byline_of,
    clean_names,
    is_byline,
    is_led,
    is_signature,
    printed_byline,
    signed,
)
from index.extract.dating import published_of
from index.extract.headers import is_dateline
from index.extract.jsonld import first, texts
from index.extract.notices import without_notices
from index.extract.page import Page
from index.extract.papers import parted
from index.extract.state import body_in
from index.extract.titles import key, plain, site_in, title_line, title_of
from index.extract.topics import SECTION_METAS, tags_of
from index.formats.saved import in_utc

_AUTHOR_METAS = (
    "parsely-author", "sailthru.author", "cxenseparse:author", "author", "dc.creator", "dcterms.creator", "byl",
    "article:author_name", "twitter:data1", "citation_author",
)  # fmt: skip
_MODIFIED_METAS = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_ABOVE, _BELOW = 4, 8  # lines around the title in which its authors stand
_HEADER = 100  # characters of a line above the text, the title left out
_OPENING = 3  # paragraphs among which a byline may stand that the markup does not tell from the text
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(?=https?:)")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]|$)")
_NO_LANGUAGES = {"utf", "iso", "und", "mul", "mis", "zxx"}  # charsets, and codes for no known language


def article_of(page: Page) -> Article:
    """Return the article that a page holds, with each field's source in its provenance."""
    url, url_from = _url(page)
    lang, lang_from = _lang(page)
    source, source_from = _source(page, url)
    title, title_from = title_of(page, source)
    authors, authors_from = _authors(page, title)
    published, published_from = published_of(page, url, title)
    body, body_from = _body(page, title)
    tags, tags_from = tags_of(page, {source or "", _host(url)}, f"{title}\n{body}")
    section, section_from = _section(page)
    byline, byline_from = _byline(page, authors)
    image = Image(caption=page.caption, credit=page.credit) if page.caption or page.credit else None
    sources = {
        "title": title_from, "authors": authors_from, "published": published_from, "tags": tags_from,
        "section": section_from, "source": source_from, "byline": byline_from,
        "image": "figure" if image else "", "body": body_from, "url": url_from, "lang": lang_from,
    }  # fmt: skip
    return Article(
        id="",
        url=url,
        source=source,
        title=title,
        byline=byline,
        authors=authors,
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        body=body,
        tags=tags,
        section=section,
        lang=lang,
        image=image,
        provenance={**{name: origin for name, origin in sources.items() if origin}, **_modified(page)},
    )


def _modified(page: Page) -> dict[str, str]:
    """Return when the page says it was changed, in UTC, which tells of several captures the latest; never its date."""
    told = (*page.meta(*_MODIFIED_METAS), *first(page.json_ld, "dateModified"))
    moments = (in_utc(parsed[0]) for parsed in map(parse_date, told) if parsed)
    moment = next(filter(None, moments), None)
    return {"modified": moment} if moment else {}


def _byline(page: Page, authors: tuple[str, ...]) -> tuple[str | None, str]:
    """Return the printed byline that names the authors; where it is but scraps, one made of them."""
    printed = [*page.bylines, *filter(is_byline, page.lines)]
    bylines = list(filter(None, map(printed_byline, printed)))
    naming = [line for line in bylines if all(key(name) in key(line) for name in authors)]
    if printed and authors and not naming:
        return byline_of(authors), "authors"
    return (naming[0], "byline") if naming else (None, "")


def body_of(paragraphs: Sequence[str], title: str) -> str:
    """Return the body that paragraphs make, without a title, byline or date at its top, and without notices."""
    opening = [text for text in paragraphs[:_OPENING] if not _is_header(text, title)]
    return "\n\n".join(without_notices([*opening, *paragraphs[_OPENING:]]))


def _body(page: Page, title: str) -> tuple[str, str]:
    if page.paragraphs:
        return body_of(page.paragraphs, title), "main-text"
    lines = [
        " ".join(unescape(line).split()) for text in first(page.json_ld, "articleBody") for line in text.split("\n")
    ]
    if any(lines):
        return "\n\n".join(filter(None, lines)), "json-ld"
    if built := body_in(page.scripts):
        return "\n\n".join(built), "script"
    return "\n\n".join(page.text), "all-text" if page.text else ""


def _is_header(text: str, title: str) -> bool:
    if len(text) < _HEADER and title and text.startswith(title):
        text = text[len(title) :].strip()  # with the lines below it, where breaks alone part them
    by = len(text) < _HEADER and (is_byline(text) or is_signature(text))
    return by or is_dateline(text) or key(text) in ("", key(title))


def _url(page: Page) -> tuple[str | None, str]:
    """Return the page's address; a canonical link to the front page says less than another with a path."""
    choices = (
        ("link", page.urls),
        ("meta", page.meta("og:url")),
        ("json-ld", first(page.json_ld, "url", "@id")),
        ("meta", page.meta("parsely-link", "twitter:url")),
    )
    told = [(_ARCHIVE.sub("", url.strip()), origin) for origin, urls in choices for url in urls]
    urls = [(url, origin) for url, origin in told if re.match(r"https?://\w", url, re.I)]
    return next((told for told in urls if len(_path(told[0])) > 1), urls[0] if urls else (None, ""))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _source(page: Page, url: str | None) -> tuple[str | None, str]:
    choices = (
        ("meta", page.meta("og:site_name")),
        ("json-ld", first(page.json_ld, "publisher")),
        ("meta", page.meta("application-name", "publisher")),
        ("url", (_host(url),)),
        ("byline", filter(None, (parted(line)[1] for line in page.bylines))),
        ("title", site_in(page)),
    )
    return _first_text((origin, value) for origin, values in choices for value in values)


def _section(page: Page) -> tuple[str | None, str]:
    choices = (
        ("json-ld", first(page.json_ld, "articleSection")),
        ("meta", page.meta(*SECTION_METAS)),
        ("rel-category", page.category_links),
    )
    return _first_text((origin, value) for origin, values in choices for value in values)


def _first_text(choices: Iterator[tuple[str, str]]) -> tuple[str | None, str]:
    values = ((origin, plain(value)) for origin, value in choices)
    return next(((value, origin) for origin, value in values if value), (None, ""))


def _lang(page: Page) -> tuple[str | None, str]:
    choices = (
        ("html", [page.lang or ""]),
        ("meta", page.meta("content-language", "language", "og:locale")),
        ("json-ld", first(page.json_ld, "inLanguage")),
    )
    told = ((_LANGUAGE.match(value.strip()), origin) for origin, values in choices for value in values)
    codes = ((found[1].lower(), origin) for found, origin in told if found)
    return next((code for code in codes if code[0] not in _NO_LANGUAGES), (None, ""))


def _authors(page: Page, title: str) -> tuple[tuple[str, ...], str]:
    """Return the first names that are not merely the site's own, and that one only if nobody else is named."""
    host = _host(_url(page)[0])
    named_site = (*page.meta("og:site_name"), *first(page.json_ld, "publisher"), host, host.partition(".")[0])
    site = {key(text) for text in named_site}
    sites_own: tuple[tuple[str, ...], str] = ((), "")
    for origin, names in _author_choices(page, title):
        if not site.issuperset(map(key, names)):
            return names, origin
        sites_own = sites_own if sites_own[0] else (names, origin)
    return sites_own if sites_own[0] else ((), "")


def _author_choices(page: Page, title: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field in ("author", "creator"):
        for node in page.json_ld:
            yield "json-ld", clean_names(texts(node.get(field)))
    for name in _AUTHOR_METAS:
        yield "meta", clean_names(page.meta(name))
    at = title_line(page, title) or 0
    yield "rel-author", clean_names(_beside(page.author_names, at))
    yield "author-link", clean_names(_beside(page.author_links, at))
    yield "rel-author", clean_names(name for _, name in page.author_names)
    for byline in (*sorted(page.bylines, key=lambda line: not is_led(line)), *filter(is_byline, page.lines)):
        yield "byline", authors_of(byline)
    for line in page.lines[at : at + _BELOW]:
        yield "text", signed(line)


def _beside(names: Iterable[tuple[int, str]], at: int) -> Iterator[str]:
    """Yield the names by the title; those elsewhere may be of other articles."""
    return (name for line, name in names if at - _ABOVE <= line <= at + _BELOW)
