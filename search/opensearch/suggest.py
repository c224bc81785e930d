"""As-you-type over a commit: labels, words and titles (search.completing)."""

from collections.abc import Mapping

from index.analysis import stem, words
from index.fields import DEFAULT_FIELDS
from index.opensearch.documents import cut
from index.opensearch.scan import ARTICLES
from search.completing import LABELS, LOOKED, Typed
from search.opensearch.counting import archive
from search.opensearch.execution import order
from search.opensearch.lookup import articles_with
from search.opensearch.snapshot import Names, Snapshot
from search.results import Completion
from search.telling import FUNCTION_STEMS

_FORMS = 1_000  # words of a field that begin as typed: the most frequent ones are looked at
_TITLES = 100  # titles that are looked at for `n` different ones
_BEGUN = 1_000  # words that the last one typed may become in a title


def completions(snapshot: Snapshot, names: Names, typed: Typed, kind: str, n: int) -> list[Completion]:
    """Return the best completions of a kind."""
    if kind in LABELS:
        return _labels(snapshot, names, typed, kind)[:n]
    return _queries(snapshot, typed, n) if kind == "query" else _titles(snapshot, typed, n)


def _labels(snapshot: Snapshot, names: Names, typed: Typed, kind: str) -> list[Completion]:
    begins: dict[str, bool] = {}
    for form in snapshot.forms(kind):
        place = typed.stands_in(words(form))
        if place is not None:
            key = names.key(kind, form)
            begins[key] = begins.get(key, False) or place == 0
    counts = dict(archive(snapshot, names, kind, "articles").of(list(begins)))
    shown = names.labels(kind)
    ranked = sorted(begins, key=lambda key: (not begins[key], -counts[key], key))
    return [Completion(kind, shown[key], counts[key], key if kind == "speaker" else shown[key]) for key in ranked]


def _queries(snapshot: Snapshot, typed: Typed, n: int) -> list[Completion]:
    if typed.kept is None:
        return []
    forms = {word: many for word, many in _words(snapshot, typed.stub).items() if stem(word) not in FUNCTION_STEMS}
    own = articles_with(snapshot, {stem(word) for word in forms})
    first = sorted(own, key=lambda one: (-own[one], one))[: LOOKED if typed.before else n]
    behind = articles_with(snapshot, set(first), typed.before) if typed.before else own
    best = sorted((one for one in first if behind.get(one)), key=lambda one: (-behind[one], one))[:n]
    chosen = [(one, min((w for w in forms if stem(w) == one), key=lambda w: (-forms[w], w))) for one in best]
    return [Completion("query", typed.kept + word, behind[one], typed.kept + word) for one, word in chosen]


def _words(snapshot: Snapshot, stub: str) -> Mapping[str, int]:
    """Return the words that begin so where a word without a field looks, each by how many articles' fields have it."""
    terms = {name: {"field": f"k_{name}", "size": _FORMS, "include": cut(stub) + ".*"} for name in DEFAULT_FIELDS}
    each = {name: {"terms": one} for name, one in terms.items()}
    found = snapshot.ask({"size": 0, "query": ARTICLES, "aggs": each})["aggregations"]
    many: dict[str, int] = {}
    for one in (one for name in DEFAULT_FIELDS for one in found[name]["buckets"]):
        many[one["key"]] = many.get(one["key"], 0) + int(one["doc_count"])
    return many


def _titles(snapshot: Snapshot, typed: Typed, n: int) -> list[Completion]:
    text = " ".join(map(cut, (*typed.before, typed.stub)))
    begun = {"match_phrase_prefix": {"w_title": {"query": text, "max_expansions": _BEGUN}}}
    body = {"query": {"bool": {"filter": [ARTICLES, begun]}}, "size": _TITLES + n, "sort": order("newest")}
    hits = snapshot.ask(body | {"_source": False, "track_total_hits": False})["hits"]["hits"]
    articles = snapshot.articles_of([hit["_id"] for hit in hits])
    found: dict[tuple[str, ...], Completion] = {}
    for article in (articles[hit["_id"]] for hit in hits):
        own = tuple(words(article.title))
        if typed.stands_in(own) is not None:
            found.setdefault(own, Completion("title", article.title, 1, article.id))
    return list(found.values())[:n]
