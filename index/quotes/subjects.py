"""Finds who a verb belongs to: the phrase before it, or the one that opens the clause."""

from typing import Final

from index.quotes.bare import FIELDS
from index.quotes.controls import is_moved, of_wish
from index.quotes.cues import TELLING, is_verb_form, speech_in
from index.quotes.extents import tail_end
from index.quotes.lexicon import AUXILIARIES, DETERMINERS, DOCUMENTS, ORGANISATIONS, VERBS, WEEKDAYS, word_set
from index.quotes.nominals import is_plural
from index.quotes.openings import main_subject
from index.quotes.phrases import Phrase, is_one_person, is_person, is_source, phrase_at
from index.quotes.predicates import cue_behind, is_filler
from index.quotes.tokens import Token

_SUBJECT_WINDOW: Final = 30
_LONGEST_LEAD: Final = 12  # tokens
_RELATIVE: Final = 12  # tokens from `who` to the end of its clause
_CLAUSE_WORDS: Final = word_set(
    "that but and or because while when as if where after before although though which then"
)
_OPENING_CLAUSES: Final = word_set("as while that when where because before after since")
_ADDRESSING: Final = frozenset(("to", "by", "with"))
_HOLDING: Final = word_set("to by with about behind beside near under against")
_FURTHEST: Final = 8  # tokens from whoever speaks to whom he told it
_ROLE_WORDS: Final = 4  # tokens in `whose former deputy`
_SEEMING: Final = word_set("appeared appears seemed seems")
_ACCUSED: Final = word_set("accused charged convicted suspected guilty acquitted")
_WHEN: Final = WEEKDAYS | word_set(
    "last this earlier in on at early late morning afternoon evening night weekend week month year spring summer fall "
    "winter"
)
_JOINING: Final = frozenset(("but", "and", "while", "whereas", "though", "although"))
_OF_SUBJECT: Final = AUXILIARIES | VERBS | {"who"}


def subject_before(tokens: list[Token], cue: int, start: int) -> Phrase | None:
    """Return the subject of the verb at `cue` in the sentence that begins at `start`, or None."""
    floor = max(start, cue - _SUBJECT_WINDOW)
    at = cue
    while at > floor and is_filler(tokens[at - 1]):
        at -= 1
    if floor < at < cue and tokens[at - 1].low in ("most", "more"):  # `voters most often said`
        at -= 1
    if at == floor:
        return None
    before = tokens[at - 1]
    if before.low == "to":
        return _of_infinitive(tokens, start, at - 1)
    if before.low in ("who", "which", "that"):
        return _antecedent(tokens, at - 1, start)
    who = _before_time(tokens, at, floor)
    if who is not None:
        return _antecedent(tokens, who, start)
    aside = _past_aside(tokens, at - 1, start) or _opening_aside(tokens, start, at, cue) if before.text == "," else None
    if aside is not None:
        return aside
    if before.low == "and" and at < cue:
        joined = _joined(tokens, tokens[at].low, start, at - 1)
        if joined is not None:
            return joined
    if before.text in (",", ")", "]", "–", "—", "-") or before.low in ("and", "but", "then"):
        if before.low == "and":
            start = clause_start(tokens, start, at - 1)
        return main_subject(tokens, start, at - 1) or _of_clause(tokens, start, at - 1)
    phrase = phrase_ending(tokens, at, floor)
    if phrase is not None and phrase.start > floor and tokens[phrase.start - 1].low in TELLING:
        # `told Fox News indicated`: whoever is told does not speak.
        phrase = phrase_ending(tokens, phrase.start - 1, floor)
    if phrase is not None and phrase.start > floor:
        return (
            _past_deed(tokens, phrase.start, start)
            or _past_relative(tokens, phrase.start, floor)
            or _past_told(tokens, phrase.start, start)
            or phrase
        )
    return phrase or main_subject(tokens, start, at)


def _before_time(tokens: list[Token], at: int, floor: int) -> int | None:
    """`Ruiz, who last week called it`, `who in May 2018 called it`: return where `who` stands, or None."""
    end = at
    while at > floor and (tokens[at - 1].low in _WHEN or tokens[at - 1].text.isdigit() or tokens[at - 1].text == "May"):
        at -= 1
    return at - 1 if floor < at < end and tokens[at - 1].low == "who" else None


def it_before(tokens: list[Token], cue: int, start: int) -> Phrase | None:
    """`It called the delay ...`, `In a letter, it said`, where it opens a clause: a body spoken of before."""
    at = cue - 1
    while at > start and is_filler(tokens[at]):
        at -= 1
    if at < start or tokens[at].low != "it":
        return None
    opens = at == start or tokens[at - 1].text == "," or tokens[at - 1].low in ("and", "but")
    opens = opens or (tokens[start].low == "in" and _is_written(tokens, start, at))
    return Phrase(at, at + 1, "pronoun", "it") if opens else None


def _is_written(tokens: list[Token], start: int, end: int) -> bool:
    """`In a statement to Tide News it`."""
    return end - start < _LONGEST_LEAD and any(token.low in DOCUMENTS for token in tokens[start + 1 : start + 4])


