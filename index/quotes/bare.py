"""Parts a name from the words before it: titles, offices, departments, adjectives of origin."""

import re
from typing import Final

from index.quotes.causes import BIDDINGS, COUNTRIES, ENDINGS, IN_CAPITALS, is_bidding
from index.quotes.lexicon import (
    COMPANY_TAILS,
    DEMONYMS,
    GIVEN,
    GIVEN_DEMONYMS,
    GIVEN_TITLES,
    OFFICES,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    PERSON_NOUNS,
    PLACES,
    SEATS,
    SUFFIXES,
    TITLES,
    word_set,
)
from index.quotes.tokens import Token

_NO_NAME: Final = re.compile(r"\w+(?:[st]ion|ment|ity|ness|ism|ship|[^e]ed)")
_COMPOUND_TRADE: Final = re.compile(
    r"\w{2,}(?:master|mistress|wright|keeper|monger|maker|smith|deacon|bishop|warden|worker|holder|leader|herd)"
)
_MASTER: Final = re.compile(r"\w*(?:master|mistress|keeper|maker|worker|holder|grapher|ologist)")
_PARENT: Final = re.compile(r"\w+-of-(?:two|three|four|five|six|seven|eight|nine|ten|one|\d+)")
_SMALL_PARTS: Final = PARTICLES | SUFFIXES
_ENDS_OF_BODIES: Final = ORGANISATIONS | (PLACES - GIVEN)  # `Rescue International Kenya`
_GIVEN_TOO: Final = GIVEN_TITLES | GIVEN_DEMONYMS
_SHORT_TITLES: Final = frozenset(title for title in TITLES if title[-1] == ".")  # `Rep. Sheila Post` is no paper
_TELLING_OFFICES: Final = OFFICES - {"state"}  # `the State Board of Norland`
_SAYING: Final = frozenset(("said", "says", "told", "announced"))
# Of a department.
FIELDS: Final = word_set(
    "affairs works services service trade industry defence defense health agriculture energy planning justice culture "
    "sport sports tourism transport technology labour labor resources finance commerce foreign interior home relations "
    "reform public rural social economic children families women youth gender general staff territories territory "
    "welfare science research revenue waters fisheries forests forestry lands human rights internal external climate "
    "alcohol tobacco firearms explosives education housing heritage food immigration citizenship population "
    "communities environment infrastructure communications media innovation employment skills business safety "
    "security water mines petroleum marine roads highways bridges aviation railways railroads shipping ports harbours "
    "harbors irrigation electricity power steel coal gas oil minerals textiles veterans endowments antiquities budget "
    "treasury taxation customs excise livestock nutrition sanitation wildlife ecology biodiversity disasters "
    "emergencies relief aging ageing elderly disability disabilities minorities religion worship technologies telecoms "
    "telecommunications broadcasting arts museums archives parks gaming racing logistics investment investments "
    "exports competition consumer consumers cooperatives cities towns municipalities districts villages "
    "regions islands borders corrections prisons policing training universities colleges schools entrepreneurship"
)
_OF_THE: Final = frozenset(("of", "the"))
_LISTING: Final = FIELDS | frozenset((",", "and", "the"))
_INSIDE_BODIES: Final = frozenset(("without", "against", "for", "beyond", "through"))  # `Doctors Without Borders`
_SEATS: Final = SEATS | COUNTRIES
_NO_FIELDS: Final = ORGANISATIONS | PLACES | COUNTRIES  # `the Bank of England and Marsh`
_TELLING_BODIES: Final = ORGANISATIONS | IN_CAPITALS
_OF_PEOPLE: Final = frozenset(("police", "executive", "staff"))
_BEFORE_EXECUTIVE: Final = frozenset(("service", "safety", "transport"))
_BY_RANK: Final = frozenset(("deputy", "assistant", "vice", "former", "acting", "associate", "interim"))


