"""What is found: hits with spans, facets, totals. Never HTML: a template escapes each span last.

All but `Results` are msgspec Structs (`msgspec.structs.replace` copies one with another field): one of a hit's fields
is made in 0.4 us, a frozen dataclass in 2.5; to define one takes 0.01 ms of every start, a dataclass 0.4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from index.article import Article, Quote
from index.fields import TEXTS
from search.query import Diagnostic, Interval, Query


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


class Matched(Struct, frozen=True):
    """A part of the query that a hit holds, as `search.query.describe` writes it, and the fields that hold it."""

    term: str
    fields: tuple[str, ...]


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
    copies: int  # other articles with the same text; of a quotation, where copies are folded, that have it alike
    score: float
    snippets: tuple[Snippet, ...] = ()
    matched: tuple[Matched, ...] = ()
    quote: Quote | None = None

    @property
    def matched_terms(self) -> tuple[str, ...]:
        """The parts of the query that it holds."""
        return tuple(one.term for one in self.matched)

    @property
    def matched_fields(self) -> tuple[str, ...]:
        """The fields that hold any of them, in the order of index.fields."""
        found = {name for one in self.matched for name in one.fields}
        return tuple(name for name in TEXTS if name in found)


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


class Occurrences(Struct, frozen=True):
    """Where in the archive one quotation stands, the earliest first, what is undated last.

    `variants` counts the different wordings. `more` tells that there were more candidates than are compared.
    """

    quote: Hit
    found: tuple[Occurrence, ...]
    variants: int
    more: bool = False


class Copy(Struct, frozen=True):
    """Another article with the text of one, or nearly that."""

    id: str
    url: str | None
    title: str
    published: str | None
    published_precision: str | None
    source: str | None


class Copies(Struct, frozen=True):
    """The other articles with the text of one, the earliest first, what is undated last; `total` counts all."""

    total: int
    found: tuple[Copy, ...]


class FacetValue(Struct, frozen=True):
    """One value; `count` is the number of hits that a click on it gives; where values widen, alone.

    `aliases` are other names in the archive that it stands for. An excluded value has no hit. `archive`, what the whole
    archive has of it, and `significance` (search.significance) are told where values are searched.
    """

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False
    aliases: tuple[str, ...] = ()
    archive: int | None = None
    significance: float | None = None


class FacetCounts(Struct, frozen=True):
    """Chosen values first, then excluded ones, then by count.

    `other` values are not listed; `missing` articles have none.
    """

    values: tuple[FacetValue, ...]
    other: int = 0
    missing: int = 0


class Answer(Struct, frozen=True, kw_only=True):
    """What an answer that counts says of the engine: its commit, how many articles that has, and the time it took."""

    revision: str = ""
    documents: int = 0
    engine: str = ""
    took_ms: float = 0.0


class ValuePage(Answer, frozen=True):
    """Values of one facet that begin as asked for, those of the page `query.page` of `query.facet_size` each.

    The chosen and excluded ones come first, on the first page, however they begin. `total` counts the others that
    match; `more` of them stand on later pages.
    """

    query: Query
    facet: str
    values: tuple[FacetValue, ...]
    total: int
    more: int
    hits: int  # what the query finds


class Period(Struct, frozen=True):
    """A year, a month, a week or a day, its `start` as a Bucket has it: its hits, and what the archive has of it."""

    start: str
    count: int
    archive: int

    @property
    def share(self) -> float | None:
        """The part of the archive's that are hits; None where the archive has nothing."""
        return self.count / self.archive if self.archive else None


class Timeline(Answer, frozen=True):
    """The hits over time. The counts of the periods, `imprecise` and `undated` together are `total`, all hits.

    `imprecise` hits are dated by a year or a month that is longer than a period. `complete` tells that empty periods
    between the first and the last are listed too.
    """

    query: Query
    interval: Interval
    periods: tuple[Period, ...]
    total: int
    imprecise: int = 0
    undated: int = 0
    complete: bool = True


class Bucket(Struct, frozen=True):
    """The hits of a year (2015), a month (2015-05), a week (the date of its Monday) or a day, at least one."""

    start: str
    count: int


class Total(Struct, frozen=True):
    """Every matching article, copies too; `folded` of them are not shown because a copy is."""

    value: int
    folded: int = 0


class Suggestion(Struct, frozen=True):
    """The first word that the archive does not have, the nearest that it has, and the query with all such replaced."""

    word: str
    replacement: str
    text: str


COMPLETED = ("tag", "speaker", "query", "title")  # the kinds of completions, in their order


class Completion(Struct, frozen=True):
    """What a text that is being typed may become: `count` are the articles that choosing it gives.

    By `kind`, `value` is what it stands for: "tag" and "speaker" have the facet's value, "query" the text itself,
    "title" the id of the article.
    """

    kind: str
    text: str
    count: int
    value: str = ""


class ClusterHealth(Struct, frozen=True):
    """How the cluster of an index is."""

    status: str  # "green"; "yellow" where copies of shards are missing; "red" where shards are, and nothing is found
    nodes: int
    missing: int  # shards of the index, and copies of them, that no node has or that are still being copied


class Info(Struct, frozen=True):
    """The state of the index that answers."""

    engine: str
    revision: str
    documents: int
    quotes: int
    schema: int
    commit: str  # differs between any two commits of any two indexes
    committed: float | None = None  # when, in seconds since 1970; None where the engine does not tell
    lag: float = 0.0  # seconds for which a newer commit has been there that is not answered from yet
    cluster: ClusterHealth | None = None  # of an engine that is one


class Listed(Struct, frozen=True):
    """A hit as an export gives it: the whole article, without its file, and of quotations the one that is found."""

    article: Article
    quote: Quote | None
    score: float


class Export(Struct, frozen=True):
    """All that a query finds in one commit: `total` hits in the order asked for, each read when it is asked for."""

    total: int
    revision: str
    rows: Iterator[Listed]


class Doubt(Struct, frozen=True):
    """A quotation the speaker of which is not certain, and its article."""

    quote: Quote
    article: Article


class Doubts(Struct, frozen=True):
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
    """One page of an answer. The last four are those of `Answer`."""

    query: Query
    total: Total
    hits: tuple[Hit, ...]
    facets: Mapping[str, FacetCounts] = field(default_factory=dict)
    dates: tuple[str, str] | None = None  # the first and the last day of all hits, None where all are undated
    did_you_mean: Suggestion | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    histogram: tuple[Bucket, ...] = ()  # ascending, over all hits whose date tells the period
    cursor: str | None = None  # what Query.cursor takes for the hits after these, None where there are none
    revision: str = ""
    documents: int = 0
    engine: str = ""
    took_ms: float = 0.0
