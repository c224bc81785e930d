"""What stands beside one article or quotation: its copies, where it is quoted too, and others on its subject."""

import math
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from index.article import Article
from index.fields import named_speakers
from index.opensearch.documents import cut
from index.opensearch.scan import ARTICLES
from search.occurrences import MOST, Standing, article_of_quote, copy_shown, gathered, joined, place_of_quote
from search.opensearch.answer import answer
from search.opensearch.execution import order
from search.opensearch.lookup import groups_of
from search.opensearch.snapshot import PARTS, Names, Snapshot
from search.results import Copies, Hit, Occurrences
from search.similar import Subject, others
from search.wording import FEWEST, LEAST, LEAST_CUT, Said

_CANDIDATES = 2_000  # quotations that are looked at for those that may be the same
_CLAUSES = 500  # stems of a quotation that others are looked for by


def copies(snapshot: Snapshot, article_id: str, most: int) -> Copies:
    """Return the other articles with nearly the text of one; none where it is not there."""
    group = groups_of(snapshot, [article_id]).get(article_id)
    if group is None:
        return Copies(0, ())
    own = {"bool": {"filter": [ARTICLES, {"term": {"group": group}}], "must_not": [{"ids": {"values": [article_id]}}]}}
    body = {"query": own, "size": most, "sort": order("oldest"), "_source": False, "track_total_hits": True}
    found = snapshot.ask(body)["hits"]
    shown = snapshot.articles_of([hit["_id"] for hit in found["hits"]])
    return Copies(found["total"]["value"], tuple(copy_shown(shown[hit["_id"]]) for hit in found["hits"]))


def similar(article_id: str, n: int, snapshot: Snapshot, names: Names) -> tuple[Hit, ...]:
    """Return up to `n` articles on the subject of one; none where it is not there."""
    article = snapshot.article(article_id)
    if article is None:
        return ()
    subject = Subject.of(article)
    query = subject.question(snapshot.documents, _frequencies(snapshot, subject))
    if query is None:
        return ()
    own = groups_of(snapshot, [article_id])[article_id]
    search = partial(answer, snapshot=snapshot, names=names)
    return others(query, n, own, search, lambda name: groups_of(snapshot, [name])[name])


def occurrences(quote_id: str, snapshot: Snapshot, names: Names) -> Occurrences | None:
    """Return where a quotation stands, in its words or nearly; None where there is none with the id."""
    article = snapshot.article(article_of_quote(quote_id))
    place = place_of_quote(article.quotes, quote_id) if article else None
    if article is None or place is None:
        return None
    asked = _standing(article, place)
    candidates = list(_alike(snapshot, joined(asked.quote)))
    articles = snapshot.articles_of(list(dict.fromkeys(name for name, _ in candidates[:MOST])))
    found = [_standing(articles[name], number) for name, number in candidates[:MOST]]
    return gathered(asked, found, names.same("speaker"), more=len(candidates) > MOST)


def _standing(article: Article, place: int) -> Standing:
    return Standing(article, named_speakers(article), len(article.quotes), article.quotes[place], place)


def _alike(snapshot: Snapshot, text: str) -> Iterator[tuple[str, int]]:
    """Yield the quotations that may be the same as a text, those first that have most of its words."""
    said = Said(text)
    stems = sorted(said.content)[:_CLAUSES]
    if not stems:
        return
    each = [{"constant_score": {"filter": {"term": {"t_quote": cut(stem)}}}} for stem in stems]
    least = min(len(stems), LEAST_CUT)
    wanted = {"bool": {"filter": [PARTS["quotes"]], "should": each, "minimum_should_match": least}}
    fields = {"docvalue_fields": ["id", "place", "n_quote"], "_source": False, "track_total_hits": False}
    found = snapshot.ask({"query": wanted, "size": _CANDIDATES, **fields})["hits"]["hits"]
    ranked = sorted((one for hit in found if (one := _candidate(hit, said, len(stems)))), key=lambda one: one[0])
    yield from (place for _, place in ranked)


def _candidate(hit: Mapping[str, Any], said: Said, content: int) -> tuple[float, tuple[str, int]] | None:
    """Return how good a candidate is, the best least, and its place; None where it is none."""
    shared, words = round(hit["_score"]), hit["fields"].get("n_quote", [0])[0]
    shorter = min(words, len(said.words))
    of_passage = min((passage.least for passage in said.passages), default=math.inf)
    enough = shared >= LEAST_CUT and shared >= min(FEWEST * shorter, of_passage)
    same = len(said.words) >= LEAST and shared == content and words == len(said.words)
    if not (enough or same):
        return None
    return -shared / max(1, shorter), (hit["fields"]["id"][0], hit["fields"]["place"][0])


def _frequencies(snapshot: Snapshot, subject: Subject) -> dict[str, int]:
    """Return how many articles have each stem."""
    wanted = {cut(stem): stem for stem in subject.times}
    terms = {"field": "k_stems", "include": list(wanted), "size": max(1, len(wanted))}
    found = snapshot.ask({"size": 0, "query": ARTICLES, "aggs": {"stems": {"terms": terms}}}) if wanted else None
    buckets = found["aggregations"]["stems"]["buckets"] if found else ()
    return {wanted[one["key"]]: int(one["doc_count"]) for one in buckets}
