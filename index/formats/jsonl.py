"""Articles kept as JSON: one a line, or a single object or list in a file."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from index.article import OWNERS, SOURCE_TYPES, Article, Image, Mention, Quote
from index.dates import parse_date
from index.errors import UnreadableFile
from index.extract.bylines import authors_of, clean_names, given_authors
from index.extract.decoding import decode
from index.extract.wrapped import paragraphs
from index.files import DOCUMENT_LIMIT, too_large
from index.formats.lines import EMPTY_LIMIT, too_empty
from index.formats.parts import Item
from index.formats.saved import in_utc
from index.tags import clean_tags, split_tags

# Beside the contract's own aliases, the names that news-please, fundus, Media Cloud, feeds, news APIs and schema.org
# write. What tells of an article rather than being it comes last: it serves where nothing else has words.
ALIASES = {
    "published": (
        "published", "date", "published_at", "date_publish", "publishing_date", "pubDate", "pub_date", "publish_date",
        "date_published", "datePublished", "publishedAt",
    ),
    "body": (
        "body", "text", "maintext", "plaintext", "body_text", "articleBody", "content", "article", "description",
        "summary",
    ),
    "authors": ("authors", "author"),
    "tags": ("tags", "keywords", "topics", "themes"),
    "lang": ("lang", "language"),
    "source": ("source", "source_domain", "media_name", "publisher", "site", "outlet", "publication"),
    "section": ("section", "category"),
    "title": ("title", "headline", "title_page", "title_rss"),
    "byline": ("byline",),
    "url": ("url", "link"),
}  # fmt: skip
_FIRST_MOMENT = 100_000_000  # seconds to March 1973; a smaller number may be 20150518
_LAST_MOMENT = 4_102_444_800  # seconds to the year 2100; a greater number is milliseconds
_CAPTURED = "date_download"  # when news-please read a page, by a clock that is taken for one of UTC
_MOST_QUOTED = 3  # times the body that all quotes may be: parts may overlap, but a file must not make of itself more
_GIVEN = "given"  # the rule of a speaker that the file tells without saying why
_KINDS = ("direct", "fragment", "block")
_QUOTE_TEXTS = ("speaker", "role", "source_type", "cue", "told_to", "rule")

Record = Mapping[str, Any]
Spans = tuple[tuple[int, int], ...]


def read_lines(lines: Iterable[str | bytes], path: str) -> Iterator[Item]:
    """Yield what is to be made an article of: each line that is not empty.

    Raises:
        UnreadableFile: nothing but empty lines comes; the reason alone.
    """
    last = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            last = number
            yield Item(f"{path}:{number}", partial(read_line, line))
        elif number - last > EMPTY_LIMIT:
            raise UnreadableFile(too_empty("JSON"))


def read_line(line: str | bytes) -> Article:
    """Return the article in a line of JSON.

    Raises:
        UnreadableFile: it is too long, or no JSON; or see `read_record`. The reason alone.
    """
    if len(line) > DOCUMENT_LIMIT:
        raise UnreadableFile(too_large("line"))
    try:
        record = json.loads(decode(line) if isinstance(line, bytes) else line)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"is no JSON: {why_no_json(error)}") from error
    return read_record(record)


def read_record(record: object, kind: str = "given") -> Article:
    """Return the article in a JSON object. Its id is the given one, or empty; `kind` is the provenance of its fields.

    Raises:
        UnreadableFile: neither title nor body, a wrong type, or quotes that do not fit the body; the reason alone.
    """
    if not isinstance(record, dict):
        raise UnreadableFile(f"is {_kind(record)}, not an object with a title or a body")
    record = _plain(record)
    title, body = _text(record, "title") or "", _text(record, "body") or ""
    if not any(record.get(alias) is not None for name in ("title", "body") for alias in ALIASES[name]):
        raise UnreadableFile('has neither "title" nor "body"')
    quotes = _quotes(record.get("quotes"), body)
    article = Article(
        id=_id(record.get("id")),
        url=_text(record, "url"),
        source=_text(record, "source"),
        title=" ".join(title.split()),
        body=body if quotes else paragraphs(body.replace("\x00", "")),
        tags=clean_tags(_list(record, "tags", split_tags)),
        section=next(iter(_list(record, "section", lambda section: [section.strip()])), None),
        lang=_text(record, "lang"),
        image=_image(record.get("image")),
        quotes=quotes,
    )
    article = _dated(_signed(article, record), record)
    return replace(article, provenance=_provenance(article, record, kind))


def _plain(record: Record) -> Record:
    """Return a record with fundus's objects as the texts that they stand for."""
    body, page = record.get("body"), record.get("html")
    found = {"body": _sections(body)} if isinstance(body, dict) else {}
    if isinstance(page, dict):
        origin = page.get("source_info")
        told = {"url": page.get("responded_url") or page.get("requested_url")}
        told["source"] = origin.get("publisher") if isinstance(origin, dict) else None
        told[_CAPTURED] = page.get("crawl_date")
        found |= {name: value for name, value in told.items() if isinstance(value, str) and not _given(record, name)}
    return {**record, **found} if found else record


