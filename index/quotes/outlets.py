"""Finds the outlet that a speaker talked to: `told the Associated Press`, `in an interview with CNN`."""

from typing import Final

from index.quotes.cues import is_speech_form, speech_in
from index.quotes.known_outlets import Outlets
from index.quotes.leads import (
    ASKED,
    HEADS,
    REPORTED,
    REPORTED_ALONE,
    REPORTS,
    TALKING,
    TELLING,
    behind_lead,
    is_outlet_place,
    name_end_before,
    name_start_before,
    outlet_before,
    outlet_speaking,
    reports,
)
from index.quotes.lexicon import COLLECTIVES, DETERMINERS, OPENERS, PRONOUNS, word_set
from index.quotes.line import Attribution, Line, sentence_end, sentence_start
from index.quotes.media import LONGEST, ends_name, may_be_outlet, names_at, names_outlet, outlet_at
from index.quotes.names import surname
from index.quotes.tokens import Token, places_of

_MEANT: Final = word_set("newspaper paper magazine station website programme program")  # `told the paper`
_THIS: Final = _MEANT | word_set("reporter correspondent writer")  # `told this newspaper`
_OWN: Final = frozenset(("this", "our"))
_AGAIN: Final = _MEANT | word_set("channel broadcaster network agency daily weekly tabloid outlet site show podcast")
_BEFORE_AGAIN: Final = word_set("same radio television tv news")  # `told the radio station`
_THE_SAME: Final = _BEFORE_AGAIN | {"the"}
_FAR, _ABOVE = 40, 1000  # tokens and characters before `the channel`
_ASIDE: Final = 16  # tokens
_OPENING: Final = COLLECTIVES | DETERMINERS | PRONOUNS | OPENERS  # `Nobody reported that`
_CLAUSE: Final = DETERMINERS | PRONOUNS  # `told the channel the port was shut`


def told_to(line: Line, at: int, found: Attribution, speaker: str | None, outlets: Outlets) -> str | None:
    """Return the outlet that a quotation was told to by this speaker, in the fullest form that the article has."""
    name = _told_to(line, at, found, speaker, outlets)
    if name is None:
        return None
    outlets.told.append(outlets.in_full(name))
    return outlets.told[-1]


def _told_to(line: Line, at: int, found: Attribution, speaker: str | None, outlets: Outlets) -> str | None:
    """Return the outlet named in the sentence of the attribution, else one or two sentences before.

    `According to Tide News, ...` goes on there, and so does `Ruiz told Tide News it was late.` before `he` and before
    `the mayor`, who is Ruiz, and `..., Tide News reported.` before the words of somebody unnamed.
    """
    place = found.phrase.start
    start, end = sentence_start(line, place), max(sentence_end(line, place), found.reach)
    here = (
        _named(line, start, end, found, outlets)
        or _addressed(line, start, end)
        or _behind_aside(line, found.phrase.end, end)
    )
    goes_on = found.phrase.kind in ("pronoun", "nominal")
    if here is not None or start == 0 or not (goes_on or at >= place):
        return here
    first = sentence_start(line, start - 1)
    before = _according(line, first, start, outlets) if at >= place else None
    if before is not None:
        return before
    if found.phrase.kind == "nominal" and not _is_named(line, first, start, speaker):
        return _reported_before(line, first, start, found, outlets)
    return _told_before(line, first, start, found, outlets) if goes_on else None


def _addressed(line: Line, start: int, end: int) -> str | None:
    """`To a reporter from Tide News, a guard disclosed that ...`"""
    outlet = outlet_at(line.tokens, start + 1) if line.tokens[start].low == "to" else None
    return outlet[0] if outlet is not None and outlet[1] < end and line.tokens[outlet[1]].text == "," else None


def _behind_aside(line: Line, start: int, end: int) -> str | None:
    """`..., declared Ruiz, a diver, to Tide News.`"""
    tokens = line.tokens
    for at in range(start + 1, min(end, start + _ASIDE)):
        if tokens[at].low == "to" and tokens[at - 1].text == ",":
            outlet = outlet_at(tokens, at + 1)
            return outlet[0] if outlet is not None else None
    return None


