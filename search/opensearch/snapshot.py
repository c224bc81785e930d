"""One commit of an index on a cluster: a view that the cluster keeps, and what was asked of it before."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from index.article import Article
from index.fields import TEXTS, facet_key
from index.opensearch.documents import read_stored
from index.opensearch.scan import ARTICLES, asked, pages, values, whole
from index.opensearch.state import State
from index.owner.aliases import Aliases
from index.speaker_names import Speakers
from search.query import FACETS, Of
from search.same import Same, same

KEPT = "10m"  # how long the cluster keeps a view that nobody asks
_PAGE = 10_000  # ids of one request
_MOST_KNOWN = 20_000  # answers that are remembered
PARTS: Mapping[Of, Mapping[str, Any]] = {"articles": ARTICLES, "quotes": {"term": {"part": "quote"}}}
EVERYTHING: Mapping[str, Any] = {"match_all": {}}
_ARTICLES = 200  # of one request
Value = TypeVar("Value")


class Snapshot:
    """A commit. Nothing that is written later is seen through it."""

    engine = "opensearch"

    def __init__(self, client: Any, pit: str, state: State) -> None:
        self._client, self.pit, self.state = client, pit, state
        self._known: dict[Any, Any] = {}
        self._lock = threading.Lock()

    @property
    def revision(self) -> str:
        """The number of the commit."""
        return f"r{self.state.revision}"

    def ask(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a search finds, of all shards."""
        return asked(self._client, {**body, "pit": {"id": self.pit, "keep_alive": KEPT}})

    def ask_all(self, bodies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return what several searches find, in one request."""
        if len(bodies) < 2:
            return [self.ask(body) for body in bodies]
        from opensearchpy.exceptions import TransportError

        lines: list[Any] = []
        for body in bodies:
            lines += [{"allow_partial_search_results": False}, {**body, "pit": {"id": self.pit, "keep_alive": KEPT}}]
        found = self._client.msearch(body=lines)["responses"]
        for one in found:
            if "error" in one:
                raise TransportError(one["status"], one["error"].get("type"), {"error": one["error"]})
            whole(one)
        return list(found)

    def remembered(self, key: Any, ask: Callable[[], Value]) -> Value:
        """Return the answer to a question about the commit, which is asked once."""
        if key in self._known:
            found: Value = self._known[key]
            return found
        found = ask()
        self._remember({key: found})
        return found

    def _remember(self, answers: Mapping[Any, Any]) -> None:
        with self._lock:
            if len(self._known) + len(answers) > _MOST_KNOWN:
                self._known.clear()
            self._known.update(answers)

    def counts(self, of: Of, wanted: Mapping[Any, Mapping[str, Any]]) -> dict[Any, int]:
        """Return how many documents each of some filters finds, given by keys that no two different filters share."""
        known = {key: count for key in wanted if (count := self._known.get((of, key))) is not None}
        if unknown := {key: one for key, one in wanted.items() if key not in known}:
            numbered = {str(at): one for at, one in enumerate(unknown.values())}
            body = {"size": 0, "query": PARTS[of], "aggs": {"each": {"filters": {"filters": numbered}}}}
            buckets = self.ask(body)["aggregations"]["each"]["buckets"]
            found = {key: int(buckets[str(at)]["doc_count"]) for at, key in enumerate(unknown)}
            self._remember({(of, key): count for key, count in found.items()})
            known |= found
        return {key: known[key] for key in wanted}

    def article(self, article_id: str) -> Article | None:
        """Return the article with an id."""
        return self.articles_of([article_id]).get(article_id) if article_id else None

    def articles_of(self, ids: Sequence[str]) -> dict[str, Article]:
        """Return some articles by their ids."""
        wanted = {"bool": {"filter": [ARTICLES, {"ids": {"values": list(ids)}}]}}
        hits = self.ask({"query": wanted, "size": len(ids), "_source": ["article"]})["hits"]["hits"] if ids else []
        return {hit["_id"]: read_stored(hit["_source"]["article"]) for hit in hits}

    def every_article(self, wanted: Mapping[str, Any] = EVERYTHING) -> Iterator[Article]:
        """Yield all articles that a filter finds."""
        for hit in pages(self._client, self.pit, wanted, ("article",), _ARTICLES):
            yield read_stored(hit["_source"]["article"])

    def every_id(self) -> list[str]:
        """Return the ids of all articles."""
        return [hit["_id"] for hit in pages(self._client, self.pit, EVERYTHING, (), _PAGE)]

    @cached_property
    def _sizes(self) -> Mapping[Of, Mapping[str, Any]]:
        lengths = {name: {"stats": {"field": f"n_{name}"}} for name in TEXTS}
        each = {of: {"filter": part, "aggs": lengths} for of, part in PARTS.items()}
        found: Mapping[Of, Mapping[str, Any]] = self.ask({"size": 0, "aggs": each})["aggregations"]
        return found

    def documents_of(self, of: Of) -> int:
        """Return how many articles or quotations there are."""
        return int(self._sizes[of]["doc_count"])

    def average(self, of: Of, field: str) -> float:
        """Return the mean number of words of a field over the documents that have any."""
        found = self._sizes[of][field]
        return float(found["sum"]) / found["count"] if found["count"] else 1.0

    @property
    def documents(self) -> int:
        """The number of articles."""
        return self.documents_of("articles")

    @cached_property
    def days(self) -> Mapping[str, int]:
        """The first day and the newest one up to that of the commit, ordinals; 0 where nothing is dated."""
        dated = {"range": {"day": {"gte": 1}}}
        past = {"filter": {"range": {"day": {"lte": self.state.day}}}, "aggs": {"newest": {"max": {"field": "day"}}}}
        body = {
            "size": 0,
            "query": {"bool": {"filter": [ARTICLES, dated]}},
            "aggs": {"oldest": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}, "past": past},
        }
        found = self.ask(body)["aggregations"]
        newest = found["past"]["newest"]["value"] or found["last"]["value"]
        return {"oldest": int(found["oldest"]["value"] or 0), "newest": int(newest or 0)}

    def forms(self, facet: str) -> Mapping[str, int]:
        """Return the values of a facet as written, each with the number of articles that write it so."""
        return self.remembered(("forms", facet), lambda: dict(values(self.ask, f"f_{facet}")))


class Names:
    """Which values of facets are one in a commit, and how they are shown."""

    def __init__(self, snapshot: Snapshot, aliases: Aliases) -> None:
        self.snapshot, self.told = snapshot, aliases
        self.archives: dict[tuple[str, Of], Any] = {}  # the facets of all documents, once they are counted
        self._same: dict[str, Same] = {}
        self._labels: dict[str, Mapping[str, str]] = {}
        self._others: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._called: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def same(self, facet: str) -> Same:
        """Return which keys of a facet are one."""
        if facet not in self._same:
            by_rule = self._people() if facet == "speaker" else {}
            self._same[facet] = same(self.told.groups.get(facet, ()), by_rule)
        return self._same[facet]

    def _people(self) -> Mapping[str, str]:
        speakers = Speakers(self.told.apart)
        for form in self.snapshot.forms("speaker"):
            speakers.add(facet_key("speaker", form), form)
        return speakers.same()

    def keys(self, facet: str, key: str) -> tuple[str, ...]:
        """Return all keys that one stands for, itself first."""
        if facet not in self._others:
            found: dict[str, list[str]] = {}
            for own, chief in self.same(facet).keys.items():
                found.setdefault(chief, []).append(own)
            self._others[facet] = {chief: tuple(owns) for chief, owns in found.items()}
        return (key, *self._others[facet].get(key, ()))

    def key(self, facet: str, value: str) -> str:
        """Return the key that a value is counted under."""
        return self.same(facet).key(facet_key(facet, value))

    def forms(self, facet: str) -> dict[str, dict[str, int]]:
        """Return by each own key its forms, and how many articles write each."""
        found: dict[str, dict[str, int]] = {}
        for form, count in self.snapshot.forms(facet).items():
            found.setdefault(facet_key(facet, form), {})[form] = count
        return found

    def labels(self, facet: str) -> Mapping[str, str]:
        """Return each key's form in most articles; of equals one of its own, then the first in the alphabet."""
        if facet not in self._labels:
            forms, keys = self.snapshot.forms(facet), self.same(facet).keys
            ranked = sorted(forms, key=lambda form: (-forms[form], facet_key(facet, form) in keys, form))
            first = {self.key(facet, form): form for form in reversed(ranked)}
            self._labels[facet] = {**first, **self.same(facet).labels}
        return self._labels[facet]

    def aliases(self, facet: str) -> Mapping[str, tuple[str, ...]]:
        """Return by each key that stands for others what these are called."""
        if facet not in self._called:
            self._called[facet] = self.same(facet).aliases(self.forms(facet)) if facet in FACETS else {}
        return self._called[facet]
