"""Reads nouns that hold the words of others: `Marsh denied claims that she was "..."`, `ignored calls to "..."`."""

from typing import Final

from index.quotes.cues import is_labelling, is_saying
from index.quotes.lexicon import DETERMINERS, PREPOSITIONS, PRONOUNS, VERBS, word_set
from index.quotes.tokens import Token

_NOUNS: Final = word_set(
    "claim claims report reports suggestion suggestions allegation allegations accusation accusations assertion "
    "assertions charge charges complaint complaints criticism criticisms rumor rumors rumour rumours speculation call "
    "calls demand demands appeal appeals plea pleas request requests advice warning warnings insistence contention "
    "argument arguments assurance assurances prediction predictions pressure denial denials remark remarks comments "
    "conclusion conclusions finding findings threat threats promise promises"
)
_DESCRIBING: Final = word_set(
    "description descriptions characterization characterisation portrayal depiction dismissal denunciation condemnation"
)
_CLAIMS: Final = _NOUNS | _DESCRIBING
_ITS_OWN_VERBS: Final = word_set(
    "made make makes making repeated repeats repeating renewed renews renewing reiterated reiterates reiterating "
    "issued issues issuing voiced voices voicing published posted expressed released sent withdrew withdrawn retracted "
    "defended defends defending gave gives giving offered offers offering delivered sounded levelled leveled added "
    "adds adding"
)
_ABOUT: Final = word_set(  # behind these the noun is no object, or something is said of it: `called the report "..."`
    "with in by said says say that and but or who which has had have is was called calls calling labelled labeled "
    "branded dubbed termed deemed considered"
)
_FACING: Final = frozenset(("issue", "faced", "confronted", "met", "agreed", "disagreed"))  # `took issue with claims`
_GOVERNING: Final = word_set(  # prepositions and verbs whose object is what others say
    "amid amidst over at off about despite following after against to from of on into under between beyond aside "
    "rejects denies dismisses ignores faces shrugs fights fought meets met drew draws denying rejecting dismissing "
    "ignoring facing sparking prompting drawing fuelling fueling resisting brushes ducks"
)
_HANGING: Final = frozenset(("by", "from"))
_CONTENT: Final = frozenset(("that", "to", "of", "for"))
_ASKING: Final = word_set("call calls demand demands appeal appeals plea pleas request requests")
_FAR: Final = 20  # tokens from the noun to the marks
_LEFT: Final = 5  # tokens from the verb to its noun: `rejected Ida Marsh's latest demands`
_OWNER: Final = 6  # tokens in `by the mayor of Norport`


def claim_of_others(tokens: list[Token], start: int, at: int) -> int | None:
    """Return the noun in whose clause the words at token `at` stand, where it is not the subject's own; else None.

    Own is what somebody `made`, `repeated` or `issued`; what he denied, dismissed, faced or left over is others'.
    """
    for noun in range(at - 1, max(start, at - _FAR), -1):
        token = tokens[noun]
        if not token.is_word or (token.low == "by" and is_saying(tokens[noun + 1])):
            return None
        if token.low in _CLAIMS and _is_claim(tokens, noun, at):
            return noun if _is_of_others(tokens, start, noun) else None
    return None


def is_spoken_of(tokens: list[Token], noun: int, at: int) -> bool:
    """`Ruiz brushed off Marsh's claims as "..."`, `called Marsh's remarks "..."`: the words are about them."""
    if _is_as(tokens, at):
        return tokens[noun].low not in _DESCRIBING and all(token.is_word for token in tokens[noun:at])
    owner = next((place for place in range(noun - 1, max(0, noun - _LEFT), -1) if tokens[place].is_possessive), 0)
    return owner > 0 and is_labelling(tokens[owner - 1])


def _is_claim(tokens: list[Token], noun: int, at: int) -> bool:
    """True where what stands behind the noun is its content; `dismissed claims of fraud as "..."` speaks of it."""
    low = tokens[noun].low
    if tokens[noun].is_name:
        return False  # `the Court of Appeals for the North`
    if low in _DESCRIBING:
        return _is_as(tokens, at) and tokens[noun + 1].low == "of"
    return low in _NOUNS and not _is_as(tokens, at) and _has_content(tokens, noun + 1, at)


def _is_as(tokens: list[Token], at: int) -> bool:
    before = at - 1 - (tokens[at - 1].low in DETERMINERS)
    return tokens[before].low == "as"


def _has_content(tokens: list[Token], behind: int, at: int) -> bool:
    """`that`, `to`, `of being`, or the subject of a clause: `claims she was`, `a claim by Ruiz that`."""
    if tokens[behind].low in _HANGING:
        ahead = range(behind + 1, min(at, behind + _OWNER))
        return any(tokens[place].low in ("that", "to") for place in ahead)
    token = tokens[behind]
    if token.low == "of":
        return tokens[behind + 1].low.endswith("ing")
    if token.low == "for":
        return tokens[behind - 1].low in _ASKING
    return behind < at and (token.low in _CONTENT or token.low in PRONOUNS or token.low in DETERMINERS or token.is_name)


def _is_of_others(tokens: list[Token], start: int, noun: int) -> bool:
    """The noun is an object: of a verb that is not in `_ITS_OWN`, or of a preposition such as `amid`."""
    if _is_verb(tokens, noun):
        return False
    owned = False
    for at in range(noun - 1, max(start - 1, noun - _LEFT), -1):
        token = tokens[at]
        if token.low.endswith("ed") and at > start and _determines(tokens[at - 1]):
            continue  # `made unfounded claims`, `ignored repeated calls`
        if token.low in _ABOUT or not token.is_word:
            return token.low == "with" and tokens[at - 1].low in _FACING
        if token.low in _ITS_OWN_VERBS:
            return owned
        owned = owned or token.is_possessive
        if token.low == "of" and tokens[at - 1].low in ("said", "says"):
            return False  # `Ruiz said of the claims that they were "..."`
        if token.low in _GOVERNING or (token.low.endswith("ed") and token.text == token.low):
            return True
    return owned


def _is_verb(tokens: list[Token], at: int) -> bool:
    """`what he calls`, `Ruiz claims`, `to claim that`"""
    before = tokens[at - 1]
    infinitive = before.low == "to" and not tokens[at].low.endswith("s")
    return infinitive or before.low in PRONOUNS or (before.is_name and not before.is_possessive)


def _determines(before: Token) -> bool:
    low = before.low
    return low in DETERMINERS or low in PREPOSITIONS or low in VERBS or low in _ITS_OWN_VERBS or low.endswith("ed")
