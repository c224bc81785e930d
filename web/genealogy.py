"""One quotation and where else it stands: who worded it how, earliest first."""

from dataclasses import dataclass

from index.article import Quote
from search.occurrences import place_of_quote
from search.query import Query
from search.results import Hit, Occurrence, Occurrences, Wording
from search.searcher import Searcher
from web.cards import Card, card, place_url
from web.formats import counted, day, safe_url, text_fragment
from web.quotations import GUESS, apart, attributed, is_guess, number_of, position, quote_of, speaker_url
from web.reading import Piece, reading
from web.urls import article_url, quote_url

SHOWN = 100  # occurrences of a page


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An occurrence, with what is to be said of it: how its words differ, and a speaker if it names another one.

    `said_by` says who, `alarming` whether that contradicts: a guess does too, but an unnamed source may be anybody.
    """

    occurrence: Occurrence
    own: bool  # the quotation that the page is of
    pieces: tuple[Wording, ...]
    told: str
    said_by: str | None
    speaker_url: str | None
    alarming: bool
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


def genealogy(found: Occurrences, query: Query, searcher: Searcher, base: str = "") -> Genealogy | None:
    """Return what the page of a quotation shows, None where its article was dropped meanwhile.

    `base` stands before the paths of this site where it is cited.
    """
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
        citation=_citation(hit, own, original or (base and base + article_url(hit.article))),
        status=_status(found),
        places=tuple(_elsewhere(one, hit, query) for one in found.found[:SHOWN]),
        beyond=max(0, len(found.found) - SHOWN),
    )


def _elsewhere(one: Occurrence, asked: Hit, query: Query) -> Elsewhere:
    hit, quote = one.hit, quote_of(one.hit)
    return Elsewhere(
        occurrence=one,
        own=hit.id == asked.id,
        pieces=tuple(Wording(apart(piece.text), piece.change) for piece in one.pieces),
        told=_told(one),
        said_by=_said_by(quote) if one.other_speaker else None,
        speaker_url=speaker_url(quote),
        alarming="unnamed" not in (quote.source_type, quote_of(asked).source_type),
        page_url=quote_url(hit.id, query),
        place_url=place_url(hit, number_of(quote, 0), query),
    )


def _said_by(quote: Quote) -> str:
    return f"{GUESS} {quote.speaker}" if is_guess(quote) else f"said by {quote.speaker}"


def _told(one: Occurrence) -> str:
    """Return in words how an occurrence differs."""
    parts = [f"{counted(one.changes, 'word')} {'differs' if one.changes == 1 else 'differ'}"] if one.changes else []
    parts += ["shorter"] if one.shorter else []
    parts += ["longer"] if one.longer else []
    return ", ".join(parts) or "the same words"


def _status(found: Occurrences) -> str:
    others, variants = len(found.found) - 1, found.variants
    if not others:
        return "No other quote in the archive is like this one."
    wordings = "all in the same words" if variants == 1 else f"{counted(variants, 'wording')} with this one"
    more = " More quotes share some of its words than could be compared." if found.more else ""
    close = f"{counted(others, 'other quote')} {'is' if others == 1 else 'are'} like this one"
    return f"{close}: {wordings}, earliest first.{more}"


def _citation(hit: Hit, own: Card, address: str) -> str:
    """Return a line to copy: the words, who said them, and where."""
    texts = ("".join(span.text for span in part).rstrip(", ") for part in own.parts)
    words = " ".join(f"“{text}”" for text in texts)
    said = attributed(own.quote) if own.quote.speaker else None
    date = day(hit.published, hit.published_precision)
    where = filter(None, (f"“{hit.title}”" if hit.title else None, hit.source, date, address))
    return " ".join(f"{words} — {', '.join(filter(None, (said, *where)))}".split())
