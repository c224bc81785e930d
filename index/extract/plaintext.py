"""Plain text with or without a header: title, dateline, byline, picture, body and tags told apart."""

import re
from itertools import chain

from index.article import Article
from index.extract.bylines import authors_of
from index.extract.headers import WRAPPED, Header, closing_date, facts, read_header
from index.extract.labels import front_matter
from index.extract.wrapped import ITEM, blocks_of, unwrap
from index.tags import clean_tags, split_tags

_TAGS = re.compile(r"^\s*(?:tags?|keywords?|key words|filed under|topics?)\s*:\s*", re.I)
_LINE_END = re.compile(r"\r\n|[\r\f\v\u2029]")
_HEADING = re.compile(r"#\s+(\S.{0,198}?)\s*#*$")  # of markdown


def read_plaintext(text: str, name: str) -> Article:
    """Return the article in a text; `name`, the file's, is its title where the text has none.

    Nothing that is not understood as header or tags leaves the body.
    """
    settings, text = front_matter(_LINE_END.sub("\n", text))
    header = _from_settings(settings)
    blocks, tags = _take_tags(blocks_of([line.strip() for line in text.split("\n")]))
    header, blocks = _heading(header, blocks)
    header, rest = read_header(blocks, header)
    if not header.published and (closing := closing_date(rest)):
        header = header.with_("dateline", published=closing)
        rest = [block for block in (*rest[:-1], rest[-1][:-1]) if block]
    if tags:
        header = header.with_("label", tags=clean_tags((*header.tags, *tags)))
    if not header.title:
        header = header.with_("file-name", title=name)
    return _article(header, "\n\n".join(unwrap(_printed(rest, text)) or chain.from_iterable(map(_paragraphs, rest))))


def _from_settings(lines: list[str]) -> Header:
    """Return what front matter tells; a setting that is none of an article's fields is no text of it either."""
    header = Header()
    for line in lines:
        header = facts([line], header)[1]
    return header


def _heading(header: Header, blocks: list[list[str]]) -> tuple[Header, list[list[str]]]:
    """Take a heading of markdown off the top: the title, or the same as the title."""
    found = _HEADING.match(blocks[0][0]) if blocks else None
    if not found or header.title not in ("", found[1]):
        return header, blocks
    rest = [block for block in (blocks[0][1:], *blocks[1:]) if block]
    return header if header.title else header.with_("heading", title=found[1]), rest


def _article(header: Header, body: str) -> Article:
    iso, precision = header.published or (None, None)
    return Article(
        id="",
        url=header.url,
        source=header.source,
        title=header.title,
        byline=header.byline,
        authors=header.authors or authors_of(header.byline or ""),
        published=iso,
        published_precision=precision,
        body=body,
        tags=header.tags,
        section=header.section,
        lang=header.lang,
        image=header.image,
        provenance=header.provenance | {"body": "text"},
    )


def _printed(blocks: list[list[str]], text: str) -> str:
    """Return blocks with the indentation that their lines have in the text: some print new paragraphs so."""
    lines = {line.strip(): line for line in text.split("\n")}
    return "\n\n".join("\n".join(lines.get(line, line) for line in block) for block in blocks)


def _take_tags(blocks: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Take out the list of tags: a labelled last or last but one paragraph, or the label's line in it."""
    for at in range(len(blocks) - 1, max(len(blocks) - 3, 0), -1):
        for line, text in enumerate(blocks[at]):
            if label := _TAGS.match(text):
                listed = " ".join([text[label.end() :], *blocks[at][line + 1 :]])
                kept = [blocks[at][:line]] if line else []
                return [*blocks[:at], *kept, *blocks[at + 1 :]], split_tags(listed)
    return blocks, []


def _paragraphs(block: list[str]) -> list[str]:
    """Join the lines of a block that an editor wrapped; lines too long for that are paragraphs."""
    if max(map(len, block)) > WRAPPED:
        return block
    paragraphs: list[list[str]] = [[]]
    for line in block:
        if ITEM.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return [" ".join(lines) for lines in paragraphs if lines]
