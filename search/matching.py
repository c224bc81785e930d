"""What a query marks in a text: where its leaves match, as ranges of characters and as spans."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from index.analysis import Token, stem
from index.analysis import tokenize as tokenize
from search.places import Match, matches
from search.proximity import spans as places
from search.query import Expression, Leaf, Mode, Near, Node, Of, Simple, Term, fields_of, shown_leaves, simple_leaves
from search.ranking import light_words
from search.results import Span


def ranges(
    expression: Expression | None, field: str, tokens: Sequence[Token], of: Of = "articles"
) -> list[tuple[int, int, Leaf]]:
    """Return the character ranges that match in a field's text, in order, each with its leaf."""
    found = leaves_in(expression.root, expression.mode, field, of) if expression else ()
    return ranges_of(found, field, tokens, of)


def leaves_in(root: Node, mode: Mode, field: str, of: Of) -> tuple[Simple | Near, ...]:
    """Return what of a tree is marked in a field: not the words that count little beside the others."""
    light = light_words(root, mode)
    return tuple(leaf for leaf in shown_leaves(root) if field in fields_of(leaf, of) and leaf not in light)


def ranges_of(
    leaves: Sequence[Simple | Near], field: str, tokens: Sequence[Token], of: Of
) -> list[tuple[int, int, Leaf]]:
    """As `ranges`, of the leaves that `leaves_in` gives."""
    if not leaves:
        return []
    if (terms := _terms(tuple(leaves))) is not None:
        each = ((token, terms.get(stem(token.word))) for token in tokens)
        return [(token.start, token.end, leaf) for token, leaf in each if leaf]
    words = [token.word for token in tokens]
    stems: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        stems[stem(word)].append(place)
    found = [
        (tokens[match.first].start, tokens[match.last - 1].end, leaf)
        for one in leaves
        for leaf, match in _marked(one, field, words, stems, of)
    ]
    return sorted(found, key=itemgetter(0, 1))


@lru_cache(256)
def _terms(leaves: tuple[Simple | Near, ...]) -> Mapping[str, Term] | None:
    """Return words by their stems; None where leaves are not all words, each of another stem."""
    found = {stem(leaf.word): leaf for leaf in leaves if isinstance(leaf, Term)}
    return found if len(found) == len(leaves) else None


def _marked(
    leaf: Simple | Near, field: str, words: Sequence[str], stems: Mapping[str, Sequence[int]], of: Of
) -> Iterator[tuple[Leaf, Match]]:
    """Yield the matches of a leaf, or those of a NEAR's own leaves that lie within matches of the NEAR."""
    if not isinstance(leaf, Near):
        yield from ((leaf, match) for match in matches(leaf, words, stems))
        return
    covers = places(leaf, words, field, of, stems)
    for one in simple_leaves(leaf, excluded=False) if covers else ():
        for match in matches(one, words, stems) if field in fields_of(one, of) else ():
            if any(cover.first <= match.first and match.last <= cover.last for cover in covers):
                yield one, match


def mark(expression: Expression | None, field: str, text: str, of: Of = "articles") -> tuple[Span, ...]:
    """Return the whole of a field's text as spans, what matches flagged."""
    if expression is None:
        return spans(text, ())
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
