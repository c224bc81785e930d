"""Finds the outlet that a speaker talked to: `told the Associated Press`, `in an interview with CNN`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from index.quotes.cues import is_speech_form
from index.quotes.lexicon import DETERMINERS, OPENERS, PERSON_NOUNS, PRONOUNS, WEEKDAYS, word_set
from index.quotes.line import Attribution, Line, sentence_end, sentence_start
from index.quotes.media import LONGEST, NO_OUTLET_ALONE, behind_name, ends_name, names_at, names_outlet, outlet_at
from index.quotes.names import surname
from index.quotes.people import People, word_before
from index.quotes.places import holds, places, word_places
from index.quotes.tokens import Token, places_of

# Of these an article gives the whole name once: `the Ledger` is the Norport Ledger.
_TITLES_OF_PAPERS = word_set(
    "post times journal tribune herald guardian gazette star register globe chronicle telegraph independent observer "
    "inquirer examiner standard mail mirror sun courier argus advertiser sentinel enquirer dispatch ledger monitor "
    "bulletin echo express statesman mercury clarion vanguard citizen news"
)
_MEANT = word_set("newspaper paper magazine station website programme program")  # `told the paper`
_THIS = _MEANT | word_set("reporter correspondent writer")  # `told this newspaper`
_OWN = frozenset(("this", "our"))
_AGAIN = _MEANT | word_set("channel broadcaster network agency daily weekly tabloid outlet site show podcast")
_BEFORE_AGAIN = word_set("same radio television tv news")  # `told the radio station`
_THE_SAME = _BEFORE_AGAIN | {"the"}
_TELLING = frozenset(("told", "tells", "telling"))
_REPORTING = frozenset(("reported", "reports", "quoted", "quotes", "noted"))
_REPORT = frozenset(("report",))
_WITH = frozenset(("with", "to", "for"))
_BY = frozenset(("by", "in", "on"))
_ON = frozenset(("on", "in"))
_TO = frozenset(("to",))
_CONFIDING = word_set("admitted acknowledged conceded confirmed confided disclosed explained indicated revealed stated")
_ASKED = frozenset(("asked", "reached", "contacted", "interviewed"))
_LONGEST_TITLE = 4  # words before `Ledger`
_FAR, _ABOVE = 40, 1000  # tokens and characters before `the channel`
_LEADS = {
    **dict.fromkeys(_TELLING, frozenset()),
    **dict.fromkeys(("statement", "email", "e-mail", "letter", "message", "comments", "remarks", "according"), _TO),
    **dict.fromkeys(("speaking", "spoke", "speaks", "talking", "talked"), _WITH | {"on"}),
    **dict.fromkeys(_ASKED, frozenset(("by",))),
    **dict.fromkeys(("op-ed", "column", "essay", "piece"), frozenset(("in", "for"))),
    **dict.fromkeys(("quoted", "reported", "cited", "published", "aired", "broadcast", "carried"), _BY),
    **dict.fromkeys(("appearance", "appeared", "appearing", "wrote", "writing"), _ON),
    **dict.fromkeys(("said", "says"), _ON | _TO),
    **dict.fromkeys(_CONFIDING, _TO),
    **dict.fromkeys(("chat", "conversation", "exchange", "call"), _WITH),
    "interview": _WITH | _BY, "report": frozenset(("from", "by", "in")),
}  # fmt: skip
_MEANWHILE = WEEKDAYS | word_set(
    "late early last this earlier later today yesterday morning evening night afternoon live exclusively briefly "
    "published aired broadcast"
)  # `said Sunday on CNN`, `an interview published on Sunday by the Courier`
_MOST_MEANWHILE = 5
_EXCHANGES = frozenset(
    ("interview", "conversation", "remarks", "statement")
)  # a single name behind them is an outlet's
_TALKING = _TELLING | word_set("spoke speaking talked interview appeared appearance chat conversation")
_TOLD = re.compile(
    r"\b(?:told|tells|[Aa]ccording to|quoted by|(?:interview|conversation) with|(?:remarks|statement) to)"
    r" (?:[Tt]he )?\Z"
)
_TOLD_WITHIN = 24  # characters
_REPORTS_BEHIND = re.compile(r" (?:reported|reports|quoted|pointed out|noted|broadcast|aired|showed)\b")
_CAPITALS = re.compile(r"(?!The )[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ0-9][\w-]*)*")
_SMALL = re.compile(r"[a-z]+")
_CLAUSE = DETERMINERS | PRONOUNS  # `told the channel the port was shut`
_BEFORE_IT = tuple(f"{medium} " for medium in (
    "agency", "newspaper", "broadcaster", "daily", "station", "site", "website", "magazine", "network", "channel",
))  # fmt: skip
_BEHIND_IT = (" news agency", " newspaper", " daily", " magazine", " website")
_ARTICLES = frozenset(("el", "la", "le", "il", "die", "der", "o"))
_HEADS = _REPORTING.union(_LEADS)
_REPORTED = _REPORTING | {"according", "report"}


@dataclass
class Outlets:
    """What an article shows of outlets: the words of its own `source`, and who its `people` are."""

    source: tuple[str, ...]
    people: People
    told: list[str] = field(default_factory=list)  # what quotations before were told to
    full: dict[str, str] = field(default_factory=dict)  # names that were looked for, in full
    only: dict[str, bool] = field(default_factory=dict)  # and whether they are only told
    media: dict[str, bool] = field(default_factory=dict)  # and whether the article says that they are outlets

    def is_source(self, names: list[str]) -> bool:
        """`the Courier`, in the Norport Courier."""
        return bool(names) and tuple(names) == self.source[-len(names) :]

    def is_told_only(self, name: str) -> bool:
        """Tell whether the article speaks of `name` only as of one who is told or reports, as of no person or place."""
        if name.lower() in NO_OUTLET_ALONE or self._is_person(name):
            return False
        if name not in self.only:
            body = self.people.body
            ends = ((at, at + len(name)) for at in word_places(body, name))
            self.only[name] = all(
                _REPORTS_BEHIND.match(body, end) or _TOLD.search(body, max(0, at - _TOLD_WITHIN), at)
                for at, end in ends
            )
        return self.only[name]

    def is_medium(self, name: str) -> bool:
        """`the Sela news agency`, `broadcaster Sela`: the article says what Sela is."""
        if self._is_person(name):
            return False
        if name not in self.media:
            self.media[name] = self._is_called_medium(name)
        return self.media[name]

    def _is_called_medium(self, name: str) -> bool:
        body = self.people.body
        return any(holds(body, f"{name}{medium}") for medium in _BEHIND_IT) or any(
            holds(body, f"{medium}{name}") for medium in _BEFORE_IT
        )

    def last_before(self, start: int, end: int) -> str | None:
        """Return the last outlet that is named in `body[start:end]`."""
        body = self.people.body
        named = [*_CAPITALS.finditer(body, start, end)]
        told = (found for found in reversed(named) if _word_at(body, found.end() + 1) not in PERSON_NOUNS)
        return next((found[0] for found in told if self._is_outlet(found[0])), None)

    def _is_outlet(self, name: str) -> bool:
        if names_outlet(name.split()):
            return not self._is_person(name)
        return " " not in name and self.is_told_only(name)

    def _is_person(self, name: str) -> bool:
        low, people = name.lower(), self.people
        known = people.full.get(low.rpartition(" ")[2], ())
        return any(one != name for one in known) or low in people.given or low in people.persons

    def in_full(self, name: str) -> str:
        """`the Ledger` is the Norport Ledger, where the article has it, and no other that is called The Ledger."""
        if name.lower() not in _TITLES_OF_PAPERS:
            return name
        if name not in self.full:
            self.full[name] = self._in_full(name)
        return self.full[name]

    def _in_full(self, name: str) -> str:
        body = self.people.body
        own = next(places(body, f" The {name}"), 0)
        if own > 0 and body[own - 1] not in ".?!\n":
            return name
        led = ([*islice(_capitals_before(body, at), _LONGEST_TITLE)] for at in word_places(body, name))
        return " ".join([*reversed(next(filter(None, led), [])), name])


def _word_at(body: str, at: int) -> str:
    """Return the small letters that begin at an offset."""
    found = _SMALL.match(body, at)
    return found[0] if found is not None else ""


def _capitals_before(body: str, at: int) -> Iterator[str]:
    """Give the words with capitals that lead up to an offset, the last one first."""
    word = word_before(body, at)
    while word[:1].isupper() and word[-1] not in ".," and word.lower() not in OPENERS:
        yield word
        at -= len(word) + 1
        word = word_before(body, at)


def outlets_of(source: str | None, people: People) -> Outlets:
    """Return what tells outlets in an article of this source, the name of its outlet."""
    words = (source or "").split()
    return Outlets(tuple(words[1:] if words[:1] == ["The"] else words), people)


def told_to(line: Line, at: int, found: Attribution, speaker: str | None, outlets: Outlets) -> str | None:
    """Return the outlet that a quotation was told to by this speaker, in the fullest form that the article has."""
    name = _told_to(line, at, found, speaker, outlets)
    if name is None:
        return None
    outlets.told.append(outlets.in_full(name))
    return outlets.told[-1]


def _told_to(line: Line, at: int, found: Attribution, speaker: str | None, outlets: Outlets) -> str | None:
    """Return the outlet named in the sentence of the attribution, else one sentence before.

    `According to Tide News, ...` goes on there, and so does `Ruiz told Tide News it was late.` before `he` and before
    `the mayor`, who is Ruiz, and `..., Tide News reported.` before the words of somebody unnamed.
    """
    place = found.phrase.start
    start, end = sentence_start(line, place), max(sentence_end(line, place), found.reach)
    here = _named(line, start, end, found, outlets)
    if here is not None or start == 0:
        return here
    before = _according_before(line, start) if at >= place else None
    if before is None and found.phrase.kind == "nominal" and not _is_named_before(line, start, speaker):
        return _named(line, sentence_start(line, start - 1), start, found, outlets, _REPORTED)
    goes_on = found.phrase.kind in ("pronoun", "nominal")
    return before or (_told_before(line, start, found, outlets) if goes_on else None)


def _is_named_before(line: Line, start: int, speaker: str | None) -> bool:
    """True where the sentence that ends at `start` has the speaker by name."""
    if speaker is None or " " not in speaker:
        return False
    key = surname(speaker.split())
    return any(token.low == key for token in line.tokens[sentence_start(line, start - 1) : start])


def _told_before(line: Line, start: int, found: Attribution, outlets: Outlets) -> str | None:
    """`Ruiz told the Courier that it was late. "...," he said.`"""
    first = sentence_start(line, start - 1)
    told = next(places_of(_TALKING, line.tokens, first, start), None)
    return _named(line, told, told + 1, found, outlets) if told is not None else None


def _named(
    line: Line, start: int, end: int, found: Attribution, outlets: Outlets, heads: frozenset[str] = _HEADS
) -> str | None:
    """Return the first outlet of `tokens[start:end]` that somebody spoke to; an outlet that speaks itself is none."""
    tokens = line.tokens
    for at in places_of(heads, tokens, start, end):
        behind = _behind_lead(tokens, at)
        if behind is None:
            outlet = _reporting(tokens, at, start) if tokens[at].low in _REPORTING else None
        else:
            outlet = (
                outlet_at(tokens, behind)
                or _by_article(tokens, behind, outlets, beside=_is_beside(tokens, at, behind, found))
                or _programme(line, behind)
                or _again(line, behind, outlets)
            )
        if outlet is None or _is_speaker(found, outlet[1]):
            continue
        if tokens[at].low not in _ASKED or ends_name(tokens, outlet[1]):  # `asked by Tide News moderator Ida Lund`
            return outlet[0]
    return None


def _is_beside(tokens: list[Token], at: int, behind: int, found: Attribution) -> bool:
    """True where only an outlet can follow: `Ruiz told`, `in an interview with`, and `told Tidebae indicated`."""
    if tokens[at].low not in _TELLING:
        return tokens[at].low in _EXCHANGES
    return at == found.cue or names_at(tokens, behind)[1] == found.cue


def _by_article(tokens: list[Token], at: int, outlets: Outlets, *, beside: bool) -> tuple[str, int] | None:
    """Return the outlet that only the article can tell: its own, or, `beside` the marks, one that is only told."""
    if at + 1 < len(tokens) and tokens[at].low in _OWN and tokens[at + 1].low in _THIS:
        said = tokens[at + 1].low in _MEANT or tokens[at].low == "our"
        own = " ".join(outlets.source) or (f"{tokens[at].low} {tokens[at + 1].low}" if said else None)
        return (own, at + 2) if own is not None else None
    names, end = names_at(tokens, at)
    one = len(names) == 1 or (len(names) == 2 and names[0].lower() in _ARTICLES)  # `told El Sereno`
    garbled = beside and end < len(tokens) and is_speech_form(tokens[end].low)
    if one and (garbled or ends_name(tokens, end)):
        name = " ".join(names)
        if (beside and outlets.is_told_only(name)) or outlets.is_medium(name):
            return name, end
    return (" ".join(names), end) if outlets.is_source(names) else None


def _programme(line: Line, at: int) -> tuple[str, int] | None:
    """`said on "Tide News Sunday"`."""
    if at >= len(line.tokens) or line.tokens[at].quote < 0:
        return None
    span = line.spans[line.tokens[at].quote]
    words = line.body[span.start : span.end].strip(" .,")
    return (words, at + 1) if names_outlet(words.split()) and words.istitle() else None


def _again(line: Line, at: int, outlets: Outlets) -> tuple[str, int] | None:
    """`told the channel`: the outlet that the paragraph or the one above names, or that somebody was quoted by last."""
    tokens = line.tokens
    if at + 2 < len(tokens) and tokens[at + 1].low in _BEFORE_AGAIN:
        at += 1
    if at + 1 >= len(tokens) or tokens[at].low not in _THE_SAME or tokens[at + 1].text not in _AGAIN:
        return None
    before = [*places_of(_HEADS, tokens, max(0, at - _FAR), at - 1)]
    named = next((outlet[0] for place in reversed(before) if (outlet := _at_head(tokens, place)) is not None), None)
    if not (ends_name(tokens, at + 2) or tokens[at + 2].low in _CLAUSE):
        return None
    named = named or _named_above(line, at, outlets) or (outlets.told[-1] if outlets.told else None)
    return (named, at + 2) if named is not None else None


def _named_above(line: Line, at: int, outlets: Outlets) -> str | None:
    """`Tide News showed wrecks. A guard told the channel ...`, also where a paragraph ends between the two."""
    above, end = line.body.rfind("\n\n", 0, max(0, line.start - 2)) + 1, line.start_of(at)
    return outlets.last_before(max(above, end - _ABOVE), end)


def _at_head(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """Return the outlet behind `told`, `according to`, or before `reported`."""
    behind = _behind_lead(tokens, at)
    if behind is not None:
        return outlet_at(tokens, behind)
    return _reporting(tokens, at, 0) if tokens[at].low in _REPORTING else None


def _is_speaker(found: Attribution, end: int) -> bool:
    """True when the outlet that ends before token `end` speaks itself; `a report from Tide Radio` is not Tide Radio."""
    return found.phrase.kind == "organisation" and found.phrase.start < end <= found.phrase.end


def _behind_lead(tokens: list[Token], at: int) -> int | None:
    """Return where an outlet may begin behind `told`, `interview with`, `statement to`, `according to a`, `said on`."""
    links = _LEADS.get(tokens[at].low)
    if not links:
        return at + 1 if tokens[at].low in _TELLING else None
    link = at + 1
    if link < len(tokens) and (tokens[link].low in _MEANWHILE or tokens[link].low == "on"):
        link = _behind_time(tokens, link)
    return link + 1 if link + 1 < len(tokens) and tokens[link].low in links else None


def _behind_time(tokens: list[Token], at: int) -> int:
    """`said Sunday on CNN`, `spoke on Friday to the Courier`."""
    for place in range(at, min(len(tokens) - 1, at + _MOST_MEANWHILE)):
        dated = tokens[place].low == "on" and tokens[place + 1].low in WEEKDAYS
        if not dated and tokens[place].low not in _MEANWHILE:
            return place
    return at


def _reporting(tokens: list[Token], at: int, start: int) -> tuple[str, int] | None:
    """`..., CBS News reported`, `CBS News reported that Ruiz said ...`, `Spain's Sela news agency quoted`."""
    first = end = behind_name(tokens, start, at)
    while first > max(start, end - LONGEST) and tokens[first - 1].is_name:
        first -= 1
    outlet = outlet_at(tokens, first)
    return outlet if outlet is not None and outlet[1] == end else None


def garbled(line: Line, found: Attribution) -> bool:
    """True for `told Fox News indicated that`: two verbs for one subject, with nothing between them to part them."""
    return found.cue is not None and _told_twice(line, found.cue)


def _told_twice(line: Line, cue: int) -> bool:
    at = next(places_of(_TELLING, line.tokens, max(0, cue - LONGEST), cue), None)
    outlet = outlet_at(line.tokens, at + 1) if at is not None else None
    return outlet is not None and outlet[1] == cue


def _according_before(line: Line, start: int) -> str | None:
    """`According to a Fox News report, ... . One official conceded ...`: the report goes on."""
    first = sentence_start(line, start - 1)
    words = line.tokens[first : first + 2]
    if [token.low for token in words] != ["according", "to"]:
        return None
    for at in (first + 2, *_reports(line.tokens, first + 2, start)):
        outlet = outlet_at(line.tokens, at)
        if outlet is not None:
            return outlet[0]
    return None


def _reports(tokens: list[Token], start: int, end: int) -> Iterator[int]:
    """Give where an outlet may begin behind `a report by`."""
    for at in places_of(_REPORT, tokens, start, min(end, start + LONGEST)):
        behind = _behind_lead(tokens, at)
        if behind is not None:
            yield behind