def _given(record: Record, name: str) -> bool:
    return bool(_field(record, name)[1] if name in ALIASES else record.get(name))


def _sections(body: Record) -> str:
    """Return fundus's body as paragraphs: its summary, then each section's headline and paragraphs."""
    sections = body.get("sections")
    parts = [body.get("summary")]
    for section in sections if isinstance(sections, list) else ():
        parts += [section.get("headline"), section.get("paragraphs")] if isinstance(section, dict) else ()
    texts = [part if isinstance(part, list) else [part] for part in parts]
    return "\n\n".join(" ".join(text.split()) for part in texts for text in part if isinstance(text, str) and text)


def _signed(article: Article, record: Record) -> Article:
    byline = _text(record, "byline")
    authors = clean_names(_list(record, "authors", given_authors)) or authors_of(byline or "")
    return replace(article, byline=byline, authors=authors)


def _dated(article: Article, record: Record) -> Article:
    """Add the date; one that cannot be read leaves the article undated, and its provenance says so."""
    printed = _moment(_field(record, "published")[1]) or _text(record, "published")
    parsed = parse_date(printed or "")
    if not parsed:
        return replace(article, provenance={"published": "unreadable"}) if printed else article
    iso, precision = parsed
    to_the_minute = precision == "second" and record.get("published_precision") == "minute"
    return replace(article, published=iso, published_precision="minute" if to_the_minute else precision)


def _moment(value: object) -> str | None:
    """Return the date of a number of seconds, or milliseconds, since 1970, as crawlers write them."""
    if not isinstance(value, int | float) or not _FIRST_MOMENT < value < _LAST_MOMENT * 1000:
        return None
    return datetime.fromtimestamp(value / 1000 if value > _LAST_MOMENT else value, UTC).isoformat(timespec="seconds")


def _provenance(article: Article, record: Record, kind: str) -> dict[str, str]:
    given = record.get("provenance")
    if isinstance(given, dict) and all(isinstance(value, str) for value in given.values()):
        return {**given, **article.provenance}
    names = ("title", "byline", "authors", "published", "body", "tags", "section", "lang", "image", "source")
    captured = in_utc(str(record.get(_CAPTURED) or ""))
    facts = {"captured": captured} if captured else {}
    return {**{name: kind for name in names if getattr(article, name)}, **facts, **article.provenance}


def _field(record: Record, name: str) -> tuple[str, Any]:
    """Return the first alias that has a value, and the value; what schema.org describes is known by its name."""
    for alias in ALIASES[name]:
        if record.get(alias) not in (None, "", []):
            value = record[alias]
            return alias, [_name(item) for item in value] if isinstance(value, list) else _name(value)
    return name, None


def _name(value: Any) -> Any:
    return value["name"] if isinstance(value, dict) and isinstance(value.get("name"), str) else value


def _text(record: Record, name: str) -> str | None:
    alias, value = _field(record, name)
    if value is None or isinstance(value, str):
        return (value or "").replace("\x00", "").strip() or None if name != "body" else value
    raise UnreadableFile(f'"{alias}" is {_kind(value)}, not text')


def _list(record: Record, name: str, split: Callable[[str], Iterable[str]]) -> list[str]:
    alias, value = _field(record, name)
    if isinstance(value, str):
        return list(split(value))
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise UnreadableFile(f'"{alias}" is {_kind(value)}, not text or a list of texts')


