"""Reads whose words follow where no verb says so: `Ruiz's claim that "..."`, `Ruiz was blunt: "..."`."""

from typing import Final

from index.quotes.bare import bare
from index.quotes.claims import is_spoken_of
from index.quotes.cues import is_cue, is_cue_noun, is_handed, is_labelling, is_verb_form
from index.quotes.lexicon import ADVERBS, AUXILIARIES, DETERMINERS, PERSON_NOUNS, PREPOSITIONS, VERBS, word_set
from index.quotes.line import Attribution
from index.quotes.nominals import is_plural
from index.quotes.openings import main_subject
from index.quotes.phrases import Phrase, is_source, phrase_at
from index.quotes.tokens import Token

_MESSAGES: Final = word_set(
    "advice reply answer response text message voicemail letter email e-mail note memo post tweet statement words "
    "warning promise order instruction instructions motto mantra question"
)
_RENDERING: Final = word_set(
    "recalled recalls remembered remembers read reads quoted quotes cited cites repeated repeats shared shares posted "
    "published forwarded released says said received receives got gets found sent showed shows heard kept"
)
_LONGEST_MESSAGE: Final = 10  # tokens from the verb or the noun to the colon
_NEAR: Final = 12  # tokens from the noun to its quotation


def by_noun(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`Ruiz's claim that "..."`, `in his words, "..."`: the owner of the words speaks."""
    for noun in range(at - 1, max(start, at - _NEAR), -1):
        if is_cue_noun(tokens[noun]):
            return None if is_spoken_of(tokens, noun, at) else owner_of(tokens, start, noun, at)
    return None


def by_crowd(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`Ruiz spoke, to cries of "Resign now!" from the benches`: who cries stands behind the words."""
    if at - 2 <= start or at + 2 >= len(tokens) or tokens[at - 1].low != "of" or tokens[at + 1].low != "from":
        return None
    phrase = phrase_at(tokens, at + 2) if is_cue_noun(tokens[at - 2]) else None
    return Attribution("owner-of-words", phrase, at - 2, at) if phrase is not None else None


def owner_of(tokens: list[Token], start: int, noun: int, at: int) -> Attribution | None:
    """Return whose words a noun such as `claim` holds: `Ruiz's claim`, `a claim by Ruiz`, `his claim`; else None."""
    if tokens[noun + 1].low in ("by", "from") or (tokens[noun].low == "words" and tokens[noun + 1].low == "of"):
        phrase = phrase_at(tokens, noun + 2)
        return Attribution("owner-of-words", phrase, noun, at) if phrase is not None else None
    if tokens[noun + 1].low == "of" and at == noun + 2:
        phrase = main_subject(tokens, start, noun)  # `The crowd broke into chants of "..."`
        return Attribution("owner-of-words", phrase, noun, at) if phrase is not None else None
    for place in range(noun - 1, max(start - 1, noun - 6), -1):
        token = tokens[place]
        if token.low in ("his", "her", "their"):
            phrase = main_subject(tokens, start, place)
            if phrase is None or phrase.kind != "name":
                phrase = Phrase(place, place + 1, "pronoun", token.low)
            return Attribution("owner-of-words", phrase, noun, at)
        if token.is_possessive and token.is_name:
            phrase = Phrase(place, place + 1, "name", bare(token.low), place)
            return Attribution("owner-of-words", phrase, noun, at)
        if token.is_possessive and (bare(token.low) in PERSON_NOUNS or is_plural(bare(token.low))):
            phrase = Phrase(_determiner(tokens, start, place), place + 1, "nominal", bare(token.low))
            return Attribution("owner-of-words", phrase, noun, at)
    return None


def _determiner(tokens: list[Token], start: int, place: int) -> int:
    """Return where `the senior official's` begins."""
    begins = range(place, max(start - 1, place - 5), -1)
    return next((at for at in begins if tokens[at].low in DETERMINERS), place)


def by_colon(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`Ruiz was blunt: "..."`, `Ruiz: "..."`, `From Chairwoman Ruiz: "..."`."""
    if at == start or tokens[at - 1].text != ":" or _is_put(tokens, at - 2):
        return None
    sender = phrase_at(tokens, start + 1) if tokens[start].low == "from" else None
    phrase = sender if sender is not None and sender.end == at - 1 else main_subject(tokens, start, at)
    if phrase is None or not is_source(phrase) or _goes_on_as_noun(tokens, phrase, at - 1):
        return None
    return Attribution("colon", phrase, None, at)


def by_message(tokens: list[Token], start: int, at: int) -> Attribution | None:
    """`Ruiz recalled Lund's advice: "..."`, `Ruiz got a text from Lund: "..."`, `Ruiz knew what Lund told her: "..."`.

    Who tells of the message does not speak; `Ruiz attacked Lund's reply: "..."` may go on in Ruiz's own words.
    """
    colon = at - 1
    if colon <= start or tokens[colon].text != ":":
        return None
    for place in range(colon - 1, max(start, colon - _LONGEST_MESSAGE), -1):
        if not tokens[place].is_word or is_labelling(tokens[place]):
            return None
        if tokens[place].low == "what":
            phrase = phrase_at(tokens, place + 1)
            told = phrase is not None and phrase.kind == "name" and phrase.end < colon and is_cue(tokens, phrase.end)
            return Attribution("owner-of-words", phrase, place, at) if phrase is not None and told else None
        if tokens[place].low in _MESSAGES and _is_rendered(tokens, start, place):
            found = owner_of(tokens, start, place, at)
            return found if found is not None and found.phrase.kind == "name" and found.phrase.start > start else None
    return None


def _is_rendered(tokens: list[Token], start: int, noun: int) -> bool:
    """True for the object of a verb such as `recalled`, `read`, `got`; not in `said in answer to Lund's question`."""
    for place in range(noun - 1, max(start, noun - _LONGEST_MESSAGE), -1):
        if tokens[place].low in PREPOSITIONS:
            return False
        if tokens[place].low in _RENDERING:
            return True
    return False


def _is_put(tokens: list[Token], at: int) -> bool:
    """`Ruiz was asked: "..."`; `Ruiz was blunter: "..."` is no passive."""
    return at >= 0 and is_cue(tokens, at) and is_handed(tokens, at)


def _goes_on_as_noun(tokens: list[Token], phrase: Phrase, colon: int) -> bool:
    """`Bottom line: "..."`: a capital with a noun behind it; `Ruiz agreed: "..."` has a verb."""
    if phrase.end != colon - 1 or phrase.kind != "name":
        return False
    low = tokens[phrase.end].low
    return not (
        low.endswith(("ed", "s", "ly")) or low in VERBS or low in AUXILIARIES or low in ADVERBS or is_verb_form(low)
    )
