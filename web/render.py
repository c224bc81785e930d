"""Results and articles as the JSON that the API promises; HTML of highlights is escaped by `formats.marked`."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import accumulate
from typing import Any

from index.article import Article
from search.chosen import Absent, Namesakes, absent_values, namesakes
from search.matching import mark
from search.query import GRAMMAR_VERSION, MAX_DEPTH, Expression, Query
from search.results import Copies, Copy, FacetCounts, FacetValue, Hit, Info, Results, Snippet, Span, Timeline, ValuePage
from search.searcher import Searcher
from search.snippets import paragraphs
from web.formats import marked, safe_url
from web.parameters import HIT_FIELDS, KEPT_FIELDS, Highlight
from web.params import Shape
from web.quotations import certainty, speaker_id_of
from web.urls import api_url, article_url, export_url, feed_url, page_url, toggled

Json = dict[str, Any]
HitJson = Callable[[Hit, Query, Shape], Json]


def results_json(
    results: Results, searcher: Searcher, shape: Shape | None = None, hit_json: HitJson | None = None
) -> Json:
    """Return a page of results as the API gives it; `hit_json` gives a hit, that of an article where it is left out."""
    query, shape, hit_json = results.query, shape or Shape(), hit_json or _hit_json
    suggestion, absent = results.did_you_mean, () if results.total.value else absent_values(searcher, query)
    return {
        "query": _query_json(results),
        "total": {"value": results.total.value, "relation": "eq", "folded": results.total.folded},
        "hits": [hit_json(hit, query, shape) for hit in results.hits],
        "facets": {name: _facet_json(name, counts, query) for name, counts in results.facets.items()},
        "histogram": _histogram_json(results),
        "did_you_mean": suggestion
        and {"word": suggestion.word, "replacement": suggestion.replacement, "text": suggestion.text},
        "absent": list(map(_absent_json, absent)),
        "namesakes": list(map(_namesakes_json, namesakes(searcher, query))),
        "cursor": results.cursor,
        "links": _links(results, shape),
        "index": index_json(results),
        "took_ms": results.took_ms,
    }


def article_json(
    article: Article, copies: Copies, info: Info, expression: Expression | None = None, shape: Shape | None = None
) -> Json:
    """Return an article as the API gives it; an expression adds its marks, in the shape that is asked for."""
    plain, shape = article.to_dict(), shape or Shape()
    marks = _marks(expression, shape.highlight)
    whole = {
        **{name: plain[name] for name in KEPT_FIELDS},
        "url": safe_url(article.url),
        "quotes": [
            {**quote, "speaker_id": speaker_id_of(own), "certainty": certainty(own)}
            for quote, own in zip(plain["quotes"], article.quotes, strict=True)
        ],
        **{f"title_{name}": made for name, made in marks("title", article.title).items()},
        "paragraphs": [
            {"start": start, "text": text, **marks("body", text)} for start, text in paragraphs(article.body)
        ],
        "copies": copies_json(copies),
    }
    return {
        **{name: value for name, value in whole.items() if shape.fields is None or name in shape.fields},
        "links": {"self": article_url(article.id, api=True), "html": article_url(article.id)},
        "index": index_json(info),
    }


def _marks(expression: Expression | None, highlight: Highlight) -> Callable[[str, str], Json]:
    """Return what gives the matches in a text of a field; nothing where none are wanted."""
    if expression is None or highlight == "none":
        return lambda field, text: {}
    if highlight == "html":
        return lambda field, text: {"html": str(marked(mark(expression, field, text)))}
    return lambda field, text: {"spans": _places(mark(expression, field, text))}


def copies_json(copies: Copies) -> Json:
    """Return the near copies of an article."""
    return {"count": copies.total, "items": list(map(_copy_json, copies.found))}


def _copy_json(copy: Copy) -> Json:
    return {
        "id": copy.id,
        "url": article_url(copy.id),
        **about(copy.id, copy),
    }


def about(article_id: str, shown: Hit | Copy | Article) -> Json:
    """Return what every list says of an article."""
    return {
        "api_url": article_url(article_id, api=True),
        "original_url": safe_url(shown.url),
        "title": shown.title,
        "published": shown.published,
        "published_precision": shown.published_precision,
        "source": shown.source,
    }


def last_page(listed: int, size: int) -> int:
    """Return the number of the last page that has hits and that a query may ask for, given how many are listed."""
    return max(1, min(-(-listed // size), MAX_DEPTH // size)) if size else 1


def last_page_of(results: Results) -> int:
    """Return the number of the last page of results."""
    return last_page(results.total.value - results.total.folded, results.query.size)


def _query_json(results: Results) -> Json:
    expression = results.query.expression
    return {
        "q": expression.text if expression else None,
        "read_as": expression.read_as if expression else "*",
        "grammar": GRAMMAR_VERSION,
        "diagnostics": [{"message": d.message, "start": d.start, "end": d.end} for d in results.diagnostics],
    }


def _hit_json(hit: Hit, query: Query, shape: Shape) -> Json:
    whole = {
        "id": hit.id,
        "url": article_url(hit.id, query),
        **about(hit.id, hit),
        "byline": hit.byline,
        "tags": list(hit.tags),
        "speakers": list(hit.speakers),
        "quote_count": hit.quote_count,
        "copies": hit.copies,
        "score": round(hit.score, 4),
        "matched": {
            "fields": list(hit.matched_fields),
            "terms": list(hit.matched_terms),
            "by_term": {one.term: list(one.fields) for one in hit.matched},
        },
        "highlights": list(highlights(hit, shape.highlight)),
    }
    return {name: whole[name] for name in shape.fields or HIT_FIELDS}


def highlights(hit: Hit, highlight: Highlight) -> Iterable[Json]:
    """Yield where a hit matches."""
    if highlight == "none":
        return
    if any(span.hit for span in hit.title_spans):
        yield {"field": "title", **_spans_json(hit.title_spans, highlight)}
    for snippet in hit.snippets:
        yield {**_place(snippet), **_spans_json(snippet.spans, highlight)}


def _place(snippet: Snippet) -> Json:
    place = {"field": snippet.field, "paragraph": snippet.paragraph, "offset": snippet.offset}
    return {**place, "speaker": snippet.speaker} if snippet.speaker else place


def _spans_json(spans: tuple[Span, ...], highlight: Highlight) -> Json:
    if highlight == "html":
        return {"html": str(marked(spans))}
    return {"text": "".join(span.text for span in spans), "spans": _places(spans)}


def _places(spans: tuple[Span, ...]) -> list[list[int]]:
    """Return where the hits among spans begin and end in their text, in characters."""
    ends = list(accumulate(len(span.text) for span in spans))
    return [[end - len(span.text), end] for span, end in zip(spans, ends, strict=True) if span.hit]


def _absent_json(one: Absent) -> Json:
    alike = list(map(_instead, one.alike))
    return {
        "facet": one.facet,
        "given": one.given,
        "alike": alike,
        "elsewhere": list(one.elsewhere),
        "unchecked": one.unchecked,
    }


def _namesakes_json(one: Namesakes) -> Json:
    return {"given": one.given, "others": list(map(_instead, one.others))}


def _instead(value: FacetValue) -> Json:
    return {"value": value.value, "label": value.label, "hits": value.count}


def _facet_json(name: str, counts: FacetCounts, query: Query) -> Json:
    return {
        "kind": "terms",
        "exact": True,
        "other": counts.other,
        "missing": counts.missing,
        "values": [value_json(name, value, query) for value in counts.values],
    }


def value_json(facet: str, value: FacetValue, query: Query) -> Json:
    """Return a value of a facet, and where a click on it leads."""
    return {
        "value": value.value,
        "label": value.label,
        "count": value.count,
        "selected": value.selected,
        "excluded": value.excluded,
        "aliases": list(value.aliases),
        "toggle_url": page_url(toggled(query, facet, value.value)),
    }


def _histogram_json(results: Results) -> Json | None:
    if results.query.histogram is None:
        return None
    buckets = [{"start": bucket.start, "count": bucket.count} for bucket in results.histogram]
    return {"interval": results.query.histogram, "buckets": buckets}


def _links(results: Results, shape: Shape) -> Json:
    return {
        "self": api_url(results.query, shape),
        **(_cursor_links if results.query.cursor else _page_links)(results, shape),
        "html": page_url(results.query),
        "feed": feed_url(results.query),
        "export": export_url(results.query),
    }


def _cursor_links(results: Results, shape: Shape) -> Json:
    after = replace(results.query, cursor=results.cursor)
    return {"next": api_url(after, shape) if results.cursor else None, "prev": None}


def _page_links(results: Results, shape: Shape) -> Json:
    query, last = results.query, last_page_of(results)
    # Behind the end the page before is the last one that has hits.
    before = min(query.page - 1, last)
    return {
        "next": api_url(replace(query, page=query.page + 1), shape) if query.page < last else None,
        "prev": api_url(replace(query, page=before), shape) if before else None,
    }


def index_json(state: Results | ValuePage | Timeline | Info) -> Json:
    """Return what an answer says of the index that gave it."""
    return {"revision": state.revision, "documents": state.documents, "engine": state.engine}
