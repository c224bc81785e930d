"""Tells how far a noun phrase goes: its own words, and the `of ...`, `for ...` that hang on it."""

import re
from typing import Final

from index.quotes.bare import FIELDS, bare, is_body_of_people, is_no_name
from index.quotes.causes import BEFORE_CAUSE, CAUSE, behind_cause, behind_known, is_bidding
from index.quotes.cues import is_labelling, is_participle, is_speech, is_speech_form, is_verb_form
from index.quotes.lexicon import (
    ADVERBS,
    AUXILIARIES,
    COLLECTIVES,
    COMPANY_TAILS,
    CONJUNCTIONS,
    DEMONYMS,
    DETERMINERS,
    DOCUMENTS,
    FIRMS,
    GIVEN,
    GROUPS,
    NAMING,
    OFFICES,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    PERSON_NOUNS,
    PLACES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TITLES,
    VERBS,
    WEEKDAYS,
    word_set,
)
from index.quotes.nominals import is_plural
from index.quotes.tokens import Token

_NO_FIELDS: Final = ORGANISATIONS | PLACES | GIVEN
_LONGEST_BODY: Final = 6  # tokens behind `and` in the name of a body
_NO_ROLE_HEADS: Final = GIVEN | OPENERS | WEEKDAYS | PLACES
_NO_ROLE_WORDS: Final = (
    DETERMINERS
    | PARTICLES
    | word_set(
        "beside behind above below alongside beyond across against opposite around along past versus plus minus "
        "beat cut shut bid fed wed fled hid rang swam sank stole tore spun clung dealt forgave forgot overcame mistook "
        "welcome whom whose ahead aside together alike either neither except"
    )
)
_PARTIES: Final = frozenset(("democratic", "republican", "labour", "conservative", "liberal"))
_AGENT: Final = re.compile(r"\w+(?:er|or|ist|ian|man|woman|wright)")  # whoever does something: `keeper`, `oarsman`


def is_agent(low: str) -> bool:
    """True for `keeper`, `oarsman`: a noun, perhaps in no list, that its ending shows to be somebody's."""
    return bool(_AGENT.fullmatch(low))


LONGEST: Final = 14  # tokens in a phrase; with it the reading of any text stays linear
_TAIL: Final = 16
_TAIL_PREPOSITIONS: Final = word_set("of for from in at with to on near")
_POSTPOSED: Final = word_set("familiar close briefed involved loyal opposed sympathetic privy critical based assigned")
_ON_POST: Final = word_set(
    "posted stationed deployed"
)  # `an officer posted in Norport`; `an officer posted on Tidebook`
_HAD: Final = word_set("obtained seen reviewed")  # `a copy of the filing obtained by Tide News`
_POSTPOSED_OR_POST: Final = _POSTPOSED | _ON_POST
_ORDERING: Final = frozenset(("earlier", "later", "first", "last"))  # `on an earlier panel`, `in last year's race`
_NOT_IN_TAIL: Final = WEEKDAYS | frozenset(("response", "statement", "interview", "email", "reference"))
_OFFICES_AND_BODIES: Final = OFFICES | ORGANISATIONS
_TITLES_AND_BODIES: Final = TITLES | ORGANISATIONS
_NUMBERS: Final = word_set("two three four five six seven eight nine ten")
_LOOSE_ENDS: Final = PREPOSITIONS | CONJUNCTIONS
_LOOSE_TAIL_ENDS: Final = (_LOOSE_ENDS | DETERMINERS) - _NUMBERS  # `a mother of two`
_PEOPLE_OR_BODIES: Final = PERSON_NOUNS | GROUPS | ORGANISATIONS | DOCUMENTS | FIRMS
_LINKING: Final = PREPOSITIONS | CONJUNCTIONS | RELATIVES
_STOPS: Final = _LINKING | AUXILIARIES | PRONOUNS | VERBS | ADVERBS
_LIKE_ADJECTIVES: Final = frozenset(("leading", "outgoing", "ruling"))
_TAKING: Final = word_set(  # with their object behind them: `prompting union leader Ida Ruiz to`
    "prompting forcing causing allowing pushing enabling inspiring provoking naming accusing meeting defeating "
    "replacing succeeding joining beating including featuring leaving making giving sending using"
)
_LIKE_ADVERBS: Final = frozenset(("family", "assembly", "early", "elderly"))
_NO_OPENERS: Final = OPENERS - {"former"}
_ADJECTIVES: Final = word_set(
    "retired noted renowned embattled seasoned convicted accused elected appointed respected disgraced "
    "ousted wounded defeated outraged exiled acclaimed esteemed trusted celebrated beleaguered jailed"
)


