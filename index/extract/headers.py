"""What stands above the body of a plain text: title, deck, byline, date, newspaper, picture and labelled fields."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from index.article import Image
from index.dates import Published, find_date, is_of_change
from index.extract.bylines import SHIELDED, clean_byline, given_authors, is_byline
from index.extract.labels import labelled
from index.extract.papers import is_name, is_paper, parted
from index.extract.pictures import SENTENCE_END, picture_of
from index.tags import clean_tags, split_tags

WRAPPED = 100  # characters; where all lines of a block are shorter an editor broke them
_TITLE_LIMIT = 200  # characters; the longest of 344 labelled headlines has 136
_HEADER_LINE = 120  # characters; a longer line with a date in it is a sentence
_HEADER_LINES = 12  # a longer header is not seen; without an end, a file of bylines would take a minute
_DECK_LIMIT = 300  # characters of a sub-headline
_FIELD_LIMIT = 60  # characters of a newspaper's or a section's name, and of a line in a stack of such
_STACK = 5  # lines
_DATE_LABELS = re.compile(
    r"\b(?:first\s+|last\s+)?"
    r"(?:published|posted|updated|date|dated|filed|sent|on|at|reuters|associated press|ap|afp|stand|veröffentlicht|"
    r"erschienen|publié|publicado|pubblicato|gepubliceerd|publisert|publicerad|опубликовано)\b",
    re.I,
)
_DASH = re.compile(r"\s*(?:\([^()]{2,30}\))?\s*[-–—]")
_PLACE_LIMIT = 40  # characters before the date of a dateline
_NO_HEADLINE_END = re.compile(r"[.…:;,–—-][”\"’')]*$")


@dataclass(frozen=True, slots=True)
class Header:
    """What the lines before the body said so far; `kept` are those of them that belong to the body."""

    title: str = ""
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    source: str | None = None
    section: str | None = None
    url: str | None = None
    lang: str | None = None
    image: Image | None = None
    tags: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()  # lines that date an update: of the body, if no other date is found
    kept: tuple[str, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)

    def with_(self, origin: str, **known: object) -> "Header":
        marks = self.provenance | dict.fromkeys(known, origin)
        return replace(self, provenance=marks, **known)  # type: ignore[arg-type]

    def keeping(self, lines: Iterable[str]) -> "Header":
        return replace(self, kept=(*self.kept, *lines))


def read_header(blocks: list[list[str]], header: Header) -> tuple[Header, list[list[str]]]:
    """Return the header with what the first blocks tell, and the blocks of the body: a line alone is one."""
    if sum(map(len, blocks)) == 1:
        return header, blocks
    rest = blocks[_HEADER_LINES:]
    for at, block in enumerate(blocks[:_HEADER_LINES]):
        left, header = _block(block, header, blocks[at + 1 : at + 3])
        if left:
            rest = [left, *blocks[at + 1 :]]
            break
    kept = (*(() if header.published else header.changed), *header.kept)
    return header, [[line] for line in kept] + rest


def _block(block: list[str], header: Header, following: list[list[str]]) -> tuple[list[str], Header]:
    """Read what a block tells before the body; return the lines that it leaves to the body."""
    left, header = facts(block, header)
    if not header.title and left:
        left, header = _titled(left, header, following, after_facts=len(left) < len(block) or bool(header.published))
    elif len(left) == len(block) and following and _below_title(left, header, following[0]):
        return [], _with_source(left, header) if is_paper(left[0]) else header.keeping(left)
    left, header = _stacked(left, header)
    picture = picture_of(left, alone=len(left) == len(block))
    if picture and header.title and not header.image and following:
        return [], header.with_("credit", image=picture)
    if left and header.title and not header.published and (opening := _opening(left[0])):
        header = header.with_("dateline", published=opening)
    return left, header


def _titled(
    lines: list[str], header: Header, following: list[list[str]], *, after_facts: bool
) -> tuple[list[str], Header]:
    """Take the headline off the top of some lines, with its deck, which is text."""
    left, dated = facts(lines[1:], header)
    if is_paper(lines[0]) and not left and _above_title(following, dated):
        return [], _with_source(lines[:1], dated)
    deck = _deck(lines, following, after_facts=after_facts)
    if deck is None:
        return lines, header
    header = header.with_("first-line", title=lines[0])
    below, named = lines[1 : 1 + deck], deck == 1 and is_paper(lines[1])
    header = _with_source(below, header) if named else header.keeping(below)
    return facts(lines[1 + deck :], header)


def _above_title(following: list[list[str]], header: Header) -> bool:
    """Tell if the headline comes next, below the date."""
    below = [line for block in following for line in block]
    left, dated = facts(below, header)
    return bool(left and dated.published and _is_headline(left[0]))


def _deck(lines: list[str], following: list[list[str]], *, after_facts: bool) -> int | None:
    """Return how many lines of a deck follow the headline; None where the first line is no headline."""
    if len(lines[0]) > _TITLE_LIMIT:
        return None
    if len(lines) == 1:
        return 0 if following or after_facts else None
    if _is_fact(lines[1]):
        return 0
    if not _is_headline(lines[0]):
        return None
    if len(lines[1]) > WRAPPED >= len(lines[0]):
        return 0
    if (after_facts or (following and _all_facts(following[0]))) and len(lines) == 2 and not lines[1][0].islower():
        return 1
    return next((at - 1 for at in (2, 3) if len(lines) > at and _is_fact(lines[at])), None)


def _below_title(lines: list[str], header: Header, following: list[str]) -> bool:
    """Tell if a block is a deck or the newspaper's name: one line between the title and what dates or signs it."""
    if not header.title or len(lines) != 1 or len(lines[0]) > _DECK_LIMIT or picture_of(lines, alone=True):
        return False
    if is_paper(lines[0]) and header.published:
        return True
    left, more = facts(following, header)
    return not left and (more.published, more.byline) != (header.published, header.byline)


