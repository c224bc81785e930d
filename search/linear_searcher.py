"""No engine: a scan over articles in memory. Slow and plain, it is the yardstick of every engine in the tests."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from types import TracebackType
from typing import Self

from index.analysis import fold, stem, words
from index.article import Article
from index.dates import local_day, local_seconds
from index.fields import SCHEMA_VERSION, TEXTS, VALUES, facet_key
from search import ranking
from search.hits import did_you_mean, facet_list, leaves_of, make_hit, since
from search.matching import matches
from search.query import (
    FACETS,
    And,
    Everything,
    Expression,
    Leaf,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    check_expansion,
    fields_of,
    widens,
)
from search.results import Completion, FacetCounts, Info, Results, Total
from search.spelling import nearest
from search.syntax import expression_of

_Counts = dict[str, tuple[int, int]]  # field -> (matches, of which exact)


@dataclass(frozen=True, slots=True)
class _Entry:
    article: Article
    words: dict[str, list[list[str]]]  # field -> the words of each of its values
    stems: frozenset[str]  # of all fields: what is not among them is not looked for word by word
    keys: dict[str, frozenset[str]]  # facet -> the keys of its values

    def length(self, field: str) -> int:
        return sum(map(len, self.words[field]))


def _entry(article: Article) -> _Entry:
    found = {field: [words(text) for text in texts(article)] for field, texts in TEXTS.items()}
    return _Entry(
        article,
        found,
        frozenset(stem(word) for values in found.values() for value in values for word in value),
        {name: frozenset(facet_key(name, value) for value in VALUES[name](article) if value) for name in FACETS},
    )


class LinearSearcher:
    """A Searcher over articles; of several with one id the last counts."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._entries = {article.id: _entry(article) for article in articles}
        self._commit = secrets.token_hex(8)
        self._lengths = {field: self._average_length(field) for field in TEXTS}
        self._copies = Counter(entry.article.content_hash for entry in self._entries.values())

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        started = perf_counter()
        expression = expression_of(query)
        self._refuse_wide(expression)
        found = self._matching(expression.root if expression else Everything())
        hits = [entry for entry in found if self._passes(entry, query)]
        scores = self._scores(expression, found)
        ranked = sorted(hits, key=lambda entry: _order(entry, query, scores[entry.article.id]))
        listed = self._folded(ranked) if query.fold else ranked
        shown = listed[(query.page - 1) * query.size :][: query.size]
        return Results(
            query=query,
            total=Total(len(hits), len(hits) - len(listed)),
            hits=tuple(
                make_hit(
                    entry.article,
                    query,
                    expression,
                    score=scores[entry.article.id],
                    copies=self._copies[entry.article.content_hash] - 1,
                    matched=[(field, leaf) for leaf in leaves_of(expression) for field in _counts(leaf, entry)],
                )
                for entry in shown
            ),
            facets={name: self._facet(name, query, found) for name in query.facets},
            dates=_dates(hits),
            did_you_mean=did_you_mean(expression, self._better),
            diagnostics=expression.diagnostics if expression else (),
            revision="r1",
            documents=len(self._entries),
            engine="linear",
            took_ms=since(started),
        )

    def get(self, article_id: str) -> Article | None:
        """See Searcher.get."""
        entry = self._entries.get(article_id)
        return entry.article if entry else None

    def suggest(self, prefix: str, n: int = 10) -> list[Completion]:
        """See Searcher.suggest."""
        found = [
            Completion(name, label, sum(key in entry.keys[name] for entry in self._entries.values()))
            for name in ("tag", "speaker")
            for key, label in self._labels(name).items()
            if fold(label).startswith(fold(prefix))
        ]
        return sorted(found, key=lambda c: (-c.count, c.kind, c.text))[:n]

    def info(self) -> Info:
        """See Searcher.info."""
        quotes = sum(len(entry.article.quotes) for entry in self._entries.values())
        return Info("linear", "r1", len(self._entries), quotes, SCHEMA_VERSION, self._commit)

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _matching(self, node: Node) -> list[_Entry]:
        return [entry for entry in self._entries.values() if _holds(node, entry)]

    def _refuse_wide(self, expression: Expression | None) -> None:
        for leaf in (leaf for leaf in leaves_of(expression) if isinstance(leaf, Prefix)):
            values = (v for entry in self._entries.values() for f in fields_of(leaf) for v in entry.words[f])
            check_expansion(leaf, len({word for value in values for word in value if word.startswith(leaf.stub)}))

    def _passes(self, entry: _Entry, query: Query, without: str | None = None) -> bool:
        facets = (name for name in FACETS if name != without)
        return _in_range(entry, query) and all(_chosen(entry, query, name) for name in facets)

    def _average_length(self, field: str) -> float:
        lengths = [length for entry in self._entries.values() if (length := entry.length(field))]
        return sum(lengths) / len(lengths) if lengths else 1.0

    def _scores(self, expression: Expression | None, found: list[_Entry]) -> dict[str, float]:
        scores: dict[str, float] = defaultdict(float)
        for leaf in leaves_of(expression):
            counts = {key: counted for key, entry in self._entries.items() if (counted := _counts(leaf, entry))}
            idf = ranking.idf(len(self._entries), len(counts))
            for entry in found:
                if fields := counts.get(entry.article.id):
                    scores[entry.article.id] += idf * ranking.saturated(self._tf(entry, fields))
        return scores

    def _tf(self, entry: _Entry, counts: _Counts) -> float:
        return sum(
            ranking.field_tf(field, count, exact, entry.length(field), self._lengths[field])
            for field, (count, exact) in counts.items()
        )

    def _folded(self, ranked: list[_Entry]) -> list[_Entry]:
        """Return the first of each group of copies."""
        first: dict[str, _Entry] = {}
        for entry in ranked:
            first.setdefault(entry.article.content_hash, entry)
        return list(first.values())

    def _facet(self, name: str, query: Query, found: list[_Entry]) -> FacetCounts:
        base = [entry for entry in found if self._passes(entry, query, name if widens(query, name) else None)]
        counts = Counter(key for entry in base for key in entry.keys[name])
        missing = sum(not entry.keys[name] for entry in base)
        return facet_list(name, query, counts, self._labels(name).get, missing)

    def _labels(self, name: str) -> dict[str, str]:
        """Return each key's most frequent form, the first in the alphabet of equals."""
        forms = Counter(form for e in self._entries.values() for form in set(VALUES[name](e.article)) if form)
        ranked = sorted(forms, key=lambda form: (-forms[form], form))
        return {facet_key(name, form): form for form in reversed(ranked)}

    def _better(self, term: Term) -> str | None:
        if any(_counts(term, entry) for entry in self._entries.values()):
            return None
        articles = Counter(
            word
            for entry in self._entries.values()
            for word in {w for field in fields_of(term) for value in entry.words[field] for w in value}
        )
        return nearest(term.word, articles.items())


