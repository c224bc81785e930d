"""Shows why a quotation was given to its speaker: the rule, the sentence that says so, and who the words mean."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from index.article import Mention, Quote
from index.quotes.lexicon import PRONOUNS, word_set
from index.quotes.line import Line, read_line, sentence_end, sentence_start
from index.quotes.names import People
from index.quotes.pairing import Paragraph, paragraphs
from index.quotes.roles import Roles

_WORD = re.compile(r"\S*[^\W_]")  # it begins with a word
_LONGEST = 400  # characters of a sentence shown
_PRONOUNS = PRONOUNS | word_set("his her their my our")
_MOST_READ = 12  # places of a name looked at for its fullest mention


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a quotation has its speaker.

    `cue_text` is `body[start:end]`, the sentence in which the speaker is mentioned; the words of quotations stay in it.
    `resolved_from` is the fullest mention of the speaker in the body, in its paragraph number `resolved_paragraph`,
    counted from 1. All but `rule` are None where no speaker is mentioned.
    """

    rule: str | None
    cue_text: str | None = None
    start: int | None = None
    end: int | None = None
    resolved_from: str | None = None
    resolved_paragraph: int | None = None


def evidence(body: str, quote: Quote) -> Evidence:
    """Return why a quotation of an article has its speaker; of a mention that does not stand in it, the rule alone.

    Given quotations may have any offsets.
    """
    if quote.mention is None or not _stands(body, quote.mention):
        return Evidence(quote.rule)
    pieces = _paragraphs(body)
    start, end = _sentence(body, pieces, quote.mention.start)
    found = Evidence(quote.rule, body[start:end], start, end)
    if quote.speaker is None:
        return found
    full = max(_mentions(body, pieces, quote.speaker, quote.mention), key=_length)
    return replace(found, resolved_from=full.text, resolved_paragraph=_number(pieces, full.start) + 1)


def _stands(body: str, mention: Mention) -> bool:
    there = mention.start >= 0 and body[mention.start : mention.end] == mention.text
    return there and bool(_WORD.match(mention.text))


@lru_cache(maxsize=2)
def _paragraphs(body: str) -> list[Paragraph]:
    """Read an article once, though each of its quotations is asked for."""
    return paragraphs(body)


@lru_cache(maxsize=2)
def _line(body: str, number: int) -> Line:
    """Read a paragraph once, though it may hold the speakers of thousands of quotations."""
    return read_line(body, _paragraphs(body)[number])


def _length(mention: Mention) -> int:
    return len(mention.text)


def _number(pieces: list[Paragraph], at: int) -> int:
    return max(0, bisect_right(pieces, at, key=lambda piece: piece.start) - 1)


def _sentence(body: str, pieces: list[Paragraph], at: int) -> tuple[int, int]:
    """Return the sentence around offset `at`, cut to the characters next to it where it is very long."""
    line = _line(body, _number(pieces, at))
    place = next(number for number, token in enumerate(line.tokens) if token.end > at)
    start = line.tokens[sentence_start(line, place)].start
    end = line.tokens[sentence_end(line, place) - 1].end
    if end - start <= _LONGEST:
        return start, end
    return max(start, at - _LONGEST // 2), min(end, at + _LONGEST // 2)


def _mentions(body: str, pieces: list[Paragraph], speaker: str, own: Mention) -> Iterator[Mention]:
    """Give the mention itself and the places of the speaker's full name, each with its titles."""
    if own.text.lower() not in _PRONOUNS:
        yield own
    roles = Roles(body, pieces, People(body))
    name = re.compile(r"\s+".join(map(re.escape, speaker.split())))
    places = (found.end() - 1 for found in name.finditer(body))
    known = False
    for place in islice(places, _MOST_READ):
        for tokens, phrase in roles.around(place):
            known = True
            start, end = tokens[phrase.start].start, tokens[phrase.end - 1].end
            yield Mention(" ".join(body[start:end].split()), start, end)
    if not known and own.text.lower() in _PRONOUNS:
        yield own
