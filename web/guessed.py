"""The page of a name to which quotations are attributed, none for sure, so that it is no speaker's yet."""

from dataclasses import dataclass, replace
from itertools import islice

from index.article import Article
from search.chosen import guesses
from search.query import Query
from search.results import Doubt
from search.searcher import Searcher
from search.syntax import parse
from web.cards import Card, card
from web.urls import list_url, reading_url

_SHOWN = 10
_QUOTES = Query(of="quotes")


@dataclass(frozen=True, slots=True)
class Guess:
    """A quotation that is attributed to the name, and its article."""

    card: Card
    article: Article
    place_url: str


@dataclass(frozen=True, slots=True)
class GuessedPage:
    """What the page shows; `list_url` finds all by the name."""

    name: str
    total: int
    newest: tuple[Guess, ...]
    list_url: str


def guessed_view(searcher: Searcher, speaker: str) -> GuessedPage | None:
    """Return the page of a name, given so or by its id; None where nothing is attributed to it."""
    found = guesses(searcher, speaker)
    if not found:
        return None
    newest = sorted(found, key=lambda doubt: doubt.article.published or "", reverse=True)
    name = newest[0].quote.speaker or speaker
    every = replace(_QUOTES, expression=parse(f'speaker:"{name.replace(chr(34), " ")}"'))
    return GuessedPage(name, len(found), tuple(map(_guess, islice(newest, _SHOWN))), list_url(every))


def _guess(doubt: Doubt) -> Guess:
    place = next(at for at, quote in enumerate(doubt.article.quotes) if quote.id == doubt.quote.id)
    own = replace(card(doubt.article, place, _QUOTES), speaker_url=None)
    return Guess(own, doubt.article, f"{reading_url(doubt.article.id)}#q{own.number}")
