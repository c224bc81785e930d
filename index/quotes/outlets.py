"""Finds the outlet that a speaker talked to: `told the Associated Press`, `in an interview with CNN`."""

import re

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
_LONGEST = 7


def told_to(line: Line, at: int, found: Attribution) -> str | None:
    """Return the outlet named in the sentence of the attribution, else in `according to` one sentence before."""
    place = found.phrase.start
    start, end = sentence_start(line, place), max(sentence_end(line, place), found.reach)
    here = _told(line.tokens, start, end) or _interviewed(line.tokens, start, end)
    if here is not None or start == 0 or at < place:
        return here
    return _according_before(line, start)


def garbled(line: Line, found: Attribution) -> bool:
    """True for `told Fox News indicated that`: two verbs for one subject, with nothing between them to part them."""
    return found.cue is not None and _told_twice(line, found.cue)


def _told_twice(line: Line, cue: int) -> bool:
    for at in range(max(0, cue - _LONGEST), cue):
        if line.tokens[at].low in _TELLING:
            outlet = _outlet(line.tokens, at + 1)
            return outlet is not None and outlet[1] == cue
    return False


def _told(tokens: list[Token], start: int, end: int) -> str | None:
    for at in range(start, end):
        if tokens[at].low in _TELLING:
            outlet = _outlet(tokens, at + 1)
            return outlet[0] if outlet is not None else None
    return None


def _interviewed(tokens: list[Token], start: int, end: int) -> str | None:
    for at in range(start, end - 1):
        if tokens[at].low == "interview" and tokens[at + 1].low in ("with", "on", "for", "to"):
            outlet = _outlet(tokens, at + 2)
            return outlet[0] if outlet is not None else None
    return None


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
