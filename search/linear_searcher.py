"""No engine: a scan over articles in memory. Slow and plain, it is the yardstick of every engine in the tests."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from time import perf_counter
from types import TracebackType
from typing import Self

import numpy as np
from msgspec import structs

from index.analysis import words
from index.article import Article
from index.dates import local_seconds
from index.fields import SCHEMA_VERSION, TEXTS, VALUES, facet_key, named_speakers, thousandths
from index.owner.aliases import Aliases
from index.record import copy_of, said_of
from index.sketch import Texts, components, links, sketches, word_hash
from search import linear_completing, linear_counts
from search.completing import LABELS, Typed, complete
from search.cursor import Place, decode, encode
from search.hits import did_you_mean, leaves_of, make_hit, shown_snippets, since
from search.holding import counts as counts_of
from search.holding import holds
from search.linear_entries import Entry, article_entry, doubt_kind, quote_entries, same_by_facet, standing
from search.linear_filters import keys_of, passes
from search.linear_scoring import LinearScoring
from search.linear_selection import LinearSelection, every
from search.matching import mark
from search.occurrences import copy_shown, gathered
from search.places import fitting
from search.query import (
    Everything,
    Expression,
    Fuzzy,
    Of,
    Prefix,
    Query,
    Term,
    Wildcard,
    check_expansion,
    describe,
    fields_of,
    simple_leaves,
    widens,
)
from search.results import (
    COMPLETED,
    Completion,
    Copies,
    Doubt,
    Doubts,
    Export,
    Hit,
    Info,
    Listed,
    Matched,
    Occurrences,
    Results,
    Snippet,
    Timeline,
    Total,
    ValuePage,
)
from search.same import canonical
from search.similar import Subject, others
from search.spelling import nearest
from search.syntax import expression_of
from search.timeline import AskedInterval, check_interval
from search.values import ValueOrder, check_values


class LinearSearcher:
    """A Searcher over articles; of several with one id the last counts."""

    def __init__(self, articles: Iterable[Article], aliases: Aliases | None = None) -> None:
        last = {article.id: article for article in articles}
        self._same = same_by_facet(last.values(), aliases or Aliases())
        self._articles = {name: article_entry(article, self._key) for name, article in last.items()}
        quotes = chain.from_iterable(map(quote_entries, self._articles.values()))
        self._entries: dict[Of, list[Entry]] = {"articles": list(self._articles.values()), "quotes": list(quotes)}
        self._scoring = LinearScoring(self._entries)
        self._commit = secrets.token_hex(8)
        self._copy_of = _copies([entry.article for entry in self._articles.values()])
        self._said = {name: said_of(article.quotes) for name, article in last.items()}
        self._copies = Counter(self._group(entry) for entries in self._entries.values() for entry in entries)

    def _folded(self, ranked: Iterable[Entry]) -> list[Entry]:
        """Return the first of each group of copies; quotations are copies that copies have alike."""
        first: dict[tuple[int, int], Entry] = {}
        for entry in ranked:
            first.setdefault(self._group(entry), entry)
        return list(first.values())

    def _group(self, entry: Entry) -> tuple[int, int]:
        return self._copy_of[entry.article.id], self._said[entry.article.id][entry.place] if entry.quote else 0

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        started = perf_counter()
        query, found = self._matching(query)
        expression = expression_of(query)
        hits = [entry for entry in found if passes(entry, query)]
        scores = self._scoring.scores(expression, hits, query)
        places = {entry.id: _place(entry, scores[entry.id]) for entry in hits}
        ranked = sorted(hits, key=lambda entry: places[entry.id].key(query.sort))
        listed = self._folded(ranked) if query.fold else ranked
        after = decode(query)
        rest = [e for e in listed if after is None or places[e.id].key(query.sort) > after.key(query.sort)]
        end = query.page * query.size
        shown = rest[end - query.size : end]
        days = Counter(entry.day for entry in hits if entry.day)
        newest = self._scoring.ages(query).newest if query.sort == "recent" else 0
        return Results(
            query=query,
            total=Total(len(hits), len(hits) - len(listed)),
            hits=tuple(self._hit(entry, query, expression, places[entry.id].score) for entry in shown),
            facets={name: self._values(name, query, found).facet() for name in query.facets},
            dates=_dates(days) if query.span else None,
            did_you_mean=did_you_mean(expression, lambda term: self._better(term, fields_of(term, query.of))),
            diagnostics=expression.diagnostics if expression else (),
            revision="r1",
            documents=len(self._articles),
            engine="linear",
            took_ms=since(started),
            histogram=linear_counts.histogram(query.histogram, _published(hits)),
            cursor=encode(query, places[shown[-1].id], newest) if shown and len(rest) > end else None,
        )

    def count(self, query: Query) -> int:
        """See Searcher.count."""
        query, found = self._matching(query)
        return sum(passes(entry, query) for entry in found)

    def get(self, article_id: str) -> Article | None:
        """See Searcher.get."""
        entry = self._articles.get(article_id)
        return entry.article if entry else None

    def occurrences(self, quote_id: str) -> Occurrences | None:
        """See Searcher.occurrences."""
        entries = self._entries["quotes"]
        asked = next((entry for entry in entries if entry.quote and entry.quote.id == quote_id), None)
        if asked is None:
            return None
        return gathered(standing(asked), map(standing, entries), self._same["speaker"])

    def copies(self, article_id: str, most: int = 50) -> Copies:
        """See Searcher.copies."""
        group = self._copy_of.get(article_id)
        found = [e for name, e in self._articles.items() if self._copy_of[name] == group and name != article_id]
        ordered = sorted(found, key=lambda entry: _place(entry, 0.0).key("oldest"))
        return Copies(len(found), tuple(copy_shown(entry.article) for entry in ordered[:most]))

    def similar(self, article_id: str, n: int = 10) -> tuple[Hit, ...]:
        """See Searcher.similar."""
        entry = self._articles.get(article_id)
        if entry is None:
            return ()
        frequencies = linear_completing.articles_with_stems(self._articles.values())
        query = Subject.of(entry.article).question(len(self._articles), frequencies)
        return others(query, n, self._copy_of[article_id], self.search, self._copy_of.__getitem__) if query else ()

    def articles(self) -> Iterator[Article]:
        """See Searcher.articles."""
        return (entry.article for entry in self._articles.values())

    def ids(self) -> list[str]:
        """See Searcher.ids."""
        return [article.id for article in self.articles()]

    def among(self, ids: Collection[str]) -> LinearSelection:
        """See Searcher.among."""
        return LinearSelection(self, ids)

    def export(self, query: Query) -> Export:
        """See Searcher.export."""
        hits = list(every(self, query))
        articles = ((replace(self._articles[hit.article].article, file=None), hit) for hit in hits)
        return Export(len(hits), "r1", (Listed(article, hit.quote, hit.score) for article, hit in articles))

    def doubts(self, query: Query) -> Doubts:
        """See Searcher.doubts."""
        query, found = self._matching(replace(query, of="quotes", sort="newest"))
        unsure = [
            (doubt_kind(entry), entry.quotes[0].confidence, _place(entry, 0).key(query.sort), entry)
            for entry in found
            if entry.quotes[0].confidence < thousandths(1) and passes(entry, query)
        ]
        end = query.page * query.size
        first = [entry for *_, entry in sorted(unsure, key=lambda one: one[:3])[end - query.size : end]]
        kinds = Counter(kind for kind, *_ in unsure)
        shown = tuple(Doubt(entry.quote, entry.article) for entry in first if entry.quote)
        return Doubts(len(unsure), shown, kinds[0] + kinds[1], kinds[0])

    def values(self, query: Query, facet: str, prefix: str = "", order: ValueOrder = "count") -> ValuePage:
        """See Searcher.values."""
        started = perf_counter()
        check_values(facet, order)
        query, found = self._matching(query)
        hits = sum(passes(entry, query) for entry in found)
        every = [keys_of(entry, Query(of=query.of), facet) for entry in self._entries[query.of]]
        page = self._values(facet, query, found).page(prefix, order, every, hits)
        return structs.replace(
            page, revision="r1", documents=len(self._articles), engine="linear", took_ms=since(started)
        )

    def timeline(self, query: Query, interval: AskedInterval = "auto") -> Timeline:
        """See Searcher.timeline."""
        started = perf_counter()
        check_interval(interval)
        query, found = self._matching(query)
        hits = [entry for entry in found if passes(entry, query)]
        line = linear_counts.timeline(query, interval, _published(hits), _published(self._entries[query.of]))
        return structs.replace(
            line, revision="r1", documents=len(self._articles), engine="linear", took_ms=since(started)
        )

    def suggest(self, prefix: str, n: int = 10, kinds: Sequence[str] = COMPLETED) -> list[Completion]:
        """See Searcher.suggest."""
        return complete(prefix, n, kinds, self._completions)

    def _completions(self, typed: Typed, kind: str, n: int) -> list[Completion]:
        entries = list(self._articles.values())
        if kind in LABELS:
            return linear_completing.labels(typed, kind, entries, self._key, self._labels(kind))
        if kind == "query":
            return linear_completing.queries(typed, entries, n)
        return linear_completing.titles(typed, sorted(entries, key=lambda one: _place(one, 0.0).key("newest")), n)

    def info(self) -> Info:
        """See Searcher.info."""
        articles, quotes = (len(self._entries[of]) for of in ("articles", "quotes"))
        return Info("linear", "r1", articles, quotes, SCHEMA_VERSION, self._commit)

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _hit(self, entry: Entry, query: Query, expression: Expression | None, score: float) -> Hit:
        article, shown = entry.article, expression if query.highlight else None
        matched = [(leaf, counts_of(leaf, entry, fields_of(leaf, query.of))) for leaf in leaves_of(expression)]
        return make_hit(
            article,
            title_spans=mark(shown, "title", article.title, query.of),
            speakers=named_speakers(article),
            quotes=len(article.quotes),
            copies=0 if entry.quote and not query.fold else self._copies[self._group(entry)] - 1,
            score=score,
            snippets=self._snippets(entry, query, shown) if query.highlight else (),
            matched=tuple(Matched(describe(leaf), tuple(n for n in TEXTS if n in own)) for leaf, own in matched if own),
            quote=entry.quote,
        )

    def _snippets(self, entry: Entry, query: Query, expression: Expression | None) -> tuple[Snippet, ...]:
        return shown_snippets(entry.article, entry.quote, query, expression, self._same["speaker"])

    def _key(self, facet: str, value: str) -> str:
        return self._same[facet].key(facet_key(facet, value))

    def _matching(self, query: Query) -> tuple[Query, list[Entry]]:
        """Return the query with names as the archive has them, and what matches it, filters aside."""
        query = canonical(query, self._same.__getitem__)
        expression = expression_of(query)
        self._refuse_wide(expression, query.of)
        root = expression.root if expression else Everything()
        return query, [entry for entry in self._entries[query.of] if holds(root, entry)]

    def _refuse_wide(self, expression: Expression | None, of: Of) -> None:
        for leaf in simple_leaves(expression.root) if expression else ():
            if isinstance(leaf, Prefix | Wildcard | Fuzzy):
                found = filter(fitting(leaf), self._articles_with_words(fields_of(leaf, of)))
                check_expansion(leaf, len(list(found)))

    def _articles_with_words(self, fields: Iterable[str]) -> Counter[str]:
        """Return how many articles have each word in any of the fields."""
        entries = self._articles.values()
        return Counter(word for e in entries for word in {w for f in fields for value in e.words[f] for w in value})

    def _values(self, name: str, query: Query, found: list[Entry]) -> linear_counts.Values:
        base = [entry for entry in found if passes(entry, query, name if widens(query, name) else None)]
        keys = [keys_of(entry, query, name) for entry in base]
        return linear_counts.Values(name, query, keys, self._labels(name), self._forms(name), self._same[name])

    def _labels(self, name: str) -> dict[str, str]:
        """Return each key's form in most articles; of equals one of its own, then the first in the alphabet."""
        forms = Counter(form for e in self._articles.values() for form in set(VALUES[name](e.article)) if form)
        ranked = sorted(forms, key=lambda form: (-forms[form], facet_key(name, form) in self._same[name].keys, form))
        return {**{self._key(name, form): form for form in reversed(ranked)}, **self._same[name].labels}

    def _forms(self, name: str) -> dict[str, Counter[str]]:
        """Return the forms of each own key, and how many articles write each."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in self._articles.values():
            for form in {form for form in VALUES[name](entry.article) if form}:
                found[facet_key(name, form)][form] += 1
        return found

    def _better(self, term: Term, fields: tuple[str, ...]) -> str | None:
        """Return the nearest word of the articles, None where an article has the term."""
        if any(counts_of(term, entry, fields) for entry in self._articles.values()):
            return None
        return nearest(term.word, self._articles_with_words(fields).items())


def _published(entries: Iterable[Entry]) -> list[str | None]:
    return [entry.article.published for entry in entries]


def _place(entry: Entry, score: float) -> Place:
    seconds = local_seconds(entry.article.published) if entry.article.published else None
    return Place(score, seconds, entry.article.id, entry.place)


def _copies(articles: Sequence[Article]) -> dict[str, int]:
    """Return the number of each article's group of copies, those with nearly the same text too."""
    bodies = [words(article.body) for article in articles]
    hashes = np.array([word_hash(word) for body in bodies for word in body], np.uint64)
    found = sketches(hashes, np.array([len(body) for body in bodies], np.int64))
    keys = np.array([copy_of(article) for article in articles], np.uint64)
    long = Texts.of(found, keys)
    linked, first = components(links(long, long))
    near = dict(zip(linked.tolist(), linked[first].tolist(), strict=True))
    return {article.id: near.get(key, key) for article, key in zip(articles, keys.tolist(), strict=True)}


def _dates(days: Iterable[int]) -> tuple[str, str] | None:
    ordered = sorted(days)
    return (date.fromordinal(ordered[0]).isoformat(), date.fromordinal(ordered[-1]).isoformat()) if ordered else None
