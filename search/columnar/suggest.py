"""As-you-type over a commit: labels, words and titles (search.completing).

What takes time is prepared of each segment once, so that a commit costs what it adds; what a commit deletes is left out
as it is met.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from index.analysis import words
from index.columnar.arrays import Ints, Mask
from index.columnar.labels import LabelColumn
from search.columnar.arrays import NONE, intersection, mask_of, top
from search.columnar.finder import Finder
from search.columnar.snapshot import Snapshot
from search.columnar.titles import titles
from search.columnar.word_counts import Beginning
from search.columnar.word_starts import word_starts
from search.completing import LABELS, LOOKED, Typed
from search.cursor import Place
from search.results import Completion


def completions(snapshot: Snapshot, typed: Typed, kind: str, n: int) -> list[Completion]:
    """Return the best completions of a kind."""
    if kind in LABELS:
        return _labels(snapshot, typed, kind, n)
    return _queries(snapshot, typed, n) if kind == "query" else _titles(snapshot, typed, n)


def _labels(snapshot: Snapshot, typed: Typed, kind: str, n: int) -> list[Completion]:
    values, facts = snapshot.values(kind), _facts(snapshot, kind)
    fit = np.zeros(len(values.keys), np.int64)
    for (segment, _), keys, times in zip(snapshot.parts, facts.keys, facts.times, strict=True):
        forms, begins = word_starts(segment, kind).matching(typed.text)
        there = times.take(forms) > 0
        some = keys.take(forms[there])
        fit[some] = np.maximum(fit.take(some), 1)
        fit[some[begins[there]]] = 2
    fitting = np.flatnonzero(fit)
    first = top(fit.take(fitting) * (snapshot.size + 1) + facts.counts.take(fitting), n)
    return [_labelled(snapshot, kind, facts, at) for at in fitting.take(first).tolist()]


def _labelled(snapshot: Snapshot, kind: str, facts: "_Facts", number: int) -> Completion:
    """Return a value, its label as `Counter.labels` chooses it: for all values that takes a second."""
    key, same = snapshot.values(kind).keys[number], snapshot.same(kind)
    forms: Counter[tuple[bool, str]] = Counter()
    for (segment, _), keys, times in zip(snapshot.parts, facts.keys, facts.times, strict=True):
        column = segment.values(kind)
        for at in np.flatnonzero((keys == number) & (times > 0)).tolist():
            forms[column.keys[column.form_key[at]] != key, column.forms[at]] += int(times[at])
    label = same.labels.get(key) or min(forms, key=lambda form: (-forms[form], form))[1]
    return Completion(kind, label, int(facts.counts[number]), key if kind == "speaker" else label)


def _queries(snapshot: Snapshot, typed: Typed, n: int) -> list[Completion]:
    if typed.kept is None:
        return []
    beginning = Beginning(snapshot, typed.stub)
    best = beginning.best(LOOKED if typed.before else n)
    if typed.before:
        articles = mask_of(_articles_with(snapshot, typed.before), snapshot.size)
        behind = [(beginning.within(stem, articles), stem) for _, stem in best]
        best = sorted((one for one in behind if one[0]), key=lambda one: (-one[0], one[1]))[:n]
    texts = [(f"{typed.kept}{beginning.word(stem)}", count) for count, stem in best]
    return [Completion("query", text, count, text) for text, count in texts]


def _articles_with(snapshot: Snapshot, all_of: tuple[str, ...]) -> Ints:
    """Return the articles, deleted ones left out, with some words."""
    finder, found = Finder(snapshot), None
    for word in dict.fromkeys(all_of):
        joined = finder.joined("text", word)
        documents = joined.documents if joined else NONE
        found = documents if found is None else intersection(found, documents, snapshot.size)
    return snapshot.living(NONE if found is None else found)


def _titles(snapshot: Snapshot, typed: Typed, n: int) -> list[Completion]:
    places = sorted(_newest(snapshot, typed, n), key=lambda place: place.key("newest"))
    found: dict[tuple[str, ...], Completion] = {}
    for place in places:
        document = snapshot.find(place.article)
        if document is not None:
            segment, number = snapshot.at(document)
            title = segment.head(number).title
            found.setdefault(tuple(words(title)), Completion("title", title, 1, place.article))
    return list(found.values())[:n]


def _newest(snapshot: Snapshot, typed: Typed, n: int) -> Iterator[Place]:
    """Yield of each segment the first `n` articles with such a title; of those with the same words the newest."""
    for segment, base in snapshot.parts:
        lexicon, alive = segment.groups["text"].words, snapshot.alive[base : base + segment.size]
        before = [lexicon.number(word.encode()) for word in typed.before]
        within = lexicon.beginning(typed.stub.encode())
        if within and -1 not in before:
            seen: dict[bytes, int] = {}
            for title in titles(segment).beginning(before, within, alive):
                seen.setdefault(title.words, title.number)
                if len(seen) == n:
                    break
            for number in seen.values():
                document = base + number
                seconds = int(snapshot.seconds[document]) if snapshot.dated[document] else None
                yield Place(0.0, seconds, segment.id(number))


@dataclass(frozen=True, slots=True)
class _Facts:
    """The articles of each value of a facet; and by segment, form by form, the number of its key and its articles."""

    counts: Ints
    keys: list[Ints]
    times: list[Ints]


def _facts(snapshot: Snapshot, kind: str) -> _Facts:
    known = _known.setdefault(snapshot, {})
    if kind not in known:
        values, columns = snapshot.values(kind), [segment.values(kind) for segment in snapshot.segments]
        numbers = (np.array([values.numbers[key] for key in column.keys], np.int64) for column in columns)
        keys = [own.take(column.form_key) for own, column in zip(numbers, columns, strict=True)]
        times = [
            _times(column, snapshot.alive[base : base + segment.size])
            for column, (segment, base) in zip(columns, snapshot.parts, strict=True)
        ]
        known[kind] = _Facts(values.counts(np.flatnonzero(snapshot.alive)), keys, times)
    return known[kind]


def _times(column: LabelColumn, alive: Mask) -> Ints:
    """Return how many articles, deleted ones left out, have each form."""
    entries = column.entries if alive.all() else column.entries[np.repeat(alive, np.diff(column.starts))]
    return np.bincount(entries, minlength=len(column.forms))


_known: WeakKeyDictionary[Snapshot, dict[str, _Facts]] = WeakKeyDictionary()
