"""The front page: what the archive holds, what is new, who is quoted most, and searches that find something."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search.query import Query
from search.results import FacetCounts, Hit, Info, Results
from search.searcher import Searcher
from web.filters import Link
from web.formats import counted
from web.help import Example, Examples
from web.overview import Value, values, years
from web.params import PAGE, QUOTES
from web.urls import list_url, timeline_url, values_url

_NEWEST = replace(PAGE.defaults, size=6, facets=("tag", "source"), facet_size=10)
_QUOTED = replace(QUOTES.defaults, size=0, facets=("speaker",), facet_size=10)


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the page shows; `holds` says how much there is of what, each with where it is listed."""

    query: Query
    articles: int
    quotes: int
    holds: tuple[Link, ...]
    examples: tuple[Example, ...]
    newest: tuple[Hit, ...]
    speakers: tuple[Value, ...]
    tags: tuple[Value, ...]


def home_view(searcher: Searcher, examples: Examples) -> HomePage:
    """Return the front page of the newest commit."""
    info, newest, quoted = searcher.info(), searcher.search(_NEWEST), searcher.search(_QUOTED)
    return HomePage(
        query=PAGE.defaults,
        articles=info.documents,
        quotes=info.quotes,
        holds=tuple(_holds(info, newest, quoted)) if info.documents else (),
        examples=examples.front() if info.documents else (),
        newest=newest.hits,
        speakers=values(replace(quoted, query=QUOTES.defaults), "speaker"),
        tags=values(replace(newest, query=PAGE.defaults), "tag"),
    )


def _holds(info: Info, newest: Results, quoted: Results) -> Iterator[Link]:
    yield Link(counted(info.documents, "article"), list_url(PAGE.defaults))
    for many, noun, url in (
        (info.quotes, "quote", list_url(QUOTES.defaults)),
        (_many(quoted.facets["speaker"]), "speaker", values_url("speaker", QUOTES.defaults)),
        (_many(newest.facets["source"]), "source", values_url("source", PAGE.defaults)),
    ):
        if many:
            yield Link(counted(many, noun), url)
    if span := years(newest.dates):
        yield Link(span, timeline_url(PAGE.defaults))


def _many(counts: FacetCounts) -> int:
    return len(counts.values) + counts.other
