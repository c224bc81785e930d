"""What an article is: the one shape that readers make, the index keeps, and pages and the API show."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Literal

from msgspec import Struct, structs

from index.errors import UnreadableFile

Offsets = tuple[int, int]

SourceType = Literal["named", "unnamed", "organisation"]
SOURCE_TYPES: tuple[SourceType, ...] = ("named", "unnamed", "organisation")
OWNERS = "corrected"  # the rule and the flag of what the archive's owner has corrected, and nobody else
# With less confidence a speaker is a guess: shown as "attributed to, unchecked", and counted under nobody.
UNCHECKED = 0.7


class Mention(Struct, frozen=True, gc=False):
    """The speaker as written; `body[start:end]` is `text`."""

    text: str
    start: int
    end: int


class Quote(Struct, frozen=True, gc=False):
    """One quotation. Each part is the offsets in the body of exactly the words between a pair of marks."""

    id: str
    text: str
    parts: tuple[Offsets, ...]
    speaker: str | None = None
    mention: Mention | None = None
    role: str | None = None
    source_type: str | None = None  # named | unnamed | organisation
    cue: str | None = None
    told_to: str | None = None
    kind: str = "direct"  # direct | fragment | block
    confidence: float = 1.0
    rule: str | None = None
    flags: tuple[str, ...] = ()  # continued | nested | garbled | corrected | doubted


class Image(Struct, frozen=True, gc=False):
    """The photograph's own words; never a part of the body."""

    title: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One saved article. What is not known is None or empty, never a guess without a provenance.

    `published` is ISO 8601 as precise as `published_precision` (year, month, day, minute, second) says,
    with the zone that was printed, if any. `body` holds paragraphs separated by one empty line.
    """

    id: str
    url: str | None = None
    source: str | None = None
    title: str = ""
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_precision: str | None = None
    body: str = ""
    tags: tuple[str, ...] = ()
    section: str | None = None
    lang: str | None = None
    image: Image | None = None
    file: str | None = None
    content_hash: str = ""
    quotes: tuple[Quote, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type["Article"], tuple[Any, ...]]:
        return Article, _of_article(self)  # pickle would ask a frozen dataclass for its fields one by one

    def to_dict(self) -> dict[str, Any]:
        """Return the article as the JSON that `pullquote extract` prints."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Article":
        """Read back what `to_dict` wrote.

        Raises:
            UnreadableFile: a field is missing or has another type.
        """
        try:
            image = Image(**data["image"]) if data.get("image") else None
            return cls(**{**_tuples(data), "image": image, "quotes": tuple(map(_quote, data["quotes"]))})
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableFile(f"this is no article as Pullquote writes it: {error}") from error

    @property
    def signed(self) -> str | None:
        """The byline, or the authors where none was printed."""
        return signed(self.byline, self.authors)

    @property
    def copy_key(self) -> str:
        """16 hex digits that articles with the same text share."""
        return self.content_hash[:16]


_of_article = attrgetter(*(one.name for one in fields(Article)))


def signed(byline: str | None, authors: Iterable[str]) -> str | None:
    """Return what an article is signed with: its byline, or the authors where none was printed."""
    return byline or ", ".join(authors) or None


def content_hash(title: str, body: str) -> str:
    """Return 64 hex digits, equal for articles whose words are the same whatever their spacing."""
    words = " ".join(f"{title}\n{body}".split()).casefold()
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def quotes_plain(quotes: Iterable[Quote]) -> list[dict[str, Any]]:
    """Return quotes as JSON has them."""
    return [_plain(quote) for quote in quotes]


def quotes_from(data: Iterable[Mapping[str, Any]]) -> tuple[Quote, ...]:
    """Read back what `quotes_plain` gave."""
    return tuple(map(_quote, data))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Struct):
        return {name: _plain(own) for name, own in structs.asdict(value).items()}
    return dict(value) if isinstance(value, Mapping) else value


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def _quote(data: Mapping[str, Any]) -> Quote:
    mention = Mention(**data["mention"]) if data.get("mention") else None
    parts = tuple((start, end) for start, end in data["parts"])
    return Quote(**{**_tuples(data), "parts": parts, "mention": mention})
