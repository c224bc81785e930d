"""Finds the body that `it` and `the company` stand for."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from index.quotes.extents import tail_end
from index.quotes.lexicon import GIVEN
from index.quotes.people import People
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.sentences import Sentence, with_subject
from index.quotes.tokens import Token

_MOST_BACK: Final = 3  # sentences
_ASIDE: Final = 8  # tokens between a noun and the comma before its name


def body_meant(people: People, before: Iterable[Sentence]) -> tuple[Sentence, Phrase, int] | None:
    """Return the body that the sentences before, the last one first, are about, its phrase, and how many lie between.

    `It cut 40 jobs.`, `Its chief left.`, `The firm is sorry.` lead further back; a sentence about somebody or something
    else ends it, and then it is the firm, if any.
    """
    nameless = None
    for steps, sentence in enumerate(islice(before, _MOST_BACK)):
        read = sentence if sentence.subject is not None else with_subject(sentence)
        subject, tokens = read.subject, sentence.line.tokens
        if subject is None or tokens[subject.start].low == "its":
            continue
        body = _named_behind(tokens, subject, sentence.end) or subject
        if not _is_body(people, tokens, body):
            if sentence.subject is None:
                break
            continue  # `The plan is "...," the group said`: what stands in the same sentence is told of
        if tokens[body.end - 1].is_name:
            return read, body, steps
        nameless = nameless or (read, body, steps)
    return nameless


def _named_behind(tokens: list[Token], subject: Phrase, end: int) -> Phrase | None:
    """`The ferry's owner, Tide Lines, is sorry.`, `The company that runs it, Tidal, is sorry.`"""
    places = range(subject.end, min(end, subject.end + _ASIDE) - 1)
    at = next((at for at in places if tokens[at].text == "," and tokens[at + 1].is_name), None)
    named = phrase_at(tokens, at + 1) if at is not None and subject.kind != "name" else None
    behind = tail_end(tokens, named.end) if named is not None else end
    return named if behind < end and not tokens[behind].is_word else None


def _is_body(people: People, tokens: list[Token], phrase: Phrase) -> bool:
    """`Tide Lines`, `the agency`, and a name that nothing shows to be a person's: `Norland Prison Care`."""
    if phrase.kind != "name" or phrase.name is None:
        return phrase.kind == "organisation"
    if phrase.end - phrase.name == 1:
        return phrase.head not in people.persons
    known = " ".join([token.text for token in tokens[phrase.name : phrase.end]]) in people.genders
    return not known and tokens[phrase.name].low not in GIVEN
