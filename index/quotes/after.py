"""Reads the attribution that stands behind a quotation: `"...," X said`, `"...," said X`."""

from index.quotes.cues import is_passive, is_speech
from index.quotes.lexicon import AUXILIARIES, PREPOSITIONS
from index.quotes.line import Attribution, Line, at_sentence_end, begins_sentence, inner_end, sentence_end
from index.quotes.phrases import Phrase, phrase_at
from index.quotes.subjects import cue_behind, is_filler
from index.quotes.tokens import Token

_LINKS = frozenset((",", "—", "–", "-"))
_TRIES = 3  # commas looked at from the end of the sentence
_UNFINISHED = frozenset("?!…—–-")


def attribution_after(line: Line, at: int) -> Attribution | None:
    """Return what the words right behind the quotation at token `at` say about its speaker, or None."""
    tokens, inner = line.tokens, inner_end(line, at)
    linked = at + 1 < len(tokens) and tokens[at + 1].text in _LINKS
    place = at + 1 + linked
    if place >= len(tokens):
        return None
    found = _subject_then_cue(tokens, place) or _cue_then_subject(tokens, place) or _according(tokens, place)
    if inner == "," or linked:
        return found or _any_verb(line, place)
    if found is None or not _allowed_unlinked(line, at, found, inner):
        return None
    return found


def _allowed_unlinked(line: Line, at: int, found: Attribution, inner: str) -> bool:
    if found.rule == "according-to":
        return True
    if inner in _UNFINISHED:
        return True
    if inner == ".":
        return at_sentence_end(line, found.reach + 1) and line.spans[line.tokens[at].quote].closed
    return begins_sentence(line, at)


def _subject_then_cue(tokens: list[Token], place: int) -> Attribution | None:
    phrase = phrase_at(tokens, place)
    cue = cue_behind(tokens, phrase.end) if phrase is not None else None
    if phrase is None or cue is None:
        return None
    return Attribution(f"{_kind(tokens, phrase)}-after-quote", phrase, cue, cue)


def _cue_then_subject(tokens: list[Token], place: int) -> Attribution | None:
    at = place
    while at < min(len(tokens), place + 3) and is_filler(tokens[at]):
        at += 1
    if at >= len(tokens) or not tokens[at].is_word or not is_speech(tokens, at) or is_passive(tokens, at):
        return None
    phrase = phrase_at(tokens, at + 1)
    if phrase is None or tokens[at].low in ("told", "tells") or _is_object(tokens, phrase):
        return None
    return Attribution(f"{_kind(tokens, phrase)}-after-verb", phrase, at, phrase.end - 1)


def _is_object(tokens: list[Token], phrase: Phrase) -> bool:
    return phrase.end < len(tokens) and tokens[phrase.end].low in AUXILIARIES


def _according(tokens: list[Token], place: int) -> Attribution | None:
    if place + 2 >= len(tokens) or tokens[place].low != "according" or tokens[place + 1].low != "to":
        return None
    phrase = phrase_at(tokens, place + 2)
    return Attribution("according-to", phrase, place, phrase.end - 1) if phrase is not None else None


def _any_verb(line: Line, place: int) -> Attribution | None:
    """`"...," Ruiz thundered`: beside a comma in the marks, a verb that no list holds speaks as well."""
    phrase = phrase_at(line.tokens, place)
    at = phrase.end if phrase is not None else len(line.tokens)
    if phrase is not None and phrase.kind == "name" and _stands_alone(line.tokens, at):
        return Attribution("name-after-quote", phrase, None, at)
    while at < len(line.tokens) and is_filler(line.tokens[at]) and line.tokens[at].low not in AUXILIARIES:
        at += 1
    if phrase is None or phrase.kind == "organisation" or at >= len(line.tokens):
        return None
    token = line.tokens[at]
    if not (token.low.endswith(("ed", "s")) and token.text == token.low and token.low not in PREPOSITIONS):
        return None
    if token.low in AUXILIARIES or token.low.endswith(("ss", "'s", "’s")):
        return None
    return Attribution("any-verb-after-quote", phrase, at, at)


def _stands_alone(tokens: list[Token], at: int) -> bool:
    """`"...," Ruiz from her desk.`: the verb was forgotten."""
    return at >= len(tokens) or tokens[at].text == "." or tokens[at].low in PREPOSITIONS


def attribution_trailing(line: Line, at: int) -> Attribution | None:
    """`The "peace plan" fell apart, Ruiz said.`: the whole sentence is handed over at its end."""
    end, tries = sentence_end(line, at), 0
    for place in range(end - 1, at + 1, -1):
        if line.tokens[place].text == "," or (line.tokens[place].quote >= 0 and inner_end(line, place) == ","):
            found = _subject_then_cue(line.tokens, place + 1) or _according(line.tokens, place + 1)
            found = found or _cue_then_subject(line.tokens, place + 1)
            tries += 1
            if tries == _TRIES and found is None:
                return None
            if found is not None and found.reach < end:
                return Attribution("end-of-sentence", found.phrase, found.cue, found.reach)
    return None


def _kind(tokens: list[Token], phrase: Phrase) -> str:
    if phrase.kind != "name" or phrase.name is None:
        return phrase.kind
    if phrase.name > phrase.start:
        return "title-and-name"
    return "surname" if phrase.end - phrase.name == 1 else "full-name"
