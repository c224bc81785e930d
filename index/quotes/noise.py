"""Tells quotations from what else stands in marks: scare quotes, titles of works, nicknames, signs."""

import re

from index.quotes.before import is_adjacent
from index.quotes.lexicon import PREPOSITIONS, word_set
from index.quotes.line import Attribution, Line, inner_end

_LABELS = word_set(
    "so-called titled entitled named nicknamed aka dubbed known song album movie film book novel show "
    "series episode program programme podcast hashtag article essay sketch documentary magazine "
    "memoir play musical single poem game word term phrase host hosts anchor section column headline "
    "hit drama comedy sitcom"
)
_SMALL = PREPOSITIONS | {"a", "an", "the", "and", "or", "but", "nor"}
_GUESSES = frozenset(("subject-of-sentence", "subject-of-sentence-before", "carried-over"))
_WORD = re.compile(r"\w[\w'’.-]*")
_READ = 200  # characters; no title of a work is longer
_SHORT = 2  # words: of 1,674 quotations this short in 840 articles 553 were none (design/quotes.md)


def is_noise(line: Line, at: int, found: Attribution | None) -> bool:
    """True when what stands in marks at token `at` is nobody's saying. `found` is its attribution, if any."""
    span = line.spans[line.tokens[at].quote]
    words = _WORD.findall(line.body, span.start, min(span.end, span.start + _READ))
    if not words or _is_nickname(line, at, len(words)):
        return True
    spoken = is_adjacent(line, at) or (inner_end(line, at) in (",", ".", "!", "?", "—") and found is not None)
    guessed = found is None or found.rule in _GUESSES
    if _is_titled(words):
        return guessed or not spoken
    if _is_labelled(line, at) and not spoken:
        return True
    return guessed and len(words) <= _SHORT and not spoken


def _is_nickname(line: Line, at: int, count: int) -> bool:
    """`Dwayne "The Rock" Johnson`."""
    if at == 0 or at + 1 >= len(line.tokens) or count > 3:
        return False
    before, after = line.tokens[at - 1], line.tokens[at + 1]
    capital = line.body[line.spans[line.tokens[at].quote].start].isupper()
    return capital and before.is_name and after.is_name and inner_end(line, at).isalnum() and not before.is_possessive


def _is_titled(words: list[str]) -> bool:
    """Title Case from the first to the last word, as names of works are written; `I` alone is none."""
    large = [word for word in words if word.lower() not in _SMALL]
    if len(words) > 9 or not large or not words[0][0].isupper():
        return False
    return all(word[0].isupper() or word[0].isdigit() for word in large) and words != ["I"]


def _is_labelled(line: Line, at: int) -> bool:
    before = line.tokens[at - 1] if at else None
    if before is not None and before.text == "," and at > 1:
        before = line.tokens[at - 2]
    return before is not None and before.low in _LABELS
