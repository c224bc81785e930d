"""Finds where only an outlet stands: behind `told`, `in an interview with`, `a report by`, before `reported`."""

from collections.abc import Iterator
from typing import Final

from index.quotes.cues import speech_in
from index.quotes.lexicon import WEEKDAYS, word_set
from index.quotes.media import LONGEST, behind_name, is_mere_acronym, listed_before, outlet_at
from index.quotes.tokens import Token, places_of

TELLING: Final = word_set("told tells telling informed informs informing")
_TELLS: Final = word_set("reported reports quoted quotes noted")
_LEARNS: Final = word_set("learned learnt heard obtained understands")  # `Reuters heard from a guard that ...`
_REPORTING: Final = _TELLS | _LEARNS
REPORTS: Final = word_set("report story article dispatch investigation")  # `a Sela report said`
_WITH: Final = frozenset(("with", "to", "for"))
_BY: Final = frozenset(("by", "in", "on"))
_ON: Final = frozenset(("on", "in"))
_TO: Final = frozenset(("to",))
_CONFIDING: Final = word_set(
    "admitted acknowledged conceded confirmed confided disclosed explained indicated revealed stated complained "
    "confessed lamented grumbled remarked insisted vented recalled recounted related protested pleaded appealed "
    "boasted whispered joked quipped commented repeated reiterated stressed hinted suggested vowed described declared "
    "observed whined complaining confessing lamenting explaining describing speculated"
)
ASKED: Final = frozenset(("asked", "reached", "contacted", "interviewed", "pressed", "questioned"))
_HIM: Final = frozenset(("him", "her", "them"))  # `when Tide News reached him`
_REPORT: Final = frozenset(("report",))
_SHOWN: Final = word_set(
    "carried published aired broadcast shown filed run posted printed reproduced relayed republished transmitted"
)
_GIVEN: Final = word_set(
    "given gave provided sent issued supplied released handed leaked"
)  # `an account given to the Courier`
_LEADS: Final = {
    **dict.fromkeys(TELLING, frozenset()),
    **dict.fromkeys(_CONFIDING, _TO),
    **dict.fromkeys(_GIVEN, _TO),
    **dict.fromkeys(
        ("statement", "email", "e-mail", "letter", "message", "comments", "remarks", "according", "testimony"), _TO
    ),
    **dict.fromkeys(("speaking", "spoke", "spoken", "speaks", "talking", "talked", "talks"), _WITH | {"on"}),
    **dict.fromkeys(ASKED, frozenset(("by",))),
    **dict.fromkeys(("op-ed", "column", "essay", "piece"), frozenset(("in", "for"))),
    **dict.fromkeys((*_SHOWN, "quoted", "reported", "cited"), _BY),
    **dict.fromkeys(("appearance", "appeared", "appearing", "wrote", "writing"), _ON),
    **dict.fromkeys(("said", "says"), _ON | _TO),
    "saying": _ON | _TO | {"by"},  # `was quoted as saying by Sela`
    **dict.fromkeys(("chat", "conversation", "exchange", "call"), _WITH),
    "interview": _WITH | _BY, "report": frozenset(("from", "by", "in")),
}  # fmt: skip
_TALKED_OVER: Final = word_set("discussed discussing shared sharing")
HEADS: Final = _REPORTING.union(_LEADS, REPORTS, _TALKED_OVER)
REPORTED_ALONE: Final = frozenset(("reported", "reports", "noted"))
REPORTED: Final = _REPORTING | REPORTS | {"according"}
_MEANWHILE: Final = WEEKDAYS | word_set(
    "late early last this earlier later today yesterday morning evening night afternoon live exclusively briefly "
    "published aired broadcast telephone phone text e-mail email whatsapp satellite video link"
)  # `said Sunday on CNN`, `an interview published on Sunday by the Courier`
_BY_MEANS: Final = frozenset(("by", "over", "via"))  # `said by telephone to the Courier`
_MOST_MEANWHILE: Final = 5
_MOST_TOPIC: Final = 7  # tokens in `discussed the old plan with the Courier`
_FROM_OUTLETS: Final = frozenset(("by", "in", "on", "from"))
_OF_REPORTS: Final = frozenset(("in", "citing", "quoting", "reporting"))  # `Tide News, citing guards, put it at nine`
_ITSELF: Final = frozenset(("it", "its"))  # `Tide News said it would cut 40 jobs`
_WAS: Final = word_set("was were been")
_BEFORE_WAS: Final = word_set("has have had also later")
_BETWEEN_TWO: Final = frozenset(("with", "to", "by"))
_TO_OUTLETS: Final = word_set(
    "interview conversation remarks statement comments chat call speaking spoke spoken talking talked reached "
    "contacted interviewed quoted"
)
TALKING: Final = TELLING | word_set("spoke speaking talked interview appeared appearance chat conversation")


