"""Reads a text sentence by sentence, the last one first, and finds what each one is about."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from index.quotes.antecedents import BREAK
from index.quotes.cues import is_speech, speech_in
from index.quotes.extents import tail_end
from index.quotes.lexicon import AUXILIARIES, word_set
from index.quotes.line import WINDOW, Line, read_line
from index.quotes.newcomers import NAMELESS, has_relative
from index.quotes.openings import main_subject
from index.quotes.pairing import Paragraph
from index.quotes.phrases import Phrase, is_one_person, is_source, phrase_at, with_verb_off
from index.quotes.predicates import is_filler
from index.quotes.tokens import Token

LEADING: Final = word_set("when while before after as since although though because until once")
_JOINING: Final = frozenset(("and", "but"))
_COPULAS: Final = frozenset(("was", "is", "be", "were"))
_INTRODUCING: Final = frozenset(("named", "as"))
ANYBODY: Final = frozenset(
    ("one", "another")
)  # `One of the bells`, `"...," one said`: of whom, the sentence does not say
_ASIDE: Final = 12  # tokens between a noun and the comma before its name
_NEAR: Final = 9  # tokens from a comma to `she said`
_TRIES: Final = 4  # commas of a sentence looked at
_LEAD: Final = 12  # tokens before a subject
_TIMED: Final = word_set("later earlier ago night morning afternoon evening week month year day end then only now that")
_QUESTION: Final = 5  # tokens of `What about Ruiz?`
_FAR: Final = 2000  # characters of a paragraph without quotations that are read


class Sentence(Struct, frozen=True, gc=False):
    """Tokens `start` to `end` of `line`, and what they are about."""

    line: Line
    start: int
    end: int
    subject: Phrase | None = None


def sentences(line: Line, end: int) -> Iterator[Sentence]:
    """Give the sentences of a line before token `end`, the last one first, their subjects not read yet."""
    for number in range(bisect_left(line.openings, end) - 1, -1, -1):
        start = line.openings[number]
        if end - start > 1:  # not only what somebody says
            yield Sentence(line, max(start, end - WINDOW), end)
        end = start


def read_apart(body: str, paragraph: Paragraph) -> Iterator[Sentence]:
    """Give the sentences of a paragraph, the last one first, each read only when it is asked for."""
    end, first = paragraph.end, max(paragraph.start, paragraph.end - _FAR)
    for start in reversed([first, *(found.end() for found in BREAK.finditer(body, first, end))]):
        if start < end:
            line = read_line(body, replace(paragraph, start=start, end=end))
            if line.tokens:  # the last may be a space
                yield Sentence(line, 0, len(line.tokens))
        end = start


def own_subject(tokens: list[Token], start: int, at: int) -> Phrase | None:
    """`Ruiz said that he ...`, `When Ruiz left, he ...`; not `Ruiz, he said, was late`, `Ruiz was late, he said`."""
    if tokens[start].quote >= 0 and at - start < _NEAR:
        return None
    if tokens[start].low in LEADING:
        return _lead_subject(tokens, start)
    own = main_subject(tokens, start, at)
    return own if own is not None and own.end < at and tokens[at - 1].text != "," else None


def _lead_subject(tokens: list[Token], start: int) -> Phrase | None:
    """`When Ruiz left, he ...`, `When the mayor left, he ...`."""
    phrase = phrase_at(tokens, start + 1) if tokens[start].low in LEADING else None
    if phrase is None or phrase.kind == "name":
        return phrase
    person = with_verb_off(tokens, phrase) if tokens[start + 1].low == "the" else phrase
    return person if is_one_person(person) and tokens[start + 1].low == "the" else None


def offsets_of(sentence: Sentence) -> tuple[int, int]:
    """Return where the sentence begins and ends in the body."""
    return sentence.line.start_of(sentence.start), sentence.line.end_of(sentence.end - 1)


def with_subject(sentence: Sentence) -> Sentence:
    """Return the sentence with whom or what it is about: who tells it, else what opens its main clause."""
    line, start, end = sentence.line, sentence.start, sentence.end
    found = _according(line.tokens, start) or _subject_of(line.tokens, start, end)
    if found is None or found.end >= end or not is_speech(line.tokens, found.end):
        found = teller(line, start, end) or found
    found = _told_by(line.tokens, found, end) or found
    lead = _lead_subject(line.tokens, start) if found is not None and found.kind == "pronoun" else None
    return replace(sentence, subject=lead or found)


def _told_by(tokens: list[Token], subject: Phrase | None, end: int) -> Phrase | None:
    """`Tide News was told by Ruiz that ...`: Ruiz."""
    if subject is None or subject.end + 3 > end or tokens[subject.end].low not in _COPULAS:
        return None
    told = [token.low for token in tokens[subject.end + 1 : subject.end + 3]] == ["told", "by"]
    return phrase_at(tokens, subject.end + 3) if told else None


def _according(tokens: list[Token], start: int) -> Phrase | None:
    """`According to Ruiz, ...`: who tells it."""
    if tokens[start].low != "according" or start + 2 >= len(tokens):
        return None
    phrase = phrase_at(tokens, start + 2)
    return phrase if phrase is not None and phrase.kind == "name" else None


def teller(line: Line, start: int, end: int) -> Phrase | None:
    """`It was late, said Ruiz.`, `Marsh, he said, was late.`, `It was late, and Ruiz said so.`: who tells the rest."""
    tokens = line.tokens
    first, last = bisect_left(line.commas, start), bisect_left(line.commas, end)
    commas = line.commas[max(first, last - _TRIES) : last]
    verbs = [*speech_in(tokens, commas[0], end)] if commas else []
    for comma in commas if verbs else ():
        near = comma + 3 < end and any(comma < verb < comma + _NEAR for verb in verbs)
        if not near or tokens[comma].quote >= 0 or not tokens[comma + 1].is_word:
            continue
        joined = tokens[comma + 1].low in _JOINING
        inverted = is_speech(tokens, comma + 1) and tokens[comma + 1].low != "told"
        phrase = phrase_at(tokens, comma + 1 + (joined or inverted))
        behind = phrase.end + (not inverted) if phrase is not None else end
        if phrase is None or behind >= end or not (is_source(phrase) if inverted else is_speech(tokens, behind - 1)):
            continue  # `Tide Nation, which has 49 towns, declared an emergency.`
        if phrase.kind == "name" if joined else not tokens[behind].is_word:
            return phrase
    return None


def _subject_of(tokens: list[Token], start: int, end: int) -> Phrase | None:
    """Return the phrase that opens the main clause; of `The diver wept`, `the diver`, and so behind any lead."""
    found = main_subject(tokens, start, end)
    if found is not None and found.kind != "nominal":
        return found
    found = with_verb_off(tokens, found) if found is not None else None
    return found if found is not None and is_one_person(found) else _behind_lead(tokens, start, end) or found


def _behind_lead(tokens: list[Token], start: int, end: int) -> Phrase | None:
    """`Back in Ohio, the diver`, `That night the diver`, `Two days later the diver`."""
    for at in range(start + 1, min(end - 1, start + _LEAD)):
        if tokens[at].low == "the" and (tokens[at - 1].text == "," or tokens[at - 1].low in _TIMED):
            phrase = phrase_at(tokens, at)
            person = with_verb_off(tokens, phrase) if phrase is not None and phrase.kind == "nominal" else None
            return person if person is not None and is_one_person(person) else None
    return None


def identified(sentence: Sentence, subject: Phrase) -> Phrase | None:
    """`The mayor is Ida Holm.`, `An aide of hers, Ida Holm, left.`: the name behind `is`, or between commas."""
    tokens, at = sentence.line.tokens, subject.end
    while at < sentence.end and is_filler(tokens[at]):
        at += 1
    if at == subject.end or tokens[at - 1].low not in _COPULAS:
        at = _behind_aside(tokens, subject.end, min(sentence.end, subject.end + _ASIDE)) or sentence.end
    phrase = phrase_at(tokens, at) if at < sentence.end else None
    if phrase is None or phrase.kind != "name":
        return None
    behind = tail_end(tokens, phrase.end)
    closed = behind < len(tokens) and (not tokens[behind].is_word or tokens[behind].low == "who")
    return phrase if closed or tokens[at - 1].low in _INTRODUCING else None


def is_asked_of(sentence: Sentence) -> bool:
    """`And Ruiz?`: whoever answers is somebody else; not `Has Ruiz won?`."""
    tokens, start, end = sentence.line.tokens, sentence.start, sentence.end
    if end - start >= _QUESTION or tokens[end - 1].text != "?":
        return False
    return not any(token.low in AUXILIARIES for token in tokens[start:end])


def is_somebody(sentence: Sentence, subject: Phrase) -> bool:
    """`The judge`, `another rider, who ...`; not `one`."""
    return subject.head not in ANYBODY if is_one_person(subject) else has_relative(sentence.line, subject)


def _behind_aside(tokens: list[Token], start: int, end: int) -> int | None:
    """`, Ida Holm`, `who gave only her first name, Ida`, `who identified herself only as Ida`."""
    nameless = False
    for at in range(start, end - 1):
        if at == start and tokens[at].low == "named":
            return at + 1
        nameless = nameless or tokens[at].low in NAMELESS
        if (tokens[at].text == "," and tokens[at + 1].low != "who") or (nameless and tokens[at].low == "as"):
            return at + 1
    return None
