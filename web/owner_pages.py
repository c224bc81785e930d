"""What the owner of an archive looks through: quotations whose speaker is least certain, pages that may be misread.

Nothing is changed here: each page says the command that does.
"""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from time import thread_time

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from index.article import Article, Quote
from search.occurrences import place_of_quote
from search.query import Query
from search.results import Doubt, Doubts
from search.searcher import Searcher
from web.arguments import from_args
from web.base_url import names_this_machine
from web.cards import Card, card
from web.doubtful import Doubtful, Judge, Worst
from web.filters import Link
from web.formats import counted, number
from web.languages import gettext, ngettext
from web.pages import answered, page
from web.params import RECHECK, REVIEW, Asked, Surface
from web.quotations import position
from web.render import last_page
from web.settings import Settings
from web.urls import reading_url

_KEPT = 1_000  # articles that may be misread
_SECONDS = 1.5  # of work to look for them, once for each commit


@dataclass(frozen=True, slots=True)
class Unsure:
    """A quotation to check: where it stands, its paragraph, and what to type where it is wrong."""

    card: Card
    article: Article
    url: str
    paragraph: str
    command: str


@dataclass(frozen=True, slots=True)
class Misread:
    """What may be misread: the worst first, of `all` articles looked at; `partly`: there are more."""

    found: tuple[Doubtful, ...]
    doubtful: int
    all: int
    partly: bool


def for_owner(settings: Settings) -> bool:
    """Tell whether who asks may have these pages.

    A proxy that others reach may stand before a server of this machine.
    """
    return settings.owner is not None and names_this_machine(request.host_url)


def owner_pages(searcher: Searcher, settings: Settings, doubt: Judge) -> Blueprint:
    """Return the owner's pages over a searcher."""
    blueprint = Blueprint("owner", __name__)
    kept, looking = lru_cache(maxsize=1)(lambda _commit: _misread(searcher, doubt)), Lock()

    def misread() -> Misread:
        with looking:  # whoever asks meanwhile has what the first one found
            return kept(searcher.info().commit)

    @blueprint.before_request
    def is_owner() -> None:
        if not for_owner(settings):
            abort(404)

    @blueprint.get(REVIEW.path)
    def review() -> ResponseReturnValue:
        def doubts(asked: Asked) -> Response:
            found = searcher.doubts(asked.query)
            shown = tuple(_unsure(one, asked.query, settings.index) for one in found.found)
            links = tuple(_neighbours(REVIEW, asked.query, found.total))
            return page("review.html", asked=asked, shown=shown, told=_status(found), links=links)

        return answered(REVIEW, doubts)

    @blueprint.get(RECHECK.path)
    def recheck() -> ResponseReturnValue:
        asked = from_args(request.args, RECHECK)
        found, query = misread(), asked.query
        shown = found.found[(query.page - 1) * query.size : query.page * query.size]
        links = tuple(_neighbours(RECHECK, query, len(found.found)))
        return page("recheck.html", asked=asked, shown=shown, found=found, links=links)

    return blueprint


def _unsure(doubt: Doubt, query: Query, index: str) -> Unsure:
    place, article = place_of_quote(doubt.article.quotes, doubt.quote.id) or 0, doubt.article
    own, where = card(article, place, query), position(article, doubt.quote)
    return Unsure(
        card=replace(own, speaker_url=None),
        article=article,
        url=f"{reading_url(article.id)}#q{own.number}",
        paragraph=where.text if where else "",
        command=f"pullquote correct {shlex.quote(doubt.quote.id)} --speaker {_name(doubt.quote)}{index}",
    )


def _name(quote: Quote) -> str:
    """Return whom to give as the speaker: whoever was read, since most of what is left to do is to confirm it."""
    return shlex.quote(quote.speaker) if quote.speaker and quote.speaker.isprintable() else "'NAME'"


def _status(found: Doubts) -> str:
    return ngettext(
        "%(quotes)s to check, %(guessed)s of them with a guessed speaker; %(num)s more is likely or clear.",
        "%(quotes)s to check, %(guessed)s of them with a guessed speaker; %(num)s more are likely or clear.",
        found.total - found.unchecked,
        quotes=counted(found.unchecked, "quote"),
        guessed=number(found.guessed),
    )


def _neighbours(surface: Surface, query: Query, total: int) -> Iterator[Link]:
    last = last_page(total, query.size)
    for text, at in ((gettext("Previous"), query.page - 1), (gettext("Next"), query.page + 1)):
        if 1 <= at <= last and query.size:
            yield Link(text, surface.url(replace(query, page=at)))


def _misread(searcher: Searcher, doubt: Judge) -> Misread:
    worst = Worst(_in_time(searcher.articles()), _KEPT, doubt)
    return Misread(tuple(worst.found), worst.doubtful, worst.all, worst.all < searcher.info().documents)


def _in_time(articles: Iterable[Article]) -> Iterator[Article]:
    ends = thread_time() + _SECONDS
    for article in articles:
        yield article
        if thread_time() > ends:
            return
