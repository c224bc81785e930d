"""What is found: hits with spans, facets, totals. Never HTML: a template escapes each span last.

What a page has dozens of is a msgspec Struct: made in 0.4 us, a frozen dataclass of a hit's fields in 2.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from index.article import Article, Quote
from search.query import Diagnostic, Query


class Span(Struct, frozen=True):
    """A piece of stored text, and whether it matched."""

    text: str
    hit: bool = False


class Snippet(Struct, frozen=True):
    """A fragment of a field; its spans joined are `text[offset:offset + length]` of the paragraph.

    Of a quote that is a hit they are the whole text; the place is that of its first part.
    `paragraph` counts from 0 in the body; `offset` is in characters from the paragraph's start.
    `before` and `after` tell whether text was left out there. `speaker` said what the field "quote" shows.
    """

    field: str
    spans: tuple[Span, ...]
    paragraph: int = 0
    offset: int = 0
    before: bool = False
    after: bool = False
    speaker: str | None = None


class Hit(Struct, frozen=True):
    """One article of the list, or one quote of it: then all but `id`, `quote` and the snippet is its article's.

    `article` is the article's id; of an article, `id` too.
    """

    id: str
    article: str
    url: str | None
    title: str
    title_spans: tuple[Span, ...]
    published: str | None
    published_precision: str | None
    source: str | None
    byline: str | None
    tags: tuple[str, ...]
    lang: str | None
    speakers: tuple[str, ...]
    quote_count: int
    copies: int  # other articles with the same text
    score: float
    snippets: tuple[Snippet, ...] = ()
    matched_fields: tuple[str, ...] = ()
    matched_terms: tuple[str, ...] = ()
    quote: Quote | None = None


class Wording(Struct, frozen=True):
    """A piece of a quotation beside another one.

    `change` is "same", "added" (words that the other has not), "beyond" (what goes on where the other ends) or
    "dropped": words of the other, not of this one. The pieces without those that were dropped are the whole text, with
    a JOINT (`search.wording`) between parts that were said apart.
    """

    text: str
    change: str


class Occurrence(Struct, frozen=True):
    """A quotation with the same words, or nearly the same, as the one that was asked for.

    `changes` counts the words that differ within what both have. `cut_before`, `cut_after`: it lacks words at its
    beginning, at its end; `longer`: it has more at either. `other_speaker`: it names another person, as far as the
    archive tells people apart. The quotation that was asked for is an occurrence of itself.
    """

    hit: Hit
    pieces: tuple[Wording, ...]
    changes: int = 0
    cut_before: bool = False
    cut_after: bool = False
    longer: bool = False
    other_speaker: bool = False

    @property
    def shorter(self) -> bool:
        """Whether it lacks words at an end."""
        return self.cut_before or self.cut_after


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where in the archive one quotation stands, the earliest first, what is undated last.

    `variants` counts the different wordings. `more` tells that there were more candidates than are compared.
    """

    quote: Hit
    found: tuple[Occurrence, ...]
    variants: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article with the text of one, or nearly that."""

    id: str
    url: str | None
    title: str
    published: str | None
    published_precision: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Copies:
    """The other articles with the text of one, the earliest first, what is undated last; `total` counts all."""

    total: int
    found: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value; `count` is the number of hits that a click on it gives; where values widen, alone."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """Chosen values first, then by count. `other` values are not listed; `missing` articles have none."""

    values: tuple[FacetValue, ...]
    other: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Bucket:
    """The hits of a year (2015), a month (2015-05), a week (the date of its Monday) or a day, at least one."""

    start: str
    count: int


@dataclass(frozen=True, slots=True)
class Total:
    """Every matching article, copies too; `folded` of them are not shown because a copy is."""

    value: int
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The first word that the archive does not have, the nearest that it has, and the query with all such replaced."""

    word: str
    replacement: str
    text: str


@dataclass(frozen=True, slots=True)
class Completion:
    """A value that begins as typed: `kind` is a facet's name, `count` its articles."""

    kind: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Info:
    """The state of the index that answers."""

    engine: str
    revision: str
    documents: int
    quotes: int
    schema: int
    commit: str  # differs between any two commits of any two indexes


@dataclass(frozen=True, slots=True)
class Doubt:
    """A quotation the speaker of which is not certain, and its article."""

    quote: Quote
    article: Article


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is below UNCHECKED and names a speaker first, then what has no speaker, then the rest.

    Of these the least certain come first, of equals those of the newest article. `total` counts all, `unchecked` what
    is below UNCHECKED, and `guessed` what of that names a speaker.
    """

    total: int
    found: tuple[Doubt, ...]
    unchecked: int = 0
    guessed: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer."""

    query: Query
    total: Total
    hits: tuple[Hit, ...]
    facets: Mapping[str, FacetCounts] = field(default_factory=dict)
    dates: tuple[str, str] | None = None  # the first and the last day of all hits, None where all are undated
    did_you_mean: Suggestion | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    revision: str = ""
    documents: int = 0
    engine: str = ""
    took_ms: float = 0.0
    histogram: tuple[Bucket, ...] = ()  # ascending, over all hits that are dated
    cursor: str | None = None  # what Query.cursor takes for the hits after these, None where there are none
