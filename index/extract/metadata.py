"""From a page's statements to an article's fields: which to trust first, and how to clean it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from urllib.parse import urlsplit

from index.article import Article, Image
from index.dates import Published, find_date, is_of_change, parse_date
from index.extract.bylines import authors_of, byline_of, clean_names, is_byline, printed_byline
from index.extract.headers import is_dateline
from index.extract.jsonld import first, texts
from index.extract.page import Page
from index.extract.titles import key, plain, title_of
from index.tags import clean_tags, split_tags, tag_key

_AUTHOR_METAS = (
    "parsely-author", "sailthru.author", "cxenseparse:author", "author", "dc.creator", "dcterms.creator", "byl",
    "article:author_name", "twitter:data1", "citation_author",
)  # fmt: skip
_DATE_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "publication_date", "publish-date", "publishdate", "pubdate",
    "publisheddate", "published", "originalpublicationdate", "article.published", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.created", "dc.date.created", "citation_publication_date",
    "displaydate", "ptime", "date", "datecreated",
)  # fmt: skip
_TAG_METAS = (
    "news_keywords",
    "article:tag",
    "parsely-tags",
    "sailthru.tags",
    "keywords",
    "dc.subject",
    "dcterms.subject",
)
_LIKE_TAG_META = re.compile(r"[-_:.](?:keywords|tags|topics)$")
_SECTION_METAS = ("article:section", "parsely-section", "section", "og:article:section")
_NO_TAG = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}|https?:|www\.|^[\w-]+\.(?:com|org|net|co\.\w\w|de|fr|uk)$|^\w+:\S|"
    r"^(?:page|content|article)[ _-]?(?:type|id)\b|^\d+$",
    re.I,
)
_TAG_PREFIX = re.compile(r"^(?:topics?|tags?|categor(?:y|ies)|keywords?|subjects?)\s*[:/]\s*", re.I)
_PAIR = re.compile(r"[\w ]{2,20}: \S")
_PAIRS = 3
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\s]+")  # in these scripts a space is a separator
_TAG_LIMIT = 80  # characters; the longest labelled tag of 344 pages has 52
_OPENING = 3  # paragraphs among which a byline may stand that the markup does not tell from the text
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?=[/-])")
_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(?=https?:)")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]|$)")
_NO_LANGUAGES = {"utf", "iso", "und", "mul", "mis", "zxx"}  # charsets, and codes for no known language


def article_of(page: Page) -> Article:
    """Return the article that a page holds, with each field's source in its provenance."""
    url, url_from = _url(page)
    lang, lang_from = _lang(page)
    source, source_from = _source(page, url)
    title, title_from = title_of(page, source)
    authors, authors_from = _authors(page)
    published, published_from = _published(page, url)
    tags, tags_from = _tags(page, {source or "", _host(url)})
    section, section_from = _section(page)
    byline, byline_from = _byline(page, authors)
    image = Image(caption=page.caption, credit=page.credit) if page.caption or page.credit else None
    body, body_from = _body(page, title)
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
        provenance={name: origin for name, origin in sources.items() if origin},
    )


def _byline(page: Page, authors: tuple[str, ...]) -> tuple[str | None, str]:
    """Return the printed byline that names the authors; where it is but scraps, one made of them."""
    printed = [*page.bylines, *filter(is_byline, page.lines)]
    bylines = list(filter(None, map(printed_byline, printed)))
    naming = [line for line in bylines if all(key(name) in key(line) for name in authors)]
    if printed and authors and not naming:
        return byline_of(authors), "authors"
    return (naming[0], "byline") if naming else (None, "")


def body_of(paragraphs: Sequence[str], title: str) -> str:
    """Return the body that paragraphs make, without a title, byline or date at its top."""
    opening = [text for text in paragraphs[:_OPENING] if not _is_header(text, title)]
    return "\n\n".join([*opening, *paragraphs[_OPENING:]])


def _body(page: Page, title: str) -> tuple[str, str]:
    if page.paragraphs:
        return body_of(page.paragraphs, title), "main-text"
    lines = [
        " ".join(unescape(line).split()) for text in first(page.json_ld, "articleBody") for line in text.split("\n")
    ]
    if any(lines):
        return "\n\n".join(filter(None, lines)), "json-ld"
    return "\n\n".join(page.text), "all-text" if page.text else ""


def _is_header(text: str, title: str) -> bool:
    return (len(text) < 100 and is_byline(text)) or is_dateline(text) or key(text) == key(title)


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
    )
    return _first_text((origin, value) for origin, values in choices for value in values)


