"""Shows why a quotation was given to its speaker: the rule, the sentence that says so, and who the words mean."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from index.article import Mention, Quote
from index.quotes.census import read_people
from index.quotes.lexicon import PRONOUNS, TITLES, word_set
from index.quotes.line import Line, read_line, sentence_end, sentence_start
from index.quotes.names import gender_of
from index.quotes.pairing import Paragraph, paragraphs
from index.quotes.people import People
from index.quotes.phrases import Phrase
from index.quotes.roles import Roles
from index.quotes.tokens import Passage

_WORD = re.compile(r"\S*[^\W_]")  # it begins with a word
_LONGEST = 400  # characters of a sentence shown
_PRONOUNS = PRONOUNS | word_set("his her their my our")
_MOST_READ = 12  # places of a name looked at for its fullest mention


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a quotation has its speaker.

    `cue_text` is `body[start:end]`, the sentence in which the speaker is mentioned; the words of quotations stay in it.
    `resolved_from` is the fullest mention of the speaker in the body, in its paragraph number `resolved_paragraph`,
    counted from 1. `same_surname` are the people whom a mention by surname may mean, where they are several.
    All but `rule` are empty where no speaker is mentioned.
    """

    rule: str | None
    cue_text: str | None = None
    start: int | None = None
    end: int | None = None
    resolved_from: str | None = None
    resolved_paragraph: int | None = None
    same_surname: tuple[str, ...] = ()


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
    full = max(_mentions(body, quote.speaker, quote.mention), key=_length)
    return replace(
        found,
        resolved_from=full.text,
        resolved_paragraph=_number(pieces, full.start) + 1,
        same_surname=_bearers(body, quote.mention),
    )


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


def _bearers(body: str, mention: Mention) -> tuple[str, ...]:
    """Return the people of this surname named before, if `Ruiz`, `Mr. Ruiz`, may mean several."""
    *titles, last = mention.text.split()
    if not last[0].isupper() or any(title.lower() not in TITLES for title in titles):
        return ()
    known = _people(body).of_surname(last, mention.start, gender_of(titles))
    return tuple(known) if len(known) > 1 else ()


@lru_cache(maxsize=2)
def _people(body: str) -> People:
    return read_people(body, _paragraphs(body))


def _length(mention: Mention) -> int:
    return len(mention.text)


def _number(pieces: list[Paragraph], at: int) -> int:
    return max(0, bisect_right(pieces, at, key=lambda piece: piece.start) - 1)


def _sentence(body: str, pieces: list[Paragraph], at: int) -> tuple[int, int]:
    """Return the sentence around offset `at`, cut to the characters next to it where it is very long."""
    line = _line(body, _number(pieces, at))
    place = line.number_at(at)
    start, end = line.start_of(sentence_start(line, place)), line.end_of(sentence_end(line, place) - 1)
    if end - start <= _LONGEST:
        return start, end
    return max(start, at - _LONGEST // 2), min(end, at + _LONGEST // 2)


def _mentions(body: str, speaker: str, own: Mention) -> tuple[Mention, ...]:
    """Return the mention itself, but for a pronoun, and the places of the speaker's full name, each with its titles."""
    named = _named(body, speaker)
    return named if named and own.text.lower() in _PRONOUNS else (own, *named)


@lru_cache(maxsize=8)
def _named(body: str, speaker: str) -> tuple[Mention, ...]:
    """Look a speaker's name up once, though he may have said all of an article's quotations."""
    roles = Roles(body, _paragraphs(body), People(body))
    name = re.compile(r"\s+".join(f"(?:{re.escape(word)}|{re.escape(word.upper())})" for word in speaker.split()))
    places = (found.end() - 1 for found in name.finditer(body))
    return tuple(_mention(*found) for place in islice(places, _MOST_READ) for found in roles.around(place))


def _mention(passage: Passage, phrase: Phrase) -> Mention:
    start, end = passage.start_of(phrase.start), passage.end_of(phrase.end - 1)
    return Mention(passage.words(phrase.start, phrase.end), start, end)
