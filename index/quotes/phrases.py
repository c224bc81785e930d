"""Reads the noun phrase that stands at a place: a name with its role words, a nominal, a pronoun."""

from dataclasses import dataclass

from index.quotes.cues import is_participle, is_speech, is_speech_form
from index.quotes.lexicon import (
    ADVERBS,
    AUXILIARIES,
    COLLECTIVES,
    CONJUNCTIONS,
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    GROUPS,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUFFIXES,
    TITLES,
    VERBS,
    WEEKDAYS,
    word_set,
)
from index.quotes.tokens import Token

LONGEST = 14  # tokens in a phrase; with it the reading of any text stays linear
_TAIL = 16
_TAIL_PREPOSITIONS = word_set("of for from in at with to on")
_NOT_IN_TAIL = WEEKDAYS | frozenset(("response", "statement", "interview", "email", "reference"))
_ADJECTIVES = word_set("more less same next new recent late")
_SPEAKING_PRONOUNS = PRONOUNS - {"it", "you"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """`tokens[start:end]`, in token numbers; `name` is where the bare name begins in it.

    kind: name | nominal | organisation | pronoun; `head` is the last noun, in lower case.
    """

    start: int
    end: int
    kind: str
    head: str
    name: int | None = None


def phrase_at(tokens: list[Token], at: int) -> Phrase | None:
    """Return the phrase that begins at `at`, with what belongs to its noun behind it, or None."""
    if at >= len(tokens) or not tokens[at].is_word:
        return None
    first = tokens[at].low
    if first in PRONOUNS:
        return Phrase(at, at + 1, "pronoun", first) if first in _SPEAKING_PRONOUNS else None
    end = _core_end(tokens, at)
    if end == at or (tokens[end - 1].is_possessive and not tokens[end - 1].text.endswith(("s'", "s’"))):
        return None
    return _classify(tokens, at, end)


def _classify(tokens: list[Token], start: int, end: int) -> Phrase | None:
    last = tokens[end - 1]
    if last.low in DETERMINERS and last.low not in COLLECTIVES:
        return None
    if last.low in COLLECTIVES or _is_nominal(tokens, start, end):
        if not _can_speak(tokens, start, end):
            return None
        kind = "organisation" if last.low in ORGANISATIONS - GROUPS else "nominal"
        return Phrase(start, tail_end(tokens, end), kind, last.low)
    if last.low in OPENERS or last.low in WEEKDAYS or last.text[0].isdigit():
        return None
    name = _name_start(tokens, start, end)
    if name == end:
        return Phrase(start, tail_end(tokens, end), "nominal", last.low)
    if _is_organisation(tokens, start, name, end):
        return Phrase(start, end, "organisation", last.low)
    return Phrase(start, end, "name", last.low, name)


def _is_nominal(tokens: list[Token], start: int, end: int) -> bool:
    last = tokens[end - 1]
    if not last.is_name:
        return True
    return last.low in GROUPS or (end - start == 1 and last.low in PERSON_NOUNS and last.low not in TITLES)


def _can_speak(tokens: list[Token], start: int, end: int) -> bool:
    """A bare word in small letters must name people or a body; `obliged`, `nothing` are no subjects."""
    first, last = tokens[start], tokens[end - 1]
    if last.low in COLLECTIVES or last.low in PERSON_NOUNS or last.low in GROUPS or last.low in ORGANISATIONS:
        return True
    if last.low in DOCUMENTS or _is_plural(last.low):
        return True
    bare = end - start == 1 or last.low.endswith(("ed", "ing")) or last.low in _ADJECTIVES
    return not bare and (first.low in DETERMINERS or first.is_possessive or first.is_name)


def is_source(phrase: Phrase) -> bool:
    """True for people, bodies and documents; a class, a rationale say nothing of their own."""
    kinds = (PERSON_NOUNS, GROUPS, ORGANISATIONS, DOCUMENTS, COLLECTIVES)
    return phrase.kind != "nominal" or _is_plural(phrase.head) or any(phrase.head in kind for kind in kinds)


def _is_organisation(tokens: list[Token], start: int, name: int, end: int) -> bool:
    if any(tokens[at].low in ORGANISATIONS for at in range(name, end)):
        return True
    bare = tokens[end - 1].text
    if end - name == 1 and bare.isupper() and 1 < len(bare) < 6:
        return True
    return name == start + 1 and tokens[start].low == "the"


def _core_end(tokens: list[Token], start: int) -> int:
    at, limit = start, min(len(tokens), start + LONGEST)
    while at < limit and tokens[at].is_word and _goes_on(tokens, start, at):
        at += 1
    while at > start and tokens[at - 1].low in (PREPOSITIONS | CONJUNCTIONS):
        at -= 1
    return at


def _goes_on(tokens: list[Token], start: int, at: int) -> bool:
    token = tokens[at]
    if token.is_name and at > start:
        return token.low not in PRONOUNS
    if at == start:
        return _may_begin(tokens, at)
    low, before = token.low, tokens[at - 1]
    if low in PARTICLES and before.is_name and _name_follows(tokens, at):
        return True
    if low in ("of", "and", "&", "the"):
        return _joins_names(tokens, start, at)
    if _stops(tokens, at) or (low in DETERMINERS and not before.is_possessive):
        return low in ("more", "one", "two", "three", "four", "five", "other") and before.low in DETERMINERS
    if before.is_name and not before.is_possessive and before.low not in DETERMINERS:
        return _noun_ahead(tokens, at)
    return not low.endswith("ed") or before.low in DETERMINERS or _noun_ahead(tokens, at + 1)


def _may_begin(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low in DETERMINERS or low in COLLECTIVES:
        return True
    return not (_stops(tokens, at) or low in OPENERS - {"former"})


def _stops(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    low = token.low
    if token.is_name and low not in PREPOSITIONS and low not in CONJUNCTIONS and low not in RELATIVES:
        return False
    return (
        low in PREPOSITIONS
        or low in AUXILIARIES
        or low in CONJUNCTIONS
        or low in RELATIVES
        or low in PRONOUNS
        or low in VERBS
        or low in ADVERBS
        or is_speech(tokens, at)
        or (is_participle(token) and low not in ("leading", "outgoing", "ruling"))
        or (low.endswith("ly") and low not in ("family", "assembly", "early", "elderly"))
    )


def _joins_names(tokens: list[Token], start: int, at: int) -> bool:
    """`Secretary of State`, `Health and Human Services`, `Speaker of the House`."""
    low, before = tokens[at].low, tokens[at - 1]
    if low == "the":
        return before.low == "of" and at - 2 >= start and _name_follows(tokens, at)
    if not before.is_name or before.is_possessive:
        return False
    if low != "of":
        return _in_office(tokens, start, at) and _name_follows(tokens, at)
    the = at + 1 < len(tokens) and tokens[at + 1].low == "the"
    return before.low in TITLES | ORGANISATIONS and _name_follows(tokens, at + the)


def _in_office(tokens: list[Token], start: int, at: int) -> bool:
    """`and` joins the words of an office, never two people."""
    return any(tokens[place].low in TITLES | ORGANISATIONS for place in range(start, at))


def _name_follows(tokens: list[Token], at: int) -> bool:
    following = tokens[at + 1 : at + 4]
    named = next((token for token in following if token.low not in PARTICLES), None)
    return named is not None and named.is_name


def _noun_ahead(tokens: list[Token], at: int) -> bool:
    """Behind a name, small letters belong to the phrase only if a person or a body follows soon."""
    for ahead in range(at, min(at + 3, len(tokens))):
        token = tokens[ahead]
        if token.low in PERSON_NOUNS or token.low in GROUPS or token.low in ORGANISATIONS or _is_plural(token.low):
            return not token.is_name
        if not token.is_word or token.is_name or _stops(tokens, ahead) or token.low in DETERMINERS:
            return False
    return False


def _is_plural(low: str) -> bool:
    return low[-1:] == "s" and low[:-1] in PERSON_NOUNS


def tail_end(tokens: list[Token], end: int) -> int:
    """Return where `of ...`, `for ...` behind a noun ends, or `end` when nothing of the kind follows."""
    at, limit = end, min(len(tokens), end + _TAIL)
    if at >= limit or tokens[at].low not in _TAIL_PREPOSITIONS:
        return end
    while at < limit and tokens[at].is_word and not _stops_tail(tokens, at):
        at += 1
    while at > end and (tokens[at - 1].low in PREPOSITIONS or tokens[at - 1].low in DETERMINERS | CONJUNCTIONS):
        at -= 1
    return at


def _stops_tail(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low in _TAIL_PREPOSITIONS:
        ahead = [token.low for token in tokens[at + 1 : at + 3]]
        return any(word in _NOT_IN_TAIL for word in ahead)
    if low in PREPOSITIONS or low in DETERMINERS or low == "and":
        return low in ("by", "after", "before", "as", "during", "about")
    return _stops(tokens, at) or (low.endswith("ed") and is_speech_form(low))


def _name_start(tokens: list[Token], start: int, end: int) -> int:
    """Return where the bare name begins: behind titles, role words and adjectives of origin."""
    at = end
    while at > start and _is_part_of_name(tokens, at - 1, end):
        at -= 1
    if at > start and tokens[at - 1].low == "of":
        at = _behind_office(tokens, at, end)
    while at < end and (tokens[at].low in PARTICLES and tokens[at].low not in ("van", "von", "de", "del", "al", "el")):
        at += 1
    return at


def _behind_office(tokens: list[Token], at: int, end: int) -> int:
    """`Minister of Foreign Affairs Amara Diallo`: behind `of`, the last two words are the name."""
    names = [place for place in range(at, end) if tokens[place].low not in PARTICLES | SUFFIXES]
    return names[-2] if len(names) > 2 else at


def _is_part_of_name(tokens: list[Token], at: int, end: int) -> bool:
    token = tokens[at]
    if token.is_possessive and at + 1 < end:
        return False
    if token.low in SUFFIXES:
        return True
    if token.low in PARTICLES:
        return at + 1 < end
    if at + 1 < end and (token.low in TITLES or token.low in DEMONYMS or token.low in OPENERS):
        return False
    if token.low in ORGANISATIONS and at + 1 < end and tokens[end - 1].low not in ORGANISATIONS:
        return False
    return token.is_name and not (at + 1 == end and token.low in TITLES and token.low != "king")
