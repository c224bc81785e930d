"""The one table of the API's endpoints: what each takes and answers, and a call of it that works."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from search.query import FACETS
from web.batch import MAX_QUERIES
from web.openapi import lists, ones, others
from web.parameters import ARTICLE_FIELDS, TYPED, Parameter
from web.params import (
    API,
    API_ARTICLE,
    API_FACET,
    API_PARSE,
    API_QUOTE,
    API_QUOTES,
    API_SIMILAR,
    API_TEXT,
    API_TIMELINE,
    ATOM_FEED,
    EXPORT,
    JSON_FEED,
    Surface,
)

Shape = type[Schema] | Schema | Mapping[str, Any]

JSON = "application/json"
_TEXT = {"type": "string"}
_NOTHING = Surface("", (), API.defaults)

# What stands in paths.
PATHS = {
    parameter.name: parameter
    for parameter in (
        Parameter("article_id", "The id of an article.", schema={**_TEXT, "pattern": "^[A-Za-z0-9._-]{1,64}$"}),
        Parameter("quote_id", "The id of a quotation.", schema={**_TEXT, "pattern": "^[A-Za-z0-9._-]{1,80}$"}),
        Parameter("name", "The facet.", schema={"type": "string", "enum": list(FACETS)}),
    )
}
# The text, and what it may become. (No `prefixItems`: not every tool for OpenAPI knows them.)
_PAIR = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}}
_QUERIES = {
    "type": "array",
    "maxItems": MAX_QUERIES,
    "items": {"description": "A text, or an object of the parameters of articles; what is neither gets a problem."},
}
_TABLES = {"text/csv": _TEXT, "application/x-ndjson": _TEXT}
_CITATIONS = {"application/x-research-info-systems": _TEXT, "application/x-bibtex": _TEXT}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path, and what it does.

    Args:
        name: what programs that are made of the document call it.
        rule: the path as Flask has it.
        call: one that works; names in braces stand for what an archive has (`web.openapi.calls`).
        shown: what a program in Python may print of the `answer`.
        answers: the shapes of its `statuses` by media type.
        own: parameters that no surface has.
        body: the shape of what is sent, if anything; `sent` is an example.
        kept: whether it has an ETag, and is answered 304 where nothing has changed.
        failures: other statuses, beside those that a guard gives.
        headers: what else an answer tells there.
    """

    name: str
    group: str
    rule: str
    told: str
    call: str
    answers: Mapping[str, Shape]
    shown: str = "answer"
    surface: Surface = _NOTHING
    own: tuple[Parameter, ...] = ()
    body: Shape | None = None
    sent: str = ""
    kept: bool = True
    failures: tuple[int, ...] = (400, 503)
    headers: tuple[str, ...] = ()
    method: str = "GET"
    statuses: tuple[int, ...] = (200,)


_ONE = (400, 404, 503)

