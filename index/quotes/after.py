"""Reads the attribution that stands behind a quotation: `"...," X said`, `"...," said X`."""

from bisect import bisect_left, bisect_right
from typing import Final

from msgspec.structs import replace

from index.quotes.cues import PUT, is_handed, is_passive, is_saying, is_speech, is_speech_form
from index.quotes.lexicon import AUXILIARIES, DETERMINERS, NEGATIONS, PREPOSITIONS, VERBS, word_set
from index.quotes.line import (
    Attribution,
    Line,
    at_sentence_end,
    begins_sentence,
    inner_end,
    sentence_end,
)
from index.quotes.phrases import Phrase, according_to, is_person, is_source, object_at, phrase_at
from index.quotes.predicates import cue_behind, is_filler
from index.quotes.resumed import who_takes_up
from index.quotes.tokens import Token, places_of

_SO: Final = frozenset(("as", "so", "thus"))  # `"...," as Ruiz put it`, `"...." So said Ruiz`
_RESUMING: Final = frozenset(("with", "so", "thus", "that", "those", "this", "these", "such"))
_LINKS: Final = frozenset((",", ":", "—", "–", "-"))
_DASHES: Final = frozenset("—–-")
_PLAIN_VERBS: Final = AUXILIARIES | VERBS
_NEAR: Final = 14  # tokens from the marks to the verb of `she was asked`
_INFINITIVE: Final = 7  # tokens from the verb to the infinitive: `went so far as to say`
_SIGNATURE: Final = 16  # tokens in `Ruiz, mayor of Norport`, at most
_WORDS: Final = word_set(
    "phrase line term word words slogan reference allusion nod echo quote quotation expression nickname"
)
_TRIES: Final = 3  # commas looked at from the end of the sentence
_BEHIND_NAMES: Final = PREPOSITIONS | {"who", "and"}
_UNFINISHED: Final = frozenset("?!…—–-")


def attribution_after(line: Line, at: int) -> Attribution | None:
    """Return what the words right behind the quotation at token `at` say about its speaker, or None."""
    tokens, inner = line.tokens, inner_end(line, at)
    place, linked = _place_behind(tokens, at)
    if place >= len(tokens):
        return None
    if _names_the_words(tokens, place):
        return None
    phrase = phrase_at(tokens, place) or _it(tokens, place)
    found = (
        (_subject_then_cue(tokens, phrase) or _by_agent(tokens, phrase) if phrase is not None else None)
        or _cue_then_subject(tokens, place)
        or _according(tokens, place)
        or _taken_up(tokens, place)
        or _signed(tokens, place)
    )
    if inner == "," or linked:
        return found or (_any_verb(line, at, phrase) if phrase is not None else _any_inverted(tokens, place))
    if found is None or not _allowed_unlinked(line, at, found, inner):
        return None
    return found


def _it(tokens: list[Token], place: int) -> Phrase | None:
    """`Tide Lines is sorry. "...," it said in a statement`: a body spoken of before, or nobody."""
    it = tokens[place].low == "it" and place + 1 < len(tokens) and is_speech(tokens, place + 1)
    return Phrase(place, place + 1, "pronoun", "it") if it else None


def is_put_behind(line: Line, at: int) -> bool:
    """`"You were there?" she was asked.`: the words are put to her."""
    place, _ = _place_behind(line.tokens, at)
    if next(places_of(PUT, line.tokens, place + 2, place + _NEAR), None) is None:
        return False
    phrase = phrase_at(line.tokens, place)
    verb = _passive_behind(line.tokens, phrase) if phrase is not None else None
    return verb is not None and line.tokens[verb].low in PUT


def _place_behind(tokens: list[Token], at: int) -> tuple[int, bool]:
    """Return the token behind the quotation at `at` and what links it, and whether something does."""
    linked = at + 1 < len(tokens) and tokens[at + 1].text in _LINKS
    place = at + 1 + linked
    return place + (place < len(tokens) and tokens[place].low in _SO), linked


def _names_the_words(tokens: list[Token], place: int) -> bool:
    """`"...," a phrase that critics said was old`: what follows speaks of the words."""
    determined = tokens[place].low in DETERMINERS and place + 1 < len(tokens)
    return determined and any(token.low in _WORDS for token in tokens[place + 1 : place + 3])


def _allowed_unlinked(line: Line, at: int, found: Attribution, inner: str) -> bool:
    if found.rule in ("according-to", "signed"):
        return True
    if inner in _UNFINISHED:
        return True
    if inner == ".":
        if line.tokens[at + 1].low in _RESUMING:
            return line.spans[line.tokens[at].quote].closed
        return at_sentence_end(line, found.reach + 1) and line.spans[line.tokens[at].quote].closed
    return begins_sentence(line, at)