def core_end(tokens: list[Token], start: int) -> int:
    """Return the token number behind the noun phrase that begins at `start`, what hangs on it left out."""
    if not _may_begin(tokens, start):
        return start
    at = start + 1
    for token in tokens[at : start + LONGEST]:
        if token.is_name:
            if token.low in PRONOUNS and not (token.text.isupper() and len(token.text) > 1):  # `an IT official`
                break
        elif not token.is_word and token.text != "&":
            if token.text == "," and tokens[at - 1].low in FIELDS:
                return _behind_fields(tokens, start, at)
            break
        elif not _goes_on(tokens, start, at):
            break
        at += 1
    while at > start and tokens[at - 1].low in _LOOSE_ENDS:
        at -= 1
    return at if tokens[at - 1].low not in BEFORE_CAUSE or at >= len(tokens) else _with_cause(tokens, start, at)


def _with_cause(tokens: list[Token], start: int, end: int) -> int:
    """`Citizens for Clean Water`, `the Fraternal Order of Police`."""
    known = behind_known(tokens, start + (tokens[start].low == "the"))
    return known if known > end else behind_cause(tokens, start, end) if tokens[end].low in CAUSE else end


def _behind_fields(tokens: list[Token], start: int, comma: int) -> int:
    """`the Department of Health, Education and Welfare`: a body of several fields, the last behind `and`."""
    of = next((at for at in range(comma - 1, start, -1) if tokens[at].low in ("of", "for")), start)
    at = comma
    while of > start and tokens[of - 1].low in _OFFICES_AND_BODIES and at + 1 < len(tokens):
        begins = at + 1 + (tokens[at + 1].low == "and")
        end = _behind_names(tokens, begins + (begins < len(tokens) and tokens[begins].low == "the"))
        if tokens[end - 1].low not in FIELDS:
            break
        if tokens[at].low == "and" or tokens[at + 1].low == "and":
            return end
        at = end
    return comma