def _section(page: Page) -> tuple[str | None, str]:
    choices = (("json-ld", first(page.json_ld, "articleSection")), ("meta", page.meta(*_SECTION_METAS)))
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


def _authors(page: Page) -> tuple[tuple[str, ...], str]:
    """Return the first names that are not merely the site's own, and that one only if nobody else is named."""
    host = _host(_url(page)[0])
    named_site = (*page.meta("og:site_name"), *first(page.json_ld, "publisher"), host, host.partition(".")[0])
    site = {key(text) for text in named_site}
    named = [(names, origin) for origin, names in _author_choices(page) if names]
    people = ((names, origin) for names, origin in named if not site.issuperset(map(key, names)))
    return next(people, named[0] if named else ((), ""))


def _author_choices(page: Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field in ("author", "creator"):
        for node in page.json_ld:
            yield "json-ld", clean_names(texts(node.get(field)))
    for name in _AUTHOR_METAS:
        yield "meta", clean_names(page.meta(name))
    yield "rel-author", clean_names(page.author_names)
    for byline in (*page.bylines, *filter(is_byline, page.lines)):
        yield "byline", authors_of(byline)


def _published(page: Page, url: str | None) -> tuple[Published | None, str]:
    for origin, value in _date_choices(page):
        if published := parse_date(plain(value)):
            return published, origin
    if published := _printed(page.bylines):
        return published, "byline"
    dated = _URL_DATE.search(url or "")
    if dated and (published := parse_date("-".join(dated.groups()))):
        return published, "url"
    published = _printed(page.lines)
    return published, "text" if published else ""


def _printed(lines: Iterable[str]) -> Published | None:
    found = ((line, find_date(line)) for line in lines)
    return next((date[0] for line, date in found if date and not is_of_change(line, date[1])), None)


def _date_choices(page: Page) -> Iterator[tuple[str, str]]:
    for name in ("datePublished", "dateCreated"):
        yield from (("json-ld", value) for value in first(page.json_ld, name))
    for name in _DATE_METAS:
        yield from (("meta", value) for value in page.meta(name))
    yield from (("time", value) for value in page.times)


def _tags(page: Page, sites: set[str]) -> tuple[tuple[str, ...], str]:
    """Return the union of all conventions: each alone is right where it stands, none stands everywhere."""
    told = [("json-ld", tag) for node in page.json_ld for tag in _listed(texts(node.get("keywords")))]
    told += [("meta", tag) for name in _TAG_METAS for tag in _listed(list(page.meta(name)))]
    told += [("rel-tag", tag) for tag in page.tag_links]
    section = {tag_key(plain(text)) for text in first(page.json_ld, "articleSection")}
    if section.issuperset(tag_key(plain(tag)) for _, tag in told):
        told = [("meta", tag) for name in _other_tag_metas(page) for tag in _listed(list(page.meta(name)))] or told
        told = [("tag-link", tag) for tag in page.topic_links] or told
    told = told or [("label", tag) for text in page.labelled_tags for tag in split_tags(text)]
    cleaned = [(origin, _TAG_PREFIX.sub("", plain(tag))) for origin, tag in _without_pairs(told)]
    names = {tag_key(site) for site in sites}
    kept = [(origin, tag) for origin, tag in cleaned if _is_tag(tag) and tag_key(tag) not in names]
    return clean_tags(tag for _, tag in kept), kept[0][0] if kept else ""


def _other_tag_metas(page: Page) -> Iterator[str]:
    """Yield the names of a site's own making that end as those of tags do."""
    return (name for name in page.metas if _LIKE_TAG_META.search(name) and name not in _TAG_METAS)


def _without_pairs(told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop the settings of advertising, as "Day: Friday"; one or two such may be titles of films.

    Among settings the subject is a tag, and so are bare words only where no setting is called one.
    """
    pairs = {tag for _, tag in told if _PAIR.match(tag)}
    if len(pairs) < _PAIRS:
        return told
    named = [(origin, tag) for origin, tag in told if tag in pairs and _TAG_PREFIX.match(tag)]
    return named or [(origin, tag) for origin, tag in told if tag not in pairs]


def _listed(values: list[str]) -> list[str]:
    """Split a printed list; members of a real list may hold commas of their own."""
    tags = split_tags(values[0]) if len(values) == 1 else values
    return tags[0].split() if len(tags) == 1 and _SPACELESS.fullmatch(tags[0]) else tags


def _is_tag(tag: str) -> bool:
    return bool(tag) and len(tag) <= _TAG_LIMIT and not _NO_TAG.search(tag)
