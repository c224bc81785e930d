"""Reads the attribution that leads up to a quotation: `X said: "..."`, `X called it "..."`."""

from typing import Final

from index.quotes.claims import claim_of_others
from index.quotes.controls import of_blamed
from index.quotes.cues import (
    LEAD_VERBS,
    PUT,
    TELLING,
    cues_in,
    is_cue,
    is_handed,
    is_labelling,
    is_participle,
    is_participle_form,
    is_saying,
    is_speech,
    says_as_things_do,
)
from index.quotes.heard import overheard, who_is_heard
from index.quotes.lexicon import (
    AUXILIARIES,
    DOCUMENTS,
    NAMING,
    PREPOSITIONS,
    RELATIVES,
    VERBS,
    word_set,
)
from index.quotes.line import Attribution, Line, inner_end, sentence_start
from index.quotes.openings import main_subject
from index.quotes.owners import by_colon, by_crowd, by_message, by_noun, owner_of
from index.quotes.passives import is_reduced_before, is_told_of, of_passive, opening_passive
from index.quotes.phrases import Phrase, according_to, is_one_person, is_person, is_source, phrase_at
from index.quotes.predicates import cue_behind, is_closed
from index.quotes.resumed import who_gives
from index.quotes.subjects import clause_start, it_before, main_cue, phrase_ending, subject_before
from index.quotes.tokens import Token

_NEAR: Final = 12  # tokens between a labelling verb and its quotation: `called the plan of the two ministers "..."`
_LONGEST_ASIDE: Final = 8  # tokens between two commas
_TRIES: Final = 3  # verbs looked at, so that a sentence of nothing but verbs stays cheap
_HEARING: Final = word_set(
    "with recalled recalls remembered remembers recounted described heard saw imagined recalling remembering captured "
    "shows showed show caught filmed recorded"
)
_RECORDINGS: Final = word_set(
    "message text letter email e-mail note voicemail video clip footage recording audio tape post photo picture image"
)
_SUBORDINATING: Final = frozenset(("after", "when", "as", "because", "since", "while"))
_QUOTING: Final = frozenset(("quoted", "quotes", "quoting", "cited", "cites", "citing"))
_MODALS: Final = frozenset(("would", "will", "could", "can", "might", "may", "should", "must"))
_NEVER: Final = frozenset(("not", "never", "also", "only"))
_NO_LINK: Final = AUXILIARIES | VERBS | RELATIVES
_LEAST_JOINED: Final = 6  # tokens in `called him and that it was`
_THINKING: Final = word_set(
    "believe believes believed think thinks thought feel feels felt concluded hope hopes hoped fear fears feared"
)
_LONGEST_TOLD: Final = 5  # tokens
_LONGEST_SOURCE: Final = 12  # tokens in `according to Ruiz,` right before the marks, at most
_AGAINST: Final = frozenset(("v", "v.", "vs", "vs."))
_LEAD_MARKS: Final = frozenset((",", ":"))


def attribution_before(line: Line, at: int) -> Attribution | None:
    """Return what the sentence in front of the quotation at token `at` says about its speaker, or None."""
    tokens, start = line.tokens, sentence_start(line, at)
    number = tokens[at].quote
    floor = max(start, line.places[number - 1] + 1) if number else start
    claim = claim_of_others(tokens, start, at)
    if claim is not None:
        return _by_verb(tokens, claim, max(floor, claim + 1), at) or owner_of(tokens, start, claim, at)
    return (
        by_crowd(tokens, start, at)
        or opening_passive(tokens, start, at)
        or _overheard(tokens, start, at)
        or by_message(tokens, start, at)
        or _inverted_lead(tokens, start, at)
        or _by_verb(tokens, start, floor, at)
        or _according_lead(tokens, start, at)
        or _given_lead(tokens, start, at)
        or by_noun(tokens, start, at)
        or by_colon(tokens, start, at)
    )


def is_adjacent(line: Line, at: int) -> bool:
    """True when a verb of speech, with at most a comma, a colon or `that`, stands right before the marks."""
    return cue_beside(line, at) is not None


def is_put_before(line: Line, at: int) -> bool:
    """`She was asked: "..."`, `It was called "..."`: a passive leads up, and its subject does not speak."""
    cue, tokens = cue_beside(line, at), line.tokens
    put = cue is not None and is_handed(tokens, cue)
    return put or is_reduced_before(line, at) or claim_of_others(tokens, sentence_start(line, at), at) is not None