def _reported_before(line: Line, first: int, start: int, found: Attribution, outlets: Outlets) -> str | None:
    """`The port is shut, Tide News reported. It rained. A guard said ...`: one plain sentence may stand between."""
    named = _reporting(line, first, start, found, outlets)
    if named is not None or first == 0 or not _is_plain(line, first, start):
        return named
    before = sentence_start(line, first - 1)
    return _according(line, before, first, outlets) or _reporting(line, before, first, found, outlets)


def _reporting(line: Line, start: int, end: int, found: Attribution, outlets: Outlets) -> str | None:
    """Return the outlet that tells what the sentence from `start` to `end` says."""
    named = _named(line, start, end, found, outlets, REPORTED)
    if named is not None:
        return named
    outlet = outlet_speaking(line.tokens, start, end)
    return outlet[0] if outlet is not None and not outlets.is_person(outlet[0]) else None


def _is_plain(line: Line, start: int, end: int) -> bool:
    """True for a sentence in which nobody says anything."""
    quoted = any(token.quote >= 0 for token in line.tokens[start:end])
    return not quoted and next(iter(speech_in(line.tokens, start, end)), None) is None


def _is_named(line: Line, first: int, start: int, speaker: str | None) -> bool:
    """True where the sentence from `first` to `start` has the speaker by name."""
    if speaker is None or " " not in speaker:
        return False
    key = surname(speaker.split())
    return any(token.low == key for token in line.tokens[first:start])


def _told_before(line: Line, first: int, start: int, found: Attribution, outlets: Outlets) -> str | None:
    """`Ruiz told the Courier that it was late. "...," he said.`"""
    told = next(places_of(TALKING, line.tokens, first, start), None)
    return _named(line, told, told + 1, found, outlets) if told is not None else None


def _named(
    line: Line, start: int, end: int, found: Attribution, outlets: Outlets, heads: frozenset[str] = HEADS
) -> str | None:
    """Return the first outlet of `tokens[start:end]` that somebody spoke to; an outlet that speaks itself is none."""
    tokens = line.tokens
    for at in places_of(heads, tokens, start, end):
        behind = behind_lead(tokens, at)
        outlet = _behind(line, at, behind, found, outlets) if behind is not None else None
        outlet = outlet or _before(tokens, at, start, outlets)
        if outlet is None or _is_speaker(found, outlet[1]):
            continue
        asks = tokens[at].low in ASKED and outlet[1] > at
        if not asks or ends_name(tokens, outlet[1]):  # `asked by Tide News moderator Ida Lund`
            return outlet[0]
    return None


def _behind(line: Line, at: int, behind: int, found: Attribution, outlets: Outlets) -> tuple[str, int] | None:
    """Return the outlet that begins at `behind`, where the lead at `at` ends."""
    tokens = line.tokens
    outlet = outlet_at(tokens, behind)
    if outlet is not None:
        return outlet if " " in outlet[0] or not outlets.is_person(outlet[0]) else None
    return (
        _by_article(tokens, behind, outlets, beside=_is_beside(tokens, at, behind, found))
        or _of_report(tokens, behind, outlets)
        or _programme(line, behind)
        or _again(line, behind, outlets)
    )


def _before(tokens: list[Token], at: int, start: int, outlets: Outlets) -> tuple[str, int] | None:
    """`Sela reported that`, `a Sela report said`, `Sela was told by`: the outlet that ends before `at`."""
    end = name_end_before(tokens, at, start)
    if end is None or end <= start or tokens[end - 1].text.islower():
        return None
    return outlet_before(tokens, end, start) or _unlisted_before(tokens, at, end, start, outlets)


