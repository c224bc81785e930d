"""One search of a commit: what the cluster is asked, and the hits that it names."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from index.article import Article
from index.dates import local_day
from index.opensearch.documents import read_stored
from search import feedback_of_texts, ranking
from search.cursor import Place, counted_from, decode
from search.feedback import first_above, values
from search.nodes import Everything
from search.opensearch.facets import MOST, Facet
from search.opensearch.filters import Clause, Filters
from search.opensearch.lookup import alike, articles_with
from search.opensearch.scoring import Scoring, more
from search.opensearch.snapshot import PARTS, Names, Snapshot
from search.opensearch.tree import Tree
from search.query import BY_SCORE, Query, Sort
from search.same import canonical
from search.syntax import expression_of

Order = list[dict[str, str]]
_GROUPS = 10_000  # groups of copies, or their quotations, among the hits of one search: beyond, copies are listed


class Execution:
    """A query with names as the archive has them, read as filters and scores.

    Raises:
        QueryError: the query asks for more than the limits allow.
    """

    def __init__(self, query: Query, snapshot: Snapshot, names: Names) -> None:
        self.query, self.snapshot, self.names = canonical(query, names.same), snapshot, names
        self.expression = expression_of(self.query)
        root = self.expression.root if self.expression else Everything()
        self._tree = Tree(snapshot, query.of, root)
        self.root = self._tree.filter(root)
        self.filters = Filters(self.query, names)
        self.facets = [Facet(name, self.query, snapshot, names, self.root) for name in query.facets]
        self.hits = [self.root, *self.filters.all()]

    @cached_property
    def common(self) -> list[Clause]:
        """The filters that all passes that is counted or listed."""
        return [one for one in self.hits if all(one in facet.own for facet in self.facets)]

    @cached_property
    def _scoring(self) -> Scoring:
        return Scoring(self.query, self.snapshot, self._tree)

    @property
    def newest(self) -> int:
        """The day that ages count from."""
        newest = counted_from(self.query)
        return self.snapshot.days["newest"] if newest is None else newest

    @cached_property
    def scored(self) -> Clause | None:
        """What scores the hits, that the foremost are about the phrase that the words make included."""
        plain, phrase = self._scoring.clause(), self._scoring.phrase
        if plain is None or (phrase is None and not self._scoring.looks_for_more):
            return plain
        first = self._foremost(plain, fields=phrase is None)
        if not first:
            return plain
        if phrase is None:
            return self._scoring.clause(more(self._shared(first)))
        return self._scoring.clause(self._scoring.bonus(phrase, [hit["_id"] for hit in first]))

    def _foremost(self, plain: Clause, *, fields: bool) -> list[dict[str, Any]]:
        """Return the hits that are foremost by their words."""
        first = self.listed(plain, size=ranking.FOREMOST + 1, fields=fields)
        edge = ranking.foremost(first[: ranking.FOREMOST][-1]["_score"]) if first else 0.0
        if len(first) > ranking.FOREMOST and first[-1]["_score"] >= edge:
            first = self.listed(plain, size=_TIED_READ if fields else _TIED, fields=fields)
        return [hit for hit in first if hit["_score"] >= edge]

    def _shared(self, foremost: Sequence[Mapping[str, Any]]) -> dict[str, float]:
        """Return what each of the foremost hits has for what it shares with the first."""
        above = first_above(hit["_score"] for hit in foremost)
        articles = {hit["_id"]: read_stored(hit["_source"]["article"]) for hit in foremost}
        first = [(articles[hit["_id"]], self._by_words(hit, articles)) for hit in foremost if hit["_score"] > above]
        average = partial(self.snapshot.average, "articles")
        added = feedback_of_texts.more(list(articles.values()), first, average, self._values)
        return dict(zip(articles, added, strict=True))

    def _by_words(self, hit: Mapping[str, Any], articles: Mapping[str, Article]) -> float:
        """Return what a hit scores by its words, whatever its age."""
        score, published = float(hit["_score"]), articles[hit["_id"]].published
        if self.query.sort != "recent":
            return score
        day = (local_day(published) if published else None) or self.snapshot.days["oldest"]
        return score / float(ranking.recency(max(0, self.newest - day)))

    def _values(self, shared: Mapping[str, float]) -> Mapping[str, float]:
        having = articles_with(self.snapshot, shared)
        known = {one: own for one, own in shared.items() if one in having}
        return values(known, self.snapshot.documents, having.__getitem__)

    def body(self, scored: Clause | None, filters: Sequence[Clause]) -> dict[str, Any]:
        """Return a search for what passes some filters."""
        found: dict[str, Any] = {"filter": [PARTS[self.query.of], *filters]}
        if scored:
            found["should"] = [scored]
        return {"query": {"bool": found}, "track_total_hits": False, "size": 0}

    def listed(self, scored: Clause | None, *, size: int, fields: bool = True) -> list[dict[str, Any]]:
        """Return the first hits, copies too."""
        body = self.body(scored, self.hits) | {"size": size, "sort": order(self.query.sort), "_source": fields}
        return list(self.snapshot.ask(body | {"track_scores": True})["hits"]["hits"])

    def page(self, hidden: Clause | None) -> tuple[dict[str, Any], bool]:
        """Return the answer with the hits of the query's page and all counts, and whether hits come after them.

        Args:
            hidden: what finds the copies that are not shown.
        """
        query, place = self.query, decode(self.query)
        beyond = [one for one in self.hits if one not in self.common]
        if hidden:
            beyond.append({"bool": {"must_not": [hidden]}})
        body = self.body(self.scored if query.size else None, self.common)
        body |= {"track_total_hits": True, "sort": order(query.sort), "track_scores": True, "_source": ["article"]}
        body |= {"docvalue_fields": ["group", "copied", "said", "undated", "seconds", "id", "place"]}
        body |= {"size": query.size and query.size + 1, "aggs": self._counted()}
        if beyond:
            body["post_filter"] = {"bool": {"filter": beyond}}
        if place is None:
            body["from"] = (query.page - 1) * query.size
        elif query.size:
            body["search_after"] = _after(query.sort, place)
        found = self.snapshot.ask(body)
        hits = found["hits"]["hits"]
        found["hits"]["hits"] = hits[: query.size]
        return found, len(hits) > query.size

    def _counted(self) -> dict[str, Any]:
        query, own = self.query, [one for one in self.hits if one not in self.common]
        each = {f"facet {facet.name}": facet.part(self.common, MOST // len(self.facets)) for facet in self.facets}
        inner: dict[str, Any] = {}
        if query.span:
            dated = {"filter": {"range": {"day": {"gte": 1}}}}
            inner["days"] = dated | {"aggs": {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}}
        if query.histogram:
            inner["periods"] = periods(query.histogram)
        if inner:
            each["hits"] = {"filter": {"bool": {"filter": own}}, "aggs": inner}
        return each

    def hidden(self) -> tuple[Clause | None, int]:
        """Return what finds the hits that are copies of a hit before them, and how many these are."""
        copied = {"term": {"copied": True}}
        if not (self.query.fold and self.snapshot.counts("articles", {"copied": copied})["copied"]):
            return None, 0
        return self._hidden_articles(copied) if self.query.of == "articles" else self._hidden_quotes(copied)

    def _hidden_articles(self, copied: Clause) -> tuple[Clause | None, int]:
        first = {"top_hits": {"size": 1, "sort": order(self.query.sort), "_source": False}}
        groups = {"terms": {"field": "group", "size": _GROUPS}, "aggs": {"first": first}}
        body = self.body(self.scored, [*self.hits, copied]) | {"aggs": {"groups": groups}, "track_total_hits": True}
        found = self.snapshot.ask(body)
        each = found["aggregations"]["groups"]
        if each["sum_other_doc_count"]:
            return None, 0
        shown = [one["first"]["hits"]["hits"][0]["_id"] for one in each["buckets"]]
        folded = found["hits"]["total"]["value"] - len(shown)
        return {"bool": {"filter": [copied], "must_not": [{"ids": {"values": shown}}]}}, folded

    def _hidden_quotes(self, copied: Clause) -> tuple[Clause, int]:
        of_copied = {"has_parent": {"parent_type": "article", "query": copied}}
        body = self.body(self.scored, [*self.hits, of_copied]) | {"size": _GROUPS, "sort": order(self.query.sort)}
        found = self.snapshot.ask(body | {"_source": False, "docvalue_fields": ["id", "said"]})["hits"]["hits"]
        shared, first = alike(self.snapshot, found), dict[tuple[str, str], str]()
        for name, key in shared.items():
            first.setdefault(key, name)
        hidden = sorted(shared.keys() - first.values())
        return {"ids": {"values": hidden}}, len(hidden)


_TIED = 1_000  # hits that are looked through for those that score as the last of the foremost does
_TIED_READ = 200  # the same, where each is read word by word: a millisecond


def order(sort: Sort) -> Order:
    """Return the order of hits as the cluster is told: that of search.cursor.Place.key."""
    dated = [{"undated": "asc"}, {"seconds": "asc" if sort == "oldest" else "desc"}, {"id": "asc"}, {"place": "asc"}]
    return [{"_score": "desc"}, *dated] if sort in BY_SCORE else dated


def periods(interval: str) -> Mapping[str, Any]:
    """Return what counts documents by the periods that their dates tell."""
    return {"terms": {"field": f"p_{interval}", "size": _PERIODS, "order": {"_key": "asc"}}}


_PERIODS = 60_000  # of one search: the days of 160 years


def _after(sort: Sort, place: Place) -> list[Any]:
    rest = [int(place.seconds is None), place.seconds or 0, place.article, place.quote]
    return [place.score, *rest] if sort in BY_SCORE else rest


def place_of(hit: Mapping[str, Any]) -> Place:
    """Return where a hit stands in the order."""
    undated, seconds, article, number = (hit["fields"][name][0] for name in ("undated", "seconds", "id", "place"))
    return Place(hit["_score"] or 0.0, None if undated else seconds, article, number)