ENDPOINTS = (
    Endpoint(
        "articles", "search", API.path, "A page of articles", f"{API.path}?q={{q}}&tag={{tag}}&facet=speaker&size=2",
        {JSON: lists.Articles}, 'answer["total"]["value"]', API, headers=("Link",),
    ),
    Endpoint(
        "quotes", "search", API_QUOTES.path, "A page of quotations",
        f"{API_QUOTES.path}?speaker={{speaker}}&size=2&fields=id,text,speaker,role",
        {JSON: lists.Quotes}, '[hit["text"] for hit in answer["hits"]]', API_QUOTES, headers=("Link",),
    ),
    Endpoint(
        "facet", "search", "/api/v1/facets/<name>", "The values of one facet, searched in",
        f"{API_FACET.path}tag?q={{q}}&facet_size=3",
        {JSON: lists.Values}, '[(value["label"], value["count"]) for value in answer["values"]]', API_FACET,
        failures=_ONE, headers=("Link",),
    ),
    Endpoint(
        "timeline", "search", API_TIMELINE.path, "The hits over time, beside the whole archive",
        f"{API_TIMELINE.path}?q={{q}}&interval=year",
        {JSON: lists.Timeline}, '[(bucket["start"], bucket["count"]) for bucket in answer["buckets"]]', API_TIMELINE,
    ),
    Endpoint(
        "parse", "search", API_PARSE.path, "How a text is read, and what each part of it finds",
        f"{API_PARSE.path}?q={{q}}+OR+{{begun}}*",
        {JSON: others.Reading}, 'answer["read_as"]', API_PARSE,
    ),
    Endpoint(
        "batch", "search", "/api/v1/batch", "Many searches at once: one result or one problem each", "/api/v1/batch",
        {JSON: others.Batch}, '[one["total"]["value"] for one in answer["results"]]', method="POST",
        body=_QUERIES, sent='[{{"q": "{q}", "size": 0}}, {{"tag": "{tag}", "size": 0}}]', kept=False,
        failures=(400, 413, 503),
    ),
    Endpoint(
        "suggest", "search", "/api/v1/suggest", "What a text that is being typed may become",
        "/api/v1/suggest?q={begun}&kind=query,tag&size=5",
        {JSON: others.Completions}, '[one["text"] for one in answer["suggestions"]]', own=tuple(TYPED.values()),
    ),
    Endpoint(
        "article", "read", f"{API_ARTICLE.path}<article_id>", "One article: its text by paragraph, its quotations",
        f"{API_ARTICLE.path}{{id}}?q={{q}}&fields=title,title_html,quotes",
        {JSON: ones.Article(partial=ARTICLE_FIELDS)}, 'answer["title"]', API_ARTICLE, failures=_ONE,
    ),
    Endpoint(
        "article_text", "read", f"{API_TEXT.path}<article_id>.txt", "One article as plain text",
        f"{API_TEXT.path}{{id}}.txt",
        {"text/plain": _TEXT}, failures=_ONE,
    ),
    Endpoint(
        "article_markdown", "read", f"{API_TEXT.path}<article_id>.md", "One article as Markdown",
        f"{API_TEXT.path}{{id}}.md",
        {"text/markdown": _TEXT}, failures=_ONE,
    ),
    Endpoint(
        "similar", "read", f"{API_SIMILAR.path}<article_id>/similar",
        "Its near copies, and other articles on its subject",
        f"{API_SIMILAR.path}{{id}}/similar?size=3",
        {JSON: ones.Similar}, 'answer["copies"]["count"], [one["title"] for one in answer["similar"]]', API_SIMILAR,
        failures=_ONE,
    ),
    Endpoint(
        "quote", "read", f"{API_QUOTE.path}<quote_id>",
        "One quotation, why it is its speaker's, and where else it stands",
        f"{API_QUOTE.path}{{quote}}",
        {JSON: ones.OneQuote}, 'answer["occurrences"]["count"]', API_QUOTE, failures=_ONE,
    ),
    Endpoint(
        "article_ris", "read", "/a/<article_id>.ris", "One article for a reference manager, as RIS",
        "/a/{id}.ris",
        {"application/x-research-info-systems": _TEXT}, kept=False, failures=(404, 503),
    ),
    Endpoint(
        "article_bibtex", "read", "/a/<article_id>.bib", "One article for a reference manager, as BibTeX",
        "/a/{id}.bib",
        {"application/x-bibtex": _TEXT}, kept=False, failures=(404, 503),
    ),
    Endpoint(
        "export", "take away", EXPORT.path, "All that a search finds, in one file that is sent while it is made",
        f"{EXPORT.path}?q={{q}}&format=csv&fields=id,title,published", {**_TABLES, **_CITATIONS}, surface=EXPORT,
        headers=("X-Total-Count",),
    ),
    Endpoint(
        "atom_feed", "take away", ATOM_FEED.path, "The newest 50 hits as Atom", f"{ATOM_FEED.path}?q={{q}}",
        {"application/atom+xml": _TEXT}, surface=ATOM_FEED,
    ),
    Endpoint(
        "json_feed", "take away", JSON_FEED.path, "The newest 50 hits as JSON Feed 1.1",
        f"{JSON_FEED.path}?of=quotes&speaker={{speaker}}",
        {"application/feed+json": others.Feed}, '[item["title"] for item in answer["items"]]', JSON_FEED,
    ),
    Endpoint(
        "opensearch", "browsers", "/opensearch.xml", "What makes the archive a search engine of a browser's",
        "/opensearch.xml",
        {"application/opensearchdescription+xml": _TEXT}, failures=(503,),
    ),
    Endpoint(
        "browser_suggest", "browsers", "/suggest", "Queries that a text may become, in the form of browsers",
        "/suggest?q={begun}",
        {"application/x-suggestions+json": _PAIR},
        own=(TYPED["q"],), kept=False, failures=(503,),
    ),
    Endpoint(
        "openapi", "server", "/api/v1/openapi.json", "The API as OpenAPI 3.1", "/api/v1/openapi.json",
        {JSON: {"type": "object"}}, 'answer["info"]["title"]', failures=(503,),
    ),
    Endpoint(
        "healthz", "server", "/healthz", "`ok` while the server runs", "/healthz",
        {"text/plain": _TEXT}, kept=False, failures=(),
    ),
    Endpoint(
        "readyz", "server", "/readyz", "The state of the index", "/readyz",
        {JSON: others.Ready}, 'answer["status"]', kept=False, failures=(503,),
    ),
    Endpoint(
        "metrics", "server", "/metrics", "Numbers for Prometheus", "/metrics",
        {"text/plain": _TEXT}, kept=False, failures=(),
    ),
)  # fmt: skip

GROUPS = {
    "search": "Searching, and what stands beside a search",
    "read": "One article, one quotation",
    "take away": "Files and feeds of a search",
    "browsers": "The archive as a browser's search engine",
    "server": "The server itself",
    "write": "Changing the archive, with a key that may write",
}