def _past_deed(tokens: list[Token], at: int, start: int) -> Phrase | None:
    """`A man accused of beating his landlord said`: whom a deed was done to does not speak."""
    if at - 3 <= start or not tokens[at - 1].low.endswith("ing") or tokens[at - 3].low not in _ACCUSED:
        return None
    return phrase_ending(tokens, at - 3, start)


def _past_told(tokens: list[Token], at: int, start: int) -> Phrase | None:
    """`An envoy spoke to Tide News said`, `An envoy interviewed by Tide News said`: whom `to`, `by` hold does not."""
    phrase = phrase_at(tokens, start) if tokens[at - 1].low in _HOLDING else None
    if phrase is None or not (is_one_person(phrase) or phrase.head in DOCUMENTS):
        return None
    least = at - 1 - (tokens[at - 1].low in _ADDRESSING)  # `The man behind the counter`; not `An aide to Ruiz`
    if phrase.end > least or phrase.end < at - _FURTHEST:
        return None
    return phrase if all(_same_clause(token) for token in tokens[phrase.end : at]) else None


def _past_relative(tokens: list[Token], at: int, floor: int) -> Phrase | None:
    """`a general who spoke to Tide News said`: whom a relative clause names at its end does not speak."""
    if at - 1 > floor and tokens[at - 1].low == "that" and tokens[at - 2].low in ORGANISATIONS:
        return _body_with_clause(tokens, at, floor)
    for who in range(at - 1, max(floor, at - _RELATIVE), -1):
        if not _same_clause(tokens[who]):
            return None
        if tokens[who].low == "who":
            return _antecedent(tokens, who, floor) if who < at - 1 else None
    return None


def _body_with_clause(tokens: list[Token], at: int, floor: int) -> Phrase | None:
    """`the union that represents clerks said`; not `told the court that prices rose`."""
    low = tokens[at].low
    if tokens[at].is_name or not low.endswith("s") or is_plural(low):
        return None
    body = _antecedent(tokens, at - 1, floor)
    told = body is not None and body.start > floor and tokens[body.start - 1].low in TELLING
    return None if told else body


def _joined(tokens: list[Token], auxiliary: str, start: int, end: int) -> Phrase | None:
    """`Ruiz said that the mayor had called him and had told him ...`: whom the clause with the same verb is about."""
    if auxiliary not in AUXILIARIES:
        return None
    that = next((at for at in reversed(range(start, end)) if tokens[at].low == "that"), None)
    phrase = phrase_at(tokens, that + 1) if that is not None else None
    same = phrase is not None and phrase.end < end and tokens[phrase.end].low == auxiliary
    return phrase if same else None


def _past_aside(tokens: list[Token], comma: int, start: int) -> Phrase | None:
    """`Ruiz, who, citing its cost, called it`, `Ruiz, whose deputy, Ida Lund, called it`: the verb is the clause's."""
    opens = next((at for at in range(comma - 1, max(start, comma - _FURTHEST), -1) if not tokens[at].is_word), start)
    if tokens[opens].text != "," or opens - 2 <= start:
        return None
    if tokens[opens - 1].low == "who":
        return _antecedent(tokens, opens - 1, start)
    whose = any(token.low == "whose" for token in tokens[opens - _ROLE_WORDS : opens])
    named = phrase_at(tokens, opens + 1) if whose else None
    return named if named is not None and named.kind == "name" else None


def _opening_aside(tokens: list[Token], start: int, end: int, cue: int) -> Phrase | None:
    """`Or, as Ruiz, a former mayor, put it`, `..., and Ruiz, the mayor, urged`: the verb stands behind the aside."""
    for at in range(end - 1, start - 1, -1):
        parted = at > start and (tokens[at - 1].text == "," or tokens[at - 1].quote >= 0)
        if (parted and tokens[at].low in ("and", "but")) or tokens[at].low in _OPENING_CLAUSES:
            phrase = phrase_at(tokens, at + 1)
            if phrase is not None:
                return phrase if phrase.end < end and cue_behind(tokens, phrase) == cue else None
    return None  # `Ruiz noted that Marsh, when asked, said`: behind `when` nobody stands


def clause_start(tokens: list[Token], start: int, end: int) -> int:
    """`Ruiz said no, but Marsh was kinder, telling us "..."`: the last main clause that names its subject."""
    for at in range(end - 1, start, -1):
        if tokens[at].low in _JOINING and (tokens[at - 1].text == "," or tokens[at - 1].quote >= 0):
            phrase = phrase_at(tokens, at + 1)
            verb = phrase.end if phrase is not None and (phrase.kind == "name" or is_one_person(phrase)) else end
            if verb < end and (tokens[verb].low in _OF_SUBJECT or is_verb_form(tokens[verb].low)):
                return at + 1
    return start


