"""Which articles are nearly copies, found when they are written: groups of copies through others too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from index.opensearch.documents import Group, Traits
from index.opensearch.scan import scan
from index.sketch import components

_AT_ONCE = 500  # articles that are looked up in one request


class Held(NamedTuple):
    """An article of the index that may be nearly a copy of a new one."""

    id: str
    traits: Traits
    group: Group


class Groups(NamedTuple):
    """The groups of the articles of a batch, and of those of the index that are of another group now."""

    batch: Mapping[str, Group]
    changed: Mapping[str, Group]
    links: tuple[tuple[str, str], ...]  # what copies of two near texts share, the first one new


def grouped(client: Any, index: str, batch: Mapping[str, Traits]) -> Groups:
    """Return the groups of articles that are to be put into an index."""
    held = _candidates(client, index, batch)
    links = list(_links(batch, held))
    chief = _joined([*links, *((one.traits.copy, one.group.key) for one in held.values())])
    touched = {key for traits in batch.values() for key in (traits.copy, chief.get(traits.copy, traits.copy))}
    of_groups = {key for key in chief if chief[key] in touched}
    held |= _members(client, index, of_groups, batch)
    many = _sizes(chief, batch, held)
    fresh = {name: _group(chief, traits.copy, many) for name, traits in batch.items()}
    others = {one.id: _group(chief, one.group.key, many) for one in held.values()}
    changed = {name: group for name, group in others.items() if group != held[name].group}
    return Groups(fresh, changed, tuple(links))


def _group(chief: Mapping[str, str], key: str, many: Mapping[str, int]) -> Group:
    own = chief.get(key, key)
    return Group(own, many[own] > 1)


def _sizes(chief: Mapping[str, str], batch: Mapping[str, Traits], held: Mapping[str, Held]) -> Mapping[str, int]:
    many: dict[str, int] = defaultdict(int)
    for traits in batch.values():
        many[chief.get(traits.copy, traits.copy)] += 1
    for one in held.values():
        many[chief.get(one.group.key, one.group.key)] += 1
    return many


def _candidates(client: Any, index: str, batch: Mapping[str, Traits]) -> dict[str, Held]:
    """Return the articles of the index with the text of one of the batch, or nearly, those aside that it replaces."""
    found: dict[str, Held] = {}
    for some in batched(list(batch.values()), _AT_ONCE):
        copies, pairs = [one.copy for one in some], [pair for one in some for pair in one.pairs]
        either = {"bool": {"should": [{"terms": {"copy": copies}}, {"terms": {"pairs": pairs}}]}}
        found.update((one.id, one) for one in _held(client, index, either) if one.id not in batch)
    return found


def _members(client: Any, index: str, groups: Iterable[str], batch: Mapping[str, Traits]) -> dict[str, Held]:
    found = (
        one for some in batched(sorted(groups), _AT_ONCE) for one in _held(client, index, {"terms": {"group": some}})
    )
    return {one.id: one for one in found if one.id not in batch}


def _held(client: Any, index: str, wanted: Mapping[str, Any]) -> Iterator[Held]:
    for hit in scan(client, index, wanted, ("copy", "pairs", "group", "copied")):
        own = hit["_source"]
        yield Held(hit["_id"], Traits(own["copy"], tuple(own.get("pairs", ()))), Group(own["group"], own["copied"]))


def _links(batch: Mapping[str, Traits], held: Mapping[str, Held]) -> Iterator[tuple[str, str]]:
    """Yield what near texts share, of different texts, the new one first."""
    by_pair: dict[str, dict[str, None]] = defaultdict(dict)
    for traits in (*(one.traits for one in held.values()), *batch.values()):
        for pair in traits.pairs:
            by_pair[pair].setdefault(traits.copy)
    found = ((traits.copy, other) for traits in batch.values() for pair in traits.pairs for other in by_pair[pair])
    yield from dict.fromkeys(link for link in found if link[0] != link[1])


def _joined(links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each key that is linked the least of all that it is linked with, directly or through others."""
    pairs = np.array([(int(one, 16), int(other, 16)) for one, other in links], np.uint64).reshape(-1, 2)
    keys, first = components(np.concatenate([pairs, pairs[:, ::-1]]))
    return {f"{key:016x}": f"{least:016x}" for key, least in zip(keys.tolist(), keys[first].tolist(), strict=True)}


def batched(many: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Yield stretches of a sequence."""
    return (many[at : at + size] for at in range(0, len(many), size))
