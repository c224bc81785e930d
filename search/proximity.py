"""Where words stand near each other: the plain rule for NEAR and PRE that every engine must agree with.

Two matches are near where at most `distance` words lead from the end of one to the beginning of the other, or where one
lies strictly inside the other (as a word among those of a nested NEAR). A match of a NEAR that is part of another goes
from a match of one side to the nearest one of the other side, before and after it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.analysis import stem
from index.fields import VALUE_GAP
from search.nodes import Near, Node, Of, Or, Simple, fields_of
from search.places import Match, matches

Stems = Mapping[str, Sequence[int]]
REACH = 8  # places; a phrase so far apart counts a ninth of one


def spans(node: Node, words: Sequence[str], field: str, of: Of = "articles", stems: Stems | None = None) -> list[Match]:
    """Return where a simple leaf, an Or of such or a NEAR matches in the words of one value of a field, in order."""
    match node:
        case Or(children):
            return _distinct(match for child in children for match in spans(child, words, field, of, stems))
        case Near(apart=True):
            return partners(node, words, field, of, stems)
        case Near(left, right):
            sides = spans(left, words, field, of, stems), spans(right, words, field, of, stems)
            return _distinct(_covers(*sides, _reach(node, field), ordered=node.ordered))
        case _ if field in fields_of(node, of):
            return list(matches(_simple(node), words, stems))
    return []


def partners(
    near: Near, words: Sequence[str], field: str, of: Of = "articles", stems: Stems | None = None
) -> list[Match]:
    """Return the matches of the left side with one of the right side near, or with `apart` those without."""
    left, right = (spans(side, words, field, of, stems) for side in (near.left, near.right))
    reach = _reach(near, field)
    return [one for one in left if any(_near(one, other, reach, near.ordered) for other in right) != near.apart]


def reach_of(phrase: Sequence[str]) -> int:
    """Return how far words may stand from where a phrase has them; no word may stand for two."""
    return REACH if len({stem(word) for word in phrase}) == len(phrase) else 0


def closeness(phrase: Sequence[str], words: Sequence[str]) -> float:
    """Return what a phrase counts for in one value whose words stand about as it says, in any order.

    Each place of its first word counts 1 / (1 + d), where d is how far the farthest of the others is from where the
    phrase has it: 1 where they make the phrase; nothing beyond `reach_of`. (As Lucene's sloppy phrases.)
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[stem(word)].append(place)
    first, *others = [places[stem(word)] for word in phrase]
    if not all(others):
        return 0.0
    farthest = [max(_off(place + at, one) for at, one in enumerate(others, 1)) for place in first]
    return sum(1 / (1 + off) for off in farthest if off <= reach_of(phrase))


def _off(wanted: int, places: Iterable[int]) -> int:
    return min(abs(place - wanted) for place in places)


def _reach(near: Near, field: str) -> int:
    """Return how far a NEAR reaches: outside the body not from one value into the next."""
    return near.distance if field == "body" else min(near.distance, VALUE_GAP)


def _near(one: Match, other: Match, reach: int, ordered: bool) -> bool:
    if ordered:
        return _follows(one, other, reach)
    return _follows(one, other, reach) or _follows(other, one, reach) or _inside(one, other) or _inside(other, one)


def _follows(one: Match, other: Match, reach: int) -> bool:
    return 0 <= other.first - one.last < reach


def _inside(outer: Match, inner: Match) -> bool:
    return outer.first < inner.first and inner.last < outer.last


def _covers(left: Sequence[Match], right: Sequence[Match], reach: int, *, ordered: bool) -> Iterator[Match]:
    yield from _nearest(left, right, reach)
    if not ordered:
        yield from _nearest(right, left, reach)
        yield from (outer for outer in left if any(_inside(outer, inner) for inner in right))
        yield from (outer for outer in right if any(_inside(outer, inner) for inner in left))


def _nearest(before: Sequence[Match], after: Sequence[Match], reach: int) -> Iterator[Match]:
    """Yield from each match to the next one after it, and to each from the last one before it."""
    for one in before:
        following = [other for other in after if _follows(one, other, reach)]
        if following:
            yield Match(one.first, min(following, key=lambda other: (other.first, other.last)).last)
    for other in after:
        leading = [one for one in before if _follows(one, other, reach)]
        if leading:
            yield Match(max(leading, key=lambda one: (one.last, one.first)).first, other.last)


def _distinct(found: Iterable[Match]) -> list[Match]:
    return [Match(first, last) for first, last in sorted({(one.first, one.last) for one in found})]


def _simple(node: Node) -> Simple:
    if isinstance(node, Simple):
        return node
    raise TypeError(f"{type(node).__name__} has no places")