def name_start(tokens: list[Token], start: int, end: int) -> int:
    """Return where the bare name in `tokens[start:end]` begins; `end` when there is none."""
    at = end
    while at > start and _is_part_of_name(tokens, at - 1, start, end):
        at -= 1
    if at > start and tokens[at - 1].low in ("of", "and", "the"):
        at = _behind_office(tokens, at, start, end)
    while at < end and (
        tokens[at].low in PARTICLES
        and not tokens[at].is_name
        and tokens[at].low not in ("van", "von", "de", "del", "al", "el")
    ):
        at += 1
    return at


def is_given_title(low: str, before: str | None, names_behind: int) -> bool:
    """`Dean Nelson`, `Christian Lund`: a title or an origin that is a given name, by what is `before` and behind."""
    if low not in _GIVEN_TOO or names_behind != 1:
        return False
    return before is None or (before in OFFICES and before not in _BY_RANK)


def is_trade(low: str, behind: str) -> bool:
    """`Singer Ida Lund`, `Shipwright Ida Lund`: before a given name and another, such a noun is no name."""
    return behind in GIVEN and (low in PERSON_NOUNS or bool(_COMPOUND_TRADE.fullmatch(low)))


def is_no_name(low: str) -> bool:
    """True for a word that its ending shows to be no surname: `production`, `agreement`, `included`."""
    return bool(_NO_NAME.fullmatch(low)) and low not in GIVEN  # `Fred`


def is_organisation(tokens: list[Token], start: int, name: int, end: int) -> bool:
    """True for a phrase whose bare name is that of a body: `Norland Freight Co`, `CNN`, `the Kremlin`."""
    lows = [token.low for token in tokens[name:end]]
    if not _TELLING_BODIES.isdisjoint(lows):
        return not (name > start and tokens[name - 1].low in _SHORT_TITLES)
    if len(lows) > 1 and (lows[0] in BIDDINGS or lows[-1] in ENDINGS):
        return True  # `Keep Norport Tidy`, `Shelter Now`
    if name - 1 > start and tokens[name - 1].is_name and tokens[name - 1].low in _INSIDE_BODIES:
        return True
    if tokens[end - 1].low in _OF_PEOPLE and is_body_of_people(tokens, end):
        return True
    last = tokens[end - 1].text
    if end - name == 1 and last.isupper() and 1 < len(last) < 6:
        return True
    if end - start > 1 and (
        tokens[end - 1].low in COMPANY_TAILS or tokens[name - 1 if name > start else start].text == "&"
    ):
        return True
    if name - 2 >= start and is_bidding(tokens, name - 1):
        return name - 2 == start
    if end - name > 1 and tokens[end - 1].low in _SEATS and tokens[name].low not in GIVEN:
        return True
    return (name == start + 1 and tokens[start].low == "the") or _is_seat(tokens, start, name)


def is_body_of_people(tokens: list[Token], end: int) -> bool:
    """`the Health and Safety Executive`, `the General Staff`, `Norport Harbour Police`: no executive, no policemen."""
    last, before = tokens[end - 1], tokens[end - 2]
    if not last.is_name or end < 2 or not before.is_name:
        return False
    if last.low == "police":
        return before.low not in OPENERS
    return (
        before.low in _BEFORE_EXECUTIVE if last.low == "executive" else last.low == "staff" and before.low == "general"
    )


def _is_seat(tokens: list[Token], start: int, name: int) -> bool:
    """`University of Oslo`, `Council of Norlandic States`: what stands behind `of` is the seat of a body."""
    at = name - 1
    while at > start and tokens[at].low in _LISTING:  # `Department of Health, Education and Welfare`
        at -= 1
    if tokens[name - 1].low == "and" and tokens[name].low not in GIVEN:  # `Institute of Volcanology and Seismology`
        while at > start and tokens[at].is_name and tokens[at].low not in _NO_FIELDS:
            at -= 1
    while at > start and (tokens[at].low in _OF_THE or (at == name - 1 and tokens[at].low in DEMONYMS)):
        at -= 1
    if tokens[at + 1].low != "of" or tokens[at].low not in ORGANISATIONS:
        return False
    return _TELLING_OFFICES.isdisjoint([token.low for token in tokens[start:at]])


