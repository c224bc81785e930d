"""Finds the outlet that a speaker talked to: `told the Associated Press`, `in an interview with CNN`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.quotes.lexicon import (
    ADVERBS,
    DEMONYMS,
    DETERMINERS,
    GIVEN,
    GROUPS,
    OFFICES,
    ORGANISATIONS,
    PERSON_NOUNS,
    PLACES,
    PREPOSITIONS,
    PRONOUNS,
    WEEKDAYS,
    word_set,
)
from index.quotes.line import Attribution, Line, sentence_end, sentence_start
from index.quotes.people import People
from index.quotes.sources import bare
from index.quotes.tokens import Token, places_of

_OUTLET_WORDS = word_set(
    "news press times post journal tribune herald guardian gazette reuters bloomberg cnn nbc abc cbs "
    "msnbc fox bbc npr ap afp pbs cnbc politico buzzfeed magazine radio tv television network "
    "register globe chronicle telegraph independent observer inquirer examiner standard mail mirror "
    "sun star daily weekly vox slate salon huffpost newsweek time economist atlantic jazeera sky vice "
    "hill beast wire agency newspaper yorker courier broadcasting argus advertiser sentinel enquirer dispatch "
    "ledger gleaner monitor bulletin echo express statesman france-presse agence xinhua tass interfax dpa efe ansa "
    "anadolu kyodo yonhap bernama antara haaretz spiegel monde figaro globo asahi"
)
_SPOKEN = word_set("radio television tv")  # `told Norport Today radio`
_CLAUSE = PRONOUNS | DETERMINERS  # `told 2GB radio she was`
_THIS = word_set("newspaper paper magazine station website programme program")  # `told this newspaper`
_NO_OUTLET_ALONE = (
    DEMONYMS | GIVEN | GROUPS | OFFICES | ORGANISATIONS | PERSON_NOUNS | PLACES | WEEKDAYS
    | word_set("commons lords parliament congress senate god")
)  # fmt: skip
_ACRONYM = re.compile(r"[A-Z]{2,5}(?:-TV)?\Z")
_CALL_SIGN = re.compile(r"\d[A-Z]{1,3}\Z")
_NOT_OUTLETS = frozenset(("FBI", "CIA", "NATO", "UN", "EU", "US", "UK", "NSA", "GOP", "I"))
_TELLING = frozenset(("told", "tells", "telling"))
_REPORTING = frozenset(("reported", "reports", "quoted", "quotes"))
_REPORT = frozenset(("report",))
_WITH = frozenset(("with", "to", "for"))
_ON = frozenset(("on", "in"))
_TO = frozenset(("to",))
_CONFIDING = word_set("admitted acknowledged conceded confirmed confided disclosed explained indicated revealed stated")
_LEADS = {
    **dict.fromkeys(_TELLING, frozenset()),
    **dict.fromkeys(("statement", "email", "e-mail", "letter", "message", "comments", "remarks", "according"), _TO),
    **dict.fromkeys(("speaking", "spoke", "speaks", "talking", "talked"), _WITH),
    **dict.fromkeys(("appearance", "appeared", "appearing", "wrote", "writing"), _ON),
    **dict.fromkeys(("said", "says"), _ON | _TO),
    **dict.fromkeys(_CONFIDING, _TO),
    "interview": _WITH | _ON, "report": frozenset(("from", "by", "in")),
}  # fmt: skip
_TOLD = re.compile(r"\b(?:told|tells) (?:[Tt]he )?\Z")
_TOLD_WITHIN = 12  # characters
_HEADS = _REPORTING.union(_LEADS)
_REPORTED = _REPORTING | {"according", "report"}
_LONGEST = 7


class Outlets(NamedTuple):
    """What an article shows of outlets: the words of its own `source`, and who its `people` are."""

    source: tuple[str, ...]
    people: People

    def is_source(self, names: list[str]) -> bool:
        """`the Courier`, in the Norport Courier."""
        return bool(names) and tuple(names) == self.source[-len(names) :]

    def is_told_only(self, name: str) -> bool:
        """Tell whether the article speaks of `name` only as of one who is told, as of no person and no place."""
        low = name.lower()
        if low in _NO_OUTLET_ALONE or low in self.people.full or low in self.people.given or low in self.people.persons:
            return False
        body = self.people.body
        return all(_TOLD.search(body, max(0, at - _TOLD_WITHIN), at) for at in _places(body, name))


def _places(body: str, name: str) -> Iterator[int]:
    """Give where a name stands as a word of its own."""
    at = body.find(name)
    while at >= 0:
        end = at + len(name)
        if not (body[at - 1 : at].isalnum() or body[end : end + 1].isalnum()):
            yield at
        at = body.find(name, end)


def outlets_of(source: str | None, people: People) -> Outlets:
    """Return what tells outlets in an article of this source, the name of its outlet."""
    words = (source or "").split()
    return Outlets(tuple(words[1:] if words[:1] == ["The"] else words), people)


def told_to(line: Line, at: int, found: Attribution, outlets: Outlets) -> str | None:
    """Return the outlet named in the sentence of the attribution, else one sentence before.

    `According to Tide News, ...` goes on there, and so does `Ruiz told Tide News it was late.` before `he`, and
    `..., Tide News reported.` before the words of somebody unnamed.
    """
    place, tokens = found.phrase.start, line.tokens
    start, end = sentence_start(line, place), max(sentence_end(line, place), found.reach)
    here = _named(tokens, start, end, found, outlets)
    if here is not None or start == 0:
        return here
    before = _according_before(line, start) if at >= place else None
    if before is None and found.phrase.kind == "nominal":
        return _named(tokens, sentence_start(line, start - 1), start, found, outlets, _REPORTED)
    return before or (_told_before(line, start, found, outlets) if found.phrase.kind == "pronoun" else None)


def _told_before(line: Line, start: int, found: Attribution, outlets: Outlets) -> str | None:
    """`Ruiz told the Courier that it was late. "...," he said.`"""
    first = sentence_start(line, start - 1)
    told = next(places_of(_TELLING, line.tokens, first, start), None)
    return _named(line.tokens, told, told + 1, found, outlets) if told is not None else None


def _named(
    tokens: list[Token], start: int, end: int, found: Attribution, outlets: Outlets, heads: frozenset[str] = _HEADS
) -> str | None:
    """Return the first outlet of `tokens[start:end]` that somebody spoke to; an outlet that speaks itself is none."""
    for at in places_of(heads, tokens, start, end):
        behind = _behind_lead(tokens, at)
        if behind is None:
            outlet = _reporting(tokens, at, start) if tokens[at].low in _REPORTING else None
        else:
            beside = at == found.cue and tokens[at].low in _TELLING
            outlet = _outlet(tokens, behind) or _by_article(tokens, behind, outlets, beside=beside)
        if outlet is not None and not _is_speaker(found, outlet[1]):
            return outlet[0]
    return None


def _by_article(tokens: list[Token], at: int, outlets: Outlets, *, beside: bool) -> tuple[str, int] | None:
    """Return the outlet that only the article can tell: its own, or, `beside` the marks, one that is only told."""
    if tokens[at : at + 2] and tokens[at].low == "this" and at + 1 < len(tokens) and tokens[at + 1].low in _THIS:
        return (" ".join(outlets.source), at + 2) if outlets.source else None
    names, end = _names_at(tokens, at)
    alone = beside and len(names) == 1 and _ends_name(tokens, end) and outlets.is_told_only(names[0])
    return (" ".join(names), end) if alone or outlets.is_source(names) else None


def _is_speaker(found: Attribution, end: int) -> bool:
    """True when the outlet that ends before token `end` speaks itself; `a report from Tide Radio` is not Tide Radio."""
    return found.phrase.kind == "organisation" and found.phrase.start < end <= found.phrase.end


def _behind_lead(tokens: list[Token], at: int) -> int | None:
    """Return where an outlet may begin behind `told`, `interview with`, `statement to`, `according to a`, `said on`."""
    links = _LEADS.get(tokens[at].low)
    if not links:
        return at + 1 if tokens[at].low in _TELLING else None
    return at + 2 if at + 2 < len(tokens) and tokens[at + 1].low in links else None


def _reporting(tokens: list[Token], at: int, start: int) -> tuple[str, int] | None:
    """`..., CBS News reported`, `CBS News reported that Ruiz said ...`."""
    first = at
    while first > max(start, at - _LONGEST) and tokens[first - 1].is_name:
        first -= 1
    outlet = _outlet(tokens, first)
    return outlet if outlet is not None and outlet[1] == at else None


def garbled(line: Line, found: Attribution) -> bool:
    """True for `told Fox News indicated that`: two verbs for one subject, with nothing between them to part them."""
    return found.cue is not None and _told_twice(line, found.cue)


def _told_twice(line: Line, cue: int) -> bool:
    at = next(places_of(_TELLING, line.tokens, max(0, cue - _LONGEST), cue), None)
    outlet = _outlet(line.tokens, at + 1) if at is not None else None
    return outlet is not None and outlet[1] == cue


def _according_before(line: Line, start: int) -> str | None:
    """`According to a Fox News report, ... . One official conceded ...`: the report goes on."""
    first = sentence_start(line, start - 1)
    words = line.tokens[first : first + 2]
    if [token.low for token in words] != ["according", "to"]:
        return None
    for at in (first + 2, *_reports(line.tokens, first + 2, start)):
        outlet = _outlet(line.tokens, at)
        if outlet is not None:
            return outlet[0]
    return None


def _reports(tokens: list[Token], start: int, end: int) -> Iterator[int]:
    """Give where an outlet may begin behind `a report by`."""
    for at in places_of(_REPORT, tokens, start, min(end, start + _LONGEST)):
        behind = _behind_lead(tokens, at)
        if behind is not None:
            yield behind


def _outlet(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """Return the outlet's name without its article that begins at `at`, and the token number behind it."""
    names, end = _names_at(tokens, at)
    bare = bool(names) and tokens[at].is_name  # `told the SEC` is a body
    if not names or not ((bare and _is_acronym(names)) or _names_outlet(names)):
        return None
    return " ".join(names), end