def cue_beside(line: Line, at: int) -> int | None:
    """Return the verb that leads up to the marks with nothing but a mark, `that` or an aside between, or None."""
    before = at - 1
    if before > 0 and (line.tokens[before].text in _LEAD_MARKS or line.tokens[before].low == "that"):
        before -= 1
    if before >= 0 and line.tokens[before].is_word and is_cue(line.tokens, before):
        return before
    if not at or line.tokens[at - 1].text not in _LEAD_MARKS:
        return None
    return _cue_before_aside(line.tokens, at - 1) or _telling(line.tokens, at - 1)


def _telling(tokens: list[Token], last: int) -> int | None:
    """`Ruiz told the students, "..."`: `last` is the comma behind whoever is told."""
    for at in range(last - 1, max(0, last - _LONGEST_TOLD), -1):
        if not tokens[at].is_word:
            return None
        if tokens[at].low in TELLING:
            return at
    return None


def _cue_before_aside(tokens: list[Token], last: int) -> int | None:
    """`Ruiz repeated, over and over, "..."`: `last` is the comma that ends what commas set off."""
    for at in range(last - 1, max(0, last - _LONGEST_ASIDE), -1):
        if tokens[at].quote >= 0 or tokens[at].ends_sentence:
            return None
        if tokens[at].text == "," and tokens[at - 1].is_word and is_cue(tokens, at - 1):
            return at - 1
    return None


