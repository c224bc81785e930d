"""The words of a commit that a part of a word stands for, and those that a slip of the pen may mean."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import search.query as limits
from index.analysis import stem
from index.opensearch.documents import START, cut
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


def articles_with(snapshot: Snapshot, stems: Collection[str], before: tuple[str, ...] = ()) -> dict[str, int]:
    """Return how many articles have each stem, and all of some words."""
    if not stems:
        return {}
    with_all = [{"term": {"k_stems": cut(stem(word))}} for word in before]
    wanted = {cut(one): one for one in stems}
    terms = {"field": "k_stems", "include": sorted(wanted), "size": len(wanted)}
    body = {"size": 0, "query": {"bool": {"filter": [ARTICLES, *with_all]}}, "aggs": {"stems": {"terms": terms}}}
    buckets: list[dict[str, Any]] = snapshot.ask(body)["aggregations"]["stems"]["buckets"]
    return {wanted[one["key"]]: int(one["doc_count"]) for one in buckets}


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
        if edits > 1 and not prefix:
            found.update(_listed(snapshot, fields, list(_begun_otherwise(word))))
    return {other for other in found - {START} if distance(word, other, edits) <= edits}


def _begun_otherwise(word: str) -> Iterator[str]:
    """Yield patterns of the words two edits away whose first letter is another: the suggester takes it to be right."""
    yield from (f".?{rest}" for rest in _slips(word[1:]))
    yield from (f".{rest}" for rest in _slips(word))
    if len(word) > 1:
        yield from (word[1] + word[0] + rest for rest in _slips(word[2:]))


def _slips(text: str) -> Iterator[str]:
    """Yield patterns of what is one edit away, or none."""
    for at in range(len(text) + 1):
        yield f"{text[:at]}.?{text[at:]}"
    for at in range(len(text)):
        yield f"{text[:at]}.?{text[at + 1 :]}"
    for at in range(len(text) - 1):
        yield f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}"


# The suggester as a plain look-up: all words, however rare, frequent or short.
_ANY_WORD = {
    "suggest_mode": "always",
    "min_word_length": 1,
    "accuracy": 0,
    "max_term_freq": 2_000_000_000,
    "max_inspections": 1,
    "min_doc_freq": 0,
    "string_distance": "levenshtein",  # by the longer word: none is then too short for its edits
}


def _words(snapshot: Snapshot, leaf: Expanding, fields: Sequence[str]) -> tuple[str, ...]:
    match leaf:
        case Prefix(stub):
            return _listed(snapshot, fields, [cut(stub) + ".*"])
        case Wildcard(pattern):
            return _listed(snapshot, fields, [cut(pattern).replace("?", ".").replace("*", ".*")])
        case Fuzzy(word, edits):
            close = near(snapshot, word, edits, fields)
            return tuple(sorted(other for other, _ in with_articles(snapshot, close, fields)))


def _listed(snapshot: Snapshot, fields: Sequence[str], patterns: Sequence[str]) -> tuple[str, ...]:
    """Return the words in any of the fields that fit any pattern, ascending."""
    fitting = [one for one in patterns if len(one) <= _LONGEST_PATTERN]
    each = {
        f"{name} {at}": {"terms": {"field": f"k_{name}", "size": _MOST, "include": one, "order": {"_key": "asc"}}}
        for name in fields
        for at, one in enumerate(_joined(fitting))
    }
    if not each:
        return ()
    found = snapshot.ask({"size": 0, "query": ARTICLES, "aggs": each})["aggregations"]
    return tuple(sorted({bucket["key"] for one in found.values() for bucket in one["buckets"]}))


def _joined(patterns: Iterable[str]) -> list[str]:
    """Return the patterns as alternatives of few, none of which is too long."""
    found: list[str] = []
    for one in patterns:
        if found and len(found[-1]) + len(one) < _LONGEST_PATTERN:
            found[-1] += f"|{one}"
        else:
            found.append(one)
    return found


def _any(word: str, fields: Sequence[str]) -> dict[str, object]:
    return {"bool": {"should": [{"term": {f"w_{name}": cut(word)}} for name in fields]}}


def alike(snapshot: Snapshot, quotes: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Return what each of some quotations, as they are found with `id` and `said`, shares with its copies alone."""
    groups = groups_of(snapshot, [hit["fields"]["id"][0] for hit in quotes])
    return {hit["_id"]: (groups[hit["fields"]["id"][0]], hit["fields"]["said"][0]) for hit in quotes}


def groups_of(snapshot: Snapshot, ids: Sequence[str]) -> dict[str, str]:
    """Return what each of some articles shares with its copies alone."""
    wanted = {"bool": {"filter": [ARTICLES, {"ids": {"values": ids}}]}}
    body = {"query": wanted, "size": len(ids), "_source": False, "docvalue_fields": ["group"]}
    return {hit["_id"]: hit["fields"]["group"][0] for hit in snapshot.ask(body)["hits"]["hits"]}