def _ends_name(tokens: list[Token], end: int) -> bool:
    """`told Bild in Berlin.`; not `told Rest of Shore`, `told Norlander farmers`."""
    if end == len(tokens) or not tokens[end].is_word:
        return True
    low = tokens[end].low
    return low in ADVERBS or low in WEEKDAYS or low == "that" or (low in PREPOSITIONS and low != "of")


def _names_at(tokens: list[Token], at: int) -> tuple[list[str], int]:
    """Return the capitalised words behind an article at `at`, and the token number behind them."""
    if at < len(tokens) and tokens[at].low in ("the", "a", "an"):
        at += 1
    end = at
    while end < min(len(tokens), at + _LONGEST) and _is_part_of_name(tokens, at, end):
        end += 1
        if tokens[end - 1].is_possessive:
            break
    return [bare(token.text).rstrip("'’") for token in tokens[at:end]], end


def _is_part_of_name(tokens: list[Token], start: int, at: int) -> bool:
    """A capital, and in `2GB radio`, `Norport Today radio` the call sign and the medium; `BBC radio` is the BBC."""
    if tokens[at].is_name:
        return tokens[at].is_word
    if at == start:
        return bool(_CALL_SIGN.match(tokens[at].text))
    if tokens[at].low not in _SPOKEN or not (_ends_name(tokens, at + 1) or tokens[at + 1].low in _CLAUSE):
        return False  # `told Norland radio operators`
    names = [token.text for token in tokens[start:at]]
    return not (_is_acronym(names) or _names_outlet(names))


def _names_outlet(names: list[str]) -> bool:
    return any(name.lower() in _OUTLET_WORDS for name in names)


def _is_acronym(names: list[str]) -> bool:
    return len(names) == 1 and names[0] not in _NOT_OUTLETS and bool(_ACRONYM.match(names[0]))
