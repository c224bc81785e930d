"""The yardstick of as-you-type: every article looked through, in plain Python (see search.completing)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from index.analysis import stem, words
from index.fields import DEFAULT_FIELDS, VALUES
from search.completing import LOOKED, Typed
from search.results import Completion
from search.telling import FUNCTION_STEMS


def labels(
    typed: Typed, kind: str, entries: Iterable[Any], key: Callable[[str, str], str], shown: Mapping[str, str]
) -> list[Completion]:
    """Return the values of a facet.

    Args:
        key: gives the key of a facet's value.
        shown: the label of each key.
    """
    begins: dict[str, bool] = {}
    counts: Counter[str] = Counter()
    for entry in entries:
        forms = {form: key(kind, form) for form in VALUES[kind](entry.article) if form}
        counts.update(set(forms.values()))
        for form, own in forms.items():
            place = typed.stands_in(words(form))
            if place is not None:
                begins[own] = begins.get(own, False) or place == 0
    ranked = sorted(begins, key=lambda own: (not begins[own], -counts[own], own))
    return [Completion(kind, shown[own], counts[own], own if kind == "speaker" else shown[own]) for own in ranked]


def titles(typed: Typed, newest_first: Iterable[Any], n: int) -> list[Completion]:
    """Return the articles with such a title."""
    found: dict[tuple[str, ...], Completion] = {}
    for entry in newest_first:
        own = tuple(entry.words["title"][0])
        if typed.stands_in(own) is not None:
            found.setdefault(own, Completion("title", entry.article.title, 1, entry.article.id))
    return list(found.values())[:n]


def queries(typed: Typed, entries: Sequence[Any], n: int) -> list[Completion]:
    """Return the text with its last word completed."""
    if typed.kept is None:
        return []
    stood = list(map(_stood, entries))
    stems = [frozenset(map(stem, many)) for many in stood]
    times: Counter[str] = sum(stood, Counter())
    forms = [word for word in times if word.startswith(typed.stub) and stem(word) not in FUNCTION_STEMS]
    before = set(map(stem, typed.before))
    own = Counter(one for many in stems for one in many)
    behind = Counter(one for many in stems if before <= many for one in many)
    first = sorted(set(map(stem, forms)), key=lambda one: (-own[one], one))[: LOOKED if before else n]
    best = sorted((one for one in first if behind[one]), key=lambda one: (-behind[one], one))[:n]
    chosen = [(one, min((w for w in forms if stem(w) == one), key=lambda w: (-times[w], w))) for one in best]
    return [Completion("query", typed.kept + word, behind[one], typed.kept + word) for one, word in chosen]


def articles_with_stems(entries: Iterable[Any]) -> Counter[str]:
    """Return how many articles have each stem where a word without a field looks."""
    return Counter(one for entry in entries for one in set(map(stem, _stood(entry))))


def _stood(entry: Any) -> Counter[str]:
    """Return how often each word stands where a word without a field looks."""
    return Counter(word for field in DEFAULT_FIELDS for text in entry.words[field] for word in text)