def _inverted_lead(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`Said another trader, "..."`."""
    phrase = phrase_at(tokens, start + 1) if tokens[start].text in LEAD_VERBS else None
    if phrase is None or phrase.end > at or cue_behind(tokens, phrase) is not None:
        return None
    return Attribution(f"{phrase.kind}-verb-before-quote", phrase, start, at)


def _by_verb(tokens: list[Token], start: int, floor: int, at: int) -> Attribution | None:
    tried = 0
    for cue in cues_in(tokens, floor, at):
        if not is_speech(tokens, cue) and not is_saying(tokens[cue]) and at - cue > _NEAR:
            continue
        if is_closed(tokens, start, cue, at):
            continue
        found = _of_verb(tokens, start, cue, at)
        tried += 1
        if found is not None or tried == _TRIES:
            return found
    return None


def _of_verb(tokens: list[Token], start: int, cue: int, at: int) -> Attribution | None:
    if is_told_of(tokens, start, cue, at):
        return of_passive(tokens, start, cue, at)
    if is_participle(tokens[cue]):
        return _of_participle(tokens, start, cue)
    phrase = subject_before(tokens, cue, start)
    if phrase is not None and not (is_source(phrase) or _speaks(tokens, cue)):
        if tokens[cue].low == "reads" and at - cue < 3:
            return Attribution(f"{phrase.kind}-verb-before-quote", phrase, cue, at)  # whatever it is, nobody before it
        phrase = _qualified(tokens, start, phrase)
    phrase = phrase or it_before(tokens, cue, start)
    if phrase is None or _is_named(tokens, phrase, start, cue, at) or _is_relative(tokens, phrase, cue, at):
        return None
    if _is_case(tokens, phrase):
        return None
    handed = _matrix(tokens, start, phrase, cue, at)
    if handed is not None:
        return _of_verb(tokens, start, handed, at)
    other = _telling_within(tokens, phrase, cue)
    if other is not None:
        return Attribution("subject-of-sentence", other, cue, at)
    rule = "verb-before-quote" if at - cue < 3 else "verb-in-sentence"
    return Attribution(f"{phrase.kind}-{rule}", phrase, cue, at)


def _qualified(tokens: list[Token], start: int, phrase: Phrase) -> Phrase | None:
    """`Lawyers representing the families called it "...": the source before the thing, with no verb between."""
    source = main_subject(tokens, start, phrase.start)
    if source is None or not is_source(source):
        return None
    between = tokens[source.end : phrase.start]
    hangs = bool(between) and (between[0].low in PREPOSITIONS or between[0].low.endswith("ing"))
    return source if hangs and all(token.is_word and token.low not in _NO_LINK for token in between) else None


def _matrix(tokens: list[Token], start: int, phrase: Phrase, cue: int, at: int) -> int | None:
    """`An aide said the board would respond "in kind"`, `Ruiz wrote that the plan offered "no hope"`: Ruiz speaks.

    So of what others think, and behind `and that`: `Ruiz said members felt "used"`, `Ruiz said Lund had called him and
    that the plan was "dead"`.
    """
    before = phrase.start - 1
    if before < start or phrase.kind == "pronoun":
        return None
    would = tokens[cue - 2 if tokens[cue - 1].low in _NEVER else cue - 1].low in _MODALS
    source = is_source(phrase) or _cries(tokens, phrase, cue, at)
    told = not would and source and phrase.head not in DOCUMENTS
    thought = tokens[cue].low in _THINKING and phrase.kind == "nominal"
    if told and not thought and not _goes_on(tokens, cue, at):
        return None
    if tokens[before].low == "that":
        return main_cue(tokens, start, before)
    telling = tokens[before].low in TELLING  # `told the crowd, which chanted "..."`
    return before if tokens[before].is_word and not telling and is_speech(tokens, before) else None


def _cries(tokens: list[Token], phrase: Phrase, cue: int, at: int) -> bool:
    """`Ruiz said a barista screamed, "..."`: whoever cries is a person, whatever he is called."""
    beside = at - cue == 2 and tokens[at - 1].text in _LEAD_MARKS
    return beside and tokens[phrase.start].low in ("a", "an", "one") and _speaks(tokens, cue)


def _telling_within(tokens: list[Token], phrase: Phrase, cue: int) -> Phrase | None:
    """`Ruiz wrote that Lund, at last, admitted it and told her "..."`: of two who speak, who does so last, a guess.

    So in `Ruiz told us that Lund had met her and said, "..."`.
    """
    if tokens[cue - 1].low != "and":
        return None
    that = next((at for at in range(phrase.end, cue) if tokens[at].low == "that"), cue)
    other = phrase_at(tokens, that + 1) if that < cue else None
    if other is None or other.kind != "name" or other.end >= cue - 1:
        return None
    verb = cue_behind(tokens, other)
    speaks = verb is not None and verb < cue - 1
    return other if speaks or tokens[other.end].low == "had" else None


def _goes_on(tokens: list[Token], cue: int, at: int) -> bool:
    """`... and that the plan was "dead"`: what is said goes on behind the clause of the verb at `cue`."""
    if at - cue < _LEAST_JOINED:
        return False
    joined = any(tokens[place].low == "that" and tokens[place - 1].low == "and" for place in range(cue + 3, at))
    return joined and all(token.low != "that" for token in tokens[cue + 1 : cue + 3])


def _is_named(tokens: list[Token], phrase: Phrase, start: int, cue: int, at: int) -> bool:
    """`a paper called "..."` is its name; `what officials called "..."`, `the plan Ruiz called "..."` are words."""
    if tokens[cue].low not in NAMING or cue < at - 1 or phrase.kind in ("name", "pronoun"):
        return False
    return not any(token.low in RELATIVES for token in tokens[start:cue])


def _is_relative(tokens: list[Token], phrase: Phrase, cue: int, at: int) -> bool:
    """`Whatever Ruiz said in May "is forgotten"`: a clause that is itself the subject; `what Ruiz called "..."`."""
    near = {token.low for token in tokens[max(0, phrase.start - 1) : phrase.start + 1]}
    return at - cue > 2 and not near.isdisjoint(("what", "whatever"))


def _speaks(tokens: list[Token], cue: int) -> bool:
    return is_speech(tokens, cue) and not says_as_things_do(tokens[cue])


def _of_participle(tokens: list[Token], start: int, cue: int) -> Attribution | None:
    recorded = _recorded(tokens, start, cue)
    if recorded is not None:
        return Attribution("participle-before-quote", recorded, cue, cue)
    absolute = phrase_ending(tokens, cue, start)
    if absolute is not None and absolute.start > start and tokens[absolute.start - 1].low in _HEARING:
        return Attribution("participle-before-quote", absolute, cue, cue)  # `with Ruiz saying "..."`
    quoted = phrase_ending(tokens, cue - 1, start) if tokens[cue - 1].low == "as" else None
    if quoted is not None and quoted.start > start and tokens[quoted.start - 1].low in _QUOTING:
        return Attribution("participle-before-quote", quoted, cue, cue)  # `quoted a guard as saying "..."`
    blamed = of_blamed(tokens, start, cue)
    if blamed is not None:
        return Attribution("participle-before-quote", blamed, cue, cue)
    start = clause_start(tokens, start, cue)
    finite = main_cue(tokens, start, cue)
    phrase = subject_before(tokens, finite, start) if finite is not None else None
    phrase = phrase or (_inverted(tokens, finite) if finite is not None else None) or main_subject(tokens, start, cue)
    if phrase is not None and not is_source(phrase):
        phrase = _of_last_clause(tokens, phrase.end, cue) or phrase
    return Attribution("participle-before-quote", phrase, cue, cue) if phrase is not None else None


def _recorded(tokens: list[Token], start: int, cue: int) -> Phrase | None:
    """`a message from Ruiz saying "..."`, `a video of Ruiz saying`, `in which Ruiz can be heard saying`."""
    if tokens[cue - 1].low in ("heard", "seen"):
        end = next((at + 1 for at in range(cue - 2, start, -1) if tokens[at].low not in AUXILIARIES), start)
        return phrase_ending(tokens, end, start) if end < cue - 1 else None
    for at in range(cue - 1, max(start + 1, cue - _NEAR), -1):
        if tokens[at].low in ("from", "of") and tokens[at - 1].low in _RECORDINGS:
            phrase = phrase_at(tokens, at + 1)
            return phrase if phrase is not None and phrase.end == cue else None
    return None


def _of_last_clause(tokens: list[Token], start: int, end: int) -> Phrase | None:
    """`The effort stalled after Ruiz refused, calling it "..."`: who does something in the clause behind a thing's."""
    clauses = (at for at in range(end - 2, start, -1) if tokens[at].low in _SUBORDINATING)
    phrase = next((phrase_at(tokens, at + 1) for at in clauses), None)
    return phrase if phrase is not None and is_person(phrase) else None


def opening_participle(line: Line, at: int) -> Attribution | None:
    """`Chanting "...," the teachers left.`: who stands behind what a participle opens the sentence with."""
    start, tokens = sentence_start(line, at), line.tokens
    if not start <= at - 1 or at - start > _NEAR or not is_participle_form(tokens[start].low):
        return None
    comma = at + 1 < len(tokens) and tokens[at + 1].text == ","
    if not comma and inner_end(line, at) != ",":
        return None
    phrase = phrase_at(tokens, at + 1 + comma)
    if phrase is None or not is_source(phrase) or phrase.end >= len(tokens) or tokens[phrase.end].text == ".":
        return None
    return Attribution("participle-before-quote", phrase, start, phrase.end)


def _inverted(tokens: list[Token], cue: int) -> Phrase | None:
    return phrase_at(tokens, cue + 1)


def _according_lead(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`According to Ruiz, the plan was "..."`, `To Ruiz, it was "..."`; `For Ruiz, it was "..."` is a guess."""
    view = phrase_at(tokens, start + 1) if tokens[start].low in ("to", "for") else None
    if view is not None and view.end + 1 < at and _is_certain(tokens, view):
        return Attribution("according-to" if tokens[start].low == "to" else "subject-of-sentence", view, start, at)
    for place in range(start, min(at, start + 4)):
        phrase = according_to(tokens, place)
        if phrase is not None:
            return Attribution("according-to", phrase, place, at)
    return _according_aside(tokens, start, at)


def _according_aside(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`The cells are, according to Ruiz, "a filthy place"`: nothing but a comma stands behind the name."""
    for place in range(max(start, at - _LONGEST_SOURCE), at - 2):
        phrase = according_to(tokens, place)
        if phrase is not None:
            comma = tokens[phrase.end].text == ","
            return Attribution("according-to", phrase, place, at) if phrase.end + comma == at else None
    return None


def _is_certain(tokens: list[Token], phrase: Phrase) -> bool:
    """`Ruiz,`, `a guard, who gave no name`, `one guard`; not `a guard`, who may be any."""
    comma = tokens[phrase.end].text == ","
    if phrase.kind == "name":
        return comma
    told = tokens[phrase.start].low == "one" or (comma and tokens[phrase.end + 1].low == "who")
    return told and is_one_person(phrase)


def _given_lead(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`In the view of Ruiz, the plan was "..."`, `To hear Ruiz tell it, ...`, `If Ruiz is to be believed, ...`"""
    phrase = who_gives(tokens, start, at) or who_is_heard(tokens, start, at)
    return Attribution("owner-of-words", phrase, start, at) if phrase is not None else None


def _overheard(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`Neighbours heard Ruiz yell "..."`"""
    cue = at - 1 - (tokens[at - 1].text in _LEAD_MARKS)
    phrase = overheard(tokens, start, cue)
    return Attribution(f"{phrase.kind}-verb-before-quote", phrase, cue, at) if phrase is not None else None


def subject_of_sentence(line: Line, at: int) -> Attribution | None:
    """Return the person who opens the sentence of the quotation, a guess for want of a verb, or None."""
    start = sentence_start(line, at)
    phrase = main_subject(line.tokens, start, at)
    if phrase is None or not is_person(phrase) or _is_told(line.tokens, phrase.end, at):
        return None
    if _is_case(line.tokens, phrase):
        return None
    return Attribution("subject-of-sentence", phrase, None, at)


def _is_case(tokens: list[Token], phrase: Phrase) -> bool:
    """`Ruiz v. Lund held that`"""
    return any(token.low in _AGAINST for token in tokens[max(0, phrase.start - 2) : phrase.start])


def _is_told(tokens: list[Token], start: int, end: int) -> bool:
    """`Ruiz was told that it was "late"`, `Ruiz has been criticised as "too soft"`: who hears them, or is spoken of."""
    handed = (tokens[cue] for cue in cues_in(tokens, start, end) if is_handed(tokens, cue))
    return any(cue.low in PUT or is_labelling(cue) for cue in handed)
