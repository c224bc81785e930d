"""Reads verbs whose subject is spoken of: `It was called "..." by Ruiz`, `Marsh, described by Ruiz as "...", left`."""

from typing import Final

from index.quotes.cues import PUT, is_labelling, is_passive
from index.quotes.lexicon import ARTICLES, DETERMINERS, DOCUMENTS, word_set
from index.quotes.line import Attribution, Line, sentence_start
from index.quotes.phrases import Phrase, is_person, is_source, phrase_at
from index.quotes.predicates import is_filler
from index.quotes.subjects import subject_before
from index.quotes.tokens import Token

_CALLED: Final = word_set("called dubbed branded labelled labeled termed deemed pronounced")  # with two objects
_OPENING: Final = frozenset((",", "–", "—", "-", "("))
_OBJECTS: Final = word_set("what which that whom whatever")  # of a clause: `what Ruiz described as "..."`
_FAR: Final = 12  # tokens from such a word to its verb
_LONG: Final = frozenset(("long", "variously", "once"))


def of_passive(tokens: list[Token], start: int, cue: int, at: int) -> Attribution | None:
    """Return who says what the subject of the passive at `cue` is called or told; nobody where it does not say."""
    return _agent(tokens, cue, at) or _broken_passive(tokens, start, cue, at)


def is_reduced(tokens: list[Token], start: int, cue: int, at: int) -> bool:
    """True for a passive without its `was`: `Marsh, described as "..."`, `warned by Ruiz to "..."`, `called "..." by`.

    An active verb has an object, behind it or as `what` before it (bare passives: Huddleston and Pullum, The Cambridge
    Grammar of the English Language, 2002, chapter 16, section 10).
    """
    verb = tokens[cue]
    if not verb.low.endswith("ed") or not (is_labelling(verb) or verb.low in PUT):
        return False
    if agent_at(tokens, cue + 1) is not None:
        return True
    linked = tokens[cue + 1].low == "as"
    place = cue + 1 + linked
    if not (linked or verb.low in _CALLED) or place + (tokens[place].low in ARTICLES) != at:
        return False
    return agent_at(tokens, at + 1) is not None or (_opens(tokens, start, cue) and not _has_object(tokens, at + 1))


def is_reduced_before(line: Line, at: int) -> bool:
    """`Marsh, long derided as "..."`, `Marsh, branded "..." by Ruiz`: the marks hold what somebody is called."""
    tokens, start = line.tokens, sentence_start(line, at)
    cue = at - 1
    cue -= tokens[cue].low in ARTICLES
    cue -= tokens[cue].low == "as"
    return cue >= start and tokens[cue].text == tokens[cue].low and is_reduced(tokens, start, cue, at)


def opening_passive(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`Hailed by Ruiz as "a hero," Marsh left`, `Hailed as "a hero" by Ruiz, Marsh left`: who stands behind `by`."""
    if start + 1 >= at or not is_labelling(tokens[start]) or not is_reduced(tokens, start, start, at):
        return None
    return _agent(tokens, start, at) if all(token.is_word for token in tokens[start:at]) else None


def _opens(tokens: list[Token], start: int, cue: int) -> bool:
    """Nothing that may be its subject or object stands right before the verb: `, once described`."""
    before = cue - 1
    while before >= start and (is_filler(tokens[before]) or tokens[before].low in _LONG):
        before -= 1
    if before >= start and tokens[before].text not in _OPENING:
        return False
    return all(token.low not in _OBJECTS for token in tokens[max(start, before - _FAR) : cue])


def _has_object(tokens: list[Token], behind: int) -> bool:
    """`Ruiz, the mayor, described as "folly" the plan to build`"""
    return behind < len(tokens) and (tokens[behind].is_name or tokens[behind].low in DETERMINERS)


def agent_at(tokens: list[Token], at: int) -> Phrase | None:
    """Return the people or the body behind a `by` at token `at`; not `by phone`, `by saying`."""
    if at + 1 >= len(tokens) or tokens[at].low != "by":
        return None
    phrase = phrase_at(tokens, at + 1)
    return phrase if phrase is not None and is_source(phrase) and phrase.head not in DOCUMENTS else None


def _agent(tokens: list[Token], cue: int, at: int) -> Attribution | None:
    """`was called by Ruiz "..."`; without `by`, nobody is known to speak."""
    if tokens[cue].low == "quoted":
        return None
    by = next((place for place in (*range(cue + 1, at), at + 1) if _low(tokens, place) == "by"), None)
    phrase = phrase_at(tokens, by + 1) if by is not None else None
    return Attribution("agent-of-passive", phrase, cue, at) if phrase is not None else None


def _broken_passive(tokens: list[Token], start: int, cue: int, at: int) -> Attribution | None:
    """`One envoy was indicated that they "ran"`: nobody is said or indicated, so that the envoy speaks."""
    if tokens[cue].low in PUT or tokens[cue + 1].low != "that" or is_labelling(tokens[cue]):
        return None
    phrase = subject_before(tokens, cue, start)
    if phrase is None or not is_person(phrase):
        return None
    return Attribution(f"{phrase.kind}-verb-in-sentence", phrase, cue, at)


def is_told_of(tokens: list[Token], start: int, cue: int, at: int) -> bool:
    """True where the subject of the verb at `cue` does not speak: `was called "..."`, `, called "..." by Ruiz`."""
    return is_passive(tokens, cue) or is_reduced(tokens, start, cue, at)


def _low(tokens: list[Token], at: int) -> str:
    return tokens[at].low if at < len(tokens) else ""