def _of_clause(tokens: list[Token], start: int, end: int) -> Phrase | None:
    """`on the day when Ruiz spoke and called ...`: the subject of a clause that no comma ends."""
    for at in range(end - 1, start, -1):
        if tokens[at].text == ",":
            return None
        if tokens[at].low in ("when", "where", "while", "because", "after", "before"):
            return phrase_at(tokens, at + 1)
    return None


def _of_infinitive(tokens: list[Token], start: int, to: int) -> Phrase | None:
    """`refused to call it`: who the verb before `to` belongs to; `led Ruiz to call it`: whom it moved.

    `in which Ruiz seemed to boast`: Ruiz, whoever tells of it.
    """
    seeming = phrase_ending(tokens, to - 1, start) if tokens[to - 1].low in _SEEMING else None
    if seeming is not None:
        return seeming
    aside = _in_aside(tokens, start, to)
    if aside is not None:
        return aside
    wisher = of_wish(tokens, start, to)
    if wisher is not None:
        return wisher
    moved = phrase_ending(tokens, to, start)
    if moved is not None and is_moved(tokens, moved):
        return moved
    finite = main_cue(tokens, start, to)
    found = subject_before(tokens, finite, start) if finite is not None else None
    return found or main_subject(tokens, start, to)


def _in_aside(tokens: list[Token], start: int, to: int) -> Phrase | None:
    """`It was late, a guard had to admit, because ...`: whom the words behind the last comma are about."""
    comma = next((at for at in range(to - 1, max(start, to - _FURTHEST), -1) if not tokens[at].is_word), start)
    if comma == start or tokens[comma].text != ",":
        return None
    phrase = phrase_at(tokens, comma + 1)
    acts = phrase is not None and phrase.end < to and _acts(tokens[phrase.end])
    return phrase if phrase is not None and acts and is_person(phrase) else None


def _acts(token: Token) -> bool:
    return token.low in _OF_SUBJECT or is_verb_form(token.low) or token.low.endswith("ed")


def phrase_ending(tokens: list[Token], end: int, floor: int) -> Phrase | None:
    """Return the longest phrase that ends at `end` and begins in the same clause, or None."""
    at = end
    while at > floor and end - at < _SUBJECT_WINDOW and (_same_clause(tokens[at - 1]) or _joins(tokens, at - 1, end)):
        at -= 1
    for begin in range(at, end):
        phrase = phrase_at(tokens, begin)
        if phrase is not None and (phrase.end == end or _tail_reaches(tokens, phrase, end)):
            return phrase
    return None


def _joins(tokens: list[Token], at: int, end: int) -> bool:
    """`the Securities and Exchange Commission`, `the Department of Health, Education and Welfare`"""
    field = tokens[at - 1].low in FIELDS
    joining = tokens[at].low == "and" or (tokens[at].text == "," and field)
    if not joining or not 0 < at < end - 1 or not tokens[at - 1].is_name:
        return False
    return tokens[at + 1].is_name or (field and tokens[at + 1].low == "the")


def _tail_reaches(tokens: list[Token], phrase: Phrase, end: int) -> bool:
    """`Ruiz of the Harbour Board` ends where its place does, `the Council on Fisheries` where its field does."""
    return phrase.kind in ("name", "organisation") and phrase.end < end and tail_end(tokens, phrase.end) == end


def _same_clause(token: Token) -> bool:
    return (token.is_word and token.low not in _CLAUSE_WORDS) or token.text in ("&", "%", "$", "#", "@")


def _antecedent(tokens: list[Token], who: int, start: int) -> Phrase | None:
    end = who - 1 if who > start and tokens[who - 1].text in (",", "-", "–", "—") else who
    phrase = phrase_ending(tokens, end, max(start, end - _SUBJECT_WINDOW))
    if phrase is None or phrase.kind != "nominal":
        return phrase
    if is_source(phrase):
        return _whose_apposition(tokens, phrase, start) or phrase
    named = phrase_ending(tokens, end, phrase.start + 1)  # `a rebuke to Mayor Ruiz, who said`
    if named is None or named.kind != "name" or (named.end < end and tokens[who].low != "who"):
        return phrase_ending(tokens, end, _last_determiner(tokens, phrase.start, end))  # `in Norport with a label that`
    return named


def _last_determiner(tokens: list[Token], start: int, end: int) -> int:
    return next((at for at in range(end - 1, start, -1) if tokens[at].low in DETERMINERS), start)


def _whose_apposition(tokens: list[Token], phrase: Phrase, start: int) -> Phrase | None:
    """`by Ruiz, a former envoy, who said`: the name that an apposition tells about."""
    if not is_one_person(phrase) or phrase.start <= start + 1 or tokens[phrase.start - 1].text != ",":
        return None
    named = phrase_ending(tokens, phrase.start - 1, start)
    return named if named is not None and named.kind == "name" else None


def main_cue(tokens: list[Token], start: int, end: int) -> int | None:
    """Return the last finite verb of speech in `tokens[start:end]`, or None; an infinitive is none."""
    cues = speech_in(tokens, start, end)
    return next((at for at in cues if tokens[max(start, at - 1)].low != "to"), None)