def _subject_then_cue(tokens: list[Token], phrase: Phrase) -> Attribution | None:
    cue = cue_behind(tokens, phrase)
    if cue is not None and not NEGATIONS.isdisjoint([token.low for token in tokens[max(phrase.end, cue - 2) : cue]]):
        return None  # `Ruiz doesn't object`
    quoted = _quoted_behind(tokens, cue) if cue is not None else None
    if quoted is not None:
        return Attribution(f"{_kind(tokens, quoted)}-after-quote", quoted, cue, quoted.end + 1)
    return Attribution(f"{_kind(tokens, phrase)}-after-quote", phrase, cue, cue) if cue is not None else None


def _quoted_behind(tokens: list[Token], cue: int) -> Phrase | None:
    """`"...," the Courier quoted Ruiz as saying`: whom it quotes."""
    if tokens[cue].low not in ("quoted", "quotes") or cue + 1 >= len(tokens):
        return None
    phrase = object_at(tokens, cue + 1)
    saying = phrase is not None and [token.low for token in tokens[phrase.end : phrase.end + 2]] == ["as", "saying"]
    return phrase if saying else None


def _cue_then_subject(tokens: list[Token], place: int) -> Attribution | None:
    at = place
    while at < min(len(tokens), place + 3) and is_filler(tokens[at]):
        at += 1
    if at >= len(tokens) or not tokens[at].is_word or not is_speech(tokens, at) or is_passive(tokens, at):
        return None
    phrase = phrase_at(tokens, at + 1)
    if phrase is None or tokens[at].low in ("told", "tells") or _is_object(tokens, phrase):
        return None
    if phrase.kind == "pronoun" and phrase.end < len(tokens) and _goes_on(tokens[phrase.end]):
        return None
    return Attribution(f"{_kind(tokens, phrase)}-after-verb", phrase, at, phrase.end - 1)


def _passive_behind(tokens: list[Token], phrase: Phrase) -> int | None:
    """Return the verb of `she was asked`, or None."""
    verb = phrase.end
    while verb < len(tokens) and is_filler(tokens[verb]):
        verb += 1
    if verb == len(tokens) or verb == phrase.end or not is_speech_form(tokens[verb].low):
        return None
    return verb if is_handed(tokens, verb) else None


def _by_agent(tokens: list[Token], phrase: Phrase) -> Attribution | None:
    """`"...," she was told by Ruiz`."""
    verb = _passive_behind(tokens, phrase)
    if verb is None or verb + 1 >= len(tokens) or tokens[verb + 1].low != "by":
        return None
    agent = phrase_at(tokens, verb + 2)
    return Attribution("agent-of-passive", agent, verb, agent.end - 1) if agent is not None else None


def _goes_on(token: Token) -> bool:
    """`films include "Salt" and "Iron," said she sailed`: a clause of its own; not `said he in Norport`."""
    return token.is_word and token.low not in PREPOSITIONS and not token.low.endswith("ly")


def _is_object(tokens: list[Token], phrase: Phrase) -> bool:
    return phrase.end < len(tokens) and tokens[phrase.end].low in AUXILIARIES


def _according(tokens: list[Token], place: int) -> Attribution | None:
    phrase = according_to(tokens, place)
    return Attribution("according-to", phrase, place, phrase.end - 1) if phrase is not None else None


def _taken_up(tokens: list[Token], place: int) -> Attribution | None:
    """`"...," was all Ruiz would say`, `"...," came the reply from Ruiz`"""
    phrase = who_takes_up(tokens, place)
    return Attribution(f"{_kind(tokens, phrase)}-after-verb", phrase, place, phrase.end - 1) if phrase else None


def _signed(tokens: list[Token], place: int) -> Attribution | None:
    """`"..." — Ruiz, mayor of Norport`: a dash and a name at the end of the paragraph."""
    if tokens[place - 1].text not in _DASHES:
        return None
    at = place + (tokens[place].text in _DASHES)
    phrase = phrase_at(tokens, at)
    if phrase is None or phrase.kind != "name" or len(tokens) - at > _SIGNATURE:
        return None
    if phrase.end < len(tokens) and (tokens[phrase.end].text != "," or _has_verb(tokens, phrase.end)):
        return None
    return Attribution("signed", phrase, None, phrase.end - 1)


