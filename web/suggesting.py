"""As-you-type and did-you-mean: what a text may become, as JSON, for browsers, and as a link that tells its hits."""

from dataclasses import replace

from index.errors import QueryError
from search.chosen import near_speakers
from search.query import Query
from search.results import Completion, Results
from search.searcher import Searcher
from search.syntax import parse
from web.nothing import Way
from web.params import PAGE, Begun, joined
from web.render import Json
from web.urls import article_url, asking, list_url, search_url


def suggestions_json(begun: Begun, searcher: Searcher) -> Json:
    """Return what a text may become as the API gives it."""
    found = searcher.suggest(begun.text, begun.size, begun.kinds) or _near(begun, searcher)
    return {"q": begun.text, "suggestions": list(map(_json, found))}


def _near(begun: Begun, searcher: Searcher) -> list[Completion]:
    """Return the speakers of names spelt nearly as a text that becomes nothing."""
    near = near_speakers(searcher, Query(), begun.text) if "speaker" in begun.kinds else ()
    return [Completion("speaker", one.label, one.count, one.value) for one in near[: begun.size]]


def browser_json(text: str, searcher: Searcher) -> list[object]:
    """Return queries that a text may become in the form of browsers (OpenSearch Suggestions)."""
    return [text, [one.text for one in searcher.suggest(text, kinds=("query",))]]


def meant(results: Results, searcher: Searcher) -> Way | None:
    """Return the query with its unknown words replaced, where that finds anything."""
    suggestion, query = results.did_you_mean, results.query
    if suggestion is None:
        return None
    try:
        read = replace(query, expression=parse(suggestion.text, query.mode), page=1, cursor=None)
        count = searcher.count(read)
    except QueryError:  # the words put in may stand for too many, or make the text too long
        return None
    return Way(suggestion.text, list_url(asking(suggestion.text, query)), count) if count else None


def _json(one: Completion) -> Json:
    return {"kind": one.kind, "text": one.text, "count": one.count, "value": one.value, "url": _url(one)}


def _url(one: Completion) -> str | None:
    if one.kind == "title":
        return article_url(one.value)
    return joined(PAGE.path, [("q", one.text)]) if one.kind == "query" else search_url(one.kind, one.value)
