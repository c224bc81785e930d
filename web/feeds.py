"""Any search as a feed of its newest hits, Atom and JSON Feed 1.1; and the archive as a browser's search engine."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree as Xml

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from index.errors import QueryError
from search.query import Query
from search.results import Hit
from search.searcher import Searcher
from web import atom
from web.arguments import from_args
from web.base_url import base_url
from web.formats import plain_text, safe_url
from web.params import ATOM_FEED, JSON_FEED, PAGE, Problem, Surface
from web.problems import invalid
from web.quotations import attributed, in_marks
from web.settings import Settings
from web.urls import article_url, feed_url, list_url, quote_url
from web.validating import answer_unchanged, validated

SIZE = 50  # entries
_UNDATED = "1970-01-01T00:00:00Z"  # Atom asks for a time of every entry
_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_NAME = 16  # characters that OpenSearch allows


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed; `time` is of RFC 3339, None where the article is undated."""

    id: str
    url: str
    original: str | None
    title: str
    text: str
    time: str | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest hits of a query; `url` is the feed's own, `page` that of the same search."""

    id: str
    title: str
    url: str
    page: str
    items: tuple[Item, ...]


def feeds(searcher: Searcher, settings: Settings, made_by: str) -> Blueprint:
    """Return the feeds; `made_by` is what else their ETags depend on."""
    blueprint = Blueprint("feeds", __name__)
    answer_unchanged(blueprint, searcher, made_by)

    @blueprint.get(ATOM_FEED.path)
    def atom_feed() -> ResponseReturnValue:
        return answered(ATOM_FEED, _atom, "application/atom+xml")

    @blueprint.get(JSON_FEED.path)
    def json_feed() -> ResponseReturnValue:
        return answered(JSON_FEED, _json, "application/feed+json")

    @blueprint.get("/opensearch.xml")
    def opensearch() -> ResponseReturnValue:
        described = _description(settings.name, base_url(settings))
        return validated(Response(described, content_type="application/opensearchdescription+xml"))

    def authors_of(article_id: str) -> tuple[str, ...]:
        article = searcher.get(article_id)
        return article.authors if article else ()

    def answered(surface: Surface, write: Callable[[Feed], bytes], media_type: str) -> ResponseReturnValue:
        asked = from_args(request.args, surface)
        if asked.problems:
            return invalid(asked.problems)
        try:
            found = searcher.search(replace(asked.query, sort="newest", size=SIZE, page=1))
        except QueryError as error:
            return invalid([Problem(error.parameter, str(error), error.position)])
        items = [_item(hit, authors_of(hit.article), base_url(settings)) for hit in found.hits]
        made = _feed(settings.name, asked.query, items, base_url(settings), json=surface is JSON_FEED)
        return validated(Response(write(made), content_type=media_type))

    return blueprint


def _feed(archive: str, query: Query, items: Iterable[Item], base: str, *, json: bool) -> Feed:
    path = feed_url(query, json=json)
    page = list_url(replace(query, size=PAGE.defaults.size, page=1))
    return Feed(_urn(path), _title(archive, query), base + path, base + page, tuple(items))


def _urn(name: str) -> str:
    """Return what names a feed or an entry for good, wherever the archive is reached."""
    return f"urn:pullquote:{quote(name, safe='', errors='replace')}"


def _title(archive: str, query: Query) -> str:
    kind = "quotations" if query.of == "quotes" else "articles"
    return f"{archive}: {query.expression.text if query.expression else f'newest {kind}'}"


def _item(hit: Hit, authors: tuple[str, ...], base: str) -> Item:
    said, path = hit.quote, article_url(hit.id)
    title, text = hit.title or "Untitled", plain_text(hit.snippets)
    if said:
        title, text, path = attributed(said), f"{in_marks(said)} – {title}", quote_url(said.id)
    return Item(_urn(hit.id), base + path, safe_url(hit.url), title, text, _time(hit.published), authors, hit.tags)


def _time(published: str | None) -> str | None:
    """Return when an article was published: the beginning of what is known, in UTC where no zone was printed."""
    date, _, clock = (published or "").partition("T")
    whole = "-".join([*date.split("-"), "01", "01"][:3])
    try:
        found = datetime.fromisoformat(f"{whole}T{clock}" if clock else whole)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat(timespec="seconds")


def _atom(feed: Feed) -> bytes:
    updated = next((item.time for item in feed.items if item.time), _UNDATED)
    links = [
        {"rel": "self", "type": "application/atom+xml", "href": feed.url},
        {"rel": "alternate", "type": "text/html", "href": feed.page},
    ]
    return atom.feed(feed.id, feed.title, updated, map(_entry, feed.items), links)


def _entry(item: Item) -> Xml.Element:
    links = [{"rel": "alternate", "type": "text/html", "href": item.url}]
    if item.original:
        links.append({"rel": "via", "href": item.original})
    return atom.entry(
        item.id,
        item.title,
        item.time or _UNDATED,
        item.text,
        authors=item.authors,
        published=item.time,
        categories=item.tags,
        links=links,
    )


def _json(feed: Feed) -> bytes:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "items": [dict(_json_item(item)) for item in feed.items],
    }
    return json.dumps(data).encode()


def _json_item(item: Item) -> Iterator[tuple[str, object]]:
    yield from {"id": item.id, "url": item.url, "title": item.title, "content_text": item.text}.items()
    if item.original:
        yield "external_url", item.original
    if item.time:
        yield "date_published", item.time
    if item.authors:
        yield "authors", [{"name": name} for name in item.authors]
    if item.tags:
        yield "tags", list(item.tags)


def _description(name: str, base: str) -> bytes:
    """Return what makes the archive a search engine of a browser's."""
    root = Xml.Element("OpenSearchDescription", {"xmlns": _SEARCH})
    told = {"ShortName": name[:_NAME], "Description": f"Search {name}", "InputEncoding": "UTF-8"}
    for tag, text in told.items():
        Xml.SubElement(root, tag).text = atom.sayable(text)
    templates = {
        "text/html": "/search?q={searchTerms}",
        "application/x-suggestions+json": "/suggest?q={searchTerms}",
        "application/atom+xml": "/feed.atom?q={searchTerms}",
    }
    for media_type, path in templates.items():
        Xml.SubElement(root, "Url", {"type": media_type, "template": base + path})
    return atom.document(root)