def _has_verb(tokens: list[Token], start: int) -> bool:
    return any(
        tokens[at].quote >= 0 or is_speech_form(tokens[at].low) or tokens[at].low in _PLAIN_VERBS
        for at in range(start, len(tokens))
    )


def _any_verb(line: Line, quote: int, phrase: Phrase) -> Attribution | None:
    """`"...," Ruiz thundered`, `"...," Ruiz had to admit`: beside a comma in the marks, any verb speaks as well."""
    at = phrase.end
    if phrase.kind == "name" and _stands_alone(line.tokens, at):
        return Attribution("name-after-quote", phrase, None, at)
    while at < len(line.tokens) and is_filler(line.tokens[at]) and line.tokens[at].low not in AUXILIARIES:
        at += 1
    if phrase.kind == "organisation" or not is_source(phrase) or at >= len(line.tokens):
        return None
    token = line.tokens[at]
    if token.low in _PLAIN_VERBS and begins_sentence(line, quote) and is_person(phrase):
        at = _infinitive_behind(line.tokens, at) or at
        return Attribution("any-verb-after-quote", phrase, at, at) if at > phrase.end else None
    if not (token.low.endswith(("ed", "s")) and token.text == token.low and token.low not in PREPOSITIONS):
        return None
    if token.low in _PLAIN_VERBS or token.low.endswith(("ss", "'s", "’s")):
        return None
    return Attribution("any-verb-after-quote", phrase, at, at)


def _infinitive_behind(tokens: list[Token], start: int) -> int | None:
    """`Ruiz was forced to admit`, `Ruiz is fond of saying`: return the verb of speech, or None."""
    for at in range(start + 1, min(len(tokens), start + _INFINITIVE)):
        if not tokens[at].is_word:
            return None
        if is_speech(tokens, at) or is_saying(tokens[at]):
            return at if not is_handed(tokens, at) else None
    return None


def _any_inverted(tokens: list[Token], place: int) -> Attribution | None:
    """`"...," thundered Ruiz`"""
    if not tokens[place].low.endswith("ed") or tokens[place].text != tokens[place].low:
        return None
    phrase = phrase_at(tokens, place + 1)
    spoken = phrase is not None and is_person(phrase) and phrase.kind != "pronoun" and not _is_object(tokens, phrase)
    return Attribution("any-verb-after-quote", phrase, place, phrase.end - 1) if spoken and phrase else None


def _stands_alone(tokens: list[Token], at: int) -> bool:
    """`"...," Ruiz from her desk.`: the verb was forgotten."""
    return at >= len(tokens) or tokens[at].text == "." or tokens[at].low in PREPOSITIONS


def attribution_trailing(line: Line, at: int) -> Attribution | None:
    """`The "peace plan" fell apart, Ruiz said.`: the whole sentence is handed over at its end."""
    tag = _tag_at_comma(line, at + 1, sentence_end(line, at))
    return replace(tag, rule="end-of-sentence") if tag is not None else None


def tag_in(line: Line, start: int, end: int) -> Attribution | None:
    """Return who tells the sentence from token `start` to `end`, if a tag says so: `, Ruiz said,`, `, said Ruiz.`."""
    tag = _according(line.tokens, start) or _tag_at_comma(line, start, end)
    if tag is None or not is_source(tag.phrase):
        return None
    inverted = tag.cue is not None and tag.cue < tag.phrase.start
    return None if inverted and _goes_on_behind(line.tokens, tag.reach + 1, end) else tag


def _goes_on_behind(tokens: list[Token], at: int, end: int) -> bool:
    """`Ruiz, 44, said Marsh left`: what somebody said, and not who."""
    return at < end and tokens[at].is_word and tokens[at].low not in _BEHIND_NAMES


def _tag_at_comma(line: Line, start: int, end: int) -> Attribution | None:
    first, last = bisect_right(line.commas, start), bisect_left(line.commas, end)
    for comma in reversed(line.commas[max(first, last - _TRIES) : last]):
        place = comma + 1
        phrase = phrase_at(line.tokens, place)
        found = _subject_then_cue(line.tokens, phrase) if phrase is not None else None
        found = found or _according(line.tokens, place) or _cue_then_subject(line.tokens, place)
        if found is not None and found.reach < end:
            return found
    return None


def _kind(tokens: list[Token], phrase: Phrase) -> str:
    if phrase.kind != "name" or phrase.name is None:
        return phrase.kind
    if phrase.name > phrase.start:
        return "title-and-name"
    return "surname" if phrase.end - phrase.name == 1 else "full-name"
