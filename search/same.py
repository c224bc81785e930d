"""Values of a facet that mean one: told by the file of aliases, and of speakers by rules too."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from msgspec import Struct, field

from index.fields import facet_key
from index.owner.aliases import FACETS as ALIASED
from index.owner.aliases import Group
from search.query import EXCLUDED, FACETS, Query


class Same(Struct, frozen=True):
    """Which keys of a facet are one."""

    keys: Mapping[str, str] = field(default_factory=dict)  # by each other key the one that stands for all
    labels: Mapping[str, str] = field(default_factory=dict)  # of the keys that a file says how to show

    def key(self, key: str) -> str:
        """Return the key that stands for a key."""
        return self.keys.get(key, key)

    def aliases(self, forms: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[str, ...]]:
        """Return by the key that stands for others what these are called, in the order of their keys.

        Args:
            forms: by each key of the archive its forms, and how often each is written: the most frequent is shown.
        """
        found: dict[str, list[str]] = {}
        for key in sorted(forms.keys() & self.keys.keys()):
            called = min(forms[key], key=lambda form: (-forms[key][form], form))
            found.setdefault(self.keys[key], []).append(called)
        return {key: tuple(names) for key, names in found.items()}


NOTHING = Same()
_NAMED = (
    *((facet, FACETS[facet].attribute) for facet in ALIASED),
    *((facet, EXCLUDED[facet]) for facet in ALIASED if facet in EXCLUDED),
)


def same(groups: Iterable[Group], by_rule: Mapping[str, str]) -> Same:
    """Return which keys are one by the groups of a file and by rules, which give the key that stands for others.

    What a group and a rule say of one key holds for all keys of both. Of several groups the first names them.
    """
    stands: dict[str, str] = {}  # for what stands for keys by the rules, by the groups
    labels: dict[str, str] = {}
    for group in groups:
        ends = dict.fromkeys(_end(stands, by_rule.get(key, key)) for key in group.keys)
        named = next((end for end in ends if end in labels), None)
        chief = named or group.keys[0]
        labels.setdefault(chief, group.label)
        stands.update({end: chief for end in (*ends, *group.keys) if end != chief})
        for other in ends.keys() - {chief}:
            labels.pop(other, None)
    if not stands:
        return Same(by_rule, labels) if by_rule or labels else NOTHING
    found = {key: _end(stands, person) for key, person in by_rule.items()}
    found |= {key: _end(stands, key) for key in stands}
    return Same({key: one for key, one in found.items() if key != one}, labels)


def canonical(query: Query, same_of: Callable[[str], Same]) -> Query:
    """Return a query in which each value that is chosen or excluded is the one that stands for all that mean it."""
    changes: dict[str, Any] = {}
    for facet, attribute in _NAMED:
        given = getattr(query, attribute)
        if given and (values := _standing(facet, given, same_of(facet))) != given:
            changes[attribute] = values
    return replace(query, **changes) if changes else query


def _standing(facet: str, chosen: tuple[str, ...], values: Same) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for value in chosen:
        own = facet_key(facet, value)
        key = values.key(own)
        shown = key if facet == "speaker" else values.labels.get(key, key)
        found.setdefault(key, shown if key != own or key in values.labels else value)
    return tuple(found.values())


def _end(stands: Mapping[str, str], key: str) -> str:
    while key in stands:
        key = stands[key]
    return key
