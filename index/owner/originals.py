"""What corrected articles were as read: FOLDER/corrected.json, to undo corrections and to bring in others.

The articles of an index are corrected already. One whose original is lost, as the file is or is of a run that was cut
off, is never corrected again as it is held: its source file is read again first.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import convert, to_builtins

from index.article import OWNERS, Article, Quote, quotes_from, quotes_plain
from index.manifest import unsigned, write_json
from index.owner.carrying import Carrying, Past, traits

CORRECTED = "corrected.json"


class Originals:
    """The quotations of corrected articles as they were read.

    Args:
        location: the folder of the index.
        names: the articles that have corrections. Where the file is lost, so is what these were.
    """

    def __init__(self, location: Path, names: Iterable[str]) -> None:
        self._path = location / CORRECTED
        found = _found(self._path)
        self._articles: dict[str, Any] = dict.fromkeys(names) if found is None else dict(found["articles"])
        self._seen: dict[tuple[str, str], tuple[Quote, ...]] = {}  # read in this run, by article and text
        self._became = dict(found["became"]) if found else {}
        self._changed = found is None
        self.settled: dict[str, Any] | None = found.get("settled") if found else None

    @property
    def names(self) -> set[str]:
        """The articles that are remembered, or whose originals are lost."""
        return set(self._articles)

    @property
    def lost(self) -> set[str]:
        """The articles whose originals are lost."""
        return {name for name, known in self._articles.items() if known is None}

    def carrying(self) -> Carrying:
        """Return what finds the corrected articles again that are edited."""
        return Carrying(self._became, self._articles)

    def carry(self, became: Mapping[str, Past]) -> None:
        """Remember which ids articles had before."""
        if became != self._became:
            self._became, self._changed = dict(became), True

    def see(self, article: Article) -> None:
        """Take note of an article as it was read; whether the index holds this text is known at the end."""
        digest = _digest(article)
        self._seen[article.id, digest] = article.quotes
        if (self._articles.get(article.id) or {}).get("body") == digest:
            self.remember(article)  # the rules may find otherwise now, and what is put be as it was

    def quotes(self, article: Article) -> tuple[Quote, ...] | None:
        """Return the quotations of an article of the index as they were read, None where they are lost."""
        digest = _digest(article)
        if (seen := self._seen.get((article.id, digest))) is not None:
            return seen
        if article.id in self._articles:
            known = self._articles[article.id]
            return quotes_from(known["quotes"]) if known and known["body"] == digest else None
        return None if any(quote.rule == OWNERS for quote in article.quotes) else article.quotes

    def remember(self, article: Article) -> None:
        """Remember an article as it was read."""
        fresh = {"body": _digest(article), "quotes": quotes_plain(article.quotes), **traits(article)}
        if self._articles.get(article.id) != fresh:
            self._articles[article.id] = fresh
            self._changed = True

    def lose(self, name: str) -> None:
        """Have an article read again: what is remembered of it is of another text."""
        if self._articles.get(name, self) is not None:
            self._articles[name] = None
            self._changed = True

    def forget(self, name: str) -> None:
        """Forget what an article was as read."""
        if name in self._articles:
            del self._articles[name]
            self._changed = True

    def write(self) -> None:
        """Keep what is remembered, where that has changed. A commit comes after it, which may fail without harm.

        Raises:
            IndexUnavailable: the disk is full or cannot be written to.
        """
        if self._changed:
            write_json(self._path, self._plain())
            self._changed, self.settled = False, None

    def settle(self, settled: dict[str, Any] | None) -> None:
        """Keep what is remembered, and for what state of the index nothing is left to do; raises as `write` does."""
        if self._changed or settled != self.settled:
            write_json(self._path, {**self._plain(), "settled": settled})
            self._changed, self.settled = False, settled

    def _plain(self) -> dict[str, Any]:
        became = {name: to_builtins(past) for name, past in self._became.items()}
        return {"articles": self._articles, **({"became": became} if became else {})}


def take_originals(source: Path, location: Path) -> None:
    """Put what one index remembers in the place of what another one does."""
    if (source / CORRECTED).exists():
        (source / CORRECTED).replace(location / CORRECTED)
    else:
        (location / CORRECTED).unlink(missing_ok=True)


def damage(location: Path) -> list[str]:
    """Return a line where the file is damaged."""
    path = location / CORRECTED
    if not path.exists() or _found(path) is not None:
        return []
    return [f"{path} is damaged: `pullquote index` with the same PATHs reads the corrected articles again and mends it"]


def _found(path: Path) -> dict[str, Any] | None:
    """Return what the file holds, None where it is lost."""
    try:
        found = unsigned(json.loads(path.read_bytes()))
        found["became"] = convert(found.get("became", {}), dict[str, Past])
        return found if isinstance(found["articles"], dict) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _digest(article: Article) -> str:
    return hashlib.sha256(article.body.encode("utf-8", "surrogatepass")).hexdigest()[:16]
