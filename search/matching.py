"""Where the leaves of a query match in a text: the plain rule that every engine must agree with."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import translate

from index.analysis import Token, stem, tokenize
from search.query import Expanding, Expression, Fuzzy, Leaf, Of, Phrase, Prefix, Term, Wildcard, fields_of, leaves
from search.results import Span
from search.spelling import distance


@dataclass(frozen=True, slots=True)
class Match:
    """The places `first` to `last` (exclusive) in a list of words; `exact` where the words are the query's own."""

    first: int
    last: int
    exact: bool = False


def matches(leaf: Leaf, words: Sequence[str], stems: Mapping[str, Sequence[int]] | None = None) -> Iterator[Match]:
    """Yield where a leaf matches in the words of one value, overlapping phrases included.

    Args:
        stems: where each stem stands in `words`, for a text that many leaves are looked for in.
    """
    match leaf:
        case Term(word):
            yield from _runs((word,), 0, words, stems)
        case Phrase(wanted):
            yield from _runs(wanted, leaf.slop, words, stems)
        case Prefix() | Wildcard() | Fuzzy():
            fits = fitting(leaf)
            yield from (Match(i, i + 1) for i, word in enumerate(words) if fits(word))


def fitting(leaf: Expanding) -> Callable[[str], bool]:
    """Return what tells whether a leaf stands for a word."""
    match leaf:
        case Prefix(stub):
            return lambda word: word.startswith(stub)
        case Wildcard(pattern):
            pieces = re.compile(translate(pattern))  # words hold no [: what else fnmatch knows cannot be there
            return lambda word: pieces.match(word) is not None
        case Fuzzy(near, edits):
            return lambda word: distance(near, word, edits) <= edits


def _runs(
    wanted: Sequence[str], slop: int, words: Sequence[str], stems: Mapping[str, Sequence[int]] | None
) -> Iterator[Match]:
    stemmed = [stem(word) for word in wanted]
    starts = range(len(words)) if stems is None else stems.get(stemmed[0], ())
    for start in starts:
        near = words[start : start + len(wanted) + slop]
        if (reach := _reach(stemmed, [stem(word) for word in near])) is not None:
            yield Match(start, start + reach + 1, _reach(wanted, near) is not None)


def _reach(wanted: Sequence[str], words: Sequence[str]) -> int | None:
    """Return where the last of the wanted stands, each at the next later place, from the first word on."""
    if words[0] != wanted[0]:
        return None
    place = 0
    for word in wanted[1:]:
        if word not in words[place + 1 :]:
            return None
        place = words.index(word, place + 1)
    return place


def ranges(
    expression: Expression | None, field: str, tokens: Sequence[Token], of: Of = "articles"
) -> list[tuple[int, int, Leaf]]:
    """Return the character ranges that match in a field's text, in order, each with its leaf."""
    wanted = [leaf for leaf in leaves(expression.root) if field in fields_of(leaf, of)] if expression else []
    if not wanted:
        return []
    words = [token.word for token in tokens]
    stems: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        stems[stem(word)].append(place)
    found = [
        (tokens[match.first].start, tokens[match.last - 1].end, leaf)
        for leaf in wanted
        for match in matches(leaf, words, stems)
    ]
    return sorted(found, key=lambda item: item[:2])


def mark(expression: Expression | None, field: str, text: str, of: Of = "articles") -> tuple[Span, ...]:
    """Return the whole of a field's text as spans, what matches flagged."""
    return spans(text, [(start, end) for start, end, _ in ranges(expression, field, tokenize(text), of)])


def spans(text: str, hits: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Cut `text` at the ranges `hits` (sorted by start; overlapping ones become one)."""
    pieces: list[Span] = []
    done = 0
    for start, end in merged(hits):
        if start > done:
            pieces.append(Span(text[done:start]))
        pieces.append(Span(text[start:end], hit=True))
        done = end
    if done < len(text):
        pieces.append(Span(text[done:]))
    return tuple(pieces)


def merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted ranges with the overlapping ones made one."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined
