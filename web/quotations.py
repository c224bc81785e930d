"""What pages and the API show of a quotation, beside what an index keeps of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.article import UNCHECKED, Article, Quote
from index.fields import named_speaker, speaker_id
from search.occurrences import joined
from search.query import Query
from search.results import Hit, Occurrences
from search.snippets import paragraphs
from search.wording import JOINT
from web.formats import confidence
from web.params import QUOTES
from web.urls import speaker_page

GUESS = "attributed to, unchecked:"  # what stands before a speaker that is a guess
_MARKS = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』")
_NUMBER = re.compile(r".*\.q(\d{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a quotation begins: its paragraph, counted from 1, and its first part's offsets in it."""

    paragraph: int
    start: int
    end: int
    text: str  # of the paragraph


def quote_of(hit: Hit) -> Quote:
    """Return the quotation that a hit is.

    Raises:
        ValueError: it is an article.
    """
    if hit.quote is None:
        raise ValueError(f"{hit.id} is an article")
    return hit.quote


def number_of(quote: Quote, place: int) -> int:
    """Return the number that anchors and ids have, given the quotation's place from 0 for one that has no such id."""
    match = _NUMBER.fullmatch(quote.id)
    return int(match[1]) if match else place + 1


def speaker_id_of(quote: Quote) -> str | None:
    """Return the id of a quotation's speaker."""
    return speaker_id(quote.speaker) if quote.speaker else None


def speaker_url(quote: Quote, query: Query = QUOTES.defaults) -> str | None:
    """Return the speaker's page, narrowed as a list of quotations is: of a named and likely one."""
    filters = query if query.of == "quotes" else QUOTES.defaults
    return speaker_page(quote.speaker, filters) if quote.speaker and named_speaker(quote) else None


def shown_role(quote: Quote) -> str | None:
    """Return the role where it says more than the speaker's name, which an unnamed source's does not."""
    known = (quote.speaker or "").casefold()
    return quote.role if quote.role and quote.role.casefold() not in known else None


def is_guess(quote: Quote) -> bool:
    """Tell whether the speaker of a quotation is not to be taken for a fact."""
    return bool(quote.speaker) and quote.confidence < UNCHECKED


def certainty(quote: Quote) -> str | None:
    """Return how sure the speaker is in a word: clear, likely, or check where it is a guess; None without a speaker."""
    return confidence(quote.confidence) if quote.speaker else None


def attributed(quote: Quote) -> str:
    """Return in words who says a quotation, marked where that is a guess."""
    return (f"{GUESS} " if is_guess(quote) else "") + ", ".join(
        filter(None, (quote.speaker or "speaker not found", shown_role(quote)))
    )


def in_marks(quote: Quote) -> str:
    """Return the words of a quotation, each part in its own marks."""
    return f"“{apart(joined(quote))}”"


def apart(text: str, between: str = "” “") -> str:
    """Return words that may be of several parts with marks between the parts, or what else is to stand there."""
    return text.replace(JOINT, between)


def position(article: Article, quote: Quote) -> Position | None:
    """Return where a quotation begins, None where that is not known."""
    if not quote.parts:
        return None
    start, end = quote.parts[0]
    return next(_holding(article, start, end), None)


def _holding(article: Article, start: int, end: int) -> Iterator[Position]:
    for number, (at, text) in enumerate(paragraphs(article.body), 1):
        if at <= start < at + len(text):
            yield Position(number, start - at, end - at, text)


def with_marks(body: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of a quotation's part with its marks: a reference after it does not stand within them."""
    before, after = body[max(0, start - 1) : start], body[end : end + 1]
    return start - (before in _MARKS), end + (after in _MARKS)


def is_corrected(quote: Quote) -> bool:
    """Tell whether the archive's owner has said who the speaker is."""
    return "corrected" in quote.flags


def first_day(occurrences: Occurrences) -> str | None:
    """Return the date of the earliest occurrence, as precise as it was printed; None where all are undated."""
    earliest = occurrences.found[0].hit.published
    return earliest[:10] if earliest else None
