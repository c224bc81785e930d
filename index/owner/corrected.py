"""Articles as a person has corrected them; what they were as read is remembered, to undo it (index.owner.originals)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import structs

from index.article import OWNERS, UNCHECKED, Article, Mention, Quote
from index.manifest import CORRECTIONS, MANIFEST, read_manifest
from index.owner.corrections import Correction, Place, placed, read_corrections
from index.owner.following import doubted, following, is_fuller, says_without_name
from index.owner.meant import anothers, meant
from index.owner.named import role_of
from index.owner.originals import Originals
from index.owner.own_files import spelt_out
from index.quotes.confidence import CONFIDENCE
from index.sources import Source
from index.writer import Writer


class Corrected:
    """Applies the corrections of a run; remembers the quotations of what it corrects."""

    def __init__(self, location: Path, corrections: Path) -> None:
        """Take the index folder, and the one with the file of corrections.

        Raises:
            PullquoteError: the file cannot be read.
        """
        self._location, self._path = location, corrections / CORRECTIONS
        found = read_corrections(corrections)
        self.warnings, self._digest = found.warnings, found.digest
        self._own = found.by_article()
        self._originals = Originals(location, self._own)
        past = self._originals if corrections == location else Originals(corrections, self._own)
        self._carrying = past.carrying()
        self._by_article, self._doubted = dict(self._own), dict[str, Collection[Place]]()
        self._carry([*self._carrying.became])
        self._lost = self._originals.lost
        self._last: Article | None = None

    def lacks(self, names: Collection[str]) -> bool:
        """Tell whether what one of the articles was as read is lost, so that its file is to be read again."""
        return bool(self._lost) and not self._lost.isdisjoint(names)

    def as_read(self, article: Article, before: Source | None = None) -> Article:
        """Return an article that was read, corrected; `before` is its file as it was the last time."""
        self._carrying.see(article, before)
        if self._is_touched(article.id):
            self._last = article
            self._originals.see(article)
        elif article.id in self._lost:
            self._originals.see(article)
        return self._applied(article)

    def put(self, name: str) -> None:
        """Remember what the article that was read last was, which is put into the index."""
        if self._is_touched(name) and self._last:
            self._originals.remember(self._last)

    def passed(self, path: str, offered: Collection[str], before: Source) -> None:
        """Have corrections follow the articles of a file that was read: see Carrying.passed."""
        self._carry(self._carrying.passed(path, offered, before))

    def names(self, name: str) -> Collection[str]:
        """Return the ids under which corrections hold for an article."""
        return self._carrying.names(name)

    def as_held(self, article: Article) -> Article:
        """Return an article of the index, corrected as the file says now; as it is where its original is lost."""
        quotes = self._originals.quotes(article)
        if quotes is None and (self._is_touched(article.id) or article.id in self._lost):
            self._originals.lose(article.id)
            return article
        read = article if quotes is None else replace(article, quotes=quotes)
        if self._is_touched(article.id):
            self._originals.remember(read)
        elif read == article:  # what is undone is forgotten when the index has it
            self._originals.forget(article.id)
        return self._applied(read)

    def settle(self, writer: Writer) -> tuple[int, list[str]]:
        """Put the articles again of which the corrections are others than when they were put.

        Returns: how many these are, and a line for each correction that has no quotation.
        """
        if (known := self._originals.settled) and known["state"] == self._state():
            return 0, list(known["notes"])
        changed, notes = self._settled(writer)
        self.write()
        writer.commit()
        state = None if self._originals.lost else self._state()
        self._originals.settle({"state": state, "notes": notes} if state else None)
        return changed, notes

    def known(self, article: Article) -> tuple[Quote, ...] | None:
        """Return the quotations of an article of the index as they were read, None where that is lost."""
        return self._originals.quotes(article)

    def write(self) -> None:
        """See Originals.write."""
        self._originals.carry(self._carrying.told(self._own))
        self._originals.write()

    def _carry(self, names: Iterable[str]) -> None:
        """Work out what holds for articles that were others, or may have been."""
        for name in names:
            held, doubts = self._carrying.held(self._own, name), self._carrying.doubted(self._own, name)
            self._by_article |= {name: held} if held else {}
            self._doubted.pop(name, None)
            self._doubted |= {name: doubts} if doubts else {}

    def _is_touched(self, name: str) -> bool:
        return name in self._by_article or name in self._doubted

    def _settled(self, writer: Writer) -> tuple[int, list[str]]:
        stored, changed, notes, became = writer.known(), 0, list[str](), self._carrying.heirs()
        for name in sorted({*self._originals.names, *self._by_article, *self._doubted}):
            if (article := stored.article(name)) is None:
                self._originals.forget(name)
            elif (fresh := self.as_held(article)) != article:
                writer.put(fresh)
                changed += 1
            heirs = filter(stored.article, became.get(name, ())) if article is None else ()
            notes += self._missed(name, article, tuple(heirs))
        return changed, spelt_out(notes, f"lines of {self._path} have no quotation")

    def _state(self) -> list[str] | None:
        """Return what the corrections are applied to, and which; None where there is nothing to apply."""
        if not self._own or not (self._location / MANIFEST).exists():
            return None
        return [str(self._path), self._digest, read_manifest(self._location).commit]

    def _missed(self, name: str, article: Article | None, heirs: Sequence[str]) -> Iterator[str]:
        """Yield a line for each correction of an article that has no quotation there, given as the index holds it.

        Args:
            heirs: the articles of the index that have its corrections, or are doubted by them.
        """
        known = (self._by_article if article else self._own).get(name, {})
        quotes = self._originals.quotes(article) if article else ()
        there = {place for place, _ in placed(quotes or ())}
        there.update(place for heir in heirs for place in self._by_article.get(heir, ()))  # told of the heir, if at all
        for place, (number, _) in known.items():
            if place not in there:
                lack = _lacks(article, quotes, heirs)
                yield f"{self._path}, line {number}: article {name} {lack}; the line is kept"
        for place, quote in anothers(_corrections(known), quotes or ()):
            number, one = known[place]
            told = (
                f"{self._path}, line {number}: the words were {one.read_as}'s, and in article {name} {quote.speaker}'s"
            )
            yield f"{told} now, so they are doubted: `pullquote review` lists them; the line is kept"

    def _applied(self, article: Article) -> Article:
        mine, doubts = _corrections(self._by_article.get(article.id, {})), self._doubted.get(article.id, ())
        if not mine and not doubts:
            return article
        known, strange = meant(mine, article.quotes)
        others = following(article, known, partial(_carried, article=article))
        may_be = strange.union(quote.id for place, quote in placed(article.quotes) if place in doubts)
        unsure = {quote.id: doubted(quote) for quote in article.quotes if quote.id in may_be}
        found = (
            _corrected(quote, known[quote.id], article) if quote.id in known else (others | unsure).get(quote.id, quote)
            for quote in article.quotes
        )
        return replace(article, quotes=tuple(quote for quote in found if quote))


def _corrections(known: Mapping[Place, tuple[int, Correction]]) -> dict[Place, Correction]:
    return {place: one for place, (_, one) in known.items()}


def _lacks(article: Article | None, quotes: Any, heirs: Sequence[str]) -> str:
    if article is None:
        return f"is not in the index{_perhaps(heirs)}"
    return "stays as it is until its file is read again" if quotes is None else "has no quotation with these words now"


def _perhaps(heirs: Sequence[str]) -> str:
    if not heirs:
        return ""
    return f", and may be {' or '.join(heirs)} of its file now: what is said there in these words is doubted"


def _corrected(quote: Quote, known: Correction, article: Article) -> Quote | None:
    """Return a quotation as it is known better, None where it is none."""
    return _given(quote, known, article) if known.is_quote else None


def _given(quote: Quote, known: Correction, article: Article) -> Quote:
    same = known.speaker is not None and known.speaker == quote.speaker
    fuller = is_fuller(known.speaker or "", quote.speaker or "")
    meant = same or fuller or bool(known.speaker and says_without_name(quote))
    kind = known.source_type or (quote.source_type if same else None) or ("named" if known.speaker else None)
    role = known.role or (quote.role if same or fuller else None)
    return structs.replace(
        quote,
        speaker=known.speaker,
        mention=quote.mention if meant else _mention(known.speaker, quote, article.body),
        cue=quote.cue if meant else None,
        role=role_of(article, known.speaker or "") if not role and not same and kind == "named" else role,
        told_to=known.told_to or quote.told_to,
        source_type=kind,
        confidence=1.0,
        rule=OWNERS,
        flags=(*(flag for flag in quote.flags if flag != OWNERS), OWNERS),
    )


def _carried(quote: Quote, known: Correction, is_sure: bool, *, article: Article) -> Quote:
    """Return a quotation whose speaker follows that of a corrected one, by the words that it had.

    It is as sure as its rule is where it `is_sure` whom the words mean.
    """
    fresh = _given(quote, replace(known, told_to=None), article)
    mention, cue = (quote.mention, quote.cue) if known.speaker else (None, None)
    sure = max(quote.confidence, CONFIDENCE.get(quote.rule or "", 0.0) if is_sure else 0.0)
    flags = fresh.flags if sure >= UNCHECKED else quote.flags
    return structs.replace(fresh, confidence=sure, rule=quote.rule, mention=mention, cue=cue, flags=flags)


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
