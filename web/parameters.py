"""The one table of URL parameters: how each is called, how its text is read, and what its documentation says of it."""

import calendar
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, cast

from index.dates import plain_day
from index.errors import QueryError
from search.nodes import THINGS
from search.query import EXCLUDED, FACETS, INTERVALS, KINDS, MAX_CHARACTERS, MAX_DEPTH, MAX_SIZE, MODES, SORTS
from search.results import COMPLETED as COMPLETIONS
from search.timeline import ASKED_INTERVALS
from search.told import told
from search.values import ORDERS

Highlight = Literal["html", "spans", "none"]
Format = Literal["csv", "jsonl", "ris", "bibtex"]
HIGHLIGHTS: tuple[Highlight, ...] = ("html", "spans", "none")
FORMATS: tuple[Format, ...] = ("csv", "jsonl", "ris", "bibtex")
_Word = TypeVar("_Word", bound=str)

# A page repeats its parameters in every link, so their number multiplies into its size.
MAX_VALUES = 32
# The fields that `fields` may choose, in their order: of a hit, of a quotation,
HIT_FIELDS = (
    "id", "url", "api_url", "original_url", "title", "published", "published_precision", "source", "byline",
    "tags", "speakers", "quote_count", "copies", "score", "matched", "highlights",
)  # fmt: skip
QUOTE_FIELDS = (
    "id", "url", "quote_url", "api_url", "text", "parts", "speaker", "speaker_id", "mention", "role", "source_type",
    "cue", "told_to", "kind", "confidence", "certainty", "rule", "flags", "evidence", "position", "article",
    "occurrences", "score", "highlights",
)  # fmt: skip
# of one article, as it is kept (not `file`: a path of the server's is nobody's business), and as it is shown, of which
# `links` and `index` always come,
KEPT_FIELDS = (
    "id", "url", "source", "title", "byline", "authors", "published", "published_precision", "body", "tags",
    "section", "lang", "image", "content_hash", "quotes", "provenance",
)  # fmt: skip
ARTICLE_FIELDS = (*KEPT_FIELDS, "title_html", "title_spans", "paragraphs", "copies")
# of a row of an export, of articles and of quotations (web.columns).
EXPORT_FIELDS = (
    "id", "text", "parts", "speaker", "speaker_id", "mention", "role", "source_type", "cue", "told_to", "kind",
    "confidence", "certainty", "rule", "flags", "position", "article", "article_id", "title", "published",
    "published_precision", "source", "byline", "authors", "section", "tags", "lang", "body", "image", "speakers",
    "quote_count", "quotes", "score", "content_hash", "provenance", "url", "quote_url", "api_url", "original_url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: `read` gives what a text of it means, or raises QueryError; `told` is its documentation, a line.

    `attribute` is that of Query which holds it, None where no query does. `many`: it may be given several times, each
    time with one value. `schema` is a value's in JSON Schema; of an array the values are parted by commas.
    """

    name: str
    told: str
    attribute: str | None = None
    read: Callable[[str], Any] = str.strip
    many: bool = False
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string", "maxLength": MAX_CHARACTERS})


def one_of(known: tuple[_Word, ...]) -> Callable[[str], _Word]:
    """Return what reads one of some words."""

    def read(text: str) -> _Word:
        if text.strip() not in known:
            raise QueryError(told("is one of %(known)s, not %(given)s", known=", ".join(known), given=repr(text)))
        return cast(_Word, text.strip())

    return read


def _digits(text: str) -> int:
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 10):
        raise QueryError(told("is a whole number, not %(given)s", given=repr(text)))
    return int(text)


def _boolean(text: str) -> bool:
    if text.strip() not in ("true", "false"):
        raise QueryError(told("is true or false, not %(given)s", given=repr(text)))
    return text.strip() == "true"


def _part(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise QueryError(told("is a number from 0 to 1, not %(given)s", given=repr(text))) from None


def _enum(words: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


_MONTH = "|".join(filter(None, calendar.month_name))
_DAY = rf"^(\d{{4}}(-\d{{2}}(-\d{{2}})?)?|(\d{{1,2}} )?({_MONTH}) \d{{4}}|({_MONTH}) \d{{1,2}}, \d{{4}})$"
_DAYS = "a year, month or day, as `2015`, `2015-05`, `2015-05-18`, or as printed, `June 2024`, `18 May 2015`"


def _word(name: str, told: str, words: tuple[str, ...], attribute: str | None = None) -> Parameter:
    return Parameter(name, told, attribute, one_of(words), schema=_enum(words))


def _number(name: str, told: str, least: int, most: int, attribute: str | None = None) -> Parameter:
    return Parameter(name, told, attribute, _digits, schema={"type": "integer", "minimum": least, "maximum": most})


def _truth(name: str, told: str, attribute: str | None = None) -> Parameter:
    return Parameter(name, told, attribute, _boolean, schema={"type": "boolean"})


def _date(name: str, told: str, attribute: str) -> Parameter:
    return Parameter(name, told, attribute, plain_day, schema={"type": "string", "pattern": _DAY})


def _facets(*names: str) -> Iterator[Parameter]:
    for name in names:
        facet = FACETS[name]
        several = "narrow" if facet.multi else "widen"
        yield Parameter(name, f"{_FILTERED[name]}; several {several}.", facet.attribute, str, many=True)


_FILTERED = {
    "tag": "Only what has this tag",
    "speaker": "Only what quotes this person, by name or id",
    "source": "Only what this source published",
    "byline": "Only what has this byline",
    "section": "Only what stood in this section",
    "year": "Only what is of this year",
    "lang": "Only what is in this language, by its code",
    "told_to": "Only what was told to this outlet",
    "source_type": "Only what is said by a source that is `named`, `unnamed` or an `organisation`",
    "kind": "Only a quotation that is `direct` (a whole sentence or more), a `fragment`, or a `block`",
}

# In the order of canonical addresses.
PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        _word("of", "What a hit is.", KINDS, "of"),
        Parameter("q", "The query, in the query language; all without it.", "expression", str),
        _word("mode", "Whether all of the words are wanted, or any.", MODES, "mode"),
        *_facets("tag"),
        Parameter("tag_not", "Nothing that has this tag.", EXCLUDED["tag"], str, many=True),
        _word("tag_mode", "Whether several tags narrow (`all`) or widen (`any`).", MODES, "tag_mode"),
        *_facets("speaker"),
        Parameter("speaker_not", "Nothing that this person says.", EXCLUDED["speaker"], str, many=True),
        *_facets(*(name for name in FACETS if name not in EXCLUDED)),
        Parameter("role", "Words that the speaker's role has, all of them, in any form.", "role"),
        Parameter(
            "min_confidence",
            "How sure the speaker is at least.",
            "min_confidence",
            _part,
            schema={"type": "number", "minimum": 0, "maximum": 1},
        ),
        Parameter("has", "Only an article with these; both narrow.", "has", one_of(THINGS), True, _enum(THINGS)),
        _date("from", f"The first day: {_DAYS}.", "date_from"),
        _date("to", f"The last day, inclusive: {_DAYS}.", "date_to"),
        _truth("fold", "Whether copies, and what they quote, are shown once.", "fold"),
        _word("sort", "The order; `relevance` where there is a query, else `newest`.", SORTS, "sort"),
        Parameter("facet", "A facet to count.", "facets", one_of(tuple(FACETS)), many=True, schema=_enum(FACETS)),
        _number("facet_size", "How many values of a facet.", 0, MAX_SIZE, "facet_size"),
        _word("histogram", "Count the hits by such intervals.", INTERVALS, "histogram"),
        _number("size", "How many.", 0, MAX_SIZE, "size"),
        _number("page", f"The page, down to the hit {MAX_DEPTH:,}; further by `cursor`.", 1, MAX_DEPTH, "page"),
        Parameter("cursor", "The `cursor` of the answer before, in place of `page`.", "cursor"),
        _word("highlight", "How matches are shown: HTML, text with their places, or not.", HIGHLIGHTS),
        Parameter("fields", "Fields wanted, parted by commas; all without it.", schema={"type": "array"}),
        _word("format", "The kind of file.", FORMATS),
        Parameter("prefix", "How a word of the value begins.", read=str),
        _word("order", "The order of the values.", ORDERS),
        _word("interval", "How long a bucket is.", ASKED_INTERVALS),
        _truth("share", "Whether the chart shows parts of the archive."),
        _number("quotes", "The page of the article's list of quotations.", 1, 999_999_999),
    )
}  # fmt: skip


def _kinds(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(one_of(COMPLETIONS), text.split(","))))


# Of a text that is being typed.
TYPED = {
    parameter.name: parameter
    for parameter in (
        Parameter("q", "The text as far as it is typed.", "text", str, schema={"type": "string"}),
        Parameter("kind", "What it may become, parted by commas; all without it.", "kinds", _kinds,
                  schema={"type": "array", "items": _enum(COMPLETIONS)}),
        _number("size", "How many in all; 10 without it.", 0, MAX_SIZE, "size"),
    )
}  # fmt: skip


def fields_of(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields that a text names, parted by commas, in the order of those that are known.

    Raises:
        QueryError: one is not.
    """
    wanted = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in known]:
        raise QueryError(f"names {unknown[0]!r}, which is none of {', '.join(known)}", parameter="fields")
    return tuple(name for name in known if name in wanted)
