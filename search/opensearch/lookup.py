"""The words of a commit that a part of a word stands for, and those that a slip of the pen may mean."""

from collections.abc import Iterable, Sequence

import search.query as limits
from index.opensearch.documents import cut
from index.opensearch.scan import ARTICLES
from search.nodes import Expanding, Fuzzy, Prefix, Wildcard
from search.opensearch.snapshot import Snapshot
from search.spelling import distance

_MOST = 10_000  # words of a field that are looked up: more are refused, however many
_NEAR = 5_000  # words that are looked through for those near one
_LONGEST_PATTERN = 900  # characters: the cluster takes no longer ones, and nobody writes such words
_LONGEST_EDITED = 60  # letters: the cluster finds no longer words by edits, and nobody writes them


def words_of(snapshot: Snapshot, leaf: Expanding, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the words that a leaf stands for in any of the fields, ascending.

    Raises:
        QueryError: there are too many.
    """
    found = snapshot.remembered(("words", leaf, fields), lambda: _words(snapshot, leaf, fields))
    limits.check_expansion(leaf, len(found))
    return found


def with_articles(snapshot: Snapshot, words: Iterable[str], fields: Sequence[str]) -> list[tuple[str, int]]:
    """Return the words that articles have in any of the fields, each with their number."""
    wanted = {("word", word, fields): _any(word, fields) for word in words}
    return [(word, count) for (_, word, _), count in snapshot.counts("articles", wanted).items() if count]


def near(snapshot: Snapshot, word: str, edits: int, fields: Sequence[str], prefix: int = 0) -> set[str]:
    """Return the words at most so many edits from one, itself included if it is there.

    Args:
        prefix: how many first letters are taken to be right.
    """
    if edits < 1 or len(word) > _LONGEST_EDITED:
        found = {word}
    else:
        term = {"size": _NEAR, "shard_size": _NEAR, "max_edits": edits, "prefix_length": prefix, **_ANY_WORD}
        each = {name: {"text": word, "term": {"field": f"w_{name}", **term}} for name in fields}
        suggested = snapshot.ask({"size": 0, "suggest": each})["suggest"]
        options = (option for name in fields for entry in suggested[name] for option in entry["options"])
        found = {word, *(option["text"] for option in options)}
    return {other for other in found if distance(word, other, edits) <= edits}


# The suggester as a plain look-up: all words, however rare, frequent or short.
_ANY_WORD = {
    "suggest_mode": "always",
    "min_word_length": 1,
    "accuracy": 0,
    "max_term_freq": 2_000_000_000,
    "max_inspections": 1,
    "min_doc_freq": 0,
    "string_distance": "damerau_levenshtein",
}


def _words(snapshot: Snapshot, leaf: Expanding, fields: Sequence[str]) -> tuple[str, ...]:
    match leaf:
        case Prefix(stub):
            return _listed(snapshot, fields, cut(stub) + ".*")
        case Wildcard(pattern):
            return _listed(snapshot, fields, cut(pattern).replace("?", ".").replace("*", ".*"))
        case Fuzzy(word, edits):
            close = near(snapshot, word, edits, fields)
            return tuple(sorted(other for other, _ in with_articles(snapshot, close, fields)))


def _listed(snapshot: Snapshot, fields: Sequence[str], pattern: str) -> tuple[str, ...]:
    if len(pattern) > _LONGEST_PATTERN:
        return ()
    each = {
        name: {"terms": {"field": f"k_{name}", "size": _MOST, "include": pattern, "order": {"_key": "asc"}}}
        for name in fields
    }
    found = snapshot.ask({"size": 0, "query": ARTICLES, "aggs": each})["aggregations"]
    return tuple(sorted({bucket["key"] for name in fields for bucket in found[name]["buckets"]}))


def _any(word: str, fields: Sequence[str]) -> dict[str, object]:
    return {"bool": {"should": [{"term": {f"w_{name}": cut(word)}} for name in fields]}}
