"""One quotation and where else it stands: who worded it how, earliest first."""

from dataclasses import dataclass, replace

from index.analysis import stem
from index.article import Quote
from search.occurrences import joined, place_of_quote
from search.query import Query
from search.results import Hit, Occurrence, Occurrences, Wording
from search.searcher import Searcher
from search.syntax import parse
from search.wording import Said
from web.cards import Card, card, place_url
from web.filters import Link
from web.formats import day, safe_url, text_fragment
from web.languages import gettext, ngettext, speaking
from web.params import QUOTES
from web.quotations import apart, attributed, is_guess, number_of, position, quote_of, speaker_url
from web.reading import Piece, reading
from web.urls import article_url, list_url, quote_url

SHOWN = 100  # occurrences of a page
_LONGEST = 64  # characters of a word that is searched for: a garbled file may have longer ones
_RAREST = 3  # words of a quotation that others are to be searched by
_COUNTED = 100  # words of one whose quotations are counted


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
    rarest: Link | None  # where nothing is much like it: what has one of its rarest words


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
        rarest=_rarest(own.quote, searcher) if len(found.found) == 1 else None,
    )


def _rarest(quote: Quote, searcher: Searcher) -> Link | None:
    """Return the search for the rarest words of a quotation that others have, too; None where they have none."""
    said = Said(joined(quote))
    texts = {stem(token.word): said.text[token.start : token.end] for token in said.tokens}
    words = [text for key, text in texts.items() if key in said.content and len(text) <= _LONGEST][:_COUNTED]
    counts = {word: searcher.count(Query(of="quotes", expression=parse(word, "any"))) for word in words}
    rarest = sorted((word for word in words if counts[word] > 1), key=counts.__getitem__)[:_RAREST]
    if not rarest:
        return None
    text = " ".join(word for word in words if word in rarest)
    asked = replace(QUOTES.defaults, expression=parse(text, "any"), mode="any", sort="oldest")
    return Link(gettext("Quotes with any of its rarest words, oldest first: %(words)s", words=text), list_url(asked))


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
    if is_guess(quote):
        return gettext("attributed to, unchecked: %(speaker)s", speaker=quote.speaker)
    return gettext("said by %(speaker)s", speaker=quote.speaker)


def _told(one: Occurrence) -> str:
    """Return in words how an occurrence differs."""
    parts = [ngettext("%(num)s word differs", "%(num)s words differ", one.changes)] if one.changes else []
    parts += [gettext("shorter")] if one.shorter else []
    parts += [gettext("longer")] if one.longer else []
    return ", ".join(parts) or gettext("the same words")


def _status(found: Occurrences) -> str:
    others, variants = len(found.found) - 1, found.variants
    if not others:
        nothing = gettext("No quotation much like this one was found.")
        return f"{nothing} {_more()}" if found.more else nothing
    alike = ngettext("%(num)s other quote is like this one", "%(num)s other quotes are like this one", others)
    wordings = gettext("all in the same words")
    if variants > 1:
        wordings = ngettext("%(num)s wording with this one", "%(num)s wordings with this one", variants)
    status = gettext("%(alike)s: %(wordings)s, earliest first.", alike=alike, wordings=wordings)
    return f"{status} {_more()}" if found.more else status


def _more() -> str:
    return gettext("More quotes share some of its words than could be compared.")


@speaking("en")  # as all citations are
def _citation(hit: Hit, own: Card, address: str) -> str:
    """Return a line to copy: the words, who said them, and where."""
    texts = ("".join(span.text for span in part).rstrip(", ") for part in own.parts)
    words = " ".join(f"“{text}”" for text in texts)
    said = attributed(own.quote) if own.quote.speaker else None
    date = day(hit.published, hit.published_precision)
    where = filter(None, (f"“{hit.title}”" if hit.title else None, hit.source, date, address))
    return " ".join(f"{words} — {', '.join(filter(None, (said, *where)))}".split())