def _counts(leaf: Leaf, entry: _Entry) -> _Counts:
    counts: _Counts = {}
    if not entry.stems.issuperset(_stems(leaf)):
        return counts
    for field in fields_of(leaf):
        found = [match for value in entry.words[field] for match in matches(leaf, value)]
        if found:
            counts[field] = len(found), sum(match.exact for match in found)
    return counts


def _stems(leaf: Leaf) -> list[str]:
    match leaf:
        case Term(word):
            return [stem(word)]
        case Phrase(words):
            return [stem(word) for word in words]
        case Prefix():
            return []


def _holds(node: Node, entry: _Entry) -> bool:
    match node:
        case Everything():
            return True
        case Nothing():
            return False
        case And(children):
            return all(_holds(child, entry) for child in children)
        case Or(children):
            return any(_holds(child, entry) for child in children)
        case Not(child):
            return not _holds(child, entry)
        case Term() | Phrase() | Prefix():
            return bool(_counts(node, entry))


def _in_range(entry: _Entry, query: Query) -> bool:
    first, last = query.days
    if first is None and last is None:
        return True
    day = local_day(entry.article.published) if entry.article.published else None
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def _dates(hits: list[_Entry]) -> tuple[str, str] | None:
    days = [day for hit in hits if hit.article.published and (day := local_day(hit.article.published))]
    return (date.fromordinal(min(days)).isoformat(), date.fromordinal(max(days)).isoformat()) if days else None


def _chosen(entry: _Entry, query: Query, name: str) -> bool:
    wanted = [facet_key(name, value) in entry.keys[name] for value in query.chosen(name)]
    return not wanted or (any(wanted) if widens(query, name) else all(wanted))


def _order(entry: _Entry, query: Query, score: float) -> tuple[bool, float, float, str]:
    """Return the sort key: by score or date, ties by date (newest first), then by id; undated last."""
    seconds = local_seconds(entry.article.published) if entry.article.published else None
    undated, newest = seconds is None, -(seconds or 0)
    match query.sort:
        case "newest":
            return undated, newest, 0, entry.article.id
        case "oldest":
            return undated, -newest, 0, entry.article.id
        case _:
            return False, -score, newest if not undated else 1, entry.article.id
