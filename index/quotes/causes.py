"""Reads the names of bodies that are made like clauses and phrases: `Citizens for Clean Water`, `Save the Children`."""

import re
from typing import Final

from index.quotes.known_bodies import OF_SEVERAL
from index.quotes.lexicon import (
    COMPANY_TAILS,
    DETERMINERS,
    GIVEN,
    GROUPS,
    KIN,
    ORGANISATIONS,
    PERSON_NOUNS,
    PLACES,
    TITLES,
    WEEKDAYS,
    word_set,
)
from index.quotes.tokens import Token

CAUSE: Final = frozenset(("for", "against", "without", "beyond", "of", "to"))
IN_CAPITALS: Final = frozenset(("against", "without", "beyond", "sans"))  # `Mothers Against Drunk Driving`
_BIDDEN: Final = frozenset(("the", "our", "this", "these", "their", "your"))
BIDDINGS: Final = word_set(
    "save stop keep fix protect defend reclaim rebuild insulate scrap ditch resist occupy unite restore rescue "
    "repeal fight feed end free stand rethink reset rewild build bring secure support"
)
ENDINGS: Final = word_set("now first together forward ahead")  # of slogans: `Shelter Now`
COUNTRIES: Final = word_set(
    "uk usa gb eu us america canada australia kenya nigeria india pakistan philippines scotland britain europe "
    "africa asia uganda ghana ukraine mexico brazil japan bangladesh nepal sudan ethiopia tanzania zambia "
    "zimbabwe malawi indonesia malaysia thailand cambodia myanmar germany colombia peru haiti zealand"
)
_LONGEST: Final = 8  # tokens behind the preposition
_JOINING: Final = frozenset(("and", "of", "the", "in", "for", "&"))
# Who are something to each other or to what they love; residents and members are of a place.
_FELLOWS: Final = word_set(
    "friends families voices daughters sons sisters brothers mothers fathers grandmothers widows knights "
    "guardians defenders protectors keepers stewards champions allies"
)
_CIVIC: Final = _FELLOWS | word_set(
    "citizens americans britons parents moms mums dads women men people children youth students taxpayers "
    "veterans voters neighbors neighbours christians catholics jews muslims evangelicals republicans democrats "
    "conservatives liberals progressives latinos survivors commuters consumers patients"
)
_TITLED: Final = {f"{title}s" for title in TITLES} | {"members", "heads", "police"}
_PLURALS: Final = {f"{noun}s" for noun in PERSON_NOUNS - KIN} | {word for word in GROUPS if word[-1] == "s"}
_PEOPLE: Final = (_CIVIC | _PLURALS) - _TITLED
# Who speak for others: `Lawyers for Tide Lines`.
_ON_BEHALF: Final = word_set(
    "lawyers attorneys solicitors barristers representatives aides advisers advisors prosecutors officials candidates"
)
_AIMS: Final = word_set(
    "government reform peace justice life change water air energy health rights choice science climate"
)
_AIM: Final = re.compile(r"\w+(?:tion|ment|ity|ness|ism|acy|dom|hood|[^s]s)")
_HEADS: Final = word_set("campaign committee coalition alliance movement society council project fund")
_JOINED: Final = {
    words[at]
    for names in OF_SEVERAL.values()
    for words in names
    for at in range(len(words) - 1)
    if words[at + 1] in CAUSE or words[at + 1] in ("and", "in", "on", "by")
}
BEFORE_CAUSE: Final = _PEOPLE | _HEADS | _JOINED  # what a small word goes on behind in the name of a body
FIRST_OF_KNOWN: Final = frozenset(OF_SEVERAL) | {"the"}


def behind_cause(tokens: list[Token], start: int, at: int) -> int:
    """Return where the name of a body ends that the preposition at `at` goes on with, else `at`.

    `Citizens for Clean Water`, `Friends of the Earth`, `Campaign to Protect Rural England`; not `Residents of Norport`.
    """
    noun, to = tokens[at - 1], tokens[at].low == "to"
    if not noun.is_name or noun.low not in (_HEADS if to else _PEOPLE):
        return at
    end = _behind_names(tokens, at + 1)
    first = tokens[at + 1] if end > at + 1 else noun
    if first is noun or first.low in GIVEN or first.low in TITLES or first.low in WEEKDAYS:
        return at
    if tokens[end - 1].is_possessive or (end < len(tokens) and _is_noun(tokens[end])):
        return at
    return end if (to and first.is_name) or (not to and _names_body(tokens, start, at, end)) else at


def is_cause(tokens: list[Token], start: int, end: int) -> bool:
    """True where `tokens[start:end]` is such a name: of `the Families of the Missing`."""
    for at in range(start + 1, end - 1):
        if tokens[at].low in CAUSE:
            return behind_cause(tokens, start, at) == end
    return False


def _behind_names(tokens: list[Token], at: int) -> int:
    end = first = at + (at < len(tokens) and tokens[at].low in DETERMINERS and not tokens[at].is_name)
    limit = min(len(tokens), at + _LONGEST)
    while end < limit and (tokens[end].is_name or (tokens[end].low in _JOINING and end > first)):
        end += 1
    while end > first and not tokens[end - 1].is_name:
        end -= 1
    return end if end > first else at


def _is_noun(token: Token) -> bool:
    """`Friends of the Holm family`, `Families of the Norport victims`: the last noun says that these are people."""
    if not token.is_word or token.is_name:
        return False
    low = token.low
    return low in PERSON_NOUNS or low in GROUPS or low in ORGANISATIONS or low in ("family", "families", "victims")


def _names_body(tokens: list[Token], start: int, at: int, end: int) -> bool:
    noun, last, first = tokens[at - 1].low, tokens[end - 1].low, tokens[at + 1].low
    if at - start > 1 or tokens[at].is_name:
        return True  # `Gun Owners of America`, `the Friends of Norport`: no sentence begins with the capital
    if tokens[at].low == "of":
        return noun in _FELLOWS and (first == "the" or last[-1] == "s" or last in ORGANISATIONS)
    if noun in _ON_BEHALF:
        return last in _AIMS
    if last in ORGANISATIONS or last in COMPANY_TAILS or last in PLACES:
        return noun in _CIVIC
    return noun in _CIVIC or last in _AIMS or _AIM.fullmatch(last) is not None


def behind_known(tokens: list[Token], at: int) -> int:
    """Return where the name of a well-known body ends that begins at `at`, with its country, else `at`."""
    for words in OF_SEVERAL.get(tokens[at].low, ()) if tokens[at].is_name else ():
        end = at + len(words)
        if [token.low for token in tokens[at:end]] == words and tokens[end - 1].is_name:
            return end + (end < len(tokens) and tokens[end].low in COUNTRIES)
    return at


def is_bidding(tokens: list[Token], at: int) -> bool:
    """`Save` of `Save the Children`, where `at` is behind it."""
    bidden = tokens[at].low in _BIDDEN and tokens[at - 1].low in BIDDINGS and tokens[at - 1].is_name
    return bidden and at + 1 < len(tokens) and tokens[at + 1].is_name