def _behind_names(tokens: list[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].is_name:
        at += 1
    return at


def _goes_on(tokens: list[Token], start: int, at: int) -> bool:
    """Tell whether the phrase goes on with this word, which is written in small letters."""
    low, before = tokens[at].low, tokens[at - 1]
    if low in PARTICLES and before.is_name and _name_follows(tokens, at):
        return True
    if low in ("of", "and", "&", "the"):
        return _joins_names(tokens, start, at)
    if low in _POSTPOSED_OR_POST and _is_postposed(tokens, at):
        return False
    if low.endswith("ly") and at == start + 1 and before.low in DETERMINERS and at + 1 < len(tokens):
        return tokens[at + 1].low.endswith(("ed", "en")) or low in _LIKE_ADVERBS  # `a visibly shaken Ida Ruiz`
    if _stops(tokens, at) or (low in DETERMINERS and not before.is_possessive):
        if low in ("more", "one", "two", "three", "four", "five", "other"):
            return before.low in DETERMINERS
        return before.is_name and is_bidding(tokens, at)  # `Reclaim Our Harbour`
    if before.is_name and not before.is_possessive and before.low not in DETERMINERS:
        if low.endswith("ed") and is_labelling(tokens[at]):
            return False  # `Ruiz thanked fans`
        return (
            _noun_ahead(tokens, at)
            or (at == start + 1 and _role_ahead(tokens, at))
            or (before.low in _PARTIES and is_agent(low))
            or (low.isdigit() and _numbers_office(tokens, at))
        )
    if low.endswith("ing"):
        return before.low not in PERSON_NOUNS  # `a diver working in Norport`
    described = before.low in DETERMINERS or (before.low.endswith("ly") and at == start + 2)
    return not low.endswith("ed") or described or _noun_ahead(tokens, at + 1)


def _numbers_office(tokens: list[Token], at: int) -> bool:
    """`Local 12 President Ida Holm`: a number with an office behind it."""
    if at + 1 >= len(tokens) or tokens[at - 1].low in WEEKDAYS:
        return False
    return tokens[at + 1].is_name and tokens[at + 1].low in OFFICES


def _may_begin(tokens: list[Token], at: int) -> bool:
    low, text = tokens[at].low, tokens[at].text
    if low in DETERMINERS or low in COLLECTIVES:
        return True
    if low == text and low.endswith("ed") and low not in _ADJECTIVES:
        pleased = at + 1 < len(tokens) and tokens[at + 1].is_name  # `pleased Mayor Ruiz`
        return not pleased and not is_speech(tokens, at)
    if low in _NO_OPENERS:
        return low == "he" and is_surname_he(tokens, at)
    return (tokens[at].is_word or text == "&") and not _stops(tokens, at)


def _stops(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    low = token.low
    if low in _STOPS:
        return not token.is_name or low in _LINKING
    if token.is_name:
        return False
    return (
        is_speech(tokens, at)
        or (is_participle(token) and low not in _LIKE_ADJECTIVES)
        or low in _TAKING
        or (is_labelling(token) and tokens[at - 1].low in _PEOPLE_OR_BODIES)  # `what one neighbor calls`
        or (low.endswith("ly") and low not in _LIKE_ADVERBS)
    )


def _joins_names(tokens: list[Token], start: int, at: int) -> bool:
    """`Secretary of State`, `Health and Human Services`, `Speaker of the House`."""
    low, before = tokens[at].low, tokens[at - 1]
    if low == "the":
        if before.low != "of":
            return before.is_name and is_bidding(tokens, at)
        return at - 2 >= start and _name_follows(tokens, at)
    if not before.is_name or before.is_possessive:
        return False
    if low != "of":
        if not _name_follows(tokens, at):
            return False
        return _in_firm(tokens, at) or _in_office(tokens, start, at) or _in_body(tokens, start, at)
    the = at + 1 < len(tokens) and tokens[at + 1].low == "the"
    return before.low in _OFFICES_AND_BODIES and _name_follows(tokens, at + the)


def _in_firm(tokens: list[Token], at: int) -> bool:
    """`Marsh and Co`, `Marsh & Lund`."""
    return tokens[at].low == "&" or tokens[at + 1].low in COMPANY_TAILS


def _in_office(tokens: list[Token], start: int, at: int) -> bool:
    """`and` joins two offices, or what one is for, `Secretary of Health and Welfare`; never two people."""
    if tokens[at - 1].low in _TITLES_AND_BODIES:
        return True
    of = next((place for place in range(at - 1, start, -1) if tokens[place].low == "of"), None)
    return of is not None and at - of < 4 and tokens[of - 1].low in _TITLES_AND_BODIES


def _in_body(tokens: list[Token], start: int, at: int) -> bool:
    """`the Food and Drug Administration`; not `the FBI and Justice Department`, `Ida and Harbour Board`."""
    field, end = tokens[at - 1], at + 1
    if start > 0 and tokens[start - 1].is_name and not tokens[start - 1].is_possessive:
        return False  # `Ola Holm and Tide College president Ida Lund`
    first = start + (tokens[start].low == "the")
    first += at - first == 2 and (
        tokens[first].low in DEMONYMS or tokens[first].low in PLACES
    )  # `the Irish Nurses and`
    if field.low in _NO_FIELDS or field.text.isupper() or (at - first > 1 and not _is_field(field.low)):
        return False
    while end < len(tokens) and tokens[end].is_name and end - at < _LONGEST_BODY:
        end += 1
    return bare(tokens[end - 1].low) in ORGANISATIONS or is_body_of_people(tokens, end)


def _is_field(low: str) -> bool:
    """`Disaster Risk Reduction and Management Authority`: by its ending, no name."""
    return low in FIELDS or is_no_name(low)


def _name_follows(tokens: list[Token], at: int) -> bool:
    following = tokens[at + 1 : at + 4]
    named = next((token for token in following if token.text not in PARTICLES), None)
    return named is not None and named.is_name


def _noun_ahead(tokens: list[Token], at: int) -> bool:
    """Behind a name, small letters belong to the phrase only if a person or a body follows soon."""
    for ahead in range(at, min(at + 3, len(tokens))):
        token = tokens[ahead]
        if token.low in _PEOPLE_OR_BODIES or token.low == "percent" or is_plural(token.low):
            return not token.is_name
        if not token.is_word or token.is_name or _stops(tokens, ahead) or token.low in DETERMINERS:
            return False
    return False


def _role_ahead(tokens: list[Token], at: int) -> bool:
    """`Lighthouse keeper Eli Krantz`: behind one capital, a noun or two and a full name; the noun need not be known."""
    end = at
    while end < min(at + 2, len(tokens)) and _may_be_noun(tokens, end):
        end += 1
    names = tokens[end : end + 2]
    if end == at or len(names) < 2 or tokens[at - 1].low in _NO_ROLE_HEADS or names[0].is_possessive:
        return False
    if not names[0].is_name or not (names[1].is_name or (names[1].low in PARTICLES and _name_follows(tokens, end + 1))):
        return False
    if names[0].low in GIVEN or names[0].low in TITLES or is_agent(tokens[end - 1].low):
        return True
    behind = range(end + 2, min(end + 4, len(tokens)))
    return any(is_speech(tokens, at) for at in behind)  # `Norlandic wiht Ebbu Raan said`


def _may_be_noun(tokens: list[Token], at: int) -> bool:
    """Tell whether a small word can be a role's: no verb, and nothing that stands between two people."""
    token = tokens[at]
    if not token.is_word or token.is_name or token.low in _NO_ROLE_WORDS or _stops(tokens, at):
        return False
    plain = token.low.isalpha() and len(token.low) > 2 and not token.low.endswith(("ed", "ing", "s", "n't"))
    return plain and not is_verb_form(token.low)


def tail_end(tokens: list[Token], end: int) -> int:
    """Return where `of ...`, `for ...` behind a noun ends, or `end` when nothing of the kind follows."""
    if end >= len(tokens):
        return end
    postposed = tokens[end].low in _POSTPOSED_OR_POST and _is_postposed(tokens, end)
    if not postposed and tokens[end].low not in _TAIL_PREPOSITIONS:
        return end
    at, limit = end + 2 * postposed, min(len(tokens), end + _TAIL)
    while at < limit and (tokens[at].is_word or tokens[at].text == "&") and not _stops_tail(tokens, at):
        at += 1
    while at > end and tokens[at - 1].low in _LOOSE_TAIL_ENDS:
        at -= 1
    return at


def _is_postposed(tokens: list[Token], at: int) -> bool:
    """`a person familiar with the talks`, `an aide close to leadership`: an adjective behind its noun."""
    if at + 2 >= len(tokens) or tokens[at + 1].low not in _TAIL_PREPOSITIONS:
        return False
    if tokens[at].low in _ON_POST and (tokens[at + 1].low not in ("in", "at") or not tokens[at + 2].is_name):
        return False
    before = tokens[at - 1].low
    return before in PERSON_NOUNS or before in GROUPS or is_plural(before)


def _may_follow_to(token: Token) -> bool:
    """`an aide to Ruiz`, `adviser to the board`; `the mayor to wait` ends before `to`."""
    return token.is_name or token.low in DETERMINERS or token.is_possessive or is_plural(token.low)


def _stops_tail(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low == "to" and at + 1 < len(tokens) and not _may_follow_to(tokens[at + 1]):
        return True
    if low in _TAIL_PREPOSITIONS:
        ahead = [token.low for token in tokens[at + 1 : at + 3]]
        return any(word in _NOT_IN_TAIL for word in ahead) and [low, *ahead[:1]] != ["of", "response"]
    if low == "that" and tokens[at - 1].low not in PREPOSITIONS:
        return True  # `a crowd in Norport that the mayor waved at`
    if low in PREPOSITIONS or low in DETERMINERS or low == "and":
        return low in ("by", "after", "before", "as", "during", "about")
    if low.endswith("ing") and (tokens[at - 1].low in DETERMINERS or tokens[at - 1].is_possessive):
        return False  # `familiar with his thinking`, `with the board's thinking`
    if low in _HAD or (is_labelling(tokens[at]) and not _is_named_so(tokens, at)):
        return True
    if low in _ORDERING and (tokens[at - 1].low in DETERMINERS or tokens[at - 1].low in PREPOSITIONS):
        return False
    return _stops(tokens, at) or (low.endswith("ed") and (is_speech_form(low) or _ends_tail(tokens[at - 1])))


def _ends_tail(token: Token) -> bool:
    """`a spokesman for the governor counted 40 boats`, `for the fire service counted them`: a verb stands behind it."""
    return token.is_name or token.low in PERSON_NOUNS or token.low in ORGANISATIONS


def _is_named_so(tokens: list[Token], at: int) -> bool:
    """`a group called Free Nets`; `an aide called it` is a verb."""
    return tokens[at].low in NAMING and at + 1 < len(tokens) and tokens[at + 1].is_name


def is_surname_he(tokens: list[Token], at: int) -> bool:
    """True in `He Jianxiong said`: a family name of China, with its given name behind it."""
    if tokens[at].text != "He" or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].is_name and tokens[at + 1].low not in WEEKDAYS and not tokens[at + 1].text.isupper()
