"""One quotation across the archive: which others are it, earliest first, and how each of them words it."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from index.article import Article, Quote
from index.dates import local_seconds
from index.fields import facet_key
from index.record import Head
from search.cursor import Place
from search.hits import make_hit
from search.results import Copy, Hit, Occurrence, Occurrences, Span, Wording
from search.same import Same
from search.wording import JOINT, Comparison, Said, compared, work

MOST = 500  # quotations that an index compares with one: the likeliest
MOST_WORK = 300_000  # for comparing them (search.wording.work): texts can be made of which each takes 20 ms


class Standing(NamedTuple):
    """A quotation and the article that it stands in, as an engine reads them; `place` is its place there, from 0."""

    article: Article | Head
    speakers: tuple[str, ...]
    quotes: int
    quote: Quote
    place: int


def article_of_quote(quote_id: str) -> str:
    """Return the id of the article that a quotation is of, empty where it is not numbered as readers do."""
    return quote_id.rpartition(".q")[0]


def place_of_quote(quotes: Sequence[Quote], quote_id: str) -> int | None:
    """Return the place of a quotation among those of its article, None where it is not there."""
    return next((place for place, quote in enumerate(quotes) if quote.id == quote_id), None)


def joined(quote: Quote) -> str:
    """Return the text of a quotation with a JOINT between its parts; they are told by their lengths."""
    lengths = [end - start for start, end in quote.parts]
    if sum(lengths) + len(lengths) - 1 != len(quote.text):
        return quote.text
    starts = accumulate((length + 1 for length in lengths[:-1]), initial=0)
    return JOINT.join(quote.text[at : at + length] for at, length in zip(starts, lengths, strict=True))


def gathered(asked: Standing, candidates: Iterable[Standing], people: Same, *, more: bool = False) -> Occurrences:
    """Return which of the candidates are the quotation that is asked for; it is one itself.

    Args:
        people: which speakers are one.
        candidates: the likeliest first: those that MOST_WORK does not suffice for are left out.
        more: whether there are more that are less likely.
    """
    one, left = Said(joined(asked.quote)), MOST_WORK
    known: dict[str, Comparison | None] = {}
    found = [(asked, Comparison((Wording(one.text, "same"),)))]
    for other in candidates:
        text = joined(other.quote)
        if text not in known:
            said = Said(text)
            left -= work(one, said)
            if left < 0:
                more = True
                break
            known[text] = compared(one, said)
        if _key(other) != _key(asked) and (same := known[text]):
            found.append((other, same))
    found.sort(key=lambda pair: _place(pair[0]).key("oldest"))
    return Occurrences(
        quote=_hit(asked),
        found=tuple(_occurrence(*pair, other_speaker=_others(pair[0].quote, asked.quote, people)) for pair in found),
        variants=len({Said(text).words for text in {standing.quote.text for standing, _ in found}}),
        more=more,
    )


def copy_shown(article: Article | Head) -> Copy:
    """Return what a list of copies shows of an article."""
    return Copy(article.id, article.url, article.title, article.published, article.published_precision, article.source)


def _occurrence(standing: Standing, comparison: Comparison, *, other_speaker: bool) -> Occurrence:
    return Occurrence(
        _hit(standing),
        comparison.pieces,
        comparison.changes,
        comparison.cut_before,
        comparison.cut_after,
        comparison.longer,
        other_speaker,
    )


def _others(one: Quote, other: Quote, people: Same) -> bool:
    """Tell whether two quotations are said by different people; a speaker who is not known is nobody else."""
    keys = {people.key(facet_key("speaker", quote.speaker)) for quote in (one, other) if quote.speaker}
    return len(keys) > 1


def _hit(standing: Standing) -> Hit:
    """Return a quotation as a list shows it."""
    return make_hit(
        standing.article,
        title_spans=(Span(standing.article.title),),
        speakers=standing.speakers,
        quotes=standing.quotes,
        copies=0,
        score=0.0,
        snippets=(),
        matched=(),
        quote=standing.quote,
    )


def _key(standing: Standing) -> tuple[str, int]:
    return standing.article.id, standing.place


def _place(standing: Standing) -> Place:
    published = standing.article.published
    return Place(0.0, local_seconds(published) if published else None, *_key(standing))
