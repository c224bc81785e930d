"""A page of results of a commit."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any

from index.article import Article
from index.fields import TEXTS, named_speakers
from index.opensearch.documents import read_stored
from search.cursor import encode
from search.hits import did_you_mean, leaves_of, make_hit, shown_snippets, since
from search.matching import mark
from search.nodes import Term, fields_of
from search.opensearch.execution import Execution, place_of
from search.opensearch.lookup import alike, near, with_articles
from search.opensearch.snapshot import Names, Snapshot
from search.opensearch.tree import Tree
from search.query import Query, describe
from search.results import Bucket, Hit, Matched, Results, Total
from search.spelling import most_edits, nearest


def answer(query: Query, snapshot: Snapshot, names: Names) -> Results:
    """Return one page of what matches in a commit."""
    started = perf_counter()
    execution = Execution(query, snapshot, names)
    query, expression = execution.query, execution.expression
    hidden, folded = execution.hidden()
    found, more = execution.page(hidden)
    counted, hits = found.get("aggregations", {}), found["hits"]["hits"]
    own = counted.get("hits", {})
    each = {facet.name: facet.read(counted[f"facet {facet.name}"]) for facet in execution.facets}
    return Results(
        query=query,
        total=Total(found["hits"]["total"]["value"] + folded, folded),
        hits=tuple(_hits(execution, hits)),
        facets={name: one.facet_counts(query.facet_size) for name, one in each.items()},
        dates=_dates(own["days"]) if query.span else None,
        did_you_mean=did_you_mean(expression, partial(_better, snapshot, query)),
        diagnostics=expression.diagnostics if expression else (),
        revision=snapshot.revision,
        documents=snapshot.documents,
        engine=snapshot.engine,
        took_ms=since(started),
        histogram=tuple(buckets(own["periods"])) if query.histogram else (),
        cursor=_cursor(execution, hits[-1]) if hits and more else None,
    )


def buckets(found: Mapping[str, Any]) -> Iterator[Bucket]:
    """Yield the periods that the cluster counted."""
    yield from (Bucket(one["key"], one["doc_count"]) for one in found["buckets"])


def _dates(found: Mapping[str, Any]) -> tuple[str, str] | None:
    if not found["doc_count"]:
        return None
    first, last = (date.fromordinal(int(found[end]["value"])).isoformat() for end in ("first", "last"))
    return first, last


def _cursor(execution: Execution, last: Mapping[str, Any]) -> str:
    query = execution.query
    newest = execution.newest if query.sort == "recent" else 0
    return encode(query, place_of(last), newest)


def _hits(execution: Execution, found: Sequence[Mapping[str, Any]]) -> Iterator[Hit]:
    snapshot = execution.snapshot
    if execution.query.of == "quotes":
        articles = snapshot.articles_of(list(dict.fromkeys(hit["fields"]["id"][0] for hit in found)))
        times = _copies(snapshot, found) if execution.query.fold else {}
        yield from (_hit(execution, hit, articles[hit["fields"]["id"][0]], times.get(hit["_id"], 0)) for hit in found)
        return
    groups = {hit["fields"]["group"][0] for hit in found if hit["fields"]["copied"][0]}
    many = snapshot.counts("articles", {("group", group): {"term": {"group": group}} for group in sorted(groups)})
    for hit in found:
        copies = many.get(("group", hit["fields"]["group"][0]), 1) - 1
        yield _hit(execution, hit, read_stored(hit["_source"]["article"]), copies)


def _copies(snapshot: Snapshot, found: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many copies of its article have each of some quotations alike."""
    wanted = alike(snapshot, found)
    many = snapshot.counts("quotes", {key: _said(*key) for key in wanted.values()})
    return {name: many[key] - 1 for name, key in wanted.items()}


def _said(group: str, said: str) -> dict[str, Any]:
    parent = {"has_parent": {"parent_type": "article", "query": {"term": {"group": group}}}}
    return {"bool": {"filter": [{"term": {"said": said}}, parent]}}


def _hit(execution: Execution, found: Mapping[str, Any], article: Article, copies: int) -> Hit:
    query, place = execution.query, place_of(found)
    shown = execution.expression if query.highlight else None
    quote = article.quotes[place.quote] if query.of == "quotes" else None
    same = execution.names.same("speaker") if query.highlight else None
    return make_hit(
        article,
        title_spans=mark(shown, "title", article.title, query.of),
        speakers=named_speakers(article),
        quotes=len(article.quotes),
        copies=copies,
        score=place.score,
        snippets=shown_snippets(article, quote, query, shown, same) if same else (),
        matched=_matched(execution, found.get("matched_queries", ())),
        quote=quote,
    )


def _matched(execution: Execution, names: Sequence[str]) -> tuple[Matched, ...]:
    there = {tuple(name.split(".", 1)) for name in names}
    each = (
        Matched(describe(leaf), tuple(name for name in TEXTS if (str(at), name) in there))
        for at, leaf in enumerate(leaves_of(execution.expression))
    )
    return tuple(one for one in each if one.fields)


def _better(snapshot: Snapshot, query: Query, term: Term) -> str | None:
    """Return the nearest word of the articles, None where an article has the term."""
    fields = fields_of(term, query.of)
    plain, leaf = Tree(snapshot, "articles"), Term(term.word, term.field if query.of == "articles" else fields[0])
    if snapshot.counts("articles", {("df", leaf): plain.filter(leaf)})["df", leaf]:
        return None
    close = near(snapshot, term.word, most_edits(term.word), fields, prefix=1)
    return nearest(term.word, with_articles(snapshot, close, fields))
