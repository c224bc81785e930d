"""Queries in the forms of Nexis and Factiva, read as this language's own; every change is told with its place.

Nexis: `w/5`, `/5`, `pre/3`, `w/s`, `w/p`, `w/seg`, `but not`, `bomb!`, segments as `hlead(...)`. Factiva: `adj`,
`adj5`, `near5`, `same`, `bomb$`, `iraq/f50/`, fields as `hd=iraq`. What may be a plain word operates beside another
form only.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from index.patterns import pattern
from search.language.operators import near
from search.language.tokens import Lexeme, has_field
from search.query import Diagnostic
from search.told import told

NEXIS, FACTIVA = "nexis", "factiva"
_UNITS = {"s": "sentence", "sent": "sentence", "p": "paragraph", "para": "paragraph"}
_SEGMENTS = {
    "hlead": "lead", "lead": "lead", "headline": "title", "title": "title", "body": "body", "byline": "byline",
    "publication": "source", "subject": "tag", "terms": "tag",
}  # fmt: skip
_CODES = {"hlp": "lead", "lp": "lead", "hd": "title", "hl": "title", "by": "byline", "sn": "source"}
_FORMS = ("singular", "plural", "caps", "allcaps", "nocaps")
_NEXIS_NEAR = pattern(r"(?:w|W|(pre))?/(\d+)")
_NEXIS_UNIT = pattern(rf"w?/({'|'.join(_UNITS)})", re.IGNORECASE)
_FACTIVA_NEAR = pattern(r"(?:(adj)|near)(\d+)", re.IGNORECASE)
_FACTIVA_CODE = pattern(rf"({'|'.join(_CODES)})=(.*)", re.IGNORECASE)
_FACTIVA_FIRST = pattern(r"(.*)/f(\d{1,4})/?", re.IGNORECASE)
_FACTIVA_STUB = pattern(r"(\w{2,})\$\d*")
_NEXIS_STUB = pattern(r"(\w{2,})!")
# What a certain form has somewhere: few words of a query do, and the rules are asked of no others.
_CERTAIN_FORM = pattern(
    rf".*[/=$].*|(?:adj|near)\d+|adj|same|{'|'.join((*_SEGMENTS, *_FORMS))}", re.IGNORECASE | re.DOTALL
)


class Read(NamedTuple):
    """Lexemes with other systems' forms translated, what was said of it, and which systems these are."""

    lexemes: list[Lexeme]
    diagnostics: list[Diagnostic]
    systems: frozenset[str]


def translated(lexemes: Sequence[Lexeme]) -> Read:
    """Return lexemes with the forms of other systems as those of this language.

    Raises:
        QueryError: a number of words is over the limit.
    """
    if not any(_CERTAIN_FORM.fullmatch(lexeme.text) for lexeme in lexemes):
        return Read(list(lexemes), [], frozenset())
    certain = _Reader(lexemes, _CERTAIN)
    if not certain.systems:
        return Read(list(lexemes), [], frozenset())
    others = _Reader(certain.read, [rule for system in sorted(certain.systems) for rule in _BESIDE[system]])
    found = sorted(certain.diagnostics + others.diagnostics, key=lambda note: note.start)
    return Read(others.read, found, frozenset(certain.systems | others.systems))


class _Reader:
    """Applies rules to each word that is no value of a field: the first that knows it reads it."""

    def __init__(self, lexemes: Sequence[Lexeme], rules: Sequence["_Rule"]) -> None:
        self.lexemes, self.read = lexemes, [*lexemes[:0]]
        self.diagnostics: list[Diagnostic] = []
        self.systems: set[str] = set()
        self.cuts = any(lexeme.text.endswith("!") and _NEXIS_STUB.fullmatch(lexeme.text) for lexeme in lexemes)
        for place, lexeme in enumerate(lexemes):
            plain = lexeme.kind == "word" and not has_field(lexemes, place)
            if not plain or not any(rule(self, lexeme, place) for rule in rules):
                self.read.append(lexeme)

    def take(self, system: str, lexeme: Lexeme, written: str, *found: Lexeme) -> bool:
        """Put lexemes in the place of one, and say so."""
        self.read += found
        self.systems.add(system)
        message = told(
            '%(system)s\'s "%(form)s" is read as %(written)s',
            system=system.capitalize(),
            form=lexeme.text,
            written=written,
        )
        self.diagnostics.append(Diagnostic(message, lexeme.start, lexeme.end, "translation"))
        return True

    def following(self, place: int) -> Lexeme | None:
        """Return what stands right after a lexeme, without a space."""
        after = self.lexemes[place + 1] if place + 1 < len(self.lexemes) else None
        return after if after and after.start == self.lexemes[place].end else None


_Rule = Callable[[_Reader, Lexeme, int], bool]