def _id(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise UnreadableFile(f'"id" is {_kind(value)}, not text or a number')


def _image(value: object) -> Image | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise UnreadableFile(f'"image" is {_kind(value)}, not an object with title, caption, credit')
    known = {name: _optional(value, name, "image") for name in ("title", "caption", "credit")}
    return Image(**known) if any(known.values()) else None


def _optional(record: Record, name: str, where: str) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise UnreadableFile(f'"{name}" of {where} is {_kind(value)}, not text')


def _quotes(value: object, body: str) -> tuple[Quote, ...]:
    """Return given quotes; one that does not cut the body is an error, since its author meant other words."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UnreadableFile(f'"quotes" is {_kind(value)}, not a list')
    room, quotes = _MOST_QUOTED * len(body), []
    for number, item in enumerate(value, 1):
        given, parts = _cut_out(item, body, f"quote {number}")
        room -= sum(end - start for start, end in parts)
        if room < 0:
            raise UnreadableFile(f'"quotes" are more than {_MOST_QUOTED} times the body')
        quotes.append(_quote(given, parts, body, f"quote {number}"))
    return tuple(quotes)


def _cut_out(item: object, body: str, where: str) -> tuple[Record, Spans]:
    """Return a quote as it is given, and where its parts stand in the body."""
    if not isinstance(item, dict):
        raise UnreadableFile(f"{where} is {_kind(item)}, not an object")
    given = item.get("parts") or []
    if not isinstance(given, list):
        raise UnreadableFile(f'"parts" of {where} is {_kind(given)}, not a list')
    parts = tuple(_span(part, body, where) for part in given)
    return item, parts or _found(_optional(item, "text", where), body)


def _quote(item: Record, parts: Spans, body: str, where: str) -> Quote:
    text = _optional(item, "text", where)
    words = " ".join(body[start:end] for start, end in parts)
    if not parts or text not in (None, words):
        raise UnreadableFile(
            f'the "parts" of {where} do not cut its words from the body; leave out "quotes" to have them found'
        )
    known = {name: _said(_optional(item, name, where)) for name in _QUOTE_TEXTS}
    if known["rule"] in (None, OWNERS):
        known["rule"] = _GIVEN if known["speaker"] else None
    _check_one_of(known["source_type"], SOURCE_TYPES, f'"source_type" of {where}')
    _check_one_of(item.get("kind"), _KINDS, f'"kind" of {where}')
    known["source_type"] = known["source_type"] or ("named" if known["speaker"] else None)
    return Quote(
        id="",
        text=words,
        parts=parts,
        mention=_mention(item.get("mention"), body, where),
        kind=_optional(item, "kind", where) or "direct",
        confidence=_number(item.get("confidence"), where),
        flags=tuple(flag for flag in _strings(item.get("flags"), where) if flag != OWNERS),
        **known,
    )


def _check_one_of(value: object, known: tuple[str, ...], where: str) -> None:
    if value is not None and value not in known:
        raise UnreadableFile(f"{where} is {value!r:.60}, not one of {', '.join(known)}")


def _said(text: str | None) -> str | None:
    """Return what a quote says of its speaker; blanks and marks say nothing."""
    line = " ".join((text or "").split())
    return line if any(map(str.isalnum, line)) and line.casefold() != "speaker unknown" else None


def _found(text: str | None, body: str) -> Spans:
    """Return where the words of a quote without offsets stand, if they stand in one place only."""
    if not text or body.count(text) != 1:
        return ()
    return ((body.index(text), body.index(text) + len(text)),)


def _span(part: object, body: str, where: str) -> tuple[int, int]:
    if isinstance(part, list) and len(part) == 2 and all(type(offset) is int for offset in part):
        start, end = part
        if 0 <= start < end <= len(body):
            return start, end
    raise UnreadableFile(f"{part!r:.60} of {where} are no offsets in the body of {len(body)} characters")


def _mention(value: object, body: str, where: str) -> Mention | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise UnreadableFile(f'"mention" of {where} is {_kind(value)}, not an object')
    start, end = _span([value.get("start"), value.get("end")], body, f"the mention of {where}")
    if value.get("text", body[start:end]) != body[start:end]:
        raise UnreadableFile(f"the offsets of the mention of {where} do not cut its words from the body")
    return Mention(body[start:end], start, end)


def _number(value: object, where: str) -> float:
    if value is None:
        return 1.0  # what an owner gives without a number is meant
    if isinstance(value, int | float) and 0 <= value <= 1:
        return float(value)
    raise UnreadableFile(f'"confidence" of {where} is not a number from 0 to 1')


def _strings(value: object, where: str) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise UnreadableFile(f'"flags" of {where} is {_kind(value)}, not a list of texts')


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "null")


def why_no_json(error: ValueError | RecursionError) -> str:
    """Return what is wrong with a text that `json.loads` refused."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if not isinstance(error, json.JSONDecodeError):
        return "it has a number of more than 4,300 digits"  # Python's limit, and the one other error
    if error.msg.endswith(" at"):
        return f"{error.msg} character {error.pos + 1:,}"
    return str(error).split(": line 1 ")[0]
