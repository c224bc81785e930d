"""What an export has of each hit: its fields by name, and which of them where nobody chooses."""

from collections.abc import Callable, Mapping

from msgspec.structs import asdict

from index.article import Article, Quote
from index.errors import QueryError
from index.fields import named_speakers
from search.occurrences import joined
from search.query import Of
from search.results import Listed
from web.formats import safe_url
from web.parameters import Format
from web.quotations import apart
from web.quote_json import links_json, number_in, own, position_json
from web.render import about

Column = Callable[[Listed], object]

_PLAIN = ("id", "source", "title", "byline", "authors", "published", "published_precision", "body", "tags", "section",
          "lang", "content_hash", "provenance")  # fmt: skip
_SAID = ("id", "text", "parts", "speaker", "speaker_id", "mention", "role", "source_type", "cue", "told_to", "kind",
         "confidence", "certainty", "rule", "flags")  # fmt: skip
# Where no `fields` are given: JSON has the shape of `extract`, or of a quotation in the API, a table what people read.
_DEFAULTS: Mapping[tuple[Of, Format], tuple[str, ...]] = {
    ("articles", "jsonl"): ("id", "url", "source", "title", "byline", "authors", "published", "published_precision",
                            "body", "tags", "section", "lang", "image", "content_hash", "quotes", "provenance"),
    ("articles", "csv"): ("id", "title", "published", "source", "byline", "section", "tags", "speakers", "quote_count",
                          "lang", "url"),
    ("quotes", "jsonl"): (*_SAID, "url", "quote_url", "api_url", "position", "article"),
    ("quotes", "csv"): ("id", "text", "speaker", "role", "source_type", "told_to", "cue", "kind", "confidence",
                        "certainty", "article_id", "title", "published", "source", "byline", "original_url"),
}  # fmt: skip


def columns(of: Of, form: Format, fields: tuple[str, ...] | None) -> dict[str, Column]:
    """Return what makes each field of a row, in their order.

    Raises:
        QueryError: one of the fields is none of such hits.
    """
    known = _QUOTE if of == "quotes" else _ARTICLE
    names = _DEFAULTS[of, form] if fields is None else fields
    if missing := [name for name in names if name not in known]:
        raise QueryError(f"fields names {missing[0]!r}, which {of} do not have", parameter="fields")
    shown = {**known, **(_IN_TABLE[of] if form == "csv" else {})}
    return {name: shown[name] for name in names}


def _of_article(name: str) -> Column:
    return lambda row: getattr(row.article, name)


def _own(name: str) -> Column:
    return lambda row: own(_quote(row))[name]


def _link(name: str) -> Column:
    def link(row: Listed) -> object:
        quote = _quote(row)
        return links_json(row.article.id, quote, number_in(row.article, quote), None)[name]

    return link


def _quote(row: Listed) -> Quote:
    if row.quote is None:
        raise ValueError(f"{row.article.id} is no quotation")
    return row.quote


def _quotes(article: Article) -> list[object]:
    return [own(quote) for quote in article.quotes]


def _holder(article: Article) -> dict[str, object]:
    return {"id": article.id, **about(article.id, article), "byline": article.signed, "tags": article.tags}


_ARTICLE: Mapping[str, Column] = {
    **{name: _of_article(name) for name in _PLAIN},
    "url": lambda row: safe_url(row.article.url),
    "image": lambda row: asdict(row.article.image) if row.article.image else None,
    "quotes": lambda row: _quotes(row.article),
    "speakers": lambda row: named_speakers(row.article),
    "quote_count": lambda row: len(row.article.quotes),
    "score": lambda row: round(row.score, 4),
}
_QUOTE: Mapping[str, Column] = {
    **{name: _own(name) for name in _SAID},
    **{name: _link(name) for name in ("url", "quote_url", "api_url")},
    **{name: _of_article(name) for name in ("title", "published", "published_precision", "source", "byline", "tags")},
    "position": lambda row: position_json(row.article, _quote(row)),
    "article": lambda row: _holder(row.article),
    "article_id": lambda row: row.article.id,
    "original_url": lambda row: safe_url(row.article.url),
    "score": lambda row: round(row.score, 4),
}
_SIGNED: Mapping[str, Column] = {"byline": lambda row: row.article.signed}
# A cell shows where a part ends: together they would be a sentence that nobody printed.
_IN_TABLE: Mapping[Of, Mapping[str, Column]] = {
    "articles": _SIGNED,
    "quotes": {**_SIGNED, "text": lambda row: apart(joined(_quote(row)), " … ")},
}
