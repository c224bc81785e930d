"""Articles as a person has corrected them, and what they were as read: FOLDER/corrected.json, to undo it."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.article import Article, Mention, Quote, quotes_from, quotes_plain
from index.corrections import Correction, placed, read_corrections
from index.manifest import CORRECTIONS, unsigned, write_json

CORRECTED = "corrected.json"
RULE = FLAG = "corrected"


class Corrected:
    """Applies the corrections of a run; remembers the quotations of what it corrects."""

    def __init__(self, location: Path, corrections: Path) -> None:
        """Take the index folder, and the one with the file of corrections.

        Raises:
            PullquoteError: the file cannot be read.
        """
        self._location, self._path = location, corrections / CORRECTIONS
        found = read_corrections(corrections)
        self.warnings = found.warnings
        self._by_article = found.by_article()
        self._kept = self._originals = _originals(location)
        self._last: Article | None = None

    @property
    def ids(self) -> list[str]:
        """The articles that are corrected, or were."""
        return sorted({*self._by_article, *self._originals})

    def as_read(self, article: Article) -> Article:
        """Return an article that was read, corrected."""
        if article.id not in self._by_article:
            return article
        self._last = article
        if self._originals.get(article.id, {}).get("body") == _digest(article):
            self._remember(article)  # the rules may find otherwise now, and what is put be as it was
        return self._applied(article)

    def put(self, name: str) -> None:
        """Remember what the article that was read last was, which is put into the index."""
        if name in self._by_article and self._last:
            self._remember(self._last)

    def as_held(self, article: Article) -> Article:
        """Return an article of the index, corrected as the file says now."""
        read = replace(article, quotes=self.originals(article))
        if article.id in self._by_article:
            self._remember(read)
        elif read == article:  # what is undone is forgotten when the index has it
            self.forget(article.id)
        return self._applied(read)

    def forget(self, name: str) -> None:
        """Forget what an article was as read."""
        self._originals = {own: known for own, known in self._originals.items() if own != name}

    def missed(self, name: str, article: Article | None) -> Iterator[str]:
        """Yield a line for each correction of an article that has no quotation there, given as the index holds it."""
        there = {place for place, _ in placed(self.originals(article))} if article else set()
        for place, (number, _) in self._by_article.get(name, {}).items():
            if place not in there:
                lacks = "has no quotation with these words now" if article else "is not in the index"
                yield f"{self._path}, line {number}: article {name} {lacks}; the line is kept"

    def originals(self, article: Article) -> tuple[Quote, ...]:
        """Return the quotations of an article of the index as they were read."""
        known = self._originals.get(article.id, {})
        return quotes_from(known["quotes"]) if known.get("body") == _digest(article) else article.quotes

    def write(self) -> None:
        """Keep what is remembered, where that has changed. A commit comes after it, which may fail without harm.

        Raises:
            IndexUnavailable: the disk is full or cannot be written to.
        """
        if self._originals != self._kept:
            write_json(self._location / CORRECTED, {"articles": self._originals})
            self._kept = self._originals

    def _remember(self, article: Article) -> None:
        known = {"body": _digest(article), "quotes": quotes_plain(article.quotes)}
        self._originals = {**self._originals, article.id: known}

    def _applied(self, article: Article) -> Article:
        mine = self._by_article.get(article.id, {})
        found = (
            _corrected(quote, mine[place][1], article.body) if place in mine else quote
            for place, quote in placed(article.quotes)
        )
        return replace(article, quotes=tuple(quote for quote in found if quote))


def take_originals(source: Path, location: Path) -> None:
    """Put what one index remembers in the place of what another one does."""
    if (source / CORRECTED).exists():
        (source / CORRECTED).replace(location / CORRECTED)
    else:
        (location / CORRECTED).unlink(missing_ok=True)


def _originals(location: Path) -> dict[str, Any]:
    """Return what was remembered. Without it what is corrected stays so until its file is read again."""
    try:
        found = unsigned(json.loads((location / CORRECTED).read_bytes()))["articles"]
        return dict(found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _corrected(quote: Quote, known: Correction, body: str) -> Quote | None:
    """Return a quotation as it is known better, None where it is none."""
    if not known.is_quote:
        return None
    same = known.speaker is not None and known.speaker == quote.speaker
    kind = known.source_type or (quote.source_type if same else None) or ("named" if known.speaker else None)
    return replace(
        quote,
        speaker=known.speaker,
        mention=quote.mention if same else _mention(known.speaker, quote, body),
        role=known.role or (quote.role if same else None),
        told_to=known.told_to or quote.told_to,
        source_type=kind,
        confidence=1.0,
        rule=RULE,
        flags=(*(flag for flag in quote.flags if flag != FLAG), FLAG),
    )


def _mention(name: str | None, quote: Quote, body: str) -> Mention | None:
    """Return where the name stands next to a quotation and outside of it, None where it does not."""
    if not name or not quote.parts:
        return None
    found = (one.span() for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", body))
    outside = [span for span in found if not any(start <= span[0] < end for start, end in quote.parts)]
    start, end = min(outside, key=lambda span: _distance(span, quote.parts), default=(0, 0))
    return Mention(name, start, end) if end else None


def _distance(span: tuple[int, int], parts: Iterable[tuple[int, int]]) -> int:
    return min(max(start - span[1], span[0] - end) for start, end in parts)


def _digest(article: Article) -> str:
    return hashlib.sha256(article.body.encode("utf-8", "surrogatepass")).hexdigest()[:16]
