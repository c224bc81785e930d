"""No engine: a scan over articles in memory. Slow and plain, it is the yardstick of every engine in the tests."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import nlargest
from itertools import chain
from time import perf_counter
from types import TracebackType
from typing import Self

import numpy as np

from index.aliases import Aliases
from index.analysis import stem, words
from index.article import UNCHECKED, Article, Quote
from index.dates import local_day, local_seconds
from index.fields import QUOTE_VALUES, SCHEMA_VERSION, TEXTS, VALUES, facet_key, named_speakers, thousandths
from index.record import copy_of
from index.sketch import Texts, components, links, sketches, word_hash
from index.speaker_names import Speakers
from search import linear_completing, linear_counts, ranking
from search.completing import KINDS, LABELS, Typed, complete
from search.cursor import Place, counted_from, decode, encode
from search.hits import did_you_mean, leaves_of, make_hit, shown_snippets, since
from search.holding import Counts, holds
from search.holding import counts as counts_of
from search.linear_selection import LinearSelection, every
from search.matching import mark
from search.occurrences import Standing, copy_shown, gathered
from search.places import fitting
from search.query import (
    BY_SCORE,
    EXCLUDED,
    FACETS,
    QUOTE_FACETS,
    SCORED,
    Everything,
    Expression,
    Fuzzy,
    Leaf,
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
from search.recency import Ages
from search.results import (
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
from search.same import Same, canonical, same
from search.similar import Subject, others
from search.spelling import nearest
from search.syntax import expression_of
from search.timeline import AskedInterval, check_interval
from search.values import ValueOrder, check_values

_Words = dict[str, list[list[str]]]  # field -> the words of each of its values
_KeyOf = Callable[[str, str], str]  # of a facet and a value


@dataclass(frozen=True, slots=True)
class _Said:
    """What a quote is filtered by: the key of its value of each facet of quotes, and what is no facet."""

    keys: dict[str, str | None]
    role: frozenset[str]  # the stems of its words
    confidence: int  # in thousandths


@dataclass(frozen=True, slots=True)
class _Entry:
    """What can be a hit: an article, or one of its quotes with what it has of the article."""

    article: Article
    words: _Words
    stems: frozenset[str]  # of all fields: what is not among them is not looked for word by word
    keys: dict[str, frozenset[str]]  # facet -> the keys of its values; those of quotes are in `quotes`
    quotes: tuple[_Said, ...]  # of the article, or the one that this is
    place: int = 0  # of the quote among those of its article
    quote: Quote | None = None

    @property
    def id(self) -> tuple[str, int]:
        return self.article.id, self.place

    @property
    def of(self) -> Of:
        return "quotes" if self.quote else "articles"

    @property
    def day(self) -> int | None:
        return local_day(self.article.published) if self.article.published else None

    @property
    def quotations(self) -> "list[_Entry]":
        return list(_quote_entries(self))

    def length(self, field: str) -> int:
        return sum(map(len, self.words[field]))


def _same(articles: Iterable[Article], aliases: Aliases) -> dict[str, Same]:
    """Return by facet which values are one."""
    speakers = Speakers(aliases.apart)
    for name in {name for article in articles for name in named_speakers(article)}:
        speakers.add(facet_key("speaker", name), name)
    by_rule = {"speaker": speakers.same()}
    return {facet: same(aliases.groups.get(facet, ()), by_rule.get(facet, {})) for facet in FACETS}


def _article_entry(article: Article, key: _KeyOf) -> _Entry:
    found = {field: [words(text) for text in texts(article)] for field, texts in TEXTS.items()}
    keys = {
        name: frozenset(key(name, value) for value in VALUES[name](article) if value)
        for name in FACETS
        if name not in QUOTE_FACETS
    }
    return _Entry(article, found, _stems_in(found), keys, tuple(_said_of(quote, key) for quote in article.quotes))


def _quote_entries(entry: _Entry) -> Iterator[_Entry]:
    for place, quote in enumerate(entry.article.quotes):
        speaker = [words(quote.speaker)] if quote.speaker else []
        own = {**entry.words, "quote": [words(quote.text)], "speaker": speaker}
        yield _Entry(entry.article, own, _stems_in(own), entry.keys, (entry.quotes[place],), place, quote)


def _standing(entry: _Entry) -> Standing:
    article = entry.article
    return Standing(article, named_speakers(article), len(article.quotes), article.quotes[entry.place], entry.place)


def _doubt_kind(entry: _Entry) -> int:
    """Return 0 where the speaker is a guess, 1 where there is none, 2 where it is rather certain."""
    if entry.quotes[0].confidence >= thousandths(UNCHECKED):
        return 2
    return 0 if entry.quote and entry.quote.speaker else 1


def _stems_in(found: _Words) -> frozenset[str]:
    return frozenset(stem(word) for values in found.values() for value in values for word in value)


def _said_of(quote: Quote, key: _KeyOf) -> _Said:
    keys = {name: key(name, value) if (value := value_of(quote)) else None for name, value_of in QUOTE_VALUES.items()}
    role = frozenset(stem(word) for word in words(quote.role or ""))
    return _Said(keys, role, thousandths(quote.confidence))


class LinearSearcher:
    """A Searcher over articles; of several with one id the last counts."""

    def __init__(self, articles: Iterable[Article], aliases: Aliases | None = None) -> None:
        last = {article.id: article for article in articles}
        self._same = _same(last.values(), aliases or Aliases())
        self._articles = {name: _article_entry(article, self._key) for name, article in last.items()}
        quotes = chain.from_iterable(map(_quote_entries, self._articles.values()))
        self._entries: dict[Of, list[_Entry]] = {"articles": list(self._articles.values()), "quotes": list(quotes)}
        self._averages = {
            of: {field: _average(entry.length(field) for entry in entries) for field in TEXTS}
            for of, entries in self._entries.items()
        }
        self._commit = secrets.token_hex(8)
        self._copy_of = _copies([entry.article for entry in self._articles.values()])
        self._copies = Counter(self._copy_of.values())

    def _folded(self, ranked: Iterable[_Entry]) -> list[_Entry]:
        """Return the first of each group of copies."""
        first: dict[int, _Entry] = {}
        for entry in ranked:
            first.setdefault(self._copy_of[entry.article.id], entry)
        return list(first.values())

    def search(self, query: Query) -> Results:
        """See Searcher.search."""
        started = perf_counter()
        query = canonical(query, self._same.__getitem__)
        expression = expression_of(query)
        self._refuse_wide(expression, query.of)
        root = expression.root if expression else Everything()
        found = [entry for entry in self._entries[query.of] if holds(root, entry)]
        hits = [entry for entry in found if _passes(entry, query)]
        places = {entry.id: _place(entry, score) for entry, score in self._scored(expression, hits, query)}
        ranked = sorted(hits, key=lambda entry: places[entry.id].key(query.sort))
        listed = self._folded(ranked) if query.fold and query.of == "articles" else ranked
        after = decode(query)
        rest = [e for e in listed if after is None or places[e.id].key(query.sort) > after.key(query.sort)]
        end = query.page * query.size
        shown = rest[end - query.size : end]
        days = Counter(entry.day for entry in hits if entry.day)
        newest = self._ages(query).newest if query.sort == "recent" else 0
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
        return gathered(_standing(asked), map(_standing, entries), self._same["speaker"])

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
        query = replace(canonical(query, self._same.__getitem__), of="quotes", sort="newest")
        expression = expression_of(query)
        root = expression.root if expression else Everything()
        unsure = [
            (_doubt_kind(entry), entry.quotes[0].confidence, _place(entry, 0).key(query.sort), entry)
            for entry in self._entries["quotes"]
            if entry.quotes[0].confidence < thousandths(1) and holds(root, entry) and _passes(entry, query)
        ]
        end = query.page * query.size
        first = [entry for *_, entry in sorted(unsure, key=lambda one: one[:3])[end - query.size : end]]
        kinds = Counter(kind for kind, *_ in unsure)
        found = tuple(Doubt(entry.quote, entry.article) for entry in first if entry.quote)
        return Doubts(len(unsure), found, kinds[0] + kinds[1], kinds[0])

    def values(self, query: Query, facet: str, prefix: str = "", order: ValueOrder = "count") -> ValuePage:
        """See Searcher.values."""
        started = perf_counter()
        check_values(facet, order)
        query, found = self._matching(query)
        hits = sum(_passes(entry, query) for entry in found)
        every = [_keys(entry, Query(of=query.of), facet) for entry in self._entries[query.of]]
        page = self._values(facet, query, found).page(prefix, order, every, hits)
        return replace(page, revision="r1", documents=len(self._articles), engine="linear", took_ms=since(started))

    def timeline(self, query: Query, interval: AskedInterval = "auto") -> Timeline:
        """See Searcher.timeline."""
        started = perf_counter()
        check_interval(interval)
        query, found = self._matching(query)
        hits = [entry for entry in found if _passes(entry, query)]
        line = linear_counts.timeline(query, interval, _published(hits), _published(self._entries[query.of]))
        return replace(line, revision="r1", documents=len(self._articles), engine="linear", took_ms=since(started))

    def suggest(self, prefix: str, n: int = 10, kinds: Sequence[str] = KINDS) -> list[Completion]:
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

    def _hit(self, entry: _Entry, query: Query, expression: Expression | None, score: float) -> Hit:
        article, shown = entry.article, expression if query.highlight else None
        matched = [(leaf, counts_of(leaf, entry, fields_of(leaf, query.of))) for leaf in leaves_of(expression)]
        return make_hit(
            article,
            title_spans=mark(shown, "title", article.title, query.of),
            speakers=named_speakers(article),
            quotes=len(article.quotes),
            copies=0 if entry.quote else self._copies[self._copy_of[article.id]] - 1,
            score=score,
            snippets=self._snippets(entry, query, shown) if query.highlight else (),
            matched=tuple(Matched(describe(leaf), tuple(n for n in TEXTS if n in own)) for leaf, own in matched if own),
            quote=entry.quote,
        )

    def _snippets(self, entry: _Entry, query: Query, expression: Expression | None) -> tuple[Snippet, ...]:
        return shown_snippets(entry.article, entry.quote, query, expression, self._same["speaker"])

    def _key(self, facet: str, value: str) -> str:
        return self._same[facet].key(facet_key(facet, value))

    def _matching(self, query: Query) -> tuple[Query, list[_Entry]]:
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

    def _scored(
        self, expression: Expression | None, hits: list[_Entry], query: Query
    ) -> Iterator[tuple[_Entry, float]]:
        """Give each hit with its score by the formula of `search.ranking`; its documents are articles or quotes."""
        leaves = ranking.shares(expression.root, expression.mode) if expression else {}
        scores: dict[tuple[str, int], float] = defaultdict(float)
        heaviest = 0.0
        for leaf, share in leaves.items():
            counts, idf = self._counts(leaf, query.of)
            heaviest = max(heaviest, share * idf if counts else 0.0)
            for entry in (entry for entry in hits if entry.id in counts):
                scores[entry.id] += share * idf * ranking.saturated(self._tf(entry, counts[entry.id]))
        faded = {e.id: self._faded(e, query) if query.sort == "recent" else 1.0 for e in hits}
        found = {e.id: scores[e.id] * faded[e.id] for e in hits}
        edge = ranking.foremost(min(nlargest(ranking.FOREMOST, found.values()), default=0.0))
        scored = expression is not None and query.sort in BY_SCORE
        phrase = ranking.as_phrase(expression.root, expression.mode) if expression and scored else None
        phrased = self._counts(phrase, query.of)[0] if phrase else {}
        for entry in (entry for entry in hits if entry.id in phrased and found[entry.id] >= edge):
            more = ranking.PHRASE * heaviest * ranking.saturated(self._tf(entry, phrased[entry.id]))
            found[entry.id] += more * faded[entry.id]
        return ((entry, found[entry.id]) for entry in hits)

    def _ages(self, query: Query) -> Ages:
        days = np.array([entry.day or 0 for entry in self._articles.values()], np.int64)
        ages, newest = Ages.among(days, date.today().toordinal()), counted_from(query)
        return ages if newest is None else ages._replace(newest=newest)

    def _faded(self, entry: _Entry, query: Query) -> float:
        return float(ranking.recency(self._ages(query).of(np.array([entry.day or 0])))[0])

    def _counts(self, leaf: Leaf, of: Of) -> tuple[dict[tuple[str, int], Counts], float]:
        """Return how often a leaf stands in each entry that has it, and its idf."""
        fields = fields_of(leaf, of)
        counts = {e.id: counted for e in self._entries[of] if (counted := counts_of(leaf, e, fields))}
        return counts, ranking.idf(len(self._entries[of]), len(counts))

    def _tf(self, entry: _Entry, counts: Counts) -> float:
        return sum(
            ranking.field_tf(field, count, exact, entry.length(field), self._averages[entry.of][field])
            for field, (count, exact) in counts.items()
            if field in SCORED[entry.of]
        )

    def _values(self, name: str, query: Query, found: list[_Entry]) -> linear_counts.Values:
        base = [entry for entry in found if _passes(entry, query, name if widens(query, name) else None)]
        keys = [_keys(entry, query, name) for entry in base]
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


def _passes(entry: _Entry, query: Query, without: str | None = None) -> bool:
    """Tell whether an entry passes the filters, those of the facet `without` aside."""
    own = (name for name in FACETS if name not in QUOTE_FACETS and name != without)
    return (
        _in_range(entry, query)
        and all(_chosen(entry, query, name) for name in own)
        and _quotes_pass(entry, query, without)
        and not any(_excluded(entry, query, name) for name in EXCLUDED)
    )


def _excluded(entry: _Entry, query: Query, name: str) -> bool:
    """Tell whether an entry has a value that the query excludes."""
    keys = {facet_key(name, value) for value in query.excluded(name)}
    return not keys.isdisjoint(_keys(entry, Query(), name))


def _in_range(entry: _Entry, query: Query) -> bool:
    first, last = query.days
    if first is None and last is None:
        return True
    day = entry.day
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def _chosen(entry: _Entry, query: Query, name: str) -> bool:
    wanted = [facet_key(name, value) in entry.keys[name] for value in query.chosen(name)]
    return not wanted or (any(wanted) if widens(query, name) else all(wanted))


def _quotes_pass(entry: _Entry, query: Query, without: str | None) -> bool:
    return not query.asks_of_quotes(without) or all(_said(entry, query, without))


def _said(entry: _Entry, query: Query, without: str | None) -> list[list[_Said]]:
    """Return the quotes that the filters of quotes want: a list for each chosen speaker, or one of anybody's."""
    others = [name for name in QUOTE_FACETS if name not in ("speaker", without)]
    wanted = [
        quote
        for quote in entry.quotes
        if all(_one_chosen(quote, query, name) for name in others) and _is_such(quote, query)
    ]
    speakers = () if without == "speaker" else query.chosen("speaker")
    if not speakers:
        return [wanted]
    return [[quote for quote in wanted if quote.keys["speaker"] == facet_key("speaker", value)] for value in speakers]