def _stacked(lines: list[str], header: Header) -> tuple[list[str], Header]:
    """Read short lines of which some are facts and one the date; another one is the newspaper, the rest is text."""
    if not header.title or not 1 < len(lines) <= _STACK or max(map(len, lines)) > _FIELD_LIMIT:
        return lines, header
    others = [line for line in lines if not _is_fact(line)]
    if any(map(SENTENCE_END.search, others)) or not any(_is_fact(line) and find_date(line) for line in lines):
        return lines, header
    named = [line for line in others if is_paper(line)] or [line for line in others if is_name(line)]
    for line in lines:
        header = header if line in others else facts([line], header)[1]
    if len(named) == 1 and not header.source:
        header = _with_source(named, header)
        others.remove(named[0])
    return [], header.keeping(others)


def _with_source(lines: list[str], header: Header) -> Header:
    return header.with_("header", source=lines[0])


def _opening(line: str) -> Published | None:
    """Return the date of a dateline that stays in the body, as "LISBON, March 3, 2021 (Reuters) - The ..."."""
    found = find_date(line[:_HEADER_LINE])
    dashed = found and _DASH.match(line, found[2])
    alone = len(line) <= _HEADER_LINE and not SENTENCE_END.search(line)
    changed = found and is_of_change(line, found[1])
    return found[0] if found and not changed and (dashed or alone) and found[1] <= _PLACE_LIMIT else None


def is_dateline(line: str) -> bool:
    """Tell if a line gives the date of publication and nothing else."""
    found = find_date(line) if len(line) <= _HEADER_LINE else None
    return bool(found and not is_of_change(line, found[1]) and not _unlabelled(_without_dates(line)))


def closing_date(blocks: list[list[str]]) -> Published | None:
    """Return the date that a last line, labelled, gives: "Published: May 4, 2019"."""
    line = blocks[-1][-1] if len(blocks) > 1 else ""
    known = _fact(line, Header()) if _DATE_LABELS.match(line) else None
    return known.published if known and not known.byline else None


def facts(lines: list[str], header: Header) -> tuple[list[str], Header]:
    """Take the datelines, bylines and labelled fields off the top of some lines."""
    for at, line in enumerate(lines[:_HEADER_LINES]):
        known = _fact(line, header)
        if known is None:
            return lines[at:], header
        header = known
    return lines[_HEADER_LINES:], header


def _all_facts(lines: list[str]) -> bool:
    return not facts(lines, Header(title="-"))[0]


def _is_fact(line: str) -> bool:
    return _fact(line, Header(title="-")) is not None


def _fact(line: str, header: Header) -> Header | None:
    """Return the header with what the line tells; None for a line that may be a title or of the body."""
    found = find_date(line[: 2 * _HEADER_LINE])
    label = labelled(line)
    if label and (label[0] == "tags" or not found):
        return _field(*label, line, header)
    if len(line) > _HEADER_LINE:
        return None
    rest = _without_dates(line)
    plain = _unlabelled(rest)
    byline = plain if is_byline(plain) else None
    if byline is None and (plain or (rest == line and not SHIELDED.search(line))):
        return None
    if byline and not header.byline:
        header = _signed(byline, header)
    if found and is_of_change(line, found[1]):
        return replace(header, changed=(*header.changed, line))
    return header.with_("dateline", published=found[0]) if found and not header.published else header


def _signed(byline: str, header: Header) -> Header:
    """Return the header with a byline, which may name the newspaper as well: "By Ann Lee, The Harbour Courier"."""
    header = header.with_("byline", byline=byline)
    paper = parted(byline)[1]
    return header.with_("byline", source=paper) if paper and not header.source else header


def _field(name: str, value: str, line: str, header: Header) -> Header | None:
    """Return the header with a labelled field. One that says nothing new, or nothing that can be read, is text."""
    known: dict[str, object] = {}
    if name == "recipient":
        return header if "@" in value or "label" in header.provenance.values() else None
    if name == "tags":
        known["tags"] = clean_tags((*header.tags, *split_tags(value)))
    elif name == "byline" and len(value) <= _HEADER_LINE:
        signed = clean_byline(re.sub(r"<[^<>]*>", "", value).replace('"', ""))
        known = {"byline": signed, "authors": given_authors(signed)} if signed else {}
        if not signed:
            return header
    elif name == "title" and 0 < len(value) <= _TITLE_LIMIT:
        old = header.title if header.provenance.get("title") == "first-line" else ""
        header = replace(header.keeping([old] if old else []), title="" if old else header.title)
        known["title"] = value
    elif name == "url" and re.match(r"https?://\S+$", value):
        known["url"] = value
    elif name in ("source", "section", "lang") and 0 < len(value) <= _FIELD_LIMIT and not SENTENCE_END.search(value):
        known[name] = value
    new = known and (name == "tags" or not getattr(header, name))
    return header.with_("label", **known) if new else header.keeping([line])


def _without_dates(line: str) -> str:
    while found := find_date(line):
        line = f"{line[: found[1]]} {line[found[2] :]}"
    return line


def _unlabelled(text: str) -> str:
    """Return what is left of a header line without address, labels and marks."""
    plain = clean_byline(_DATE_LABELS.sub(" ", text)) or ""
    return plain.strip(" ,:;|•·-–—()[]")


def _is_headline(line: str) -> bool:
    return len(line) <= _HEADER_LINE and not line[0].islower() and not _NO_HEADLINE_END.search(line)
