"""Plain text with or without a header: title, dateline, byline, picture, body and tags told apart."""

import re
from dataclasses import dataclass, field, replace

from index.article import Article, Image
from index.dates import Published, find_date, is_of_change
from index.extract.bylines import SHIELDED, authors_of, clean_byline, is_byline
from index.tags import clean_tags, split_tags

_TITLE_LIMIT = 200  # characters; the longest of 344 labelled headlines has 136
_HEADER_LINE = 120  # characters; a longer line with a date in it is a sentence
_HEADER_LINES = 12  # a longer header is not seen; without an end, a file of bylines would take a minute
_WRAPPED = 100  # characters; where all lines of a block are shorter an editor broke them
_TAGS = re.compile(r"^\s*(?:tags?|keywords?|key words|filed under|topics?)\s*:\s*", re.I)
_LABELS = re.compile(
    r"\b(?:first\s+|last\s+)?(?:published|posted|updated|date|dated|filed|on|at|reuters|associated press|ap|afp)\b",
    re.I,
)
_PICTURE_LABEL = re.compile(r"^\(?\s*(?:photo(?:graph)?|image|picture|caption)\s*:\s*", re.I)
_AGENCY = (
    r"(?:REUTERS|Reuters|AP(?: Photo)?|Associated Press|AFP|EPA(?:-EFE)?|Getty(?: Images)?|Xinhua|TASS|Alamy"
    r"(?: Stock Photo)?|Shutterstock|Bloomberg|PA(?: Wire| Media)?|UPI|Anadolu(?: Agency)?|Corbis|iStock|Handout|"
    r"Zuma(?: Press)?|NurPhoto|Flickr|Wikimedia(?: Commons)?|Pexels|Unsplash)"
)
_WHO = r"[^.!?/()|]{2,50}"
_LABELLED = (
    r"(?:(?:[Pp]hotos?|[Pp]hotographs?|[Ii]mages?|[Pp]ictures?|PHOTO|[Cc]redit|CREDIT)"
    r"\s*(?::|\s[Bb]y\b|\s[Cc]ourtesy(?:\s+of)?\b:?)|©)"
)
_CREDIT = re.compile(
    rf"(?:^|(?<=[.!?\"”’)|–—-])\s+|(?<=[.!?\"”’])|(?=\())"
    rf"\(?\s*(?P<credit>{_LABELLED}\s*[^()]{{2,80}}|(?:{_WHO}/)*{_AGENCY}(?:\s*/\s*[^()/]{{2,60}})*)\s*\)?\.?$"
)
_CREDIT_LABEL = re.compile(rf"^{_LABELLED}\s*")
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
_DASH = re.compile(r"\s*(?:\([^()]{2,30}\))?\s*[-–—]")
_PLACE_LIMIT = 40  # characters before the date of a dateline
_CAPTION_LIMIT = 400  # characters; a guess: a paragraph of the body that ends like a credit tends to be longer
_BARE_AGENCY = re.compile(rf"{_AGENCY}$")  # also ends the text of a wire story: "... he said. (Reuters)"
_ITEM = re.compile(r"^(?:[-*•–—]|\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class _Header:
    """What the lines before the body said so far."""

    title: str = ""
    byline: str | None = None
    published: Published | None = None
    image: Image | None = None
    tags: tuple[str, ...] = ()
    provenance: dict[str, str] = field(default_factory=dict)

    def with_(self, source: str, **known: object) -> "_Header":
        marks = self.provenance | dict.fromkeys(known, source)
        return replace(self, provenance=marks, **known)  # type: ignore[arg-type]


def read_plaintext(text: str, name: str) -> Article:
    """Return the article in a text; `name`, the file's, is its title where the text has none.

    Nothing that is not understood as header or tags leaves the body.
    """
    blocks = _blocks(text)
    blocks, tags = _take_tags(blocks)
    header, rest = _read_header(blocks)
    if tags:
        header = header.with_("label", tags=clean_tags((*header.tags, *tags)))
    if not header.title:
        header = header.with_("file-name", title=name)
    return _article(header, "\n\n".join(p for block in rest for p in _paragraphs(block)))


def _article(header: _Header, body: str) -> Article:
    iso, precision = header.published or (None, None)
    return Article(
        id="",
        title=header.title,
        byline=header.byline,
        authors=authors_of(header.byline or ""),
        published=iso,
        published_precision=precision,
        body=body,
        tags=header.tags,
        image=header.image,
        provenance=header.provenance | {"body": "text"},
    )


def _blocks(text: str) -> list[list[str]]:
    lines = [line.strip() for line in re.split(r"\r\n|[\n\r\f\v\u2029]", text)]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _take_tags(blocks: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Take out the list of tags: a labelled last or last but one paragraph, or the label's line in it."""
    for at in range(len(blocks) - 1, max(len(blocks) - 3, 0), -1):
        for line, text in enumerate(blocks[at]):
            if label := _TAGS.match(text):
                listed = " ".join([text[label.end() :], *blocks[at][line + 1 :]])
                kept = [blocks[at][:line]] if line else []
                return [*blocks[:at], *kept, *blocks[at + 1 :]], split_tags(listed)
    return blocks, []


def _read_header(blocks: list[list[str]]) -> tuple[_Header, list[list[str]]]:
    header = _Header()
    for at, block in enumerate(blocks[:_HEADER_LINES]):
        left, header = _header_block(block, header, last=at + 1 == len(blocks))
        if left:
            return header, [left, *blocks[at + 1 :]]
    return header, blocks[_HEADER_LINES:]


def _header_block(block: list[str], header: _Header, *, last: bool) -> tuple[list[str], _Header]:
    """Read what a block tells before the body; return the lines that it leaves to the body."""
    left, header = _facts(block, header)
    if not header.title and left and _is_title(left, header, last=last, facts=len(left) < len(block)):
        header = header.with_("first-line", title=left[0])
        left, header = _facts(left[1:], header)
    picture = _picture(left, alone=len(left) == len(block))
    if picture and header.title and not header.image and not last:
        return [], header.with_("credit", image=picture)
    if left and header.title and not header.published and (opening := _opening(left[0])):
        header = header.with_("dateline", published=opening)
    return left, header


def _opening(line: str) -> Published | None:
    """Return the date of a dateline that stays in the body, as "LISBON, March 3, 2021 (Reuters) - The ..."."""
    found = find_date(line[:_HEADER_LINE])
    dashed = found and _DASH.match(line, found[2])
    alone = len(line) <= _HEADER_LINE and not _SENTENCE_END.search(line)
    return found[0] if found and (dashed or alone) and found[1] <= _PLACE_LIMIT else None


def _facts(lines: list[str], header: _Header) -> tuple[list[str], _Header]:
    """Take the datelines, bylines and tags off the top of some lines."""
    for at, line in enumerate(lines[:_HEADER_LINES]):
        known = _fact(line, header)
        if known is None:
            return lines[at:], header
        header = known
    return lines[_HEADER_LINES:], header


def _fact(line: str, header: _Header) -> _Header | None:
    """Return the header with what the line tells; None for a line that may be a title or of the body."""
    if len(line) > _HEADER_LINE:
        return None
    if header.title and (label := _TAGS.match(line)):
        return header.with_("label", tags=clean_tags(split_tags(line[label.end() :])))
    found = find_date(line)
    rest = _without_dates(line)
    plain = _unlabelled(rest)
    byline = plain if is_byline(plain) else None
    if byline is None and (plain or (rest == line and not SHIELDED.search(line))):
        return None
    if byline and not header.byline:
        header = header.with_("byline", byline=byline)
    if found and not header.published and not is_of_change(line, found[1]):
        header = header.with_("dateline", published=found[0])
    return header


def _without_dates(line: str) -> str:
    while found := find_date(line):
        line = f"{line[: found[1]]} {line[found[2] :]}"
    return line


def _unlabelled(text: str) -> str:
    """Return what is left of a header line without address, labels and marks."""
    plain = clean_byline(_LABELS.sub(" ", text)) or ""
    return plain.strip(" ,:;|•·-–—()[]")


def _is_title(lines: list[str], header: _Header, *, last: bool, facts: bool) -> bool:
    if len(lines[0]) > _TITLE_LIMIT or (last and not facts):
        return False
    return len(lines) == 1 or _fact(lines[1], header) is not None


def _picture(lines: list[str], *, alone: bool) -> Image | None:
    """Return the picture that a block tells of: up to a title, a caption and, at its end, the credit."""
    if not 0 < len(lines) <= 4 or max(map(len, lines)) > _CAPTION_LIMIT:
        return None
    text = lines[-1]
    found = _CREDIT.search(text)
    if found and alone and len(lines) == 1 and _BARE_AGENCY.match(found["credit"]) and found.start():
        return None
    if not found and not any(_PICTURE_LABEL.match(line) for line in lines):
        return None
    credit = _CREDIT_LABEL.sub("", found["credit"]).strip() if found else None
    words = [*lines[:-1], text[: found.start()] if found else text]
    words = [_PICTURE_LABEL.sub("", line).strip(" (") for line in words]
    words = [line for line in words if line]
    titled = len(words) > 1 and not _SENTENCE_END.search(words[0])
    caption = " ".join(words[1:] if titled else words)
    return Image(title=words[0] if titled else None, caption=caption or None, credit=credit or None)


def _paragraphs(block: list[str]) -> list[str]:
    """Join the lines of a block that an editor wrapped; lines too long for that are paragraphs."""
    if max(map(len, block)) > _WRAPPED:
        return block
    paragraphs: list[list[str]] = [[]]
    for line in block:
        if _ITEM.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return [" ".join(lines) for lines in paragraphs if lines]