def _one_chosen(quote: _Said, query: Query, name: str) -> bool:
    chosen = [facet_key(name, value) for value in query.chosen(name)]
    return not chosen or quote.keys[name] in chosen


def _is_such(quote: _Said, query: Query) -> bool:
    """Tell whether a quote passes the filters that are no facet."""
    wanted, least = query.role_stems, query.min_confidence
    in_role = query.role is None or (bool(wanted) and wanted <= quote.role)
    return in_role and (least is None or quote.confidence >= thousandths(least))


def _published(entries: Iterable[_Entry]) -> list[str | None]:
    return [entry.article.published for entry in entries]


def _keys(entry: _Entry, query: Query, name: str) -> frozenset[str]:
    """Return the keys of a facet that an entry counts under: choosing one, it would pass."""
    if name not in QUOTE_FACETS:
        return entry.keys[name]
    said = [
        frozenset(key for quote in quotes if (key := quote.keys[name]) is not None)
        for quotes in _said(entry, query, name)
    ]
    return frozenset.intersection(*said)


def _place(entry: _Entry, score: float) -> Place:
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


def _average(lengths: Iterable[int]) -> float:
    """Return the mean of those that have a length."""
    present = [length for length in lengths if length]
    return sum(present) / len(present) if present else 1.0


def _dates(days: Iterable[int]) -> tuple[str, str] | None:
    ordered = sorted(days)
    return (date.fromordinal(ordered[0]).isoformat(), date.fromordinal(ordered[-1]).isoformat()) if ordered else None
