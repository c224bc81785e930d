"""When two quotations are the same one, and where their wording differs.

The words are aligned in order, and the stretch that both share is what lies between the ends of a shorter cut. Within
it a word that one has and the other has not is a change; outside it is more of the longer one. Where both go on at an
end, the words that stand opposite each other up to the next comma or stop are a change too.

Two that say different things as wholes are the same one where they have a sentence in common: a paper takes one
sentence of a speech and goes on with another one than the next paper does.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from index.analysis import Token, stem, tokenize, words
from index.patterns import pattern
from index.sentences import ends
from search.function_words import FUNCTION_WORDS
from search.results import Wording

# Fewer words than these come together by chance.
JOINT = "\x1f"  # between the parts of a quotation that were said apart; no word has it
LEAST = 4  # content words that both have, or words where all are the same
LEAST_CUT = 3  # content words of one whose words all stand in a row in the other
SHARE = 0.6  # of the content words of the shorter one, and of all words of the stretch that both share
FEWEST_ALIKE = 5  # words in a row or nearly, where at most MOST_OTHER stand between or beside them
MOST_OTHER = 2
PASSAGE = 6  # words of a sentence, or of a part of it, that is compared alone
MOST_WORDS = 1_000  # of a quotation that are compared: aligning takes up to the square of it
_MOST_CHARACTERS = 10_000
_REPETITIVE = 20_000  # pairs of places with the same word
FEWEST = 0.15  # of the words of the shorter one: what has fewer content words says nothing of its own
_BETWEEN = pattern(r"[,;:.!?…–—\x1f]|\s-+\s")  # what ends a part of a sentence
_CLAUSE = pattern(r"[,;:–—]\s")
_SLIP = 3  # words at an end that are others in both are a change, more of them another sentence

# What says nothing of what a quotation is about, but for the words that it may turn on. Contractions are read without
# their apostrophe; those that are another word then (he'll, she'd) are left out.
_TELLING = """anybody anyone anything away back enough everybody everyone everything far here indeed maybe never nobody
    none nothing perhaps rather somebody someone something therefore thus together"""
_CONTRACTED = """aren't can't couldn't didn't doesn't don't hadn't hasn't haven't he's i'm i've isn't let's she's
    shouldn't that's there's they'd they'll they're they've wasn't we're we've weren't what's who's won't wouldn't you'd
    you'll you're you've"""
_EMPTY = FUNCTION_WORDS - frozenset(words(_TELLING)) | frozenset(words(_CONTRACTED))