def _behind_office(tokens: list[Token], at: int, start: int, end: int) -> int:
    """`Minister of Foreign Affairs Amara Diallo`: behind an office, the last two words are the name."""
    names = [place for place in range(at, end) if tokens[place].low not in _SMALL_PARTS]
    if len(names) > 2:
        return names[-3] if len(names) > 3 and tokens[names[-3]].low in GIVEN else names[-2]
    body = tokens[at - 1].low == "the" and any(tokens[place].low in OFFICES for place in range(start, at))
    if len(names) == 2 and body:
        return names[-1]
    if len(names) == 1 and body and tokens[names[0]].low in ORGANISATIONS:
        return end  # `the Leader of the Opposition`
    owned = any(tokens[place].is_possessive for place in range(start, at))  # `Norland's Minister of Tides`
    if not (owned or tokens[start].low == "the") or tokens[at].low in GIVEN:
        return at
    of = at - 1
    if tokens[of].low == "and":  # `the Minister of Roads and Tides`
        of = next((place for place in range(of - 1, start, -1) if not tokens[place].is_name), start)
    office = tokens[of].low == "of" and of > start and tokens[of - 1].low in OFFICES
    return end if office else at  # `the Minister of Foreign Affairs`


def _is_part_of_name(tokens: list[Token], at: int, start: int, end: int) -> bool:
    token = tokens[at]
    low, last = token.low, at + 1 == end
    if low in SUFFIXES:
        return last or not token.is_possessive
    if low in PARTICLES:
        return not last and not token.is_possessive
    if not token.is_name:
        return False
    if last:
        return low not in TITLES or low == "king"
    if token.is_possessive or _is_title(tokens, at, start, end) or _is_origin(tokens, at, start, end):
        return False
    return not _is_opener(token) and (low not in ORGANISATIONS or tokens[end - 1].low in _ENDS_OF_BODIES)


def bare(name: str) -> str:
    """Return a word or a name without `'s`, or the apostrophe of `James'`."""
    return name[:-2] if name.endswith(("'s", "’s")) else name.rstrip("'’")


def is_shop(tokens: list[Token], end: int) -> bool:
    """`Macy's said`: a firm that is written as whose it is, where it ends before `end`."""
    return tokens[end - 1].is_possessive and end < len(tokens) and tokens[end].low in _SAYING


def is_age(low: str) -> bool:
    """`nine-year-old Ruiz`, `Mum-of-two Ruiz`."""
    return "-" in low and (low.endswith("-year-old") or bool(_PARENT.fullmatch(low)))


def _is_opener(token: Token) -> bool:
    return (token.low in OPENERS and token.text != "He") or is_age(token.low)  # `He Jianxiong`


def _is_origin(tokens: list[Token], at: int, start: int, end: int) -> bool:
    low, before = tokens[at].low, tokens[at - 1].low if at > start else None
    return low in DEMONYMS and not is_given_title(low, before, end - at - 1)


def _is_title(tokens: list[Token], at: int, start: int, end: int) -> bool:
    low, before = tokens[at].low, tokens[at - 1].low if at > start else None
    if low in TITLES:
        return not (tokens[at].is_name and is_given_title(low, before, end - at - 1))
    if at + 2 < end and is_trade(low, tokens[at + 1].low):
        return True
    return low in OFFICES and before not in GIVEN


def names_office(tokens: list[Token], start: int, end: int) -> bool:
    """True when the words before a name can be a role; `sagte`, `defiant` are none."""
    for token in tokens[start:end]:
        if token.is_name or token.low in TITLES or token.low in PERSON_NOUNS or token.low in ORGANISATIONS:
            return True
    return end > start + 1 and bool(_MASTER.fullmatch(tokens[end - 1].low))  # `harbour master Ruiz`
