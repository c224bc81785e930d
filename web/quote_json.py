"""Quotations as the JSON that the API promises: the contract's one shape, with where they stand and why."""

from collections.abc import Callable
from functools import cache

from index.article import Article, Quote, quotes_plain
from index.quotes import evidence
from search.occurrences import place_of_quote
from search.query import Query
from search.results import Hit, Occurrence, Occurrences, Results
from search.searcher import Searcher
from search.wording import JOINT
from web.params import API_QUOTES, Shape
from web.quotations import certainty, first_day, is_corrected, number_of, position, quote_of, speaker_id_of
from web.render import Json, about, highlights, index_json, results_json
from web.urls import article_url, quote_url


def quotes_json(results: Results, shape: Shape | None, searcher: Searcher) -> Json:
    """Return a page of quotations as the API gives it. What `fields` leave out is not looked for."""
    article_of = cache(searcher.get)

    def hit_json(hit: Hit, query: Query, shape: Shape) -> Json:
        article = article_of(hit.article) or Article(hit.article)
        made = _makers(hit, article, query, shape, searcher)
        return {name: made[name]() for name in shape.fields or API_QUOTES.fields}

    return results_json(results, searcher, shape, hit_json)


def answer_json(results: Results, searcher: Searcher) -> Json:
    """Return a page of results, of articles or of quotations, as the API gives it where nothing else is asked for."""
    return quotes_json(results, None, searcher) if results.query.of == "quotes" else results_json(results, searcher)


def quote_json(found: Occurrences, searcher: Searcher) -> Json | None:
    """Return one quotation with all its occurrences, None where it was dropped meanwhile."""
    hit, quote, article = found.quote, quote_of(found.quote), searcher.get(found.quote.article)
    if article is None:
        return None
    items = [_occurrence(one) for one in found.found]
    return {
        **own(quote),
        **links_json(hit.article, quote, number_in(article, quote), None),
        "evidence": _evidence(article, quote),
        "position": position_json(article, quote),
        "article": _article(hit),
        "occurrences": {**_summary(found), "more": found.more, "items": items},
        "links": {"self": quote_url(hit.id, api=True), "html": quote_url(hit.id)},
        "index": index_json(searcher.info()),
    }


def _makers(
    hit: Hit, article: Article, query: Query, shape: Shape, searcher: Searcher
) -> dict[str, Callable[[], object]]:
    """Return what makes each field of a hit."""
    quote = quote_of(hit)
    plain = {**own(quote), **links_json(hit.article, quote, number_in(article, quote), query)}
    return {
        **{name: lambda value=value: value for name, value in plain.items()},  # type: ignore[misc]
        "evidence": lambda: _evidence(article, quote),
        "position": lambda: position_json(article, quote),
        "article": lambda: _article(hit),
        "occurrences": lambda: _summary(found) if (found := searcher.occurrences(hit.id)) else None,
        "score": lambda: round(hit.score, 4),
        "highlights": lambda: list(highlights(hit, shape.highlight)),
    }


def own(quote: Quote) -> Json:
    """Return the contract's shape of a quotation, with the id of its speaker and how sure that is, in a word."""
    (plain,) = quotes_plain([quote])
    return {**plain, "speaker_id": speaker_id_of(quote), "certainty": certainty(quote)}


def links_json(article_id: str, quote: Quote, number: int, query: Query | None) -> Json:
    """Return the addresses of a quotation: its place in its article, which has it as `number`, its page, and itself."""
    return {
        "url": f"{article_url(article_id, query)}#q{number}",
        "quote_url": quote_url(quote.id),
        "api_url": quote_url(quote.id, api=True),
    }


def number_in(article: Article, quote: Quote) -> int:
    """Return the number of a quotation in its article."""
    return number_of(quote, place_of_quote(article.quotes, quote.id) or 0)


def _evidence(article: Article, quote: Quote) -> Json:
    found = evidence(article.body, quote)
    return {
        "rule": found.rule,
        "cue_text": found.cue_text,
        "resolved_from": found.resolved_from,
        "resolved_paragraph": found.resolved_paragraph,
        "same_surname": list(found.same_surname),
        "corrected_by": "owner" if is_corrected(quote) else None,
    }


def position_json(article: Article, quote: Quote) -> Json | None:
    """Return where a quotation begins, None where that is not known."""
    place = position(article, quote)
    return {"paragraph": place.paragraph, "start": place.start, "end": place.end} if place else None


def _article(hit: Hit) -> Json:
    return {
        "id": hit.article,
        **about(hit.article, hit),
        "byline": hit.byline,
        "tags": list(hit.tags),
    }


def _summary(found: Occurrences) -> Json:
    return {"count": len(found.found), "first": first_day(found), "variants": found.variants}


def _occurrence(one: Occurrence) -> Json:
    quote = quote_of(one.hit)
    return {
        **links_json(one.hit.article, quote, number_of(quote, 0), None),
        **{name: value for name, value in own(quote).items() if name not in ("parts", "mention")},
        "article": _article(one.hit),
        "wording": [{"text": piece.text.replace(JOINT, " "), "change": piece.change} for piece in one.pieces],
        "changes": one.changes,
        "shorter": one.shorter,
        "longer": one.longer,
    }
