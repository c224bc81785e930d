"""One article as plain text and as Markdown, its quotations behind it: for notes, mails and other programs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from index.article import Article
from web.formats import clock, day, safe_url
from web.quotations import attributed, in_marks

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#&|~!])")
# What begins a list, a heading's underline or a quotation at the beginning of a line.
_STARTS = re.compile(r"^([ \t]*)(\d*)([-+=:.)])", re.MULTILINE)


class Write(Protocol):
    """What writes an article."""

    def __call__(self, article: Article) -> str: ...


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an article: its media type, and what writes it."""

    media_type: str
    write: Write


def plain_text(article: Article) -> str:
    """Return an article as plain text: title, byline, place and time, address, text, quotations."""
    head = [article.title or "Untitled", *_about(article)]
    said = [f"- {line}" for line in _said(article)]
    return _blocks("\n".join(head), article.body, "\n".join(["Quotations", *said] if said else []))


def markdown(article: Article) -> str:
    """Return an article as Markdown (CommonMark); nothing of what is stored is markup of it."""
    about = "  \n".join(map(escaped, _about(article)))
    said = "\n".join(f"- {escaped(line)}" for line in _said(article))
    title = f"# {escaped(' '.join(article.title.split()) or 'Untitled')}"
    return _blocks(title, about, escaped(article.body), "## Quotations" if said else "", said)


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _STARTS.sub(r"\1\2\\\3", _SIGNS.sub(r"\\\1", text))


# By how the address ends.
FORMS: Mapping[str, Form] = {
    "txt": Form("text/plain; charset=utf-8", plain_text),
    "md": Form("text/markdown; charset=utf-8", markdown),
}


def _about(article: Article) -> Iterator[str]:
    """Yield who wrote it, where and when it stood, and its address, as far as these are known."""
    when = day(article.published, article.published_precision), clock(article.published, article.published_precision)
    lines = article.signed, ", ".join(part for part in (article.source, *when) if part), safe_url(article.url)
    yield from (" ".join(line.split()) for line in lines if line)


def _said(article: Article) -> Iterator[str]:
    for quote in article.quotes:
        yield " ".join(f"{in_marks(quote)} – {attributed(quote)}".split())


def _blocks(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"