def behind_lead(tokens: list[Token], at: int) -> int | None:
    """Return where an outlet may begin behind `told`, `interview with`, `statement to`, `according to a`, `said on`."""
    low = tokens[at].low
    links = _LEADS.get(low)
    if low in _TALKED_OVER:
        return _behind_topic(tokens, at)
    if not links:
        return at + 1 if low in TELLING else None
    link = at + 1
    low = tokens[link].low if link < len(tokens) else ""
    if low in _MEANWHILE or low == "on" or (low in _BY_MEANS and low not in links):
        link = _behind_time(tokens, link)
    return link + 1 if link + 1 < len(tokens) and tokens[link].low in links else None


def _behind_time(tokens: list[Token], at: int) -> int:
    """`said Sunday on CNN`, `spoke on Friday to the Courier`."""
    for place in range(at, min(len(tokens) - 1, at + _MOST_MEANWHILE)):
        dated = tokens[place].low == "on" and tokens[place + 1].low in WEEKDAYS
        meant = tokens[place].low in _BY_MEANS and tokens[place + 1].low in _MEANWHILE
        if not dated and not meant and tokens[place].low not in _MEANWHILE:
            return place
    return at


def _behind_topic(tokens: list[Token], at: int) -> int | None:
    """`discussed the plan with the Courier`."""
    for place in range(at + 1, min(len(tokens) - 1, at + _MOST_TOPIC)):
        if tokens[place].low == "with":
            return place + 1
        if not tokens[place].is_word:
            return None
    return None


def is_outlet_place(tokens: list[Token], at: int, behind: int) -> bool:
    """`in an interview with`, `complained to`, `speaking to`: such a name is an outlet's, if nobody else bears it."""
    low = tokens[at].low
    return tokens[behind - 1].low in _BETWEEN_TWO and (low in _TO_OUTLETS or low in _CONFIDING)


def name_end_before(tokens: list[Token], at: int, start: int) -> int | None:
    """Return where an outlet would end before `reported`, before the report of `a Sela report`, before `was told`."""
    low = tokens[at].low
    if low in _REPORTING or (low in ASKED and at + 1 < len(tokens) and tokens[at + 1].low in _HIM):
        return behind_name(tokens, start, at)
    if low in REPORTS:
        return at
    if low not in TELLING or at - 1 <= start or tokens[at - 1].low not in _WAS:
        return None
    end = at - 1
    while end > start and tokens[end - 1].low in _BEFORE_WAS:
        end -= 1
    return end


def name_start_before(tokens: list[Token], end: int, start: int) -> int:
    """Return where the capitals that end at `end` begin."""
    first = end
    while first > max(start, end - LONGEST) and tokens[first - 1].is_name:
        first -= 1
    return first


def outlet_before(tokens: list[Token], end: int, start: int) -> tuple[str, int] | None:
    """`..., CBS News reported`, `CBS News reported that Ruiz said ...`, `Spain's Sela news agency quoted`."""
    if tokens[end - 1].text.islower():
        return None
    outlet = outlet_at(tokens, name_start_before(tokens, end, start))
    return outlet if outlet is not None and outlet[1] == end else listed_before(tokens, start, end)


def outlet_speaking(tokens: list[Token], start: int, end: int) -> tuple[str, int] | None:
    """`Tide News said that`, `Tide News, in a report of its own, put the dead at 40`, `A report on Tide News put`."""
    opening = outlet_at(tokens, start)
    if opening is not None and opening[1] + 1 < end and tokens[opening[1]].text == ",":
        return opening if tokens[opening[1] + 1].low in _OF_REPORTS else None
    verbs = (at for at in speech_in(tokens, start, end) if at + 1 < end and tokens[at + 1].low not in _ITSELF)
    ends = (behind_name(tokens, start, at) for at in verbs)
    spoke = (outlet_before(tokens, at, start) for at in ends if at > start)
    named = (outlet for outlet in spoke if outlet is not None and not is_mere_acronym(outlet[0]))
    return next(named, None) or _of_opening_report(tokens, start, end)


def _of_opening_report(tokens: list[Token], start: int, end: int) -> tuple[str, int] | None:
    """`A report on Tide News`, `The story carried by broadcaster Sela`."""
    at = next(places_of(REPORTS, tokens, start, min(end, start + 3)), end)
    behind = at + 1
    while behind < end and (tokens[behind].low in _SHOWN or tokens[behind].low in _FROM_OUTLETS):
        behind += 1
    return outlet_at(tokens, behind) if behind > at + 1 else None


def reports(tokens: list[Token], start: int, end: int) -> Iterator[int]:
    """Give where an outlet may begin behind `a report by`."""
    for at in places_of(_REPORT, tokens, start, min(end, start + LONGEST)):
        behind = behind_lead(tokens, at)
        if behind is not None:
            yield behind