_Block = tuple[int, int, int]  # where equal words stand in the one and in the other, and how many


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a quotation that are compared; `first` is the place of the first of them."""

    first: int
    words: tuple[str, ...]
    content: frozenset[str]

    @property
    def least(self) -> float:
        """How many content words another passage must have of these to be the same."""
        return max(LEAST_CUT, SHARE * len(self.content))


def _content(said: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in said if word not in _EMPTY)


@dataclass(frozen=True)
class Said:
    """The words of a quotation, to be compared with others."""

    text: str

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words and their places, the first MOST_WORDS."""
        return tokenize(self.text[:_MOST_CHARACTERS])[:MOST_WORDS]

    @property
    def cut(self) -> bool:
        """Whether it has more words than are compared."""
        return len(self.text) > _MOST_CHARACTERS or len(self.tokens) == MOST_WORDS

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return tuple(token.word for token in self.tokens)

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of its words that are no function words."""
        return _content(self.words)

    @cached_property
    def whole(self) -> Passage:
        """All of it."""
        return Passage(0, self.words, self.content)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What of it is compared alone: its sentences, and what stands between their commas."""
        ends_of = self._sentence_ends()
        places = {*pairwise(ends_of), *pairwise(sorted({*ends_of, *self._clause_ends()}))}
        return tuple(self._passage(first, last) for first, last in sorted(places) if last - first >= PASSAGE)

    def _sentence_ends(self) -> list[int]:
        """Return how many words there are up to the end of each sentence, 0 first; the end of a part ends one."""
        found = [0]
        for part in self.text[:_MOST_CHARACTERS].split(JOINT):
            found += [found[-1] + count for count in ends(part)[0]]
        return sorted({min(count, len(self.words)) for count in found})

    def _clause_ends(self) -> Iterator[int]:
        for number, (before, after) in enumerate(pairwise(self.tokens), 1):
            if _CLAUSE.search(self.text[before.end : after.start]):
                yield number

    def _passage(self, first: int, last: int) -> Passage:
        said = self.words[first:last]
        return Passage(first, said, _content(said))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How another quotation words what one says: pieces of the other's text, and between them what it leaves out.

    `changes` counts the words that differ within what both share; `cut_before` and `cut_after` tell whether the other
    lacks words at its beginning and at its end, `longer` whether it goes on at either.
    """

    pieces: tuple[Wording, ...]
    changes: int = 0
    cut_before: bool = False
    cut_after: bool = False
    longer: bool = False

    @property
    def shorter(self) -> bool:
        """Whether the other lacks words at an end."""
        return self.cut_before or self.cut_after


def compared(one: Said, other: Said) -> Comparison | None:
    """Return how another quotation words what one says, None where it says something else."""
    if one.words == other.words and not other.cut:
        return Comparison((Wording(other.text, "same"),)) if one.content and len(one.words) >= LEAST else None
    stretch = _common(one.whole, other.whole) or _in_common(one, other)
    return _comparison(one, other, stretch) if stretch else None


def _in_common(one: Said, other: Said) -> list[_Block]:
    """Return where the passage stands alike that two quotations have in common, the longest; empty without one."""
    pairs = ((first, second) for first in one.passages for second in other.passages if _mostly(first, second))
    found = [
        [(first.first + at, second.first + there, size) for at, there, size in _common(first, second, nearly=False)]
        for first, second in pairs
    ]
    return max(found, key=_alike, default=[])


def _mostly(one: Passage, other: Passage) -> bool:
    return len(one.content & other.content) >= max(one.least, other.least)


def _common(one: Passage, other: Passage, *, nearly: bool = True) -> list[_Block]:
    """Return where words stand alike in two passages that say the same, empty where they do not.

    `nearly` is whether short ones may differ by a word or two: parts of sentences would by chance.
    """
    shared = one.content & other.content
    if not _enough(shared, one, other, LEAST_CUT):
        return []
    blocks = _matching(one, other)
    if not blocks:  # only other forms of the same words
        return []
    stretch = _stretch(blocks)
    matched = {stem(word) for first, _, size in stretch for word in one.words[first : first + size]}
    is_cut = stretch[0][2] == min(len(one.words), len(other.words))
    least = LEAST_CUT if is_cut or (nearly and _nearly(one, other, stretch)) else LEAST
    return stretch if _enough(matched & shared, one, other, least) else []


def _enough(shared: Collection[str], one: Passage, other: Passage, least: int) -> bool:
    of_content, of_words = min(len(one.content), len(other.content)), min(len(one.words), len(other.words))
    return len(shared) >= max(least, SHARE * of_content, FEWEST * of_words)


def _nearly(one: Passage, other: Passage, stretch: Sequence[_Block]) -> bool:
    """Tell whether all of one passage stands in the other but for a word or two."""
    places = [(0, 0, 0), *stretch, (len(one.words), len(other.words), 0)]
    gaps = [(at - first - size, there - second - size) for (first, second, size), (at, there, _) in pairwise(places)]
    beside = min(first + last for first, last in zip(gaps[0], gaps[-1], strict=True))
    return _alike(stretch) >= FEWEST_ALIKE and beside + sum(map(max, gaps[1:-1])) <= MOST_OTHER


def work(one: Said | Passage, other: Said | Passage) -> int:
    """Return what comparing two quotations costs: the pairs of places with the same word, each about 1 us."""
    counts = Counter(one.words)
    return sum(counts[word] * times for word, times in Counter(other.words).items())


def _matching(one: Passage, other: Passage) -> list[_Block]:
    """Return where words stand alike; of texts that repeat a word by the hundred, such words are passed over."""
    repeated = work(one, other) > _REPETITIVE
    found = SequenceMatcher(None, one.words, other.words, autojunk=repeated).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found if block.size]


def _stretch(blocks: list[_Block]) -> list[_Block]:
    """Return the blocks around the longest that are as dense as SHARE asks; single words far off are chance."""
    longest = max(range(len(blocks)), key=lambda at: blocks[at][2])
    first = min(at for at in range(longest + 1) if _dense(blocks[at : longest + 1]))
    last = max(at for at in range(longest, len(blocks)) if _dense(blocks[first : at + 1]))
    return blocks[first : last + 1]


def _dense(blocks: Sequence[_Block]) -> bool:
    (one, other, _), (one_end, other_end, size) = blocks[0], blocks[-1]
    widest = max(one_end + size - one, other_end + size - other)
    return _alike(blocks) >= SHARE * widest


def _alike(blocks: Sequence[_Block]) -> int:
    """Return how many words stand alike."""
    return sum(size for *_, size in blocks)


def _comparison(one: Said, other: Said, stretch: list[_Block]) -> Comparison:
    (first, other_first, _), (last, other_last, size) = stretch[0], stretch[-1]
    last, other_last = last + size, other_last + size
    matched = _alike(stretch)
    opposite = _opposite(_gaps_back(one, first), _gaps_back(other, other_first), matched)
    first, other_first = first - opposite[0], other_first - opposite[1]
    opposite = _opposite(_gaps_on(one, last), _gaps_on(other, other_last), matched)
    last, other_last = last + opposite[0], other_last + opposite[1]
    pieces, changes = _pieces(one, other, [(first, other_first, 0), *stretch, (last, other_last, 0)])
    return Comparison(
        pieces,
        changes,
        cut_before=first > 0,
        cut_after=last < len(one.words),
        longer=other_first > 0 or other_last < len(other.words) or other.cut,
    )


def _gaps_back(said: Said, first: int) -> list[str]:
    """Return what stands between the words before a word, from it back."""
    return [said.text[said.tokens[at - 1].end : said.tokens[at].start] for at in range(first, 0, -1)]


def _gaps_on(said: Said, last: int) -> list[str]:
    """Return what stands between the words from a word on, and before it."""
    return [said.text[said.tokens[at - 1].end : said.tokens[at].start] for at in range(last, len(said.tokens))]


def _opposite(one: Sequence[str], other: Sequence[str], matched: int) -> tuple[int, int]:
    """Return how many words that follow those that match are a change of them, given what stands before each."""
    if 0 < len(one) <= _SLIP and 0 < len(other) <= _SLIP:
        return len(one), len(other)
    count = min(_of_part(one), _of_part(other))
    return (count, count) if matched >= SHARE * (matched + count) else (0, 0)


def _of_part(gaps: Sequence[str]) -> int:
    """Return how many words there are before what ends a part of a sentence."""
    return next((at for at, gap in enumerate(gaps) if _BETWEEN.search(gap)), len(gaps))


def _pieces(one: Said, other: Said, blocks: Sequence[_Block]) -> tuple[tuple[Wording, ...], int]:
    """Return the other's text in pieces, with what it drops between them, and how many words differ."""
    out = _Pieces(other)
    changes = 0
    at, there = blocks[0][:2]
    out.upto(there, "beyond")
    for first, second, size in blocks:
        dropped, added = one.tokens[at:first], second - there
        out.dropped(one.text[dropped[0].start : dropped[-1].end] if dropped else "")
        out.upto(second, "added")
        out.upto(second + size, "same")
        changes += max(len(dropped), added)
        at, there = first + size, second + size
    return out.finished(), changes


