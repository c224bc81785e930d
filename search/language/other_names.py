"""Names that other search boxes have for dates and fields, read as this language's own; every change is told.

`before:2018`, `after:`, `since:`, `until:`, `year:`, `date:`; `author:` and `by:`, `outlet:` and `site:`, `headline:`.
What is no date after the first six stays words, as all that is no field.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from index.patterns import pattern
from search.language.dates import Days, read_days
from search.language.describing import days
from search.language.tokens import Lexeme, has_field
from search.nodes import Published
from search.query import Diagnostic
from search.told import told

_SIGNS = {"before": "<", "after": ">", "since": ">=", "until": "<=", "year": "", "date": ""}
_FIELDS = {"author": "byline", "by": "byline", "outlet": "source", "site": "source", "headline": "title"}
_NAMED = pattern(rf"({'|'.join((*_SIGNS, *_FIELDS))}):(?!//)(.*)", re.IGNORECASE | re.DOTALL)
_DATED = pattern(rf"(?<!\w)(?:published|{'|'.join(_SIGNS)}):", re.IGNORECASE)
_LONGEST_DATE = 4  # words, as in "18 May 2015"


def is_dated(text: str) -> bool:
    """Tell whether a query's text may have a date in it, which depends on the day of asking."""
    return _DATED.search(text) is not None


def renamed(lexemes: Sequence[Lexeme], text: str, today: date) -> tuple[list[Lexeme], list[Diagnostic]]:
    """Return lexemes with such names as `published:` and as fields, and what is told of it."""
    found, notes, place = list[Lexeme](), list[Diagnostic](), 0
    while place < len(lexemes):
        read = _read(lexemes, place, text, today)
        if read is None:
            found.append(lexemes[place])
            place += 1
        else:
            place, put = read
            found += put
            notes.append(_note(text[put[0].start : put[-1].end], put))
    return found, notes


def _read(lexemes: Sequence[Lexeme], place: int, text: str, today: date) -> tuple[int, list[Lexeme]] | None:
    """Return what a lexeme with such a name is read as, and the place after it; None where it is none."""
    lexeme = lexemes[place]
    match = _NAMED.fullmatch(lexeme.text) if lexeme.kind == "word" and not has_field(lexemes, place) else None
    if match is None:
        return None
    name, value = match[1].lower(), lexeme.start + match.start(2)
    if name in _SIGNS:
        return _dated(lexemes, place, value, _SIGNS[name], text, today)
    after = _following(lexemes, place)
    if not match[2] and (after is None or after.kind not in ("open", "phrase")):
        return None
    field = Lexeme("field", f"{_FIELDS[name]}:", lexeme.start, value)
    return place + 1, [field, *([Lexeme("word", match[2], value, lexeme.end)] if match[2] else [])]


def _dated(
    lexemes: Sequence[Lexeme], place: int, value: int, sign: str, text: str, today: date
) -> tuple[int, list[Lexeme]] | None:
    for end, written in _values(lexemes, place, value, text):
        if found := read_days(sign + written, today):
            last = lexemes[end - 1].end
            read = Lexeme("word", _written(found), value, last)
            return end, [Lexeme("field", "published:", lexemes[place].start, value), read]
    return None


def _values(lexemes: Sequence[Lexeme], place: int, value: int, text: str) -> Iterator[tuple[int, str]]:
    """Yield what may be the date after a name, the longest run of words first, with the place after it."""
    after = _following(lexemes, place)
    if value == lexemes[place].end:
        if after and after.kind == "phrase":
            yield place + 2, after.text
        return
    for end in range(min(len(lexemes), place + _LONGEST_DATE), place, -1):
        if all(one.kind == "word" for one in lexemes[place:end]):
            yield end, text[value : lexemes[end - 1].end]


def _following(lexemes: Sequence[Lexeme], place: int) -> Lexeme | None:
    """Return what stands right after a lexeme, without a space."""
    after = lexemes[place + 1] if place + 1 < len(lexemes) else None
    return after if after and after.start == lexemes[place].end else None


def _written(found: Days) -> str:
    return days(Published(*found))


def _note(written: str, put: Sequence[Lexeme]) -> Diagnostic:
    message = told('"%(form)s" is read as %(written)s', form=written, written="".join(one.text for one in put))
    return Diagnostic(message, put[0].start, put[-1].end, "translation")
