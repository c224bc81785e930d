"""Finds the outlet that a speaker talked to: `told the Associated Press`, `in an interview with CNN`."""

import re
from collections.abc import Iterator

from index.quotes.lexicon import word_set
from index.quotes.line import Attribution, Line, sentence_end, sentence_start
from index.quotes.tokens import Token

_OUTLET_WORDS = word_set(
    "news press times post journal tribune herald guardian gazette reuters bloomberg cnn nbc abc cbs "
    "msnbc fox bbc npr ap afp pbs cnbc politico buzzfeed magazine radio tv television network "
    "register globe chronicle telegraph independent observer inquirer examiner standard mail mirror "
    "sun star daily weekly vox slate salon huffpost newsweek time economist atlantic jazeera sky vice "
    "hill beast wire agency newspaper yorker"
)
_ACRONYM = re.compile(r"[A-Z]{2,5}(?:-TV)?\Z")
_NOT_OUTLETS = frozenset(("FBI", "CIA", "NATO", "UN", "EU", "US", "UK", "NSA", "GOP", "I"))
_TELLING = frozenset(("told", "tells", "telling"))
_REPORTING = frozenset(("reported", "reports"))
_WITH = frozenset(("with", "to", "for"))
_ON = frozenset(("on", "in"))
_TO = frozenset(("to",))
_LEADS = {
    **dict.fromkeys(_TELLING, frozenset()),
    **dict.fromkeys(("statement", "email", "e-mail", "letter", "message", "comments", "remarks", "according"), _TO),
    **dict.fromkeys(("speaking", "spoke", "speaks", "talking", "talked"), _WITH),
    **dict.fromkeys(("said", "says", "appearance", "appeared", "appearing", "wrote", "writing"), _ON),
    "interview": _WITH | _ON, "report": frozenset(("from", "by", "in")),
}  # fmt: skip
_LONGEST = 7


def told_to(line: Line, at: int, found: Attribution) -> str | None:
    """Return the outlet named in the sentence of the attribution, else in `according to` one sentence before."""
    place = found.phrase.start
    start, end = sentence_start(line, place), max(sentence_end(line, place), found.reach)
    here = next(_named(line.tokens, start, min(end, len(line.tokens)), found), None)
    if here is not None or start == 0 or at < place:
        return here
    return _according_before(line, start)


def _named(tokens: list[Token], start: int, end: int, found: Attribution) -> Iterator[str]:
    """Give the outlets of `tokens[start:end]` that somebody spoke to; an outlet that speaks itself is none."""
    for at in range(start, end):
        low = tokens[at].low
        if low not in _LEADS and low not in _REPORTING:
            continue
        behind = _behind_lead(tokens, at)
        outlet = _outlet(tokens, behind) if behind is not None else _reporting(tokens, at, start)
        if outlet is not None and not _is_speaker(found, outlet[1]):
            yield outlet[0]


def _is_speaker(found: Attribution, end: int) -> bool:
    """True when the outlet that ends before token `end` speaks itself; `a report from Tide Radio` is not Tide Radio."""
    return found.phrase.kind == "organisation" and found.phrase.start < end <= found.phrase.end


def _behind_lead(tokens: list[Token], at: int) -> int | None:
    """Return where an outlet may begin behind `told`, `interview with`, `statement to`, `according to a`, `said on`."""
    if tokens[at].low in _TELLING:
        return at + 1
    links = _LEADS.get(tokens[at].low)
    return at + 2 if links and at + 2 < len(tokens) and tokens[at + 1].low in links else None


def _reporting(tokens: list[Token], at: int, start: int) -> tuple[str, int] | None:
    """`..., CBS News reported`, `CBS News reported that Ruiz said ...`."""
    if tokens[at].low not in _REPORTING:
        return None
    first = at
    while first > max(start, at - _LONGEST) and tokens[first - 1].is_name:
        first -= 1
    outlet = _outlet(tokens, first)
    return outlet if outlet is not None and outlet[1] == at else None


def garbled(line: Line, found: Attribution) -> bool:
    """True for `told Fox News indicated that`: two verbs for one subject, with nothing between them to part them."""
    return found.cue is not None and _told_twice(line, found.cue)


def _told_twice(line: Line, cue: int) -> bool:
    for at in range(max(0, cue - _LONGEST), cue):
        if line.tokens[at].low in _TELLING:
            outlet = _outlet(line.tokens, at + 1)
            return outlet is not None and outlet[1] == cue
    return False


def _according_before(line: Line, start: int) -> str | None:
    """`According to a Fox News report, ... . One official conceded ...`: the report goes on."""
    first = sentence_start(line, start - 1)
    words = line.tokens[first : first + 2]
    if [token.low for token in words] != ["according", "to"]:
        return None
    outlet = _outlet(line.tokens, first + 2)
    return outlet[0] if outlet is not None else None


def _outlet(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """Return the outlet's name without its article that begins at `at`, and the token number behind it."""
    if at < len(tokens) and tokens[at].low in ("the", "a", "an"):
        at += 1
    end = at
    while end < min(len(tokens), at + _LONGEST) and tokens[end].is_name and tokens[end].is_word:
        end += 1
        if tokens[end - 1].is_possessive:
            break
    names = [_without_possessive(token) for token in tokens[at:end]]
    if not names or not (_is_acronym(names) or any(name.lower() in _OUTLET_WORDS for name in names)):
        return None
    return " ".join(names), end


def _is_acronym(names: list[str]) -> bool:
    return len(names) == 1 and names[0] not in _NOT_OUTLETS and bool(_ACRONYM.match(names[0]))


def _without_possessive(token: Token) -> str:
    return token.text[:-2] if token.text.endswith(("'s", "’s")) else token.text
