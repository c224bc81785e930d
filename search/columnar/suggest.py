"""As-you-type over a commit: labels, words and titles (search.completing).

What takes time is prepared of each segment once, so that a commit costs what it adds; what a commit deletes is left out
as it is met.
"""

from collections.abc import Iterator

import numpy as np

from index.analysis import words
from index.columnar.arrays import Ints
from search.columnar.arrays import NONE, intersection, mask_of, top
from search.columnar.finder import Finder
from search.columnar.snapshot import Snapshot
from search.columnar.titles import titles
from search.columnar.whole import archive_counts
from search.columnar.word_counts import Beginning
from search.completing import LABELS, LOOKED, Typed
from search.cursor import Place
from search.results import Completion


def completions(snapshot: Snapshot, typed: Typed, kind: str, n: int) -> list[Completion]:
    """Return the best completions of a kind."""
    if kind in LABELS:
        return _labels(snapshot, typed, kind, n)
    return _queries(snapshot, typed, n) if kind == "query" else _titles(snapshot, typed, n)


def _labels(snapshot: Snapshot, typed: Typed, kind: str, n: int) -> list[Completion]:
    values, counts = snapshot.values(kind), archive_counts(snapshot, kind, "articles")
    fit = np.zeros(len(values.keys), np.int64)
    for keys, begins in values.matching(typed.text):
        fit[keys] = np.maximum(fit.take(keys), 1)
        fit[keys[begins]] = 2
    fitting = np.flatnonzero(fit)
    first = fitting.take(top(fit.take(fitting) * (snapshot.size + 1) + counts.take(fitting), n)).tolist()
    return [_labelled(kind, values.keys[at], values.labels[values.keys[at]], int(counts[at])) for at in first]


def _labelled(kind: str, key: str, label: str | None, count: int) -> Completion:
    shown = label or key
    return Completion(kind, shown, count, key if kind == "speaker" else shown)


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