def _near(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    found, system = _NEXIS_NEAR.fullmatch(lexeme.text), NEXIS
    if not found:
        found, system = _FACTIVA_NEAR.fullmatch(lexeme.text), FACTIVA
    if not found or place in (0, len(reader.lexemes) - 1):
        return False
    read = near(lexeme, "PRE" if found[1] else "NEAR", found[2])
    return reader.take(system, lexeme, f"{read.text}/{read.number}", read)


def _unit(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    found = _NEXIS_UNIT.fullmatch(lexeme.text)
    return found is not None and _same(reader, NEXIS, lexeme, _UNITS[found[1].lower()])


def _same(reader: _Reader, system: str, lexeme: Lexeme, unit: str) -> bool:
    return reader.take(system, lexeme, f"SAME {unit.upper()}", replace(lexeme, kind="same", text=unit))


def _segment(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    """Read `hlead(`: a name with its bracket right after it."""
    name, after = lexeme.text.lower(), reader.following(place)
    if after is None or after.kind != "open" or name not in (*_SEGMENTS, *_FORMS):
        return False
    if name in _FORMS:
        return reader.take(NEXIS, lexeme, "what its brackets hold, in all forms")
    field = f"{_SEGMENTS[name]}:"
    return reader.take(NEXIS, lexeme, field, replace(lexeme, kind="field", text=field))


def _whole_document(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    known = lexeme.text.lower() in ("w/seg", "/seg")
    return known and reader.take(NEXIS, lexeme, "AND", replace(lexeme, kind="operator", text="AND"))


def _code(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    """Read `hd=iraq`, `hd="..."` and `hd=(`."""
    found = _FACTIVA_CODE.fullmatch(lexeme.text)
    if not found or not (found[2] or ((after := reader.following(place)) and after.kind in ("open", "phrase"))):
        return False
    end = lexeme.start + found.start(2)
    field = Lexeme("field", f"{_CODES[found[1].lower()]}:", lexeme.start, end)
    rest = [Lexeme("word", found[2], end, lexeme.end)] if found[2] else []
    return reader.take(FACTIVA, lexeme, f"{field.text}{found[2]}", field, *rest)


def _first(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    """Read `iraq/f50/`, and `/f50/` right after a phrase."""
    found = _FACTIVA_FIRST.fullmatch(lexeme.text)
    if not found or not int(found[2]) or not (found[1] or _is_after_phrase(reader, lexeme)):
        return False
    inner = Lexeme("word", found[1], lexeme.start, lexeme.start + found.end(1)) if found[1] else reader.read.pop()
    field = Lexeme("field", f"first{int(found[2])}:", inner.start, inner.start)
    return reader.take(FACTIVA, lexeme, f"{field.text}{found[1]}", field, inner)


def _is_after_phrase(reader: _Reader, lexeme: Lexeme) -> bool:
    return bool(reader.read) and reader.read[-1].kind == "phrase" and reader.read[-1].end == lexeme.start


def _stub(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    found = _FACTIVA_STUB.fullmatch(lexeme.text)
    return found is not None and _prefix(reader, FACTIVA, lexeme, found[1])


def _cut(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    found = _NEXIS_STUB.fullmatch(lexeme.text)
    return found is not None and _prefix(reader, NEXIS, lexeme, found[1])


def _prefix(reader: _Reader, system: str, lexeme: Lexeme, stub: str) -> bool:
    return reader.take(system, lexeme, f"{stub}*", replace(lexeme, text=f"{stub}*"))


def _any_letter(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    """Read Nexis's `wom*n`, one letter, where a `!` shows that its users' truncation is meant."""
    if not reader.cuts or not re.fullmatch(r"\w{2,}\*\w+", lexeme.text):
        return False
    text = lexeme.text.replace("*", "?")
    return reader.take(NEXIS, lexeme, text, replace(lexeme, text=text))


def _but_not(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    after = reader.lexemes[place + 1].text.lower() if place + 1 < len(reader.lexemes) else ""
    return lexeme.text.lower() == "but" and after == "not" and reader.take(NEXIS, lexeme, "AND")


def _adjacent(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    return lexeme.text.lower() == "adj" and reader.take(FACTIVA, lexeme, "PRE/1", near(lexeme, "PRE", "1"))


def _same_paragraph(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    return lexeme.text.lower() == "same" and _same(reader, FACTIVA, lexeme, "paragraph")


def _capitals(reader: _Reader, lexeme: Lexeme, place: int) -> bool:
    """Read ADJ and SAME in capitals between two others, SAME not before its unit; not in a headline all in capitals."""
    after = reader.lexemes[place + 1].text if place + 1 < len(reader.lexemes) else ""
    if lexeme.text not in ("ADJ", "SAME") or place == 0 or after in ("", "SENTENCE", "PARAGRAPH", "QUOTE"):
        return False
    if all(one.text == one.text.upper() for one in reader.lexemes):
        return False
    return _adjacent(reader, lexeme, place) or _same_paragraph(reader, lexeme, place)


_CERTAIN: list[_Rule] = [_near, _unit, _whole_document, _segment, _code, _first, _stub, _capitals]
_BESIDE: dict[str, list[_Rule]] = {NEXIS: [_cut, _any_letter, _but_not], FACTIVA: [_adjacent, _same_paragraph]}