def _unlisted_before(tokens: list[Token], at: int, end: int, start: int, outlets: Outlets) -> tuple[str, int] | None:
    """Return the name that ends at `end` where only an outlet stands, if the article shows it to be none else."""
    first = name_start_before(tokens, end, start)
    names = names_at(tokens, first)[0] if first < end else []
    of_report = tokens[at].low in REPORTS and first > start and tokens[first - 1].low in ("a", "an")
    clause = tokens[at].low in REPORTED_ALONE and (at + 1 == len(tokens) or tokens[at + 1].text in (".", ",", "that"))
    if not (of_report or clause or tokens[at].low in TELLING) or not may_be_outlet(
        tokens, first, names, end, open_=True
    ):
        return None
    if first == start and len(names) == 1 and (names[0].lower() in _OPENING or names[0].endswith("s")):
        return None  # `Nobody reported that`
    name = " ".join(names)
    return (name, end) if outlets.is_told_only(name) else None


def _of_report(tokens: list[Token], at: int, outlets: Outlets) -> tuple[str, int] | None:
    """`According to a Sela report`."""
    if at >= len(tokens) or tokens[at].low not in ("a", "an"):
        return None
    names, end = names_at(tokens, at)
    if end >= len(tokens) or tokens[end].low not in REPORTS:
        return None
    known = outlet_before(tokens, end, at)
    if known is not None:
        return known
    name = " ".join(names)
    fits = may_be_outlet(tokens, end, names, end, open_=True) and not outlets.is_person(name)
    return (name, end) if fits else None


def _is_beside(tokens: list[Token], at: int, behind: int, found: Attribution) -> bool:
    """True where only an outlet can follow: `Ruiz told`, `in an interview with`, and `told Tidebae indicated`."""
    if tokens[at].low not in TELLING:
        return is_outlet_place(tokens, at, behind)
    return at == found.cue or names_at(tokens, behind)[1] == found.cue


def _by_article(tokens: list[Token], at: int, outlets: Outlets, *, beside: bool) -> tuple[str, int] | None:
    """Return the outlet that only the article can tell: its own, or, `beside` the marks, one that is only told."""
    if at + 1 < len(tokens) and tokens[at].low in _OWN and tokens[at + 1].low in _THIS:
        said = tokens[at + 1].low in _MEANT or tokens[at].low == "our"
        own = " ".join(outlets.source) or (f"{tokens[at].low} {tokens[at + 1].low}" if said else None)
        return (own, at + 2) if own is not None else None
    names, end = names_at(tokens, at)
    name = " ".join(names)
    garbled = beside and end < len(tokens) and is_speech_form(tokens[end].low)
    if may_be_outlet(tokens, at, names, end, open_=garbled):
        paper = tokens[at].text == "The" and not outlets.is_person(name)  # `told The Tide Paper`
        if (beside and (paper or outlets.is_told_only(name))) or outlets.is_medium(name):
            return name, end
    return (name, end) if outlets.is_source(names) else None


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
    before = [*places_of(HEADS, tokens, max(0, at - _FAR), at - 1)]
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
    behind = behind_lead(tokens, at)
    if behind is not None:
        return outlet_at(tokens, behind)
    end = name_end_before(tokens, at, 0)
    return outlet_before(tokens, end, 0) if end is not None and end > 0 else None


def _is_speaker(found: Attribution, end: int) -> bool:
    """True when the outlet that ends before token `end` speaks itself; `a report from Tide Radio` is not Tide Radio."""
    return found.phrase.kind == "organisation" and found.phrase.start < end <= found.phrase.end


def garbled(line: Line, found: Attribution) -> bool:
    """True for `told Fox News indicated that`: two verbs for one subject, with nothing between them to part them."""
    return found.cue is not None and _told_twice(line, found.cue)


def _told_twice(line: Line, cue: int) -> bool:
    at = next(places_of(TELLING, line.tokens, max(0, cue - LONGEST), cue), None)
    outlet = outlet_at(line.tokens, at + 1) if at is not None else None
    return outlet is not None and outlet[1] == cue


def _according(line: Line, first: int, end: int, outlets: Outlets) -> str | None:
    """`According to a Fox News report, ... . One official conceded ...`: the report goes on behind the sentence."""
    tokens = line.tokens
    if [token.low for token in tokens[first : first + 2]] != ["according", "to"]:
        return None
    for at in (first + 2, *reports(tokens, first + 2, end)):
        outlet = outlet_at(tokens, at) or _of_report(tokens, at, outlets)
        if outlet is not None:
            return outlet[0]
    return None
