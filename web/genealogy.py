"""One quotation and where else it stands: who worded it how, earliest first."""

from dataclasses import dataclass

from search.occurrences import place_of_quote
from search.query import Query
from search.results import Hit, Occurrence, Occurrences
from search.searcher import Searcher
from web.cards import Card, card, place_url
from web.formats import counted, day, safe_url, text_fragment
from web.params import QUOTES
from web.quotations import number_of, position, quote_of, speaker_id_of
from web.reading import Piece, reading
from web.urls import quote_url

SHOWN = 100  # occurrences of a page


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An occurrence, with what is to be said of it: how its words differ, and a speaker if it names another one."""

    occurrence: Occurrence
    own: bool  # the quotation that the page is of
    told: str
    other_speaker: str | None
    page_url: str
    place_url: str


@dataclass(frozen=True, slots=True)
class Genealogy:
    """What the page of a quotation shows; `paragraph` is where it stands."""

    card: Card
    hit: Hit
    place_url: str
    paragraph: tuple[Piece, ...]
    original: str | None
    citation: str
    status: str
    places: tuple[Elsewhere, ...]
    beyond: int  # occurrences that are not shown


def genealogy(found: Occurrences, query: Query, searcher: Searcher) -> Genealogy | None:
    """Return what the page of a quotation shows, None where its article was dropped meanwhile."""
    hit = found.quote
    article = searcher.get(hit.article)
    number = place_of_quote(article.quotes, hit.id) if article else None
    if article is None or number is None:
        return None
    own = card(article, number, query)
    place, original = position(article, own.quote), safe_url(hit.url)
    return Genealogy(
        card=own,
        hit=hit,
        place_url=place_url(hit, own.number, query),
        paragraph=reading(article, query.expression).paragraphs[place.paragraph - 1] if place else (),
        original=original and text_fragment(original, own.quote.text if len(own.parts) == 1 else ""),
        citation=_citation(hit, own, original),
        status=_status(found),
        places=tuple(_elsewhere(one, hit) for one in found.found[:SHOWN]),
        beyond=max(0, len(found.found) - SHOWN),
    )


def _elsewhere(one: Occurrence, asked: Hit) -> Elsewhere:
    hit, quote = one.hit, quote_of(one.hit)
    speakers = {speaker_id_of(quote), speaker_id_of(quote_of(asked))} - {None}
    return Elsewhere(
        occurrence=one,
        own=hit.id == asked.id,
        told=_told(one),
        other_speaker=quote.speaker if len(speakers) > 1 else None,
        page_url=quote_url(hit.id),
        place_url=place_url(hit, number_of(quote, 0), QUOTES.defaults),
    )


def _told(one: Occurrence) -> str:
    """Return in words how an occurrence differs."""
    parts = [f"{counted(one.changes, 'word')} {'differs' if one.changes == 1 else 'differ'}"] if one.changes else []
    parts += ["shorter"] if one.shorter else []
    parts += ["longer"] if one.longer else []
    return ", ".join(parts) or "the same words"


def _status(found: Occurrences) -> str:
    count, variants = len(found.found), found.variants
    if count == 1:
        return "It stands nowhere else in the archive."
    wordings = "all in the same words" if variants == 1 else f"in {counted(variants, 'wording')}"
    more = " More quotations share some of its words than could be compared." if found.more else ""
    return f"It stands in {counted(count, 'place')}, {wordings}, earliest first.{more}"


def _citation(hit: Hit, own: Card, original: str | None) -> str:
    """Return a line to copy: the words, who said them, and where."""
    words = " ".join(f"“{''.join(span.text for span in part)}”" for part in own.parts)
    said = ", ".join(filter(None, (own.quote.speaker, own.role)))
    where = (f"“{hit.title}”" if hit.title else None, hit.source, day(hit.published, hit.published_precision), original)
    return " ".join("; ".join(filter(None, (words, said, ", ".join(filter(None, where))))).split())