class _Pieces:
    """Cuts a text at its words; what stands between two words is neither's."""

    def __init__(self, said: Said) -> None:
        self._said, self._done, self._token = said, 0, 0
        self._pieces: list[Wording] = []

    def upto(self, token: int, change: str) -> None:
        """Add the words up to a token's number."""
        if token <= self._token:
            return
        tokens = self._said.tokens
        self._add(tokens[self._token].start, "same")
        self._add(tokens[token - 1].end, change)
        self._token = token

    def dropped(self, text: str) -> None:
        """Add words of the other quotation."""
        if text:
            start = self._said.tokens[self._token].start if self._token < len(self._said.tokens) else self._done
            self._add(start, "same")
            self._pieces.append(Wording(text, "dropped"))

    def finished(self) -> tuple[Wording, ...]:
        """Return the pieces; what follows the last of the words that are shared is more of the text."""
        beyond = self._token < len(self._said.tokens) or self._said.cut
        if self._token < len(self._said.tokens):
            self._add(self._said.tokens[self._token].start, "same")
        self._add(len(self._said.text), "beyond" if beyond else "same")
        return tuple(self._pieces)

    def _add(self, end: int, change: str) -> None:
        """Add the text up to a place, to the piece before where that is of the same kind."""
        text = self._said.text[self._done : end]
        if not text:
            return
        if self._pieces and self._pieces[-1].change == change:
            text = self._pieces.pop().text + text
        self._pieces.append(Wording(text, change))
        self._done = end
